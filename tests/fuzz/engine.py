"""A fuzzer that is led by coverage: what reaches a new line of the session room is kept and changed further.

Our own, in 150 lines, and not atheris: that has no wheels for Windows nor for today's macOS, for each Python another
version, ends the process it runs in, and cannot run a fixed number of inputs inside `make test`.
"""

from __future__ import annotations

import faulthandler
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any, Final

from doors import Doors, Failure
from inputs import Input, with_other_bytes, with_other_facts

_HANG_SECONDS: Final = 120
"""A watchdog that only catches what never ends; the slowest input is in the figures."""

_WATCHED_TOGETHER: Final = 50
_MOST_KEPT: Final = 600
_MOST_CALLS: Final = 12
_MOST_LINES: Final = 200
"""Watched of each function, for each input."""


class Coverage:
    """The lines of some folder that ran.

    A function all of whose lines were seen costs nothing more, and of the others only the first calls of each input are
    watched, which are where inputs differ: watching everything takes ten times as long.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.lines: set[tuple[CodeType, int]] = set()
        self._left: dict[CodeType, set[int]] = {}
        self._calls: dict[CodeType, int] = {}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note the lines that run inside."""
        before = sys.gettrace()
        self._calls.clear()
        sys.settrace(self._enter)
        try:
            yield
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        code = frame.f_code
        left = self._left.get(code)
        if left is None:
            if not code.co_filename.startswith(self._folder):
                self._left[code] = set()
                return None
            left = self._left[code] = {line for _, _, line in code.co_lines() if line is not None}
        if not left:
            return None
        calls = self._calls[code] = self._calls.get(code, 0) + 1
        return self._steps(code, left) if calls <= _MOST_CALLS else None

    def _steps(self, code: CodeType, left: set[int]) -> Callable[..., Any]:
        """Return what is told of every line of one call."""
        budget = _MOST_LINES

        def step(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
            nonlocal budget
            if event == "line":
                budget -= 1
                if frame.f_lineno in left:
                    left.discard(frame.f_lineno)
                    self.lines.add((code, frame.f_lineno))
            return step if budget else None

        return step


@dataclass(slots=True)
class Figures:
    """What a run did: inputs tried, kept because they reached new lines, refused and accepted by looking at them."""

    inputs: int = 0
    kept: int = 0
    lines: int = 0
    refused: int = 0
    accepted: int = 0
    facts: int = 0
    slowest_ms: float = 0.0
    slowest: str = ""
    failures: list[str] = field(default_factory=list)


class Fuzzer:
    """Feeds inputs to the doors, and keeps those that reach lines that no other did."""

    def __init__(self, seeds: list[Input], folder: Path, covered: Path, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - chance that can be repeated
        self._folder = folder
        self._doors = Doors(folder)
        self._coverage = Coverage(covered)
        self.kept = list(seeds)
        self.figures = Figures()

    def run(self, number: int) -> Figures:
        """Try the seeds, and then so many inputs made of them."""
        for one in list(self.kept):
            self._try(one, with_all_doors=True)
        for _ in range(number):
            if self._try(one := self._next(), with_all_doors=False) and len(self.kept) < _MOST_KEPT:
                self.kept.append(one)
                self.figures.kept += 1
        faulthandler.cancel_dump_traceback_later()
        self.figures.lines = len({(code.co_filename, line) for code, line in self._coverage.lines})
        return self.figures

    def _next(self) -> Input:
        chance = self._chance
        recent = self.kept[-40:] if chance.randrange(2) else self.kept
        one, other = chance.choice(recent), chance.choice(self.kept)
        if chance.randrange(5) < 2:
            one = with_other_facts(chance, one, self._folder)
            return one if chance.randrange(3) else with_other_bytes(chance, one, other)
        return with_other_bytes(chance, one, other)

    def _try(self, one: Input, *, with_all_doors: bool) -> bool:
        """Try an input; tell whether it reached a new line."""
        figures, before = self.figures, len(self._coverage.lines)
        figures.inputs += 1
        if figures.inputs % _WATCHED_TOGETHER == 1:
            faulthandler.dump_traceback_later(_HANG_SECONDS, exit=True)
        began = time.process_time()
        try:
            with self._coverage.watching():
                count = self._doors.go_through(one, figures.inputs, with_all=with_all_doors)
        except Failure as failure:
            figures.failures.append(f"{self._keep(one)}: {failure}")
            return False
        taken = (time.process_time() - began) * 1000
        if taken > figures.slowest_ms:
            figures.slowest_ms, figures.slowest = taken, one.name
        figures.refused += count is None
        figures.accepted += count is not None
        figures.facts += count or 0
        return len(self._coverage.lines) > before

    def _keep(self, one: Input) -> str:
        """Write a failing input where it can be found, to be named and added to the corpus."""
        name = f"crasher-{hashlib.blake2b(one.content, digest_size=6).hexdigest()}.serata"
        (self._folder / name).write_bytes(one.content)
        if one.journal is not None:
            (self._folder / f"{name}-journal").write_bytes(one.journal)
        return str(self._folder / name)
