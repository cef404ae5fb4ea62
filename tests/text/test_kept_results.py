"""Results of builds: found again under the key of all that they were made from, or not at all."""

import pytest

from pa_framework.text import kept_results
from pa_framework.text.kept import Kept
from pa_framework.text.kept_results import NOTHING_KEPT, KeptResults, key_of, results_beside

pytestmark = pytest.mark.usefixtures("keeping")


def test_a_result_is_found_by_the_next_build(tmp_path):
    first = results_beside(tmp_path)
    first.put("key", b"result" * 1000)
    assert first.get("key") == b"result" * 1000, "before it is saved, too"
    first.save()

    second = results_beside(tmp_path)
    second.expect(["key", "another"])
    assert (second.get("key"), second.get("another")) == (b"result" * 1000, None)
    second.put("another", b"made meanwhile")
    assert second.get("another") == b"made meanwhile"


def test_what_is_no_result_is_not_there(tmp_path):
    store = Kept(tmp_path, "site")
    store.put("key", b"not compressed")

    assert KeptResults(store).get("key") is None


def test_without_a_store_nothing_is_kept():
    NOTHING_KEPT.put("key", b"result")
    NOTHING_KEPT.expect(["key"])
    NOTHING_KEPT.save()

    assert NOTHING_KEPT.get("key") is None


def test_another_version_of_the_program_finds_nothing(monkeypatch):
    before = key_of("page", 1)
    monkeypatch.setattr(kept_results, "version_of", lambda *_, **__: "the next one")

    assert key_of("page", 1) != before


@pytest.mark.parametrize(
    "others", [("page", 2), ("page", "1"), ("page1",), (b"page", 1), ("page", 1, ""), ("pag", "e", 1)]
)
def test_other_parts_have_another_key(others):
    assert key_of(*others) != key_of("page", 1)
