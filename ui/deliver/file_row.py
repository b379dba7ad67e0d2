"""One file that could be joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

from facilitatore.deliver.joining import Arrival
from facilitatore.prepare.model import Group
from facilitatore.sentences import say
from ui import theme
from ui.deliver.words import brings, counted, group_of, to_decide, what_is, where_from
from ui.translations import tr
from ui.widgets import CheckBox, ElidedLabel, Pill, ShapeMark, TextLabel
from ui.widgets.labels import CROSS


@dataclass(slots=True)
class Entry:
    """A file in the list: whether it is wanted (None: nobody has looked yet), and what it brings."""

    path: Path
    is_wanted: bool | None = None
    is_joined: bool = False
    arrival: Arrival | None = None

    @property
    def can_join(self) -> bool:
        """Whether joining it would do anything good."""
        return not self.is_joined and self.arrival is not None and self.arrival.problem is None


class FileRow(QFrame):
    """Box to tick, mark of the group, what it is, what it brings, and what stands against it.

    Signals:
        ticked(Path, bool): the file is wanted, or not.
        removal_requested(Path): it is to leave the list; the file itself is not touched.
    """

    ticked = Signal(object, bool)
    removal_requested = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.box = CheckBox()
        self.box.clicked.connect(lambda on: self.ticked.emit(self.path, on))
        self.mark = ShapeMark(role="title")
        self.title = ElidedLabel(role="strong")
        self.detail = ElidedLabel(role="small")
        self.brings = TextLabel()
        self.state = Pill()
        self.warning = TextLabel(role="warning")
        self.remove = QToolButton()
        self.remove.setText(CROSS)
        self.remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.remove.clicked.connect(lambda: self.removal_requested.emit(self.path))
        for label in (self.title, self.detail, self.brings):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        kept = self.box.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.box.setSizePolicy(kept)
        middle = Qt.AlignmentFlag.AlignVCenter
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 7, 0, 8)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.box, 0, 0, 2, 1, middle)
        layout.addWidget(self.mark, 0, 1, 2, 1, middle)
        layout.addWidget(self.title, 0, 2, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.detail, 1, 2, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.brings, 0, 3, 2, 1, middle)
        layout.addWidget(self.state, 0, 4, 2, 1, middle | Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.remove, 0, 5, 2, 1, middle)
        layout.addWidget(self.warning, 2, 2, 1, 4)
        widest = self.fontMetrics().horizontalAdvance(tr("lasciato fuori"))
        layout.setColumnMinimumWidth(4, widest + 30)
        layout.setColumnStretch(2, 1)
        layout.setColumnStretch(3, 1)

    def show_entry(self, entry: Entry, groups: Sequence[Group]) -> None:
        """Show a file as it was last looked at."""
        arrival = entry.arrival
        self.box.setEnabled(entry.can_join)
        self.box.setChecked(bool(entry.is_wanted) and entry.can_join)
        self.box.setVisible(not entry.is_joined)
        self.warning.hide()
        if arrival is None:
            self.title.setText(entry.path.name)
            self.detail.setText(entry.path.parent.name)
            self.brings.setText(tr("la sto guardando…"))
            self.state.hide()
        else:
            group = group_of(arrival, groups)
            self.title.setText(what_is(arrival, group))
            self.detail.setText(where_from(arrival, with_name=self.title.text() != entry.path.name))
            self.mark.set_shape(group.mark if group else "", group.colour if group else "")
            self._show_state(entry, arrival)
        self._name()

    def _show_state(self, entry: Entry, arrival: Arrival) -> None:
        self.brings.setText("" if arrival.problem else brings(arrival))
        self.brings.setToolTip("" if arrival.problem else brings(arrival, whole=True))
        state, tone = "", "plain"
        if arrival.problem is not None:
            state = tr("non si unisce")
            self._warn(say(arrival.problem), "error")
        elif entry.is_joined:
            state, tone = tr("unito"), "link"
        elif arrival.conflicts:
            state, tone = to_decide(arrival.conflicts), "warning"
        elif not entry.is_wanted:
            state = tr("lasciato fuori")
        else:
            state = tr("pronto")
        if arrival.problem is None and not entry.is_joined:
            self._show_warnings(arrival)
        self.state.setText(state)
        self.state.set_tone(tone)
        self.state.show()

    def _show_warnings(self, arrival: Arrival) -> None:
        texts = []
        if arrival.forgets:
            texts.append(
                tr(
                    "Chiede di dimenticare per sempre persone o cose, che sparirebbero anche qui. Spunta solo se è voluto."
                )
            )
        if arrival.refused:
            one, many = tr("{0} voce non è come era stata scritta"), tr("{0} voci non sono come erano state scritte")
            texts.append(tr("{0}: resta fuori.").format(counted(arrival.refused, one, many)))
        if texts:
            self._warn(" ".join(texts), "warning")

    def _warn(self, text: str, role: str) -> None:
        self.warning.set_role(role)
        self.warning.setText(text)
        self.warning.show()

    def _name(self) -> None:
        parts = (self.title.text(), self.brings.text(), self.state.text(), self.warning.text())
        self.box.setAccessibleName(tr("Unisci {0}").format(", ".join(part for part in parts if part)))
        self.remove.setAccessibleName(tr("Togli dall’elenco: {0}").format(self.path.name))
        self.remove.setToolTip(tr("Togli dall’elenco; il file resta dov’è"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line under the row."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
