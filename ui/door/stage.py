"""The place of who arrives: in it stands, for as long as it is needed, a panel about something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from ui.door.figures import Figures
    from ui.door.welcome import Welcome


class Stage(QStackedWidget):
    """One thing at a time, and the focus in what is seen: a phrase typed for the register is no name in the hidden field."""

    def __init__(self, welcome: Welcome, figures: Figures, parent: QWidget) -> None:
        """`welcome` is who arrives; `figures`, beside it, give their room to a panel that needs it."""
        super().__init__(parent)
        self._welcome, self._figures = welcome, figures
        self.addWidget(welcome)
        self.setFocusProxy(welcome.field)

    @property
    def is_free(self) -> bool:
        """Whether the one who arrives is what is seen."""
        return self.currentWidget() is self._welcome

    def put_on(self, panel: QWidget, *, with_figures: bool = False) -> None:
        """Show a panel instead of any other."""
        self.clear()
        self.addWidget(panel)
        self.setCurrentWidget(panel)
        self.setFocusProxy(cast("QWidget", None))  # Qt takes none for «no longer», its stubs do not
        self._figures.setVisible(with_figures)

    def clear(self) -> None:
        """Show who arrives again."""
        self.setCurrentWidget(self._welcome)
        while self.count() > 1:
            panel = self.widget(1)
            if panel is not None:
                self.removeWidget(panel)  # a stack is as tall as the tallest in it, seen or not
        self.setFocusProxy(self._welcome.field)
        self._figures.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the panel: to what had it there last, else to the first that takes it."""
        super().focusInEvent(event)
        panel = self.currentWidget()
        last = panel.focusWidget() if panel is not None else None
        if last is None or not last.isVisible():
            takers = panel.findChildren(QWidget) if panel is not None else []
            last = next((one for one in takers if _takes_focus(one)), None)
        if last is not None:
            last.setFocus()


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
