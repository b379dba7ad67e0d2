"""Scrolling a page to what was just opened on it: under the edge it would look as if nothing had happened."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_AIR = 12


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area that `widget` lies in, once the widget has its size."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        found = area
        QTimer.singleShot(0, widget, lambda: found.ensureWidgetVisible(widget, 0, _AIR))
