"""What a task and its tier of risk demand of practice, assessment and review, in words."""

from collections.abc import Sequence

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.terms import every_words, interval_words, term_conditions
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Basis, Task, Tier
from pa_framework.text.sentences import count, join_words

_BASES = labels("task", "sign_off.review_every.basis")
#: The verb of every duty, by the field of a record that lists its roles.
_FIELD_VERBS = labels("task", "sign_off.apart", "apart")
_WITHDRAWAL_WORDS = labels("delegation", "tiers.demands.withdrawal_needs")
_EXPIRED_WORDS = labels("delegation", "tiers.demands.expired_competence")
_OTHER_EXPIRED_WORDS = labels("delegation", "tiers.demands.expired_credential")


class Demand(Struct, frozen=True):
    """What must be done before or after a sign-off: a label, the figure, and what the figure rests on.

    `basis` is empty for a demand of the tier, whose basis all its demands share, and for a suggestion of ours.
    """

    label: str
    words: str
    basis: str = ""


class Practice(Struct, frozen=True):
    """The demands of a task and its tier: `brief` is those of the task in a few words.

    `tier_basis` says what the demands of the tier rest on, and is empty where they are our suggestions. `suggested` is
    whether any figure is a suggestion: pages say it once, and not with each figure.
    """

    brief: str
    own: tuple[Demand, ...]
    of_tier: tuple[Demand, ...]
    tier: str
    tier_basis: str
    suggested: bool


def checks_before(task: Task, usual: str = "Before you start") -> str:
    """When the PA checks what is in `before_you_start`, as a heading: in an emergency no one goes through a list first.

    `usual` is the heading of tasks that are not for emergencies.
    """
    return "Check at the start of each shift or outing" if task.rescue is not None else usual


def practice_of(facts: Facts, task: Task) -> Practice | None:
    """What the task and its tier demand, in the order in which it is done."""
    chain, sign_off = facts.chains.get(task.id), task.sign_off
    if not (chain and sign_off):
        return None
    tier = facts.records.tiers.get(task.risk or "")
    observed, review = sign_off.observed_practices, sign_off.review_every
    own, brief = [], []
    if observed and chain.observed_practices:
        watched = f"at least {chain.observed_practices}"
        # A rescue is practised with a trainer device or a model: no one waits for an emergency.
        how = ", not in a real emergency" if task.rescue is not None else ""
        brief.append(f"{watched} watched{how}")
        own.append(
            Demand(
                "Observed practices",
                f"{watched}{how}, each watched by someone authorised to assess",
                _basis(observed.basis),
            )
        )
    if sign_off.written_instructions:
        own.append(Demand("Written instructions", "needed before the sign-off"))
    if review and chain.review_months:
        every = every_words(review)
        brief.append(f"reviewed {every}")
        basis = _basis(review.basis) if review.basis else ""
        by_whom = "on the date that the professional sets, and " if review.set_by else ""
        own.append(Demand("Review", f"{by_whom}{every}, at the latest", basis))
        own += [Demand("Renewal", sentence, basis) for sentence in term_conditions(review)]
    return Practice(
        ", ".join(brief),
        tuple(own),
        tier_demands(tier, is_rescue=task.rescue is not None) if tier else (),
        tier.title if tier else "",
        _basis(tier.basis) if tier else "",
        "design-default" in (observed and observed.basis, review and review.basis, tier and tier.basis),
    )


def _basis(basis: Basis) -> str:
    """What a figure rests on, in words; empty for a suggestion of ours."""
    return "" if basis == "design-default" else _BASES[basis]


def tier_demands(tier: Tier, *, is_rescue: bool = False) -> tuple[Demand, ...]:
    """What a tier demands of practice, assessment and time, where it says so.

    A rescue task is practised in simulation, so no practice with the person is demanded of it.
    """
    demands = tier.demands
    days = demands.assessed_within_days, demands.reassess_after_lapse_days
    spoken = interval_words(demands.written_within) if demands.written_within else ""
    found = (
        ("A yes by voice", f"counts for {spoken}; after that, only in writing" if spoken else ""),
        ("Written instructions", "needed before the sign-off" if demands.written_instructions else ""),
        (
            "With the person",
            f"at least {demands.with_person} of the practices" if demands.with_person and not is_rescue else "",
        ),
        ("On different days", f"at least {demands.different_days}" if (demands.different_days or 0) > 1 else ""),
        (
            "Time between training and assessment",
            f"no more than {count(days[0], 'day')}; if longer, train again" if days[0] else "",
        ),
        ("A missed review", f"assess again if it is late by more than {count(days[1], 'day')}" if days[1] else ""),
        (
            "A withdrawal",
            f"says {join_words([_WITHDRAWAL_WORDS[name] for name in demands.withdrawal_needs])}"
            if demands.withdrawal_needs
            else "",
        ),
        ("If a required competence expires", _EXPIRED_WORDS.get(demands.expired_competence or "", "")),
        ("If a required credential expires", _OTHER_EXPIRED_WORDS.get(demands.expired_credential or "", "")),
    )
    return tuple(Demand(label, words) for label, words in found if words)


def apart_verbs(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Duties that two different people must hold: `train and assess`."""
    return tuple(f"{_FIELD_VERBS[one]} and {_FIELD_VERBS[other]}" for one, other in pairs)


def apart_words(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Duties that two different people must hold, in a sentence: `Different people must train and assess`."""
    return tuple(f"Different people must {verbs}" for verbs in apart_verbs(pairs))
