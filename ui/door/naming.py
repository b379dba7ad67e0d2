"""Which of the names that can be read is somebody's: asked once, answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from facilitatore.errors import BadValue
from ui.door.field import ASKING
from ui.translations import tr
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from facilitatore.door.model import NameQuestion
    from facilitatore.door.naming import Choice
    from facilitatore.prepare.model import Group
    from ui.door.desk import Desk


class Conversation(NamedTuple):
    """Who asks, and how it goes on.

    `does` says what an answer does; `group` and `token` are those of the badge. `then` takes the answer, `other` has another
    name written, `back` goes back.
    """

    does: str
    group: Group | None
    token: str
    then: Callable[[Choice], None]
    other: Callable[[], None]
    back: Callable[[], None]


class Naming(QObject):
    """The question for a name, whoever asks it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._ways: Sequence[Choice] = ()
        self._going_on: Conversation | None = None
        card = desk.welcome.name_card
        desk.field.name_chosen.connect(self._choose)
        card.chosen.connect(self._choose)
        card.other_wanted.connect(self.other)
        card.left.connect(self.leave)

    def read(self, text: str, going_on: Conversation) -> None:
        """Read a name that was typed, and ask where it can be read in more than one way."""
        from facilitatore.door.wearing import NameAsked, read_worn

        try:
            name = read_worn(text)
        except NameAsked as asked:
            self._ask_typed(text, asked.ways, going_on)
        except BadValue as problem:
            self._desk.bridge.refused.emit(problem)
        else:
            going_on.then(name)

    def doubt(self, text: str, going_on: Conversation) -> None:
        """Ask also where a typed name was certain: somebody knows better."""
        from facilitatore.door.wearing import read_badge_name

        ways = read_badge_name(text).choices
        if len(ways) > 1:
            self._ask_typed(text, ways, going_on)

    def _ask_typed(self, text: str, ways: Sequence[Choice], going_on: Conversation) -> None:
        self._ask(tr("Hai scritto «{0}»: che cosa va sull’etichetta?").format(" ".join(text.split())), ways, going_on)

    def ask_listed(self, question: NameQuestion, going_on: Conversation) -> None:
        """Ask for the name of somebody in the register; where no name can be read, have it written."""
        from facilitatore.door.lists.parse.reasons import REASONS
        from facilitatore.door.wearing import ways_of

        ways = ways_of(question)
        if not ways:
            going_on.other()
            return
        why = REASONS.get(question.why, "")
        self._ask(tr("Nell’elenco c’è scritto «{0}». {1}.").format(question.written, why), ways, going_on)

    def _ask(self, words: str, ways: Sequence[Choice], going_on: Conversation) -> None:
        from facilitatore.door.badges.printing import badge_of
        from ui.door.name_card import Offer
        from ui.door.name_words import way_words

        desk = self._desk
        self._ways, self._going_on = ways, going_on
        offers = [Offer(badge_of(way.first, going_on.group, going_on.token), way_words(way)) for way in ways]
        desk.welcome.name_card.ask(words, offers, going_on.does, desk.printing.labels)
        desk.set_mode(ASKING)
        desk.field.setFocus()
        desk.asked.emit()
        bring_into_view(desk.welcome.name_card)

    def _choose(self, place: int) -> None:
        if self._asking is not None and place < len(self._ways):
            self._asking.then(self._ways[place])

    def other(self) -> None:
        """Have another name written."""
        if self._asking is not None:
            self._asking.other()

    def leave(self) -> None:
        """Go back to where the question came from."""
        if self._asking is not None:
            self._asking.back()

    @property
    def _asking(self) -> Conversation | None:
        return self._going_on if self._desk.field.mode == ASKING else None
