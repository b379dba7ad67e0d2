"""Badges for 150 and for 3,000 people: `facilitatore badges` beside gLabels, pylabels, blabel and reportlab.

Of reportlab it is a program that writes the names and letters only. All others draw the first name, the group's mark and letter, and the QR code, from the same list, in one run. Each round runs
the programs one after another, so that a busy computer slows all of them; printed are medians and the medians of the
rounds' ratios, CPU of the whole process with its children. In the same run every code is read from the rendered pages
and every name from the text. Ends with 1 where a limit is missed.

Run ``python benchmarks/badges.py`` (5 minutes; ``--quick``: 150 people and few rounds, half a minute) after ``uv sync
--group bench``. Of Debian: ``glabels`` and ``xvfb`` (gLabels wants a screen even in batch: a virtual one is started
once, outside the measure), and for blabel's WeasyPrint ``libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "badge_peers"
sys.path.insert(0, str(HERE))

from people import read_people, write_evening, write_people  # noqa: E402
from reading import codes_read, names_read  # noqa: E402

OURS, GLABELS, TEXT = "ours", "gLabels", "text only"
PROGRAMS = (OURS, GLABELS, TEXT, "pylabels", "blabel")
LIMITS = {150: {GLABELS: 0.16, TEXT: 1.7}, 3000: {GLABELS: 0.08, TEXT: 6.0}}
"""CPU of ours to theirs, by people."""

PEAK_MIB = 48.0
WARM_MS = 10.0
ROUNDS = {150: 11, 3000: 3}
QUICK_ROUNDS = {150: 3}
SLOW = {3000: ("pylabels", "blabel")}
"""Who needs a minute for so many: measured in the first round only."""


class Spent(NamedTuple):
    """CPU of a run in seconds, and its peak memory."""

    seconds: float
    mib: float


def main() -> None:
    """Measure, print, and fail where a limit is missed."""
    for program in ("glabels-3-batch", "Xvfb"):
        if shutil.which(program) is None:
            sys.exit(f"Manca {program}: senza gLabels e uno schermo virtuale non c'è con che confrontarsi.")
    for module in ("labels", "blabel"):
        if find_spec(module) is None:
            sys.exit(f"Manca {module}: «uv sync --group bench» lo installa.")
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name, virtual_screen() as environment:
        folder = Path(name)
        environment["HOME"] = environment["XDG_STATE_HOME"] = environment["XDG_DATA_HOME"] = str(folder)
        for people, rounds in (QUICK_ROUNDS if "--quick" in sys.argv[1:] else ROUNDS).items():
            spent = measure(folder, people, rounds, environment)
            missed += report(people, spent, folder)
            missed += check(people, folder)
        missed += report_warm(folder, environment)
    if missed:
        sys.exit("missed: " + "; ".join(missed))


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """Start a virtual screen and give the environment of the programs."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            environment = {**os.environ, "DISPLAY": f":{answer.readline().strip()}"}
        # Whoever installs the program has its bytecode; the first round makes it.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        yield environment
    finally:
        screen.terminate()
        screen.wait()


def measure(folder: Path, people: int, rounds: int, environment: dict[str, str]) -> dict[str, list[Spent]]:
    """Return what each program spent, round by round, after a first round that warms the disk."""
    table, fresh, evening = folder / f"{people}.csv", folder / f"{people}.fresh", folder / f"{people}.serata"
    write_people(table, people)
    write_evening(fresh, read_people(table))
    spent: dict[str, list[Spent]] = {}
    for index in range(rounds + 1):
        shutil.copy(fresh, evening)
        for name, command in commands(folder, people).items():
            if index == 0 and name not in {OURS, TEXT}:
                continue
            if index > 1 and name in SLOW.get(people, ()):
                continue
            found = run(command, environment)
            if index:
                spent.setdefault(name, []).append(found)
    return spent


def commands(folder: Path, people: int) -> dict[str, list[str]]:
    """Return the command of each program."""
    table, out = folder / f"{people}.csv", {name: str(pdf_of(folder, people, name)) for name in PROGRAMS}
    from facilitatore.resources import resource_path

    font = str(resource_path("fonts", "FiraGO-Bold.ttf"))
    document = folder / f"{people}.glabels"
    document.write_text((HERE / "document.glabels").read_text("utf-8").format(source=table), "utf-8")
    scripts = {TEXT: "text_only.py", "pylabels": "with_pylabels.py", "blabel": "with_blabel.py"}
    return {
        OURS: [sys.executable, "-m", "ui", "badges", str(folder / f"{people}.serata"), "-o", out[OURS]],
        GLABELS: ["glabels-3-batch", "-o", out[GLABELS], str(document)],
        **{name: [sys.executable, str(HERE / script), str(table), out[name], font] for name, script in scripts.items()},
    }


def pdf_of(folder: Path, people: int, name: str) -> Path:
    """Return where a program writes."""
    return folder / f"{people} {name}.pdf"


def run(command: list[str], environment: dict[str, str]) -> Spent:
    """Run `command` and return what it spent."""
    answer = subprocess.run(
        [sys.executable, "-S", str(HERE / "spent.py"), *command],
        check=True, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    return Spent(*map(float, answer.stdout.split()))


def report(people: int, spent: dict[str, list[Spent]], folder: Path) -> list[str]:
    """Print the table of `people` and return what missed its limit."""
    missed = []
    print(f"\n{people} people     CPU ms  peak MiB   PDF kB   ours/theirs")
    for name, runs in spent.items():
        ratio = statistics.median(
            ours.seconds / theirs.seconds for ours, theirs in zip(spent[OURS], runs, strict=False)
        )
        limit = LIMITS[people].get(name)
        cpu, mib = statistics.median(one.seconds for one in runs) * 1000, max(one.mib for one in runs)
        size = pdf_of(folder, people, name).stat().st_size / 1000
        said = "" if name == OURS else f"{ratio:8.3f}" + (f"  (limit {limit})" if limit else "")
        print(f"  {name:10} {cpu:9.0f} {mib:9.1f} {size:8.0f}   {said}")
        if limit is not None and ratio > limit:
            missed.append(f"{people} people, CPU to {name}: {ratio:.3f} > {limit}")
    peak = max(one.mib for one in spent[OURS])
    print(f"  peak memory of ours {peak:.1f} MiB (limit {PEAK_MIB:g})")
    return [*missed, f"{people} people, peak memory: {peak:.1f} > {PEAK_MIB:g} MiB"] if peak > PEAK_MIB else missed


def check(people: int, folder: Path) -> list[str]:
    """Print how many codes and names can be read back; all of ours must be. Peers are read for 150 people only."""
    rows = read_people(folder / f"{people}.csv")
    tokens, names = [row["token"] for row in rows], [row["first"] for row in rows]
    missed = []
    for name in PROGRAMS if people == min(LIMITS) else (OURS,):
        pdf = pdf_of(folder, people, name)
        codes = codes_read(pdf, tokens) if name != TEXT else 0
        read = names_read(pdf, names)
        print(f"  {name:10} {codes:5} codes and {read:5} names read back of {people}")
        if name == OURS and (codes, read) != (people, people):
            missed.append(f"{people} people: {codes} codes and {read} names read back")
    return missed


def report_warm(folder: Path, environment: dict[str, str]) -> list[str]:
    """Print what one badge takes in a running program, and return whether that is too much."""
    answer = subprocess.run(
        [sys.executable, str(HERE / "warm.py"), str(folder)],
        check=True,
        env=environment,
        capture_output=True,
        text=True,
    )
    median, most, slowest = map(float, answer.stdout.split())
    print(
        f"\none badge, Enter to PDF: {median:.1f} ms median, {most:.1f} of 95 %, {slowest:.1f} slowest (limit {WARM_MS:g})"
    )
    return [f"one badge: {median:.1f} > {WARM_MS:g} ms"] if median > WARM_MS else []


if __name__ == "__main__":
    main()
