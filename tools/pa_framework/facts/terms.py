"""Terms: when something that was done ends, and what renews it. One computation for everything that runs out.

`docs/decisions/0037-means-for-other-programmes.md`, section 1, is the specification. The review of a sign-off takes one
act after the other (`renew`), because other rules decide which acts count. Competences, credentials and authorisations
are lists of entries (`entry_ends`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.records.model import Grace, Interval, TermNeeds, ValidityTerm
from pa_framework.records.register_model import LearnedHours
from pa_framework.text.dates import MONTHS, add_days, add_months
from pa_framework.text.sentences import count, id_as_words, lower_first

#: Why an act renews nothing. `no-visit` is said of the reviews of a sign-off only, `too-late` of entries of a list.
Refusal = Literal["too-early", "too-late", "no-visit", "too-few-hours"]
#: The hours that were learned after a day, up to and including another; about one thing only, where an id is given.
Learned = Callable[[date, date, str | None], Decimal]
#: The last day of something, as it is on a day: later than was written where an order lets it run on.
RunOn = Callable[[date, date], date]
Length = Interval | Grace | ValidityTerm


class Standing(Struct, frozen=True):
    """What stands after the acts so far.

    `first` is the day from which steps count, `base` the day from which the term that runs counts, `renewed` the day of
    the last act that gave an end, and `end` the last day; None where there is no end. `refusal` says why the last act
    renewed nothing.
    """

    first: date
    base: date
    renewed: date
    end: date | None
    refusal: Refusal | None = None


class Entry(Struct, frozen=True):
    """One recorded act of a list: its day, the term by the rules of that day, and the last day that was written down.

    `whole_course` is whether the whole course came before it.
    """

    on: date
    term: ValidityTerm | None = None
    until: date | None = None
    whole_course: bool = False


class EntryEnd(Struct, frozen=True):
    """Until when an entry counts, or None where it has no end; why it renews nothing, if it does not.

    `standing` is what stood before it; None for a first act.
    """

    end: date | None
    refusal: Refusal | None = None
    standing: Standing | None = None


def nothing_learned(after: date, until: date, about: str | None) -> Decimal:
    """The hours of someone of whom no learning is recorded."""
    return Decimal(0)


def hours_learned(learning: Iterable[LearnedHours], after: date, until: date, about: str | None) -> Decimal:
    """The hours of learning after a day, up to and including another; about one thing only, where an id is given."""
    found = (entry.hours for entry in learning if after < entry.on <= until and about in (None, entry.about))
    return sum(found, Decimal(0))


def first_standing(term: ValidityTerm | None, on: date) -> Standing:
    """What stands after a first act on a day."""
    return Standing(on, on, on, _begun(term, on, on, on)[1] if term else None)


def renew(
    stood: Standing,
    term: ValidityTerm | None,
    on: date,
    *,
    learned: Learned = nothing_learned,
    is_visit: bool = True,
    is_late: bool = False,
) -> Standing:
    """What stands after a later act on a day.

    `term` is by the rules of that day. `is_late` is whether it came later than the grace, and what must come before it
    then was done: it runs from its own day.
    """
    if term is None:
        return Standing(stood.first, on, on, None)
    if refusal := _refusal(stood, term, on, learned, is_visit):
        return replace(stood, refusal=refusal)
    from_old_end = term.counts_from == "old-end" and stood.end is not None and not is_late
    base, end = _begun(term, stood.first, stood.end if from_old_end and stood.end else on, on)
    return Standing(stood.first, base, on, end)


def _refusal(stood: Standing, term: ValidityTerm, on: date, learned: Learned, is_visit: bool) -> Refusal | None:
    if not is_visit and term.counts_from != "act":
        return "no-visit"
    if is_too_early(stood, term, on):
        return "too-early"
    if term.needs and learned(stood.renewed, on, term.needs.about) < term.needs.hours:
        return "too-few-hours"
    return None


def is_too_early(stood: Standing, term: ValidityTerm, on: date) -> bool:
    """Whether an act is too early to renew what stands: before it is open.

    What runs from the old end is not renewed before that term itself began, so that renewals do not pile up.
    """
    if stood.end is None:
        return False
    if term.counts_from == "old-end" and on <= stood.base:
        return True
    return term.open_before is not None and on < add_interval(stood.end, term.open_before, -1)


def is_after_grace(term: ValidityTerm, end: date, on: date) -> bool:
    """Whether an act on a day is later than the grace after an end allows. A term without `grace` allows any day."""
    return term.grace is not None and on > add_interval(end, term.grace)


def as_written(last: date, day: date) -> date:
    """The last day of something, where no order lets it run on."""
    return last


def entry_ends(
    entries: Sequence[Entry], learned: Learned = nothing_learned, run_on: RunOn = as_written
) -> tuple[EntryEnd, ...]:
    """Until when each of several entries counts, in their order. They are taken by day.

    An entry that renews nothing counts no longer than those before it. One later than the grace is a new first act, or
    renews nothing where the whole course comes first and did not. `run_on` says which entries are late; it moves no end.
    """
    found: dict[int, EntryEnd] = {}
    stood: Standing | None = None
    for number, entry in sorted(enumerate(entries), key=lambda numbered: (numbered[1].on, numbered[0])):
        after, before = _after_entry(stood, entry, learned, run_on)
        end = _earlier(after.end, entry.until)
        found[number] = EntryEnd(end, after.refusal, before)
        # Entries that overlap count together: a shorter one takes nothing from one that was there before.
        stood = replace(after, end=end if stood is None else _later(stood.end, end))
    return tuple(found[number] for number in range(len(entries)))


def _after_entry(
    stood: Standing | None, entry: Entry, learned: Learned, run_on: RunOn
) -> tuple[Standing, Standing | None]:
    """What stands after an entry, and what stood before it; None for a first act."""
    term = entry.term
    if stood is None or term is None:
        return first_standing(term, entry.on), None
    if stood.end is None or not is_after_grace(term, run_on(stood.end, entry.on), entry.on):
        return renew(stood, term, entry.on, learned=learned), stood
    if term.grace and term.grace.then == "whole-course" and not entry.whole_course:
        return replace(stood, refusal="too-late"), stood
    return first_standing(term, entry.on), None


def _earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days; None is no end."""
    return min(filter(None, (one, other)), default=None)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _begun(term: ValidityTerm, first: date, base: date, on: date) -> tuple[date, date]:
    """The base day of the term that an act begins, and its last day: on or after the day of the act.

    From an old end long ago a term runs several times before it reaches that day.
    """
    ends = [_by_length(base, every, on) for every in _lengths(term, first, on)]
    if term.ends_on is not None:
        ends.append((base, _by_calendar(term, base, on)))
    return min(ends, key=lambda begun: begun[1])


def _lengths(term: ValidityTerm, first: date, on: date) -> Iterable[Length]:
    """The length by which an act on a day counts: that of the step in which it lies, or else of the term."""
    end = first
    for step in term.steps:
        end = add_interval(end, step.lasting)
        if on < end:
            return (step.every,)
    length = length_of(term)
    return (length,) if length else ()


def _by_length(base: date, every: Length, on: date) -> tuple[date, date]:
    """The base day plus a length, as many times as it takes to reach the day of the act; and that day without the last."""
    days = (on - base).days
    longest = _days(every, ValidityTerm())[1]
    times = max(1, days // longest if longest else 1)
    while (end := add_interval(base, every, times)) < on:
        times += 1
    return add_interval(base, every, times - 1), end


def _by_calendar(term: ValidityTerm, base: date, on: date) -> date:
    """The first day of the calendar that a term names, after the base day and not before the day of the act."""
    month, day = (int(part) for part in (term.ends_on or "").split("-"))
    for year in range(base.year, date.max.year + 1):
        if term.in_years is not None and (year % 2 == 1) != (term.in_years == "odd"):
            continue
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        found = date(year, month, 28 if (month, day) == (2, 29) and not is_leap else day)
        if found > base and found >= on:
            return found
    return date.max


def length_of(term: ValidityTerm) -> Length | None:
    """The length of a term, in its short or its long form; None where it ends on a day of the calendar."""
    if term.runs is not None:
        return term.runs
    return term if any((term.years, term.months, term.weeks, term.days)) else None


def add_interval(day: date, interval: Length, times: int = 1) -> date:
    """A day plus so many years, months, weeks or days, several times, or back where `times` is negative.

    Results outside the calendar become `date.max` or `date.min`.
    """
    months, days = _units(interval)
    if months:
        return add_months(day, months * times)
    return add_days(day, days * times)


def refusal_words(refusal: Refusal, act: str, on: date, stood: Standing, term: ValidityTerm | None) -> str:
    """Why an act renews nothing, as a sentence. `act` is a verb, such as `reviewed`; `stood` is what stood before it."""
    if refusal == "no-visit":
        return f"decided without a visit on {on}: that does not move the date of the next visit"
    if refusal == "too-early" and term and stood.end:
        opens = add_days(stood.base, 1)
        if term.open_before:
            opens = max(opens, add_interval(stood.end, term.open_before, -1))
        return f"{act} on {on}, and it can be renewed from {opens} at the earliest: it still ends on {stood.end}"
    if refusal == "too-few-hours" and term and term.needs:
        ends = f": it still ends on {stood.end}" if stood.end else ""
        return f"{act} on {on} with less than {hours_words(term.needs)} of learning since {stood.renewed}{ends}"
    late = _late_words(term.grace) if term and term.grace else "after the end"
    return f"{act} on {on}, {late} on {stood.end}, and not after the whole course"


def _late_words(grace: Grace) -> str:
    """When a renewal is late: `after the end`, or `more than 60 days after the end`."""
    return f"more than {interval_words(grace)} after the end" if any(_units(grace)) else "after the end"


def hours_words(needs: TermNeeds) -> str:
    """How many hours a term asks for, in words."""
    return "1 hour" if needs.hours == 1 else f"{needs.hours.normalize():f} hours"


def interval_words(interval: Length) -> str:
    """A length in words, such as `12 months`."""
    for number, unit in (
        (interval.years, "year"),
        (interval.months, "month"),
        (interval.weeks, "week"),
        (interval.days, "day"),
    ):
        if number is not None:
            return count(number, unit)
    return "no time"


def term_words(term: ValidityTerm) -> str:
    """How long a term lasts, after `every`: `12 months`, or `90 days, and at first every 2 weeks for 4 weeks`.

    A term that ends on a day of the calendar is `year, by 31 August`.
    """
    length = length_of(term)
    if length is None and term.ends_on is not None:
        month, day = (int(part) for part in term.ends_on.split("-"))
        years = {"odd": " of odd years", "even": " of even years"}.get(term.in_years or "", "")
        words = f"{'second year' if term.in_years else 'year'}, by {day} {MONTHS[month - 1]}{years}"
    else:
        words = interval_words(length) if length else "no time"
    steps = [f"every {interval_words(step.every)} for {interval_words(step.lasting)}" for step in term.steps]
    return f"{words}, and at first {', then '.join(steps)}" if steps else words


def every_words(term: ValidityTerm) -> str:
    """How often, by a term: `every month`, `every 90 days, and at first every 2 weeks for 4 weeks`."""
    words = term_words(term)
    return f"every {words.removeprefix('1 ')}"


_AFTER_GRACE = {
    "reassess": "a new assessment comes first",
    "whole-course": "the whole course comes first: training and assessment",
}


def term_conditions(term: ValidityTerm) -> tuple[str, ...]:
    """What a term says about renewals besides its length, each as a sentence without a full stop."""
    found = []
    if term.counts_from == "act":
        found.append("A decision without a visit counts too")
    if term.counts_from == "old-end":
        found.append("Each renewal runs from the end before, whenever it is done")
    if term.open_before:
        found.append(f"It can be renewed in the last {interval_words(term.open_before)} before the end")
    if term.grace:
        then = _AFTER_GRACE.get(term.grace.then or "", "it begins anew")
        found.append(f"If it is renewed {_late_words(term.grace)}, {then}")
    if term.needs:
        about = f" about {id_as_words(term.needs.about)}" if term.needs.about else ""
        found.append(f"It can be renewed only after {hours_words(term.needs)} of learning{about} since the last time")
    return tuple(found)


def renewal_sentences(what: str, term: ValidityTerm | None) -> tuple[str, ...]:
    """How often something such as `An assessment` is renewed, and how, as sentences without full stops."""
    return (f"{what} is renewed {every_words(term)}", *term_conditions(term)) if term else ()


def full_words(term: ValidityTerm) -> str:
    """A term and its conditions, as part of a sentence."""
    return "; ".join((term_words(term), *(lower_first(sentence) for sentence in term_conditions(term))))


#: The least and the most days of so many months, up to a year.
_MONTH_DAYS = (
    *((0, 0), (28, 31), (59, 62), (89, 92), (120, 123), (150, 153), (181, 184)),
    *((212, 215), (242, 245), (273, 276), (303, 306), (334, 337)),
)


def _days(length: Length | None, term: ValidityTerm) -> tuple[int, int]:
    """The least and the most days that a length can have; of a term, from its own day to a day of the calendar."""
    if length is None:
        return 1, 732 if term.in_years else 366
    months, days = _units(length)
    years, rest = divmod(months, 12)
    least, most = _MONTH_DAYS[rest]
    return years * 365 + least + days, years * 365 + -(-years // 4) + most + days


def longest_months(term: ValidityTerm) -> int:
    """The longest time that one act counts by a term, in months; weeks and days are rounded up to months of 30 days."""
    lengths = [length for length in (length_of(term), *(step.every for step in term.steps)) if length]
    months = [months + -(-days // 30) for months, days in map(_units, lengths)]
    if term.ends_on is not None:
        months.append(24 if term.in_years else 12)
    return max(months, default=0)


def may_loosen(old: ValidityTerm, new: ValidityTerm) -> bool:
    """Whether a term may count for longer, or be easier to renew, than another: False only where it surely does not."""
    if _same(old, new, "ends_on", "in_years") and old.ends_on is not None:
        is_longer = False
    else:
        is_longer = _days(length_of(new), new)[1] > _days(length_of(old), old)[0] and not _same_length(old, new)
    bases = {"last-visit": 0, "act": 1}
    one, other = old.counts_from or "last-visit", new.counts_from or "last-visit"
    from_later = one != other and not ("old-end" not in (one, other) and bases[other] < bases[one])
    return any(
        (
            is_longer,
            from_later,
            _steps_may_loosen(old, new),
            _open_may_loosen(old, new),
            _grace_may_loosen(old.grace, new.grace),
            _needs_may_loosen(old.needs, new.needs),
        )
    )


def _same(old: ValidityTerm, new: ValidityTerm, *names: str) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _same_length(old: ValidityTerm, new: ValidityTerm) -> bool:
    """Whether two terms have lengths in the same unit, and the new one is no longer."""
    one, other = length_of(old), length_of(new)
    return one is not None and other is not None and is_no_longer(one, other)


def is_no_longer(old: Length, new: Length) -> bool:
    """Whether the second length is surely no longer than the first."""
    before, now = (_units(length) for length in (old, new))
    for one, other in zip(before, now, strict=True):
        if one and other:
            return other <= one
    empty = ValidityTerm()
    return _days(new, empty)[1] <= _days(old, empty)[0]


def _units(length: Length) -> tuple[int, int]:
    """A length as months, or as days; the other is 0."""
    return (length.years or 0) * 12 + (length.months or 0), (length.weeks or 0) * 7 + (length.days or 0)


def _steps_may_loosen(old: ValidityTerm, new: ValidityTerm) -> bool:
    """Whether the reviews at first may be further apart."""
    if not old.steps:
        length = length_of(old)
        return any(length is None or not is_no_longer(length, step.every) for step in new.steps)
    if len(old.steps) != len(new.steps):
        return True
    return any(
        not is_no_longer(before.every, now.every) or before.lasting != now.lasting
        for before, now in zip(old.steps, new.steps, strict=True)
    )


def _open_may_loosen(old: ValidityTerm, new: ValidityTerm) -> bool:
    if old.open_before is None:
        return False
    return new.open_before is None or not is_no_longer(old.open_before, new.open_before)


def _grace_may_loosen(old: Grace | None, new: Grace | None) -> bool:
    """Whether a renewal that is late may be easier. A first `grace` takes the place of what the tier asks for.

    Without `then`, a late entry of a list begins anew, which is easier than after the whole course.
    """
    if old is None or new is None:
        return old != new
    order = ("reassess", None, "whole-course")
    return order.index(new.then) < order.index(old.then) or not is_no_longer(old, new)


def _needs_may_loosen(old: TermNeeds | None, new: TermNeeds | None) -> bool:
    return old is not None and (
        new is None or new.hours < old.hours or (old.about is not None and new.about != old.about)
    )
