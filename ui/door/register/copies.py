"""The automatic copies of a register that is broken, one of which can take its place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dates import day_in_words
from ui.translations import tr
from ui.widgets import QuietButton, TextLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.session.rescue.copies import Copy

_MOST: Final = 5


class Copies(QWidget):
    """One button for each, the newest first; nothing is seen where there is none.

    Signals:
        wanted(object): the copy at this path is to take the place of the register.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QuietButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 6, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(
            TextLabel(
                tr(
                    "Questo portatile ne ha fatto copie da sé. Quella che scegli prende il suo posto; il registro rotto resta, con un altro nome:"
                )
            )
        )

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """Offer these."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for copy in copies[:_MOST]:
            button = QuietButton(copy_words(copy))
            button.clicked.connect(lambda _checked=False, path=copy.path: self.wanted.emit(path))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        self.setVisible(bool(copies))


def copy_words(copy: Copy) -> str:
    """Say when a copy was made, and how many persons it has."""
    moment = datetime.fromtimestamp(copy.at, UTC).astimezone()
    when = tr("{0}, ore {1}").format(day_in_words(moment.date()), f"{moment:%H:%M}")
    count = tr("1 persona") if copy.count == 1 else tr("{0} persone").format(copy.count)
    return tr("Usa la copia: {0} · {1}").format(when, count)
