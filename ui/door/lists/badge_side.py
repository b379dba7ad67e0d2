"""The badge as it will be printed with an answer, and the names on the badges of the rows alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitatore.door.badges.printing import badge_of
from ui.door.paper.badge_preview import BadgePreview
from ui.door.paper.remembered import PaperMemory
from ui.translations import tr
from ui.widgets import Pill, TextLabel
from ui.widgets.wrap_row import WrapLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.prepare.model import Group

_SHOWN: Final = 12
_CODE: Final = "K7QX2MPA9RTC"
"""Stands in the code of the picture: who is not in the register yet has none."""


class BadgeSide(QWidget):
    """One badge, large, and the names of the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        memory = PaperMemory()
        self.heading = TextLabel("", "strong")
        self.preview = BadgePreview()
        self.preview.set_label(memory.stock(), qr=memory.qr())
        self.trouble = TextLabel("", "warning")
        self.others_heading = TextLabel("", "strong")
        self._others = QWidget()
        self._flow = WrapLayout(self._others, 6, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.heading, self.preview, self.trouble, self.others_heading, self._others):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(TextLabel(tr("Sull’etichetta va solo il nome, il cognome resta nel registro."), "small"))

    def names(self) -> list[str]:
        """Return the names of the others that are shown."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [pill.text() for item in items if item is not None and isinstance(pill := item.widget(), Pill)]

    def show_badges(self, names: Sequence[str], alike: Sequence[str], group: Group | None) -> None:
        """Show the first of the names on its badge, and name the others: of the same row, or of the rows alike."""
        first = names[0] if names else ""
        self.heading.setText(tr("Si stampa così") if first else tr("Finché non si sa il nome non si stampa"))
        self.preview.set_badge(badge_of(first, group, _CODE) if first else None)
        self.trouble.setText(self.preview.trouble)
        self.trouble.setVisible(bool(self.preview.trouble))
        others = [*names[1:], *alike]
        heading = tr("e così l’altra") if len(others) == 1 else tr("e così le altre {0}").format(len(others))
        self.others_heading.setText(heading)
        self.others_heading.setVisible(bool(others))
        self._flow.clear()
        left = len(others) - _SHOWN
        shown = [*others[:_SHOWN], tr("e altre {0}").format(left)] if left > 0 else others
        for name in shown:
            pill = Pill(name)
            self._flow.addWidget(pill)
            pill.show()
