"""What the conversations of the door share: the field, who is expected, who is in, and a way to speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from facilitatore.door.people import Expected
from ui.door.field import SEARCHING
from ui.jobs import DOOR, GROUP
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.model import Guest, Person
    from facilitatore.prepare.model import Group
    from facilitatore.session import Change
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.paper.print_run import PrintRun
    from ui.door.welcome import Welcome


_NOBODY: Final[Mapping[str, Expected]] = MappingProxyType({})


class Known(NamedTuple):
    """What the page has read: the lines, who is in by arrival, the groups, the group to propose to who has none."""

    lines: Sequence[Expected] = ()
    guests: Sequence[Guest] = ()
    groups: Sequence[Group] = ()
    proposal: Group | None = None
    by_token: Mapping[str, Expected] = _NOBODY

    def line_of(self, thing_id: str) -> Expected | None:
        """Return the line of a person's or a guest's id."""
        return next(
            (line for line in self.lines if line.id == thing_id or (line.guest and line.guest.id == thing_id)), None
        )

    def group(self, group_id: str | None) -> Group | None:
        """Return a group by its id."""
        return next((group for group in self.groups if group.id == group_id), None)


class Desk(QObject):
    """The place where somebody arrives.

    Signals:
        said(str, str): a sentence and its kind.
        unsaid(str): a warning about somebody, now that something else is typed or asked.
        arrived(str): the guest with this id was let in; the field is empty again.
        changed(Change): something about somebody changed, or came back from an undo.
        asked(): the field asks for something else than before.
        shown(object): only these lines are to be seen, until something is typed.
    """

    said = Signal(str, str)
    unsaid = Signal(str)
    arrived = Signal(str)
    changed = Signal(object)
    asked = Signal()
    shown = Signal(object)

    def __init__(self, bridge: Bridge, page: Page, welcome: Welcome, printing: PrintRun) -> None:
        """`page` is who asks; it tells `know` what it has read."""
        super().__init__(page)
        self.bridge, self.page, self.welcome, self.printing = bridge, page, welcome, printing
        self.field = welcome.field
        self.known = Known()
        self._warning = ""
        for going_on in (self.field.textEdited, self.field.left, self.asked):
            going_on.connect(self._take_back)

    @property
    def group_here(self) -> str:
        """The group whose own door this laptop is, empty at the door of the evening."""
        job = self.bridge.job
        return job.group if job.kind == GROUP else ""

    @property
    def at_door(self) -> bool:
        """Whether this laptop is the one of the door, where the register belongs."""
        return self.bridge.job.kind == DOOR

    def know(self, known: Known) -> None:
        """Take what was read."""
        self.known = known

    def chosen(self) -> Expected | None:
        """Return the line that is chosen in the list."""
        return self.welcome.lines.line(self.welcome.list.chosen_row())

    def target(self) -> Expected | None:
        """Return the chosen line, or the one of who came last; nobody while the words of the field are nobody's."""
        line = self.chosen()
        if line is not None or not self.known.guests or self.field.text().strip():
            return line
        last = self.known.guests[-1]
        return self.known.line_of(last.id) or Expected(None, last, last.group, None)

    def asks_group(self, person: Person) -> bool:
        """Tell whether Enter asks for the group of somebody in the list: the badge comes out at once, and they have none."""
        if not (self.known.groups and self.printing.at_once):
            return False
        line = self.known.line_of(person.id)
        return line is not None and line.guest is None and self.known.group(line.group) is None

    def families(self) -> dict[str, str]:
        """Return the family names of the register, by token."""
        return {line.person.token: line.person.family_name for line in self.known.lines if line.person}

    def set_mode(self, mode: str, placeholder: str = "", question: str = "") -> None:
        """Have the field search, take a name, or wait for a group."""
        self.welcome.show_mode(mode, placeholder, question)
        if mode == SEARCHING:
            self.welcome.show_placeholder(at_group=bool(self.group_here))

    def empty(self, text: str = "") -> None:
        """Put other words into the field without looking for them."""
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)

    def settle(self, change: Change | None) -> bool:
        """After something was written be ready for the next; refused words stay where they are, and False."""
        if change is None:
            return False
        self.set_mode(SEARCHING)
        self.empty()
        self.field.setFocus()
        return True

    def show_only(self, lines: Iterable[Expected]) -> None:
        """Show only these lines until something is typed."""
        self.shown.emit(list(lines))

    def tell(self, text: str, kind: str = "info") -> None:
        """Say a sentence in the bar."""
        self._warning = text if kind == "warning" else ""
        self.said.emit(text, kind)

    def _take_back(self) -> None:
        warning, self._warning = self._warning, ""
        if warning:
            self.unsaid.emit(warning)

    def undo(self) -> None:
        """Take back the last action, and say which."""
        from ui.words import action_words

        change = self.bridge.undo()
        if change is not None:
            self.changed.emit(change)
            self.tell(tr("Annullato: {0}").format(action_words(change.action)))
