"""Fields that keep what is written when one leaves them or presses Enter, and never lose words that were refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QFrame,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)

from facilitatore.errors import BadValue
from facilitatore.italian import word_for
from facilitatore.sentences import say
from facilitatore.session import Change
from facilitatore.showing import shown
from ui import theme
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Choice, FieldRow, TextLabel
from ui.widgets.hand import Hand
from ui.widgets.labels import mark_refused

T = TypeVar("T")
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Act(Protocol):
    """Do an action on the evening and redraw; return why it was refused, empty when it was done."""

    def __call__(self, action: Callable[..., Change], *args: object, **fields: object) -> str:
        """Do it."""


Keep = Callable[[T], str]
"""Writes what is in a field; returns why it was refused, empty when it is safe."""


class Row(QFrame):
    """A row of a list, for the thing it is bound to, with a line below it."""

    _grid: QGridLayout

    def bind(self, thing: str) -> None:
        """Be the row of another thing from now on, and forget what was being written about the one before."""
        raise NotImplementedError

    def hear(self, *fields: CommitLine | NumberField) -> None:
        """Say under the row why what stands in one of its fields is not kept."""
        self._reasons: dict[QWidget, str] = {}
        self._reason: TextLabel | None = None
        for field in fields:
            field.judged.connect(partial(self._judged, field))

    def _judged(self, field: QWidget, reason: str) -> None:
        mark_refused(field, reason)
        self._reasons[field] = reason
        words = " ".join(filter(None, self._reasons.values()))
        if self._reason is None and words:
            self._reason = TextLabel(role="error")
            self._grid.addWidget(self._reason, self._grid.rowCount(), 0, 1, -1)
        if self._reason is not None:
            self._reason.setText(words)
            self._reason.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line under the row."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


R = TypeVar("R", bound=Row)


class CommitLine(QLineEdit):
    """A line that keeps its words at Enter and when it is left; Esc puts the old ones back.

    Signals:
        entered(): Enter was pressed and the words are safe.
        judged(str): why the words that stand here are not kept; empty when they are.
    """

    entered = Signal()
    judged = Signal(str)

    def __init__(self, name: str, keep: Keep[str], role: str = "", parent: QWidget | None = None) -> None:
        """`role` row is a field without a box until it is used."""
        super().__init__(parent)
        self._keep = keep
        self._saved = ""
        self._refused: str | None = None
        self._found: str | None = None
        self._keeping = False
        set_name(self, name)
        if role:
            self.setProperty("role", role)
        self.editingFinished.connect(self._finish)

    def show_value(self, text: str) -> None:
        """Show what is on disk, unless somebody is writing here, or wrote what was refused and may still mend.

        A text longer than a line can hold is shown cut, and cannot be written on: the rest of it would be lost.
        """
        here, whole = self.text(), text
        text = shown(whole, self.maxLength() // 2)
        writing = self.hasFocus() and here != self._saved
        pending = not self._keeping and (writing or here.strip() in (self._refused, self._found))
        self._saved = text
        self.setReadOnly(text != whole)
        if not pending and here != text:
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)
        set_tip(self, text if self.fontMetrics().horizontalAdvance(text) > self.width() else "")

    def forget(self) -> None:
        """Empty the line for another thing; words that were refused belonged to the one before."""
        self._saved = ""
        self.take_back()

    @property
    def asking(self) -> QWidget | None:
        """This field, while its words are just being asked to be kept: why they are not is said beneath it."""
        return self if self._keeping else None

    @property
    def is_refused(self) -> bool:
        """Whether the words that stand here are not kept, and marked so."""
        return self._refused is not None

    def take_back(self) -> None:
        """Show again what is on disk."""
        self._judge(None)
        self.setText(self._saved)

    def _judge(self, refused: str | None, reason: str = "") -> None:
        self._refused, self._found = refused, None
        self.judged.emit(reason)

    def hand(self) -> Hand:
        """Say what is in hand: words that were put back are in hand until they are kept or changed."""
        return Hand(lambda: text if (text := self.text().strip()) != self._saved else "", self._put_back)

    def _put_back(self, text: str) -> None:
        self._found = text
        self.setText(text)

    def unsaved(self) -> str:
        """Write what is in hand, also what was refused a moment ago; return the words that were not taken."""
        self._refused = None
        self._finish()
        return self._refused or ""

    def _finish(self) -> None:
        text = self.text().strip()
        if self.isReadOnly() or text == self._refused:
            return
        reason = ""
        if text != self._saved:
            self._keeping = True
            reason = self._keep(text)
            self._keeping = False
        self._judge(text if reason else None, reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc takes back what was written since."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._saved:
            self.take_back()
            return
        if event.key() in _RETURN:
            self._refused = None  # whoever presses it again wants it tried again
        super().keyPressEvent(event)
        if event.key() in _RETURN and self._refused is None:
            self.entered.emit()


class NumberField(QSpinBox):
    """A whole number that is kept at Enter and when it is left; ↑ ↓ change it, the wheel leaves it alone.

    Signals:
        entered(): Enter was pressed and the number is safe.
        judged(str): why the number that stands here is not kept; empty when it is.
    """

    entered = Signal()
    judged = Signal(str)

    def __init__(
        self,
        name: str,
        keep: Keep[int],
        low: int,
        high: int,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self._saved = low
        self._found = self._keeping = False
        self._unread = ""
        set_name(self, name)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: int, unread: str = "") -> None:
        """Show what is on disk, unless somebody is writing here; `unread` says what else stands there and cannot be."""
        writing = (self.hasFocus() or self._found) and self.value() != self._saved
        self._saved = value
        if not writing and (self.value() != value or unread != self._unread):
            self.setValue(value)
            self.judged.emit(unread)
            self._unread = unread

    @property
    def asking(self) -> QWidget | None:
        """This field, while its number is just being asked to be kept: why it is not is said beneath it."""
        return self if self._keeping else None

    def hand(self) -> Hand:
        """Say what is in hand."""
        return Hand(lambda: str(self.value()) if self.value() != self._saved else "", self._put_back)

    def _put_back(self, text: str) -> None:
        if text.isascii() and text.isdecimal():
            self._found = True
            self.setValue(int(text[:9]))

    def unsaved(self) -> str:
        """Write the number in hand; return it if it was not taken."""
        self.interpretText()
        self._finish()
        return self.text() if self.value() != self._saved else ""

    def _finish(self) -> None:
        value, before = self.value(), self._saved
        self._found = False
        if value != before:
            self._saved = value
            self._keeping = True
            reason = self._keep(value)
            self._keeping = False
            if reason:
                self._saved = before
            self.judged.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps."""
        super().keyPressEvent(event)
        if event.key() in _RETURN:
            self.entered.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls."""
        event.ignore()


def unread_words(what: str, found: str, least: int, most: int) -> str:
    """Say that what was `found` in the file cannot be this number; nothing where nothing was."""
    return tr(say(BadValue(what, found, f"{least}–{most}"))) if found else ""


class WordChoice(Choice):
    """A drop-down list of words that stand for keys."""

    def __init__(self, name: str, keep: Keep[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._words: dict[str, str] = {}
        set_name(self, name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._chosen)

    def set_words(self, words: dict[str, str]) -> None:
        """Offer these keys by their words."""
        if words != self._words:
            self._words = dict(words)
            self.clear()
            for key, word in words.items():
                self.addItem(word, key)

    def show_value(self, key: str) -> None:
        """Show a key; one that is not offered, of a later version, is shown as it stands, and marked."""
        if self.findData(key) < 0:
            self.addItem(word_for(self._words, key), key)
        self.setCurrentIndex(self.findData(key))
        self._shown = key

    def _chosen(self) -> None:
        key = str(self.currentData())
        if key != self._shown and self._keep(key):
            self.show_value(self._shown)


def named(name: str, field: CommitLine | NumberField) -> FieldRow:
    """Return a field with its name above it and, when what stands in it is refused, the reason beneath."""
    row = FieldRow(name, field)
    field.judged.connect(row.set_refusal)
    return row


def bold() -> QFont:
    """Return a font that is bold and leaves everything else, the size too, to the style sheet."""
    font = QFont()
    font.setBold(True)
    return font


def tool(sign: str, name: str, pressed: Callable[[], None]) -> QToolButton:
    """Return a small button with a sign and a name for those who hear it."""
    button = QToolButton()
    button.setText(sign)
    set_name(button, name)
    set_tip(button, name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(pressed)
    return button


def arrange(layout: QBoxLayout, known: dict[str, R], ids: Sequence[str], make: Callable[[str], R]) -> bool:
    """Make `layout` begin with one row per id, in this order.

    Rows that stay are moved, rows that go are given to new ids: making ten of them costs a tenth of a second.
    Returns whether anything moved, came or went.
    """
    spare = [known.pop(gone) for gone in [one for one in known if one not in ids]]
    moved = bool(spare)
    for place, one in enumerate(ids):
        if one not in known and spare:
            known[one] = spare.pop(0)
            known[one].bind(one)
        elif one not in known:
            known[one] = make(one)
        if layout.indexOf(known[one]) != place:
            layout.removeWidget(known[one])
            layout.insertWidget(place, known[one])
            moved = True
    for row in spare:
        layout.removeWidget(row)
        row.hide()
        row.deleteLater()
    return moved


def tab_as_laid_out(root: QWidget | QLayout) -> None:
    """Let Tab go where the eye goes: rows that came later were made later, and Qt goes by that."""
    stops = list(_stops_in(root) if isinstance(root, QLayout) else _stops(root))
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        yield from _stops(inside) if inside is not None else ()
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QAbstractSpinBox | QComboBox):
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, within = item.widget() if item else None, item.layout() if item else None
        if inner is not None:
            yield from _stops(inner)
        elif within is not None:
            yield from _stops_in(within)
