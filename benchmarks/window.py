"""From the start of the process to the first usable window, beside the process that shows an empty QMainWindow.

Usable: the evening's file is read, frame and page are painted, the event loop answers, and the field one writes in
takes letters. One evening for each job a laptop may have. CPU of the whole process and wall clock from its start, as
the median of paired runs, offscreen. Limit: 2. Below, without a limit: when the page is filled with the evening.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
LIMIT = 2.0
HEAVY = ("sqlmodel", "sqlalchemy", "reportlab", "typst", "docx", "odfdo", "rapidfuzz", "jinja2", "qrcode", "PIL")
JOBS = (("serata-unita", "Prepara"), ("accoglienza", "Accogli"), ("gruppo-B", "Raccogli"))

BARE = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
def usable():
    print("usable", time.process_time(), flush=True)
    app.quit()
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, usable)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = f"""
import sys, time
from pathlib import Path
from ui.__main__ import get_ready
get_ready()
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from ui.app import make_application
from ui.bridge import Bridge
from ui.main_window import MainWindow
def usable():
    print("usable", time.process_time(), flush=True)
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    fields = window.current_page.findChildren(QLineEdit)
    field = app.focusWidget() if app.focusWidget() in fields else next(one for one in fields if one.isVisible())
    app.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))
    if heavy or "a" not in field.text():
        sys.stderr.write(f"imported: {{heavy}}; field: {{field.text()!r}}")
        app.exit(1)
    field.clear()
    wait_until_filled()
def wait_until_filled():
    if window.current_page.dirty:
        QTimer.singleShot(0, wait_until_filled)
        return
    window.grab()
    print("filled", time.process_time(), flush=True)
    app.quit()
class Window(MainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, usable)
app = make_application()
bridge = Bridge()
bridge.open_evening(Path(sys.argv[1]))
window = Window(bridge)
window.show()
code = app.exec()
window.close()
sys.exit(code)
"""


def run(code: str, *arguments: str) -> dict[str, tuple[float, float]]:
    """Run Python code in a process; return the wall and CPU seconds from its start, by the moment it tells."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Whoever installs the program has its bytecode; the first run makes it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    moments = {}
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        for line in process.stdout or ():
            name, cpu = line.split()
            moments[name] = (time.perf_counter() - start, float(cpu))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "the window")
    return moments


def measure(evening: Path, room: str) -> bool:
    """Print the figures of one job; whether its limit is met."""
    run(BARE)
    run(OURS, str(evening))
    pairs = [(run(BARE)["usable"], run(OURS, str(evening))) for _ in range(RUNS)]

    def times(moment: str, clock: int) -> float:
        return statistics.median(ours[moment][clock] / bare[clock] for bare, ours in pairs)

    bare_ms = statistics.median(bare[0] for bare, _ in pairs) * 1000
    ours_ms = statistics.median(ours["usable"][0] for _, ours in pairs) * 1000
    filled_ms = statistics.median(ours["filled"][0] for _, ours in pairs) * 1000
    wall, cpu = times("usable", 0), times("usable", 1)
    print(f"{room} ({evening.name})")
    print(f"  empty QMainWindow     {bare_ms:5.0f} ms wall")
    print(f"  first usable window   {ours_ms:5.0f} ms wall   {wall:.2f}x wall   {cpu:.2f}x CPU   (limit {LIMIT:.1f}x)")
    print(
        f"  page filled           {filled_ms:5.0f} ms wall   {times('filled', 0):.2f}x wall   {times('filled', 1):.2f}x CPU"
    )
    return max(wall, cpu) <= LIMIT


def main() -> int:
    """Print the figures; 1 when a limit is not met."""
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample"
        subprocess.run(
            [sys.executable, "-m", "ui", "demo", str(sample)], check=True, capture_output=True, cwd=Path.cwd()
        )
        met = [measure(sample / f"{name}.serata", room) for name, room in JOBS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
