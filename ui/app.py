"""Building the window once, and what happens when it cannot go on."""

from __future__ import annotations

import gc
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from facilitatore.errors import Problem
from facilitatore.resources import resource_path
from facilitatore.session.scratch import sweep_scratch
from ui.bridge import Bridge
from ui.error_log import write_log
from ui.laptop_menu import LARGEST, SMALLEST
from ui.main_window import MainWindow
from ui.opened_files import OpenedFiles
from ui.settings import read_number, read_switch
from ui.theme import apply_theme
from ui.translations import tr

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_AFTER_PAINT_MS: Final = 200


def make_application() -> QApplication:
    """Make the application with its theme and Qt's own Italian words."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("facilitatore")
    app.setApplicationDisplayName("")
    app.setWindowIcon(QIcon(str(resource_path("icons", "facilitatore.png"))))
    QLocale.setDefault(QLocale(QLocale.Language.Italian, QLocale.Country.Italy))
    translator = QTranslator(app)
    if translator.load("qtbase_it", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    apply_theme(app, dark=read_switch("dark"), text_scale=read_number("text_scale", SMALLEST, SMALLEST, LARGEST))
    return app


def open_window(path: Path | None) -> int:
    """Open the window, on the evening at `path` if there is one, and return when it is closed."""
    app = make_application()
    sys.excepthook = _write_down
    bridge = Bridge()
    problems: list[Problem] = []
    bridge.refused.connect(problems.append)
    if path is not None:
        bridge.open_evening(path)
    bridge.refused.disconnect(problems.append)
    window = MainWindow(bridge)
    sys.excepthook = lambda kind, error, trace: _tell_of_bug(window, kind, error, trace)
    files = OpenedFiles(bridge.open_evening, app)
    app.installEventFilter(files)
    if app.primaryScreen().availableSize().width() <= window.width():
        window.showMaximized()
    else:
        window.show()
    for problem in problems:
        window.show_problem(problem)
    sweep_scratch()
    # What start-up made stays: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    gc.enable()
    QTimer.singleShot(_AFTER_PAINT_MS, window, lambda: _listen(app, window))
    code = app.exec()
    app.removeEventFilter(files)
    window.leave()
    return code


def _listen(app: QApplication, window: MainWindow) -> None:
    """Close in order when the system says so; before the first paint there is nothing in hand, and sockets take time."""
    from ui.ending import Ending

    Ending(app, window)


def _write_down(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Write a bug in `errors.log` and on the terminal, where there is one, and return its details."""
    details = "".join(traceback.format_exception(kind, error, trace))
    kept = write_log(details)
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # the terminal was closed meanwhile
            sys.stderr.write(details)
    return details if kept else details + "\n(errors.log could not be written)"


def _tell_of_bug(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write a bug down, and say that nothing written is lost. The window goes on."""
    details = _write_down(kind, error, trace)
    window.bar.show_message(
        tr("C’è stato un errore del programma, non tuo. Quello che hai scritto è al sicuro; puoi continuare."),
        "error",
        tr("Copia i dettagli"),
        lambda: QApplication.clipboard().setText(details),
    )
