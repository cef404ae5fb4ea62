"""The step for states of the trace: `answered` becomes `described`, which claims least, and someone looks at each row.

`answered` said that a document's wish has an answer here. It did not say that there is something to use today, so no row
becomes `works`.
"""

from pa_framework.edit.text_edits import replace_in_values
from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.edit.yaml_lists import mappings_in
from pa_framework.records.first_edition import OLD_STATE, STATE_IN_ITS_PLACE, routes_of_old_states
from pa_framework.records.kinds import KIND
from pa_framework.records.yaml_source import Document
from pa_framework.text.sentences import count, join_words

TRACE = KIND["trace"].file
_ADVICE = (
    "Look at each of these rows. If someone can use something today, replace its state by these lines. "
    "Keep this list: the upgrade asks it once, because nothing in the file tells these rows from others afterwards."
)
_LINES = ("state: works", "use: [PAGE-THAT-SOMEONE-USES.md]")


def _run(tree: Tree) -> Outcome:
    document = tree.document(TRACE)
    routes = routes_of_old_states(document.data) if document else []
    if document is None or not routes:
        return Outcome()
    text = replace_in_values(document, {route: [(0, len(OLD_STATE), STATE_IN_ITS_PLACE)] for route in routes})
    span = document.span(routes[0])
    if text is None:
        words = f"The file writes `{OLD_STATE}` in a way that cannot be changed."
        proposal = f"Write `{STATE_IN_ITS_PLACE}` in its place, or `works` with `use`."
        return Outcome.asking([Question(span, words, proposal, _LINES)])
    words = f"`{OLD_STATE}` becomes `{STATE_IN_ITS_PLACE}`: nothing is claimed to work"
    changes = tuple(Change(TRACE, document.span(route).line, words) for route in routes)
    return Outcome({TRACE: text}, changes, (Question(span, _what_is_asked(document, len(routes)), _ADVICE, _LINES),))


def _what_is_asked(document: Document, number: int) -> str:
    """Which rows said something else than their state says now. `partly` has its old word, and a stricter meaning."""
    rows = mappings_in(document.data, "rows")
    ids = {state: [str(row.get("id")) for row in rows if row.get("state") == state] for state in (OLD_STATE, "partly")}
    words = (
        f"{count(number, 'row')} said `{OLD_STATE}`, which did not say that anything can be used:"
        f" {join_words(ids[OLD_STATE])}."
    )
    if ids["partly"]:
        words += (
            f" {count(len(ids['partly']), 'row')} kept `partly`, which says now that something works in part:"
            f" {join_words(ids['partly'])}."
        )
    return words


STEP = Step("trace", "States of the trace", _run)
