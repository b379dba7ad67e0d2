"""What a person can do about the row of a list they are looking at, each act on one key and on one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitatore.door.lists.match.decisions import Act, Decision, possible
from ui.translations import tr
from ui.widgets import QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.door.lists.match.decisions import Decisions
    from facilitatore.door.lists.parse.rows import Verdict

KEYS: Final[dict[Qt.Key, Act]] = {
    Qt.Key.Key_S: "swap",
    Qt.Key.Key_U: "same",
    Qt.Key.Key_D: "apart",
    Qt.Key.Key_V: "fine",
    Qt.Key.Key_P: "propose",
    Qt.Key.Key_Delete: "leave",
    Qt.Key.Key_Backspace: "leave",
}
"""The key of each act."""


class RowActions(QWidget):
    """Who the row is and why it is there, and the buttons of the acts.

    Signals:
        asked(str): an act (`decisions.Act`).
        edit_asked(): put the name right.
    """

    asked = Signal(str)
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = TextLabel("", "body")
        self.buttons: dict[Act, QuietButton] = {
            "swap": QuietButton(tr("Scambia"), "S"),
            "same": QuietButton(tr("È la stessa persona"), "U"),
            "apart": QuietButton(tr("Sono due persone"), "D"),
            "fine": QuietButton(tr("Va bene così"), "V"),
            "propose": QuietButton("", "P"),
            "leave": QuietButton("", tr("Canc")),
        }
        for act, button in self.buttons.items():
            button.clicked.connect(lambda _=False, act=act: self.asked.emit(act))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.edit_button = QuietButton(tr("Correggi"), "F2")
        self.edit_button.clicked.connect(self.edit_asked)
        self.edit_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown = [*self.buttons.values()]
        shown.insert(1, self.edit_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.about)
        layout.addWidget(wrap_row(*shown, gap=8))
        self.show_rows([], {})

    def show_rows(self, verdicts: list[Verdict], decisions: Decisions) -> None:
        """Show what can be done about these rows, and what was decided."""
        acts: set[Act] = set()
        taken: list[Decision] = []
        for verdict in verdicts:
            decision = decisions.get(verdict.row.key, Decision())
            acts |= possible(verdict, decision)
            taken.append(decision)
        for act, button in self.buttons.items():
            button.setEnabled(act in acts)
        self.edit_button.setEnabled(len(verdicts) == 1 and verdicts[0].row.discarded is None)
        self._name_buttons(verdicts, taken)
        self.about.setText(_about(verdicts))

    def _name_buttons(self, verdicts: list[Verdict], decisions: list[Decision]) -> None:
        out = bool(verdicts) and all(verdict.row.discarded is not None for verdict in verdicts)
        self.buttons["leave"].setText(tr("Riprendi") if out else tr("Lascia fuori"))
        joined = bool(decisions) and all(decision.same_as is not None for decision in decisions)
        self.buttons["same"].setText(tr("Non è la stessa persona") if joined else tr("È la stessa persona"))
        proposals = [verdict.row.proposal for verdict in verdicts if verdict.row.proposal]
        self.buttons["propose"].setVisible(len(proposals) > 0)
        if len(proposals) == 1:
            self.buttons["propose"].setText(tr("Scrivi «{0}»").format(" ".join(proposals[0]).strip()))
        elif proposals:
            self.buttons["propose"].setText(tr("Scrivi i {0} nomi proposti").format(len(proposals)))


def _about(verdicts: list[Verdict]) -> str:
    """Say who the chosen row is and why; of several rows, how many they are."""
    if not verdicts:
        return tr("Scegli una riga per decidere.")
    if len(verdicts) > 1:
        return tr("{0} righe scelte").format(len(verdicts))
    verdict = verdicts[0]
    name = verdict.row.name or tr("senza nome")
    words = tr("Riga {0}: {1}").format(verdict.row.row, name)
    return f"{words}. {why}" if (why := verdict.words()) else f"{words}."
