"""Consegna serata: the evening goes on a stick, is read back, and only then it is said to be there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget
from shiboken6 import isValid

from facilitatore.deliver.hand_over import HandedOver, hand_over, plan_hand_over
from facilitatore.errors import Problem
from facilitatore.sentences import say
from ui.deliver.sticks import StickWatch, Volume
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.bridge import Bridge
    from ui.widgets.wrap_row import WrapLayout

_PATIENCE_MS: Final = 30_000
"""After this long a stick may well have stopped answering: whoever closes twice is let go."""


class _Steps(QObject):
    """Carries the steps from beside the window into it."""

    step = Signal(str)


class StickCard(Card):
    """A button for each stick and one for any folder; how far it is, and what came of it.

    Signals:
        said(str, str): a message for people and its kind.
    """

    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(tr("Consegna serata"), parent=parent)
        self._bridge = bridge
        self._sticks: Sequence[Volume] = ()
        self._protected: Sequence[str] = ()
        self._running: Path | None = None
        self._since = QElapsedTimer()
        self._was_told = False
        self._steps = _Steps()  # no child: work beside the window may outlive the page
        self._steps.step.connect(self._show_step)
        self.stick_buttons: list[QuietButton] = []
        self.folder_button = QuietButton(tr("Scegli una cartella…"))
        self.folder_button.clicked.connect(self._choose_folder)
        self.buttons = wrap_row(self.folder_button, gap=10)
        self.hint = TextLabel(role="soft")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        set_name(self.progress, tr("Consegna in corso"))
        self.progress.hide()
        self.outcome = TextLabel()
        self.outcome.hide()
        self.watch = StickWatch(self)
        self.watch.found.connect(self.show_sticks)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.buttons)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.outcome)
        self.show_sticks([])

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_sticks(self, sticks: Sequence[Volume]) -> None:
        """Offer these sticks, and say which of them cannot be written on; the first button has the key."""
        self._sticks = [stick for stick in sticks if stick.is_writable]
        self._protected = [stick.name for stick in sticks if not stick.is_writable]
        layout = cast("WrapLayout", self.buttons.layout())
        had_focus = any(button.hasFocus() for button in self.stick_buttons)
        for button in self.stick_buttons:
            layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        layout.removeWidget(self.folder_button)
        self.stick_buttons = [QuietButton(tr("Su {0}").format(stick.name)) for stick in self._sticks]
        for button, stick in zip(self.stick_buttons, self._sticks, strict=True):
            button.clicked.connect(partial(self.hand_over, stick.root))
        for place, button in enumerate((*self.stick_buttons, self.folder_button)):
            button.key = "" if place else "C"
            button.setText(button.text())
            layout.addWidget(button)
        if had_focus:
            self.first_button.setFocus()
        self.hint.setText(self._hint())
        self._enable()

    def _hint(self) -> str:
        if self._sticks:
            return tr("La copia viene riletta, e ha accanto una pagina da leggere.")
        if self._protected:
            return tr(
                "Su {0} non si può scrivere: se la chiavetta ha un interruttore, spostalo; altrimenti usane un’altra, "
                "o scegli una cartella."
            ).format(", ".join(f"«{name}»" for name in self._protected))
        return tr("Infila una chiavetta, o scegli una cartella.")

    @property
    def first_button(self) -> QuietButton:
        """The button that C presses: the first stick's, or that of the folders where there is none."""
        return (*self.stick_buttons, self.folder_button)[0]

    def _enable(self) -> None:
        for button in (*self.stick_buttons, self.folder_button):
            button.setEnabled(self._running is None)
        self.progress.setVisible(self._running is not None)

    def _show_step(self, step: str) -> None:
        words = {
            "prepare": tr("Preparo la copia…"),
            "copy": tr("Copio la serata…"),
            "flush": tr("Aspetto che la chiavetta abbia scritto tutto…"),
            "read_back": tr("Rileggo quello che c’è scritto…"),
            "readable": tr("Scrivo la pagina da leggere…"),
        }
        if self._running is not None and step in words:
            self._tell(words[step], "soft")

    def _tell(self, text: str, role: str) -> None:
        self.outcome.set_role(role)
        self.outcome.setText(text)
        self.outcome.show()

    def forget_all(self) -> None:
        """Say nothing about another evening."""
        self._running = None
        self.outcome.hide()
        self._enable()

    # -- what people do -----------------------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        folder = self._ask_folder()
        if folder is not None:
            self.hand_over(folder)

    def _ask_folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, tr("Dove consegnare la serata"), str(Path.home()))
        return Path(name) if name else None

    def hand_over(self, folder: Path, _checked: bool = False) -> None:
        """Write the evening into `folder` beside the window; one at a time."""
        if self._running is not None:
            return
        try:
            plan = plan_hand_over(self._bridge.session, folder)
        except Problem as problem:
            self._failed(problem)
            return
        self._running, self._was_told = folder, False
        self._since.start()
        self._enable()
        self._tell(tr("Comincio…"), "soft")
        steps = self._steps

        def work() -> HandedOver | Problem:
            try:
                return hand_over(plan, steps.step.emit)
            except Problem as problem:
                return problem

        self._bridge.run_beside(work, lambda result: self._told(folder, result), ended=self._ended)

    def _ended(self) -> None:
        """Offer the sticks again, and take back the step: what came of it is said now."""
        self._running = None
        self.outcome.hide()
        self._enable()

    def _told(self, folder: Path, result: HandedOver | Problem) -> None:
        if not isValid(self):
            return
        if isinstance(result, Problem):
            self._failed(result)
            return
        stick = next((one for one in self._sticks if folder.is_relative_to(one.root)), None)
        text = tr("Consegnato: {0} e {1} su {2}. Impronta {3}. {4}").format(
            result.file.name,
            result.readable.name,
            stick.name if stick else folder.name or folder,
            _unbroken(result.fingerprint),
            _parting(result, is_stick=stick is not None),
        )
        self._tell(text, "accent")
        self.said.emit(text, "info")
        self.first_button.setFocus()

    def _failed(self, problem: Problem) -> None:
        text = tr("Non consegnato. {0} Su questo portatile la serata è intera.").format(say(problem))
        self._tell(text, "error")
        self.said.emit(text, "error")
        self.first_button.setFocus()  # while it could not be pressed, the focus went on to the next card

    def parting_words(self) -> str:
        """Say that something is still being written; a stick that stopped answering holds nobody for ever."""
        if self._running is None:
            return ""
        if self._since.elapsed() < _PATIENCE_MS:
            return tr("La serata si sta ancora copiando: aspetta «Consegnato», ci vuole poco.")
        told, self._was_told = self._was_told, True
        return (
            "" if told else tr("La chiavetta non risponde: aspetta ancora, oppure chiudi ancora per lasciar perdere.")
        )

    # -- Qt -----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks as long as somebody sees them."""
        super().showEvent(event)
        self.watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for no sticks."""
        self.watch.stop()
        super().hideEvent(event)


def _unbroken(fingerprint: str) -> str:
    """Keep the groups of a fingerprint in one line, so that it can be read aloud."""
    return fingerprint.replace(" ", "\N{NO-BREAK SPACE}")


def _parting(handed: HandedOver, *, is_stick: bool) -> str:
    """Say what may be done with the stick: weaker where the system cannot tell that it is done writing."""
    if handed.is_proven:
        return tr("Ora puoi togliere la chiavetta.") if is_stick else tr("Se è una chiavetta, ora puoi toglierla.")
    if is_stick:
        return tr("Scritto e riletto: aspetta che la luce smetta, poi espelli la chiavetta.")
    return tr("Scritto e riletto: se è una chiavetta, aspetta che la luce smetta, poi espellila.")
