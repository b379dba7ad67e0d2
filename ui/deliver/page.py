"""Consegna: the files of the evening become one, what differs is decided, the evening and its synthesis are handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from facilitatore.capture.notes import decide
from facilitatore.deliver.deciding import read_disagreements
from facilitatore.deliver.joining import last_join, take_back
from facilitatore.prepare.evening import read_groups
from ui import theme
from ui.base_page import Page
from ui.deliver.apart_card import ApartCard
from ui.deliver.decisions import Decisions
from ui.deliver.figures import Figures
from ui.deliver.handing_over import HandingOver
from ui.deliver.join_card import JoinCard
from ui.deliver.joined_card import JoinedCard
from ui.deliver.process_card import ProcessCard
from ui.deliver.stick_card import StickCard
from ui.translations import tr
from ui.widgets import HeadingLabel, TextLabel
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from facilitatore.session import Change
    from facilitatore.session.drafts import Drafts
    from facilitatore.session.joining.records import JoinRecord
    from ui.bridge import Bridge

_TWO_COLUMNS = 1000


class DeliverPage(Page):
    """The page on which an evening ends.

    Signals:
        said(str, str): a message for people and its kind: info, warning or error.
    """

    room = "deliver"
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.join_card = JoinCard(bridge, self)
        self.joined_card = JoinedCard(bridge)
        self.apart_card = ApartCard(bridge)
        self.process_card = ProcessCard(bridge)
        self.decisions = Decisions()
        self.stick_card = StickCard(bridge)
        self.handing_over = HandingOver(bridge)
        self.figures = Figures()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        for card in (self.join_card, self.joined_card, self.apart_card, self.stick_card, self.handing_over):
            card.said.connect(self.said)
        self.join_card.files_wanted.connect(self._add_files)
        self.join_card.joined.connect(self._joined)
        self.join_card.looked.connect(self._show_apart)
        self.joined_card.take_back_wanted.connect(self._take_back)
        self.apart_card.left.connect(self._leave_apart)
        self.decisions.decided.connect(self._decide)
        self.decisions.put_off.connect(self._put_off)
        self.track(self._bridge.opened, self._other_evening)

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now."""
        if not self._bridge.has_session:
            return
        self._show_decisions()
        self.figures.show_session(self._bridge.session)
        self.joined_card.show_join(last_join(self._bridge.session))
        self.process_card.count()
        if change is None or change.origin is not self:
            self.join_card.show_entries()
            self.join_card.look()

    def _show_decisions(self) -> None:
        session = self._bridge.session
        found = read_disagreements(session)
        self.decisions.show_disagreements(found, read_groups(session))
        self.handing_over.show_undecided(len(found))

    def _show_apart(self) -> None:
        self.apart_card.show_entries(self.join_card.elsewhere)
        self.process_card.show_entries(self.join_card.entries)

    def _leave_apart(self) -> None:
        self.join_card.drop_elsewhere()
        self._show_apart()
        self.join_card.add_button.setFocus()

    def _other_evening(self) -> None:
        for card in (self.join_card, self.stick_card, self.handing_over):
            card.forget_all()
        self._show_apart()
        self.changed(None)

    def parting_words(self) -> str:
        """Say that the evening is still being copied on a stick, or that a text is not saved."""
        return self.stick_card.parting_words() or self.decisions.parting_words()

    def drafts(self) -> Drafts:
        """Return the text that is being written together."""
        draft = self.decisions.draft()
        return {"together": draft} if draft else {}

    def take_drafts(self, drafts: Drafts) -> list[str]:
        """Put the text back that was being written together."""
        draft = drafts.get("together", {})
        return (
            [] if self.decisions.take_draft(draft, read_groups(self._bridge.session)) else super().take_drafts(drafts)
        )

    def _lay_out(self) -> None:
        inside = self.scrolling()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(26, 14, 26, 12)
        whole.setSpacing(10)
        whole.addWidget(HeadingLabel(tr("Unisci i file della serata")))
        rule = tr(
            "Trascina qui file, cartelle o la chiavetta. Non si scrive nulla finché non premi Unisci; "
            "l’ordine non conta, due volte è come una."
        )
        whole.addWidget(TextLabel(rule, "soft"))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        main = _column(self.join_card, self.joined_card, self.apart_card, self.figures)
        side = _column(self.decisions, self.stick_card, self.handing_over, self.process_card)
        self._columns.addLayout(main, 14)
        self._columns.addLayout(side, 10)
        whole.addLayout(self._columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves one above the other where there is no room side by side."""
        super().resizeEvent(event)
        beside = self.width() >= _TWO_COLUMNS * theme.text_scale_now()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    # -- what people do -----------------------------------------------------------------------------------------

    def add_paths(self, paths: list[Path]) -> None:
        """Look at files and folders that could be joined."""
        self.join_card.add_paths(paths)

    def _add_files(self) -> None:
        paths = self._ask_files()
        if paths:
            self.add_paths(paths)

    def _ask_files(self) -> list[Path]:
        folder = str(self._bridge.session.path.parent)
        kinds = tr("Serate e percorsi (*.serata *.percorso)")
        names, _ = QFileDialog.getOpenFileNames(self, tr("File da unire"), folder, kinds)
        return [Path(name) for name in names]

    def _joined(self, change: Change) -> None:
        self.refresh(change)
        self._focus_next()

    def _take_back(self, record: JoinRecord) -> None:
        change = self._bridge.do(take_back, record, origin=self)
        if change is None:
            self.joined_card.leave()
            return
        self.join_card.taken_back()
        self.refresh(change)
        self.said.emit(tr("È tutto come prima dell’unione. I file si possono unire di nuovo."), "info")
        self.join_card.add_button.setFocus()

    def _decide(self, thing: str, field: str, value: Any) -> None:
        change = self._bridge.do(decide, thing, field, value, origin=self)
        if change is None:
            return
        self.refresh(change)
        self.said.emit(tr("Deciso. Ctrl+Z ci ripensa."), "info")
        self._focus_next()

    def _put_off(self) -> None:
        self._show_decisions()
        self._focus_next()

    def _focus_next(self) -> None:
        next_button: QAbstractButton = self.stick_card.first_button
        if self.decisions.keep_buttons:
            next_button = self.decisions.keep_buttons[0]
        next_button.setFocus()
        bring_into_view(next_button)
        if self.decisions.keep_buttons:
            bring_into_view(self.decisions.title)  # what there is to decide, and as much of it as there is room for

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let every key that a button shows press it; Esc leaves what was asked."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text().casefold()
        if event.key() == Qt.Key.Key_Escape and self.joined_card.asks:
            self.joined_card.leave()
        elif held != Qt.KeyboardModifier.NoModifier or not text or not self._press(text):
            super().keyPressEvent(event)

    def _press(self, text: str) -> bool:
        buttons: dict[str, QAbstractButton] = {
            "a": self.join_card.add_button,
            "u": self.join_card.join_button,
            "m": self.join_card.list.more_button,
            "t": self.joined_card.back_button,
            "v": self.joined_card.report_button,
            "s": self.apart_card.join_button,
            "c": self.stick_card.first_button,
        }
        if text not in buttons:
            return self.decisions.key_pressed(text)
        if buttons[text].isVisibleTo(self):
            buttons[text].click()
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.join_card.set_under_drag(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop inviting."""
        self.join_card.set_under_drag(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self.join_card.set_under_drag(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add_paths(paths)


def _column(*cards: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
