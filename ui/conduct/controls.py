"""What stands around the face of the countdown: its buttons, its figures, the group, the question of the moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.conduct.countdown import PAUSED, RUNNING
from ui.conduct.duration import DurationField
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, Choice, FieldRow, LinkButton, PrimaryButton, QuietButton, TextLabel

if TYPE_CHECKING:
    from facilitatore.conduct.model import SpeakingTurn
    from facilitatore.prepare.model import Group, GuidingQuestion, Phase


class Controls(QWidget):
    """The buttons under the face; the page connects them."""

    def __init__(self, duration_s: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start_pause = PrimaryButton(tr("Comincia"), tr("Spazio"))
        self.next_button = QuietButton(tr("Prossimo"), "N")
        self.more = QuietButton(tr("+30 s"), "+")
        self.less = QuietButton(tr("−30 s"), "−")
        set_name(self.more, tr("Trenta secondi in più"))
        set_name(self.less, tr("Trenta secondi in meno"))
        self.duration = DurationField()
        self.duration.setValue(duration_s)
        self.figures = TextLabel(role="soft")
        self.take_back = LinkButton(tr("Togli l’ultimo"))
        set_name(self.take_back, tr("Togli l’ultimo intervento, contato per errore"))
        self.doubt = TextLabel(role="warning")
        self.was_speech = QuietButton(tr("Sì, contalo"))
        self.was_no_speech = QuietButton(tr("No, toglilo"))
        self.group = Choice()
        self.group_row = FieldRow(tr("Gruppo"), self.group, beside=True)
        for button in (
            self.start_pause,
            self.next_button,
            self.more,
            self.less,
            self.take_back,
            self.was_speech,
            self.was_no_speech,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys from the page
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.start_pause, self.next_button, self.more, self.less):
            buttons.addWidget(button)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(14)
        length = FieldRow(tr("Ogni intervento dura"), self.duration, beside=True)
        length.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        below.addWidget(length)
        below.addSpacing(10)
        below.addWidget(self.figures, 1)
        below.addWidget(self.take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(buttons)
        layout.addLayout(below)
        layout.addWidget(self._make_question())

    def _make_question(self) -> QWidget:
        self.question = QWidget()
        row = QHBoxLayout(self.question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.doubt, 1)
        row.addWidget(self.was_speech)
        row.addWidget(self.was_no_speech)
        self.question.hide()
        return self.question

    def ask_about(self, doubtful: Sequence[SpeakingTurn]) -> None:
        """Ask whether somebody was still speaking when the clock ran on, about one intervention after the other."""
        self.question.setVisible(bool(doubtful))
        if doubtful:
            many = tr("{0} interventi sono durati più di 10 minuti oltre il loro tempo e non sono contati.").format(
                len(doubtful)
            )
            one = tr("Un intervento è durato più di 10 minuti oltre il suo tempo e non è contato.")
            ask = tr("Era ancora in corso? Contato, vale {0} min.").format(round(doubtful[0].spoken_s / 60))
            self.doubt.setText(" ".join((one if len(doubtful) == 1 else many, ask)))

    def set_state(self, state: str) -> None:
        """Name the first button after what it does now."""
        words = {RUNNING: tr("Pausa"), PAUSED: tr("Riprendi")}
        self.start_pause.setText(words.get(state, tr("Comincia")))
        self.next_button.setEnabled(state in (RUNNING, PAUSED))

    def set_turns(self, count: int, spoken_s: int) -> None:
        """Say how many spoke and for how long."""
        minutes = round(spoken_s / 60)
        if not count:
            words = tr("Nessun intervento finora.")
        elif count == 1:
            words = tr("1 intervento, {0} min di parola").format(minutes)
        else:
            words = tr("{0} interventi, {1} min di parola").format(count, minutes)
        self.figures.setText(words)
        self.take_back.setVisible(count > 0)

    def set_groups(self, groups: Sequence[Group], chosen: str, *, choosable: bool) -> None:
        """Offer the groups, where this laptop is not one group's own."""
        self.group_row.setVisible(choosable)
        shown = [(f"{group.key} · {group.short_title}", group.id) for group in groups]
        if shown != [(self.group.itemText(i), self.group.itemData(i)) for i in range(self.group.count())]:
            self.group.clear()
            for text, group_id in shown:
                self.group.addItem(text, group_id)
        self.group.setCurrentIndex(self.group.findData(chosen))


class QuestionCard(Card):
    """The guiding question of the phase, or what the phase is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = TextLabel(role="field")
        self.prompt = TextLabel(role="soft")
        self.body.addWidget(self.words)
        self.body.addWidget(self.prompt)

    def set_phase(self, phase: Phase | None, question: GuidingQuestion | None, *, is_over: bool = False) -> None:
        """Show the question and how to start it; a phase without one shows its detail."""
        if phase is None:
            self.set_title(tr("La scaletta è finita") if is_over else tr("Nessuna fase in corso"))
            self.words.setText("")
            self.prompt.setText("" if is_over else tr("P comincia la prossima fase della scaletta."))
        elif question is None:
            self.set_title(phase.title)
            self.words.setText("")
            self.prompt.setText(phase.detail)
        else:
            self.set_title(tr("Domanda {0}").format(question.number))
            self.words.setText(question.text)
            self.prompt.setText(question.prompt)
        self.words.setVisible(bool(self.words.text()))
        self.prompt.setVisible(bool(self.prompt.text()))
