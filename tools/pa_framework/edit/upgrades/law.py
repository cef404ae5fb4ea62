"""The step from `framework/minimum_wage.yaml` to law records in `framework/law/`.

The rates that an area wrote stay, with their sources and comments. The law records that the program ships are added where
a framework has no law records of its own: they are the same for every area in England. Of a shipped record that the area
had in the old form, only what is missing is added: later rows, and values that are in force.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from pa_framework.edit.formatter import render
from pa_framework.edit.shipped_law import SOURCES, cited_sources, for_framework, with_sources
from pa_framework.edit.upgrades.old_wage import NotTheOldForm, OldRate, OldRow, OldVoluntaryRow, OldWage, read_old_wage
from pa_framework.edit.upgrades.step import Change, Outcome, Question, Step, Tree
from pa_framework.edit.yaml_lists import mappings_in
from pa_framework.edit.yaml_parts import Comment, Entry, Group, Scalar, UnsupportedYaml, parse
from pa_framework.records.editor_schemas import MODELINE, modeline
from pa_framework.records.kinds import MINIMUM_WAGE_FILE
from pa_framework.records.yaml_source import Document, parse_document
from pa_framework.text.dates import format_date
from pa_framework.text.findings import Span
from pa_framework.text.package_data import law_files
from pa_framework.text.sentences import count, join_words

OLD = MINIMUM_WAGE_FILE
FOLDER = "framework/law/"
MINIMUM_WAGE = f"{FOLDER}minimum-wage.yaml"
REAL_LIVING_WAGE = f"{FOLDER}real-living-wage.yaml"
_ADULT, _APPRENTICE = "adult", "apprentice"
#: What `init` and the reference called rates in the first edition. The new records have better titles.
_FIRST_NAMES = frozenset({"", "National Living Wage", "21 to 24", "21 to 22", "18 to 20", "Under 18"})
_MENTION = re.compile(r"(?<![\w-])minimum_wage\.yaml")
_LOOK_UP = "The first edition named no source for this row."


def _run(tree: Tree) -> Outcome:
    if OLD in tree.unreadable:
        return Outcome()
    old = tree.document(OLD)
    if SOURCES in tree.unreadable:
        words = "The law records need the list of sources, which cannot be read."
        return Outcome.asking([Question(Span(SOURCES), words, "Correct this file, and run the upgrade again.")])
    has_law = any(path.startswith(FOLDER) for path in (*tree.texts, *tree.unreadable))
    if old is None:
        return Outcome.asking([*_open_points(tree), *_waivers(tree)]) if has_law else _shipped(tree, law_files())
    for path in (MINIMUM_WAGE, REAL_LIVING_WAGE):
        if path in (*tree.texts, *tree.unreadable):
            words = f"The file has the form of the first edition, and `{path}` exists as well."
            proposal = f"Move what is missing there into `{path}`, and delete this file."
            return Outcome.asking([Question(Span(OLD), words, proposal)])
    try:
        return _move(tree, old, read_old_wage(old), add_others=not has_law)
    except NotTheOldForm as error:
        question = Question(old.span(error.route), error.words, "Correct it, and run the upgrade again.")
    except UnsupportedYaml as error:
        question = Question(
            Span(OLD), f"The file cannot be moved, because {error}.", "Correct it, and run the upgrade again."
        )
    return Outcome.asking([question])


def _move(tree: Tree, old: Document, wage: OldWage, *, add_others: bool) -> Outcome:
    """The old file as law records."""
    seen = {entry.get("id"): entry.get("seen") for entry in _entries(tree.document(SOURCES), "sources")}
    mover = _Mover(tree.on, wage, {str(name): str(value) for name, value in seen.items()}, dict(law_files()))
    made = {MINIMUM_WAGE: mover.minimum_wage()} | (
        {REAL_LIVING_WAGE: mover.real_living_wage()} if wage.voluntary else {}
    )
    words = (
        f"moved to {join_words(f'`{path}`' for path in made)}: {count(len(wage.statutory), 'row')} of the legal minimum"
    )
    words += f", and {count(len(wage.voluntary), 'row')} of the Real Living Wage" if wage.voluntary else ""
    changes = [Change(OLD, 0, words), *(Change(MINIMUM_WAGE, 0, words) for words in mover.added)]
    texts: dict[str, str | None] = {OLD: None, **made}
    for path, text in sorted(tree.texts.items()):
        if path != OLD and not path.startswith(".vscode/") and _MENTION.search(text):
            texts[path] = _MENTION.sub("law/minimum-wage.yaml", text)
            changes += [
                Change(path, number, f"names `{MINIMUM_WAGE}` in place of `{OLD}`")
                for number, line in enumerate(text.split("\n"), 1)
                if _MENTION.search(line)
            ]
    others = {path: text for path, text in law_files().items() if path not in made} if add_others else {}
    more = _shipped(tree.changed(texts), others, mover.cited)
    if more.questions:
        return more
    after = tree.changed({**texts, **more.texts})
    questions = (*_open_points(after), *_waivers(after))
    return Outcome({**texts, **more.texts}, (*changes, *more.changes), questions)


def _shipped(tree: Tree, files: Mapping[str, str], cited: Iterable[str] = ()) -> Outcome:
    """Adds law records that the program ships, and the sources that they and other new rows cite."""
    own = tree.document(SOURCES)
    wanted = set(cited).union(*(cited_sources(parse_document(text, path)) for path, text in files.items()))
    try:
        if own is None:
            raise UnsupportedYaml("the file is missing")
        sources, number = with_sources(own, wanted)
    except UnsupportedYaml as error:
        words = f"The law records that come with the program need sources, and {error}."
        return Outcome.asking([Question(Span(SOURCES), words, "Write one entry below the other, each with a dash.")])
    contacts = {str(entry.get("id")) for entry in _entries(tree.document("framework/framework.yaml"), "contacts")}
    texts: dict[str, str | None] = {path: for_framework(text, path, contacts) for path, text in files.items()}
    titles = {path: parse_document(text, path).data["title"] for path, text in files.items()}
    changes = [Change(path, 0, f"new: {title}. It comes with the program") for path, title in titles.items()]
    if number:
        texts[SOURCES] = sources
        changes.append(Change(SOURCES, 0, f"{count(number, 'source')} added, which the law records name"))
    return Outcome(texts, tuple(changes))


def _entries(document: Document | None, name: str) -> list[dict[str, Any]]:
    """The entries of a list of a document."""
    return mappings_in(document.data if document else None, name)


# What a person must decide


def _open_points(tree: Tree) -> Iterator[Question]:
    """Rows without a source of their own, and rows in force that say something else than those of the program."""
    shipped = {
        (path, value["id"], row["from"]): row
        for path, text in law_files().items()
        for value in _entries(parse_document(text, path), "values")
        for row in mappings_in(value, "history")
    }
    for path in [path for path in tree.paths(".yaml") if path.startswith(FOLDER)]:
        document = tree.document(path)
        for at, value in enumerate(_entries(document, "values")):
            for place, row in enumerate(mappings_in(value, "history")):
                span = document.span(("values", at, "history", place, "value")) if document else Span(path)
                if str(row.get("note", "")).startswith(_LOOK_UP):
                    words = (
                        f"{row.get('value')} from {_day(row.get('from'))} has no source. It is marked as second-hand."
                    )
                    proposal = "Look it up. Then name the source and how much you read of it, and delete the note."
                    yield Question(span, words, proposal, ("source: ID-OF-A-SOURCE", "seen: part"))
                known = shipped.get((path, value.get("id"), row.get("from")))
                if known and known["state"] == row.get("state") == "in-force" and known["value"] != row.get("value"):
                    words = (
                        f"{value.get('title')} from {_day(row.get('from'))} is {row.get('value')} here, "
                        f"and {known['value']} in the records of the program."
                    )
                    yield Question(
                        span,
                        words,
                        "Compare it with the source, and correct it if it is wrong.",
                        (f"value: {known['value']}",),
                    )


def _day(text: Any) -> str:
    try:
        return format_date(date.fromisoformat(str(text)))
    except ValueError:
        return str(text)


def _waivers(tree: Tree) -> Iterator[Question]:
    """Waivers of the file that is gone."""
    path = "framework/waivers.yaml"
    document = tree.document(path)
    for place, waiver in enumerate(_entries(document, "waivers")):
        if document and waiver.get("record") == "minimum_wage":
            words = f"The waiver of {waiver.get('code')} is about `{OLD}`, which is `{MINIMUM_WAGE}` now."
            proposal = (
                f"Delete it. If you still need it, write it in `{FOLDER}waivers.yaml`, with the record and code of now."
            )
            yield Question(document.span(("waivers", place, "record")), words, proposal, ("record: minimum-wage",))


# The new records


class _Mover(Struct):
    """Writes the old rates into the shipped records, in place of their histories.

    `seen` says how much of each source was read. `cited` are the sources of rows that came from the shipped records, and
    `added` is what they added, in words.
    """

    on: date
    wage: OldWage
    seen: dict[str, str]
    shipped: dict[str, str]
    cited: set[str] = field(default_factory=set)
    added: list[str] = field(default_factory=list)

    def minimum_wage(self) -> str:
        """The record of the legal minimum."""
        root = parse(self.shipped[MINIMUM_WAGE])
        values = root["values"]
        shipped = {_text(entry.value, "id"): entry for entry in _group(values.value).entries}
        of_age = {
            int(_text(row.value, "from_age")): name
            for name, entry in shipped.items()
            for row in _history(entry).entries
            if name not in (_ADULT, _APPRENTICE) and _text(row.value, "from_age")
        }
        rows = [(row, _by_value(row, of_age)) for row in sorted(self.wage.statutory, key=lambda row: row.first)]
        names = list(dict.fromkeys(name for _, rates in rows for name in rates))
        for name in names:
            entry = shipped.setdefault(name, _new_value(name))
            own = next((rates[name].name for _, rates in reversed(rows) if name in rates), "")
            history = list(self._statutory(name, rows, own))
            later = self._later_rows(name, entry, history[0])
            _group(entry.value)["history"].value = _listed([*later, *history])
            if own not in _FIRST_NAMES:
                _group(entry.value)["title"].value = Scalar(text=own)
        kept = [entry for name, entry in shipped.items() if name in names or self._in_force(entry)]
        _group(values.value).entries = kept
        of_field = self.wage.of_field
        for name, value in (("title", self.wage.title), ("summary", self.wage.summary)):
            root[name].value = value
            root[name].before = list(of_field[name])
        values.before = list(of_field["statutory"])
        root.after = list(self.wage.end)
        return _rendered(root, MINIMUM_WAGE, self.wage.top)

    def real_living_wage(self) -> str:
        """The record of the Real Living Wage."""
        root = parse(self.shipped[REAL_LIVING_WAGE])
        rows = sorted(self.wage.voluntary, key=lambda row: row.first, reverse=True)
        for entry in _group(root["values"].value).entries:
            name = _text(entry.value, "id")
            if name in ("uk", "london"):
                own = [self._voluntary(row, row.uk if name == "uk" else row.london, entry) for row in rows]
                for made, row in zip(own, rows, strict=True):
                    made.before = list(row.comments) if name == "uk" else []
                _group(entry.value)["history"].value = _listed(own)
        return _rendered(root, REAL_LIVING_WAGE, self.wage.of_field["real_living_wage"])

    def _statutory(self, name: str, rows: list[tuple[OldRow, dict[str, OldRate]]], own: str) -> Iterator[Entry]:
        """The rows of a value, newest first. `own` is what the area calls its newest rate."""
        for place in reversed(range(len(rows))):
            row, rates = rows[place]
            if name not in rates:
                continue
            rate, older = rates[name], [other.age for other in rates.values() if other.age is not None]
            fields = {"value": rate.amount, "from": row.first}
            if place + 1 < len(rows) and name not in rows[place + 1][1]:
                fields["until"] = (date.fromisoformat(rows[place + 1][0].first) - timedelta(days=1)).isoformat()
            fields |= {"state": "in-force", "source": row.source, "seen": self.seen.get(row.source, "second-hand")}
            if rate.age:
                fields["from_age"] = str(rate.age)
            above = [age for age in older if rate.age is not None and age > rate.age]
            fields |= {"until_age": str(min(above) - 1)} if above else {}
            fields |= {"note": f"It was called {rate.name}."} if rate.name not in {*_FIRST_NAMES, own} else {}
            made = _mapping_entry(fields)
            first = next(iter(rates)) == name
            made.before = [*(row.comments if first else ()), *rate.comments]
            yield made

    def _later_rows(self, name: str, entry: Entry, newest: Entry) -> list[Entry]:
        """The shipped rows of a value that begin after the newest of the area."""
        later = [row for row in _history(entry).entries if _text(row.value, "from") > _text(newest.value, "from")]
        self.cited |= {_text(row.value, "source") for row in later}
        for row in later:
            value, first, state = (_text(row.value, part) for part in ("value", "from", "state"))
            self.added.append(f"{name}: {value} from {_day(first)} added ({state}). It comes with the program")
        return later

    def _in_force(self, entry: Entry) -> bool:
        """Whether a shipped value counts today, so that it belongs in the record of an area that did not have it."""
        today = self.on.isoformat()
        begun = [row.value for row in _history(entry).entries if _text(row.value, "from") <= today]
        newest = max(begun, key=lambda row: _text(row, "from"), default=None)
        counts = newest is not None and (_text(newest, "until") or today) >= today
        if counts:
            self.cited |= {_text(row.value, "source") for row in _history(entry).entries}
            self.added.append(f"{_text(entry.value, 'title')} added. It comes with the program")
        return counts

    def _voluntary(self, row: OldVoluntaryRow, amount: str, entry: Entry) -> Entry:
        fields = {"value": amount, "from": row.first, "state": "in-force", "source": row.source}
        fields["seen"] = "second-hand" if row.unverified else self.seen.get(row.source, "second-hand")
        if not re.fullmatch(rf"{row.first[:4]}[-–/]\d\d(\d\d)?", row.year):
            fields["note"] = f"The rate of {row.year}."
        if not row.source:
            fields |= self._source_for(row, amount, entry, fields.get("note", ""))
        return _mapping_entry(fields)

    def _source_for(self, row: OldVoluntaryRow, amount: str, entry: Entry, note: str) -> dict[str, str]:
        """Source and reading of a row that names no source: those of the shipped row that says the same, or a guess."""
        for shipped in _history(entry).entries:
            if (_text(shipped.value, "from"), float(_text(shipped.value, "value"))) == (row.first, float(amount)):
                source = _text(shipped.value, "source")
                self.cited.add(source)
                return {"source": source, "seen": _text(shipped.value, "seen")}
        named = Counter(other.source for other in self.wage.voluntary if other.source)
        source = named.most_common(1)[0][0] if named else _text(_history(entry).entries[0].value, "source")
        self.cited.add(source)
        return {"source": source, "seen": "second-hand", "note": f"{_LOOK_UP} {note}".rstrip()}


def _by_value(row: OldRow, of_age: dict[int, str]) -> dict[str, OldRate]:
    """The rates of a row by the id of their value, the oldest people first, apprentices last."""
    ages = sorted((rate for rate in row.rates if rate.age is not None), key=lambda rate: rate.age or 0, reverse=True)
    found = {
        _ADULT if not place else of_age.get(rate.age or 0, f"from-age-{rate.age}"): rate
        for place, rate in enumerate(ages)
    }
    apprentice = next((rate for rate in row.rates if rate.age is None), None)
    return found | ({_APPRENTICE: apprentice} if apprentice else {})


def _new_value(name: str) -> Entry:
    """A value that the shipped record does not have."""
    age = name.rpartition("-")[2]
    fields = {
        "id": name,
        "title": f"Rate from age {age}",
        "applies_to": f"People aged {age} and over",
        "unit": "pound-per-hour",
    }
    entry = _mapping_entry(fields, flow=False)
    _group(entry.value).entries.append(Entry(Scalar(text="history"), Group(keyed=False)))
    return entry


# Trees


def _mapping_entry(fields: dict[str, str], *, flow: bool = True) -> Entry:
    entries = [Entry(Scalar(text=name), Scalar(text=text)) for name, text in fields.items()]
    return Entry(None, Group(keyed=True, flow=flow, entries=entries))


def _listed(entries: list[Entry]) -> Group:
    return Group(keyed=False, entries=entries)


def _group(part: Scalar | Group) -> Group:
    assert isinstance(part, Group), "the shipped law records have no other form"
    return part


def _text(part: Scalar | Group, name: str) -> str:
    """The text of a field; empty where it is missing."""
    entry = _group(part).get(name)
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def _history(entry: Entry) -> Group:
    return _group(_group(entry.value)["history"].value)


def _rendered(root: Group, path: str, top: Iterable[Comment]) -> str:
    root.between = [comment for comment in (*root.between, *top) if not comment.text.startswith(MODELINE)]
    root.between.insert(0, Comment(modeline(path, "law")))
    return render(root)


STEP = Step("law", "What the law says", _run)
