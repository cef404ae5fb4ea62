"""What someone has to see to is called by what is so: something that has ended does not end."""

from datetime import date

import pytest

from pa_framework.facts.facts import Facts
from pa_framework.facts.sign_off_links import Reason
from pa_framework.facts.sign_off_now import Change
from pa_framework.records.load import read_records
from pa_framework.register.asking import asking
from pa_framework.text.findings import Span
from tests.builders.worlds import TODAY
from tests.paths import SMALL

PLACE = Span("pas/pa-0001.yaml")


@pytest.mark.parametrize(
    ("code", "about", "now", "later"),
    [
        ("SGN029", "insurance", "insurance not in force", "insurance ends"),
        ("SGN029", None, "agreement not in force", "agreement ends"),
        ("SGN028", None, "competence not current", "competence ends"),
        ("SGN071", None, "requirement not met", "requirement ends"),
        ("SGN036", None, "registration check", "registration check"),
        ("SGN029", "writing", "agreement in writing", "agreement in writing"),
    ],
)
def test_what_has_ended_is_not_said_to_end(code, about, now, later):
    facts = Facts(read_records(SMALL), TODAY)
    task = next(iter(facts.records.tasks))
    so = Reason(code, PLACE, "it has ended", date(2025, 3, 1), about=about)
    coming = Change(code, PLACE, "it has ended", "it ends", date(2027, 3, 1), "lapses", about=about)

    assert [asking(facts, task, one).what for one in (so, coming)] == [now, later]
