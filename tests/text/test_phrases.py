"""Phrases are found in sentences by their words."""

import pytest

from pa_framework.text.phrases import Phrases, plain_words

PHRASES = Phrases("pay/pays for # weeks, still paid, redundan*, not shown")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The NHS pays for 4 weeks.", ["pays for # weeks"]),
        ("We pay for six weeks, and are still paid!", ["pay for # weeks", "still paid"]),
        ("Redundancy and the redundant", ["redundan"]),
        ("It isn't shown", ["not shown"]),
        ("It is no longer shown", ["not shown"]),
        ("They pay for weeks; distill paid work", []),
    ],
)
def test_phrases_are_found_by_whole_words(sentence, found):
    words = plain_words(sentence)

    assert list(PHRASES.found_in(words)) == found
    assert PHRASES.are_in(words) is bool(found)
