"""The badge of somebody: another name with F3, once more with F4, an initial with F6 where two share a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import answer_name, rename_guest, rename_person
from ui.door.field import RENAMING, SEARCHING
from ui.door.name_words import called, left_out_words
from ui.door.naming import Conversation
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.door.model import Person
    from facilitatore.door.naming import Choice
    from facilitatore.door.people import Expected
    from facilitatore.session import Change
    from ui.door.desk import Desk
    from ui.door.naming import Naming


class Renaming(QObject):
    """Works on the chosen line, or on who came last when none is chosen."""

    def __init__(self, desk: Desk, naming: Naming) -> None:
        """`naming` asks which of several names is meant."""
        super().__init__(desk)
        self._desk, self._naming = desk, naming
        self._line: Expected | None = None
        desk.field.initial_wanted.connect(self._add_initial)
        desk.field.reprint_wanted.connect(self._reprint)

    def ask(self) -> None:
        """Put the name into the field, to be written over; ask for one that is in question."""
        line = self._target(tr("Scegli prima una persona: F3 cambia il nome sulla sua etichetta."))
        if line is None:
            return
        self._line = line
        if line.question is not None:
            self._naming.ask_listed(line.question, self._conversation(self._write_other, self._back))
        else:
            self._write_other()

    def _write_other(self) -> None:
        if self._line is not None:
            self._take(self._line, self._line.badge_name, tr("Nome sull’etichetta di {0}"))
            self._desk.field.selectAll()

    def _target(self, otherwise: str) -> Expected | None:
        if self._desk.field.mode != SEARCHING:
            return None
        line = self._desk.target()
        if line is None:
            self._desk.tell(otherwise)
        return line

    def _take(self, line: Expected, text: str, question: str) -> None:
        self._line = line
        whole = " ".join(part for part in (line.badge_name, line.family_name) if part)
        self._write_in(text, question.format(line.question.written if line.question is not None else whole))

    def _write_in(self, text: str, question: str) -> None:
        self._desk.set_mode(RENAMING, tr("Nome sull’etichetta"), question)
        self._desk.empty(text)
        self._desk.field.setFocus()
        self._desk.asked.emit()

    def show_badge(self) -> None:
        """Show the badge as it would be with the name that stands in the field."""
        if self._line is not None:
            self._desk.printing.show_typed(self._desk.field.text(), self._line, key=tr("F3 se non è così"))

    def write(self) -> None:
        """Write the name that stands in the field; a badge that was printed waits again."""
        name = self._desk.field.text()
        if self._line is None or not name.strip():
            return
        if " ".join(name.split()) == self._line.badge_name:
            self._desk.field.left.emit()
        else:
            self._naming.read(name, self._typed())

    def doubt(self) -> None:
        """Ask also where the name in the field was certain: somebody knows better."""
        self._naming.doubt(self._desk.field.text(), self._typed())

    # -- which name is meant ------------------------------------------------------------------------------------

    def _conversation(self, other: Callable[[], None], back: Callable[[], None]) -> Conversation:
        line = self._line
        does = tr("Un tasto cambia il nome sull’etichetta.")
        if line is not None and line.question is not None:
            does = tr("Un tasto: resta scritto per le altre serate, e chi è non entra ancora.")
        group = self._desk.known.group(line.group) if line is not None else None
        return Conversation(does, group, _token(line) if line is not None else "", self._name_is, other, back)

    def _typed(self) -> Conversation:
        """Go on with the name in the field, and from its question back to it."""
        again = partial(self._write_in, self._desk.field.text(), self._desk.welcome.question.text())
        return self._conversation(again, again)

    def _back(self) -> None:
        self._line = None
        self._desk.set_mode(SEARCHING)
        self._desk.asked.emit()

    def _name_is(self, name: Choice) -> None:
        """Write a name that is certain, or that somebody chose, and say what of it is not on the badge."""
        line, left_out = self._line, left_out_words(name)
        said = tr("{0} ({1})").format(name.first, left_out) if left_out else name.first
        if line is None:
            return
        if name.first == line.badge_name:
            self._back()
            self._desk.empty()
            self._desk.tell(tr("Il nome resta {0}: l’etichetta è quella di prima.").format(said), "warning")
        elif line.question is not None and line.person is not None:
            self._done(
                line, self._answer(line.person, name), tr("{0}: resta scritto per le altre serate.").format(said)
            )
        else:
            self._done(line, self._rename(line, name.first, "rename_guest"), tr("Nome cambiato: {0}.").format(said))

    def _answer(self, person: Person, name: Choice) -> Change | None:
        from facilitatore.door.wearing import answered

        answer, desk = answered(person, name), self._desk
        first, family = answer.first, answer.family
        return desk.bridge.do_register(answer_name, person.id, first=first, family=family, origin=desk.page)

    def _rename(self, line: Expected, name: str, called: str) -> Change | None:
        bridge, page = self._desk.bridge, self._desk.page
        if line.guest is not None:
            return bridge.do(rename_guest, line.guest.id, name=name, confirmed=True, called=called, origin=page)
        if line.person is not None:
            return bridge.do_register(rename_person, line.person.id, name=name, confirmed=True, origin=page)
        return None

    def _done(self, line: Expected, change: Change | None, told: str) -> None:
        desk = self._desk
        if not desk.settle(change):
            return
        self._line = None
        desk.changed.emit(change)
        desk.asked.emit()
        if line.guest is not None and line.guest.printed_at is not None:
            if desk.printing.at_once:
                desk.printing.print_guest(line.guest.id)
            else:
                told = tr("{0} L’etichetta è di nuovo fra quelle da stampare.").format(told)
        desk.tell(told)

    def _reprint(self) -> None:
        """Print the badge again."""
        line = self._desk.target() if self._desk.field.mode == SEARCHING else None
        if line is not None and line.guest is not None:
            self._desk.printing.print_guest(line.guest.id)
        elif line is not None:
            words = tr("{0} non è ancora dentro: Invio accoglie.")
            self._desk.tell(words.format(called(line)))

    # -- two people of one name ---------------------------------------------------------------------------------

    def tell_namesakes(self, guest_id: str) -> None:
        """Say of somebody who came in that others in here have the same name, if they do."""
        from facilitatore.door.homonyms import sharing

        guests = self._desk.known.guests
        guest = next((one for one in guests if one.id == guest_id), None)
        count = sharing(guest.badge_name, guests) if guest else 0
        if guest is not None and count:
            number = {2: tr("Due"), 3: tr("Tre"), 4: tr("Quattro")}.get(count, str(count))
            self._desk.tell(tr("{0} {1} dentro: F6 aggiunge l’iniziale.").format(number, guest.badge_name))

    def _add_initial(self) -> None:
        """Add the initial of the family name; where none is known, leave the cursor after the name."""
        from facilitatore.door.homonyms import has_initial, name_with_initial, name_without_initial, namesakes

        desk = self._desk
        line = self._target(tr("Scegli prima una persona: F6 aggiunge l’iniziale del cognome."))
        if line is None or not line.badge_name.strip():
            return
        token = _token(line)
        others = namesakes(line.badge_name, token, desk.known.guests)
        if has_initial(line.badge_name):
            desk.tell(tr("{0} ha già l’iniziale: F3 per cambiare il nome.").format(line.badge_name))
        elif not others:
            desk.tell(
                tr("Dentro non c’è nessun altro che si chiami {0}: l’iniziale non serve.").format(line.badge_name)
            )
        else:
            name = name_with_initial(line.badge_name, token, others, desk.families())
            if name is not None:
                self._done(line, self._rename(line, name, "add_initial"), tr("Nome cambiato: {0}.").format(name))
                return
            question = tr("Nome sull’etichetta di {0}: aggiungi qualcosa per distinguerlo")
            self._take(line, f"{name_without_initial(line.badge_name)} ", question)
            desk.tell(
                tr("Il cognome non basta a distinguerli, o non si sa: scrivi tu un’iniziale o un altro nome."),
                "warning",
            )


def _token(line: Expected) -> str:
    if line.guest is not None:
        return line.guest.token
    return line.person.token if line.person is not None else ""
