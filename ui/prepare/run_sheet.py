"""The run sheet of a group, with planned times, and whether it fits the evening."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitatore.errors import BadValue
from facilitatore.prepare.actions import add_phase, remove_prepared
from facilitatore.prepare.model import Evening, Group, GuidingQuestion, Phase
from facilitatore.prepare.run_sheet import duration_minutes, plan_times
from ui.plain import set_name
from ui.prepare.fields import Act, arrange, tab_as_laid_out
from ui.prepare.phase_row import PhaseRow
from ui.translations import tr
from ui.widgets import Card, GroupMark, HeadingLabel, HowMany, KeyHint, TextLabel
from ui.widgets.hand import Hand, hand_of_new


class RunSheet(Card):
    """The rows, the total and a row to add one."""

    def __init__(self, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._act = act
        self._group = ""
        self._phases: list[Phase] = []
        self._starts_at = self._ends_at = ""
        self.rows: dict[str, PhaseRow] = {}
        self.mark = GroupMark(role="title")
        self.total = TextLabel(role="soft", wrap=False)
        self.warning = TextLabel(role="warning")
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("Aggiungi una fase alla scaletta"))
        set_name(self.new, self.new.placeholderText())
        self.new.returnPressed.connect(self._add)
        head = QHBoxLayout()
        head.setSpacing(10)
        title = HeadingLabel(tr("Scaletta"), "title")
        title.setWordWrap(False)
        head.addWidget(title)
        head.addWidget(self.mark, 1)
        head.addWidget(self.total)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.more = HowMany(tr("Ci sono {0} fasi: qui si vedono le prime {1}."))
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.new, 1)
        foot.addWidget(KeyHint(tr("Invio"), tr("aggiungi")))
        foot.addWidget(KeyHint("Alt ↑ ↓", tr("sposta")))
        self.body.addLayout(head)
        self.body.addWidget(self.warning)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addLayout(foot)

    def show_run_sheet(
        self, evening: Evening, group: Group, phases: Sequence[Phase], questions: Sequence[GuidingQuestion]
    ) -> bool:
        """Show what is on disk; True when rows came, went or moved."""
        self._group = group.id
        self._phases = list(phases)
        self._starts_at, self._ends_at = evening.starts_at, evening.ends_at
        self.mark.set_group(group.mark, group.short_title, group.colour)
        seen = self.more.first(phases)
        moved = arrange(self._list, self.rows, [phase.id for phase in seen], self._make)
        for phase in seen:
            self.rows[phase.id].show_phase(phase, questions)
        self._show_times()
        return moved

    def _make(self, phase: str) -> PhaseRow:
        row = PhaseRow(phase, self._act)
        row.entered.connect(lambda: self._focus_after(row.phase))
        row.minutes.entered.connect(lambda: self._focus_after(row.phase, minutes=True))
        row.removal_requested.connect(self._remove)
        row.minutes_shown.connect(self._show_times)
        row.opened.connect(lambda: tab_as_laid_out(row))
        return row

    def _show_times(self) -> None:
        """Lay the times with the minutes in the fields: ↑ ↓ show at once what they would do."""
        seen = self._phases[: len(self.rows)]
        phases = [phase._replace(minutes=self.rows[phase.id].minutes.value()) for phase in seen]
        for planned in plan_times(phases, self._starts_at):
            self.rows[planned.phase.id].show_start(planned.starts_at)
        taken = sum(phase.minutes for phase in [*phases, *self._phases[len(seen) :]])
        try:
            there = duration_minutes(self._starts_at, self._ends_at)
        except BadValue:
            self.total.setText(tr("{0} min").format(taken))
            self.warning.hide()
            return
        self.total.setText(tr("{0} min su {1}").format(taken, there))
        self.warning.setVisible(taken > there)
        if taken > there:
            text = tr("La scaletta non ci sta: {0} minuti di troppo. Togli o accorcia qualcosa, o finisci più tardi.")
            self.warning.setText(text.format(taken - there))
        elif taken < there:
            self.total.setText(tr("{0} min su {1} · {2} liberi").format(taken, there, there - taken))

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in all rows, and in the one to add a phase."""
        rows = {name: hand for row in self.rows.values() for name, hand in row.hands().items()}
        return {**rows, "new_phase": hand_of_new(self.new)}

    def unsaved(self) -> str:
        """Return the words of the row to add one, which go to the disk with Enter."""
        return self.new.text().strip()

    def _add(self) -> None:
        text = self.new.text().strip()
        if text and not self._act(add_phase, group=self._group, title=text):
            self.new.clear()

    def _remove(self, phase: str) -> None:
        self._focus_after(phase)
        self._act(remove_prepared, phase)

    def _focus_after(self, phase: str, *, minutes: bool = False) -> None:
        ids = [one.id for one in self._phases if one.id in self.rows]
        place = ids.index(phase) + 1 if phase in ids else len(ids)
        if place >= len(ids):
            self.new.setFocus()
        elif minutes:
            self.rows[ids[place]].minutes.setFocus()
            self.rows[ids[place]].minutes.selectAll()
        else:
            self.rows[ids[place]].title.setFocus()
