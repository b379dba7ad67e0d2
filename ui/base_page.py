"""What every page has: its room, when it redraws itself, and connections that end with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from ui.translations import tr

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from facilitatore.session import Change
    from facilitatore.session.drafts import Drafts


_MOST_LETTERS: Final = 60
"""Of the words that are said to be not saved yet: enough to know them again."""


class Page(QWidget):
    """One page of the window: what one person does at one moment.

    A subclass names its `room`, takes its collaborators in ``__init__`` and redraws itself in `refresh`. The window
    hands every change of the evening to `changed`; a page that is not seen waits until it is.

    Signals:
        filled(): the page shows the evening, which it did not a moment ago.
    """

    room: str = ""
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dirty = True
        self._waits = False
        self._tracked: list[tuple[SignalInstance, Callable[..., Any]]] = []
        self._unsaved: dict[QWidget, str] = {}

    @property
    def dirty(self) -> bool:
        """Whether something changed since the page last drew itself."""
        return self._dirty

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now; `change` says what changed, None that anything may have."""
        raise NotImplementedError

    def changed(self, change: Change | None) -> None:
        """Redraw if seen, else remember to; a change that the page itself asked for is no news."""
        if change is not None and change.origin is self:
            return
        if self.isVisible():
            self._dirty = False
            self.refresh(change)
            self.filled.emit()
        else:
            self._dirty = True

    def says_refusal(self) -> bool:
        """Tell whether this page itself says, where everybody sees it, why what was just asked is refused."""
        return False

    def drafts(self) -> Drafts:
        """Return the words that stand in the fields of this page and nowhere else, with what it needs to put them back.

        Names hold whatever they like; a page that has nothing in hand has none.
        """
        return {}

    def take_drafts(self, drafts: Drafts) -> list[str]:
        """Put words of an earlier run back where they stood, leaving the focus alone; return those without a place.

        They come from a file: nothing that they say has to be so.
        """
        return [fields["text"] for fields in drafts.values() if "text" in fields]

    def parting_words(self) -> str:
        """Say what would be lost with the evening, so that it is not closed at once; nothing said, nothing lost."""
        return self.words_left(tr("chiudi ancora"), self)

    def words_left(self, again: str, *parts: QWidget) -> str:
        """Say what would be lost with what these parts of the page show; nothing said, nothing lost.

        The widgets that have a method `unsaved` write what is in hand and return the words that stay in them alone.
        Those are said once; who does `again` what would lose them lets them go.
        """
        told = set(self._unsaved.values())
        holders = [holder for part in parts for holder in (part, *part.findChildren(QWidget))]
        left = {holder: words for holder in holders if (words := _words_left_in(holder))}
        self._unsaved = left
        new = next((words for words in left.values() if words not in told), "")
        if not new:
            return ""
        text = tr("Non è ancora salvato: «{0}». Invio lo salva, {1} per lasciarlo.")
        return text.format(shortened(new), again)

    def focus_unsaved(self) -> None:
        """Put the focus into the first field whose words are not on the disk; `parting_words` has found them."""
        for holder, words in self._unsaved.items():
            fields = [holder, *holder.findChildren(QWidget)]
            field = next((one for one in fields if _text_in(one) and _text_in(one) in words), None)
            if field is not None:
                field.setFocus()
                return

    def track(self, signal: SignalInstance, slot: Callable[..., Any]) -> None:
        """Connect, and remember to disconnect in `let_go`: an emitter may outlive the page."""
        signal.connect(slot)
        self._tracked.append((signal, slot))

    def let_go(self) -> None:
        """Drop every tracked connection; the window calls it before it deletes the page."""
        while self._tracked:
            signal, slot = self._tracked.pop()
            with suppress(RuntimeError):  # the emitter went first
                signal.disconnect(slot)

    def deleteLater(self) -> None:
        """Drop the connections and go."""
        self.let_go()
        QObject.deleteLater(self)

    def scrolling(self) -> QWidget:
        """Return the inside of an area that fills the page and scrolls: at text size 2 no page fits a small screen.

        It is in its place before anything is put into it: what has a parent with its style is dressed once.
        """
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        inside = QWidget()
        area.setWidget(inside)
        return inside

    def wait_for_paint(self) -> None:
        """Fill the page just after it is first painted: at the start of the program one can type a moment earlier."""
        self._waits = True

    def _catch_up(self) -> None:
        self._waits = False
        if self._dirty:
            self._dirty = False
            self.refresh(None)
            self.filled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while nobody looked."""
        super().showEvent(event)
        if not self._waits:
            self._catch_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and fill what waited for it."""
        super().paintEvent(event)
        if self._waits:
            QTimer.singleShot(0, self, self._catch_up)


def _words_left_in(holder: QWidget) -> str:
    """Let a field, or a list of fields, write what is in hand, if it knows how to; return the words that stay."""
    ask = getattr(holder, "unsaved", None)
    words = ask() if ask is not None else ""
    return words if isinstance(words, str) else " ".join(words)


def _text_in(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    return field.text().strip() if isinstance(field, (QLineEdit, QSpinBox)) else ""


def shortened(words: str) -> str:
    """Return the beginning of words on one line: enough to know them again."""
    line = " ".join(words.split())
    return line if len(line) <= _MOST_LETTERS else line[: _MOST_LETTERS - 1].rstrip() + "…"
