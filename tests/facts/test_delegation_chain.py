"""Paths of authority and chains at the level of the framework, as tables of arrows."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_framework.facts.delegation_chain import Chain, authority_path
from pa_framework.records.base import Origin
from pa_framework.records.model import Role
from pa_framework.records.yaml_source import parse_document
from tests.builders.worlds import Judge

NOWHERE = Origin(parse_document("id: x\n", "x.yaml"))


def roles(arrows: str) -> dict[str, Role]:
    """``roles("pa-trainer<nurse* nurse<lead")``: a trainer is authorised by a nurse, who is accountable (`*`).

    `!` after a name: accountable, and on no register. `?`: on a register, and not accountable. A name alone is a
    role that no one authorises. A name in brackets is a role whose record is missing.
    """
    above: dict[str, list[str]] = {}
    marks: dict[str, str] = {}
    missing: set[str] = set()

    def name(word: str) -> str:
        plain = word.strip("()*!?")
        if word.startswith("("):
            missing.add(plain)
        if word[-1] in "*!?":
            marks[plain] = word[-1]
        above.setdefault(plain, [])
        return plain

    for arrow in arrows.split():
        taker, _, giver = arrow.partition("<")
        here = name(taker)
        if giver:
            above[here].append(name(giver))
    return {
        role: Role(
            origin=NOWHERE,
            id=role,
            title=role,
            summary=role,
            kind="registered" if marks.get(role) in ("*", "?") else "authorised",
            accountable=marks.get(role) in ("*", "!"),
            authorised_by=tuple(givers),
        )
        for role, givers in above.items()
        if role not in missing
    }


#: Arrows, then the path from `a` and how it ends.
AUTHORITIES: dict[str, tuple[str, str, str]] = {
    "accountable in its own right": ("a*", "a", "accountable"),
    "authorised by somebody accountable": ("a<nurse*", "a nurse", "accountable"),
    "two links up": ("a<b b<nurse*", "a b nurse", "accountable"),
    "accountable and authorised as well": ("a*<b b<nurse*", "a", "accountable"),
    "the shortest of two ways": ("a<b b<c c<nurse* a<d d<nurse", "a d nurse", "accountable"),
    "one of two ways ends, the other reaches": ("a<b a<c c<nurse*", "a c nurse", "accountable"),
    "one of two ways is missing, the other reaches": ("a<(gone) a<nurse*", "a nurse", "accountable"),
    "round in a circle, with a way out": ("a<b b<a b<nurse*", "a b nurse", "accountable"),
    "round in a circle first, then up": ("a<a a<nurse*", "a nurse", "accountable"),
    "no one": ("a", "a", "unauthorised"),
    "ends one link up": ("a<b", "a b", "unauthorised"),
    "ends two links up": ("a<b b<c", "a b c", "unauthorised"),
    "ends on both ways": ("a<b a<c", "a b", "unauthorised"),
    "two ways meet and end": ("a<b a<c c<b", "a b", "unauthorised"),
    "says it is accountable, on no register": ("a<boss!", "a boss", "unauthorised"),
    "on a register, and not accountable": ("a<assistant?", "a assistant", "unauthorised"),
    "on a register, not accountable, but authorised": (
        "a<assistant? assistant<nurse*",
        "a assistant nurse",
        "accountable",
    ),
    "authorises itself": ("a<a", "a a", "loop"),
    "two authorise one another": ("a<b b<a", "a b a", "loop"),
    "three in a circle": ("a<b b<c c<a", "a b c a", "loop"),
    "a circle further up": ("a<b b<c c<d d<c", "a b c d c", "loop"),
    "a circle between two that it names": ("a<b a<c b<c c<b", "a b c b", "loop"),
    "a circle, and a way that ends": ("a<b b<b a<c", "a b b", "loop"),
    "the record above is missing": ("a<(gone)", "a gone", "unknown"),
    "missing two links up": ("a<b b<(gone)", "a b gone", "unknown"),
    "missing, beside a circle": ("a<a a<(gone)", "a gone", "unknown"),
    "missing itself": ("(a)", "a", "unknown"),
    "somebody accountable below does not help": ("nurse*<a a<b", "a b", "unauthorised"),
}


@pytest.mark.parametrize(("arrows", "path", "ends"), AUTHORITIES.values(), ids=AUTHORITIES)
def test_authority_from_a(arrows: str, path: str, ends: str) -> None:
    found = authority_path("a", roles(arrows))

    assert (" ".join(found.path), found.ends) == (path, ends)
    assert found.holds is (ends == "accountable")


@pytest.mark.parametrize("length", [1, 2, 3, 50, 10_000])
def test_a_circle_of_any_length_carries_nothing(length: int) -> None:
    ring = roles(" ".join(f"a{number}<a{(number + 1) % length}" for number in range(length)))

    found = authority_path("a0", ring)
    assert found.ends == "loop"
    assert len(found.path) == length + 1
    assert found.path[0] == found.path[-1] == "a0"


def test_a_path_of_ten_thousand_links_is_walked_to_its_end() -> None:
    links = " ".join(f"a{number}<a{number + 1}" for number in range(10_000))

    assert authority_path("a0", roles(links)).ends == "unauthorised"
    found = authority_path("a0", roles(f"{links} a10000*"))
    assert found.ends == "accountable"
    assert len(found.path) == 10_001


NAMES = st.sampled_from("abcdef")
WORLDS = st.dictionaries(
    NAMES, st.tuples(st.booleans(), st.booleans(), st.lists(st.sampled_from("abcdefz"), max_size=3)), min_size=1
).map(
    lambda drawn: {
        name: Role(
            origin=NOWHERE,
            id=name,
            title=name,
            summary=name,
            kind="registered" if registered else "authorised",
            accountable=accountable,
            authorised_by=tuple(above),
        )
        for name, (registered, accountable, above) in drawn.items()
    }
)


def ways(name: str, world: Mapping[str, Role], so_far: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """Every way up from a role and how it ends, by walking all of them."""
    path = (*so_far, name)
    if name in so_far:
        return [(path, "loop")]
    if name not in world:
        return [(path, "unknown")]
    role = world[name]
    if role.accountable and role.kind == "registered":
        return [(path, "accountable")]
    if not role.authorised_by:
        return [(path, "unauthorised")]
    return [way for above in role.authorised_by for way in ways(above, world, path)]


@given(WORLDS, NAMES)
def test_authority_is_what_walking_every_way_finds(world: dict[str, Role], name: str) -> None:
    found = authority_path(name, world)
    every = ways(name, world)
    ends = {end for _, end in every}

    assert found.ends == next(end for end in ("accountable", "unknown", "loop", "unauthorised") if end in ends)
    assert found.path[0] == name
    for here, above in pairwise(found.path):
        assert above in world[here].authorised_by
    if found.ends == "accountable":
        assert len(found.path) == min(len(path) for path, end in every if end == "accountable")
    if found.ends == "unauthorised":
        assert not world[found.path[-1]].authorised_by
    if found.ends == "loop":
        assert found.path[-1] in found.path[:-1]


@given(WORLDS, NAMES, NAMES)
def test_taking_an_authorisation_away_never_gives_authority(world: dict[str, Role], name: str, poorer: str) -> None:
    if poorer in world and not authority_path(name, world).holds:
        role = world[poorer]
        for index in range(len(role.authorised_by)):
            fewer = (*role.authorised_by[:index], *role.authorised_by[index + 1 :])
            assert not authority_path(name, world | {poorer: _with(role, fewer)}).holds


def _with(role: Role, authorised_by: tuple[str, ...]) -> Role:
    return Role(
        origin=role.origin,
        id=role.id,
        title=role.title,
        summary=role.summary,
        kind=role.kind,
        accountable=role.accountable,
        authorised_by=authorised_by,
    )


# --- the chain of a task

TASK = "framework/tasks/gastrostomy-feed.yaml"


def chain(judge: Judge, *changes: tuple[str, str]) -> Chain:
    return judge(*changes).facts.chains["gastrostomy-feed"]


def test_the_chain_of_a_good_task_holds(judge: Judge) -> None:
    found = chain(judge)

    assert found.holds
    assert [held.duty.id for held in found.duties] == ["delegate", "train", "assess", "sign-off", "review"]
    trainer = found.duties[1].holders[1]
    assert (trainer.role, trainer.up_to, trainer.may_hold) == ("pa-trainer", "high", True)
    assert trainer.authority.path == ("pa-trainer", "community-nurse")
    assert found.separated_duties == (("assessed_by", "signed_off_by"),)


#: One fault each; none of them lets the chain hold.
FAULTS: dict[str, tuple[str, str]] = {
    "nobody delegates": (TASK, "sign_off: {delegated_by: []}"),
    "nobody trains": (TASK, "sign_off: {trained_by: null}"),
    "nobody assesses": (TASK, "sign_off: {assessed_by: []}"),
    "nobody signs off": (TASK, "sign_off: {signed_off_by: []}"),
    "nobody reviews": (TASK, "sign_off: {reviewed_by: []}"),
    "a role that may not": (TASK, "sign_off: {signed_off_by: [community-nurse]}"),
    "a role that may not, beside one that may": (TASK, "sign_off: {delegated_by: [community-nurse, pharmacist]}"),
    "a role that may for less risk only": ("framework/roles/phb-clinical-lead.yaml", "may_sign_off: {nutrition: low}"),
    "a role that is not there": (TASK, "sign_off: {trained_by: [nobody-knows]}"),
    "a role that nobody authorises": ("framework/roles/pa-trainer.yaml", "authorised_by: []"),
    "a role that authorises itself": ("framework/roles/pa-trainer.yaml", "authorised_by: [pa-trainer]"),
    "a role that is no longer accountable": ("framework/roles/phb-clinical-lead.yaml", "accountable: false"),
    "the person is not asked": (TASK, "sign_off: {agreed_by: [pa, employer, insurer]}"),
    "nobody is asked": (TASK, "sign_off: {agreed_by: null}"),
    "too few practices": (TASK, "sign_off: {observed_practices: {at_least: 2}}"),
    "no practices": (TASK, "sign_off: {observed_practices: null}"),
    "a review too late": (TASK, "sign_off: {review_every: {months: 13}}"),
    "no review": (TASK, "sign_off: {review_every: null}"),
    "a tier that is not there": (TASK, "risk: unheard-of"),
    "only the employer assesses": (TASK, "sign_off: {assessed_by: [individual-employer]}"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_breaks_the_chain_and_is_found(fault: tuple[str, str], judge: Judge) -> None:
    report = judge(fault)

    assert not report.facts.chains["gastrostomy-feed"].holds
    assert report.errors


def test_more_care_than_is_asked_for_is_fine(judge: Judge) -> None:
    more = (
        "sign_off: {observed_practices: {at_least: 9}, review_every: {months: 1}, apart: [[trained_by, assessed_by]]}"
    )
    found = chain(judge, (TASK, more))

    assert found.holds
    assert found.separated_duties == (("assessed_by", "signed_off_by"), ("trained_by", "assessed_by"))


def test_an_employer_may_assess_where_a_nurse_may_too(judge: Judge) -> None:
    employer = (
        "framework/roles/individual-employer.yaml",
        "may_assess: {nutrition: high}\nauthorised_by: [community-nurse]",
    )

    assert chain(judge, employer, (TASK, "sign_off: {assessed_by: [individual-employer, community-nurse]}")).holds
    alone = chain(judge, employer, (TASK, "sign_off: {assessed_by: [individual-employer]}"))
    assert alone.sole_assessors == ("individual-employer",)
    assert not alone.holds


def test_two_who_may_not_assess_alone_are_not_enough_together(judge: Judge) -> None:
    employer = (
        "framework/roles/individual-employer.yaml",
        "may_assess: {nutrition: high}\nauthorised_by: [community-nurse]",
    )
    person = (
        "framework/roles/person.yaml",
        "id: person\ntitle: The person\nsummary: Who is supported\nkind: lay\naccountable: false\n"
        "may_assess: {nutrition: high}\nauthorised_by: [community-nurse]\nsources: [principles]\n",
    )
    policy = (
        "framework/delegation.yaml",
        "tiers:\n  - id: medium\n    title: Medium\n    summary: Some harm\n    basis: design-default\n    demands:\n"
        "      {agreed_by: [person], observed_practices: 1, review_within_months: 12,"
        " never_sole_assessor: [individual-employer, person]}\n"
        "  - id: high\n    title: High\n    summary: More harm\n    basis: design-default\n    demands:\n"
        "      {agreed_by: [person], observed_practices: 1, review_within_months: 12,"
        " never_sole_assessor: [individual-employer, person]}\n",
    )
    report = judge(employer, person, policy, (TASK, "sign_off: {assessed_by: [individual-employer, person]}"))

    assert [finding.code for finding in report.findings] == ["DEL015"]


def test_only_delegable_tasks_have_a_chain(judge: Judge) -> None:
    assert set(judge().facts.chains) == {"gastrostomy-feed"}
