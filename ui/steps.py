"""What can be taken back and done again, in the order in which it was written, over the evening and its register."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from facilitatore.errors import Problem
from facilitatore.session import Change, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    _Step = tuple[Session, ...]


class Steps:
    """Each step is the files it was written in, one for each of their own steps, in order."""

    def __init__(self) -> None:
        """Begin with nothing to take back."""
        self._written: list[_Step] = []
        self._undone: list[_Step] = []

    def wrote(self, session: Session) -> None:
        """Note that something was written in a file: what was undone before cannot be done again."""
        self._written.append((session,))
        self._undone = []

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one step of what is written in here."""
        before = len(self._written)
        yield
        made = self._written[before:]
        if len(made) > 1:
            self._written[before:] = [tuple(chain.from_iterable(made))]

    def forget(self, session: Session) -> None:
        """Drop the steps of a file that is closed, or whose own memory of them was forgotten."""
        for steps in (self._written, self._undone):
            left = (tuple(one for one in step if one is not session) for step in steps)
            steps[:] = [step for step in left if step]

    def undo(self) -> tuple[Change | None, Problem | None]:
        """Take back the last step; return what changed, and why not all of it was taken back."""
        return _travel(self._written, self._undone, Session.undo)

    def redo(self) -> tuple[Change | None, Problem | None]:
        """Do again what was last undone; return as `undo`."""
        return _travel(self._undone, self._written, Session.redo)


def _travel(
    source: list[_Step], target: list[_Step], go: Callable[[Session], Change | None]
) -> tuple[Change | None, Problem | None]:
    left = list(source.pop()) if source else []
    gone: list[Session] = []
    changes: list[Change] = []
    refused: Problem | None = None
    try:
        while left:
            change = go(left[-1])
            gone.append(left.pop())
            changes += [change] if change is not None else []
    except Problem as problem:
        refused = problem
        source.append(tuple(left))
    if gone:
        target.append(tuple(gone))
    return _joined(changes), refused


def _joined(changes: Sequence[Change]) -> Change | None:
    """Return what changed in several files as one change; its name has all theirs."""
    if not changes:
        return None
    kinds = frozenset[str]().union(*(change.kinds for change in changes))
    names = sorted({change.action for change in changes})
    return Change(" ".join(names), kinds, tuple(chain.from_iterable(change.ids for change in changes)))
