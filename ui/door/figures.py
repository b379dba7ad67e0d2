"""The right side of the door: how many are in, how quickly they come, how full each group is, who came last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.balance import GroupCount, Presence, suggested
from ui.door.dragging import GuestMark
from ui.door.group_cards import GroupCard, WithoutGroupCard
from ui.door.pace import Pace
from ui.door.unmatched import UnmatchedCard
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, GroupMark, HowMany, LinkButton, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from facilitatore.door.rhythm import Rhythm
    from facilitatore.prepare.model import Group

_LAST = 4
_MOST_CARDS = 30


class SuggestionCard(Card):
    """Which group to propose to whoever has not chosen."""

    def __init__(self) -> None:
        super().__init__(tr("Chi non ha scelto"), "warning")
        self.body.setContentsMargins(14, 10, 14, 12)
        self.mark = GroupMark()
        self.words = TextLabel()
        self.body.addWidget(self.mark)
        self.body.addWidget(self.words)

    def set_counts(self, counts: Sequence[GroupCount]) -> None:
        """Propose the group with most room."""
        best = suggested(counts)
        self.setVisible(bool(counts))
        self.mark.setVisible(best is not None)
        if best is None:
            self.words.setText(tr("I gruppi sono tutti pieni."))
            return
        group = best.group
        self.mark.set_group(group.mark, tr("Proponi {0}").format(group.short_title), group.colour, "warning_paper")
        if best.free is None:
            self.words.setText(tr("È il gruppo con meno persone."))
        elif best.free == 1:
            self.words.setText(tr("Ha ancora un posto libero."))
        else:
            self.words.setText(tr("Ha ancora {0} posti liberi.").format(best.free))


class ToAskCard(Card):
    """How many names are to be asked, and who they are at a click.

    Signals:
        opened(): whose names they are is to be shown.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 10, 14, 12)
        self.count = TextLabel(role="strong", wrap=False)
        self.words = TextLabel(tr("Ognuno si chiede una volta sola, quando arriva."), "small")
        self.who = LinkButton(tr("Chi sono"))
        self.who.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.who.clicked.connect(self.opened)
        row = QHBoxLayout()
        row.addWidget(TextLabel(tr("Nomi da chiedere"), "strong", wrap=False), 1)
        row.addWidget(self.who)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self.body.addWidget(self.words)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show how many they are; with none there is no card."""
        self.count.setText(str(count))
        set_name(self, tr("Nomi da chiedere: {0}").format(count))
        self.setVisible(count > 0)


class Figures(QWidget):
    """All of the right side; `import_button` is the page's to connect.

    Signals:
        dropped(str, str): somebody, by id, was dropped on a group, by id; empty for no group.
        group_opened(str): who is in this group is to be shown; empty for no group.
        to_ask_opened(): whose names are to be asked is to be shown.
    """

    dropped = Signal(str, str)
    group_opened = Signal(str)
    to_ask_opened = Signal()

    def __init__(self, rhythm: Callable[[], Rhythm | None], parent: QWidget | None = None) -> None:
        """`rhythm` tells the pace of this moment."""
        super().__init__(parent)
        self._cards: dict[str, GroupCard] = {}
        self._imports, self._elsewhere = True, False
        self.present = TextLabel(role="figure", wrap=False)
        self.words = TextLabel(role="small")
        self.pace = Pace(rhythm)
        self.unmatched = UnmatchedCard()
        self.suggestion = SuggestionCard()
        self.to_ask = ToAskCard()
        self.to_ask.opened.connect(self.to_ask_opened)
        self.without = WithoutGroupCard()
        self._connect_card(self.without, "")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(10)
        self.more = HowMany(tr("Ci sono {0} gruppi: qui si vedono i primi {1}."), _MOST_CARDS)
        self._last = QWidget()
        self._flow = WrapLayout(self._last, 12, 4)
        self.import_button = QuietButton(tr("Importa un elenco…"))
        self.register_button = QuietButton(tr("Registro…"))
        for button in (self.import_button, self.register_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.register_button.hide()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.present, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.pace, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.words)
        layout.addWidget(self.unmatched)
        layout.addLayout(self._groups)
        layout.addWidget(self.more)
        layout.addWidget(self.without)
        layout.addWidget(self.suggestion)
        layout.addWidget(self.to_ask)
        layout.addWidget(self._last)
        layout.addStretch(1)
        layout.addWidget(self.import_button)
        layout.addWidget(self.register_button)

    def set_presence(self, presence: Presence) -> None:
        """Show the figures of the whole door and of each group."""
        self.present.setText(str(presence.present))
        set_name(self.present, tr("{0} presenti").format(presence.present))
        one = presence.present == 1
        if presence.expected:
            words = tr("presente su {0} in elenco") if one else tr("presenti su {0} in elenco")
            parts = [words.format(presence.expected)]
        else:
            parts = [tr("presente") if one else tr("presenti")]
        if presence.walk_ins:
            parts.append(tr("{0} non in elenco").format(presence.walk_ins))
        if presence.elsewhere:
            parts.append(tr("{0} solo nei gruppi").format(presence.elsewhere))
        self.words.setText(", ".join(parts))
        self._set_groups(presence)
        self.without.set_count(presence.without)
        self.suggestion.set_counts(presence.groups)
        self.pace.show()
        self.pace.show_now()
        self._imports = True
        self._show_import()

    def set_to_ask(self, count: int) -> None:
        """Show how many names are to be asked."""
        self.to_ask.set_count(count)

    def _set_groups(self, presence: Presence) -> None:
        counts = self.more.first(presence.groups)
        wanted = [count.group.id for count in counts]
        if list(self._cards) != wanted:
            for card in self._cards.values():
                self._groups.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = {group: GroupCard(place) for place, group in enumerate(wanted)}
            for group, card in self._cards.items():
                self._connect_card(card, group)
                self._groups.addWidget(card)
        for count in counts:
            self._cards[count.group.id].set_count(count)
            self._cards[count.group.id].show()

    def _connect_card(self, card: GroupCard | WithoutGroupCard, group: str) -> None:
        card.dropped.connect(lambda thing_id: self.dropped.emit(thing_id, group))
        card.opened.connect(lambda: self.group_opened.emit(group))

    def set_read(self, count: int, group: Group, *, guests: bool) -> None:
        """Show, at a group's own door, how many badges were read there; the rest only if there are `guests` to count."""
        self.present.setText(str(count))
        one = count == 1
        self.words.setText(
            (tr("etichetta letta in {0}") if one else tr("etichette lette in {0}")).format(group.short_title)
        )
        set_name(self.present, tr("{0} {1}").format(count, self.words.text()))
        for card in self._cards.values():
            card.setVisible(guests)
        self.suggestion.hide()
        self._imports = False
        self._show_import()
        self.pace.hide()

    def leave_import(self, elsewhere: bool) -> None:
        """Hide the button while the same one is seen `elsewhere` on the page."""
        self._elsewhere = elsewhere
        self._show_import()

    def offer_register(self, there: bool) -> None:
        """Show the way to the register, where there is one."""
        self.register_button.setVisible(there)

    def _show_import(self) -> None:
        self.import_button.setVisible(self._imports and not self._elsewhere)

    def set_last(self, guests: Sequence[Guest], groups: Mapping[str, Group]) -> None:
        """Name those who came last, the latest first; they can be dragged onto a group."""
        self._flow.clear()
        latest = list(reversed(guests[-_LAST:]))
        if latest:
            self._flow.addWidget(TextLabel(tr("Ultimi:"), "small", wrap=False))
        for guest in latest:
            group = groups.get(guest.where or "")
            look = (group.mark, group.colour) if group else ("", "")
            mark = GuestMark(guest.id)
            mark.set_group(look[0], guest.badge_name, look[1], "paper")
            self._flow.addWidget(mark)
        self._last.updateGeometry()

    def cards(self) -> list[GroupCard]:
        """Return the groups' cards, in their order."""
        return list(self._cards.values())
