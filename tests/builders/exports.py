"""What a world exports, and texts that are hard on formats."""

import json
import sys
from collections import UserDict
from collections.abc import Iterator, Mapping
from typing import Any

from pa_framework.exchange.formats import FORMATS
from pa_framework.exchange.moodle import COLUMNS
from pa_framework.exchange.published import Published, published
from pa_framework.exchange.shape import DATA_FOLDER, PUBLISHED_KINDS, shape
from tests.builders.worlds import facts_of
from tests.paths import SMALL, TESTS

#: Texts that formats are likely to spoil.
HARD = (
    "=1+1",
    "+44 20 7946",
    "-5 degrees",
    "@SUM(A1)",
    "\tAfter a tab",
    "'=with an apostrophe",
    "''-with two",
    'Says "no" and a\\"b',
    "Ends with a backslash\\",
    "<p>a tag</p> & <li>an item</li>",
    "“é” £ — 𝔘 🦽 عربى עברית \u00a0",
    "One line\nand another",
    "Long " * 780 + "end",
    "1E5",
    "007",
    "null",
    "true",
    "- with a dash",
    "**bold** _and_ `code`",
    "# as a heading",
    "a,b;c|d\te",
    "%s {x} ((y",
)


class Exported(UserDict[str, dict[str, bytes]]):
    """Format → path → content."""

    def __init__(self, data: Published) -> None:
        super().__init__()
        self.published = data

    def __missing__(self, name: str) -> dict[str, bytes]:
        self[name] = dict(FORMATS[name].files(self.published))
        return self[name]


def promised(exported: Mapping[str, Mapping[str, bytes]]) -> dict[str, Any]:
    """What a reader of a version may rely on: where files are, and the names and types in them.

    `python -m tests.builders.exports VERSION` writes it for a new version, once, into `tests/exchange/consumers/`.
    """
    package = json.loads(exported["csv"]["datapackage.json"])
    head = {name: value for name, value in json.loads(exported["json"]["task.json"]).items() if name != "records"}
    documents = {
        "case-1.0": "package.json",
        "case-1.1": "package.json",
        "ctdl-asn": "framework.jsonld",
        "openbadges": "achievements.json",
    }
    return {
        "address": DATA_FOLDER,
        "files": {name: sorted(path for path in exported[name] if _is_fixed(path)) for name in exported},
        "fields": {kind: sorted(_leaves(shape(kind), "")) for kind in PUBLISHED_KINDS},
        "columns": {
            one["path"]: {field["name"]: field["type"] for field in one["schema"]["fields"]}
            for one in package["resources"]
        },
        "keys": {
            "json": sorted({*_keys(head, "")}),
            "json-schema": sorted({*_keys(json.loads(exported["json"]["schemas/task.schema.json"]), "")}),
            "csv": sorted({*_keys(package, "")}),
            **{name: sorted({*_keys(json.loads(exported[name][path]), "")}) for name, path in documents.items()},
        },
        "moodle": list(COLUMNS),
    }


def _leaves(part: Mapping[str, Any], path: str) -> Iterator[str]:
    """The fields of a shape and the fields within them; groups themselves are left out."""
    inner = part.get("items", part.get("additionalProperties", part))
    if "properties" not in inner:
        yield path
        return
    for name, field in inner["properties"].items():
        yield from _leaves(field, f"{path}.{name}" if path else name)


def _is_fixed(path: str) -> bool:
    """Whether a path is the same for every framework."""
    return not path.startswith(("achievements/", "ims/"))


def _keys(data: Any, way: str) -> Iterator[str]:
    """The names in a document with the names around them, but not the codes of languages."""
    if isinstance(data, list):
        for one in data:
            yield from _keys(one, way)
    elif isinstance(data, dict):
        for name, value in data.items():
            yield f"{way}/{name}"
            yield from _keys(value, f"{way}/{name}")


def main(version: str) -> None:
    """Writes what a version promises."""
    exported = Exported(published(facts_of(SMALL)))
    made = promised({name: exported[name] for name in FORMATS})
    file = TESTS / f"exchange/consumers/v{version.replace('.', '_')}.json"
    if file.exists():
        raise SystemExit(f"{file} is there already, and is never edited")
    file.write_text(f"{json.dumps(made, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
