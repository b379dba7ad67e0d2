"""Starting the window without a screen and touching every page: what an installer and a doubtful laptop run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def touch_every_page() -> str:
    """Open a new evening in a temporary folder, show each page, and return a sentence."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The platform without a screen says at every window what it does not do.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;default.debug=false")
    from PySide6.QtWidgets import QApplication

    from facilitatore.prepare.templates import create_evening, find_template
    from ui.app import make_application
    from ui.bridge import Bridge
    from ui.main_window import MainWindow
    from ui.rooms import PAGES

    app = make_application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bridge = Bridge()
        window = MainWindow(bridge)
        window.show()
        bridge.adopt(create_evening(Path(folder) / "prova.serata", find_template("carpi-2018-1")))
        for index in range(len(PAGES)):
            window.show_room(index)
            QApplication.processEvents()
            if window.current_page is not window.page(index):
                message = f"page {index} does not show"
                raise RuntimeError(message)
        window.close()
        window.deleteLater()
        app.processEvents()
    return "Tutte le pagine si aprono."
