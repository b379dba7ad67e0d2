"""How much is in the file, and the fingerprint two people can compare aloud."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitatore.session import Session
from ui.deliver.thing_words import counted
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, TextLabel


class Figures(Card):
    """The counts of the open evening and its fingerprint, in groups of four that are easy to read aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Questa serata, in cifre"), "quiet", parent=parent)
        self.counts = TextLabel()
        self.fingerprint = TextLabel(role="title", wrap=False)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.removeWidget(self.heading)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.fingerprint)
        self.body.addLayout(head)
        self.body.addWidget(self.counts)
        self.body.addWidget(
            TextLabel(
                tr("È l’impronta del file: letta a voce su due portatili, se è uguale hanno le stesse cose."), "small"
            )
        )

    def show_session(self, session: Session) -> None:
        """Show the figures of an open evening."""
        counts = session.counts()
        words = {
            "note": (tr("{0} nota"), tr("{0} note")),
            "guest": (tr("{0} presenza"), tr("{0} presenze")),
            "speaking_turn": (tr("{0} intervento"), tr("{0} interventi")),
            "statement": (tr("{0} frase di sintesi"), tr("{0} frasi di sintesi")),
        }
        parts = [counted(counts.get(kind, 0), *words[kind]) for kind in words if counts.get(kind)]
        parts.append(counted(session.fact_count, tr("{0} voce scritta"), tr("{0} voci scritte")))
        self.counts.setText(" · ".join(parts))
        self.fingerprint.setText(session.fingerprint())
        set_name(self.fingerprint, tr("Impronta {0}").format(self.fingerprint.text()))
