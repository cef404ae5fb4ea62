"""The live records in formats of other systems: all of them come back, and none is about a person of the register."""

from pa_framework.check.run import Report
from pa_framework.exchange import case, csv_package, json_documents, moodle
from pa_framework.exchange.published import published
from pa_framework.exchange.shape import PUBLISHED_KINDS
from tests.builders.exchange_readers import read_case, read_json, read_moodle, read_package


def test_the_live_records_are_whole_in_every_format(report: Report) -> None:
    data = published(report.facts)
    documents = read_json(dict(json_documents.files(data)))
    assert documents == {kind: list(data.by_kind[kind]) for kind in PUBLISHED_KINDS}
    tables = read_package(dict(csv_package.files(data)))
    assert {kind: len(tables[kind]) for kind in PUBLISHED_KINDS} == {kind: len(documents[kind]) for kind in documents}
    titles = {one["id"]: one["title"] for one in documents["competence"]}
    tree = read_case(case.case_package(data, "1.1"))["competence"]
    assert {name: one["title"] for name, one in tree.items()} == titles
    (content,) = dict(moodle.files(data)).values()
    assert read_moodle(content)["competence"].keys() == titles.keys()
    assert not list(moodle.shortened(data))
