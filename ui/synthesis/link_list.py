"""The list from which notes and clouds are linked to a sentence: a model, because there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.plain import set_name
from ui.synthesis.rows import CLUSTER, HEAD, LinkRow
from ui.translations import tr

ROW_ROLE = Qt.ItemDataRole.UserRole
_TICK = [(0.22, 0.52), (0.43, 0.73), (0.8, 0.28)]
_WRAP = int(Qt.TextFlag.TextWordWrap)
AnyIndex = QModelIndex | QPersistentModelIndex


class LinkModel(QAbstractListModel):
    """The rows; what changes in place is told as such, so that the row in hand stays in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LinkRow] = []

    def set_rows(self, rows: Sequence[LinkRow]) -> None:
        """Show these."""
        same = [(row.what, row.id, row.text) for row in rows] == [(row.what, row.id, row.text) for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = list(rows)
        if same and rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        elif not same:
            self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row, its words, or whether it is ticked."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.text}, {row.detail}" if row.detail else row.text
        if role == Qt.ItemDataRole.CheckStateRole and row.what != HEAD:
            return Qt.CheckState.Checked if row.linked or row.covered else Qt.CheckState.Unchecked
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that headings cannot be chosen."""
        if not index.isValid() or self.rows[index.row()].what == HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    """Paints a row: box, words, and under them number and kind on the paper of the kind."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of the words at the width of the list."""
        row: LinkRow = index.data(ROW_ROLE)
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - for the type checker
        width = view.viewport().width()
        return QSize(width, self._words(row, QRect(0, 0, width, 0)).height() + self._detail_height(row) + 18)

    def _left(self, row: LinkRow) -> int:
        if row.what == HEAD:
            return 8
        return self._side() + 22 + (0 if row.what == CLUSTER else self._side() // 2)

    def _side(self) -> int:
        return round(theme.points("body") * 1.5)

    def _words(self, row: LinkRow, rect: QRect) -> QRect:
        metrics = QFontMetrics(theme.type_font("body", bold=row.what != "note"))
        room = QRect(rect.left() + self._left(row), rect.top() + 8, rect.width() - self._left(row) - 12, 10**6)
        return metrics.boundingRect(room, _WRAP, row.text)

    def _detail_height(self, row: LinkRow) -> int:
        return QFontMetrics(theme.type_font("small")).lineSpacing() + 2 if row.detail else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the row."""
        row: LinkRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - for the type checker
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.currentIndex().row() == index.row()
        box = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5)
        if row.what != HEAD:
            painter.setBrush(theme.note_colour(row.kind) if row.kind else theme.colour("quiet_card"))
            focused = current and view.hasFocus()
            painter.setPen(QPen(theme.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 7, 7)
            self._paint_box(painter, row, rect)
        words = self._words(row, rect)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.type_font("body", bold=row.what != "note"))
        painter.drawText(words.adjusted(0, 0, 4, 0), _WRAP, row.text)
        if row.detail:
            painter.setPen(theme.colour("soft_ink"))
            painter.setFont(theme.type_font("small"))
            under = QRect(words.left(), words.bottom() + 2, rect.right() - words.left() - 8, self._detail_height(row))
            text = QFontMetrics(painter.font()).elidedText(row.detail, Qt.TextElideMode.ElideRight, under.width())
            painter.drawText(under, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _paint_box(self, painter: QPainter, row: LinkRow, rect: QRect) -> None:
        """Paint the check box: filled when linked, only outlined with a tick when it comes with its cloud."""
        side = self._side()
        indent = 0 if row.what == CLUSTER else side // 2
        box = QRectF(rect.left() + 10 + indent, rect.top() + 9, side, side)
        painter.setPen(QPen(theme.colour("accent" if row.linked or row.covered else "control_line"), 1.6))
        painter.setBrush(theme.colour("accent" if row.linked else "card"))
        painter.drawRoundedRect(box, 4, 4)
        if row.linked or row.covered:
            shade = theme.colour("on_accent" if row.linked else "accent")
            painter.setPen(QPen(shade, side / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corners = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(corners))


class LinkList(QListView):
    """Rows to tick with the space bar, Enter or a click.

    Signals:
        toggled(LinkRow): link it, or no longer. up_pressed(): ↑ in the first row. escaped(): Esc.
    """

    toggled = Signal(object)
    up_pressed = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LinkModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_name(self, tr("Note e nuvole da collegare"))

    def show_rows(self, rows: Sequence[LinkRow]) -> None:
        """Show these, keeping the row in hand."""
        current = self.current_row()
        self.rows.set_rows(rows)
        if not self.currentIndex().isValid():
            known = current.id if current is not None else ""
            place = next((place for place, row in enumerate(rows) if row.id and row.id == known), None)
            if place is None:
                place = next((place for place, row in enumerate(rows) if row.what != HEAD), -1)
            self.setCurrentIndex(self.rows.index(place))

    def current_row(self) -> LinkRow | None:
        """Return the row in hand."""
        place = self.currentIndex().row()
        return self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick."""
        key, row = event.key(), self.current_row()
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if row is not None and row.what != HEAD:
                self.toggled.emit(row)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Up and all(one.what == HEAD for one in self.rows.rows[: self.currentIndex().row()]):
            self.up_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            row = self.rows.rows[index.row()]
            if row.what != HEAD:
                self.toggled.emit(row)
