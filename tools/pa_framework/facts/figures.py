"""Published figures in words: a value with its unit, as pages, texts and reports show it."""

from decimal import Decimal

from pa_framework.records.field_meaning import labels
from pa_framework.records.model import Figure

_UNITS = labels("case-study", "figures.unit")


def figure_number(figure: Figure) -> str:
    """The value of a figure without the words of its unit: `£10.50`, `57`, `1,200`; a text as it is."""
    number = f"{figure.value:,}" if isinstance(figure.value, int | Decimal) else str(figure.value)
    return f"£{number}" if figure.unit == "pounds-per-hour" else number


def figure_value(figure: Figure) -> str:
    """The value of a figure with its unit: `£10.50 an hour`, `57%`, `8 weeks`; a count or a text as it is."""
    number = figure_number(figure)
    if figure.unit in ("count", "text"):
        return number
    if figure.unit == "pounds-per-hour":
        return f"{number} an hour"
    words = _UNITS[figure.unit]
    if figure.unit == "per-cent":
        return f"{number}{words}"
    return f"{number} {words.removesuffix('s') if number == '1' else words}"
