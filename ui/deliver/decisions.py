"""What two people wrote differently, one thing at a time, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QWidget

from facilitatore.deliver.deciding import Disagreement
from facilitatore.prepare.model import Group
from facilitatore.session.words import clean_line, clean_text
from ui.deliver.words import disagreement_title, side_title, value_words
from ui.translations import tr
from ui.widgets import Card, FieldRow, HeadingLabel, KeyHint, PrimaryButton, QuietButton, TextLabel

_SIDE_BY_SIDE = 2
_LONG_FIELDS = frozenset(
    {"text", "prompt", "detail", "heard", "need", "proposal", "scenario", "characters", "observations", "feelings"}
    | {"facts", "lessons", "proposals"}
)
_WRITABLE_FIELDS = _LONG_FIELDS | {"title", "short_title", "name", "room", "place", "theme", "leader", "badge_name"}
"""Fields in which any words will do; of the others, one of the two values has to be chosen."""
_MOST_KEYS = 9


class Decisions(Card):
    """The first thing to decide, and how many there are.

    Signals:
        decided(str, str, object): id of the thing, field, and the value to keep; call `show_disagreements` after.
        put_off(): the one shown goes to the end; call `show_disagreements`.
    """

    decided = Signal(str, str, object)
    put_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._found: list[Disagreement] = []
        self._later: list[tuple[str, str]] = []
        self._shown: Disagreement | None = None
        self.title = HeadingLabel(tr("Da decidere"), "title")
        self.count = TextLabel(role="soft", wrap=False)
        self.what = TextLabel(role="strong")
        self.nothing = TextLabel(tr("Niente: nessuno ha scritto cose diverse nello stesso punto."), "soft")
        self.keep_buttons: list[QuietButton] = []
        self.together_button = QuietButton(tr("Scrivi insieme…"), "I")
        self.together_button.clicked.connect(self._write_together)
        self.later_button = QuietButton(tr("Più tardi"), "P")
        self.later_button.clicked.connect(self._put_off)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        self.words = QPlainTextEdit()
        self.save_button = PrimaryButton(tr("Salva il testo"), tr("Ctrl+Invio"))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(10)
        self._side_cards: list[Card] = []
        self.ways = QWidget()
        ways = QHBoxLayout(self.ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(10)
        ways.addWidget(self.together_button)
        ways.addWidget(self.later_button)
        ways.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.what)
        self.body.addLayout(self._sides)
        self.body.addWidget(self.ways)
        self.body.addWidget(self._make_together())

    def _make_together(self) -> QWidget:
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(90)
        self.words.installEventFilter(self)
        self.words.textChanged.connect(lambda: self.save_button.setEnabled(bool(self._together())))
        self.save_button.clicked.connect(self._save_together)
        self.together = QWidget()
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.together)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(FieldRow(tr("Il testo scritto insieme"), self.words))
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addWidget(KeyHint(tr("Esc"), tr("lascia stare")))
        foot.addStretch(1)
        layout.addLayout(foot)
        self.together.hide()
        return self.together

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_disagreements(self, found: Sequence[Disagreement], groups: Sequence[Group]) -> None:
        """Show what is to be decided; the one being written together stays."""
        known = {(one.id, one.field) for one in found}
        self._later = [key for key in self._later if key in known]
        self._found = sorted(found, key=self._turn)
        first = self._found[0] if self._found else None
        if self._shown is not None and self.together.isVisibleTo(self):
            first = next((one for one in found if _key(one) == _key(self._shown)), first)
        self.nothing.setVisible(first is None)
        for widget in (self.what, self.ways):
            widget.setVisible(first is not None)
        self.count.setText(tr("{0} in tutto").format(len(found)) if len(found) > 1 else "")
        self.set_tone("warning" if found else "plain")
        if first is None or self._shown is None or _key(first) != _key(self._shown):
            self.together.hide()
        if first != self._shown:
            self._shown = first
            self._show_sides(groups)

    def _turn(self, one: Disagreement) -> int:
        return self._later.index(_key(one)) + 1 if _key(one) in self._later else 0

    def _show_sides(self, groups: Sequence[Group]) -> None:
        for card in self._side_cards:
            self._sides.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._side_cards, self.keep_buttons = [], []
        one = self._shown
        if one is None:
            return
        self.what.setText(disagreement_title(one, groups))
        beside = len(one.sides) <= _SIDE_BY_SIDE
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        for place, side in enumerate(one.sides):
            card = Card()
            card.body.setContentsMargins(12, 10, 12, 12)
            card.body.addWidget(TextLabel(side_title(side), "small"))
            words = TextLabel(value_words(one.field, side.value, groups))
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(words, 1)
            button = QuietButton(_keep_words(place), str(place + 1) if place < _MOST_KEYS else "")
            button.clicked.connect(lambda _checked=False, value=side.value: self._decide(value))
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._sides.addWidget(card, 1)
            self._side_cards.append(card)
            self.keep_buttons.append(button)
        are_words = all(isinstance(side.value, str) for side in one.sides)
        self.together_button.setEnabled(are_words and one.field in _WRITABLE_FIELDS)
        self.later_button.setEnabled(len(self._found) > 1)

    # -- what people do -----------------------------------------------------------------------------------------

    def key_pressed(self, text: str) -> bool:
        """Act on a key that the page got; True when it meant something."""
        text = text.casefold()
        if self._shown is None or not text:
            return False
        buttons = {str(place + 1): button for place, button in enumerate(self.keep_buttons[:_MOST_KEYS])}
        buttons |= {"i": self.together_button, "p": self.later_button}
        if text in buttons:
            buttons[text].click()
        return text in buttons

    def _decide(self, value: Any) -> None:
        if self._shown is not None:
            self.decided.emit(self._shown.id, self._shown.field, value)

    def _put_off(self) -> None:
        if self._shown is None:
            return
        key = _key(self._shown)
        self._later = [*(one for one in self._later if one != key), key]
        self.together.hide()
        self.put_off.emit()

    def _write_together(self) -> None:
        if self._shown is None:
            return
        apart = "\n" if self._shown.field in _LONG_FIELDS else " / "
        self.words.setPlainText(apart.join(str(side.value) for side in self._shown.sides))
        self.together.show()
        self.words.setFocus()
        self.words.selectAll()

    def _together(self) -> str:
        if self._shown is None:
            return ""
        clean = clean_text if self._shown.field in _LONG_FIELDS else clean_line
        return clean(self.words.toPlainText())

    def _save_together(self) -> None:
        text = self._together()
        if text:
            self._decide(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves, Esc leaves the words and goes back to the two texts."""
        if watched is self.words and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.together.hide()
                self.together_button.setFocus()
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._save_together()
                return True
        return super().eventFilter(watched, event)


def _key(one: Disagreement) -> tuple[str, str]:
    return one.id, one.field


def _keep_words(place: int) -> str:
    words = (tr("Tieni la prima"), tr("Tieni la seconda"), tr("Tieni la terza"))
    return words[place] if place < len(words) else tr("Tieni la {0}ª").format(place + 1)
