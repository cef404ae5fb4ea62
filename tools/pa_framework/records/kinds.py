"""Every kind of record, declared once: where its files are, what it is called, where its pages are.

Everything else that depends on the kind of a record is derived from here and from its schema (the file of the same
name in `schemas/`): which file is read as what, the typed attributes of `Records` and `Register`, the addresses of
pages, the settings of editors, what `new` and `rename` offer, who is asked about a change, the order of reports.

A new kind is a declaration here, a schema, a template for its page and an example record. `make structs` then writes
its struct type and its attribute.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import force_setattr

from pa_framework.records.field_meaning import field_meanings
from pa_framework.records.json_schema import schema

#: The folders below the root of a framework in which records are.
TOP_FOLDERS = ("framework", "competences", "case_studies")
#: Where a framework holds a register of its own, which may only be invented.
REGISTER_FOLDER = "competences/register"
#: The folder of hand-written pages and their images.
PAGES_FOLDER = "framework/pages"
#: Folders below them that hold something else.
NOT_RECORDS = (PAGES_FOLDER, REGISTER_FOLDER)
#: The table of the legal minimum in the first edition, which law records have replaced.
MINIMUM_WAGE_FILE = "framework/minimum_wage.yaml"


class Pages(Struct, frozen=True, kw_only=True):
    """Where the pages of a kind are, as paths of the page tree.

    `folder` holds one page for each record, named by its id. `section` is the page that lists them. Where records of
    one kind belong to several folders, `folder_of` gives the folder by the value of the record's own field `kind`.
    """

    folder: str
    section: str
    folder_of: Mapping[str, str] = field(default_factory=dict)

    def path(self, name: str, own_kind: str = "") -> str:
        """The page of the record with the id `name`; `own_kind` is the value of its field `kind`."""
        return f"{self.folder_of.get(own_kind, self.folder)}/{name}.md"


class Kind(Struct, frozen=True, eq=False, kw_only=True, dict=True):
    """One kind of record.

    A record is a whole file (`file` or `folder`) or an entry of a list in one (`listed_in`). A file that is nothing
    but such a list has no `attribute`.

    Attributes:
        id: Its name in code, messages and commands; the name of its schema, unless it is an entry.
        attribute: Where `Records` or `Register` hold its records.
        file: The path of the only file of this kind, relative to the root of the framework or register.
        folder: The folder with one file for each record, relative to the same root.
        deep: Whether the folder may have sub-folders.
        in_any_folder: Whether a file with the name `file` may be in every folder that holds records.
        listed_in: For an entry: the kind of the file, and the field that holds the list.
        ordered: For an entry: whether the order of the list says which is higher. If not, they have no order.
        in_register: Whether it belongs to a competence register, not to a framework.
        required: Whether a framework cannot do without its file.
        pages: Where its records have pages of their own.
        shown_on: The page that shows all its records, each at an anchor with its id, where they have no own pages.
        singular: What a reader calls one, in the middle of a sentence.
        plural: What a reader calls several.
        heading: The heading of a list of them.
        report_order: Its place in reports; kinds without one come last, by their ids.
        clinicians_own: Whether only clinicians are asked about a change of its files.
    """

    id: str
    attribute: str = ""
    file: str = ""
    folder: str = ""
    deep: bool = False
    in_any_folder: bool = False
    listed_in: tuple[str, str] | None = None
    ordered: bool = False
    in_register: bool = False
    required: bool = False
    pages: Pages | None = None
    shown_on: str = ""
    singular: str = ""
    plural: str = ""
    heading: str = ""
    report_order: int = 100
    clinicians_own: bool = False

    def __post_init__(self) -> None:
        """Words that are not given follow from the id: `pay band`, `pay bands`, `Pay bands`."""
        singular = self.singular or self.words
        plural = self.plural or f"{singular}s"
        heading = self.heading or plural[:1].upper() + plural[1:]
        for name, value in (("singular", singular), ("plural", plural), ("heading", heading)):
            force_setattr(self, name, value)

    @property
    def words(self) -> str:
        """Its id as words, as messages about ids use it: `pay band`."""
        return self.id.replace("-", " ")

    @property
    def is_single(self) -> bool:
        """Whether there is one record of this kind at most, which is a whole file."""
        return bool(self.file and self.attribute)

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The part of a schema that describes one record of this kind."""
        if self.listed_in is None:
            return schema(self.id)
        file, name = self.listed_in
        part: Mapping[str, Any] = schema(file)["properties"][name]["items"]
        return part

    @cached_property
    def id_field(self) -> str:
        """The field that holds the id of a record, by its name in the file; empty where records have none."""
        fields = self.schema["properties"].items()
        return next((name for name, part in fields if part.get("x-name", name) == "id"), "")

    @cached_property
    def has_safety_rules(self) -> bool:
        """Whether a change of a file of this kind may loosen a rule that a clinician must agree to."""
        meanings = field_meanings(self.id).values()
        return any(meaning.clinical and meaning.guard not in ("none", "parts") for meaning in meanings)

    @property
    def can_retire(self) -> bool:
        """Whether a record can stay and name the one that takes its place."""
        return "replaced_by" in self.schema["properties"]

    @property
    def needs_approval(self) -> bool:
        """Whether its records say who approved them."""
        return "approval" in self.schema["properties"]


#: In the order in which they are offered and listed.
KINDS: tuple[Kind, ...] = (
    Kind(
        id="framework",
        attribute="framework",
        file="framework/framework.yaml",
        required=True,
        singular="the framework's settings",
        plural="settings",
        report_order=0,
        clinicians_own=True,
    ),
    Kind(id="contact", attribute="contacts", listed_in=("framework", "contacts")),
    Kind(
        id="areas",
        file="framework/areas.yaml",
        required=True,
        singular="the areas of competence",
        plural="areas",
    ),
    Kind(id="area", attribute="areas", listed_in=("areas", "areas")),
    Kind(
        id="steps",
        file="framework/steps.yaml",
        required=True,
        singular="the steps",
        plural="steps",
        clinicians_own=True,
    ),
    Kind(id="step", attribute="steps", listed_in=("steps", "steps"), ordered=True),
    Kind(id="glossary", file="framework/glossary.yaml", singular="the glossary", plural="glossaries"),
    Kind(id="term", attribute="terms", listed_in=("glossary", "terms"), shown_on="about/glossary.md"),
    Kind(
        id="delegation",
        attribute="policy",
        file="framework/delegation.yaml",
        singular="the delegation policy",
        plural="policies",
        report_order=1,
        clinicians_own=True,
    ),
    Kind(id="category", attribute="categories", listed_in=("delegation", "categories"), plural="categories"),
    Kind(id="tier", attribute="tiers", listed_in=("delegation", "tiers"), ordered=True),
    Kind(id="phone-line", attribute="phone_lines", listed_in=("delegation", "phone_lines")),
    Kind(id="sign", attribute="signs", listed_in=("delegation", "signs")),
    Kind(id="trigger", attribute="triggers", listed_in=("delegation", "triggers")),
    Kind(id="condition", attribute="conditions", listed_in=("delegation", "conditions")),
    Kind(id="credential", attribute="credentials", listed_in=("delegation", "credentials")),
    Kind(id="ground", attribute="grounds", listed_in=("delegation", "grounds")),
    Kind(id="setting", attribute="settings", listed_in=("delegation", "settings"), singular="place", plural="places"),
    Kind(
        id="withdrawal-reason",
        attribute="withdrawal_reasons",
        listed_in=("delegation", "withdrawal_reasons"),
        singular="reason to withdraw",
        plural="reasons to withdraw",
    ),
    Kind(id="orders", file="framework/orders.yaml", singular="orders", plural="orders", clinicians_own=True),
    Kind(id="order", attribute="orders", listed_in=("orders", "orders"), shown_on="delegation/index.md"),
    Kind(
        id="sources",
        file="framework/sources.yaml",
        required=True,
        singular="the list of sources",
        plural="lists of sources",
    ),
    Kind(id="source", attribute="sources", listed_in=("sources", "sources"), shown_on="about/sources.md"),
    Kind(id="trace", file="framework/trace.yaml", singular="the trace of the documents", plural="traces"),
    Kind(id="trace-row", attribute="trace", listed_in=("trace", "rows"), shown_on="about/trace.md"),
    Kind(
        id="search",
        file="framework/search.yaml",
        singular="the words of the search",
        plural="words of the search",
    ),
    Kind(
        id="search-entry",
        attribute="search_entries",
        listed_in=("search", "entries"),
        shown_on="about/a-to-z.md",
        singular="entry of the search",
        plural="entries of the search",
    ),
    Kind(id="changes", file="framework/changes.yaml", singular="changes", plural="changes"),
    Kind(id="change", attribute="changes", listed_in=("changes", "changes")),
    Kind(
        id="level",
        attribute="levels",
        folder="framework/levels",
        pages=Pages(folder="career", section="career/index.md"),
        report_order=4,
    ),
    Kind(
        id="pay-band",
        attribute="pay_bands",
        folder="framework/pay_bands",
        shown_on="career/pay.md",
        report_order=5,
    ),
    Kind(
        id="law",
        attribute="law",
        folder="framework/law",
        pages=Pages(folder="law", section="law/index.md"),
        singular="law record",
        heading="Pay and employment law",
    ),
    Kind(
        id="competence",
        attribute="competences",
        folder="competences",
        deep=True,
        pages=Pages(folder="competences", section="competences/index.md"),
        report_order=6,
    ),
    Kind(
        id="role",
        attribute="roles",
        folder="framework/roles",
        pages=Pages(folder="delegation/roles", section="delegation/roles/index.md"),
        report_order=3,
        clinicians_own=True,
    ),
    Kind(
        id="task",
        attribute="tasks",
        folder="framework/tasks",
        pages=Pages(folder="delegation/tasks", section="delegation/tasks/index.md"),
        heading="Healthcare tasks",
        report_order=2,
        clinicians_own=True,
    ),
    Kind(
        id="standard",
        attribute="standards",
        folder="framework/standards",
        pages=Pages(folder="standards", section="standards/index.md"),
    ),
    Kind(
        id="learning",
        attribute="learning",
        folder="framework/learning",
        pages=Pages(folder="learning", section="learning/index.md"),
        plural="learning",
    ),
    Kind(
        id="support",
        attribute="support",
        folder="framework/support",
        pages=Pages(folder="support", section="support/index.md"),
        plural="support",
    ),
    Kind(
        id="organisations",
        file="framework/organisations.yaml",
        singular="the list of organisations",
        plural="lists of organisations",
    ),
    Kind(id="organisation", attribute="organisations", listed_in=("organisations", "organisations")),
    Kind(
        id="agreement",
        attribute="agreements",
        folder="framework/agreements",
        pages=Pages(folder="working-together", section="working-together/index.md"),
        heading="Agreements between council and NHS",
    ),
    Kind(
        id="paper",
        attribute="papers",
        folder="framework/papers",
        pages=Pages(folder="papers", section="papers/index.md"),
        heading="Forms to fill in",
    ),
    Kind(
        id="plan",
        attribute="plan",
        folder="framework/plan",
        pages=Pages(folder="plan", section="plan/index.md"),
    ),
    Kind(
        id="evidence",
        attribute="evidence",
        folder="framework/evidence",
        pages=Pages(folder="evidence", section="evidence/index.md"),
        plural="evidence",
    ),
    Kind(
        id="case-study",
        attribute="case_studies",
        folder="case_studies",
        pages=Pages(folder="stories", section="stories/index.md", folder_of={"organisation": "case-studies"}),
        singular="story or case study",
        plural="stories and case studies",
        report_order=7,
    ),
    Kind(
        id="waivers",
        file="waivers.yaml",
        in_any_folder=True,
        singular="waivers of findings",
        plural="waivers",
        clinicians_own=True,
    ),
    Kind(
        id="waiver",
        attribute="waivers",
        listed_in=("waivers", "waivers"),
        singular="waiver of a finding",
        plural="waivers",
    ),
    Kind(id="register", attribute="about", file="register.yaml", in_register=True),
    Kind(id="practitioner", attribute="practitioners", folder="practitioners", in_register=True),
    Kind(id="pa", attribute="pas", folder="pas", in_register=True, singular="PA"),
    Kind(id="person", attribute="persons", folder="persons", in_register=True, plural="people"),
    Kind(id="hospital-agreement", attribute="agreements", folder="agreements", in_register=True),
    Kind(id="group-training", attribute="group_trainings", folder="group_trainings", in_register=True),
)

#: Kind by its id.
KIND: Mapping[str, Kind] = MappingProxyType({kind.id: kind for kind in KINDS})


@cache
def kinds_with_ids(*, in_register: bool = False) -> Mapping[str, Kind]:
    """The kinds of a framework, or of a register, whose records are found by their ids; by the id of the kind."""
    return {
        kind.id: kind
        for kind in KINDS
        if kind.in_register is in_register and kind.attribute and not kind.is_single and kind.id_field
    }


def framework_kinds() -> Iterator[Kind]:
    """The kinds of a framework, in order."""
    return (kind for kind in KINDS if not kind.in_register)


def register_kinds() -> Iterator[Kind]:
    """The kinds of a competence register, in order."""
    return (kind for kind in KINDS if kind.in_register)


@cache
def folder_kinds(*, in_register: bool = False) -> tuple[Kind, ...]:
    """The kinds of a framework, or of a register, that have a folder with one file for each record."""
    return tuple(kind for kind in KINDS if kind.folder and kind.in_register is in_register)


@cache
def kinds_to_approve() -> tuple[Kind, ...]:
    """The kinds with a folder whose records say who approved them."""
    return tuple(kind for kind in folder_kinds() if kind.needs_approval)


@cache
def kinds_with_pages() -> tuple[Kind, ...]:
    """The kinds whose records have pages of their own."""
    return tuple(kind for kind in KINDS if kind.pages is not None)


@cache
def file_kinds(*, in_register: bool = False) -> tuple[Kind, ...]:
    """The kinds of a framework, or of a register, of which there is one file, at one place."""
    return tuple(kind for kind in KINDS if kind.file and not kind.in_any_folder and kind.in_register is in_register)


@cache
def entry_kinds(kind: str) -> tuple[tuple[str, Kind], ...]:
    """The lists in a file of a kind whose entries are records of their own: the field, and the kind of its entries."""
    return tuple(
        (entry.listed_in[1], entry) for entry in KINDS if entry.listed_in is not None and entry.listed_in[0] == kind
    )


@cache
def kinds_in_file(kind: str) -> tuple[Kind, ...]:
    """The kinds of the records that a file of a kind holds: its own, if the file is a record, and its entries'."""
    own = (KIND[kind],) if KIND[kind].attribute else ()
    return (*own, *(entry for _, entry in entry_kinds(kind)))


def kind_at(path: str) -> str | None:
    """The kind of file that belongs at a path relative to the root of a framework, or None where no record belongs.

    A file of the first edition has the kind that has replaced it.

    >>> kind_at("framework/tasks/gastrostomy-feed.yaml"), kind_at("competences/safety/waivers.yaml")
    ('task', 'waivers')
    """
    single, folders, deep, anywhere = _places()
    if path in single:
        return single[path]
    folder, _, name = path.rpartition("/")
    if not name.endswith(".yaml") or name == ".yaml":
        return None
    kind = folders.get(folder) or next((deep[top] for top in deep if folder.startswith(f"{top}/")), None)
    if name in anywhere and (kind or any(file.rpartition("/")[0] == folder for file in single)):
        return anywhere[name]
    return kind


def kind_at_in_register(path: str) -> str | None:
    """The kind of record that belongs at a path relative to the root of a register, or None where none belongs."""
    by_file, by_folder = _places_in_register()
    folder, _, name = path.rpartition("/")
    is_record = name.endswith(".yaml") and name != ".yaml"
    return by_file.get(path) or (by_folder.get(folder) if is_record else None)


@cache
def _places_in_register() -> tuple[dict[str, str], dict[str, str]]:
    """Ids of the kinds of a register by file, and by folder."""
    kinds = tuple(register_kinds())
    return (
        {kind.file: kind.id for kind in kinds if kind.file},
        {kind.folder: kind.id for kind in kinds if kind.folder},
    )


@cache
def _places() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
    """Ids of the kinds of a framework by file, by folder, by folder that has sub-folders, by name in any folder."""
    folders = folder_kinds()
    return (
        {kind.file: kind.id for kind in file_kinds()} | {MINIMUM_WAGE_FILE: "law"},
        {kind.folder: kind.id for kind in folders},
        {kind.folder: kind.id for kind in folders if kind.deep},
        {kind.file: kind.id for kind in framework_kinds() if kind.in_any_folder},
    )


def patterns() -> dict[str, list[str]]:
    """Kind of file → patterns of its files, relative to the root of a framework; `!` leaves files out."""
    anywhere = [kind.file for kind in framework_kinds() if kind.in_any_folder]
    found = {kind.id: [kind.file] for kind in file_kinds()}
    for kind in folder_kinds():
        within = f"{kind.folder}/**/*.yaml" if kind.deep else f"{kind.folder}/*.yaml"
        left_out = [f"!**/{name}" for name in anywhere]
        if kind.deep:
            left_out += [f"!{folder}/**" for folder in NOT_RECORDS if folder.startswith(f"{kind.folder}/")]
        found[kind.id] = [within, *left_out]
    for kind in framework_kinds():
        if kind.in_any_folder:
            found[kind.id] = [f"{top}/**/{kind.file}" for top in TOP_FOLDERS]
    return found


def report_sort_key(kind: str) -> tuple[int, str]:
    """A key to sort ids of kinds as reports list them."""
    declared = KIND.get(kind)
    return declared.report_order if declared else 100, kind
