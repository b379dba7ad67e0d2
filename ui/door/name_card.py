"""Asking what somebody is called: the badges there could be, with a key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.door.keys import KeyWish
from ui.door.paper.badge_preview import BadgePreview
from ui.plain import PlainWords, set_description, set_name
from ui.translations import tr
from ui.widgets import Card, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.stock import Stock

_LEAST, _MOST = 150, 300
"""Pixels of a badge from side to side: enough to read the name, and no larger than in the hand."""

_FLAT: Final = 0.625
_INSET: Final = 9
"""By so much the key stands out of the corner of its badge."""

_GAP: Final = 12
_MOST_OFFERS: Final = 9
"""There is no key with a larger figure."""


class Offer(NamedTuple):
    """A badge that can be chosen, and the words below it."""

    badge: Badge
    words: str


class Labels(NamedTuple):
    """The labels in use, and a preview whose fonts are known."""

    stock: Stock
    qr: bool
    preview: BadgePreview


class BadgeOffer(PlainWords, QAbstractButton):
    """A badge with its key in the corner; a click does what the key does, and takes no focus."""

    def __init__(self, key: str, offer: Offer, labels: Labels) -> None:
        super().__init__()
        self.preview = BadgePreview(fonts=labels.preview.fonts)
        self.preview.set_label(labels.stock, qr=labels.qr)
        self.preview.set_badge(offer.badge)
        self.words = TextLabel(offer.words, "small")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(_INSET, _INSET, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.preview)
        layout.addWidget(self.words)
        for child in (self.preview, self.words, _Corner(key, self)):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_name(self, offer.words)
        set_description(self, tr("tasto {0}").format(key))

    def set_width(self, width: int) -> None:
        """Take so many pixels from side to side."""
        inner = width - _INSET
        self.preview.set_room(inner, inner * _FLAT)
        self.words.ensurePolished()
        self.words.setFixedSize(inner, self.words.heightForWidth(inner))

    def sizeHint(self) -> QSize:
        """Return the size of what is in it."""
        return self._inside.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Leave all painting to the badge and the words."""


class _Corner(QWidget):
    """The key of a badge, large, over its corner."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        side = QFontMetrics(theme.type_font("title")).height() + 6
        self.resize(side, side)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a key with the accent around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -3)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box.adjusted(0, 2, 0, 2), 5, 5)
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(theme.type_font("title"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class NameCard(Card):
    """The question, the badges, and the ways out.

    Signals:
        chosen(int): the badge at this place, from 0.
        other_wanted(): another name is to be written.
        left(): back to where the question came from.
    """

    chosen = Signal(int)
    other_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Come si chiama?"), "current", parent)
        self.offers: list[BadgeOffer] = []
        self.words = TextLabel(role="soft")
        self._badges = QWidget()
        self._flow = WrapLayout(self._badges, _GAP, 8)
        self.does = TextLabel(role="small")
        self.other = KeyWish("F3", tr("un altro nome"))
        self.back = KeyWish(tr("Esc"), tr("torna indietro"))
        self.other.clicked.connect(self.other_wanted)
        self.back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(self.does, 1)
        foot.addWidget(self.other)
        foot.addWidget(self.back)
        self.body.addWidget(self.words)
        self.body.addWidget(self._badges)
        self.body.addLayout(foot)

    def ask(self, words: str, offers: Sequence[Offer], does: str, labels: Labels) -> None:
        """Offer these badges; `words` say what is written where, `does` what a key does besides."""
        self.words.setText(words)
        self.does.setText(does)
        self._flow.clear()
        self.offers = [BadgeOffer(str(place + 1), offer, labels) for place, offer in enumerate(offers[:_MOST_OFFERS])]
        for place, offer in enumerate(self.offers):
            offer.clicked.connect(lambda _checked=False, chosen=place: self.chosen.emit(chosen))
            self._flow.addWidget(offer)
            offer.show()
        self._fit()

    def _fit(self) -> None:
        """Have all badges in one line where that leaves their names legible."""
        count = max(len(self.offers), 1)
        margins = self.body.contentsMargins()
        room = self.contentsRect().width() - margins.left() - margins.right()
        width = (room - _GAP * (count - 1)) // count
        for offer in self.offers:
            offer.set_width(min(max(width, _LEAST), _MOST))
        self._flow.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()
