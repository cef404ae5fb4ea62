"""Values as people type them, in the form that records have: amounts of money, and ids."""

import re

_AMOUNT = re.compile(r"£?\s*(?P<pounds>[0-9]{1,3})(?:[.,](?P<pence>[0-9]{1,2}))?\s*(?:(?:an|per) hour|/\s?h(?:our)?)?")


def parse_amount(text: str) -> str | None:
    """The amount of pounds in `text`, such as 13.70 for £13.70 or 13,70; None where it is no amount."""
    match = _AMOUNT.fullmatch(text.strip())
    return f"{match['pounds']}.{match['pence'] or '':0<2}" if match else None


def slugify(text: str) -> str | None:
    """`text` as an id, such as `community-life` for Community life; None where it has no letter or figure."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-") or None
