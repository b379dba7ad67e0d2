"""Letting people in: from the list with Enter, or with a first name and a group when they are in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import badge_name, check_in, first_name_of, welcome_walk_in
from facilitatore.errors import BadValue
from facilitatore.italian import local_clock
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
        self._person: Person | None = None
        self._group: str | None = None
        self._name = ""
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
        scans.welcomed.connect(self._welcome)

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
            self._found_nobody()
        elif line.guest is not None:
            self._tell_already_in(line.guest)
        elif line.person is not None and group is None:
            self._welcome(line.person)
        elif line.person is not None:
            self.let_in(line.person, group)
        desk.field.setFocus()

    def _welcome(self, person: Person) -> None:
        """Let in a person of the register; a badge that comes out at once has to know the group first."""
        if person.badge_name.strip() and self._desk.asks_group(person):
            self._person = person
            self._ask_group()
        else:
            self.let_in(person, None)

    def _found_nobody(self) -> None:
        """Say that nobody is called so; Enter again, and they come in all the same."""
        field = self._desk.field
        if not field.text().strip():
            return
        if field.selectedText() == field.text():
            self._walk_in()
            return
        words = tr("Nessuno in elenco con questo nome: di nuovo Invio, o F2, per accogliere lo stesso.")
        self._desk.tell(words, "warning")
        field.selectAll()  # the next name takes the place of this one

    def _tell_already_in(self, guest: Guest) -> None:
        since = local_clock(guest.arrived_at)
        self._desk.tell(
            tr("{0}: ✓ dentro dalle {1}. F4 ristampa l’etichetta.").format(guest.badge_name, since), "warning"
        )
        self._desk.field.selectAll()

    def let_in(self, person: Person, group: str | None) -> None:
        """Let in a person of the register; who has no name for the badge is asked for one."""
        if not person.badge_name.strip():
            self._person, self._group = person, group
            self._ask_name(tr("Nome per l’etichetta di {0}").format(person.family_name))
        else:
            self._check_in(person, group)

    def _check_in(self, person: Person, group: str | None) -> None:
        desk = self._desk
        self._after(desk.bridge.do(check_in, person, group=group, name=self._name, origin=desk.page))

    def _after(self, change: Change | None) -> None:
        if self._desk.settle(change) and change is not None:
            self._forget()
            self._desk.arrived.emit(change.ids[0])

    def _forget(self) -> None:
        self._person, self._group, self._name, self._unrecorded = None, None, "", False

    def _leave(self) -> None:
        """Go back to the search; a second time, clear it."""
        desk = self._desk
        if desk.field.mode == SEARCHING:
            desk.field.setText("")
            return
        nameless = self._person is not None and not self._person.badge_name.strip()
        named = desk.field.mode == RENAMING or nameless
        self._forget()
        desk.set_mode(SEARCHING)
        if named:
            desk.empty()  # they were no words to look for
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
        elif self._person is None:
            self._ask_group()

    def _ask_name(self, question: str) -> None:
        self._desk.set_mode(NAMING, tr("Nome per l’etichetta"), question)
        self._desk.field.setText("")
        self._desk.asked.emit()

    def _named(self) -> None:
        desk, person = self._desk, self._person
        if not desk.field.text().strip():
            return
        if person is not None:
            self._name = desk.name()
        if person is None or (self._group is None and desk.asks_group(person)):
            self._ask_group()
        else:
            self._check_in(person, self._group)

    def _ask_group(self) -> None:
        desk, person, card = self._desk, self._person, self._desk.welcome.walk_in
        if person is not None:
            card.ask_listed(self._name or person.badge_name, person.family_name)
        else:
            card.ask(desk.name(), unrecorded=self._unrecorded)
        card.show_groups(desk.known.groups, desk.known.proposal)
        desk.set_mode(CHOOSING)
        desk.asked.emit()

    def show_badge(self) -> None:
        """Show the badge of whose group is asked for."""
        desk, person = self._desk, self._person
        line = desk.known.line_of(person.id) if person is not None else None
        if person is None or line is None:
            desk.printing.show_walk_in(desk.name())
        else:
            worn = person._replace(badge_name=self._name or person.badge_name)
            desk.printing.show_badge(line._replace(person=worn), None)

    def _letter(self, letter: str) -> None:
        keys = [group.key.casefold() for group in self._desk.known.groups]
        if letter.casefold() in keys:
            self.choose_group(keys.index(letter.casefold()))

    def choose_group(self, place: int) -> None:
        """Let whoever waits for it into the group at `place`, or into none (-1)."""
        desk = self._desk
        if place >= len(desk.known.groups):
            return
        chosen = desk.known.groups[place].id if place >= 0 else None
        if self._person is not None:
            self._check_in(self._person, chosen)
        elif self._unrecorded:
            self._print_only(chosen)
        else:
            self._after(desk.bridge.do(welcome_walk_in, name=desk.name(), group=chosen, origin=desk.page))

    # -- who wants to be written nowhere ------------------------------------------------------------------------

    def _without_record(self) -> None:
        """Have the question for the group make a badge and nothing else; asked again, a guest as always."""
        desk = self._desk
        if desk.field.mode == RENAMING:
            return
        of_the_list = self._person is not None or (desk.field.mode == SEARCHING and desk.chosen() is not None)
        if desk.field.mode == CHOOSING and not of_the_list:
            self._unrecorded = not self._unrecorded
            self._ask_group()
        elif of_the_list:
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
