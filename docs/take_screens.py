"""Takes the pictures of `docs/screens`: every page of the sample evening, at the two sizes that laptops have.

Of the door also a list that is looked at, the panel of paper and printer, and the register.

Usage: make screens, or QT_QPA_PLATFORM=offscreen python docs/take_screens.py [FOLDER]
Environment: FACILITATORE_DARK=1 for the dark palette, FACILITATORE_TEXT=2.0 for larger text.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.bridge import Bridge
    from ui.main_window import MainWindow

SIZES = ((1366, 768), (1920, 1080))
NAMES = ("prepara", "accogli", "conduci", "raccogli", "sintetizza", "consegna")
A_LIST = Path(__file__).parent.parent / "tests" / "files" / "registrations" / "6_segreteria_excel.csv"
BROUGHT = ("accoglienza.serata", "gruppo-A.serata", "gruppo-B.serata", "gruppo-C.serata")
FILES = (
    "serata.serata",
    "accoglienza.serata",
    "gruppo-B.serata",
    "gruppo-B.serata",
    "gruppo-B.serata",
    "serata.serata",
)


def main() -> int:
    """Play the sample evening and take the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screens"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # The pictures show a laptop that was never used before.
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = str(Path(folder) / name)
        from facilitatore.demo import play

        evening = Path(folder) / "evening"
        play(evening, lambda _: None)
        take_all(evening, target)
    return 0


def start_countdown(bridge: Bridge) -> None:
    """Let somebody speak, with 24 seconds left of two minutes."""
    from facilitatore.conduct.actions import set_countdown
    from facilitatore.conduct.countdown import Countdown, MachineClock

    countdown = Countdown(total_s=120, left_s=24).start(MachineClock())
    bridge.do(set_countdown, bridge.job.group, countdown)


def come_from_elsewhere(folder: Path) -> None:
    """Forget that the files of the groups were written on this laptop: at the Cabina they come from others."""
    os.environ["XDG_DATA_HOME"] = str(folder / "cabina")


def take_all(evening: Path, target: Path) -> None:
    """Show each page on its file and save a picture of each size."""
    from PySide6.QtTest import QTest

    from ui.app import make_application
    from ui.bridge import Bridge
    from ui.main_window import MainWindow
    from ui.settings import change_settings

    change_settings(
        dark=bool(os.environ.get("FACILITATORE_DARK")), text_scale=float(os.environ.get("FACILITATORE_TEXT", "1"))
    )
    make_application()
    bridge = Bridge()
    window = MainWindow(bridge)
    window.show()
    for width, height in SIZES:
        window.resize(width, height)
        QTest.qWait(150)
        bridge.close_evening()
        window.show_welcome()
        QTest.qWait(150)
        window.grab().save(str(target / f"benvenuto-{width}.png"))
        for room, (name, file) in enumerate(zip(NAMES, FILES, strict=True)):
            bridge.open_evening(evening / file)
            window.show_room(room)
            if name == "conduci":
                start_countdown(bridge)
            if name == "consegna":
                come_from_elsewhere(evening.parent)
                window.page(room).add_paths([evening / one for one in BROUGHT])
            QTest.qWait(400)
            while bridge.is_busy:
                QTest.qWait(20)
            window.bar.clear()
            window.reminder_bar.clear()  # the evening of the pictures is years ago
            window.grab().save(str(target / f"{name}-{width}.png"))
            if name == "accogli":
                take_door(window, room, target)
    window.close()


def take_door(window: MainWindow, room: int, target: Path) -> None:
    """Save the door with the panel of paper and printer, with a list that is looked at and let be, and the register."""
    from PySide6.QtTest import QTest

    page = window.page(room)
    card = page.welcome.printing
    card.switch_panel()
    QTest.qWait(1500)  # the printers of this computer are looked for
    window.grab().save(str(target / f"accogli-carta-{window.width()}.png"))
    card.switch_panel()
    page.importing.look_at(A_LIST)
    QTest.qWait(1500)
    window.grab().save(str(target / f"accogli-elenco-{window.width()}.png"))
    page.importing.panel.left.emit()
    page.register.visit()
    QTest.qWait(300)
    window.grab().save(str(target / f"accogli-registro-{window.width()}.png"))
    page.register.leave()


if __name__ == "__main__":
    sys.exit(main())
