"""When the funder changes: what happens in which week, as days from a day that someone chooses, with a calendar file.

The weeks for which the present funder goes on come from the settings of the framework. A script writes the days and makes the
calendar on the device. Without scripts the page is a table of weeks.
"""

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import MOVING, Link
from pa_framework.look.page import link_to
from pa_framework.site.page_kinds import Pages, StandalonePage
from pa_framework.text.sentences import count


class Step(Struct, frozen=True):
    """What happens so many weeks after the decision."""

    weeks: int
    title: str
    words: str

    @property
    def when(self) -> str:
        """When it happens, in words."""
        return f"{count(self.weeks, 'week')} after the decision" if self.weeks else "On the day of the decision"


class MovingView(Struct, frozen=True):
    """The steps, the weeks for which the present funder goes on in words, and papers for it. No steps without the setting."""

    steps: tuple[Step, ...]
    continued: str
    links: tuple[Link, ...]


def _view(facts: Facts) -> MovingView:
    framework = facts.records.framework
    weeks = framework.settings.funding_transfer_weeks if framework else 0
    named = (
        ("agreement", "moving-between-funders"),
        ("paper", "early-alert"),
        ("paper", "move-meeting"),
        ("paper", "escalation-sheet"),
    )
    return MovingView(
        tuple(_steps(weeks)) if weeks else (),
        count(weeks, "week"),
        tuple(link for kind, id in named if (link := link_to(facts, kind, id))),
    )


def _steps(weeks: int) -> list[Step]:
    last = "The new budget must be ready. If it is late, the present funder goes on. Ask for that in writing before this day."
    steps = [
        Step(
            0,
            "Decision to change the funder",
            "The person says whether they want to keep their PAs. The present funder keeps paying. Send the early alert, if no one has yet.",
        ),
        *(
            Step(
                week,
                "Meeting of both funders",
                "Go through each person who is moving: budget, PAs, tasks, and who acts by when.",
            )
            for week in range(2, weeks, 2)
        ),
        Step(
            weeks // 2,
            "Rates, insurance and status in writing",
            "What will the new funder pay an hour? Does the insurer cover the PAs and their tasks after the change?",
        ),
        Step(
            max(weeks - 2, 0),
            "Healthcare tasks decided again",
            "A professional decides about each delegated task before the funder changes.",
        ),
        Step(weeks, "The minimum time of continued funding ends", last),
        Step(
            weeks + 2,
            "Costs settled",
            "The funders settle who pays back what. Holiday that was earned and not taken is in the new budget.",
        ),
    ]
    return sorted(steps, key=lambda step: step.weeks)


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=MOVING,
        kind="moving",
        template="moving.md.j2",
        view=_view,
        description="What must happen in which week when the council hands over to the NHS, with days and a calendar file.",
        scripts=("timeline",),
    ),
)
