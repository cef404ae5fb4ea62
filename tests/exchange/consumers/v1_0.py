"""What a reader of version 1.0 wrote on the day it came out. Never edited: if it fails, a version broke its promise."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

Files = Mapping[str, bytes]


def delegable_tasks(files: Files) -> dict[str, tuple[str, str, str]]:
    """From `json`: identifier → title, risk, page."""
    document = json.loads(files["task.json"])
    assert document["format_version"].split(".")[0] == "1"
    assert document["framework"]["licence"]
    tasks = [one for one in document["records"] if one["status"] == "delegable"]
    return {one["identifier"]: (one["title"], one["risk"], one["page"]) for one in tasks}


def who_signs_off(files: Files) -> dict[str, list[str]]:
    """From `json`: id of a task → titles of the roles that sign off."""
    whole = json.loads(files["all.json"])["records"]
    roles = {one["id"]: one["title"] for one in whole["role"]}
    return {
        one["id"]: [roles[name] for name in one["sign_off"]["signed_off_by"]]
        for one in whole["task"]
        if "sign_off" in one
    }


def rates(files: Files) -> dict[tuple[str, str, str], Decimal]:
    """From `csv`: band, funder and first day → what is paid."""
    resources = {one["name"]: one["path"] for one in json.loads(files["datapackage.json"])["resources"]}
    rows = csv.DictReader(StringIO(files[resources["pay-band.rates"]].decode(), newline=""))
    return {(row["pay_band_id"], row["funder"], row["from"]): Decimal(row["paid"]) for row in rows}


def competence_titles(package: Any) -> dict[str, list[str]]:
    """From `case-1.0` or `case-1.1`: area → competences, in order."""
    items = {one["identifier"]: one for one in package["CFItems"]}
    links = [one for one in package["CFAssociations"] if one["associationType"] == "isChildOf"]
    found: dict[str, list[str]] = {}
    for link in sorted(links, key=lambda one: one["sequenceNumber"]):
        above = items.get(link["destinationNodeURI"]["identifier"])
        if above is not None and above["CFItemType"] == "Area":
            own = items[link["originNodeURI"]["identifier"]]
            found.setdefault(above["abbreviatedStatement"], []).append(own["abbreviatedStatement"])
    return found


def moodle_tree(content: bytes) -> dict[str, str]:
    """From `moodle`: ID number → ID number of the one above."""
    rows = list(csv.reader(StringIO(content.decode(), newline="")))[1:]
    return {row[1]: row[0] for row in rows if row[12] != "1"}


def badge_names(files: Files) -> dict[str, str]:
    """From `openbadges`: address → name."""
    return {one["id"]: one["name"] for one in json.loads(files["achievements.json"])}
