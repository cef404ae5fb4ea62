"""References in text: their grammar. `((law.minimum-wage.adult))` in a text is replaced by the words for a value.

A reference names a value in one of three namespaces, then, if it likes, a form after a dot and a day after `@`:

    ((law.FILE.VALUE))           ((law.minimum-wage.adult.value@2023-02-01))
    ((evidence.RECORD.FIGURE))      ((evidence.pa-pay-over-time.median-2023.year))
    ((settings.FIELD))              ((settings.funding_transfer_weeks.number))

An amount for each hour has one form more, for the sum of some hours: `((law.minimum-wage.adult.for-16-hours))`.

Space just inside of the brackets does not matter. Text in double brackets that begins with another word and holds a
space is no reference: `((see note))`. Neither is a sentence that begins with one of these words, `((law of the land))`, nor
the name of a file or a web address. What a reference becomes is found in `facts/text_references.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from pa_framework.text.sentences import join_words

#: Every text with a reference has it, so that a text without it needs no search.
MARK = "(("


#: The form of a reference that asks for the sum of some hours.
HOURS = re.compile(r"for-([1-9]\d?)-hours")


class Namespace(Struct, frozen=True):
    """Where values are looked up: what each part after the first word is called, and the forms besides the ordinary one.

    `example` is a whole reference. With `has_sums`, the form may also be a number of hours (`HOURS`).
    """

    parts: tuple[str, ...]
    forms: tuple[str, ...]
    example: str
    has_sums: bool = False

    def knows(self, form: str) -> bool:
        """Whether a value may be asked for in this form."""
        return form in self.forms or (self.has_sums and HOURS.fullmatch(form) is not None)


NAMESPACES: Mapping[str, Namespace] = {
    "law": Namespace(("file", "value"), ("value", "number", "since"), "((law.minimum-wage.adult))", has_sums=True),
    "evidence": Namespace(("record", "figure"), ("value", "number", "year"), "((evidence.pa-pay.median-2023))"),
    "settings": Namespace(("field",), ("value", "number"), "((settings.funding_transfer_weeks))"),
}
#: Where one reference is in another, the whole is one; so is one that lacks a closing bracket.
_REFERENCE = re.compile(
    r"""\(\( (?P<inside> [^()]{1,300} (?: \(\( [^()]{0,300} \)\) [^()]{0,300} )* ) (?P<closed> \)\) | \)? )""",
    re.VERBOSE,
)
_NAMES = "|".join(NAMESPACES)
#: How names of files and addresses end, which are no references.
_ENDINGS = re.compile(r"\.(?:com|csv|gov|html?|json|md|net|org|pdf|png|svg|txt|uk|ya?ml)\s*\Z", re.IGNORECASE)
#: A known first word that is alone, or goes on with a dot or with a name that holds a hyphen; or words joined by dots
#: without a space, apart from addresses and versions.
_MEANT = re.compile(
    rf"""\s*(?:
      (?:{_NAMES})\s* (?: \Z | [.@] | \s[\w-]*\w[-_]\w )
    | (?P<other> (?!www\.|v\d) [A-Za-z][\w-]* (?:\.[\w-]+)+ (?:@\S*)? ) \s*\Z
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MEANT_UNCLOSED = re.compile(rf"\s*(?:{_NAMES})\.[\w.@-]+", re.IGNORECASE)
_FORM = re.compile(r"\s*([a-z]+)((?:\.[A-Za-z0-9_-]+)*)(?:@([0-9A-Za-z/.-]*))?\s*")


class TextReference(Struct, frozen=True):
    """A reference in a text, or what was meant to be one.

    Attributes:
        start: Where it begins in the text.
        end: The first character after it.
        written: What is between the brackets, without space around it.
        namespace: The first word; empty where the form is wrong.
        names: The names of the value: subject and value, record and figure, or field.
        form: The form that is asked for; empty for the ordinary one.
        day: The day that is asked for, as it is written; empty for today.
        fault: What is wrong with the form, in the middle of a sentence; empty where it is right.
    """

    start: int
    end: int
    written: str
    namespace: str = ""
    names: tuple[str, ...] = ()
    form: str = ""
    day: str = ""
    fault: str = ""

    @property
    def target(self) -> str:
        """The value that it names, without form and day: `law.minimum-wage.adult`."""
        return ".".join((self.namespace, *self.names))


def find_references(text: str) -> tuple[TextReference, ...]:
    """Every reference in a text, in order, also those with a wrong form."""
    return tuple(_references(text)) if MARK in text else ()


def replace_references(text: str, replacement: Callable[[TextReference], str | None]) -> str:
    """The text with each reference replaced; where `replacement` returns None, it stays as it is."""
    parts, end = [], 0
    for reference in find_references(text):
        words = replacement(reference)
        if words is not None:
            parts += [text[end : reference.start], words]
            end = reference.end
    return "".join((*parts, text[end:])) if end else text


def write_reference(namespace: str, *names: str, form: str = "", day: str = "") -> str:
    """A reference as it is written in a text."""
    name = ".".join(part for part in (namespace, *names, form) if part)
    return f"(({name}@{day}))" if day else f"(({name}))"


def _references(text: str) -> Iterator[TextReference]:
    position = 0
    while found := _REFERENCE.search(text, position):
        start, position = found.span()
        inside = found["inside"]
        if found["closed"] != "))" and MARK in inside:  # an opening that nothing closes, and later references
            position = start + len(MARK)
        elif found["closed"] != "))":
            if meant := _MEANT_UNCLOSED.match(inside):
                end = found.start("inside") + meant.end()
                yield TextReference(start, end, meant.group().strip(), fault="lacks its two closing brackets")
        elif MARK in inside:
            yield TextReference(start, position, inside.strip(), fault="holds another reference")
        elif (meant := _MEANT.match(inside)) and not (meant["other"] and _ENDINGS.search(inside)):
            yield _read(start, position, inside.strip())


def _read(start: int, end: int, written: str) -> TextReference:
    """The reference between brackets, or what is wrong with it."""
    found = _FORM.fullmatch(written)
    namespace, names, day = (found[1], tuple(found[2].split(".")[1:]), found[3]) if found else ("", (), None)
    known = NAMESPACES.get(namespace)
    number = len(known.parts) if known else 0
    fault = ""
    if known is None:
        fault = f"begins with `{namespace}`" if found else "does not have the form of a reference"
    elif len(names) < number:
        fault = f"lacks the name of its {join_words(known.parts[len(names) :], 'and')}"
    elif len(names) > number + 1:
        fault = "has too many parts"
    elif day is not None and namespace != "law":
        fault = "asks for a day, which only law has"
    elif day == "":
        fault = "names no day after `@`"
    form = ".".join(names[number:])
    return TextReference(start, end, written, namespace, names[:number], form, day or "", fault)
