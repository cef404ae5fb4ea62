"""Files of the first edition whose content has another place and form now. Each gives one finding, and nothing else.

`pa-framework upgrade` brings them to the present form.
"""

from pa_framework.records.kinds import MINIMUM_WAGE_FILE
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding, Severity, Span

#: The ids of the law records that have replaced the table of the legal minimum.
MINIMUM_WAGE_IDS = ("minimum-wage", "real-living-wage")
CODE = "LAW008"
NAME = "first-edition-minimum-wage"


def first_edition_finding(document: Document) -> Finding | None:
    """The finding that says what to do with a file of the first edition; None for any other file."""
    if document.path != MINIMUM_WAGE_FILE:
        return None
    return Finding(
        Span(document.path),
        CODE,
        NAME,
        Severity.ERROR,
        "this table of the legal minimum is in the form of the first edition",
        "run `pa-framework upgrade`; it moves the rates to `framework/law/minimum-wage.yaml`",
    )
