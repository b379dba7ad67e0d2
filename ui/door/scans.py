"""What the scanner reads: at the door it finds the person, at a group's own door it notes who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.door.presence import note_presence, read_presences
from facilitatore.door.scanning import looks_like_token, read_token, surely_token, token_in
from facilitatore.door.tokens import LENGTH
from facilitatore.italian import local_clock
from ui.door.field import RENAMING, SEARCHING
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.people import Expected
    from ui.door.desk import Desk


class Scans(QObject):
    """Takes what was typed and Enter, when a scanner typed it.

    Signals:
        welcomed(Person): somebody who is awaited showed a badge printed beforehand.
    """

    welcomed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.field.scanned.connect(lambda text: self.take(text, quick=True))

    def take(self, text: str, *, quick: bool) -> bool:
        """Do what a scanned badge asks; False when this is a name that somebody typed.

        Words of twelve letters may be either. What the door knows is a badge; else figures tell, which no name has, or
        that it came quicker than a hand types.
        """
        desk = self._desk
        read = read_token(text)
        known = token_in(text, desk.known.by_token)
        sure = known is not None or surely_token(text) or (quick and looks_like_token(text))
        here = desk.group_here
        if desk.field.mode != SEARCHING:
            return sure and self._not_now(text.rstrip()[:-LENGTH] if known is not None else "")
        if here and sure and read is not None:
            self._note_presence(known or read, here)
            return True
        if known is not None:
            self._show(desk.known.by_token[known])
            return True
        if sure and desk.chosen() is None:
            desk.tell(tr("Questa etichetta non è di questa serata o di questo portatile: cerca il nome."), "warning")
            desk.field.setText("")
            return True
        return False

    def _not_now(self, before: str) -> bool:
        """Keep a badge out of a name that is being written; what was written `before` stays."""
        desk = self._desk
        if before and not desk.field.isReadOnly():
            desk.empty(before)
        elif desk.field.mode == RENAMING:
            desk.field.undo()
        elif not desk.field.isReadOnly():
            desk.empty()
        desk.tell(tr("È stata letta un’etichetta: prima finisci qui, oppure Esc."), "warning")
        return True

    def _show(self, line: Expected) -> None:
        """Show whose badge it is; who is awaited comes in."""
        desk = self._desk
        desk.empty()
        if line.guest is None and line.person is not None:
            self.welcomed.emit(line.person)
        elif line.guest is not None:
            desk.show_only([line])
            group = desk.known.group(line.guest.where)
            since = local_clock(line.guest.arrived_at)
            words = tr("{0}: ✓ dentro dalle {1}, {2}. F4 ristampa l’etichetta.")
            where = group.short_title if group else tr("senza gruppo")
            desk.tell(words.format(line.badge_name, since, where), "warning")
        desk.field.setFocus()

    def _note_presence(self, token: str, group: str) -> None:
        """Note who is here; the same badge again is said, and counted once."""
        desk = self._desk
        before = next((one for one in read_presences(desk.bridge.session) if one.token == token), None)
        change = desk.bridge.do(note_presence, token, group=group, origin=desk.page)
        if change is None:
            return
        desk.empty()
        desk.field.setFocus()
        desk.changed.emit(change)
        if before is not None and before.group == group:
            desk.tell(tr("✓ Etichetta già letta alle {0}: conta una volta.").format(local_clock(before.at)), "warning")
        else:
            count = sum(one.group == group for one in read_presences(desk.bridge.session))
            desk.tell((tr("✓ {0} etichetta letta.") if count == 1 else tr("✓ {0} etichette lette.")).format(count))
