"""What the keys of the door do: letting people in, from the list or not, and putting them in a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.door.actions import check_in, move_guest, rename_guest, welcome_walk_in
from facilitatore.door.people import read_guests
from ui.door.field import CHOOSING, NAMING, SEARCHING
from ui.door.lines import clock_of
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest, Person
    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group
    from facilitatore.session import Change
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.welcome import Welcome


class Arrivals(QObject):
    """The conversation of the field: search, or a name and then a group.

    Signals:
        said(str, str): a sentence and its kind.
        arrived(): somebody was let in; the field is empty again.
        moved(): somebody changed group, or came back from an undo.
        asked(): the field asks for something else than before.
    """

    said = Signal(str, str)
    arrived = Signal()
    moved = Signal()
    asked = Signal()

    def __init__(self, bridge: Bridge, page: Page, welcome: Welcome) -> None:
        """`page` is who asks."""
        super().__init__(page)
        self._bridge, self._page, self._welcome = bridge, page, welcome
        self._field = welcome.field
        self._groups: Sequence[Group] = ()
        self._guests: Sequence[Guest] = ()
        self._proposal: Group | None = None
        self._nameless: Person | None = None
        field = self._field
        field.entered.connect(self._enter)
        field.walk_in_wanted.connect(self._walk_in)
        field.group_wanted.connect(self._group_key)
        field.letter_typed.connect(self._letter)
        field.left.connect(self._leave)
        field.undo_wanted.connect(self._undo)
        welcome.list.welcomed.connect(self._enter)
        welcome.walk_in_button.clicked.connect(self._walk_in)
        welcome.walk_in.group_chosen.connect(self._choose_group)

    def know(self, groups: Sequence[Group], guests: Sequence[Guest], proposal: Group | None) -> None:
        """Take the groups, who is in, by arrival, and the group to propose."""
        self._groups, self._guests, self._proposal = groups, guests, proposal

    def name(self) -> str:
        """Return the words of the field as a name."""
        from facilitatore.door.names import readable

        return readable(" ".join(self._field.text().split()))

    # -- from the list ------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self._field.mode == CHOOSING:
            self._choose_group(-1)
        elif self._field.mode == NAMING:
            self._named()
        else:
            self._welcome_chosen(None)

    def _chosen(self) -> Expected | None:
        return self._welcome.lines.line(self._welcome.list.chosen_row())

    def _welcome_chosen(self, group: str | None) -> None:
        """Let in who is chosen, or say why not."""
        line = self._chosen()
        if line is None:
            if self._field.text().strip():
                self.said.emit(tr("Nessuno in elenco con questo nome: F2 per accogliere lo stesso."), "warning")
                self._field.selectAll()  # the next name takes the place of this one
        elif line.guest is not None:
            since = clock_of(line.guest.arrived_at)
            self.said.emit(tr("{0}: ✓ dentro dalle {1}, non serve altro.").format(line.badge_name, since), "warning")
            self._field.selectAll()
        elif line.person is not None and not line.badge_name.strip():
            self._nameless = line.person
            self._ask_name(tr("Nome per l’etichetta di {0}").format(line.family_name))
        elif line.person is not None:
            self._after(self._bridge.do(check_in, line.person, group=group, origin=self._page))
        self._field.setFocus()

    def _after(self, change: Change | None) -> None:
        """After something was written be ready for the next; refused words stay where they are."""
        if change is None:
            return
        self._nameless = None
        self._set_mode(SEARCHING)
        self._field.blockSignals(True)
        self._field.setText("")
        self._field.blockSignals(False)
        self._field.setFocus()
        self.arrived.emit()

    def _leave(self) -> None:
        """Go back to the search; a second time, clear it."""
        if self._field.mode == SEARCHING:
            self._field.setText("")
            return
        self._nameless = None
        self._set_mode(SEARCHING)
        self.asked.emit()

    def _set_mode(self, mode: str) -> None:
        self._field.mode = mode
        self._welcome.show_mode(mode)

    # -- who is in no list --------------------------------------------------------------------------------------

    def _walk_in(self) -> None:
        """Take the words of the field as a first name; without words ask for it."""
        self._field.setFocus()
        if self._field.mode == CHOOSING:
            return
        if not self._field.text().strip():
            self._ask_name(tr("Nome di chi non è in elenco"))
        elif self._nameless is None:
            self._ask_group()

    def _ask_name(self, placeholder: str) -> None:
        self._set_mode(NAMING)
        self._field.setText("")
        self._field.setPlaceholderText(placeholder)
        self.asked.emit()

    def _named(self) -> None:
        if not self._field.text().strip():
            return
        if self._nameless is None:
            self._ask_group()
            return
        person = self._nameless
        if self._bridge.do(check_in, person, origin=self._page) is None:
            return
        guest = next(guest for guest in read_guests(self._bridge.session) if guest.token == person.token)
        self._after(self._bridge.do(rename_guest, guest.id, name=self.name(), origin=self._page))

    def _ask_group(self) -> None:
        self._welcome.walk_in.ask(self.name(), self._groups, self._proposal)
        self._set_mode(CHOOSING)
        self.asked.emit()

    def _letter(self, letter: str) -> None:
        keys = [group.key.casefold() for group in self._groups]
        if letter.casefold() in keys:
            self._choose_group(keys.index(letter.casefold()))

    def _choose_group(self, place: int) -> None:
        """Let the walk-in into the group at `place`, or into none (-1)."""
        if place < len(self._groups):
            group = self._groups[place].id if place >= 0 else None
            self._after(self._bridge.do(welcome_walk_in, name=self.name(), group=group, origin=self._page))

    # -- groups -------------------------------------------------------------------------------------------------

    def _group_key(self, place: int, held: bool) -> None:
        """Put into the group at `place` the chosen line (Alt held), or who came last."""
        if self._field.mode == CHOOSING:
            self._choose_group(place)
            return
        if place >= len(self._groups):
            return
        group = self._groups[place].id
        line = self._chosen() if held else None
        if line is not None and line.guest is None:
            self._welcome_chosen(group)
        elif line is not None and line.guest is not None:
            self._move(line.guest, group)
        elif self._guests:
            self._move(self._guests[-1], group)

    def _move(self, guest: Guest, group: str) -> None:
        if guest.group == group:
            return
        if self._bridge.do(move_guest, guest.id, group=group, origin=self._page) is not None:
            self.moved.emit()

    def _undo(self) -> None:
        if self._bridge.undo() is not None:
            self.moved.emit()
