"""Which records have a page: consent, confirmation or approval may be missing."""

from pa_framework.facts.addresses import page_path
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.stories import withheld_reason
from pa_framework.facts.support import is_stale
from pa_framework.records.base import Record
from pa_framework.records.model import CaseStudy, Support, Task


def has_page(facts: Facts, record: Record) -> bool:
    """Whether a page shows a record of a kind that has pages."""
    if isinstance(record, CaseStudy):
        return not record.replaced_by and withheld_reason(record, facts.on) is None
    if isinstance(record, Support):
        return not is_stale(record, facts)
    if isinstance(record, Task):
        framework = facts.records.framework
        live = framework is not None and framework.status == "live"
        return not (live and is_delegated(record) and record.approval.state == "draft")
    return True


def listed_tasks(facts: Facts) -> list[Task]:
    """The tasks that lists of tasks contain, by title: those that have a page and are not retired."""
    tasks = (task for task in facts.records.tasks.values() if has_page(facts, task) and not task.replaced_by)
    return sorted(tasks, key=lambda task: task.title)


def withheld_stories(facts: Facts) -> dict[str, CaseStudy]:
    """The stories that are withheld at present, by the paths of the pages that they would have."""
    return {
        page_path("case-study", story): story
        for story in facts.records.case_studies.values()
        if not story.replaced_by and withheld_reason(story, facts.on) is not None
    }
