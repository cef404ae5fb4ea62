"""Every row of the source documents has an answer in `framework/trace.yaml`, and every answer leads to a page."""

from pa_framework.site.hand_written import hand_written
from pa_framework.site.tree import MadePages

#: How many rows each part of the source documents has, by the letter of their ids.
ROWS = {"d": 21, "c": 18, "r": 32, "p": 17, "h": 7, "f": 14, "g": 33}


def test_every_row_of_the_source_documents_is_answered(report):
    wanted = {f"{letter}{number}" for letter, last in ROWS.items() for number in range(1, last + 1)}
    missing, unknown = wanted - set(report.records.trace), set(report.records.trace) - wanted

    assert not missing, f"framework/trace.yaml has no row {', '.join(sorted(missing))}. Put the rows back."
    assert not unknown, f"The source documents have no row {', '.join(sorted(unknown))}. Take it out of the trace."


def test_every_row_leads_to_pages_that_exist(report):
    pages = set(MadePages(report.facts))
    pages |= {page.path for page in hand_written(report.facts) if page.is_page}
    wrong = [
        f"{row.id}: {path}"
        for row in report.records.trace.values()
        for path in (*row.at, *row.use)
        if " " not in path and path not in pages
    ]

    assert not wrong, "\n".join(["Name pages that exist in `at` of these rows of framework/trace.yaml:", *wrong])
