"""What the small world exports, each format made when a test first asks for it."""

from collections import UserDict

import pytest

from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.published import Published, published
from tests.builders.worlds import facts_of
from tests.paths import SMALL


class Exported(UserDict[str, dict[str, bytes]]):
    """Format → path → content."""

    def __init__(self, data: Published) -> None:
        super().__init__()
        self.published = data

    def __missing__(self, name: str) -> dict[str, bytes]:
        self[name] = dict(FORMATS[name].files(self.published))
        return self[name]


@pytest.fixture(scope="session")
def small() -> Published:
    return published(facts_of(SMALL))


@pytest.fixture(scope="session")
def exported(small: Published) -> Exported:
    return Exported(small)
