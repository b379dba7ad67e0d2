"""Consegna: the files of the evening become one, what differs is decided, the synthesis is handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from facilitatore.capture.notes import decide
from facilitatore.deliver.deciding import read_disagreements
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Change
from ui import theme
from ui.base_page import Page
from ui.bridge import Bridge
from ui.deliver.decisions import Decisions
from ui.deliver.handing_over import Figures, HandingOver
from ui.deliver.join_card import JoinCard
from ui.translations import tr
from ui.widgets import HeadingLabel, TextLabel

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
        self.decisions = Decisions()
        self.handing_over = HandingOver(bridge)
        self.figures = Figures()
        self._lay_out()
        self.join_card.said.connect(self.said)
        self.join_card.files_wanted.connect(self._add_files)
        self.join_card.joined.connect(self._joined)
        self.decisions.decided.connect(self._decide)
        self.decisions.put_off.connect(self._show_decisions)
        self.handing_over.said.connect(self.said)
        self.track(bridge.opened, self._other_evening)
        self.track(bridge.busy, self._busy_changed)

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show the evening as it is now."""
        if not self._bridge.has_session:
            return
        self._show_decisions()
        self.figures.show_session(self._bridge.session)
        if change is None or change.origin is not self:
            self.join_card.show_entries()
            self.join_card.look()

    def _show_decisions(self) -> None:
        session = self._bridge.session
        found = read_disagreements(session)
        self.decisions.show_disagreements(found, read_groups(session))
        self.handing_over.show_undecided(len(found))

    def _busy_changed(self, busy: bool) -> None:
        for button in self.handing_over.buttons.values():
            button.setEnabled(not busy)
        if not busy:
            self.handing_over.work_ended()

    def _other_evening(self) -> None:
        self.join_card.forget_all()
        self.handing_over.forget_all()
        self.changed(None)

    def _lay_out(self) -> None:
        inside = self.scrolling()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(26, 18, 26, 22)
        whole.setSpacing(14)
        whole.addWidget(HeadingLabel(tr("Unisci i file della serata")))
        whole.addWidget(
            TextLabel(
                tr(
                    "Trascina qui file, cartelle o la chiavetta. Non si scrive nulla finché non premi Unisci; "
                    "l’ordine non conta, due volte è come una."
                ),
                "soft",
            )
        )
        side = QVBoxLayout()
        side.setSpacing(14)
        for card in (self.decisions, self.handing_over, self.figures):
            side.addWidget(card)
        side.addStretch(1)
        main = QVBoxLayout()
        main.addWidget(self.join_card)
        main.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
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
        names, _ = QFileDialog.getOpenFileNames(self, tr("File da unire"), folder, tr("Serate (*.serata)"))
        return [Path(name) for name in names]

    def _joined(self, change: Change) -> None:
        self.refresh(change)
        if self.decisions.keep_buttons:
            self.decisions.keep_buttons[0].setFocus()
        else:
            self.handing_over.buttons["html"].setFocus()

    def _decide(self, thing: str, field: str, value: Any) -> None:
        change = self._bridge.do(decide, thing, field, value, origin=self)
        if change is None:
            return
        self.refresh(change)
        self.said.emit(tr("Deciso. Ctrl+Z ci ripensa."), "info")
        if self.decisions.keep_buttons:
            self.decisions.keep_buttons[0].setFocus()
        else:
            self.handing_over.buttons["html"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A adds files, U joins; 1, 2, I and P decide."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text().casefold()
        if held == Qt.KeyboardModifier.NoModifier and text:
            if text == "a":
                self.join_card.add_button.click()
                return
            if text == "u":
                self.join_card.join_button.click()
                return
            if self.decisions.key_pressed(text):
                return
        super().keyPressEvent(event)

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
