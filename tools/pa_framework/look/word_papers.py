"""Papers as Word files (.docx), written by python-docx, which comes with the extra `papers`.

The same paper and the same day give the same bytes: the times within the file are those of the day.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pa_framework.facts.papers import FilledPaper, Option, Part, Table
from pa_framework.records.model import PaperField
from pa_framework.text.errors import UserError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

#: The first day that a zip file can name.
_ZIP_EPOCH = date(1980, 1, 1)
_SIGNATURE = "Signature, by hand"
#: In millimetres: the width between the margins, the end of a short line, and the height of a line or a row to write on.
_WIDTH, _SHORT, _LINE = 174, 60, 8
#: A table of at most so many rows stays on one page.
_KEPT_TOGETHER = 12


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
    section.left_margin = section.right_margin = Mm((210 - _WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(14), Mm(18)
    section.header_distance = section.footer_distance = Mm(8)
    for name, size, before, after in (
        ("Normal", 11, 0, 3),
        ("Title", 20, 0, 6),
        ("Heading 1", 13, 8, 2),
        ("List Bullet", 11, 0, 2),
        ("Footer", 8, 0, 0),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    paper = paper.for_chosen(chosen)
    if paper.finished:
        _write_finished(document, paper, chosen)
    else:
        document.add_heading(paper.title, 0)
        document.add_paragraph(paper.summary)
        for part in paper.parts:
            if not part.for_writer:
                _write_part(document, part, chosen)
        filled_in = document.add_paragraph("Filled in on:  ")
        filled_in.paragraph_format.space_before = Pt(6)
        _rule(filled_in, _SHORT)
        footer = section.footer.paragraphs[0]
        footer.text = f"{paper.title}. {paper.made}"
        if paper.each_sheet:
            footer.insert_paragraph_before(" ".join(f"{label}: {'_' * 24}" for label in paper.each_sheet))
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
    above = [document.add_paragraph(text) for text in filter(None, (part.text, part.missing))]
    above += [document.add_paragraph(line, style="List Bullet") for line in part.points]
    if part.options or part.fields or part.checks or part.tables:
        _keep(above)
    if part.several:
        for option in part.options:
            document.add_paragraph(f"{'☒' if option.id in chosen else '☐'} {option.title}")
    else:
        for option in part.options:
            if option.id in chosen:
                _write_option(document, option)
    if part.general:
        document.add_heading(part.general.title, 3)
        for line in part.general.lines:
            document.add_paragraph(line, style="List Bullet")
    if part.signed_for:
        _write_signed_for(document, part.signed_for)
    for field in part.fields:
        _write_field(document, field)
    _keep([document.add_paragraph(f"☐ {line}") for line in part.checks][-2:-1])
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
    """A label, and lines to write on that stay with it: typed words push the rest of a line to the right."""
    from docx.shared import Mm, Pt

    label = document.add_paragraph()
    label.add_run(field.label).bold = True
    if field.kind in ("day", "time"):
        label.add_run("  ")
        label.paragraph_format.space_before = Pt(6)
        _rule(label, max(_SHORT, min(int(len(field.label) * 2.6) + 50, _WIDTH)))
        return
    label.paragraph_format.space_after = Pt(0)
    lines = [document.add_paragraph() for _ in range(1 if field.kind == "signature" else field.lines or 1)]
    for line in lines:
        line.paragraph_format.space_before, line.paragraph_format.space_after = Mm(_LINE) - Pt(13), Pt(0)
    if field.kind == "signature":
        lines[0].add_run(f"{_SIGNATURE}: ")
        _rule(lines[0], 120)
        lines[0].add_run("  Date: ")
        _rule(lines[0], _WIDTH)
    else:
        for line in lines:
            _rule(line, _WIDTH)
    _keep([label, *lines[:-1]])
    lines[-1].paragraph_format.space_after = Pt(4)


def _write_signed_for(document: "Document", labels: tuple[str, ...]) -> None:
    """A line for each of what says whose paper it is, above the signatures."""
    for label in labels:
        line = document.add_paragraph(f"{label}:  ")
        _rule(line, _WIDTH)
        _keep([line])


def _rule(paragraph: "Paragraph", end: int) -> None:
    """A line to write on, from where the paragraph is up to so many millimetres from the left margin."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(end), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run("\t")


def _keep(paragraphs: Iterable["Paragraph"]) -> None:
    """Keeps each paragraph on the page of the one that follows it."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _write_table(document: "Document", table: Table) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Mm, Pt

    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    for cell, heading in zip(made.rows[0].cells, table.columns, strict=True):
        cell.text = ""
        run = cell.paragraphs[0].add_run(heading)
        run.bold, run.font.size = True, Pt(9.5)
    _repeat_heading(made.rows[0])
    for row in table.rows:
        added = made.add_row()
        added.height = Mm(_LINE)
        _keep_whole(added)
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = text
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for column, width in zip(made.columns, _widths(table), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    for row in made.rows[: -1 if len(table.rows) <= _KEPT_TOGETHER else 1]:
        _keep(cell.paragraphs[0] for cell in row.cells)
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(0)
    after.paragraph_format.line_spacing = Pt(4)


def _widths(table: Table) -> list[float]:
    """The width of each column in millimetres: a first column that is filled in gets more, for what it says."""
    filled = max((len(row[0]) for row in table.rows), default=0)
    others = len(table.columns) - 1
    first = max(_WIDTH / (others + 1), min(filled * 2.3 + 6, _WIDTH * 0.4)) if others else _WIDTH
    return [first, *([(_WIDTH - first) / others] * others if others else [])]


def _repeat_heading(row: Any) -> None:
    """Makes a row the heading of its table on every page; screen readers read it as such."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    """Keeps a row on one page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


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
