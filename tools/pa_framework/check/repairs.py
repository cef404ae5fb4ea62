"""Makes the repair that a finding asks for, where the finding says exactly what to write."""

import re

from pa_framework.text.findings import Finding

#: The one repair that a machine can make: a value or a name in place of another. What offers a choice is for a reader.
_INSTEAD = re.compile(r"write `(?P<new>[^`]+)` instead of `(?P<old>[^`]+)`")
_WRITE = re.compile(r"(?:begin the line with a hyphen and a space: |write )`(?P<new>[^`]+)`(?! under| here| to | with)")


def repaired(finding: Finding, line: str) -> str | None:
    """The line of a finding after its repair, or None where it says nothing that can be put in its place.

    `line` is the line that the finding points at, without its end.
    """
    made = _repaired(finding, line)
    return None if made == line else made


def _repaired(finding: Finding, line: str) -> str | None:
    if found := _INSTEAD.match(finding.fix):
        start = line.find(found["old"], finding.span.column - 1)
        start = line.find(found["old"]) if start < 0 else start
        return None if start < 0 else line[:start] + found["new"] + line[start + len(found["old"]) :]
    found = _WRITE.match(finding.fix)
    if not found or "…" in found["new"]:
        return None
    new, start, end = found["new"], finding.span.column - 1, finding.span.end_column - 1
    if named := re.match(r"([a-z_-]+): ", new):
        if re.search(rf"(?:^|[\s{{]){named[1]}: ", line):
            value = r"(?:\{[^}]*\}|[^,}#]*?)"
            return re.sub(rf"{named[1]}: {value}(?=\s+#|[,}}]|$)", lambda _: new, line, count=1)
        before = re.match(r" *(?:- )?", line)
        return f"{before[0]}{new}" if before and finding.code == "YML001" else None
    if new.startswith("- "):
        return line[: len(line) - len(line.lstrip())] + new
    if end <= start:
        return None
    quoted = line[start] in "\"'" and not new.startswith('"')
    return line[:start] + (f'"{new}"' if quoted else new) + line[end:]
