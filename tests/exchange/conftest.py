"""What worlds export, each format made when a test first asks for it."""

import shutil

import pytest
import yaml

from pa_framework.exchange.published import Published, published
from tests.builders.exports import HARD, Exported
from tests.builders.worlds import facts_of
from tests.paths import REFERENCE, SMALL


@pytest.fixture(scope="session")
def small() -> Published:
    return published(facts_of(SMALL))


@pytest.fixture(scope="session")
def exported(small: Published) -> Exported:
    return Exported(small)


@pytest.fixture(scope="session")
def worlds(exported: Exported, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """The exports of the small and the reference world, and of the small one with hard texts in a competence."""
    root = shutil.copytree(SMALL, tmp_path_factory.mktemp("hard") / "world")
    file = root / "competences/infection-prevention.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    steps = list(data["statements"])
    data |= {
        "title": 'Clean "hands": 100% & more',
        "summary": "\n".join(HARD[:10]),
        "why_it_matters": "@First\n\nSecond\n\nThird",
        "statements": {step: list(HARD[number :: len(steps)]) for number, step in enumerate(steps)},
    }
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    hard, reference = published(facts_of(root)), published(facts_of(REFERENCE))
    assert hard.records.competences["infection-prevention"].summary == data["summary"]
    return {"small": exported, "hard": Exported(hard), "reference": Exported(reference)}
