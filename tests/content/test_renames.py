"""The records of this repository can get other ids, and nothing else breaks."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from pa_framework.edit.rename import KINDS, findings_of, plan_rename, read_world, renamed_world
from pa_framework.facts.addresses import named_pages
from pa_framework.records.kinds import kinds_with_pages
from pa_framework.records.usual_lists import BUILT_IN
from tests.builders.new_ids import NEW_IDS
from tests.paths import ROOT

TODAY = date.today()


def values(data: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a record that is no group or list, with the way to it."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from values(value, (*route, step))
    else:
        yield route, data


#: Records that are named by the addresses of their pages, besides the one of each kind that is named most often.
NAMED_BY_ADDRESS = (
    ("support", "acas"),
    ("evidence", "hospital"),
    ("law", "employers-liability-insurance"),
    ("role", "clinical-training-provider"),
    ("standard", "care-certificate-2025"),
    ("case-study", "portsmouth-noticeboard"),
    ("case-study", "kelly-back-to-work"),
    ("paper", "contract-checklist"),
    ("paper", "handover-sheet"),
)


def test_one_record_of_every_kind_after_the_other():
    world = read_world(ROOT)
    before = Counter(finding.code for finding in findings_of(world, TODAY))
    own = {
        kind: [one for one, record in world.of_kind(kind).items() if record.origin.path != BUILT_IN] for kind in KINDS
    }
    first = [(kind, names[0]) for kind, names in own.items() if names]
    assert {kind.id for kind in kinds_with_pages()} <= {kind for kind, _ in first}

    for number, (kind, old) in enumerate(dict.fromkeys((*first, *NAMED_BY_ADDRESS))):
        if (kind, old) != ("law", "minimum-wage"):  # pay is compared with it by that name
            world = renamed_world(world, plan_rename(world, kind, old, NEW_IDS.get(kind, f"zz-{number}-zz")))

    assert Counter(finding.code for finding in findings_of(world, TODAY)) - before == Counter()


def test_every_field_with_the_address_of_a_page_is_followed():
    """Of the records of this repository: each value that is a path of the page tree is known as a named page."""
    records = read_world(ROOT).records
    known = {(named.origin.path, (*named.origin.route, *named.route)) for named in named_pages(records)}
    found = {
        (document.path, route)
        for document, _ in records.documents
        for route, value in values(document.data)
        if isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\.md(?:#[a-z0-9_-]+)?", value)
    }
    assert found == known
