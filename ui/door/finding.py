"""What the list shows: who answers to the words of the field, who is awaited, or who is in one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitatore.door.people import Expected
from ui.door.field import SEARCHING
from ui.plain import set_description
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.door.crowd import Crowd
    from ui.door.desk import Desk


class Finding(QObject):
    """Fills the list under the field, and the badge beside it."""

    def __init__(self, desk: Desk, crowd: Crowd) -> None:
        """`crowd` is read by the page."""
        super().__init__(desk)
        self._desk, self._crowd, self._welcome = desk, crowd, desk.welcome
        self._only: Callable[[Expected], bool] | None = None
        self._opened: str | None = None
        desk.field.textChanged.connect(self._typed)
        desk.field.stepped.connect(self.step)
        desk.welcome.list.picked.connect(self._picked)
        desk.shown.connect(self._show_only)

    def forget(self) -> bool:
        """Show again who is awaited; False when nothing else was shown."""
        was = self._only is not None
        self._only = self._opened = None
        return was

    def leave(self) -> bool:
        """Go back from what was shown to who is awaited; False when nothing else was shown."""
        was = self.forget()
        if was:
            self.find()
        return was

    def _typed(self) -> None:
        if self._desk.field.mode == SEARCHING:
            self.forget()
            self.find()

    def step(self, rows: int) -> None:
        """Choose the line so many rows below."""
        if self._desk.field.mode == SEARCHING:
            shown = self._welcome.list
            shown.choose_row(max(shown.chosen_row() + rows, 0))
            self._show_chosen()

    def _picked(self) -> None:
        self._show_chosen()
        self._desk.field.setFocus()

    def find(self, *, keep: bool = False) -> None:
        """Show who answers to the words of the field; without words, who is still awaited."""
        before = self._welcome.lines.line(self._welcome.list.chosen_row()) if keep else None
        text = self._desk.field.text() if self._desk.field.mode == SEARCHING else ""
        if self._only is not None and not text.strip():
            known = self._crowd.known.lines
            found = [line for line in known if (line.badge_name or line.question) and self._only(line)]
        else:
            found = self._crowd.find(text)
        self._welcome.lines.set_lines(found)
        row = next((row for row, line in enumerate(found) if before and line.id == before.id), -1)
        self._welcome.list.choose_row(row if row >= 0 else (0 if text.strip() else -1))
        to_import = not (text.strip() or self._crowd.has_list or self._crowd.forgotten or self._desk.group_here)
        self._welcome.show_found(
            len(found), self._why_empty(bool(text.strip())), to_import=to_import and not self._crowd.came_from_a_list
        )
        self._show_chosen()

    def _why_empty(self, searching: bool) -> str:
        """Say why the list is empty, and what to do."""
        if searching:
            return tr("Nessuno con questo nome. F2 per accogliere chi non è in elenco.")
        if self._crowd.forgotten and not self._crowd.known.guests:
            count = self._crowd.forgotten
            words = tr("È venuta 1 persona.") if count == 1 else tr("Sono venute {0} persone.").format(count)
            return tr("{0} I nomi sono stati dimenticati; i numeri restano.").format(words)
        if self._only is not None:
            return tr("Qui non c’è ancora nessuno.")
        if self._crowd.has_list:
            if not self._crowd.presence.expected:
                return tr("In elenco non c’è nessuno per questa serata. Cerca un nome: si trovano anche gli altri.")
            return tr("Sono arrivati tutti quelli in elenco.")
        if self._desk.group_here:
            return tr("Passa le etichette sul lettore: chi entra nel gruppo si conta da sé, senza nomi.")
        if self._crowd.came_from_a_list:
            count = self._crowd.presence.present
            words = tr("1 presente, con il solo nome.") if count == 1 else tr("{0} presenti, con il solo nome.")
            gone = tr("{0} Un elenco con i cognomi qui non c’è: chi arriva entra con F2.")
            elsewhere = tr("{0} L’elenco con i cognomi è rimasto all’accoglienza.")
            return (gone if self._desk.at_door else elsewhere).format(words.format(count))
        return tr("Non c’è ancora un elenco: importalo, oppure scrivi un nome e premi F2.")

    def _show_chosen(self) -> None:
        """Show the badge of the chosen line, or of who came last, and the keys that there are for it."""
        if self._desk.field.mode != SEARCHING:
            return
        line = self._desk.target()
        if line is None and self._desk.field.text().strip() and not self._desk.field.typed_quickly():
            self._desk.printing.show_typed(self._desk.field.text())
        else:
            self._desk.printing.show_badge(line, self._welcome.lines.group(line) if line else None)
        said = (
            self._welcome.lines.index(self._welcome.list.chosen_row(), 0).data()
            if self._welcome.list.chosen_row() >= 0
            else ""
        )
        set_description(self._desk.field, said or "")
        self._show_keys(line)

    def _show_keys(self, line: Expected | None) -> None:
        """Name the keys that do something for `line`, who is chosen or came last."""
        from facilitatore.door.homonyms import has_initial, namesakes, sharing

        known = self._crowd.known
        if self._desk.group_here and not known.guests:
            self._welcome.show_counting()
            return
        if line is None and self._desk.field.text().strip():
            self._welcome.show_nobody()
            return
        others, chosen = False, self._desk.chosen()
        if line is not None and not has_initial(line.badge_name):
            awaited = line.person.token if line.guest is None and line.person else None
            is_shared = sharing(line.badge_name, known.guests) > 0
            others = is_shared if awaited is None else bool(namesakes(line.badge_name, awaited, known.guests))
        self._welcome.show_keys(
            len(known.groups),
            printing=self._desk.printing.at_once,
            asking=chosen is not None and chosen.person is not None and self._desk.asks_group(chosen.person),
            chosen=chosen,
            last=known.guests[-1] if known.guests else None,
            namesakes=others,
        )

    def _show_only(self, lines: list[Expected]) -> None:
        wanted = {line.id for line in lines}
        self._only, self._opened = (lambda line: line.id in wanted), None
        self.find()
        self._welcome.list.choose_row(0)
        self._show_chosen()

    def show_to_ask(self) -> None:
        """Show whose names are to be asked."""
        if self._desk.field.mode == SEARCHING:
            self._desk.empty()
            self._show_only(self._crowd.to_ask)
            self._desk.field.setFocus()

    def open_group(self, group: str) -> None:
        """Show who is in a group (empty: in none); a second click shows again who is awaited."""
        if self._desk.field.mode != SEARCHING:
            return
        again = self._only is not None and self._opened == group
        self._opened = None if again else group
        groups = {one.id for one in self._crowd.known.groups}
        self._only = None if again else lambda line: _is_in(line, group, groups)
        self._desk.empty()
        self.find()
        self._desk.field.setFocus()


def _is_in(line: Expected, group: str, groups: set[str]) -> bool:
    """Tell whether a line's guest is in a group; without a group is also who is in one that was removed."""
    if line.guest is None:
        return False
    return line.guest.where == group if group else line.guest.where not in groups
