"""Ctrl+C at a terminal: it comes before the step that cannot be half done, or it is too late and the step is told.

The signal raises `KeyboardInterrupt` wherever the program is, so that reading stops at once; but not inside `one_step`, nor
after one was done, nor while an earlier interrupt is being tidied up after. There it is noted, and that is all: then the
command goes on to its end and says what it did. A wish that some library swallowed holds before the next step.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import FrameType


class _Wish:
    """Whether a person wants the program to stop, and whether it still can."""

    def __init__(self) -> None:
        self.listens = False
        self.came = False
        self.is_done = False
        self.steps = 0
        self.not_yet = 0

    def heard(self, _signal: int, _frame: FrameType | None) -> None:
        """Note the wish, and stop if nothing is half done."""
        self.came = True
        if not (self.steps or self.is_done or _is_tidying_up()):
            raise KeyboardInterrupt

    def stop_if_wished(self) -> None:
        """Stop now, if somebody wished it a moment ago."""
        if self.came and not (self.steps or self.is_done or _is_tidying_up()):
            raise KeyboardInterrupt


_WISH: Final = _Wish()


class _Step:
    """What `one_step` returns."""

    def __enter__(self) -> None:
        """Stop now or not before the end."""
        _WISH.stop_if_wished()
        _WISH.steps += 1

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Note that something was done, unless it failed."""
        if kind is None and not _WISH.not_yet and _WISH.listens:
            _WISH.is_done = True
        _WISH.steps -= 1
        if kind is None:
            _WISH.stop_if_wished()


class _NotYet:
    """What `not_yet` returns."""

    def __enter__(self) -> None:
        """Count no step."""
        _WISH.not_yet += 1

    def __exit__(self, *_: object) -> None:
        """Count steps again."""
        _WISH.not_yet -= 1


def one_step() -> _Step:
    """Hold an interrupt back while something is done that may not be half done; steps may hold steps.

    Once the outermost has ended well, the program has done what it was asked to, and no interrupt stops it any more.
    """
    return _Step()


def not_yet() -> _NotYet:
    """Let steps be done that are not what the person asked for, or that whoever calls this takes back when interrupted."""
    return _NotYet()


def listen() -> None:
    """Listen to Ctrl+C from now on, where the system lets it come to us."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in a job in the background
        signal.signal(signal.SIGINT, _WISH.heard)
        sys.unraisablehook = _say_unraisable
        _WISH.listens = True


def stop_listening() -> None:
    """Leave Ctrl+C to whoever comes now."""
    if _WISH.listens:
        _WISH.listens = False
        signal.signal(signal.SIGINT, signal.default_int_handler)


def finish() -> None:
    """Let nothing disturb the end of the program, when all is said."""
    if _WISH.listens:
        _WISH.steps += 1
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def was_wished() -> bool:
    """Tell whether somebody wished to stop and nothing was done: what failed since then failed of that.

    Where SQLite asks us something in the middle of its work, it takes the interrupt for a refusal, and us for damaged.
    """
    return _WISH.came and not _WISH.is_done


def came_too_late() -> bool:
    """Tell whether somebody wished to stop when there was nothing left to stop."""
    return _WISH.came and _WISH.is_done


def _is_tidying_up() -> bool:
    """Tell whether an interrupt is on its way out, through the places that clean up behind them."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False


def _say_unraisable(what: Any) -> None:
    """Say nothing of an interrupt that came where nobody can raise: it is noted."""
    if not isinstance(what.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(what)
