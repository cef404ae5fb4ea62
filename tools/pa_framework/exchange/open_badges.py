"""Open Badges 3.0: the achievements that an issuer may award, one for each competence. Never a person, and nothing of a register.

A task has none: whether a PA may do a task for a person rests on a sign-off, and a badge would seem to say it for good.
"""

from collections.abc import Iterator
from typing import Any

from pa_framework.exchange.case import item_address
from pa_framework.exchange.competence_tree import step_key, with_draft
from pa_framework.exchange.json_documents import encode
from pa_framework.exchange.published import Published
from pa_framework.records.model import Competence


def files(published: Published) -> Iterator[tuple[str, bytes]]:
    """`issuer.json`, `achievements.json`, and each achievement below `achievements`."""
    made = [
        achievement(published, record) for record in published.of_kind("competence") if isinstance(record, Competence)
    ]
    yield "issuer.json", encode(issuer(published))
    yield "achievements.json", encode(made)
    for one in made:
        yield f"achievements/{one['humanCode']}.json", encode(one)


def issuer(published: Published) -> dict[str, Any]:
    """The publisher of the definitions as a profile. Who awards them is another issuer, with a profile of its own."""
    framework = published.framework
    return {
        "id": f"{published.data_address}openbadges/issuer.json",
        "type": ["Profile"],
        "name": framework.publisher,
        "url": published.base,
    }


def achievement(published: Published, competence: Competence) -> dict[str, Any]:
    """The achievement of a competence, with its steps as the levels of a result."""
    address = f"{published.data_address}openbadges/achievements/{competence.id}.json"
    page = published.page("competence", competence)
    steps = published.records.steps.values()
    levels = [
        {
            "id": f"{address}#{step.id}",
            "type": ["RubricCriterionLevel"],
            "name": step.title,
            "description": step.summary,
            "level": step.id,
            "alignment": [
                _alignment(published, "step", step_key(competence.id, step.id), f"{competence.title}: {step.title}")
            ],
        }
        for step in steps
    ]
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": competence.title,
        "description": with_draft(competence.summary, competence.approval),
        "humanCode": competence.id,
        "inLanguage": published.framework.language,
        "version": published.framework.version,
        "creator": issuer(published),
        "criteria": {**({"id": page} if page else {}), "narrative": _criteria(published, competence)},
        "alignment": [_alignment(published, "competence", competence.id, competence.title)],
        **({"tag": list(competence.tags)} if competence.tags else {}),
        "resultDescription": [
            {
                "id": f"{address}#step",
                "type": ["ResultDescription"],
                "name": "Step",
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": levels,
            }
        ],
    }


def _criteria(published: Published, competence: Competence) -> str:
    """What can be seen at each step, as Markdown."""
    parts = []
    for step in published.records.steps.values():
        statements = competence.statements.get(step.id, ())
        if statements:
            items = (f"- {statement}".replace("\n", "\n  ") for statement in statements)
            parts.append("\n".join((f"**{step.title}**\n", *items)))
    return "\n\n".join(parts)


def _alignment(published: Published, kind: str, key: str, title: str) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": title,
        "targetUrl": item_address(published, published.identifier(kind, key)),
        "targetType": "CFItem",
        "targetFramework": published.framework.title,
        "targetCode": key,
    }
