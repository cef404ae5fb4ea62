"""How the policy's triggers for a new decision are weakened: each once, with the tasks that it no longer holds for."""

from pa_framework.facts.comparison.sentence_diff import compare_sentences
from pa_framework.facts.comparison.weakened import Comparison, Weakened, Weaknesses
from pa_framework.facts.triggers import triggers_of
from pa_framework.records.field_meaning import field_meanings, labels
from pa_framework.records.model import Trigger
from pa_framework.records.yaml_source import Route
from pa_framework.text.sentences import count

#: The guards of chains that a trigger is one of.
_GUARDS = frozenset({"triggers", "stopping"})


def weaker_triggers(comparison: Comparison, found: Weaknesses) -> None:
    """Adds triggers that are gone, hold for fewer tasks, or ask for less."""
    for name, old in comparison.base.records.triggers.items():
        new = comparison.head.records.triggers.get(name)
        if new is not None:
            _TriggerPair(comparison, found, old, new).compare()
        elif comparison.head.records.policy is not None:
            words = "a trigger for a new decision", "there", "deleted"
            span, tasks = old.origin.at(), _held(comparison, old)
            found.weakened.append(
                Weakened("trigger-gone", "trigger", name, old.title, *words, span, False, tasks, _GUARDS)
            )


def _held(comparison: Comparison, old: Trigger) -> tuple[str, ...]:
    """The tasks that a trigger of the base holds for."""
    records = comparison.base.records
    return tuple(
        task.id for task, _ in comparison.tasks() if old.id in (trigger.id for trigger in triggers_of(records, task))
    )


class _TriggerPair:
    """One trigger in both snapshots."""

    def __init__(self, comparison: Comparison, found: Weaknesses, old: Trigger, new: Trigger) -> None:
        self._comparison, self._found, self._old, self._new = comparison, found, old, new
        self._tasks = _held(comparison, old)

    def compare(self) -> None:
        """Adds what is weaker."""
        old, new = self._old, self._new
        self._holds_for()
        self._does()
        self._sentences("if_it_keeps_alive", old.if_it_keeps_alive, new.if_it_keeps_alive)
        self._sentences("meanwhile", old.meanwhile, new.meanwhile)
        self._answers()
        if old.gap is not None and (new.gap is None or new.gap.months > old.gap.months):
            after = count(new.gap.months, "month") if new.gap else "none"
            self._weaker("gap-longer", ("gap", "months"), count(old.gap.months, "month"), after)

    def _holds_for(self) -> None:
        if (self._old.holds_for, self._new.holds_for) == ("every-task", "named-tasks"):
            words, records = labels("delegation", "triggers.holds_for"), self._comparison.head.records
            named = {
                task.id
                for _, task in self._comparison.tasks()
                if self._new.id in (trigger.id for trigger in triggers_of(records, task))
            }
            tasks = tuple(task for task in self._tasks if task not in named)
            self._weaker(
                "trigger-narrower",
                ("holds_for",),
                words["every-task"],
                words["named-tasks"],
                tasks=tasks,
                guards=_GUARDS,
            )

    def _does(self) -> None:
        old, new, order = self._old, self._new, field_meanings("delegation")["triggers", "does"].order
        if order.index(new.does) < order.index(old.does):
            self._weaker("trigger-goes-on", ("does",), _effect(old), _effect(new), guards=frozenset({"stopping"}))
        elif (
            old.does == new.does == "go-on-until" and old.days is not None and (new.days is None or new.days > old.days)
        ):
            after = count(new.days, "day") if new.days is not None else "none"
            self._weaker("trigger-days-longer", ("days",), count(old.days, "day"), after)

        order, words = field_meanings("delegation")["triggers", "stops"].order, labels("delegation", "triggers.stops")
        if order.index(new.stops) < order.index(old.stops):
            self._weaker("trigger-goes-on", ("stops",), words[old.stops], words[new.stops])

    def _answers(self) -> None:
        old, new, words = self._old, self._new, labels("delegation", "triggers.answered_by")
        if (old.answered_by or "decision") == "visit" != (new.answered_by or "decision"):
            self._weaker("trigger-answered-sooner", ("answered_by",), words["visit"], words["decision"])
        if old.needs_verification and not new.needs_verification:
            self._weaker("trigger-answered-sooner", ("needs_verification",), "yes", "no")

    def _sentences(self, field: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """What to do until there is a new decision: each sentence of a field that is gone."""
        old, new = self._old, self._new
        label = field_meanings("delegation")["triggers", field].label
        for sentence in compare_sentences(before, after).removed:
            route: Route = (field, before.index(sentence))
            self._found.weakened.append(
                Weakened(
                    "meanwhile-gone",
                    "trigger",
                    new.id,
                    new.title,
                    label,
                    sentence,
                    "",
                    old.origin.at(*route),
                    False,
                    self._tasks,
                )
            )

    def _weaker(
        self,
        kind: str,
        route: tuple[str, ...],
        before: str,
        after: str,
        *,
        tasks: tuple[str, ...] | None = None,
        guards: frozenset[str] = frozenset(),
    ) -> None:
        span, is_new = self._comparison.place(self._old, self._new, *route)
        label, new = field_meanings("delegation")["triggers", *route].label, self._new
        reached = self._tasks if tasks is None else tasks
        self._found.weakened.append(
            Weakened(kind, "trigger", new.id, new.title, label, before, after, span, is_new, reached, guards)
        )


def _effect(trigger: Trigger) -> str:
    """What the PA does until there is a new decision, with the days if there are any."""
    if trigger.does == "go-on-until" and trigger.days is not None:
        return f"carry on for {count(trigger.days, 'day')}, then stop"
    return labels("delegation", "triggers.does")[trigger.does]
