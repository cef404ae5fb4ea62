"""Family AGR: what council, NHS and other organisations agreed."""

from collections.abc import Iterator

from pa_framework.check.rules.registry import Problem, rule
from pa_framework.facts.facts import Facts
from pa_framework.facts.organisations import (
    COUNCIL_AND_NHS,
    answers_of,
    organisation_title,
    organisation_words,
    sides_words,
)
from pa_framework.facts.prose import UNWRITTEN
from pa_framework.records.json_schema import schema
from pa_framework.records.model import Agreement, Framework
from pa_framework.text.findings import Note, Severity
from pa_framework.text.sentences import count, join_words, quote_ids

#: Who has to sign an agreement for working in hospital.
_SIGNATORIES = ("ward-manager", "phb-lead", "induction-lead")


@rule("AGR001")
def sides_differ_without_reason(facts: Facts) -> Iterator[Problem]:
    """Two organisations do not agree, such as council and NHS, and the record does not say why.

    Two answers to one question may be right. People who live with both have a right to the reason. Where there are many
    answers, each can have its own `because`; the commonest one needs none.

    ```yaml bad framework/agreements/one-rule-for-dbs.yaml
    agreed: false  # <- AGR001
    ```

    ```yaml good framework/agreements/one-rule-for-dbs.yaml
    agreed: false
    differs_because: The council pays for the check and the NHS does not.
    ```
    """
    for agreement in _current(facts):
        both = len(agreement.positions) > 1
        answers = answers_of(facts.records, agreement)
        unexplained = [
            same for same in answers[1:] if not any(agreement.positions[name].because for name in same.organisations)
        ]
        differ = bool(unexplained)
        if (
            agreement.differs_because
            or (len(answers) > 1 and not differ)
            or not (agreement.agreed is False or (agreement.agreed is None and differ))
        ):
            continue
        yield Problem(
            agreement.origin.at("agreed")
            if agreement.origin.has_field("agreed")
            else agreement.origin.key("positions"),
            f"{sides_words(facts.records, agreement)} differ on {agreement.id}, and nothing says why",
            "add `differs_because:`; or write `agreed: true` once both say the same",
            (Note(agreement.origin.key("positions"), "where each side stands"),) if both else (),
        )


@rule("AGR002")
def fewer_weeks_than_the_rule(facts: Facts) -> Iterator[Problem]:
    """An agreement gives fewer weeks than the framework's rule, or does not say how many.

    Weeks are what keeps a PA in work while funders settle their affairs, or while the person is in hospital.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    funding_transfer:
      continued_weeks: 6  # <- AGR002
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    funding_transfer:
      continued_weeks: 8
    ```
    """
    framework = facts.records.framework
    for agreement in _current(facts) if framework else ():
        for group, field, setting in (
            ("funding_transfer", "continued_weeks", "funding_transfer_weeks"),
            ("hospital", "paid_weeks", "hospital_pay_weeks"),
        ):
            terms = getattr(agreement, group)
            if terms is None or framework is None:
                continue
            weeks, least = getattr(terms, field), getattr(framework.settings, setting)
            if weeks is None or weeks < least:
                yield Problem(
                    agreement.origin.at(group, field) if weeks is not None else agreement.origin.key(group),
                    f"{agreement.id} gives {'no number of weeks' if weeks is None else count(weeks, 'week')}; the rule is {least}",
                    f"write `{field}: {least}` or more",
                    (Note(framework.origin.at("settings", setting), count(least, "week")),),
                )


@rule("AGR003")
def payer_or_payee_missing(facts: Facts) -> Iterator[Problem]:
    """An agreement about money does not say who pays whom.

    No one pays until someone asks, and that is most often the person.

    ```yaml bad framework/agreements/moving-between-funders.yaml
    funding_transfer:
      recharge: {payer: ICB, payee: ICB}  # <- AGR003
    ```

    ```yaml good framework/agreements/moving-between-funders.yaml
    funding_transfer:
      recharge: {payer: ICB, payee: Council}
    ```
    """
    for agreement in _current(facts):
        origin = agreement.origin
        if agreement.kind == "funding-transfer":
            recharge = agreement.funding_transfer.recharge if agreement.funding_transfer else None
            missing = [name for name in ("payer", "payee") if not getattr(recharge, name, None)]
            if missing:
                route = ("funding_transfer", "recharge") if recharge else ("funding_transfer",)
                yield Problem(
                    origin.key(*route) if origin.has_field(*route) else origin.at("kind"),
                    f"{agreement.id} names no {' and no '.join(missing)}",
                    f"add {join_words(f'`{name}:`' for name in missing)} under `recharge`",
                )
            elif recharge and recharge.payer and recharge.payer.casefold() == (recharge.payee or "").casefold():
                yield Problem(
                    origin.at("funding_transfer", "recharge", "payee"),
                    f"in {agreement.id} {recharge.payer} pays itself",
                    "write who is paid back",
                    (Note(origin.at("funding_transfer", "recharge", "payer"), "who pays"),),
                )
        elif agreement.kind == "redundancy":
            redundancy = agreement.redundancy
            if redundancy is None or not redundancy.payers:
                yield Problem(
                    origin.key("redundancy") if redundancy else origin.at("kind"),
                    f"{agreement.id} does not say who pays",
                    "add `payers:` under `redundancy`",
                )


@rule("AGR004")
def hospital_agreement_incomplete(facts: Facts) -> Iterator[Problem]:
    """An agreement for working in hospital does not ask for everything that must be recorded, or signed.

    A ward that does not know who the PA is, what they may do and who answers for it sends them home. A record that only
    says where organisations stand, with `agreed: false`, has no paper to sign.

    ```yaml bad framework/agreements/pas-in-hospital.yaml
    hospital:
      signed_by: [ward-manager, phb-lead]  # <- AGR004
    ```

    ```yaml good framework/agreements/pas-in-hospital.yaml
    hospital:
      signed_by: [ward-manager, phb-lead, induction-lead]
    ```
    """
    fields = schema("agreement")["properties"]["hospital"]["properties"]
    for agreement in _current(facts):
        if agreement.kind != "hospital":
            continue
        origin, hospital = agreement.origin, agreement.hospital
        if hospital is None and agreement.agreed is False and agreement.positions:
            continue
        if hospital is None:
            yield Problem(
                origin.at("kind"),
                f"{agreement.id} is about hospital and has no `hospital`",
                "add `hospital:` with `paid_weeks`, `dbs_within_years`, `must_record` and `signed_by`",
            )
            continue
        for field, wanted in (("must_record", fields["must_record"]["items"]["enum"]), ("signed_by", _SIGNATORIES)):
            missing = [party for party in wanted if party not in getattr(hospital, field)]
            if missing:
                has_field = origin.has_field("hospital", field)
                yield Problem(
                    origin.at("hospital", field) if has_field else origin.key("hospital"),
                    f"{agreement.id} lacks {quote_ids(missing, 'and')} in `{field}`",
                    f"add {quote_ids(missing, 'and')} to `{field}`",
                )


@rule("AGR005")
def dbs_too_old(facts: Facts) -> Iterator[Problem]:
    """An agreement for working in hospital accepts an older DBS check than the framework's rule, or sets no limit.

    A ward relies on the check. How old it may be is one rule for all.

    ```yaml bad framework/agreements/pas-in-hospital.yaml
    hospital:
      dbs_within_years: 5  # <- AGR005
    ```

    ```yaml good framework/agreements/pas-in-hospital.yaml
    hospital:
      dbs_within_years: 3
    ```
    """
    framework: Framework | None = facts.records.framework
    for agreement in _current(facts) if framework else ():
        if agreement.hospital is None or framework is None:
            continue
        years, most = agreement.hospital.dbs_within_years, framework.settings.dbs_valid_years
        if years is None or years > most:
            yield Problem(
                agreement.origin.key("hospital")
                if years is None
                else agreement.origin.at("hospital", "dbs_within_years"),
                f"{agreement.id} accepts a DBS check "
                + ("of any age" if years is None else f"of {count(years, 'year')}")
                + f"; the rule is {most}",
                f"write `dbs_within_years: {most}` or less",
                (Note(framework.origin.at("settings", "dbs_valid_years"), count(most, "year")),),
            )


@rule("AGR006")
def agreed_without_positions(facts: Facts) -> Iterator[Problem]:
    """A record says that council and NHS agree, or other organisations, and not what each of them says.

    A position that is not written down cannot be relied on.

    ```yaml bad framework/agreements/one-rule-for-dbs.yaml
    agreed: true  # <- AGR006
    positions: {nhs: null}
    ```

    ```yaml good framework/agreements/one-rule-for-dbs.yaml
    agreed: true
    positions:
      council: {says: Asks for a check of three years at most.}
      nhs: {says: Asks for a check of three years at most.}
    ```
    """
    for agreement in _current(facts):
        if not agreement.agreed:
            continue
        named = agreement.positions
        if not set(named) <= set(COUNCIL_AND_NHS) and len(named) > 1:
            continue  # any two organisations can agree
        missing = [side for side in COUNCIL_AND_NHS if side not in named]
        if missing:
            who = join_words(organisation_words(facts.records, side) for side in missing)
            yield Problem(
                agreement.origin.at("agreed"),
                f"{agreement.id} is agreed and does not say where {who} stands",
                f"add {join_words(f'`{side}:`' for side in missing)} under `positions`, with what is said",
            )


@rule("AGR016")
def agreed_and_differs(facts: Facts) -> Iterator[Problem]:
    """A record says that council and NHS agree, or other organisations, and also why they differ.

    A PA who changes funder cannot tell what holds.

    ```yaml bad framework/agreements/one-rule-for-dbs.yaml
    agreed: true  # <- AGR016
    differs_because: The council pays for the check and the NHS does not.
    ```

    ```yaml good framework/agreements/one-rule-for-dbs.yaml
    agreed: false
    differs_because: The council pays for the check and the NHS does not.
    ```
    """
    for agreement in _current(facts):
        if agreement.agreed and agreement.differs_because:
            yield Problem(
                agreement.origin.at("agreed"),
                f"{agreement.id} is agreed, and says why {sides_words(facts.records, agreement)} differ",
                "write `agreed: false`; or take `differs_because` away, if they agree now",
                (Note(agreement.origin.key("differs_because"), "the reason"),),
            )


@rule("AGR017")
def shared_by_one_payer(facts: Facts) -> Iterator[Problem]:
    """A cost is shared, and there is one payer, or the same one twice.

    A cost that one side pays is not shared. The other side's part will be missing when it is needed.

    ```yaml bad framework/agreements/sharing-redundancy.yaml
    redundancy: {shared: pro-rata, insurance_first: true, payers: [Council]}  # <- AGR017
    ```

    ```yaml good framework/agreements/sharing-redundancy.yaml
    redundancy: {shared: pro-rata, insurance_first: true, payers: [Council, ICB]}
    ```
    """
    for agreement in _current(facts):
        payers = agreement.redundancy.payers if agreement.redundancy else ()
        different = {payer.casefold().strip() for payer in payers}
        is_shared = agreement.redundancy is not None and agreement.redundancy.shared == "pro-rata"
        if payers and UNWRITTEN not in payers and (len(different) < len(payers) or (is_shared and len(different) == 1)):
            yield Problem(
                agreement.origin.at("redundancy", "payers"),
                f"the cost of {agreement.id} is shared, and {payers[0]} is the only payer"
                if len(different) == 1
                else f"{agreement.id} names a payer twice",
                "name everyone who pays a part, each once",
            )


@rule("AGR021", Severity.WARNING)
def place_without_an_answer(facts: Facts) -> Iterator[Problem]:
    """An agreement has the answers of some places of an organisation, and not of all.

    People who live in a place that is left out cannot tell what applies there.

    ```yaml bad framework/organisations.yaml
    organisations:
      - {id: north-shire-icb, title: North Shire ICB, kind: nhs}
      - {id: northtown, title: Northtown, kind: nhs, part_of: north-shire-icb}
      - {id: westbury, title: Westbury, kind: nhs, part_of: north-shire-icb}
    ```

    ```yaml bad framework/agreements/one-rule-for-dbs.yaml
    agreed: null
    positions:  # <- AGR021
      council: null
      nhs: null
      northtown: {says: Asks for a check of three years at most.}
    ```

    ```yaml good framework/organisations.yaml
    organisations:
      - {id: north-shire-icb, title: North Shire ICB, kind: nhs}
      - {id: northtown, title: Northtown, kind: nhs, part_of: north-shire-icb}
      - {id: westbury, title: Westbury, kind: nhs, part_of: north-shire-icb}
    ```

    ```yaml good framework/agreements/one-rule-for-dbs.yaml
    agreed: null
    positions:
      council: null
      nhs: null
      northtown: {says: Asks for a check of three years at most.}
      westbury: {says: No answer was found., because: No one there was asked.}
    ```
    """
    organisations = facts.records.organisations
    for agreement in _current(facts):
        wholes = {organisations[name].part_of for name in agreement.positions if name in organisations} - {None}
        missing = [
            name
            for name, organisation in organisations.items()
            if organisation.part_of in wholes and name not in agreement.positions
        ]
        if missing:
            yield Problem(
                agreement.origin.key("positions"),
                f"{agreement.id} has no answer of {join_words(organisation_title(facts.records, name) for name in missing)}",
                f"add {quote_ids(missing, 'and')} under `positions`; where no answer was found, say so",
                tuple(
                    Note(organisations[name].origin.at("part_of"), f"part of {organisations[name].part_of}")
                    for name in missing
                ),
            )


@rule("AGR022")
def organisation_part_of_itself(facts: Facts) -> Iterator[Problem]:
    """An organisation is a part of itself, at once or by way of others.

    No one can tell who answers for it.

    ```yaml bad framework/organisations.yaml
    organisations:
      - {id: northtown, title: Northtown, kind: nhs, part_of: northtown}  # <- AGR022
    ```

    ```yaml good framework/organisations.yaml
    organisations:
      - {id: north-shire-icb, title: North Shire ICB, kind: nhs}
      - {id: northtown, title: Northtown, kind: nhs, part_of: north-shire-icb}
    ```
    """
    organisations = facts.records.organisations
    for name, organisation in organisations.items():
        above, seen = organisation.part_of, set[str]()
        while above and above != name and above not in seen:
            seen.add(above)
            above = organisations[above].part_of if above in organisations else None
        if above == name:
            yield Problem(
                organisation.origin.at("part_of"),
                f"{organisation.title} is a part of itself",
                "name the organisation above it, or take `part_of` away",
            )


def _current(facts: Facts) -> Iterator[Agreement]:
    """Agreements that no other replaces."""
    return (agreement for agreement in facts.records.agreements.values() if not agreement.replaced_by)
