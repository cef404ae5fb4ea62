"""A third oracle: decision 9 in SQL. Many worlds and days are judged in one run of a database.

`judged(worlds)` flattens the plain data of each world into the tables of `sql_facts.sql`, one a kind of fact, runs
`sql_answer.sql` over them, and returns the state of each sign-off and the answer to each question. Everything that
judges stands in SQL; this module only takes maps and lists apart. Of decision 37 it knows terms, decisions by phone and
orders.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from msgspec import Struct, field
from msgspec.structs import replace

Row = dict[str, Any]
PlainData = Mapping[str, Any]
Question = tuple[str, str, str]

_HERE = Path(__file__).parent
_LAST_OF_DAYS = date.max
_KINDS = {"pas": "pa", "persons": "person", "practitioners": "practitioner"}
_DATED = {"role": "roles", "trigger": "triggers", "task": "tasks", "competence": "competences"}
_NOT_A_RULE = {"id", "earlier", "until", "asks_of_old_sign_offs"}


class AskedWorld(Struct, frozen=True):
    """The plain data of a world, and what is asked of it: (PA, task, person), each on each of the days.

    `times` are those at which it is asked besides.
    """

    number: int
    framework: PlainData
    register: PlainData
    days: list[date]
    questions: list[Question]
    times: list[str] = field(default_factory=list)


class Judgements(Struct):
    """The state of a sign-off by (world, day, PA, place in the file), the answer by (world, day, question).

    `at` are the answers at a time of the day.
    """

    states: dict[tuple[int, date, str, int], str] = field(default_factory=dict)
    answers: dict[tuple[int, date, Question], str] = field(default_factory=dict)
    at: dict[tuple[int, date, Question, str], str] = field(default_factory=dict)


def judged(worlds: Iterable[AskedWorld], mistake: tuple[str, str] | None = None) -> Judgements:
    """All verdicts and answers of these worlds. A sign-off that is no delegation has the state `outside`.

    A `mistake` is made on purpose: (words that stand once in `sql_answer.sql`, what stands there instead).
    """
    with database(worlds, mistake) as found:
        states = found.execute("SELECT w, d, pa, i, state FROM verdict WHERE w >= 0").fetchall()
        answers = found.execute("SELECT w, d, pa, task, person, answer FROM answer").fetchall()
        timed = found.execute("SELECT w, d, pa, task, person, at_time, answer FROM answer_at").fetchall()
    return Judgements(
        {(world, day, pa, place): state for world, day, pa, place, state in states},
        {(world, day, (pa, task, person)): answer for world, day, pa, task, person, answer in answers},
        {(world, day, (pa, task, person), at): answer for world, day, pa, task, person, at, answer in timed},
    )


def database(worlds: Iterable[AskedWorld], mistake: tuple[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """The database with the facts of these worlds and everything that follows, also `fault`, `doubt` and the like."""
    script = (_HERE / "sql_answer.sql").read_text(encoding="utf-8")
    if mistake:
        assert script.count(mistake[0]) == 1, f"the oracle does not say this once: {mistake[0]}"
        script = script.replace(*mistake)
    tables = _Tables()
    for world in worlds:
        tables.add_world(world)
        tables.add_without_orders(world)
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"})
    connection.execute((_HERE / "sql_facts.sql").read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        for name, rows in tables.rows.items():
            path = Path(folder, f"{name}.json")
            path.write_text("\n".join(json.dumps(row, default=date.isoformat) for row in rows), encoding="utf-8")
            connection.execute(f"COPY {name} FROM '{path}' (FORMAT json, ARRAY false)")
    connection.execute(script)
    return connection


class _Tables:
    """The rows of every table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self._without = 0

    def add_world(self, world: AskedWorld) -> None:
        w = world.number
        self.rows["asked"] += [{"w": w, "d": day} for day in sorted(set(world.days))]
        self.rows["question"] += [
            {"w": w, "pa": pa, "task": task, "person": person} for pa, task, person in world.questions
        ]
        self.rows["asked_time"] += [{"w": w, "at_time": at} for at in world.times]
        self._add_framework(w, world.framework)
        self._add_files(w, world.register)
        for data in world.register["practitioners"].values():
            self._add_practitioner(w, data)
        for data in world.register["persons"].values():
            self._add_person(w, data)
        for data in world.register["pas"].values():
            self._add_pa(w, data)

    def add_without_orders(self, world: AskedWorld) -> None:
        """The same world without each of its orders, and without all of them: what an order bears on shows there."""
        orders = world.framework.get("orders", [])
        less = [(n, [*orders[:n], *orders[n + 1 :]]) for n in range(len(orders))]
        for n, left in [*less, (None, [])] if len(orders) > 1 else less:
            self._without += 1
            self.rows["without_order"].append({"w": -self._without, "whole": world.number, "n": n})
            framework = {**world.framework, "orders": left}
            self.add_world(replace(world, number=-self._without, framework=framework, questions=[]))

    def _add_framework(self, w: int, framework: PlainData) -> None:
        self.rows["setting"].append({"w": w, **framework["settings"]})
        self.rows["step"] += [{"w": w, "id": name, "rank": rank} for rank, name in enumerate(framework["steps"])]
        self.rows["tier"] += [{"w": w, "id": one["id"], "rank": rank} for rank, one in enumerate(framework["tiers"])]
        self.rows["listed_condition"] += [{"w": w, "id": name} for name in framework["conditions"]]
        for one in framework["tiers"]:
            self._add_dated(w, "tier", one["id"], one)
        for kind, plural in _DATED.items():
            for name, one in framework.get(plural, {}).items():
                self._add_dated(w, kind, name, one)
        for n, order in enumerate(framework.get("orders", ())):
            self._add_order({"w": w, "n": n}, order)

    def _add_order(self, key: Row, order: PlainData) -> None:
        changes, run_on = order.get("changes", {}), order.get("terms_run_on", {})
        self.rows["order_of_time"].append(
            {
                **key,
                "from_day": order["from"],
                "until": order["until"],
                "run_on": run_on.get("days"),
                "changes": bool(changes),
            }
        )
        tasks = [None] if order["tasks"] == "every-task" else order["tasks"]
        self.rows["order_task"] += [{**key, "task": task} for task in tasks]
        for name, value in changes.items():
            leaves = list(_fields({name: value})) or [(name, None)]
            self.rows["order_change"] += [
                {**key, "field": name, "path": path, "value": None if leaf is None else json.dumps(leaf)}
                for path, leaf in leaves
            ]

    def _add_dated(self, w: int, kind: str, name: str, data: PlainData) -> None:
        """A record of the framework, with what held until a day."""
        for entry in ({**data, "until": _LAST_OF_DAYS}, *data.get("earlier", ())):
            key = {"w": w, "kind": kind, "id": name, "until": entry["until"]}
            for path, value in _fields({k: v for k, v in entry.items() if k not in _NOT_A_RULE}):
                self.rows["written"].append(
                    {**key, "path": path, "value": None if value is None else json.dumps(value)}
                )
            if asks := entry.get("asks_of_old_sign_offs"):
                self.rows["asks_of_old"].append({**key, "act": asks["do"], "by_day": asks.get("by")})

    def _add_files(self, w: int, register: PlainData) -> None:
        files = [(kind, name) for plural, kind in _KINDS.items() for name in register[plural]]
        for folder, name, inner in register["unclear"]:
            if folder in _KINDS and inner == name:
                files.append((_KINDS[folder], name))
            else:
                self.rows["unclear"].append({"w": w, "folder": folder, "name": name, "inner_id": inner})
        self.rows["file"] += [{"w": w, "kind": kind, "id": name} for kind, name in files]
        for table in ("left_out", "duplicates"):
            self.rows["second_file" if table == "duplicates" else table] += [
                {"w": w, "kind": kind, "id": name} for kind, name in sorted(register[table])
            ]

    def _add_practitioner(self, w: int, data: PlainData) -> None:
        key = {"w": w, "id": data["practitioner"]}
        discredited = data.get("discredited") or {}
        self.rows["practitioner"].append(
            {
                **key,
                **{name: data.get(name) for name in ("role", "active_from", "active_until", "same_as", "is_pa")},
                "untrue_from": discredited.get("from"),
                "found_on": discredited.get("on", discredited.get("from")),
            }
        )
        for n, entry in enumerate(data.get("roles", ())):
            self.rows["dated_role"].append(
                {**key, "n": n, "role": entry["role"], "from_day": entry["from"], "until": entry.get("until")}
            )
        for check in map(_dated, data.get("register_checked_on", ())):
            self.rows["register_check"].append({**key, "day": check["on"], "result": check.get("result", "registered")})
        for n, entry in enumerate(data.get("authorised", ())):
            self.rows["authorisation"].append(
                {
                    **key,
                    "n": n,
                    "by_id": entry["by"],
                    "day": entry["on"],
                    "from_day": entry["from"],
                    **{name: entry.get(name) for name in ("until", "tasks", "categories")},
                }
            )

    def _add_person(self, w: int, data: PlainData) -> None:
        key = {"w": w, "person": data["person"]}
        self.rows["person"].append({"w": w, "id": data["person"], "ended_on": data.get("ended_on")})
        for n, entry in enumerate(data.get("employers", ())):
            self.rows["employer"].append({**key, "n": n, "id": entry["id"], "from_day": entry["from"]})
        for n, entry in enumerate(data.get("events", ())):
            self.rows["person_event"].append(
                {
                    **key,
                    "n": n,
                    "trigger_id": entry["trigger"],
                    "day": entry["on"],
                    "pa": entry.get("pa"),
                    "task": entry.get("task"),
                }
            )
        for n, entry in enumerate(data.get("devices", ())):
            self.rows["used_device"].append(
                {
                    **key,
                    "n": n,
                    "task": entry["task"],
                    "device": entry["device"],
                    "from_day": entry["from"],
                    "until": entry.get("until"),
                }
            )

    def _add_pa(self, w: int, data: PlainData) -> None:
        key = {"w": w, "pa": data["pa"]}
        self.rows["pa"].append({"w": w, "id": data["pa"], "active_until": data.get("active_until")})
        for n, entry in enumerate(data.get("competences", ())):
            self.rows["held_competence"].append(
                {
                    **key,
                    "n": n,
                    "competence": entry["competence"],
                    "step": entry["step"],
                    "by_id": entry["assessed_by"],
                    "day": entry["on"],
                    "until": entry.get("until"),
                }
            )
        for n, entry in enumerate(data.get("learning", ())):
            about = {"day": entry["on"], "hours": entry["hours"], "about": entry.get("about")}
            self.rows["learning"].append({**key, "n": n, **about})
        for n, entry in enumerate(data.get("one_offs", ())):
            named = {name: entry.get(name) for name in ("task", "person", "agreed_by")}
            hours = {"day": entry["on"], "from_time": entry["from"], "until_time": entry["until"]}
            self.rows["one_off"].append({**key, "n": n, **named, **hours, "by_id": entry["by"]})
        for n, entry in enumerate(data.get("away", ())):
            self.rows["away"].append({**key, "n": n, "from_day": entry["from"], "until": entry.get("until")})
        for place, entry in enumerate(data.get("sign_offs", ())):
            self._add_sign_off(w, data["pa"], place, entry)

    def _add_sign_off(self, w: int, pa: str, place: int, data: PlainData) -> None:
        k = len(self.rows["sign_off"])
        self.rows["sign_off"].append(
            {
                "k": k,
                "w": w,
                "pa": pa,
                "i": place,
                **{name: data.get(name) for name in ("task", "person", "assessed_with", "done_under", "review_on")},
            }
        )
        for party, entries in data.get("agreed", {}).items():
            for n, entry in enumerate(map(_dated, _listed(entries))):
                self.rows["agreement"].append(
                    {
                        "k": k,
                        "party": party,
                        "n": n,
                        "day": entry["on"],
                        "employer": entry.get("id"),
                        **{name: entry.get(name) for name in ("seen_on", "until", "review_on")},
                    }
                )
        for link in ("delegated", "trained", "assessed", "signed_off"):
            short = {"by": data.get(f"{link}_by"), "on": data.get(f"{link}_on")}
            self._add_acts(k, link, [short] if None not in short.values() else [], data.get(link, ()))
        self._add_acts(k, "observed", data.get("observed", ()))
        self._add_acts(k, "reviewed", data.get("reviews", ()))
        self._add_acts(k, "handed_over", data.get("handed_over", ()))
        for entry in _listed(data.get("withdrawn")):
            self.rows["withdrawn"].append(
                {"k": k, "by_id": entry.get("by"), "day": entry["on"], "because": entry.get("because")}
            )
        for entry in _listed(data.get("resumed")):
            self.rows["resumed"].append({"k": k, "by_id": entry["by"], "day": entry["on"]})
        self.rows["named_device"] += [{"k": k, "b": None, "device": device} for device in data.get("devices", ())]
        self.rows["named_condition"] += [{"k": k, "id": name} for name in data.get("conditions", ())]

    def _add_acts(self, k: int, link: str, *lists: Iterable[PlainData]) -> None:
        for n, entry in enumerate(entry for entries in lists for entry in entries):
            b = len(self.rows["act"])
            self.rows["act"].append(
                {
                    "b": b,
                    "k": k,
                    "link": link,
                    "n": n,
                    "by_id": entry.get("by", entry.get("to")),
                    "day": entry["on"],
                    "whole": json.dumps(entry, default=date.isoformat, sort_keys=True),
                    **{name: entry.get(name) for name in ("outcome", "how", "setting", "review_on", "kind", "device")},
                }
            )
            self.rows["named_device"] += [{"k": k, "b": b, "device": device} for device in entry.get("devices", ())]


def _listed(value: Any) -> list[Any]:
    """A list; of one entry, where it is written without a list."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def _dated(entry: Any) -> PlainData:
    """An entry with its day; a day alone is an entry that says no more."""
    return {"on": entry} if isinstance(entry, date) else entry


def _fields(data: PlainData, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no map, with the names that lead to it."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
