"""From documents whose shape holds to nouns."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import convert

from pa_framework.records import model
from pa_framework.records import register_model as model_register
from pa_framework.records.json_schema import holds_shape, misshapen, schema_findings
from pa_framework.records.model import Origin
from pa_framework.records.yaml_source import Document, Route
from pa_framework.text.findings import Finding

#: Kinds whose file is one noun.
NOUNS: Mapping[str, type[Any]] = {
    "framework": model.Framework,
    "delegation": model.Policy,
    "minimum-wage": model.MinimumWage,
    "level": model.Level,
    "pay-band": model.PayBand,
    "role": model.Role,
    "task": model.Task,
    "standard": model.Standard,
    "learning": model.Learning,
    "support": model.Support,
    "agreement": model.Agreement,
    "plan": model.PlanArea,
    "evidence": model.Evidence,
    "competence": model.Competence,
    "case-study": model.CaseStudy,
    "register": model_register.About,
    "practitioner": model_register.Practitioner,
    "pa": model_register.Pa,
    "person": model_register.Person,
    "hospital-agreement": model_register.HospitalAgreement,
}

#: Lists inside a file whose entries are nouns of their own: kind of file → field → kind of noun.
ENTRIES: Mapping[str, Mapping[str, tuple[str, type[Any]]]] = {
    "framework": {"contacts": ("contact", model.Contact)},
    "areas": {"areas": ("area", model.Area)},
    "steps": {"steps": ("step", model.Step)},
    "glossary": {"terms": ("term", model.Term)},
    "sources": {"sources": ("source", model.Source)},
    "trace": {"rows": ("trace-row", model.TraceRow)},
    "changes": {"changes": ("change", model.Change)},
    "waivers": {"waivers": ("waiver", model.Waiver)},
    "delegation": {
        "categories": ("category", model.Category),
        "tiers": ("tier", model.Tier),
        "triggers": ("trigger", model.Trigger),
    },
}


def nouns(document: Document, kind: str) -> Iterator[tuple[str, Any]]:
    """The nouns that a document holds, each with its kind. The document's shape must hold."""
    if kind in NOUNS:
        yield kind, _noun(document.data, NOUNS[kind], Origin(document))
    for field, (entry_kind, entry_type) in ENTRIES.get(kind, {}).items():
        for index, data in enumerate(document.data[field]):
            route: Route = (field, index)
            yield entry_kind, _noun(data, entry_type, Origin(document, route))


def shaped(document: Document, kind: str) -> tuple[list[tuple[str, Any]], tuple[Finding, ...]]:
    """The nouns of a document, each with its kind; or what is wrong with its text or its shape."""
    if document.findings:
        return [], document.findings
    misfit = ""
    if holds_shape(document.data, kind):
        try:
            return list(nouns(document, kind)), ()
        except ValueError as error:  # msgspec's: a value that the schema lets pass and no noun can hold, such as 1.0
            misfit = str(error)
    return [], tuple(schema_findings(document, kind)) or (misshapen(document, misfit),)


def _noun(data: Mapping[str, Any], kind: type[Any], origin: Origin) -> Any:
    return convert({**data, "origin": origin}, kind, dec_hook=_carried)


def _carried(kind: type[Any], value: Any) -> Any:
    """An origin is no data of the record: it is carried as it is."""
    return value
