"""What heavy and absurd evenings cost: each page of the window and each command, in a process of its own.

Printed is the slowest page and the slowest command of each evening, and the most memory either took, beside the limits:
2 s and 500 MB. Seconds of the processor, which other work on the machine does not change; of a page from the moment it is
asked for until it is filled and painted, of a command with its imports, without the start of the program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.heavy_evenings import MODES, heavy_evening

MOST_SECONDS = 2.0
MOST_MB = 500
_ALARM_SECONDS = 120

WINDOW = """
import json, os, resource, sys, time, traceback
from pathlib import Path
def fail(*error):
    traceback.print_exception(*error)
    os._exit(1)
sys.excepthook = fail
from ui.__main__ import get_ready
get_ready()
from ui.app import make_application
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.rooms import PAGES
app = make_application()
bridge, took = Bridge(), {}
start = time.process_time()
bridge.open_evening(Path(sys.argv[1]))
took["open"] = time.process_time() - start
start = time.process_time()
window = MainWindow(bridge)
window.show()
app.processEvents()
took["window"] = time.process_time() - start
for room, (module, _) in enumerate(PAGES):
    start = time.process_time()
    window.show_room(room)
    app.processEvents()
    while window.current_page.dirty:
        app.processEvents()
    window.grab()
    app.processEvents()
    took[module.split(".")[1]] = time.process_time() - start
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
window.close()
"""

COMMAND = """
import contextlib, io, json, os, resource, sys, time
from facilitatore.cli import run
quiet = io.StringIO()
start = time.process_time()
with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
    code = run(sys.argv[1:])
took = time.process_time() - start
if code not in (0, 1) or "errore del programma" in quiet.getvalue():
    sys.exit(quiet.getvalue()[-2000:])
print(json.dumps([{" ".join(sys.argv[1:3]): took}, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

EVENING = "sera.serata"
COMMANDS = (
    ("info", EVENING),
    ("check", EVENING),
    ("notes", "list", EVENING),
    ("people", "list", EVENING),
    *(("export", EVENING, "--format", form, "-o", f"out.{form}") for form in ("html", "pdf", "md", "json", "sqlite")),
    *(("handouts", EVENING, "--kind", kind, "-o", f"{kind}.pdf") for kind in ("group", "signs", "arrows")),
    ("badges", EVENING, "-o", "badges.pdf"),
    ("kit", EVENING, "-o", "kit"),
)


def run(folder: Path, code: str, *arguments: str) -> tuple[dict[str, float], float]:
    """Run Python code in a process; return the seconds that each thing took, and the most memory in MB."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "PYTHONPATH": str(Path.cwd())}
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        environment[variable] = str(folder / variable)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_ALARM_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {f"{' '.join(arguments[:4])} never ends": float(_ALARM_SECONDS)}, 0.0
    if done.returncode:
        return {f"{' '.join(arguments[:4])} fails: {done.stderr[-400:]}": float(_ALARM_SECONDS)}, 0.0
    took, memory = json.loads(done.stdout.splitlines()[-1])
    return took, memory


def measure(mode: str) -> bool:
    """Print the figures of one evening; whether its limits are met."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        heavy_evening(folder / EVENING, mode)
        took, most = run(folder, WINDOW, EVENING)
        for command in COMMANDS:
            seconds, memory = run(folder, COMMAND, *command)
            took |= (
                {" ".join(command[:4]).replace(f"{EVENING} ", ""): one for one in seconds.values()}
                if memory
                else seconds
            )
            most = max(most, memory)
    slowest = sorted(took, key=lambda one: -took[one])[:3]
    met = took[slowest[0]] <= MOST_SECONDS and most <= MOST_MB
    said = ", ".join(f"{one} {took[one]:.1f} s" for one in slowest)
    print(f"{'  ' if met else '! '}{mode:40} {most:5.0f} MB   {said}", flush=True)
    return met


def main() -> int:
    """Print the figures of the evenings that are named, or of all; 1 when a limit is not met."""
    wanted = sys.argv[1:] or list(MODES)
    print(f"limits: {MOST_MB} MB, {MOST_SECONDS:.0f} s")
    return 0 if sum(not measure(mode) for mode in wanted) == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
