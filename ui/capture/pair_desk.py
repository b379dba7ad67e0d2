"""The sheets of the pair dialogue: what one pair brings back, then the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitatore.capture.sheets import read_pair_dialogues, save_pair_dialogue
from facilitatore.session.words import clean_text
from ui.capture.entry_bar import EntryField
from ui.capture.sheet_desk import SheetDesk
from ui.translations import tr
from ui.widgets import FieldRow, NumberField, PrimaryButton, TextLabel

if TYPE_CHECKING:
    from ui.bridge import Bridge

_TEXTS = ("heard", "need", "proposal")
_MOST_PAIRS = 999


class PairDesk(SheetDesk):
    """Four fields; Enter goes to the next one, and in the last it writes the sheet and starts the next pair."""

    def __init__(self, bridge: Bridge, origin: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(bridge, origin, tr("Coppie"), tr("Coppia nuova"), parent)
        self._saved: dict[str, str | int] = {}
        self.number = NumberField()
        self.number.setRange(1, _MOST_PAIRS)
        self.number.setMaximumWidth(120)
        self.fields = {name: EntryField() for name in _TEXTS}
        labels = {
            "heard": tr("La frase sentita"),
            "need": tr("Un bisogno"),
            "proposal": tr("Una proposta"),
        }
        self.form.addWidget(FieldRow(tr("Coppia numero"), self.number))
        for name, field in self.fields.items():
            field.setProperty("role", "field")
            self.form.addWidget(FieldRow(labels[name], field))
        self.next = PrimaryButton(tr("Salva, poi la prossima coppia"), tr("Invio"))
        self.next.clicked.connect(self._finish)
        self.form.addWidget(self.next, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.addWidget(TextLabel(tr("Bisogno e proposta diventano note di questa domanda."), "small"))
        self.number.lineEdit().returnPressed.connect(self.first_field().setFocus)
        for one, other in pairwise(self.fields.values()):
            one.returnPressed.connect(other.setFocus)
        self.fields[_TEXTS[-1]].returnPressed.connect(self._finish)

    # -- the form -----------------------------------------------------------------------------------------------

    def names(self) -> list[tuple[str, str]]:
        """Return (id, "Coppia 3 · the sentence") of the sheets of the group."""
        return [
            (sheet.id, tr("{0} · {1}").format(sheet.number, sheet.heard or sheet.need or sheet.proposal))
            for sheet in read_pair_dialogues(self._bridge.session, self._place.group)
        ]

    def load(self) -> None:
        """Put the sheet in hand into the form, or an empty one with the next free number."""
        number, texts = self._on_disk()
        self.number.setValue(number)
        for name, text in texts.items():
            self._show_text(name, text)
        self._saved = {"number": number, **texts}

    def take_in(self) -> None:
        """Show what the disk says in the fields that nobody changed."""
        number, texts = self._on_disk()
        if self.number.value() == self._saved.get("number"):
            self.number.setValue(number)
        for name, text in texts.items():
            if clean_text(self.fields[name].text()) == self._saved.get(name, ""):
                self._show_text(name, text)
        self._saved = {"number": number, **texts}

    def forget_saved(self) -> None:
        """Hold everything in the form for unwritten."""
        self._saved = {"number": self.number.value()}

    def _on_disk(self) -> tuple[int, dict[str, str]]:
        sheets = read_pair_dialogues(self._bridge.session, self._place.group)
        sheet = next((sheet for sheet in sheets if sheet.id == self._sheet), None)
        number = sheet.number if sheet is not None else max([one.number for one in sheets], default=0) + 1
        texts = {name: getattr(sheet, name) if sheet is not None else "" for name in _TEXTS}
        return max(1, min(number, _MOST_PAIRS)), texts

    def _show_text(self, name: str, text: str) -> None:
        if clean_text(self.fields[name].text()) != text:
            self.fields[name].setText(text)

    def _texts(self) -> dict[str, str]:
        return {name: clean_text(field.text()) for name, field in self.fields.items()}

    def news(self) -> dict[str, str]:
        """Return the texts, and the number of a pair that has a sheet, that are not on the disk."""
        news = {name: text for name, text in self._texts().items() if text != self._saved.get(name, "")}
        number = self.number.value()
        if number != self._saved.get("number") and (self._sheet or news):
            news["number"] = str(number)
        return news

    def show_field(self, name: str, text: str) -> None:
        """Put a text, or the number, into its field."""
        if name in self.fields:
            self._show_text(name, text)
        elif name == "number" and text.isascii() and text.isdecimal():
            self.number.setValue(min(int(text[:4]), _MOST_PAIRS))

    def words(self) -> tuple[str, ...]:
        """Return number and texts."""
        return (str(self.number.value()), *self._texts().values())

    def first_field(self) -> QWidget:
        """Return the sentence heard: the number is right by itself."""
        return self.fields["heard"]

    def save(self) -> bool:
        """Write the sheet."""
        texts = self._texts()
        change = self._bridge.do(
            save_pair_dialogue,
            self._sheet or None,
            group=self._place.group,
            question=self.question(),
            number=self.number.value(),
            origin=self._origin,
            **texts,
        )
        if change is None:
            return False
        if not self._sheet:
            self._sheet = change.ids[0]
        self._saved = {"number": self.number.value(), **texts}
        self._wrote()
        return True

    def _finish(self) -> None:
        """Write, then the next pair; an empty form goes nowhere."""
        if any(self._texts().values()):
            self.start_new()
        else:
            self.focus_entry()
