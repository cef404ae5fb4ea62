"""Days as people write them."""

from datetime import date


def in_words(day: date) -> str:
    """5 March 2026"""
    return f"{day.day} {day:%B %Y}"
