"""Pages about working together: what council and NHS agreed, side by side, and why where they did not."""

from collections.abc import Iterator
from dataclasses import dataclass

from pa_framework.facts.facts import Facts
from pa_framework.facts.site_pages import TOGETHER, Link
from pa_framework.look.page import (
    Banner,
    Frame,
    Page,
    SourceLine,
    approval_banner,
    foot_of,
    links_to,
    page,
    retired_banner,
    source_lines,
    source_link,
)
from pa_framework.records.model import Agreement, FundingTransfer, HospitalWorking, Position, Redundancy
from pa_framework.text.sentences import count, join_words, upper_first

ILLUSTRATIVE = Banner(
    "illustrative", "A model to adapt. It binds nobody until a council and an NHS body have signed their own."
)
KIND_WORDS = {
    "consistency": "The same answer from both",
    "funding-transfer": "Moving between funders",
    "redundancy": "Redundancy",
    "hospital": "Working in hospital",
    "employment-model": "Ways to employ a PA",
}
SHARED_WORDS = {
    "pro-rata": "Each funder pays for the years that it funded",
    "first-funder": "The first funder pays",
    "last-funder": "The last funder pays",
}
RECORD_WORDS = {
    "training-and-competences": "What each PA is trained and signed off to do",
    "duties-of-all": "Who has which duties",
    "ward-direction": "That the ward's nurses direct the work there",
    "induction": "How the PAs are shown the ward",
    "rota": "Who is there when",
    "dbs-date": "The date of each PA's DBS check",
    "copy-carried": "That every PA carries a copy",
    "on-call-nurse": "Which nurse to call",
    "emergency-contact": "Whom to call in an emergency",
}
SIGNER_WORDS = {
    "ward-manager": "the ward manager",
    "phb-lead": "the PHB lead",
    "induction-lead": "whoever leads the induction",
    "person": "the person",
    "pa": "the PA",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Where one side stands, who speaks for it, and where that is written."""

    title: str
    says: str
    speaks: str
    source: Link | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an agreement with a heading: sentences, then a list."""

    title: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    agreement: Agreement
    kind: str
    agreed: str
    sides: tuple[Side, ...]
    why: str
    parts: tuple[Part, ...]
    figures: tuple[tuple[str, str, str], ...]
    figures_from: Link | None
    case_studies: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    link: Link
    council: str
    nhs: str
    agreed: str
    why: str


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    link: Link
    summary: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelRow:
    link: Link
    council: str
    nhs: str
    year: str


@dataclass(frozen=True, slots=True)
class TogetherView:
    topics: tuple[TopicRow, ...]
    arrangements: tuple[tuple[str, tuple[ArrangementRow, ...]], ...]
    models: tuple[ModelRow, ...]
    model_sources: tuple[SourceLine, ...]
    case_studies: Link


def pages(facts: Facts) -> Iterator[Page]:
    """Everything below working-together/."""
    ordered = [each for kind in KIND_WORDS for each in _of_kind(facts, kind)]
    yield _index(facts)
    for before, agreement, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
        yield _agreement(facts, agreement, before, after)
    for agreement in facts.records.agreements.values():
        if agreement.replaced_by:
            yield _agreement(facts, agreement, None, None)


def _of_kind(facts: Facts, kind: str) -> list[Agreement]:
    return sorted(
        (each for each in facts.records.agreements.values() if each.kind == kind and not each.replaced_by),
        key=lambda each: each.title,
    )


def _link(agreement: Agreement | None) -> Link | None:
    return Link(agreement.title, f"working-together/{agreement.id}.md") if agreement else None


def _index(facts: Facts) -> Page:
    models = _of_kind(facts, "employment-model")
    view = TogetherView(
        topics=tuple(
            TopicRow(
                Link(each.title, f"working-together/{each.id}.md"),
                _says(each.positions.council if each.positions else None),
                _says(each.positions.nhs if each.positions else None),
                _agreed(each),
                each.differs_because or "",
            )
            for each in _of_kind(facts, "consistency")
        ),
        arrangements=tuple(
            (
                KIND_WORDS[kind],
                tuple(
                    ArrangementRow(Link(each.title, f"working-together/{each.id}.md"), each.summary, _in_short(each))
                    for each in found
                ),
            )
            for kind in ("funding-transfer", "redundancy", "hospital")
            if (found := _of_kind(facts, kind))
        ),
        models=tuple(
            ModelRow(
                Link(each.title, f"working-together/{each.id}.md"),
                _share(each.model.council_per_cent, each.model.council_base, "councils") if each.model else "no figure",
                _share(each.model.nhs_per_cent, each.model.nhs_base, "NHS areas") if each.model else "no figure",
                str(each.model.year) if each.model and each.model.year else "",
            )
            for each in sorted(models, key=lambda each: -((each.model.council_per_cent or 0) if each.model else 0))
        ),
        model_sources=source_lines(facts, [each.model.source for each in models if each.model and each.model.source]),
        case_studies=Link("Case studies", "case-studies/index.md"),
    )
    frame = Frame(
        "Working together",
        "What council and NHS say on the same questions, what they agreed, and why where they did not.",
        "working-together",
        banners=(ILLUSTRATIVE,) if any(each.illustrative for each in facts.records.agreements.values()) else (),
        wide=True,
    )
    return page(facts, TOGETHER.path, "together_index.md.j2", frame, view)


def _says(position: Position | None) -> str:
    return position.says if position else "Has not said."


def _agreed(agreement: Agreement) -> str:
    return {True: "Agreed", False: "Not agreed", None: "Not settled yet"}[agreement.agreed]


def _share(per_cent: int | None, base: int | None, who: str) -> str:
    if per_cent is None:
        return "no figure"
    return f"{per_cent}% of {base} {who}" if base else f"{per_cent}% of {who}"


def _in_short(agreement: Agreement) -> tuple[str, ...]:
    """The figures of an agreement, one line each, for the index."""
    lines = []
    if agreement.funding_transfer and agreement.funding_transfer.continued_weeks:
        lines.append(
            f"The first funder goes on paying for at least {_weeks(agreement.funding_transfer.continued_weeks)}"
        )
    if agreement.redundancy:
        lines.append(SHARED_WORDS[agreement.redundancy.shared])
        lines.append(_insurance(agreement.redundancy))
    if agreement.hospital and agreement.hospital.paid_weeks:
        lines.append(f"PAs are paid for at least {_weeks(agreement.hospital.paid_weeks)}, then it is looked at again")
    if agreement.hospital and agreement.hospital.dbs_within_years:
        lines.append(_dbs(agreement.hospital.dbs_within_years))
    return tuple(lines)


def _weeks(number: int) -> str:
    return count(number, "week", "weeks")


def _dbs(number: int) -> str:
    return f"A DBS check is not older than {count(number, 'year', 'years')}"


def _insurance(redundancy: Redundancy) -> str:
    return "The insurance is looked at first" if redundancy.insurance_first else "The insurance is not looked at first"


def _agreement(facts: Facts, agreement: Agreement, before: Agreement | None, after: Agreement | None) -> Page:
    model = agreement.model
    positions, speakers = agreement.positions, agreement.counterparts
    sides = tuple(
        Side(
            title,
            position.says if position else "",
            speaks or "",
            source_link(facts, position.source if position else None),
        )
        for title, position, speaks in (
            ("Council", positions.council if positions else None, speakers.council if speakers else None),
            ("NHS", positions.nhs if positions else None, speakers.nhs if speakers else None),
        )
        if position or speaks
    )
    parts = [
        *(_transfer(agreement.funding_transfer) if agreement.funding_transfer else ()),
        *(_redundancy(agreement.redundancy) if agreement.redundancy else ()),
        *(_hospital(agreement.hospital) if agreement.hospital else ()),
        *([Part("What else to know", (), agreement.points)] if agreement.points else ()),
    ]
    view = AgreementView(
        agreement=agreement,
        kind=KIND_WORDS[agreement.kind],
        agreed=_agreed(agreement),
        sides=sides,
        why=agreement.differs_because or "",
        parts=tuple(parts),
        figures=(
            ("Councils", _share(model.council_per_cent, model.council_base, "councils"), str(model.year or "")),
            ("NHS areas", _share(model.nhs_per_cent, model.nhs_base, "NHS areas"), str(model.year or "")),
        )
        if model
        else (),
        figures_from=source_link(facts, model.source) if model else None,
        case_studies=links_to(
            facts,
            "case-study",
            [use.id for use in facts.graph.used_by.get(("agreement", agreement.id), ()) if use.kind == "case-study"],
        ),
        sources=source_lines(
            facts,
            [*agreement.sources, *(each.source for each in (positions.council, positions.nhs) if each and each.source)]
            if positions
            else agreement.sources,
        ),
    )
    frame = Frame(
        agreement.title,
        agreement.summary,
        "agreement",
        (TOGETHER,),
        agreement.origin.path,
        (
            *retired_banner(facts, "agreement", agreement),
            *approval_banner(agreement.approval, facts.on),
            *((ILLUSTRATIVE,) if agreement.illustrative else ()),
        ),
        foot_of(facts, agreement),
        _link(before),
        _link(after),
    )
    return page(facts, f"working-together/{agreement.id}.md", "agreement.md.j2", frame, view)


def _transfer(transfer: FundingTransfer) -> Iterator[Part]:
    if transfer.continued_weeks:
        yield Part(
            "While somebody moves",
            (f"The first funder goes on paying for at least {_weeks(transfer.continued_weeks)}.",),
            (),
        )
    if transfer.early_alert:
        yield Part("Who tells whom, and when", (transfer.early_alert,), ())
    recharge = transfer.recharge
    if recharge:
        lines = [
            *([f"Who pays: {recharge.payer}"] if recharge.payer else []),
            *([f"Who is paid: {recharge.payee}"] if recharge.payee else []),
        ]
        yield Part("Who pays whom back", (recharge.reason,) if recharge.reason else (), tuple(lines))
    if transfer.accrued_leave:
        yield Part("Leave that is not taken yet", (transfer.accrued_leave,), ())


def _redundancy(redundancy: Redundancy) -> Iterator[Part]:
    lines = [
        SHARED_WORDS[redundancy.shared],
        _insurance(redundancy),
        *([f"Who pays: {join_words(redundancy.payers)}"] if redundancy.payers else []),
    ]
    yield Part("How the cost is shared", (), tuple(lines))
    if redundancy.note:
        yield Part("To make it plain", (redundancy.note,), ())


def _hospital(hospital: HospitalWorking) -> Iterator[Part]:
    if hospital.paid_weeks:
        words = f"PAs are paid for at least {_weeks(hospital.paid_weeks)}. Then the funder looks at it again."
        yield Part("Pay goes on", (words,), ())
    if hospital.reduced_hours:
        yield Part("When there are fewer hours", (hospital.reduced_hours,), ())
    if hospital.planned_admission:
        yield Part("Before a planned admission", (), hospital.planned_admission)
    if hospital.must_record:
        names = join_words([SIGNER_WORDS[name] for name in hospital.signed_by])
        signed = (f"Signed by {names}.",) if names else ()
        yield Part("What the paper says", signed, tuple(RECORD_WORDS[name] for name in hospital.must_record))
    if hospital.dbs_within_years:
        yield Part("Checks", (f"{upper_first(_dbs(hospital.dbs_within_years))}.",), ())
