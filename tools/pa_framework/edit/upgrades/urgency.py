"""The step from a flat list of signs to levels of urgency, and from `stops` to what a trigger does.

A sign that said to call 999, or that sounds like an emergency sign of the policy, becomes an emergency. All others are
urgent, and ring whoever was told first. A trigger holds for the tasks that name it, as before. Whatever the old form did
not say is asked.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from pa_framework.edit.formatter import render
from pa_framework.edit.init_files import TEMPLATES
from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.edit.yaml_lists import append_entries, entry_lines, mappings_in
from pa_framework.edit.yaml_parts import Comment, Entry, Group, Scalar, UnsupportedYaml, comments, parse
from pa_framework.records.kinds import KIND, kind_at
from pa_framework.records.old_urgency import (
    OUT_OF_HOURS,
    USUAL_NUMBER,
    has_old_urgency,
    lines_in_new_form,
    old_signs,
    policy_emergency_words,
    read_old_sign,
)
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.findings import Span
from pa_framework.text.sentences import count, join_words

POLICY = KIND["delegation"].file
SETTINGS = KIND["framework"].file
#: Triggers that a policy usually asks of every delegated task.
_FOR_EVERY_TASK = frozenset(
    {
        "hospital-admission",
        "hospital-discharge",
        "change-in-condition",
        "incident",
        "change-of-delegator",
        "change-of-funder",
        "change-of-employer",
    }
)
_NUMBERS = (USUAL_NUMBER, "112")
_BY_HAND = "Write it in the form of this edition by hand."


class _Edits(Struct):
    """What the step has changed so far."""

    tree: Tree
    texts: dict[str, str | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def document(self, path: str) -> Document | None:
        """A file as it is after the changes so far."""
        return self.tree.document(path)

    def write(self, path: str, text: str, *changes: Change) -> None:
        self.texts[path] = text
        self.tree = self.tree.changed({path: text})
        self.changes += changes

    def ask(self, span: Span, words: str, proposal: str, *lines: str) -> None:
        self.questions.append(Question(span, words, proposal, lines))


def _run(tree: Tree) -> Outcome:
    policy = tree.document(POLICY)
    tasks = [document for path in tree.paths(".yaml") if kind_at(path) == "task" and (document := tree.document(path))]
    old_tasks = [task for task in tasks if has_old_urgency(task.data)]
    old_triggers = [entry for entry in mappings_in(policy.data if policy else None, "triggers") if "stops" in entry]
    edits = _Edits(tree)
    if old_tasks or old_triggers:
        if policy is None or tree.document(SETTINGS) is None:
            path = POLICY if policy is None else SETTINGS
            words = "The levels of urgency of tasks need this file, which is missing or cannot be read."
            edits.ask(Span(path), words, "Correct it, and run the upgrade again.")
            return Outcome.asking(edits.questions)
        try:
            _policy(edits, policy)
            _settings(edits)
        except UnsupportedYaml as error:
            edits.ask(Span(POLICY), f"The file cannot be changed, because {error}.", _BY_HAND)
            return Outcome.asking(edits.questions)
    after = edits.document(POLICY)
    data = after.data if after else None
    if after is not None:
        _ask_what_to_do_meanwhile(edits, after)
    for task in tasks:
        try:
            _task(edits, task, data)
        except UnsupportedYaml as error:
            edits.ask(task.span(("stop_when",), key=True), f"The signs cannot be changed, because {error}.", _BY_HAND)
    return Outcome(edits.texts, tuple(edits.changes), tuple(edits.questions))


# The policy and the settings


def _policy(edits: _Edits, policy: Document) -> None:
    """Gives triggers their new fields, and the policy its phone line and its shared signs."""
    triggers = [entry for entry in mappings_in(policy.data, "triggers") if "stops" in entry]
    if triggers:
        root = parse(policy.text)
        listed = root["triggers"]
        changes = []
        for place, entry in enumerate(_group(listed.value).entries):
            if isinstance(entry.value, Group) and entry.value.get("stops") is not None:
                does = _no_longer_stops(_group(entry.value))
                words = f"`stops` is `holds_for: named-tasks` and `does: {does}`, which means the same"
                changes.append(Change(POLICY, policy.span(("triggers", place)).line, words))
        edits.write(POLICY, _spliced(policy, {"triggers": listed}), *changes)
        _ask_about_triggers(edits, policy, [str(entry.get("id")) for entry in triggers])
    shipped = parse_document((TEMPLATES / "area" / POLICY).read_text(encoding="utf-8"), POLICY)
    for name, words in (("phone_lines", "phone lines"), ("signs", "signs that are always an emergency")):
        now = edits.document(POLICY)
        assert now is not None, "the step has just read or written it"
        if name not in now.data:
            lines = shipped.text.split("\n")
            first, last = _lines_of(shipped, name)
            text = _inserted(now, "triggers", lines[first:last])
            number = count(len(shipped.data[name]), "entry", "entries")
            edits.write(POLICY, text, Change(POLICY, 0, f"new: {words} ({number}). They come with the program"))
    now = edits.document(POLICY)
    if now and OUT_OF_HOURS not in [line.get("id") for line in mappings_in(now.data, "phone_lines")]:
        place = [line["id"] for line in mappings_in(shipped.data, "phone_lines")].index(OUT_OF_HOURS)
        added = entry_lines(shipped, ("phone_lines",), place)
        words = f"phone line `{OUT_OF_HOURS}` added, which tasks ring out of hours"
        edits.write(POLICY, append_entries(now, ("phone_lines",), [added]), Change(POLICY, 0, words))


def _no_longer_stops(trigger: Group) -> str:
    """Puts `holds_for` and `does` in the place of `stops`; what the trigger does."""
    old = trigger["stops"]
    if not isinstance(old.value, Scalar) or old.value.text not in ("true", "false"):
        raise UnsupportedYaml("`stops` of a trigger is neither true nor false")
    place = trigger.entries.index(old)
    does = "stop" if old.value.text == "true" else "go-on"
    new = [Entry(Scalar(text="holds_for"), Scalar(text="named-tasks"), old.before, old.blank)]
    old.value.text = does
    new.append(Entry(Scalar(text="does"), old.value))
    trigger.entries[place : place + 1] = new
    return does


def _ask_about_triggers(edits: _Edits, policy: Document, ids: list[str]) -> None:
    usual = [name for name in ids if name in _FOR_EVERY_TASK]
    if usual:
        words = (
            f"Only tasks that name {join_words(f'`{name}`' for name in usual)} stop or go on by "
            f"{'it' if len(usual) == 1 else 'them'}, as before. Most policies ask this of every delegated task."
        )
        proposal = "Decide for each with your clinicians. Where it holds for every task, replace its `holds_for`."
        edits.ask(policy.span(("triggers",), key=True), words, proposal, "holds_for: every-task")


def _ask_what_to_do_meanwhile(edits: _Edits, policy: Document) -> None:
    triggers = mappings_in(policy.data, "triggers")
    without = [str(trigger.get("id")) for trigger in triggers if "does" in trigger and "meanwhile" not in trigger]
    if without:
        words = f"The first edition did not say what to do after {join_words((f'`{name}`' for name in without), 'or')}."
        proposal = "Say for each what to do until there is a new decision, below its `does`."
        lines = ("meanwhile:", "  - Ring the professional who delegated the task, and ask whether the PA may go on.")
        edits.ask(policy.span(("triggers",), key=True), words, proposal, *lines)


def _settings(edits: _Edits) -> None:
    """Adds the emergency numbers to the settings."""
    document = edits.document(SETTINGS)
    assert document is not None, "it was there when the step began"
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("settings"), dict):
        edits.ask(Span(SETTINGS), "The framework has no settings.", "Add the settings, with the emergency numbers.")
        return
    if "emergency_numbers" in data["settings"]:
        return
    settings = parse(document.text)["settings"]
    numbers = Group(keyed=False, flow=True, entries=[Entry(None, _quoted(number)) for number in _NUMBERS])
    _group(settings.value).entries.insert(0, Entry(Scalar(text="emergency_numbers"), numbers))
    words = f"`emergency_numbers` added: {join_words(_NUMBERS)}"
    line = document.span(("settings",)).line
    edits.write(SETTINGS, _spliced(document, {"settings": settings}), Change(SETTINGS, line, words))


# Tasks


def _task(edits: _Edits, task: Document, policy: Any) -> None:
    """Brings a task to the new form, and asks what the old one did not say."""
    data = task.data
    if not isinstance(data, dict):
        return
    if has_old_urgency(data) and not _levels(edits, task, policy):
        return
    now = edits.document(task.path) or task
    _own_triggers(edits, now, policy)
    if data.get("status") not in ("delegable", "by-exception"):
        return
    now = edits.document(task.path) or now
    levels = now.data.get("stop_when")
    if isinstance(levels, dict) and "emergency" not in levels:
        words = "No sign of this task said to call 999."
        proposal = "Move each sign that is an emergency there, or say why none is. Signs of the policy have an id."
        edits.ask(now.span(("stop_when",), key=True), words, proposal, "  emergency:", "    signs: [cannot-be-woken]")
    if isinstance(levels, dict) and "omission" not in now.data:
        words = "The first edition did not say what happens when no one does the task."
        proposal = (
            "Decide with a clinician whether it can wait. If it harms the person, say who does it when no PA may."
        )
        lines = ("omission: harmful", "if_no_one_may:", "  - Ring the nursing team and ask who will come.")
        edits.ask(now.span(("stop_when",), key=True), words, proposal, *lines)


def _levels(edits: _Edits, task: Document, policy: Any) -> bool:
    """Gives the signs of a task their levels. False where that is not possible, which is asked."""
    old = task.data["tell"] if isinstance(task.data.get("tell"), dict) else {}
    first = old.get("first")
    if old_signs(task.data) is None or not isinstance(first, str):
        edits.questions.append(_what_is_missing(task))
        return False
    root = parse(task.text)
    found, told = root["stop_when"], root["tell"]
    by_level: dict[str, list[Entry]] = {"emergency": [], "urgent": []}
    emergency_words = policy_emergency_words(policy)
    for entry in _group(found.value).entries:
        by_level[_converted(entry, emergency_words)].append(entry)
    levels: list[Entry] = []
    if by_level["emergency"]:
        number = str(old.get("emergency", USUAL_NUMBER))
        contact = {} if number == USUAL_NUMBER else {"tell": _quoted(number)}
        levels.append(_level("emergency", contact, by_level["emergency"]))
    if by_level["urgent"]:
        contact = {"tell": Scalar(text=first), "out_of_hours": Scalar(text=OUT_OF_HOURS)}
        levels.append(_level("urgent", contact, by_level["urgent"]))
    levels[-1].before += _comments_of(told)
    group = Group(keyed=True, entries=levels, between=_around(found.value), on_line=found.value.on_line)
    text = _spliced(task, {"stop_when": Entry(found.key, group), "tell": None})
    made = join_words(f"{len(entries)} {name}" for name, entries in by_level.items() if entries)
    line = task.span(("stop_when",), key=True).line
    edits.write(task.path, text, Change(task.path, line, f"signs by level: {made}. `tell` is part of the levels"))
    if isinstance(old.get("then"), str):
        words = f"`tell` also named `{old['then']}`, after `{first}`. A level has one contact, and one out of hours."
        proposal = "Where a sign is for that role, give the sign a contact of its own."
        edits.ask(task.span(("tell", "then")), words, proposal, f"- {{text: …, tell: {old['then']}}}")
    return True


def _what_is_missing(task: Document) -> Question:
    """The question about a task whose signs or contacts cannot be brought to the new form."""
    data = task.data
    lines = tuple(lines_in_new_form(data))
    if "stop_when" not in data:
        words = "`tell` has no signs beside it. Who to ring belongs to the levels of `stop_when` now."
        proposal = "Delete `tell`, or write the signs of this task in its place."
        return Question(task.span(("tell",), key=True), words, proposal, lines)
    span = task.span(("stop_when",), key=True)
    if not isinstance(data["stop_when"], list):
        words = "`tell` belongs to the levels of `stop_when` now."
        return Question(span, words, "Say in each level who to ring, and delete `tell`.")
    if old_signs(data) is None:
        return Question(span, "The signs cannot be read.", _BY_HAND)
    return Question(span, "The task does not say who to tell first.", _BY_HAND, lines)


def _converted(entry: Entry, emergency_words: Collection[str]) -> str:
    """Gives an entry of the old list its new form, and returns its level."""
    value = entry.value
    assert isinstance(value, Scalar), "all signs are texts"
    sign = read_old_sign(value.text, emergency_words)
    value.text = sign.text
    if sign.do:
        fields = [Entry(Scalar(text="text"), value), Entry(Scalar(text="do"), Scalar(text=sign.do))]
        entry.value = Group(keyed=True, flow=True, entries=fields)
        entry.before += value.between
        value.between = []
        entry.value.line_comment, value.line_comment = value.line_comment, None
    return sign.level


def _level(name: str, contact: Mapping[str, Scalar], signs: list[Entry]) -> Entry:
    fields = [Entry(Scalar(text=key), value) for key, value in contact.items()]
    for sign in signs:
        sign.blank = False
    listed = Entry(Scalar(text="signs"), Group(keyed=False, entries=signs))
    return Entry(Scalar(text=name), Group(keyed=True, entries=[*fields, listed]))


def _own_triggers(edits: _Edits, task: Document, policy: Any) -> None:
    """Leaves out the triggers that hold for every task."""
    every = {entry.get("id") for entry in mappings_in(policy, "triggers") if entry.get("holds_for") == "every-task"}
    own = task.data.get("decide_again_when")
    if not isinstance(own, list) or not every.intersection(name for name in own if isinstance(name, str)):
        return
    found = parse(task.text)["decide_again_when"]
    group = _group(found.value)
    gone = [entry for entry in group.entries if isinstance(entry.value, Scalar) and entry.value.text in every]
    notes = [comment for entry in gone for comment in _comments_of(entry)]
    group.entries = [entry for entry in group.entries if entry not in gone]
    group.after += notes
    if not group.entries:
        if group.commented or group.between or group.line_comment:
            raise UnsupportedYaml("a comment in `decide_again_when` would be lost")
        text = _spliced(task, {"decide_again_when": None})
    else:
        text = _spliced(task, {"decide_again_when": found})
    names = join_words(f"`{entry.value.text}`" for entry in gone if isinstance(entry.value, Scalar))
    line = task.span(("decide_again_when",)).line
    edits.write(task.path, text, Change(task.path, line, f"{names} left out: the policy asks it of every task"))


# Texts and trees


def _lines_of(document: Document, name: str) -> tuple[int, int]:
    """The lines of a field of a document, from the first up to but not including the last, from 0.

    Comments and empty lines above the next field belong to that. Raises UnsupportedYaml where a field does not begin a
    line.
    """
    marks = {route[0]: mark for route, mark in document.keys.items() if len(route) == 1}
    if any(mark.column != 1 for mark in marks.values()):
        raise UnsupportedYaml("its fields do not begin a line")
    lines = document.text.split("\n")
    later = [mark.line - 1 for mark in marks.values() if mark.line > marks[name].line]
    end = min(later, default=len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return marks[name].line - 1, end


def _spliced(document: Document, fields: Mapping[str, Entry | None]) -> str:
    """The text with fields laid out anew; None takes a field out, with the comments above it.

    Comments above a field that stays are left where they are. Raises UnsupportedYaml where a comment would be lost.
    """
    lines = document.text.split("\n")
    edits: list[tuple[int, int, list[str]]] = []
    for name, entry in fields.items():
        first, last = _lines_of(document, name)
        if entry is None:
            while first and (not lines[first - 1].strip() or lines[first - 1].startswith("#")):
                first -= 1
            edits.append((first, last, []))
        else:
            entry.before, entry.blank = [], False
            edits.append((first, last, render(Group(entries=[entry])).rstrip("\n").split("\n")))
    for first, last, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        lines[first:last] = new
    text = "\n".join(lines)
    if Counter(comments(text)) != Counter(comments(document.text)):
        raise UnsupportedYaml("a comment would be lost")
    return _checked(document, text, frozenset(fields))


def _inserted(document: Document, name: str, new: list[str]) -> str:
    """The text with lines above a field and its comments."""
    first, _ = _lines_of(document, name)
    lines = document.text.split("\n")
    while first and lines[first - 1].startswith("#"):
        first -= 1
    added = {str(part) for part in parse_document("\n".join([*new, ""]), document.path).data}
    return _checked(document, "\n".join([*lines[:first], *new, *lines[first:]]), added)


def _checked(document: Document, text: str, changed: Iterable[str]) -> str:
    """The text, where it says the same as the document but for the fields that changed."""
    after, names = parse_document(text, document.path), set(changed)
    before = {name: value for name, value in document.data.items() if name not in names}
    if after.findings or before != {name: value for name, value in after.data.items() if name not in names}:
        raise UnsupportedYaml("something else in it would change")
    return text


def _group(part: Scalar | Group) -> Group:
    if not isinstance(part, Group):
        raise UnsupportedYaml("a field has no list")
    return part


def _quoted(text: str) -> Scalar:
    return Scalar(text=text, style='"')


def _around(value: Scalar | Group) -> list[Comment]:
    """The comments of a list that are of none of its entries."""
    after = value.after if isinstance(value, Group) else []
    return [*value.between, *after, *([value.line_comment] if value.line_comment else [])]


def _comments_of(entry: Entry) -> Iterator[Comment]:
    """All comments of an entry, those above it too."""
    yield from entry.before
    for inner in entry.value.entries if isinstance(entry.value, Group) else []:
        yield from _comments_of(inner)
    yield from _around(entry.value)


STEP = Step("urgency", "How urgent the signs of tasks are", _run)
