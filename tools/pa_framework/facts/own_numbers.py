"""Numbers that a record says in words beside the field, the list or the sign that has them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.law import LawRow, latest_on, rows
from pa_framework.facts.lines import lines_of
from pa_framework.facts.own_sums import Contradiction
from pa_framework.facts.own_words import times_that_differ
from pa_framework.facts.pages import PageText
from pa_framework.facts.prose import page_prose, place_in, prose
from pa_framework.facts.quoted import QUOTED
from pa_framework.facts.scale import records_with_figures
from pa_framework.facts.turned_round import words_around
from pa_framework.facts.urgency import WrittenSign, written_signs
from pa_framework.records.base import Origin
from pa_framework.records.model import Figure, LawValue
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Span
from pa_framework.text.guarded_pattern import has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.sentences import NUMBER_WORDS, ORDINAL_WORDS, number_in, ordinal_in, sentence_at, sentences_of
from pa_framework.text.word_forms import stems_of, words_of

#: Numbers in words, with the tens that texts seldom write.
_WORDS: Mapping[str, int] = {**NUMBER_WORDS, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_NUMBER = rf"\d+(?:\.\d+)?|{'|'.join(_WORDS)}"
_PERIOD = LazyPattern(
    rf"(?<![\w£.,/-])(?:(?P<half>half an?)|(?P<number>{_NUMBER})(?P<more>(?: and a|-and-a-)[\s-]?half)?)"
    r"[\s-](?P<unit>second|minute|hour|day|week|month|year|time|practice|pen|dose)s?\b",
    re.IGNORECASE,
)
_ORDINAL_DAY = LazyPattern(
    rf"\b(?P<which>{'|'.join(ORDINAL_WORDS)}|\d+(?:st|nd|rd|th)) (?P<unit>day|week|month|year) of (?:an? |the |their )?(?P<what>\w+)",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """A number with its unit in the singular, and its words."""

    number: Decimal
    unit: str
    words: str


def periods_in(text: str) -> tuple[Period, ...]:
    """The numbers with a unit of time, or of what is counted, in a text, also in words.

    >>> periods_in("Wait ninety days, or one and a half weeks.")
    (Period(number=Decimal('90'), unit='day', words='ninety days'), Period(number=Decimal('1.5'), unit='week', words='one and a half weeks'))
    """
    return tuple(
        Period(_how_many(found), found["unit"].lower(), " ".join(found[0].split())) for found in _PERIOD.finditer(text)
    )


def _how_many(found: re.Match[str]) -> Decimal:
    """The number of a period, also with a half."""
    return _HALF if found["half"] else _value(found["number"]) + (_HALF if found["more"] else 0)


_HALF = Decimal("0.5")


def _value(written: str) -> Decimal:
    return number_in(written, _WORDS)


def signs_with_two_numbers(facts: Facts) -> Iterator[Contradiction]:
    """Signs whose easy words give another number of a unit than the sign, or what to do, gives.

    Times that `times_that_differ` gives are left out.
    """
    found = list(_numbers_of_signs(written_signs(facts.records, facts.urgency)))
    known = {span for other in times_that_differ(facts) for span in (other.span, other.other)} if found else set()
    return (each for each in found if known.isdisjoint((each.span, each.other)))


def _numbers_of_signs(signs: Iterable[WrittenSign]) -> Iterator[Contradiction]:
    for sign in signs:
        easy = periods_in(sign.easy or "")
        said = periods_in(f"{sign.text} {sign.do or ''}") if easy else ()
        for period in easy:
            same_unit = [each for each in said if each.unit == period.unit]
            if same_unit and all(each.number != period.number for each in same_unit):
                yield Contradiction(sign.place("text"), same_unit[0].words, sign.place("easy"), period.words)
                break
        if len(easy) == len(said) == 1 and easy[0].unit != said[0].unit:
            hours = [_in_hours(each[0]) for each in (easy, said)]
            if all(hours) and hours[0] != hours[1]:
                yield Contradiction(sign.place("text"), said[0].words, sign.place("easy"), easy[0].words)


_HOURS_OF: Mapping[str, Decimal] = {
    "minute": 1 / Decimal(60),
    "hour": Decimal(1),
    "day": Decimal(24),
    "week": Decimal(168),
}


def _in_hours(period: Period) -> Decimal:
    """How long a period is; 0 for one of another unit, such as a month."""
    return period.number * _HOURS_OF.get(period.unit, 0)


_IN_SECONDS: Mapping[str, int] = {"second": 1, "minute": 60, "hour": 3600}
_NO_PLAN = LazyPattern(
    r"\b(?:without (?:one|(?:a |any |such a |this |the )?(?:plan|time))|(?:if|where|when) there is no (?:plan|time)|(?:has|have|is|with) no (?:such )?(?:plan|time)|"
    r"not have a (?:plan|time)|(?:plan|it) (?:does not (?:say|name|give)|names? no|says nothing))\b",
    re.IGNORECASE,
)
_NO_BETTER = LazyPattern(
    r"\b(?:no better|not better|has not (?:helped|worked)|does not (?:help|work))\b", re.IGNORECASE
)
_NO_THINGS = stems_of(
    "a an the this that these those it its they them their his her you your person someone somebody and or but of in on at to for with without by from as is are be been "
    "has have had do does did can may must will not no if when where who which then than so also one two another other first plan time second minute hour call ring "
    "before after until start begin end stop last reach need use give tell better worse again more most long there well get"
)


def emergencies_at_another_time(facts: Facts) -> Iterator[Contradiction]:
    """Texts that give another time for an emergency than a sign does: how long a seizure may last without a plan, when the second pen is used.

    A text is about the sign where it, or its section of a page, names what the sign is about, and it says alike when the time
    counts: without a plan, or when the first pen has not helped.
    """
    held = list(_times_of_signs(facts)) if facts.records.signs else []
    texts: list[Text | PageText] = [*prose(facts).matching(_SHORT_TIME, *_SHORT)]
    texts += page_prose(facts).matching(_SHORT_TIME, *_SHORT)
    for text in texts if held else ():
        for sentence, start in sentences_of(text.text.replace("\n", " ")):
            said = [found for found in _PERIOD.finditer(sentence) if found["unit"].lower() in _IN_SECONDS]
            kind = _when_it_counts(sentence) if said else None
            around = words_around(facts, text) if kind is _NO_PLAN else text.text
            stems = {word.stem for word in words_of(around)} if kind else frozenset[str]()
            shared = [(len(each.things & stems), each) for each in held if each.kind is kind]
            most = max((number for number, _ in shared), default=0)
            near = [each for number, each in shared if most and number == most]
            if near and not any(each.seconds == _seconds(found) for each in near for found in said):
                span = place_in(text, start + said[0].start(), start + said[0].end())
                yield Contradiction(span, said[0][0], near[0].span, near[0].words)


def _when_it_counts(sentence: str) -> LazyPattern | None:
    """How a sentence says when a time of a sign counts: two times are of one thing where they are said alike."""
    return next((kind for kind in (_NO_PLAN, _NO_BETTER) if kind.search(sentence)), None)


class _TimeOfASign(NamedTuple):
    kind: LazyPattern
    things: frozenset[str]
    seconds: Decimal
    words: str
    span: Span


_SHORT = ("second", "minute", "hour")
_SHORT_TIME = re.compile(f"[0-9enorty][ -](?:{'|'.join(_SHORT)})")


def _times_of_signs(facts: Facts) -> Iterator[_TimeOfASign]:
    for sign in written_signs(facts.records, facts.urgency):
        for field in ("text", "do") if sign.level == "emergency" else ():
            for sentence, _ in sentences_of(getattr(sign, field) or ""):
                kind = _when_it_counts(sentence)
                for found in _PERIOD.finditer(sentence) if kind else ():
                    if kind and found["unit"].lower() in _IN_SECONDS:
                        yield _TimeOfASign(kind, _things(sign.text), _seconds(found), found[0], sign.place(field))


def _things(text: str) -> frozenset[str]:
    """What a sign is about: the stems of its words that are not of every sign."""
    return frozenset(word.stem for word in words_of(text) if word.text.isalpha() and word.stem not in _NO_THINGS)


def _seconds(found: re.Match[str]) -> Decimal:
    return _value(found["number"]) * _IN_SECONDS[found["unit"].lower()]


_FOR_A_TIME = LazyPattern(
    r"\b(?:within|for|after|up to|at most|longer than|in|no more than|more than|over)\s+(?:the |these |another |a further |about )?$",
    re.IGNORECASE,
)
_IN_DAYS: Mapping[str, int] = {"day": 1, "week": 7}
_IN_MONTHS: Mapping[str, int] = {"month": 1, "year": 12}


def gaps_of_a_trigger(facts: Facts) -> Iterator[Contradiction]:
    """Texts of a trigger that give another number of months, or of whole years, than its field `gap`."""
    for trigger in facts.records.triggers.values():
        fields = ("title", "summary", "easy", "meanwhile", "if_it_keeps_alive") if trigger.gap else ()
        for route, line in lines_of(trigger, *fields):
            for found in _PERIOD.finditer(line):
                months = _how_many(found) * _IN_MONTHS.get(found["unit"].lower(), 0)
                if trigger.gap and months not in (0, trigger.gap.months) and _FOR_A_TIME.search(line[: found.start()]):
                    words, place = " ".join(found[0].split()), trigger.origin.at("gap", "months")
                    yield Contradiction(trigger.origin.at(*route), words, place, f"{trigger.gap.months}")


def days_of_a_trigger(facts: Facts) -> Iterator[Contradiction]:
    """Texts of a trigger that give another number of days, or of whole weeks, than its field `days`."""
    for trigger in facts.records.triggers.values():
        if trigger.days is None:
            continue
        for route, line in lines_of(trigger, "summary", "easy", "meanwhile", "if_it_keeps_alive"):
            for found in _PERIOD.finditer(line):
                unit = found["unit"].lower()
                if unit not in _IN_DAYS or not _FOR_A_TIME.search(line[: found.start()]):
                    continue
                if _how_many(found) * _IN_DAYS[unit] != trigger.days:
                    words = " ".join(found[0].split())
                    yield Contradiction(trigger.origin.at(*route), words, trigger.origin.at("days"), f"{trigger.days}")


_PAYS = LazyPattern(r"\b(?:pays?|paid|paying|wages|funds?|funding)\b", re.IGNORECASE)


def weeks_of_a_hospital_agreement(facts: Facts) -> Iterator[Contradiction]:
    """Where each side stands on pay during a hospital stay, with another number of weeks than their agreement.

    Answers of organisations that do not agree are their own.
    """
    for agreement in facts.records.agreements.values():
        weeks = agreement.hospital.paid_weeks if agreement.hospital else None
        if weeks is None:
            continue
        reduced = agreement.hospital.reduced_hours or "" if agreement.hospital else ""
        for side, position in agreement.positions.items():
            if agreement.agreed is False and position.answer:
                continue  # each has an answer of its own, and the agreement says so
            said = [each for each in periods_in(position.says) if each.unit == "week"]
            if said and _PAYS.search(position.says) and all(each.number != weeks for each in said):
                where = agreement.origin.at("hospital", "paid_weeks")
                yield Contradiction(agreement.origin.at("positions", side, "says"), said[0].words, where, f"{weeks}")
        for sentence, _ in sentences_of(reduced):
            said = [each for each in periods_in(sentence) if each.unit == "week"]
            if said and _PAYS.search(sentence) and all(each.number != weeks for each in said):
                place = agreement.origin.at("hospital", "reduced_hours")
                yield Contradiction(place, said[0].words, agreement.origin.at("hospital", "paid_weeks"), f"{weeks}")


def weeks_of_a_transfer(facts: Facts) -> Iterator[Contradiction]:
    """Lines of an agreement on a change of funder that have another number of weeks of pay than it continues for."""
    for agreement in facts.records.agreements.values():
        weeks = agreement.funding_transfer.continued_weeks if agreement.funding_transfer else None
        for route, line in lines_of(agreement, "summary", "points", "easy_read") if weeks is not None else ():
            said = [each for each in periods_in(line) if each.unit == "week"]
            if not said or not _PAYS.search(line) or any(each.number == weeks for each in said):
                continue
            sentence = sentence_at(line, line.find(said[0].words))
            if QUOTED["funding_transfer_weeks"].is_meant(sentence):
                continue  # AGR018 compares it with the setting
            if _AGREED.search(sentence) and not _OF_OTHER_TIMES.search(sentence):
                where = agreement.origin.at("funding_transfer", "continued_weeks")
                yield Contradiction(agreement.origin.at(*route), said[0].words, where, f"{weeks}")


#: How a line says for how long something is paid, and what else may take some weeks.
_AGREED = LazyPattern(r"\b(?:agreed?|agrees|pays?|paid|continues?d?|goes? on|keeps?|lasts?)\b", re.IGNORECASE)
_OF_OTHER_TIMES = LazyPattern(
    r"\b(?:every|each|notice|within|before|after|ahead|hospital|ward|sick|training|leave|meets?|review\w*|earlier|later|old"
    r"|arrears|a year|invoices?|answers?|replies|reply|decides?|recruit\w*|in (?:about |up to )?(?:\d+|\w+) weeks?)\b",
    re.IGNORECASE,
)
_STANDARDS = LazyPattern(
    rf"\b(?P<number>{_NUMBER})\s+(?:\w+\s+)?(?:standards|parts)\b|\bthere (?:are|were) (?:now |only )?(?P<number2>{_NUMBER})(?=[,.;]|\s*$| of them| in all)",
    re.IGNORECASE,
)
_OF_OTHERS = LazyPattern(
    r"\b(?:was|were|had|until|before|earlier|old|of (?:its|them|the|these)\b(?! Care Certificate))", re.IGNORECASE
)


def counts_of_a_standard(facts: Facts) -> Iterator[Contradiction]:
    """Texts of a standard, or of learning that maps to it whole, that give another number of its parts than it has."""
    for standard in facts.records.standards.values():
        number = len(standard.items)
        if [item.number for item in standard.items] == list(range(1, number + 1)):
            yield from _other_count(
                standard.origin, ("summary",), standard.summary, number, standard.origin.key("items")
            )
    for offer in facts.records.learning.values():
        whole = [
            (name, len(held.items))
            for name, items in offer.maps_to.items()
            if (held := facts.records.standards.get(name)) and len({*items}) == len(held.items)
        ]
        if len(offer.maps_to) != 1 or not whole:
            continue
        name, number = whole[0]
        for route, line in lines_of(offer, "summary", "recognises", "easy_read"):
            yield from _other_count(offer.origin, route, line, number, offer.origin.key("maps_to", name))


def _other_count(origin: Origin, route: Route, text: str, number: int, where: Span) -> Iterator[Contradiction]:
    for sentence, _ in sentences_of(text):
        found = _STANDARDS.search(sentence)
        if found is None or _OF_OTHERS.search(sentence[: found.start()]):
            continue
        said = found["number"] or found["number2"]
        if _value(said) != number:
            yield Contradiction(origin.at(*route), " ".join(found[0].split()), where, f"{number}")
            return


_AGED = LazyPattern(
    r"\b(?:aged?|ages?)\s+(?P<age>\d{2})\s+(?:and|or)\s+(?:over|older|above)\b|\b(?P<age2>\d{2})\s+(?:and|or)\s+(?:over|older|above)\b",
    re.IGNORECASE,
)


def ages_of_a_value(facts: Facts) -> Iterator[Contradiction]:
    """Values of the law that apply to people of an age and over, and whose row in force begins at another age."""
    for law in facts.records.law.values():
        for place, value in enumerate(law.values):
            found = _AGED.search(value.applies_to)
            latest = _in_force(value, facts.on) if found else None
            if found is None or latest is None or latest.entry.from_age is None:
                continue
            if int(found["age"] or found["age2"]) != latest.entry.from_age:
                yield Contradiction(
                    law.origin.at("values", place, "applies_to"),
                    found[0],
                    law.origin.at("values", place, "history", latest.index, "from_age"),
                    f"{latest.entry.from_age}",
                )


_PER_CENT = LazyPattern(r"(?<![\w.,-])(?P<number>\d+(?:\.\d+)?) ?(?:per cent\b|%)")


def shares_of_a_value(facts: Facts) -> Iterator[Contradiction]:
    """Percentages in the summary of a record of the law that none of its rows has, where it has a value in per cent."""
    for law in facts.records.law.values():
        held = [
            (entry.value, place)
            for place, value in enumerate(law.values)
            if value.unit == "per-cent"
            for entry in value.history
        ]
        for found in _PER_CENT.finditer(law.summary) if held else ():
            if all(amount != Decimal(found["number"]) for amount, _ in held):
                where = law.origin.at("values", held[0][1], "history", 0, "value")
                yield Contradiction(where, f"{held[0][0]} per cent", law.origin.at("summary"), found[0])


def _in_force(value: LawValue, on: date) -> LawRow | None:
    """The row in force on a day; one that is only announced does not end it."""
    found = rows(value, lambda entry: entry.state == "in-force")
    return latest_on((row for row in found if row.state == "in-force"), on)


def days_in_order_of_a_rule(facts: Facts) -> Iterator[Contradiction]:
    """Summaries of the law that say another day of an illness, a month or a job than the rule in force says."""
    for law in facts.records.law.values():
        said = list(_ORDINAL_DAY.finditer(law.summary)) if " of " in law.summary else []
        for place, value in enumerate(law.values if said else ()):
            latest = _in_force(value, facts.on)
            if latest is None or not isinstance(latest.amount, str):
                continue
            rule = list(_ORDINAL_DAY.finditer(latest.amount))
            for found in said:
                same = [
                    each
                    for each in rule
                    if (each["unit"], each["what"].lower()) == (found["unit"], found["what"].lower())
                ]
                if same and all(ordinal_in(each["which"]) != ordinal_in(found["which"]) for each in same):
                    yield Contradiction(
                        law.origin.at("summary"),
                        " ".join(found[0].split()),
                        law.origin.at("values", place, "history", latest.index, "value"),
                        same[0][0],
                    )


_WATCHES = ("watched", "checked", "observed", "assessed", "saw")
_WATCHED = LazyPattern(
    rf"\b(?:{'|'.join(_WATCHES)})\s+(?P<whom>me|her|him|them|[A-Z]\w+)\s+(?:(?:do|give|use)\s+(?:it|this|that)\s+)?(?:on\s+)?(?P<number>{_NUMBER})\s+(?:time|morning|evening|afternoon|night|day|visit|occasion)s?\b"
)


def practices_of_a_story(facts: Facts) -> Iterator[Contradiction]:
    """Stories in which a PA was watched fewer times than any of their tasks asks for, or another number in easy words."""
    for story in facts.records.case_studies.values():
        lines = [one for one in lines_of(story, "story", "easy_read") if has_one_of_each((_WATCHES,), one[1])]
        said = [(route, found) for route, line in lines for found in _WATCHED.finditer(" ".join(line.split()))]
        if not said:
            continue
        needed = [
            (chain.observed_practices.at_least, task)
            for name in story.tasks
            if (task := facts.records.tasks.get(name)) and (chain := task.sign_off) and chain.observed_practices
        ]
        least = min(needed, key=lambda entry: entry[0], default=None)
        first = said[0]
        for route, found in said:
            if least and _value(found["number"]) < least[0]:
                where = least[1].origin.at("sign_off", "observed_practices")
                yield Contradiction(story.origin.at(*route), found[0], where, f"at least {least[0]}")
                break
            if _value(found["number"]) != _value(first[1]["number"]):
                yield Contradiction(story.origin.at(*first[0]), first[1][0], story.origin.at(*route), found[0])
                break


_IN_OF = LazyPattern(
    rf"(?<![\w.,/£-])(?P<many>{_NUMBER})\s+(?:in|out of)\s+(?:every\s+)?(?P<all>{_NUMBER})(?=\s*$|[.,;:)]|\s+(?:people|PAs|councils|employers|tasks|areas|reviews|of)\b)",
    re.IGNORECASE,
)


#: What every text with such a share has; fast to look for.
_HAS_IN_OF = re.compile(r" (?:in|out of) (?:every )?(?:[0-9]|ten|twe|hun|five|six|four|thr|two|eig|nin|sev)")


def more_than_all(facts: Facts) -> Iterator[Contradiction]:
    """Shares such as “21 in 20”, in records and hand-written pages, in which the part is more than the whole."""
    texts: list[Text | PageText] = [*prose(facts).matching(_HAS_IN_OF), *page_prose(facts).matching(_HAS_IN_OF)]
    for text in texts:
        for found in _IN_OF.finditer(text.text):
            many, whole = _value(found["many"]), _value(found["all"])
            if many > whole > 1:
                span = place_in(text, found.start(), found.end())
                yield Contradiction(span, " ".join(found[0].split()), span, f"{whole} is the whole")


_THAN_BEFORE = LazyPattern(
    r"(?<![\d.,£])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<between>[^.;]{0,90}?),?\s+(?P<side>fewer|less|lower|down from|more|higher|up on)\s+(?:than\s+)?(?:in\s+)?(?:the|a)\s+year\s+(?:before|earlier)\b",
    re.IGNORECASE,
)
_LOWER = frozenset({"fewer", "less", "lower", "down from"})


def comparisons_with_the_year_before(facts: Facts) -> Iterator[Contradiction]:
    """Texts of evidence that call a figure more, or fewer, than the year before, where the figures say the opposite."""
    for record in records_with_figures(facts):
        for route, line in lines_of(record, "summary", "reading"):
            found = _THAN_BEFORE.search(" ".join(line.split()))
            if found is None:
                continue
            said = Decimal(found["number"].replace(",", ""))
            held = [(place, each) for place, each in enumerate(record.figures) if _amount(each) is not None]
            for _, figure in held:
                before = [
                    (other, each)
                    for other, each in held
                    if each.year == figure.year - 1
                    and each.unit == figure.unit
                    and figure.group
                    and each.group == figure.group
                ]
                mine, theirs = _amount(figure), _amount(before[0][1]) if len(before) == 1 else None
                if mine != said or theirs is None or mine is None:
                    continue
                if (mine < theirs) != (found["side"].lower() in _LOWER) or mine == theirs:
                    yield Contradiction(
                        record.origin.at(*route),
                        f"{found['side']} than the year before",
                        record.origin.at("figures", before[0][0], "value"),
                        f"{before[0][1].value} in {before[0][1].year}",
                    )
                break


def _amount(figure: Figure) -> Decimal | None:
    return Decimal(figure.value) if isinstance(figure.value, int | Decimal) else None
