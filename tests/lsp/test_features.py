"""What the language server answers, asked in process on the small world."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lsprotocol import types

from pa_framework.check.run import Report
from pa_framework.lsp.completion import completions
from pa_framework.lsp.findings import carried_over, diagnostic, quick_fixes, rule_page
from pa_framework.lsp.frameworks import Framework, Overlay, root_of
from pa_framework.lsp.navigation import definition, hover, named_at, records_like, references, renaming, symbols
from pa_framework.lsp.texts import Places, plain, utf16_units
from pa_framework.records.load import Records
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding, Severity, Span
from tests.builders.worlds import TASK, TODAY, WORLD
from tests.paths import REFERENCE, ROOT, SMALL


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The small world, checked once."""
    found = Framework(SMALL)
    found.report = found.check(TODAY, {})
    return found


def at_cursor(text: str) -> tuple[Places, int]:
    return Places(text.replace("|", "", 1)), text.index("|")


def offered(framework: Framework, kind: str | None, text: str) -> dict[str, types.CompletionItem]:
    places, offset = at_cursor(text)
    return {item.label: item for item in completions(framework.report, kind, places, offset)}


def after(item: types.CompletionItem, text: str) -> str:
    """A text after an offer was taken."""
    places, _ = at_cursor(text)
    edit = item.text_edit
    assert isinstance(edit, types.TextEdit)
    start, end = places.offset(edit.range.start), places.offset(edit.range.end)
    return places.text[:start] + edit.new_text + places.text[end:]


# --- completion


def test_names_of_fields_are_offered_with_what_they_mean(framework: Framework) -> None:
    text = "id: a\ntitle: b\nsumm|"
    found = offered(framework, "task", text)

    assert "title" not in found
    assert isinstance(found["summary"].documentation, types.MarkupContent)
    assert "**summary**" in found["summary"].documentation.value
    assert after(found["summary"], text) == "id: a\ntitle: b\nsummary: "
    first = min(found.values(), key=lambda item: item.sort_text or "")
    assert "(needed)" in str(first.documentation)


@pytest.mark.parametrize("written", ["\n  tell: |", "\n  tell: com|", " {tell: com|", " {tell: com|}"])
def test_ids_are_offered_with_titles(written: str, framework: Framework) -> None:
    text = f"stop_when:\n  urgent:{written.replace(chr(10), chr(10) + '  ')}"
    found = offered(framework, "task", text)

    assert found["community-nurse"].detail == "Community nurse"
    assert "tell: community-nurse" in after(found["community-nurse"], text)


def test_a_list_of_ids_is_begun_in_brackets(framework: Framework) -> None:
    text = "sign_off:\n  delegated_by: |"

    assert after(offered(framework, "task", text)["community-nurse"], text).endswith("delegated_by: [community-nurse]")
    text = "sign_off:\n  delegated_by: [community-nurse, d|]"
    assert after(offered(framework, "task", text)["dietitian"], text).endswith("[community-nurse, dietitian]")


def test_ids_are_offered_as_names_and_their_values_after_them(framework: Framework) -> None:
    found = offered(framework, "task", "requires: {record-keeping: aware, inf|}")

    assert "infection-prevention" in found
    assert "record-keeping" not in found
    assert "independent" in offered(framework, "task", "requires:\n  infection-prevention: |")


def test_closed_values_are_offered_with_their_labels(framework: Framework) -> None:
    found = offered(framework, "task", "status: |")

    assert {"delegable", "never"} <= found.keys()
    assert found["delegable"].detail
    assert {"true", "false"} <= offered(framework, "case-study", "illustrative: |").keys()


@pytest.mark.parametrize("text", ["summary: Paid ((law.min|", "summary: >-\n  Paid ((|", "summary: 'Paid ((law|)) '"])
def test_references_are_offered_with_what_they_become(text: str, framework: Framework) -> None:
    found = offered(framework, "task", text)
    name = next(label for label in found if label.startswith("law."))

    assert found[name].detail
    assert f"(({name}))" in after(found[name], text)
    assert name in offered(framework, None, f"# A page\n\n{text}")


@pytest.mark.parametrize("text", ["# a |", "title: Some te|", "nothing: |", "sign_off:\n  nothing:\n    - |"])
def test_nothing_is_offered_where_nothing_is_known(text: str, framework: Framework) -> None:
    assert offered(framework, "task", text) == {}


def test_names_are_offered_before_the_first_check() -> None:
    places, offset = at_cursor("id: a\n|")

    assert "title" in {item.label for item in completions(None, "task", places, offset)}


# --- hover, definition, references


def placed(text: str, word: str, before: str = "") -> int:
    return text.index(word, text.index(before)) + 1


def said(framework: Framework, kind: str | None, text: str, offset: int, findings: tuple[Finding, ...] = ()) -> str:
    found = hover(framework.report, kind, Places(text), offset, findings)
    assert found is None or isinstance(found.contents, types.MarkupContent)
    return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""


def test_over_a_name_is_what_the_field_means(framework: Framework) -> None:
    words = said(framework, "task", WORLD[TASK], placed(WORLD[TASK], "scope"))

    assert words.startswith("**scope**")
    assert "`one-person`" in words


def test_over_an_id_is_the_record_behind_it(framework: Framework) -> None:
    for word in ("infection-prevention", "record-keeping"):
        words = said(framework, "task", WORLD[TASK], placed(WORLD[TASK], word))

        assert f"`{word}`" in words
        assert "competence" in words


def test_over_a_reference_is_what_it_becomes(framework: Framework) -> None:
    text = "summary: Pays ((law.minimum-wage.adult))"

    assert "£" in said(framework, "task", text, text.index("law"))
    assert "£" in said(framework, None, text, text.index("law"))


def test_on_a_line_with_a_finding_is_why_it_matters(framework: Framework) -> None:
    finding = Finding(Span(TASK, 1), "DEL001", "", Severity.ERROR, "", "")

    assert "DEL001: " in said(framework, "task", WORLD[TASK], 1, (finding,))


def test_a_definition_is_the_id_in_its_file(framework: Framework) -> None:
    assert framework.report is not None
    text = WORLD[TASK]
    place = definition(framework.report, "task", text, placed(text, "dietitian"))
    value = definition(framework.report, None, "((law.minimum-wage.adult))", 4)

    assert place == Span("framework/roles/dietitian.yaml", 1, 5, 14)
    assert value is not None
    assert value.path == "framework/law/minimum-wage.yaml"
    assert definition(framework.report, "task", text, placed(text, "Liquid")) is None
    assert definition(framework.report, "task", "sources: [nothing]", 12) is None


def test_references_are_every_place_that_names_a_record(framework: Framework) -> None:
    text = WORLD[TASK]
    named = named_at(framework.report, "task", text, placed(text, "record-keeping"))
    assert named is not None
    found = references(framework, {}, named)

    expected = {path for path, written in WORLD.items() if re.search(r"(?<![\w-])record-keeping(?![\w-])", written)}
    assert TASK in expected
    assert expected <= {span.path for span in found}
    for span in found:
        line = (SMALL / span.path).read_text(encoding="utf-8").split("\n")[span.line - 1]
        assert "record-keeping" in line[span.column - 1 : span.end_column - 1 + len(".md")]


def test_records_are_found_by_id_and_title(framework: Framework) -> None:
    assert framework.report is not None
    found = [name for name, _, _ in records_like(framework.report, "Community n")]

    assert found == ["community-nurse: Community nurse"]


def test_the_outline_names_fields_and_entries() -> None:
    outline = {symbol.name: symbol for symbol in symbols(Places(WORLD["framework/steps.yaml"]))}
    steps = [symbol.name for symbol in outline["steps"].children or ()]

    assert steps == ["aware", "assisted", "independent", "guides-others"]
    whole = outline["steps"]
    assert all(_within(inner.range, whole.range) for inner in whole.children or ())


def _within(inner: types.Range, outer: types.Range) -> bool:
    places = [(one.line, one.character) for one in (outer.start, inner.start, inner.end, outer.end)]
    return places == sorted(places)


# --- rename and quick fixes


def test_a_rename_follows_open_texts(framework: Framework) -> None:
    text = WORLD[TASK].replace("summary: Liquid", "summary: The liquid")
    named = named_at(framework.report, "task", text, placed(text, "dietitian"))
    assert named is not None
    planned = renaming(framework, {SMALL / TASK: text}, named, "feeding-expert", TODAY)

    assert ("framework/roles/dietitian.yaml", "framework/roles/feeding-expert.yaml") in planned.moved
    assert "The liquid" in (planned.texts[TASK] or "")
    with pytest.raises(UserError, match="there is a role `community-nurse` already"):
        renaming(framework, {}, named, "community-nurse", TODAY)


def fixed(text: str, finding: Finding) -> list[str]:
    """A text after each quick fix of a finding."""
    places = Places(text)
    whole = places.range(0, len(text))
    made = []
    for action in quick_fixes([finding], places, whole, "file:///a"):
        assert action.edit is not None
        assert action.edit.changes is not None
        (edit,) = action.edit.changes["file:///a"]
        start, end = places.offset(edit.range.start), places.offset(edit.range.end)
        made.append(text[:start] + edit.new_text + text[end:])
    return made


def test_a_quick_fix_writes_what_the_finding_says(framework: Framework) -> None:
    text = WORLD[TASK].replace("status: delegable", "status: delegabel")
    framework.overlay.texts[SMALL / TASK] = text
    findings = framework.read_findings(TASK)
    del framework.overlay.texts[SMALL / TASK]

    assert [fixed(text, finding) for finding in findings] == [[WORLD[TASK]]]


def test_what_no_machine_can_repair_has_no_quick_fix() -> None:
    assert fixed("id: a", Finding(Span("a", 1), "DEL001", "", Severity.ERROR, "", "name someone")) == []
    assert fixed("id: a", Finding(Span("a", 9), "DEL001", "", Severity.ERROR, "", "write `b`")) == []


# --- findings


def test_a_finding_is_a_mark_with_what_to_do() -> None:
    places = Places("id: a\n")
    finding = Finding(Span("a", 1, 5, 6), "DEL001", "x", Severity.WARNING, "It is so.", "Do this.")
    here = types.Location("file:///a", places.range(4, 5))
    apart = diagnostic(finding, places, "https://e.uk/r/", lambda _: here, fix_apart=True)
    within = diagnostic(finding, places, None, lambda _: None, fix_apart=False)

    assert (apart.message, apart.code, apart.severity) == ("It is so.", "DEL001", types.DiagnosticSeverity.Warning)
    assert [one.message for one in apart.related_information or ()] == ["What to do: Do this."]
    assert apart.code_description == types.CodeDescription("https://e.uk/r/")
    assert within.message == "It is so.\nWhat to do: Do this."
    assert within.code_description is None


def test_a_finding_leads_to_the_page_of_its_rule(framework: Framework) -> None:
    assert framework.report is not None
    assert rule_page(framework.report.records, "DEL001") == "https://smallshire.example.org/about/rules/DEL001/"
    assert rule_page(Records(), "DEL001") is None


def test_findings_of_unchanged_lines_stay_at_their_lines() -> None:
    findings = [Finding(Span("a", line), "X", "", Severity.ERROR, "", "") for line in (1, 3, 5)]

    moved = carried_over(findings, "1\n2\n3\n4\n5", "1\n2\nnew\nand new\n4\n5")
    assert [finding.span.line for finding in moved] == [1, 6]
    assert list(carried_over(findings, "1\n2\n3\n4\n5", "1\n2\n3\n4\n5")) == findings


# --- files


def test_a_check_reads_open_texts_in_place_of_files(framework: Framework) -> None:
    broken = WORLD[TASK].replace("community-nurse", "comunity-nurse", 1)
    new = SMALL / "framework/tasks/new.yaml"
    report = framework.check(TODAY, {SMALL / TASK: broken, new: "id: new\n"})

    paths = {finding.span.path for finding in report.findings}
    assert {TASK, "framework/tasks/new.yaml"} <= paths
    assert framework.check(TODAY, {}).findings == (framework.report and framework.report.findings)


def test_an_edit_shows_in_files_that_are_not_open(framework: Framework) -> None:
    sources = "framework/sources.yaml"
    report = framework.check(TODAY, {SMALL / sources: WORLD[sources].replace("id: principles", "id: another-thing")})

    assert {finding.span.path for finding in report.findings if finding.code == "REF001"} - {sources}


def test_only_the_changed_file_is_read_again(framework: Framework) -> None:
    reports = [framework.check(TODAY, texts) for texts in ({}, {SMALL / TASK: WORLD[TASK] + "\n"})]
    first, second = (dict.fromkeys(_documents(report)) for report in reports)

    assert {path for path, _ in second.keys() - first.keys()} == {TASK}


def _documents(report: Report) -> Iterator[tuple[str, int]]:
    """The path and the identity of every document that was read."""
    return ((document.path, id(document)) for document, _ in report.facts.records_as_written.documents)


def test_a_change_on_disk_is_seen(tmp_path: Path) -> None:
    overlay, file = Overlay(), tmp_path / "a.yaml"
    file.write_text("id: a\n")
    first = overlay.document(tmp_path, "a.yaml", "a.yaml")
    file.write_text("id: another\n")

    assert overlay.document(tmp_path, "a.yaml", "a.yaml").text == "id: another\n"
    assert first.text == "id: a\n"
    file.unlink()
    assert overlay.document(tmp_path, "a.yaml", "a.yaml").findings


@pytest.mark.parametrize(
    ("file", "root"),
    {
        SMALL / TASK: SMALL,
        REFERENCE / "framework/pages/index.md": REFERENCE,
        ROOT / "framework/tasks/new.yaml": ROOT,
        SMALL / "framework/pages/images/noor.svg": None,
        ROOT / "docs/readability.md": None,
        ROOT / ".github/workflows/check.yml": None,
        Path("/nowhere/framework/tasks/a.yaml"): None,
    }.items(),
)
def test_a_file_belongs_to_the_nearest_framework(file: Path, root: Path | None) -> None:
    assert root_of(file) == root


def test_half_typed_records_have_findings_and_no_fault(framework: Framework) -> None:
    text = WORLD[TASK]
    for length in range(0, len(text), 40):
        framework.overlay.texts[SMALL / TASK] = text[:length]
        for finding in framework.read_findings(TASK):
            assert finding.fix
        places = Places(text[:length])
        completions(framework.report, "task", places, length)
        hover(framework.report, "task", places, length, ())
        symbols(places)
    del framework.overlay.texts[SMALL / TASK]


# --- places


@pytest.mark.parametrize(
    ("line", "column", "character"),
    [("title: Siân's tŷ", 16, 16), ("title: 👩🏽‍⚕️ a", 13, 15), ("title: ŵ😀b", 10, 11)],
)
def test_places_count_in_units_of_utf_16(line: str, column: int, character: int) -> None:
    places = Places(f"id: a\n{line}\n")
    offset = 6 + min(column, len(line))

    assert places.position(offset) == types.Position(1, min(character, utf16_units(line)))
    assert places.offset(places.position(offset)) == offset
    assert places.offset(types.Position(1, 1000)) == 6 + len(line)
    assert places.offset(types.Position(9, 0)) == len(places.text)


def test_line_ends_of_windows_are_line_ends() -> None:
    assert plain("\ufeffa: 1\r\nb: 2\r\n") == "a: 1\nb: 2\n"


def test_a_point_is_marked_as_a_word() -> None:
    places = Places("one two\n\n")
    marked: Mapping[tuple[int, int], tuple[int, int]] = {(1, 5): (4, 7), (1, 8): (4, 7), (2, 1): (0, 0), (9, 1): (0, 0)}

    for (line, column), (start, end) in marked.items():
        found = places.range_of(Span("a", line, column, column), wide=True)
        assert (found.start.character, found.end.character) == (start, end)
