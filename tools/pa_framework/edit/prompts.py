"""What a new record needs: a question for every field, and what an answer must be. Read off the filled schema."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pa_framework.records.json_schema import is_day
from pa_framework.records.yaml_source import plain_value
from pa_framework.text.suggestions import nearest

#: The words that count as yes and no where a field is `true` or `false`.
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class NotAnAnswer(Exception):
    """What was answered does not fit. The message is one sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `name` is the field with its groups before it (`tell.first`); `about` is what the schema says of it.

    `form` is `text`, `texts`, `choice`, `choices`, `pairs`, `whole`, `number`, `yes-no` or `day`. `choices` are the
    values of a closed list with their titles; `values` those that a pair's second half can have. `first` is what is
    taken without an answer; `honest` says that it may well be right, and is not only an example.
    """

    name: str
    about: str
    form: str
    part: Mapping[str, Any]
    first: Any
    honest: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()

    @property
    def example(self) -> str:
        """An example as it would be typed."""
        examples = self.part.get("examples") or self.part.get("items", {}).get("examples") or [""]
        return typed(examples[0])

    @property
    def many(self) -> bool:
        return self.form in ("texts", "choices")


#: Gives the answer to a question, as the value that the record will hold.
Ask = Callable[[Question], Any]


def question(name: str, part: Mapping[str, Any], first: Any, *, honest: bool) -> Question | None:
    """The question for a part of a schema; None for a group, which is asked for field by field."""
    about = str(part.get("description", ""))
    keys = part.get("propertyNames", {})
    if "x-refers-to" in keys and "x-refers-to" in part.get("additionalProperties", {}):
        values = tuple(part["additionalProperties"].get("enum", ()))
        return Question(name, about, "pairs", part, first, honest, _offered(keys), values)
    items = part.get("items", {})
    kinds = part.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "array" and items.get("type") == "string":
        return Question(name, about, "choices" if "enum" in items else "texts", part, first, honest, _offered(items))
    if "enum" in part:
        return Question(name, about, "choice", part, first, honest, _offered(part))
    form = {"integer": "whole", "number": "number", "boolean": "yes-no", "string": "text"}.get(kind)
    if form is None:
        return None
    return Question(name, about, "day" if part.get("format") == "date" else form, part, first, honest)


def _offered(part: Mapping[str, Any]) -> dict[str, str]:
    values = [str(each) for each in part.get("enum", ())]
    titles = [str(each) for each in part.get("enumDescriptions", [""] * len(values))]
    return dict(zip(values, titles, strict=True))


def typed(value: Any) -> str:
    """A value as somebody would type it as an answer."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(typed(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {typed(each)}" for name, each in value.items())
    return str(value)


def answered(question: Question, texts: Iterable[str]) -> Any:
    """The value that was answered. `texts` holds one text, or several where the field is a list. Raises NotAnAnswer."""
    given = [" ".join(text.split()) for text in texts]
    if question.form == "texts":
        return [_held(question, text, question.part.get("items", {})) for text in given if text]
    if question.form == "choices":
        words = [word.strip() for text in given for word in text.split(",") if word.strip()]
        return [_chosen(question, word) for word in words or [""]]
    text = given[-1] if given else ""
    if question.form == "pairs":
        return dict(_pair(question, each) for each in text.strip("{}").split(",") if each.strip())
    if question.form == "choice":
        return _chosen(question, text)
    return _held(question, _converted(question, text), question.part)


def _converted(question: Question, text: str) -> Any:
    if question.form == "yes-no":
        if text.lower() not in _YES_NO:
            raise NotAnAnswer(f"`{question.name}` is yes or no, not `{text}`")
        return _YES_NO[text.lower()]
    if question.form in ("whole", "number"):
        value = plain_value(text)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            if "string" in question.part.get("type", ()):
                return text
            raise NotAnAnswer(f"`{question.name}` is a number, such as {question.example}, not `{text}`")
        return value
    if question.form == "day" and not is_day(text):
        raise NotAnAnswer(f"`{text}` is not a day of the calendar; write year-month-day, such as 2026-03-31")
    return text


def _held(question: Question, value: Any, part: Mapping[str, Any]) -> Any:
    from jsonschema_rs import Draft202012Validator

    if value == "":
        raise NotAnAnswer(f"`{question.name}` needs an answer, such as: {question.example}")
    if not Draft202012Validator(dict(part), validate_formats=True).is_valid(
        float(value) if isinstance(value, Decimal) else value
    ):
        raise NotAnAnswer(f"`{value}` does not have the form of `{question.name}`, such as: {question.example}")
    return value


def _chosen(question: Question, word: str) -> str:
    values = list(question.choices)
    if not values:  # nothing is there to choose from yet
        return str(_held(question, word, question.part.get("items", question.part)))
    if word.isdecimal() and len(word) < 5 and word not in values and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    if word in values:
        return word
    if not word:
        raise NotAnAnswer(f"`{question.name}` needs an answer: a number or a word of the list")
    near = nearest(word, values)
    raise NotAnAnswer(
        f"`{question.name}` can not be `{word}`"
        + (f"; did you mean `{near}`?" if near else f"; it can be {', '.join(f'`{each}`' for each in values[:12])}")
    )


def _pair(question: Question, text: str) -> tuple[str, str]:
    word, _, value = (part.strip() for part in text.partition(":"))
    word = _chosen(question, word)
    if question.values and value not in question.values:
        near = nearest(value, question.values)
        raise NotAnAnswer(
            f"`{word}` can not be at `{value}`"
            + (
                f"; did you mean `{near}`?"
                if near
                else f"; write `{word}: {question.values[0]}`, or another of its words"
            )
        )
    return word, value
