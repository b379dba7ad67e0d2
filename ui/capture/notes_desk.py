"""Post-its: typing them, finding them, gathering them in clouds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitatore.capture.model import NOTE_KINDS
from facilitatore.capture.notes import (
    MAX_DOTS,
    add_note,
    cluster_notes,
    edit_note,
    read_clusters,
    read_notes,
    remove_cluster,
    remove_note,
    rename_cluster,
)
from facilitatore.session.words import clean_text
from ui.capture.cloud_bar import CloudBar
from ui.capture.entry_bar import EntryBar, EntryField
from ui.capture.note_wall import NoteWall
from ui.capture.paper_number import entry_text, split_number
from ui.capture.views import Place, notes_in_words, read_columns
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import KeyHint
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.capture.model import Note
    from facilitatore.session import Change, Thing
    from ui.bridge import Bridge


class NotesDesk(QWidget):
    """The notes of one place: entry line, search, wall.

    Signals:
        wrote(): something is on the disk; whoever shows counts should count again.
        said(str, str): a sentence for people, and its kind.
    """

    wrote = Signal()
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, origin: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._origin = origin
        self._place = Place("")
        self.group_notes: list[Note] = []
        self._renaming = ""
        self._to_gather: list[str] = []
        self.entry = EntryBar()
        self.search = EntryField()
        self.search.setPlaceholderText(tr("Cerca tra le note (Ctrl+F)"))
        set_name(self.search, tr("Cerca tra le note"))
        self.search.setClearButtonEnabled(True)
        self.cloud = CloudBar()
        self.wall = NoteWall()
        self._lay_out()
        self._connect()
        self._show_hints(writing=True)

    def _lay_out(self) -> None:
        self._writing_hints = _hints(
            ("Alt 1…6", tr("tipo")), ("↓", tr("alle note")), ("Ctrl ↑ ↓", tr("domanda")), ("Ctrl Z", tr("annulla"))
        )
        self._card_hints = _hints(
            ("Invio", tr("correggi")),
            ("+", tr("bollino")),
            ("−", tr("uno in meno")),
            ("1…9", tr("nella nuvola")),
            ("M", tr("nuvola nuova")),
            ("Spazio", tr("scegli")),
            ("Canc", tr("togli")),
            ("Esc", tr("scrivi")),
        )
        tools = QHBoxLayout()
        tools.setSpacing(14)
        tools.addWidget(self._writing_hints, 1, Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self._card_hints, 1, Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self.search)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(250)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.entry)
        layout.addLayout(tools)
        layout.addWidget(self.cloud)
        layout.addWidget(self.wall, 1)

    def _connect(self) -> None:
        self.entry.submitted.connect(self._submit)
        self.entry.field.down_pressed.connect(self.wall.focus_first)
        self.entry.field.focused.connect(lambda: self._show_hints(writing=True))
        self.search.textChanged.connect(lambda _text: self._show_found())
        self.search.down_pressed.connect(self.wall.focus_first)
        self.search.escaped.connect(self._leave_search)
        self.cloud.named.connect(self._name_cloud)
        self.cloud.left.connect(self.focus_entry)
        wall = self.wall
        wall.opened.connect(self._open)
        wall.dots_requested.connect(self._change_dots)
        wall.removal_requested.connect(self._remove)
        wall.cloud_wanted.connect(self._ask_cloud)
        wall.placed.connect(self._put)
        wall.rename_requested.connect(self._ask_name)
        wall.cloud_removal_requested.connect(self._remove_cloud)
        wall.card_focused.connect(lambda: self._show_hints(writing=False))
        wall.left.connect(self.focus_entry)
        for place, kind in enumerate(NOTE_KINDS, 1):
            self._shortcut(f"Alt+{place}").activated.connect(lambda kind=kind: self._choose_kind(kind))
        self._shortcut("Ctrl+G").activated.connect(self._ask_cloud)
        self._shortcut(QKeySequence.StandardKey.Find).activated.connect(self._start_search)

    def _shortcut(self, key: str | QKeySequence.StandardKey) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    # -- shown --------------------------------------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Work on another group or question; words in the entry field stay there."""
        if place != self._place:
            self._place = place
            self.cloud.close_bar()
            self.wall.clear_marks()
            self.search.setText("")
        self.refresh()

    def refresh(self) -> None:
        """Show the notes as they are now."""
        self.group_notes = read_notes(self._bridge.session, self._place.group)
        self._show_found()
        if self.entry.editing and self._bridge.session.get(self.entry.editing) is None:
            self.entry.keep_as_new()

    def _show_found(self) -> None:
        search = self.search.text().strip()
        columns = read_columns(self._bridge.session, self._place, self.group_notes, search)
        self.wall.show_columns(columns, searching=bool(search))

    def settle(self) -> None:
        """Nothing waits to be written: a note goes to the disk with its Enter."""

    def unsaved(self) -> tuple[str, ...]:
        """Return the words of notes that are not on the disk."""
        return self.entry.unsaved()

    def drafts(self) -> dict[str, dict[str, str]]:
        """Return the note in hand, and the name of a cloud that is being written."""
        name = self.cloud.in_hand()
        cloud = {"text": name, "renaming": self._renaming, "notes": " ".join(self._to_gather)} if name else {}
        return {key: draft for key, draft in (("notes", self.entry.draft()), ("cloud", cloud)) if draft}

    def take_draft(self, name: str, draft: dict[str, str]) -> bool:
        """Put back what was in hand; False where there is no place for it any more."""
        if name == "notes":
            thing = self._bridge.session.get(draft.get("editing", ""))
            if thing is not None and thing.kind == "note":
                self.entry.take_draft(draft, _entry_text_of(thing), thing.text("kind"))
            else:
                self.entry.take_draft(draft, None, self.entry.kind)
            return True
        notes = [note.id for note in self.group_notes if note.id in draft.get("notes", "").split()]
        renaming = draft.get("renaming", "")
        if renaming not in {cluster.id for cluster in read_clusters(self._bridge.session, self._place.group)}:
            renaming = ""
        if not notes and not renaming:
            return False
        self._show_cloud_bar(notes, renaming)
        self.cloud.field.setText(draft.get("text", ""))
        return True

    def parting_words(self) -> str:
        """Say what would be lost with words that are in the field only."""
        return tr("La nota nel campo non è ancora salvata: Invio la salva, chiudi ancora per lasciarla.")

    def first_field(self) -> QWidget:
        """Return where notes are typed."""
        return self.entry.field

    def focus_entry(self) -> None:
        """Put the focus where notes are typed."""
        self.entry.field.setFocus()

    def _show_hints(self, *, writing: bool) -> None:
        self._writing_hints.setVisible(writing)
        self._card_hints.setVisible(not writing)

    def _wrote(self) -> None:
        self.refresh()
        self.wrote.emit()

    # -- words --------------------------------------------------------------------------------------------------

    def _submit(self, typed: str) -> None:
        if self.entry.editing:
            self._save(self.entry.editing, typed)
            return
        number, text = split_number(typed)
        place = self._place
        known = number is not None and any(note.number == number for note in self.group_notes)
        change = self._bridge.do(
            add_note,
            group=place.group,
            question=place.question,
            kind=self.entry.kind,
            text=text,
            number=number,
            origin=self._origin,
        )
        if change is None:
            return
        self.entry.accept()
        self._wrote()
        self.wall.show_note(change.ids[0])
        if known:
            self.said.emit(tr("Il foglio {0} era già copiato: ora ci sono due note.").format(number), "warning")
        elif (lines := 1 + clean_text(text).count("\n")) > 1:
            self.said.emit(tr("{0} righe incollate, in una nota sola: Ctrl+Z la toglie.").format(lines), "info")

    def _save(self, note: str, typed: str) -> None:
        thing = self._bridge.session.get(note)
        if thing is None:
            self.entry.keep_as_new()
            return
        fields = self._corrected(thing, typed)
        if self._bridge.do(edit_note, note, origin=self._origin, **fields) is None:
            return
        self.entry.accept()
        self._wrote()
        card = self.wall.card(note)
        if card is not None:
            card.setFocus(Qt.FocusReason.TabFocusReason)

    def _corrected(self, thing: Thing, typed: str) -> dict[str, Any]:
        """Return what changes; to save a note with two versions is to decide for what is shown."""
        fields: dict[str, Any] = {"kind": self.entry.kind}
        if not self.entry.is_untouched():
            shown = thing.optional_text("number")
            number, text = split_number(typed)
            fields["text"] = text
            if number is not None or entry_text(shown, thing.text("text")) != thing.text("text"):
                fields["number"] = number
        for name in thing.conflicts:
            fields.setdefault(name, thing.fields.get(name))
        if thing.revived:
            fields["deleted"] = False
        return fields

    def _open(self, note: str) -> None:
        if self.entry.editing and not self.entry.is_untouched():
            # Somebody goes on to another note without Enter: what was corrected is not thrown away.
            self._save(self.entry.editing, self.entry.field.text())
            if self.entry.editing:
                return
        thing = self._bridge.session.get(note)
        if thing is not None:
            card = self.wall.card(note)
            kind = card.kind if card is not None else self.entry.kind
            self.entry.edit(note, _entry_text_of(thing), kind)

    def _choose_kind(self, kind: str) -> None:
        """Change the kind of the chosen notes, or of the note in hand while somebody writes."""
        notes = self.wall.chosen_notes() if self.wall.focused_note() else []
        if not notes:
            self.entry.set_kind(kind)
            return
        for note in notes:
            self._bridge.do(edit_note, note, kind=kind, origin=self._origin)
        self._wrote()

    # -- notes on the wall --------------------------------------------------------------------------------------

    def _change_dots(self, note: str, step: int) -> None:
        thing = self._bridge.session.get(note)
        if thing is None:
            return
        dots = max(0, thing.integer("dots", 0, MAX_DOTS) + step)
        if self._bridge.do(edit_note, note, dots=dots, origin=self._origin) is not None:
            self._wrote()

    def _remove(self, note: str) -> None:
        if self._bridge.do(remove_note, note, origin=self._origin) is None:
            return
        self._wrote()
        self.said.emit(tr("Nota tolta. Ctrl+Z la rimette."), "info")
        self._focus_after()

    def _focus_after(self) -> None:
        if not self.wall.focused_note():
            self.focus_entry()

    # -- clouds -------------------------------------------------------------------------------------------------

    def _names(self) -> list[str]:
        return [cluster.name for cluster in read_clusters(self._bridge.session, self._place.group)]

    def _ask_cloud(self) -> None:
        notes = self.wall.chosen_notes()
        if notes:
            self._show_cloud_bar(notes, "")
            self.cloud.start()
        else:
            self.said.emit(tr("Prima scegli una nota: con ↓ dal campo, poi Spazio per sceglierne più di una."), "info")

    def _ask_name(self, cluster: str) -> None:
        if self._bridge.session.get(cluster) is not None:
            self._show_cloud_bar([], cluster)
            self.cloud.start()

    def _show_cloud_bar(self, notes: list[str], renaming: str) -> None:
        """Ask for the name of the cloud for these notes, or for another name of a cloud."""
        self._to_gather, self._renaming = notes, renaming
        cloud = self._bridge.session.get(renaming)
        if cloud is not None:
            self.cloud.ask(tr("Nome della nuvola"), cloud.text("name"), [])
        else:
            question = tr("{0} nella nuvola").format(notes_in_words(len(notes)))
            self.cloud.ask(question, "", self._names(), tr("Nome della nuvola; vuoto: fuori da ogni nuvola"))

    def _name_cloud(self, name: str) -> None:
        if self._renaming:
            change = self._bridge.do(rename_cluster, self._renaming, name=name, origin=self._origin)
            self._wrote()
        else:
            change = self._gather(self._to_gather, name)
        if change is None:
            return
        note = self._to_gather[0] if not self._renaming and self._to_gather else ""
        self.cloud.close_bar()
        self._renaming = ""
        card = self.wall.card(note)
        if card is not None:
            card.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_entry()

    def _put(self, column: int) -> None:
        """Put the chosen notes into the cloud in this column, or outside all of them."""
        notes = self.wall.chosen_notes()
        columns = read_columns(self._bridge.session, self._place, self.group_notes)[:-1]
        if column < len(columns):
            self._gather(notes, columns[column].name if column >= 0 else "")
            self._focus_after()

    def _gather(self, notes: list[str], name: str) -> Change | None:
        place = self._place
        there = [note for note in notes if self._bridge.session.get(note) is not None]
        change = self._bridge.do(
            cluster_notes, there, group=place.group, name=name, question=place.question, origin=self._origin
        )
        if change is not None:
            self.wall.clear_marks()
        self._wrote()
        return change

    def _remove_cloud(self, cluster: str) -> None:
        if self._bridge.do(remove_cluster, cluster, origin=self._origin) is not None:
            self._wrote()
            self.said.emit(tr("Nuvola tolta, le sue note sono fuori nuvola. Ctrl+Z la rimette."), "info")
            self.focus_entry()

    # -- search -------------------------------------------------------------------------------------------------

    def _start_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave_search(self) -> None:
        self.search.setText("")
        self.focus_entry()


def _entry_text_of(note: Thing) -> str:
    return entry_text(note.optional_text("number"), note.text("text"))


def _hints(*hints: tuple[str, str]) -> QWidget:
    return wrap_row(*(KeyHint(key, text) for key, text in hints))
