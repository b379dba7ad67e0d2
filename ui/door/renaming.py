"""The badge of somebody: another name with F3, once more with F4, an initial with F6 where two share a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import rename_guest, rename_person
from ui.door.field import RENAMING, SEARCHING
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.people import Expected
    from facilitatore.session import Change
    from ui.door.desk import Desk


class Renaming(QObject):
    """Works on the chosen line, or on who came last when none is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._line: Expected | None = None
        desk.field.rename_wanted.connect(self._ask)
        desk.field.initial_wanted.connect(self._add_initial)
        desk.field.reprint_wanted.connect(self._reprint)

    def _ask(self) -> None:
        """Put the name into the field, to be written over."""
        line = self._target(tr("Scegli prima una persona: F3 cambia il nome sulla sua etichetta."))
        if line is not None:
            self._take(line, line.badge_name, tr("Nome sull’etichetta di {0}"))
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
        self._desk.set_mode(RENAMING, tr("Nome sull’etichetta"), question.format(whole))
        self._desk.empty(text)
        self._desk.field.setFocus()
        self._desk.asked.emit()

    def write(self) -> None:
        """Write the name that stands in the field; a badge that was printed waits again."""
        desk, line = self._desk, self._line
        name = desk.field.text()
        if line is None or not name.strip():
            return
        if " ".join(name.split()) == line.badge_name:
            desk.field.left.emit()
            return
        self._done(line, self._rename(line, name, "rename_guest"))

    def _rename(self, line: Expected, name: str, called: str) -> Change | None:
        bridge, page = self._desk.bridge, self._desk.page
        if line.guest is not None:
            return bridge.do(rename_guest, line.guest.id, name=name, called=called, origin=page)
        if line.person is not None:
            return bridge.do_register(rename_person, line.person.id, name=name, origin=page)
        return None

    def _done(self, line: Expected, change: Change | None) -> None:
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
                desk.tell(tr("Nome cambiato: l’etichetta è di nuovo fra quelle da stampare."))

    def _reprint(self) -> None:
        """Print the badge again."""
        line = self._desk.target() if self._desk.field.mode == SEARCHING else None
        if line is not None and line.guest is not None:
            self._desk.printing.print_guest(line.guest.id)
        elif line is not None:
            words = tr("{0} non è ancora dentro: Invio accoglie.")
            self._desk.tell(words.format(line.badge_name or line.family_name))

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
                self._done(line, self._rename(line, name, "add_initial"))
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
