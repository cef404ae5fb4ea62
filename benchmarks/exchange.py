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
from pa_framework.exchange.workbook import write_sheet
from pa_framework.exchange.workbook_reader import read_sheet
from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records, gather, read_records
from pa_framework.records.yaml_source import Document, parse_document

ROOT = Path(__file__).parent.parent / "tests/worlds/reference"
TODAY = date(2026, 11, 22)
EDITS = 500
_READERS = """
import json, sys, pathlib
import pyarrow.parquet as parquet
from frictionless import Package, system
folder = pathlib.Path(sys.argv[1])
with system.use_context(trusted=True):  # the folder is named by its whole path
    report = Package(str(folder / "csv/datapackage.json")).validate()
errors = report.flatten(["title", "rowNumber", "fieldName", "note"])
rows = {pathlib.Path(task.place).stem: task.stats.get("rows", 0) for task in report.tasks}
other = {file.stem: parquet.read_metadata(file).num_rows for file in (folder / "parquet").glob("*.parquet")}
print(json.dumps([report.valid, len(report.tasks), errors[:5], rows == other, sum(rows.values())]))
"""
#: The reader of Moodle's importer: `fgetcsv`, with a backslash as its escape.
_MOODLE = r"""<?php
$file = fopen($argv[1], "r"); $rows = $faulty = $frameworks = $lost = $long = 0; $ids = []; $parents = [];
fgetcsv($file, 0, ",", '"', "\\");
while (($row = fgetcsv($file, 0, ",", '"', "\\")) !== false) {
  $rows++;
  if (count($row) != 14) { $faulty++; continue; }
  if (trim($row[12]) == "1") { $frameworks++; if (json_decode($row[6]) === null) $faulty++; continue; }
  if (isset($ids[$row[1]])) $faulty++;
  $ids[$row[1]] = 1; $parents[] = $row[0];
  foreach ([$row[1], $row[2]] as $name) if (preg_match_all("/./us", $name) > 100) $long++;
}
foreach ($parents as $one) if ($one !== "" && !isset($ids[$one])) $lost++;
echo PHP_VERSION . ": $rows rows, $faulty faulty, $frameworks framework, $lost parents not found, $long names too long";
"""


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
            script, file = Path(folder) / "moodle.php", Path(folder) / "moodle.csv"
            script.write_text(_MOODLE, encoding="utf-8")
            file.write_bytes(dict(FORMATS["moodle"].files(published(facts)))["framework.csv"])
            done = subprocess.run([options.php, script, file], stdout=subprocess.PIPE, text=True, check=True)
            print(f"PHP {done.stdout}")
        if options.libreoffice:
            _edit_in_libreoffice(facts, Path(folder), options.libreoffice)
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
    valid, tables, errors, equal, rows = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"frictionless: valid {valid}, {tables} tables, {rows:,} rows, errors {errors}")
    print(f"pyarrow: rows of every Parquet table equal those of its CSV table: {equal}")


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
