"""What is shown of an evening that does not open: what happened to it, what can be saved, and the automatic copies.

The broken file is never touched: what is saved becomes a new file beside it, and so does a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from facilitatore.damage_words import say_damage
from facilitatore.errors import Damaged, FileProblem, ForeignJournal, NothingReadable, NotOurs, Problem
from facilitatore.sentences import say
from facilitatore.session import Change, FileKind
from facilitatore.session.register_place import register_place
from facilitatore.session.rescue.copies import Copy, copies_for, free_name, restore
from facilitatore.session.rescue.diagnosis import Diagnosis, Part, diagnose
from facilitatore.session.rescue.salvage import salvage
from facilitatore.session.rights import may_write
from ui.base_page import Page
from ui.bridge import Bridge
from ui.dates import day_in_words
from ui.prepare.welcome import Pick, default_folder
from ui.translations import tr
from ui.widgets import Card, HeadingLabel, KeyHint, PrimaryButton, QuietButton, TextLabel

_BROKEN: Final = (Damaged, NotOurs, ForeignJournal, NothingReadable)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def can_help(problem: Problem) -> bool:
    """Tell whether a problem is one that this page has something to say about: an evening that is broken."""
    return isinstance(problem, _BROKEN) and problem.path.suffix.lower() == f".{FileKind.EVENING}"


def open_rescue(problem: Problem, bridge: Bridge, stack: QStackedWidget, listen: Callable[[Page], None]) -> RescuePage:
    """Show the page of a broken evening in the window's `stack`; `listen` connects what it says. It goes when left."""
    page = RescuePage(bridge)
    stack.addWidget(page)
    listen(page)
    page.left.connect(page.deleteLater)
    page.track(bridge.opened, page.deleteLater)
    stack.setCurrentWidget(page)
    if isinstance(problem, FileProblem):
        page.show_problem(problem)
    return page


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about a file: nothing where it is not ours at all."""

    diagnosis: Diagnosis | None
    copies: list[Copy]


class RescuePage(Page):
    """One broken evening.

    Signals:
        said(str, str): a message for people and its kind.
        left(): the person goes back.
        open_requested(): another file is wanted.
    """

    room = "rescue"
    said = Signal(str, str)
    left = Signal()
    open_requested = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._path = Path()
        self._found = _Found(None, [])
        self.heading = HeadingLabel()
        self.why = TextLabel()
        self.damages = TextLabel()
        self.readable = TextLabel()
        self.save_button = PrimaryButton(tr("Salva quello che si legge"), tr("Invio"))
        self.save_button.clicked.connect(lambda _checked: self.save())
        self.with_copy_button = QuietButton(tr("Salva con l’aiuto di un’altra copia…"))
        self.with_copy_button.clicked.connect(self._choose_copy)
        self.copies = Pick(tr("Copie automatiche"))
        self.copies.taken.connect(self.open_copy)
        self.no_copies = TextLabel(tr("Su questo portatile non ci sono copie automatiche di questa serata."), "soft")
        self.hint = TextLabel(
            tr(
                "Se poi in Consegna unisci il file recuperato e una copia, torna anche quello che in uno dei due manca."
            ),
            "soft",
        )
        self.copy_button = QuietButton(tr("Apri questa copia come file nuovo"))
        self.copy_button.clicked.connect(self.open_copy)
        self.pick_hint = KeyHint("↑ ↓", tr("scegli"))
        self.other_button = QuietButton(tr("Apri un altro file…"), "Ctrl+O")
        self.other_button.clicked.connect(self.open_requested)
        self.back_button = QuietButton(tr("Torna indietro"), tr("Esc"))
        self.back_button.clicked.connect(self.left)
        self._lay_out()

    def show_problem(self, problem: FileProblem) -> None:
        """Show a file that does not open, and look beside the window for what can be saved."""
        self._path, self._found = problem.path, _Found(None, [])
        self.heading.setText(tr("«{0}» non si apre").format(problem.path.name))
        self.why.setText(tr(say(problem)))
        self.damages.setText(tr("Guardo che cosa c’è dentro…"))
        self._show_found()
        self._bridge.run_beside(lambda: _look(problem.path), self._take_found, ended=self.damages.clear)

    def refresh(self, change: Change | None) -> None:
        """Do nothing: the page shows a file, not the evening."""

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = self.scrolling()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(26, 18, 26, 22)
        whole.setSpacing(14)
        for label in (self.heading, self.why):
            whole.addWidget(label)
        whole.addWidget(self._card(tr("Che cosa è successo"), self.damages))
        self.save_card = self._card(
            tr("Quello che si legge ancora"), self.readable, self.save_button, self.with_copy_button
        )
        whole.addWidget(self.save_card)
        hints = (self.copy_button, self.pick_hint)
        whole.addWidget(self._card(tr("Le copie automatiche"), self.no_copies, self.copies, self.hint, *hints))
        whole.addLayout(_row(self.other_button, self.back_button))
        whole.addStretch(1)

    def _card(self, title: str, *content: QWidget) -> Card:
        """Return a card with texts and lists one below the other, and buttons in a row at its foot."""
        card = Card(title)
        buttons = [widget for widget in content if isinstance(widget, (QuietButton, KeyHint))]
        for widget in content:
            if widget not in buttons:
                card.body.addWidget(widget)
        if buttons:
            card.body.addLayout(_row(*buttons))
        return card

    # -- what was found -----------------------------------------------------------------------------------------

    def _take_found(self, found: _Found) -> None:
        self._found = found
        diagnosis = found.diagnosis
        damages = [tr(say_damage(damage)) for damage in diagnosis.damages] if diagnosis is not None else []
        kept = tr("Il file resta dov’è, così com’è: niente di quello che fai qui lo tocca.")
        self.damages.setText("\n".join([*(f"•  {damage}" for damage in damages), kept]))
        self._show_found()
        (self.save_button if self._can_save() else self.copies if found.copies else self.other_button).setFocus()

    def _show_found(self) -> None:
        copies = self._found.copies
        self.save_card.setVisible(self._can_save())
        if self._found.diagnosis is not None:
            self.readable.setText(self._readable_words(self._found.diagnosis))
            self.with_copy_button.setVisible(any(one.part == Part.ROOT for one in self._found.diagnosis.damages))
        self.copies.show_rows([(str(copy.path), _copy_words(copy, self._path.stem)) for copy in copies])
        for widget in (self.copies, self.hint, self.copy_button, self.pick_hint):
            widget.setVisible(bool(copies))
        self.no_copies.setVisible(not copies)

    def _can_save(self) -> bool:
        return self._found.diagnosis is not None and self._found.diagnosis.readable > 0

    # -- what people do -----------------------------------------------------------------------------------------

    def save(self, *others: Path) -> None:
        """Save what can be read into a new file, and open it; `others` tell what the evening is, where that is lost."""
        if not self._can_save():
            return
        path, target = self._path, self._saved_path()
        copies = [*others, *(copy.path for copy in self._found.copies)]
        self._bridge.run_beside(lambda: salvage(path, target, copies), lambda saved: self._open_made(saved.path))

    def _choose_copy(self) -> None:
        if path := self.ask_copy():
            self.save(Path(path))

    def ask_copy(self) -> str:
        """Return the name of another copy chosen by the person, or nothing."""
        title = tr("Un’altra copia della stessa serata")
        return QFileDialog.getOpenFileName(self, title, str(self._path.parent), tr("Serate (*.serata)"))[0]

    def open_copy(self) -> None:
        """Write the chosen copy as a new file, and open it."""
        copy = next((one for one in self._found.copies if str(one.path) == self.copies.key()), None)
        if copy is None:
            return
        made = datetime.fromtimestamp(copy.at).astimezone().strftime("%H.%M")
        target = self._target(tr("{0} (copia delle {1})").format(self._path.stem, made))
        self._bridge.run_beside(lambda: restore(copy.path, target), self._open_made)

    def _saved_path(self) -> Path:
        return self._target(tr("{0} (recuperata)").format(self._path.stem))

    def _readable_words(self, diagnosis: Diagnosis) -> str:
        target = self._saved_path()
        counts = _counted(diagnosis.counts)
        if target.parent != self._path.parent:
            return tr("Si leggono ancora {0}. Ne nasce il file {1}, che si apre subito.").format(counts, target)
        said = tr("Si leggono ancora {0}. Ne nasce il file «{1}», accanto a quello rovinato, che si apre subito.")
        return said.format(counts, target.name)

    def _target(self, stem: str) -> Path:
        """Return where a new file goes: beside the broken one, or, from a stick that cannot be written, at home."""
        folder = self._path.parent
        if not may_write(folder):
            folder = default_folder()
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
        return free_name(folder, stem, self._path.suffix)

    def _open_made(self, path: Path) -> None:
        if self._bridge.open_evening(path):
            counts = _counted(self._bridge.session.counts())
            words = tr("Ora lavori su {0}: {1}. Il file rovinato è rimasto com’era.")
            self.said.emit(words.format(path, counts) + self._about_register(path), "info")
        elif path.exists():
            words = tr("Salvato in {0}, che da solo non si apre: salvalo di nuovo con l’aiuto di un’altra copia.")
            self.said.emit(words.format(path), "warning")

    def _about_register(self, path: Path) -> str:
        """Say how the register comes along: it lies beside the broken file, under that one's name."""
        session_id = self._bridge.session.id
        left, wanted = register_place(self._path, session_id), register_place(path, session_id)
        if not left.exists() or wanted.exists():
            return ""
        if left.parent != self._path.parent:
            words = tr(" Il registro è rimasto in {0}: per averlo qui, chiudi, chiamalo «{1}» e riapri.")
            return words.format(left, wanted.name)
        words = tr(" Il registro «{0}» è rimasto accanto a quello: per averlo qui, chiudi, chiamalo «{1}» e riapri.")
        return words.format(left.name, wanted.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save at Enter, go back at Esc."""
        if event.key() in _ENTER and self._can_save():
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _look(path: Path) -> _Found:
    """Find out what is wrong with a file and which copies there are of it; nothing is touched."""
    diagnosis: Diagnosis | None = None
    with suppress(Problem):
        diagnosis = diagnose(path)
    return _Found(diagnosis, copies_for(path, diagnosis.sessions if diagnosis is not None else ()))


def _counted(counts: dict[str, int]) -> str:
    """Return ``34 note e altre 21 cose``: notes are what people look for."""
    notes = counts.get("note", 0)
    others = sum(counts.values()) - notes
    words = tr("1 nota") if notes == 1 else tr("{0} note").format(notes)
    if not others:
        return words
    return tr("{0} e un’altra cosa").format(words) if others == 1 else tr("{0} e altre {1} cose").format(words, others)


def _copy_words(copy: Copy, stem: str) -> str:
    when = datetime.fromtimestamp(copy.at).astimezone()
    notes = tr("1 nota") if copy.count == 1 else tr("{0} note").format(copy.count)
    words = tr("{0}, ore {1} · {2}") if copy.stem == stem else tr("{0}, ore {1} · {2} · dal file «{3}»")
    return words.format(day_in_words(when.date()), f"{when:%H:%M}", notes, copy.stem)
