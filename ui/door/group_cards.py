"""One card for each group: its key, how full it is, and a place to drop people on; one for those without a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.door.dragging import id_in
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Card, GroupMark, KeyBox, TextLabel

if TYPE_CHECKING:
    from facilitatore.door.balance import GroupCount


class CapacityBar(QWidget):
    """How full a room is, in the group's colour; the numbers beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._fraction, self._colour = 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_level(self, present: int, capacity: int, colour: str) -> None:
        """Fill it up to `present` of `capacity`."""
        self._fraction = min(max(present / capacity, 0.0), 1.0) if capacity > 0 else 1.0
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return a thin bar."""
        return QSize(80, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the empty bar and the full part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setBrush(theme.group_colour(self._colour))
        area.setWidth(area.width() * self._fraction)
        painter.drawRoundedRect(area, 4, 4)


class DropCard(Card):
    """A card that takes people who are dragged, and nothing else; it has a thick line while they are above it.

    Signals:
        dropped(str): the id of the person or guest.
        opened(): the card was clicked.
    """

    dropped = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tip(self, tr("Clic: chi c’è. Trascina qui una persona per spostarla."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take only people of this door."""
        if id_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.set_tone("current")
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """They went on to somewhere else."""
        self.set_tone("plain")

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask to have them in this group."""
        self.set_tone("plain")
        thing_id = id_in(event.mimeData())
        if thing_id:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(thing_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask to see who is in the group."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the click, so that its end comes here too."""
        event.accept()


class GroupCard(DropCard):
    """One group: its key at the door, mark, name, people and places."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 10, 14, 12)
        self.mark = GroupMark()
        self.present = TextLabel(role="title", wrap=False)
        self.places = TextLabel(role="soft", wrap=False)
        self.bar = CapacityBar()
        row = QHBoxLayout()
        row.setSpacing(10)
        if place < 9:  # noqa: PLR2004 - there is no key with a larger figure
            row.addWidget(KeyBox(str(place + 1)))
        row.addWidget(self.mark, 1)
        row.addWidget(self.present)
        row.addWidget(self.places)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)

    def set_count(self, count: GroupCount) -> None:
        """Show the group as it is now."""
        group = count.group
        self.mark.set_group(group.mark, group.short_title, group.colour)
        set_tip(self.mark, group.title)
        self.present.setText(str(count.present))
        self.bar.setVisible(group.capacity is not None)
        if group.capacity is None:
            self.places.setText("")
        else:
            free = group.capacity - count.present
            words = tr("/ {0} pieno") if free == 0 else tr("/ {0}") if free > 0 else tr("/ {0}, {1} in più")
            self.places.setText(words.format(group.capacity, -free))
            self.bar.set_level(count.present, group.capacity, group.colour)
        self.places.setVisible(group.capacity is not None)
        set_name(
            self,
            tr("Gruppo {0}, {1}: {2} presenti").format(group.key, group.short_title, count.present)
            + (tr(", {0} posti").format(group.capacity) if group.capacity is not None else ""),
        )


class WithoutGroupCard(DropCard):
    """Those who are in and in no group yet; it is there only when there are some."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 8, 14, 8)
        self.words = TextLabel(tr("Senza gruppo"), "strong", wrap=False)
        self.present = TextLabel(role="title", wrap=False)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.present)
        self.body.addLayout(row)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show how many they are."""
        self.present.setText(str(count))
        set_name(self, tr("Senza gruppo: {0}").format(count))
        self.setVisible(count > 0)
