"""Letting people in: from the list with Enter, or with a first name and a group when they are in no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import answer_name, check_in, welcome_walk_in
from facilitatore.italian import local_clock
from ui.door.coming import Coming
from ui.door.field import ASKING, CHOOSING, NAMING, RENAMING, SEARCHING
from ui.door.naming import Conversation
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.door.model import Guest, Person
    from facilitatore.door.naming import Choice
    from facilitatore.session import Change
    from ui.door.desk import Desk
    from ui.door.naming import Naming
    from ui.door.renaming import Renaming
    from ui.door.scans import Scans


class Arrivals(QObject):
    """The conversation of the field: search, or a name and then a group."""

    def __init__(self, desk: Desk, renaming: Renaming, naming: Naming, scans: Scans) -> None:
        """`renaming` and `scans` have Enter first, when it is theirs; `naming` asks what somebody is called."""
        super().__init__(desk)
        self._desk, self._renaming, self._naming, self._scans = desk, renaming, naming, scans
        self._coming = Coming()
        field, welcome = desk.field, desk.welcome
        field.entered.connect(self.enter)
        field.walk_in_wanted.connect(self._walk_in)
        field.rename_wanted.connect(self._other_name)
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
        elif mode == ASKING:
            self._desk.tell(tr("Premi il numero del nome; F3 per scriverne un altro, Esc per tornare indietro."))
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
        self._begin(Coming(person))

    def let_in(self, person: Person, group: str | None) -> None:
        """Let a person of the register into a group, or into the one asked for."""
        self._begin(Coming(person, group, decided=True))

    def _begin(self, coming: Coming) -> None:
        self._coming = coming
        coming.searched = self._desk.field.text()
        self._go_on()

    def _go_on(self) -> None:
        """Ask for what is not known yet: the name, then the group; then let in."""
        coming, person = self._coming, self._coming.person
        if coming.name is None and person is not None and person.question is not None:
            self._naming.ask_listed(person.question, self._conversation(self._ask_name, self._back))
        elif coming.name is None and (person is None or not person.badge_name.strip()):
            self._ask_name()
        elif person is None or (not coming.decided and self._desk.asks_group(person)):
            self._ask_group()
        else:
            self._check_in(person, coming.group)

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

    def _check_in(self, person: Person, group: str | None) -> None:
        """Let in; a name that was in question is written in the register in the same step."""
        from facilitatore.door.wearing import answered

        desk, name = self._desk, self._coming.name
        bridge, page, said = desk.bridge, desk.page, name.first if name is not None else ""
        told = None
        with bridge.one_step():
            change = bridge.do(check_in, person, group=group, name=said, confirmed=True, origin=page)
            if change is not None and name is not None and person.question is not None:
                answer = answered(person, name)
                first, family = answer.first, answer.family
                told = bridge.do_register(answer_name, person.id, first=first, family=family, origin=page)
        if told is not None:
            desk.changed.emit(told)
        self._after(change)

    def _after(self, change: Change | None) -> None:
        if self._desk.settle(change) and change is not None:
            self._coming = Coming()
            self._desk.arrived.emit(change.ids[0])

    def _leave(self) -> None:
        """Go back to the search; a second time, clear it."""
        mode = self._desk.field.mode
        if mode == SEARCHING:
            self._desk.field.setText("")
        elif mode == ASKING:
            self._naming.leave()
        else:
            self._back()

    def _back(self) -> None:
        """Go back to the words one searched with; those of a name that was being changed are none."""
        desk, coming = self._desk, self._coming
        renaming = desk.field.mode == RENAMING
        self._coming = Coming()
        desk.set_mode(SEARCHING)
        if renaming or coming.person is not None:
            desk.empty("" if renaming else coming.searched)
        desk.asked.emit()

    # -- what the name is ---------------------------------------------------------------------------------------

    def _conversation(self, other: Callable[[], None], back: Callable[[], None]) -> Conversation:
        desk, coming = self._desk, self._coming
        line = desk.known.line_of(coming.person.id) if coming.person is not None else None
        group = desk.known.group(coming.group or (line.group if line is not None else None))
        token = coming.person.token if coming.person is not None else ""
        return Conversation(coming.what_a_key_does(desk), group, token, self._name_is, other, back)

    def _name_is(self, name: Choice) -> None:
        self._coming.name = name
        self._go_on()

    def _other_name(self) -> None:
        """Do what F3 means now: change a name, or say that a name was read wrongly."""
        mode = self._desk.field.mode
        if mode == SEARCHING:
            self._renaming.ask()
        elif mode == RENAMING:
            self._renaming.doubt()
        elif mode == ASKING:
            self._naming.other()
        elif mode == NAMING or self._coming.person is None:
            self._naming.doubt(self._desk.field.text(), self._typed())

    def _typed(self) -> Conversation:
        """Go on with the name that stands in the field, and from its question back to it."""
        searching = self._desk.field.mode != NAMING
        return self._conversation(self._write_again, self._back if searching else self._write_again)

    def _write_again(self) -> None:
        """Have the name written that stands in the field, in another way."""
        self._desk.set_mode(NAMING, tr("Nome per l’etichetta"), self._coming.whose_name())
        self._desk.field.selectAll()
        self._desk.asked.emit()

    def _ask_name(self) -> None:
        self._desk.empty()
        self._write_again()

    def _named(self) -> None:
        if self._desk.field.text().strip():
            self._naming.read(self._desk.field.text(), self._typed())

    # -- who is in no list --------------------------------------------------------------------------------------

    def _walk_in(self, *, unrecorded: bool = False) -> None:
        """Take the words of the field as a name; without words ask for it."""
        field = self._desk.field
        field.setFocus()
        if field.mode == SEARCHING:
            self._coming = Coming(unrecorded=unrecorded)
        elif field.mode != NAMING or self._coming.person is not None:
            return
        if field.text().strip():
            self._naming.read(field.text(), self._typed())
        else:
            self._ask_name()

    def _ask_group(self) -> None:
        self._coming.ask_group(self._desk)
        self._desk.set_mode(CHOOSING)
        self._desk.asked.emit()

    def show_badge(self) -> None:
        """Show the badge of whose group is asked for; of whose name is written, letter by letter."""
        mode = self._desk.field.mode
        if mode == CHOOSING:
            self._coming.show_badge(self._desk)
        elif mode == NAMING:
            self._coming.show_written(self._desk)
        elif mode == RENAMING:
            self._renaming.show_badge()

    def _letter(self, letter: str) -> None:
        keys = [group.key.casefold() for group in self._desk.known.groups]
        if letter.casefold() in keys:
            self.choose_group(keys.index(letter.casefold()))

    def choose_group(self, place: int) -> None:
        """Let whoever waits for it into the group at `place`, or into none (-1)."""
        desk, coming = self._desk, self._coming
        if place >= len(desk.known.groups):
            return
        chosen = desk.known.groups[place].id if place >= 0 else None
        if coming.person is not None:
            self._check_in(coming.person, chosen)
        elif coming.name is not None and coming.unrecorded:
            self._print_only(coming.name.first, chosen)
        elif coming.name is not None:
            name, page = coming.name.first, desk.page
            self._after(desk.bridge.do(welcome_walk_in, name=name, group=chosen, confirmed=True, origin=page))

    # -- who wants to be written nowhere ------------------------------------------------------------------------

    def _without_record(self) -> None:
        """Have the question for the group make a badge and nothing else; asked again, a guest as always."""
        desk = self._desk
        if desk.field.mode in {RENAMING, ASKING}:
            return
        of_the_list = self._coming.person is not None or (desk.field.mode == SEARCHING and desk.chosen() is not None)
        if desk.field.mode == CHOOSING and not of_the_list:
            self._coming.unrecorded = not self._coming.unrecorded
            self._ask_group()
        elif of_the_list:
            desk.tell(
                tr(
                    "Per un’etichetta che non lascia traccia: Esc, il nome, F2 e poi F8. Chi è in elenco resta solo nell’elenco."
                )
            )
        else:
            self._coming.unrecorded = True
            self._walk_in(unrecorded=True)

    def _print_only(self, name: str, group: str | None) -> None:
        """Print a badge of which nothing is written; the name leaves the screen with it."""
        desk = self._desk
        self._coming = Coming()
        desk.set_mode(SEARCHING)
        desk.empty()
        desk.field.setFocus()
        desk.asked.emit()
        desk.printing.print_unrecorded(name, desk.known.group(group))
        words = tr("Etichetta senza traccia: né il nome né la presenza sono scritti da nessuna parte.")
        desk.tell(words if desk.printing.at_once else tr("{0} Ctrl+P la stampa.").format(words))
