"""New ids for records of kinds whose ids have a form of their own."""

NEW_IDS = {
    "group-training": "tr-998",
    "pa": "pa-9999",
    "practitioner": "pr-998",
    "trace-row": "d99",
    "person": "person-999",
    "hospital-agreement": "ha-999",
}
