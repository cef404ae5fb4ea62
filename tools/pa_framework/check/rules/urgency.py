"""Family DEL: how urgent the signs of a task are, and who is rung at each of them."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.called_numbers import NUMBERS_OF_THE_WORLD, called_numbers, numbers_called_in_an_emergency
from pa_framework.facts.delegation_chain import is_delegated
from pa_framework.facts.facts import Facts
from pa_framework.facts.personal_numbers import phones
from pa_framework.facts.sign_phrases import SignPhrases
from pa_framework.facts.urgency import (
    EMERGENCY_ON_ANY_PHONE,
    LEVELS,
    NUMBERS_OF_A_REGION,
    Contact,
    contact_of,
    digits_of,
    emergency_numbers,
    is_below,
    numbers_of_other_countries,
)
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import SameDayStop, Task, TaskSign, UrgencyLevel, UrgentStop
from pa_framework.records.references import is_number
from pa_framework.records.yaml_source import Route
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import join_words, quote_ids

_LEVEL_WORDS = labels("delegation", "signs.level")


@rule("DEL011")
def no_emergency_sign(facts: Facts) -> Iterator[Problem]:
    """A task that may be delegated names no sign of an emergency and does not say why there is none.

    A PA alone in a house must know when to call the emergency number. Without this list, everything goes to a nurse
    who may be at lunch. Where no sign of a task can be an emergency, one sentence says why, so that a reader knows
    that no one forgot it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:  # <- DEL011
      emergency: null
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency:
        signs: [choking]
    ```
    """
    for task in facts.records.tasks.values():
        if task.stop_when is None or not is_delegated(task) or task.replaced_by:
            continue
        emergency = task.stop_when.emergency
        if emergency is None or not (emergency.signs or emergency.none_because):
            yield Problem(
                task.origin.key("stop_when") if emergency is None else task.origin.key("stop_when", "emergency"),
                f"{task.id} names no sign of an emergency",
                "add `emergency: {signs: [...]}` with ids of delegation.yaml or sentences; if no sign of this task can be"
                " one, write why in `emergency: {none_because: ...}`",
            )
        elif emergency.signs and emergency.none_because:
            yield Problem(
                task.origin.key("stop_when", "emergency", "none_because"),
                f"{task.id} names signs of an emergency and says why there are none",
                "take `none_because` away, or the signs",
                (Note(task.origin.key("stop_when", "emergency", "signs"), "the signs"),),
            )


@rule("DEL024")
def sign_below_its_level(facts: Facts) -> Iterator[Problem]:
    """A task lists a sign of the policy at a level below the one that the policy gives it.

    The policy says once, for every task, how urgent a sign is at least. A task may list it higher, never lower:
    someone who chokes needs the ambulance whichever task is being done. The words of the sign count as the sign.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [cannot-be-woken]}
      urgent:
        tell: community-nurse
        signs:
          - choking  # <- DEL024
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency: {signs: [cannot-be-woken, choking]}
    ```
    """
    for task in facts.records.tasks.values():
        for listed in facts.listed_signs[task.id]:
            policy = listed.policy
            if policy is not None and is_below(listed.level, policy.level):
                yield Problem(
                    task.origin.at(*listed.sign.route, "text"),
                    f"{task.id} lists `{policy.id}` as {_at(listed.level)}; the policy says that it is {_at(policy.level)}",
                    f"move it to `{LEVELS[policy.level]}`",
                    (Note(policy.origin.at("level"), "the policy says so"),),
                )


@rule("DEL025", Severity.WARNING)
def sentence_sounds_more_urgent(facts: Facts) -> Iterator[Problem]:
    """A sign sounds like one of the policy that is more urgent than the level at which it is listed.

    Signs are often written in the words of one task. "There is a smell of burning" under a nurse's number means that
    someone rings a nurse while the bed burns. The policy gives each of its signs words by which it is found. Where
    the sentence means something else, other words help the reader too.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        signs:
          - The person coughs and chokes  # <- DEL025
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        signs:
          - The person coughs, and is not choking
    ```
    """
    phrases = SignPhrases(facts.records.signs.values())
    for task in facts.records.tasks.values():
        higher: set[str] = set()
        for listed in facts.listed_signs[task.id]:
            if listed.level == "emergency":
                higher.add(listed.words)
                continue
            if listed.policy is not None or not listed.words or listed.words in higher:
                continue  # DEL024, REF001 or DEL030 reports it.
            higher.add(listed.words)
            meant = [
                found for found in phrases.in_sentence(listed.sign.text) if is_below(listed.level, found.sign.level)
            ]
            if meant:
                level = min((found.sign.level for found in meant), key=list(LEVELS).index)
                names = quote_ids((found.sign.id for found in meant), "and")
                yield Problem(
                    task.origin.at(*listed.sign.route, "text"),
                    f"this sentence sounds like {names}, {'which is' if len(meant) == 1 else 'at least one of them'}"
                    f" {_at(level)} in the policy; here it is {_at(listed.level)}",
                    f"list {names} under `{LEVELS[level]}`; if another thing is meant, say it in other words",
                    tuple(
                        Note(found.sign.origin.at("sounds_like"), f"found by “{found.phrase}”") for found in meant[:3]
                    ),
                )


@rule("DEL028")
def no_one_to_ring_at_night(facts: Facts) -> Iterator[Problem]:
    """An urgent sign has no one who answers at night or at weekends, or no one by day.

    Tubes come out at three in the morning. A contact who answers in office hours only needs a second contact for the rest
    of the week: NHS 111, a team on duty, or a line that is staffed day and night.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        tell: community-nurse  # <- DEL028
        out_of_hours: null
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        tell: community-nurse
        out_of_hours: nhs-111
    ```
    """
    for task, route, stop in _stops(facts):
        if route[1] != "urgent":
            continue
        contact, second = (_professional(facts, name) for name in (stop.tell, stop.out_of_hours))
        inherits = isinstance(stop, TaskSign) and stop.tell is None
        if stop.out_of_hours is not None and second is not None and not second.is_there_at_night:
            yield Problem(
                task.origin.at(*route, "out_of_hours"),
                f"{second.id} answers in office hours only, and {task.id} has it for the rest of the week",
                f"write {_lines_at_night(facts)}, or say in its record when it is `staffed`",
                _where_staffed(facts, second),
            )
        elif contact is not None and not inherits and not contact.is_there_at_night and stop.out_of_hours is None:
            yield Problem(
                task.origin.at(*route, "tell"),
                f"{contact.id} answers in office hours only, and {task.id} names no one for the rest of the week",
                f"add `out_of_hours:` with {_lines_at_night(facts)}",
                _where_staffed(facts, contact),
            )
        elif contact is not None and contact.staffed == "out-of-hours":
            yield Problem(
                task.origin.at(*route, "tell"),
                f"{contact.id} answers out of hours only, and {task.id} names no one for the day",
                f"write `out_of_hours: {contact.id}`, and in `tell` who answers by day",
                _where_staffed(facts, contact),
            )


@rule("DEL029")
def contact_that_no_one_can_ring(facts: Facts) -> Iterator[Problem]:
    """A task rings a number that the records do not know, or at an urgent sign someone who cannot help.

    A number is either one of the emergency numbers of framework.yaml or that of a phone line of delegation.yaml, so
    that it is changed in one place. At an urgent sign, the person and the employer are there already: someone must be
    rung who knows what to do. They may be told of what can wait until the end of the day.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        tell: "1234"  # <- DEL029
      same_day:
        tell: individual-employer
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        tell: "111"
      same_day:
        tell: individual-employer
    ```
    """
    for task, route, stop in _stops(facts):
        for name, written in (("tell", stop.tell), ("out_of_hours", stop.out_of_hours)):
            if written is None:
                continue
            role = facts.records.roles.get(written)
            if role is not None and role.kind == "lay" and route[1] == "urgent":
                yield Problem(
                    task.origin.at(*route, name),
                    f"at an urgent sign, {task.id} rings {role.id}, who is no professional",
                    f"write a role that knows what to do, or {_lines_at_night(facts)}",
                    (Note(role.origin.at("kind"), "lay"),),
                )
            elif is_number(written) and contact_of(facts.records, written) is None and not any(phones(written)):
                yield Problem(
                    task.origin.at(*route, name),
                    f"{written.strip() or 'an empty number'} is the number of no phone line, and no emergency number",
                    "write the id of a role or of a phone line, or add the number to `phone_lines` of"
                    " framework/delegation.yaml",
                )


@rule("DEL030")
def sign_listed_twice(facts: Facts) -> Iterator[Problem]:
    """A task lists one sign twice, most often at two levels.

    One card says call the emergency number, another says tell the nurse tonight. The reader will follow the easier one.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        signs:
          - There is pain
      same_day:
        signs:
          - there is pain.  # <- DEL030
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      urgent:
        signs:
          - There is sudden pain
      same_day:
        signs:
          - There is the usual pain
    ```
    """
    for task in facts.records.tasks.values():
        first: dict[str, tuple[UrgencyLevel, Route]] = {}
        for listed in facts.listed_signs[task.id]:
            if not listed.words or (listed.policy is not None and is_below(listed.level, listed.policy.level)):
                continue  # REF001 or DEL024 reports it.
            words = f"`{listed.policy.id}`" if listed.policy else listed.words
            if words not in first:
                first[words] = listed.level, listed.sign.route
                continue
            level, route = first[words]
            name = words if listed.policy else f"“{listed.sign.text.rstrip('.')}”"
            yield Problem(
                task.origin.at(*listed.sign.route, "text"),
                f"{task.id} lists {name} twice"
                + (f", as {_at(level)} and as {_at(listed.level)}" if level != listed.level else ""),
                "keep it where it is more urgent, and take this one away"
                if level != listed.level
                else "take one of them away",
                (Note(task.origin.at(*route, "text"), "the first one"),),
            )


@rule("DEL033")
def emergency_number_not_listed(facts: Facts) -> Iterator[Problem]:
    """An emergency number is used that framework.yaml does not list, or framework.yaml lists none, or one of another country.

    The wrong number costs minutes. The numbers of the country are in one place, `settings.emergency_numbers` of
    framework.yaml, and every page links the same ones.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency:
        tell: "998"  # <- DEL033
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    stop_when:
      emergency:
        tell: "112"
    ```
    """
    framework = facts.records.framework
    if framework is None:
        return
    numbers = emergency_numbers(facts.records)
    for place, number, own in numbers_of_other_countries(facts.records):
        yield Problem(
            framework.origin.at("settings", "emergency_numbers", place),
            f"{number} is no emergency number where {framework.language} is spoken",
            f"write {join_words(sorted(own, reverse=True), 'or')}; correct `language`, if this framework is for another country",
        )
    needed = _call_an_emergency_number(facts)
    if needed and not numbers:
        yield Problem(
            framework.origin.key("settings"),
            f"no emergency number is listed, and {join_words(needed, most=3)} {'tells' if len(needed) == 1 else 'tell'}"
            " readers to call one",
            'add `emergency_numbers:` to `settings`, such as `["999", "112"]`, the usual one first',
        )
        return
    listed = f"{join_words(numbers, 'or')}" if numbers else ""
    for task in facts.records.tasks.values():
        emergency = task.stop_when.emergency if task.stop_when else None
        if emergency is not None and emergency.tell is not None and digits_of(emergency.tell) not in numbers:
            line = contact_of(facts.records, emergency.tell)
            yield Problem(
                task.origin.at("stop_when", "emergency", "tell"),
                f"{emergency.tell} is {line.title}, and no emergency number"
                if line
                else f"framework.yaml does not list {emergency.tell} as an emergency number",
                f"write {listed}, or take `tell` away: {numbers[0]} is called then"
                if numbers
                else "add it to `emergency_numbers` in `settings` of framework.yaml",
            )
    for phone_line in facts.records.phone_lines.values():
        number = digits_of(phone_line.number or "")
        if number in numbers or number in EMERGENCY_ON_ANY_PHONE:
            yield Problem(
                phone_line.origin.at("number"),
                f"{number} is an emergency number, and no phone line"
                + ("" if number in numbers else "; framework.yaml does not list it"),
                "take this phone line away; signs under `emergency` call it"
                if number in numbers
                else "add it to `emergency_numbers` in `settings` of framework.yaml, and take this phone line away",
            )


def _call_an_emergency_number(facts: Facts) -> list[str]:
    """The ids of the tasks with signs at which an emergency number is called."""
    return [
        task.id
        for task in facts.records.tasks.values()
        if task.stop_when is not None and task.stop_when.emergency is not None and task.stop_when.emergency.signs
    ]


@rule("DEL102")
def number_of_another_country(facts: Facts) -> Iterator[Problem]:
    """A text tells readers to call an emergency number that framework.yaml does not list.

    A number of another country reaches no one. The numbers that hold here are in `settings.emergency_numbers` of
    framework.yaml; other numbers are phone lines of delegation.yaml.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    easy_read: ["If you cannot breathe, the PA calls 911."]  # <- DEL102
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    easy_read: ["If you cannot breathe, the PA calls 999."]
    ```
    """
    framework = facts.records.framework
    if framework is None:  # it is missing or cannot be read, which is reported: no one knows what it lists
        return
    numbers = emergency_numbers(facts.records)
    known = {*numbers, *(digits_of(line.number or "") for line in facts.records.phone_lines.values())}
    if not numbers and _call_an_emergency_number(facts):  # DEL033 reports that the list is missing
        known |= NUMBERS_OF_A_REGION.get(framework.language.rpartition("-")[2], NUMBERS_OF_THE_WORLD)
    for place, number in called_numbers(facts):
        if number in NUMBERS_OF_THE_WORLD and number not in known:
            yield Problem(
                place,
                f"the text says to call {number}, and framework.yaml does not list it as an emergency number",
                f"write {join_words(numbers, 'or')}"
                if numbers
                else "add it to `emergency_numbers` in `settings` of framework.yaml",
            )


@rule("DEL106")
def emergency_sent_elsewhere(facts: Facts) -> Iterator[Problem]:
    """A text sends someone in an emergency to a number that is no emergency number.

    A phone line for advice cannot send an ambulance at once. The emergency numbers are in `settings.emergency_numbers`
    of framework.yaml.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    easy_read: [In an emergency the PA calls 111.]  # <- DEL106
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    easy_read: [In an emergency the PA calls 999.]
    ```
    """
    numbers = emergency_numbers(facts.records)
    for place, called in numbers_called_in_an_emergency(facts):
        elsewhere = called[0] in NUMBERS_OF_THE_WORLD and called[0] not in {
            digits_of(line.number or "") for line in facts.records.phone_lines.values()
        }
        if numbers and not set(called) & set(numbers) and not elsewhere:  # DEL102 reports those
            yield Problem(
                place,
                f"the text says to call {called[0]} in an emergency, and that is no emergency number",
                f"write {join_words(numbers, 'or')}",
            )


def _stops(facts: Facts) -> Iterator[tuple[Task, Route, UrgentStop | SameDayStop | TaskSign]]:
    """Each part of a task that may name who is rung below an emergency: a level, or a sign of it. With its route."""
    for task in facts.records.tasks.values():
        found = task.stop_when
        if found is None:
            continue
        levels: tuple[tuple[str, UrgentStop | SameDayStop | None], ...] = (
            ("urgent", found.urgent),
            ("same_day", found.same_day),
        )
        for name, stop in levels:
            if stop is not None:
                yield task, ("stop_when", name), stop
                for index, sign in enumerate(stop.signs):
                    if isinstance(sign, TaskSign):
                        yield task, ("stop_when", name, "signs", index), sign


def _professional(facts: Facts, written: str | None) -> Contact | None:
    """The contact that a record names, unless it is a lay role: DEL029 reports that."""
    role = facts.records.roles.get(written or "")
    return None if role is not None and role.kind == "lay" else contact_of(facts.records, written)


def _at(level: UrgencyLevel) -> str:
    """A level as a sentence says what a sign is."""
    return "an emergency" if level == "emergency" else _LEVEL_WORDS[level]


def _lines_at_night(facts: Facts) -> str:
    """Phone lines that are staffed at night, as a fix names them."""
    names = [line.id for line in facts.records.phone_lines.values() if line.staffed != "office-hours"]
    return quote_ids(names, most=3) if names else "a phone line of delegation.yaml that is staffed at night"


def _where_staffed(facts: Facts, contact: Contact) -> tuple[Note, ...]:
    """The place that says when a contact answers; a role without `staffed` answers in office hours."""
    record = facts.records.roles.get(contact.id) or facts.records.phone_lines.get(contact.id)
    if record is None:
        return ()
    has_field = record.origin.has_field("staffed")
    return (Note(record.origin.at("staffed" if has_field else "id"), "answers then" if has_field else "office hours"),)
