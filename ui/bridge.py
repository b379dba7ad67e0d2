"""The one place where the window calls actions.

An action's `Change` becomes one signal; a `Problem` becomes another, and the words stay in their field. Quick actions
run where they are asked (one commit is under a millisecond on an SSD); long work runs beside the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from facilitatore.errors import Problem
from facilitatore.session import Change, FileKind, Session
from facilitatore.session.register_place import register_path
from ui.jobs import Job, job_of, remember_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")


class Bridge(QObject):
    """Holds the open evening, and its register where there is one.

    Signals:
        changed(Change): something was written; its `origin` may ignore it.
        refused(Problem): nothing was written; somebody should say so.
        closing(): the evening is about to be closed; whoever still has words in hand writes them now.
        opened(): another evening is open, or none.
        job_changed(): this laptop has another job.
        busy(bool): long work began or ended.
    """

    changed = Signal(object)
    refused = Signal(object)
    closing = Signal()
    opened = Signal()
    job_changed = Signal()
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with no evening."""
        super().__init__(parent)
        self._session: Session | None = None
        self.register: Session | None = None
        self.job = Job()
        self._written: list[Session] = []
        self._undone: list[Session] = []
        self._running: set[_Work] = set()
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before another evening takes the place of this one: whoever says no says why."""

    @property
    def session(self) -> Session:
        """The open evening; pages are shown only while there is one."""
        if self._session is None:
            message = "no evening is open"
            raise RuntimeError(message)
        return self._session

    @property
    def has_session(self) -> bool:
        """Whether an evening is open."""
        return self._session is not None

    def open_evening(self, path: Path) -> bool:
        """Open an evening and the register beside it; False, and `refused`, when it cannot be, or not yet (`may_close`).

        A register that cannot be opened is said, and the evening opens without it.
        """
        if self._session is not None and path.resolve() == self._session.path.resolve():
            self.opened.emit()  # it is ours already: there is no other window to close
            return True
        if not self.may_close():
            return False
        try:
            session = Session.open(path, FileKind.EVENING)
        except Problem as problem:
            self.refused.emit(problem)
            return False
        self.adopt(session)
        return True

    def adopt(self, session: Session) -> None:
        """Work on an evening that was just opened or made."""
        self.close_evening()
        self._session = session
        problem: Problem | None = None
        beside = register_path(session.path)
        if beside.exists():
            try:
                self.register = Session.open(beside, FileKind.REGISTER)
            except Problem as error:
                problem = error
        self.job = job_of(session)
        self.opened.emit()
        if problem is not None:
            self.refused.emit(problem)

    def adopt_register(self, register: Session) -> None:
        """Work with a register that was just made beside the evening."""
        self.register = register
        self.changed.emit(Change("register", frozenset({"person"})))

    def close_evening(self) -> None:
        """Give the files back; whatever was written is on the disk already."""
        if self._session is not None:
            self.closing.emit()
        for session in (self._session, self.register):
            if session is not None:
                session.close()
        self._session = self.register = None
        self._written, self._undone = [], []
        if self._running:
            self._running.clear()
            self.busy.emit(False)

    def set_job(self, job: Job) -> None:
        """Give this laptop a job for this evening, remembered for the file."""
        self.job = job
        if self._session is not None:
            remember_job(self._session, job)
        self.job_changed.emit()

    def do(self, action: Callable[Concatenate[Session, P], Change], *args: P.args, **kwargs: P.kwargs) -> Change | None:
        """Do an action on the evening; None, and `refused`, when the world refused it."""
        return self._do(self.session, lambda: action(self.session, *args, **kwargs))

    def do_register(
        self, action: Callable[Concatenate[Session, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Do an action on the register; None, and `refused`, when the world refused it, or there is none."""
        register = self.register
        return None if register is None else self._do(register, lambda: action(register, *args, **kwargs))

    def _do(self, session: Session, action: Callable[[], Change]) -> Change | None:
        steps = session.recorded
        try:
            change = action()
        except Problem as problem:
            self.refused.emit(problem)
            return None
        if session.recorded > steps:
            self._written.append(session)
            self._undone = []
        self.changed.emit(change)
        return change

    def undo(self) -> Change | None:
        """Take back the last action, in whichever file it was."""
        return self._travel(self._written, self._undone, Session.undo)

    def redo(self) -> Change | None:
        """Do again what was last undone."""
        return self._travel(self._undone, self._written, Session.redo)

    def _travel(
        self, source: list[Session], target: list[Session], step: Callable[[Session], Change | None]
    ) -> Change | None:
        if not source:
            return None
        try:
            change = step(source[-1])
        except Problem as problem:
            self.refused.emit(problem)
            return None
        target.append(source.pop())
        if change is not None:
            self.changed.emit(change)
        return change

    def run_beside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run long `work` in a thread, which must not touch the open files, then call `then` in the window's thread."""
        task = _Work(work)
        task.signals.done.connect(lambda result: self._finish(task, lambda: then(result)))
        task.signals.failed.connect(lambda problem: self._finish(task, lambda: self.refused.emit(problem)))
        task.signals.broken.connect(lambda bug: self._finish(task, lambda: _raise(bug)))
        self._running.add(task)
        self.busy.emit(True)
        QThreadPool.globalInstance().start(task)

    def _finish(self, task: _Work, then: Callable[[], None]) -> None:
        if task not in self._running:
            return  # it was for an evening that is closed: the page that asked is gone
        self._running.discard(task)
        self.busy.emit(bool(self._running))
        then()

    @property
    def is_busy(self) -> bool:
        """Whether long work is going on."""
        return bool(self._running)


def _raise(bug: Exception) -> None:
    raise bug


class _WorkSignals(QObject):
    done = Signal(object)
    failed = Signal(object)
    broken = Signal(object)


class _Work(QRunnable):
    """One long piece of work in the thread pool."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = work
        self.signals = _WorkSignals()

    @Slot()
    def run(self) -> None:
        try:
            result = self._work()
        except Problem as problem:
            self.signals.failed.emit(problem)
        except Exception as bug:  # noqa: BLE001 - it goes on in the window's thread, where bugs are told
            self.signals.broken.emit(bug)
        else:
            self.signals.done.emit(result)
