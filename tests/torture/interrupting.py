"""Ctrl+C at chosen moments of a command, and what it said beside what it did.

Run as a script: ``interrupting.py FOLDER COMMAND…`` with the moments, or their number, on stdin as JSON. The folder holds
``start``, which is copied for each try to where the command is typed. The modules are loaded once; each try is a child
process, in which the signal comes at the chosen line of our own code (of ``facilitatore`` and ``ui``, in the order in which
they run). Says as JSON how many tries there were and each one that was told wrongly.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

OURS: Final = ("/facilitatore/", "/ui/")
STEPS: Final = frozenset(
    {"put_in_place", "_transact", "write_whole", "__enter__", "__exit__", "wipe", "_name", "replace"}
)
"""Functions about whose lines the moments are close together: what cannot be half done begins and ends there."""

NEVER: Final = 1 << 60
SAID_NOTHING: Final = "Interrotto: non è stato cambiato niente."
WRONG_WORDS: Final = ("Traceback", "KeyboardInterrupt", "Exception ignored", "errore del programma")


class Told(NamedTuple):
    """How a command ended, what it said on stderr, and which files it made, changed or removed."""

    code: int
    said: str
    changed: tuple[str, ...]


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder with its bytes, and every folder."""
    found = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in found}


def attempt(folder: Path, command: list[str], moment: int) -> tuple[Told, list[int]]:
    """Type a command in a copy of the folder, interrupted at a moment; return what came of it, and the moments of steps."""
    work, home = folder / "work", folder / "home"
    for path in (work, home):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(folder / "start" / "work", work)
    shutil.copytree(folder / "start" / "home", home)
    before = contents(work)
    said, marks = folder / "said", folder / "marks"
    child = os.fork()
    if not child:
        _be_the_command(work, command, moment, said, marks)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    after = contents(work)
    names = sorted(before.keys() | after.keys())
    changed = tuple(name for name in names if before.get(name, b"-") != after.get(name, b"-"))
    steps = json.loads(marks.read_text(encoding="ascii")) if marks.exists() else []
    return Told(code, said.read_text(encoding="utf-8", errors="replace"), changed), steps


def _be_the_command(work: Path, command: list[str], moment: int, said: Path, marks: Path) -> None:
    os.chdir(work)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.argv = ["facilitatore", *command]
    steps: list[int] = []
    count = 0

    def trace(frame: Any, event: str, _argument: object) -> Any:
        nonlocal count
        if not any(part in frame.f_code.co_filename for part in OURS):
            return None
        if interrupting._WISH.listens:
            count += 1
            if frame.f_code.co_name in STEPS:
                steps.append(count)
            if count == moment:
                sys.settrace(None)
                signal.raise_signal(signal.SIGINT)
        return trace

    code = 70
    try:
        from facilitatore import interrupting
        from ui.__main__ import main

        sys.settrace(trace)
        code = main()
    finally:
        sys.settrace(None)
        sys.stderr.flush()
        if moment == NEVER:
            marks.write_text(json.dumps([count, *steps]), encoding="ascii")
        os._exit(code)


def falsehood(told: Told, whole: Told) -> str:
    """Return what is wrong with what a command said of itself, when it was interrupted; `whole` is it left in peace."""
    if any(word in told.said for word in WRONG_WORDS):
        return f"it spoke of itself: {told.said}"
    if told.code == 1 and SAID_NOTHING in told.said:
        return f"not nothing: {told.changed}" if told.changed else ""
    if told.code == whole.code:
        return (
            ""
            if _named_alike(told.changed) == _named_alike(whole.changed)
            else f"not all: {told.changed} of {whole.changed}"
        )
    return f"ended with {told.code}: {told.said}"


def _named_alike(names: tuple[str, ...]) -> list[str]:
    """Return names of files without the code of the laptop that wrote them, which each try draws anew."""
    return [re.sub(r"-[0-9A-Z]{3}(?=\.)", "", name) for name in names]


def moments_of(total: int, steps: list[int], wish: dict[str, int]) -> list[int]:
    """Return moments from the first to the last, and some of those about steps."""
    spread = {1 + round(place * (total - 1) / max(1, wish["spread"] - 1)) for place in range(wish["spread"])}
    near = sorted({moment + off for moment in steps for off in (-1, 0, 1) if 0 < moment + off <= total})
    every = max(1, -(-len(near) // wish["near"]))
    return sorted(spread | set(near[::every]))


def main(folder: Path, *command: str) -> None:
    """Try all moments."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is born deaf to it
    for name, part in (("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("HOME", "")):
        os.environ[name] = str(folder / "home" / part)
    from facilitatore.deliver import file_join, hand_over  # noqa: F401 - loaded once for all tries
    from facilitatore.interrupting import _Step
    from facilitatore.session import keys
    from ui import __main__  # noqa: F401

    keys.ITERATIONS = 10
    wish = json.load(sys.stdin)
    if wish.get("plant"):  # a proof that cannot fail proves nothing
        _Step.__enter__ = _Step.__exit__ = lambda *_: None  # type: ignore[method-assign]
    whole, (total, *steps) = attempt(folder, list(command), NEVER)
    tries, wrong = 0, []
    for moment in moments_of(total, steps, wish):
        told, _ = attempt(folder, list(command), moment)
        tries += 1
        if said := falsehood(told, whole):
            wrong.append(f"at {moment} of {total}: {said}")
    json.dump({"tries": tries, "false": wrong, "whole": whole._asdict()}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
