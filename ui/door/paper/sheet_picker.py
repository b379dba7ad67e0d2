"""The sheet that is open: a click on each label that is gone, and the next one is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.door.paper.sheet_picture import SheetPicture, draw_label
from ui.plain import set_name
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.badges.stock import Stock

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class LabelButton(QAbstractButton):
    """One label of the sheet, with words for who does not see it."""

    def __init__(self, number: int, picker: SheetPicker) -> None:
        """`number` counts from 1, row by row."""
        super().__init__(picker)
        self.number = number
        self._picker = picker
        self.following = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_state(self, *, gone: bool, following: bool) -> None:
        """Be gone, free, or the next."""
        self.following = following
        self.setChecked(gone)
        state = tr("usata") if gone else tr("libera, la prossima") if following else tr("libera")
        set_name(self, tr("etichetta {0}, {1}").format(self.number, state))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size the sheet gives it."""
        return self.size()

    def nextCheckState(self) -> None:
        """Let the sheet decide: all its labels change together."""
        held = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._picker.pressed_label(self.number, up_to_here=held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour with the arrows."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            super().keyPressEvent(event)
        else:
            self._picker.go_from(self.number, *arrow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().toRectF()
        draw_label(painter, area, self.number, gone=self.isChecked(), following=self.following, focused=self.hasFocus())


class SheetPicker(SheetPicture):
    """The picture whose labels can be clicked.

    Signals:
        used_changed(object): which labels are gone now, a frozenset of numbers from 1.
    """

    used_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[LabelButton] = []
        self._cols = 1
        self._used: frozenset[int] = frozenset()

    @property
    def used(self) -> frozenset[int]:
        """Which labels are gone, from 1."""
        return self._used

    @property
    def following(self) -> int:
        """The next label, from 1; after the last one the first of a new sheet."""
        free = (label.number for label in self.labels if label.number not in self._used)
        return next(free, 1)

    def show_sheet(self, stock: Stock, used: Iterable[int]) -> None:
        """Show a sheet and what is gone from it."""
        if stock != self._stock:
            for label in self.labels:
                label.hide()
                label.deleteLater()
            self._cols = stock.cols
            self.set_sheet(stock)
            self.labels = [LabelButton(number, self) for number in range(1, stock.per_sheet + 1)]
            self._place()
            for label in self.labels:
                label.show()
        self._show_used(frozenset(used))

    def pressed_label(self, number: int, *, up_to_here: bool) -> None:
        """Change a label; with Shift it and all before it are gone."""
        used = self._used | set(range(1, number + 1)) if up_to_here else self._used ^ {number}
        self._show_used(used)
        self.used_changed.emit(used)

    def go_from(self, number: int, across: int, down: int) -> None:
        """Give the focus to a neighbour, if there is one."""
        row, col = divmod(number - 1, self._cols)
        row, col = row + down, col + across
        if 0 <= col < self._cols and 0 <= row * self._cols + col < len(self.labels):
            target = self.labels[row * self._cols + col]
            self._give_tab(target.number)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_used(self, used: frozenset[int]) -> None:
        self._used = used
        following = self.following
        for label in self.labels:
            gone = label.number in used
            label.show_state(gone=gone, following=label.number == following and not gone)
        if not any(label.hasFocus() for label in self.labels):
            self._give_tab(following)

    def _give_tab(self, number: int) -> None:
        """Let Tab stop once at the sheet: at the next label, or where the arrows went."""
        for label in self.labels:
            stops = label.number == number
            label.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def paint_label(self, painter: QPainter, cell: int) -> None:
        """Leave each label to its button."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels where the sheet has them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for label in self.labels:
            label.setGeometry(self.label_area(label.number - 1).toAlignedRect())
