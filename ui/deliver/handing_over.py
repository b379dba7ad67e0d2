"""The synthesis as a file to hand over, and the figures of the evening."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget
from shiboken6 import isValid

from facilitatore.deliver.export import export_synthesis
from facilitatore.italian import number
from facilitatore.session import Session
from facilitatore.synthesis.overview import read_synthesis
from ui.bridge import Bridge
from ui.deliver.words import counted
from ui.translations import tr
from ui.widgets import Card, LinkButton, QuietButton, TextLabel


class HandingOver(Card):
    """One button for each format, and where the last file went.

    Signals:
        said(str, str): a message for people and its kind.
    """

    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(tr("La sintesi da consegnare"), parent=parent)
        self._bridge = bridge
        self._written: Path | None = None
        names = {
            "html": tr("Pagina web…"),
            "pdf": tr("PDF da stampare…"),
            "md": tr("Testo semplice…"),
            "json": tr("Dati (JSON)…"),
        }
        self.undecided = TextLabel(role="warning")
        self.undecided.hide()
        self.buttons: dict[str, QuietButton] = {}
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, (kind, name) in enumerate(names.items()):
            self.buttons[kind] = QuietButton(name)
            self.buttons[kind].clicked.connect(lambda _checked=False, kind=kind: self.export(kind))
            grid.addWidget(self.buttons[kind], place // 2, place % 2)
        self.where = TextLabel(role="soft")
        self.folder_button = LinkButton(tr("Apri la cartella"))
        self.folder_button.clicked.connect(self._open_folder)
        foot = QHBoxLayout()
        foot.addWidget(self.where, 1)
        foot.addWidget(self.folder_button)
        self.where.hide()
        self.folder_button.hide()
        self.body.addWidget(
            TextLabel(tr("Senza nomi di persone: quello che i gruppi hanno detto, e quanto lo sostiene."), "soft")
        )
        self.body.addWidget(self.undecided)
        self.body.addLayout(grid)
        self.body.addLayout(foot)

    def show_undecided(self, count: int) -> None:
        """Say that something is undecided and what the synthesis does about it."""
        one = tr("C’è {0} punto da decidere: intanto vale il testo scritto per ultimo.")
        many = tr("Ci sono {0} punti da decidere: intanto valgono i testi scritti per ultimi.")
        self.undecided.setText(counted(count, one, many))
        self.undecided.setVisible(count > 0)

    def forget_all(self) -> None:
        """Say nothing about files of another evening."""
        self._written = None
        self.where.hide()
        self.folder_button.hide()

    def export(self, kind: str) -> None:
        """Ask where, then write beside the window."""
        session = self._bridge.session
        path = self._ask_path(_suggested(session, kind))
        if path is None:
            return
        if not path.suffix:
            path = path.with_name(f"{path.name}.{kind}")
        synthesis, target = read_synthesis(session), path
        self._set_busy(target)
        self._bridge.run_beside(lambda: export_synthesis(synthesis, kind, target), lambda _: self._done(target))

    def _set_busy(self, path: Path) -> None:
        self.where.setText(tr("Scrivo {0}…").format(path.name))
        self.where.show()
        self.folder_button.hide()

    def _done(self, path: Path) -> None:
        if not isValid(self):
            return  # another evening was opened meanwhile
        self._written = path
        text = tr("La sintesi è in {0}.").format(path)
        self.where.setText(text)
        self.folder_button.show()
        self.said.emit(text, "info")

    def work_ended(self) -> None:
        """Take back "writing…" when the writing failed: the window has said why."""
        if self._written is None or not self.folder_button.isVisibleTo(self):
            self.where.hide()

    def _open_folder(self) -> None:
        if self._written is not None:
            self._open_url(QUrl.fromLocalFile(str(self._written.parent)))

    def _open_url(self, url: QUrl) -> None:
        QDesktopServices.openUrl(url)

    def _ask_path(self, suggested: Path) -> Path | None:
        kind = suggested.suffix.removeprefix(".")
        kinds = tr("File {0} (*.{1})").format(kind.upper(), kind)
        name, _ = QFileDialog.getSaveFileName(self, tr("Dove scrivere la sintesi"), str(suggested), kinds)
        return Path(name) if name else None


class Figures(Card):
    """How much is in the file, and the fingerprint two people can compare aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Questa serata, in cifre"), "quiet", parent=parent)
        self.counts = TextLabel()
        self.fingerprint = TextLabel(role="title")
        self.fingerprint.setAccessibleName(tr("Impronta"))
        self.body.addWidget(self.counts)
        self.body.addWidget(self.fingerprint)
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
        parts = [_counted(counts.get(kind, 0), *words[kind]) for kind in words if counts.get(kind)]
        parts.append(_counted(session.fact_count, tr("{0} voce scritta"), tr("{0} voci scritte")))
        self.counts.setText(" · ".join(parts))
        self.fingerprint.setText(session.fingerprint())


def _counted(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many).format(number(count))


def _suggested(session: Session, kind: str) -> Path:
    return session.path.with_name(tr("sintesi-{0}").format(session.path.stem) + f".{kind}")
