"""What is done with the register from the door: the panel asks, the bridge does, a sentence says it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from facilitatore.errors import BadValue, Damaged, ForeignJournal, NotOurs, NotWiped, WrongPassphrase
from facilitatore.prepare.evening import read_groups
from facilitatore.sentences import say
from ui.door.register.words import forgotten_words
from ui.translations import tr
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from facilitatore.door.people import Expected
    from facilitatore.errors import FileProblem
    from facilitatore.session import Session
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.paper.print_run import PrintRun
    from ui.door.register.closed import ClosedPanel
    from ui.door.register.panel import RegisterPanel, RegisterView

_TIME_BYTES: Final = 6
"""The first bytes of the id of a fact are its UTC milliseconds."""


class RegisterVisit(QObject):
    """Opens what there is to see of the register in the place of the list.

    Signals:
        shown(object, bool): this widget is to be seen now, with or without the figures beside it.
        finished(str): back to who arrives, with a sentence or with none.
        said(str, str): a sentence while the panel stays, and its kind.
    """

    shown = Signal(object, bool)
    finished = Signal(str)
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, page: Page, printing: PrintRun) -> None:
        """`page` is who asks; `printing` has the printer."""
        super().__init__(page)
        self._bridge, self._printing = bridge, printing
        self._panel: RegisterPanel | None = None
        self._closed: ClosedPanel | None = None
        self._went_on_without = False

    # -- what is seen -------------------------------------------------------------------------------------------

    @property
    def panel(self) -> RegisterPanel:
        """What can be done with the register, made when somebody first looks."""
        if self._panel is None:
            from ui.door.register.panel import RegisterPanel

            panel = self._panel = RegisterPanel()
            panel.left.connect(self.leave)
            panel.one.opened.connect(self._name_people)
            panel.one.forget_wanted.connect(self._forget_one)
            panel.everybody.forget_wanted.connect(self._forget_everybody)
            panel.passphrase.passphrase_wanted.connect(self._set_passphrase)
            panel.key.key_wanted.connect(self._show_key)
            panel.key.print_wanted.connect(self._print_key)
            panel.key.take_wanted.connect(self._take_key)
            panel.destroying.destroy_wanted.connect(self._destroy)
        return self._panel

    @property
    def closed(self) -> ClosedPanel:
        """What asks for the passphrase, made when there is one to ask for."""
        if self._closed is None:
            from ui.door.register.closed import ClosedPanel

            self._closed = ClosedPanel()
            self._closed.open_wanted.connect(self._open_register)
            self._closed.left.connect(self._go_on_without)
            self._closed.copy_wanted.connect(self._replace)
            self._closed.new_wanted.connect(lambda: self._replace(None))
        return self._closed

    @property
    def is_there(self) -> bool:
        """Whether there is a register, open or not."""
        return self._bridge.register is not None or self._bridge.register_problem is not None

    def ask_at_first(self, *, again: bool = False) -> bool:
        """Ask for what opens a register that is closed; False when there is nothing to ask.

        Somebody who went on without it is not asked twice, unless the register is needed (`again`).
        """
        if self._bridge.register_problem is None or (self._went_on_without and not again):
            return False
        self.visit()
        return True

    def visit(self) -> None:
        """Show the register; one that is not open is asked for first."""
        problem = self._bridge.register_problem
        if problem is not None:
            self.shown.emit(self.closed, True)
            self._say_why(problem)
            bring_into_view(self.closed.heading)
        elif self._bridge.register is not None:
            self._show()
            self.shown.emit(self.panel, False)
            self.panel.begin()
            bring_into_view(self.panel.heading)

    def refresh(self) -> None:
        """Show the register again after something was written; leave when it is not there any more."""
        if self._panel is None or not self._panel.isVisible():
            return
        if self._bridge.register is None:
            self.leave()
        else:
            self._show()

    def leave(self) -> None:
        """Go back to who arrives; nothing that was typed stays behind."""
        self._finish("")

    def _finish(self, words: str) -> None:
        if self._panel is not None:
            self._panel.close_all()
        if self._closed is not None:
            self._closed.empty()
        self.finished.emit(words)

    def _show(self) -> None:
        register = self._bridge.register
        if register is not None:
            self.panel.show_register(view_of(self._bridge.session, register))

    # -- a register that is not open ----------------------------------------------------------------------------

    def _open_register(self, passphrase: str) -> None:
        if self._bridge.open_register(passphrase):
            self._finish(tr("Il registro è aperto."))
            return
        problem = self._bridge.register_problem
        if problem is not None:
            self._say_why(problem)

    def _say_why(self, problem: FileProblem) -> None:
        """Offer the copies only of what is broken: one that is closed with a phrase needs its phrase."""
        from facilitatore.session.rescue.copies import copies_for

        is_broken = isinstance(problem, (Damaged, NotOurs, ForeignJournal))
        self.closed.show_problem(problem, copies_for(problem.path) if is_broken else ())

    def _replace(self, copy: Path | None) -> None:
        aside = self._bridge.replace_register(copy)
        if aside is not None:
            taken = tr("La copia ha preso il posto del registro; quello di prima è in «{0}».")
            fresh = tr("Importa l’elenco, e comincia un registro nuovo; quello di prima è in «{0}».")
            self._finish((fresh if copy is None else taken).format(aside.name))

    def _go_on_without(self) -> None:
        self._went_on_without = True
        self.leave()

    # -- forgetting ---------------------------------------------------------------------------------------------

    def _name_people(self) -> None:
        from facilitatore.door.people import read_expected

        session = self._bridge.session
        groups = {group.id: group for group in read_groups(session)}
        self.panel.one.know(read_expected(session, self._bridge.register), groups)

    def _forget_one(self, line: Expected) -> None:
        """Forget somebody in the register first: if the second file fails, what is left is a first name."""
        from facilitatore.door.forgetting import forget_person

        if line.person is not None and self._bridge.do_register(forget_person, [line.person.id]) is None:
            return
        if line.guest is not None and self._bridge.do(forget_person, [line.guest.id]) is None:
            return
        self.panel.one.close_part(give_focus=True)
        self._show()
        words = tr(
            "Fatto: questa persona qui non c’è più, neanche nelle copie di sicurezza. Su chiavette e altri portatili c’è "
            "ancora: uniscili a questo, o cancellali."
        )
        self.said.emit(words, "info")

    def _forget_everybody(self) -> None:
        from facilitatore.door.forgetting import forget_everybody, loses_of

        lost: dict[str, int] = {}
        register = self._bridge.register
        if register is not None:
            lost = dict(loses_of(register))
            if self._bridge.do_register(forget_everybody) is None:
                return
        lost |= loses_of(self._bridge.session)
        if self._bridge.do(forget_everybody) is not None:
            self._finish(forgotten_words(lost))

    def _destroy(self) -> None:
        if self._bridge.destroy_register():
            self._finish(
                tr(
                    "Il registro è distrutto, con le sue copie di sicurezza su questo portatile. Se ne hai copie su "
                    "chiavette o altri portatili, distruggi anche quelle."
                )
            )

    # -- passphrase and key -------------------------------------------------------------------------------------

    def _set_passphrase(self, old: str, new: str) -> None:
        problem = self._bridge.set_passphrase(old, new)
        if isinstance(problem, WrongPassphrase):
            self.panel.passphrase.refuse(tr("Non è la frase di adesso: controlla maiuscole, spazi e accenti."))
        elif isinstance(problem, BadValue):
            self.panel.passphrase.refuse_new(tr(say(problem)))
        elif problem is not None and not isinstance(problem, NotWiped):
            self._bridge.refused.emit(problem)
        else:
            self.panel.passphrase.close_part(give_focus=True)
            self._show()
            if problem is not None:  # it is done, and there is more to say than that
                self._bridge.refused.emit(problem)
                return
            closed = tr(
                "Da adesso il registro si apre solo con la frase. Le copie già fatte su chiavette non ce l’hanno."
            )
            self.said.emit(closed if new else tr("Da adesso il registro si apre senza frase."), "info")

    def _show_key(self) -> None:
        from facilitatore.door.cycle_key import make_key, read_key

        register = self._bridge.register
        if register is None:
            return
        if not read_key(register):
            self._bridge.do_register(make_key)
            self._show()
        key = read_key(register)
        if key:
            self.panel.key.show_key(key)
        else:
            self.panel.key.close_part(give_focus=True)

    def _print_key(self) -> None:
        papers = self._printing.papers
        if papers is not None:
            papers.print_key(self.panel.key.key.text())

    def _take_key(self, text: str) -> None:
        from facilitatore.door.cycle_key import take_key

        register = self._bridge.register
        if register is not None and self._bridge.do_register(take_key, text) is not None:
            self.panel.key.close_part(give_focus=True)
            self._show()
            self.said.emit(tr("Chiave presa: da adesso i codici sono gli stessi dell’altro portatile."), "info")


def view_of(session: Session, register: Session) -> RegisterView:
    """Read what there is to say of the register."""
    from facilitatore.door.cycle_key import read_key
    from facilitatore.door.forgetting import loses_of
    from facilitatore.door.people import read_arrivals
    from facilitatore.session.keys import is_available
    from facilitatore.session.purge import Purges
    from ui.door.register.panel import RegisterView
    from ui.reminder import last_day

    goes = loses_of(register)
    is_beside = register.path.parent == session.path.parent
    return RegisterView(
        file=register.path.name if is_beside else str(register.path),
        is_beside=is_beside,
        people=goes.get("person", 0),
        since=_since(register),
        until=last_day(session, register),
        in_register=goes,
        in_both={**goes, **loses_of(session)},
        present=len(read_arrivals(session)),
        can_cipher=is_available(),
        is_ciphered=register.key is not None,
        has_key=bool(read_key(register)),
        is_forgotten=(bytes.fromhex(register.id), "person") in Purges.of(register.all_facts()).kinds,
    )


def _since(register: Session) -> date | None:
    """Return the day on which the oldest of the persons was written."""
    born = [thing.born for thing in register.things("person")]
    if not born:
        return None
    at_ms = int.from_bytes(min(born)[:_TIME_BYTES])
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date()
