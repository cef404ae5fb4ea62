"""What takes too long for every change: 500 edits in LibreOffice, other readers of our files, and the time of 1,000 records.

`python -m benchmarks.exchange [--libreoffice PYTHON] [--readers PYTHON] [--php PHP] [--speed]`. PYTHON of `--libreoffice` has `uno`, that of
`--readers` has frictionless and pyarrow. Prints what benchmarks/exchange-results.md holds.
"""

import argparse
import json
import random
import subprocess
import tempfile
import time
from datetime import date
from pathlib import Path

import openpyxl

from pa_framework.edit.formatter import format_document
from pa_framework.edit.record_sheet import record_sheet, sheet_edits
from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import published
from pa_framework.exchange.workbook import without_effect, write_sheet
from pa_framework.exchange.workbook_reader import read_sheet
from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records, gather, read_records
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.errors import UserError

ROOT = Path(__file__).parent.parent / "tests/worlds/reference"
TODAY = date(2026, 11, 22)
EDITS = 500
_READERS = """
import csv, decimal, json, pathlib, re, sys
import pyarrow.parquet as parquet
from frictionless import Package, system
folder = pathlib.Path(sys.argv[1])
with system.use_context(trusted=True):  # the folder is named by its whole path
    report = Package(str(folder / "csv/datapackage.json")).validate()
errors = report.flatten(["title", "rowNumber", "fieldName", "note"])
rows = {pathlib.Path(task.place).stem: task.stats.get("rows", 0) for task in report.tasks}
def cell(value):
    if value is None: return ""
    if isinstance(value, bool): return str(value).lower()
    if isinstance(value, decimal.Decimal): return f"{value.normalize():f}"
    return re.sub(r"^(?='*[=+\\-@\\t\\r\\n])", "'", str(value))
def plain(text):
    try: return f"{decimal.Decimal(text).normalize():f}"
    except decimal.InvalidOperation: return text
equal, cells = True, 0
for file in sorted((folder / "parquet").glob("*.parquet")):
    table = parquet.read_table(file)
    with (folder / f"csv/{file.stem}.csv").open(encoding="utf-8", newline="") as stream:
        head, *lines = csv.reader(stream)
    values = [[cell(one) for one in row.values()] for row in table.to_pylist()]
    same = [[plain(a) == plain(b) for a, b in zip(*pair, strict=True)] for pair in zip(values, lines, strict=True)]
    equal = equal and head == table.column_names and all(all(row) for row in same)
    cells += sum(map(len, same))
print(json.dumps([report.valid, len(report.tasks), errors[:5], equal, sum(rows.values()), cells]))
"""
#: What imports a file as Moodle does, as often as it is named.
_MOODLE = Path(__file__).parent.parent / "tests/exchange/moodle_import.php"


def main() -> None:
    """Runs what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--libreoffice", help="a Python that has uno")
    parser.add_argument("--readers", help="a Python that has frictionless and pyarrow")
    parser.add_argument("--php", help="a PHP of the command line")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    facts = Facts(_laid_out(read_records(ROOT)), TODAY)
    with tempfile.TemporaryDirectory() as folder:
        if options.readers:
            _read_by_others(facts, Path(folder), options.readers)
        if options.php:
            _import_twice(facts, Path(folder), options.php)
        if options.libreoffice:
            _edit_in_libreoffice(facts, Path(folder), options.libreoffice)
            _spoil_in_libreoffice(facts, Path(folder), options.libreoffice)
        if options.speed:
            _measure(facts, Path(folder))


def _laid_out(records: Records) -> Records:
    """The records as `fmt` lays them out."""
    made = [(parse_document(format_document(one).text, one.path), kind) for one, kind in records.documents]
    return gather(made, (), records.roots)


def _read_by_others(facts: Facts, folder: Path, python: str) -> None:
    for name in ("csv", "parquet"):
        (folder / name).mkdir()
        for path, content in FORMATS[name].files(published(facts)):
            (folder / name / path).write_bytes(content)
    done = subprocess.run([python, "-c", _READERS, str(folder)], stdout=subprocess.PIPE, text=True, check=True)
    valid, tables, errors, equal, rows, cells = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"frictionless: valid {valid}, {tables} tables, {rows:,} rows, errors {errors}")
    print(f"pyarrow: every cell of Parquet equals that of CSV: {equal}, {cells:,} cells")


def _import_twice(facts: Facts, folder: Path, php: str) -> None:
    file = folder / "moodle.csv"
    file.write_bytes(dict(FORMATS["moodle"].files(published(facts)))["framework.csv"])
    done = subprocess.run([php, _MOODLE, file, file], stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    counts = [len(found[name]) for name in ("frameworks", "nodes", "related")]
    print(
        f"PHP {found['php']}: first import “{found['said'][0]}”, second “{found['said'][1]}”; then there are", end=" "
    )
    print("{} framework, {} rows of it and {} links between them".format(*counts))


def _edit_in_libreoffice(facts: Facts, folder: Path, python: str) -> None:
    chance = random.Random(20)
    left, refused = EDITS, 0
    for kind in ("task", "competence", "pay-band", "role", "learning", "agreement", "level", "case-study"):
        sheet = record_sheet(facts, kind, "")
        file, edits, out = folder / f"{kind}.xlsx", folder / f"{kind}.json", folder / f"{kind}-2.xlsx"
        write_sheet(sheet, file)
        same = _edited(file, edits, folder / f"{kind}-1.xlsx", [], python)
        assert sheet_edits(facts, read_sheet(same), same) == ([], {})
        main = openpyxl.load_workbook(file).worksheets[0]
        names = [cell.value for cell in main[1]]
        rows = {row[0].value: row for row in main.iter_rows(min_row=2)}
        places = [
            (name, column.name)
            for name, cells in sheet.rows.items()
            for column in sheet.columns
            if cells[column.name]
            and not column.locked
            and not column.choices
            and (name, column.name) not in sheet.locked
            and " " in cells[column.name]
        ]
        wanted = {}
        for name, column in chance.sample(places, min(left, len(places), 90 if kind != "task" else 120)):
            words = sheet.rows[name][column]
            end = chance.choice(
                [
                    " 1E5",
                    " 007",
                    " =1+1",
                    " 01/02/2027",
                    " £ “é”",
                    "\nand one line more",
                    " # x: y",
                    " 12345678901234567890",
                ]
            )
            wanted[name, column] = f"{words}{end}"
        for name, column in list(wanted):
            if chance.random() < 0.2:
                wanted[name, column] = chance.choice(
                    ["1E5 x", "=1+1 =", "007 bond", "1-2 and 3/4", "@here we are", "-5 degrees", "+44 20"]
                )
        asked = [(rows[name][names.index(column)].coordinate, words) for (name, column), words in wanted.items()]
        done = _edited(file, edits, out, asked, python)
        found, texts = sheet_edits(facts, read_sheet(done), done)
        assert {(one.row, one.column): one.after for one in found} == wanted
        after = Facts(_with(facts.records_as_written, texts), TODAY)
        now = record_sheet(after, kind, "").rows
        for name, cells in sheet.rows.items():
            for column, words in cells.items():
                expected = wanted.get((name, column), words)
                if now.get(name, {}).get(column) != expected:
                    refused += 1
        left -= len(wanted)
        print(f"{kind}: unedited, saved by LibreOffice: nothing changes; {len(wanted)} edits came in as exactly these")
    print(f"{EDITS - left} edits; cells of the files that differ from what is expected: {refused}")


def _spoil_in_libreoffice(facts: Facts, folder: Path, python: str) -> None:
    """What is said of a workbook that someone spoiled in LibreOffice."""
    file, spoiled = folder / "competence-spoiled.xlsx", folder / "spoiled"
    write_sheet(record_sheet(facts, "competence", ""), file)
    script = Path(__file__).with_name("libreoffice_edits.py")
    subprocess.run(
        [python, str(script), str(file), "spoil", str(spoiled)], check=True, capture_output=True, timeout=600
    )
    for one in sorted(spoiled.iterdir()):
        try:
            sheet = read_sheet(one)
            found, _ = sheet_edits(facts, sheet, one)
            said = " ".join((f"{len(found)} changes.", *without_effect(sheet)))
        except UserError as error:
            said = " ".join(str(error).replace(str(one), "FILE").split())
        print(f"{one.stem}: {said}")


def _edited(file: Path, edits: Path, out: Path, asked: list[tuple[str, str]], python: str) -> Path:
    edits.write_text(json.dumps(asked), encoding="utf-8")
    script = Path(__file__).with_name("libreoffice_edits.py")
    subprocess.run([python, str(script), str(file), str(edits), str(out)], check=True, capture_output=True, timeout=300)
    return out


def _with(records: Records, texts: dict[str, str]) -> Records:
    changed: list[tuple[Document, str]] = [
        (parse_document(texts[one.path], one.path) if one.path in texts else one, kind)
        for one, kind in records.documents
    ]
    return gather(changed, (), records.roots)


def _measure(facts: Facts, folder: Path) -> None:
    """The CPU time of exports of 1,000 more records, and of taking in a sheet of 1,000 rows."""
    (document, kind) = next(
        one for one in facts.records_as_written.documents if one[0].path.endswith("infection-prevention.yaml")
    )
    copies = [
        (
            parse_document(
                document.text.replace("infection-prevention", f"copy-{number}", 1), f"competences/copy-{number}.yaml"
            ),
            kind,
        )
        for number in range(1000)
    ]
    many = Facts(gather([*facts.records_as_written.documents, *copies], (), facts.records.roots), TODAY)
    for name, one in FORMATS.items():
        started = time.process_time()
        files = sum(1 for _ in one.files(published(many)))
        print(f"export {name}: {files:,} files, {time.process_time() - started:.1f} s of CPU")
    file = folder / "many.xlsx"
    sheet = record_sheet(many, "competence", "")
    started = time.process_time()
    write_sheet(sheet, file)
    print(f"sheet out, {len(sheet.rows):,} rows: {time.process_time() - started:.1f} s of CPU")
    started = time.process_time()
    assert sheet_edits(many, read_sheet(file), file) == ([], {})
    print(f"sheet in, {len(sheet.rows):,} rows: {time.process_time() - started:.1f} s of CPU")


if __name__ == "__main__":
    main()
