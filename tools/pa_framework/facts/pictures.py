"""Pictures of records and of doors: a drawing in `framework/pages/images` whose name is the id of what it shows.

A framework that has no drawing for a record shows a neutral one instead, so no reader sees a broken frame.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pa_framework.facts.addresses import is_hand_written
from pa_framework.facts.site_pages import Link
from pa_framework.records.load import Records

#: The folder with the pictures of a kind, below `framework/pages`. A door is no record: its id is the name of its page.
PICTURE_FOLDERS: Mapping[str, str] = MappingProxyType(
    {"level": "images/levels", "area": "images/areas", "category": "images/categories", "door": "images/doors"}
)


class PicturedLink(Link, frozen=True):
    """A link with the path of a picture in the page tree; empty where there is none."""

    picture: str = ""


def picture_path(kind: str, id: str) -> str:
    """The path in the page tree where the picture of a record or a door is, if there is one."""
    return f"{PICTURE_FOLDERS[kind]}/{id}.svg"


def picture_of(records: Records, kind: str, id: str) -> str:
    """The path of a picture in the page tree; empty where no root has it."""
    path = picture_path(kind, id)
    return path if is_hand_written(records, path) else ""


def with_picture(records: Records, kind: str, id: str, link: Link) -> PicturedLink:
    """A link, with the picture of the record or door of this id."""
    return PicturedLink(link.title, link.path, link.hint, picture_of(records, kind, id))
