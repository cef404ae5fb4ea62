"""Family REF: what records name exists, and files are where they are looked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.addresses import (
    ADDRESS_FIELDS,
    WINDOWS_NAMES,
    is_hand_written,
    named_pages,
    opens_here_alone,
    page_exists,
    record_pages,
)
from pa_framework.facts.facts import Facts
from pa_framework.facts.page_anchors import anchors_at
from pa_framework.facts.site_pages import SITE_PAGES
from pa_framework.facts.unknown_ids import PEOPLE, unknown_ids
from pa_framework.records.base import Origin
from pa_framework.records.dated_documents import value_at
from pa_framework.records.field_meaning import Names, field_meanings
from pa_framework.records.kinds import KIND, file_kinds, folder_kinds, kind_at, kinds_with_ids
from pa_framework.records.references import Reference
from pa_framework.records.register import Register, ids_by_file
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Note, Severity, Span
from pa_framework.text.sentences import count, join_words
from pa_framework.text.suggestions import closest_match

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Files that every framework must have.
_REQUIRED_FILES = tuple(kind.file for kind in file_kinds() if kind.required)


@rule("REF001")
def unknown_id(facts: Facts) -> Iterator[Problem]:
    """A record names an id that no record has.

    The reference leads nowhere: a task asks for a competence that no one can look up, or a chain rests on a role that
    does not exist. Most often it is a slip of the keyboard. What else would not be reported with the id that is most
    likely meant is not reported as well.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevension: independent  # <- REF001
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevention: independent
    ```
    """
    yield from _misspelt_entries(facts)
    for name, places in unknown_ids(facts):
        shown = places if len(places) < _MANY else places[:1]
        for reference, meant in shown:
            kinds = reference.all_kinds
            near = None if PEOPLE.intersection(kinds) else meant
            yield Problem(
                reference.document.span(reference.route, key=reference.key),
                f"there is no {_words_for(kinds)} `{name}`"
                + (f"; did you mean `{near}`?" if near else "")
                + (f"; {_how_many_name_it([one for one, _ in places])}" if shown is not places else ""),
                _instead_of_unknown(kinds, name, near),
                () if shown is places else _places([reference for reference, _ in places[1:]]),
            )


#: From so many references to one id that no record has, they are one finding: what they name is gone.
_MANY = 6


def _how_many_name_it(references: Sequence[Reference]) -> str:
    files = len({reference.document.path for reference in references})
    return f"{count(len(references), 'place')} name it{f', in {files:,} files' if files > 1 else ''}"


def _misspelt_entries(facts: Facts) -> Iterator[Problem]:
    """Entries of lists whose id no record names, where several records name one that is nearly the same."""
    for kind in kinds_with_ids().values():
        for record in facts.records.of_kind(kind.id).values() if kind.listed_in else ():
            written = value_at(record.origin.document.data, record.origin.route)[kind.id_field]
            if written == record.id:
                continue
            found = [one for one in facts.records.references if (one.kind, one.id) == (kind.id, record.id)]
            yield Problem(
                record.origin.at(kind.id_field),
                f"no record names `{written}`, and {count(len(found), 'place')} name `{record.id}`, which is no {kind.words}",
                f"if `{record.id}` is meant, write it here; if not, write `{written}` in the other places",
                _places(found),
            )


def _places(references: Sequence[Reference]) -> tuple[Note, ...]:
    return tuple(
        Note(reference.document.span(reference.route, key=reference.key), "named here") for reference in references
    )


def _words_for(kinds: tuple[str, ...]) -> str:
    return join_words((kind.replace("-", " ") for kind in kinds), "or")


def _instead_of_unknown(kinds: tuple[str, ...], name: str, near: str | None) -> str:
    """What to do about an unknown id. A source with a similar id may not say what is cited, so there is a choice."""
    if kinds == ("sign",):
        sentence = "a sentence that begins with a capital letter, such as “There is pain”"
        return f"write {f'`{near}`' if near else 'the id of a sign of framework/delegation.yaml'}, or {sentence}"
    if kinds == ("source",):
        similar = f"write `{near}` if it is the source that you used; if not, " if near else ""
        return f"{similar}add a source with `id: {name}` to framework/sources.yaml"
    if PEOPLE.intersection(kinds):
        return f"look up who is meant, since ids that look alike are other people; or add a record for `{name}`"
    if near:
        return f"write `{near}`, if that is meant; if not, the id of another {_words_for(kinds)}"
    return f"write the id of a {_words_for(kinds)} that exists, or add a record for `{name}`"


@rule("REF002")
def file_name_is_not_the_id(facts: Facts) -> Iterator[Problem]:
    """A record's id and its file's name differ.

    A person who knows the id must find the file without searching, and an address on the site must lead to it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    id: tube-feed  # <- REF002
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    id: gastrostomy-feed
    ```
    """
    register = facts.register or Register()
    second = [origin for _, _, origin, _ in register.duplicates]
    for own, stem, origin in ids_by_file(register):
        if own == stem:
            continue
        is_second = origin in second
        yield Problem(
            origin.document.span((next(iter(origin.document.data)),)),
            f"the id is `{own}` and the file is named `{stem}.yaml`"
            + (f"; another file has the id `{own}`, so no one can say which of them holds" if is_second else ""),
            f"write `{stem}` if it is about another; if not, put what is true of both files into `{own}.yaml`"
            if is_second
            else f"write `{stem}`, or rename the file to `{own}.yaml`; a register file holds one thing",
        )
    duplicates = [origin for kind, _, origin, _ in facts.records.duplicates if KIND[kind].folder]
    named = {reference.id for reference in facts.records.references}
    origins = [record.origin for kind in folder_kinds() for record in facts.records.of_kind(kind.id).values()]
    for origin in [*origins, *duplicates]:
        stem, own = PurePosixPath(origin.path).stem, origin.document.data["id"]
        if own == stem:
            continue
        rename = f"rename the file to `{own}.yaml`"
        write = f"write `id: {stem}`" if _ID.fullmatch(stem) else ""
        if origin not in duplicates and own in named and stem not in named:
            write = ""  # other records know it by its id: the slip is in the name of the file
        yield Problem(
            origin.at("id"),
            f"the id is `{own}` and the file is named `{stem}.yaml`"
            + (f"; another file has the id `{own}`" if origin in duplicates else ""),
            (write or "rename the file and write its new name as `id`")
            if origin in duplicates
            else f"{write}, or {rename}"
            if write
            else rename
            if _ID.fullmatch(stem)
            else f"{rename}: lower-case words joined by hyphens",
        )


@rule("REF003")
def id_given_twice(facts: Facts) -> Iterator[Problem]:
    """Two records of one kind have the same id.

    No one can tell which of them a reference means, and only one of them would be shown.

    ```yaml bad framework/areas.yaml
    areas:
      - {id: safe-practice, title: Safe practice, summary: Working so that no one comes to harm}
      - {id: safe-practice, title: Safety, summary: The same again}  # <- REF003
    ```

    ```yaml good framework/areas.yaml
    areas:
      - {id: safe-practice, title: Safe practice, summary: Working so that no one comes to harm}
      - {id: communication, title: Communication, summary: Being understood}
    ```
    """
    register = facts.register or Register()
    for kind, name, second, first in [*facts.records.duplicates, *register.duplicates]:
        if KIND[kind].folder and PurePosixPath(second.path).stem != name:
            continue  # A copied file that still has the id of the original: REF002 reports it.
        yield Problem(
            second.at("id"),
            f"the {kind.replace('-', ' ')} `{name}` is already there",
            "give one of the two another id, or merge them",
            (Note(first.at("id"), "the first one"),),
        )


@rule("REF004")
def retired_id_used(facts: Facts) -> Iterator[Problem]:
    """A record refers to one that is retired.

    A retired record stays so that old links work. What is in force must name the record that took its place.

    ```yaml bad competences/hand-washing.yaml
    id: hand-washing
    title: Washing hands
    area: safe-practice
    summary: You wash your hands when it matters.
    why_it_matters: Germs travel on hands.
    statements:
      aware: [Says when hands must be washed]
      assisted: [Washes hands when reminded]
      independent: [Washes hands before food]
      guides-others: [Shows others when to wash]
    easy_read: [You wash your hands.]
    approval: {state: draft}
    replaced_by: infection-prevention
    ```

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    requires:
      hand-washing: independent  # <- REF004
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    requires:
      infection-prevention: independent
    ```
    """
    for reference in facts.records.references:
        record = facts.records.of_kind(reference.kind).get(reference.id)
        instead = getattr(record, "replaced_by", None)
        if record is None or instead is None or reference.document.data.get("replaced_by"):
            continue
        if reference.is_earlier or kind_at(reference.document.path) == "changes":  # it may have been retired since
            continue
        yield Problem(
            reference.document.span(reference.route, key=reference.key),
            f"`{reference.id}` is retired; `{instead}` took its place",
            f"write `{instead}`",
            (Note(record.origin.at("replaced_by"), "retired here"),),
        )


@rule("REF005")
def image_missing(facts: Facts) -> Iterator[Problem]:
    """A picture that a record names is not there.

    Readers would see a broken frame where a face should be.

    ```yaml bad case_studies/rosa.yaml
    image:
      file: images/nobody.svg  # <- REF005
      alt: Drawing of a woman in a kitchen
    ```

    ```yaml good case_studies/rosa.yaml
    image:
      file: images/rosa.svg
      alt: Drawing of a woman in a kitchen
    ```
    """
    for story in facts.records.case_studies.values():
        if story.image and not is_hand_written(facts.records, story.image.file):
            yield Problem(
                story.origin.at("image", "file"),
                f"there is no picture `framework/pages/{story.image.file}`",
                "put the picture there, or correct its name",
            )


@rule("REF006")
def file_nobody_reads(facts: Facts) -> Iterator[Problem]:
    """A file that may be a record lies where none is looked for, or has an ending that nothing reads.

    It would be lost without a word: nothing checks it and no page shows it.

    ```yaml bad framework/task/new-task.yaml
    id: new-task  # <- REF006
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    id: gastrostomy-feed
    ```
    """
    for path in [*facts.records.strays, *(facts.register.strays if facts.register else ())]:
        yield Problem(Span(path), f"nothing reads `{path}`", _way_back(facts, PurePosixPath(path)))


def _way_back(facts: Facts, path: PurePosixPath) -> str:
    """What to do with a file that nothing reads."""
    name, meant = path.name, f"{path.name.split('.')[0]}.yaml"
    in_place = kind_at(str(path.with_name(meant)))
    if path.suffix != ".yaml" and in_place:
        there = any(document.path == str(path.with_name(meant)) for document, _ in facts.records.documents)
        if there:
            return f"delete it if it is an old copy of `{meant}`; if not, put what it says into that file"
        if re.search(r"\.ya?ml", name.lower()) or "." not in name:
            return f"if it is a record, rename it to `{meant}`; if not, move it out of this folder"
        return f"if it is a record, save it as text with the name `{meant}`; if not, move it out of this folder"
    if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml"):
        return f"rename it to `{path.with_suffix('.yaml').name}`"
    near = closest_match(str(path.parent), [kind.folder for kind in folder_kinds()]) or closest_match(
        str(path), [kind.file for kind in file_kinds()]
    )
    return (
        f"if it is a record, move it to `{near}`"
        if near
        else "move it into the folder of its kind, such as `framework/tasks`"
    )


@rule("REF007")
def needed_file_missing(facts: Facts) -> Iterator[Problem]:
    """A file that everything else rests on is missing.

    Without it no page can be named, no step put in order, no source cited.

    ```yaml bad framework/steps.yaml
    # <- REF007
    ```

    ```yaml good framework/steps.yaml
    steps:
      - {id: aware, title: Aware, summary: Knows what it is about}
      - {id: assisted, title: Assisted, summary: Does it with someone near}
      - {id: independent, title: Independent, summary: Does it well alone}
      - {id: guides-others, title: Guides others, summary: Shows it to others}
    ```
    """
    for path in _missing_files(facts):
        yield Problem(Span(path), f"`{path}` is missing", "bring it back, or copy it from the reference framework")


def _missing_files(facts: Facts) -> list[str]:
    paths = {document.path for document, _ in facts.records.documents}
    return [path for path in _REQUIRED_FILES if path not in paths]


@rule("REF008", Severity.WARNING)
def source_never_cited(facts: Facts) -> Iterator[Problem]:
    """A source is on the list, and no record cites it.

    A list of sources that contains more than is used makes readers doubt the rest. A hand-written page cites a source with a
    link to it, such as `[Source](about/sources.md#nmc-code)`.

    ```yaml bad framework/sources.yaml
    sources:
      - {id: pa-research, title: Research, publisher: Skills for Care, published: "2016", last_checked: 2026-11-01, state: historic, seen: whole}
      - {id: wages, title: Rates, publisher: GOV.UK, published: "2026", last_checked: 2026-11-01, state: current, seen: whole}
      - {id: principles, title: Principles, publisher: Skills for Care, published: "2024", last_checked: 2026-11-01, state: current, seen: part}
      - {id: old-list, title: A list, publisher: A council, published: "2001", last_checked: 2026-11-01, state: gone, seen: part}  # <- REF008
    ```

    ```yaml good framework/sources.yaml
    sources:
      - {id: pa-research, title: Research, publisher: Skills for Care, published: "2016", last_checked: 2026-11-01, state: historic, seen: whole}
      - {id: wages, title: Rates, publisher: GOV.UK, published: "2026", last_checked: 2026-11-01, state: current, seen: whole}
      - {id: principles, title: Principles, publisher: Skills for Care, published: "2024", last_checked: 2026-11-01, state: current, seen: part}
    ```
    """
    if _missing_files(facts):  # REF007 reports it; what it cites is not known
        return
    for source in facts.records.sources.values():
        if source.id not in facts.citing and not facts.left_out_may_mention(source.id, besides=source.origin.document):
            yield Problem(
                source.origin.at("id"),
                f"no record and no page cites the source `{source.id}`",
                "cite it where it is used, or take it off the list",
            )


@rule("REF009")
def page_missing(facts: Facts) -> Iterator[Problem]:
    """The trace, the search, a paper or an agreement leads to a page or a heading that is not there.

    Someone looks for what became of a service, or types a word into the search, and finds nothing. The row says that
    there is an answer, and no one can read it.

    ```yaml bad framework/trace.yaml
    rows:
      - id: d1
        source: pa-research
        asks: A safe way to hand over a task
        answer: Each task has a page with its chain.
        state: described
        at: [delegation/tasks/gastrostomy-feeds.md]  # <- REF009
    ```

    ```yaml good framework/trace.yaml
    rows:
      - id: d1
        source: pa-research
        asks: A safe way to hand over a task
        answer: Each task has a page with its chain.
        state: described
        at: [delegation/tasks/gastrostomy-feed.md]
    ```
    """
    made = {path for path, _, _ in record_pages(facts.records)}
    for origin, route, named in named_pages(facts.records):
        path, _, anchor = named.partition("#")
        there = anchors_at(facts, path) if anchor else None
        if there is not None and anchor not in there:
            near = closest_match(anchor, there)
            yield Problem(
                origin.at(*route),
                f"`{path}` has no heading with the anchor `{anchor}`" + (f"; did you mean `{near}`?" if near else ""),
                "write the words of the heading in small letters, with hyphens between them",
            )
        if path in made or page_exists(facts.records, path):
            continue
        if facts.left_out_may_mention(PurePosixPath(path).stem, besides=origin.document):
            continue
        near = closest_match(path, (*SITE_PAGES, *made, *(page.page for page in facts.pages)))
        yield Problem(
            origin.at(*route),
            f"there is no page `{path}`" + (f"; did you mean `{near}`?" if near else ""),
            f"write `{near}`" if near else "write the path of a page that exists, or take it off the list",
        )


@rule("REF026")
def address_that_no_one_can_open(facts: Facts) -> Iterator[Problem]:
    """An address leads to the computer or the network of the one who wrote it.

    It opens there, and for no reader.

    ```yaml bad framework/learning/tube-feeding-training.yaml
    address: http://localhost:8000/training  # <- REF026
    ```

    ```yaml good framework/learning/tube-feeding-training.yaml
    address: https://www.skillsforcare.org.uk/
    ```
    """
    for text in facts.texts:
        if text.field in ADDRESS_FIELDS and "//" in text.text and opens_here_alone(text.text):
            yield Problem(text.span, f"no reader can open {text.text}", "write the address that it has on the web")


@rule("REF014")
def entry_id_given_twice(facts: Facts) -> Iterator[Problem]:
    """Two entries of one list in a record have the same id.

    A reference in a text, a rule or a translation that names the id means the first entry, and the second is lost.

    ```yaml bad framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
      - id: adult  # <- REF014
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```

    ```yaml good framework/law/minimum-wage.yaml
    values:
      - id: adult
        title: National Living Wage
        applies_to: People aged 21 and over
        unit: pound-per-hour
        history:
          - {value: 12.71, from: 2026-04-01, state: in-force, source: wages, seen: whole}
      - id: age-18-to-20
        title: Rate for people aged 18 to 20
        applies_to: People aged 18 to 20
        unit: pound-per-hour
        history:
          - {value: 10.85, from: 2026-04-01, state: in-force, source: wages, seen: whole}
    ```
    """
    register = facts.register or Register()
    for document, kind in (*facts.records.documents, *register.documents):
        for names in _lists_with_ids(kind):
            for route, entries in _lists(document.data, names, ()):
                first: dict[str, Route] = {}
                for index, entry in enumerate(entries):
                    name = entry.get("id") if isinstance(entry, Mapping) else None
                    if not isinstance(name, str):
                        continue
                    own: Route = (*route, index, "id")
                    if name in first:
                        yield Problem(
                            document.span(own),
                            f"`{name}` is already the id of another entry of `{names[-1]}`",
                            "give one of the two another id, or merge them",
                            (Note(document.span(first[name]), "the first one"),),
                        )
                    first.setdefault(name, own)


@rule("REF015")
def id_in_use_for_something_else(facts: Facts) -> Iterator[Problem]:
    """A record has an id that the site, another kind of record, or Windows uses.

    The page of the record would have the address of another page, and one of the two would be lost without a word.
    Windows can write no file that is named like a device, such as `con` or `aux`: no one there could copy the records.

    ```yaml bad framework/roles/index.yaml
    id: index  # <- REF015
    title: Stoma nurse
    summary: Helps people who have a stoma.
    kind: lay
    accountable: false
    ```

    ```yaml good framework/roles/stoma-nurse.yaml
    id: stoma-nurse
    title: Stoma nurse
    summary: Helps people who have a stoma.
    kind: lay
    accountable: false
    ```
    """
    first: dict[str, Origin] = {}
    for path, _, record in record_pages(facts.records):
        other = SITE_PAGES.get(path)
        if other is not None:
            yield Problem(
                record.origin.at("id"),
                f"the site has a page of its own at the address of `{record.id}`: {other.title}",
                "give the record another id, and its file the same name",
            )
        elif path in first:
            yield Problem(
                record.origin.at("id"),
                f"the page of `{record.id}` would have the address of the page of another record",
                "give one of the two another id, and its file the same name",
                (Note(first[path].at("id"), "the other one"),),
            )
        first.setdefault(path, record.origin)
    for kind in folder_kinds():
        for record in facts.records.of_kind(kind.id).values():
            if record.id in WINDOWS_NAMES:
                yield Problem(
                    record.origin.at("id"),
                    f"Windows can write no file with the name `{record.id}`",
                    "give the record another id, and its file the same name",
                )


@cache
def _lists_with_ids(kind: str) -> tuple[Names, ...]:
    """The lists in a kind of record whose entries have ids and are no records of their own.

    In a list with dates the same id may come back, such as an employer who agrees every year.
    """
    records = {of.listed_in[1:] for of in KIND.values() if of.listed_in and of.listed_in[0] == kind}
    meanings = field_meanings(kind)
    lists = [names[:-1] for names in meanings if names[-1] == "id" and names[:-1] not in ((), *records)]
    return tuple(names for names in lists if not {(*names, "on"), (*names, "from")} & meanings.keys())


def _lists(data: Any, names: Names, route: Route) -> Iterator[tuple[Route, list[Any]]]:
    """Every list that the names of fields lead to, in all entries of the lists on the way, with its route."""
    if isinstance(data, list) and names:
        for index, entry in enumerate(data):
            yield from _lists(entry, names, (*route, index))
    elif isinstance(data, Mapping) and names:
        yield from _lists(data.get(names[0]), names[1:], (*route, names[0]))
    elif isinstance(data, list):
        yield route, data
