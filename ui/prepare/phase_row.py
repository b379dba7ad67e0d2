"""One line of the run sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from facilitatore.prepare.actions import edit_phase, move_phase
from facilitatore.prepare.model import MAX_MINUTES, GuidingQuestion, Phase
from ui.plain import set_name
from ui.prepare.fields import Act, CommitLine, NumberField, Row, WordChoice, bold, named, tool, unread_words
from ui.techniques import technique_words
from ui.translations import tr
from ui.widgets import ElidedLabel, FieldRow, TextLabel
from ui.widgets.hand import Hand
from ui.widgets.labels import CROSS


class PhaseDetails(QWidget):
    """What a phase holds beside title, minutes and technique; made when somebody opens it."""

    def __init__(self, edit: Callable[..., str], move: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leader = CommitLine("", lambda text: edit(leader=text))
        self.said = CommitLine("", lambda text: edit(detail=text))
        self.question = WordChoice("", lambda key: edit(question=key or None))
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(8)
        self.up = tool("↑", tr("Sposta su (Alt+↑)"), lambda: move(-1))
        self.down = tool("↓", tr("Sposta giù (Alt+↓)"), lambda: move(1))
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 2, 0, 4)
        layout.setHorizontalSpacing(12)
        layout.addWidget(named(tr("Chi conduce"), self.leader), 0, 0)
        layout.addWidget(FieldRow(tr("Domanda"), self.question), 0, 1)
        layout.addWidget(self.up, 0, 2, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.down, 0, 3, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(named(tr("Che cosa si dice e si fa"), self.said), 1, 0, 1, 4)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def show_phase(self, phase: Phase, questions: Sequence[GuidingQuestion]) -> None:
        """Show what is on disk."""
        self.leader.show_value(phase.leader)
        self.said.show_value(" ".join(phase.detail.split()))
        own = {question.id: tr("{0}. {1}").format(question.number, _brief(question.text)) for question in questions}
        self.question.set_words({"": tr("nessuna"), **own})
        self.question.show_value(phase.question if phase.question in own else "")
        set_name(self.up, tr("Sposta su: {0}").format(phase.title))
        set_name(self.down, tr("Sposta giù: {0}").format(phase.title))


class PhaseRow(Row):
    """Start, minutes, title and technique; "…" opens who leads, what is said and the question.

    Alt+↑ ↓ in the title move the row, Ctrl+Delete removes it.

    Signals:
        entered(): Enter was pressed in the title, and the words are safe.
        removal_requested(str): the id of the phase.
        minutes_shown(): other minutes are in the field, not yet kept.
        opened(): there are more fields than before.
    """

    entered = Signal()
    removal_requested = Signal(str)
    minutes_shown = Signal()
    opened = Signal()

    def __init__(self, phase: str, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = phase
        self._act = act
        self.clock = TextLabel(role="soft", wrap=False)
        self.minutes = NumberField(tr("Minuti"), lambda value: self._edit(minutes=value), 0, MAX_MINUTES, tr(" min"))
        self.minutes.valueChanged.connect(self.minutes_shown)
        self.title = CommitLine(tr("Fase"), lambda text: self._edit(title=text), "row")
        self.title.setFont(bold())
        self.title.entered.connect(self.entered)
        self.title.installEventFilter(self)
        self.detail = ElidedLabel(role="small")
        self.technique = WordChoice(tr("Strumento"), lambda key: self._edit(technique=key))
        self.technique.set_words(technique_words())
        self.more = tool("…", tr("Altro"), self._toggle)
        self.more.setCheckable(True)
        self.remove = tool(CROSS, tr("Togli (Ctrl+Canc)"), lambda: self.removal_requested.emit(self.phase))
        self.inside: PhaseDetails | None = None
        self._shown: tuple[Phase, Sequence[GuidingQuestion]] | None = None
        self._lay_out()
        self.hear(self.title, self.minutes)

    def _lay_out(self) -> None:
        self._grid = layout = QGridLayout(self)
        layout.setContentsMargins(2, 5, 0, 6)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(0)
        layout.addWidget(self.clock, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.minutes, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.title, 0, 2)
        layout.addWidget(self.technique, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.more, self.remove):
            buttons.addWidget(button)
        layout.addLayout(buttons, 0, 4, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.detail, 1, 2)
        layout.setColumnStretch(2, 1)
        self.detail.setContentsMargins(10, 0, 0, 0)
        self.clock.setMinimumWidth(self.clock.fontMetrics().horizontalAdvance("00:00") + 4)
        self.technique.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def bind(self, thing: str) -> None:
        """Be the row of another phase."""
        self.phase = thing
        self.title.forget()
        if self.inside is not None:
            self.more.setChecked(False)
            self.detail.show()
            self._grid.removeWidget(self.inside)
            self.inside.hide()
            self.inside.deleteLater()
            self.inside = None

    def show_phase(self, phase: Phase, questions: Sequence[GuidingQuestion]) -> None:
        """Show what is on disk; the times come by `show_start`."""
        self._shown = phase, questions
        self.minutes.show_value(phase.minutes, unread_words("minutes", phase.unread, 0, MAX_MINUTES))
        self.title.show_value(phase.title)
        self.technique.show_value(phase.technique)
        if self.inside is not None:
            self.inside.show_phase(phase, questions)
        everywhere = tr("per tutti i gruppi") if phase.group is None else ""
        self.detail.setText(" · ".join(part for part in (everywhere, phase.leader, phase.detail) if part))
        set_name(self.more, tr("Altro: {0}").format(phase.title))
        set_name(self.remove, tr("Togli: {0}").format(phase.title))

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in the row; to put words back into what "…" opens, it is opened."""
        hands = {"title": self.title.hand(), "minutes": self.minutes.hand()}
        for name in ("leader", "said"):
            line: CommitLine | None = getattr(self.inside, name, None)
            words = line.hand().words if line is not None else str
            hands[name] = Hand(words, partial(self._put_inside, name))
        return {f"{self.phase}.{name}": hand for name, hand in hands.items()}

    def _put_inside(self, name: str, text: str) -> None:
        self.more.setChecked(True)
        self._show_inside()
        getattr(self.inside, name).hand().put_back(text)

    def show_start(self, clock: str) -> None:
        """Show when it begins, ``HH:MM``."""
        self.clock.setText(clock)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and remove from the title."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
            if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.removal_requested.emit(self.phase)
                return True
        return super().eventFilter(watched, event)

    def _edit(self, **fields: object) -> str:
        return self._act(edit_phase, self.phase, **fields)

    def _move(self, step: int) -> None:
        self._act(move_phase, self.phase, step)

    def _toggle(self) -> None:
        self._show_inside()
        if self.inside is not None and self.more.isChecked():
            self.inside.leader.setFocus()

    def _show_inside(self) -> None:
        is_open = self.more.isChecked()
        if self.inside is None and self._shown is not None:
            self.inside = PhaseDetails(self._edit, self._move)
            self._grid.addWidget(self.inside, 2, 0, 1, 5)
            self.inside.show_phase(*self._shown)
            self.opened.emit()
        if self.inside is not None:
            self.inside.setVisible(is_open)
            self.detail.setVisible(not is_open)


def _brief(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"
