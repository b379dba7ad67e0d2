"""The right side of the door: how many are in, how full each group is, whom to propose, who came last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.door.balance import GroupCount, Presence, suggested
from ui.translations import tr
from ui.widgets import Card, GroupMark, KeyBox, QuietButton, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from facilitatore.door.model import Guest
    from facilitatore.prepare.model import Group

_LAST = 4


class CapacityBar(QWidget):
    """How full a room is, in the group's colour; the numbers beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._fraction, self._colour = 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_level(self, present: int, capacity: int, colour: str) -> None:
        """Fill it up to `present` of `capacity`."""
        self._fraction = min(max(present / capacity, 0.0), 1.0) if capacity > 0 else 1.0
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return a thin bar."""
        return QSize(80, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the empty bar and the full part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setBrush(theme.group_colour(self._colour))
        area.setWidth(area.width() * self._fraction)
        painter.drawRoundedRect(area, 4, 4)


class GroupCard(Card):
    """One group: its key at the door, mark, name, people and places."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 10, 14, 12)
        self.mark = GroupMark()
        self.present = TextLabel(role="title", wrap=False)
        self.places = TextLabel(role="soft", wrap=False)
        self.bar = CapacityBar()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(KeyBox(str(place + 1)))
        row.addWidget(self.mark, 1)
        row.addWidget(self.present)
        row.addWidget(self.places)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)

    def set_count(self, count: GroupCount) -> None:
        """Show the group as it is now."""
        group = count.group
        self.mark.set_group(group.mark, group.short_title, group.colour)
        self.mark.setToolTip(group.title)
        self.present.setText(str(count.present))
        self.bar.setVisible(group.capacity is not None)
        if group.capacity is None:
            self.places.setText("")
        else:
            full = count.present >= group.capacity
            self.places.setText((tr("/ {0} pieno") if full else tr("/ {0}")).format(group.capacity))
            self.bar.set_level(count.present, group.capacity, group.colour)
        self.places.setVisible(group.capacity is not None)
        self.setAccessibleName(
            tr("Gruppo {0}, {1}: {2} presenti").format(group.key, group.short_title, count.present)
            + (tr(", {0} posti").format(group.capacity) if group.capacity is not None else "")
        )


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


class Figures(QWidget):
    """All of the right side; `import_button` is the page's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, GroupCard] = {}
        self.present = TextLabel(role="figure", wrap=False)
        self.words = TextLabel(role="small")
        self.suggestion = SuggestionCard()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(10)
        self._last = QWidget()
        self._flow = WrapLayout(self._last, 12, 4)
        self.import_button = QuietButton(tr("Importa un elenco…"))
        self.import_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.present)
        layout.addWidget(self.words)
        layout.addLayout(self._groups)
        layout.addWidget(self.suggestion)
        layout.addWidget(self._last)
        layout.addStretch(1)
        layout.addWidget(self.import_button)

    def set_presence(self, presence: Presence) -> None:
        """Show the figures of the whole door and of each group."""
        self.present.setText(str(presence.present))
        self.present.setAccessibleName(tr("{0} presenti").format(presence.present))
        parts = [tr("presenti su {0} in elenco").format(presence.expected) if presence.expected else tr("presenti")]
        if presence.walk_ins:
            parts.append(tr("{0} non in elenco").format(presence.walk_ins))
        self.words.setText(", ".join(parts))
        wanted = [count.group.id for count in presence.groups]
        if list(self._cards) != wanted:
            for card in self._cards.values():
                self._groups.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = {group: GroupCard(place) for place, group in enumerate(wanted)}
            for card in self._cards.values():
                self._groups.addWidget(card)
        for count in presence.groups:
            self._cards[count.group.id].set_count(count)
        self.suggestion.set_counts(presence.groups)

    def set_last(self, guests: Sequence[Guest], groups: Mapping[str, Group]) -> None:
        """Name those who came last, the latest first."""
        self._flow.clear()
        latest = list(reversed(guests[-_LAST:]))
        if latest:
            self._flow.addWidget(TextLabel(tr("Ultimi:"), "small", wrap=False))
        for guest in latest:
            group = groups.get(guest.group or "")
            look = (group.mark, group.colour) if group else ("", "")
            mark = GroupMark(role="small")
            mark.set_group(look[0], guest.badge_name, look[1], "paper")
            self._flow.addWidget(mark)
        self._last.updateGeometry()

    def cards(self) -> list[GroupCard]:
        """Return the groups' cards, in their order."""
        return list(self._cards.values())
