"""Grounds on which a PA may do a task: delegation, and others that an area knows, such as a certificate.

`docs/decisions/0037-means-for-other-programmes.md`, section 4, is the specification. A ground says which duties its chains
have, and whether someone on a professional register must be accountable.
"""

from collections.abc import Mapping
from functools import cache

from pa_framework.records.model import FrameworkRecords, Ground, Task
from pa_framework.records.usual_lists import usual_records
from pa_framework.text.sentences import lower_first

#: The ground of a task that names none.
DELEGATION = "delegation"
#: Grounds outside of a register: what is done on them has no chain.
OUTSIDE = frozenset({"own-role", "family", "self"})


def ground_id(task: Task) -> str:
    """The id of the ground that a task names, or of delegation."""
    return (task.sign_off.ground if task.sign_off else None) or DELEGATION


def ground_of(records: FrameworkRecords, task: Task) -> Ground:
    """The ground of a task. Delegation has every duty, and what is outside the register none, whatever a list says.

    A ground that no list knows is judged as delegation.
    """
    always = _always_there()
    name = ground_id(task)
    return always.get(name) or records.grounds.get(name) or always[DELEGATION]


def ground_words(grounds: Mapping[str, Ground], name: str) -> str:
    """The title of a ground within a sentence: care by the family. An id that no list knows stays as it is."""
    return lower_first(grounds[name].title) if name in grounds else name


@cache
def _always_there() -> Mapping[str, Ground]:
    """The grounds that every framework has, by id."""
    return {record.id: record for record in usual_records()["ground"] if isinstance(record, Ground)}
