"""What a record that is made up, or that has consent for less, must not promise or tell."""

import re
from collections.abc import Iterator

from pa_framework.facts.facts import Facts
from pa_framework.facts.lines import lines_of
from pa_framework.records.model import CaseStudy, Support
from pa_framework.records.yaml_source import Route
from pa_framework.text.lazy_pattern import LazyPattern

_ALWAYS_THERE = LazyPattern(
    r"\b(?:ring|call|phone|text|write|reach us|there|answers?(?= (?:at|day|24|round|every|the phone|calls?)\b)|open|staffed)\b[^.;]{0,40}\b(?:at any (?:time|hour)|any time|day (?:or|and) night|night and day|24 hours|24/7|round the clock|every hour)\b"
    r"|\b(?:answers?|replies|reply|calls? (?:you )?back|rings? (?:you )?back|picks? up)\b[^.;]{0,20}\b(?:within|in|after)\s+(?:\w+|\d+)\s+(?:seconds?|minutes?)\b",
    re.IGNORECASE,
)
_NOT_HERE = LazyPattern(r"\b(?:no|not|nor|never|999|111|112|example|invented|would|should)\b", re.IGNORECASE)


def invented_help_at_any_hour(facts: Facts) -> Iterator[tuple[Support, Route, str]]:
    """Support that is an example and says that someone answers at any hour, or within minutes."""
    for support in facts.records.support.values():
        if not support.illustrative or support.replaced_by:
            continue
        for route, line in lines_of(support, "summary", "how_to_reach", "offers", "easy_read"):
            for sentence in re.split(r"(?<=[.!?])\s+", line):
                found = _ALWAYS_THERE.search(sentence)
                if found and not _NOT_HERE.search(sentence):
                    yield support, route, " ".join(found[0].split())
                    break


_ELSEWHERE = LazyPattern(
    r"\b(?:newsletter|magazine|paper|printed?|leaflet|poster|noticeboard|talk|meeting|training room|slides|radio|internal|staff|conference|film|report|in the room|inside)\b",
    re.IGNORECASE,
)
_HERE = LazyPattern(
    r"\b(?:web ?sites?|sites?|online|internet|web|pages?|public(?:ly)?|anywhere|everywhere|published|publication|all uses)\b",
    re.IGNORECASE,
)
_NO_WEB = LazyPattern(
    r"\b(?:not|never|no|without|except)\b[^.;]{0,25}\b(?:web ?sites?|online|internet|web)\b", re.IGNORECASE
)


def consent_for_something_else(facts: Facts) -> Iterator[tuple[CaseStudy, str]]:
    """Stories with consent for something that is not a web site, such as a newsletter on paper."""
    for story in facts.records.case_studies.values():
        scope = " ".join((story.consent.scope or "").split())
        if story.consent.state != "given" or story.replaced_by or not scope:
            continue
        if _NO_WEB.search(scope) or (_ELSEWHERE.search(scope) and not _HERE.search(scope)):
            yield story, scope


_OFFICE = LazyPattern(
    r"\b(?:the|our|a|as)\s+(?:former|retired|late|present|current|first|last|old|new|ex-)?\s*(?i:mayor|MP|vicar|bishop|rector|head ?teacher|head ?master|sheriff|chief constable|chair of the council|leader of the council|councillor|goalkeeper|harbour ?master|postmistress|town crier|conductor)\s+"
    r"(?:of|for|at|in)\s+(?:the\s+)?(?P<place>[A-Z]\w+)"
)
_ONLY_ONE = LazyPattern(
    r"\b[Tt]he only (?:\w+ ){0,3}?(?:man|woman|person|girl|boy|family|wheelchair user|PA|one|house|resident|farmer|teacher|doctor|shop\w*)\b[^.;]{0,30}\b(?:in|on) (?:the (?:town|village|island|street|county|parish|valley|school)|town|[A-Z]\w+)\b"
)


def details_that_name_someone(facts: Facts) -> Iterator[tuple[CaseStudy, Route, str]]:
    """Real stories under a pseudonym with an office and its place, or with what only one person of a place is or has."""
    for story in facts.records.case_studies.values():
        if story.illustrative or not story.consent.pseudonym or story.replaced_by or story.kind == "organisation":
            continue
        for route, line in lines_of(story, "title", "summary", "story", "benefit", "challenge", "easy_read"):
            text = " ".join(line.split())
            found = _OFFICE.search(text) or _ONLY_ONE.search(text)
            if found:
                yield story, route, found[0]
