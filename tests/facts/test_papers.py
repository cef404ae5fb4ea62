"""Papers to fill in: what comes from the records of an area, and what a paper says where the area has nothing."""

from msgspec import structs
from msgspec.structs import replace

from pa_framework.facts.demands import apart_words
from pa_framework.facts.facts import Facts
from pa_framework.facts.papers import FilledPaper, filled_paper, papers_in_order
from pa_framework.facts.triggers import NO_WAITING, triggers_of
from pa_framework.records.model import PaperField, PaperSection, RefreshEvery, Rescue
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL

FACTS = facts_of(SMALL)


def paper(facts: Facts = FACTS) -> FilledPaper:
    return filled_paper(facts, facts.records.papers["task-agreement"])


def part(title: str, facts: Facts = FACTS):
    return next(part for part in paper(facts).parts if part.title == title)


def without(**empty: object) -> Facts:
    return Facts(replace(FACTS.records, **empty), TODAY)


def test_a_paper_says_when_it_was_made_and_from_which_version() -> None:
    framework = FACTS.records.framework
    assert framework
    assert (
        paper().made == f"This blank was made on 22 November 2026 from {framework.title}, version {framework.version}."
    )


def test_levels_are_offered_with_what_they_are_and_what_they_pay() -> None:
    options = part("The level").options
    levels = [level for level in FACTS.records.levels_in_order() if not level.replaced_by]

    assert [option.title for option in options] == [level.title for level in levels]
    pay = next(lines.lines for lines in options[0].parts if lines.title == "Pay")
    assert any("an hour" in line for line in pay)


def test_a_task_is_offered_with_its_signs_and_what_happens_if_no_pa_may() -> None:
    option = next(option for option in part("The task").options if option.id == "gastrostomy-feed")
    titles = [lines.title for lines in option.parts]

    assert any(title.startswith("Emergency: ring 999") for title in titles)
    assert "If no signed-off PA is available" in titles
    assert "never" not in {FACTS.records.tasks[other.id].status for other in part("The task").options}


def test_a_paper_about_a_task_has_all_that_keeps_someone_safe_on_its_page() -> None:
    task = FACTS.records.tasks["gastrostomy-feed"]
    changed = structs.replace(
        task,
        status="by-exception",
        authority="The ICB",
        condition="No nurse can come",
        individual_plan="required",
        while_you_ring="Keep the pump on.",
    )
    facts = without(tasks={**FACTS.records.tasks, task.id: changed})
    option = next(option for option in part("The task", facts).options if option.id == task.id)
    said = {lines.title: lines.lines for lines in option.parts}

    assert (said["Who must agree"], said["When they can agree"]) == (("The ICB",), ("No nurse can come",))
    assert said["What this task is"] == (task.summary,)
    assert said["Before starting"][0] == "Only with a plan written for this person"
    assert said["While you ring"] == ("Keep the pump on.",)


def test_a_draft_task_says_that_no_clinician_has_approved_it() -> None:
    task = FACTS.records.tasks["gastrostomy-feed"]
    option = next(option for option in part("The task").options if option.id == task.id)

    assert ("No clinician has approved these words yet." in option.note) == (task.approval.state == "draft")


def test_the_first_number_to_ring_is_the_usual_emergency_number() -> None:
    (table,) = part("Whom to ring").tables

    assert table.rows[0][:2] == ("Life in danger", "999")
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_without_a_chosen_task_the_other_rows_are_for_writing() -> None:
    (table,) = part("Whom to ring").tables

    assert len(table.rows) > 3
    assert not any(any(row) for row in table.rows[1:])


def test_whom_a_chosen_task_names_is_filled_in_and_no_one_else() -> None:
    named = {
        contact.title
        for level in FACTS.urgency["gastrostomy-feed"].levels
        for contact in (level.contact, level.out_of_hours, *(sign.contact for sign in level.signs))
        if contact and contact.kind != "number"
    }
    chosen = paper().for_chosen({"gastrostomy-feed"})
    (table,) = next(part for part in chosen.parts if part.title == "Whom to ring").tables
    rows = [row for row in table.rows[1:] if any(row)]

    assert named
    assert {row[0].casefold() for row in rows} == {title.casefold() for title in named}
    assert [row[2].removesuffix(" at night") for row in rows] == [FACTS.records.tasks["gastrostomy-feed"].title] * len(
        rows
    )
    assert table.rows[-1] == ("", "", "")


def made(**sections: object) -> FilledPaper:
    """A paper of one section for each keyword, titled by its name."""
    return made_of(FACTS, **sections)


def made_of(facts: Facts, **sections: object) -> FilledPaper:
    """As `made`, of other records."""
    parts = tuple(PaperSection(title=title, **fields) for title, fields in sections.items())
    return filled_paper(facts, structs.replace(FACTS.records.papers["task-agreement"], sections=parts))


def test_there_are_as_many_lines_for_practices_as_the_chosen_task_demands() -> None:
    demanded = FACTS.chains["gastrostomy-feed"].observed_practices
    filled = made(task={"fill": "task"}, practices={"fill": "practices"})
    (table,) = filled.for_chosen({"gastrostomy-feed"}).parts[1].tables

    assert demanded > 1
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, demanded + 1)]
    assert "With this person: yes or no" in table.columns


def test_what_training_and_sign_off_demand_follows_the_chosen_task() -> None:
    chain, tier = FACTS.chains["gastrostomy-feed"], FACTS.records.tiers["high"]
    filled = made(task={"fill": "task"}, steps={"fill": "steps"})
    general = filled.parts[1].general
    said = filled.for_chosen({"gastrostomy-feed"}).parts[1].general

    assert general
    assert len(general.lines) == len(FACTS.records.tiers)
    assert any(
        f"{tier.title}: {tier.demands.observed_practices} practices" in line and "different people must" in line
        for line in general.lines
    )
    assert said
    text = "\n".join(said.lines)
    assert f"Observed practices: at least {chain.observed_practices}" in text
    assert [line for line in said.lines if line.startswith("Different people must")] == list(
        apart_words(chain.separated_duties)
    )
    (signs,) = [duty for duty in chain.duties if duty.duty.id == "sign-off"]
    assert all(FACTS.records.roles[holder.role].title in text for holder in signs.holders)
    assert "If your area has none of them, the PA does not start" in text


def test_one_professional_may_do_all_only_where_no_two_must_differ() -> None:
    feed = FACTS.records.tasks["gastrostomy-feed"]
    tier = FACTS.records.tiers[feed.risk or ""]
    one = FACTS.chains[feed.id].duties[0].holders[0]
    alone = structs.replace(
        feed,
        sign_off=structs.replace(
            feed.sign_off, trained_by=(one.role,), assessed_by=(one.role,), signed_off_by=(one.role,), apart=()
        ),
    )
    lax = structs.replace(tier, demands=structs.replace(tier.demands, apart=()))

    def said(**changed: object) -> str:
        filled = made_of(without(**changed), steps={"fill": "steps"})
        general = filled.for_chosen({feed.id}).parts[0].general
        return "\n".join(general.lines if general else ())

    tasks = {**FACTS.records.tasks, feed.id: alone}
    strict = structs.replace(tier, demands=structs.replace(tier.demands, apart=(("assessed_by", "signed_off_by"),)))
    assert "may train, assess and sign off" in said(tasks=tasks, tiers={**FACTS.records.tiers, tier.id: lax})
    refused = said(tasks=tasks, tiers={**FACTS.records.tiers, tier.id: strict})
    assert "may train, assess and sign off" not in refused
    assert "Different people must assess and sign off" in refused


def test_every_trigger_of_the_chosen_task_is_among_what_stops_it() -> None:
    filled = made(task={"fill": "task"}, stops={"fill": "stops"})
    general, said = filled.parts[1].general, filled.for_chosen({"gastrostomy-feed"}).parts[1].general
    task = FACTS.records.tasks["gastrostomy-feed"]

    assert general
    assert said
    assert len(general.lines) == len(FACTS.records.triggers)
    titles = [trigger.title for trigger in triggers_of(FACTS.records, task)]
    assert [next(title for title in titles if line.startswith(title)) for line in said.lines] == titles


def test_where_the_task_keeps_someone_alive_stopping_has_that_exception() -> None:
    categories = {name: structs.replace(one, keeps_alive=True) for name, one in FACTS.records.categories.items()}
    triggers = {
        name: structs.replace(one, if_it_keeps_alive=("Carry on until someone takes over.",))
        for name, one in FACTS.records.triggers.items()
    }
    filled = made_of(without(categories=categories, triggers=triggers), stops={"fill": "stops"})
    said = filled.for_chosen({"gastrostomy-feed"}).parts[0].general

    assert said
    assert said.lines[-1] == "Carry on until someone takes over."
    assert all("unless this keeps the person alive" in line for line in said.lines if ". Stop" in line)


def test_of_a_task_for_emergencies_the_paper_says_that_no_one_waits() -> None:
    categories = {name: structs.replace(one, keeps_alive=False) for name, one in FACTS.records.categories.items()}
    task = FACTS.records.tasks["gastrostomy-feed"]
    rescue = replace(task, rescue=Rescue(refresh_every=RefreshEvery(months=12, basis="design-default")))
    usual, said = (
        made_of(without(categories=categories, tasks={one.id: one}), stops={"fill": "stops"})
        .for_chosen({one.id})
        .parts[0]
        .general
        for one in (task, rescue)
    )

    assert said
    assert usual
    assert said.lines[-1] == NO_WAITING
    assert any("Not signed off for now, but still help in an emergency" in line for line in said.lines)
    assert not any(". Stop" in line for line in said.lines)
    assert NO_WAITING not in usual.lines


def test_those_who_sign_see_whose_paper_it_is() -> None:
    filled = made(
        who={"fields": (PaperField(label="Name of the PA", each_sheet=True),)},
        signed={"fields": (PaperField(label="The PA", kind="signature"),)},
    )

    assert filled.each_sheet == ("Name of the PA",)
    assert [part.signed_for for part in filled.parts] == [(), ("Name of the PA",)]


def test_a_paper_without_a_task_of_its_own_offers_tasks_for_whom_to_ring() -> None:
    ring = made(ring={"fill": "phone-lines"}).parts[0]

    assert "gastrostomy-feed" in {option.id for option in ring.options}
    assert made(task={"fill": "task"}, ring={"fill": "phone-lines"}).parts[1].options == ()


def test_what_is_for_the_writer_comes_last() -> None:
    filled = made(before={"for_writer": True}, letter={}, after={"for_writer": True})

    assert [part.title for part in filled.parts] == ["letter", "before", "after"]


def test_a_table_has_its_first_column_and_empty_rows() -> None:
    assert part("Rota").tables[0].rows == (("Monday", ""), ("", ""), ("", ""))


def test_what_the_area_does_not_have_is_said_and_leaves_lines() -> None:
    facts = without(levels={}, tasks={}, standards={}, phone_lines={}, framework=None)
    filled = filled_paper(facts, FACTS.records.papers["task-agreement"])

    assert len(filled.missing) == 5
    assert all(part.fields and not part.question for part in filled.parts if part.missing)
    assert filled.made == "This blank was made on 22 November 2026."


def test_papers_are_in_the_order_of_when_they_are_needed() -> None:
    papers = papers_in_order(FACTS)

    assert [paper.id for paper in papers] == ["task-agreement"]
    retired = without(papers={"task-agreement": structs.replace(papers[0], replaced_by="other")})
    assert papers_in_order(retired) == []
