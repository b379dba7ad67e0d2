"""A real evening, a real bridge and the page on which its notes are typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge
from ui.capture.page import CapturePage


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, themed_app: QApplication) -> CapturePage:
    """Show the page, with the focus in the entry field."""
    made = CapturePage(bridge)
    qtbot.addWidget(made)
    bridge.changed.connect(made.changed)
    made.resize(1198, 704)
    made.show()
    made.activateWindow()
    made.focus_entry()
    themed_app.processEvents()
    return made
