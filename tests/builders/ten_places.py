"""Ten places of one ICB, each with its own answer to who pays a PA while the person is in hospital."""

from collections.abc import Mapping

#: Each place with its answer in a few words, and what it says.
PLACES: Mapping[str, tuple[str, str]] = {
    "Ashby": ("Paid for four weeks", "The full rota is paid for four weeks. After that the personal health budget team decides."),
    "Birch Valley": ("Paid for two weeks", "The rota is paid for two weeks, and a week at a time after that."),
    "Cole and Hartside": ("Not paid", "Pay stops on the day of admission. PAs may take holiday."),
    "Dunmore": ("Paid for the whole stay", "PAs are paid for as long as the person stays, if they go on supporting them on the ward."),
    "Elm Park": ("Half pay for six weeks", "Half of the rota is paid for six weeks."),
    "Farley": ("Paid for visits only", "Hours on the ward are paid as they are worked, with the travel."),
    "Glen Water": ("The ward decides", "The ward manager says within two days which hours the ward needs, and those are paid."),
    "Holt St Mary": ("Paid for twelve days", "Twelve days are paid. Then the council is asked."),
    "Inchford": ("A retainer of a quarter", "A quarter of the usual pay is kept up for eight weeks."),
    "Jurby": ("No answer was found", "No policy was found. The team said in 2025 that it would write one."),
}  # fmt: skip


def place_id(name: str) -> str:
    """The id of a place."""
    return f"{name.lower().replace(' ', '-')}-place"


def ten_places() -> dict[str, str]:
    """The files of the world: the ICB with its places, and what they answer. All of it is illustrative."""
    organisations = "organisations:\n  - {id: north-icb, title: North ICB, kind: nhs}\n" + "".join(
        f"  - {{id: {place_id(name)}, title: {name}, kind: nhs, part_of: north-icb}}\n" for name in PLACES
    )
    agreement = (
        "id: hospital-by-place\ntitle: PAs in hospital, by place\nkind: hospital\n"
        "summary: Each place says whether PAs are paid while the person is in hospital.\npositions:\n"
        + "".join(f"  {place_id(name)}: {{answer: {answer}, says: \"{says}\"}}\n" for name, (answer, says) in PLACES.items())
        + "agreed: false\ndiffers_because: Each place sets its own budget.\nhospital:\n  paid_weeks: 4\n"
        "  dbs_within_years: 3\n  must_record: [training-and-competences, duties-of-all, ward-direction, induction, rota, "
        "dbs-date, copy-carried, on-call-nurse, emergency-contact]\n  signed_by: [ward-manager, phb-lead, induction-lead]\n"
        "illustrative: true\nsources: [pa-research]\n"
    )  # fmt: skip
    return {"framework/organisations.yaml": organisations, "framework/agreements/hospital-by-place.yaml": agreement}
