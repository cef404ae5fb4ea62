"""Pages with the answers of many organisations: grouped by answer, in one column."""

from pa_framework.facts.facts import Facts
from pa_framework.records.kinds import kind_at
from pa_framework.records.load import gather
from pa_framework.records.yaml_source import parse_document
from pa_framework.site.agreements import PAGES
from pa_framework.site.page_kinds import RecordPages, StandalonePage
from tests.builders.ten_places import PLACES as TEN
from tests.builders.ten_places import ten_places
from tests.builders.worlds import TODAY, Judge, texts

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

    assert [(answer.answer, answer.who) for answer in view.answers] == [
        ("Paid for four weeks", "Ashby, Elm and Inch"),
        ("Paid for two weeks", "Birch, Farley and Jura"),
        ("Not paid", "Cole and Glen"),
        ("No answer was found", "Dunmore and Holt"),
    ]
    assert (view.parties, view.sides) == ((), "10 organisations")
    assert [(place.party.title, place.where) for place in view.places] == [(name, "") for name in PLACES]
    assert (view.has_links, view.part_of) == (True, "North ICB")


def test_the_index_has_them_apart_from_the_table_of_two_columns() -> None:
    index = next(page for page in PAGES if isinstance(page, StandalonePage))
    view = index.view(facts_with_ten_places())

    assert [row.link.title for row in view.topics] == ["One rule for DBS checks"]
    assert [(row.link.title, len(row.answers)) for row in view.many] == [("PAs in hospital, by place", 4)]


def facts_with(files: dict[str, str]) -> Facts:
    documents = (
        (parse_document(text, path), kind) for path, text in {**texts(), **files}.items() if (kind := kind_at(path))
    )
    return Facts(gather(documents), TODAY)


def test_where_each_place_has_an_answer_of_its_own_readers_look_for_their_place() -> None:
    facts = facts_with(ten_places())
    records = next(page for page in PAGES if isinstance(page, RecordPages))
    view = records.view(facts, facts.records.agreements["hospital-by-place"])

    assert [place.party.title for place in view.places] == sorted(TEN)
    assert [place.answer for place in view.places] == [TEN[name][0] for name in sorted(TEN)]
    assert view.answers == ()
    assert view.parts[0].paragraphs == (
        "In this example, the agreement asks for pay for at least 4 weeks. Each place has its own answer: find yours above.",
    )
    index = next(page for page in PAGES if isinstance(page, StandalonePage)).view(facts)
    assert index.many[0].answers == tuple((name, TEN[name][0]) for name in sorted(TEN))
    rows = {row.link.title: row.lines for title, rows in index.arrangements for row in rows}
    assert rows["PAs in hospital, by place"] == ()
    assert rows["PAs in hospital"]


def test_a_place_says_where_it_is_and_a_few_need_no_links() -> None:
    organisations = (
        "organisations:\n"
        "  - {id: north-icb, title: North ICB, kind: nhs, places: [Northtown, Westbury]}\n"
        "  - {id: hill-place, title: Hill, kind: nhs, part_of: north-icb, places: [Overhill]}\n"
    )
    agreement = (
        "id: pay-day\ntitle: The day of pay\nkind: consistency\nsummary: When pay comes.\npositions:\n"
        "  north-icb: {says: On the first.}\n  hill-place: {says: On the last.}\ndiffers_because: So.\nillustrative: true\n"
    )
    facts = facts_with({"framework/organisations.yaml": organisations, "framework/agreements/pay-day.yaml": agreement})
    records = next(page for page in PAGES if isinstance(page, RecordPages))
    view = records.view(facts, facts.records.agreements["pay-day"])

    assert [(place.party.title, place.where) for place in view.places] == [
        ("Hill", "Overhill. Part of North ICB"),
        ("North ICB", "Northtown and Westbury"),
    ]
    assert (view.has_links, view.part_of) == (False, "")


def test_answers_of_places_that_do_not_agree_are_no_slips(judge: Judge) -> None:
    files = ten_places()
    path = "framework/agreements/hospital-by-place.yaml"
    agreed = {**files, path: files[path].replace("agreed: false", "agreed: true")}

    assert [one.code for one in judge(*files.items()).findings] == []
    assert "AGR020" in {one.code for one in judge(*agreed.items()).findings}
