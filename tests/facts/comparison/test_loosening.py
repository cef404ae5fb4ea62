"""What is a loosening and what is not: single edits, each with its mirror image."""

import pytest

from tests.builders.worlds import (
    FRAMEWORK,
    NEVER,
    OWN,
    POLICY,
    TASK,
    WORLD,
    Edit,
    edited,
    loosened,
    renamed_everywhere,
    report,
    role,
)

APPROVED = "approval: {state: approved, by_role: phb-clinical-lead, on: 2026-01-10, review_by: 2027-01-10}"
WARD = "framework/agreements/pas-in-hospital.yaml"
WAIVERS = "framework/tasks/waivers.yaml"
WAIVER = (
    "waivers:\n  - code: DEL005\n    record: gastrostomy-feed\n    field: sign_off\n"
    "    reason: Two nurses are on leave until the end of the year\n    by_role: phb-clinical-lead\n    until: 2026-12-31\n"
)
INCIDENT = next(line for line in WORLD[POLICY].splitlines(keepends=True) if line.startswith("  - {id: incident,"))
HAND = "competences/infection-prevention.yaml"
RECORDS = "competences/record-keeping.yaml"
TUBES = "framework/learning/tube-feeding-training.yaml"
MEDIUM = "    title: Medium risk\n    summary: A mistake can do harm that needs treatment.\n    demands:\n"
EARLIER: dict[str, list[Edit]] = {
    "six months": [(TASK, "months: 12", "months: 6")],
    "a term": [(TASK, "months: 12, basis", "months: 12, needs: {hours: 2}, open_before: {days: 90}, basis")],
    "a competence that ends": [(HAND, "sources:", "valid_for: {months: 12, basis: design-default}\nsources:")],
    "an authorisation that ends": [
        (role("pa-trainer"), "limits:", 'authorisation_valid_for: {ends_on: "08-31", in_years: odd}\nlimits:')
    ],
    "written rules": [
        (TASK, "  observed_practices", "  written_instructions: required\n  observed_practices"),
        (POLICY, MEDIUM, f"{MEDIUM}      written_within: {{days: 30}}\n      withdrawal_needs: [because, instead]\n"),
        (
            POLICY,
            INCIDENT,
            INCIDENT.replace("does: go-on", "answered_by: visit, needs_verification: true, does: go-on"),
        ),
    ],
    "five practices": [(TASK, "at_least: 3", "at_least: 5")],
    "kept apart by the task": [
        (TASK, "  observed_practices", "  apart: [[trained_by, assessed_by]]\n  observed_practices")
    ],
    "approved": [(TASK, "approval: {state: draft}", APPROVED)],
    "low": [(TASK, "risk: medium", "risk: low")],
    "a limit of the register": [
        (
            role("dietitian"),
            "{body: Health and Care Professions Council}",
            "{body: Health and Care Professions Council, limits: Only food}",
        )
    ],
}
LOW = "    title: Lower risk\n    summary: A mistake can be put right at home.\n    demands:\n      agreed_by: [person, pa, employer]\n"

ORDERS = "framework/orders.yaml"
#: Lists of an area's own, at the end of the policy.
OWN_LISTS: list[Edit] = [
    (
        POLICY,
        "triggers:\n",
        "grounds:\n  - {id: certificate, title: Certificate, duties: [train, assess, sign-off]}\n"
        "settings:\n  - {id: home, title: at home}\n"
        "withdrawal_reasons:\n  - {id: unsafe, title: it is unsafe, clinical: true}\ntriggers:\n",
    )
]

#: What it is: the world before, one edit, the kinds of loosening.
WEAKER: dict[str, tuple[list[Edit], list[Edit], list[str]]] = {
    # orders, and the lists of an area
    "an order lasts longer": ([], [(ORDERS, "until: 2020-08-01", "until: 2030-08-01")], ["number-higher"]),
    "an order asks for less": (
        [(ORDERS, "{with_person: 0}", "{requires: {all: [{age: 18}, {learning_hours: 2}]}}")],
        [(ORDERS, "[{age: 18}, {learning_hours: 2}]", "[{age: 18}]")],
        ["needed-gone"],
    ),
    "terms run on for longer": ([], [(ORDERS, "days: 180", "days: 400")], ["number-higher"]),
    "a ground has a duty less": (
        OWN_LISTS,
        [(POLICY, "[train, assess, sign-off]", "[train, sign-off]")],
        ["needed-gone"],
    ),
    "a ground needs no one accountable": (
        OWN_LISTS,
        [(POLICY, "sign-off]}", "sign-off], accountable: none}")],
        ["value-milder"],
    ),
    "a trigger stops one item only": (
        [],
        [(POLICY, "does: stop, meanwhile: [Ask the nurse.]", "does: stop, stops: item, meanwhile: [Ask the nurse.]")],
        ["trigger-goes-on"],
    ),
    "a reason is no longer clinical": (OWN_LISTS, [(POLICY, "clinical: true", "clinical: false")], ["value-milder"]),
    "a place is new": (
        OWN_LISTS,
        [(POLICY, "settings:\n", "settings:\n  - {id: day-centre, title: at a day centre}\n")],
        ["allowed-more"],
    ),
    # a task
    "a never-task may be delegated": (
        [],
        [
            (
                NEVER,
                "status: never",
                "status: delegable\nscope: one-person\nrisk: high\nrequires: {record-keeping: aware}\nsign_off: {}\ndecide_again_when: []",
            ),
            (NEVER, "why_never: It is a clinical decision.\ndone_by: [The prescriber]\n", ""),
        ],
        ["no-longer-never"],
    ),
    "a never-task is a PA's own role": ([], [(NEVER, "status: never", "status: own-role")], ["no-longer-never"]),
    "a never-task is deleted": ([], [(NEVER, "", "")], ["never-task-gone"]),
    "a never-task is retired for one that may be done": (
        [],
        [(NEVER, "", "replaced_by: reminding-about-medicines\n")],
        ["never-task-gone"],
    ),
    "a task needs no chain": ([], [(TASK, "status: delegable", "status: own-role")], ["no-chain"]),
    "the whole chain is gone": (
        [],
        [(TASK, WORLD[TASK][WORLD[TASK].index("sign_off:") : WORLD[TASK].index("the_pa_does:")], "")],
        ["no-chain"],
    ),
    "no tier of risk is named": ([], [(TASK, "risk: medium\n", "")], ["risk-lower"]),
    "for whom a sign-off counts is not said": ([], [(TASK, "scope: one-person\n", "")], ["transferable"]),
    "a sign-off counts for others": ([], [(TASK, "scope: one-person", "scope: transferable")], ["transferable"]),
    "a lower risk": ([], [(TASK, "risk: medium", "risk: low")], ["risk-lower"]),
    "a required competence is gone": ([], [(TASK, ", record-keeping: independent}", "}")], ["requires-less"]),
    "a required step is lower": (
        [],
        [(TASK, "record-keeping: independent", "record-keeping: assisted")],
        ["requires-less"],
    ),
    "the insurer is not asked": ([], [(TASK, "employer, insurer]", "employer]")], ["fewer-agree"]),
    "the employer assesses": (
        [],
        [(TASK, "assessed_by: [community-nurse]", "assessed_by: [community-nurse, individual-employer]")],
        ["duty-wider"],
    ),
    "another role delegates": (
        [],
        [
            (
                TASK,
                "delegated_by: [community-nurse, dietitian]",
                "delegated_by: [community-nurse, dietitian, pharmacist]",
            )
        ],
        ["duty-wider"],
    ),
    "another role trains": (
        [],
        [
            (
                TASK,
                "trained_by: [community-nurse, pa-trainer]",
                "trained_by: [community-nurse, pa-trainer, clinical-training-provider]",
            )
        ],
        ["duty-wider"],
    ),
    "another role reviews": (
        [],
        [(TASK, "reviewed_by: [community-nurse]", "reviewed_by: [community-nurse, pa-trainer]")],
        ["duty-wider"],
    ),
    "fewer practices, still as many as the tier demands": (
        EARLIER["five practices"],
        [(TASK, "at_least: 5", "at_least: 3")],
        ["fewer-observed"],
    ),
    "fewer practices than the tier demands": ([], [(TASK, "at_least: 3", "at_least: 1")], ["fewer-observed"]),
    "no number of practices": (
        EARLIER["five practices"],
        [(TASK, "  observed_practices: {at_least: 5, basis: design-default}\n", "")],
        ["fewer-observed"],
    ),
    "a longer review": (EARLIER["six months"], [(TASK, "months: 6", "months: 12")], ["review-longer"]),
    "a decision by phone counts": (
        EARLIER["a term"],
        [(TASK, "months: 12, needs", "months: 12, counts_from: act, needs")],
        ["review-longer"],
    ),
    "a renewal without learning": (EARLIER["a term"], [(TASK, "needs: {hours: 2}, ", "")], ["review-longer"]),
    "a renewal at any time": (EARLIER["a term"], [(TASK, "open_before: {days: 90}, ", "")], ["review-longer"]),
    "a competence that ends later": (
        EARLIER["a competence that ends"],
        [(HAND, "months: 12, basis", "months: 24, basis")],
        ["term-longer"],
    ),
    "a competence without an end": (
        EARLIER["a competence that ends"],
        [(HAND, "valid_for: {months: 12, basis: design-default}\n", "")],
        ["term-longer"],
    ),
    "an authorisation that ends later": (
        EARLIER["an authorisation that ends"],
        [(role("pa-trainer"), 'ends_on: "08-31", in_years: odd', "years: 3")],
        ["term-longer"],
    ),
    "no written instructions": (
        EARLIER["written rules"],
        [(TASK, "  written_instructions: required\n", "")],
        ["requires-less"],
    ),
    "a longer time to write it down": (
        EARLIER["written rules"],
        [(POLICY, "written_within: {days: 30}", "written_within: {days: 60}")],
        ["tier-demands-less"],
    ),
    "no reason for a withdrawal": (
        EARLIER["written rules"],
        [(POLICY, "withdrawal_needs: [because, instead]", "withdrawal_needs: [because]")],
        ["tier-demands-less"],
    ),
    "a trigger that a phone call answers": (
        EARLIER["written rules"],
        [(POLICY, "answered_by: visit, ", "")],
        ["trigger-answered-sooner"],
    ),
    "a trigger that needs no check": (
        EARLIER["written rules"],
        [(POLICY, "needs_verification: true, ", "")],
        ["trigger-answered-sooner"],
    ),
    "no time of review": (
        EARLIER["six months"],
        [(TASK, "  review_every: {months: 6, basis: design-default}\n", "")],
        ["review-longer"],
    ),
    "duties of the task no longer apart": (
        EARLIER["kept apart by the task"],
        [(TASK, "  apart: [[trained_by, assessed_by]]\n", "")],
        ["fewer-apart"],
    ),
    "a stop sign is gone": ([], [(TASK, "      - There is pain\n", "")], ["stop-sign-gone"]),
    "two stop signs are gone": (
        [(TASK, "      - There is pain\n", "      - There is pain\n      - The skin is cold\n")],
        [(TASK, "      - The tube has moved or come out\n      - There is pain\n", "")],
        ["stop-sign-gone", "stop-sign-gone"],
    ),
    "what the PA does not do is gone": (
        [],
        [(TASK, "the_pa_does_not: [Change the feed or its speed]\n", "")],
        ["does-not-gone"],
    ),
    "what must be in place is gone": (
        [],
        [(TASK, "before_you_start: [The feeding plan is here]\n", "")],
        ["before-gone"],
    ),
    "one trigger fewer": (
        [],
        [(TASK, "decide_again_when: [incident]", "decide_again_when: []")],
        ["fewer-triggers"],
    ),
    "done in more places": (
        [],
        [(TASK, "settings: [home, out-and-about]", "settings: [home, out-and-about, hospital]")],
        ["more-places"],
    ),
    "done in any place": ([], [(TASK, "settings: [home, out-and-about]\n", "")], ["more-places"]),
    "an approval is stretched": (
        EARLIER["approved"],
        [(TASK, "review_by: 2027-01-10", "review_by: 2029-01-10")],
        ["approval-stretched"],
    ),
    "an approval never ends": (EARLIER["approved"], [(TASK, ", review_by: 2027-01-10}", "}")], ["approval-stretched"]),
    "approved by the employer": (
        EARLIER["approved"],
        [(TASK, "by_role: phb-clinical-lead", "by_role: individual-employer")],
        ["approval-by-lay"],
    ),
    # the policy
    "a tier asks for fewer agreements": (
        [],
        [(POLICY, f"{LOW}", LOW.replace(", employer", ""))],
        ["tier-demands-less"],
    ),
    "a tier asks for fewer practices": (
        [],
        [(POLICY, "observed_practices: 2", "observed_practices: 1")],
        ["tier-demands-less"],
    ),
    "a tier asks for fewer practices, and its task says none": (
        [(TASK, "  observed_practices: {at_least: 3, basis: design-default}\n", "")],
        [
            (
                POLICY,
                f"{MEDIUM}      agreed_by: [person, pa, employer, insurer]\n      observed_practices: 3",
                f"{MEDIUM}      agreed_by: [person, pa, employer, insurer]\n      observed_practices: 2",
            )
        ],
        ["tier-demands-less"],
    ),
    "a tier's review is longer": (
        [],
        [
            (
                POLICY,
                "observed_practices: 2\n      review_within_months: 12",
                "observed_practices: 2\n      review_within_months: 24",
            )
        ],
        ["tier-demands-less"],
    ),
    "a tier keeps fewer duties apart": (
        [],
        [(POLICY, "      apart: [[assessed_by, signed_off_by]]\n", "")],
        ["fewer-apart"],
    ),
    "a tier keeps one pair fewer apart": (
        [],
        [
            (
                POLICY,
                "apart: [[trained_by, assessed_by], [assessed_by, signed_off_by]]",
                "apart: [[assessed_by, signed_off_by]]",
            )
        ],
        ["fewer-apart"],
    ),
    "the employer may assess alone": (
        [],
        [
            (
                POLICY,
                f"{LOW}      observed_practices: 2\n      review_within_months: 12\n      never_sole_assessor: [individual-employer]",
                f"{LOW}      observed_practices: 2\n      review_within_months: 12\n      never_sole_assessor: []",
            )
        ],
        ["alone-again"],
    ),
    "a trigger no longer stops": ([], [(POLICY, "does: stop", "does: go-on")], ["trigger-goes-on"]),
    "a trigger is deleted": (
        [],
        [
            (
                POLICY,
                INCIDENT,
                "",
            )
        ],
        ["trigger-gone"],
    ),
    "a trigger is deleted and no task names it": (
        [],
        [
            (
                POLICY,
                INCIDENT,
                "",
            ),
            (TASK, "decide_again_when: [incident]", "decide_again_when: []"),
        ],
        ["trigger-gone"],
    ),
    "a tier is deleted and its task names it": (
        [],
        [
            (
                POLICY,
                "  - id: medium\n"
                + MEDIUM
                + "      agreed_by: [person, pa, employer, insurer]\n      observed_practices: 3\n      review_within_months: 12\n      apart: [[assessed_by, signed_off_by]]\n      never_sole_assessor: [individual-employer]\n    basis: design-default\n    sources: [principles]\n",
                "",
            )
        ],
        ["tier-gone"],
    ),
    "the decision aid asks less": (
        [],
        [
            (
                POLICY,
                "    - id: how-bad\n      about: harm\n      ask: How bad can a mistake be?\n      why: More harm needs more care.\n      answers:\n        - {id: mends, says: It mends, means: go-on}\n        - {id: lasts, says: It lasts, means: add-safeguard, do: Add a second assessor.}\n        - {id: unsure, says: No one knows, means: ask-first}\n",
                "",
            )
        ],
        ["aid-gone"],
    ),
    "an answer leads to a milder outcome": (
        [],
        [(POLICY, "says: No, means: do-not-delegate", "says: No, means: ask-first")],
        ["aid-milder"],
    ),
    "an answer calls for nothing any more": (
        [],
        [(POLICY, ", do: Add a second assessor.}", "}")],
        ["aid-gone"],
    ),
    "a new answer leads to a milder outcome": (
        [],
        [
            (
                POLICY,
                "        - {id: unsure, says: No one knows, means: ask-first}\n",
                "        - {id: unsure, says: No one knows, means: ask-first}\n        - {id: hardly, says: Hardly, means: go-on}\n",
            )
        ],
        ["aid-milder"],
    ),
    "the policy is deleted": ([], [(POLICY, "", "")], ["policy-gone"]),
    # settings
    "a check of a registration counts longer": (
        [],
        [(FRAMEWORK, "register_check_valid_months: 12", "register_check_valid_months: 36")],
        ["registration-checked-less"],
    ),
    "the longest review is longer": (
        [],
        [(FRAMEWORK, "longest_review_months: 24", "longest_review_months: 36")],
        ["review-limit-longer"],
    ),
    "an older DBS check will do": ([], [(FRAMEWORK, "dbs_valid_years: 3", "dbs_valid_years: 5")], ["dbs-older"]),
    "drafts are offered again": (
        [(FRAMEWORK, "status: reference", "status: live")],
        [(FRAMEWORK, "status: live", "status: reference")],
        ["drafts-offered"],
    ),
    # roles
    "a role may assess": (
        [],
        [
            (
                role("dietitian"),
                "may_delegate: {nutrition: high}",
                "may_delegate: {nutrition: high}\nmay_assess: {nutrition: medium}",
            )
        ],
        ["role-may-more"],
    ),
    "a role may train for a higher risk": (
        [],
        [(role("pharmacist"), "may_train: {medicines: medium}", "may_train: {medicines: high}")],
        ["role-may-more"],
    ),
    "a role may two things more": (
        [],
        [
            (
                role("pharmacist"),
                "may_train: {medicines: medium}",
                "may_train: {medicines: high}\nmay_review: {medicines: high}",
            )
        ],
        ["role-may-more", "role-may-more"],
    ),
    "no register is named": (
        [],
        [(role("dietitian"), "register: {body: Health and Care Professions Council}\n", "")],
        ["registration-gone"],
    ),
    "more roles authorise a trainer": (
        [],
        [(role("pa-trainer"), "authorised_by: [community-nurse]", "authorised_by: [community-nurse, dietitian]")],
        ["authorised-by-wider"],
    ),
    "a role gains an authority that it never had": (
        [(role("pa-trainer"), "authorised_by: [community-nurse]", "authorised_by: []")],
        [(role("pa-trainer"), "authorised_by: []", "authorised_by: [community-nurse]")],
        ["authority-given"],
    ),
    "a limit of a role is gone": ([], [(role("pa-trainer"), "limits: [Never signs off]\n", "")], ["limit-gone"]),
    "a limit of a registration is gone": (
        EARLIER["a limit of the register"],
        [(role("dietitian"), ", limits: Only food", "")],
        ["limit-gone"],
    ),
    "a new role with rights": (
        [],
        [
            (
                role("carer"),
                "",
                "id: carer\ntitle: Carer\nsummary: Family.\nkind: lay\naccountable: false\nauthorised_by: [community-nurse]\nmay_train: {nutrition: low}\n",
            )
        ],
        ["new-role"],
    ),
    # what tasks rest on
    "a statement of a required step is gone": (
        [],
        [(HAND, "    - Never wears the same gloves twice\n", "")],
        ["competence-asks-less"],
    ),
    "a statement below a required step is gone": (
        [],
        [(HAND, "  assisted: [Washes hands when reminded]\n", "")],
        ["competence-asks-less"],
    ),
    "a statement moves above the required step": (
        [],
        [
            (HAND, "    - Never wears the same gloves twice\n", ""),
            (
                HAND,
                "[Shows a new PA how to wash hands]",
                "[Shows a new PA how to wash hands, Never wears the same gloves twice]",
            ),
        ],
        ["competence-asks-less"],
    ),
    "a required competence is deleted": ([], [(HAND, "", "")], ["competence-gone"]),
    # waivers
    "a finding about delegation is waived": ([], [(WAIVERS, "", WAIVER)], ["finding-waived"]),
    "a waiver waits for longer": ([(WAIVERS, "", WAIVER)], [(WAIVERS, "2026-12-31", "2027-06-30")], ["finding-waived"]),
    "a waiver covers more": (
        [(WAIVERS, "", WAIVER)],
        [(WAIVERS, "    field: sign_off\n", "")],
        ["finding-waived"],
    ),
    "a longer waiver stands before the one that was there": (
        [(WAIVERS, "", WAIVER)],
        [(WAIVERS, "waivers:\n", WAIVER.replace("2026-12-31", "2027-06-30"))],
        ["finding-waived"],
    ),
    "a clinician agrees to a waiver that covered nothing": (
        [(WAIVERS, "", WAIVER.replace("phb-clinical-lead", "pa-trainer"))],
        [(WAIVERS, "pa-trainer", "phb-clinical-lead")],
        ["finding-waived"],
    ),
    # learning for delegated tasks, and what comes before a competence
    "a course no longer has to be repeated": (
        [(TUBES, "takes: Half a day", "takes: Half a day. It is repeated each year.")],
        [(TUBES, "takes: Half a day. It is repeated each year.", "takes: Half a day. It need not be repeated.")],
        ["repeated-less"],
    ),
    "a course is practised again and again, and not repeated": (
        [
            (
                TUBES,
                "takes: Half a day",
                "takes: Half a day, repeated each year\neasy_read: [You practise again and again.]",
            )
        ],
        [(TUBES, ", repeated each year", "")],
        ["repeated-less"],
    ),
    "a course is repeated less often": (
        [(TUBES, "takes: Half a day", "takes: Half a day, again every 6 months")],
        [(TUBES, "every 6 months", "every two years")],
        ["repeated-less"],
    ),
    "a required competence asks for one less before it": (
        [],
        [(RECORDS, "prerequisites: {communication-plans: aware}\n", "")],
        ["competence-asks-less"],
    ),
    "a ward agreement is deleted": ([], [(WARD, "", "")], ["ward-agreement-less"]),
    "a ward agreement is retired for one of another kind": (
        [],
        [(WARD, "", "replaced_by: sharing-redundancy\n")],
        ["ward-agreement-less"],
    ),
    "a ward agreement records less": ([], [(WARD, "    - rota\n", "")], ["ward-agreement-less"]),
    "fewer sign a ward agreement": (
        [],
        [(WARD, "[ward-manager, phb-lead, induction-lead]", "[phb-lead]")],
        ["ward-agreement-less"],
    ),
    "a ward agreement takes an older DBS check": (
        [],
        [(WARD, "dbs_within_years: 3", "dbs_within_years: 5")],
        ["ward-agreement-less"],
    ),
}

#: Edits that put one thing in the place of another: each loses something, and so does its mirror image.
BOTH: dict[str, tuple[list[Edit], list[str], list[str]]] = {
    "another role signs off": (
        [(TASK, "signed_off_by: [phb-clinical-lead]", "signed_off_by: [community-nurse]")],
        ["duty-wider"],
        ["duty-wider"],
    ),
    "another stop sign in its place": (
        [(TASK, "There is pain", "There is fever")],
        ["stop-sign-gone"],
        ["stop-sign-gone"],
    ),
    "a ward agreement is retired for one that records less": (
        [
            (WARD, "", "replaced_by: on-the-ward\n"),
            (
                "framework/agreements/on-the-ward.yaml",
                "",
                WORLD[WARD].replace("id: pas-in-hospital", "id: on-the-ward").replace("    - rota\n", ""),
            ),
        ],
        ["ward-agreement-less"],
        ["ward-agreement-less"],
    ),
    "an outcome asks for something else": (
        [(POLICY, "do: [Add the safeguard first]", "do: [Go on]")],
        ["aid-gone"],
        ["aid-gone"],
    ),
    "a trainer answers for themselves": (
        [(role("pa-trainer"), "kind: authorised\naccountable: false", "kind: registered\naccountable: true")],
        ["answers-for-itself"],
        ["registration-gone"],
    ),
    "a nurse needs no registration": (
        [
            (
                role("community-nurse"),
                'kind: registered\nregister: {body: Nursing and Midwifery Council, check: "https://example.org/register"}\naccountable: true',
                "kind: authorised\naccountable: false\nauthorised_by: [phb-clinical-lead]",
            )
        ],
        ["registration-gone"],
        ["answers-for-itself"],
    ),
}

#: Changes that loosen nothing, and the other way round do neither.
NEITHER: dict[str, tuple[list[Edit], list[Edit]]] = {
    "a typo in a stop sign": (
        [(TASK, "The tube has moved", "The tueb has moved")],
        [(TASK, "The tueb has moved", "The tube has moved")],
    ),
    "a stop sign in other words": (
        [],
        [(TASK, "The tube has moved or come out", "The tube moved, or it has come out")],
    ),
    "stop signs in another order": (
        [],
        [
            (
                TASK,
                "      - The tube has moved or come out\n      - There is pain\n",
                "      - There is pain\n      - The tube has moved or come out\n",
            )
        ],
    ),
    "a word that bounds a stop sign": (
        [(TASK, "There is pain", "There is pain after 5 minutes")],
        [(TASK, "after 5 minutes", "after 30 minutes")],
    ),
    "roles in another order": (
        [],
        [(TASK, "delegated_by: [community-nurse, dietitian]", "delegated_by: [dietitian, community-nurse]")],
    ),
    "a role named twice": (
        [],
        [(TASK, "delegated_by: [community-nurse, dietitian]", "delegated_by: [community-nurse, dietitian, dietitian]")],
    ),
    "a pair of duties the other way round": (
        [],
        [(POLICY, "      apart: [[assessed_by, signed_off_by]]\n", "      apart: [[signed_off_by, assessed_by]]\n")],
    ),
    "a pair that the tier keeps apart as well": (
        [],
        [(TASK, "  observed_practices", "  apart: [[assessed_by, signed_off_by]]\n  observed_practices")],
    ),
    "a title": ([], [(TASK, "title: Give a feed", "title: Giving a feed")]),
    "a note": ([], [(TASK, "", "note: Three is a starting value.\n")]),
    "a comment": ([], [(TASK, "", "# nothing\n")]),
    "an owner": ([], [(TASK, "owner: framework-team", "owner: training-leads")]),
    "a basis": ([], [(TASK, "months: 12, basis: design-default", "months: 12, basis: local-policy")]),
    "a statement moves below": (
        [],
        [
            (HAND, "    - Never wears the same gloves twice\n", ""),
            (
                HAND,
                "assisted: [Washes hands when reminded]",
                "assisted: [Washes hands when reminded, Never wears the same gloves twice]",
            ),
        ],
    ),
    "a statement that no task requires": ([], [(HAND, "  guides-others: [Shows a new PA how to wash hands]\n", "")]),
    "an approval looked at again": (
        EARLIER["approved"],
        [(TASK, "on: 2026-01-10, review_by: 2027-01-10", "on: 2026-11-01, review_by: 2027-11-01")],
    ),
    "a warning comes earlier": ([], [(FRAMEWORK, "review_warning_days: 60", "review_warning_days: 30")]),
    "a shorter waiver beside one that was there": (
        [(WAIVERS, "", WAIVER)],
        [(WAIVERS, "", WAIVER.replace("waivers:\n", "").replace("2026-12-31", "2026-11-30"))],
    ),
    "a waiver of a field that was waived as a whole": (
        [(WAIVERS, "", WAIVER.replace("    field: sign_off\n", ""))],
        [(WAIVERS, "", WAIVER.replace("waivers:\n", ""))],
    ),
    "a finding about wording is waived": ([], [(WAIVERS, "", WAIVER.replace("DEL005", "TXT003"))]),
    "a rate": (
        [],
        [
            (
                "framework/pay_bands/band-1.yaml",
                "paid: 13.10, funded: 16.40, self_employed: 18, basis: design-default}\n  - {funder: nhs, from: 2025",
                "paid: 13.70, funded: 17.00, self_employed: 18, basis: design-default}\n  - {funder: nhs, from: 2025",
            )
        ],
    ),
    "a task that is a PA's own role is deleted": ([], [(OWN, "", "")]),
    "a role without rights is deleted": ([(TASK, "", "")], [(role("individual-employer"), "", "")]),
}


@pytest.mark.parametrize(("before", "change", "kinds"), WEAKER.values(), ids=WEAKER)
def test_an_edit_loosens_what_it_loosens_and_its_mirror_nothing(before, change, kinds):
    base = edited(WORLD, before)
    head = edited(base, change)

    assert (loosened(base, head), loosened(head, base)) == (kinds, [])


@pytest.mark.parametrize(("change", "kinds", "mirrored"), BOTH.values(), ids=BOTH)
def test_an_exchange_is_weaker_both_ways(change, kinds, mirrored):
    head = edited(WORLD, change)

    assert (loosened(WORLD, head), loosened(head, WORLD)) == (kinds, mirrored)


@pytest.mark.parametrize(("before", "change"), NEITHER.values(), ids=NEITHER)
def test_an_edit_that_loosens_nothing_is_called_no_loosening(before, change):
    base = edited(WORLD, before)
    head = edited(base, change)

    assert (loosened(base, head), loosened(head, base)) == ([], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("community-nurse", "district-nurse"),
        ("phb-clinical-lead", "clinical-lead"),
        ("medium", "middling"),
        ("hospital-admission", "going-into-hospital"),
        ("infection-prevention", "clean-hands"),
        ("nutrition", "feeding"),
        ("changing-a-dose", "dose-changes"),
        ("gastrostomy-feed", "feed-by-tube"),
    ],
)
def test_another_id_with_the_same_content_loosens_nothing(old, new):
    other = renamed_everywhere(WORLD, old, new)

    assert (loosened(WORLD, other), loosened(other, WORLD)) == ([], [])


def test_a_new_name_hides_no_loosening():
    other = edited(
        renamed_everywhere(WORLD, "community-nurse", "district-nurse"), [(TASK, "at_least: 3", "at_least: 1")]
    )

    assert loosened(WORLD, other) == ["fewer-observed"]


def test_an_id_that_stays_retired_beside_its_successor_loosens_nothing():
    old = role("community-nurse")
    other = {
        **renamed_everywhere(WORLD, "community-nurse", "district-nurse"),
        old: WORLD[old] + "replaced_by: district-nurse\n",
    }

    assert loosened(WORLD, other) == []


def test_a_successor_that_may_more_is_a_loosening():
    old, new = role("community-nurse"), role("district-nurse")
    other = {
        **renamed_everywhere(WORLD, "community-nurse", "district-nurse"),
        old: WORLD[old] + "replaced_by: district-nurse\n",
    }
    other[new] += "may_sign_off: {nutrition: high}\n"

    assert loosened(WORLD, other) == ["role-may-more"]


def test_what_cannot_be_judged_is_not_called_a_loosening():
    for path in (POLICY, FRAMEWORK, role("community-nurse"), TASK, HAND):
        assert loosened(WORLD, edited(WORLD, [(path, "", "- [\n")])) == []
        assert loosened(edited(WORLD, [(path, "", "- [\n")]), WORLD) == []


#: Words that say what a rule is about: the world before, one edit.
OTHER_WORDS: dict[str, tuple[list[Edit], Edit]] = {
    "what is never delegated, narrower": (
        [],
        (NEVER, "title: Change the dose of a medicine", "title: Change the dose of a strong medicine"),
    ),
    "what is never delegated, with a slip": (
        [],
        (NEVER, "title: Change the dose of a medicine", "title: Change the doze of a medicine"),
    ),
    "what calls for a new decision": (
        [],
        (POLICY, "title: Something went wrong", "title: Something serious went wrong"),
    ),
    "a question of the decision aid": ([], (POLICY, "How bad can a mistake be?", "How often is a mistake made?")),
    "an answer of the decision aid": ([], (POLICY, "says: It lasts", "says: It often lasts")),
    "what an answer calls for": ([], (POLICY, "Add a second assessor", "Add a second assessor after 6 months")),
    "what a registration does not cover": (
        EARLIER["a limit of the register"],
        (role("dietitian"), "limits: Only food", "limits: Food"),
    ),
}


@pytest.mark.parametrize(("before", "change"), OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_other_words_for_what_a_rule_is_about_are_never_passed_over(before, change):
    base = edited(WORLD, before)
    head = edited(base, [change])

    assert [one.reader for one in report(base, head).open] == ["clinician"]
    assert [one.reader for one in report(head, base).open] == ["clinician"]
    assert (loosened(base, head), loosened(head, base)) == ([], [])


def test_a_first_file_of_orders_is_a_loosening():
    without = {path: text for path, text in WORLD.items() if path != ORDERS}

    assert loosened(without, dict(WORLD)) == ["allowed-more"]
    assert loosened(dict(WORLD), without) == []
