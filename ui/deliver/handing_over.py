"""The synthesis as a file to hand over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from facilitatore.deliver.export import export_synthesis
from facilitatore.session import Session
from facilitatore.synthesis.overview import read_synthesis
from ui.bridge import Bridge
from ui.deliver.thing_words import counted
from ui.deliver.written_line import WrittenLine
from ui.plain import set_tip
from ui.translations import tr
from ui.widgets import Card, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row


class HandingOver(Card):
    """One button for each format, and where the last file went.

    Signals:
        said(str, str): a message for people and its kind.
    """

    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(tr("La sintesi da consegnare"), parent=parent)
        self._bridge = bridge
        names = {"html": tr("Pagina web…"), "pdf": tr("PDF…"), "md": tr("Testo…"), "json": tr("Dati…")}
        self.undecided = TextLabel(role="warning")
        self.undecided.hide()
        self.buttons: dict[str, QuietButton] = {}
        for kind, name in names.items():
            self.buttons[kind] = QuietButton(name)
            self.buttons[kind].clicked.connect(lambda _checked=False, kind=kind: self.export(kind))
        set_tip(self.buttons["json"], tr("Per i programmi (JSON)"))
        self.written = WrittenLine()
        self.body.addWidget(TextLabel(tr("Quello che i gruppi hanno detto, senza nomi di persone."), "soft"))
        self.body.addWidget(self.undecided)
        self.body.addWidget(wrap_row(*self.buttons.values(), gap=10))
        self.body.addWidget(self.written)

    def show_undecided(self, count: int) -> None:
        """Say that something is undecided and what the synthesis does about it."""
        one = tr("{0} punto da decidere: intanto vale il testo più recente.")
        many = tr("{0} punti da decidere: intanto vale il testo più recente.")
        self.undecided.setText(counted(count, one, many))
        self.undecided.setVisible(count > 0)

    def export(self, kind: str) -> None:
        """Ask where, then write beside the window."""
        session = self._bridge.session
        path = self._ask_path(_suggested(session, kind))
        if path is None:
            return
        if not path.suffix:
            path = path.with_name(f"{path.name}.{kind}")
        synthesis, target = read_synthesis(session), path
        self.written.writing(target)
        self._enable(False)
        self._bridge.run_beside(
            lambda: export_synthesis(synthesis, kind, target), lambda _: self._done(target), ended=self._work_ended
        )

    def _enable(self, on: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(on)

    def _done(self, path: Path) -> None:
        if not isValid(self):
            return  # another evening was opened meanwhile
        text = tr("La sintesi è in {0}.").format(path)
        self.written.wrote(path, text)
        self.said.emit(text, "info")

    def _work_ended(self) -> None:
        """Offer the formats again, and take back "writing…": what came of it is said now."""
        self._enable(True)
        self.written.work_ended()

    def forget_all(self) -> None:
        """Say nothing about files of another evening."""
        self.written.clear()

    def _ask_path(self, suggested: Path) -> Path | None:
        kind = suggested.suffix.removeprefix(".")
        kinds = tr("File {0} (*.{1})").format(kind.upper(), kind)
        name, _ = QFileDialog.getSaveFileName(self, tr("Dove scrivere la sintesi"), str(suggested), kinds)
        return Path(name) if name else None


def _suggested(session: Session, kind: str) -> Path:
    return session.path.with_name(tr("sintesi-{0}").format(session.path.stem) + f".{kind}")
