"""The groups as cards to choose from, and the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from facilitatore.prepare.actions import edit_group, remove_prepared
from facilitatore.prepare.model import MAX_CAPACITY, Group
from ui import theme
from ui.plain import set_name
from ui.prepare.fields import Act, CommitLine, NumberField, named, unread_words
from ui.translations import tr
from ui.widgets import Card, GroupMark, HowMany, LinkButton, TextLabel
from ui.widgets.hand import Hand

_FACILITATORS = 2
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_CARD_WIDTH = 235
_MOST_CARDS = 30


class GroupCard(Card):
    """One group: mark, title, room and who facilitates; a click, Enter or Space chooses it.

    Signals:
        chosen(str): the id of the group.
        step_requested(int): ← or → was pressed, -1 or 1.
    """

    chosen = Signal(str)
    step_requested = Signal(int)

    def __init__(self, group: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.group = group
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.mark = GroupMark(role="title")
        self.detail = TextLabel(role="small")
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(15, 12, 15, 13)
        self.body.setSpacing(4)
        self.body.addWidget(self.mark)
        self.body.addWidget(self.detail, 1)

    def show_group(self, group: Group, *, is_chosen: bool) -> None:
        """Show what is on disk."""
        self.mark.set_group(group.mark, group.short_title, group.colour)
        people = tr(" e ").join(name for name in group.facilitators if name)
        self.detail.setText(" · ".join(part for part in (group.room, people) if part) or tr("senza aula, per ora"))
        self.set_tone("current" if is_chosen else "plain")
        state = tr("scelto") if is_chosen else ""
        parts = (tr("Gruppo {0}").format(group.key), group.title, self.detail.text(), state)
        set_name(self, ", ".join(part for part in parts if part))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        super().mousePressEvent(event)
        self.chosen.emit(self.group)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose, the arrows go to the neighbours."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.group)
        elif key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and, with the focus, a ring inside its line."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 7, 7)


class GroupCards(QWidget):
    """All groups side by side, as many in a row as have room.

    Signals:
        chosen(str): the id of a group.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[GroupCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(14)
        self._columns = 0
        self.more = HowMany(tr("Ci sono {0} gruppi: qui si vedono i primi {1}."), _MOST_CARDS)

    def show_groups(self, groups: Sequence[Group], chosen: str) -> bool:
        """Show these groups; True when a card came or went."""
        groups = self.more.first(groups)
        known = {card.group: card for card in self.cards}
        fresh = [card.group for card in self.cards] != [group.id for group in groups]
        self.cards = [known.pop(group.id) if group.id in known else self._make(group.id) for group in groups]
        for gone in known.values():
            gone.hide()
            gone.deleteLater()
        for card, group in zip(self.cards, groups, strict=True):
            card.show_group(group, is_chosen=group.id == chosen)
        if fresh:
            self._place()
        return fresh

    def fit(self, width: int) -> None:
        """Choose how many cards stand in a row for a width in pixels."""
        columns = max(1, int(width / (_CARD_WIDTH * theme.text_scale_now())))
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _make(self, group: str) -> GroupCard:
        card = GroupCard(group)
        card.chosen.connect(self.chosen)
        card.step_requested.connect(lambda step: self._step(card, step))
        return card

    def _step(self, card: GroupCard, step: int) -> None:
        here = self.cards.index(card)
        other = self.cards[min(max(0, here + step), len(self.cards) - 1)]
        other.setFocus(Qt.FocusReason.TabFocusReason)
        if other is not card:
            self.chosen.emit(other.group)

    def _place(self) -> None:
        columns = min(max(1, self._columns), max(1, len(self.cards)))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, card in enumerate(self.cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, place // columns, place % columns)
        self._grid.addWidget(self.more, len(self.cards), 0, 1, columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)


class GroupForm(Card):
    """The fields of the chosen group.

    Signals:
        removed(): the group was removed.
    """

    removed = Signal()

    def __init__(self, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._act = act
        self._group: Group | None = None
        self.mark = GroupMark(role="title")
        self.remove = LinkButton(tr("Togli il gruppo"))
        self.remove.clicked.connect(self._remove)
        self.title = CommitLine("", self._keep_title)
        self.short_title = CommitLine("", lambda text: self._edit(short_title=text))
        self.room = CommitLine("", lambda text: self._edit(room=text))
        self.capacity = NumberField("", lambda places: self._edit(capacity=places or None), 0, MAX_CAPACITY)
        self.capacity.setSpecialValueText(tr("liberi"))
        self.facilitators = [CommitLine("", self._keep_facilitators) for _ in range(_FACILITATORS)]
        head = QHBoxLayout()
        head.addWidget(self.mark, 1)
        head.addWidget(self.remove)
        self.body.addLayout(head)
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(named(tr("Aula"), self.room), 1, Qt.AlignmentFlag.AlignTop)
        where.addWidget(named(tr("Posti"), self.capacity), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(named(tr("Titolo"), self.title))
        self.body.addWidget(named(tr("Nome breve"), self.short_title))
        self.body.addLayout(where)
        self.body.addWidget(named(tr("Chi facilita"), self.facilitators[0]))
        self.body.addWidget(named(tr("Insieme a"), self.facilitators[1]))

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in each field of the chosen group."""
        group = self._group.id if self._group is not None else ""
        lines: dict[str, CommitLine | NumberField] = {
            "title": self.title,
            "short": self.short_title,
            "room": self.room,
            "capacity": self.capacity,
        }
        lines |= {f"facilitator{place}": line for place, line in enumerate(self.facilitators)}
        return {f"{group}.{name}": line.hand() for name, line in lines.items()}

    def show_group(self, group: Group) -> None:
        """Show what is on disk."""
        if self._group is not None and self._group.id != group.id:
            self._let_go()
        self._group = group
        self.mark.set_group(group.mark, tr("Gruppo {0}").format(group.key), group.colour)
        self.title.show_value(group.title)
        self.short_title.show_value(group.short_title)
        self.room.show_value(group.room)
        self.capacity.show_value(group.capacity or 0, unread_words("capacity", group.unread, 1, MAX_CAPACITY))
        names = (*group.facilitators, "", "")
        for place, line in enumerate(self.facilitators):
            line.show_value(names[place])

    def _let_go(self) -> None:
        """Forget refused words: they were about another group."""
        for line in (self.title, self.short_title, self.room, *self.facilitators):
            line.forget()

    def _edit(self, **fields: object) -> str:
        return self._act(edit_group, self._group.id, **fields) if self._group is not None else ""

    def _keep_title(self, text: str) -> str:
        group = self._group
        follows = group is not None and group.short_title == group.title
        return self._edit(title=text, short_title=text) if follows else self._edit(title=text)

    def _keep_facilitators(self, _text: str) -> str:
        others = self._group.facilitators[_FACILITATORS:] if self._group else ()
        return self._edit(facilitators=[*(line.text() for line in self.facilitators), *others])

    def _remove(self) -> None:
        if self._group is not None and not self._act(remove_prepared, self._group.id):
            self.removed.emit()
