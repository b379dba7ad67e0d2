"""Letting people in: from the list with Enter, or with a first name and a group when they are in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import badge_name, check_in, first_name_of, welcome_walk_in
from facilitatore.door.rhythm import local_clock
from facilitatore.errors import BadValue
from ui.door.field import CHOOSING, NAMING, RENAMING, SEARCHING
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest, Person
    from facilitatore.session import Change
    from ui.door.desk import Desk
    from ui.door.renaming import Renaming
    from ui.door.scans import Scans


class Arrivals(QObject):
    """The conversation of the field: search, or a name and then a group."""

    def __init__(self, desk: Desk, renaming: Renaming, scans: Scans) -> None:
        """`renaming` and `scans` have Enter first, when it is theirs."""
        super().__init__(desk)
        self._desk, self._renaming, self._scans = desk, renaming, scans
        self._nameless: Person | None = None
        self._group: str | None = None
        self._unrecorded = False
        field, welcome = desk.field, desk.welcome
        field.entered.connect(self.enter)
        field.walk_in_wanted.connect(self._walk_in)
        field.letter_typed.connect(self._letter)
        field.left.connect(self._leave)
        field.undo_wanted.connect(desk.undo)
        field.unrecorded_wanted.connect(self._without_record)
        welcome.list.welcomed.connect(self.enter)
        welcome.walk_in_button.clicked.connect(self._walk_in)
        welcome.walk_in.group_chosen.connect(self.choose_group)
        welcome.walk_in.unrecorded_wanted.connect(self._without_record)
        welcome.walk_in.left.connect(self._leave)
        scans.welcomed.connect(lambda person: self.let_in(person, None))

    # -- from the list ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Do what Enter means now."""
        mode = self._desk.field.mode
        if mode == CHOOSING:
            self.choose_group(-1)
        elif self._scans.take(self._desk.field.text(), quick=self._desk.field.typed_quickly()):
            pass
        elif mode == RENAMING:
            self._renaming.write()
        elif mode == NAMING:
            self._named()
        else:
            self.welcome_chosen(None)

    def welcome_chosen(self, group: str | None) -> None:
        """Let in who is chosen, into `group` or the one asked for; or say why not."""
        desk = self._desk
        line = desk.chosen()
        if line is None:
            if desk.field.text().strip():
                desk.tell(tr("Nessuno in elenco con questo nome: F2 per accogliere lo stesso."), "warning")
                desk.field.selectAll()  # the next name takes the place of this one
        elif line.guest is not None:
            self._tell_already_in(line.guest)
        elif line.person is not None:
            self.let_in(line.person, group)
        desk.field.setFocus()

    def _tell_already_in(self, guest: Guest) -> None:
        since = local_clock(guest.arrived_at)
        self._desk.tell(
            tr("{0}: ✓ dentro dalle {1}. F4 ristampa l’etichetta.").format(guest.badge_name, since), "warning"
        )
        self._desk.field.selectAll()

    def let_in(self, person: Person, group: str | None) -> None:
        """Let in a person of the register; who has no name for the badge is asked for one."""
        if not person.badge_name.strip():
            self._nameless, self._group = person, group
            self._ask_name(tr("Nome per l’etichetta di {0}").format(person.family_name))
        else:
            self._after(self._desk.bridge.do(check_in, person, group=group, origin=self._desk.page))

    def _after(self, change: Change | None) -> None:
        if self._desk.settle(change) and change is not None:
            self._forget()
            self._desk.arrived.emit(change.ids[0])

    def _forget(self) -> None:
        self._nameless, self._group, self._unrecorded = None, None, False

    def _leave(self) -> None:
        """Go back to the search; a second time, clear it."""
        desk = self._desk
        if desk.field.mode == SEARCHING:
            desk.field.setText("")
            return
        renamed = desk.field.mode == RENAMING
        self._forget()
        desk.set_mode(SEARCHING)
        if renamed:
            desk.empty()
        desk.asked.emit()

    # -- who is in no list --------------------------------------------------------------------------------------

    def _walk_in(self) -> None:
        """Take the words of the field as a first name; without words ask for it."""
        field = self._desk.field
        field.setFocus()
        if field.mode in {CHOOSING, RENAMING}:
            return
        if not field.text().strip():
            self._ask_name(tr("Nome di chi non è in elenco"))
        elif self._nameless is None:
            self._ask_group()

    def _ask_name(self, placeholder: str) -> None:
        self._desk.set_mode(NAMING, placeholder)
        self._desk.field.setText("")
        self._desk.asked.emit()

    def _named(self) -> None:
        desk = self._desk
        if not desk.field.text().strip():
            return
        if self._nameless is None:
            self._ask_group()
            return
        person, group = self._nameless, self._group
        self._after(desk.bridge.do(check_in, person, group=group, name=desk.name(), origin=desk.page))

    def _ask_group(self) -> None:
        desk = self._desk
        desk.welcome.walk_in.ask(desk.name(), desk.known.groups, desk.known.proposal, unrecorded=self._unrecorded)
        desk.set_mode(CHOOSING)
        desk.asked.emit()

    def _letter(self, letter: str) -> None:
        keys = [group.key.casefold() for group in self._desk.known.groups]
        if letter.casefold() in keys:
            self.choose_group(keys.index(letter.casefold()))

    def choose_group(self, place: int) -> None:
        """Let the walk-in into the group at `place`, or into none (-1)."""
        desk = self._desk
        if place >= len(desk.known.groups):
            return
        group = desk.known.groups[place] if place >= 0 else None
        if self._unrecorded:
            self._print_only(group.id if group else None)
            return
        chosen = group.id if group else None
        self._after(desk.bridge.do(welcome_walk_in, name=desk.name(), group=chosen, origin=desk.page))

    # -- who wants to be written nowhere ------------------------------------------------------------------------

    def _without_record(self) -> None:
        """Have the question for the group make a badge and nothing else; asked again, a guest as always."""
        desk = self._desk
        if desk.field.mode == RENAMING:
            return
        if desk.field.mode == CHOOSING:
            self._unrecorded = not self._unrecorded
            self._ask_group()
        elif desk.field.mode == SEARCHING and desk.chosen() is not None:
            desk.tell(
                tr(
                    "Per un’etichetta che non lascia traccia: Esc, il nome, F2 e poi F8. Chi è in elenco resta solo nell’elenco."
                )
            )
        else:
            self._unrecorded = True
            self._walk_in()

    def _print_only(self, group: str | None) -> None:
        """Print a badge of which nothing is written; the name leaves the screen with it."""
        desk = self._desk
        try:
            name = first_name_of(badge_name(desk.name()))
        except BadValue as problem:
            desk.bridge.refused.emit(problem)
            return
        self._forget()
        desk.set_mode(SEARCHING)
        desk.empty()
        desk.field.setFocus()
        desk.asked.emit()
        desk.printing.print_unrecorded(name, desk.known.group(group))
        words = tr("Etichetta senza traccia: né il nome né la presenza sono scritti da nessuna parte.")
        desk.tell(words if desk.printing.at_once else tr("{0} Ctrl+P la stampa.").format(words))
