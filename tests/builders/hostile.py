"""A world in which every text of every record is an attack."""

import itertools
import shutil
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import inf
from pathlib import Path
from typing import Any

import yaml

from pa_framework.records.json_schema import schema
from pa_framework.records.kinds import kind_at
from pa_framework.records.yaml_source import parse_document

#: What someone may write into a text. Each would set `window.attacked` or load from elsewhere if it ran.
ATTACKS = (
    "<script>window.attacked=1</script>",
    '<img src=x onerror="window.attacked=1">',
    "[click me](javascript:window.attacked=1)",
    '"><svg onload=window.attacked=1>',
    "![picture](https://elsewhere.example/x.png)",
    "{{ config }} {% include 'x' %} {# note #}",
    "</title><script>window.attacked=1</script>",
    '`code` {: onclick="window.attacked=1" .x }',
    "<!-- an open comment",
    "<iframe src=https://elsewhere.example></iframe>",
    "# not a heading",
    '!!! danger "not an admonition"',
    '--8<-- "/etc/passwd"',
    "<https://elsewhere.example>",
    "| a | b |",
    "&lt;script&gt;window.attacked=1&lt;/script&gt;",
    "</style></textarea></template></noscript><script>window.attacked=1</script>",
    "[TOC]",
    "[^1]: note [^1]",
    "1. not a list",
    "- not a list",
    "\\<b>bold\\</b> *em* **strong** __u__ ~~s~~ ==m== ++k++",
    "[text][ref] [ref]: https://elsewhere.example",
    "<a href='jAvAsCrIpT:window.attacked=1' onmouseover='window.attacked=1'>x</a>",
    "::: attacked",
    "${window.attacked=1} #{window.attacked=1}",
    "' onfocus='window.attacked=1' autofocus x='",
    "```html\n<script>window.attacked=1</script>\n```",
    "<details open ontoggle=window.attacked=1>",
    '=== "tab"',
)


def make_hostile(world: Path, out: Path, attacks: Sequence[str] = ATTACKS) -> int:
    """Copies a world and writes an attack into every text; returns how many were written."""
    shutil.copytree(world, out, dirs_exist_ok=True)
    coming = itertools.cycle(attacks)
    written = 0
    for path in sorted(out.rglob("*.yaml")):
        name = path.relative_to(out).as_posix()
        kind = kind_at(name)
        if kind is None:
            continue
        data = parse_document(path.read_bytes(), name).data
        for holder, key, least, most in _texts(data, schema(kind)):
            words = next(words for attack in coming if len(words := f"{attack} n{written}") <= most)
            holder[key] = words.ljust(least, "0")
            written += 1
        path.write_text(yaml.safe_dump(_plain(data), sort_keys=False, allow_unicode=True), encoding="utf-8")
    return written


def _texts(data: Any, part: Mapping[str, Any]) -> Iterator[tuple[Any, Any, int, float]]:
    """Holder and key of every value that its schema takes as free text, and how long it must and may be."""
    if isinstance(data, dict):
        items, parts = list(data.items()), part.get("properties", {})
        inner = [(key, value, parts.get(key) or part.get("additionalProperties") or {}) for key, value in items]
    elif isinstance(data, list):
        inner = [(index, value, part.get("items", {})) for index, value in enumerate(data)]
    else:
        return
    for key, value, below in inner:
        if isinstance(value, str) and below.get("pattern") == "\\S":
            yield data, key, below.get("minLength", 0), below.get("maxLength", inf)
        else:
            yield from _texts(value, below)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return float(data) if isinstance(data, Decimal) else data
