"""A new record: asked for field by field, and written with what the schema says of each field above it."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pa_framework.check.rules.wording import UNWRITTEN
from pa_framework.check.run import judged
from pa_framework.edit.defaults import ALSO, Known, allowed_of, first_of
from pa_framework.edit.formatter import laid_out, quoted
from pa_framework.edit.prompts import Ask, NotAnAnswer, Question, answered, question, typed
from pa_framework.records.editor_schemas import filled, modeline
from pa_framework.records.kinds import KIND, folder_kinds
from pa_framework.records.load import Records, gather
from pa_framework.records.yaml_source import Document, read
from pa_framework.text.findings import Finding
from pa_framework.text.sentences import quote_ids
from pa_framework.text.suggestions import nearest

_HEAD = (
    f"# A first draft. Put your own words where it says “{UNWRITTEN}”. Lines that begin with `#` are help: they may go.\n"
    "# Then run: pa-framework check\n"
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Not asked for: who made a record new can not have approved it.
_NOT_ASKED = frozenset({"id", "approval.state"})


#: The forms that a schema gives to words for readers.
_ANY_TEXT = (None, "\\S")


class NotMade(Exception):
    """Why no record can be made. The message is one sentence, and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new record: where it belongs, relative to the root, and its text."""

    kind: str
    path: str
    text: str


def must_be_free(records: Records, kind: str, name: str) -> str:
    """The folder in which a record of a kind belongs. Raises NotMade: no such kind, an id that is none, or is taken."""
    folders = {each.id: each.folder for each in folder_kinds()}
    if kind not in folders:
        listed_in = KIND[kind].listed_in if kind in KIND else None
        if listed_in is not None:
            raise NotMade(
                f"a {_said(kind)} is an entry of `{KIND[listed_in[0]].file}`; add it there, like those before it"
            )
        near = nearest(kind, folders)
        raise NotMade(
            f"there is no kind `{kind}`"
            + (f"; did you mean `{near}`?" if near else f"; there are {quote_ids(folders, 'and', 20)}")
        )
    if not _ID.fullmatch(name):
        fit = "-".join(re.findall("[a-z0-9]+", name.lower())) or f"a-new-{kind}"
        raise NotMade(f"`{name}` is not an id; write lower-case words joined by hyphens, such as `{fit}`")
    noun = records.of_kind(kind).get(name)
    if noun is not None:
        raise NotMade(f"there is a {_said(kind)} `{name}` already, in `{noun.origin.path}`")
    if (kind, name) in records.left_out:
        raise NotMade(f"there is a {_said(kind)} `{name}` already, and it does not read; mend it first")
    return folders[kind]


def _said(kind: str) -> str:
    return kind.replace("-", " ")


def drafted(
    records: Records, kind: str, name: str, on: date, given: Mapping[str, list[str]], ask: Ask | None = None
) -> Draft:
    """A new record of a kind with the id `name`. `given` are answers by field; `ask` is asked for the others.

    Where nobody is asked, a field holds what the records allow, or the example of its schema. Raises NotMade.
    """
    folder = must_be_free(records, kind, name)
    whole = filled(kind, records)
    asked = _Asked(records, kind, name, on, given, ask)
    try:
        data = asked.group("", whole, {})
    except NotAnAnswer as error:
        raise NotMade(str(error)) from None
    unused = [each for each in given if each not in asked.used]
    if unused:
        near = nearest(unused[0], asked.seen)
        raise NotMade(
            f"`{unused[0]}` is not a field of a new {_said(kind)}" + (f"; did you mean `{near}`?" if near else "")
        )
    inside = f"{folder}/{data['area']}" if KIND[kind].deep else folder
    path = f"{inside}/{name}.yaml"
    text = modeline(path, kind) + "\n" + _HEAD + "".join(f"{line}\n" for line in _written(whole, data, asked))
    made = laid_out(read(text, path))
    return Draft(kind, path, made.text)


def findings_of(records: Records, draft: Draft, on: date) -> list[Finding]:
    """What `check` will say of a draft, and of others because of it."""
    before = {(each.span, each.code) for each in judged(records, on).findings}
    documents: list[tuple[Document, str]] = [*records.documents, (read(draft.text, draft.path), draft.kind)]
    found = judged(gather(documents, records.strays, records.roots), on).findings
    return [each for each in found if (each.span, each.code) not in before]


@dataclass(slots=True)
class _Asked:
    """Goes through a schema in its order and gathers a value for each field that is wanted."""

    records: Records
    kind: str
    id: str
    on: date
    given: Mapping[str, list[str]]
    ask: Ask | None
    data: dict[str, Any] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def group(self, name: str, part: Mapping[str, Any], into: dict[str, Any]) -> dict[str, Any]:
        if not name:
            into = self.data
        elif "." not in name:
            self.data[name] = into
        for each, inner in part.get("properties", {}).items():
            inside = f"{name}.{each}".removeprefix(".")
            self.seen.add(inside)
            if self._wanted(inside, each, part, into):
                value = self.value(inside, inner)
                if value is not None:
                    into[each] = value
        return into

    def _wanted(self, inside: str, each: str, part: Mapping[str, Any], so_far: Mapping[str, Any]) -> bool:
        also = ALSO[self.kind](self.data) if self.kind in ALSO else ()
        wanted = {
            *_required(part, so_far),
            *(name for name in part["properties"] if "x-refers-to" in part.get("propertyNames", {})),
        }
        return (
            each in wanted
            or any(f"{other}.".startswith(f"{inside}.") for other in also)
            or any(f"{other}.".startswith(f"{inside}.") for other in self.given)
        )

    def value(self, name: str, part: Mapping[str, Any]) -> Any:
        if name == "id":
            return self.id
        known = Known(self.records, self.id, self.on, self.data)
        first = first_of(self.kind, name, known)
        asked = question(name, part, _stand_in(part) if first is None else first, honest=first not in (None, UNWRITTEN))
        if asked is not None and (allowed := allowed_of(self.kind, name, known)):
            asked = replace(asked, choices={each: title for each, title in asked.choices.items() if each in allowed})
        if asked is not None and "x-refers-to" in part and not asked.choices and name not in self.given:
            return None if self.ask is None else self._asked(asked)
        if asked is not None:
            return self._asked(asked)
        if isinstance(first, dict) and name not in self.given and self.ask is None:
            return first
        if part.get("type") == "array":
            items = part["items"]
            if items.get("type") == "array":
                return first or _example(part)
            return [self.group(name, items, {})]
        if isinstance(first, dict):
            return {**first, **self._known_group(name, part, first)}
        return self.group(name, part, {})

    def _known_group(self, name: str, part: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
        """A group of which the first values are known: each of them is asked for with its own."""
        made = {}
        for each, value in first.items():
            inside = f"{name}.{each}"
            self.seen.add(inside)
            asked = question(inside, part["properties"][each], value, honest=True)
            made[each] = self._asked(asked) if asked else value
        return made

    def _asked(self, asked: Question) -> Any:
        if asked.name in self.given:
            self.used.add(asked.name)
            return answered(asked, self.given[asked.name])
        if self.ask is None or asked.name in _NOT_ASKED:
            return asked.first
        return self.ask(asked)


def _required(part: Mapping[str, Any], so_far: Mapping[str, Any]) -> set[str]:
    """The fields that a part must hold, with those that what is there so far calls for."""
    from jsonschema_rs import Draft202012Validator

    wanted = set(part.get("required", ()))
    for rule in (part, *part.get("allOf", ())):
        if "if" in rule and Draft202012Validator(rule["if"]).is_valid(dict(so_far)):
            wanted |= set(rule.get("then", {}).get("required", ()))
    return wanted


def _stand_in(part: Mapping[str, Any]) -> Any:
    """What stands for an answer that nobody has given: words to come, never another record's; else an example."""
    items = part.get("items", {})
    if _is_prose(part):
        return UNWRITTEN
    return [UNWRITTEN] if part.get("type") == "array" and _is_prose(items) else _example(part)


def _is_prose(part: Mapping[str, Any]) -> bool:
    """Whether a part holds words for readers: text of no form of its own."""
    form = ("enum", "format", "x-refers-to")
    return part.get("type") == "string" and not any(name in part for name in form) and part.get("pattern") in _ANY_TEXT


def _example(part: Mapping[str, Any]) -> Any:
    """An example that stands: of the part itself, of its entries, or the first of a closed list."""
    if part.get("examples"):
        return part["examples"][0]
    if part.get("enum"):
        return part["enum"][0]
    items = part.get("items", {})
    if items:
        one = _example(items)
        return [] if one is None else [one]
    return None


# Writing


def _written(part: Mapping[str, Any], data: Mapping[str, Any], asked: _Asked, pad: str = "") -> Iterator[str]:
    """The lines of a group: what is there, and as comments what may be added."""
    for name, inner in part["properties"].items():
        there = name in data
        example = _optional(inner)
        if not there and example is None:
            continue
        if not pad:
            yield ""
        yield from _comment(_about(inner), pad)
        if there and (_is_prose(inner) or _is_prose(inner.get("items", {}))) and inner.get("examples"):
            yield from _comment(f"For example: {typed(inner['examples'][0])}", pad)
        if not there:
            yield f"{pad}# {name}: {_flow(example)}"
        elif (
            isinstance(data[name], dict)
            and "properties" in inner
            and "x-refers-to" not in inner.get("propertyNames", {})
        ):
            yield f"{pad}{name}:"
            yield from _written(inner, data[name], asked, f"{pad}  ")
        else:
            yield from _entry(f"{pad}{name}:", data[name], f"{pad}  ")


def _about(part: Mapping[str, Any]) -> str:
    said = str(part.get("description", ""))
    if "enum" in part and "x-refers-to" not in part and not all(str(each) in said for each in part["enum"]):
        said += f" One of: {', '.join(str(each) for each in part['enum'])}."
    fields = part.get("items", {}).get("properties", {})
    if fields:
        said += (
            " In each entry: "
            + "; ".join(
                f"`{name}`, {_lower(str(each.get('description', '')).rstrip('.'))}" for name, each in fields.items()
            )
            + "."
        )
    return said


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2] == " " or text[1:2].islower() else text


def _comment(text: str, pad: str) -> Iterator[str]:
    for line in textwrap.wrap(text, 100 - len(pad), break_long_words=False, break_on_hyphens=False):
        yield f"{pad}# {line}"


def _optional(part: Mapping[str, Any]) -> Any:
    """What a field that may be added could hold, or None where nothing stands as an example."""
    if part.get("examples"):
        return part["examples"][0]
    if "properties" in part and "x-refers-to" not in part.get("propertyNames", {}):
        made = {name: _optional(part["properties"][name]) for name in part.get("required", ())}
        return made if made and all(each is not None for each in made.values()) else None
    if part.get("type") == "array":
        one = _optional(part.get("items", {}))
        return None if one is None else [one]
    return part["enum"][0] if part.get("enum") else None


def _entry(lead: str, value: Any, pad: str) -> Iterator[str]:
    """A value behind its name or dash, over as many lines as it needs."""
    if (
        isinstance(value, list)
        and value
        and (isinstance(value[0], dict) or any(len(str(each)) > 24 or " " in str(each) for each in value))
    ):
        yield lead
        for each in value:
            yield from _entry(f"{pad}-", each, f"{pad}  ")
    elif (
        isinstance(value, dict)
        and value
        and (len(value) > 3 or any(isinstance(each, list | dict) for each in value.values()))
    ):
        if lead.endswith("-"):
            first, *rest = [line for name, each in value.items() for line in _entry(f"{pad}{name}:", each, f"{pad}  ")]
            yield f"{lead} {first.lstrip()}"
            yield from rest
        else:
            yield lead
            for name, each in value.items():
                yield from _entry(f"{pad}{name}:", each, f"{pad}  ")
    else:
        yield f"{lead} {_flow(value)}"


def _flow(value: Any) -> str:
    """A value on one line. What needs no quotes loses them in the layout; inside a comment it keeps them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_flow(each) for each in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_flow(each)}' for name, each in value.items())}}}"
    return quoted(str(value))
