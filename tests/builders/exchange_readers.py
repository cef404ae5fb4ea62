"""Readers of exported files, as another program would write them: they know the formats, and nothing of the program."""

import csv
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from html import unescape
from io import StringIO
from typing import Any

Files = Mapping[str, bytes]
#: Record by kind and id, each with the fields that the format holds.
Read = dict[str, dict[str, dict[str, Any]]]
DRAFT = "This is a draft. No one has approved it yet."


def exact(content: bytes) -> Any:
    return json.loads(content, parse_float=Decimal)


def read_json(files: Files) -> dict[str, list[dict[str, Any]]]:
    """The records of each kind, from the documents of the kinds."""
    return {
        path.removesuffix(".json"): exact(files[path])["records"]
        for path in files
        if re.fullmatch(r"[a-z-]+\.json", path) and path != "all.json"
    }


def read_package(files: Files) -> dict[str, list[dict[str, Any]]]:
    """The records of each kind, put together from the tables of a data package."""
    package = json.loads(files["datapackage.json"])
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        keys = resource["schema"]["primaryKey"]
        rows = list(csv.reader(StringIO(files[resource["path"]].decode(), newline="")))
        assert rows[0] == [field["name"] for field in fields]
        kind, _, path = resource["name"].partition(".")
        for row in rows[1:]:
            cells = {field["name"]: _cell(text, field["type"]) for field, text in zip(fields, row, strict=True) if text}
            record_id = cells[keys[0]]
            if not path:
                found.setdefault(kind, {})[record_id] = _nested({"id": record_id, **cells} if "id" in keys else cells)
            else:
                values = {name: value for name, value in cells.items() if name not in keys}
                _put(found[kind][record_id], keys[1:], cells, values)
        found.setdefault(kind, {})
    return {kind: list(records.values()) for kind, records in found.items()}


def _cell(text: str, of_type: str) -> Any:
    plain = text[1:] if re.match(r"'+[=+\-@\t\r\n]", text) else text
    readers: Mapping[str, Callable[[str], Any]] = {
        "integer": int,
        "number": Decimal,
        "boolean": lambda text: {"true": True, "false": False}[text],
        **dict.fromkeys(("array", "object", "any"), lambda text: json.loads(text, parse_float=Decimal)),
    }
    return readers.get(of_type, str)(plain)


def _nested(cells: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in cells.items():
        *way, last = name.split(".")
        group = made
        for part in way:
            group = group.setdefault(part, {})
        group[last] = value
    return made


def _put(record: Any, keys: list[str], cells: Mapping[str, Any], values: dict[str, Any]) -> None:
    """Puts the row of a long table into its record."""
    whole = values["value"] if set(values) == {"value"} else _nested(values)
    for number, key in enumerate(keys):
        last = number == len(keys) - 1
        way, _, how = key.rpartition("_")
        is_map = how == "key"
        if way == "value":  # the list is what the map before it holds
            pass
        else:
            for part in (parts := way.split("."))[:-1]:
                record = record.setdefault(part, {})
            record = record.setdefault(parts[-1], {} if is_map else [])
        if is_map:
            following_list = not last and keys[number + 1] == "value_position"
            record = record.setdefault(cells[key], [] if following_list else {} if not last else whole)
        elif last:
            assert len(record) == cells[key] - 1
            record.append(whole)
        else:
            record = record[cells[key] - 1]


def read_case(package: Any) -> Read:
    """What a CASE package says of areas, steps, competences and levels."""
    document = package["CFDocument"]
    items = {item["identifier"]: item for item in package["CFItems"]}
    by_type: dict[str, list[Any]] = {}
    for association in package["CFAssociations"]:
        by_type.setdefault(association["associationType"], []).append(association)
    children: dict[str, list[str]] = {}
    for link in sorted(by_type["isChildOf"], key=lambda one: one["sequenceNumber"]):
        children.setdefault(link["destinationNodeURI"]["identifier"], []).append(link["originNodeURI"]["identifier"])
    licence = package["CFDefinitions"]["CFLicenses"][0]["licenseText"]
    read: Read = {
        "framework": {
            "": {
                "title": document["title"],
                "summary": document["description"],
                "version": document["version"],
                "publisher": document["publisher"],
                "licence": licence,
                "language": document["language"],
                "status": {"Draft": "reference", "Adopted": "live"}[document["adoptionStatus"]],
                "site": document["officialSourceURL"],
            }
        }
    }
    code = {identifier: item.get("humanCodingScheme", "") for identifier, item in items.items()}
    for number, top in enumerate(children[document["identifier"]], 1):
        item = items[top]
        if item["CFItemType"] == "Area":
            read.setdefault("area", {})[code[top]] = {
                "id": code[top],
                "title": item["abbreviatedStatement"],
                "summary": item["fullStatement"],
            }
            for below in children.get(top, ()):
                _competence(read, items, children, below, code[top])
        else:
            name = code[top].removeprefix("level.")
            read.setdefault("level", {})[name] = {
                "id": name,
                "title": item["abbreviatedStatement"],
                "summary": item["fullStatement"],
                "place": number,
            }
    for link in by_type.get("precedes", ()):
        competence, step = code[link["originNodeURI"]["identifier"]].split(".")
        target = read["competence"][code[link["destinationNodeURI"]["identifier"]]]
        target.setdefault("prerequisites", {})[competence] = step
    for link in by_type.get("isPartOf", ()):
        competence, step = code[link["originNodeURI"]["identifier"]].split(".")
        level = read["level"][code[link["destinationNodeURI"]["identifier"]].removeprefix("level.")]
        level.setdefault("expects", {})[competence] = step
    for link in by_type.get("isRelatedTo", ()):
        standard, item_id = re.findall(r"/([a-z0-9-]+)/#([a-z0-9-]+)$", link["destinationNodeURI"]["uri"])[0]
        own = read["competence"][code[link["originNodeURI"]["identifier"]]]
        own.setdefault("maps_to", {}).setdefault(standard, []).append(item_id)
    for link in by_type.get("replacedBy", ()):
        own_code = code[link["originNodeURI"]["identifier"]]
        kind, name = ("level", own_code[6:]) if own_code.startswith("level.") else ("competence", own_code)
        read[kind][name]["replaced_by"] = code[link["destinationNodeURI"]["identifier"]].removeprefix("level.")
    return read


def _competence(read: Read, items: Any, children: Any, identifier: str, area: str) -> None:
    item = items[identifier]
    name = item["humanCodingScheme"]
    made = read.setdefault("competence", {})[name] = {
        "id": name,
        "title": item["abbreviatedStatement"].removeprefix("[DEPRECATED] "),
        "area": area,
        "summary": item["fullStatement"],
        "why_it_matters": item["notes"].removesuffix(DRAFT).strip(),
        "statements": {},
    }
    if "conceptKeywords" in item:
        made["tags"] = item["conceptKeywords"]
    for at_step in children.get(identifier, ()):
        step = items[at_step]["humanCodingScheme"].partition(".")[2]
        title = items[at_step]["abbreviatedStatement"].removeprefix("[DEPRECATED] ").removeprefix(f"{made['title']}: ")
        read.setdefault("step", {})[step] = {"id": step, "title": title, "summary": items[at_step]["fullStatement"]}
        if statements := [items[one]["fullStatement"] for one in children.get(at_step, ())]:
            made["statements"][step] = statements


def read_moodle(content: bytes) -> Read:
    """What a Moodle file says, read as its importer reads it: by the order of columns."""
    rows = list(csv.reader(StringIO(content.decode(), newline="")))[1:]
    (top,) = [row for row in rows if row[12]]
    by_id = {row[1]: row for row in rows if not row[12]}
    read: Read = {"framework": {"": {"title": top[2], "summary": _paragraphs(top[3])[0]}}}
    for row in by_id.values():
        name = row[1]
        words = _paragraphs(row[3])
        own: dict[str, Any] = {"id": name, "title": row[2], "summary": words[0]}
        if name.startswith("level."):
            expects = dict(code.split(".") for code in row[10].split(",") if code)
            read.setdefault("level", {})[name[6:]] = {**own, "id": name[6:], "expects": expects}
        elif not row[0]:
            read.setdefault("area", {})[name] = own
        elif "." not in name:
            why = "\n\n".join(one for one in words[1:] if one != DRAFT)
            made = {**own, "area": row[0], "why_it_matters": why, "statements": {}}
            read.setdefault("competence", {})[name] = made
        else:
            competence, step = name.split(".")
            title = row[2].removeprefix(f"{by_id[competence][2]}: ")
            read.setdefault("step", {})[step] = {"id": step, "title": title, "summary": words[0]}
            if found := [unescape(text) for text in re.findall("<li>(.*?)</li>", row[3], re.DOTALL)]:
                read["competence"][competence]["statements"][step] = found
    return read


def _paragraphs(text: str) -> list[str]:
    return [unescape(words) for words in re.findall("<p>(.*?)</p>", text, re.DOTALL)]


def read_ctdl(graph: Any) -> Read:
    """What a CTDL-ASN graph says."""
    head, *nodes = graph["@graph"]
    by_address = {node["@id"]: node for node in nodes}
    word = "en"
    read: Read = {
        "framework": {
            "": {
                "title": head["ceasn:name"][word],
                "summary": head["ceasn:description"][word],
                "publisher": head["ceasn:publisherName"][0][word],
                "status": "live" if head["ceasn:publicationStatusType"][0].endswith("Published") else "reference",
            }
        }
    }
    for number, address in enumerate(head["ceasn:hasTopChild"], 1):
        node = by_address[address]
        own = {"title": node["ceasn:competencyLabel"][word], "summary": node["ceasn:competencyText"][word]}
        name = node["ceasn:codedNotation"]
        if name.startswith("level."):
            read.setdefault("level", {})[name[6:]] = {"id": name[6:], **own, "place": number}
            continue
        read.setdefault("area", {})[name] = {"id": name, **own}
        for below in node.get("ceasn:hasChild", ()):
            competence = by_address[below]
            title = competence["ceasn:competencyLabel"][word]
            made: dict[str, Any] = {
                "id": competence["ceasn:codedNotation"],
                "title": title,
                "area": name,
                "summary": competence["ceasn:competencyText"][word],
                "why_it_matters": competence["ceasn:comment"][word].removesuffix(DRAFT).strip(),
                "statements": {},
            }
            if "ceasn:conceptKeyword" in competence:
                made["tags"] = [one[word] for one in competence["ceasn:conceptKeyword"]]
            for needed in competence.get("ceasn:prerequisiteAlignment", ()):
                other, step = by_address[needed]["ceasn:codedNotation"].split(".")
                made.setdefault("prerequisites", {})[other] = step
            read.setdefault("competence", {})[made["id"]] = made
            for at_step in competence["ceasn:hasChild"]:
                node = by_address[at_step]
                step = node["ceasn:codedNotation"].partition(".")[2]
                label = node["ceasn:competencyLabel"][word].removeprefix(f"{title}: ")
                summary = node["ceasn:competencyText"][word]
                read.setdefault("step", {})[step] = {"id": step, "title": label, "summary": summary}
                if held := [by_address[one]["ceasn:competencyText"][word] for one in node.get("ceasn:hasChild", ())]:
                    made["statements"][step] = held
    return read


def read_badges(achievements: Any) -> Read:
    """What the definitions of achievements say."""
    read: Read = {}
    for one in achievements:
        head = {"title": one["alignment"][0]["targetFramework"], "publisher": one["creator"]["name"]}
        read["framework"] = {"": {**head, "version": one["version"], "language": one["inLanguage"]}}
        steps = one["resultDescription"][0]["rubricCriterionLevel"]
        titles = {step["name"]: step["level"] for step in steps}
        for step in steps:
            read.setdefault("step", {})[step["level"]] = {
                "id": step["level"],
                "title": step["name"],
                "summary": step["description"],
            }
        statements = {
            titles[title]: [
                words.replace("\n  ", "\n") for words in re.findall(r"^- (.*(?:\n  .*)*)$", block, re.MULTILINE)
            ]
            for title, block in re.findall(
                r"^\*\*(.+?)\*\*\n\n((?:(?:- |  ).*\n?)+)", one["criteria"]["narrative"], re.M
            )
        }
        read.setdefault("competence", {})[one["humanCode"]] = {
            "id": one["humanCode"],
            "title": one["name"],
            "summary": one["description"].removesuffix(DRAFT).strip(),
            "statements": statements,
            **({"tags": one["tag"]} if "tag" in one else {}),
        }
    return read
