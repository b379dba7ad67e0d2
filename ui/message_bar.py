"""One sentence on top of the page, with a way out: never a box that stops the conversation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets.buttons import QuietButton
from ui.widgets.labels import CROSS, TextLabel
from ui.widgets.shapes import ShapeMark

INFO, WARNING, ERROR = "info", "warning", "error"


class MessageBar(QFrame):
    """Shows one message at a time, until it is closed or replaced.

    Signals:
        action_triggered(): the button of the message was pressed.
        closed(): the person closed it (Esc or the cross).
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: Callable[[], object] | None = None
        self.kind = INFO
        self.mark = ShapeMark(role="title")
        self.word = TextLabel(role="strong", wrap=False)
        self.sentence = TextLabel()
        self.action_button = QuietButton()
        self.action_button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setText(CROSS)
        set_name(self.close_button, tr("Chiudi il messaggio"))
        set_tip(self.close_button, tr("Chiudi (Esc)"))
        self.close_button.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self.mark)
        layout.addWidget(self.word)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self.hide()

    def show_message(
        self,
        text: str,
        kind: str = INFO,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Show a sentence.

        Args:
            text: the sentence, plain text.
            kind: info, warning or error.
            action_text: the words of the button; without them there is none.
            action: called when the button is pressed, besides the signal; the bar closes first.
            key: the key that does the same, shown on the button; whoever shows the message owns the shortcut.
        """
        looks = {
            INFO: ("circle", "accent", "accent", tr("Nota")),
            WARNING: ("triangle", "warning_ink", "warning", tr("Attenzione")),
            ERROR: ("square", "error_ink", "error", tr("Non riuscito")),
        }
        shape, colour, role, word = looks[kind]
        self.kind, self._action = kind, action
        self.mark.set_shape(shape, colour)
        self.word.setText(word)
        self.word.set_role(role)
        self.sentence.setText(text)
        self.action_button.key = key
        self.action_button.setText(action_text)
        self.action_button.setVisible(bool(action_text))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        set_name(self, tr("{0}: {1}").format(word, text))
        self.show()
        self._announce()

    def text(self) -> str:
        """Return the sentence shown, empty when there is none."""
        return "" if self.isHidden() else self.sentence.text()

    def clear(self) -> None:
        """Take the message away, without a signal: what it said is no longer so."""
        self._action = None
        self.hide()

    def take_back(self, text: str) -> None:
        """Take this sentence away if it is the one shown: who said it has gone on to something else."""
        if self.text() == text:
            self.clear()

    def dismiss(self) -> None:
        """Close it, as Esc and the cross do."""
        if not self.isHidden():
            self.clear()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc; the window sends Esc here too, when nothing else wants it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        action = self._action
        self.clear()
        self.action_triggered.emit()
        if action is not None:
            action()

    def _announce(self) -> None:
        """Have a screen reader say it: at once if something went wrong, else when it has finished speaking."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self, self.accessibleName())
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Polite if self.kind == INFO else politeness.Assertive)
        QAccessible.updateAccessibility(event)
