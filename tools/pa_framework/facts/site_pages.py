"""The pages of the site that belong to no single record: address, title, and how links call them.

Rules, renaming and the site read this one declaration. The module of `site/` that builds a page declares how.
Pages of records get their address from `facts.addresses.page_path`. A kind whose list has no page here gets one.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from pa_framework.records.kinds import kinds_with_pages


class Link(Struct, frozen=True):
    """A title and a target: a path of the page tree, or a web address. `hint` describes the target in a few words."""

    title: str
    path: str
    hint: str = ""


class SitePage(Link, frozen=True):
    """A declared page. Links show `title`; the page itself shows `heading`."""

    heading: str = ""


_DECLARED: dict[str, SitePage] = {}
#: Every declared page by its path, in the order of the site.
SITE_PAGES: Mapping[str, SitePage] = MappingProxyType(_DECLARED)


def _declare(path: str, title: str, hint: str = "", heading: str = "") -> SitePage:
    """Adds a page to `SITE_PAGES`. `heading` is given where the page calls itself differently from links to it."""
    page = _DECLARED[path] = SitePage(title, path, hint, heading or title)
    return page


@cache
def parents_of(path: str) -> tuple[Link, ...]:
    """The pages above a page, from the first page down: the index of each folder that contains it.

    >>> [page.path for page in parents_of("about/rules/DEL001.md")]
    ['index.md', 'about/index.md', 'about/rules/index.md']
    """
    folders = PurePosixPath(path).parents
    indexes = (str(folder / "index.md") for folder in reversed(folders))
    return tuple(SITE_PAGES[index] for index in indexes if index in SITE_PAGES and index != path)


HOME = _declare("index.md", "Home")

FIND_WORK = _declare(
    "find-work.md", "Find work near you", "Noticeboards and registers of your area, and where else to look"
)

CAREER = _declare("career/index.md", "Career")
PAY = _declare("career/pay.md", "Pay", "What you would be paid in a week, a month and a year, and the legal minimum")
COMPARE = _declare(
    "career/compare.md", "Compare two levels", "Only what is new: what is expected, tasks, pay, learning"
)
WHERE = _declare(
    "career/where-am-i.md", "Where am I?", "See what you do well and what could come next, for yourself alone"
)

COMPETENCES = _declare("competences/index.md", "Competences")
MATRIX = _declare("competences/matrix.md", "Competences by level", "Which level expects what, at which step")

DELEGATION = _declare("delegation/index.md", "Delegation")
DECIDE = _declare(
    "delegation/decide.md",
    "Decide about a task",
    "Questions to answer together, one page to print",
    heading="May this task be delegated?",
)
DECIDE_AGAIN = _declare(
    "delegation/decide-again.md",
    "When something changes",
    "The nurse leaves, hospital, new equipment: should the PA carry on?",
    heading="When something changes: should the PA carry on?",
)
CHANGED = _declare(
    "delegation/changed.md", "What changed since …", "Choose a date, and see what is different since then"
)
NEVER = _declare("delegation/never.md", "What is never delegated")
SIGNS = _declare(
    "delegation/signs.md",
    "Signs and who to ring",
    "Every task in one table: emergency, urgent and same-day signs, who to ring, and what to do if no one may",
)
TASKS = _declare("delegation/tasks/index.md", "Tasks", heading="Find a healthcare task")
ROLES = _declare("delegation/roles/index.md", "Roles", heading="Roles in the chain")

LAW = _declare(
    "law/index.md",
    "Pay and employment law",
    "What the law says an employer must pay and do, with the day of each figure",
)
WHAT_CHANGES = _declare(
    "law/what-changes-when.md", "What changes when", "New rates and laws by date, with a calendar, and what to do"
)
LEARNING = _declare("learning/index.md", "Learning")
SUPPORT = _declare("support/index.md", "Support")
STORIES = _declare("stories/index.md", "Stories")
CASE_STUDIES = _declare("case-studies/index.md", "Case studies")
TOGETHER = _declare("working-together/index.md", "Working together")
PAPERS = _declare(
    "papers/index.md",
    "Forms to fill in",
    "Job advert, contract checklist, rota, agreement for a task, hospital passport and more",
)
CALCULATORS = _declare(
    "calculators/index.md",
    "Calculators",
    "Cost of a package, redundancy pay, pay for a week and holiday, with the working",
)
COST_OF_A_PACKAGE = _declare(
    "calculators/cost-of-a-package.md",
    "Cost of a package",
    "Wage, holiday, pension, National Insurance and other costs of a year, and who pays which part",
)
REDUNDANCY_PAY = _declare(
    "calculators/redundancy-pay.md",
    "Redundancy pay, and who pays it",
    "The legal minimum, what insurance pays first, and each funder's part",
)
PAY_FOR_A_WEEK = _declare(
    "calculators/pay-for-a-week.md",
    "Pay for a week",
    "Days, waking nights and sleep-ins, compared with the legal minimum for an age",
)
HOLIDAY_PAY = _declare(
    "calculators/holiday.md",
    "Holiday",
    "For the same hours each week, and for hours that vary",
    heading="How much holiday?",
)
MOVING = _declare(
    "calculators/when-the-funder-changes.md",
    "When the funder changes: the dates",
    "What must happen in which week, with a calendar file",
)
PLAN = _declare("plan/index.md", "Plan")
EVIDENCE = _declare("evidence/index.md", "Evidence")
STANDARDS = _declare("standards/index.md", "Standards", "How competences and learning match published standards")

NOW = _declare(
    "now/index.md", "Is this sheet still current?", "Compare the mark of a printed page with the mark it has now"
)

ADD = _declare(
    "add/index.md",
    "Add a record",
    "Forms for a new competence, task, learning offer or contact",
    heading="Add something new",
)
ADD_COMPETENCE = _declare("add/competence.md", "Add a competence", "Something that a PA can do, at four steps.")
ADD_TASK = _declare("add/task.md", "Add a healthcare task", "A task that may be delegated to a PA, or that never is.")
ADD_LEARNING = _declare("add/learning.md", "Add a learning offer", "A course, e-learning, shadowing or qualification.")
ADD_CONTACT = _declare("add/contact.md", "Add a contact", "A network, an adviser or a noticeboard that gives support.")

ABOUT = _declare("about/index.md", "About")
GLOSSARY = _declare("about/glossary.md", "Words we use", "What each word means, and what we call things")
A_TO_Z = _declare("about/a-to-z.md", "A to Z", "Every page by its title, and by what people call it")
SOURCES = _declare(
    "about/sources.md", "Sources", "The publications that this framework uses, and whether they are still current"
)
DRAFTS = _declare("about/drafts.md", "What awaits approval", "Records that no one has approved yet, by kind")
GAPS = _declare("about/gaps.md", "What is missing", "What the framework does not cover yet")
REGISTER = _declare("about/register.md", "The register", "How a register of sign-offs works, and totals of ours")
TRACE = _declare(
    "about/trace.md", "What the documents asked for", "What the source documents describe, and where it is answered"
)
DIFFERENCES = _declare(
    "about/differences.md",
    "What is different here",
    "Where this area says something else than the framework that it builds on, and why",
)
DATA = _declare("about/data.md", "Data", "The records for spreadsheets, programs and learning systems")
DOWNLOADS = _declare("about/downloads.md", "Downloads", "The records, their schemas, and how to set up an editor")
OFFLINE = _declare("about/offline.md", "Without signal", "What is saved on this device, and how to save everything")
STYLE = _declare(
    "about/style.md", "The look, part by part", "Colours, type and every part of a page, with their contrast"
)
VERSIONS = _declare("about/versions.md", "Versions", "Every version that was published, as it was")
CHANGES = _declare("about/changes.md", "Changes", "The version, and what changed in the tools")
RULES_INDEX = _declare("about/rules/index.md", "Rules", "What the checker looks for in every record, and why")

for _kind in kinds_with_pages():
    if _kind.pages and _kind.pages.section not in _DECLARED:
        _declare(_kind.pages.section, _kind.heading)
