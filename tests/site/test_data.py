"""The published files on the site: those that the page names, none of a register, kept from one build to the next."""

import json
from pathlib import Path

from pa_framework.exchange.published import published
from pa_framework.facts.facts import Facts
from pa_framework.records.load import read_records
from pa_framework.site.data import data_files
from pa_framework.text.kept_results import KeptResults, results_beside
from tests.builders.pages import pages_of, texts_under
from tests.builders.worlds import TODAY, facts_of
from tests.paths import SMALL


def test_items_have_their_addresses_and_files_are_few() -> None:
    files = dict(data_files(facts_of(SMALL)))
    package = json.loads(files["data/v1/case-1.0/package.json"])
    site = package["CFDocument"]["officialSourceURL"]
    assert {one["uri"].removeprefix(site) for one in package["CFItems"]} <= files.keys()
    assert package["CFDocument"]["uri"].removeprefix(site) in files
    assert not [path for path in files if "CFAssociations" in path or path.endswith(".parquet")]
    assert "data/v1/losses.json" in files


def test_a_build_that_kept_them_gives_the_same_files(root: Path, keeping: None) -> None:
    kept = results_beside(root)
    first = list(data_files(Facts(read_records(root), TODAY), kept))
    kept.save()
    assert list(data_files(Facts(read_records(root), TODAY), results_beside(root))) == first
    file = root / "framework/areas.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: Other ", 1), encoding="utf-8")
    changed = list(data_files(Facts(read_records(root), TODAY), results_beside(root)))
    assert changed != first
    assert changed == list(data_files(Facts(read_records(root), TODAY), KeptResults()))


def test_the_page_of_every_record_has_its_anchor() -> None:
    data = published(facts_of(SMALL))
    pages = texts_under(pages_of(data.facts))
    addresses = [
        one["page"].removeprefix(data.base) for of_kind in data.by_kind.values() for one in of_kind if "page" in one
    ]
    anchored = [address.partition("#") for address in addresses if "#" in address]
    assert {path for path, _, _ in anchored} >= {"career/pay/", "about/glossary/"}
    for path, _, anchor in anchored:
        markdown = pages.get(f"{path.rstrip('/')}.md") or pages[f"{path}index.md"]
        assert f"#{anchor} " in markdown or f'id="{anchor}"' in markdown, (path, anchor)
