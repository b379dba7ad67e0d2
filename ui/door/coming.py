"""Who is coming in, and what has been said of them so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.door.name_words import left_out_words
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Person
    from facilitatore.door.naming import Choice
    from ui.door.desk import Desk


@dataclass
class Coming:
    """`person` is None for who is in no list.

    The `group` is `decided` when somebody chose it, or none, together with the person. Without a `name` the badge says what
    the register says; `searched` are the words by which the person was found. Of who is `unrecorded` nothing is written.
    """

    person: Person | None = None
    group: str | None = None
    decided: bool = False
    searched: str = ""
    name: Choice | None = None
    unrecorded: bool = False

    def whose_name(self) -> str:
        """Return the question over the field in which the name is written."""
        person = self.person
        if person is None:
            return tr("Nome di chi non è in elenco")
        written = person.question.written if person.question is not None else person.family_name
        return tr("Nome per l’etichetta di {0}").format(written)

    def what_a_key_does(self, desk: Desk) -> str:
        """Say what happens when a name is chosen with one key."""
        if self.person is None:
            return tr("Un tasto, e poi il gruppo.")
        if not self.decided and desk.asks_group(self.person):
            return tr("Un tasto: resta scritto per le altre serate; e poi il gruppo.")
        if desk.printing.at_once:
            return tr("Un tasto: entra, si stampa, e resta scritto per le altre serate.")
        return tr("Un tasto: entra, e resta scritto per le altre serate.")

    def ask_group(self, desk: Desk) -> None:
        """Ask on the card in which group they go."""
        card, person, name = desk.welcome.walk_in, self.person, self.name
        if person is not None:
            first, family = (name.first, name.family) if name is not None else (person.badge_name, person.family_name)
            card.ask_listed(first, family)
        elif name is not None:
            card.ask(name.first, left_out_words(name), unrecorded=self.unrecorded)
        card.show_groups(desk.known.groups, desk.known.proposal)

    def show_badge(self, desk: Desk) -> None:
        """Show the badge before the group is chosen."""
        person, name = self.person, self.name
        line = desk.known.line_of(person.id) if person is not None else None
        if person is not None and line is not None:
            worn = person._replace(badge_name=name.first, question=None) if name is not None else person
            desk.printing.show_badge(line._replace(person=worn), None)
        elif name is not None:
            desk.printing.show_walk_in(name)

    def show_written(self, desk: Desk) -> None:
        """Show the badge as it would be with the name that stands in the field."""
        line = desk.known.line_of(self.person.id) if self.person is not None else None
        desk.printing.show_typed(desk.field.text(), line, key=tr("F3 se non è così"))
