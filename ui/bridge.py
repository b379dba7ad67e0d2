"""The one place where the window calls actions.

An action's `Change` becomes one signal; a `Problem` becomes another, and the words stay in their field. Quick actions
run where they are asked (one commit is under a millisecond on an SSD); long work runs beside the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from facilitatore.errors import FileProblem, NeedsPassphrase, NotWiped, Problem, WrongPassphrase
from facilitatore.session import Change, FileKind, Session
from facilitatore.session.register_place import register_place
from ui.beside import Work, raise_bug
from ui.jobs import Job, job_of, remember_job
from ui.register_file import check_passphrases, destroy, find_meanings, replace
from ui.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
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
        self.register_problem: FileProblem | None = None
        """Why the register that lies beside the evening is not open; None when it is, or when there is none."""
        self.job = Job()
        self._steps = Steps()
        self._running: dict[Work, Callable[[], object]] = {}
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

        The evening opens also without its register: `register_problem` says why, and the door asks what to do.
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
        self._take_register("")
        self.job = job_of(session)
        self.opened.emit()
        if self.register_problem is not None and not self.asks_passphrase:
            self.refused.emit(self.register_problem)

    @property
    def asks_passphrase(self) -> bool:
        """Whether the register is there and closed with a passphrase that has not been given."""
        return isinstance(self.register_problem, (NeedsPassphrase, WrongPassphrase))

    # -- the register -------------------------------------------------------------------------------------------

    def adopt_register(self, register: Session) -> None:
        """Work with a register that was just made or opened beside the evening."""
        self.register, self.register_problem = register, None
        self._tell_register()

    def open_register(self, passphrase: str = "") -> bool:
        """Try again to open the register beside the evening; False, and `register_problem` says why.

        The words of the passphrase are handed on and not kept.
        """
        self._take_register(passphrase)
        if self.register is None:
            return False
        self._tell_register()
        return True

    def set_passphrase(self, old: str, new: str) -> Problem | None:
        """Close the register with a passphrase, with another or with none; return why not, None when it is done.

        `NotWiped` says that it is done, but not all: bytes of what was there before may be readable.
        The register is closed for a moment; with a wrong `old` it stays open.
        """
        from facilitatore.session.cipher import set_passphrase

        path = register_place(self.session.path, self.session.id)
        try:
            if self.register is not None:
                check_passphrases(self.register, old, new)
        except Problem as problem:
            return problem
        return self._with_register_closed(lambda: set_passphrase(path, old, new), new, otherwise=old)

    def destroy_register(self) -> bool:
        """Destroy the register beside the evening; False, and `refused`, when it is not gone."""
        path = register_place(self.session.path, self.session.id)
        session_id = self.register.id if self.register is not None else ""
        problem = self._with_register_closed(lambda: destroy(path, session_id), "")
        if problem is not None:
            self.refused.emit(problem)
        return problem is None

    def replace_register(self, copy: Path | None) -> Path | None:
        """Set a register that does not open aside, for an automatic `copy` or for none; return where it lies now.

        None, and `refused`, when it was not replaced.
        """
        try:
            aside = replace(register_place(self.session.path, self.session.id), copy)
        except Problem as problem:
            self.refused.emit(problem)
            return None
        self._take_register("")
        self._tell_register()
        return aside

    def _with_register_closed(self, work: Callable[[], object], then: str, *, otherwise: str = "") -> Problem | None:
        """Do `work` on the file of the register, which must not be open for it, and open what is left of it.

        `then` is the passphrase it has when the work is done, `otherwise` the one it has when it was refused.
        """
        if self.register is not None:
            self._steps.forget(self.register)
            self.register.close()
            self.register = None
        problem: Problem | None = None
        try:
            work()
        except Problem as error:
            problem = error
        self._take_register(then if problem is None or isinstance(problem, NotWiped) else otherwise)
        self._tell_register()
        return problem

    def _take_register(self, passphrase: str) -> None:
        """Open the register that lies beside the evening, if one does."""
        beside = register_place(self.session.path, self.session.id)
        self.register_problem = None
        if beside.exists():
            try:
                self.register = Session.open(beside, FileKind.REGISTER, passphrase)
            except FileProblem as problem:
                self.register_problem = problem
            else:
                find_meanings(self.register, self.session)

    def _tell_register(self) -> None:
        self.changed.emit(Change("register", frozenset({"person"})))

    def close_evening(self) -> None:
        """Give the files back; whatever was written is on the disk already."""
        if self._session is not None:
            self.closing.emit()
        for session in (self._session, self.register):
            if session is not None:
                session.close()
        self._session = self.register = None
        self.register_problem = None
        self._steps = Steps()
        ended, self._running = list(self._running.values()), {}
        for give_back in ended:
            _give_back(give_back)
        if ended:
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
            self._steps.wrote(session)
        elif session.undo_action is None and session.redo_action is None:
            self._steps.forget(session)
        self.changed.emit(change)
        return change

    def one_step(self) -> AbstractContextManager[None]:
        """Have what is written in here, in both files, taken back by one undo."""
        return self._steps.together()

    def undo(self) -> Change | None:
        """Take back the last action, in whichever file it was; None when there is none, or not all of it was."""
        return self._tell(*self._steps.undo())

    def redo(self) -> Change | None:
        """Do again what was last undone; None as for `undo`."""
        return self._tell(*self._steps.redo())

    def _tell(self, change: Change | None, problem: Problem | None) -> Change | None:
        if problem is not None:
            self.refused.emit(problem)
        if change is not None:
            self.changed.emit(change)
        return change if problem is None else None

    def run_beside(
        self, work: Callable[[], T], then: Callable[[T], None], *, ended: Callable[[], object] = lambda: None
    ) -> None:
        """Run long `work` in a thread, which must not touch the open files, then call `then` in the window's thread.

        Before that, and also where the work was refused, had a bug, or was for an evening that is closed, `ended` gives
        back what the work held: a button, a line that says «Scrivo…».
        """
        task = Work(work)
        task.signals.done.connect(lambda result: self._finish(task, lambda: then(result)))
        task.signals.failed.connect(lambda problem: self._finish(task, lambda: self.refused.emit(problem)))
        task.signals.broken.connect(lambda bug: self._finish(task, lambda: raise_bug(bug)))
        self._running[task] = ended
        self.busy.emit(True)
        QThreadPool.globalInstance().start(task)

    def _finish(self, task: Work, then: Callable[[], None]) -> None:
        if task not in self._running:
            return  # it was for an evening that is closed: the page that asked is gone
        _give_back(self._running.pop(task))
        self.busy.emit(bool(self._running))
        then()

    @property
    def is_busy(self) -> bool:
        """Whether long work is going on."""
        return bool(self._running)


def _give_back(ended: Callable[[], object]) -> None:
    """Call what gives something back, unless its widget is gone with the page."""
    owner = getattr(ended, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        ended()
