"""Pages with the answers of many organisations: grouped by answer, in one column."""

from pa_framework.facts.facts import Facts
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import gather
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.agreements import PAGES
from pa_framework.site.page_kinds import RecordPages, StandalonePage
from tests.builders.worlds import TODAY, texts

PLACES = ("Ashby", "Birch", "Cole", "Dunmore", "Elm", "Farley", "Glen", "Holt", "Inch", "Jura")
ANSWERS = ("Paid for four weeks", "Paid for two weeks", "Not paid", "No answer was found")


def facts_with_ten_places() -> Facts:
    world = texts()
    world["framework/organisations.yaml"] = (
        "organisations:\n  - {id: north-icb, title: North ICB, kind: nhs}\n"
        + "".join(
            f"  - {{id: {name.lower()}-place, title: {name}, kind: nhs, part_of: north-icb}}\n" for name in PLACES
        )
    )
    world["framework/agreements/hospital-by-place.yaml"] = (
        "id: hospital-by-place\ntitle: PAs in hospital, by place\nkind: consistency\nsummary: Who pays.\npositions:\n"
        + "".join(
            f"  {name.lower()}-place: {{says: It answered in 2025., answer: {ANSWERS[number % 4]}}}\n"
            for number, name in enumerate(PLACES)
        )
        + "differs_because: Each place sets its own budget.\nillustrative: true\n"
    )
    documents = ((parse_document(text, path), kind) for path, text in world.items() if (kind := kind_at(path)))
    return Facts(gather(documents), TODAY)


def test_ten_places_are_grouped_by_their_answers() -> None:
    facts = facts_with_ten_places()
    records = next(page for page in PAGES if isinstance(page, RecordPages))
    view = records.view(facts, facts.records.agreements["hospital-by-place"])

    assert [(answer.title, answer.who) for answer in view.answers] == [
        ("Paid for four weeks", "Ashby, Elm and Inch"),
        ("Paid for two weeks", "Birch, Farley and Jura"),
        ("Not paid", "Cole and Glen"),
        ("No answer was found", "Dunmore and Holt"),
    ]
    assert (view.parties, view.sides) == ((), "10 organisations")


def test_the_index_has_them_apart_from_the_table_of_two_columns() -> None:
    index = next(page for page in PAGES if isinstance(page, StandalonePage))
    view = index.view(facts_with_ten_places())

    assert [row.link.title for row in view.topics] == ["One rule for DBS checks"]
    assert [(row.link.title, len(row.answers)) for row in view.many] == [("PAs in hospital, by place", 4)]
