"""What two people wrote differently, one thing at a time, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QWidget

from facilitatore.deliver.deciding import Disagreement
from facilitatore.prepare.model import Group
from facilitatore.session.words import clean_line, clean_text
from ui import theme
from ui.deliver.side_card import SideCard
from ui.deliver.thing_words import counted, disagreement_title
from ui.translations import tr
from ui.widgets import Card, FieldRow, HeadingLabel, KeyHint, PrimaryButton, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

_LONG_FIELDS: Final = frozenset(
    {"text", "prompt", "detail", "heard", "need", "proposal", "scenario", "characters", "observations", "feelings"}
    | {"facts", "lessons", "proposals"}
)
_WRITABLE_FIELDS: Final = _LONG_FIELDS | {
    "title",
    "short_title",
    "name",
    "room",
    "place",
    "theme",
    "leader",
    "badge_name",
}
"""Fields in which any words will do; of the others, one of the two values has to be chosen."""
_NARROWEST: Final = 195
"""Pixels at text scale 1 that a side needs beside another: its button in one line."""
_NEXT_SHOWN: Final = 3
_LINES: Final = 5
_FIELD_FRAME: Final = 24


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
        self._offered = ""
        self._told = ""
        self.title = HeadingLabel(tr("Da decidere"), "title")
        self.count = TextLabel(role="soft", wrap=False)
        self.what = TextLabel(role="strong")
        self.nothing = TextLabel(tr("Niente: nessuno ha scritto cose diverse nello stesso punto."), "soft")
        self.after = TextLabel(role="small")
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
        self._side_cards: list[SideCard] = []
        self.ways = wrap_row(self.together_button, self.later_button, gap=10)
        self.body.addLayout(head)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.what)
        self.body.addLayout(self._sides)
        self.body.addWidget(self.ways)
        self.body.addWidget(self._make_together())
        self.body.addWidget(self.after)

    def _make_together(self) -> QWidget:
        self.words.setTabChangesFocus(True)
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
        self.count.setVisible(len(found) > 1)
        self.set_tone("warning" if found else "plain")
        if first is None or self._shown is None or _key(first) != _key(self._shown):
            self.together.hide()
        if first != self._shown:
            self._shown = first
            self._show_sides(groups)
        self._show_next(groups)

    def _turn(self, one: Disagreement) -> int:
        return self._later.index(_key(one)) + 1 if _key(one) in self._later else 0

    def _show_next(self, groups: Sequence[Group]) -> None:
        """Say what comes after the one shown; nobody has to decide tonight."""
        waiting = [one for one in self._found if self._shown is not None and _key(one) != _key(self._shown)]
        names = [disagreement_title(one, groups) for one in waiting[:_NEXT_SHOWN]]
        rest = len(waiting) - len(names)
        if rest > 0:
            names.append(counted(rest, tr("e un altro"), tr("e altri {0}")))
        calm = tr("Si può decidere anche un’altra sera: resta scritto qui.")
        self.after.setText(tr("Poi: {0}. {1}").format("; ".join(names), calm) if names else calm)
        self.after.setVisible(bool(self._found))

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
        for place, side in enumerate(one.sides):
            card = SideCard(place, one.field, side, groups)
            card.keep_button.clicked.connect(lambda _checked=False, value=side.value: self._decide(value))
            self._sides.addWidget(card, 1)
            self._side_cards.append(card)
            self.keep_buttons.append(card.keep_button)
        self._set_direction()
        are_words = all(isinstance(side.value, str) for side in one.sides)
        self.together_button.setEnabled(are_words and one.field in _WRITABLE_FIELDS)
        self.later_button.setEnabled(len(self._found) > 1)

    def _set_direction(self) -> None:
        """Put the sides beside each other where each has room for its words, else one below the other."""
        needed = len(self._side_cards) * (_NARROWEST * theme.text_scale_now() + self._sides.spacing())
        beside = self.contentsRect().width() >= needed
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide again whether the sides have room beside each other."""
        super().resizeEvent(event)
        self._set_direction()

    # -- what people do -----------------------------------------------------------------------------------------

    def key_pressed(self, text: str) -> bool:
        """Act on a key that the page got; True when it meant something."""
        text = text.casefold()
        if self._shown is None or not text:
            return False
        buttons = {button.key: button for button in self.keep_buttons if button.key}
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
        if self._shown is not None:
            self._show_together(self._shown)
            self.words.setFocus()
            self.words.selectAll()

    def _show_together(self, shown: Disagreement) -> None:
        """Offer all versions in one field."""
        apart = "\n" if shown.field in _LONG_FIELDS else " / "
        lines = _LINES if apart == "\n" else 1
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * lines + _FIELD_FRAME)
        self._offered = apart.join(str(side.value) for side in shown.sides)
        self.words.setPlainText(self._offered)
        self.together.show()

    def draft(self) -> dict[str, str]:
        """Return the text that is being written together, and for what."""
        text = self.words.toPlainText() if self.together.isVisibleTo(self) else ""
        if self._shown is None or not text.strip() or text == self._offered:
            return {}
        return {"id": self._shown.id, "field": self._shown.field, "text": text}

    def take_draft(self, draft: dict[str, str], groups: Sequence[Group]) -> bool:
        """Show what a text was being written for, with the text; False if it is decided by now."""
        wanted = (draft.get("id", ""), draft.get("field", ""))
        keys = [_key(one) for one in self._found]
        if wanted not in keys:
            return False
        self._later = [key for key in keys if key != wanted]
        self.show_disagreements(self._found, groups)
        if self._shown is None or not self.together_button.isEnabled():
            return False
        self._show_together(self._shown)
        self.words.setPlainText(draft.get("text", ""))
        return True

    def parting_words(self) -> str:
        """Say, once for the same words, that a text written together would be lost."""
        text = self.draft().get("text", "")
        told, self._told = self._told, text
        if not text or text == told:
            return ""
        return tr("Il testo scritto insieme non è salvato: Ctrl+Invio lo salva, chiudi ancora per lasciarlo.")

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
