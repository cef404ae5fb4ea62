"""Would a slip in the means for other programmes be found? Each of these slips is made on purpose, and each is found.

The means are those of decision 37: terms, kinds of decision, voice, requirements, credentials, grounds, orders, items,
settings, what is allowed once by phone, and instructions. A mutation replaces one expression (tests/builders/mutants.py)
and is found when one situation of practice, or one case of a programme, gets another answer than its table says.
"""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pa_framework.facts.answers import may_do
from pa_framework.facts.facts import Facts
from pa_framework.records.register import Register
from tests.builders import programmes, situations
from tests.builders.effort import in_part
from tests.builders.mutants import mutated, occurrences, remove_mutants
from tests.builders.situations import Situation, in_words

pytestmark = pytest.mark.no_cover  # what is measured is the program, not its mutations

#: A name → module, expression, what stands there instead, the situation or the case of a programme that finds it.
MUTATIONS: dict[str, tuple[str, str, str, str]] = {
    # terms
    "a decision without a visit moves the date": (
        "terms",
        'if not is_visit and term.counts_from != "act":',
        "if False:",
        "decided-by-phone",
    ),
    "no decision without a visit counts": (
        "terms",
        'if not is_visit and term.counts_from != "act":',
        "if not is_visit:",
        "decided-by-phone-where-the-act-counts",
    ),
    "no renewal is too early": ("terms", "if is_too_early(stood, term, on):", "if False:", "renewed-too-early"),
    "a renewal is too early on the day from which it is open": (
        "terms",
        "and on < add_interval(stood.end, term.open_before, -1)",
        "and on <= add_interval(stood.end, term.open_before, -1)",
        "renewed-early-and-open",
    ),
    "hours of learning are not asked for": (
        "terms",
        "if term.needs and learned(",
        "if False and learned(",
        "renewed-without-the-hours",
    ),
    "hours of learning must be more than enough": (
        "terms",
        "stood.renewed, on, term.needs.about) < term.needs.hours",
        "stood.renewed, on, term.needs.about) <= term.needs.hours",
        "renewed-with-the-hours",
    ),
    "hours of learning about anything count": (
        "terms",
        "about in (None, entry.about))",
        "True)",
        "renewal-asks-for-hours-about-one-thing",
    ),
    "hours of learning before the last renewal count": (
        "terms",
        "if after < entry.on <= until",
        "if entry.on <= until",
        "renewed-without-the-hours",
    ),
    "hours of learning of tomorrow count": (
        "terms",
        "if after < entry.on <= until",
        "if after < entry.on",
        "renewal-before-the-hours",
    ),
    "no grace ever ends": (
        "terms",
        "return term.grace is not None and on > add_interval(end, term.grace)",
        "return False",
        "renewed-after-the-grace",
    ),
    "the grace ends a day early": (
        "terms",
        "and on > add_interval(end, term.grace)",
        "and on >= add_interval(end, term.grace)",
        "renewed-on-the-last-day-of-the-grace",
    ),
    "each renewal runs from its own day": (
        "terms",
        'term.counts_from == "old-end" and stood.end is not None and not is_late',
        "False",
        "renewed-within-the-grace",
    ),
    "each renewal runs from the old end": (
        "terms",
        'term.counts_from == "old-end" and stood.end is not None and not is_late',
        "stood.end is not None",
        "decided-by-phone-where-the-act-counts",
    ),
    "a renewal after the grace runs from the old end": (
        "terms",
        " and stood.end is not None and not is_late",
        " and stood.end is not None",
        "renewed-after-the-grace-and-the-whole-course",
    ),
    "the years of the calendar are the other ones": (
        "terms",
        '(year % 2 == 1) != (term.in_years == "odd")',
        '(year % 2 == 1) == (term.in_years == "odd")',
        "ends-on-a-day-of-the-calendar",
    ),
    "each year ends on that day": (
        "terms",
        "if term.in_years is not None and (year",
        "if False and (year",
        "ends-on-a-day-of-the-calendar",
    ),
    "a term has no steps": (
        "terms",
        "for step in term.steps:\n        end",
        "for step in ():\n        end",
        "washington-w3",
    ),
    "a step lasts for ever": (
        "terms",
        "if on < end:\n            return (step.every,)",
        "if True:\n            return (step.every,)",
        "washington-insulin-visited-after-two-weeks",
    ),
    "a step counts on its last day too": (
        "terms",
        "if on < end:\n            return (step.every,)",
        "if on <= end:\n            return (step.every,)",
        "washington-insulin-visited-after-two-weeks",
    ),
    "an end that was written down is not read": (
        "terms",
        "end = _earlier(after.end, entry.until)",
        "end = after.end",
        "credential-in-force",
    ),
    "only an end that was written down is read": (
        "terms",
        "end = _earlier(after.end, entry.until)",
        "end = entry.until",
        "trainer-whose-certificate-ended",
    ),
    "a renewal after the grace is one of a list too": (
        "terms",
        "if stood.end is None or not is_after_grace(term, run_on(stood.end, entry.on), entry.on):",
        "if True:",
        "competence-renewed-after-the-grace",
    ),
    "the whole course need not come first": (
        "terms",
        'if term.grace and term.grace.then == "whole-course" and not entry.whole_course:',
        "if False:",
        "ohio-trainer-renewed-a-day-late",
    ),
    "the whole course comes first always": (
        "terms",
        'if term.grace and term.grace.then == "whole-course" and not entry.whole_course:',
        "if True:",
        "competence-renewed-after-the-grace",
    ),
    "after the whole course nothing counts": (
        "terms",
        'term.grace.then == "whole-course" and not entry.whole_course:',
        'term.grace.then == "whole-course":',
        "ohio-trainer-after-the-whole-course",
    ),
    "a renewal in an order is late by the end without it": (
        "terms",
        "is_after_grace(term, run_on(stood.end, entry.on), entry.on)",
        "is_after_grace(term, stood.end, entry.on)",
        "credential-renewed-in-an-order",
    ),
    # kinds of decision
    "a visit is not asked for after a trigger": (
        "sign_off_links",
        'is_visited = review.kind != "decision" or trigger.answered_by != "visit"',
        "is_visited = True",
        "trigger-answered-by-a-visit-only",
    ),
    "every trigger asks for a visit": (
        "sign_off_links",
        'is_visited = review.kind != "decision" or trigger.answered_by != "visit"',
        'is_visited = review.kind != "decision"',
        "decided-by-phone",
    ),
    "nothing is verified": (
        "sign_off_links",
        "is_verified = not trigger.needs_verification or (",
        "is_verified = True or (",
        "changed-orders-not-checked",
    ),
    "what was verified before the event counts": (
        "sign_off_links",
        "(verified_on is not None and verified_on >= event_on)",
        "verified_on is not None",
        "changed-orders-checked-before-they-changed",
    ),
    "what will be verified counts": (
        "sign_off_links",
        "as_of(review.verified.on, self.on) if review.verified",
        "review.verified.on if review.verified",
        "changed-orders-checked",
    ),
    "no kind of review is read": (
        "sign_off_links",
        'stood, review.kind != "decision"',
        "stood, True",
        "decided-by-phone",
    ),
    "the second opinion is not asked": (
        "sign_off_links",
        "decision.review is None or self.is_enough_for(trigger, event_on, decision.review)",
        "True",
        "trigger-answered-by-a-visit-only",
    ),
    "a ward decides without what the trigger asks for": (
        "verdict",
        "if event.on <= each[0] and case.is_enough_for(trigger, event.on, each[2])",
        "if event.on <= each[0]",
        "ward-review-without-the-check-that-the-trigger-needs",
    ),
    "a role with its days the wrong way round is no doubt": (
        "answers",
        'entry.until is not None and entry.until < entry.first and entry.until <= on:\n            sentence = f"a role',
        'False:\n            sentence = f"a role',
        "role-with-its-days-the-wrong-way-round",
    ),
    "a competence that cannot be read is no doubt": (
        "answers",
        'if ("competence", name) in facts.records.left_out:',
        "if False:",
        "competence-of-a-role-unreadable",
    ),
    "what is part of the role is so on every day": (
        "answers",
        "known = facts.chain_validator.rules.task(task, facts.on)\n    verdicts",
        "known = facts.records.tasks.get(task)\n    verdicts",
        "part-of-the-role-from-june",
    ),
    "what an order will let run on is no end": (
        "sign_off_now",
        "for leaf in missing or leaves(one))",
        "for leaf in missing)",
        "credential-that-ends-on-the-day-before-an-order",
    ),
    "a yes that was never in force bounds the delegation": (
        "recorded_forms",
        "for entry in entries if entry.is_ever_in_force)",
        "for entry in entries)",
        "delegated-on-a-yes-that-was-never-in-force",
    ),
    "a delegation counts where the ground has none": (
        "sign_off_now",
        'return case.sign_off.delegated_by if "delegate" in case.duties else None',
        "return case.sign_off.delegated_by",
        "accountable-by-a-delegation-that-the-ground-does-not-have",
    ),
    "a decision by phone takes away the day of the next visit": (
        "sign_off_links",
        'return self.stood.refusal != "no-visit"',
        "return True",
        "decided-by-phone-and-a-nearer-day-was-set",
    ),
    "after the grace nothing comes first": (
        "sign_off_links",
        "if is_late and due and grace:",
        "if False:",
        "renewed-after-the-grace",
    ),
    "after the grace an assessment is enough": (
        "sign_off_links",
        'self._assessed_again if grace.then == "reassess" else self._retrained',
        "self._assessed_again",
        "late-renewal-where-an-assessment-is-not-enough",
    ),
    "after the grace the whole course comes first always": (
        "sign_off_links",
        'self._assessed_again if grace.then == "reassess" else self._retrained',
        "self._retrained",
        "late-renewal-where-an-assessment-is-enough",
    ),
    "the task's own time between reviews is not read": (
        "sign_off_links",
        "if task.sign_off.review_every is not None:",
        "if False:",
        "decided-by-phone",
    ),
    "the tier's time between reviews is not read": (
        "sign_off_links",
        "return ValidityTerm(months=tier.demands.review_within_months) if tier else None",
        "return None",
        "task-that-sets-no-time-between-reviews",
    ),
    # voice
    "a yes by voice counts like one in writing": (
        "recorded_forms",
        'and entry.how == "voice" and',
        "and False and",
        "yes-by-voice-not-written",
    ),
    "every yes is by voice": ("recorded_forms", 'and entry.how == "voice" and', "and", "yes-by-voice-not-written"),
    "a yes by voice is never in writing": (
        "recorded_forms",
        "if written_on is not None and is_shorter:",
        "if False:",
        "yes-by-voice-written-in-time",
    ),
    "a yes in writing late was there all the time": (
        "recorded_forms",
        "first=max(written_on, yes.first), written_after",
        "first=yes.first, written_after",
        "yes-by-voice-written-late",
    ),
    "a yes by voice ends a day early": (
        "recorded_forms",
        "last < yes.until\n    yield replace(yes, until=last,",
        "last < yes.until\n    yield replace(yes, until=date.fromordinal(last.toordinal() - 1),",
        "yes-by-voice-not-written",
    ),
    "the tier's time for writing is not read": (
        "sign_off_links",
        "return tier.demands.written_within if tier else None",
        "return None",
        "yes-by-voice-not-written",
    ),
    # requirements, credentials, hours and ages
    "one of all is enough": (
        "requirements",
        'if requirement.by == "any":\n                return _any(parts)',
        "if True:\n                return _any(parts)",
        "washington-registered-without-basic-training",
    ),
    "all of any are asked for": (
        "requirements",
        'if requirement.by == "any":\n                return _any(parts)',
        "if False:\n                return _any(parts)",
        "washington-w1",
    ),
    "conditions of a credential are allowed": (
        "requirements",
        '(leaf.conditions and entry.result == "conditions")',
        'entry.result == "conditions"',
        "credential-with-conditions",
    ),
    "conditions of a credential are never allowed": (
        "requirements",
        '(leaf.conditions and entry.result == "conditions")',
        "False",
        "credential-with-conditions-that-are-allowed",
    ),
    "every result of a credential is good": (
        "requirements",
        'good = entry.result == "in-force" or',
        "good = True or",
        "credential-with-conditions",
    ),
    "a credential never ends": (
        "requirements",
        "return good and (end is None or day <= end), end",
        "return good, end",
        "credential-that-ended-on-the-day-before-the-sign-off",
    ),
    "a credential ends a day early": (
        "requirements",
        "return good and (end is None or day <= end), end",
        "return good and (end is None or day < end), end",
        "washington-w5",
    ),
    "the first entry of a credential counts": (
        "requirements",
        "last = max((entry.on for entry in counting), default=None)",
        "last = min((entry.on for entry in counting), default=None)",
        "washington-w5-renewed",
    ),
    "any credential will do": ("requirements", "if entry.credential == leaf.credential]", "]", "washington-w5"),
    "anyone saw a credential": (
        "requirements",
        "return good and self._vouches(entry.seen_by, holder, entry.seen_on or entry.on, known)",
        "return good",
        "credential-seen-by-someone-who-was-not-there-yet",
    ),
    "a credential need not be seen": (
        "requirements",
        "return good and not leaf.seen",
        "return good",
        "washington-certificates-seen-by-no-one",
    ),
    "a credential counts before it was seen": (
        "requirements",
        "return max(entry.on, entry.seen_on or entry.on)",
        "return entry.on",
        "washington-w6-certificates-seen-after",
    ),
    "a credential has no term": (
        "requirements",
        "term = self._valid_for.get(leaf.credential)",
        "term = None",
        "washington-w5-no-end-written",
    ),
    "someone who was not active vouches": (
        "requirements",
        "and is_active(practitioner, on)\n",
        "\n",
        "credential-seen-by-someone-who-was-not-there-yet",
    ),
    "someone who was discredited vouches": (
        "requirements",
        "and not is_discredited(practitioner, on, known)\n",
        "\n",
        "credential-seen-by-someone-not-entitled",
    ),
    "the holder vouches": (
        "requirements",
        "and not self._same_human(practitioner, holder)\n",
        "\n",
        "credential-seen-by-oneself",
    ),
    "any age will do": ("requirements", "entry.at_least >= leaf.age and", "", "not-old-enough"),
    "an age counts before it was seen": (
        "requirements",
        "and entry.on <= until and self._vouches(",
        "and self._vouches(",
        "age-seen-after-the-sign-off",
    ),
    "hours learned long ago count": (
        "requirements",
        "add_interval(entry.on, leaf.within) if leaf.within else None, Decimal",
        "None, Decimal",
        "hours-learned",
    ),
    "hours about anything meet a requirement": (
        "requirements",
        "and leaf.about in (None, entry.about)\n",
        "\n",
        "hours-learned-about-something-else",
    ),
    "hours are not counted": (
        "requirements",
        "return hours_on(day) >= leaf.hours, end",
        "return True, end",
        "hours-learned",
    ),
    "no other sign-off is asked for": (
        "requirements",
        "return (found.met, found.day) if on",
        "return (True, None) if on",
        "another-task-first",
    ),
    "other requirements are not asked for at the sign-off": (
        "sign_off_links",
        "elif not self.requirement(case, one, signed.on).met:",
        "elif False:",
        "washington-w6",
    ),
    "other requirements are not asked for later": (
        "sign_off_now",
        "yield from self._requirement(case, tier, one, effect)",
        "pass",
        "washington-w5",
    ),
    "what ends does what the tier does not say": (
        "sign_off_now",
        '(tier.demands.expired_credential if tier else None) or "lapsed"',
        '"lapsed"',
        "credential-that-ended-and-the-tier-says-due",
    ),
    "roles require nothing": (
        "sign_off_links",
        "if role is None or not role.requires:",
        "if True:",
        "washington-nurse-of-the-department-without-a-contract",
    ),
    # grounds
    "every ground has every duty": (
        "sign_off_links",
        "frozenset(ground_of(self._rules.records, task).duties if task else DUTY_IDS)",
        "DUTY_IDS",
        "certificate-in-force",
    ),
    "every ground is delegation": (
        "grounds",
        "always.get(name) or records.grounds.get(name) or always[DELEGATION]",
        "always[DELEGATION]",
        "certificate-in-force",
    ),
    "someone accountable is asked for on every ground": (
        "authority",
        'accountable == "none"',
        'accountable == "nobody"',
        "certificate-in-force",
    ),
    "no ground asks for someone accountable": (
        "authority",
        'ground_of(self._rules.records, task).accountable == "none"',
        "True",
        "trainer-of-a-role-that-no-one-authorises",
    ),
    "a role without authority ends a path on any ground": (
        "authority",
        "if no_one_registered and role is not None and not role.authorised_by:",
        "if no_one_registered and role is not None:",
        "certificate-of-someone-who-needs-authority",
    ),
    "someone accountable stays in post on every ground": (
        "sign_off_now",
        'if task is not None and ground_of(self._rules.records, task).accountable == "none":',
        "if False:",
        "certificate-in-force",
    ),
    "a sign-off on another ground counts": (
        "sign_off_links",
        "if said is not None and said not in (own, *OUTSIDE):",
        "if False:",
        "certificate-recorded-as-delegation",
    ),
    "every ground outside is lawful": (
        "answers",
        "or ground in record.grounds_outside",
        "or True",
        "family-not-lawful-for-this-task",
    ),
    "an empty list of grounds outside allows each": (
        "answers",
        "or record.grounds_outside is None",
        "or not record.grounds_outside",
        "no-ground-outside-is-lawful-for-this-task",
    ),
    "a ground that no list has raises no doubt": (
        "answers",
        "if name != DELEGATION and name not in records.grounds:",
        "if False:",
        "ground-that-no-list-has",
    ),
    "care by the family is judged": (
        "grounds",
        'OUTSIDE = frozenset({"own-role", "family", "self"})',
        'OUTSIDE = frozenset({"own-role", "self"})',
        "family-on-a-ground-with-a-title",
    ),
    # orders
    "an order never ends": (
        "orders",
        "if order.first <= day <= order.until and touches",
        "if order.first <= day and touches",
        "skills-checks-at-a-distance-after-the-order",
    ),
    "an order was always there": (
        "orders",
        "if order.first <= day <= order.until and touches",
        "if day <= order.until and touches",
        "certificate-run-on-by-an-order",
    ),
    "an order is about every task": (
        "orders",
        "return order.tasks == EVERY_TASK or task in order.tasks",
        "return True",
        "order-for-a-task-that-does-not-exist",
    ),
    "nothing runs on": ("orders", "if order.terms_run_on is not None:", "if False:", "certificate-run-on-by-an-order"),
    "orders change no task": (
        "orders",
        "replace(sign_off, **changed) if changed else sign_off",
        "sign_off",
        "order-that-asks-for-more-reviews",
    ),
    "orders change no tier": (
        "orders",
        "replace(demands, **changed) if changed else demands",
        "demands",
        "skills-checks-at-a-distance-by-order",
    ),
    "a sign-off that rests on an order does not say so": (
        "verdict",
        "if not bearing:",
        "if True:",
        "certificate-run-on-by-an-order",
    ),
    "an order about what does not exist raises no doubt": (
        "answers",
        "if unknown and order.changes and max(first, order.first)",
        "if False and max(first, order.first)",
        "order-for-a-task-that-does-not-exist",
    ),
    "orders that cannot be read raise no doubt": (
        "answers",
        "    records = facts.records\n    if facts.orders_unreadable:",
        "    records = facts.records\n    if False:",
        "order-that-cannot-be-read",
    ),
    # items, and triggers that stop all
    "an event about an item stops the task": (
        "verdict",
        'event.item if trigger.stops == "item" else None',
        "None",
        "one-medicine-waits",
    ),
    "an item never waits": (
        "verdict",
        "if reason.item and reason.until is None",
        "if False",
        "the-medicine-that-waits",
    ),
    "an item that may go on waits": (
        "verdict",
        "if reason.item and reason.until is None",
        "if reason.item",
        "a-medicine-that-may-go-on-for-three-days",
    ),
    "an item that waits may be given": (
        "answers",
        "if answer.verdict is not None and item in answer.except_items:",
        "if False:",
        "the-medicine-that-waits",
    ),
    "an item that waits stops the others": (
        "answers",
        "if answer.verdict is not None and item in answer.except_items:",
        "if answer.verdict is not None and answer.except_items:",
        "another-medicine",
    ),
    "a trigger that stops all stops its own task": (
        "verdict",
        'trigger is not None and trigger.stops == "all"',
        "False",
        "one-task-stops-all",
    ),
    "an event of another task that may stop all raises no doubt": (
        "answers",
        "may_stop_all = not is_known and any(",
        "may_stop_all = False and any(",
        "misspelt-trigger-of-another-task-where-one-stops-all",
    ),
    # settings
    "no setting is a limit": (
        "sign_off_now",
        "if task is None or not task.settings_are_limits:",
        "if True:",
        "only-at-home",
    ),
    "every setting is a limit": (
        "sign_off_now",
        "if task is None or not task.settings_are_limits:",
        "if task is None:",
        "ward-review-for-this-admission",
    ),
    "a place that is asked about is not looked at": (
        "sign_off_now",
        "if setting not in task.settings:\n",
        "if False:\n",
        "only-at-home-and-asked-about-another-place",
    ),
    "where the person is is not looked at": (
        "sign_off_now",
        "if here.id not in task.settings:\n",
        "if False:\n",
        "only-at-home",
    ),
    "the first place is the place for ever": (
        "recorded_forms",
        "max(running, key=lambda found: found[:2])[2] if running",
        "min(running, key=lambda found: found[:2])[2] if running",
        "only-at-home",
    ),
    "a place that no one recorded raises no doubt": (
        "answers",
        "    if here is None:\n        sentence",
        "    if here is None:\n        return\n        sentence",
        "only-at-home-and-no-place-recorded",
    ),
    "a place that no list has raises no doubt": (
        "answers",
        "elif here.id not in facts.records.settings:",
        "elif False:",
        "only-at-home-and-a-place-that-no-list-has",
    ),
    # reasons of an area
    "every reason can be taken back": (
        "recorded_forms",
        "return reason is None or reason.clinical",
        "return False",
        "withdrawn-for-a-clinical-reason-of-the-area",
    ),
    "no reason can be taken back": (
        "recorded_forms",
        "return reason is None or reason.clinical",
        "return True",
        "withdrawn-for-a-reason-of-the-area",
    ),
    "a reason that no list has is not clinical": (
        "recorded_forms",
        "return reason is None or reason.clinical",
        "return reason is not None and reason.clinical",
        "withdrawn-for-a-reason-that-no-list-has",
    ),
    "a reason that no list has raises no doubt": (
        "answers",
        "is_known = withdrawal.because is None or withdrawal.because in reasons",
        "is_known = True",
        "withdrawn-for-a-reason-that-no-list-has",
    ),
    # allowed once by phone
    "nothing is allowed once": (
        "answers",
        "if answer.kind is AnswerKind.NO and record is not None and record.one_offs:",
        "if False:",
        "once-within-the-hours",
    ),
    "allowed once is allowed at any hour": (
        "answers",
        "if at is not None and covers(entry, facts.on, at)), None)",
        "), None)",
        "once-after-the-hours",
    ),
    "allowed once has no last hour": (
        "one_offs",
        "and (entry.on, entry.first) <= (day, at) <= (last_day(entry), entry.until)",
        "and (entry.on, entry.first) <= (day, at)",
        "once-after-the-hours",
    ),
    "allowed once ends at midnight": (
        "one_offs",
        "return add_days(entry.on, 1) if is_over_midnight(entry) else entry.on",
        "return entry.on",
        "once-over-midnight-after-it",
    ),
    "what begins and ends at one time is allowed": (
        "answers",
        "if entry.first == entry.until:",
        "if False:",
        "once-with-no-hours",
    ),
    "anyone allows once": (
        "answers",
        "if fault := facts.chain_validator.links.could_allow_once(pa, index, facts.on):",
        "if False:",
        "once-by-someone-who-may-not",
    ),
    "allowed once in spite of a withdrawal": (
        "answers",
        'if stop.code == "SGN021"), None)',
        "if False), None)",
        "once-after-the-person-said-no",
    ),
    "allowed once to a PA who left": (
        "answers",
        "if pa.active_until is not None and pa.active_until < on:",
        "if False:",
        "once-to-a-pa-who-left",
    ),
    "allowed once for someone whose support ended": (
        "answers",
        "if person is not None and person.ended_on is not None and person.ended_on <= on:",
        "if False:",
        "once-after-the-support-ended",
    ),
    "allowed once without the person": (
        "answers",
        "if entry.agreed_by is None and not any(",
        "if False and not any(",
        "once-and-no-one-asked-the-person",
    ),
    "allowed once on a yes that ended": (
        "answers",
        "yes.is_in_force(on) for _, sign_off in same",
        "True for _, sign_off in same",
        "once-and-the-yes-of-the-person-ended",
    ),
    "allowed once on a yes to the family": (
        "answers",
        "for _, sign_off in same if not is_outside(sign_off) for yes",
        "for _, sign_off in same for yes",
        "once-and-the-person-agreed-to-the-family-only",
    ),
    "allowed once without a doubt about the person": (
        "answers",
        "if entry.person not in register.persons and not of_person:",
        "if False:",
        "once-and-the-person-has-no-file",
    ),
    "allowed once without a doubt about who allowed it": (
        "answers",
        "yield from (*_unknown_humans(register, name, facts.on), *_reversed_days(register, name, facts.on))",
        "pass",
        "once-by-someone-known-under-an-unknown-id",
    ),
    # written instructions
    "written instructions are not asked for": (
        "sign_off_links",
        'if "required" not in (',
        "if True or () not in (",
        "written-instructions-missing",
    ),
    "written instructions may come later": (
        "sign_off_links",
        "if entry.on <= signed.on:\n                place",
        "if True:\n                place",
        "written-instructions-missing",
    ),
    "anyone writes instructions": (
        "sign_off_links",
        "if fault is None:\n                    return\n                refused",
        "if True:\n                    return\n                refused",
        "written-instructions-of-someone-else",
    ),
    # competences and authorisations that are valid for a time
    "a competence has no term": (
        "sign_off_links",
        "if competence in self._with_terms:",
        "if False:",
        "competence-that-is-valid-for-a-year",
    ),
    "the term of a competence is that of today": (
        "sign_off_links",
        "self._rules.competence(competence, held.on)",
        "self._rules.competence(competence, date.max)",
        "competence-that-was-valid-for-longer-earlier",
    ),
    "an authorisation has no term": ("authority", "if any(terms):", "if False:", "trainer-whose-certificate-ended"),
}
#: The same of slips in how a training in a group is read.
OF_READING: dict[str, tuple[str, str, str, str]] = {
    "a training in a group is not read": (
        "register",
        "(*sign_off.trained, *had)",
        "sign_off.trained",
        "group-training-by-one-record",
    ),
    "a training in a group counts for everyone": (
        "register",
        "if pa.id in one.pas and",
        "if",
        "group-training-of-others",
    ),
}
#: All of them in the nightly run, every third one else.
TRIED = dict(in_part(MUTATIONS.items()))


@pytest.fixture(autouse=True)
def _no_mutant_stays() -> Iterator[None]:
    yield
    remove_mutants()


@cache
def asked(name: str) -> tuple[Situation, tuple[Facts, ...]]:
    """The situation, or the case of a programme, of a name, with its facts on each of its days."""
    with TemporaryDirectory() as folder:
        if name in situations.situations():
            situation = situations.situations()[name]
            return situation, tuple(facts for _, facts in situations.facts_on(situation, Path(folder)))
        case = programmes.cases()[name]
        return case.situation, tuple(facts for _, facts in programmes.facts_on(case, Path(folder)))


def _sign_offs(program: Any, facts: Facts, validator: Any) -> Any:
    return program["answers"].SignOffs(facts, validator).found


def is_found(mutation: tuple[str, str, str], name: str) -> bool:
    """Whether the mutated program gives another answer on a day of a situation than the table says."""
    program = mutated(*mutation)
    situation, days = asked(name)
    for day in days:
        register = day.register or Register()
        facts = Facts(day.records, day.on, register)
        sign_offs = partial(_sign_offs, program, facts)
        facts.chain_validator = program["verdict"].ChainValidator(
            facts.records, register.practitioners, register.persons, sign_offs
        )
        answer = program["answers"].may_do(facts, *situation.asked, situation.setting, situation.item, situation.at)
        kind, state, codes = in_words(answer)
        expected = situation.days[day.on].split(", ")
        if expected[0] != kind or expected[1:2] not in ([], ["*"], [state]) or not codes.issuperset(expected[2:]):
            return True
    return False


@pytest.mark.parametrize("mutation", TRIED.values(), ids=TRIED)
def test_a_mutation_is_found(mutation: tuple[str, str, str, str]) -> None:
    *slip, name = mutation

    assert is_found((slip[0], slip[1], slip[2]), name)


@pytest.mark.parametrize("mutation", OF_READING.values(), ids=OF_READING)
def test_a_mutation_of_reading_is_found(mutation: tuple[str, str, str, str], tmp_path: Path) -> None:
    module, old, new, name = mutation
    situation, days = asked(name)
    for path, text in situations.register_texts(situation).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    register = mutated(module, old, new)["register"].read_register(tmp_path, "competences/register/")
    found = [in_words(may_do(Facts(day.records, day.on, register), *situation.asked)) for day in days]

    assert [state for _, state, _ in found] != [situation.days[day.on].split(", ")[1] for day in days]


def test_every_expression_is_there_once() -> None:
    """Also those of the mutations that are made at night only: what was rewritten is written anew here."""
    assert not [name for name, (module, old, _, _) in (MUTATIONS | OF_READING).items() if occurrences(module, old) != 1]


def test_the_program_without_a_mutation_passes() -> None:
    names = {name for *_, name in TRIED.values()}

    assert not [name for name in sorted(names) if is_found(("dates", "def add_months", "def add_months"), name)]
