"""The grammar of references in text: what is one, what is wrong with it, and what is only prose."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pa_framework.records.text_references import find_references, replace_references, write_reference

#: What someone writes → the value, the form and the day that it asks for.
GOOD = {
    "((law.minimum-wage.adult))": ("law.minimum-wage.adult", "", ""),
    "(( law.minimum-wage.adult ))": ("law.minimum-wage.adult", "", ""),
    "((\nlaw.minimum-wage.adult\n))": ("law.minimum-wage.adult", "", ""),
    "((law.minimum-wage.adult.number))": ("law.minimum-wage.adult", "number", ""),
    "((law.minimum-wage.adult@2023-02-01))": ("law.minimum-wage.adult", "", "2023-02-01"),
    "((law.minimum-wage.adult.value@2023-02-01))": ("law.minimum-wage.adult", "value", "2023-02-01"),
    "((evidence.pa-pay.median-2023.year))": ("evidence.pa-pay.median-2023", "year", ""),
    "((settings.funding_transfer_weeks))": ("settings.funding_transfer_weeks", "", ""),
    "((law.real-living-wage.uk))": ("law.real-living-wage.uk", "", ""),
    "(((settings.funding_transfer_weeks)))": ("settings.funding_transfer_weeks", "", ""),
    "((see note)) and ((settings.dbs_valid_years))": ("settings.dbs_valid_years", "", ""),
    "((no end and ((settings.dbs_valid_years))": ("settings.dbs_valid_years", "", ""),
}
#: What someone writes → what is wrong with it.
BAD = {
    "((law))": "lacks the name of its file and value",
    "((law.minimum-wage))": "lacks the name of its value",
    "((settings))": "lacks the name of its field",
    "((law minimum-wage adult))": "does not have the form of a reference",
    "((law . minimum-wage.adult))": "does not have the form of a reference",
    "((settings funding_transfer_weeks))": "does not have the form of a reference",
    "((minimum-wage.adult))": "does not have the form of a reference",
    "((wage.adult))": "begins with `wage`",
    "((law.pay.uk.number.x))": "has too many parts",
    "((law.minimum-wage. adult))": "does not have the form of a reference",
    "((law.minimum-wage.adult@1 May))": "does not have the form of a reference",
    "((Law.minimum-wage.adult))": "does not have the form of a reference",
    "((law.minimum-wage.adult@))": "names no day after `@`",
    "((law.minimum-wage.adult.value.number))": "has too many parts",
    "((settings.dbs_valid_years@2026-01-01))": "asks for a day, which only law has",
    "((lawn.x.y))": "begins with `lawn`",
    "((laws.minimum-wage.adult))": "begins with `laws`",
    "((law.minimum-wage.((settings.dbs_valid_years))))": "holds another reference",
    "((see ((settings.dbs_valid_years)) here))": "holds another reference",
    "((law.minimum-wage.adult) an hour": "lacks its two closing brackets",
    "((law.minimum-wage.adult, an hour": "lacks its two closing brackets",
}
PROSE = (
    "",
    "((see note))",
    "((see the law))",
    "((lawful))",
    "((5.6))",
    "((£12.71))",
    "(law.minimum-wage.adult)",
    "f(g(x))",
    "((a))",
    "((e.g. this))",
    "((law of the land))",
    "((law, and custom))",
    "((settings of the ward))",
    "((evidence: none))",
    "((Evidence from 2023))",
    "((www.example.org))",
    "((example.org.uk))",
    "((v1.2.3))",
    "((become-a-pa.md))",
    "((framework.yaml))",
    "((((()",
    "))((",
)


@pytest.mark.parametrize("text", GOOD, ids=repr)
def test_a_reference_is_found(text: str) -> None:
    (reference,) = find_references(text)

    assert (reference.target, reference.form, reference.day, reference.fault) == (*GOOD[text], "")
    assert text[reference.start : reference.end].strip("( \n)") == reference.written


@pytest.mark.parametrize("text", BAD, ids=repr)
def test_what_was_meant_as_a_reference_is_found_with_its_fault(text: str) -> None:
    assert [reference.fault for reference in find_references(text)] == [BAD[text]]


@pytest.mark.parametrize("text", PROSE, ids=repr)
def test_prose_is_no_reference(text: str) -> None:
    assert find_references(text) == ()


_PARTS = st.sampled_from(
    ["((", "))", "(", ")", "law", "settings", ".", "@", " ", "\n", "a-b", "x_y", "2026-04-01", "x" * 299, "£", "lawn"]
)
_TEXTS = st.one_of(st.text(), st.lists(_PARTS, max_size=30).map("".join))


@given(_TEXTS)
@example("((see ((law.a.b)) and ((law.c.d))")
def test_replacing_each_reference_by_itself_changes_nothing(text: str) -> None:
    references = find_references(text)

    assert replace_references(text, lambda reference: text[reference.start : reference.end]) == text
    assert replace_references(text, lambda reference: None) == text
    assert all(before.end <= after.start for before, after in itertools.pairwise(references))
    assert all(0 <= reference.start < reference.end <= len(text) for reference in references)


_NAMES = st.text("abc019-", min_size=1, max_size=40)


@given(
    st.text(alphabet="abc \n£."), _NAMES, _NAMES, st.sampled_from(["", "value", "number", "since"]), st.text("abc .")
)
def test_what_is_written_is_found_again(before: str, subject: str, value: str, form: str, after: str) -> None:
    text = f"{before}{write_reference('law', subject, value, form=form, day='2026-04-01')}{after}"
    (reference,) = find_references(text)

    assert (reference.names, reference.form, reference.day, reference.fault) == (
        (subject, value),
        form,
        "2026-04-01",
        "",
    )
    assert replace_references(text, lambda found: "12 ((law.a.b))") == f"{before}12 ((law.a.b)){after}"


def test_a_text_full_of_brackets_is_searched_quickly() -> None:
    for text in ("(" * 200_000, "((a" * 100_000, "((a((b))" * 50_000, "((law." * 50_000, "((" + "((b))" * 50_000):
        find_references(text)
