"""The files of other evenings: never mixed, shown under their evening, and joined into a percorso when one wishes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from facilitatore.deliver.joining import held, join_evenings
from facilitatore.errors import AsksToForget
from facilitatore.prepare.evening import read_evening
from facilitatore.sentences import things_counted
from facilitatore.session import FileKind
from facilitatore.session.joining.reports import JoinReport
from ui.deliver.words import evening_words, files_counted
from ui.deliver.written_line import WrittenLine
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, CheckBox, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.session.roots import FileRoot
    from ui.bridge import Bridge
    from ui.deliver.entry import Entry


class ApartCard(Card):
    """A line for each other evening, and one button that joins all evenings into a ``.percorso``.

    Signals:
        said(str, str): a message for people and its kind.
        left(): the files are to leave the list.
    """

    said = Signal(str, str)
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self._paths: list[Path] = []
        self._is_writing = False
        self.evenings = TextLabel()
        self.calm = TextLabel(tr("Non si mescolano con questa serata."), "small")
        self.join_button = QuietButton(tr("Unisci le serate in un percorso…"), "S")
        self.join_button.clicked.connect(self.join)
        self.leave_button = QuietButton(tr("Togli dall’elenco"))
        self.leave_button.clicked.connect(self.left)
        self.forget_box = CheckBox(tr("Dimentica"))
        self.forget_box.hide()
        self.place = WrittenLine()
        self.body.addWidget(self.evenings)
        self.body.addWidget(self.calm)
        self.body.addWidget(self.forget_box)
        self.body.addWidget(wrap_row(self.join_button, self.leave_button, gap=10))
        self.body.addWidget(self.place)
        self.hide()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these files under their evenings' names."""
        self._paths = [entry.path for entry in entries]
        self.setVisible(bool(entries))
        if not entries:
            self.place.clear()
            self.forget_box.hide()
            self.forget_box.setChecked(False)
            return
        names: dict[FileRoot, int] = {}
        for entry in entries:
            for root in entry.arrival.roots if entry.arrival else ():
                names[root] = names.get(root, 0) + 1
        own = self._own_process()
        same_path = own and all(root.process == own for root in names)
        self.set_title(tr("Altre serate del percorso") if same_path else tr("Altre serate"))
        ordered = sorted(names, key=lambda root: (root.date, root.title))
        self.evenings.setText("\n".join(f"{evening_words(root)} · {files_counted(names[root])}" for root in ordered))

    def _own_process(self) -> str:
        return read_evening(self._bridge.session).process if self._bridge.has_session else ""

    # -- the percorso -------------------------------------------------------------------------------------------

    def join(self) -> None:
        """Ask where, then join this evening and the others beside the window, into a file of their own."""
        if not self._paths or self._is_writing:
            return
        session = self._bridge.session
        target = self._ask_path(session.path.with_name(tr("percorso") + f".{FileKind.PROCESS}"))
        if target is None:
            return
        if target.suffix != f".{FileKind.PROCESS}":
            target = target.with_name(f"{target.name}.{FileKind.PROCESS}")
        there, paths, forgetting = held(session), list(self._paths), self.forget_box.isChecked()

        def work() -> JoinReport | AsksToForget:
            try:
                return join_evenings(there, paths, target, forgetting=forgetting)
            except AsksToForget as problem:
                return problem

        self._is_writing = True
        self.place.writing(target)
        self._bridge.run_beside(work, lambda result: self._ended(target, result, len(paths)), ended=self._work_ended)

    def _ended(self, path: Path, result: JoinReport | AsksToForget, files: int) -> None:
        if not isValid(self):
            return
        if isinstance(result, AsksToForget):
            self.forget_box.setText(tr("Dimentica: {0}").format(things_counted(result.loses)))
            set_name(self.forget_box, self.forget_box.text())
            self.forget_box.show()
            # What is open goes to the percorso by a file of its own, whose name nobody knows.
            known = result.path in (*self._paths, path)
            who = tr("«{0}»").format(result.path.name) if known else tr("Questa serata")
            words = tr("{0} chiede di dimenticare per sempre cose che altri file hanno: spunta «{1}» se è voluto.")
            self.said.emit(words.format(who, self.forget_box.text()), "warning")
            self.forget_box.setFocus()
            return
        text = tr("Il percorso è in {0}: questa serata e {1}. Impronta {2}.").format(
            path,
            tr("un altro file") if files == 1 else tr("altri {0}").format(files_counted(files)),
            result.fingerprint,
        )
        self.place.wrote(path, text)
        self.said.emit(text, "info")

    def _work_ended(self) -> None:
        """Offer it again, and take back "writing…": what came of it is said now."""
        self._is_writing = False
        self.place.work_ended()

    def _ask_path(self, suggested: Path) -> Path | None:
        kinds = tr("Percorsi (*.percorso)")
        name, _ = QFileDialog.getSaveFileName(self, tr("Dove scrivere il percorso"), str(suggested), kinds)
        return Path(name) if name else None
