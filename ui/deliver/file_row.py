"""One file that could be joined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

from facilitatore.deliver.effect_words import rewrite_lines
from facilitatore.deliver.undecided import summary
from facilitatore.sentences import say, things_counted, things_named
from ui import theme
from ui.deliver.thing_words import counted
from ui.deliver.words import already_here, alterations, brings, group_of, to_decide, what_is, where_from
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import CheckBox, Pill, QuietButton, ShapeMark, TextLabel
from ui.widgets.labels import CROSS

if TYPE_CHECKING:
    from facilitatore.deliver.joining import Arrival
    from facilitatore.prepare.model import Group
    from ui.deliver.entry import Entry


_FIRST = 5
_ALL = 300
"""Texts before and after that are shown at once, and when somebody asks for all; `merge --look` has no end."""


class FileRow(QFrame):
    """Box to tick, mark of the group, what it is, what it brings, and what stands against it.

    Signals:
        ticked(Path, bool): the file is wanted, or not.
        forgetting_ticked(Path, bool): what it asks to forget may go, or not.
        removal_requested(Path): it is to leave the list; the file itself is not touched.
    """

    ticked = Signal(object, bool)
    forgetting_ticked = Signal(object, bool)
    removal_requested = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        set_tip(self, str(path))
        self.box = CheckBox()
        self.box.clicked.connect(lambda on: self.ticked.emit(self.path, on))
        self.mark = ShapeMark(role="title")
        self.title = TextLabel(role="strong")
        self.detail = TextLabel(role="small")
        self.brings = TextLabel()
        self.already = TextLabel(role="small")
        self.state = Pill()
        self.warning = TextLabel(role="warning")
        self.rewrites = TextLabel(role="small")
        self.all_button = QuietButton(tr("Mostra tutti i testi"))
        self.all_button.clicked.connect(self._show_all)
        self._rewrites: list[str] = []
        self._shows_all = False
        self.forget_box = CheckBox(tr("Dimentica"))
        self.forget_box.clicked.connect(lambda on: self.forgetting_ticked.emit(self.path, on))
        self.remove = QToolButton()
        self.remove.setText(CROSS)
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.remove.clicked.connect(lambda: self.removal_requested.emit(self.path))
        for label in (self.title, self.detail, self.brings, self.already):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        kept = self.box.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.box.setSizePolicy(kept)
        self._lay_out()

    def _lay_out(self) -> None:
        middle, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 6, 0, 7)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(1)
        layout.addWidget(self.box, 0, 0, 2, 1, middle)
        layout.addWidget(self.mark, 0, 1, 2, 1, middle)
        layout.addWidget(self.title, 0, 2, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.detail, 1, 2, top)
        layout.addWidget(self.brings, 0, 3, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.already, 1, 3, top)
        layout.addWidget(self.state, 0, 4, 2, 1, middle | Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.remove, 0, 5, 2, 1, middle)
        layout.addWidget(self.warning, 2, 2, 1, 4)
        layout.addWidget(self.rewrites, 3, 2, 1, 4)
        layout.addWidget(self.all_button, 4, 2, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.forget_box, 5, 2, 1, 4)
        layout.setColumnMinimumWidth(4, self.fontMetrics().horizontalAdvance(tr("lasciato fuori")) + 24)
        layout.setColumnStretch(2, 9)
        layout.setColumnStretch(3, 10)

    def show_entry(self, entry: Entry, groups: Sequence[Group]) -> None:
        """Show a file as it was last looked at."""
        arrival = entry.arrival
        self.box.setEnabled(entry.can_join)
        self.box.setChecked(entry.is_wanted and entry.can_join)
        self.box.setVisible(not entry.is_joined)
        self.warning.hide()
        self.rewrites.hide()
        self.all_button.hide()
        self.forget_box.hide()
        if arrival is None:
            self.title.setText(entry.path.name)
            self.detail.setText(entry.path.parent.name)
            self.brings.setText(tr("lo sto guardando…"))
            self.already.setText("")
            self.state.hide()
        else:
            group = group_of(arrival, groups)
            self.title.setText(what_is(arrival, groups))
            self.detail.setText(where_from(arrival))
            self.mark.set_shape(group.mark if group else "", group.colour if group else "")
            self._show_state(entry, arrival, groups)
        self._name()

    def _show_state(self, entry: Entry, arrival: Arrival, groups: Sequence[Group]) -> None:
        self.brings.setText("" if arrival.problem else brings(arrival))
        self.already.setText("" if arrival.problem else already_here(arrival))
        state, tone = "", "plain"
        if arrival.problem is not None:
            state = tr("non si unisce")
            self._warn(say(arrival.problem), "error")
        elif entry.is_joined:
            state, tone = tr("unito"), "link"
        elif not entry.is_wanted:
            state = tr("lasciato fuori")
        elif arrival.effects.is_alarming:
            state, tone = tr("da guardare"), "warning"
        elif arrival.conflicts:
            state, tone = to_decide(arrival.conflicts), "warning"
        else:
            state = tr("pronto")
        if arrival.problem is None and not entry.is_joined:
            self._show_rewrites(arrival, groups)
            self._show_warnings(entry, arrival)
        self.state.setText(state)
        self.state.set_tone(tone)
        self.state.show()

    def _show_rewrites(self, arrival: Arrival, groups: Sequence[Group]) -> None:
        """Show what words of another laptop would go or change, where that is more than a few."""
        known = {group.id: group for group in groups}
        lines = rewrite_lines(arrival.effects.rewrites, known) if arrival.effects.is_alarming else []
        self._rewrites = lines
        self.rewrites.setText("\n".join(summary(lines, _ALL if self._shows_all else _FIRST)))
        self.rewrites.setVisible(bool(lines))
        self.all_button.setVisible(len(lines) > _FIRST and not self._shows_all)

    def _show_all(self) -> None:
        self._shows_all = True
        self.rewrites.setText("\n".join(summary(self._rewrites, _ALL)))
        self.all_button.hide()

    def _show_warnings(self, entry: Entry, arrival: Arrival) -> None:
        texts = []
        if arrival.effects.is_alarming:
            did = ", ".join(alterations(arrival.effects))
            asks = tr(
                "Toglie o riscrive quello che ha scritto un altro portatile ({0}): guarda i testi prima di unire."
            )
            texts.append(asks.format(did))
        if arrival.refused:
            one, many = tr("{0} voce non è come era stata scritta"), tr("{0} voci non sono come erano state scritte")
            texts.append(tr("{0}: resta fuori, il resto si unisce.").format(counted(arrival.refused, one, many)))
        if arrival.void:
            asks = tr("Chiede di togliere anche {0}: non ha effetto, si dimenticano solo le persone.")
            texts.append(asks.format(things_named(arrival.void)))
        if arrival.forgets:
            lost = things_counted(arrival.loses)
            asks = tr("Chiede di dimenticare per sempre {0}, anche qui.").format(lost)
            texts.append(asks if lost else tr("Chiede di dimenticare per sempre cose che qui non ci sono."))
        if arrival.absorbed:
            has = tr("Ha {0} che qui si è chiesto di dimenticare: si unisce solo senza.")
            texts.append(has.format(things_counted(arrival.absorbed)))
        if arrival.forgets or arrival.absorbed:
            self._ask_to_forget(entry, things_counted(arrival.takes))
        if texts:
            self._warn(" ".join(texts), "warning")

    def _ask_to_forget(self, entry: Entry, lost: str) -> None:
        self.forget_box.setText(tr("Dimentica: {0}").format(lost) if lost else tr("Tienine conto"))
        set_name(self.forget_box, tr("{0}, come chiede {1}").format(self.forget_box.text(), entry.path.name))
        self.forget_box.setChecked(entry.may_forget)
        self.forget_box.setEnabled(entry.is_wanted)
        self.forget_box.show()

    def _warn(self, text: str, role: str) -> None:
        self.warning.set_role(role)
        self.warning.setText(text)
        self.warning.show()

    def _name(self) -> None:
        warning = self.warning.text() if self.warning.isVisibleTo(self) else ""
        parts = (self.title.text(), self.detail.text(), self.path.name, self.brings.text(), self.state.text(), warning)
        set_name(self.box, tr("Unisci {0}").format(", ".join(part for part in parts if part)))
        set_name(self.remove, tr("Togli dall’elenco: {0}").format(self.path.name))
        set_tip(self.remove, tr("Togli dall’elenco; il file resta dov’è"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line under the row."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
