"""Labels. What people wrote is always plain text: a note that says ``<b>`` shows ``<b>``."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStyle, QStyleOption, QVBoxLayout, QWidget

from facilitatore.showing import MOST_SHOWN, shown
from ui import theme
from ui.plain import set_description, set_name, set_tip

MOST_IN_LINE = 500
"""Characters of what stands on one line: more than any screen has room for."""
CROSS = "\N{MULTIPLICATION SIGN}"
"""On the buttons that close or remove; FiraGO has it, unlike the crosses made for this."""
# Latin letters only: scripts that write without spaces break lines by themselves, and their signs must not be parted.
_LONG_WORD = re.compile(r"[!-~\u00c0-\u024f]{25,}")
_ZERO_WIDTH_SPACE = "\u200b"


def _breakable(word: re.Match[str]) -> str:
    return _ZERO_WIDTH_SPACE.join(re.findall(r".{1,12}", word.group()))


class TextLabel(QLabel):
    """A text of one of the roles of the style sheet: body, small, soft, strong, title, heading, warning, error."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change the text; a word longer than any line, such as an address, may be broken, and no end is a page's end."""
        self._text = text
        seen = shown(text, MOST_SHOWN if self.wordWrap() else MOST_IN_LINE)
        super().setText(_LONG_WORD.sub(_breakable, seen) if self.wordWrap() else seen)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._text

    def set_role(self, role: str) -> None:
        """Change the role, e.g. from body to warning."""
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class HeadingLabel(TextLabel):
    """The heading of a page (`role` heading) or of a card (`role` title)."""

    def __init__(self, text: str = "", role: str = "heading", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, wrap=True, parent=parent)
        set_name(self, text)

    def setText(self, text: str) -> None:
        """Change the heading, for the eye and for the ear."""
        super().setText(text)
        set_name(self, text)


class ElidedLabel(QLabel):
    """One line that shortens itself with "…" and tells the whole text in its tooltip and to a screen reader."""

    def __init__(self, text: str = "", role: str = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: tuple[str, str] | None = None
        self._told = "", ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def set_group_colour(self, own: str, on: str = "card") -> None:
        """Write in a group's `own` colour (``#RRGGBB``), readable on the surface `on`; empty: the ink."""
        self._ink = (own, on)
        self.update()

    def setText(self, text: str) -> None:
        """Change the text; line breaks become spaces."""
        super().setText(shown(" ".join(text.split()), MOST_IN_LINE))
        self._tell()

    def is_elided(self) -> bool:
        """Tell whether the width is too small for the whole text."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def shown_text(self) -> str:
        """Return what is on the screen."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def minimumSizeHint(self) -> QSize:
        """Return room for three letters and the dots."""
        metrics = self.fontMetrics()
        margin = self.width() - self.contentsRect().width() if self.width() else 0
        needed = min(metrics.horizontalAdvance("mmm…"), metrics.horizontalAdvance(self.text()))
        return QSize(needed + margin, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Return room for the whole text."""
        return super().sizeHint() + QSize(2, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide again whether a tooltip is needed."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame of the style sheet and the shortened text."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        rect: QRect = self.contentsRect()
        alignment = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        ink = theme.group_colour(*self._ink) if self._ink else self.palette().color(self.foregroundRole())
        painter.setPen(ink)
        painter.drawText(rect, int(alignment) | Qt.TextFlag.TextSingleLine, self.shown_text())

    def _tell(self) -> None:
        text = self.text()
        told = text, text if self.is_elided() else ""
        if told != self._told:  # a page that is laid out resizes each label several times
            self._told = told
            set_name(self, text)
            set_tip(self, told[1])


class FieldRow(QWidget):
    """A name above (or beside) the field it belongs to; the field takes the name for screen readers too."""

    def __init__(
        self, name: str, field: QWidget, hint: str = "", *, beside: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.label = TextLabel(name, "small", wrap=False)
        self.label.setBuddy(field)
        self.hint = TextLabel(hint, "small")
        self._said, self._refusal = (hint, "small"), ""
        set_name(field, name)
        set_description(field, hint)
        layout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12 if beside else 4)
        layout.addWidget(self.label)
        layout.addWidget(field, 1)
        layout.addWidget(self.hint)
        self.hint.setVisible(bool(hint))

    def set_hint(self, text: str, role: str = "small") -> None:
        """Say something about the field under it, e.g. why it cannot be so (`role` error)."""
        self._said = text, role
        self._tell()

    def set_refusal(self, reason: str) -> None:
        """Say why what is in the field is not kept, in place of the hint; empty: it is kept, and the hint is back."""
        self._refusal = reason
        self._tell()

    def _tell(self) -> None:
        text, role = (self._refusal, "error") if self._refusal else self._said
        self.hint.setText(text)
        self.hint.set_role(role)
        self.hint.setVisible(bool(text))
        mark_refused(self.field, text if role == "error" else "")
        set_description(self.field, text)


def mark_refused(field: QWidget, reason: str) -> None:
    """Draw a field as one whose words are not kept, and tell a screen reader why; empty: as any other."""
    if bool(reason) != bool(field.property("refused")):
        field.setProperty("refused", bool(reason))
        field.style().unpolish(field)
        field.style().polish(field)
        set_description(field, reason)
