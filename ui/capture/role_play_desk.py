"""The role-play sheet: the scene, what the observers saw, and the four passes of the debrief."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.capture.sheets import ROLE_PLAY_TEXTS, read_role_plays, save_role_play
from facilitatore.session.words import clean_text
from ui import theme
from ui.capture.entry_bar import EntryField
from ui.capture.sheet_desk import SheetDesk
from ui.translations import tr
from ui.undo_gate import passes_by
from ui.widgets import FieldRow, HeadingLabel, TextLabel

if TYPE_CHECKING:
    from ui.bridge import Bridge

_LEAST_LINES = 3
PAUSE_MS = 800
"""A pause in typing after which the sheet is written."""


def field_names() -> dict[str, str]:
    """Return the name of each text of the sheet."""
    return {
        "title": tr("Titolo"),
        "scenario": tr("Scena"),
        "characters": tr("Personaggi"),
        "observations": tr("Che cosa hanno visto gli osservatori"),
        "feelings": tr("1 · Emozioni"),
        "facts": tr("2 · Che cosa è successo"),
        "lessons": tr("3 · Che cosa impariamo"),
        "proposals": tr("4 · Proposte"),
    }


class SheetField(QPlainTextEdit):
    """A field that grows with its words; Tab goes on to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """Return room for all lines, three at least; Qt counts the height of a plain document in lines."""
        lines = max(_LEAST_LINES, math.ceil(self.document().size().height()))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + 26)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: a page that is too low scrolls."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the lines break elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and Ctrl+Y to the window while there is nothing of our own to take back."""
        document = self.document()
        if passes_by(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)


class RolePlayDesk(SheetDesk):
    """A form that writes itself at each pause and whenever a field is left.

    A line of the proposals becomes a note. While it is still being typed it is not written, or each pause would leave
    half a note on the wall: it goes to the disk with Enter, or when the field is left.
    """

    def __init__(self, bridge: Bridge, origin: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(bridge, origin, tr("Giochi di ruolo"), tr("Foglio nuovo"), parent)
        self._saved = dict.fromkeys(ROLE_PLAY_TEXTS, "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._save_at_pause)
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._loading = False
        for name in ROLE_PLAY_TEXTS:
            self.fields[name] = self._make_field(name)
        rows = {name: FieldRow(label, self.fields[name]) for name, label in field_names().items()}
        self.form.addWidget(rows["title"])
        self.form.addLayout(_beside(rows["scenario"], rows["characters"]))
        self.form.addWidget(rows["observations"])
        self.form.addWidget(HeadingLabel(tr("Rilettura insieme"), "title"))
        self.form.addLayout(_beside(rows["feelings"], rows["facts"]))
        self.form.addLayout(_beside(rows["lessons"], rows["proposals"]))
        rows["proposals"].set_hint(tr("Ogni riga diventa una nota."))
        self.form.addWidget(TextLabel(tr("Il foglio si salva da solo mentre scrivi."), "small"))

    def _make_field(self, name: str) -> QLineEdit | QPlainTextEdit:
        field: QLineEdit | QPlainTextEdit
        if name == "title":
            field = EntryField()
            field.returnPressed.connect(self.focusNextChild)
        else:
            field = SheetField()
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)
        return field

    # -- the form -----------------------------------------------------------------------------------------------

    def names(self) -> list[tuple[str, str]]:
        """Return (id, title) of the sheets of the group."""
        sheets = read_role_plays(self._bridge.session, self._place.group)
        return [
            (sheet.id, sheet.title or tr("Foglio {0}, senza titolo").format(place))
            for place, sheet in enumerate(sheets, 1)
        ]

    def load(self) -> None:
        """Put the sheet in hand, or an empty one, into the form."""
        self._saved = self._on_disk()
        for name, text in self._saved.items():
            self._show_text(name, text)
        self._pause.stop()

    def take_in(self) -> None:
        """Show what the disk says in the fields that nobody changed."""
        for name, text in self._on_disk().items():
            if clean_text(self.text(name)) == self._saved[name]:
                self._show_text(name, text)
            self._saved[name] = text

    def forget_saved(self) -> None:
        """Hold everything in the form for unwritten."""
        self._saved = dict.fromkeys(ROLE_PLAY_TEXTS, "")

    def _on_disk(self) -> dict[str, str]:
        thing = self._bridge.session.get(self._sheet) if self._sheet else None
        return {name: thing.text(name) if thing is not None else "" for name in ROLE_PLAY_TEXTS}

    def _show_text(self, name: str, text: str) -> None:
        field = self.fields[name]
        if clean_text(self.text(name)) == text:
            return
        self._loading = True
        if isinstance(field, QLineEdit):
            field.setText(text)
        else:
            field.setPlainText(text)
        self._loading = False

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        field = self.fields[name]
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def news(self) -> dict[str, str]:
        """Return the texts that are not on the disk."""
        return {name: text for name, saved in self._saved.items() if (text := clean_text(self.text(name))) != saved}

    def show_field(self, name: str, text: str) -> None:
        """Put a text into a field; it waits for the next key, or for the field to be left, to be written."""
        if name in self.fields:
            self._show_text(name, text)

    def words(self) -> tuple[str, ...]:
        """Return all texts."""
        return tuple(map(self.text, ROLE_PLAY_TEXTS))

    def first_field(self) -> QWidget:
        """Return the title."""
        return self.fields["title"]

    def save(self) -> bool:
        """Write the whole form."""
        self._pause.stop()
        return self._write({name: self.text(name) for name in ROLE_PLAY_TEXTS})

    # -- when it is written -------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if not self._loading:
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write when a field is left."""
        if event.type() == QEvent.Type.FocusOut and watched in self.fields.values():
            self.settle()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write before nobody sees it any more."""
        super().hideEvent(event)
        self._pause.stop()

    def _save_at_pause(self) -> None:
        texts = {name: self.text(name) for name in ROLE_PLAY_TEXTS if name != "proposals"}
        finished = self._finished_proposals()
        if finished is not None:
            texts["proposals"] = finished
        self._write(texts)

    def _finished_proposals(self) -> str | None:
        """Return the proposals without the line being typed; None when the disk has all the finished ones."""
        field = self.fields["proposals"]
        assert isinstance(field, QPlainTextEdit)  # noqa: S101 - for the type checker
        if not field.hasFocus():
            return field.toPlainText()
        lines = field.toPlainText().split("\n")
        current = field.textCursor().blockNumber()
        finished = [line for place, line in enumerate(lines) if place != current and line.strip()]
        known = {line.strip() for line in self._saved["proposals"].split("\n")}
        return None if all(line.strip() in known for line in finished) else "\n".join(finished)

    def _write(self, texts: dict[str, str]) -> bool:
        texts = {name: clean_text(text) for name, text in texts.items()}
        news = {name: text for name, text in texts.items() if text != self._saved[name]}
        if not news or not self._bridge.has_session or self._bridge.session.id != self._evening:
            return True
        change = self._bridge.do(
            save_role_play,
            self._sheet or None,
            group=self._place.group,
            question=self.question(),
            origin=self._origin,
            **news,
        )
        if change is None:
            return False
        if not self._sheet:
            self._sheet = change.ids[0]
        self._saved.update(news)
        self._wrote()
        return True


def _beside(*rows: QWidget) -> QHBoxLayout | QVBoxLayout:
    layout = QHBoxLayout() if theme.text_scale_now() < 1.5 else QVBoxLayout()  # noqa: PLR2004 - one half more
    layout.setSpacing(14)
    for row in rows:
        layout.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
    return layout
