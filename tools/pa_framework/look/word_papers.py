"""Papers as Word files (.docx), written by python-docx, which comes with the extra `papers`.

The same paper and the same day give the same bytes: the times within the file are those of the day.
"""

import io
import zipfile
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pa_framework.facts.papers import FilledPaper, Option, Part, Table
from pa_framework.records.model import PaperField
from pa_framework.text.errors import UserError

if TYPE_CHECKING:
    from docx.document import Document

#: The first day that a zip file can name.
_ZIP_EPOCH = date(1980, 1, 1)
_LINE = "_" * 62
_SIGNATURE = "Signature, by hand"


def can_write() -> bool:
    """Whether python-docx is installed."""
    return find_spec("docx") is not None


def word_paper(paper: FilledPaper, on: date, chosen: tuple[str, ...] = ()) -> bytes:
    """A paper as a Word file on A4. `chosen` are ids of options that are written out. Raises UserError without python-docx."""
    if not can_write():
        raise UserError("Word files need python-docx: pip install 'pa-framework[papers]'")
    from docx import Document as new_document
    from docx.shared import Mm, Pt

    document = new_document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    paper = paper.for_chosen(chosen)
    if paper.finished:
        _write_finished(document, paper, chosen)
    else:
        document.add_heading(paper.title, 0)
        document.add_paragraph(paper.summary)
        for part in paper.parts:
            if not part.for_writer:
                _write_part(document, part, chosen)
        document.add_paragraph(f"{paper.made} Filled in on: {_LINE[:20]}")
        section.footer.paragraphs[0].text = f"{paper.title}. {paper.made}"
        _write_for_writer(document, [part for part in paper.parts if part.for_writer])
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, "", "en-GB"
    properties.created = properties.modified = datetime.combine(on, time())
    written = io.BytesIO()
    document.save(written)
    return _with_day(written.getvalue(), on)


def _write_for_writer(document: "Document", parts: list[Part]) -> None:
    """The parts that are only for the person who writes, on a sheet of their own."""
    if parts:
        said = document.add_paragraph("For you only. Take this sheet out before you hand over the paper.")
        said.paragraph_format.page_break_before = True
    for part in parts:
        _write_part(document, part, ())


def _write_finished(document: "Document", paper: FilledPaper, chosen: tuple[str, ...]) -> None:
    """A letter or an advert to complete: its own words, and in brackets what goes where. Nothing that only its writer needs."""
    for part in paper.parts:
        if part.for_writer:
            continue
        options = [option for option in part.options if option.id in chosen]
        if not part.untitled:
            document.add_heading(part.title, 1)
        if part.opening:
            document.add_paragraph(part.opening)
        for option in options:
            if part.several:
                document.add_paragraph(option.title, style="List Bullet")
            for lines in option.parts:
                if not lines.for_writer:
                    document.add_heading(lines.title, 3)
                    for line in lines.lines:
                        document.add_paragraph(line, style="List Bullet")
        for field in part.fields:
            if field.kind == "title":
                document.add_heading(f"[{field.label}]", 0)
            elif field.kind == "signature":
                document.add_paragraph(f"\n\n{field.label}: ")
            else:
                document.add_paragraph((field.words or "{}").replace("{}", f"[{field.label}]"))


def _write_part(document: "Document", part: Part, chosen: tuple[str, ...]) -> None:
    document.add_heading(part.title, 1)
    for text in filter(None, (part.text, part.missing)):
        document.add_paragraph(text)
    for line in part.points:
        document.add_paragraph(line, style="List Bullet")
    if part.several:
        for option in part.options:
            document.add_paragraph(f"{'☒' if option.id in chosen else '☐'} {option.title}")
    else:
        for option in part.options:
            if option.id in chosen:
                _write_option(document, option)
    for field in part.fields:
        _write_field(document, field)
    for line in part.checks:
        document.add_paragraph(f"☐ {line}")
    for table in part.tables:
        _write_table(document, table)


def _write_option(document: "Document", option: Option) -> None:
    document.add_heading(option.title, 2)
    if option.note:
        document.add_paragraph(option.note)
    for lines in option.parts:
        document.add_heading(lines.title, 3)
        for line in lines.lines:
            document.add_paragraph(line, style="List Bullet")


def _write_field(document: "Document", field: PaperField) -> None:
    label = document.add_paragraph()
    label.add_run(field.label).bold = True
    label.paragraph_format.keep_with_next = True
    if field.kind == "signature":
        document.add_paragraph(f"{_SIGNATURE}: {_LINE[:30]}  Date: {_LINE[:12]}")
        return
    for _ in range(field.lines or 1):
        document.add_paragraph(_LINE if field.kind not in ("day", "time") else _LINE[:20])


def _write_table(document: "Document", table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, heading in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(heading).bold = True
    _repeat_heading(made.rows[0])
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _repeat_heading(row: Any) -> None:
    """Makes a row the heading of its table on every page; screen readers read it as such."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _with_day(content: bytes, on: date) -> bytes:
    """A zip file with the times of its parts set to a day."""
    day = max(on, _ZIP_EPOCH)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED
            )
    return made.getvalue()
