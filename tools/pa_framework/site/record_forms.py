"""Forms in which someone without a terminal begins a new record: a page for each of four kinds.

A form is made from the schema of the kind: its fields with their words, examples and choices, and when each is needed. A
script turns the answers into the file, in the layout of `fmt`. Nothing that is typed leaves the device: the page shows the
file, to be copied, saved, or opened as a new file at the forge. Without scripts, the page says how else to do it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct, field

from pa_framework.facts.addresses import NewFilePage, is_hand_written, names_in_use, new_file_page
from pa_framework.facts.delegation_chain import DUTIES
from pa_framework.facts.facts import Facts
from pa_framework.facts.needed_fields import needed_by_rules, required_fields, roles_for
from pa_framework.facts.site_pages import (
    ADD,
    ADD_COMPETENCE,
    ADD_CONTACT,
    ADD_LEARNING,
    ADD_TASK,
    RULES_INDEX,
    Link,
    SitePage,
)
from pa_framework.facts.support import visible_support
from pa_framework.facts.visibility import listed_tasks
from pa_framework.look.markdown import Md
from pa_framework.records.editor_schemas import HOW_TO_REFER, editor_schema, modeline
from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import KIND
from pa_framework.records.text_references import MARK
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.sentences import join_words, lower_first

#: Each kind with its page, in the order of the page that lists them.
_FORMS: tuple[tuple[str, SitePage], ...] = (
    ("competence", ADD_COMPETENCE),
    ("task", ADD_TASK),
    ("learning", ADD_LEARNING),
    ("support", ADD_CONTACT),
)
#: Fields that no one fills in for a new record, by their names.
_SET_OTHERWISE = frozenset({"id", "approval", "earlier", "replaced_by"})
#: Fields of a group that a form asks for; the others can be added to the file.
_PARTS: Mapping[str, tuple[str, ...]] = {"sign_off.review_every": ("months", "basis", "source")}
#: Groups and fields that can only be added to the file.
_FILE_ONLY = frozenset({"rescue", "valid_for", "stop_when.emergency.tell", "sign_off.ground"})
#: A list of more choices is a row of menus, not of boxes to tick.
_MOST_BOXES = 14
#: What a sentence of a description has that is about the file, not about the record.
_ABOUT_FILES = re.compile(r"`|\.yaml\b|\bin quotes\b|^Left out\b|^An empty list\b")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z`])")
#: The records of a kind that the site shows, where it does not show all of them.
_SHOWN: Mapping[str, Callable[[Facts], Iterable[Any]]] = {"task": listed_tasks, "support": visible_support}
#: Guides that a page leads to, where there are such pages.
_FIRST_CHANGE = Link("Your first change, in the browser", "guides/first-change.md")


class Choice(Struct, frozen=True):
    """A value with its title. `fits` are the pairs `category:risk` for which it can be chosen; empty where it always can."""

    value: str
    title: str
    fits: str = ""


class Field(Struct, frozen=True):
    """A field of a form.

    Attributes:
        name: Its name with the groups before it (`sign_off.agreed_by`).
        form: `line`, `text`, `texts`, `choice`, `tick`, `boxes`, `rows`, `pairs`, `lists`, `signs`, `yes-no`, `day` or `whole`.
        label: What it asks.
        hint: What helps to answer; may be empty.
        example: An example as someone would type it; may be empty.
        needed: `always`, `with-group` (where another field of its group has an answer), or empty.
        when: A condition under which the form has it, as `status: never by-exception`; empty where it always has.
        order: Its place in the file.
        choices: Values to choose from.
        steps: For `pairs`: what a choice is paired with.
        limits: Attributes of its control, such as `data-most`, the most characters of a text.
        pattern: The form that its text must have; empty where any will do.
        within: The group whose other fields need it (`needed`).
    """

    name: str
    form: str
    label: str
    hint: str
    example: str
    needed: str
    when: str
    order: int
    choices: tuple[Choice, ...] = ()
    steps: tuple[Choice, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    pattern: str = ""
    within: str = ""

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"f-{self.name.replace('.', '-').replace('_', '-')}"


class Section(Struct, frozen=True):
    """Fields below one heading. The first section of a form has those of the record itself."""

    id: str
    title: str
    hint: str
    fields: tuple[Field, ...]


class FormView(Struct, frozen=True):
    """A form. `taken` are ids that are in use; `folder` is that of the file, `deep` the field that names a sub-folder.

    `sections` have what is asked of everyone, `more` what can be added. `left_out` are the names of fields that only the file
    can have. `example` is a whole file. `keeper` is whom to give the file to, with an address. `readers` say who reads the
    proposed record.
    """

    kind: str
    title: str
    lead: str
    folder: str
    deep: str
    modeline: str
    approval: bool
    taken: str
    sections: tuple[Section, ...]
    more: tuple[Section, ...]
    left_out: str
    forge: NewFilePage | None
    by_hand: Link | None
    keeper: Link | None
    readers: str
    clinical: bool
    example: Md | None
    example_title: str
    guide: Link | None
    rules: Link


class AddView(Struct, frozen=True):
    """The list of forms, each with what such a record is."""

    forms: tuple[tuple[Link, str], ...]
    guide: Link | None


class _Builder(Struct):
    """Collects the fields of the form of one kind."""

    facts: Facts
    kind: str
    fields: list[Field] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)  # name → title and hint
    always: set[str] = field(default_factory=set)
    conditions: dict[str, str] = field(default_factory=dict)
    order: int = 0

    def build(self) -> None:
        whole = schema(self.kind)
        self.always = required_fields(whole, {}) | set(needed_by_rules(self.kind, {}))
        self.conditions = _conditions(self.kind, whole, self.always)
        self._group("", whole, editor_schema(self.kind, self.facts.records, plain=True), "always", "")

    def _group(self, path: str, part: Mapping[str, Any], offered: Mapping[str, Any], needed: str, when: str) -> None:
        """The fields of a group. `needed` and `when` are those of the group; `offered` has the choices of `part`."""
        chosen = _PARTS.get(path, tuple(part["properties"]))
        required = {*part.get("required", ()), *(chosen[:1] if path in _PARTS else ())}
        for key in chosen:
            name = f"{path}.{key}".removeprefix(".")
            if name in _SET_OTHERWISE:
                continue
            inner, choices = part["properties"][key], offered["properties"][key]
            own_needed, own_when = self._need(name, bool(path) and key in required, needed, when)
            if "properties" in inner and "propertyNames" not in inner and name not in _FILE_ONLY:
                self.groups[name] = _question(inner), _hint(inner, _question(inner))
                self._group(name, inner, choices, own_needed, own_when)
                continue
            made = None if name in _FILE_ONLY else self._field(name, path, inner, choices, own_needed, own_when)
            if made is None:
                self.left_out.append(inner["x-label"])
            else:
                self.fields.append(made)

    def _need(self, name: str, required: bool, group: str, group_when: str) -> tuple[str, str]:
        """Whether and when a field or group is needed."""
        if name in self.always:
            return "always", ""
        for other, when in self.conditions.items():
            if other == name or other.startswith(f"{name}."):
                return "always", when
        if required:
            return group or "with-group", group_when
        return "", group_when

    def _field(
        self, name: str, path: str, part: Mapping[str, Any], offered: Mapping[str, Any], needed: str, when: str
    ) -> Field | None:
        """The field for a part of the schema; None where no form can ask for it."""
        found = _form_of(part, offered)
        if found is None:
            return None
        form, choices, steps = found
        records = self.facts.records
        if form == "signs":
            level = path.rpartition(".")[2].replace("_", "-")
            choices = tuple(Choice(id, sign.text) for id, sign in records.signs.items() if sign.level == level)
        duty = next((duty for duty in DUTIES if name == f"sign_off.{duty.by}"), None)
        if duty is not None:
            fits = {
                (category, tier): set(roles_for(records, duty.may, category, tier))
                for category in records.categories
                for tier in records.tiers
            }
            form = "boxes"
            choices = tuple(
                Choice(choice.value, choice.title, fit)
                for choice in choices
                if (fit := " ".join(f"{place[0]}:{place[1]}" for place, roles in fits.items() if choice.value in roles))
            )
        label = _question(part)
        if path != _section_of(name):
            label = f"{self.groups[path][0]}: {lower_first(label)}"
        texts = _texts(part)
        limits = tuple(
            (attribute, texts[keyword])
            for attribute, keyword in (("data-most", "maxLength"), ("data-min", "minimum"), ("data-max", "maximum"))
            if keyword in texts
        )
        self.order += 1
        return Field(
            name=name,
            form=form,
            label=label,
            hint=_hint(part, label),
            example="" if choices else _example(part),
            needed=needed,
            when=when,
            order=self.order,
            choices=choices,
            steps=steps,
            limits=limits,
            pattern=part["pattern"] if form == "line" and part.get("pattern") not in (None, "\\S") else "",
            within=path if needed == "with-group" else "",
        )


def _conditions(kind: str, whole: Mapping[str, Any], always: set[str]) -> dict[str, str]:
    """Fields that are needed only with some values of another one → the condition, such as `status: never`."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, part in whole["properties"].items():
        for value in part.get("enum", ()):
            data = {name: value}
            for other in (*required_fields(whole, data), *needed_by_rules(kind, data)):
                if other not in always:
                    found.setdefault((other, name), []).append(value)
    return {
        other: f"{name}: {' '.join(dict.fromkeys(values))}"
        for (other, name), values in sorted(found.items(), key=lambda pair: pair[0][0].count("."))
    }


def _form_of(
    part: Mapping[str, Any], offered: Mapping[str, Any]
) -> tuple[str, tuple[Choice, ...], tuple[Choice, ...]] | None:
    """The form of a field, its choices, and what they are paired with; None where no form can ask for it."""
    none: tuple[Choice, ...] = ()
    kind = part.get("type")
    names = offered.get("propertyNames", {})
    if "enum" in names:
        values = part["additionalProperties"]
        if "x-refers-to" in values:
            return "pairs", _choices(names), _choices(offered["additionalProperties"])
        return None if _is_id(values["items"]) else ("lists", _choices(names), none)
    if kind == "array":
        items, choices = part["items"], _choices(offered["items"], part["items"])
        if items.get("x-refers-to") == "sign":
            return "signs", none, none
        if choices:
            return ("boxes" if len(choices) <= _MOST_BOXES else "rows"), choices, none
        return ("texts", none, none) if items.get("type") == "string" and not _is_id(items) else None
    if choices := _choices(offered, part) or _choices(offered.get("anyOf", ({},))[0]):
        return ("tick" if "enum" in part and len(choices) == 1 else "choice"), choices, none
    if kind == "boolean":
        return "yes-no", none, none
    if kind == "integer":
        return "whole", none, none
    if kind != "string":
        return None
    if part.get("format") == "date":
        return "day", none, none
    return ("text" if part.get("maxLength", 0) > 1000 else "line"), none, none


def _section_of(name: str) -> str:
    """The group below whose heading a field is; empty for the record itself."""
    parts = name.split(".")[:-1]
    return ".".join(parts[: 2 if parts[:1] == ["stop_when"] else 1])


def _texts(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a single text: that of a field, or of the entries of its lists."""
    for inner in ("additionalProperties", "items"):
        if isinstance(part.get(inner), Mapping):
            return _texts(part[inner])
    return part


def _is_id(part: Mapping[str, Any]) -> bool:
    return part.get("maxLength") == 80


def _choices(offered: Mapping[str, Any], part: Mapping[str, Any] | None = None) -> tuple[Choice, ...]:
    """The values of a closed list, with the words that the schema or the records have for them."""
    values = [str(value) for value in offered.get("enum", ())]
    words = (part or {}).get("x-labels", {})
    titles = offered.get("enumDescriptions") or [words.get(value, value) for value in values]
    made = (Choice(value, str(title)[:1].upper() + str(title)[1:]) for value, title in zip(values, titles, strict=True))
    return tuple(made)


def _question(part: Mapping[str, Any]) -> str:
    words = str(part.get("x-question") or part["x-label"])
    return words[:1].upper() + words[1:]


def _hint(part: Mapping[str, Any], label: str) -> str:
    """The sentences of a description that are not about files, and have a word that the label does not have."""
    text = str(part.get("description", "")).removesuffix(HOW_TO_REFER)
    sentences = (sentence for sentence in _SENTENCE.split(text) if not _ABOUT_FILES.search(sentence))
    return " ".join(sentence for sentence in sentences if not _words(sentence) <= _words(label))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _example(part: Mapping[str, Any]) -> str:
    """An example as someone would type it: the first, or the first entry of a list."""
    example = next(iter(part.get("examples", ())), "")
    if isinstance(example, list):
        example = next(iter(example), "")
    return "" if isinstance(example, dict | bool) else str(example)


def _sections(builder: _Builder) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The fields that are asked of everyone, and those that can be added, by group."""
    needed: dict[str, list[Field]] = {"": []}
    more: dict[str, list[Field]] = {"": []}
    for made in builder.fields:
        (needed if made.needed == "always" else more).setdefault(_section_of(made.name), []).append(made)

    def section(group: str, fields: list[Field], lead: str) -> Section:
        title, hint = builder.groups.get(group, ("", ""))
        return Section(f"{lead}{group.replace('.', '-').replace('_', '-') or 'own'}", title, hint, tuple(fields))

    return (
        tuple(section(group, fields, "s-") for group, fields in needed.items() if fields),
        tuple(section(group, fields, "m-") for group, fields in more.items() if fields),
    )


def _form(kind: str, page: SitePage, facts: Facts) -> FormView:
    records = facts.records
    declared = KIND[kind]
    builder = _Builder(facts, kind)
    builder.build()
    sections, more = _sections(builder)
    path = f"{declared.folder}/{'area/' if declared.deep else ''}a.yaml"
    title, example = _example_record(facts, kind)
    framework = records.framework
    forge = new_file_page(framework) if framework else None
    taken = {
        *names_in_use(kind),
        *records.of_kind(kind),
        *(name for of_kind, name in records.left_out if of_kind == kind),
    }
    return FormView(
        kind=kind,
        title=page.heading,
        lead=page.hint,
        folder=declared.folder,
        deep="area" if declared.deep else "",
        modeline=modeline(path, kind),
        approval=declared.needs_approval,
        taken=" ".join(sorted(taken)),
        sections=sections,
        more=more,
        left_out=join_words(builder.left_out) if builder.left_out else "",
        forge=forge,
        by_hand=Link(f"a new file at {forge.forge}", forge.address) if forge else None,
        keeper=_keeper(facts),
        readers=_readers(facts, kind),
        clinical=declared.clinicians_own,
        example=example,
        example_title=title,
        guide=_guide(facts),
        rules=RULES_INDEX,
    )


def _keeper(facts: Facts) -> Link | None:
    """The first contact with an address; None where no contact has one."""
    return next(
        (
            Link(lower_first(contact.title) if contact.title.startswith("The ") else contact.title, contact.address)
            for contact in facts.records.contacts.values()
            if contact.address
        ),
        None,
    )


def _readers(facts: Facts, kind: str) -> str:
    """The titles of the contacts that are asked about a new record of a kind."""
    contacts = list(facts.records.contacts.values())
    clinical = [contact for contact in contacts if contact.clinical] if KIND[kind].clinicians_own else []
    return join_words([contact.title for contact in clinical or contacts[:1]])


def _example_record(facts: Facts, kind: str) -> tuple[str, Md | None]:
    """The title and the file of the shortest record of a kind that stands for the others."""
    found: list[tuple[bool, int, str, str, str]] = []
    records = facts.records
    shown = _SHOWN[kind](facts) if kind in _SHOWN else records.of_kind(kind).values()
    by_path = {record.origin.path: record for record in shown}
    for document, of_kind in records.documents:
        record: Any = by_path.get(document.path) if of_kind == kind else None
        if record is None or getattr(record, "replaced_by", None) or MARK in document.text or "~~~" in document.text:
            continue
        stands = getattr(record, "status", "delegable") == "delegable"
        found.append((not stands, len(document.text), record.id, record.title, document.text))
    if not found:
        return "", None
    _, _, _, title, text = min(found)
    return title, Md(f"~~~text\n{text.rstrip()}\n~~~")


def _guide(facts: Facts) -> Link | None:
    return _FIRST_CHANGE if is_hand_written(facts.records, _FIRST_CHANGE.path) else None


def _index(facts: Facts) -> AddView:
    forms = tuple((Link(page.title, page.path), page.hint) for _, page in _FORMS)
    return AddView(forms, _guide(facts))


def _pages() -> Iterator[Pages]:
    yield StandalonePage(
        page=ADD,
        kind="add",
        template="add_index.md.j2",
        view=_index,
        description="Forms that write a new record for you: a competence, a task, a learning offer or a contact.",
    )
    for kind, page in _FORMS:
        yield StandalonePage(
            page=page,
            kind="add-record",
            template="add.md.j2",
            view=partial(_form, kind, page),
            description=f"{page.hint} A form writes the file. Nothing that you type leaves your device until you choose.",
            scripts=("add",),
        )


PAGES: tuple[Pages, ...] = tuple(_pages())
