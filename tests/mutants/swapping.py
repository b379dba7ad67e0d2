"""Plants errors into the loaded program, each in a fork of its own: a plugin of pytest, for the runs of `run`.

``FACILITATORE_SWAPS`` names a folder: the file `errors` in it says what to plant, and which tests then run, in their
order; to `verdicts` one line is added for each. Loading the program and the tests takes longer than most tests, so they
are loaded once, and only the code of the function with the error is put in the place of the sound one.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE: Final = 100
"""Seconds of computing for the tests of one error; an error that makes the program go on without end was noticed."""

WAITING_PATIENCE: Final = 1200.0
"""Seconds by the clock, for one that makes it wait without end: many, because a busy computer is slow, not wrong."""

_LIVED, _KILLED, _UNSURE = 0, 1, 2
_VERDICTS: Final = {_LIVED: "lived", _UNSURE: "unsure"}


class NotInAFunction(Exception):  # noqa: N818 - no error of the program
    """The error stands where code runs while a module is loaded: only loading it anew would plant it."""


def swaps(sound: CodeType, planted: CodeType) -> list[tuple[CodeType, CodeType]]:
    """Return the functions that differ between two compiled modules, or classes, each with the one that replaces it.

    Raises:
        NotInAFunction: what stands outside them differs too.
    """
    pairs: list[tuple[CodeType, CodeType]] = []
    if _own(sound) != _own(planted):
        raise NotInAFunction
    for old, new in zip(_inner(sound), _inner(planted), strict=True):
        if not old.co_flags & inspect.CO_OPTIMIZED:  # the body of a class
            pairs += swaps(old, new)
        elif _whole(old) != _whole(new):
            pairs.append((old, new))
    return pairs


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]


def _own(code: CodeType) -> tuple[Any, ...]:
    """Return what a piece of code does, whatever its lines are called and the functions in it do."""
    held = [(type(one), one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, held, len(_inner(code))


def _whole(code: CodeType) -> tuple[Any, ...]:
    return _own(code), [_whole(one) for one in _inner(code)]


def _plant(error: dict[str, Any]) -> None:
    """Put the error in.

    Raises:
        NotInAFunction: it cannot be put into the loaded program.
    """
    path = Path(error["file"])
    source = path.read_bytes()
    text = source[: error["start"]] + error["new"].encode() + source[error["end"] :]
    for old, new in swaps(*(compile(one, str(path), "exec", dont_inherit=True) for one in (source, text))):
        place = old.co_qualname, old.co_firstlineno, str(path.resolve())
        there = [one for one in gc.get_objects() if isinstance(one, FunctionType) and _place(one) == place]
        if not there:
            raise NotInAFunction
        for function in there:
            try:
                function.__code__ = new
            except ValueError:  # it asks for other names around it, such as the class that `super` needs
                raise NotInAFunction from None


def _place(function: FunctionType) -> tuple[str, int, str]:
    code = function.__code__
    return code.co_qualname, code.co_firstlineno, code.co_filename


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Plant one error after the other, where that is asked for."""
    wish = os.environ.get("FACILITATORE_SWAPS")
    if wish is None:
        return None
    errors = json.loads(Path(wish, "errors").read_text(encoding="utf-8"))
    for file in {error["file"] for error in errors}:
        importlib.import_module(file.removesuffix(".py").replace("/", "."))
    items = {item.nodeid: item for item in session.items}
    gc.collect()
    gc.freeze()
    for error in errors:
        chosen = [items[name] for name in error["tests"] if name in items]
        with Path(wish, "verdicts").open("a", encoding="utf-8") as file:
            file.write(json.dumps([error["name"], _verdict_on(error, session, chosen)]) + "\n")
    return True


def _verdict_on(error: dict[str, Any], session: pytest.Session, chosen: list[pytest.Item]) -> str:
    child = os.fork()
    if not child:
        os.setsid()
        import resource  # not on Windows, which cannot fork either

        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        code = _KILLED
        try:
            gc.unfreeze()
            code = _code_of(error, session, chosen)
        finally:
            os._exit(code)
    ended, status, began = 0, 0, time.monotonic()
    while not ended:
        time.sleep(0.01)
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended and time.monotonic() - began > WAITING_PATIENCE:
            os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what its tests have started
    return _VERDICTS.get(os.waitstatus_to_exitcode(status), "killed")


def _code_of(error: dict[str, Any], session: pytest.Session, chosen: list[pytest.Item]) -> int:
    try:
        _plant(error)
    except NotInAFunction:
        return _UNSURE
    for item, following in _with_next(chosen):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return _KILLED
    return _LIVED


def _with_next(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)
