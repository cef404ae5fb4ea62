"""Grounds on which a PA may do a task: delegation, and others that an area knows, such as a certificate.

`docs/decisions/0037-means-for-other-programmes.md`, section 4, is the specification. A ground says which duties its chains
have, and whether someone on a professional register must be accountable.
"""

from collections.abc import Mapping

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
    """The ground of a task. Delegation has every duty, whatever a list says; so has a ground that no list knows."""
    name = ground_id(task)
    named = records.grounds.get(name) if name != DELEGATION else None
    return named or _delegation()


def ground_words(grounds: Mapping[str, Ground], name: str) -> str:
    """The title of a ground within a sentence: care by the family. An id that no list knows stays as it is."""
    return lower_first(grounds[name].title) if name in grounds else name


def _delegation() -> Ground:
    found = next(record for record in usual_records()["ground"] if record.id == DELEGATION)
    assert isinstance(found, Ground)
    return found
