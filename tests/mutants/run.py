"""Plants errors over the code that forgets, wipes, escapes and cuts names, and says which ones no test notices.

``python tests/mutants/run.py [--jobs N] [--results FILE] [WORD…]``: the words choose files or errors whose name has one
of them. For each file its tests run once, and it is noted which lines each one comes to; then each error runs against
those that come to its line, the quickest first, up to the first that fails. With ``--results`` a run that was stopped
goes on where it was. Ends with 1 if an error lived that `places.HARMLESS` does not explain, or an explanation is stale.

Needs `fork`: the parent has the heavy libraries of the tests loaded, and nothing of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from places import HARMLESS, PLACES
from planting import Planted, errors_in, watched

ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 100
"""Seconds of computing for the tests of one error; an error that makes the program go on without end was noticed."""

_WAITING_PATIENCE: Final = 1200.0
"""Seconds by the clock, for one that makes it wait without end: many, because a busy computer is slow, not wrong."""

_MOST_SECONDS: Final = 30.0
"""What is run against one error, by the time it took on the sound program."""

_TESTS_FAILED, _NOTHING_RUN = 1, 5


@dataclass(frozen=True)
class Slot:
    """A copy of the program in which one error at a time is planted, beside a sound one: the program may change meanwhile."""

    tree: Path
    sound: Path

    @classmethod
    def make(cls, folder: Path, number: int) -> Slot:
        """Copy what the tests need."""
        tree, sound = folder / str(number) / "facilitatore", folder / "sound"
        if not sound.exists():
            sound.mkdir()
            for name in ("facilitatore", "ui", "tests", "resources", "docs"):
                shutil.copytree(ROOT / name, sound / name)
            for name in ("pyproject.toml", "README.md", "Makefile", "CHANGELOG.md"):
                shutil.copy(ROOT / name, sound / name)
        shutil.copytree(sound, tree)
        shared = ROOT.parent / "shared"
        if shared.is_dir():
            (tree.parent / "shared").symlink_to(shared)
        return cls(tree, sound)

    def pytest(self, tests: tuple[str, ...], environment: dict[str, str]) -> int:
        """Run tests here, in a child; return its id."""
        child = os.fork()
        if child:
            return child
        os.setsid()
        os.chdir(self.tree)
        os.environ.update(environment)
        said = os.open(self.tree.parent / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        if "FACILITATORE_CHOSEN" in environment:
            resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE))
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.path[0] = str(self.tree)
        sys.dont_write_bytecode = True
        code = 70
        try:
            import pytest

            options = ["-q", "-p", "tests.mutants.reach", "-p", "no:cacheprovider", "-o", "timeout=0"]
            options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # loaded before the fork
            options += ["-x"] if "FACILITATORE_CHOSEN" in environment else []
            code = int(pytest.main([*options, f"--basetemp={self.tree.parent / 'tmp'}", *tests]))
        except BaseException:  # noqa: BLE001 - said, in this child that ends here
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


@dataclass
class Job:
    """Tests that are to run against an error, or against the sound program to see where they come."""

    file: str
    error: Planted | None
    tests: tuple[str, ...]
    child: int = 0
    began: float = 0.0

    def start(self, slot: Slot) -> None:
        """Plant, and run the tests."""
        path, source = slot.tree / self.file, (slot.sound / self.file).read_bytes()
        for old in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            old.unlink()
        environment = {}
        if self.error is None:
            path.write_text(watched(source), encoding="utf-8")
            environment["FACILITATORE_REACH"] = str(slot.tree.parent / "reach")
        else:
            path.write_bytes(self.error.cut_into(source))
            chosen = slot.tree.parent / "chosen"
            chosen.write_text(json.dumps(self.tests), encoding="utf-8")
            environment["FACILITATORE_CHOSEN"] = str(chosen)
        files = tuple(dict.fromkeys(test.split("::")[0] for test in self.tests))
        self.began = time.monotonic()
        self.child = slot.pytest(files, environment)

    def code(self) -> int | None:
        """Return how it ended, None while it goes on; one that takes too long is ended, and its error noticed."""
        child, status = os.waitpid(self.child, os.WNOHANG)
        if child:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() - self.began > _WAITING_PATIENCE:
            os.killpg(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            return -signal.SIGKILL
        return None


class Run:
    """One run: what is still to do, what is at work, and what was found."""

    def __init__(self, words: list[str], jobs: int, results: Path | None) -> None:
        self._words = words
        self._jobs = jobs
        self._results = results
        self.sound = ROOT
        self.found: dict[str, str] = {}
        if results is not None and results.exists():
            for line in results.read_text(encoding="utf-8").splitlines():
                self.found.update([json.loads(line)])

    def wanted(self, file: str) -> list[Planted]:
        """Return the errors of a file that were asked for and have no verdict yet."""
        errors = errors_in(file, (self.sound / file).read_bytes())
        chosen = [one for one in errors if not self._words or any(word in one.name for word in self._words)]
        return [one for one in chosen if one.name not in self.found]

    def go(self, folder: Path) -> None:
        """Do it all: file after file, some errors at a time."""
        free = [Slot.make(folder, number) for number in range(self._jobs)]
        self.sound = free[0].sound
        waiting = [Job(file, None, PLACES[file]) for file in PLACES if self.wanted(file)]
        busy: list[tuple[Slot, Job]] = []
        while waiting or busy:
            while waiting and free:
                slot, job = free.pop(), waiting.pop(0)
                job.tests = tuple(test for test in job.tests if "::" in test or (slot.tree / test).exists())
                job.start(slot)
                busy.append((slot, job))
            time.sleep(0.02)
            for slot, job in [*busy]:
                code = job.code()
                if code is None:
                    continue
                busy.remove((slot, job))
                free.append(slot)
                shutil.copy(slot.sound / job.file, slot.tree / job.file)
                if job.error is None:
                    waiting[:0] = self._jobs_of(job, slot, code)
                else:
                    self._judge(job.error, "lived" if code in (0, _NOTHING_RUN) else "killed")

    def _jobs_of(self, sound: Job, slot: Slot, code: int) -> list[Job]:
        """Return what is to run against the errors of a file, now that it is known where its tests come."""
        said = (slot.tree.parent / "said").read_text(encoding="utf-8", errors="replace")
        if code != 0:  # they are not counted upon, and the others say enough
            failed = "\n".join(line for line in said.splitlines() if line.startswith(("FAILED", "ERROR")))
            self._say(f"{sound.file}: not passed on the sound program, while it was watched:\n{failed or said[-3000:]}")
        reach = json.loads((slot.tree.parent / "reach").read_text(encoding="utf-8"))
        jobs = []
        for error in self.wanted(sound.file):
            coming = sorted((told["seconds"], name) for name, told in reach.items() if error.line in told["lines"])
            if error.function == "<module>" or not coming:  # its line ran before the first test, if ever
                coming = sorted((told["seconds"], name) for name, told in reach.items() if told["lines"])
            chosen, seconds = [], 0.0
            for took, name in coming:
                seconds += took
                if chosen and seconds > _MOST_SECONDS:
                    break
                chosen.append(name)
            if chosen:
                jobs.append(Job(sound.file, error, tuple(chosen)))
            else:
                self._judge(error, "no test comes here")
        return jobs

    def _judge(self, error: Planted, verdict: str) -> None:
        self.found[error.name] = verdict
        if self._results is not None:
            with self._results.open("a", encoding="utf-8") as file:
                file.write(json.dumps([error.name, verdict]) + "\n")
        if verdict != "killed" and error.name not in HARMLESS:
            self._say(f"{error.file}:{error.line} {verdict}: {error.name}")

    def _say(self, text: str) -> None:
        print(text, flush=True)

    def summary(self) -> int:
        """Say how many were planted, noticed, and not; return the exit code."""
        here = {one.name for file in PLACES for one in errors_in(file, (ROOT / file).read_bytes())}
        verdicts = {name: verdict for name, verdict in self.found.items() if name in here}
        lived = [name for name, verdict in verdicts.items() if verdict != "killed"]
        holes = [name for name in lived if name not in HARMLESS]
        stale = [name for name in HARMLESS if name not in here or verdicts.get(name) == "killed"]
        self._say(
            f"planted {len(verdicts)}, noticed {len(verdicts) - len(lived)}, "
            f"lived {len(lived)}, of these harmless {len(lived) - len(holes)}"
        )
        for name in stale:
            self._say(f"said to be harmless and is not there, or is noticed: {name}")
        return 1 if holes or stale else 0


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--results", type=Path)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import hypothesis  # noqa: F401 - what each child would load again
    import pypdfium2  # noqa: F401
    import PySide6.QtWidgets  # noqa: F401
    import pytest  # noqa: F401
    import typst  # noqa: F401

    run = Run(given.words, given.jobs, given.results)
    with tempfile.TemporaryDirectory(prefix="facilitatore-mutants-") as folder:
        run.go(Path(folder))
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
