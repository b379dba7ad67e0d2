"""From the start of the process to the first usable window, beside the process that shows an empty QMainWindow.

Usable: the evening's file is read, its page is painted and the event loop answers. CPU of the whole process and wall
clock, median of paired runs, offscreen. Limit: 2.
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

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = f"""
import gc, sys
gc.disable()
import facilitatore.prepare.evening, facilitatore.sentences, facilitatore.session.session
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import make_application
from ui.bridge import Bridge
from ui.main_window import MainWindow
app = make_application()
bridge = Bridge()
class Window(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)
bridge.open_evening(Path(sys.argv[1]))
window = Window(bridge)
window.show()
app.exec()
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
window.close()
"""


def run(code: str, *arguments: str) -> tuple[float, float, str]:
    """Run Python code in a process; return its wall and CPU seconds, and what it printed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Whoever installs the program has its bytecode; the first run makes it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = os.times()
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    wall = time.perf_counter() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, done.stdout.strip()


def main() -> int:
    """Print the figures; 1 when a limit is not met."""
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample"
        subprocess.run(
            [sys.executable, "-m", "ui", "demo", str(sample)], check=True, capture_output=True, cwd=Path.cwd()
        )
        evening = str(sample / "serata-unita.serata")
        run(BARE)
        run(OURS, evening)
        pairs = [(run(BARE), run(OURS, evening)) for _ in range(RUNS)]
    wall = statistics.median(ours[0] / bare[0] for bare, ours in pairs)
    cpu = statistics.median(ours[1] / bare[1] for bare, ours in pairs)
    bare_ms = statistics.median(bare[0] for bare, _ in pairs) * 1000
    ours_ms = statistics.median(ours[0] for _, ours in pairs) * 1000
    heavy = pairs[0][1][2]
    print(f"empty QMainWindow        {bare_ms:7.0f} ms wall")
    print(f"first usable window      {ours_ms:7.0f} ms wall   {wall:.2f}x wall   {cpu:.2f}x CPU   (limit {LIMIT:.1f}x)")
    print(f"heavy modules imported   {heavy or 'none'}")
    return 0 if max(wall, cpu) <= LIMIT and not heavy else 1


if __name__ == "__main__":
    sys.exit(main())
