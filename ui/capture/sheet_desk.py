"""What the desks of the two kinds of sheet have in common: a list, a form, and when the form is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitatore.capture.sheets import remove_sheet
from ui.capture.sheet_list import SheetList
from ui.capture.views import Place
from ui.translations import tr
from ui.widgets import Card

if TYPE_CHECKING:
    from ui.bridge import Bridge

_SHEET: Final = "of"
"""In a draft, the id of the sheet; empty for one that is not on the disk yet."""


class SheetDesk(QWidget):
    """The sheets of one group beside a form for one of them; a subclass fills `form` and says how to load and save.

    Signals:
        wrote(): something is on the disk.
        said(str, str): a sentence for people, and its kind.
    """

    wrote = Signal()
    said = Signal(str, str)

    def __init__(
        self, bridge: Bridge, origin: QWidget, title: str, new_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._origin = origin
        self._place = Place("")
        self._evening = ""
        self._sheet = ""
        self.sheets = SheetList(title, new_text)
        self.sheets.chosen.connect(self._choose)
        self.sheets.opened.connect(self.focus_entry)
        self.sheets.new_wanted.connect(self.start_new)
        self.sheets.removal_requested.connect(self._remove)
        self.card = Card()
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        self.card.body.addLayout(self.form)
        self.card.body.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The card stands on a sheet of its own: what a scroll area holds directly is painted without its paper.
        under = QWidget()
        sheet = QVBoxLayout(under)
        sheet.setContentsMargins(0, 0, 4, 0)
        sheet.addWidget(self.card)
        area.setWidget(under)
        self.area = area
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.sheets)
        layout.addWidget(area, 1)
        shortcut = QShortcut(QKeySequence("Alt+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.start_new)

    # -- what a subclass says -----------------------------------------------------------------------------------

    def names(self) -> list[tuple[str, str]]:
        """Return (id, name) of the sheets of the group."""
        raise NotImplementedError

    def load(self) -> None:
        """Put the sheet in hand, or an empty one, into the form."""
        raise NotImplementedError

    def take_in(self) -> None:
        """Show what the disk says in the fields that nobody changed."""
        raise NotImplementedError

    def forget_saved(self) -> None:
        """Hold everything in the form for unwritten: its sheet is not there any more."""
        raise NotImplementedError

    def words(self) -> tuple[str, ...]:
        """Return what stands in the form."""
        raise NotImplementedError

    def has_news(self) -> bool:
        """Tell whether the form holds what is not on the disk."""
        return bool(self.news())

    def show_field(self, name: str, text: str) -> None:
        """Put a text into a field of the form, as if it had been typed; a name that it has not is ignored."""
        raise NotImplementedError

    def news(self) -> dict[str, str]:
        """Return the fields of the form that hold other words than the disk."""
        raise NotImplementedError

    def save(self) -> bool:
        """Write the form; False when it was refused."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return where the focus goes."""
        raise NotImplementedError

    # -- what the page asks -------------------------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Work on another group or question; what was in hand is written first."""
        if place != self._place:
            written = self.settle()
            self._evening = self._bridge.session.id
            other_group = place.group != self._place.group
            self._place = place
            if other_group:
                self._sheet = ""
                if written:
                    self.load()
        self.refresh()

    def refresh(self) -> None:
        """Show the sheets as they are now; words that are being written stay."""
        names = self.names()
        if self._sheet and self._sheet not in {sheet for sheet, _name in names}:
            writing = self.has_news()
            self._sheet = ""
            if writing:
                self.forget_saved()
            else:
                self.load()
        elif self._sheet or not self.has_news():
            self.take_in()
        self.sheets.show_sheets(names, self._sheet)

    def settle(self) -> bool:
        """Write what is in hand, if anything is; False when it was refused."""
        # Another evening may be open by now: what was written for this one does not belong there.
        if not self._bridge.has_session or self._bridge.session.id != self._evening or not self.has_news():
            return True
        return self.save()

    def unsaved(self) -> tuple[str, ...]:
        """Write what is in hand; return the words of the form if the disk refused them."""
        return () if self.settle() else self.words()

    def drafts(self) -> dict[str, dict[str, str]]:
        """Return what of the form is not on the disk, and of which sheet it is."""
        news = self.news() if self._evening else {}
        return {"sheet": {_SHEET: self._sheet, **news}} if any(news.values()) else {}

    def take_draft(self, _name: str, draft: dict[str, str]) -> bool:
        """Put back what was in hand: in its sheet, or in a new one if that is not there any more."""
        sheet = draft.get(_SHEET, "")
        if sheet in {known for known, _name in self.names()}:
            self._choose(sheet)
        for name, text in draft.items():
            if name != _SHEET and text:
                self.show_field(name, text)
        return True

    def parting_words(self) -> str:
        """Say what would be lost with a sheet that the disk refused."""
        return tr(
            "Il foglio non è ancora salvato: il disco non l’ha preso. Chiudi ancora per riprovare; "
            "se non riesce, quello che manca va perso."
        )

    def focus_entry(self) -> None:
        """Put the focus into the form."""
        self.first_field().setFocus()

    def start_new(self) -> None:
        """Write what is in hand and show an empty form."""
        if self.settle():
            self._sheet = ""
            self.load()
            self.refresh()
        self.focus_entry()

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what is in hand before nobody sees it any more."""
        super().hideEvent(event)
        self.settle()

    def question(self) -> str | None:
        """Return the question of the sheet in hand, which is not always the one in the heading."""
        thing = self._bridge.session.get(self._sheet) if self._sheet else None
        return thing.optional_text("question") if thing is not None else self._place.question

    # -- inside -------------------------------------------------------------------------------------------------

    def _wrote(self) -> None:
        self.sheets.show_sheets(self.names(), self._sheet)
        self.wrote.emit()

    def _choose(self, sheet: str) -> None:
        if self.settle():
            self._sheet = sheet
            self.load()
        self.sheets.show_sheets(self.names(), self._sheet)

    def _remove(self, sheet: str) -> None:
        if self._bridge.do(remove_sheet, sheet, origin=self._origin) is None:
            return
        if sheet == self._sheet:
            self._sheet = ""
            self.load()
        self._wrote()
        self.said.emit(tr("Foglio tolto, le note che ne vengono restano. Ctrl+Z lo rimette."), "info")
        self.focus_entry()
