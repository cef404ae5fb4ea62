"""The page about reading offline. offline.js fills in what is stored on the device."""

from pa_framework.facts.site_pages import OFFLINE
from pa_framework.site.page_kinds import Pages, StandalonePage

PAGES: tuple[Pages, ...] = (
    StandalonePage(
        page=OFFLINE,
        kind="offline",
        template="offline.md.j2",
        view=lambda facts: OFFLINE,
        description=(
            "Pages that you opened can be read without signal. You can keep all of them on this device,"
            " and delete them."
        ),
        scripts=("offline",),
    ),
)
