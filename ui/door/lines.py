"""The people at the door as lines of a list: name, family name, group, whether they are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facilitatore.italian import local_clock
from ui import theme
from ui.door.dragging import MIME, drag_picture, dragged
from ui.door.name_words import called
from ui.plain import set_name, tip_data
from ui.translations import tr
from ui.widgets import draw_shape

if TYPE_CHECKING:
    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group

_BAR: Final = 4.0
_HALF: Final = QPointF(0, 0.5)
_BESIDE: Final = QPoint(-14, -6)


def state_words(line: Expected) -> str:
    """Say whether somebody is in, in words that fit any gender."""
    if line.guest is not None and line.guest.seen_in not in (None, line.guest.group):
        return tr("✓ nel gruppo")
    if line.guest is not None:
        return tr("✓ dentro dalle {0}").format(local_clock(line.guest.arrived_at))
    if line.seen_in is not None:
        return tr("è già nel gruppo")
    if line.attends is False:
        return tr("per un’altra serata")
    return tr("? chiedi il nome") if line.question is not None else tr("da accogliere")


def _state_width(metrics: QFontMetrics) -> int:
    """Return the width of the widest state, the same for all lines so that their columns stand."""
    dated = tr("✓ dentro dalle {0}").format("00:00")
    states = (dated, tr("per un’altra serata"), tr("da accogliere"), tr("? chiedi il nome"))
    return max(metrics.horizontalAdvance(words) for words in states)


class DoorLines(QAbstractListModel):
    """The lines found; a line's text is what a screen reader says."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Expected] = []
        self._groups: Mapping[str, Group] = {}
        self._twins: frozenset[tuple[str, str]] = frozenset()

    def set_groups(self, groups: Mapping[str, Group]) -> None:
        """Name the groups, by id."""
        self._groups = groups

    def set_lines(self, lines: Sequence[Expected]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self._lines = list(lines)
        seen = Counter((line.badge_name, line.family_name) for line in lines)
        self._twins = frozenset(name for name, count in seen.items() if count > 1)
        self.endResetModel()

    def line(self, row: int) -> Expected | None:
        """Return the line at `row`, if there is one."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def group(self, line: Expected) -> Group | None:
        """Return the group of a line."""
        return self._groups.get(line.group or "")

    def family_words(self, line: Expected) -> str:
        """Return the family name; two people of one name are told apart by the end of the telephone, or the e-mail.

        Of a name in question it is what the list wrote.
        """
        if line.question is not None:
            return tr("nell’elenco: {0}").format(line.question.written)
        if line.person is None or (line.badge_name, line.family_name) not in self._twins:
            return line.family_name
        return f"{line.family_name} ({line.apart})" if line.apart else line.family_name

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let every line be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the one kind of data that is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return what is dragged of a line: an id of this evening or of its register."""
        line = self.line(indexes[0].row()) if indexes else None
        return dragged(line.id if line else "")

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line's words, and the note under the mouse."""
        line = self.line(index.row())
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            group = self.group(line)
            place = group.short_title if group else tr("sceglie alla porta")
            name = called(line) if line.question is not None else line.badge_name
            parts = [f"{name} {self.family_words(line)}".strip(), place, state_words(line)]
            return ", ".join(parts + ([line.person.note] if line.person and line.person.note else []))
        return tip_data(role, line.person.note if line.person else "")


class LinePainter(QStyledItemDelegate):
    """Paints a line in four columns; texts that do not fit end in dots."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line with some air."""
        return QSize(200, round(QFontMetrics(theme.type_font("title")).height() * 1.9))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint paper, bar, rule and the four columns."""
        lines = index.model()
        line = lines.line(index.row()) if isinstance(lines, DoorLines) else None
        if not isinstance(lines, DoorLines) or line is None:
            return
        area = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("accent_paper"))
            painter.fillRect(QRectF(area.left(), area.top(), _BAR, area.height()), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(area.bottomLeft() - _HALF, area.bottomRight() - _HALF)
        inner = area.adjusted(_BAR + 10, 0, -10, 0)
        status = state_words(line)
        status_font = theme.type_font("body")
        right = _state_width(QFontMetrics(status_font)) + 8.0
        free = inner.width() - right
        name, family = QRectF(inner), QRectF(inner)
        name.setWidth(free * 0.3)
        family.setLeft(name.right() + 8)
        family.setWidth(free * 0.32)
        place = QRectF(family.right() + 8, inner.top(), inner.right() - right - family.right() - 16, inner.height())
        asked = line.question is not None
        shade = "warning_ink" if asked else "ink" if line.guest is None else "soft_ink"
        words = called(line) if asked else line.badge_name or "—"
        _text(painter, name, words, theme.type_font("title"), shade)
        note = tr(" · {0}").format(line.person.note) if line.person and line.person.note else ""
        beside = lines.family_words(line) + note
        if line.question is not None and QFontMetrics(status_font).horizontalAdvance(beside) > family.width():
            beside = line.question.written  # the words alone say more than where they stand
        _text(painter, family, beside, status_font, "warning_ink" if asked else "soft_ink")
        _place(painter, place, lines.group(line))
        painter.setFont(theme.type_font("strong") if asked else status_font)
        painter.setPen(theme.colour("warning_ink" if asked else "ink" if line.guest is not None else "soft_ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, status)
        painter.restore()


def _text(painter: QPainter, area: QRectF, text: str, font: QFont, shade: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(shade))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _place(painter: QPainter, area: QRectF, group: Group | None) -> None:
    """Paint the group's mark and short title, or that it is chosen at the door."""
    font = theme.type_font("strong")
    if group is None:
        _text(painter, area, tr("— sceglie alla porta"), font, "ink")
        return
    side = QFontMetrics(font).capHeight() * 1.1
    shade = theme.group_colour(group.colour)
    draw_shape(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), group.mark, shade)
    painter.setFont(font)
    painter.setPen(shade)
    words = area.adjusted(side * 1.6, 0, 0, 0)
    shown = QFontMetrics(font).elidedText(group.short_title, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class DoorList(QListView):
    """The list under the field; it never takes the focus, the field moves the choice.

    Signals:
        welcomed(): a line was double-clicked.
        picked(): a line was clicked.
    """

    welcomed = Signal()
    picked = Signal()

    def __init__(self, lines: DoorLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(lines)
        self.setItemDelegate(LinePainter(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_name(self, tr("Persone"))
        self.clicked.connect(lambda _index: self.picked.emit())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to let in who was double-clicked."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.currentIndex().isValid():
            self.welcomed.emit()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag a small name: a whole line would hide the groups it is to be dropped on."""
        lines, line = self.model(), self._chosen_line()
        if line is None or not isinstance(lines, DoorLines):
            return
        group = lines.group(line)
        drag = QDrag(self)
        drag.setMimeData(lines.mimeData([self.currentIndex()]))
        look = (group.mark, group.colour) if group else ("", "")
        drag.setPixmap(drag_picture(called(line), look))
        drag.setHotSpot(_BESIDE)
        drag.exec(Qt.DropAction.CopyAction)

    def _chosen_line(self) -> Expected | None:
        lines = self.model()
        return lines.line(self.chosen_row()) if isinstance(lines, DoorLines) else None

    def chosen_row(self) -> int:
        """Return the row that is chosen, -1 for none."""
        return self.currentIndex().row()

    def choose_row(self, row: int) -> None:
        """Choose a row, kept inside the list; a negative one chooses none."""
        count = self.model().rowCount()
        if row < 0 or not count:
            self.setCurrentIndex(QModelIndex())
            return
        index = self.model().index(min(row, count - 1), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
