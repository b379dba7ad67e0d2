"""Plants errors over the code that forgets, wipes, escapes and cuts names, and says which ones no test notices.

``python tests/mutants/run.py [--jobs N] [--results FILE] [WORD…]``: the words choose files or errors whose name has one
of them. Files that have the same tests go together: these run once, and it is noted which lines each one comes to; then
each error runs against those that come to its line, the quickest first, up to the first that fails. With ``--results`` a
run that was stopped goes on where it was. Ends with 1 if an error lived that `places.HARMLESS` does not explain, or an
explanation is stale.

Needs `fork`: the parent has the heavy libraries of the tests loaded, and nothing of the program.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from places import HARMLESS, PLACES
from planting import Planted, errors_in, watched
from swapping import PATIENCE, WAITING_PATIENCE

ROOT: Final = Path(__file__).parents[2]

_MOST_SECONDS: Final = 10.0
"""What is run against one error, by the time it took on the sound program."""

_NOTHING_RUN: Final = 5


@dataclass(frozen=True)
class Slot:
    """A copy of the program in which errors are planted, beside a sound one: the program may change meanwhile."""

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
            for name in ("facilitatore", "ui"):  # else each run would compile the program anew
                compileall.compile_dir(sound / name, quiet=2)
        shutil.copytree(sound, tree)
        shared = ROOT.parent / "shared"
        if shared.is_dir():
            (tree.parent / "shared").symlink_to(shared)
        return cls(tree, sound)

    @property
    def said(self) -> str:
        """What the last run said."""
        return (self.tree.parent / "said").read_text(encoding="utf-8", errors="replace")

    def beside(self, name: str) -> Path:
        """Return a file that a run reads or writes."""
        return self.tree.parent / name

    def source(self, file: str) -> bytes:
        """Return the sound text of a file."""
        return (self.sound / file).read_bytes()

    def write(self, file: str, text: bytes) -> None:
        """Put a file in its place, whose compiled text is then another."""
        path = self.tree / file
        path.write_bytes(text)
        for old in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            old.unlink()

    def pytest(self, tests: tuple[str, ...], environment: dict[str, str]) -> int:
        """Run tests here, in a child; return its id."""
        child = os.fork()
        if child:
            return child
        os.setsid()
        os.chdir(self.tree)
        os.environ.update(environment)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # of a program that a test starts, and that may outlive it
        said = os.open(self.beside("said"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        if "FACILITATORE_CHOSEN" in environment:
            resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.path[0] = str(self.tree)
        code = 70
        try:
            import pytest

            options = ["-q", "-p", "tests.mutants.reach", "-p", "tests.mutants.swapping"]
            options += ["-p", "no:cacheprovider", "-o", "timeout=0"]
            options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # loaded before the fork
            options += ["-x"] if "FACILITATORE_CHOSEN" in environment else []
            code = int(pytest.main([*options, f"--basetemp={self.beside('tmp')}", *tests]))
        except BaseException:  # noqa: BLE001 - said, in this child that ends here
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


@dataclass
class Job(ABC):
    """Tests that are to run in a slot."""

    tests: tuple[str, ...]
    child: int = field(default=0, init=False)
    began: float = field(default=0.0, init=False)

    @abstractmethod
    def prepare(self, slot: Slot) -> dict[str, str]:
        """Write what the tests are to find; return what the plugins are to know."""

    @abstractmethod
    def ended(self, run: Run, slot: Slot, code: int) -> list[Job]:
        """Take what was found, and put the slot in order; return what is to be done next."""

    def go_on(self, run: Run, slot: Slot) -> None:  # noqa: B027 - most find something only at their end
        """Take what was found so far."""

    def start(self, slot: Slot) -> None:
        """Run the tests of the files of `tests`, which may name single ones."""
        environment = self.prepare(slot)
        self.began = time.monotonic()
        self.child = slot.pytest(tuple(dict.fromkeys(test.split("::")[0] for test in self.tests)), environment)

    def code(self) -> int | None:
        """Return how it ended, None while it goes on."""
        child, status = os.waitpid(self.child, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if child else None


@dataclass
class Watching(Job):
    """The sound program, to see where the tests come."""

    files: tuple[str, ...]

    def prepare(self, slot: Slot) -> dict[str, str]:
        """Let the files say where they are."""
        for file in self.files:
            slot.write(file, watched(slot.source(file), file).encode())
        return {"FACILITATORE_REACH": str(slot.beside("reach"))}

    def ended(self, run: Run, slot: Slot, code: int) -> list[Job]:
        """Choose the tests of each error."""
        for file in self.files:
            slot.write(file, slot.source(file))
        if code != 0:  # they are not counted upon, and the others say enough
            failed = "\n".join(line for line in slot.said.splitlines() if line.startswith(("FAILED", "ERROR")))
            run.say(f"{self.files}: not passed on the sound program, while watched:\n{failed or slot.said[-3000:]}")
        reach = json.loads(slot.beside("reach").read_text(encoding="utf-8"))
        chosen = {error: tests_of(error, reach) for file in self.files for error in run.wanted(file)}
        for error in [one for one, tests in chosen.items() if not tests]:
            del chosen[error]
            run.judge(error, "no test comes here")
        shares = [list(chosen)[start :: run.jobs] for start in range(min(run.jobs, len(chosen)))]
        return [Swapping(self.tests, {error: chosen[error] for error in share}) for share in shares]


@dataclass
class Swapping(Job):
    """Errors that are planted one after the other into the loaded program."""

    errors: dict[Planted, tuple[str, ...]]
    seen: dict[str, str] = field(default_factory=dict)

    def prepare(self, slot: Slot) -> dict[str, str]:
        """Write down the errors."""
        told = [
            {"name": error.name, "file": error.file, "start": error.start, "end": error.end}
            | {"new": error.new, "tests": tests}
            for error, tests in self.errors.items()
        ]
        slot.beside("errors").write_text(json.dumps(told), encoding="utf-8")
        slot.beside("verdicts").write_text("")
        return {"FACILITATORE_SWAPS": str(slot.tree.parent)}

    def go_on(self, run: Run, slot: Slot) -> None:
        """Take the verdicts that have come."""
        lines = slot.beside("verdicts").read_text(encoding="utf-8").split("\n")[:-1]
        by_name = {error.name: error for error in self.errors}
        for name, verdict in map(json.loads, lines[len(self.seen) :]):
            self.seen[name] = verdict
            if verdict != "unsure":
                run.judge(by_name[name], verdict)

    def ended(self, run: Run, slot: Slot, _code: int) -> list[Job]:
        """Cut what could not be planted so into the file."""
        self.go_on(run, slot)
        left = {error: tests for error, tests in self.errors.items() if self.seen.get(error.name, "unsure") == "unsure"}
        return [Cutting(tests, error) for error, tests in left.items()]


@dataclass
class Cutting(Job):
    """One error, cut into its file, and the program loaded anew."""

    error: Planted

    def prepare(self, slot: Slot) -> dict[str, str]:
        """Plant it."""
        slot.write(self.error.file, self.error.cut_into(slot.source(self.error.file)))
        slot.beside("chosen").write_text(json.dumps(self.tests), encoding="utf-8")
        return {"FACILITATORE_CHOSEN": str(slot.beside("chosen"))}

    def code(self) -> int | None:
        """Return how it ended; one that takes too long is ended, and its error noticed."""
        if time.monotonic() - self.began > WAITING_PATIENCE:
            os.killpg(self.child, signal.SIGKILL)
        return super().code()

    def ended(self, run: Run, slot: Slot, code: int) -> list[Job]:
        """Judge it."""
        slot.write(self.error.file, slot.source(self.error.file))
        run.judge(self.error, "lived" if code in (0, _NOTHING_RUN) else "killed")
        return []


def tests_of(error: Planted, reach: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """Return the tests to run against an error, the quickest first, by what was found of each."""
    coming = [
        (told["seconds"], name, told["lines"][error.file])
        for name, told in reach.items()
        if error.file in told["lines"]
    ]
    there = [one for one in coming if error.line in one[2] and error.function != "<module>"]
    chosen: list[str] = []
    seconds = 0.0
    for took, name, _ in sorted(there or coming):  # its line ran before the first test, if ever
        seconds += took
        if chosen and seconds > _MOST_SECONDS:
            break
        chosen.append(name)
    return tuple(chosen)


class Run:
    """One run: what is still to do, what is at work, and what was found."""

    def __init__(self, words: list[str], jobs: int, results: Path | None) -> None:
        self._words = words
        self.jobs = jobs
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
        """Do it all: group after group of files, some slots at a time."""
        free = [Slot.make(folder, number) for number in range(self.jobs)]
        self.sound = free[0].sound
        groups: dict[tuple[str, ...], list[str]] = {}
        for file in filter(self.wanted, PLACES):
            groups.setdefault(PLACES[file], []).append(file)
        waiting: list[Job] = [Watching(tests, tuple(files)) for tests, files in groups.items()]
        busy: list[tuple[Slot, Job]] = []
        while waiting or busy:
            while waiting and free:
                slot, job = free.pop(), waiting.pop(0)
                job.start(slot)
                busy.append((slot, job))
            time.sleep(0.05)
            for slot, job in [*busy]:
                job.go_on(self, slot)
                code = job.code()
                if code is not None:
                    busy.remove((slot, job))
                    free.append(slot)
                    waiting[:0] = job.ended(self, slot, code)

    def judge(self, error: Planted, verdict: str) -> None:
        """Keep what was found of an error, and say it where it lived."""
        self.found[error.name] = verdict
        if self._results is not None:
            with self._results.open("a", encoding="utf-8") as file:
                file.write(json.dumps([error.name, verdict]) + "\n")
        if verdict != "killed" and error.name not in HARMLESS:
            self.say(f"{error.file}:{error.line} {verdict}: {error.name}")

    def say(self, text: str) -> None:
        """Tell whoever waits."""
        print(text, flush=True)

    def summary(self) -> int:
        """Say how many were planted, noticed, and not; return the exit code."""
        here = {one.name for file in PLACES for one in errors_in(file, (ROOT / file).read_bytes())}
        verdicts = {name: verdict for name, verdict in self.found.items() if name in here}
        lived = [name for name, verdict in verdicts.items() if verdict != "killed"]
        holes = [name for name in lived if name not in HARMLESS]
        stale = [name for name in HARMLESS if name not in here or verdicts.get(name) == "killed"]
        self.say(
            f"planted {len(verdicts)}, noticed {len(verdicts) - len(lived)}, "
            f"lived {len(lived)}, of these harmless {len(lived) - len(holes)}"
        )
        for name in stale:
            self.say(f"said to be harmless and is not there, or is noticed: {name}")
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
