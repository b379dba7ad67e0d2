"""Dragging somebody onto a group: the private kind of data, who can be dragged and where it can be dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets import GroupMark

MIME: Final = "application/x-facilitatore-persona"
"""Ours alone: what other programs drag does not have it, and no text field takes it."""


def dragged(thing_id: str) -> QMimeData:
    """Return what is dragged for a person's or a guest's id."""
    data = QMimeData()
    data.setData(MIME, thing_id.encode())
    return data


def id_in(data: QMimeData) -> str:
    """Return the id that is dragged, empty when it is something else."""
    return bytes(data.data(MIME).data()).decode("ascii", "replace") if data.hasFormat(MIME) else ""


def file_in(data: QMimeData) -> Path | None:
    """Return the one file that is dragged; None for anything else, such as a piece of a web page."""
    urls = data.urls() if data.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def drag_picture(name: str, group: tuple[str, str]) -> QPixmap:
    """Return what hangs from the mouse: the name with its group's mark and colour, so small that groups stay legible."""
    picture = GroupMark(role="small")
    picture.set_group(group[0], name, group[1], "paper")
    picture.resize(picture.sizeHint())
    return picture.grab()


class GuestMark(GroupMark):
    """A guest's mark and name that can be dragged onto a group."""

    def __init__(self, thing_id: str, parent: QWidget | None = None) -> None:
        super().__init__(role="small", parent=parent)
        self.thing_id = thing_id
        self._pressed: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag when the mouse has gone far enough."""
        start = self._pressed
        if start is None or (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(dragged(self.thing_id))
        drag.setPixmap(self.grab())
        drag.setHotSpot(start)
        drag.exec(Qt.DropAction.CopyAction)
