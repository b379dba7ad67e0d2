"""What every test gets: a home of its own, no screen, and no silence about warnings, windows and timers left behind."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from facilitatore.prepare.evening import find_group
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, fact_file, recording
from facilitatore.session.format import set_up_writing
from tests.held_files import HeldFiles
from tests.homes import at_home

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Before anything imports PySide6: the platform is read when the application is made.
if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No printer of this computer: CUPS is looked for where nobody listens, until ui/door/paper/conftest.py starts a server.
os.environ["CUPS_SERVER"] = str(Path(tempfile.gettempdir(), f"facilitatore-{os.getpid()}.cups"))

# What tests write lies in memory, where there is room for it: on a disk they wait for it longer than they work.
if os.access(_MEMORY := Path("/dev/shm"), os.W_OK) and shutil.disk_usage(_MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

_ROUNDS = 5
_WAIT_MS = 10_000
# The offscreen platform has no window manager, and says so for every window with a smallest size.
_NO_WINDOW_MANAGER = (
    r"This plugin does not support (propagateSizeHints|raise|setting window opacity|grabbing the keyboard)"
)


def pytest_configure(config: pytest.Config) -> None:
    """Declare our marker; draw the same examples at every run, with no deadline: a busy computer is no failure."""
    hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
    hypothesis.settings.load_profile("steady")
    config.addinivalue_line("markers", "log_expected: the test provokes a warning in the log on purpose")
    config.addinivalue_line("markers", "windows_like: no open file can be renamed, replaced or removed, as on Windows")
    config.addinivalue_line("markers", "unix_like: what is provoked can happen only where open files may be removed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every message of Qt from warning upwards fail the test during which it comes."""
    for item in items:
        if item.get_closest_marker("qt_log_level_fail") is None:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(_NO_WINDOW_MANAGER, extend=True))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Let what goes on beside a window come to its end before pytest-qt takes the window away."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        pool = core.QThreadPool.globalInstance()
        for _ in range(_ROUNDS):
            pool.waitForDone(_WAIT_MS)
            core.QCoreApplication.processEvents()  # its end may begin something else
            if not pool.activeThreadCount():
                break
    return (yield)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home and application folders of its own, so that it can neither read nor hurt the real ones."""
    home = tmp_path / "home"
    for variable, folder in at_home(home).items():
        monkeypatch.setenv(variable, folder)
    return home


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the waiting for the disk, which only two folders are about: it takes nine tenths of the time."""

    def set_up(db: sqlite3.Connection) -> None:
        set_up_writing(db)
        db.execute("PRAGMA synchronous=OFF")

    monkeypatch.setattr(fact_file, "set_up_writing", set_up)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def held_files(monkeypatch: pytest.MonkeyPatch) -> HeldFiles:
    """Forbid what Windows forbids with files that somebody has open."""
    if sys.platform == "win32":
        pytest.skip("Windows forbids it by itself")
    return HeldFiles(monkeypatch)


@pytest.fixture(autouse=True)
def windows_like(request: pytest.FixtureRequest) -> None:
    """Have `held_files` in marked tests; where `FACILITATORE_WINDOWS_LIKE` is set, in all but those of what Unix allows."""
    marked, not_there = (request.node.get_closest_marker(name) is not None for name in ("windows_like", "unix_like"))
    if marked or (os.environ.get("FACILITATORE_WINDOWS_LIKE") and not not_there):
        request.getfixturevalue("held_files")


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of writes stand still where `FACILITATORE_FROZEN` is set, so that laptops write in one millisecond.

    What a test promises about order must hold then too: on a quick machine it happens by itself.
    """
    if os.environ.get("FACILITATORE_FROZEN"):
        moment = recording.now_ms()
        monkeypatch.setattr(recording, "now_ms", lambda: moment)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what moves the clock of writes on by a minute: what is written then comes after all that was written."""
    clock, minutes = recording.now_ms, itertools.count(1)

    def going_on() -> None:
        ahead = next(minutes) * 60_000
        monkeypatch.setattr(recording, "now_ms", lambda: clock() + ahead)

    return going_on


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Session]:
    """Open the first evening of Carpi 2018, with its three groups."""
    with create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")) as session:
        yield session


@pytest.fixture
def group(evening: Session) -> str:
    """Return the id of its group A."""
    return find_group(evening, "A").id


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a log record of warning or worse, unless the test is marked `log_expected`."""
    yield
    if request.node.get_closest_marker("log_expected") is None:
        loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
        assert loud == [], "unexpected in the log"


@pytest.fixture(autouse=True)
def nothing_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail if a window is still shown, or nobody owns it, or a timer of it still runs at the end of the test.

    Looks only where Qt's widgets are already imported: a test of the core must not load them.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = _left_behind(widgets)
    assert left == [], f"left behind by {request.node.name}"


def _left_behind(widgets: Any) -> list[str]:
    """Describe, and close, what a test forgot."""
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    found = []
    for window in widgets.QApplication.topLevelWidgets():
        timers = [timer for timer in window.findChildren(core.QTimer) if timer.isActive()]
        if timers and window.isVisible():
            found.append(f"{len(timers)} timers of {type(window).__name__}")
        elif timers and _is_ours(window):
            found.append(f"{len(timers)} timers of a hidden {type(window).__name__}")
        if window.isVisible():
            found.append(f"window {type(window).__name__}")
        elif _is_ours(window):
            found.append(f"{type(window).__name__} that nobody owns")
        for timer in timers:
            timer.stop()
        if window.isVisible():
            window.close()
    return found


def _is_ours(window: Any) -> bool:
    """Tell our windows from those that Qt keeps for itself, such as the list of a drop-down or a tooltip."""
    return type(window).__module__.split(".")[0] in {"ui", "tests"}


@pytest.fixture
def themed_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme at text scale 1, put back so after the test."""
    from ui.theme import apply_theme

    apply_theme(qapp, dark=False)
    yield qapp
    apply_theme(qapp, dark=False)
