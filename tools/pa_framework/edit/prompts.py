"""Questions for the fields of a new record, made from its schema, and the parsing of their answers."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from pa_framework.records.json_schema import is_iso_date
from pa_framework.records.yaml_source import parse_scalar
from pa_framework.text.errors import UserError
from pa_framework.text.suggestions import closest_match

#: What people type for a field that is `true` or `false`.
_BOOLEANS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class AnswerError(UserError):
    """An answer does not fit the field that it was given for."""


class Question(Struct, frozen=True):
    """One question. `name` is the field with its groups before it (`sign_off.agreed_by`), `about` its description.

    `form` is `text`, `texts`, `choice`, `choices`, `pairs`, `whole`, `number`, `yes-no` or `day`. `schema` is the
    part of the schema for the field. `choices` are the values of a closed list with their titles; `values` are those
    that the second half of a pair can have. `default` is the value without an answer; `is_suggestion` means that it
    is likely to be right, and not only an example.
    """

    name: str
    about: str
    form: str
    schema: Mapping[str, Any]
    default: Any
    is_suggestion: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()

    @property
    def example(self) -> str:
        """An example as a person would type it."""
        examples = self.schema.get("examples") or self.schema.get("items", {}).get("examples") or [""]
        return as_typed(examples[0])


#: Asks a question, and returns the answer as the value for the record.
Ask = Callable[[Question], Any]


def question_for(name: str, schema: Mapping[str, Any], default: Any, *, is_suggestion: bool) -> Question | None:
    """The question for a field; None for a group of fields, which are asked for one by one."""
    about = str(schema.get("description", ""))
    keys = schema.get("propertyNames", {})
    if "x-refers-to" in keys and "x-refers-to" in schema.get("additionalProperties", {}):
        values = tuple(schema["additionalProperties"].get("enum", ()))
        return Question(name, about, "pairs", schema, default, is_suggestion, _choices(keys), values)
    items = schema.get("items", {})
    types = schema.get("type", "string")
    value_type = types if isinstance(types, str) else types[0]
    if value_type == "array" and _may_be_text(items):
        form = "choices" if "enum" in items else "texts"
        return Question(name, about, form, schema, default, is_suggestion, _choices(items))
    if "enum" in schema:
        return Question(name, about, "choice", schema, default, is_suggestion, _choices(schema))
    if "enum" in (offered := schema.get("anyOf", ({},))[0]):
        return Question(name, about, "choice", schema, default, is_suggestion, _choices(offered))
    forms = {"integer": "whole", "number": "number", "boolean": "yes-no", "string": "text"}
    if value_type not in forms:
        return None
    form = "day" if schema.get("format") == "date" else forms[value_type]
    return Question(name, about, form, schema, default, is_suggestion)


def _may_be_text(items: Mapping[str, Any]) -> bool:
    """Whether an entry of a list can be a text."""
    types = items.get("type", ())
    return types == "string" or (isinstance(types, list) and "string" in types)


def _choices(schema: Mapping[str, Any]) -> dict[str, str]:
    """The values of a closed list, each with its title."""
    values = [str(value) for value in schema.get("enum", ())]
    titles = [str(title) for title in schema.get("enumDescriptions", [""] * len(values))]
    return dict(zip(values, titles, strict=True))


def as_typed(value: Any) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(as_typed(entry) for entry in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {as_typed(entry)}" for name, entry in value.items())
    return str(value)


def parse_answer(question: Question, texts: Iterable[str]) -> Any:
    """The value for the record. `texts` is one text, or several where the field is a list. Raises AnswerError."""
    answers = [" ".join(text.split()) for text in texts]
    if question.form == "texts":
        return [_valid(question, text, question.schema.get("items", {})) for text in answers if text]
    if question.form == "choices":
        words = [word.strip() for text in answers for word in text.split(",") if word.strip()]
        return [_choice(question, word) for word in words or [""]]
    text = answers[-1] if answers else ""
    if question.form == "pairs":
        return dict(_pair(question, pair) for pair in text.strip("{}").split(",") if pair.strip())
    if question.form == "choice":
        return _choice(question, text)
    return _valid(question, _converted(question, text), question.schema)


def _converted(question: Question, text: str) -> Any:
    """A text as a boolean, a number or a day, as the field needs it."""
    if question.form == "yes-no":
        if text.lower() not in _BOOLEANS:
            raise AnswerError(f"`{question.name}` is yes or no, not `{text}`")
        return _BOOLEANS[text.lower()]
    if question.form in ("whole", "number"):
        value = parse_scalar(text)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            if "string" in question.schema.get("type", ()):
                return text
            raise AnswerError(f"`{question.name}` is a number, such as {question.example}, not `{text}`")
        return value
    if question.form == "day" and not is_iso_date(text):
        raise AnswerError(f"`{text}` is not a day of the calendar; write year-month-day, such as 2026-03-31")
    return text


def _valid(question: Question, value: Any, schema: Mapping[str, Any]) -> Any:
    """The value, if its schema accepts it."""
    from jsonschema_rs import Draft202012Validator

    if value == "":
        raise AnswerError(f"`{question.name}` needs an answer, such as: {question.example}")
    if not Draft202012Validator(dict(schema), validate_formats=True).is_valid(
        float(value) if isinstance(value, Decimal) else value
    ):
        raise AnswerError(f"`{value}` does not have the form of `{question.name}`, such as: {question.example}")
    return value


def _choice(question: Question, word: str) -> str:
    """A value of the closed list, from its number or from itself."""
    values = list(question.choices)
    if not values:  # no record to choose yet
        return str(_valid(question, word, question.schema.get("items", question.schema)))
    if word.isdecimal() and len(word) < 5 and word not in values and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    if word in values:
        return word
    if not word:
        raise AnswerError(f"`{question.name}` needs an answer: a number or a word of the list")
    near = closest_match(word, values)
    raise AnswerError(
        f"`{question.name}` cannot be `{word}`"
        + (f"; did you mean `{near}`?" if near else f"; it can be {', '.join(f'`{value}`' for value in values[:12])}")
    )


def _pair(question: Question, text: str) -> tuple[str, str]:
    """The two halves of `word: word`, the first of them a choice."""
    word, _, value = (part.strip() for part in text.partition(":"))
    word = _choice(question, word)
    if question.values and value not in question.values:
        near = closest_match(value, question.values)
        raise AnswerError(
            f"`{word}` cannot be at `{value}`"
            + (
                f"; did you mean `{near}`?"
                if near
                else f"; write `{word}: {question.values[0]}`, or another of its words"
            )
        )
    return word, value
