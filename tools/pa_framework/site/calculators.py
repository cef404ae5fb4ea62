"""The calculators: cost of a package, redundancy pay, pay for a week, holiday. Each has a page with a form and a worked example.

A calculator is declared once: its fields, the lines of its working, and the figures of the law that it needs. Python works out
the example; the script `calculators` works out what someone types, with the same words, and for the day on which it runs.
Without scripts the page is a worked example. With scripts the form is empty, and the example is filled in only when someone asks
for it. Nothing that is typed leaves the device.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.law import law_value, row_on, rows
from pa_framework.facts.law_uses import CALCULATOR_FIGURES
from pa_framework.facts.minimum_by_age import AgeMinimum, minimums_by_age
from pa_framework.facts.papers import made_from
from pa_framework.facts.site_pages import (
    CALCULATORS,
    COST_OF_A_PACKAGE,
    HOLIDAY_PAY,
    MOVING,
    PAY_FOR_A_WEEK,
    REDUNDANCY_PAY,
    Link,
    SitePage,
)
from pa_framework.facts.sums import (
    NoticeLaw,
    OnTop,
    RedundancyLaw,
    holiday_a_year,
    holiday_built_up,
    notice_pay,
    package_cost,
    redundancy,
    week_pay,
)
from pa_framework.facts.titles import title_of
from pa_framework.look.page import link_to
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.dates import add_months, format_date

FieldKind = Literal["money", "number", "day", "tick", "words"]
#: What was typed, by the name of a field: a number or a day as it is written, `yes` or nothing for a tick.
Typed = Mapping[str, str]
#: Words for the lines of a calculator, by their names. A line whose name is not there is not shown.
Words = dict[str, str]
Figures = Mapping[str, Decimal]
#: The numbers of those who pay a part, in the names of fields and lines.
_FUNDERS = (1, 2, 3)


class Field(Struct, frozen=True):
    """A field of a form. `example` is its value in the worked example; `most` is the highest number that makes sense.

    `ticked`: the form opens with a tick, because it is so for nearly everyone.
    """

    name: str
    label: str
    kind: FieldKind
    example: str = ""
    hint: str = ""
    most: int = 0
    needed: bool = True
    ticked: bool = False


class Line(Struct, frozen=True):
    """A line of the working: `how` has names in braces, which are replaced by words. `main` lines, and totals, are shown first."""

    name: str
    label: str
    how: str
    total: bool = False
    main: bool = False


class Calculator(Struct, frozen=True):
    """A calculator. `law` names its figures: record and value. `work` fills the lines from what was typed.

    `day` is the field whose day says which law counts; empty for the day on which the page is read.
    """

    id: str
    page: SitePage
    lead: str
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    law: Mapping[str, tuple[str, str]]
    work: Callable[[Typed, Figures, tuple[AgeMinimum, ...], date], Words]
    notes: tuple[str, ...]
    read: tuple[tuple[str, str], ...]
    day: str = ""


class ShownLine(Struct, frozen=True):
    """A line of the worked example, with how it is worked out before and after names are replaced."""

    line: Line
    label: str
    how: str
    amount: str


class ShownValue(Struct, frozen=True):
    """A value of the worked example as a reader writes it: `£13.50`, `15 June 1985`."""

    label: str
    value: str


class CalculatorView(Struct, frozen=True):
    """A calculator as its page shows it.

    `asked_first` counts the fields up to the last one that is needed; the result is shown after them.
    `typed` are the values of the worked example. `law` and `minimum` are the rows of the law for the script. `missing` names the figures that the framework does not have on
    the day; then there is neither an example nor a form. `figures` are the figures in words, each with a link.
    """

    id: str
    title: str
    lead: str
    fields: tuple[Field, ...]
    asked_first: int
    typed: tuple[ShownValue, ...]
    lines: tuple[ShownLine, ...]
    law: str
    minimum: str
    day: str
    missing: tuple[str, ...]
    figures: tuple[Link, ...]
    notes: tuple[str, ...]
    read: tuple[Link, ...]
    made: str


def money(amount: Decimal) -> str:
    """An amount in words: `£1,234.50`."""
    return f"£{amount:,.2f}"


def number(value: Decimal | int) -> str:
    """A number without zeros at its end: `5.6`, `1820`."""
    return f"{Decimal(value).normalize():f}"


def _dec(typed: Typed, name: str) -> Decimal:
    return Decimal(typed.get(name) or "0")


def _package(typed: Typed, law: Figures, minimums: tuple[AgeMinimum, ...], day: date) -> Words:
    on_top = OnTop(
        law["holiday"],
        law["irregular"],
        law["trigger"],
        law["from"],
        law["to"],
        law["pension"],
        law["threshold"],
        law["rate"],
        law["allowance"],
    )
    others = {name: _dec(typed, name) for name in ("insured", "payroll", "training", "other")}
    shares = [(typed[f"funder{n}"], _dec(typed, f"share{n}")) for n in _FUNDERS if typed.get(f"funder{n}")]
    cost = package_cost(
        on_top,
        _dec(typed, "wage"),
        _dec(typed, "hours"),
        sum(others.values(), Decimal(0)),
        covered=typed.get("covered") == "yes",
        pension=typed.get("pension") == "yes",
        allowance=typed.get("claimed") == "yes",
        shares=[share for _, share in shares],
    )
    words: Words = {
        "wages": money(cost.wages),
        "pension": money(cost.pension),
        "insurance": money(cost.insurance),
        "to_pay": money(cost.to_pay),
        "others": money(sum(others.values(), Decimal(0))),
        "total": money(cost.total),
        "week": money(cost.week),
        "hour": money(cost.hour),
    }
    if typed.get("covered") == "yes":
        words |= {"cover": money(cost.cover), "cover_holiday": money(cost.cover_holiday)}
    for place, ((name, share), amount) in enumerate(zip(shares, cost.shares, strict=True), 1):
        words |= {f"part{place}": money(amount), f"funder{place}": name, f"per_cent{place}": number(share)}
    return words


def _redundancy(typed: Typed, law: Figures, minimums: tuple[AgeMinimum, ...], day: date) -> Words:
    born, first, last = (date.fromisoformat(typed[name]) for name in ("born", "first", "last"))
    given = date.fromisoformat(typed["given"]) if typed.get("given") else last
    rates = {
        0: law["weeks_young"],
        int(law["age_middle"]): law["weeks_middle"],
        int(law["age_older"]): law["weeks_older"],
    }
    figures = RedundancyLaw(int(law["least"]), int(law["most"]), rates, law["limit"])
    funders = [n for n in _FUNDERS if typed.get(f"funder{n}")]
    ends = {n: date.fromisoformat(typed[f"until{n}"]) for n in funders}
    starts = {
        n: first if n == funders[0] else ends[funders[place - 1]] + timedelta(days=1) for place, n in enumerate(funders)
    }
    days = [(ends[n] - starts[n]).days + 1 for n in funders]
    found = redundancy(figures, born, first, last, _dec(typed, "week"), _dec(typed, "insured"), days)
    notice = notice_pay(
        NoticeLaw(int(law["notice_after"]), int(law["notice_year"]), int(law["notice_most"])),
        first,
        given,
        last,
        _dec(typed, "week"),
    )
    holiday = holiday_built_up(Decimal(100), _dec(typed, "left"), _dec(typed, "wage")).rolled_up
    words: Words = {
        "years": number(found.years),
        "notice_weeks": number(notice.weeks),
        "notice": money(notice.pay),
        "notice_days": number(notice.unworked),
        "notice_all": number(7 * notice.weeks),
        "total": money(found.pay + holiday + notice.pay),
    }
    if holiday:
        words["holiday"] = money(holiday)
    if not found.counted:
        return words | {"none": "–"}
    words |= {
        "counted": number(found.counted),
        "weeks": number(found.weeks),
        "week_pay": money(found.week_pay),
        "pay": money(found.pay),
        "to_share": money(found.rest),
    }
    if found.insured:
        words |= {"insured": money(found.insured), "rest": money(found.rest)}
    for place, (n, share) in enumerate(zip(funders, found.shares, strict=True), 1):
        words |= {
            f"part{place}": money(share),
            f"funder{place}": typed[f"funder{n}"],
            f"days{place}": number(days[place - 1]),
        }
    return words | ({"all_days": number(sum(days))} if days else {})


def _week(typed: Typed, law: Figures, minimums: tuple[AgeMinimum, ...], day: date) -> Words:
    age = int(typed["age"])
    least = next(
        (
            row.amount
            for row in sorted(minimums, key=lambda row: -row.from_age)
            if row.from_age <= age <= (row.until_age if row.until_age is not None else age)
            and row.first <= day <= (row.last or day)
        ),
        None,
    )
    if least is None:
        return {}
    names = ("wage", "hours", "night_wage", "night_hours", "nights", "a_night", "woken")
    wage, hours, night_wage, night_hours, nights, a_night, woken = (_dec(typed, name) for name in names)
    pay = week_pay(wage, hours, night_wage, night_hours, nights, a_night, woken, least)
    words: Words = {
        "total": money(pay.total),
        "counted": number(pay.counted),
        "least": money(least),
    }
    if pay.below:
        words["below"] = money(pay.below)
    elif wage < least:
        words["low_wage"] = f"{money(wage)} an hour"
    elif pay.counted:
        words["reached"] = "yes"
    if hours:
        words["awake"] = money(pay.awake)
    if _dec(typed, "night_hours"):
        words["waking_night"] = money(pay.waking_night)
    if _dec(typed, "nights"):
        words |= {"sleep_in": money(pay.sleep_in), "woken_pay": money(pay.woken)}
    return words


def _holiday(typed: Typed, law: Figures, minimums: tuple[AgeMinimum, ...], day: date) -> Words:
    words: Words = {}
    if typed.get("days") and typed.get("hours"):
        year = holiday_a_year(law["weeks"], law["most_days"], _dec(typed, "days"), _dec(typed, "hours"))
        words |= {"year_days": number(year.days), "year_hours": number(year.hours)}
    if typed.get("worked"):
        built = holiday_built_up(law["share"], _dec(typed, "worked"), _dec(typed, "wage"))
        words |= {
            "built": number(built.hours),
            "whole": number(built.whole),
            "pay": money(built.pay),
            "rolled_up": money(built.rolled_up),
        }
    return words


def _fields_of_funders(who: str, what: Callable[[int], Field]) -> Iterator[Field]:
    """For each funder a field for who it is, with `{n}` as its number, and one for what it pays."""
    for n in _FUNDERS:
        yield Field(f"funder{n}", who.format(n=n), "words", {1: "Council", 2: "NHS"}.get(n, ""), needed=False)
        yield what(n)


_SAME = "It is not legal advice. A payroll service or Acas (0300 123 1100) can check it."

CALCULATORS_DECLARED: tuple[Calculator, ...] = (
    Calculator(
        id="package",
        page=COST_OF_A_PACKAGE,
        lead="What support by a PA costs in a year, with what an employer pays on top of the wage, and who pays which part.",
        fields=(
            Field("wage", "Wage an hour, in pounds", "money", "13.50", most=500),
            Field("hours", "Hours of support a week", "number", "30", most=168),
            Field(
                "covered", "Someone else is paid for these hours while the PA is on holiday", "tick", "yes", ticked=True
            ),
            Field("pension", "The PA is 22 or older, and below State Pension age", "tick", "yes", ticked=True),
            Field(
                "claimed",
                "You claim the Employment Allowance, and no one else uses it up",
                "tick",
                "yes",
                ticked=True,
            ),
            Field("insured", "Insurance a year, in pounds", "money", "120", needed=False, most=100000),
            Field("payroll", "Payroll service a year, in pounds", "money", "240", needed=False, most=100000),
            Field(
                "training",
                "Training a year, in pounds: fees, and the wage for the hours",
                "money",
                "300",
                needed=False,
                most=100000,
            ),
            Field(
                "other",
                "Other costs a year, in pounds: DBS checks, gloves, travel, emergencies",
                "money",
                "200",
                needed=False,
                most=100000,
            ),
            *_fields_of_funders(
                "Who pays, part {n}",
                lambda n: Field(
                    f"share{n}",
                    f"Per cent of part {n}",
                    "number",
                    {1: "60", 2: "40"}.get(n, ""),
                    needed=False,
                    most=100,
                ),
            ),
        ),
        lines=(
            Line("wages", "Wages of a year, with paid holiday", "{wage} an hour × {hours} hours × 52 weeks"),
            Line("cover", "Someone else during the holiday", "{wage} × {hours} hours × {law_holiday} weeks of holiday"),
            Line("cover_holiday", "Holiday pay of that person", "{law_irregular}% of {cover}"),
            Line(
                "pension",
                "Pension, least part of the employer",
                "{law_pension}% of pay between £{law_from} and £{law_to}, for each person who earns £{law_trigger} or more",
            ),
            Line(
                "insurance",
                "National Insurance before the allowance",
                "{law_rate}% of pay above £{law_threshold}, for each person",
            ),
            Line(
                "to_pay",
                "National Insurance to pay",
                "Less the Employment Allowance of up to £{law_allowance}, if you claim it",
            ),
            Line(
                "others", "Insurance, payroll, training and other costs", "{insured} + {payroll} + {training} + {other}"
            ),
            Line(
                "total",
                "Cost of a year",
                "Wages, cover, pension, National Insurance to pay and other costs",
                total=True,
            ),
            Line("week", "Cost of a week", "The year divided by 52"),
            Line("hour", "Cost of an hour of support", "The year divided by the hours of support in it", main=True),
            *(Line(f"part{n}", f"{{funder{n}}} pays", f"{{per_cent{n}}}% of the year") for n in _FUNDERS),
        ),
        law=CALCULATOR_FIGURES[COST_OF_A_PACKAGE],
        work=_package,
        notes=(
            "Sick pay, redundancy pay and a rise in pay are not in it. Ask the funder how they are paid.",
            "National Insurance is worked out for a whole year. A payroll works it out for each payday, so it can differ by a few pounds. For someone under 21 it can be less.",
            _SAME,
        ),
        read=(("law", "national-insurance"), ("law", "workplace-pension"), ("law", "holiday")),
    ),
    Calculator(
        id="redundancy",
        page=REDUNDANCY_PAY,
        lead="The legal minimum when a job ends because the work has ended: what insurance pays first, and what each funder pays of the rest.",
        fields=(
            Field("born", "Date of birth of the PA", "day", "1985-06-15"),
            Field("first", "First day of the job", "day", "2021-05-03"),
            Field("last", "Last day of the job", "day", "2026-10-31"),
            Field(
                "given",
                "Notice was given on",
                "day",
                "2026-10-17",
                hint="Leave it empty if the PA does not work the notice",
                needed=False,
            ),
            Field("week", "A week's pay before tax, in pounds", "money", "405", most=10000),
            Field("insured", "What insurance pays, in pounds", "money", "1000", needed=False, most=1000000),
            Field("left", "Hours of holiday not taken", "number", "20", needed=False, most=1000),
            Field("wage", "Wage an hour, in pounds", "money", "13.50", needed=False, most=500),
            *_fields_of_funders(
                "Funder {n}",
                lambda n: Field(
                    f"until{n}",
                    f"Funder {n} paid until",
                    "day",
                    {1: "2025-01-31", 2: "2026-10-31"}.get(n, ""),
                    needed=False,
                ),
            ),
        ),
        lines=(
            Line("years", "Complete years in the job", "From the first to the last day, both included"),
            Line(
                "counted",
                "Years that count",
                "Counted back from the last day; at least {law_least} are needed, and at most {law_most} count",
            ),
            Line(
                "weeks",
                "Weeks of pay",
                "For each year: {law_weeks_young} if it began below age {law_age_middle}, {law_weeks_middle} from {law_age_middle}, {law_weeks_older} from {law_age_older}",
            ),
            Line("week_pay", "A week's pay that counts", "{week}, up to the limit of £{law_limit}"),
            Line("pay", "Redundancy pay", "{weeks} × {week_pay}", total=True),
            Line(
                "none",
                "No redundancy pay in law",
                "The law asks for {law_least} complete years in the job. Look in the contract: it may give more",
            ),
            Line("insured", "Paid by insurance", "It comes first, up to the whole amount"),
            Line("rest", "Left for the funders", "{pay} less {insured}"),
            *(
                Line(f"part{n}", f"{{funder{n}}} pays", f"{{days{n}}} of {{all_days}} days × {{to_share}}")
                for n in _FUNDERS
            ),
            Line("holiday", "Holiday not taken", "{left} hours × {wage}"),
            Line(
                "notice_weeks",
                "Weeks of notice in law",
                "{law_notice_year} for each complete year, at least 1 after {law_notice_after} month, at most {law_notice_most}",
            ),
            Line(
                "notice",
                "Notice that the PA does not work",
                "{notice_days} of {notice_all} days of notice × {week} a week",
            ),
            Line(
                "total",
                "To pay on the last day, before tax",
                "Redundancy pay, holiday not taken and notice not worked",
                total=True,
            ),
        ),
        law=CALCULATOR_FIGURES[REDUNDANCY_PAY],
        work=_redundancy,
        notes=(
            "Wages until the last day are not in it. Your contract may give more than the law.",
            "If the PA does not work the notice, its weeks can count as time in the job. A few days can decide about a year: ask Acas.",
            "Sharing by days is how the example agreement does it, and only the redundancy pay is shared. If two funders paid at the same time, they can share by hours. Your funders may have agreed something else: ask them before the job ends.",
            "You must pay the PA in full, even if a funder or an insurer has not paid yet.",
            _SAME,
        ),
        read=(
            ("law", "redundancy-pay"),
            ("law", "notice"),
            ("agreement", "sharing-redundancy"),
            ("paper", "leaving-checklist"),
        ),
        day="last",
    ),
    Calculator(
        id="week",
        page=PAY_FOR_A_WEEK,
        lead="What a week pays, with waking nights and sleep-ins, and whether it is below the minimum wage.",
        fields=(
            Field("age", "Age of the PA", "number", "20", most=120),
            Field("wage", "Wage an hour, in pounds", "money", "12.00", most=500),
            Field("hours", "Hours awake by day", "number", "16", needed=False, most=168),
            Field("night_hours", "Hours of waking nights", "number", "0", needed=False, most=168),
            Field("night_wage", "Wage an hour in waking nights, in pounds", "money", "12.00", needed=False, most=500),
            Field("nights", "Sleep-in nights", "number", "2", needed=False, most=7),
            Field("a_night", "Pay for a sleep-in night, in pounds", "money", "60", needed=False, most=1000),
            Field("woken", "Hours awake for work in those nights, together", "number", "1.5", needed=False, most=100),
        ),
        lines=(
            Line("awake", "Hours by day", "{hours} × {wage}"),
            Line("waking_night", "Waking nights", "{night_hours} hours × {night_wage}"),
            Line("sleep_in", "Sleep-ins", "{nights} nights × {a_night}"),
            Line("woken_pay", "Hours awake in sleep-ins", "{woken} hours × {wage}"),
            Line("total", "Pay of the week, before tax", "All of these together", total=True),
            Line("counted", "Hours that the law counts", "All hours awake for work"),
            Line("least", "Legal minimum an hour at this age", "On the day of this calculation"),
            Line("reached", "At least the minimum wage", "Each rate is {least} or more"),
            Line(
                "low_wage",
                "This wage is below the minimum wage",
                "Pay at least {least} for each hour that the PA is awake for work. Write these hours above to see what is missing.",
                total=True,
            ),
            Line(
                "below",
                "This is below the minimum wage",
                "Pay at least {least} for each hour awake. The pay for a sleep-in, or a better rate for nights, does not make up for it. Missing this week:",
                total=True,
            ),
        ),
        law={},
        work=_week,
        notes=(
            "The law compares the average: pay that counts, divided by the hours that count, in each week or month for which you pay. Extra pay for nights or overtime and some allowances do not count. So this page compares each rate on its own: if each is high enough, the average is too.",
            "If the PA is woken often, the whole night may count as work. Ask Acas before you rely on this.",
            "Apprentices, and someone who lives with you as family, can have other rules.",
            _SAME,
        ),
        read=(("law", "minimum-wage"), ("law", "sleep-in-shifts"), ("law", "mileage")),
    ),
    Calculator(
        id="holiday",
        page=HOLIDAY_PAY,
        lead="Paid holiday for the same hours each week, and for hours that vary.",
        fields=(
            Field("days", "Same hours each week: days a week", "number", "3", needed=False, most=7),
            Field("hours", "Same hours each week: hours a week", "number", "15", needed=False, most=168),
            Field("worked", "Hours that vary: hours worked in the pay period", "number", "68", needed=False, most=744),
            Field("wage", "Wage an hour, in pounds", "money", "13.50", needed=False, most=500),
        ),
        lines=(
            Line(
                "year_days",
                "Same hours: days of holiday in a year",
                "{law_weeks} weeks × {days} days, at most {law_most_days} days",
                total=True,
            ),
            Line(
                "year_hours", "Same hours: hours of holiday in a year", "{year_days} days × {hours} hours ÷ {days} days"
            ),
            Line("built", "Hours that vary: holiday built up, in hours", "{law_share}% of {worked} hours"),
            Line("whole", "In whole hours", "Half an hour and more counts as an hour", total=True),
            Line("pay", "Pay for these hours when they are taken", "{whole} hours × {wage}"),
            Line(
                "rolled_up", "Or: paid with the wages, on a line of its own", "{law_share}% of {worked} hours × {wage}"
            ),
        ),
        law=CALCULATOR_FIGURES[HOLIDAY_PAY],
        work=_holiday,
        notes=(
            "Hours that vary: the law also stops at {law_most_days} days in a year.",
            "A PA who starts or leaves within the holiday year gets a part of the year.",
            "Use one way of paying, not both. Write in the contract which it is.",
            _SAME,
        ),
        read=(("law", "holiday"), ("paper", "contract-checklist")),
    ),
)


def figures_on(facts: Facts, calculator: Calculator, day: date) -> Figures:
    """The figures of the law on a day, by their names; those that no row gives are left out."""
    found = {}
    for name, (subject, value_id) in calculator.law.items():
        value = law_value(facts.records, subject, value_id)
        row = row_on(value, day) if value else None
        if row and not isinstance(row.amount, str):
            found[name] = Decimal(row.amount)
    return found


def example_of(calculator: Calculator) -> Typed:
    """What is typed in the worked example."""
    return {field.name: field.example for field in calculator.fields}


def worded(calculator: Calculator, typed: Typed, figures: Figures, words: Words) -> Words:
    """Every name that a line may replace, with its words: what was typed, the law, and what was worked out."""
    kinds = {field.name: field.kind for field in calculator.fields}
    said = {
        name: money(Decimal(value or "0")) if kinds[name] == "money" else number(Decimal(value or "0"))
        for name, value in typed.items()
        if kinds[name] in ("money", "number")
    }
    return said | {f"law_{name}": f"{value.normalize():,f}" for name, value in figures.items()} | words


def filled(text: str, words: Words) -> str:
    """A text with each name in braces replaced by its words; names without words stay."""
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _view(facts: Facts, calculator: Calculator) -> CalculatorView:
    typed = example_of(calculator)
    day = date.fromisoformat(typed[calculator.day]) if calculator.day else facts.on
    figures = figures_on(facts, calculator, day)
    minimums = minimums_by_age(facts.records.law.get("minimum-wage"), facts.on) if not calculator.law else ()
    missing = [
        f"{title_of(facts.records.law, subject)}: {value}"
        for name, (subject, value) in calculator.law.items()
        if name not in figures
    ]
    worked = calculator.work(typed, figures, minimums, day) if not missing else {}
    if not worked and not missing:
        missing = [f"{title_of(facts.records.law, 'minimum-wage')}: age {typed['age']}"]
    words = worded(calculator, typed, figures, worked)
    return CalculatorView(
        calculator.id,
        calculator.page.heading,
        calculator.lead,
        calculator.fields,
        max(
            (place for place, field in enumerate(calculator.fields, 1) if field.needed),
            default=len(calculator.fields),
        ),
        tuple(_shown_value(field) for field in calculator.fields if field.example),
        tuple(
            ShownLine(line, filled(line.label, words), filled(line.how, words), worked.get(line.name, ""))
            for line in calculator.lines
        ),
        ";".join(f"{name}|{' '.join(_rows(facts, *place))}" for name, place in calculator.law.items()),
        " ".join(_minimum(row) for row in minimums),
        calculator.day,
        tuple(missing),
        tuple(
            link
            for subject in dict.fromkeys(subject for subject, _ in calculator.law.values())
            if (link := link_to(facts, "law", subject))
        ),
        tuple(filled(note, words) for note in calculator.notes),
        tuple(link for kind, id in calculator.read if (link := link_to(facts, kind, id))),
        made_from(facts).replace("This blank", "This page"),
    )


def _shown_value(field: Field) -> ShownValue:
    if field.kind == "money":
        return ShownValue(field.label.replace(", in pounds", ""), money(Decimal(field.example)))
    if field.kind == "day":
        return ShownValue(field.label, format_date(date.fromisoformat(field.example)))
    return ShownValue(field.label, field.example)


def _rows(facts: Facts, subject: str, value_id: str) -> tuple[str, ...]:
    """The rows of a value that count, each as `first,last,amount,doubtful from`; what is not known is empty."""
    value = law_value(facts.records, subject, value_id)
    if value is None:
        return ()
    counting = [row for row in rows(value) if row.counts and not isinstance(row.amount, str)]
    expected = sorted(row.first for row in rows(value) if not row.counts)
    return tuple(
        ",".join(
            (
                row.first.isoformat(),
                row.last.isoformat() if row.last else "",
                f"{Decimal(row.amount):f}",
                _doubt(row.first, row.last, value.changes_every.months if value.changes_every else 0, expected),
            )
        )
        for row in counting
    )


def _doubt(first: date, last: date | None, months: int, expected: list[date]) -> str:
    """From which day a row without an end may have changed; empty for never."""
    days = [day for day in expected if day > first] + ([add_months(first, months)] if months else [])
    return min(days).isoformat() if days and last is None else ""


def _minimum(row: AgeMinimum) -> str:
    until, last = row.until_age if row.until_age is not None else "", row.last.isoformat() if row.last else ""
    doubt = row.doubtful_from.isoformat() if row.doubtful_from else ""
    return f"{row.first.isoformat()},{last},{row.from_age},{until},{row.amount:f},{doubt}"


def _index(facts: Facts) -> tuple[SitePage, ...]:
    return (*(calculator.page for calculator in CALCULATORS_DECLARED), MOVING)


def _page(calculator: Calculator) -> StandalonePage[CalculatorView]:
    return StandalonePage(
        page=calculator.page,
        kind="calculator",
        template="calculator.md.j2",
        view=lambda facts: _view(facts, calculator),
        description=calculator.lead,
        scripts=("calculators",),
    )


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=CALCULATORS,
        kind="calculators",
        template="calculator_index.md.j2",
        view=_index,
        description="What a package costs, redundancy pay, pay for a week and holiday, each with its working.",
        wide=True,
    ),
    *(_page(calculator) for calculator in CALCULATORS_DECLARED),
)
