"""Signs of danger that a task leaves until the end of the day."""

from collections.abc import Iterator
from typing import NamedTuple

from pa_framework.facts.facts import Facts
from pa_framework.facts.practice import words
from pa_framework.text.findings import Span

#: What someone must hear of at once, whichever task is being done.
_DANGER = words(
    r"\bshiver\w*|\bfever\b|\bhigh temperature\b|\bbreathless\w*|\b(?:short|shortness) of breath\b|\b(?:struggl\w+|trouble|hard|fight\w*|gasp\w*)\s+(?:to |for |with )?breath\w*|\bwheez\w*",
    r"\bchest pain|\bpain in the chest|\btight chest|\bfaint(?:s|ed|ing)?\b|\bcollaps\w+|\b(?:newly |suddenly )?confus\w+|\bdrows(?:y|iness)\b|\bhard to wake|\bunconscious|\bpass(?:es|ed)? out\b|\bdoes not wake",
    r"\bseizures?\b|\bslurred|\bdown one side|\bon one side of the (?:body|face)|\b(?:lips|face|skin|fingers?|toes?)\b[^.;]{0,20}\b(?:blue|grey|mottled)|\bmottled",
    r"\bstoma\b[^.;]{0,25}\b(?:black|purple|blue|dusky|grey|white)|\bblack (?:poo|stools?)|\bblood in (?:the |their )?(?:vomit|sick|poo)|\bvomit\w* blood|\bcough\w* (?:up )?blood|\bbleeds? (?:heavily|through|a lot)|\bbleeding (?:that )?(?:does not|will not|heavily)|\ba lot of (?:fresh )?blood|\bsoaked (?:in|with) blood",
    r"\b(?:face|lips|tongue|throat|mouth)\b[^.;]{0,15}\bsw(?:ell|oll)\w*|\bswollen (?:face|lips|tongue|throat)|\bstiff neck|\bcannot (?:swallow|breathe|feel|move|see)|\bno urine (?:has )?(?:drain|pass|come)\w*|\bpassed no urine",
    r"\btube (?:has )?(?:come|came|fallen|fell|slipped) out|\btube is (?:blocked|out)|\bchok\w+|\boverdose|\bdouble dose|\bwrong (?:medicine|dose|person|insulin)|\bgiven twice|\b(?:severe|unbearable) (?:pain|headache)|\bsudden\w*\s+(?:\w+\s)?(?:pain|headache|weakness|loss)|\bworst headache",
    r"\bsuicid\w*|\bkill (?:them|him|her)sel\w+|\bglucose (?:is )?(?:below|above|still low)|\bhypo\b|\bsigns? of (?:low glucose|sepsis|a stroke|infection|overdose)",
)
#: What makes it less: it is over, small, expected, or only a supply.
_LESS = words(
    r"\b(?:settled|recovered|over|gone|well again|as usual|no|not|without|little|slight\w*|near|nearly|easily|used|within|often|removed|out of date|history|plan|last|earlier|expected|because|afraid|afterwards)\b"
)


#: What is a danger where steroids keep the person alive: they are lost when someone vomits.
_STEROIDS = words(r"\b(?:steroids?|hydrocortisone|adrenal)\b")
_LOST = words(
    r"\b(?:been|is|are|being|was) sick\b|\bvomit\w*|\bdiarrhoea\b|\bcannot (?:keep|take|swallow)\b[^.;]{0,30}\b(?:down|tablets?|steroids?|medicine)\b|\bmissed (?:a|their|two) (?:dose|tablet|steroid)"
)


class TooLate(NamedTuple):
    """A sign of danger under what is told the same day: its place, and its words."""

    span: Span
    words: str


def dangers_told_the_same_day(facts: Facts) -> Iterator[TooLate]:
    """Signs of tasks that are listed under `same_day` and speak of a danger, with nothing that makes it less.

    Signs of the policy are left out: it says how urgent they are.
    """
    for task in facts.records.tasks.values():
        for listed in () if task.replaced_by else facts.listed_signs[task.id]:
            if listed.level == "same-day" and listed.policy is None:
                found = _DANGER.search(listed.sign.text)
                if found is None and _STEROIDS.search(f"{task.title} {task.summary}"):
                    found = _LOST.search(listed.sign.text)
                if found and not _LESS.search(listed.sign.text.replace(found[0], " ")):
                    yield TooLate(task.origin.at(*listed.sign.route, "text"), found[0])
