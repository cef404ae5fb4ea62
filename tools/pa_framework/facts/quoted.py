"""Numbers and days that a text repeats from a record, and that differ from it.

A reference in the text, such as `((settings.funding_transfer_weeks))`, cannot differ. What people type can. A number is
compared only where its sentence says what it is about: the weeks for which a funder goes on paying, the practices of the
task, a share of the councils. A sentence that also has the right number, or names another year, is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.pay import FUNDERS, rate_on, rate_start_days
from pa_framework.facts.prose import prose
from pa_framework.facts.scale import falling_rates, rates_out_of_scale, records_with_figures
from pa_framework.facts.written_figures import days_in, years_in
from pa_framework.records.model import Agreement, CaseStudy, Evidence, Figure, Framework, PayBand
from pa_framework.text.dates import last_day_of
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_words
from pa_framework.text.word_forms import stem_of, word_set

_WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"], 1
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
_NUMBER = rf"(?<![\w£.,/-])(?P<number>\d+(?:\.\d+)?|{'|'.join(_WORDS)})"
_PERIOD = re.compile(rf"{_NUMBER}[\s\u00a0-](?P<unit>day|week|month|year)s?\b", re.IGNORECASE)
_PRACTICES = re.compile(rf"{_NUMBER}\s(?:observed\s)?practices?\b", re.IGNORECASE)
_SHARE = re.compile(
    r"(?<![\w£.,/-])(?P<number>\d+(?:\.\d+)?)(?:\s?%|\s(?:per\s?cent)\b)(?:\s+of\s+(?:the\s+|all\s+)?(?P<whom>[\w-]+(?:\s[\w-]+)?))?"
)
_COUNT = re.compile(r"(?<![\w£.,/-])(?P<number>\d{2,6})(?:\s+(?P<whom>[A-Za-z][\w-]+))")
_HOURLY = re.compile(r"£\s?(?P<number>\d+\.\d\d)\b")
_PENCE = re.compile(r"(?<![\w£.,/-])(?:£(?P<pounds>\d+(?:\.\d\d)?)|(?P<pence>\d{1,3})p)\b")
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"”’')]*\s+|\n\s*\n")
#: Kinds of record that tell of other places and times, or of what others wrote.
_TELL_OF_OTHERS = frozenset(
    {"case-study", "evidence", "sources", "changes", "trace", "law", "standard", "glossary", "waivers"}
)
#: Kinds of record in which no sentence repeats a published figure.
_NO_QUOTATIONS = frozenset({"law", "sources", "changes", "standard", "trace"})
_EMPTY = word_set(
    "the a an and or of in on for to with by at from that which who whom where is are was were be been has have had do does did not no "
    "their its it they them this these those as than more most least about said say says all each every any some there per cent"
)
_MONTHS_OF = {"month": 1, "year": 12}


#: A share of people or places, which cannot be more than all of them.
_SHARE_OF_ALL = re.compile(
    r"(?<![\w£.,/-])(?P<number>\d{3,}(?:\.\d+)?)(?:\s?%|\s(?:per\s?cent)\b)\s+of\s+(?:the\s+|all\s+|those\s+)?(?:\w+\s)?"
    r"(?:councils|areas|people|PAs|assistants|employers|respondents|answers|families|nurses|those|them|us|ICBs|bodies|adults|"
    r"recruits|posts|homes|localities|organisations)\b(?!['’])"
)


def impossible_shares(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Shares of people or places of more than a hundred per cent, in records and hand-written pages, with their places."""
    texts: list[Text | PageText] = [*prose(facts).containing("%"), *prose(facts).containing("per cent")]
    for text in [*texts, *facts.page_texts]:
        for found in _SHARE_OF_ALL.finditer(text.text.replace("\n", " ")):
            if Decimal(found["number"]) > _ALL:
                yield _place(text, found.start(), found.end("number")), found["number"]


_ALL = 100


class Misquoted(NamedTuple):
    """A number or a day in a text that differs from a record.

    `span` is its place, `written` what the text says, `right` what the record says, `source` where, and `what` names it.
    """

    span: Span
    written: str
    right: str
    source: Span
    what: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A setting that texts repeat: the field of an agreement that has its own value, its unit, and how a sentence speaks of it."""

    setting: str
    own: tuple[str, str]
    unit: str
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]
    what: str


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_NEVER = re.compile(r"(?!)")
_RULES = (
    _Rule(
        "funding_transfer_weeks",
        ("funding_transfer", "continued_weeks"),
        "week",
        (
            _pattern(
                r"(?:goes?|going|keeps?|continues?|carries|carry) (?:on )?(?:paying|to pay|to fund|funding)|still pays?|stays? paid|weeks (?:of|for) (?:continued )?funding"
                r"|pays? (?:on )?for (?:at least |up to )?\w+ (?:more )?weeks"
            ),
            _pattern(r"councils?|funders?|funding|NHS|ICB|PHB|budget|direct payments?|transfers?|moves?|moving"),
        ),
        _pattern(r"hospital|ward|every|each|notice|sick|training|redundan\w+|leave"),
        "the weeks for which a funder goes on paying",
    ),
    _Rule(
        "hospital_pay_weeks",
        ("hospital", "paid_weeks"),
        "week",
        (_pattern(r"hospital|wards?|admission|admitted"), _pattern(r"pay|pays|paid|paying|wages|funds?")),
        _pattern(r"every|each|notice|before|sick pay|within|two weeks ahead|training|old"),
        "the weeks for which PAs are paid in hospital",
    ),
    _Rule(
        "dbs_valid_years",
        ("hospital", "dbs_within_years"),
        "year",
        (_pattern(r"DBS|criminal record|enhanced check|certificates? (?:no|not) (?:older|more)"), _pattern(r"old|older|age|within|past|last|newer|valid|good for")),
        _pattern(r"every|each|convict\w*|training|first aid|aged|experience|worked|work|employ\w*"),
        "how old a DBS check may be",
    ),
    _Rule(
        "support_stale_after_months",
        ("", ""),
        "month",
        (_pattern(r"entry|entries|account"), _pattern(r"hidden|hide|hides|disappears?"), _pattern(r"confirmed|updated|used|touched")),
        _NEVER,
        "the months after which an entry is hidden",
    ),
    _Rule(
        "go-on-until",
        ("", ""),
        "day",
        (_pattern(r"nurses?|therapists?|professionals?|delegators?|clinicians?"), _pattern(r"leaves?|left|gone|moves? on|moved on|retires?|retired"), _pattern(r"go(?:es)? on|going on|carry on|carries on|continues?|take(?:s)? over|taken over")),
        _pattern(r"every|each|notice|redundan\w+|hospital|ward|holiday|annual leave|sick"),
        "the days for which a PA may go on after a professional leaves",
    ),
    _Rule(
        "register_check_valid_months",
        ("", ""),
        "month",
        (_pattern(r"registration|professional register"), _pattern(r"check|checks|checked|looked up|look up"), _pattern(r"counts?|valid|good for|lasts?|old|older|again|every")),
        _pattern(r"DBS|first aid|pay|insur\w+"),
        "the months for which a check of a registration counts",
    ),
    _Rule(
        "longest_review_months",
        ("", ""),
        "month",
        (_pattern(r"reviews?|reviewed"), _pattern(r"no task|any task|every (?:delegated )?task|all (?:delegated )?tasks|longest|at the latest|never longer|no longer than|at least once in")),
        _pattern(r"risk|low|medium|high|approval|policy|consent|story|this task"),
        "the longest time between reviews of a task",
    ),
    _Rule(
        "insurance_months",
        ("", ""),
        "month",
        (_pattern(r"insurers?|insurance"), _pattern(r"counts?|valid|good for|lasts?|holds?"), _pattern(r"yes|confirmation|letter|confirms?")),
        _pattern(r"DBS|registration|redundan\w+|sick"),
        "the months for which an insurer's yes counts",
    ),
    _Rule(
        "retention_years",
        ("", ""),
        "year",
        (_pattern(r"records?|register|sign-offs?"), _pattern(r"kept|keep|keeps|erased?"), _pattern(r"after|for")),
        _pattern(r"pay|payslips?|tax|HMRC|wages?|DBS|experience|worked|consent|stor(?:y|ies)|insur\w+|old"),
        "the years for which a record of a register is kept",
    ),
)  # fmt: skip
_HIDDEN = _pattern(
    r"hidden|hide|hides|not shown|never shown|not show|publish(?:ed)? no|(?:not|never) publish(?:ed)?|left out|leave out|suppress(?:ed)?"
)
_COUNTED = _pattern(r"counts?|numbers? of people|small numbers?|small-number|thresholds?|groups? of people|people")
_BELOW = re.compile(
    r"\b(?:below|under|fewer than|less than|smaller than|ours is|thresholds? (?:is|of))\s+"
    rf"(?P<number>\d+|{'|'.join(_WORDS)})\b(?!\s?(?:%|per cent|years?|months?|weeks?|days?|hours?|pounds?)|[.,]\d)",
    re.IGNORECASE,
)


def misquoted_settings(facts: Facts) -> Iterator[Misquoted]:
    """Weeks, months and years in texts that differ from the setting, and from the agreement, that they repeat."""
    framework = facts.records.framework
    if framework is None:
        return
    for text in _with_words(facts, "week", "month", "year", " days", "hidden", "shown", "publish"):
        if isinstance(text, Text) and (text.kind in _TELL_OF_OTHERS or _is_history(text)):
            continue
        for sentence, start in _sentences(text.text):
            periods = list(_PERIOD.finditer(sentence))
            hidden = _BELOW.search(sentence)
            threshold = framework.settings.small_number_threshold
            if (
                hidden
                and _value(hidden["number"]) != threshold
                and _HIDDEN.search(sentence)
                and _COUNTED.search(sentence)
            ):
                yield Misquoted(
                    _place(text, start + hidden.start("number"), start + hidden.end("number")),
                    hidden["number"],
                    f"{threshold}",
                    framework.origin.at("settings", "small_number_threshold"),
                    "the number of people below which a count is hidden",
                )
            for rule in _RULES if periods else ():
                numbers = [(found, value) for found in periods if (value := _in_unit(found, rule.unit)) is not None]
                if (
                    not numbers
                    or rule.unless.search(sentence)
                    or not all(each.search(sentence) for each in rule.patterns)
                ):
                    continue
                own = _own_value(facts, text, rule)
                held = _held(facts, framework, rule.setting)
                if held is None or years_in(sentence) or any(value in (*held[0], own) for _, value in numbers):
                    continue
                right = held[0][0]
                yield Misquoted(
                    _place(text, start + numbers[0][0].start(), start + numbers[0][0].end()),
                    numbers[0][0][0],
                    f"{right} {rule.unit}{'' if right == 1 else 's'}",
                    held[1],
                    rule.what,
                )


def _in_unit(found: re.Match[str], unit: str) -> Decimal | None:
    """How much a period is in a unit; None for one of another unit. A year is twelve months."""
    written = found["unit"].lower()
    if written == unit:
        return _value(found["number"])
    return _value(found["number"]) * 12 if (written, unit) == ("year", "month") else None


def _held(facts: Facts, framework: Framework, setting: str) -> tuple[tuple[int, ...], Span] | None:
    """The values that a setting may have, and where it is; `go-on-until` is the days of the triggers that do so."""
    if setting == "go-on-until":
        found = [each for each in facts.records.triggers.values() if each.does == setting and each.days]
        return (tuple(each.days or 0 for each in found), found[0].origin.at("days")) if found else None
    value = getattr(framework.settings, setting)
    return ((value,), framework.origin.at("settings", setting)) if value is not None else None


def misquoted_in_tasks(facts: Facts) -> Iterator[Misquoted]:
    """Practices and times between reviews in the texts of a task that differ from its own."""
    tasks = {task.origin.path: task for task in facts.records.tasks.values()}
    for text in _with_words(facts, "practice", "month", "year"):
        if isinstance(text, PageText) or text.kind != "task":
            continue
        task = tasks.get(text.document.path)
        if task is None or task.sign_off is None:
            continue
        observed, review = task.sign_off.observed_practices, task.sign_off.review_every
        for sentence, _ in _sentences(text.text):
            counts = list(_PRACTICES.finditer(sentence)) if "practice" in sentence else []
            if observed and counts and all(_value(found["number"]) != observed.at_least for found in counts):
                yield Misquoted(
                    text.span,
                    counts[0][0],
                    f"{observed.at_least}",
                    task.origin.at("sign_off", "observed_practices", "at_least"),
                    "the observed practices",
                )
            months = review.months if review else None
            found = _REVIEWED.search(sentence) if "month" in sentence or "year" in sentence else None
            if months and found and not years_in(sentence):
                period = next((each for each in _PERIOD.finditer(found[0])), None)
                allowed = {months, task.rescue.refresh_every.months if task.rescue else months}
                if period and _value(period["number"]) * _MONTHS_OF.get(period["unit"].lower(), 0) not in (0, *allowed):
                    yield Misquoted(
                        text.span,
                        period[0],
                        count(months, "month"),
                        task.origin.at("sign_off", "review_every"),
                        "the time between reviews",
                    )


_REVIEWED = re.compile(
    rf"\breview(?:ed|s)?\b[^.]{{0,30}}\bevery {_NUMBER}[\s-](?:month|year)s?|{_NUMBER.replace('number', 'second')} month[s]? (?:is|are) (?:a )?starting value".replace(
        "(?P<number>", "(?:"
    ).replace("(?P<second>", "(?:"),
    re.IGNORECASE,
)


def misquoted_pay(facts: Facts) -> Iterator[Misquoted]:
    """Amounts in texts that differ from the band that the sentence names, or from the difference that a band explains."""
    wrong_already = {name for name, _ in rates_out_of_scale(facts)} | {each.band.id for each in falling_rates(facts)}
    for band in facts.records.pay_bands.values():
        differences = _differences(band) if band.id not in wrong_already else set()
        sentence = band.differs_because or ""
        if differences and _COMPARES.search(sentence):
            amounts = list(_PENCE.finditer(sentence))
            known = differences | _amounts(band)
            wrong = [found for found in amounts if _pounds(found) not in known]
            if wrong:
                right = join_words(_in_pence(amount) for amount in sorted(differences))
                yield Misquoted(
                    band.origin.at("differs_because"),
                    wrong[0][0],
                    right,
                    band.origin.key("rates"),
                    "the difference between council and NHS",
                )
    named = {band.title: band for band in facts.records.pay_bands.values() if not band.replaced_by}
    named |= {
        level.title: named_band
        for level in facts.records.levels.values()
        if (named_band := facts.records.pay_bands.get(level.pay_band or ""))
    }
    if not named:
        return
    names = re.compile(
        rf"\b(?:{'|'.join(re.escape(name) for name in sorted(named, key=len, reverse=True))})\b", re.IGNORECASE
    )
    lowered = {name.casefold(): band for name, band in named.items()}
    for text in _with_words(facts, "£"):
        if isinstance(text, Text) and text.kind in ("law", "changes", "pay-band"):
            continue
        for sentence, start in _sentences(text.text):
            amount, bands = (
                _HOURLY.search(sentence),
                {lowered[found.casefold()].id for found in names.findall(sentence)},
            )
            if amount is None or len(bands) != 1 or not _PAYS.search(sentence):
                continue
            if any(year > facts.on.year for year in years_in(sentence)):
                continue  # rates to come may not be recorded yet
            band = facts.records.pay_bands[bands.pop()]
            if all(Decimal(found["number"]) not in _amounts(band) for found in _HOURLY.finditer(sentence)):
                today = [rate for funder in FUNDERS if (rate := rate_on(band, funder, facts.on))]
                yield Misquoted(
                    _place(text, start + amount.start(), start + amount.end()),
                    amount[0],
                    join_words(dict.fromkeys(f"£{rate.paid:.2f}" for rate in today), "or") or "another amount",
                    band.origin.key("rates"),
                    f"the pay of {band.title}",
                )


_COMPARES = _pattern(r"more|less|higher|lower|above|below|extra|difference")
_PAYS = _pattern(r"pays?|paid|earns?|rate|an hour|per hour|wage|hourly")


def _differences(band: PayBand) -> set[Decimal]:
    """How much more one funder pays than the other, on each day on which a rate begins."""
    found: set[Decimal] = set()
    for day in rate_start_days(band):
        council, nhs = (rate_on(band, funder, day) for funder in FUNDERS)
        if council is not None and nhs is not None:
            for field in ("paid", "funded", "self_employed"):
                ours, theirs = getattr(council, field), getattr(nhs, field)
                if ours is not None and theirs is not None and ours != theirs:
                    found.add(abs(ours - theirs))
    return found


def _amounts(band: PayBand) -> set[Decimal]:
    return {
        amount for rate in band.rates for amount in (rate.paid, rate.funded, rate.self_employed) if amount is not None
    } | {supplement.amount for supplement in band.supplements}


def _pounds(found: re.Match[str]) -> Decimal:
    return Decimal(found["pounds"]) if found["pounds"] else Decimal(found["pence"]) / 100


def _in_pence(amount: Decimal) -> str:
    return f"{amount * 100:.0f}p" if amount < 1 else f"£{amount:.2f}"


# --- published figures


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A published figure with the stems of what it says, and of whom it counts."""

    record: CaseStudy | Evidence
    index: int
    figure: Figure
    stems: frozenset[str]
    whom: frozenset[str]

    @property
    def span(self) -> Span:
        return self.record.origin.at("figures", self.index, "value")


@lru_cache(maxsize=1)
def _figures(facts: Facts) -> tuple[_Known, ...]:
    found: list[_Known] = []
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            is_share = figure.unit == "per-cent"
            if isinstance(figure.value, int | Decimal) and (not is_share or 0 <= figure.value <= 100):  # STO009
                says = _content(re.sub(r"\([^)]*\)", " ", figure.says))
                whom = _content(
                    " ".join(filter(None, (figure.group, figure.base_of, figure.says.split(" that ")[0][:40])))
                )
                found.append(_Known(record, index, figure, says, whom))
    return tuple(found)


_FEWEST_STEMS = 3
#: Words before a number that is rounded: it may be a tenth away.
_ABOUT = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|about|around|roughly|some|fewer than|less than|under|up to|close to)\s+$",
    re.IGNORECASE,
)
_COVERS = 0.7
_COVERS_IN_ITS_RECORD = 0.6


def misquoted_figures(facts: Facts) -> Iterator[Misquoted]:
    """Shares and counts in sentences that repeat a published figure, and differ from it."""
    counted = {known.record.origin.path for known in _figures(facts) if known.figure.unit == "people"}
    own = [text for text in facts.texts if text.document.path in counted]
    for text in dict.fromkeys([*_with_words(facts, "%", "per cent"), *own]):
        if isinstance(text, Text) and (text.kind in _NO_QUOTATIONS or text.route[:1] == ("figures",)):
            continue
        for sentence, start in _sentences(text.text):
            years = set(years_in(sentence))
            shares: list[tuple[re.Match[str], str]] = [(found, "per-cent") for found in _SHARE.finditer(sentence)]
            in_its_record = isinstance(text, Text) and text.document.path in counted
            people = _COUNT.finditer(sentence) if in_its_record else ()
            counts = [(found, "people") for found in people if int(found["number"]) not in years]
            numbers = shares + [entry for entry in counts if entry[0]["whom"] != "per"]
            if not numbers:
                continue
            stems = _content(sentence)
            for found, unit in numbers:
                whom = _content(found["whom"] or "")
                candidates = [
                    known
                    for known in _figures(facts)
                    if known.figure.unit == unit
                    and _speaks_of(known, text, stems, years)
                    and (not whom or whom & known.whom)
                ]
                value = Decimal(found["number"])
                near = value / 10 if _ABOUT.search(sentence[: found.start()]) else Decimal(0)
                if candidates and all(abs(Decimal(known.figure.value) - value) > near for known in candidates):
                    best = max(candidates, key=lambda known: len(known.stems & stems) / len(known.stems))
                    words = " per cent" if unit == "per-cent" else ""
                    yield Misquoted(
                        _place(text, start + found.start(), start + found.end("number")),
                        f"{found['number']}{words}",
                        f"{best.figure.value}{words}",
                        best.span,
                        f"“{best.figure.says}” ({best.figure.year})",
                    )
    yield from _misquoted_models(facts)


def _speaks_of(known: _Known, text: Text | PageText, stems: frozenset[str], years: set[int]) -> bool:
    """Whether a sentence, by its stems and years, speaks of a figure."""
    in_its_record = isinstance(text, Text) and text.document.path == known.record.origin.path
    if years and known.figure.year not in years:
        return False
    if not years and not in_its_record and not _cites(text, known.figure.source):
        return False
    covers = len(known.stems & stems) / len(known.stems) if len(known.stems) >= _FEWEST_STEMS else 0
    return covers >= (_COVERS_IN_ITS_RECORD if in_its_record else _COVERS)


def _cites(text: Text | PageText, source: str | None) -> bool:
    """Whether the record of a text cites a source."""
    return isinstance(text, Text) and source is not None and source in (text.document.data.get("sources") or ())


_MODEL_GROUPS = {"council_per_cent": ("council", _pattern("councils?")), "nhs_per_cent": ("nhs", _pattern("NHS"))}


def _misquoted_models(facts: Facts) -> Iterator[Misquoted]:
    """Shares in an agreement on an employment model: what a side says, and the published figure, against the model's own."""
    for agreement in facts.records.agreements.values():
        for field, (side, _) in _MODEL_GROUPS.items() if agreement.model else ():
            value = getattr(agreement.model, field)
            position = getattr(agreement.positions, side, None)
            if value is None or not 0 <= value <= 100:
                continue
            shares = list(_SHARE.finditer(position.says)) if position else []
            known = _figure_of_model(facts, agreement, field)
            published = Decimal(known.figure.value) if known else None
            said = {Decimal(found["number"]) for found in shares}
            if known and published != value and (not said or published in said):
                yield Misquoted(
                    agreement.origin.at("model", field),
                    f"{value} per cent",
                    f"{published} per cent",
                    known.span,
                    f"“{known.figure.says}” ({known.figure.year})",
                )
            elif position and said and value not in said and _FOUND_IN.search(position.says):
                yield Misquoted(
                    agreement.origin.at("positions", side, "says"),
                    f"{shares[0]['number']} per cent",
                    f"{value} per cent",
                    agreement.origin.at("model", field),
                    "the share in `model`",
                )


_FOUND_IN = _pattern(r"found in|used in|exists? in|of council areas|of NHS areas|of councils")


def _figure_of_model(facts: Facts, agreement: Agreement, field: str) -> _Known | None:
    """The published figure on the model of an agreement: the one whose id begins as the agreement's id goes on."""
    model, (side, group) = agreement.model, _MODEL_GROUPS[field]
    topic = agreement.id.removeprefix("model-").split("-")[0]
    for known in _figures(facts):
        figure = known.figure
        is_same = model is not None and (figure.source, figure.year) == (model.source, model.year)
        if is_same and figure.unit == "per-cent" and figure.id and group.search(figure.group or ""):
            first, last = figure.id.split("-")[0], figure.id.split("-")[-1]
            if first == topic and last == side:
                return known
    return None


def disagreeing_figures(facts: Facts) -> Iterator[tuple[_Known, _Known]]:
    """Published figures that say the same of the same year and source, and have another value than one before."""
    first: dict[tuple[object, ...], _Known] = {}
    for known in _figures(facts):
        figure = known.figure
        key = (" ".join(figure.says.casefold().split()), figure.year, figure.source, figure.unit, figure.group)
        other = first.setdefault(key, known)
        if other is not known and other.figure.value != figure.value:
            yield known, other


# --- days

_DATE = r"(?:(?:the end of|early|late) )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d|20\d\d-\d\d(?:-\d\d)?"
#: What comes before a day in a text → the fields beside the text that hold that day.
_CUES: Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "by": (re.compile(rf"\b(?:due|done|finished|ready|complete|completed|in place|open)? ?by (?P<day>{_DATE})"), ("by_when",)),
    "until": (re.compile(rf"\b(?:until|closes on|closes in|ends on|ends in) (?P<day>{_DATE})"), ("open_until", "until")),
    "from": (re.compile(rf"\b(?:from|opens on|opens in|starts on|begins on) (?P<day>{_DATE})"), ("open_from", "from", "on")),
    "confirmed": (re.compile(rf"\b(?:confirmed|checked) on (?P<day>{_DATE})"), ("last_confirmed", "last_checked")),
    "announced": (re.compile(rf"\bannounced on (?P<day>{_DATE})"), ("announced_on",)),
    "given": (re.compile(rf"\bconsent (?:was )?given on (?P<day>{_DATE})"), ("given_on",)),
}  # fmt: skip
_MOVED = _pattern(
    r"moved|changed|was|were|had|first|originally|instead|before|earlier|again|next|after|old|then|rather|postponed|late"
)
_WITH_DAYS = frozenset({"plan", "learning", "changes", "support"})


def misquoted_days(facts: Facts) -> Iterator[Misquoted]:
    """Days and months in a text that differ from the day that is recorded beside it."""
    for text in facts.texts:
        if text.kind not in _WITH_DAYS or "20" not in text.text or len(text.route) < 1:
            continue
        beside = _beside(text)
        for pattern, fields in _CUES.values():
            found = pattern.search(text.text)
            field = next((name for name in fields if name in beside), None)
            if not found or field is None or _MOVED.search(_sentence_around(text.text, found.start())):
                continue
            said = next(days_in(found["day"]), None) or _month(found["day"])
            recorded = _month(str(beside[field]))
            if recorded and any(first <= recorded[1] and recorded[0] <= last for first, last in days_in(text.text)):
                continue
            if said and recorded and (said[1] < recorded[0] or recorded[1] < said[0]):
                yield Misquoted(
                    text.span,
                    found["day"],
                    str(beside[field]),
                    text.document.span((*text.route[:-1], field)),
                    f"`{field}`",
                )


def _beside(text: Text) -> Mapping[str, object]:
    """The group of fields that holds a text."""
    data: Any = text.document.data
    for part in text.route[:-1]:
        data = data[part]
    return data if isinstance(data, dict) else {}


def _month(written: str) -> tuple[date, date] | None:
    """The first and the last day of a day or a month in figures."""
    last = last_day_of(written)
    return (last.replace(day=1) if len(written) == len("2027-03") else last, last) if last else None


# --- texts and their parts


def _with_words(facts: Facts, *words: str) -> list[Text | PageText]:
    """The texts of records and of hand-written pages that have one of some words, each once."""
    found: list[Text | PageText] = [text for word in words for text in prose(facts).containing(word)]
    on_pages = [text for text in facts.page_texts if any(word in text.text.lower() for word in words)]
    return [*dict.fromkeys(found), *on_pages]


def _is_history(text: Text) -> bool:
    return text.kind == "plan" and text.document.data.get("status") == "historic"


def _own_value(facts: Facts, text: Text | PageText, rule: _Rule) -> int | None:
    """What the agreement of a text has in place of a setting."""
    group, field = rule.own
    if not group or not isinstance(text, Text) or text.kind != "agreement":
        return None
    agreement = facts.records.agreements.get(str(text.document.data.get("id")))
    own = getattr(getattr(agreement, group, None), field, None)
    return own if isinstance(own, int) else None


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a text that have a number, each with its start."""
    if not _HAS_NUMBER.search(text):
        return
    start = 0
    for found in [*_SENTENCE_END.finditer(text), None]:
        end = found.start() if found else len(text)
        sentence = text[start:end]
        if _HAS_NUMBER.search(sentence):
            yield sentence.replace("\n", " "), start
        start = found.end() if found else end


_HAS_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def _sentence_around(text: str, place: int) -> str:
    return next((sentence for sentence, start in _sentences(text) if start <= place <= start + len(sentence)), text)


def _place(text: Text | PageText, start: int, end: int) -> Span:
    return text.span if isinstance(text, Text) else text.span(start, end)


def _value(written: str) -> Decimal:
    return Decimal(_WORDS.get(written.lower(), 0) or written)


def _content(text: str) -> frozenset[str]:
    words: Iterable[str] = re.findall(r"[^\W_]+", text.lower())
    return frozenset(stem_of(word) for word in words if word not in _EMPTY and not word.isdigit())
