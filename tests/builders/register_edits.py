"""A register of several teams on disk, and random edits of it: slips, and faults that reach across files and teams."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.builders.fuzz import damaged
from tests.paths import SMALL

_SOURCE = SMALL / "competences" / "register"
_OWN = re.compile(r"\b(pa|pr|person|ha|tr)-(\d{3,4})\b")
_ID = re.compile(r"\b(?:pa|pr|person|ha|tr)-[0-9-]*[0-9]\b")
_DAY = re.compile(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b")
#: What a team has besides those of the small world, by file: a second PA of the person, and one of two people.
_MORE = {
    "persons/person-002.yaml": "person: person-002\nneeds: [gastrostomy-feed]\nteam: [pa-0002]\n",
    "practitioners/pr-031.yaml": "practitioner: pr-031\nrole: community-nurse\norganisation: smalltown-trust\n"
    "register_checked_on: [2026-01-12]\nactive_from: 2024-01-01\nsame_as: pr-012\n",
}


def teams(folder: Path, number: int) -> Path:
    """A folder, made here, with a register of so many teams: copies of that of the small world, and more, under own ids."""
    files = {path.relative_to(_SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in _SOURCE.rglob("*.yaml")}
    files |= _MORE
    pa = files["pas/pa-0001.yaml"]
    files["pas/pa-0002.yaml"] = pa.replace("pa-0001", "pa-0002").replace("person-001", "person-002")
    for team in range(1, number + 1):
        for path, text in files.items():
            file = folder / _OWN.sub(rf"\1-{team}\2", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_OWN.sub(rf"\1-{team}\2", text), encoding="utf-8")
    return folder


def records(folder: Path) -> list[Path]:
    """The files of a register, sorted."""
    return sorted(path for path in folder.rglob("*.yaml") if not path.parent.name.startswith("."))


def _some(random: Random, folder: Path, kind: str = "*") -> Path:
    return random.choice([path for path in records(folder) if path.match(f"{kind}/*.yaml")] or records(folder))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _replaced(random: Random, text: str, pattern: re.Pattern[str], other: str) -> str:
    places = list(pattern.finditer(text))
    if not places:
        return text
    found = random.choice(places)
    return f"{text[: found.start()]}{other}{text[found.end() :]}"


def _other_id(random: Random, folder: Path) -> None:
    """A file names someone else: of another team, of another kind, someone unknown, or an id that is nearly right."""
    path, ids = _some(random, folder), [path.stem for path in records(folder)]
    known = random.choice(ids)
    other = random.choice((known, known, f"{known[:-1]}7", f"{known}1", known.replace("-", "", 1), "pr-999"))
    _write(path, _replaced(random, _text(path), _ID, other))


def _other_day(random: Random, folder: Path) -> None:
    path = _some(random, folder)
    day = f"20{random.randint(23, 27)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    _write(path, _replaced(random, _text(path), _DAY, day))


def _damage(random: Random, folder: Path) -> None:
    path = _some(random, folder)
    path.write_bytes(damaged(random, _text(path), tuple(_text(one) for one in random.sample(records(folder), 3))))


def _remove(random: Random, folder: Path) -> None:
    if len(records(folder)) > 8:
        _some(random, folder, random.choice(("*", "practitioners"))).unlink()


def _second_file(random: Random, folder: Path) -> None:
    """The same record in two files, perhaps in the folder of another kind."""
    path = _some(random, folder)
    where = _some(random, folder).parent if random.random() < 0.2 else path.parent
    (where / f"{path.stem}{random.choice(('2', '-2', '-copy', '-copy', ' copy'))}.yaml").write_bytes(path.read_bytes())


def _rename(random: Random, folder: Path) -> None:
    path = _some(random, folder)
    path.rename(path.with_name(f"{path.stem}{random.randint(1, 9)}.yaml"))


def _line(random: Random, folder: Path) -> None:
    """Another line at the end of a file, which may join teams or people."""
    path = _some(random, folder, random.choice(("practitioners", "practitioners", "persons", "pas")))
    ids = [one.stem for one in records(folder)]
    other, task = random.choice(ids), "gastrostomy-feed"
    lines = {
        "practitioners": (
            f"same_as: {other}",
            f"is_pa: {other}",
            "active_until: 2026-10-01",
            "discredited: {from: 2026-02-01, because: Not entitled.}",
            f"learning: [{{on: 2026-03-01, hours: 2}}]\nsame_as: {other}",
        ),
        "persons": (
            f"events: [{{trigger: incident, on: 2026-10-01, pa: {other}}}]",
            "events: [{trigger: hospital-admission, on: 2026-09-10}]",
            f"devices: [{{task: {task}, device: pump-b, from: 2026-10-01}}]",
            "ended_on: 2026-10-10",
        ),
        "pas": (
            "away: [{from: 2026-10-01, until: 2026-09-01}]",
            f"one_offs:\n  - {{task: {task}, person: {other}, by: {other}, on: 2026-06-01, from: '14:30', until: '18:00', because: No nurse.}}",
            "active_until: 2026-11-01",
            "unknown_field: Jane Smith 07700 900123 # a comment",
        ),
    }
    line = random.choice(lines.get(path.parent.name, ("summary: More #of it",)))
    _write(path, f"{_text(path).rstrip()}\n{line}\n")


def _team(random: Random, folder: Path) -> None:
    """A person changes team, or a team has a PA of another."""
    path = _some(random, folder, "persons")
    pas = [one.stem for one in records(folder) if one.parent.name == "pas"] or ["pa-10001"]
    _write(path, re.sub(r"team: .*", f"team: [{', '.join(random.choices(pas, k=2))}]", _text(path)))


def _sign_off_elsewhere(random: Random, folder: Path) -> None:
    """A sign-off is in the file of another PA as well, or twice in one."""
    path, other = _some(random, folder, "pas"), _some(random, folder, "pas")
    entry = _text(other).partition("sign_offs:\n")[2]
    _write(path, f"{_text(path).rstrip()}\n{entry}")


def _group_training(random: Random, folder: Path) -> None:
    path, training = _some(random, folder, "pas"), _some(random, folder, "group_trainings")
    _write(path, _text(path).replace("    reviews:", f"    trained_in: [{training.stem}]\n    reviews:", 1))


def _stray(random: Random, folder: Path) -> None:
    path = _some(random, folder)
    name = random.choice((f"pas/{path.stem}.yaml.txt", f"{path.stem}-old.yaml", f"practitioners/{path.name}~"))
    (folder / name).write_bytes(path.read_bytes())


def _comment(random: Random, folder: Path) -> None:
    path = _some(random, folder)
    path.write_bytes(path.read_bytes() + b"# another line\n")


EDITS: tuple[Callable[[Random, Path], None], ...] = (
    *(_other_id, _other_id, _other_id, _other_day, _other_day, _damage, _damage, _remove, _second_file, _rename),
    *(_line, _line, _line, _team, _sign_off_elsewhere, _group_training, _stray, _comment, _comment),
)


def edit(random: Random, folder: Path) -> str:
    """Makes one random edit of a register; returns its name."""
    made = random.choice(EDITS)
    made(random, folder)
    return made.__name__


def edit_framework(random: Random, root: Path) -> None:
    """Makes one random edit of a framework, often one that leaves it in order."""
    path = random.choice(sorted((root / "framework").rglob("*.yaml")))
    text = _text(path)
    if random.random() < 0.3:
        path.write_bytes(damaged(random, text, (text,)))
    else:
        days = _replaced(random, text, _DAY, f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}")
        numbers = _replaced(random, text, re.compile(r"\b[1-9]\b"), f"{random.randint(1, 6)}")
        _write(path, random.choice((f"{text}# a comment\n", days, numbers, numbers)))


def damage_kept(random: Random, folder: Path) -> None:
    """Damages one file of what is kept in a folder, or takes it away."""
    path = random.choice(sorted(folder.glob("*.sqlite")))
    content = path.read_bytes()
    place = random.randrange(len(content))
    damages = (
        b"",
        content[:place],
        content[:place] + b"\x00\xff" + content[place + 2 :],
        content.replace(b"SGN", b"REF"),
    )
    path.write_bytes(random.choice(damages))


def restore(random: Random, folder: Path, source: Path, share: float) -> None:
    """Makes a share of the files that differ from those of another folder as they are there, and drops most that are new."""
    for path in [*records(folder), *folder.rglob("*.txt"), *folder.rglob("*~")]:
        if not (source / path.relative_to(folder)).exists() and random.random() < max(share, 0.8):
            path.unlink()
    for path in records(source):
        there = folder / path.relative_to(source)
        if random.random() < share and not (there.exists() and there.read_bytes() == path.read_bytes()):
            shutil.copyfile(path, there)
