"""Drafts a new record: a value for every field that it needs, and the description of each field as a comment."""

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pa_framework.check.run import check_records
from pa_framework.edit.defaults import DraftContext, allowed_values, default_value
from pa_framework.edit.formatter import format_document, quote
from pa_framework.edit.ids import is_id, suggested_id
from pa_framework.edit.prompts import Ask, Question, as_typed, parse_answer, question_for
from pa_framework.facts.needed_fields import needed_by_rules, required_fields
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.records.base import Record
from pa_framework.records.editor_schemas import HOW_TO_REFER, editor_schema, modeline
from pa_framework.records.kinds import KIND, folder_kinds
from pa_framework.records.load import Records, gather
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.errors import UserError
from pa_framework.text.findings import Finding
from pa_framework.text.sentences import lower_first, quote_ids, with_article
from pa_framework.text.suggestions import closest_match

_HEAD = (
    f"# A first draft. Put your own words where it says “{UNWRITTEN}”. Lines that begin with `#` are help: they may go.\n"
    "# Then run: pa-framework check\n"
)
#: Fields that no question is asked for: the person who drafts a record cannot have approved it.
_NOT_ASKED = frozenset({"id", "approval.state"})
#: The patterns of fields that hold prose.
_PROSE_PATTERNS = (None, "\\S")


class Draft(Struct, frozen=True):
    """A new record: its kind, its path from the root, and its text."""

    kind: str
    path: str
    text: str


def check_new_id(records: Records, kind: str, name: str) -> str:
    """The folder for records of a kind. Raises UserError for an unknown kind, an invalid id, or one that is in use."""
    folders = {folder_kind.id: folder_kind.folder for folder_kind in folder_kinds()}
    if kind not in folders:
        listed_in = KIND[kind].listed_in if kind in KIND else None
        if listed_in is not None:
            file = KIND[listed_in[0]].file
            raise UserError(
                f"{with_article(KIND[kind].words)} is an entry of `{file}`; add it there, like those before it"
            )
        near = closest_match(kind, folders)
        raise UserError(
            f"there is no kind `{kind}`"
            + (f"; did you mean `{near}`?" if near else f"; there are {quote_ids(folders, 'and', 20)}")
        )
    if not is_id(name):
        fit = suggested_id(name, f"a-new-{kind}")
        raise UserError(f"`{name}` is not an id; write lower-case words joined by hyphens, such as `{fit}`")
    record = records.of_kind(kind).get(name)
    if record is not None:
        raise UserError(
            f"there is {with_article(KIND[kind].words)} `{name}` already, in `{record.origin.document.name}`"
            + _how_to_change(record)
        )
    if (kind, name) in records.left_out:
        raise UserError(
            f"there is {with_article(KIND[kind].words)} `{name}` already, and it does not read; mend it first"
        )
    return folders[kind]


def _how_to_change(record: Record) -> str:
    """What to do where a record is inherited, and so is in no file of this framework."""
    if not record.origin.document.shown_as:
        return ""
    return (
        f"; to say something else here, write into `{record.origin.path}`: `changes: {record.id}`, `because:` and why, "
        "and what differs"
    )


def draft_record(
    records: Records, kind: str, name: str, on: date, answers: Mapping[str, list[str]], ask: Ask | None = None
) -> Draft:
    """A new record of a kind with the id `name`. `answers` are texts by field; the other fields are asked for.

    Without `ask`, they have their default, or the example of the schema. Raises UserError where an answer does not
    fit, or the record cannot be created.
    """
    folder = check_new_id(records, kind, name)
    schema = editor_schema(kind, records, plain=True)
    collector = _Collector(records, kind, name, on, answers, ask)
    data = collector.group("", schema, {})
    unused = [answer for answer in answers if answer not in collector.used]
    if unused:
        near = closest_match(unused[0], collector.seen)
        raise UserError(
            f"`{unused[0]}` is not a field of a new {KIND[kind].words}" + (f"; did you mean `{near}`?" if near else "")
        )
    inside = f"{folder}/{data['area']}" if KIND[kind].deep else folder
    path = f"{inside}/{name}.yaml"
    text = modeline(path, kind) + "\n" + _HEAD + "".join(f"{line}\n" for line in _group_lines(schema, data))
    return Draft(kind, path, format_document(parse_document(text, path)).text)


def new_findings(records: Records, draft: Draft, on: date) -> list[Finding]:
    """The findings that a draft adds, in itself or in other records."""
    before = {(finding.span, finding.code) for finding in check_records(records, on).findings}
    documents: list[tuple[Document, str]] = [*records.documents, (parse_document(draft.text, draft.path), draft.kind)]
    after = check_records(gather(documents, records.strays, records.roots, records.overlay), on).findings
    return [finding for finding in after if (finding.span, finding.code) not in before]


class _Collector(Struct):
    """Walks a schema in its order, and collects a value for every field that the record needs.

    `used` are the fields whose answers were taken; `seen` all fields that could have had one.
    """

    records: Records
    kind: str
    id: str
    on: date
    answers: Mapping[str, list[str]]
    ask: Ask | None
    data: dict[str, Any] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def group(self, name: str, schema: Mapping[str, Any], into: dict[str, Any]) -> dict[str, Any]:
        """Fills `into` with the fields of a group; `name` is empty for the record itself."""
        if not name:
            into = self.data
        elif "." not in name:
            self.data[name] = into
        for key, field_schema in schema.get("properties", {}).items():
            field_name = f"{name}.{key}".removeprefix(".")
            self.seen.add(field_name)
            if self._is_needed(field_name, key, schema, into):
                value = self._value(field_name, field_schema)
                if value is not None:
                    into[key] = value
        return into

    def _is_needed(self, name: str, key: str, schema: Mapping[str, Any], so_far: Mapping[str, Any]) -> bool:
        required = required_fields(schema, so_far)
        if "x-refers-to" in schema.get("propertyNames", {}):
            required |= set(schema["properties"])
        return key in required or any(
            f"{other}.".startswith(f"{name}.") for other in (*needed_by_rules(self.kind, self.data), *self.answers)
        )

    def _value(self, name: str, schema: Mapping[str, Any]) -> Any:
        if name == "id":
            return self.id
        context = DraftContext(self.records, self.id, self.on, self.data)
        default = default_value(self.kind, name, context)
        is_suggestion = default not in (None, UNWRITTEN)
        question = question_for(
            name, schema, _placeholder(schema) if default is None else default, is_suggestion=is_suggestion
        )
        if question is not None and (allowed := allowed_values(self.kind, name, context)):
            choices = {value: title for value, title in question.choices.items() if value in allowed}
            question = replace(question, choices=choices)
        if question is not None and "x-refers-to" in schema and not question.choices and name not in self.answers:
            return None if self.ask is None else self._answer(question)
        if question is not None:
            return self._answer(question)
        if isinstance(default, dict) and name not in self.answers and self.ask is None:
            return default
        if schema.get("type") == "array":
            items = schema["items"]
            if items.get("type") == "array":
                return default or _example(schema)
            return [self.group(name, items, {})]
        if isinstance(default, dict):
            return {**default, **self._group_with_defaults(name, schema, default)}
        return self.group(name, schema, {})

    def _group_with_defaults(self, name: str, schema: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a group that has a default as a whole; each is asked for with its part of it."""
        values = {}
        for key, default in defaults.items():
            field_name = f"{name}.{key}"
            self.seen.add(field_name)
            question = question_for(field_name, schema["properties"][key], default, is_suggestion=True)
            values[key] = self._answer(question) if question else default
        return values

    def _answer(self, question: Question) -> Any:
        if question.name in self.answers:
            self.used.add(question.name)
            return parse_answer(question, self.answers[question.name])
        if self.ask is None or question.name in _NOT_ASKED:
            return question.default
        return self.ask(question)


def _placeholder(schema: Mapping[str, Any]) -> Any:
    """The value of a field without an answer: for prose UNWRITTEN, never another record's words; else an example."""
    items = schema.get("items", {})
    if _is_prose(schema):
        return UNWRITTEN
    return [UNWRITTEN] if schema.get("type") == "array" and _is_prose(items) else _example(schema)


def _is_prose(schema: Mapping[str, Any]) -> bool:
    """Whether a field holds words for readers: any text, perhaps with something else beside it."""
    if isinstance(schema.get("type"), list) and {"string", "object"} <= set(schema["type"]):
        return True
    restricted = any(name in schema for name in ("enum", "format", "x-refers-to"))
    return schema.get("type") == "string" and not restricted and schema.get("pattern") in _PROSE_PATTERNS


def _example(schema: Mapping[str, Any]) -> Any:
    """A valid example of a field, of its entries, or the first value of a closed list; None where there is none."""
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("enum"):
        return schema["enum"][0]
    items = schema.get("items", {})
    if items:
        entry = _example(items)
        return [] if entry is None else [entry]
    return None


def _is_group(schema: Mapping[str, Any]) -> bool:
    """Whether a field has fields of its own, and not the ids of records as names."""
    return "properties" in schema and "x-refers-to" not in schema.get("propertyNames", {})


# Writing


def _group_lines(schema: Mapping[str, Any], data: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """The lines of a group: its values, and as comments the fields that can be added."""
    for name, field_schema in schema["properties"].items():
        example = _optional_example(field_schema)
        if name not in data and example is None:
            continue
        if not indent:
            yield ""
        yield from _comment_lines(_help_text(field_schema), indent)
        if name not in data:
            yield f"{indent}# {name}: {_flow(example)}"
            continue
        is_prose = _is_prose(field_schema) or _is_prose(field_schema.get("items", {}))
        if is_prose and field_schema.get("examples"):
            yield from _comment_lines(f"For example: {as_typed(field_schema['examples'][0])}", indent)
        if isinstance(data[name], dict) and _is_group(field_schema):
            yield f"{indent}{name}:"
            yield from _group_lines(field_schema, data[name], f"{indent}  ")
        else:
            yield from _value_lines(f"{indent}{name}:", data[name], f"{indent}  ")


def _help_text(schema: Mapping[str, Any]) -> str:
    """The description of a field, with the values of a closed list and the fields of an entry."""
    text = str(schema.get("description", ""))
    if "enum" in schema and "x-refers-to" not in schema and not all(str(value) in text for value in schema["enum"]):
        text += f" One of: {', '.join(str(value) for value in schema['enum'])}."
    items = schema.get("items", {})
    fields = items.get("properties", {})
    if fields and items.get("additionalProperties") is not True:
        descriptions = {
            name: str(part.get("description", "")).removesuffix(HOW_TO_REFER) for name, part in fields.items()
        }
        described = (f"`{name}`, {lower_first(words.rstrip('.'))}" for name, words in descriptions.items())
        text += f" {'An entry can have' if _is_prose(items) else 'In each entry'}: {'; '.join(described)}."
    return text


def _comment_lines(text: str, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(text, 100 - len(indent), break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {line}"


def _optional_example(schema: Mapping[str, Any]) -> Any:
    """An example of a field that can be added; None where the schema has none."""
    if schema.get("examples"):
        return schema["examples"][0]
    if _is_group(schema):
        values = {name: _optional_example(schema["properties"][name]) for name in schema.get("required", ())}
        return values if values and all(value is not None for value in values.values()) else None
    if schema.get("type") == "array":
        entry = _optional_example(schema.get("items", {}))
        return None if entry is None else [entry]
    return schema["enum"][0] if schema.get("enum") else None


def _value_lines(lead: str, value: Any, indent: str) -> Iterator[str]:
    """A value after its name or dash (`lead`), on as many lines as it needs."""
    if isinstance(value, list) and value and _needs_lines(value):
        yield lead
        for entry in value:
            yield from _value_lines(f"{indent}-", entry, f"{indent}  ")
    elif (
        isinstance(value, dict)
        and value
        and (len(value) > 3 or any(isinstance(entry, list | dict) for entry in value.values()))
    ):
        lines = [
            line for name, entry in value.items() for line in _value_lines(f"{indent}{name}:", entry, f"{indent}  ")
        ]
        if lead.endswith("-"):
            yield f"{lead} {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield lead
            yield from lines
    else:
        yield f"{lead} {_flow(value)}"


def _needs_lines(entries: list[Any]) -> bool:
    """Whether the entries of a list go on lines of their own: they are groups, or longer than a word."""
    return isinstance(entries[0], dict) or any(len(str(entry)) > 24 or " " in str(entry) for entry in entries)


def _flow(value: Any) -> str:
    """A value on one line. The formatter removes quotes that are not needed, except inside of comments."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_flow(entry) for entry in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_flow(entry)}' for name, entry in value.items())}}}"
    return quote(str(value))
