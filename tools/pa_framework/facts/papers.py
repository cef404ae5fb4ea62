"""Papers to fill in, with what the other records of an area say filled in: the same parts for a page and a Word file.

A paper is a record. Where a part names something to fill in (`fill`), it is read from levels, tasks, standards or phone
lines. What the area does not have is said, and the paper leaves a line for it. Parts that are only for the person who writes come
last, so that they are on a sheet of their own.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pa_framework.facts.delegation_chain import Chain, is_delegated
from pa_framework.facts.demands import apart_words, checks_before, practice_of, tier_demands
from pa_framework.facts.facts import Facts
from pa_framework.facts.fallback import instead
from pa_framework.facts.organisations import organisation_title
from pa_framework.facts.pay import paid_on
from pa_framework.facts.terms import every_words
from pa_framework.facts.titles import title_of
from pa_framework.facts.triggers import NO_WAITING, effect_words, holds_for, may_keep_alive
from pa_framework.facts.urgency import CareLevel, Contact, contact_of, emergency_numbers
from pa_framework.facts.visibility import has_page, listed_tasks
from pa_framework.facts.while_ringing import while_ringing
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import (
    Level,
    Paper,
    PaperField,
    PaperFill,
    PaperSection,
    PaperTable,
    Task,
    Tier,
    Trigger,
)
from pa_framework.text.dates import format_date
from pa_framework.text.sentences import count, join_words, lower_first, upper_first

#: When a paper is needed, in the order of the list of papers.
GROUPS: Mapping[str, str] = labels("paper", "group")
_STATUS = labels("task", "status")
_PLAN = labels("task", "individual_plan", "page")
#: What a part asks for where something is chosen from the records, and what it says where there is nothing to choose.
_QUESTIONS: Mapping[PaperFill, str] = {
    "level": "Choose a level",
    "tasks": "Choose healthcare tasks, if any",
    "task": "Choose the task",
}
_NOTHING: Mapping[PaperFill, str] = {
    "level": "This framework has no levels yet. Write what the PA does, and what the job pays.",
    "tasks": "This framework has no healthcare tasks yet. Write the task here.",
    "task": "This framework has no healthcare tasks yet. Write the task here, and who to ring.",
    "care-certificate": "This framework does not have the standards of the Care Certificate. Write here what the PA learns.",
    "phone-lines": "This framework has no telephone numbers yet. Write the numbers here.",
    "practices": "This framework has no healthcare tasks yet. Write each practice here: day, by whom, and what was seen.",
    "steps": "This framework does not say what a task demands. Write here who trains, assesses and signs off, how often someone watches, and which of them must be different people.",
    "stops": "This framework does not say what stops a task. Write it here: a stay in hospital, a change of health or equipment, an incident, a new employer and so on.",
}
_URGENCY = {"emergency": "Emergency", "urgent": "Urgent", "same-day": "Tell someone the same day"}


class Lines(Struct, frozen=True):
    """Lines of text below a title. `for_writer` says that a finished paper leaves them out."""

    title: str
    lines: tuple[str, ...]
    for_writer: bool = False


class Option(Struct, frozen=True):
    """Something to choose for a part, and what is then written there.

    `note` says how far it may be relied on. `practices` is how many practices a task demands; 0 where none is counted.
    """

    id: str
    title: str
    note: str
    parts: tuple[Lines, ...]
    practices: int = 0


class Ring(Struct, frozen=True):
    """Someone whom tasks name to be rung. `number` is empty where each person has another; `uses` are tasks, with when."""

    title: str
    number: str
    uses: tuple[tuple[str, str], ...]

    def words(self, tasks: Collection[str]) -> str:
        """For what it is rung, of some tasks; empty where it is for none of them."""
        return "; ".join(words for task, words in self.uses if task in tasks)


class Table(Struct, frozen=True):
    """A table to fill in: the headings, and the rows, each with one cell for each heading. Empty cells are for writing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Following(Struct, frozen=True):
    """What a part says once one of some tasks (ids) is chosen."""

    tasks: tuple[str, ...]
    said: Lines


class Part(Struct, frozen=True):
    """A part of a paper below its heading.

    `question` asks to choose from `options`; `several` says that more than one may be chosen. `missing` is a sentence
    about what the area does not have; empty where nothing is missing. `rings` are added to the first table for the tasks that
    are chosen: in this part where it has `options`, else in another one. `practices` says that the rows of the first table are
    as many as the chosen task demands. `general` is what holds until a task is chosen, and then one of `following` is in its place.
    `signed_for` are the labels of what says whose paper it is, where the part has signatures.
    """

    title: str
    untitled: bool
    for_writer: bool
    opening: str
    text: str
    points: tuple[str, ...]
    question: str
    several: bool
    options: tuple[Option, ...]
    missing: str
    fields: tuple[PaperField, ...]
    checks: tuple[str, ...]
    tables: tuple[Table, ...]
    rings: tuple[Ring, ...] = ()
    practices: bool = False
    general: Lines | None = None
    following: tuple[Following, ...] = ()
    signed_for: tuple[str, ...] = ()


class FilledPaper(Struct, frozen=True):
    """A paper as it is shown or written. `made` says on which day it was made, and from which version of what.

    `finished` says that it goes to someone else: only what was filled in is printed.
    """

    id: str
    title: str
    summary: str
    made: str
    finished: bool
    parts: tuple[Part, ...]

    def for_chosen(self, chosen: Collection[str]) -> "FilledPaper":
        """The paper once tasks are chosen: with whom they name to ring, and as many rows for practices as they demand."""
        demanded = [
            option.practices
            for part in self.parts
            for option in part.options
            if option.practices and option.id in chosen
        ]
        return replace(self, parts=tuple(_for_chosen(part, chosen, max(demanded, default=0)) for part in self.parts))

    @property
    def each_sheet(self) -> tuple[str, ...]:
        """Labels of the fields that say whose paper it is; empty where it has none."""
        return tuple(field.label for part in self.parts for field in part.fields if field.each_sheet)

    @property
    def missing(self) -> tuple[str, ...]:
        """What the area does not have, one sentence for each part that needs it."""
        return tuple(part.missing for part in self.parts if part.missing)


def papers_in_order(facts: Facts) -> list[Paper]:
    """The papers that are shown, by group and their place in it."""
    groups = list(GROUPS)
    shown = (paper for paper in facts.records.papers.values() if not paper.replaced_by and has_page(facts, paper))
    return sorted(shown, key=lambda paper: (groups.index(paper.group), paper.order, paper.title.casefold(), paper.id))


def papers_to_read_with(facts: Facts, path: str) -> list[Paper]:
    """The papers that name a page of the tree as one to read with them, in their order."""
    return [paper for paper in papers_in_order(facts) if path in paper.pages]


def filled_paper(facts: Facts, paper: Paper) -> FilledPaper:
    """A paper with what the records of the area have for it, on the day of the facts."""
    parts = [_part(facts, section, paper) for section in paper.sections]
    return FilledPaper(
        paper.id,
        paper.title,
        paper.summary,
        made_from(facts),
        bool(paper.finished),
        tuple(sorted(parts, key=lambda part: part.for_writer)),
    )


def made_from(facts: Facts) -> str:
    """When a paper was made and from which version, as one sentence."""
    framework = facts.records.framework
    source = f" from {framework.title}, version {framework.version}" if framework else ""
    return f"This blank was made on {format_date(facts.on)}{source}."


def _part(facts: Facts, section: PaperSection, paper: Paper) -> Part:
    fill = section.fill
    options = tuple(_OPTIONS[fill](facts)) if fill in _OPTIONS else ()
    rings = tuple(_rings(facts)) if fill == "phone-lines" else ()
    if rings and not any(other.fill in ("task", "tasks") for other in paper.sections):
        options = tuple(_tasks(facts))
    filled = _TABLES[section.fill](facts) if section.fill in _TABLES else None
    general, following = _FOLLOWING[fill](facts) if fill in _FOLLOWING else (None, ())
    found = options or filled is not None or general is not None
    missing = _NOTHING[section.fill] if section.fill and not found else ""
    signed = any(field.kind == "signature" for field in section.fields)
    tables = [table for table in (filled, _table(section.table) if section.table else None) if table]
    return Part(
        section.title,
        bool(section.untitled),
        bool(section.for_writer),
        section.opening or "",
        section.text or "",
        section.points,
        _QUESTIONS["tasks" if fill == "phone-lines" else fill] if fill and options else "",
        fill in ("tasks", "phone-lines"),
        options,
        missing,
        (PaperField(label="What to write here", lines=3), *section.fields) if missing else section.fields,
        section.checks,
        tuple(tables),
        rings,
        fill == "practices" and filled is not None,
        general,
        following,
        tuple(field.label for other in paper.sections for field in other.fields if field.each_sheet) if signed else (),
    )


def _for_chosen(part: Part, chosen: Collection[str], practices: int) -> Part:
    if said := [one.said for one in part.following if not set(one.tasks).isdisjoint(chosen)]:
        part = replace(
            part, general=Lines(said[0].title, tuple(line for one in said for line in one.lines)), following=()
        )
    if not part.tables or not (part.rings or (part.practices and practices)):
        return part
    first, *others = part.tables
    if part.practices:
        return replace(part, tables=(Table(first.columns, first.rows[:practices]), *others))
    named = tuple((ring.title, ring.number, words) for ring in part.rings if (words := ring.words(chosen)))
    written = tuple(row for row in first.rows if any(row))
    rows = (*written, *named, *first.rows[len(written) :])
    return replace(part, options=(), tables=(Table(first.columns, rows), *others))


def _table(table: PaperTable) -> Table:
    empty = ("",) * (len(table.columns) - 1)
    rows = [(first, *empty) for first in table.first]
    return Table(table.columns, (*rows, *((("", *empty),) * (table.rows or 0))))


def _levels(facts: Facts) -> Iterator[Option]:
    for level in facts.records.levels_in_order():
        if has_page(facts, level) and not level.replaced_by:
            parts = (
                Lines("What the job is", (level.summary,)),
                Lines("A week could be", level.week),
                Lines("No one asks you to", level.not_expected),
                Lines("Pay", tuple(_pay(facts, level)), for_writer=True),
            )
            note = "" if level.approval.state == "approved" else "This level is a draft. Change what does not fit."
            yield Option(level.id, level.title, note, tuple(part for part in parts if part.lines))


def _pay(facts: Facts, level: Level) -> Iterator[str]:
    """What the level pays on the day, by funder; a line to fill in where it has no rate."""
    band = facts.records.pay_bands.get(level.pay_band or "")
    rates = [(funder, paid) for funder in facts.funders if band and (paid := paid_on(band, funder, facts.on))]
    if not band or not rates:
        yield "This framework has no rate for this level. Pay an hour: £ ____"
        return
    example = "Example rate, not an offer: " if band.illustrative else ""
    for funder, paid in rates:
        yield f"{example}£{paid:.2f} an hour ({organisation_title(facts.records, funder)})"


def _delegated(facts: Facts) -> list[Task]:
    return [task for task in listed_tasks(facts) if is_delegated(task)]


def _tasks(facts: Facts) -> Iterator[Option]:
    for task in _delegated(facts):
        yield Option(task.id, task.title, "", ())


def _task(facts: Facts) -> Iterator[Option]:
    for task in _delegated(facts):
        chain, sign_off, roles = facts.chains.get(task.id), task.sign_off, facts.records.roles
        who = [
            f"{upper_first(duty.duty.id.replace('-', ' '))}: {join_words([title_of(roles, holder.role) for holder in duty.holders], 'or')}"
            for duty in (chain.duties if chain else ())
            if duty.holders
        ]
        if chain:
            who.append(f"Observed practices: at least {chain.observed_practices}")
        if sign_off and sign_off.review_every:
            who.append(f"Review: {every_words(sign_off.review_every)}")
        plan = (_PLAN[task.individual_plan],) if task.individual_plan else ()
        parts = (
            Lines("What this task is", (task.summary,)),
            Lines("Who must agree", (task.authority,) if task.authority else ()),
            Lines("When they can agree", (task.condition,) if task.condition else ()),
            Lines("The PA does", task.the_pa_does),
            Lines("The PA does not", task.the_pa_does_not),
            Lines(checks_before(task, "Before starting"), (*plan, *task.before_you_start)),
            *_all_signs(facts, task),
            Lines("If no signed-off PA is available", instead(task)),
            Lines("Who may do what", tuple(who)),
        )
        draft = "" if task.approval.state == "approved" else " No clinician has approved these words yet."
        yield Option(
            task.id,
            task.title,
            f"{_STATUS[task.status]}.{draft}",
            tuple(part for part in parts if part.lines),
            chain.observed_practices if chain else 0,
        )


def _all_signs(facts: Facts, task: Task) -> Iterator[Lines]:
    """The signs of a task by level, and what the PA keeps going while ringing about an urgent one."""
    for level in facts.urgency[task.id].levels:
        if level.signs:
            yield _signs(level)
        if level.level == "urgent" and (meanwhile := while_ringing(facts, task)):
            yield Lines("While you ring", (meanwhile,))


def _signs(level: CareLevel) -> Lines:
    """The signs of a level, headed by how urgent they are and who is rung."""
    ring = [_ring(contact) for contact in (level.contact, level.out_of_hours) if contact]
    title = _URGENCY[level.level]
    heading = f"{title}: ring {', at night '.join(dict.fromkeys(ring))}, if" if ring else f"{title}, if"
    return Lines(heading, tuple(_sign(sign.text, sign.do, sign.contact, level.contact) for sign in level.signs))


def _sign(text: str, do: str | None, contact: Contact | None, usual: Contact | None) -> str:
    other = f" Ring {_ring(contact)}." if contact and contact != usual else ""
    return f"{text.rstrip('.')}.{f' {do}' if do else ''}{other}"


def _ring(contact: Contact) -> str:
    if contact.kind == "number":
        return contact.number or contact.title
    return contact.with_number


def _care_certificate(facts: Facts) -> Table | None:
    """The standards of the newest current edition, to tick off; None where the area has none."""
    editions = [
        standard
        for standard in facts.records.standards.values()
        if standard.current and standard.id.startswith("care-certificate") and not standard.replaced_by
    ]
    if not editions:
        return None
    newest = max(editions, key=lambda standard: (standard.edition, standard.id))
    names = (f"{item.number}. {item.title}" if item.number else item.title for item in newest.items)
    return Table(
        (newest.title, "Talked about, or shown, on", "Where the PA already has it from", "Initials of both"),
        tuple((name, "", "", "") for name in names),
    )


def _phone_lines(facts: Facts) -> Table | None:
    """Who to ring: the usual emergency number, and empty rows. Whom the chosen tasks name is added between them."""
    numbers = [
        contact for number in emergency_numbers(facts.records)[:1] if (contact := contact_of(facts.records, number))
    ]
    if not numbers and not any(_rings(facts)):
        return None
    rows = [("Life in danger", contact.number or "", "") for contact in numbers]
    return Table(("Who to ring", "Number", "When, and for what"), (*rows, *((("", "", ""),) * 4)))


def _rings(facts: Facts) -> Iterator[Ring]:
    """Whom the delegated tasks name, each once, with the tasks for which they are rung by day, at night or both."""
    found: dict[Contact, dict[str, dict[str, None]]] = {}
    for task in _delegated(facts):
        for contact, when in _named(facts, task):
            if contact.kind != "number":
                found.setdefault(contact, {}).setdefault(task.id, {})[when] = None
    for contact, uses in found.items():
        yield Ring(
            upper_first(contact.title),
            contact.number or "",
            tuple(
                (task, f"{facts.records.tasks[task].title}{' at night' if list(when) == [_NIGHT] else ''}")
                for task, when in uses.items()
            ),
        )


_NIGHT, _ANY = "at night", ""


def _named(facts: Facts, task: Task) -> Iterator[tuple[Contact, str]]:
    """Whom a task names for its signs, most urgent first, and whether only at night."""
    for level in facts.urgency[task.id].levels:
        if level.signs and level.contact:
            yield level.contact, _ANY
        for sign in level.signs:
            if sign.contact:
                yield sign.contact, _ANY
        if level.signs and level.out_of_hours:
            yield level.out_of_hours, _ANY if level.out_of_hours == level.contact else _NIGHT


def _practices(facts: Facts) -> Table | None:
    """A row for each practice, as many as any task demands; None where no task demands one."""
    most = max((option.practices for option in _task(facts)), default=0)
    if not most:
        return None
    return Table(
        ("Practice", "Day", "Watched by, and role", "With this person: yes or no", "What was seen"),
        tuple((str(number), "", "", "", "") for number in range(1, most + 1)),
    )


def _following(facts: Facts, title: str, lines_of: Callable[[Facts, Task], Iterator[str]]) -> tuple[Following, ...]:
    """What the tasks say, those together that say the same."""
    found: dict[tuple[str, ...], list[str]] = {}
    for task in _delegated(facts):
        if lines := tuple(lines_of(facts, task)):
            found.setdefault(lines, []).append(task.id)
    return tuple(Following(tuple(tasks), Lines(title, lines)) for lines, tasks in found.items())


def _steps(facts: Facts) -> tuple[Lines | None, tuple[Following, ...]]:
    """What training, assessment and sign-off demand: of every tier, and of each task."""
    following = _following(facts, "What this task demands", _steps_of)
    order = facts.records.tier_order()
    tiers = sorted(facts.records.tiers.values(), key=lambda tier: order[tier.id])
    lines = tuple(f"{tier.title}: {_tier_words(tier)}" for tier in tiers)
    return (Lines("What each level of risk demands", lines) if following and lines else None), following


def _tier_words(tier: Tier) -> str:
    practised = [f"{count(tier.demands.observed_practices, 'practice')} that someone watches"]
    demands = [f"{lower_first(demand.label)}: {demand.words}" for demand in tier_demands(tier)]
    return f"{'; '.join((*practised, *demands, *map(lower_first, apart_words(tier.demands.apart))))}."


def _steps_of(facts: Facts, task: Task) -> Iterator[str]:
    chain, practice = facts.chains.get(task.id), practice_of(facts, task)
    if not (chain and practice):
        return
    if practice.tier:
        yield f"Risk: {practice.tier}"
    yield from (f"{demand.label}: {demand.words}" for demand in (*practice.own, *practice.of_tier))
    yield from apart_words(chain.separated_duties)
    yield from _who_signs_off(facts, chain)


def _who_signs_off(facts: Facts, chain: Chain) -> Iterator[str]:
    """Who may hold several duties, who is never the only assessor, and who may sign off."""
    roles = facts.records.roles
    held = {duty.duty.id: [holder.role for holder in duty.holders] for duty in chain.duties}
    one = [
        role for role in held.get("train", ()) if role in held.get("assess", ()) and role in held.get("sign-off", ())
    ]
    if one and not chain.separated_duties:
        yield f"One {join_words([title_of(roles, role) for role in one], 'or')} may train, assess and sign off"
    if chain.tier and chain.tier.demands.never_sole_assessor:
        never = [lower_first(title_of(roles, role)) for role in chain.tier.demands.never_sole_assessor]
        yield f"Never the only assessor: {join_words(never, 'or')}"
    if signing := held.get("sign-off"):
        names = join_words([title_of(roles, role) for role in signing], "or")
        yield f"Only these may sign off: {names}. If your area has none of them, the PA does not start"


_WHAT_STOPS = "What happened, and what the PA does until a professional has decided again"


def _stops(facts: Facts) -> tuple[Lines | None, tuple[Following, ...]]:
    """What stops a task until there is a new decision: all that the policy has, and what holds for each task."""
    triggers = facts.records.triggers.values()
    named = [trigger for trigger in triggers if trigger.holds_for == "named-tasks" and trigger.stops != "all"]
    lines = tuple(
        f"{'Some tasks: ' if trigger in named else ''}{_trigger_words(trigger, keeps_alive=True)}"
        for trigger in triggers
    )
    general = Lines(_WHAT_STOPS, lines) if lines else None
    return general, _following(facts, _WHAT_STOPS, _stops_of)


def _stops_of(facts: Facts, task: Task) -> Iterator[str]:
    keeps_alive = may_keep_alive(facts.records, task)
    found = [trigger for trigger in facts.records.triggers.values() if holds_for(trigger, task)]
    rescue = task.rescue is not None
    yield from (_trigger_words(trigger, keeps_alive=keeps_alive, rescue=rescue) for trigger in found)
    if rescue:
        yield NO_WAITING
    if keeps_alive:
        yield from dict.fromkeys(line for trigger in found for line in trigger.if_it_keeps_alive)


def _trigger_words(trigger: Trigger, *, keeps_alive: bool, rescue: bool = False) -> str:
    """A trigger and what the PA does: what must be true first where the PA may carry on, and how long a gap is."""
    gap = ""
    if trigger.gap:
        suggested = ", our suggestion" if trigger.gap.basis == "design-default" else ""
        gap = f" ({count(trigger.gap.months, 'month')}{suggested})"
    said = f"{trigger.title}{gap}. {effect_words(trigger, keeps_alive=keeps_alive, rescue=rescue)}."
    return " ".join((said, *trigger.meanwhile)) if trigger.does != "stop" else said


#: What a part says for the chosen task in place of what holds in general.
_FOLLOWING: Mapping[PaperFill | None, Callable[[Facts], tuple[Lines | None, tuple[Following, ...]]]] = {
    "steps": _steps,
    "stops": _stops,
}
_OPTIONS: Mapping[PaperFill | None, Callable[[Facts], Iterator[Option]]] = {
    "level": _levels,
    "tasks": _tasks,
    "task": _task,
}
_TABLES: Mapping[PaperFill | None, Callable[[Facts], Table | None]] = {
    "care-certificate": _care_certificate,
    "phone-lines": _phone_lines,
    "practices": _practices,
}
