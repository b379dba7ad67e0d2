"""One note on the wall: a coloured paper with the words, the kind in words, the number and the dots."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.italian import word_for
from ui import theme
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets.labels import TextLabel
from ui.widgets.shapes import draw_shape

_MOST_DOTS = 10


def kind_word(kind: str) -> str:
    """Return the facilitators' word for a kind of note; one of a later version is shown as it stands, and marked."""
    words = {
        "need": tr("bisogno"),
        "issue": tr("criticità"),
        "resource": tr("risorsa"),
        "proposal": tr("proposta"),
        "doubt": tr("domanda"),
        "cross_cutting": tr("trasversale"),
    }
    return word_for(words, kind)


class DotsMark(QWidget):
    """The votes on a note: up to ten discs in fives, and always the number."""

    def __init__(self, dots: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_dots(dots)

    def set_dots(self, dots: int) -> None:
        """Show this many; none shows nothing."""
        self.dots = dots
        if self.parentWidget() is not None or dots <= 0:  # alone it would open a window
            self.setVisible(dots > 0)
        set_name(self, tr("{0} bollini").format(dots) if dots != 1 else tr("1 bollino"))
        set_tip(self, self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the discs and the number."""
        side = self._side()
        return QSize(self._discs_width(self._most()) + side + self._number_width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Return room for one disc and the number: in a narrow column the number is enough."""
        return QSize(self._discs_width(1) + self._side() + self._number_width(), self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the discs from the left, the number on the right."""
        painter = QPainter(self)
        painter.setFont(theme.type_font("small", bold=True))
        shade, side = theme.colour("ink"), self._side()
        room = self.width() - side // 2 - self._number_width()
        fitting = max((shown for shown in range(1, self._most() + 1) if self._discs_width(shown) <= room), default=0)
        for index in range(fitting):
            left = index * (side + 1) + (side // 2 if index >= _MOST_DOTS // 2 else 0)
            draw_shape(painter, QRectF(left, (self.height() - side) / 2, side, side), "circle", shade)
        painter.setPen(shade)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.dots))

    def _side(self) -> int:
        return round(theme.points("small") * 0.72)

    def _most(self) -> int:
        return min(self.dots, _MOST_DOTS)

    def _discs_width(self, shown: int) -> int:
        return shown * (self._side() + 1) + (self._side() // 2 if shown > _MOST_DOTS // 2 else 0)

    def _number_width(self) -> int:
        return QFontMetrics(theme.type_font("small", bold=True)).horizontalAdvance(str(self.dots)) + 2


class NoteCard(QFrame):
    """A note as a card that the keyboard can reach; it changes nothing itself, it asks.

    Signals (the first argument is always the note's id):
        chosen(str): it got the focus, by click or by key.
        opened(str): Enter or double click: its words are to be edited.
        dots_requested(str, int): the keys + and -: one dot more (1) or less (-1).
        removal_requested(str): Delete or Backspace.
        menu_requested(str, QPoint): context menu, at this global position.
        step_requested(str, int): an arrow: Qt.Key of the direction, for the column to move the focus.
    """

    chosen = Signal(str)
    opened = Signal(str)
    dots_requested = Signal(str, int)
    removal_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    step_requested = Signal(str, int)

    def __init__(self, note_id: str, text: str, kind: str, *, number: str = "", dots: int = 0) -> None:
        """`number` is what people call the note by, e.g. "#12" or "B2-039"; it may be empty."""
        super().__init__()
        self.note_id = note_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = TextLabel()
        self.foot = TextLabel(role="small")
        self.dots = DotsMark()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.foot, 1)
        foot.addWidget(self.dots)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 6, 9, 6)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addLayout(foot)
        self.set_note(text, kind, number=number, dots=dots)

    def set_note(self, text: str, kind: str, *, number: str = "", dots: int = 0) -> None:
        """Show other words, kind, number or dots of the same note."""
        self.text, self.kind = text, kind
        self.words.setText(text)
        self.foot.setText("  ".join(part for part in (number, kind_word(kind)) if part))
        self.dots.set_dots(dots)
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self._repolish()
        said = [kind_word(kind), text, number, self.dots.accessibleName() if dots else ""]
        set_name(self, ", ".join(part for part in said if part))

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as one of those chosen, with a line in ink, whoever has the focus."""
        self.setProperty("chosen", chosen)
        self._repolish()

    def is_chosen(self) -> bool:
        """Tell whether it is marked."""
        return bool(self.property("chosen"))

    def _repolish(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return  # the first polish comes when it is shown
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the note was chosen."""
        super().focusInEvent(event)
        self.chosen.emit(self.note_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to edit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.note_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_requested.emit(self.note_id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn keys into wishes."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.note_id)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus}:
            self.dots_requested.emit(self.note_id, 1 if key == Qt.Key.Key_Plus else -1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removal_requested.emit(self.note_id)
        elif key in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        }:
            self.step_requested.emit(self.note_id, int(key))
        else:
            super().keyPressEvent(event)
