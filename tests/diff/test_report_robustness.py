"""No state of the records makes a traceback, whatever stands in them on either side."""

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_framework.diff.as_json import as_json
from pa_framework.diff.as_markdown import as_markdown
from pa_framework.diff.as_text import as_text
from pa_framework.records.yaml_source import leaves, parse_document
from tests.builders.effort import examples
from tests.builders.worlds import WORLD, report

JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**17,
    1.5,
    "",
    "x" * 300,
    "community-nurse",
    "2026-13-45",
    "2026-02-28",
    [],
    {},
    [[]],
    [{}],
    [None, 1, "a", "a"],
    {"a": {"b": [1]}},
    {"id": 3},
)
DATA = {path: parse_document(text, path).data for path, text in WORLD.items()}


def spoilt(random: Random, times: int) -> dict[str, str]:
    """The world with some of its values, fields and files replaced by what does not belong there."""
    data = copy.deepcopy(DATA)
    texts = dict(WORLD)
    for _ in range(times):
        path = random.choice(sorted(data))
        routes = [route[:length] for route, _ in leaves(data[path]) for length in range(1, len(route) + 1)]
        if not routes:
            continue
        here: Any = data[path]
        *way, last = random.choice(routes)
        for part in way:
            here = here[part]
        match random.randrange(4):
            case 0:
                del here[last]
            case 1 if isinstance(last, str):
                here[random.choice(["colour", "id", "title", "replaced_by"])] = here.pop(last)
            case 2:
                other = random.choice([route for route, _ in leaves(DATA[path])])
                here[last] = value_at(DATA[path], other)
            case _:
                here[last] = random.choice(JUNK)
        texts[path] = json.dumps(data[path], default=float)
        if random.random() < 0.1:
            texts[path] = texts[path][: random.randrange(len(texts[path]) + 1)]
    return texts


def value_at(data: Any, route: tuple[str | int, ...]) -> Any:
    for part in route:
        data = data[part]
    return data


@pytest.mark.pages
@settings(max_examples=examples(60))
@given(random=st.randoms(use_true_random=False), base=st.integers(0, 4), head=st.integers(1, 8))
def test_spoilt_records_are_reported_on_and_never_a_traceback(random, base, head):
    before, after = spoilt(random, base), spoilt(random, head)
    made = report(before, after)

    assert json.loads(as_json(made))["version"] == 2
    assert as_markdown(made)
    assert as_text(made, width=random.randrange(20, 200))


@pytest.mark.parametrize("path", sorted(WORLD))
def test_a_file_that_is_not_there_on_one_side_is_reported_on(path):
    fewer = {name: text for name, text in WORLD.items() if name != path}

    assert json.loads(as_json(report(WORLD, fewer)))["changes"]
    assert json.loads(as_json(report(fewer, WORLD)))["changes"]
