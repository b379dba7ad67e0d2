"""The rooms of the window in their order, and the page of each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from ui.frame import room_names

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.base_page import Page
    from ui.bridge import Bridge

PAGES: Final = (
    ("ui.prepare.page", "PreparePage"),
    ("ui.door.page", "DoorPage"),
    ("ui.conduct.page", "ConductPage"),
    ("ui.capture.page", "CapturePage"),
    ("ui.synthesis.page", "SynthesisPage"),
    ("ui.deliver.page", "DeliverPage"),
)
"""The pages in the order of the rooms; each is imported when it is first wanted."""

CONDUCT: Final = 2


def name_of_room(room: str) -> str:
    """Return the name by which people know the room of a page; empty for a room that there is not."""
    names = {module.split(".")[1]: name for (module, _page), name in zip(PAGES, room_names(), strict=True)}
    return names.get(room, "")


def make_page(index: int, bridge: Bridge, parent: QWidget) -> Page:
    """Return a new page of a room."""
    module, name = PAGES[index]
    page: Page = getattr(import_module(module), name)(bridge, parent)
    return page
