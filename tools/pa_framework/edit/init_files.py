"""The files of a new area's framework, rendered from templates. Nothing is written here."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from pa_framework.edit.formatter import format_document
from pa_framework.edit.init_requirement import Requirement
from pa_framework.edit.shipped_law import SOURCES, cited_sources, for_framework, with_sources
from pa_framework.look.markdown import escaped
from pa_framework.records.bases import content_hash
from pa_framework.records.editor_schemas import editor_settings, modeline
from pa_framework.records.files import read_file
from pa_framework.records.kinds import TOP_FOLDERS, kind_at
from pa_framework.records.yaml_source import parse_document
from pa_framework.text import package_data
from pa_framework.text.package_data import law_files, locked_versions

Forge = Literal["github", "gitlab"]
FORGES: tuple[Forge, ...] = ("github", "gitlab")
TEMPLATES = Path(__file__).parent / "templates"
_SETTINGS = "framework/framework.yaml"
#: Pages that an area has for itself, whatever it builds on: what it says there is its own duty.
_OWN_PAGES = ("framework/pages/about/accessibility.md", "framework/pages/about/privacy.md")
#: The prefix of a template for a file whose name begins with a dot: such files would take effect in this repository.
_DOT_PREFIX = "dot_"
#: The ending that is added to the name of a template which tools would take for Python, and could not read.
_TEMPLATE = ".j2"


class Adopted(Struct, frozen=True):
    """The version and the hash of the reference framework that a new area builds on."""

    version: str
    sha256: str


def reference_of_today() -> Adopted:
    """The reference framework that this program brings."""
    root = package_data.REFERENCE_ROOT
    settings = read_file(root, _SETTINGS, _SETTINGS).data
    return Adopted(str(settings["version"]), content_hash(root))


class Area(Struct, frozen=True):
    """What describes a new area before it has records.

    With `base`, it builds on that; without, it has first records of its own. `council` and `icb` are who pays for PAs.
    `repository` is the web address of the repository for its files. `forges` are those for which workflows are made.
    `is_program` is true of this repository alone, whose own workflows are made from the same templates.
    """

    title: str
    name: str
    publisher: str
    repository: str
    forges: tuple[Forge, ...]
    requirement: Requirement
    on: date
    contact: str = ""
    is_program: bool = False
    base: Adopted | None = None
    council: str = "The council"
    icb: str = "The integrated care board (ICB)"

    @property
    def host(self) -> Forge | None:
        """The forge of the repository's address; else the only one that workflows are made for; else None."""
        return forge_of(self.repository) or (self.forges[0] if len(self.forges) == 1 else None)

    @property
    def edit_url(self) -> str:
        """The address that, with the path of a record after it, opens that record for editing."""
        return f"{self.repository}/{'-/' if self.host == 'gitlab' else ''}edit/main/"

    @property
    def handles(self) -> Mapping[str, str]:
        """Handles for the three teams, where the address of the repository says who owns it."""
        path = urlsplit(self.repository).path.strip("/").split("/")
        if forge_of(self.repository) is None or len(path) < 2:
            return {}
        owner = "/".join(path[:-1])
        return {
            "team": f"@{owner}/framework-team",
            "clinical": f"@{owner}/clinical-group",
            "training": f"@{owner}/training-leads",
        }

    @property
    def site_url(self) -> str | None:
        """Where GitHub will publish the site; None for a repository elsewhere."""
        parts = urlsplit(self.repository)
        path = parts.path.strip("/").split("/")
        return f"https://{path[0].lower()}.github.io/{path[1]}/" if parts.netloc == "github.com" and path[1:] else None


def forge_of(repository: str) -> Forge | None:
    """The forge whose name is part of the host of an address, or None."""
    host = urlsplit(repository).hostname or ""
    return next((forge for forge in FORGES if forge in host.split(".")), None)


def area_files(area: Area) -> dict[str, str]:
    """Every file of a new area's framework as path → text, except CODEOWNERS, which is made from the records."""
    files = _render_folder("area", area)
    if area.base is not None:
        kept = {path: text for path, text in files.items() if path.split("/")[0] not in TOP_FOLDERS}
        own = {path: files[path] for path in _OWN_PAGES}
        return kept | own | _render_folder("overlay", area) | common_files(area) | forge_files(area)
    return files | _law(files) | common_files(area) | forge_files(area)


def common_files(area: Area) -> dict[str, str]:
    """The files that this repository and each area have alike, as path → text: their verbs, and how git keeps lines."""
    return _render_folder("common", area)


def _law(files: Mapping[str, str]) -> dict[str, str]:
    """The law records that the program ships, and the list of sources with those that they cite."""
    contacts = [contact["id"] for contact in parse_document(files[_SETTINGS], _SETTINGS).data["contacts"]]
    law = {path: for_framework(text, path, contacts) for path, text in law_files().items()}
    cited = set[str]().union(*(cited_sources(parse_document(text, path)) for path, text in law.items()))
    sources, _ = with_sources(parse_document(files[SOURCES], SOURCES), cited)
    return {SOURCES: sources, **law}


def forge_files(area: Area) -> dict[str, str]:
    """The workflows, forms and templates for the forges of an area, as path → text."""
    files: dict[str, str] = {}
    for forge in area.forges:
        files |= _render_folder(forge, area)
    return files


def _render_folder(folder: str, area: Area) -> dict[str, str]:
    values = {
        "title": area.title,
        "area": area.name,
        "publisher": area.publisher,
        "repository": area.repository,
        "contact": area.contact or area.repository,
        "edit": area.edit_url,
        "host": area.host,
        "handles": area.handles,
        "site": area.site_url,
        "on": area.on.isoformat(),
        "requirement": area.requirement.line,
        "this_machine": area.requirement.is_local,
        "locked": locked_versions().rstrip("\n"),
        "editor_schemas": _editor_schemas(),
        "github": "github" in area.forges,
        "gitlab": "gitlab" in area.forges,
        "program": area.is_program,
        "base": area.base,
        "council": area.council,
        "icb": area.icb,
        "plan": f"First steps in {area.name}",
        "soon": _in_months(area.on, 2),
        "later": _in_months(area.on, 6),
    }
    files = {}
    for path in sorted((TEMPLATES / folder).rglob("*")):
        if path.is_file():
            template = path.relative_to(TEMPLATES).as_posix()
            target = _target_path(PurePosixPath(template.removesuffix(_TEMPLATE)).relative_to(folder))
            files[target] = _format(target, _ENVIRONMENT.get_template(template).render(values))
    return files


def _in_months(day: date, months: int) -> str:
    """The month that is so many months after a day, as records write it."""
    years, month = divmod(day.month - 1 + months, 12)
    return f"{day.year + years}-{month + 1:02}"


def _target_path(path: PurePosixPath) -> str:
    return "/".join(
        f".{part.removeprefix(_DOT_PREFIX)}" if part.startswith(_DOT_PREFIX) else part for part in path.parts
    )


def _format(path: str, text: str) -> str:
    """A record with the line that leads editors to its schema, formatted; any other file as it is."""
    kind = kind_at(path)
    return format_document(parse_document(f"{modeline(path, kind)}\n{text}", path)).text if kind else text


def _editor_schemas() -> str:
    """Which schema belongs to which files, as VS Code's settings have it."""
    return json.dumps(editor_settings(), indent=2).replace("\n", "\n  ")


def _quoted(text: str) -> str:
    """Text in double quotes, as both YAML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)


#: Delimiters other than Jinja's own, which workflows use themselves.
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    variable_start_string="{=",
    variable_end_string="=}",
    block_start_string="{%",
    block_end_string="%}",
    comment_start_string="{##",
    comment_end_string="##}",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,  # the files are YAML, Markdown and text; a filter says for each value how it is escaped
)
_ENVIRONMENT.filters |= {"quoted": _quoted, "markdown": escaped}
