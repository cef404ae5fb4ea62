"""All rules, by code. Importing this package declares them, family by family."""

from pa_framework.rules import (
    delegation as delegation,
)
from pa_framework.rules import (
    reading as reading,
)
from pa_framework.rules import (
    references as references,
)
from pa_framework.rules.registry import RETIRED, RULES, Problem, Rule

__all__ = ["FAMILIES", "RETIRED", "RULES", "Problem", "Rule"]

#: What each family is about, in the order in which pages list them.
FAMILIES = {
    "YML": "Reading the file",
    "SCH": "The shape of a record",
    "REF": "References between records",
    "CMP": "Competences and levels",
    "PAY": "Pay",
    "DEL": "Delegation",
    "STO": "Stories and case studies",
    "SUP": "Support",
    "AGR": "Agreements between council and NHS",
    "PLN": "The plan",
    "PRV": "Privacy",
    "TXT": "Wording",
}
