"""Finds the files of a framework, reads them all, and indexes what they hold by id."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec.structs import replace

from pa_framework.records import model
from pa_framework.records.decode import kinds_within, shaped
from pa_framework.records.files import read_file, readable, yaml_files
from pa_framework.records.references import Reference, references
from pa_framework.records.yaml_source import Document
from pa_framework.text.findings import Finding

#: Where each kind lives: single files, and folders with one file per thing.
FILES: Mapping[str, str] = {
    "framework/framework.yaml": "framework",
    "framework/areas.yaml": "areas",
    "framework/steps.yaml": "steps",
    "framework/glossary.yaml": "glossary",
    "framework/delegation.yaml": "delegation",
    "framework/minimum_wage.yaml": "minimum-wage",
    "framework/sources.yaml": "sources",
    "framework/trace.yaml": "trace",
    "framework/changes.yaml": "changes",
}
FOLDERS: Mapping[str, str] = {
    "framework/levels": "level",
    "framework/pay_bands": "pay-band",
    "framework/roles": "role",
    "framework/tasks": "task",
    "framework/standards": "standard",
    "framework/learning": "learning",
    "framework/support": "support",
    "framework/agreements": "agreement",
    "framework/plan": "plan",
    "framework/evidence": "evidence",
    "competences": "competence",
    "case_studies": "case-study",
}
#: Folders in which sub-folders are allowed.
DEEP = frozenset({"competences"})
#: A file that stands in any folder of records, and its kind.
WAIVERS = ("waivers.yaml", "waivers")
#: Folders below the record folders that hold something else.
NOT_RECORDS = ("framework/pages", "competences/register")
TOP = ("framework", "competences", "case_studies")


class NoFramework(Exception):
    """The folder that was named holds no framework. The message is one sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that was read, together.

    The mappings go from id to noun, in the order of the files. `left_out` holds documents that could not be
    read or whose shape does not hold: nothing is said of what refers to them (one cause, one finding).
    """

    roots: tuple[Path, ...] = ()
    documents: tuple[tuple[Document, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    left_out: frozenset[tuple[str, str]] = frozenset()
    unknown_kinds: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    doubles: tuple[tuple[str, str, model.Origin, model.Origin], ...] = ()
    waivers: tuple[model.Waiver, ...] = ()
    framework: model.Framework | None = None
    policy: model.Policy | None = None
    minimum_wage: model.MinimumWage | None = None
    contacts: Mapping[str, model.Contact] = field(default_factory=dict)
    areas: Mapping[str, model.Area] = field(default_factory=dict)
    steps: Mapping[str, model.Step] = field(default_factory=dict)
    terms: Mapping[str, model.Term] = field(default_factory=dict)
    sources: Mapping[str, model.Source] = field(default_factory=dict)
    trace: Mapping[str, model.TraceRow] = field(default_factory=dict)
    changes: Mapping[str, model.Change] = field(default_factory=dict)
    categories: Mapping[str, model.Category] = field(default_factory=dict)
    tiers: Mapping[str, model.Tier] = field(default_factory=dict)
    triggers: Mapping[str, model.Trigger] = field(default_factory=dict)
    competences: Mapping[str, model.Competence] = field(default_factory=dict)
    levels: Mapping[str, model.Level] = field(default_factory=dict)
    pay_bands: Mapping[str, model.PayBand] = field(default_factory=dict)
    roles: Mapping[str, model.Role] = field(default_factory=dict)
    tasks: Mapping[str, model.Task] = field(default_factory=dict)
    standards: Mapping[str, model.Standard] = field(default_factory=dict)
    learning: Mapping[str, model.Learning] = field(default_factory=dict)
    support: Mapping[str, model.Support] = field(default_factory=dict)
    agreements: Mapping[str, model.Agreement] = field(default_factory=dict)
    plan: Mapping[str, model.PlanArea] = field(default_factory=dict)
    evidence: Mapping[str, model.Evidence] = field(default_factory=dict)
    case_studies: Mapping[str, model.CaseStudy] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Mapping[str, model.Noun]:
        """All nouns of a kind, by id."""
        return getattr(self, _FIELD_OF[kind]) if kind in _FIELD_OF else MappingProxyType({})

    def joined(self, nouns: Iterable[tuple[str, object]]) -> "Records":
        """The same with more nouns, each with its kind; one whose id is there already changes nothing."""
        found: dict[str, dict[str, object]] = {}
        single: dict[str, object] = {}
        for kind, noun in nouns:
            if kind in _SINGLE:
                single[_SINGLE[kind]] = noun
            elif kind in _FIELD_OF:
                here = found.setdefault(kind, dict(self.of_kind(kind)))
                here.setdefault(str(getattr(noun, "id", "")), noun)
        more = {_FIELD_OF[kind]: MappingProxyType(by_id) for kind, by_id in found.items()}
        return replaced(self, **single, **more)  # type: ignore[arg-type]

    def step_order(self) -> dict[str, int]:
        """Steps by height: 0 is the first."""
        return {step: height for height, step in enumerate(self.steps)}

    def tier_order(self) -> dict[str, int]:
        """Tiers by height: 0 is the lowest risk."""
        return {tier: height for height, tier in enumerate(self.tiers)}

    def levels_in_order(self) -> list[model.Level]:
        """Levels that are not retired, first to last."""
        return sorted(
            (level for level in self.levels.values() if not level.replaced_by), key=lambda each: (each.order, each.id)
        )


#: Kind of noun → field of Records.
_FIELD_OF: Mapping[str, str] = {
    "contact": "contacts",
    "area": "areas",
    "step": "steps",
    "term": "terms",
    "source": "sources",
    "trace-row": "trace",
    "change": "changes",
    "category": "categories",
    "tier": "tiers",
    "trigger": "triggers",
    "competence": "competences",
    "level": "levels",
    "pay-band": "pay_bands",
    "role": "roles",
    "task": "tasks",
    "standard": "standards",
    "learning": "learning",
    "support": "support",
    "agreement": "agreements",
    "plan": "plan",
    "evidence": "evidence",
    "case-study": "case_studies",
}
_SINGLE: Mapping[str, str] = {"framework": "framework", "delegation": "policy", "minimum-wage": "minimum_wage"}


def read_records(*roots: Path) -> Records:
    """All records below the roots. Raises NoFramework where a root holds no `framework` folder."""
    documents: list[tuple[Document, str]] = []
    strays: list[str] = []
    for root in roots:
        _must_hold_framework(root)
        for path in yaml_files(root, TOP, NOT_RECORDS):
            kind = kind_of(path)
            if kind is None:
                strays.append(readable(path))
            else:
                documents.append((read_file(root, path, path), kind))
    return gather(documents, strays, roots)


def gather(
    documents: Iterable[tuple[Document, str]], strays: Sequence[str] = (), roots: Sequence[Path] = ()
) -> Records:
    """Documents with their kinds, judged for their shape, and what holds built and indexed."""
    documents = tuple(documents)
    findings: list[Finding] = []
    left_out: set[tuple[str, str]] = set()
    unknown: set[str] = {each for kind in FILES.values() for each in kinds_within(kind)}
    found: dict[str, dict[str, model.Noun]] = {each: {} for each in _FIELD_OF}
    single: dict[str, object] = {}
    named: list[Reference] = []
    doubles: list[tuple[str, str, model.Origin, model.Origin]] = []
    whole: list[tuple[str, str, model.Noun]] = []
    waivers: list[model.Waiver] = []
    for document, kind in documents:
        held, wrong = shaped(document, kind)
        if wrong:
            findings += wrong
            left_out |= _ids_of(document, kind)
            continue
        named += references(document, kind)
        unknown.difference_update(kinds_within(kind))
        whole += [(kind, noun_kind, noun) for noun_kind, noun in held]
    asked_for = {(reference.kind, reference.id) for reference in named}
    whole.sort(key=lambda each: each[0] == each[1] and _misnamed(each[2]))  # of two with one id, the well-named counts
    for kind, noun_kind, noun in whole:
        name = _known_as(noun, kind, asked_for) if kind == noun_kind else getattr(noun, "id", "")
        if isinstance(noun, model.Waiver):
            waivers.append(noun)
        elif noun_kind in _SINGLE:
            single[_SINGLE[noun_kind]] = noun
        elif name in found[noun_kind]:
            doubles.append((noun_kind, name, noun.origin, found[noun_kind][name].origin))
        else:
            found[noun_kind][name] = noun if name == noun.id else replace(noun, id=name)
    return Records(
        roots=tuple(roots),
        documents=documents,
        findings=tuple(findings),
        strays=tuple(strays),
        left_out=frozenset(left_out),
        unknown_kinds=frozenset(unknown),
        references=tuple(named),
        doubles=tuple(doubles),
        waivers=tuple(waivers),
        **single,  # type: ignore[arg-type]
        **{_FIELD_OF[kind]: MappingProxyType(by_id) for kind, by_id in found.items()},  # type: ignore[arg-type]
    )


def _misnamed(noun: model.Noun) -> bool:
    return bool(getattr(noun, "id", "") != PurePosixPath(noun.origin.path).stem)


def _known_as(noun: model.Noun, kind: str, asked_for: Collection[tuple[str, str]]) -> str:
    """The id of a noun that is a file: the one it writes, or its file's name where the two differ and others use that.

    So a slip in either is one finding, and not one more at every reference.
    """
    written, stem = getattr(noun, "id", ""), PurePosixPath(noun.origin.path).stem
    return stem if _misnamed(noun) and (kind, stem) in asked_for and (kind, written) not in asked_for else written


def _ids_of(document: Document, kind: str) -> set[tuple[str, str]]:
    """The ids that a document would have given: its file's name, and the one that it writes."""
    ids = {PurePosixPath(document.path).stem}
    if isinstance(document.data, dict) and isinstance(document.data.get("id"), str):
        ids.add(document.data["id"])
    return {(kind, each) for each in ids}


def kind_of(path: str) -> str | None:
    """The kind of record that belongs at a path, or None where no record belongs."""
    if path in FILES:
        return FILES[path]
    folder, _, name = path.rpartition("/")
    if not name.endswith(".yaml") or name == ".yaml":
        return None
    kind = FOLDERS.get(folder) or next((FOLDERS[deep] for deep in DEEP if folder.startswith(f"{deep}/")), None)
    if name == WAIVERS[0] and (kind or folder in _WITH_FILES):
        return WAIVERS[1]
    return kind


#: Folders in which single files stand.
_WITH_FILES = frozenset(path.rpartition("/")[0] for path in FILES)


def _must_hold_framework(root: Path) -> None:
    if not root.is_dir():
        raise NoFramework(f"`{root}` is {'a file, not' if root.is_file() else 'not'} a folder")
    if not (root / "framework").is_dir():
        here = root.resolve()
        around = next((each for each in here.parents if all((each / top).is_dir() for top in TOP)), None)
        raise NoFramework(
            f"`{here if root == Path() else root}` holds no framework: there is no folder `framework` in it"
            + (f"; did you mean `{around}`?" if around else "")
        )
