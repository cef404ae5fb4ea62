"""What a new area's framework is made of: every file, as text. Nothing is written here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pa_framework.edit.formatter import laid_out
from pa_framework.edit.requirement import Program
from pa_framework.look.markdown import escaped
from pa_framework.records.editor_schemas import FOR_EDITORS, modeline
from pa_framework.records.kinds import kind_at, patterns
from pa_framework.records.yaml_source import read
from pa_framework.text.package_data import locked_versions

Forge = Literal["github", "gitlab"]
TEMPLATES = Path(__file__).parent / "templates"
#: How the name of a template begins whose file begins with a dot: such files would act where they stand.
_DOT = "dot_"


@dataclass(frozen=True, slots=True)
class Area:
    """What is known of a new area before its first record.

    `repository` is the address where its files will be kept. `forges` are those for which workflows are made.
    `holds_the_program` is true of this repository alone, whose own workflows are made from the same templates.
    """

    title: str
    name: str
    publisher: str
    repository: str
    forges: tuple[Forge, ...]
    program: Program
    on: date
    contact: str = ""
    holds_the_program: bool = False

    @property
    def host(self) -> Forge | None:
        """The forge that the repository's address tells of; else the only one that was asked for."""
        told = forge_of(self.repository)
        return told or (self.forges[0] if len(self.forges) == 1 else None)

    @property
    def edit(self) -> str:
        """What comes before a record's path to edit it."""
        return f"{self.repository}/{'-/' if self.host == 'gitlab' else ''}edit/main/"

    @property
    def handles(self) -> Mapping[str, str]:
        """Names for the three teams, where the owner of the repository is known."""
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
    def site(self) -> str | None:
        """Where GitHub will publish the site; None where that is not known."""
        parts = urlsplit(self.repository)
        path = parts.path.strip("/").split("/")
        return f"https://{path[0].lower()}.github.io/{path[1]}/" if parts.netloc == "github.com" and path[1:] else None


def forge_of(repository: str) -> Forge | None:
    """The forge that an address tells of by its host."""
    host = urlsplit(repository).hostname or ""
    forges: tuple[Forge, ...] = ("github", "gitlab")
    return next((each for each in forges if each in host.split(".")), None)


def files_of(area: Area) -> dict[str, str]:
    """Every file of a new area's framework but CODEOWNERS, which is made from the records: path → text."""
    return _made("area", area) | forge_files(area)


def forge_files(area: Area) -> dict[str, str]:
    """The workflows, forms and templates for the forges of an area: path → text."""
    made: dict[str, str] = {}
    for forge in area.forges:
        made |= _made(forge, area)
    return made


def _made(folder: str, area: Area) -> dict[str, str]:
    values = {
        "title": area.title,
        "area": area.name,
        "publisher": area.publisher,
        "repository": area.repository,
        "contact": area.contact or area.repository,
        "edit": area.edit,
        "host": area.host,
        "handles": area.handles,
        "site": area.site,
        "on": area.on.isoformat(),
        "requirement": area.program.requirement,
        "this_machine": area.program.this_machine,
        "locked": locked_versions().rstrip("\n"),
        "editor_schemas": _editor_schemas(),
        "github": "github" in area.forges,
        "gitlab": "gitlab" in area.forges,
        "program": area.holds_the_program,
    }
    made = {}
    for path in sorted((TEMPLATES / folder).rglob("*")):
        if path.is_file():
            name = path.relative_to(TEMPLATES).as_posix()
            target = _undotted(PurePosixPath(name).relative_to(folder))
            made[target] = _in_its_form(target, _ENVIRONMENT.get_template(name).render(values))
    return made


def _undotted(path: PurePosixPath) -> str:
    return "/".join(f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in path.parts)


def _in_its_form(path: str, text: str) -> str:
    """A record begins with the line that leads editors to its schema, and has the one layout; other files are as they are."""
    kind = kind_at(path)
    return laid_out(read(f"{modeline(path, kind)}\n{text}", path)).text if kind else text


def _editor_schemas() -> str:
    """Which schema belongs to which files, as VS Code's settings say it."""
    wired = {f"{FOR_EDITORS}/{kind}.schema.json": places for kind, places in patterns().items()}
    return json.dumps(wired, indent=2).replace("\n", "\n  ")


def _quoted(text: str) -> str:
    """Text in double quotes, as YAML and JSON alike read it."""
    return json.dumps(text, ensure_ascii=False)


#: Other signs than Jinja's own, which workflows use for themselves.
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
    autoescape=False,  # what is made is YAML, Markdown and text; each value says by its filter how it is written
)
_ENVIRONMENT.filters |= {"quoted": _quoted, "markdown": escaped}
