"""Facts made from plain data: a framework and a register as maps and lists, as an oracle reads them.

Everything is written as JSON, which is YAML, and read again, so that readers, schemas and dated rules take part.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml
from msgspec.structs import replace

from pa_framework.facts.facts import Facts
from pa_framework.records.load import Records, gather
from pa_framework.records.register import Register, decode_file, gather_register
from pa_framework.records.yaml_source import Document, parse_document
from tests.paths import SMALL

PlainData = Mapping[str, Any]
_FOLDERS = {"pas": "pa", "persons": "person", "practitioners": "practitioner"}
_WORDS = {"title": "A title", "summary": "What it is."}


class RefusedWorld(ValueError):
    """Plain data that no file may hold, because the schemas refuse it. The message says why."""


def records_of(framework: PlainData) -> Records:
    """The records of a framework as an oracle describes it, with what every record needs besides."""
    documents = [
        (_document("framework/framework.yaml", _framework(framework["settings"])), "framework"),
        (_document("framework/steps.yaml", _steps(framework["steps"])), "steps"),
        (_document("framework/delegation.yaml", _policy(framework)), "delegation"),
    ]
    for name, role in framework["roles"].items():
        documents.append((_document(f"framework/roles/{name}.yaml", _role(role)), "role"))
    for name, task in framework["tasks"].items():
        documents.append((_document(f"framework/tasks/{name}.yaml", _task(task)), "task"))
    for name, competence in framework.get("competences", {}).items():
        made = {**_template("competences/record-keeping.yaml"), **competence, "id": name}
        documents.append((_document(f"competences/{name}.yaml", made), "competence"))
    if framework.get("orders"):
        orders = [{"title": "An order", "by": "The council", "source": "source", **one} for one in framework["orders"]]
        documents.append((_document("framework/orders.yaml", {"orders": orders}), "orders"))
    records = gather(documents)
    if records.findings:
        raise RefusedWorld(records.findings[0].message)
    return records


def register_of(register: PlainData) -> Register:
    """The register that an oracle describes, also what of it cannot be read."""
    files = []
    for folder, kind in _FOLDERS.items():
        for name, data in register[folder].items():
            if (kind, name) not in register["left_out"]:
                more = {"organisation": "trust"} if kind == "practitioner" else {}
                files.append(
                    decode_file(_document(f"{folder}/{name}.yaml", {kind: name, **_without_halves(data), **more}), kind)
                )
    strays = []
    for folder, name, inner in register["unclear"]:
        if inner is None or folder not in _FOLDERS:
            strays.append(f"{folder or 'elsewhere'}/{name}.yaml")
            continue
        needed = {"role": "nurse", "organisation": "trust", "active_from": date(2020, 1, 1)}
        kind = _FOLDERS[folder]
        data = {kind: inner, **(needed if kind == "practitioner" else {})}
        files.append(decode_file(_document(f"{folder}/{name}.yaml", data), kind))
    found = gather_register(files, strays)
    if found.findings:
        raise RefusedWorld(found.findings[0].message)
    origins = {
        (kind, record.id): record.origin for kind in _FOLDERS.values() for record in found.of_kind(kind).values()
    }
    second = tuple(
        (kind, name, origins[kind, name], origins[kind, name])
        for kind, name in sorted(register["duplicates"])
        if (kind, name) in origins
    )
    return replace(found, left_out=frozenset(register["left_out"]), duplicates=(*found.duplicates, *second))


def _without_halves(data: PlainData) -> dict[str, Any]:
    """A record without acts of which only the practitioner or only the day is there: no file may hold one."""
    made = dict(data)
    if "sign_offs" in made:
        made["sign_offs"] = [
            {
                name: value
                for name, value in sign_off.items()
                if not name.endswith(("_by", "_on"))
                or name == "review_on"
                or {f"{name[:-3]}_by", f"{name[:-3]}_on"} <= sign_off.keys()
            }
            for sign_off in made["sign_offs"]
        ]
    return made


def facts_of(records: Records, register: Register, on: date) -> Facts:
    """The facts of a day, without hand-written pages."""
    return Facts(records, on, register, ())


def _document(path: str, data: Any) -> Document:
    return parse_document(json.dumps(data, default=date.isoformat, indent=1), path)


@cache
def _template(path: str) -> dict[str, Any]:
    """The data of a record of the small world, whose other fields a made record takes over."""
    data: dict[str, Any] = yaml.safe_load((SMALL / path).read_text(encoding="utf-8"))
    return data


def _framework(settings: PlainData) -> dict[str, Any]:
    template = _template("framework/framework.yaml")
    return {**template, "settings": {**template["settings"], **settings}}


def _steps(steps: list[str]) -> dict[str, Any]:
    return {"steps": [{**_template("framework/steps.yaml")["steps"][0], "id": step} for step in steps]}


def _policy(framework: PlainData) -> dict[str, Any]:
    template = _template("framework/delegation.yaml")
    categories = sorted({task["category"] for task in framework["tasks"].values()})
    tier, trigger = template["tiers"][0], template["triggers"][0]
    return {
        **{name: value for name, value in template.items() if name != "decision_aid"},
        "categories": [{**template["categories"][0], "id": name} for name in categories],
        "tiers": [
            {**tier, **made, "demands": {"agreed_by": ["person"], **made["demands"]}} for made in framework["tiers"]
        ],
        "triggers": [
            {**_WORDS, "basis": "design-default", "meanwhile": ["Ask."], **made, **_gap(made), "id": name}
            for name, made in framework["triggers"].items()
        ]
        or [trigger],
        "conditions": [{"id": name, "title": "A title"} for name in framework["conditions"]],
        "credentials": [
            {**_WORDS, "body": "A body.", "id": name, **more} for name, more in framework.get("credentials", {}).items()
        ],
    }


def _gap(trigger: PlainData) -> dict[str, Any]:
    """The gap of a trigger, and of the entries of its `earlier`, with what it rests on."""
    made: dict[str, Any] = {"gap": {"basis": "design-default", **trigger["gap"]}} if trigger.get("gap") else {}
    if trigger.get("earlier"):
        made["earlier"] = [{**entry, **_gap(entry)} for entry in trigger["earlier"]]
    return made


def _role(role: PlainData) -> dict[str, Any]:
    template = _template("framework/roles/community-nurse.yaml")
    may = {f"may_{duty}" for duty in ("delegate", "train", "assess", "sign_off", "review")}
    rest = {
        name: value
        for name, value in template.items()
        if name not in may | {"register", "authorised_by", "accountable"}
    }
    made = {name: value for name, value in role.items() if name != "register"}
    register = {"register": template["register"]} if role.get("register") else {}
    return {**rest, **made, **register}


def _task(task: PlainData) -> dict[str, Any]:
    template = _template("framework/tasks/gastrostomy-feed.yaml")
    judged = ("requires", "sign_off", "decide_again_when")
    rest = {name: value for name, value in template.items() if name not in judged}
    earlier = [_with_bases(entry) for entry in task.get("earlier", ())]
    return {**rest, **_with_bases(task), **({"earlier": earlier} if earlier else {})}


def _with_bases(data: PlainData) -> dict[str, Any]:
    """A task, or an entry of its `earlier`, whose figures say what they rest on."""
    made = dict(data)
    if made.get("rescue"):
        made["rescue"] = {"refresh_every": {"basis": "design-default", **made["rescue"]["refresh_every"]}}
    if made.get("sign_off"):
        made["sign_off"] = dict(made["sign_off"])
        for name in ("observed_practices", "review_every"):
            if made["sign_off"].get(name):
                made["sign_off"][name] = {"basis": "design-default", **made["sign_off"][name]}
    return made
