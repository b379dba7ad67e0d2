"""What stays on the screen whatever the page: the rail with the six rooms, the band with the evening and the clock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.translations import tr
from ui.widgets.card import Pill
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.shapes import draw_shape, shape_word

RAIL_WIDTH = 168
WIDEST_RAIL = 300
BAND_HEIGHT = 64
_PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def room_names() -> tuple[str, ...]:
    """Return the six rooms in the order of the evening."""
    return (tr("Prepara"), tr("Accogli"), tr("Conduci"), tr("Raccogli"), tr("Sintetizza"), tr("Consegna"))


class _RailButton(QAbstractButton):
    """What the two kinds of button of the rail share: the focus ring and Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press it too."""
        if event.key() in _PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_back(self, painter: QPainter) -> QRectF:
        """Paint the sheet behind, and the ring of the focus; return its rectangle."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("shadow"))
            painter.drawRoundedRect(box.adjusted(0.5, 1, -0.5, 1), 9, 9)
            painter.setBrush(theme.colour("card"))
            painter.drawRoundedRect(box, 9, 9)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("quiet_card"))
            painter.drawRoundedRect(box, 9, 9)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 9, 9)
        return box

    def paint_words(self, painter: QPainter, rect: QRectF, text: str) -> bool:
        """Paint one line, shortened if it must be; tell whether it was."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        return shown != text


class RoomButton(_RailButton):
    """One room: its number in a small box and its name."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"Ctrl+{number}")
        self.setToolTip(f"{name} (Ctrl+{number})")

    def sizeHint(self) -> QSize:
        """Return room for the number and the name in bold."""
        metrics = QFontMetrics(theme.type_font("strong"))
        return QSize(metrics.horizontalAdvance(self.text()) + self._badge() + 36, max(48, metrics.height() + 18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        box = self.paint_back(painter)
        side = self._badge()
        badge = QRectF(box.left() + 11, box.center().y() - side / 2, side, side)
        here = theme.colour("accent" if self.isChecked() else "soft_ink")
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "control_line"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 5, 5)
        painter.setFont(theme.type_font("small", bold=True))
        painter.setPen(here)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(theme.type_font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "ink"))
        left = badge.right() + 10
        self.paint_words(painter, QRectF(left, box.top(), box.right() - left - 6, box.height()), self.text())

    def _badge(self) -> int:
        return QFontMetrics(theme.type_font("small")).height() + 4


class JobButton(_RailButton):
    """What this laptop is for: the group it serves, or the door, or the Cabina di Regia."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._colour = "", ""
        self.set_job("")

    def set_job(self, title: str, mark: str = "", colour: str = "") -> None:
        """Show a job; without a mark it is not a group's."""
        self._mark, self._colour = mark, colour
        self._caption = tr("Gruppo di questo portatile") if mark else tr("Questo portatile")
        self.setText(title or tr("scegli…"))
        said = tr("{0}: {1}").format(self._caption, self.text())
        self.setAccessibleName(tr("{0}, {1}").format(said, shape_word(mark)) if mark else said)
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the caption, wrapped in the width of the rail, and of the title on one line."""
        width = max(self.width(), RAIL_WIDTH - 20)
        small, strong = (QFontMetrics(theme.type_font(role)) for role in ("small", "strong"))
        room = QRect(0, 0, width - 19, 1000)
        caption = small.boundingRect(room, Qt.TextFlag.TextWordWrap, self._caption).height()
        return QSize(RAIL_WIDTH - 20, caption + strong.height() + 14)

    def minimumSizeHint(self) -> QSize:
        """Return the same: it is never squeezed."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the caption wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, the title at the bottom and the caption above."""
        painter = QPainter(self)
        box = self.paint_back(painter).adjusted(11, 4, -6, -5)
        painter.setFont(theme.type_font("strong"))
        line = painter.fontMetrics().height()
        shade = theme.group_colour(self._colour, "rail") if self._colour else theme.colour("accent")
        painter.setPen(shade)
        left = box.left()
        if self._mark:
            side = line * 0.56
            draw_shape(painter, QRectF(left, box.bottom() - line / 2 - side / 2, side, side), self._mark, shade)
            left += side + 6
        self.paint_words(painter, QRectF(left, box.bottom() - line, box.right() - left, line), self.text())
        painter.setFont(theme.type_font("small"))
        painter.setPen(theme.colour("soft_ink"))
        above = QRectF(box.left(), box.top(), box.width(), box.height() - line)
        painter.drawText(above, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, self._caption)


class Rail(QFrame):
    """The six rooms, and what this laptop is for.

    Signals:
        room_chosen(int): a room was pressed; 0 is Prepara, 5 is Consegna. The rail changes only at `set_current`.
        job_clicked(): somebody wants to change the job of this laptop.
    """

    room_chosen = Signal(int)
    job_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Le sei stanze"))
        self._current = 0
        self.rooms = [RoomButton(number, name) for number, name in enumerate(room_names(), 1)]
        self.job = JobButton()
        self.job.clicked.connect(self.job_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 13, 10, 12)
        layout.setSpacing(0)
        for index, button in enumerate(self.rooms):
            layout.addWidget(button)
            button.clicked.connect(lambda _checked=False, index=index: self._choose(index))
        layout.addStretch(1)
        self._line = QFrame()
        self._line.setObjectName("line")
        self._line.setFixedHeight(1)
        layout.addWidget(self._line)
        layout.addWidget(self.job)
        self.set_current(0)
        self._fit()

    def set_current(self, index: int) -> None:
        """Mark the room that is open, 0 … 5."""
        self._current = index
        self.rooms[index].setChecked(True)

    def current(self) -> int:
        """Return the room marked as open, 0 … 5."""
        return self._current

    def set_job(self, title: str, mark: str = "", colour: str = "") -> None:
        """Show the job of this laptop: a group's short title, mark and colour, or just a title (Accoglienza …)."""
        self.job.set_job(title, mark, colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus among the rooms with ↑ ↓."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        stops: list[QAbstractButton] = [*self.rooms, self.job]
        here = next((place for place, stop in enumerate(stops) if stop.hasFocus()), -1)
        if step and here >= 0 and 0 <= here + step < len(stops):
            stops[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(self, "_line"):
            self._fit()

    def _fit(self) -> None:
        widest = max(button.sizeHint().width() for button in self.rooms) + 20
        self.setFixedWidth(min(max(RAIL_WIDTH, widest), WIDEST_RAIL))
        for button in (*self.rooms, self.job):
            button.updateGeometry()

    def _choose(self, index: int) -> None:
        self.rooms[self._current].setChecked(True)
        self.room_chosen.emit(index)


class TopBand(QFrame):
    """Which evening, which phase, what is left of it, and the time of day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(role="strong")
        self.subtitle = ElidedLabel(role="small")
        self.phase = Pill(tone="accent")
        self.remaining = ElidedLabel(role="soft")
        self.clock = TextLabel(role="clock", wrap=False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 24, 8)
        layout.setSpacing(26)
        layout.addLayout(words, 1)
        layout.addWidget(self.phase)
        layout.addWidget(self.remaining)
        layout.addWidget(self.clock)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_phase("", "")

    def set_evening(self, title: str, subtitle: str) -> None:
        """Show the evening with its date in words, and under it theme — place."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def set_phase(self, text: str, remaining_text: str) -> None:
        """Show the phase and what is left of it, e.g. "Domanda 2 · post-it", "restano 14 min"; empty ones disappear."""
        self.phase.setText(text)
        self.phase.setVisible(bool(text))
        self.remaining.setText(remaining_text)
        self.remaining.setVisible(bool(remaining_text))

    def sizeHint(self) -> QSize:
        """Return at least the height of the band at text scale 1."""
        return super().sizeHint().expandedTo(QSize(0, BAND_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: the band is never squeezed."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock: nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        """Show the time of day, and wake up again just after the next minute begins."""
        now = QTime.currentTime()
        self.clock.setText(now.toString("HH:mm"))
        self.clock.setAccessibleName(tr("Sono le {0}").format(self.clock.text()))
        self._timer.start(60_000 - now.second() * 1000 - now.msec() + 20)
