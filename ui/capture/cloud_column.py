"""One column of the wall: a cloud with its notes, and the button for its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.capture.views import CardView
from ui.plain import add_entry, set_name, set_tip
from ui.translations import tr
from ui.widgets import ElidedLabel, FlowColumn, LinkButton, NoteCard, TextLabel

SHOWN_AT_ONCE = 40
"""Cards made at once in a column: each costs 2 ms, and 2,000 would keep the window waiting for seconds."""


class WallCard(NoteCard):
    """A note on the wall, which can say where it comes from and what is to be decided about it."""

    toggled = Signal(str)

    def __init__(self, view: CardView) -> None:
        super().__init__(view.id, view.text, view.kind, number=view.number, dots=view.dots)
        self.source: TextLabel | None = None
        self.warning: TextLabel | None = None
        self.view: CardView | None = None
        self.show_view(view)

    def show_view(self, view: CardView) -> None:
        """Show the note as it is now."""
        if view == self.view:
            return
        if self.view is not None:
            self.set_note(view.text, view.kind, number=view.number, dots=view.dots)
        self.view = view
        if view.source and self.source is None:
            self.source = TextLabel(role="small")
            self._add_line(self.source)
        if view.warning and self.warning is None:
            self.warning = TextLabel(role="warning")
            self._add_line(self.warning)
        for label, text in ((self.source, view.source), (self.warning, view.warning)):
            if label is not None:
                label.setText(text)
                label.setVisible(bool(text))
        said = [self.accessibleName(), view.source, view.warning]
        set_name(self, ", ".join(part for part in said if part))

    def _add_line(self, label: QWidget) -> None:
        layout = self.layout()
        if layout is not None:
            layout.addWidget(label)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl or Shift with a click marks."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & held:
            self.toggled.emit(self.note_id)
        super().mousePressEvent(event)


class CloudColumn(FlowColumn):
    """A cloud (or, with `cluster` None, what is outside all of them); long ones show their newest notes first.

    Signals:
        card_made(WallCard): a new card, to be connected.
        rename_requested(str), removal_requested(str): of this cloud.
    """

    card_made = Signal(object)
    rename_requested = Signal(str)
    removal_requested = Signal(str)

    def __init__(self, cluster: str | None, parent: QWidget | None = None) -> None:
        super().__init__(tone="quiet" if cluster is None else "plain", parent=parent)
        self.cluster = cluster
        self._cards: dict[str, WallCard] = {}
        self._views: Sequence[CardView] = ()
        self._limit = SHOWN_AT_ONCE
        self._earlier: LinkButton | None = None
        self._detail = ElidedLabel(role="small")
        self.menu_button = QToolButton()
        self.menu_button.setText("…")
        self.menu_button.clicked.connect(self._open_menu)
        set_tip(self.menu_button, tr("Cambia nome o togli la nuvola"))
        head = QHBoxLayout()
        head.addWidget(self._detail, 1)
        head.addWidget(self.menu_button)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - for the type checker
        column.setSpacing(6)
        column.insertLayout(1, head)
        self.menu_button.setHidden(cluster is None)

    def show_head(self, title: str, detail: str) -> None:
        """Change the heading, and what stands under it: the names of clouds are too long for one line with it."""
        self.set_head(title)
        self._detail.setText(detail)
        set_name(self, f"{title}, {detail}")
        set_name(self.menu_button, tr("Nome della nuvola {0}").format(title))

    def head_text(self) -> tuple[str, str]:
        """Return what stands in the heading and under it."""
        return self.title.text(), self._detail.text()

    def cards(self) -> list[WallCard]:
        """Return the cards that are shown, from above."""
        return [widget for widget in self.widgets() if isinstance(widget, WallCard)]

    def card(self, note: str) -> WallCard | None:
        """Return the card of a note."""
        return self._cards.get(note)

    def show_cards(self, views: Sequence[CardView]) -> None:
        """Show these notes; cards that stay are reused, and left alone if nothing changed."""
        self._views = views
        shown = views[-self._limit :]
        self._show_earlier(len(views) - len(shown))
        first = 1 if self._earlier is not None else 0
        wanted = [view.id for view in shown]
        keep = set(wanted)
        gone = [note for note in self._cards if note not in keep]
        stay = [note for note in wanted if note in self._cards]
        ordered = stay == [card.note_id for card in self.cards() if card.note_id in keep]
        few = ordered and len(gone) + len(wanted) - len(stay) < SHOWN_AT_ONCE // 2
        if few:
            for note in gone:
                self.remove(self._cards.pop(note))
        made = []
        for place, view in enumerate(shown):
            card = self._cards.get(view.id)
            if card is not None:
                card.show_view(view)
                continue
            card = self._cards[view.id] = WallCard(view)
            if few:
                self.add(card, first + place)
            made.append(card)
        if not few:
            head: list[QWidget] = [self._earlier] if self._earlier is not None else []
            self.set_widgets([*head, *(self._cards[note] for note in wanted)])
            for note in gone:
                del self._cards[note]
        for card in made:
            # Shown at once, not at the next turn of the event loop, because it may be given the focus before that;
            # told last, so that the wall sees its keys before the column does.
            card.show()
            self.card_made.emit(card)

    def show_last(self) -> None:
        """Scroll to the end, once the new card has its place."""
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(10**6))

    def _show_earlier(self, hidden: int) -> None:
        if hidden and self._earlier is None:
            self._earlier = LinkButton()
            self._earlier.clicked.connect(self._show_more)
            self.add(self._earlier, 0)
        elif not hidden and self._earlier is not None:
            self.remove(self._earlier)
            self._earlier = None
        if self._earlier is not None:
            self._earlier.setText(tr("Mostra altre note, {0} di prima").format(hidden))
            set_name(self._earlier, self._earlier.text())

    def _show_more(self) -> None:
        self._limit += SHOWN_AT_ONCE
        self.show_cards(self._views)

    def _open_menu(self) -> None:
        cluster = self.cluster
        if cluster is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_entry(menu, tr("Cambia nome… (F2)"), lambda: self.rename_requested.emit(cluster))
        add_entry(menu, tr("Togli la nuvola, le note restano"), lambda: self.removal_requested.emit(cluster))
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))
