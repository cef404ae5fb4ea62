"""Pages about agreements of council, NHS and other organisations: where each stands, and why they differ."""

from collections.abc import Iterator

from msgspec import Struct

from pa_framework.facts.facts import Facts
from pa_framework.facts.organisations import COUNCIL_AND_NHS, answers_of, in_order, organisation_title, sides_words
from pa_framework.facts.site_pages import CASE_STUDIES, REDUNDANCY_PAY, TOGETHER, Link
from pa_framework.look.page import Banner, SourceLine, record_link, source_lines, source_link, stories_of
from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Agreement, FundingTransfer, HospitalWorking, Position, Redundancy
from pa_framework.site.page_kinds import Banners, Pages, RecordPages, StandalonePage, active
from pa_framework.text.sentences import count, join_words, upper_first

ILLUSTRATIVE = Banner(
    "illustrative",
    "An example to adapt. Nothing here is agreed until a council and an NHS body sign their own agreement.",
)
#: The same where the page begins with what is true by itself.
_PARTLY_ILLUSTRATIVE = Banner(
    "illustrative",
    "The agreement on this page is an example to adapt. It is not agreed until a council and an NHS body sign their own.",
)
KIND_WORDS = labels("agreement", "kind")
SHARED_WORDS = labels("agreement", "redundancy.shared")
RECORD_WORDS = labels("agreement", "hospital.must_record")
SIGNER_WORDS = labels("agreement", "hospital.signed_by")
#: Kinds of agreement for which the index has a table; it lists all others by kind.
_OWN_TABLES = ("consistency", "employment-model")
#: Above so many organisations, links to each come first.
_MOST_WITHOUT_LINKS = 3


class PartyView(Struct, frozen=True):
    """The position of an organisation, why it is not that of the others, who speaks for it, and its source."""

    title: str
    position: str
    because: str
    spokesperson: str
    source: Link | None


class PlaceView(Struct, frozen=True):
    """An organisation among many: its id, where it is in a few words, its answer if it has a short one, and its position."""

    id: str
    where: str
    answer: str
    party: PartyView


class AnswerView(Struct, frozen=True):
    """Organisations that give the same answer: it in words, and who they are."""

    answer: str
    who: str


class Part(Struct, frozen=True):
    """A part of an agreement with a heading: sentences, then a list."""

    title: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]


class OpeningView(Struct, frozen=True):
    """A part that comes first: its heading, its lines, whether they are done in this order, and links."""

    title: str
    lines: tuple[str, ...]
    in_order: bool
    links: tuple[Link, ...]


class AgreementView(Struct, frozen=True):
    """What the page of an agreement shows besides the record. `figures` are who, share and year.

    `places` are the organisations from A to Z, where there are others than council and NHS; `part_of` is the title of the
    one of which all are a part. `answers` has those of several
    of them; there are none where each has its own.
    """

    opening: tuple[OpeningView, ...]
    kind: str
    sides: str
    agreed: str
    parties: tuple[PartyView, ...]
    places: tuple[PlaceView, ...]
    has_links: bool
    part_of: str
    answers: tuple[AnswerView, ...]
    why: str
    parts: tuple[Part, ...]
    calculator: Link | None
    figures: tuple[tuple[str, str, str], ...]
    figures_from: Link | None
    case_studies: tuple[Link, ...]
    sources: tuple[SourceLine, ...]


class TopicRow(Struct, frozen=True):
    """A question with the positions of council and NHS in the index."""

    link: Link
    council: str
    nhs: str
    agreed: str
    why: str


class AnswersRow(Struct, frozen=True):
    """A question with the answers of many organisations in the index, a line for each answer."""

    link: Link
    agreed: str
    answers: tuple[tuple[str, str], ...]
    why: str


class ArrangementRow(Struct, frozen=True):
    """An arrangement in the index, with its figures one a line."""

    link: Link
    summary: str
    lines: tuple[str, ...]


class ModelRow(Struct, frozen=True):
    """A way to employ a PA, with the share of councils and NHS areas that use it."""

    link: Link
    council: str
    nhs: str
    year: str


class AgreementIndexView(Struct, frozen=True):
    """The index of the section: questions, arrangements by kind, and ways to employ a PA."""

    topics: tuple[TopicRow, ...]
    many: tuple[AnswersRow, ...]
    arrangements: tuple[tuple[str, tuple[ArrangementRow, ...]], ...]
    models: tuple[ModelRow, ...]
    model_sources: tuple[SourceLine, ...]
    case_studies: Link


def _agreements(facts: Facts) -> list[Agreement]:
    return [agreement for kind in KIND_WORDS for agreement in _of_kind(facts, kind)]


def _of_kind(facts: Facts, kind: str) -> list[Agreement]:
    return [agreement for agreement in active(facts.records.agreements.values()) if agreement.kind == kind]


def _index(facts: Facts) -> AgreementIndexView:
    models = _of_kind(facts, "employment-model")
    return AgreementIndexView(
        topics=tuple(_topic(agreement) for agreement in _of_kind(facts, "consistency") if not _has_others(agreement)),
        many=tuple(_answers_row(facts, agreement) for agreement in _agreements(facts) if _has_others(agreement)),
        arrangements=tuple(
            (
                KIND_WORDS[kind],
                tuple(
                    ArrangementRow(
                        record_link("agreement", agreement),
                        agreement.summary,
                        () if _has_others(agreement) else _in_short(agreement),
                    )
                    for agreement in agreements
                ),
            )
            for kind in KIND_WORDS
            if kind not in _OWN_TABLES and (agreements := _of_kind(facts, kind))
        ),
        models=tuple(
            _model(agreement)
            for agreement in sorted(
                models,
                key=lambda agreement: -((agreement.model.council_per_cent or 0) if agreement.model else 0),
            )
        ),
        model_sources=source_lines(facts, [agreement.model.source for agreement in models if agreement.model]),
        case_studies=CASE_STUDIES,
    )


def _has_others(agreement: Agreement) -> bool:
    """Whether an agreement is between others than a council and an NHS body, so that two columns do not fit it."""
    return not set(agreement.positions) <= set(COUNCIL_AND_NHS)


def _answers_row(facts: Facts, agreement: Agreement) -> AnswersRow:
    answers = tuple((answer.answer, answer.who) for answer in _answers(facts, agreement))
    if len(answers) == len(agreement.positions):  # each has its own: a reader looks for her place
        answers = tuple((place.party.title, _short(place)) for place in _places(facts, agreement))
    return AnswersRow(record_link("agreement", agreement), _agreed(agreement), answers, agreement.differs_because or "")


def _answers(facts: Facts, agreement: Agreement) -> Iterator[AnswerView]:
    """The organisations of an agreement by their answers. Without an answer in a few words, what the first says is it."""
    for same in answers_of(facts.records, agreement):
        answer = same.answer or agreement.positions[same.organisations[0]].says
        titles = (organisation_title(facts.records, name) for name in same.organisations)
        yield AnswerView(answer.rstrip("."), join_words(titles))


def _places(facts: Facts, agreement: Agreement) -> tuple[PlaceView, ...]:
    """The organisations of an agreement from A to Z, so that a reader finds her own."""
    parents = {_parent(facts, name) for name in agreement.positions}
    found = (
        PlaceView(
            name,
            _where(facts, name, with_parent=len(parents) > 1),
            (agreement.positions[name].answer or "").rstrip("."),
            party,
        )
        for name, party in _parties(facts, agreement)
        if name in agreement.positions
    )
    return tuple(sorted(found, key=lambda place: (place.party.title.casefold(), place.id)))


def _where(facts: Facts, name: str, *, with_parent: bool) -> str:
    """The places that an organisation is for, and what it is a part of."""
    organisation = facts.records.organisations.get(name)
    parent = _parent(facts, name) if with_parent else ""
    places = join_words(organisation.places) if organisation else ""
    return ". ".join(filter(None, (places, f"Part of {parent}" if parent else "")))


def _parent(facts: Facts, name: str) -> str:
    """The title of the organisation of which one is a part; empty where it is no part."""
    organisation = facts.records.organisations.get(name)
    return organisation_title(facts.records, organisation.part_of) if organisation and organisation.part_of else ""


def _short(place: PlaceView) -> str:
    return place.answer or place.party.position.rstrip(".")


def _topic(agreement: Agreement) -> TopicRow:
    positions = agreement.positions
    return TopicRow(
        record_link("agreement", agreement),
        _position(positions.get("council")),
        _position(positions.get("nhs")),
        _agreed(agreement),
        agreement.differs_because or "",
    )


def _model(agreement: Agreement) -> ModelRow:
    model = agreement.model
    return ModelRow(
        record_link("agreement", agreement),
        _share(model.council_per_cent, model.council_base, "councils") if model else "no figure",
        _share(model.nhs_per_cent, model.nhs_base, "NHS areas") if model else "no figure",
        str(model.year) if model and model.year else "",
    )


def _index_banners(facts: Facts, view: object) -> Banners:
    if any(agreement.illustrative for agreement in facts.records.agreements.values()):
        return (ILLUSTRATIVE,)
    return ()


def _position(position: Position | None) -> str:
    return position.says if position else "Has not said."


def _agreed(agreement: Agreement) -> str:
    """Whether council and NHS agree, in words. No one agreed an example."""
    words = {True: "Agreed", False: "Not agreed", None: "Not settled yet"}
    in_example = {True: "Example: the same", False: "Example: differs", None: "Example: not settled"}
    return (in_example if agreement.illustrative else words)[agreement.agreed]


def _share(per_cent: int | None, base: int | None, who: str) -> str:
    if per_cent is None:
        return "no figure"
    return f"{per_cent}% of {base} {who}" if base else f"{per_cent}% of {who}"


def _in_short(agreement: Agreement) -> tuple[str, ...]:
    """The figures of an agreement, one line each, for the index."""
    lines = []
    if agreement.funding_transfer and agreement.funding_transfer.continued_weeks:
        lines.append(f"The first funder keeps paying for at least {_weeks(agreement.funding_transfer.continued_weeks)}")
    if agreement.redundancy:
        lines.append(SHARED_WORDS[agreement.redundancy.shared])
        lines.append(_insurance(agreement.redundancy))
    if agreement.hospital and agreement.hospital.paid_weeks:
        lines.append(f"PAs are paid for at least {_weeks(agreement.hospital.paid_weeks)}, then the funder reviews it")
    if agreement.hospital and agreement.hospital.dbs_within_years:
        lines.append(_dbs(agreement.hospital.dbs_within_years))
    return tuple(lines)


def _weeks(number: int) -> str:
    return count(number, "week", "weeks")


def _dbs(number: int) -> str:
    return f"A DBS check is not older than {count(number, 'year', 'years')}"


def _insurance(redundancy: Redundancy) -> str:
    return "Claim on the insurance first" if redundancy.insurance_first else "Insurance is not used first"


def _agreement(facts: Facts, agreement: Agreement) -> AgreementView:
    model = agreement.model
    places = _places(facts, agreement) if _has_others(agreement) else ()
    answers = tuple(_answers(facts, agreement)) if places else ()
    parents = {_parent(facts, place.id) for place in places}
    return AgreementView(
        opening=tuple(
            OpeningView(
                part.title,
                part.lines,
                bool(part.in_order),
                tuple(Link(link.words, link.page) for link in part.links),
            )
            for part in agreement.opening
        ),
        kind=KIND_WORDS[agreement.kind],
        sides=upper_first(sides_words(facts.records, agreement)),
        agreed=_agreed(agreement),
        parties=tuple(party for _, party in _parties(facts, agreement)) if not _has_others(agreement) else (),
        places=places,
        has_links=len(places) > _MOST_WITHOUT_LINKS,
        part_of=next(iter(parents)) if len(parents) == 1 else "",
        answers=answers if len(answers) < len(places) else (),
        why=agreement.differs_because or "",
        parts=(
            *(_transfer(agreement.funding_transfer, agreement.illustrative) if agreement.funding_transfer else ()),
            *(_redundancy(agreement.redundancy) if agreement.redundancy else ()),
            *(_hospital(agreement.hospital, agreement.illustrative, len(answers) > 1) if agreement.hospital else ()),
            *((Part("What else to know", (), agreement.points),) if agreement.points else ()),
        ),
        calculator=REDUNDANCY_PAY if agreement.redundancy else None,
        figures=(
            ("Councils", _share(model.council_per_cent, model.council_base, "councils"), str(model.year or "")),
            ("NHS areas", _share(model.nhs_per_cent, model.nhs_base, "NHS areas"), str(model.year or "")),
        )
        if model
        else (),
        figures_from=source_link(facts, model.source) if model else None,
        case_studies=stories_of(facts, "agreement", agreement.id),
        sources=_sources(facts, agreement),
    )


def _parties(facts: Facts, agreement: Agreement) -> Iterator[tuple[str, PartyView]]:
    """The organisations of an agreement, so far as it gives a position or a person for them, by their ids."""
    for name in in_order(facts.records, [*agreement.positions, *agreement.counterparts]):
        position = agreement.positions.get(name)
        yield (
            name,
            PartyView(
                organisation_title(facts.records, name),
                position.says if position else "",
                (position.because if position else None) or "",
                agreement.counterparts.get(name, ""),
                source_link(facts, position.source if position else None),
            ),
        )


def _sources(facts: Facts, agreement: Agreement) -> tuple[SourceLine, ...]:
    names = in_order(facts.records, agreement.positions)
    return source_lines(facts, [*agreement.sources, *(agreement.positions[name].source for name in names)])


def _banners(facts: Facts, agreement: Agreement) -> Banners:
    if not agreement.illustrative:
        return ()
    return (_PARTLY_ILLUSTRATIVE if agreement.opening else ILLUSTRATIVE,)


def _transfer(transfer: FundingTransfer, example: bool) -> Iterator[Part]:
    if transfer.continued_weeks:
        weeks = _weeks(transfer.continued_weeks)
        yield Part(
            "Pay during the move",
            (f"{'In this example, the' if example else 'The'} first funder keeps paying for at least {weeks}.",),
            (),
        )
    if transfer.early_alert:
        yield Part("Who to tell, and when", (transfer.early_alert,), ())
    recharge = transfer.recharge
    if recharge:
        lines = [
            *([f"Who pays: {recharge.payer}"] if recharge.payer else []),
            *([f"Who is paid: {recharge.payee}"] if recharge.payee else []),
        ]
        yield Part("Who pays back", (recharge.reason,) if recharge.reason else (), tuple(lines))
    if transfer.accrued_leave:
        yield Part("Holiday not taken yet", (transfer.accrued_leave,), ())


def _redundancy(redundancy: Redundancy) -> Iterator[Part]:
    lines = [
        SHARED_WORDS[redundancy.shared],
        _insurance(redundancy),
        *([f"Who pays: {join_words(redundancy.payers)}"] if redundancy.payers else []),
    ]
    yield Part("How the cost is shared", (), tuple(lines))
    if redundancy.note:
        yield Part("Example", (redundancy.note,), ())


def _hospital(hospital: HospitalWorking, example: bool, answers_differ: bool) -> Iterator[Part]:
    """The parts of an agreement on hospital stays. Where answers differ, the weeks are those that the agreement asks for."""
    if hospital.paid_weeks:
        weeks = _weeks(hospital.paid_weeks)
        paid = (
            f"the agreement asks for pay for at least {weeks}. Each place has its own answer: find yours above."
            if answers_differ
            else f"PAs are paid for at least {weeks}. Then the funder reviews it."
        )
        yield Part("Pay during the stay", (f"In this example, {paid}" if example else upper_first(paid),), ())
    if hospital.reduced_hours:
        yield Part("Fewer hours", (hospital.reduced_hours,), ())
    if hospital.planned_admission:
        yield Part("Before a planned admission", (), hospital.planned_admission)
    if hospital.must_record:
        names = join_words([SIGNER_WORDS[name] for name in hospital.signed_by])
        signed = (f"Signed by {names}.",) if names else ()
        yield Part("What the agreement must record", signed, tuple(RECORD_WORDS[name] for name in hospital.must_record))
    if hospital.dbs_within_years:
        yield Part("Checks", (f"{upper_first(_dbs(hospital.dbs_within_years))}.",), ())


PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=TOGETHER,
        kind="working-together",
        template="agreement_index.md.j2",
        view=_index,
        description="What the council and the NHS each say, what they agree on, and why they differ where they do.",
        banners=_index_banners,
        wide=True,
    ),
    RecordPages(kind="agreement", template="agreement.md.j2", select=_agreements, view=_agreement, banners=_banners),
)
