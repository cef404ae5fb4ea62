"""All rules, by code. Importing this package imports its modules, which declare the rules."""

from importlib import import_module
from pathlib import Path

from pa_framework.check.rules import registry
from pa_framework.check.rules.registry import RETIRED, Problem, Rule
from pa_framework.text.findings import Severity

__all__ = ["FAMILIES", "REGISTER_RULES", "RETIRED", "RULES", "Problem", "Rule"]

for _path in sorted(Path(__file__).parent.glob("[!_]*.py")):
    import_module(f"{__name__}.{_path.stem}")

#: What each family is about, in the order in which pages list them.
FAMILIES = {
    "YML": "Reading the file",
    "SCH": "The shape of a record",
    "REF": "References between records",
    "CMP": "Competences and levels",
    "LAW": "Law on pay and employment",
    "PAY": "Pay",
    "DEL": "Delegation",
    "SGN": "Sign-offs in the register",
    "STO": "Stories and case studies",
    "SUP": "Support",
    "AGR": "Agreements between council, NHS and hospital",
    "PLN": "The plan",
    "TRC": "What the source documents asked for",
    "PRV": "Privacy",
    "TXT": "Wording",
    "FND": "What people type into the search",
    "SIT": "The look of the site, and pages written by hand",
    "OVR": "Frameworks that build on another",
    "WVR": "Waivers",
}

#: Every rule by code: families in the order above, codes within a family in order.
RULES: dict[str, Rule] = dict(
    sorted(registry.RULES.items(), key=lambda item: (list(FAMILIES).index(item[0][:3]), item[0]))
)

#: The severity of each rule, by code.
SEVERITIES: dict[str, Severity] = {code: rule.severity for code, rule in RULES.items()}

#: Codes of the rules about a register: sign-offs, and hospital working agreements.
REGISTER_RULES = frozenset(
    code
    for code, rule in RULES.items()
    if code.startswith("SGN") or (rule.judge and rule.judge.__module__ == f"{__name__}.hospital")
)
