"""Terms: the ends that acts give, why an act renews nothing, and which of two terms may be looser."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from msgspec import convert

from pa_framework.facts.terms import (
    Entry,
    add_interval,
    entry_ends,
    every_words,
    first_standing,
    is_after_grace,
    length_of,
    longest_months,
    may_loosen,
    refusal_words,
    renew,
    renewal_sentences,
    term_conditions,
)
from pa_framework.records.model import ValidityTerm


def term(**fields: Any) -> ValidityTerm:
    """A term as it is written in a file."""
    return convert(fields, ValidityTerm)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def ends(wanted: ValidityTerm, *acts: str) -> list[str]:
    """The ends of several entries, as text."""
    return [str(each.end) for each in entry_ends([Entry(on, wanted) for on in days(*acts)])]


OHIO = {"months": 12, "counts_from": "old-end", "open_before": {"days": 180}, "grace": {"days": 60}}
ODD_AUGUST = {"ends_on": "08-31", "in_years": "odd", "counts_from": "old-end", "open_before": {"days": 180}}


@pytest.mark.parametrize(
    ("fields", "acts", "expected"),
    [
        ({"months": 6}, ["2026-08-31"], ["2027-02-28"]),
        ({"runs": {"years": 2}}, ["2024-02-29"], ["2026-02-28"]),
        ({"weeks": 2, "counts_from": "act"}, ["2026-06-01", "2026-06-10"], ["2026-06-15", "2026-06-24"]),
        # The next year runs from the old end, within the grace too; after it an entry is a new first act.
        (OHIO, ["2025-03-01", "2026-02-10"], ["2026-03-01", "2027-03-01"]),
        (OHIO, ["2025-03-01", "2026-04-10"], ["2026-03-01", "2027-03-01"]),
        (OHIO, ["2025-03-01", "2026-04-30"], ["2026-03-01", "2027-03-01"]),
        (OHIO, ["2025-03-01", "2026-05-01"], ["2026-03-01", "2027-05-01"]),
        # Too early renews nothing: the day that is too early by one, and the first that is not.
        (OHIO, ["2025-03-01", "2025-09-01"], ["2026-03-01", "2026-03-01"]),
        (OHIO, ["2025-03-01", "2025-09-02"], ["2026-03-01", "2027-03-01"]),
        # Without `open_before`, two renewals in one term do not pile up.
        (
            {"months": 12, "counts_from": "old-end"},
            ["2025-03-01", "2025-06-01", "2025-06-02", "2026-03-02"],
            ["2026-03-01", "2027-03-01", "2027-03-01", "2028-03-01"],
        ),
        # Two records of one day are one act.
        ({"months": 12, "counts_from": "old-end"}, ["2025-03-01", "2025-03-01"], ["2026-03-01", "2026-03-01"]),
        # From an old end long ago the term runs on to the next end of the same row.
        ({"months": 12, "counts_from": "old-end"}, ["2020-03-01", "2025-04-10"], ["2021-03-01", "2026-03-01"]),
        ({"days": 90, "counts_from": "old-end"}, ["2020-01-01", "2021-01-01"], ["2020-03-31", "2021-03-26"]),
        ({"ends_on": "08-31", "in_years": "odd"}, ["2024-09-01"], ["2025-08-31"]),
        ({"ends_on": "08-31", "in_years": "odd"}, ["2025-08-31"], ["2027-08-31"]),
        ({"ends_on": "08-31", "in_years": "even"}, ["2025-01-01"], ["2026-08-31"]),
        ({"ends_on": "02-29"}, ["2025-03-01", "2027-03-01"], ["2026-02-28", "2028-02-29"]),
        (ODD_AUGUST, ["2023-10-01", "2025-03-03"], ["2025-08-31", "2025-08-31"]),
        (ODD_AUGUST, ["2023-10-01", "2025-03-04"], ["2025-08-31", "2027-08-31"]),
        ({**ODD_AUGUST, "grace": {"days": 0}}, ["2023-10-01", "2025-09-01"], ["2025-08-31", "2027-08-31"]),
        # Entries count in the order of their days, not of the file.
        (OHIO, ["2026-02-10", "2025-03-01"], ["2027-03-01", "2026-03-01"]),
    ],
)
def test_ends_of_entries(fields: dict[str, Any], acts: list[str], expected: list[str]) -> None:
    assert ends(term(**fields), *acts) == expected


def test_an_end_that_was_written_counts_where_it_is_earlier() -> None:
    first, second, third = days("2026-01-01", "2026-06-30", "2027-06-30")
    assert [each.end for each in entry_ends([Entry(first, term(months=12), second)])] == [second]
    assert [each.end for each in entry_ends([Entry(first, term(months=12), third)])] == [date(2027, 1, 1)]
    assert [each.end for each in entry_ends([Entry(first), Entry(second, None, third)])] == [None, third]


def test_a_shorter_entry_takes_nothing_from_the_one_before() -> None:
    """A second entry that ends sooner does not make a third one late."""
    wanted = term(months=12, grace={"days": 0}, needs={"hours": 9})
    entries = [
        Entry(date(2026, 1, 1), wanted),
        Entry(date(2026, 2, 1), wanted, date(2026, 3, 1)),
        Entry(date(2026, 6, 1), wanted),
    ]
    assert [each.refusal for each in entry_ends(entries)] == [None, "too-few-hours", "too-few-hours"]


def test_a_late_entry_counts_after_the_whole_course_only() -> None:
    wanted = term(months=12, counts_from="old-end", grace={"days": 0, "then": "whole-course"})
    first, late, later = days("2025-03-01", "2026-03-02", "2026-03-10")
    refused, again, renewed = entry_ends(
        [Entry(late, wanted), Entry(later, wanted, whole_course=True), Entry(first, wanted)]
    )
    assert (refused.end, refused.refusal) == (date(2026, 3, 1), "too-late")
    assert (again.end, again.refusal, again.standing) == (date(2027, 3, 10), None, None)
    assert renewed.end == date(2026, 3, 1)
    assert refusal_words("too-late", "renewed", late, refused.standing, wanted) == (
        "renewed on 2026-03-02, after the end on 2026-03-01, and not after the whole course"
    )


def test_an_order_says_which_entries_are_late_and_moves_no_end() -> None:
    wanted = term(months=12, counts_from="old-end", grace={"days": 0})
    entries = [Entry(on, wanted) for on in days("2025-03-01", "2026-06-01")]
    assert [each.end for each in entry_ends(entries)] == days("2026-03-01", "2027-06-01")
    run_on = {date(2026, 6, 1): timedelta(days=180)}
    ended = entry_ends(entries, run_on=lambda last, day: last + run_on[day])
    assert [each.end for each in ended] == days("2026-03-01", "2027-03-01")


@pytest.mark.parametrize(("hours", "refusal"), [("1.9", "too-few-hours"), ("2.0", None)])
def test_hours_are_counted_from_the_renewal_before(hours: str, refusal: str | None) -> None:
    asked: list[tuple[date, date, str | None]] = []

    def learned(after: date, until: date, about: str | None) -> Decimal:
        asked.append((after, until, about))
        return Decimal(hours)

    wanted = term(months=12, needs={"hours": 2, "about": "medicines"})
    first, second, third = days("2025-03-01", "2026-02-10", "2026-02-20")
    found = entry_ends([Entry(first, wanted), Entry(second, wanted), Entry(third, wanted)], learned)
    assert found[1].refusal == refusal
    assert asked == [(first, second, "medicines"), (second if refusal is None else first, third, "medicines")]


def test_decision_without_a_visit_moves_the_end_only_where_the_act_counts() -> None:
    first = date(2026, 6, 1)
    day_60 = first + timedelta(days=60)
    for base, expected in ((None, 90), ("last-visit", 90), ("old-end", 90), ("act", 150)):
        wanted = term(days=90, **({"counts_from": base} if base else {}))
        stood = first_standing(wanted, first)
        after = renew(stood, wanted, day_60, is_visit=False)
        assert after.end == first + timedelta(days=expected)
        assert (after.refusal == "no-visit") == (base != "act")
        assert renew(stood, wanted, day_60).end != first + timedelta(days=90)
    assert "does not move the date of the next visit" in refusal_words("no-visit", "reviewed", day_60, stood, wanted)


def test_steps_give_shorter_terms_at_first() -> None:
    wanted = term(months=3, steps=[{"every": {"weeks": 2}, "for": {"weeks": 4}}])
    first = date(2026, 6, 1)
    stood = first_standing(wanted, first)
    assert stood.end == date(2026, 6, 15)
    assert renew(stood, wanted, date(2026, 6, 28)).end == date(2026, 7, 12)
    assert renew(stood, wanted, date(2026, 6, 29)).end == date(2026, 9, 29)


def test_after_the_grace() -> None:
    wanted = term(months=12, counts_from="old-end", grace={"days": 60, "then": "whole-course"})
    stood = first_standing(wanted, date(2025, 3, 1))
    end = date(2026, 3, 1)
    assert [is_after_grace(wanted, end, end + timedelta(days=late)) for late in (60, 61)] == [False, True]
    within = renew(stood, wanted, date(2026, 4, 10))
    assert within.end == date(2027, 3, 1)
    late = renew(stood, wanted, date(2026, 6, 10), is_late=True)
    assert late.end == date(2027, 6, 10)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"months": 12}, {"months": 12}, False),
        ({"months": 12}, {"months": 6}, False),
        ({"months": 12}, {"months": 13}, True),
        ({"years": 1}, {"months": 12}, False),
        ({"months": 12}, {"runs": {"months": 12}}, False),
        ({"months": 12}, {"days": 365}, False),
        ({"months": 12}, {"days": 366}, True),
        ({"days": 90}, {"months": 3}, True),
        ({"months": 3}, {"days": 90}, True),
        ({"months": 3}, {"weeks": 12}, False),
        ({"months": 12}, {"months": 12, "counts_from": "last-visit"}, False),
        ({"months": 12}, {"months": 12, "counts_from": "act"}, True),
        ({"months": 12, "counts_from": "act"}, {"months": 12}, False),
        ({"months": 12, "counts_from": "old-end"}, {"months": 12, "counts_from": "act"}, True),
        ({"months": 12}, {"months": 6, "counts_from": "old-end"}, True),
        ({"months": 12}, {"ends_on": "08-31"}, True),
        ({"months": 24}, {"ends_on": "08-31"}, False),
        ({"ends_on": "08-31"}, {"ends_on": "08-31", "in_years": "odd"}, True),
        ({"ends_on": "08-31"}, {"ends_on": "08-31"}, False),
        ({"ends_on": "08-31"}, {"ends_on": "07-31"}, True),
        ({"months": 12}, {"months": 12, "open_before": {"days": 180}}, False),
        ({"months": 12, "open_before": {"days": 180}}, {"months": 12, "open_before": {"days": 90}}, False),
        ({"months": 12, "open_before": {"days": 90}}, {"months": 12, "open_before": {"days": 180}}, True),
        ({"months": 12, "open_before": {"days": 90}}, {"months": 12}, True),
        ({"months": 12}, {"months": 12, "grace": {"days": 30, "then": "reassess"}}, True),
        ({"months": 12, "grace": {"days": 30}}, {"months": 12, "grace": {"days": 10}}, False),
        (
            {"months": 12, "grace": {"days": 30, "then": "whole-course"}},
            {"months": 12, "grace": {"days": 30, "then": "reassess"}},
            True,
        ),
        ({"months": 12, "grace": {"days": 0, "then": "whole-course"}}, {"months": 12, "grace": {"days": 0}}, True),
        ({"months": 12, "grace": {"days": 0}}, {"months": 12, "grace": {"days": 0, "then": "whole-course"}}, False),
        ({"months": 12}, {"months": 12, "needs": {"hours": 2}}, False),
        ({"months": 12, "needs": {"hours": 2}}, {"months": 12, "needs": {"hours": 1.9}}, True),
        ({"months": 12, "needs": {"hours": 2}}, {"months": 12}, True),
        ({"months": 12, "steps": [{"every": {"weeks": 2}, "for": {"weeks": 4}}]}, {"months": 12}, True),
        ({"months": 12}, {"months": 12, "steps": [{"every": {"weeks": 2}, "for": {"weeks": 4}}]}, False),
        ({"months": 1}, {"months": 1, "steps": [{"every": {"weeks": 6}, "for": {"weeks": 6}}]}, True),
    ],
)
def test_which_of_two_terms_may_be_looser(old: dict[str, Any], new: dict[str, Any], expected: bool) -> None:
    assert may_loosen(term(**old), term(**new)) is expected


def test_words() -> None:
    wanted = term(months=12, **{name: OHIO[name] for name in ("counts_from", "open_before", "grace")})
    assert every_words(wanted) == "every 12 months"
    assert every_words(term(ends_on="08-31", in_years="odd")) == "every second year, by 31 August of odd years"
    assert [longest_months(term(**fields)) for fields in ({"days": 90}, {"ends_on": "08-31"}, ODD_AUGUST)] == [
        3,
        12,
        24,
    ]
    assert term_conditions(wanted)[1] == "It can be renewed in the last 180 days before the end"
    stood = first_standing(wanted, date(2025, 3, 1))
    assert refusal_words("too-early", "renewed", date(2025, 5, 1), stood, wanted) == (
        "renewed on 2025-05-01, and it can be renewed from 2025-09-02 at the earliest: it still ends on 2026-03-01"
    )
    hours = term(months=12, needs={"hours": Decimal("2.5")})
    assert refusal_words("too-few-hours", "reviewed", date(2025, 5, 1), stood, hours) == (
        "reviewed on 2025-05-01 with less than 2.5 hours of learning since 2025-03-01: it still ends on 2026-03-01"
    )
    assert renewal_sentences("An assessment", hours) == (
        "An assessment is renewed every 12 months",
        "It can be renewed only after 2.5 hours of learning since the last time",
    )
    assert renewal_sentences("An assessment", None) == ()


_LENGTHS = {
    "days": (28, 30, 31, 59, 60, 90, 365, 366, 730),
    "weeks": (4, 8, 12, 52, 53),
    "months": (1, 2, 3, 11, 12, 13, 24),
    "years": (1, 2, 3, 4),
}


def _length(random: Random) -> dict[str, Any]:
    unit = random.choice(list(_LENGTHS))
    return {unit: random.choice(_LENGTHS[unit])}


def _any_term(random: Random) -> dict[str, Any]:
    fields: dict[str, Any] = _length(random)
    if random.random() < 0.25:
        fields = {"ends_on": random.choice(["08-31", "02-29"])}
        fields |= {"in_years": random.choice(["odd", "even"])} if random.random() < 0.5 else {}
    if random.random() < 0.3:
        fields["steps"] = [{"every": _length(random), "for": _length(random)}]
    return fields


def test_a_term_that_is_not_looser_never_ends_later() -> None:
    random, judged = Random(7), 0
    for _ in range(6000):
        old, new = term(**_any_term(random)), term(**_any_term(random))
        if may_loosen(old, new):
            continue
        judged += 1
        on = date(random.randint(2020, 2030), random.randint(1, 12), random.randint(1, 28))
        first = on - timedelta(days=random.choice([0, 20, 100, 400]))
        before, now = (renew(first_standing(each, first), each, on).end for each in (old, new))
        assert before is not None
        assert now is not None
        assert now <= before, (old, new, first, on)
    assert judged > 1000


def test_an_act_that_renews_lasts_and_renewals_never_pile_up() -> None:
    random = Random(5)
    for _ in range(3000):
        fields = _any_term(random) | {"counts_from": random.choice(["act", "old-end", "last-visit"])}
        fields |= {name: _length(random) for name in ("open_before", "grace") if random.random() < 0.4}
        wanted = term(**fields)
        days_on = [date(2024, 1, 1) + timedelta(days=random.randint(0, 1500)) for _ in range(4)]
        for on, found in zip(days_on, entry_ends([Entry(on, wanted) for on in days_on]), strict=True):
            assert found.end is not None
            assert found.refusal is not None or found.end >= on, (wanted, days_on)
            if found.refusal is None and (length := length_of(wanted)) and not wanted.steps:
                assert found.end <= add_interval(add_interval(on, length), length), (wanted, days_on)
