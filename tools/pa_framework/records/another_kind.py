"""Records that lie in the folder of another kind: one finding, in place of one for each field that does not fit."""

from pa_framework.records.json_schema import CODES, is_valid, schema
from pa_framework.records.kinds import KIND, folder_kinds
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding, Severity

CODE = "SCH009"
#: With fewer departures from the schema of its folder, a record is taken for one of that folder.
_LEAST_FAULTS = 3


def kind_in_another_folder(document: Document, kind: str) -> str | None:
    """The kind of the record in a document that does not fit `kind`, whose folder it lies in; None where it may be one."""
    data = document.data
    if not isinstance(data, dict) or not KIND[kind].folder or document.findings:
        return None
    own = len(_strange(data, kind))
    if data and set(data) <= set(schema("waivers")["properties"]):
        return "waivers"
    others = [(len(_strange(data, other.id)), other.id) for other in folder_kinds() if other.id != kind]
    fewest, other = min(others)
    if own < _LEAST_FAULTS or fewest > own // 3:
        return None
    return other if is_valid(data, other) or fewest == 0 or fewest * 4 <= own else None


def _strange(data: dict[str, object], kind: str) -> set[str]:
    """Names that a kind of record does not have, and those that it must have and that are missing."""
    wanted = schema(kind)
    return set(data).symmetric_difference(wanted.get("required", ())) - set(wanted["properties"]).intersection(data)


def another_kind_finding(document: Document, kind: str) -> Finding | None:
    """The one finding for a record that lies in the folder of another kind, or None."""
    other = kind_in_another_folder(document, kind)
    if other is None:
        return None
    if not KIND[other].folder:
        return Finding(
            document.span((next(iter(document.data)),), key=True),
            CODE,
            CODES[CODE],
            Severity.ERROR,
            f"this file holds {KIND[other].plural}, and its name makes it one of the {KIND[kind].plural}",
            f"rename the file to `{KIND[other].file}`",
        )
    return Finding(
        document.span((next(iter(document.data)),), key=True),
        CODE,
        CODES[CODE],
        Severity.ERROR,
        f"by its fields, this record belongs in `{KIND[other].folder}`; it lies among the {KIND[kind].plural}",
        f"move the file to `{KIND[other].folder}`",
    )
