"""Faults in workflows, forms and settings that other programs read. These say so only after someone has pushed."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.plain_yaml import NoPlainYaml, PlainYaml, Way, plain_yaml
from pa_framework.facts.settings_shape import ShapeFault, shape_faults
from pa_framework.facts.workflow_habits import faults_of_habits
from pa_framework.facts.workflow_names import faults_of_names, texts_in
from pa_framework.records.repository_files import RepositoryFile
from pa_framework.text.broken_lines import conflict_marks
from pa_framework.text.findings import Span
from pa_framework.text.suggestions import closest_match, is_one_slip

_WORKFLOWS, _FORMS = ".github/workflows", ".github/ISSUE_TEMPLATE"
#: The schema of a file by its path without the ending.
_SCHEMAS = {
    ".github/dependabot": "dependabot",
    ".gitlab-ci": "gitlab-ci",
    "action": "github-actions",
    f"{_FORMS}/config": "github-issue-config",
    "mkdocs": "mkdocs",
    "properdocs": "mkdocs",
    "site_overrides/components": "look-components",
    "site_overrides/tokens": "look-tokens",
}
_ENDING = re.compile(r"\.ya?ml\Z")
_EXTENSIONS = frozenset(
    [
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "legacy_em",
        "md_in_html",
        "meta",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "wikilinks",
    ]
)
_PYMDOWNX = frozenset(
    f"pymdownx.{name}"
    for name in [
        "arithmatex",
        "b64",
        "betterem",
        "blocks.admonition",
        "blocks.caption",
        "blocks.definition",
        "blocks.details",
        "blocks.html",
        "blocks.tab",
        "caret",
        "critic",
        "details",
        "emoji",
        "escapeall",
        "extra",
        "fancylists",
        "highlight",
        "inlinehilite",
        "keys",
        "magiclink",
        "mark",
        "pathconverter",
        "progressbar",
        "quotes",
        "saneheaders",
        "smartsymbols",
        "snippets",
        "striphtml",
        "superfences",
        "tabbed",
        "tasklist",
        "tilde",
    ]
)
_MAY_BE_EMPTY = frozenset(
    ["site_url", "site_author", "repo_url", "repo_name", "edit_uri", "edit_uri_template", "copyright"]
)
#: Names of themes that are likely to be meant: those of the theme, and of what our frame reads of `extra`.
_KNOWN_NAMES: dict[str, frozenset[str]] = {
    "theme": frozenset(
        [
            "name",
            "custom_dir",
            "static_templates",
            "locale",
            "language",
            "direction",
            "features",
            "palette",
            "font",
            "favicon",
            "logo",
            "icon",
            "highlightjs",
            "include_search_page",
            "search_index_only",
        ]
    ),
    "extra": frozenset(["footer"]),
}
_OWN_EXTENSION = "pa_framework.site.needs_plugin"
_OWN_PLUGIN = "pa-framework"


class _SettingsFile(NamedTuple):
    path: str
    text: str
    schema: str
    read: PlainYaml


@lru_cache(maxsize=1)
def _settings_files(facts: Facts) -> tuple[tuple[_SettingsFile, ...], tuple[ShapeFault, ...]]:
    """The files that other programs read, and the faults of those that cannot be read. Both rules ask for them."""
    files: list[_SettingsFile] = []
    unread: list[ShapeFault] = []
    for file in facts.repository_files:
        schema = schema_of(file)
        if schema and not conflict_marks(file.text):  # a merge that was not finished is reported for every file
            try:
                files.append(_SettingsFile(file.path, file.text, schema, plain_yaml(file.path, file.text)))
            except NoPlainYaml as error:
                if schema == "gitlab-ci" and file.text.lstrip().startswith("spec:"):
                    continue  # inputs in a document of their own are put in before the rest is read
                place = Span(file.path, error.line, 1, 2)
                unread.append(ShapeFault(place, f"the file cannot be read: {error.says}", error.fix))
    return tuple(files), tuple(unread)


def forge_faults(facts: Facts) -> Iterator[ShapeFault]:
    """What is wrong with files that a forge or the builder of the site reads, in the order of the files."""
    files, unread = _settings_files(facts)
    yield from unread
    paths = frozenset(file.path for file in facts.repository_files)
    names = {_name_of(file) for file in files if file.schema == "github-workflows"}
    if any(fault.span.path.startswith(_WORKFLOWS) for fault in unread):
        names = set()  # one that cannot be read may be meant
    known = [(file.text, file.read) for file in files if file.schema in ("github-workflows", "github-actions")]
    habits = list(faults_of_habits(known))
    for settings in files:
        for name, place in settings.read.twice:
            yield ShapeFault(place, f"`{name}` is here twice: one of them does not count", "take one of them out")
        odd = [fault for fault in habits if fault.span.path == settings.path]
        yield from _once_a_line(
            (*_faults_of(settings, names, paths), *shape_faults(settings.read, settings.schema), *odd)
        )


class NamedPage(NamedTuple):
    """A page that the settings of the site name: by its file, or by its address from the root of the site."""

    path: str
    is_address: bool
    span: Span


def pages_of_settings(facts: Facts) -> Iterator[NamedPage]:
    """The pages in the menu and in the foot, as the settings of a site that is built with our plugin name them."""
    for file in _settings_files(facts)[0]:
        read = file.read
        if file.schema != "mkdocs" or _OWN_PLUGIN not in file.text:
            continue
        if isinstance(read.data, dict):
            yield from _pages_of_menu(read.data.get("nav"), ("nav",), read)
            footer = read.data["extra"].get("footer") if isinstance(read.data.get("extra"), dict) else None
            for number, line in enumerate(footer if isinstance(footer, list) else ()):
                path = line.get("path") if isinstance(line, dict) else None
                if isinstance(path, str):
                    yield NamedPage(path, True, read.place(("extra", "footer", number, "path")))


def _pages_of_menu(entry: Any, way: Way, read: PlainYaml) -> Iterator[NamedPage]:
    if isinstance(entry, str):
        yield NamedPage(entry, False, read.place(way))
    elif isinstance(entry, list | dict):
        for name, part in enumerate(entry) if isinstance(entry, list) else entry.items():
            yield from _pages_of_menu(part, (*way, name), read)


def schema_of(file: RepositoryFile) -> str:
    """The name of the schema that a file of the repository must fit; empty where none is known."""
    bare, endings = _ENDING.subn("", file.path)
    if not endings:
        return ""
    folder = bare.rpartition("/")[0]
    return _SCHEMAS.get(bare) or {_WORKFLOWS: "github-workflows", _FORMS: "github-issue-forms"}.get(folder, "")


def _once_a_line(faults: Iterable[ShapeFault]) -> Iterator[ShapeFault]:
    """The faults, without the second on a line: one slip of a name is often two."""
    seen: set[int] = set()
    for fault in faults:
        if fault.span.line not in seen:
            seen.add(fault.span.line)
            yield fault


def _name_of(file: _SettingsFile) -> str:
    name = file.read.data.get("name") if isinstance(file.read.data, dict) else None
    return name if isinstance(name, str) else file.path


def _faults_of(file: _SettingsFile, workflows: Iterable[str], paths: frozenset[str]) -> Iterator[ShapeFault]:
    if not isinstance(file.read.data, dict):
        return
    if file.schema in ("github-workflows", "github-actions"):
        yield from faults_of_names(file.text, file.read, workflows, paths)
    elif file.schema == "github-issue-forms":
        yield from _of_form(file.read)
    elif file.schema == "gitlab-ci":
        yield from _of_pipeline(file.read)
    elif file.schema == "mkdocs":
        yield from _of_settings(file.read, paths)
    elif file.schema == "look-tokens":
        yield from _of_tokens(file.read)


def _of_form(read: PlainYaml) -> Iterator[ShapeFault]:
    body, seen = read.data.get("body"), set[str]()
    for number, part in enumerate(body if isinstance(body, list) else ()):
        name = part.get("id") if isinstance(part, dict) else None
        if isinstance(name, str):
            if name in seen:
                place = read.place(("body", number, "id"))
                yield ShapeFault(place, f"two parts of the form have the id `{name}`", "give each an id of its own")
            seen.add(name)


def _of_tokens(read: PlainYaml) -> Iterator[ShapeFault]:
    """Colours that the tokens of the look name and do not have."""
    colours = read.data.get("colours")
    known = colours.keys() if isinstance(colours, dict) else ()
    for way, value in texts_in(read.data):
        begins, last = way[0], way[-1]
        is_colour = (
            (begins == "colours" and value.startswith("{"))
            or begins == "risk_scale"
            or "inks" in way
            or "grounds" in way
            or (begins == "brand" and (last == "colour" or (last == "mix" and not value.startswith("#"))))
        )
        name = value.strip("{}")
        if is_colour and name not in known:
            yield _no_such(read.place(way), "colour", name, known)


#: Names at the top of a pipeline of GitLab that are no jobs.
_NO_JOBS = frozenset(
    [
        "default",
        "include",
        "stages",
        "variables",
        "workflow",
        "image",
        "services",
        "cache",
        "spec",
        "before_script",
        "after_script",
    ]
)
_STAGES = (".pre", "build", "test", "deploy", ".post")


def _of_pipeline(read: PlainYaml) -> Iterator[ShapeFault]:
    """Stages and jobs that a pipeline of GitLab names and does not have. What it includes may have them."""
    data = read.data
    jobs = {name: job for name, job in data.items() if isinstance(job, dict) and name not in _NO_JOBS}
    stages = data.get("stages") if isinstance(data.get("stages"), list) else list(_STAGES)
    elsewhere = "include" in data
    for name, job in jobs.items():
        stage = job.get("stage")
        if isinstance(stage, str) and "$" not in stage and stage not in (*stages, ".pre", ".post") and not elsewhere:
            yield _no_such(read.place((name, "stage")), "stage", stage, stages)
        rules = job.get("rules")
        for number, entry in enumerate(rules if isinstance(rules, list) else ()):
            if isinstance(entry, str):
                place = read.place((name, "rules", number))
                yield ShapeFault(place, "a rule has no name, such as `if:`", "write a colon after the name")
        for field in ("needs", "extends", "dependencies"):
            named = job.get(field)
            for number, one in enumerate(named if isinstance(named, list) else [named]):
                is_own = isinstance(one, dict) and not {"project", "pipeline", "optional"} & one.keys()
                wanted = one.get("job") if isinstance(one, dict) and is_own else one
                wanted = wanted.partition(":")[0] if isinstance(wanted, str) else wanted  # a job of a matrix: "a: [b]"
                if isinstance(wanted, str) and "$" not in wanted and wanted not in jobs and not elsewhere:
                    way = (name, field, number) if isinstance(named, list) else (name, field)
                    yield _no_such(read.place(way), "job", wanted, jobs)


def _no_such(place: Span, kind: str, name: str, known: Iterable[str]) -> ShapeFault:
    near = closest_match(name, known)
    return ShapeFault(
        place,
        f"there is no {kind} `{name}`" + (f"; did you mean `{near}`?" if near else ""),
        f"write `{near}`, if that is meant" if near else f"write the name of a {kind} of this file",
    )


def _of_settings(read: PlainYaml, paths: frozenset[str]) -> Iterator[ShapeFault]:
    """Extensions, plugins and files that settings name and that are not there, where it is likely what is meant."""
    for field, known in (
        ("markdown_extensions", {*_EXTENSIONS, *_PYMDOWNX, _OWN_EXTENSION}),
        ("plugins", {_OWN_PLUGIN, "search"}),
    ):
        entries = read.data.get(field)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = entry if isinstance(entry, str) else next(iter(entry), "") if isinstance(entry, dict) else ""
            near = closest_match(name, known) if name and name not in known else None
            if near:
                place = read.place((field, number))
                yield ShapeFault(
                    place, f"there is no `{name}`; did you mean `{near}`?", f"write `{near}`, if that is meant"
                )
    groups: dict[Way, Any] = {(): read.data, ("extra",): read.data.get("extra"), ("theme",): read.data.get("theme")}
    for way, group in groups.items():
        for name, value in group.items() if isinstance(group, dict) else ():
            usual = _KNOWN_NAMES.get(str(way[0])) if way else None
            near = next(
                (one for one in sorted(usual or ()) if name not in (usual or ()) and is_one_slip(name, one)), None
            )
            if near and near not in group:
                place = read.named((*way, name))
                yield ShapeFault(
                    place, f"`{name}` is not known; did you mean `{near}`?", f"write `{near}`, if that is meant"
                )
            elif value is None and name not in _MAY_BE_EMPTY:
                place = read.named((*way, name))
                yield ShapeFault(place, f"`{name}` has no value", "write its value, or take the name out")
    theme = read.data.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(custom, str) and not any(PurePosixPath(path).is_relative_to(PurePosixPath(custom)) for path in paths):
        yield ShapeFault(
            read.place(("theme", "custom_dir")), f"there is no folder `{custom}`", "write the path of the folder"
        )
