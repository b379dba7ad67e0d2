"""The wall: one column for each cloud, cards reused by id, and the keys that move among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.capture.cloud_column import CloudColumn, WallCard
from ui.capture.views import ColumnView, dots_in_words, notes_in_words
from ui.plain import add_entry
from ui.translations import tr
from ui.widgets import HowMany

_COLUMN_WIDTH = 236
_MOST_CLOUDS = 40


class NoteWall(QWidget):
    """Shows the columns and turns keys into wishes; it writes nothing.

    Signals:
        opened(str): correct this note. dots_requested(str, int): one dot more or less. removal_requested(str).
        cloud_wanted(): the chosen notes into a cloud, to be asked. placed(int): into this column; -1 outside all.
        rename_requested(str), cloud_removal_requested(str): of this cloud. card_focused(). left(): back to writing.
    """

    opened = Signal(str)
    dots_requested = Signal(str, int)
    removal_requested = Signal(str)
    cloud_wanted = Signal()
    placed = Signal(int)
    rename_requested = Signal(str)
    cloud_removal_requested = Signal(str)
    card_focused = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: dict[str | None, CloudColumn] = {}
        self._order: list[CloudColumn] = []
        self._marked: set[str] = set()
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.more = HowMany(
            tr("Ci sono {0} nuvole: qui si vedono le prime {1}. Cerca una parola per vedere le altre."), _MOST_CLOUDS
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.more)
        self._layout = QHBoxLayout()
        whole.addLayout(self._layout, 1)
        self._layout.setSpacing(14)
        self._layout.addWidget(self.area, 1)
        self._outside = self._make_column(None)
        self._layout.addWidget(self._outside, 1)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_columns(self, views: Sequence[ColumnView], *, searching: bool = False) -> None:
        """Show these columns, the last one pinned on the right; only what differs is touched."""
        clouds = [view for view in views[:-1] if view.cards or not searching or len(views) <= _MOST_CLOUDS]
        views = [*self.more.first(clouds), views[-1]]
        gone = set(self._columns) - {view.cluster for view in views} - {None}
        for cluster in gone:
            column = self._columns.pop(cluster)
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self._order = [self._columns.get(view.cluster) or self._make_column(view.cluster) for view in views]
        for place, column in enumerate(self._order[:-1]):
            if self._row.indexOf(column) != place:
                self._row.insertWidget(place, column, 1)
            column.show()
        width = round(_COLUMN_WIDTH * theme.text_scale_now() ** 0.7)
        for place, (column, view) in enumerate(zip(self._order, views, strict=True), 1):
            column.setMinimumWidth(width)
            column.show_head(*_head(view, place, searching=searching))
            column.show_cards(view.cards)
        self.area.setVisible(len(views) > 1)
        self._layout.setStretch(0, max(len(views) - 1, 1))
        found = any(view.cards for view in views)
        self._outside.set_empty_text(_empty_text(searching=searching, found=found))
        self._marked &= {card.note_id for card in self.cards()}
        self._show_marked()

    def _make_column(self, cluster: str | None) -> CloudColumn:
        column = CloudColumn(cluster)
        column.card_made.connect(self._adopt)
        column.rename_requested.connect(self.rename_requested)
        column.removal_requested.connect(self.cloud_removal_requested)
        self._columns[cluster] = column
        return column

    def _adopt(self, card: WallCard) -> None:
        card.installEventFilter(self)
        card.opened.connect(self.opened)
        card.dots_requested.connect(self.dots_requested)
        card.removal_requested.connect(self.removal_requested)
        card.step_requested.connect(self._step)
        card.menu_requested.connect(self._open_menu)
        card.toggled.connect(self.toggle)
        card.chosen.connect(self._focused)

    def cards(self) -> list[WallCard]:
        """Return all cards, column by column."""
        return [card for column in self._order for card in column.cards()]

    def card(self, note: str) -> WallCard | None:
        """Return the card of a note, if it is shown."""
        return next((card for column in self._order if (card := column.card(note)) is not None), None)

    def show_note(self, note: str) -> None:
        """Scroll until the note is seen."""
        for column in self._order:
            card = column.card(note)
            if card is not None:
                card.ensurePolished()
                column.show_last() if column.cards()[-1] is card else column.show_widget(card)

    # -- choosing -----------------------------------------------------------------------------------------------

    def focused_note(self) -> str:
        """Return the id of the note that has the focus, or nothing."""
        widget = QApplication.focusWidget()
        return widget.note_id if isinstance(widget, WallCard) and self.isAncestorOf(widget) else ""

    def chosen_notes(self) -> list[str]:
        """Return the notes marked with the space bar, or the one that has the focus."""
        if self._marked:
            return [card.note_id for card in self.cards() if card.note_id in self._marked]
        return [self.focused_note()] if self.focused_note() else []

    def toggle(self, note: str) -> None:
        """Mark a note, or no longer."""
        self._marked ^= {note}
        self._show_marked()

    def clear_marks(self) -> None:
        """Mark none."""
        self._marked.clear()
        self._show_marked()

    def _show_marked(self) -> None:
        for card in self.cards():
            if card.is_chosen() != (card.note_id in self._marked):
                card.set_chosen(card.note_id in self._marked)

    def focus_first(self) -> None:
        """Put the focus on the newest note outside the clouds, or else on the first one."""
        outside = self._outside.cards()
        card = outside[-1] if outside else next(iter(self.cards()), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.TabFocusReason)

    def _focused(self, note: str) -> None:
        for column in self._order[:-1]:
            if column.card(note) is not None:
                self.area.ensureWidgetVisible(column, 0, 0)
        self.card_focused.emit()

    # -- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift with ↑ ↓ marks on the way."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, WallCard)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        ):
            column = next(column for column in self._order if column.card(watched.note_id) is watched)
            cards = column.cards()
            place = cards.index(watched) + (1 if event.key() == Qt.Key.Key_Down else -1)
            other = cards[place] if 0 <= place < len(cards) else watched
            self._marked |= {watched.note_id, other.note_id}
            self._show_marked()
            other.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a note that has the focus."""
        key, note = event.key(), self.focused_note()
        if key == Qt.Key.Key_Escape:
            self.clear_marks()
            self.left.emit()
        elif note and key == Qt.Key.Key_Space:
            self.toggle(note)
        elif note and key == Qt.Key.Key_M:
            self.cloud_wanted.emit()
        elif note and key == Qt.Key.Key_F2:
            cluster = next((column.cluster for column in self._order if column.card(note) is not None), None)
            if cluster is not None:
                self.rename_requested.emit(cluster)
        elif note and event.text() in set("0123456789") and int(event.text()) < len(self._order):
            self.placed.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def _step(self, note: str, key: int) -> None:
        """Go to the neighbouring column, at the same height; ↑ above the first note goes back to writing."""
        here = next((place for place, column in enumerate(self._order) if column.card(note) is not None), None)
        if here is None:
            return
        if key == Qt.Key.Key_Up:
            self.left.emit()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        height = [card.note_id for card in self._order[here].cards()].index(note)
        place = here + step
        while step and 0 <= place < len(self._order):
            cards = self._order[place].cards()
            if cards:
                cards[min(height, len(cards) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
                return
            place += step

    def _open_menu(self, note: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_entry(menu, tr("Correggi (Invio)"), lambda: self.opened.emit(note))
        add_entry(menu, tr("Un bollino in più (+)"), lambda: self.dots_requested.emit(note, 1))
        add_entry(menu, tr("Un bollino in meno (−)"), lambda: self.dots_requested.emit(note, -1))
        add_entry(menu, tr("Nella nuvola… (M)"), self.cloud_wanted.emit)
        add_entry(menu, tr("Togli la nota (Canc)"), lambda: self.removal_requested.emit(note))
        menu.popup(place)


def _head(view: ColumnView, place: int, *, searching: bool) -> tuple[str, str]:
    title = tr("Fuori nuvola") if view.cluster is None else tr("{0} · {1}").format(place, view.name)
    if searching:
        return title, tr("{0} di {1}").format(len(view.cards), view.notes)
    parts = [notes_in_words(view.notes)] + ([dots_in_words(view.dots)] if view.dots else [])
    return title, " · ".join(parts)


def _empty_text(*, searching: bool, found: bool) -> str:
    if searching:
        return "" if found else tr("Nessuna nota con queste parole.")
    return tr("Le note nuove arrivano qui.")
