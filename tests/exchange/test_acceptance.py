"""Each format against the published schemas of others, and read by programs that are not ours."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import duckdb
import pytest
from jsonschema import Draft4Validator, Draft7Validator, Draft201909Validator, Draft202012Validator

from pa_framework.exchange import moodle
from pa_framework.exchange.case import SERVICE
from pa_framework.exchange.competence_tree import competence_tree, step_key
from pa_framework.exchange.csv_package import neutral
from pa_framework.exchange.published import Published
from tests.builders.exchange_readers import read_case, read_moodle
from tests.paths import STANDARDS

Exported = Mapping[str, Mapping[str, bytes]]
needs_standards = pytest.mark.skipif(not STANDARDS.is_dir(), reason="the published schemas are not here")
PHP = shutil.which("php")
ENDPOINTS = "case/jsonschema-2020-12/caseservicegroupv1p1-get{}-200-responsepayload-schemav1p0p0.json"


def standard(path: str) -> Any:
    return json.loads((STANDARDS / path).read_text(encoding="utf-8"))


def faults(validator: Any, schema: Any, data: Any) -> list[str]:
    found = validator(schema, format_checker=validator.FORMAT_CHECKER).iter_errors(data)
    return [f"{list(one.absolute_path)}: {one.message[:200]}" for one in found]


# CASE


@needs_standards
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_case_packages_are_valid_by_four_published_schemas(exported: Exported, version: str) -> None:
    package = json.loads(exported[f"case-{version}"]["package.json"])
    # The schema says draft 2019-09 in a way that the library does not know, so the class is chosen here.
    official = standard("case/case_v1p1_cfpackage-jsonschema.official.json")
    assert not faults(Draft201909Validator, official, package)
    assert not faults(Draft202012Validator, standard(ENDPOINTS.format("cfpackage")), package)
    assert not faults(Draft7Validator, standard("case/opensalt_case-v1p0-cfpackage-schema.json"), package)
    if version == "1.0":
        swagger = standard("case/case-v1p0-swagger.json")["definitions"]
        schema = {"$ref": "#/definitions/CFPackage.Type", "definitions": swagger}
        assert not faults(Draft4Validator, schema, package)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_case_packages_hold_together(exported: Exported, version: str) -> None:
    package = json.loads(exported[f"case-{version}"]["package.json"])
    document = package["CFDocument"]["identifier"]
    items = [item["identifier"] for item in package["CFItems"]]
    everything = [document, *items, *(one["identifier"] for one in package["CFAssociations"])]
    everything += [one["identifier"] for listed in package["CFDefinitions"].values() for one in listed]
    assert len(set(everything)) == len(everything)
    uuid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(uuid.fullmatch(one) for one in everything)
    above = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"]
        for one in package["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }
    assert set(above) == set(items)
    for item in items:
        while item != document:
            item = above[item]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A plain web server on this machine, as a host of static files is."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_reader_of_the_service_rebuilds_tree_order_and_counts(
    exported: Exported, small: Published, tmp_path: Path, version: str
) -> None:
    for path, content in exported[f"case-{version}"].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with served(tmp_path) as host:
        base = f"{host}{SERVICE[version]}"  # type: ignore[index]

        def get(path: str) -> Any:
            with urlopen(f"{base}/{path}") as answer:
                return json.load(answer)

        def ask(name: str, path: str) -> Any:
            answer = get(path)
            if STANDARDS.is_dir():
                assert not faults(Draft202012Validator, standard(ENDPOINTS.format(name)), answer)
            return answer

        (document,) = ask("allcfdocuments", "CFDocuments")["CFDocuments"]
        assert ask("cfdocument", f"CFDocuments/{document['identifier']}") == document
        package = ask("cfpackage", f"CFPackages/{document['CFPackageURI']['identifier']}")
        for item in package["CFItems"]:
            alone = ask("cfitem", f"CFItems/{item['identifier']}")
            assert {**alone, **item} == alone
        for item in package["CFItems"][:5]:
            held = ask("cfitemassociations", f"CFItemAssociations/{item['identifier']}")
            ends = [
                {one[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI")}
                for one in held["CFAssociations"]
            ]
            assert ends
            assert all(item["identifier"] in both for both in ends)
        for association in package["CFAssociations"][:5]:
            ask("cfassociation", f"CFAssociations/{association['identifier']}")
        for one in package["CFDefinitions"]["CFItemTypes"]:
            ask("cfitemtype", f"CFItemTypes/{one['identifier']}")
        ask("cflicense", f"CFLicenses/{package['CFDefinitions']['CFLicenses'][0]['identifier']}")
    read = read_case(package)
    assert list(read["area"]) == list(small.records.areas)
    assert list(read["level"]) == [
        level.id for level in sorted(small.records.levels.values(), key=lambda one: one.order)
    ]
    for name, competence in read["competence"].items():
        written = small.records.competences[name].statements
        assert competence["statements"] == {step: list(texts) for step, texts in written.items() if texts}
    statements = sum(len(texts) for one in small.records.competences.values() for texts in one.statements.values())
    steps = len(small.records.steps)
    competences = len(small.records.competences)
    assert len(package["CFItems"]) == (
        len(small.records.areas) + len(small.records.levels) + competences * (1 + steps) + statements
    )


# Moodle


def test_moodle_files_keep_the_rules_of_its_importer(exported: Exported) -> None:
    content = exported["moodle"]["framework.csv"]
    assert b'\\"' not in content
    rows = list(csv.reader(StringIO(content.decode(), newline="")))
    if STANDARDS.is_dir():
        assert rows[0] == standard("moodle/columns.json")["columns"]
    assert {len(row) for row in rows} == {14}
    (top,) = [row for row in rows[1:] if row[12]]
    configuration = json.loads(top[6])
    assert "scaleid" in configuration[0]
    values = top[5].split(",")
    assert [one["id"] for one in configuration[1:]] == list(range(1, len(values) + 1))
    assert (
        sum(one["scaledefault"] for one in configuration[1:])
        == sum(one["proficient"] for one in configuration[1:])
        == 1
    )
    taxonomies = [
        "behaviour",
        "competency",
        "concept",
        "domain",
        "indicator",
        "level",
        "outcome",
        "practice",
        "proficiency",
        "skill",
        "value",
    ]
    assert set(top[13].split(",")) <= set(taxonomies)
    ids = [row[1] for row in rows[1:] if not row[12]]
    assert len(set(ids)) == len(ids)
    assert all(row[0] in {"", *ids} for row in rows[1:])
    assert all(0 < len(text) <= moodle.MOST for row in rows[1:] for text in (row[1], row[2]))
    assert {code for row in rows[1:] for code in row[10].split(",") if code} <= set(ids)


def test_a_second_import_into_moodle_has_the_same_ids(exported: Exported, small: Published) -> None:
    (again,) = dict(moodle.files(small)).values()
    assert read_moodle(again) == read_moodle(exported["moodle"]["framework.csv"])


@pytest.mark.skipif(PHP is None, reason="PHP is not here")
def test_php_imports_the_tree_into_moodle_once(exported: Exported, small: Published, tmp_path: Path) -> None:
    """Moodle refuses a framework whose ID number it has, so a second import adds nothing."""
    assert PHP is not None
    file = tmp_path / "framework.csv"
    file.write_bytes(exported["moodle"]["framework.csv"])
    script = Path(__file__).with_name("moodle_import.php")
    done = subprocess.run([PHP, script, file, file], check=True, capture_output=True, text=True)
    database = json.loads(done.stdout)
    nodes = [node for node in competence_tree(small).nodes if node.kind != "statement"]
    assert database["said"] == [f"imported {len(nodes)} of {len(nodes)}", "ID number taken"]
    assert list(database["frameworks"]) == [small.identifier("framework")]
    code = {node.identifier: node.code for node in nodes}
    assert [(one["id"], one["parent"], one["name"]) for one in database["nodes"]] == [
        (node.code, code.get(node.parent, ""), node.title) for node in nodes
    ]
    expected = [
        (f"level.{level.id}", step_key(*needed))
        for level in small.records.levels.values()
        for needed in level.expects.items()
    ]
    assert sorted(map(tuple, database["related"])) == sorted(expected)


# CTDL-ASN

#: What the schemas of 2019 do not know yet; the converter of Credential Engine writes both.
NEWER = {"ceasn:competencyLabel", "ceasn:inLanguage"}


@needs_standards
def test_ctdl_asn_nodes_are_valid(exported: Exported) -> None:
    head, *nodes = json.loads(exported["ctdl-asn"]["framework.jsonld"])["@graph"]
    assert not faults(Draft4Validator, standard("ctdl/competency_framework.production-2019-10.json"), head)
    schema = standard("ctdl/competency.production-2019-10.json")
    for node in nodes:
        assert not faults(Draft4Validator, schema, {name: value for name, value in node.items() if name not in NEWER})


def test_ctdl_asn_links_stay_in_the_graph_and_expand(exported: Exported) -> None:
    from pyld import jsonld

    graph = json.loads(exported["ctdl-asn"]["framework.jsonld"])
    addresses = {node["@id"] for node in graph["@graph"]}
    links = ("hasTopChild", "hasChild", "isChildOf", "isPartOf", "prerequisiteAlignment")
    named = {one for node in graph["@graph"] for name in links for one in node.get(f"ceasn:{name}", ())}
    assert named <= addresses
    assert all(node["@id"].endswith(node["ceterms:ctid"]) for node in graph["@graph"])
    terms = "https://purl.org/ctdlasn/terms/"
    text = {"@container": "@language"}
    link = {"@type": "@id"}
    context = {
        "ceasn": terms,
        "ceterms": "https://purl.org/ctdl/terms/",
        **{
            f"ceasn:{name}": {"@id": f"{terms}{name}", **text}
            for name in ("name", "description", "competencyText", "competencyLabel", "comment")
        },
        **{f"ceasn:{name}": {"@id": f"{terms}{name}", **link} for name in links},
    }

    def load(url: str, options: object) -> dict[str, object]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": context},
        }

    (whole,) = jsonld.expand(graph, {"documentLoader": load})
    nodes = whole["@graph"]
    assert len(nodes) == len(graph["@graph"])
    children = {
        one["@id"] for node in nodes for name in ("hasChild", "hasTopChild") for one in node.get(f"{terms}{name}", ())
    }
    assert children == {node["@id"] for node in nodes[1:]}
    assert all(node[f"{terms}competencyText"][0]["@language"] == "en" for node in nodes[1:])


# Open Badges


@needs_standards
@pytest.mark.parametrize(
    ("credential", "profile"),
    [
        ("ob_v3p0_achievementcredential_schema.json", "ob_v3p0_profile_schema.json"),
        ("1edtech-gh-pages-strict/achievementcredential.json", "1edtech-gh-pages-strict/profile.json"),
    ],
)
def test_achievements_fit_into_a_credential(exported: Exported, credential: str, profile: str) -> None:
    files = exported["openbadges"]
    issuer = json.loads(files["issuer.json"])
    assert not faults(Draft201909Validator, standard(f"openbadges/{profile}"), issuer)
    schema = standard(f"openbadges/{credential}")
    for achievement in json.loads(files["achievements.json"]):
        example = {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": "urn:uuid:7c0b4a0e-6a33-4f0e-9a55-0d9a0b3f2c11",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": issuer,
            "validFrom": "2026-11-01T09:00:00Z",
            "credentialSubject": {
                "id": "urn:uuid:2b1f7e5c-0c1d-4a57-8a0b-2a7a3c9c7d20",
                "type": ["AchievementSubject"],
                "achievement": achievement,
            },
        }
        assert not faults(Draft201909Validator, schema, example)


def test_a_badge_is_never_about_a_task(exported: Exported, small: Published) -> None:
    achievements = json.loads(exported["openbadges"]["achievements.json"])
    assert {one["humanCode"] for one in achievements} == set(small.records.competences)
    assert {one["achievementType"] for one in achievements} == {"Competency"}


# Tables


@pytest.mark.parametrize("world", ["small", "hard"])
def test_duckdb_reads_the_same_cells_from_csv_and_parquet(
    world: str, worlds: Mapping[str, Any], tmp_path: Path
) -> None:
    exported, records = worlds[world], worlds[world].published.records
    package = json.loads(exported["csv"]["datapackage.json"])
    connection = duckdb.connect()
    for resource in package["resources"]:
        name = resource["path"].removesuffix(".csv")
        for folder, file in (("csv", f"{name}.csv"), ("parquet", f"{name}.parquet")):
            (tmp_path / file).write_bytes(exported[folder][file])
        content = exported["csv"][f"{name}.csv"]
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        columns = [field["name"] for field in resource["schema"]["fields"]]
        types = [PARQUET[field["type"]] for field in resource["schema"]["fields"]]
        read = f"read_csv('{tmp_path}/{name}.csv', header = true, columns = {dict.fromkeys(columns, 'VARCHAR')})"
        texts = connection.sql(f"SELECT * FROM {read}").fetchall()
        values = connection.sql(f"SELECT * FROM '{tmp_path}/{name}.parquet'")
        assert values.columns == columns
        assert [str(one) for one in values.types] == types
        of_csv = [[without_zeros(*each) for each in zip(row, types, strict=True)] for row in texts]
        assert [[as_csv(one) for one in row] for row in values.fetchall()] == of_csv
        if "." not in name:
            field = "id" if columns[0] == "id" else "identifier"
            assert [row[0] for row in texts] == [one[field] for one in worlds[world].published.by_kind[name]]
    rates = connection.sql(f"SELECT paid FROM '{tmp_path}/pay-band.rates.parquet'").fetchall()
    written = [rate.paid for band in records.pay_bands.values() for rate in band.rates]
    assert [row[0] for row in rates] == written


#: What Parquet makes of the types of a data package.
PARQUET = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DECIMAL(18,6)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    **dict.fromkeys(("array", "object", "any"), "VARCHAR"),
}


def without_zeros(text: str | None, of_type: str) -> str:
    """The text of a cell; that of a number without zeros at its end."""
    return f"{Decimal(text).normalize():f}" if text and of_type.startswith("DECIMAL") else text or ""


def as_csv(value: Any) -> str:
    """A value of Parquet as a cell of CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else neutral(str(value))


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-5", "@here", "\tx", "'=1", "''-x", "plain", "'quoted'", "a=b", ""]
)
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = neutral(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert (cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell) == text
