"""The head of the page: whose notes, which question, how they are taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from facilitatore.prepare.model import Group
from ui.plain import set_name, set_tip
from ui.translations import tr
from ui.widgets import Choice, HeadingLabel, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

NOTES: Final = 0
ROLE_PLAY: Final = 1
PAIRS: Final = 2
_GROUP_LETTERS: Final = 26


class CaptureHead(QWidget):
    """Question as heading, counts under it, and the choices of question, group and way of taking notes.

    Signals:
        question_stepped(int): one further (1) or back (-1).
        group_chosen(str): this group's notes.
        mode_chosen(int): NOTES, ROLE_PLAY or PAIRS.
    """

    question_stepped = Signal(int)
    group_chosen = Signal(str)
    mode_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = HeadingLabel()
        self.detail = TextLabel(role="small")
        self.group = Choice()
        self.group.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group.setMinimumContentsLength(_GROUP_LETTERS)
        set_name(self.group, tr("Gruppo di cui prendi le note"))
        self.group.activated.connect(lambda _place: self.group_chosen.emit(self.group.currentData()))
        self.before = self._step_button("‹", tr("Domanda prima (Ctrl+↑)"), -1)
        self.after = self._step_button("›", tr("Domanda dopo (Ctrl+↓)"), 1)
        self.modes = QButtonGroup(self)
        modes = []
        for mode, (name, key) in enumerate(
            [(tr("Post-it"), "F6"), (tr("Gioco di ruolo"), "F7"), (tr("Dialogo a due"), "F8")]
        ):
            button = QuietButton(name, key)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.modes.addButton(button, mode)
            modes.append(button)
        self.modes.idClicked.connect(self.mode_chosen)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.detail)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addLayout(words, 1)
        first.addSpacing(8)
        for button in (self.before, self.after):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(14)
        second.addWidget(wrap_row(*modes, gap=6), 1)
        second.addWidget(self.group, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(first)
        layout.addLayout(second)

    def _step_button(self, sign: str, name: str, step: int) -> QuietButton:
        button = QuietButton(sign)
        set_name(button, name)
        set_tip(button, name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.question_stepped.emit(step))
        return button

    def show_groups(self, groups: Sequence[Group], current: str, *, to_choose: bool) -> None:
        """Offer the groups; a laptop that belongs to one of them has nothing to choose."""
        with QSignalBlocker(self.group):
            self.group.clear()
            for group in groups:
                self.group.addItem(tr("Gruppo {0} · {1}").format(group.key, group.short_title), group.id)
            self.group.setCurrentIndex(max(self.group.findData(current), 0))
        self.group.setVisible(to_choose and bool(groups))

    def show_question(self, heading: str, detail: str, *, first: bool, last: bool) -> None:
        """Show which question it is, and whether there are others before and after."""
        self.heading.setText(heading)
        self.detail.setText(detail)
        self.before.setEnabled(not first)
        self.after.setEnabled(not last)
        for button in (self.before, self.after):
            button.setVisible(not (first and last))

    def show_mode(self, mode: int) -> None:
        """Mark the way of taking notes."""
        self.modes.button(mode).setChecked(True)
