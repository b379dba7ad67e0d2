"""A column of cards with a heading, that scrolls: a cloud on the wall, the notes behind a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.plain import set_name
from ui.widgets.labels import ElidedLabel, TextLabel

_MARGIN = 12
_WIDEST_LETTERS = 12
_ONE_LINE_SCALE = 1.25


class FlowColumn(QFrame):
    """Heading, detail on its right, and widgets one under the other; ↑ ↓ Home End move among those that take focus."""

    def __init__(
        self,
        title: str = "",
        detail: str = "",
        tone: str = "plain",
        *,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`tone`: plain or quiet; `framed` False leaves out line, paper and margins."""
        super().__init__(parent)
        self.setProperty("tone", tone if framed else "bare")
        self._widgets: list[QWidget] = []
        self.title = ElidedLabel(role="strong")
        self.detail = ElidedLabel(role="small")
        self._head = QWidget()
        self._line = QHBoxLayout(self._head)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.title, 1)
        self._line.addWidget(self.detail)
        self._turn_head()
        self.empty = TextLabel(role="soft")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 2, 0)
        self._list.setSpacing(8)
        self._list.addWidget(self.empty)
        self._list.addStretch(1)
        self.area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*((_MARGIN, _MARGIN, _MARGIN - 2, _MARGIN) if framed else (0, 0, 0, 0)))
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self.area, 1)
        self.set_head(title, detail)
        self.set_empty_text("")

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest widget, up to about a dozen letters: past that a page had no end."""
        margins = self.contentsMargins()
        needed = self._inside.minimumSizeHint().width() + self.area.verticalScrollBar().sizeHint().width()
        most = self.fontMetrics().horizontalAdvance("m" * _WIDEST_LETTERS)
        width = min(needed, most) + margins.left() + margins.right() + 2 * _MARGIN
        return QSize(width, super().minimumSizeHint().height())

    def set_head(self, title: str, detail: str = "") -> None:
        """Change the heading and what stands on its right."""
        self.title.setText(title)
        self.detail.setText(detail)
        self._head.setVisible(bool(title or detail))
        set_name(self, " ".join(part for part in (title, detail) if part))

    def set_empty_text(self, text: str) -> None:
        """Say this in place of the cards when there are none."""
        self.empty.setText(text)
        self._show_empty()

    def widgets(self) -> list[QWidget]:
        """Return what is in the column, from above."""
        return list(self._widgets)

    def add(self, widget: QWidget, index: int | None = None) -> None:
        """Put a widget at the end, or at `index`."""
        place = len(self._widgets) if index is None else index
        self._widgets.insert(place, widget)
        self._list.insertWidget(place, widget)
        widget.installEventFilter(self)
        self._show_empty()

    def remove(self, widget: QWidget) -> None:
        """Take a widget out and delete it; the focus goes to its neighbour if it had it."""
        index = self._widgets.index(widget)
        had_focus = widget.hasFocus()
        self._widgets.remove(widget)
        self._drop(widget)
        if had_focus and self._widgets:
            self._widgets[min(index, len(self._widgets) - 1)].setFocus()
        self._show_empty()

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show exactly these, in this order; those that stay are moved, the others are deleted."""
        for old in self._widgets:
            if old not in widgets:
                self._drop(old)
        known = set(self._widgets)
        self._widgets = list(widgets)
        for place, widget in enumerate(self._widgets):
            if self._list.indexOf(widget) != place:
                self._list.insertWidget(place, widget)
            if widget not in known:
                widget.installEventFilter(self)
        self._show_empty()

    def clear(self) -> None:
        """Delete all of them."""
        self.set_widgets([])

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until this one is seen."""
        self.area.ensureWidgetVisible(widget, 0, 12)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_line"):
            self._turn_head()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the focus at ↑ ↓ Home End, unless the widget is a text field."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.show_widget(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._widgets:
            stops = [widget for widget in self._widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
            if watched in stops and self._step(stops, stops.index(watched), event.key()):
                return True
        return super().eventFilter(watched, event)

    def _step(self, stops: list[QWidget], here: int, key: int) -> bool:
        places = {
            Qt.Key.Key_Up: here - 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(stops) - 1,
        }
        wanted = places.get(Qt.Key(key), -1)
        if wanted == here or not 0 <= wanted < len(stops):
            return False
        stops[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _turn_head(self) -> None:
        """Put the detail under the heading when large letters leave no room beside it."""
        large = theme.text_scale_now() > _ONE_LINE_SCALE
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0 if large else 8)

    def _drop(self, widget: QWidget) -> None:
        widget.removeEventFilter(self)
        self._list.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _show_empty(self) -> None:
        self.empty.setVisible(not self._widgets and bool(self.empty.text()))
