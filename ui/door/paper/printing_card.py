"""The badge of who is chosen, as it will be printed, and the sheet the next badges go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from ui import theme
from ui.settings import change_settings, read_settings
from ui.translations import tr
from ui.widgets import Card, Choice, FieldRow, QuietButton, TextLabel, draw_shape
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.stock import Stock

_DEFAULT = "L4785"
_WIDTH_MM, _HEIGHT_MM = 80.0, 50.0


class BadgePreview(QWidget):
    """Paints a badge of 80 x 50 mm: the paper is light in the dark window too, because paper is."""

    def __init__(self) -> None:
        super().__init__()
        self._badge: Badge | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Etichetta"))

    def set_badge(self, badge: Badge | None) -> None:
        """Show a badge, or an empty label."""
        self._badge = badge
        self.setAccessibleName(tr("Etichetta: {0}").format(badge.first_name) if badge else tr("Etichetta vuota"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the shape of the label, larger with the text."""
        scale = 1 + (theme.text_scale_now() - 1) * 0.5
        return QSize(round(_WIDTH_MM * 2.7 * scale), round(_HEIGHT_MM * 2.7 * scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the label, the name as large as there is room, mark and code at its feet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("control_line"), 1))
        painter.setBrush(QColor(theme.LIGHT.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        badge, unit = self._badge, self.width() / _WIDTH_MM
        if badge is None:
            return
        foot = self.height() - 4 * unit
        if badge.group_mark or badge.group_label:
            self._paint_group(painter, badge, QRectF(4 * unit, foot - 8 * unit, 8 * unit, 8 * unit))
        if badge.token:
            side = 14 * unit
            _paint_code(painter, badge.token, QRectF(self.width() - 4 * unit - side, foot - side, side, side))
        self._paint_name(painter, badge, QRectF(4 * unit, 3 * unit, self.width() - 8 * unit, 28 * unit))

    def _paint_name(self, painter: QPainter, badge: Badge, room: QRectF) -> None:
        font = theme.type_font("figure", bold=True)
        metrics = QFontMetricsF(font)
        width = max(metrics.horizontalAdvance(badge.first_name), 1.0)
        factor = min(room.width() / width, room.height() / metrics.height())
        font.setPointSizeF(max(font.pointSizeF() * factor * 0.98, 4.0))
        painter.setFont(font)
        painter.setPen(QColor(theme.LIGHT.ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, badge.first_name)

    def _paint_group(self, painter: QPainter, badge: Badge, area: QRectF) -> None:
        shade = QColor(badge.group_colour)
        if badge.group_mark:
            draw_shape(painter, area, badge.group_mark, shade)
        font = theme.type_font("title")
        font.setPixelSize(max(round(area.height() * 0.95), 6))
        painter.setFont(font)
        painter.setPen(shade)
        left = area.right() + area.width() * 0.3 if badge.group_mark else area.left()
        painter.drawText(QRectF(left, area.top(), 200, area.height()), Qt.AlignmentFlag.AlignVCenter, badge.group_label)


def _paint_code(painter: QPainter, token: str, area: QRectF) -> None:
    """Paint the real code of a token; a token of another program has none."""
    from facilitatore.door.paper.qr import MODULES, qr_runs
    from facilitatore.errors import BadValue

    try:
        runs = qr_runs(token)
    except BadValue:
        return
    module = area.width() / MODULES
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for x, y, length in runs:
        dark = QRectF(area.left() + x * module, area.top() + y * module, length * module, module)
        painter.fillRect(dark, QColor(theme.LIGHT.ink))
    painter.restore()


class PrintingCard(Card):
    """Preview, sheet of labels, first free label and the button that prints.

    The sheet and, for each kind of sheet, the next free label are remembered on this laptop.

    Signals:
        print_wanted(): print what has not been printed.
    """

    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._stocks: dict[str, Stock] = {}
        self.preview = BadgePreview()
        self.who = TextLabel(role="strong")
        self.words = TextLabel(role="small")
        self.stock = Choice()
        self.stock.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.start = QSpinBox()
        self.start.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QuietButton(tr("Stampa"), tr("Ctrl P"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.print_wanted)
        self.stock.activated.connect(self._stock_chosen)
        self.start.valueChanged.connect(self._start_chosen)
        fields = WrapLayout(None, 14, 8)
        fields.addWidget(FieldRow(tr("Foglio di etichette"), self.stock))
        fields.addWidget(FieldRow(tr("Prima etichetta libera"), self.start))
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.who)
        beside.addWidget(self.words)
        beside.addLayout(fields)
        beside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        self.body.addLayout(row)

    def load(self) -> None:
        """Read the sheets of labels, once."""
        if self._stocks:
            return
        from facilitatore.door.badges.stock import load_stocks

        self._stocks = load_stocks()
        for key, stock in self._stocks.items():
            size = tr("{0} × {1} mm").format(_measure(stock.w_mm), _measure(stock.h_mm))
            self.stock.addItem(f"{stock.maker} {key} · {size}", key)
        remembered = read_settings().get("badge_stock")
        place = self.stock.findData(remembered if remembered in self._stocks else _DEFAULT)
        self.stock.setCurrentIndex(max(place, 0))
        self._show_start()

    def chosen_stock(self) -> Stock:
        """Return the sheet in use."""
        return self._stocks[str(self.stock.currentData())]

    def set_waiting(self, count: int, *, busy: bool) -> None:
        """Say how many badges are to be printed."""
        one = count == 1
        self.button.setText(tr("Stampa 1 etichetta") if one else tr("Stampa {0} etichette").format(count))
        self.button.setEnabled(count > 0 and not busy)
        if not count:
            self.words.setText(tr("Nessuna etichetta da stampare."))
        else:
            self.words.setText(
                tr("1 etichetta da stampare.") if one else tr("{0} etichette da stampare.").format(count)
            )

    def set_chosen(self, badge: Badge | None, words: str) -> None:
        """Show whose badge it is."""
        self.preview.set_badge(badge)
        self.who.setText(words)

    def used(self, count: int) -> None:
        """Go on after `count` labels of the sheet."""
        stock = self.chosen_stock()
        self.start.setValue((self.start.value() - 1 + count) % stock.per_sheet + 1)

    def _stock_chosen(self) -> None:
        change_settings(badge_stock=self.stock.currentData())
        self._show_start()

    def _show_start(self) -> None:
        stock = self.chosen_stock()
        starts = _remembered_starts()
        self.start.blockSignals(True)
        self.start.setRange(1, stock.per_sheet)
        self.start.setSuffix(tr(" di {0}").format(stock.per_sheet))
        start = starts.get(stock.key)
        self.start.setValue(start if isinstance(start, int) else 1)
        self.start.blockSignals(False)

    def _start_chosen(self, start: int) -> None:
        change_settings(badge_start={**_remembered_starts(), self.chosen_stock().key: start})


def _remembered_starts() -> dict[str, Any]:
    starts = read_settings().get("badge_start")
    return starts if isinstance(starts, dict) else {}


def _measure(length_mm: float) -> str:
    return f"{length_mm:g}".replace(".", ",")
