"""Family DEL: the chain of each delegable task. The facts are those of delegation_chain.py."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.delegation_chain import PARTY_NAMES, Chain
from pa_framework.facts.facts import Facts
from pa_framework.facts.standing import CLINICAL_JUDGEMENT
from pa_framework.records.kinds import KIND
from pa_framework.text.findings import Note, Span
from pa_framework.text.sentences import count, id_as_words, join_words, quote_ids


@rule("DEL001")
def duty_missing(facts: Facts) -> Iterator[Problem]:
    """A task that may be delegated names no one for one of the five duties.

    Someone must have each duty: to delegate, train, assess, sign off and review. Where one is missing, a PA
    works without anyone having judged it.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: []  # <- DEL001
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      reviewed_by: [community-nurse]
    ```
    """
    for chain in facts.chains.values():
        for held in chain.duties:
            if held.is_missing:
                origin = chain.task.origin
                place = (
                    origin.at("sign_off", held.duty.by)
                    if origin.has_field("sign_off", held.duty.by)
                    else origin.key("sign_off")
                )
                yield Problem(
                    place,
                    f"{chain.task.id} names no role to {held.duty.verb} it",
                    f"add `{held.duty.by}:` with the roles that may {held.duty.verb} {_category(chain)} tasks",
                )


#: How many tasks a message names.
_MOST_NAMED = 4


@rule("DEL002")
def role_not_authorised(facts: Facts) -> Iterator[Problem]:
    """A task names a role for a duty that the role may not hold for tasks of this category and risk.

    What a role may do is in its own record, up to a tier of risk for each category. A chain is only as good
    as the right of each of its links.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      delegated_by: [community-nurse, pharmacist]  # <- DEL002
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      delegated_by: [community-nurse]
    ```
    """
    together: dict[
        tuple[Span, str], tuple[Problem, list[str]]
    ] = {}  # a role of a tier's standard is that of many tasks
    for chain in facts.chains.values():
        for held in chain.duties:
            for holder in held.holders:
                if (
                    holder.role_exists
                    and not holder.may_hold
                    and (holder.up_to is None or holder.up_to in facts.records.tiers)  # REF001 reports it
                    and chain.tier
                    and chain.task.category in facts.records.categories
                    and chain.task.category != CLINICAL_JUDGEMENT  # DEL097 reports it once
                ):
                    role = facts.records.roles[holder.role]
                    up_to = f", only up to {holder.up_to}" if holder.up_to else ""
                    place = chain.task.origin.at("sign_off", held.duty.by, holder.index)
                    problem = Problem(
                        place,
                        f"{holder.role} may not {held.duty.verb} {_category(chain)} tasks of {chain.tier.id} risk{up_to}",
                        f"remove `{holder.role}`, or add `{chain.task.category}: {chain.tier.id}` to its `{held.duty.may}`",
                        (
                            Note(
                                role.origin.key(held.duty.may)
                                if role.origin.has_field(held.duty.may)
                                else role.origin.at("id"),
                                f"lists what a {role.id.replace('-', ' ')} may {held.duty.verb}",
                            ),
                        ),
                    )
                    together.setdefault((place, problem.message), (problem, []))[1].append(chain.task.id)
    for problem, tasks in together.values():
        if PurePosixPath(problem.span.path).name == PurePosixPath(KIND["delegation"].file or "").name:
            of = f"; {join_words(tasks[:_MOST_NAMED], 'and')} {'takes' if len(tasks) == 1 else 'take'} this from the tier"
            more = f", as {count(len(tasks) - _MOST_NAMED, 'other')} do" if len(tasks) > _MOST_NAMED else ""
            problem = problem._replace(message=f"{problem.message}{of}{more}")
        yield problem


@rule("DEL005")
def too_few_observed(facts: Facts) -> Iterator[Problem]:
    """A task asks for fewer observed practices than its tier of risk demands.

    Someone must have watched the PA do it well, as often as the policy says for tasks of this risk.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      observed_practices: {at_least: 1, basis: design-default}  # <- DEL005
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      observed_practices: {at_least: 3, basis: design-default}
    ```
    """
    for chain in facts.chains.values():
        if chain.tier and chain.observed_practices < chain.demanded_practices:
            origin = chain.task.origin
            has_field = origin.has_field("sign_off", "observed_practices")
            yield Problem(
                origin.at("sign_off", "observed_practices", "at_least") if has_field else origin.key("sign_off"),
                f"{chain.task.id} asks for {count(chain.observed_practices, 'observed practice') if chain.observed_practices else 'no observed practices'};"
                f" {chain.tier.id} risk demands {chain.demanded_practices}",
                f"write `observed_practices: {{at_least: {chain.demanded_practices}, basis: design-default}}` or more",
                (Note(chain.tier.origin.at("demands", "observed_practices"), "demanded here"),),
            )


@rule("DEL006")
def review_too_long(facts: Facts) -> Iterator[Problem]:
    """A task is reviewed less often than its tier of risk or the framework allows, or never.

    Skills fade and people's health changes. A sign-off that is never looked at again lapses without anyone knowing.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 36, basis: design-default}  # <- DEL006
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      review_every: {months: 12, basis: design-default}
    ```
    """
    for chain in facts.chains.values():
        origin, longest = chain.task.origin, chain.longest_review_months
        if chain.tier is None or longest is None:
            continue
        if chain.review_months is None and "review" not in chain.ground.duties:
            continue
        if chain.review_months is None:
            yield Problem(
                origin.key("sign_off"),
                f"{chain.task.id} does not say how often it is reviewed",
                f"add `review_every: {{months: {longest}, basis: design-default}}`",
            )
        elif chain.review_months > longest:
            place = ("sign_off", "review_every", "months")
            yield Problem(
                origin.at(*place) if origin.has_field(*place) else origin.key(*place[:-1]),
                f"{chain.task.id} is reviewed every {count(chain.review_months, 'month')}; {chain.tier.id} risk allows {longest} at most",
                f"write {longest} or less",
                (Note(chain.tier.origin.at("demands", "review_within_months"), "allowed here"),),
            )


@rule("DEL007")
def person_not_asked(facts: Facts) -> Iterator[Problem]:
    """A task can be signed off without the agreement of the person it is done for.

    The person stays in charge. Nothing is delegated unless they agree.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [pa, employer, insurer]  # <- DEL007
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer, insurer]
    ```
    """
    for chain in facts.chains.values():
        sign_off = chain.task.sign_off
        if sign_off is not None and "person" not in sign_off.agreed_by:
            origin = chain.task.origin
            yield Problem(
                origin.at("sign_off", "agreed_by")
                if origin.has_field("sign_off", "agreed_by")
                else origin.key("sign_off"),
                f"{chain.task.id} does not ask the person to agree",
                "add `person` to `agreed_by`",
            )


@rule("DEL008")
def agreement_missing(facts: Facts) -> Iterator[Problem]:
    """A task does not ask for an agreement that its tier of risk demands.

    The PA may say no, the employer must know, and no one is covered unless the insurer agrees.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer]  # <- DEL008
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      agreed_by: [person, pa, employer, insurer]
    ```
    """
    for chain in facts.chains.values():
        missing = [party for party in chain.missing_agreements if party != "person"]
        if missing and chain.tier:
            origin = chain.task.origin
            yield Problem(
                origin.at("sign_off", "agreed_by")
                if origin.has_field("sign_off", "agreed_by")
                else origin.key("sign_off"),
                f"{chain.task.id} does not ask {join_words(PARTY_NAMES[party] for party in missing)} to agree;"
                f" {chain.tier.id} risk demands it",
                f"add {quote_ids(missing, 'and')} to `agreed_by`",
                (Note(chain.tier.origin.at("demands", "agreed_by"), "demanded here"),),
            )


@rule("DEL015")
def sole_assessor_not_allowed(facts: Facts) -> Iterator[Problem]:
    """The only role that may assess a task is one that the policy does not let assess alone.

    The person who employs a PA depends on that PA. To be the only judge of a clinical task is too much to ask of
    them, and puts both at risk.

    ```yaml bad framework/tasks/gastrostomy-feed.yaml
    sign_off:
      assessed_by: [individual-employer]  # <- DEL015
    ```

    ```yaml bad framework/roles/individual-employer.yaml
    may_assess: {nutrition: medium}
    authorised_by: [community-nurse]
    ```

    ```yaml good framework/tasks/gastrostomy-feed.yaml
    sign_off:
      assessed_by: [community-nurse]
    ```
    """
    for chain in facts.chains.values():
        if chain.sole_assessors and chain.tier:
            yield Problem(
                chain.task.origin.at("sign_off", "assessed_by", 0),
                f"no one but {join_words(chain.sole_assessors)} assesses {chain.task.id}",
                "name a registered role as well",
                (Note(chain.tier.origin.at("demands", "never_sole_assessor"), f"not alone for {chain.tier.id} risk"),),
            )


def _category(chain: Chain) -> str:
    """The category of a chain's task, as words."""
    return id_as_words(chain.task.category)
