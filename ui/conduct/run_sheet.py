"""The run sheet while it is held: planned times on the left, the real ones on the right, the current phase marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.conduct.pace import CURRENT, DONE, PhaseLine
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Card, FlowColumn, HeadingLabel, HowMany, KeyHint, Pill, QuietButton, TextLabel

_BAR = 4.0


class PhaseRow(QFrame):
    """One phase, that the keyboard can reach; Enter and double click ask to begin it."""

    begin_requested = Signal(str)

    def __init__(self, phase_id: str) -> None:
        super().__init__()
        self.phase_id = phase_id
        self.state = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.starts = TextLabel(role="small", wrap=False)
        self.title = TextLabel()
        self.minutes = TextLabel(role="small", wrap=False)
        self.held = TextLabel(role="small", wrap=False)
        for label in (self.minutes, self.held):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self.starts)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.minutes)
        layout.addWidget(self.held)

    def set_line(self, line: PhaseLine) -> None:
        """Show the phase with its times."""
        self.state = line.state
        phase = line.planned.phase
        self.starts.setText(line.planned.starts_at)
        self.title.setText(phase.title)
        self.title.set_role("strong" if line.state == CURRENT else "body")
        self.minutes.setText(tr("{0}′").format(phase.minutes))
        self.held.setText(tr("✓ {0}").format(line.started) if line.state == DONE else line.started)
        for label, widest in ((self.starts, "00:00"), (self.minutes, "00′"), (self.held, "✓ 00:00")):
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 2)
        told = {
            CURRENT: tr("in corso dalle {0}").format(line.started),
            DONE: tr("fatta, dalle {0} alle {1}").format(line.started, line.ended),
        }.get(line.state, tr("da fare"))
        planned = tr("prevista alle {0}, {1} minuti").format(line.planned.starts_at, phase.minutes)
        set_name(self, f"{phase.title}, {planned}, {told}")
        set_tip(self, told if line.state == DONE else phase.detail)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper and the bar of the current phase, the line below, the ring of the focus."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.state == CURRENT:
            painter.fillRect(area, theme.colour("accent_paper"))
            painter.fillRect(QRectF(0, 0, _BAR, area.height()), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(area.bottomLeft() - QPointF(0, 0.5), area.bottomRight() - QPointF(0, 0.5))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask to begin."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin_requested.emit(self.phase_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn Enter into the wish to begin; the page has the other keys."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.begin_requested.emit(self.phase_id)
        else:
            super().keyPressEvent(event)


class RunSheet(Card):
    """The phases of a group, how late it is, and the buttons that go on.

    Signals:
        begin_requested(str): begin the phase with this id.
        next_requested(): begin the one after the last.
        end_requested(): end the current one.
    """

    begin_requested = Signal(str)
    next_requested = Signal()
    end_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: dict[str, PhaseRow] = {}
        self.body.setContentsMargins(14, 14, 10, 14)
        self.delay = Pill()
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.addWidget(HeadingLabel(tr("Scaletta"), "title"), 1)
        head.addWidget(self.delay)
        self.list = FlowColumn(framed=False)
        set_name(self.list, tr("Scaletta"))
        self.list.set_empty_text(tr("Nessuna fase in scaletta: si scrivono in Prepara."))
        self.more = HowMany(tr("Ci sono {0} fasi: qui si vedono le prime {1}."))
        self.next_button = QuietButton(tr("Comincia la prossima"), "P")
        self.next_button.clicked.connect(self.next_requested)
        self.end_button = QuietButton(tr("Chiudi la fase"))
        self.end_button.clicked.connect(self.end_requested)
        for button in (self.next_button, self.end_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        feet = QVBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(KeyHint(tr("Invio"), tr("comincia la fase scelta")))
        feet.addWidget(self.next_button)
        feet.addWidget(self.end_button)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.more)
        self.body.addLayout(feet)

    def set_lines(self, lines: Sequence[PhaseLine]) -> None:
        """Show these phases, keeping the rows of those that stay."""
        rows = {}
        for line in self.more.first(lines):
            phase_id = line.planned.phase.id
            row = self._rows.get(phase_id)
            if row is None:
                row = PhaseRow(phase_id)
                row.begin_requested.connect(self.begin_requested)
            row.set_line(line)
            rows[phase_id] = row
        self._rows = rows
        self.list.set_widgets(list(rows.values()))
        current = [row for row in rows.values() if row.state == CURRENT]
        self.end_button.setEnabled(any(line.state == CURRENT for line in lines))
        if current:
            self.list.show_widget(current[0])

    def rows(self) -> list[PhaseRow]:
        """Return the rows, from above."""
        return list(self._rows.values())

    def set_delay(self, minutes: int | None) -> None:
        """Say how late it is: nothing before the beginning."""
        self.delay.setVisible(minutes is not None)
        if minutes is None:
            return
        if minutes > 0:
            self.delay.setText(tr("{0} min di ritardo").format(minutes))
        else:
            self.delay.setText(tr("{0} min di anticipo").format(-minutes) if minutes else tr("in orario"))
        self.delay.set_tone("warning" if minutes > 0 else "plain")
