"""Papers as Word files, read again with python-docx."""

import io
import sys
from datetime import date

import docx
import pytest
from msgspec import structs

from pa_framework.facts.papers import filled_paper
from pa_framework.look.word_papers import word_paper
from pa_framework.records.model import PaperField, PaperSection
from pa_framework.text.errors import UserError
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL

FACTS = facts_of(SMALL)
PAPER = filled_paper(FACTS, FACTS.records.papers["task-agreement"])


def read(content: bytes):
    return docx.Document(io.BytesIO(content))


def test_a_word_file_has_every_heading_line_and_table_of_the_paper() -> None:
    document = read(word_paper(PAPER, TODAY))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        part.title for part in PAPER.parts
    ]
    for part in PAPER.parts:
        assert all(field.label in text for field in part.fields)
        assert all(f"☐ {line}" in text for line in part.checks)
    assert len(document.tables) == sum(len(part.tables) for part in PAPER.parts)
    assert "Filled in on:" in text
    assert PAPER.made in document.sections[0].footer.paragraphs[0].text
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (210, 297)


def test_what_was_chosen_is_written_out_and_ticked() -> None:
    text = "\n".join(paragraph.text for paragraph in read(word_paper(PAPER, TODAY, ("gastrostomy-feed",))).paragraphs)

    assert "Emergency: ring 999, if" in text
    assert f"☒ {FACTS.records.tasks['gastrostomy-feed'].title}" in text


def test_a_finished_paper_has_what_its_reader_gets_and_nothing_for_its_writer() -> None:
    record = structs.replace(
        FACTS.records.papers["task-agreement"],
        finished=True,
        sections=(
            PaperSection(
                title="Letter",
                untitled=True,
                text="A hint",
                opening="I am writing to give notice.",
                fields=(PaperField(label="Your last day", words="My last day will be {}.", kind="day"),),
            ),
            PaperSection(title="Tasks", points=("Another hint",), fill="tasks"),
            PaperSection(title="Before you send it", for_writer=True, checks=("Someone else has read it",)),
        ),
    )
    paper = filled_paper(FACTS, record)
    blank, chosen = (
        [paragraph.text for paragraph in read(word_paper(paper, TODAY, ids)).paragraphs]
        for ids in ((), ("gastrostomy-feed",))
    )

    assert blank == ["I am writing to give notice.", "My last day will be [Your last day].", "Tasks"]
    assert chosen == [*blank, FACTS.records.tasks["gastrostomy-feed"].title]


def test_what_is_for_the_writer_is_on_a_page_of_its_own() -> None:
    section = PaperSection(title="Before you send it", for_writer=True, checks=("Someone else has read it",))
    record = FACTS.records.papers["task-agreement"]
    paper = filled_paper(FACTS, structs.replace(record, sections=(section, *record.sections)))
    paragraphs = read(word_paper(paper, TODAY)).paragraphs
    (own,) = (place for place, one in enumerate(paragraphs) if one.paragraph_format.page_break_before)

    assert [one.text for one in paragraphs[own + 1 :]] == ["Before you send it", "☐ Someone else has read it"]


def test_each_sheet_and_the_signatures_say_whose_paper_it_is() -> None:
    record = structs.replace(
        FACTS.records.papers["task-agreement"],
        sections=(
            PaperSection(title="Who", fields=(PaperField(label="Name of the person", each_sheet=True),)),
            PaperSection(title="Steps", fill="steps"),
            PaperSection(title="Signed", fields=(PaperField(label="The PA", kind="signature"),)),
        ),
    )
    document = read(word_paper(filled_paper(FACTS, record), TODAY, ("gastrostomy-feed",)))
    lines = [paragraph.text for paragraph in document.paragraphs]

    assert document.sections[0].footer.paragraphs[0].text.startswith("Name of the person: ____")
    assert lines[lines.index("Signed") + 1].startswith("Name of the person:")
    assert "What this task demands" in lines


def test_the_same_paper_and_day_give_the_same_bytes() -> None:
    assert word_paper(PAPER, TODAY) == word_paper(PAPER, TODAY)
    assert word_paper(PAPER, TODAY) != word_paper(PAPER, date(2026, 11, 23))
    assert word_paper(PAPER, date(1970, 1, 1))


def test_without_python_docx_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pa_framework.look.word_papers.can_write", lambda: False)

    with pytest.raises(UserError, match=r"pip install 'pa-framework\[papers\]'"):
        word_paper(PAPER, TODAY)
    assert "docx" in sys.modules
