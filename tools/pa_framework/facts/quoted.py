"""Numbers and days that a text repeats from a record, and that differ from it.

A reference in the text, such as `((settings.funding_transfer_weeks))`, cannot differ. What people type can. A number is
compared only where its sentence says what it is about: the weeks for which a funder goes on paying, the practices of the
task, a share of the councils. A sentence that also has the right number, or names another year, is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from pa_framework.facts.facts import Facts, Text
from pa_framework.facts.pages import PageText
from pa_framework.facts.pay import ordinary_rates_on, rate_on, rate_start_days
from pa_framework.facts.prose import page_prose, place_in, prose, with_words
from pa_framework.facts.scale import falling_rates, rates_out_of_scale, records_with_figures
from pa_framework.facts.written_figures import days_in, years_in
from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.model import Agreement, CaseStudy, Evidence, Figure, Framework, PayBand, Task
from pa_framework.text.dates import last_day_of
from pa_framework.text.findings import Span
from pa_framework.text.guarded_pattern import has_one_of_each
from pa_framework.text.lazy_pattern import LazyPattern
from pa_framework.text.phrases import Phrases, plain_words
from pa_framework.text.sentences import NUMBER_WORDS, count, join_words, number_in, sentence_at, sentences_of
from pa_framework.text.word_forms import has_negative, stem_of, word_set

_NOT_WITHIN = r"(?<![\w£.,/-])"
_SOME_NUMBER = rf"{_NOT_WITHIN}(?:\d+(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})"
_NUMBER = rf"(?P<number>{_SOME_NUMBER})"
_PERIOD = LazyPattern(rf"{_NUMBER}[\s\u00a0-](?P<unit>day|week|month|year)s?\b", re.IGNORECASE)
_PRACTICES = LazyPattern(rf"{_NUMBER}\s(?:observed\s)?practices?\b", re.IGNORECASE)
_SHARE = LazyPattern(
    rf"{_NOT_WITHIN}(?P<number>\d+(?:\.\d+)?)(?:\s?%|\s(?:per\s?cent)\b)(?:\s+of\s+(?:the\s+|all\s+)?(?P<whom>[\w-]+(?:\s[\w-]+)?))?"
)
_COUNT = LazyPattern(rf"{_NOT_WITHIN}(?P<number>\d{{2,6}})(?:\s+(?P<whom>[A-Za-z][\w-]+))")
_HOURLY = LazyPattern(r"£\s?(?P<number>\d+\.\d\d)\b")
_PENCE = LazyPattern(rf"{_NOT_WITHIN}(?:£(?P<pounds>\d+(?:\.\d\d)?)|(?P<pence>\d{{1,3}})p)\b")
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
#: Groups of people by one word; before another noun, it says of what that is: "of the team budget".
_GROUP = (
    r"(?:board|membership|staff|workforce|committee|panel|team|sample|survey|population)(?=\s*(?:[^\w\s]|$)|\s+(?:who|that|which|is|are|was|were|has|"
    r"have|had|must|may|can|could|will|would|should|do|did|said|say|in|of|at|on|by|for|from|with|and|or|as|to|takes?|took|voted?|agreed?)\b)"
)
#: A share of people or places, which cannot be more than all of them.
_SHARE_OF_ALL = LazyPattern(
    r"(?<![\w£.,/-])(?P<number>\d{3,}(?:\.\d+)?)(?:\s?%|\s(?:per\s?cent)\b)\s+of\s+(?:the\s+|all\s+|those\s+|its\s+|their\s+|our\s+|an?\s+)?(?:\w+\s)?"
    r"(?:councils|areas|people|PAs|assistants|employers|respondents|answers|families|nurses|those|them|us|ICBs|bodies|adults|"
    r"recruits|posts|homes|localities|organisations|boards|trustees|members|committees|panels|teams|learners|trainees|students|"
    r"trainers|carers|parents|patients|clients|callers|users|tasks|places|providers|agencies|hospitals|wards|professionals|"
    rf"respondees|women|men|children|{_GROUP})\b(?!['’])"
)


def impossible_shares(facts: Facts) -> Iterator[tuple[Span, str]]:
    """Shares of people or places of more than a hundred per cent, in records and hand-written pages, with their places."""
    for text in with_words(facts, "%", "per cent", "percent"):
        for found in _SHARE_OF_ALL.finditer(text.text.replace("\n", " ")):
            if Decimal(found["number"]) > _ALL:
                yield place_in(text, found.start(), found.end("number")), found["number"]


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


class _Quoted(NamedTuple):
    """How a sentence speaks of a setting.

    Attributes:
        clues: Every text that does has one of these, in small letters.
        says: Phrases; the sentence has one of each.
        unless: Phrases with which it speaks of something else.
        own: The field of an agreement that has a value of its own.
    """

    clues: tuple[str, ...]
    says: tuple[Phrases, ...]
    unless: Phrases | None = None
    own: tuple[str, str] = ("", "")

    def is_meant(self, words: str) -> bool:
        """Whether a sentence speaks of the setting."""
        plain = plain_words(words)
        return all(phrases.are_in(plain) for phrases in self.says) and not (self.unless and self.unless.are_in(plain))


_GO_ON = "go-on-until"
#: How texts speak of each setting in weeks, months or years, and of the days of a trigger that lets a PA go on.
QUOTED: Mapping[str, _Quoted] = {
    "funding_transfer_weeks": _Quoted(
        ("week",),
        (
            Phrases(
                "go/goes/going/keep/keeps/continue/continues/carry/carries paying/funding, "
                "go/goes/going/keep/keeps/continue/continues/carry/carries on paying/funding, "
                "go/goes/going/keep/keeps/continue/continues/carry/carries to pay/fund, "
                "go/goes/going/keep/keeps/continue/continues/carry/carries on to pay/fund, still pay/pays, stay/stays paid, "
                "weeks of/for funding, weeks of/for continued funding, pay/pays for # weeks, pay/pays on for # weeks, "
                "pay/pays for # more weeks, pay/pays on for # more weeks, pay/pays for at least # weeks, "
                "pay/pays for at least # more weeks, pay/pays for up to # weeks, pay/pays for up to # more weeks"
            ),
            Phrases(
                "council/councils, funder/funders, funding, nhs, icb, phb, budget, direct payment/payments, transfer/transfers, "
                "move/moves/moving"
            ),
        ),
        Phrases("hospital, ward, every, each, notice, sick, training, redundan*, leave"),
        ("funding_transfer", "continued_weeks"),
    ),
    "hospital_pay_weeks": _Quoted(
        ("week",),
        (Phrases("hospital, ward/wards, admission, admitted"), Phrases("pay/pays/paid/paying, wages, fund/funds")),
        Phrases("every, each, notice, before, sick pay, within, # weeks ahead, training, old"),
        ("hospital", "paid_weeks"),
    ),
    "dbs_valid_years": _Quoted(
        ("dbs", "criminal record", "enhanced check", "certificate"),
        (
            Phrases("dbs, criminal record, enhanced check, certificate/certificates no/not older/more"),
            Phrases("old, older, age, within, past, last, newer, valid, good for"),
        ),
        Phrases("every, each, convict*, training, first aid, aged, experience, worked, work, employ*"),
        ("hospital", "dbs_within_years"),
    ),
    "support_stale_after_months": _Quoted(
        ("hid", "disappear"),
        (
            Phrases("entry, entries, account"),
            Phrases("hidden, hide/hides, disappear/disappears"),
            Phrases("confirmed, updated, used, touched"),
        ),
    ),
    _GO_ON: _Quoted(
        ("leave", "left", "gone", "move on", "moves on", "moved on", "retire"),
        (
            Phrases(
                "nurse/nurses, therapist/therapists, professional/professionals, delegator/delegators, clinician/clinicians"
            ),
            Phrases("leave/leaves/left, gone, move/moves/moved on, retire/retires/retired"),
            Phrases("go/goes/going on, carry/carries on, continue/continues, take/takes/taken over"),
        ),
        Phrases("every, each, notice, redundan*, hospital, ward, holiday, annual leave, sick"),
    ),
    "register_check_valid_months": _Quoted(
        ("registration", "professional register"),
        (
            Phrases("registration, professional register"),
            Phrases("check/checks/checked, looked/look up"),
            Phrases("count/counts, valid, good for, last/lasts, old, older, again, every"),
        ),
        Phrases("dbs, first aid, pay, insur*"),
    ),
    "longest_review_months": _Quoted(
        ("review",),
        (
            Phrases("review/reviews/reviewed"),
            Phrases(
                "no/any/every/all task/tasks, every/all delegated task/tasks, longest, at the latest, never longer, not than, "
                "at least once in"  # words_of makes "not" of "no longer"
            ),
        ),
        Phrases("risk, low, medium, high, approval, policy, consent, story, this task"),
    ),
    "insurance_months": _Quoted(
        ("insur",),
        (
            Phrases("insurer/insurers, insurance"),
            Phrases("count/counts, valid, good for, last/lasts, hold/holds"),
            Phrases("yes, confirmation, letter, confirm/confirms"),
        ),
        Phrases("dbs, registration, redundan*, sick"),
    ),
    "retention_years": _Quoted(
        ("kept", "keep", "erase"),
        (
            Phrases("record/records, register, sign off/offs"),
            Phrases("kept, keep/keeps, erase/erased"),
            Phrases("after, for"),
        ),
        Phrases(
            "pay, payslip/payslips, tax, hmrc, wage/wages, dbs, experience, worked, consent, story/stories, insur*, old"
        ),
    ),
}
#: How a sentence says below which number a count of people is not published.
_HIDDEN = Phrases(
    "hidden, hide/hides, not/never shown, not show, publish/published no, not/never publish/published, left/leave out, suppress*"
)
_COUNTED = Phrases("count/counts, small number/numbers, threshold/thresholds, people")
_BELOW = LazyPattern(
    r"\b(?:below|under|fewer than|less than|smaller than|ours is|thresholds? (?:is|of))\s+"
    rf"(?P<number>\d+|{'|'.join(NUMBER_WORDS)})\b(?!\s?(?:%|per cent|years?|months?|weeks?|days?|hours?|pounds?)|[.,]\d)",
    re.IGNORECASE,
)


def misquoted_settings(facts: Facts) -> Iterator[Misquoted]:
    """Weeks, months and years in texts that differ from the setting, and from the agreement, that they repeat."""
    framework = facts.records.framework
    if framework is None:
        return
    texts = [(text, _around(facts, text).lower()) for text in _with_periods(facts)]
    for setting, quoted in QUOTED.items():
        held = _held(facts, framework, setting)
        unit = "day" if setting == _GO_ON else setting.rpartition("_")[2].removesuffix("s")
        for text, small in texts if held else ():
            if held and any(clue in small for clue in quoted.clues):
                yield from _misquoted(facts, text, quoted, unit, held, _own_value(facts, text, quoted))
    threshold = framework.settings.small_number_threshold
    for text in with_words(facts, "hid", "show", "publish", "left out", "leave out", "suppress"):
        for sentence, start in _sentences(text.text) if not _tells_of_others(text) else ():
            below = _BELOW.search(sentence)
            if not below or number_in(below["number"]) == threshold:
                continue
            words = plain_words(sentence)
            if _HIDDEN.are_in(words) and _COUNTED.are_in(words):
                yield Misquoted(
                    place_in(text, start + below.start("number"), start + below.end("number")),
                    below["number"],
                    f"{threshold}",
                    framework.origin.at("settings", "small_number_threshold"),
                    "the number of people below which a count is hidden",
                )


def _with_periods(facts: Facts) -> list[Text | PageText]:
    """The texts that have a number of days, weeks, months or years, and do not tell of other places or times."""
    found: list[Text | PageText] = []
    for pattern in _UNITS:
        found += [*prose(facts).matching(pattern), *page_prose(facts).matching(pattern)]
    return [text for text in dict.fromkeys(found) if not _tells_of_others(text) and _PERIOD.search(text.text)]


#: A unit after the last letter of a number.
_UNITS = tuple(re.compile(rf"{unit}(?<=[0-9enortxy][ \u00a0-]{unit})") for unit in ("day", "week", "month", "year"))


def _misquoted(
    facts: Facts,
    text: Text | PageText,
    quoted: _Quoted,
    unit: str,
    held: tuple[tuple[int, ...], Span, str],
    own: int | None,
) -> Iterator[Misquoted]:
    """The sentences of a text that speak of a setting, have periods in its unit, and none that it or `own` has."""
    values, source, what = held
    for sentence, start in _sentences(text.text):
        periods = [
            (found, value) for found in _PERIOD.finditer(sentence) if (value := _in_unit(found, unit)) is not None
        ]
        if not periods or any(value in (*values, own) for _, value in periods):
            continue
        is_cell = isinstance(text, PageText) and "|" in text.text
        words = text.text.replace("\n", " ") if is_cell else sentence
        if not years_in(sentence) and (
            quoted.is_meant(words) or (_says_only_ours(sentence) and quoted.is_meant(_around(facts, text)))
        ):
            first = periods[0][0]
            place = place_in(text, start + first.start(), start + first.end())
            yield Misquoted(place, first[0], count(values[0], unit), source, what)


#: How a sentence says that a number is one of the framework; what it is of may stand in the sentence before, or above.
_OURS = LazyPattern(r"\b(?:suggest(?:s|ed|ions?)?|our (?:own )?(?:suggestion|starting value|limit))\b", re.IGNORECASE)


_SAID_WITH_IT = word_set(
    "this draft we at most no more longer than up to about for it that is are time times your local policy decides"
)


def _says_only_ours(sentence: str) -> bool:
    """Whether a sentence says that a time is suggested, and nothing of what is done in it: "We suggest 28 days at most"."""
    rest = _PERIOD.sub(" ", _OURS.sub(" ", sentence)) if _OURS.search(sentence) else sentence
    return rest != sentence and all(word in _SAID_WITH_IT for word in re.findall(r"[a-z]+", rest.lower()))


def _around(facts: Facts, text: Text | PageText) -> str:
    """A text with the heading that it stands below."""
    heading = _headings(facts).get(text, "") if isinstance(text, PageText) else ""
    return f"{heading} {text.text}".replace("\n", " ")


@lru_cache(maxsize=1)
def _headings(facts: Facts) -> Mapping[PageText, str]:
    """Each text of the hand-written pages, with the heading that it stands below."""
    found: dict[PageText, str] = {}
    for page in facts.pages:
        heading = ""
        for text in page.texts:
            heading = text.text if text.is_heading else heading
            found[text] = heading
    return found


def _in_unit(found: re.Match[str], unit: str) -> Decimal | None:
    """How much a period is in a unit; None for one of another unit. A year is 12 months, a week 7 days."""
    written = found["unit"].lower()
    if written == unit:
        return number_in(found["number"])
    times = {("year", "month"): 12, ("week", "day"): 7}.get((written, unit))
    return number_in(found["number"]) * times if times else None


def _held(facts: Facts, framework: Framework, setting: str) -> tuple[tuple[int, ...], Span, str] | None:
    """The values that a setting may have, where it is, and what it is; `go-on-until` is the days of the triggers that do so."""
    if setting == _GO_ON:
        found = [each for each in facts.records.triggers.values() if each.does == setting and each.days]
        days = tuple(each.days or 0 for each in found)
        what = "the days for which a PA may go on after a professional leaves"
        return (days, found[0].origin.at("days"), what) if found else None
    value = getattr(framework.settings, setting)
    what = f"the {field_meanings('framework')['settings', setting].label}".replace("the how", "how")
    return ((value,), framework.origin.at("settings", setting), what) if value is not None else None


def misquoted_in_tasks(facts: Facts) -> Iterator[Misquoted]:
    """Practices and times between reviews in the texts of a task that differ from its own."""
    tasks = {task.origin.path: task for task in facts.records.tasks.values()}
    for text in prose(facts).containing("practice"):
        task = tasks.get(text.document.path)
        observed = task.sign_off.observed_practices if task and task.sign_off else None
        for sentence, _ in _sentences(text.text) if task and observed else ():
            counts = list(_PRACTICES.finditer(sentence))
            if (
                task
                and observed
                and counts
                and all(number_in(found["number"]) != observed.at_least for found in counts)
            ):
                source = task.origin.at("sign_off", "observed_practices", "at_least")
                yield Misquoted(text.span, counts[0][0], f"{observed.at_least}", source, "the observed practices")
    said_in = ("review", "starting value", "our suggestion")
    for text in dict.fromkeys(text for words in said_in for text in prose(facts).containing(words)):
        task = tasks.get(text.document.path)
        review = task.sign_off.review_every if task and task.sign_off else None
        months = review.months if review else None
        for sentence, _ in _sentences(text.text) if task and months else ():
            found = _REVIEWED.search(sentence)
            period = _PERIOD.search(found[0]) if found and not years_in(sentence) else None
            if task and months and period and _months(period) not in (0, *_allowed_months(task, months)):
                source = task.origin.at("sign_off", "review_every")
                yield Misquoted(text.span, period[0], count(months, "month"), source, "the time between reviews")


_REVIEWED = LazyPattern(
    rf"\breview(?:ed|s)?\b[^.]{{0,30}}\bevery {_SOME_NUMBER}[\s-](?:month|year)s?|{_SOME_NUMBER}\smonths? (?:is|are) (?:(?:a )?starting value|our suggestion)",
    re.IGNORECASE,
)


def _months(period: re.Match[str]) -> Decimal:
    """A period in months; 0 for one of days or weeks."""
    return number_in(period["number"]) * {"month": 1, "year": 12}.get(period["unit"].lower(), 0)


def _allowed_months(task: Task, months: int) -> set[int | None]:
    return {months, task.rescue.refresh_every.months if task.rescue else months}


def misquoted_pay(facts: Facts) -> Iterator[Misquoted]:
    """Amounts in texts that differ from the band that the sentence names, or from the difference that a band explains."""
    wrong_already = {name for name, _ in rates_out_of_scale(facts)} | {each.band.id for each in falling_rates(facts)}
    for band in facts.records.pay_bands.values():
        differences = _differences(band) if band.id not in wrong_already else set()
        sentence = band.differs_because or ""
        if differences and _COMPARES.are_in(plain_words(sentence)):
            amounts = list(_PENCE.finditer(sentence))
            known = differences | _amounts(band)
            wrong = [found for found in amounts if _pounds(found) not in known] or _outside(band, sentence)
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
    for text in with_words(facts, "£"):
        small = text.text.casefold()
        if (isinstance(text, Text) and text.kind in ("law", "changes", "pay-band")) or not any(
            name in small for name in lowered
        ):
            continue
        for sentence, start in _sentences(text.text):
            amount = _HOURLY.search(sentence)
            bands = {lowered[found.casefold()].id for found in names.findall(sentence)} if amount else set()
            if amount is None or len(bands) != 1 or not _PAYS.are_in(plain_words(sentence)):
                continue
            if any(year > facts.on.year for year in years_in(sentence)):
                continue  # rates to come may not be recorded yet
            band = facts.records.pay_bands[bands.pop()]
            if all(Decimal(found["number"]) not in _amounts(band) for found in _HOURLY.finditer(sentence)):
                today = [rate for funder in facts.funders for rate in ordinary_rates_on(band, funder, facts.on)]
                yield Misquoted(
                    place_in(text, start + amount.start(), start + amount.end()),
                    amount[0],
                    join_words(dict.fromkeys(f"£{rate.paid:.2f}" for rate in today if rate.paid is not None), "or")
                    or "another amount",
                    band.origin.key("rates"),
                    f"the pay of {band.title}",
                )


def _outside(band: PayBand, sentence: str) -> list[re.Match[str]]:
    """The range of a sentence, such as "30p to 35p", if differences of no kind of rate are all within it; else nothing."""
    for found in _RANGE.finditer(sentence):
        ends = [_pounds(amount) for amount in _PENCE.finditer(found[0])]
        differences = [_differences(band, (field,)) for field in _RATE_FIELDS]
        if len(ends) > 1 and not any(
            each and min(ends) <= min(each) and max(each) <= max(ends) for each in differences
        ):
            return [found]
    return []


_RATE_FIELDS = ("paid", "funded", "self_employed")
_RANGE = LazyPattern(r"(?<![\w£.,])(?:£\d+(?:\.\d\d)?|\d{1,3}p)\s?(?:to|and|-|–)\s?(?:£\d+(?:\.\d\d)?|\d{1,3}p)\b")
_COMPARES = Phrases("more, less, higher, lower, above, below, extra, difference")
_PAYS = Phrases("pay/pays/paid, earn/earns, rate, an/per hour, wage, hourly")


def _differences(band: PayBand, fields: Iterable[str] = ("paid", "funded", "self_employed")) -> set[Decimal]:
    """How much more one funder pays than the other, in some fields of a rate, on each day on which a rate begins."""
    found: set[Decimal] = set()
    for day in rate_start_days(band):
        rates = [
            rate for funder in dict.fromkeys(each.funder for each in band.rates) if (rate := rate_on(band, funder, day))
        ]
        for one, other in combinations(rates, 2):
            for field in fields:
                ours, theirs = getattr(one, field), getattr(other, field)
                if ours is not None and theirs is not None and ours != theirs:
                    found.add(abs(ours - theirs))
    return found


def _amounts(band: PayBand) -> set[Decimal]:
    return {
        amount
        for rate in band.rates
        for amount in (rate.paid, rate.paid_up_to, rate.funded, rate.self_employed)
        if amount is not None
    } | {supplement.amount for supplement in band.supplements}


def _pounds(found: re.Match[str]) -> Decimal:
    return Decimal(found["pounds"]) if found["pounds"] else Decimal(found["pence"]) / 100


def _in_pence(amount: Decimal) -> str:
    return f"{amount * 100:.0f}p" if amount < 1 else f"£{amount:.2f}"


# --- published figures


class _Known(Struct, frozen=True, eq=False):
    """A published figure with the stems of what it says, of whom it counts, and of the place before its colon.

    `denies` says that it counts what is not so.
    """

    record: CaseStudy | Evidence
    index: int
    figure: Figure
    stems: frozenset[str]
    whom: frozenset[str]
    place: frozenset[str] = frozenset()
    denies: bool = False

    @property
    def span(self) -> Span:
        return self.record.origin.at("figures", self.index, "value")


@lru_cache(maxsize=1)
def _figures(facts: Facts) -> tuple[_Known, ...]:
    found: list[_Known] = []
    for record in records_with_figures(facts):
        for index, figure in enumerate(record.figures):
            is_share, is_time = figure.unit == "per-cent", figure.unit in _TIMES
            if isinstance(figure.value, int | Decimal) and (not is_share or 0 <= figure.value <= 100):  # STO009
                says = _content(re.sub(r"\([^)]*\)", " ", figure.says)) - (_ASKS_HOW_LONG if is_time else frozenset())
                whom = _content(
                    " ".join(filter(None, (figure.group, figure.base_of, figure.says.split(" that ")[0][:40])))
                )
                place = _content(_place_of(figure))
                found.append(_Known(record, index, figure, says, whom, place, has_negative(figure.says)))
    return tuple(found)


def _place_of(figure: Figure) -> str:
    """The place that a figure is about, where it names one before a colon: `Herts Valleys: weeks for which …`."""
    named = _PLACE.match(figure.says)
    return named["place"] if named else ""


_PLACE = LazyPattern(r"(?P<place>[A-Z]\w+(?: [A-Z]\w+){0,2}): ")
#: Units of figures that are times, and words with which such a figure says so.
_TIMES = ("days", "weeks", "months", "years")
_ASKS_HOW_LONG = frozenset(stem_of(word) for word in ("how", "long", "many", "much", "time", "while", *_TIMES))
_FEWEST_STEMS = 3
#: Words before a number that is rounded: it may be a tenth away.
_ABOUT = LazyPattern(
    r"\b(?:more than|over|at least|nearly|almost|about|around|roughly|some|fewer than|less than|under|up to|close to)\s+$",
    re.IGNORECASE,
)
_COVERS = 0.7
_COVERS_ALL = 0.9
_COVERS_IN_ITS_RECORD = 0.6
_COVERS_OF_ITS_PLACE = 0.5
_COVERS_HALF = 0.5


def misquoted_figures(facts: Facts) -> Iterator[Misquoted]:
    """Shares and counts in sentences that repeat a published figure, and differ from it."""
    counted = {known.record.origin.path for known in _figures(facts) if known.figure.unit in ("people", *_TIMES)}
    own = [text for text in facts.texts if text.document.path in counted]
    places = {
        _place_of(known.figure).lower() for known in _figures(facts) if known.place and known.figure.unit in _TIMES
    }
    of_places = with_words(facts, *places) if places else ()
    named = frozenset(of_places)
    for text in dict.fromkeys([*with_words(facts, "%", "per cent", "percent"), *own, *of_places]):
        if isinstance(text, Text) and (text.kind in _NO_QUOTATIONS or text.route[:1] == ("figures",)):
            continue
        for sentence, start in _sentences(text.text):
            years = set(years_in(sentence))
            shares: list[tuple[re.Match[str], str]] = [(found, "per-cent") for found in _SHARE.finditer(sentence)]
            in_its_record = isinstance(text, Text) and text.document.path in counted
            people = _COUNT.finditer(sentence) if in_its_record else ()
            counts = [(found, "people") for found in people if int(found["number"]) not in years]
            numbers = shares + [entry for entry in counts if entry[0]["whom"] != "per"]
            if in_its_record or text in named:
                numbers += [(found, f"{found['unit'].lower()}s") for found in _PERIOD.finditer(sentence)]
            if not numbers:
                continue
            stems, denies = _content(sentence), has_negative(sentence)
            for found, unit in numbers:
                whom = _content(found["whom"] or "") if unit not in _TIMES else frozenset()
                candidates = [
                    known
                    for known in _figures(facts)
                    if known.figure.unit == unit
                    and _speaks_of(known, text, stems, years)
                    and (denies or not known.denies)
                    and (not whom or whom & known.whom)
                ]
                candidates = [known for known in candidates if _is_its_own(known, text, stems)] or candidates
                value = number_in(found["number"])
                near = value / 10 if _ABOUT.search(sentence[: found.start()]) else Decimal(0)
                is_right = any(abs(Decimal(known.figure.value) - value) <= near for known in candidates)
                if candidates and not is_right and not _may_be_another(value, unit, stems, years, facts):
                    best = max(candidates, key=lambda known: len(known.stems & stems) / len(known.stems))
                    words = " per cent" if unit == "per-cent" else f" {unit}" if unit in _TIMES else ""
                    yield Misquoted(
                        place_in(text, start + found.start(), start + found.end("number")),
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
    if known.place and known.place <= stems and known.figure.unit in _TIMES:
        return len(known.stems & stems) >= _COVERS_OF_ITS_PLACE * len(known.stems)
    if not years and not in_its_record and not _cites(text, known.figure.source):
        return False
    covers = len(known.stems & stems) / len(known.stems) if len(known.stems) >= _FEWEST_STEMS else 0
    return covers >= (_COVERS_IN_ITS_RECORD if in_its_record else _COVERS)


def _may_be_another(value: Decimal, unit: str, stems: frozenset[str], years: set[int], facts: Facts) -> bool:
    """Whether a number is that of a published figure of which a sentence says at least half."""
    return any(
        known.figure.unit == unit
        and known.figure.value == value
        and (not years or known.figure.year in years)
        and len(known.stems & stems) >= _COVERS_HALF * len(known.stems)
        for known in _figures(facts)
    )


def _is_its_own(known: _Known, text: Text | PageText, stems: frozenset[str]) -> bool:
    """Whether a sentence says nearly all that a figure of its own record says: no other record can be meant."""
    in_its_record = isinstance(text, Text) and text.document.path == known.record.origin.path
    return in_its_record and len(known.stems & stems) >= _COVERS_ALL * len(known.stems)


def _cites(text: Text | PageText, source: str | None) -> bool:
    """Whether the record of a text cites a source."""
    return isinstance(text, Text) and source is not None and source in (text.document.data.get("sources") or ())


_MODEL_GROUPS = {"council_per_cent": ("council", Phrases("council/councils")), "nhs_per_cent": ("nhs", Phrases("nhs"))}


def _misquoted_models(facts: Facts) -> Iterator[Misquoted]:
    """Shares in an agreement on an employment model: what a side says, and the published figure, against the model's own."""
    for agreement in facts.records.agreements.values():
        for field, (side, _) in _MODEL_GROUPS.items() if agreement.model else ():
            value = getattr(agreement.model, field)
            position = agreement.positions.get(side)
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
            elif position and said and value not in said and _FOUND_IN.are_in(plain_words(position.says)):
                yield Misquoted(
                    agreement.origin.at("positions", side, "says"),
                    f"{shares[0]['number']} per cent",
                    f"{value} per cent",
                    agreement.origin.at("model", field),
                    "the share in `model`",
                )


_FOUND_IN = Phrases("found/used/exist/exists in, of council/nhs areas, of councils")


def _figure_of_model(facts: Facts, agreement: Agreement, field: str) -> _Known | None:
    """The published figure on the model of an agreement: the one whose id begins as the agreement's id goes on."""
    model, (side, group) = agreement.model, _MODEL_GROUPS[field]
    topic = agreement.id.removeprefix("model-").split("-")[0]
    for known in _figures(facts):
        figure = known.figure
        is_same = model is not None and (figure.source, figure.year) == (model.source, model.year)
        if is_same and figure.unit == "per-cent" and figure.id and group.are_in(plain_words(figure.group or "")):
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
_CUES: tuple[tuple[LazyPattern, tuple[str, ...]], ...] = (
    (
        LazyPattern(rf"\b(?:due|done|finished|ready|complete|completed|in place|open)? ?by (?P<day>{_DATE})"),
        ("by_when",),
    ),
    (LazyPattern(rf"\b(?:until|closes on|closes in|ends on|ends in) (?P<day>{_DATE})"), ("open_until", "until")),
    (LazyPattern(rf"\b(?:from|opens on|opens in|starts on|begins on) (?P<day>{_DATE})"), ("open_from", "from", "on")),
    (LazyPattern(rf"\b(?:confirmed|checked) on (?P<day>{_DATE})"), ("last_confirmed", "last_checked")),
    (LazyPattern(rf"\bannounced on (?P<day>{_DATE})"), ("announced_on",)),
    (LazyPattern(rf"\bconsent (?:was )?given on (?P<day>{_DATE})"), ("given_on",)),
)
_MOVED = Phrases(
    "moved, changed, was, were, had, first, originally, instead, before, earlier, again, next, after, old, then, rather, postponed, late"
)
_WITH_DAYS = frozenset({"plan", "learning", "changes", "support"})


def misquoted_days(facts: Facts) -> Iterator[Misquoted]:
    """Days and months in a text that differ from the day that is recorded beside it."""
    for text in facts.texts:
        if text.kind not in _WITH_DAYS or "20" not in text.text or not text.route:
            continue
        beside = text.beside
        for pattern, fields in _CUES:
            field = next((name for name in fields if name in beside), None)
            found = pattern.search(text.text) if field else None
            if not found or field is None or _MOVED.are_in(plain_words(sentence_at(text.text, found.start()))):
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


def _month(written: str) -> tuple[date, date] | None:
    """The first and the last day of a day or a month in figures."""
    last = last_day_of(written)
    return (last.replace(day=1) if len(written) == len("2027-03") else last, last) if last else None


# --- texts and their parts


def _tells_of_others(text: Text | PageText) -> bool:
    """Whether a text tells of other places and times, so that its numbers may differ."""
    if isinstance(text, PageText):
        return False
    return text.kind in _TELL_OF_OTHERS or (text.kind == "plan" and text.document.data.get("status") == "historic")


def _own_value(facts: Facts, text: Text | PageText, quoted: _Quoted) -> int | None:
    """What the agreement of a text has in place of a setting."""
    group, field = quoted.own
    if not group or not isinstance(text, Text) or text.kind != "agreement":
        return None
    agreement = facts.records.agreements.get(str(text.document.data.get("id")))
    own = getattr(getattr(agreement, group, None), field, None)
    return own if isinstance(own, int) else None


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a text that may have a number, each on one line, with its start."""
    for sentence, start in sentences_of(text) if _may_have_number(text) else ():
        if _may_have_number(sentence):
            yield sentence.replace("\n", " "), start


def _may_have_number(text: str) -> bool:
    small = text.lower()
    return _DIGIT.search(small) is not None or has_one_of_each((NUMBER_WORDS,), small)


_DIGIT = re.compile(r"\d")


def _content(text: str) -> frozenset[str]:
    words: Iterable[str] = re.findall(r"[^\W_]+", text.lower())
    return frozenset(stem_of(word) for word in words if word not in _EMPTY and not word.isdigit())
