"""Orders in words, for the pages of the policy and of tasks."""

from datetime import date

from pa_framework.facts.facts import Facts
from pa_framework.site.order_lines import orders_in_words
from tests.builders.situations import laid, records_of_texts, small_framework


def test_what_an_order_requires_instead_is_in_words() -> None:
    order = {"id": "relief-of-2020", "changes": {"requires": {"any": [{"age": 18}, {"learning_hours": 2}]}}}
    records = records_of_texts(laid(small_framework(), {"framework/orders.yaml": {"orders": [order]}}))

    (line,) = orders_in_words(Facts(records, date(2020, 4, 1)))

    assert "Requires: one of: proof of being 18 or older, or 2 hours of learning" in line.changes
    assert line.when.startswith("It holds from 18 March 2020")
