"""Makes worlds of N records, the same ones for the same seed, of about the size that real records have.

python -m benchmarks.worlds OUT 1000
"""

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.paths import ROOT, SMALL

STEPS = ("aware", "assisted", "independent", "guides-others")
_WORDS = [
    "morning",
    "kettle",
    "door",
    "garden",
    "bus",
    "shop",
    "letter",
    "mirror",
    "friend",
    "neighbour",
    "table",
    "window",
    "street",
    "music",
    "photo",
    "coat",
    "scarf",
    "recipe",
    "soup",
    "bread",
    "walk",
    "swim",
    "cinema",
    "market",
    "library",
    "choir",
    "cat",
    "dog",
    "plan",
    "record",
    "note",
    "list",
    "chair",
    "cushion",
    "lift",
    "ramp",
    "bell",
    "lamp",
    "blanket",
    "towel",
    "basin",
    "cup",
    "plate",
    "spoon",
    "ticket",
    "parcel",
]
_VERBS = [
    "Asks",
    "Finds",
    "Keeps",
    "Shows",
    "Tells",
    "Writes",
    "Checks",
    "Brings",
    "Opens",
    "Waits",
    "Listens",
    "Offers",
    "Sorts",
    "Cleans",
    "Reads",
    "Notices",
]


class World:
    """A seeded writer of records."""

    def __init__(self, seed: int = 2026) -> None:
        self.random = random.Random(seed)
        self.tasks: list[str] = []
        self.competences: list[str] = ["infection-prevention"]

    def words(self, number: int) -> str:
        """Words, none of which is twice in a row: the check reports that."""
        chosen: list[str] = []
        while len(chosen) < number:
            word = self.random.choice(_WORDS)
            if word not in chosen[-1:]:
                chosen.append(word)
        return " ".join(chosen)

    def sentence(self, number: int = 12) -> str:
        return f"You {self.random.choice(_VERBS).lower().rstrip('s')} the {self.words(number)}."

    def statement(self) -> str:
        return f"{self.random.choice(_VERBS)} the {self.words(7)}"

    def statements(self, number: int) -> list[str]:
        return [self.statement() for _ in range(number)]

    def title(self, number: int) -> str:
        return f"{self.words(3).capitalize()} {number}"

    def competence(self, number: int) -> tuple[str, dict[str, Any]]:
        name = f"made-competence-{number}"
        self.competences.append(name)
        return f"competences/made/{name}.yaml", {
            "id": name,
            "title": self.title(number),
            "area": "safe-practice",
            "summary": self.sentence(),
            "why_it_matters": f"{self.sentence()} {self.sentence()}",
            "statements": {step: self.statements(3) for step in STEPS},
            "example": {
                "setting": self.title(number),
                "text": f"{self.sentence()} {self.sentence()} {self.sentence()}",
            },
            "shown_by": self.statements(3),
            "goes_wrong": self.statements(4),
            "easy_read": [self.sentence(4) for _ in range(4)],
            "prerequisites": {self.random.choice(self.competences[:-1]): "aware"},
            "tags": ["safety"],
            "approval": {"state": "draft"},
            "sources": ["pa-research"],
        }

    def task(self, number: int) -> tuple[str, dict[str, Any]]:
        name = f"made-task-{number}"
        self.tasks.append(name)
        return f"framework/tasks/{name}.yaml", {
            "id": name,
            "title": self.title(number),
            "category": "nutrition",
            "status": "delegable",
            "scope": "one-person",
            "risk": "medium",
            "summary": f"{self.sentence()} {self.sentence()}",
            "requires": {"infection-prevention": "independent"},
            "sign_off": {
                "agreed_by": ["person", "pa", "employer", "insurer"],
                "delegated_by": ["community-nurse", "dietitian"],
                "trained_by": ["community-nurse", "pa-trainer"],
                "assessed_by": ["community-nurse"],
                "signed_off_by": ["phb-clinical-lead"],
                "reviewed_by": ["community-nurse"],
                "observed_practices": {"at_least": self.random.randint(3, 6), "basis": "design-default"},
                "review_every": {"months": self.random.choice([6, 12]), "basis": "design-default"},
            },
            "the_pa_does": self.statements(4),
            "the_pa_does_not": self.statements(3),
            "before_you_start": self.statements(4),
            "stop_when": {
                "emergency": {"signs": ["choking", self.statement()]},
                "urgent": {"tell": "community-nurse", "out_of_hours": "nhs-111", "signs": self.statements(2)},
                "same_day": {"tell": "community-nurse", "signs": ["sore-skin"]},
            },
            "omission": "harmful",
            "if_no_one_may": ["Ring the community nursing team. Say that the task is due."],
            "equipment": self.statements(3),
            "settings": ["home", "out-and-about"],
            "decide_again_when": ["hospital-admission"],
            "easy_read": [self.sentence(4) for _ in range(4)],
            "approval": {"state": "draft"},
            "sources": ["principles"],
        }

    def learning(self, number: int) -> tuple[str, dict[str, Any]]:
        name = f"made-learning-{number}"
        return f"framework/learning/{name}.yaml", {
            "id": name,
            "title": self.title(number),
            "kind": "course",
            "summary": f"{self.sentence()} {self.sentence()}",
            "for": ["pa"],
            "teaches": dict.fromkeys(sorted({self.random.choice(self.competences) for _ in range(4)}), "independent"),
            "prepares_for": sorted({self.random.choice(self.tasks) for _ in range(3)}) if self.tasks else [],
            "takes": "Half a day",
            "provider": self.title(number),
            "cost": "Free",
            "illustrative": True,
            "easy_read": [self.sentence(4) for _ in range(3)],
        }

    def story(self, number: int) -> tuple[str, dict[str, Any]]:
        name = f"made-story-{number}"
        return f"case_studies/{name}.yaml", {
            "id": name,
            "title": self.title(number),
            "kind": "pa-story",
            "summary": f"{self.sentence()} {self.sentence()}",
            "illustrative": True,
            "consent": {"state": "not-needed"},
            "told_by": self.words(1).capitalize(),
            "setting": self.words(5),
            "pull_quote": self.sentence(),
            "story": [" ".join(self.sentence() for _ in range(4)) for _ in range(6)],
            "day": [{"at": f"{hour:02}:15", "what": self.sentence()} for hour in range(7, 13)],
            "benefit": [self.sentence() for _ in range(3)],
            "challenge": [self.sentence() for _ in range(3)],
            "competences": [self.random.choice(self.competences)],
            "easy_read": [self.sentence(4) for _ in range(4)],
        }

    def evidence(self, number: int) -> tuple[str, dict[str, Any]]:
        name = f"made-evidence-{number}"
        return f"framework/evidence/{name}.yaml", {
            "id": name,
            "title": self.title(number),
            "summary": self.sentence(),
            "order": 1 + number % 999,
            "figures": [
                {
                    "says": self.statement(),
                    "value": self.random.randint(1, 99),
                    "unit": "per-cent",
                    "base": 72,
                    "base_of": "councils",
                    "year": 2016,
                    "source": "pa-research",
                }
                for _ in range(6)
            ],
            "reading": [self.sentence() for _ in range(3)],
        }


def make_world(out: Path, number: int, seed: int = 2026) -> int:
    """Writes a world of about `number` records below `out`, which must be empty; returns how many there are."""
    shutil.copytree(SMALL, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("register"))
    world = World(seed)
    makers: list[Callable[[int], tuple[str, dict[str, Any]]]] = [
        *[world.competence] * 9,
        *[world.task] * 6,
        *[world.learning] * 4,
        *[world.story] * 4,
        *[world.evidence] * 2,
    ]
    there = sum(1 for _ in out.rglob("*.yaml"))
    for count in range(max(0, number - there)):
        path, data = makers[count % len(makers)](count)
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
    shutil.copyfile(ROOT / "mkdocs.yml", out / "mkdocs.yml")
    shutil.copytree(ROOT / "site_overrides", out / "site_overrides", dirs_exist_ok=True)
    emergency = out / "framework" / "pages" / "about" / "emergency.md"  # which the settings name
    emergency.parent.mkdir(parents=True, exist_ok=True)
    emergency.write_text("# Emergency: what to do now\n\nRing 999.\n", encoding="utf-8")
    return sum(1 for _ in out.rglob("*.yaml"))


if __name__ == "__main__":
    print(make_world(Path(sys.argv[1]), int(sys.argv[2])), "records")
