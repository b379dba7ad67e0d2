"""Putting people into groups: one key, or a drag onto the group's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.actions import move_guest
from ui.door.field import CHOOSING, SEARCHING
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from ui.door.arrivals import Arrivals
    from ui.door.desk import Desk


class Moving(QObject):
    """1…9 for who came last, Alt+1…9 for the chosen line, a drop for whoever is dragged."""

    def __init__(self, desk: Desk, arrivals: Arrivals) -> None:
        """`arrivals` lets in who is awaited and is put into a group."""
        super().__init__(desk)
        self._desk, self._arrivals = desk, arrivals
        desk.field.group_wanted.connect(self._group_key)

    def _group_key(self, place: int, held: bool) -> None:
        """Put into the group at `place` the chosen line (Alt held), or who came last."""
        desk = self._desk
        if desk.field.mode == CHOOSING:
            self._arrivals.choose_group(place)
            return
        if place >= len(desk.known.groups):
            return
        group = desk.known.groups[place].id
        line = desk.chosen() if held else None
        if line is not None and line.guest is None:
            self._arrivals.welcome_chosen(group)
        elif line is not None and line.guest is not None:
            self._move(line.guest, group)
        elif desk.known.guests:
            self._move(desk.known.guests[-1], group)

    def drop(self, thing_id: str, group: str | None) -> None:
        """Put whoever was dragged (a person's or a guest's id) into a group: who is awaited comes in with it."""
        desk = self._desk
        line = desk.known.line_of(thing_id)
        if line is None or desk.field.mode != SEARCHING:
            return
        if line.guest is not None:
            self._move(line.guest, group)
        elif line.person is not None:
            self._arrivals.let_in(line.person, group)
        desk.field.setFocus()

    def _move(self, guest: Guest, group: str | None) -> None:
        desk = self._desk
        if guest.where == group and guest.group == group:
            return
        change = desk.bridge.do(move_guest, guest.id, group=group, origin=desk.page)
        if change is None:
            return
        desk.changed.emit(change)
        there = desk.known.group(group)
        words = tr("{0} ora è in {1}.") if there else tr("{0} ora è senza gruppo.")
        moved = words.format(guest.badge_name, there.short_title if there else "")
        desk.tell(" ".join(part for part in (moved, self._of_paper(guest)) if part))

    def _of_paper(self, guest: Guest) -> str:
        """Say that a badge which is out already does not name the new group, and which key prints it again."""
        if guest.printed_at is None:
            return ""
        if guest.id == self._desk.known.guests[-1].id:
            return tr("L’etichetta già stampata non lo dice: F4 la ristampa.")
        return tr("L’etichetta già stampata non lo dice: cerca il nome, F4 la ristampa.")
