"""The preview of a list: columns over the real rows, a verdict for each row, decisions on one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.parse.column_choice import MEANINGS
from facilitatore.door.lists.planning import find_list, plan_list
from facilitatore.door.lists.write.importing import setting_of
from facilitatore.door.people import read_persons
from facilitatore.errors import Problem
from facilitatore.session import Change
from ui.base_page import Page
from ui.bridge import Bridge
from ui.door.lists.import_panel import ImportPanel
from ui.door.lists.importing import ListImport
from ui.settings import read_settings

LISTS = Path(__file__).parents[3] / "files" / "registrations"
TypeText = Callable[[str], None]


class Room(Page):
    """A page with nothing but lists."""

    room = "door"

    def refresh(self, change: Change | None) -> None:
        """Show nothing."""


@dataclass
class Desk:
    """A laptop where a list is being looked at."""

    bridge: Bridge
    importing: ListImport
    qtbot: QtBot
    folder: Path
    ends: list[str] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)

    @property
    def panel(self) -> ImportPanel:
        """What is shown."""
        return self.importing.panel

    def look(self, text: str, name: str = "elenco.csv") -> None:
        """Look at a list with this text."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Look at the list there."""
        self.importing.look_at(path)
        self.wait()

    def wait(self) -> None:
        """Wait for the work beside the window."""
        self.qtbot.waitUntil(lambda: not self.bridge.is_busy)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is, each after what the one before made the program do."""
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.panel, key)
            self.wait()

    def names(self) -> list[str]:
        """Return who is in the register."""
        register = self.bridge.register
        people = read_persons(register) if register is not None else []
        return [f"{person.first_name} {person.family_name}".strip() for person in people]

    def shown(self, column: int) -> list[str]:
        """Return a column of the table."""
        model = self.panel.rows
        return [model.index(row, column).data() for row in range(model.rowCount())]


@pytest.fixture
def desk(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """Show the panel of lists and nothing else."""
    page = Room()
    qtbot.addWidget(page)
    importing = ListImport(bridge, page)
    made = Desk(bridge, importing, qtbot, tmp_path)
    importing.finished.connect(made.ends.append)
    bridge.refused.connect(made.refused.append)
    QVBoxLayout(page).addWidget(importing.panel)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    yield made
    importing.let_go()


def test_enter_imports(desk: Desk) -> None:
    """Nothing is written before Enter; one undo takes it back."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    assert desk.names() == []
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Anna Rossi", "Luca Verdi"]
    assert desk.ends == ["2 persone importate nel registro."]
    desk.bridge.undo()
    assert desk.names() == []


def test_escape_leaves(desk: Desk) -> None:
    """Esc writes nothing and makes no register."""
    desk.look("Nome,Cognome\nAnna,Rossi\n")
    desk.press(Qt.Key.Key_Escape)
    assert (desk.ends, desk.bridge.register) == ([""], None)


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda path: path.stem)
def test_real_lists(desk: Desk, path: Path) -> None:
    """Each real list is shown with a choice over each column and a count for each verdict."""
    desk.look_at(path)
    table = find_list(path).table
    assert set(desk.panel.columns.choices) == set(range(table.width))
    counted = sum(int(desk.panel.filters[kind].text().split()[-1]) for kind in ("to_check", "new", "discarded"))
    assert desk.panel.filters[""].text() == f"Tutti {counted}"


def test_a_column_is_changed(desk: Desk) -> None:
    """Choosing what a column is plans the list again at once, and is remembered for the same headings."""
    desk.look("Aaa,Bbb\nQwertz,Zorbas\nAsdf,Uiop\n")
    assert desk.panel.counts.isVisible()
    assert not desk.panel.import_button.isEnabled()
    for column, meaning in ((0, "family_name"), (1, "first_name")):
        choice = desk.panel.columns.choices[column]
        choice.activated.emit(MEANINGS.index(meaning))
        desk.wait()
    assert desk.panel.rows.rowCount() == 2
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Uiop Asdf", "Zorbas Qwertz"]
    assert "Qwertz" not in str(read_settings())
    desk.look("Aaa,Bbb\nNuovo,Altro\n", "poi.csv")
    assert desk.shown(1) == ["Altro"]


def test_letters_decide(desk: Desk) -> None:
    """S swaps, again takes it back; Canc leaves out; the row stays where it is, and stays chosen."""
    desk.look("Nome,Cognome\nRossi,Amina Zed\nLuca,Verdi\n")
    desk.press(Qt.Key.Key_S)
    assert (desk.shown(1), desk.shown(0)[0]) == (["Amina Zed", "Luca"], "nuovo · deciso")
    desk.press(Qt.Key.Key_S)
    assert desk.shown(1) == ["Rossi", "Luca"]
    desk.press(Qt.Key.Key_S, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert desk.shown(0) == ["nuovo · deciso", "scartato · deciso"]
    assert desk.panel.actions_row.buttons["leave"].text() == "Riprendi"
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Amina Zed Rossi"]


def test_same_or_two(desk: Desk) -> None:
    """U joins with the one that is suggested, D says that they are two."""
    desk.look("Nome,Cognome\nGian Paolo,Dall'Olio\nGiampaolo,Dallolio\n")
    assert desk.panel.rows.kind == "to_check"
    desk.press(Qt.Key.Key_U)
    assert desk.panel.import_button.text() == "Importa 1 persona"
    desk.press(Qt.Key.Key_D)
    assert desk.panel.import_button.text() == "Importa 2 persone"
    assert desk.shown(0) == ["nuovo · deciso"]


def test_several_rows_at_once(desk: Desk) -> None:
    """What is decided counts for all the rows that are selected."""
    desk.look("Nome,Cognome\nRossi,Anna\nVerdi,Luca\n")
    desk.panel.table.setFocus()
    desk.panel.table.selectAll()
    desk.press(Qt.Key.Key_S)
    assert desk.shown(1) == ["Anna", "Luca"]


def test_a_name_is_typed(desk: Desk, type_text: TypeText) -> None:
    """F2 edits the name in its place; Enter takes it and imports nothing yet."""
    desk.look("Nome,Cognome\nNicol?,Bondi\n")
    desk.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_text("Nicolò")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.shown(1) == ["Nicolò"])
    assert (desk.names(), desk.ends) == ([], [])
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Nicolò Bondi"]


def test_a_proposal_has_a_button(desk: Desk) -> None:
    """A wrong codec undone is offered with the name that would be written."""
    desk.look("Nome,Cognome\nNICOLÃ²,ROSSI\nAnna,Po\n")
    assert desk.panel.actions_row.buttons["propose"].text() == "Scrivi «Nicolò Rossi»"
    desk.press(Qt.Key.Key_P)
    assert desk.shown(1) == ["Nicolò"]


def test_enter_right_after_a_letter(desk: Desk) -> None:
    """Enter pressed before the new plan is there imports what was just decided."""
    desk.look("Nome,Cognome\nRossi,Anna\n")
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.panel, Qt.Key.Key_S)
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.panel, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.ends))
    assert desk.names() == ["Anna Rossi"]


def test_free_text_says_why(desk: Desk) -> None:
    """Notes stay out with a word on why; chosen, they go to the register with another."""
    desk.look("Nome,Cognome,Note\nAnna,Rossi,in carrozzina\n")
    assert "dati sulla salute" in desk.panel.free_text.text()
    desk.panel.columns.choices[2].activated.emit(MEANINGS.index("note"))
    desk.wait()
    assert "mai nella serata" in desk.panel.free_text.text()
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    register = desk.bridge.register
    assert register is not None
    assert [thing.text("note") for thing in register.things("person")] == ["in carrozzina"]
    assert b"carrozzina" not in desk.bridge.session.path.read_bytes()


def test_tax_codes_cannot_be_chosen(desk: Desk) -> None:
    """Their column has no choice, and what is in it is not shown."""
    desk.look("Nome,Cognome,CF\nAnna,Rossi,RSSNNA80A41F257K\n")
    assert set(desk.panel.columns.choices) == {0, 1}


def test_filters(desk: Desk) -> None:
    """A filter shows the rows of one verdict; all of them are one click away."""
    desk.look_at(LISTS / "6_segreteria_excel.csv")
    desk.panel.filters["discarded"].click()
    assert set(desk.shown(0)) == {"scartato"}
    desk.panel.filters[""].click()
    assert desk.panel.rows.rowCount() == 23


def test_swap_all(desk: Desk) -> None:
    """One button turns the whole list round."""
    desk.look("Nome,Cognome\nRossi,Anna\nVerdi,Luca\n")
    desk.panel.swap_all.click()
    desk.wait()
    assert desk.shown(1) == ["Anna", "Luca"]


def test_a_bad_list_is_refused(desk: Desk) -> None:
    """It is said why, and nothing is shown."""
    desk.look("")
    desk.qtbot.waitUntil(lambda: bool(desk.refused))
    assert desk.panel.rows.rowCount() == 0


def test_the_register_changed_meanwhile(desk: Desk) -> None:
    """Enter on a plan made before an undo looks at the register again, and writes what is true now."""
    desk.look("Nome,Cognome\nAnna,Rossi\n")
    desk.press(Qt.Key.Key_Return)
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    assert desk.panel.import_button.text() == "Importa 1 persona"
    desk.bridge.undo()
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.panel.import_button.text() == "Importa 2 persone")
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Anna Rossi", "Luca Verdi"]


def test_another_list_begins_anew(desk: Desk) -> None:
    """What was decided about a list is not asked of the next one."""
    desk.look("Nome,Cognome\nRossi,Anna\n")
    desk.press(Qt.Key.Key_S)
    desk.look("Nome,Cognome\nRossi,Sara\n", "altro.csv")
    assert desk.shown(1) == ["Rossi"]


def test_sheets_can_be_chosen(desk: Desk) -> None:
    """A workbook of one sheet asks nothing."""
    desk.look_at(LISTS / "6_segreteria_excel.xls")
    assert not desk.panel.sheet.isVisible()


def test_every_control_has_a_name(desk: Desk) -> None:
    """What a screen reader would say of the choices and buttons."""
    desk.look_at(LISTS / "6_segreteria_excel.csv")
    controls = [*desk.panel.columns.choices.values(), *desk.panel.filters.values(), desk.panel.table]
    assert all(control.accessibleName() for control in controls)
    assert desk.panel.columns.choices[1].accessibleName() == "Colonna «COGNOME E NOME»"


def test_a_plan_is_shown_as_it_was_made(desk: Desk) -> None:
    """The table says what the core said, row by row."""
    path = LISTS / "1_google_fogli_risposte.csv"
    desk.look_at(path)
    desk.panel.filters[""].click()
    plan = plan_list(setting_of(desk.bridge.session, None), find_list(path))
    assert desk.shown(3) == [verdict.words() for verdict in plan.rows]


def test_the_row_of_headings_is_changed(desk: Desk) -> None:
    """Another row of headings plans the list again; the Enter after its number does not import."""
    desk.look("Nome;Cognome;x\nEnte;Telefono;Nominativo\nAuser;333;Anna Rossi\n")
    assert desk.panel.header_row.field.value() == 1
    desk.panel.header_row.field.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    desk.panel.filters[""].click()
    assert (desk.shown(1), desk.names()) == (["Anna"], [])
    assert desk.panel.columns.choices[2].accessibleName() == "Colonna «Nominativo»"


def test_headings_in_the_last_row(desk: Desk) -> None:
    """A list with nobody under its headings shows nobody, and can be put right."""
    desk.look("Nome;Cognome\nAnna;Rossi\n")
    desk.panel.header_row.field.setValue(2)
    desk.wait()
    assert not desk.panel.import_button.isEnabled()
    desk.panel.header_row.field.setValue(1)
    desk.wait()
    assert desk.panel.import_button.text() == "Importa 1 persona"


def test_typing_goes_on_while_a_plan_is_made(desk: Desk, type_text: TypeText) -> None:
    """A plan that comes while a name is being typed waits for it, and both hold."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    desk.press(Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_Delete)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_Up)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_F2)
    type_text("Nan")
    desk.wait()
    assert desk.panel.table.is_editing()
    type_text("na")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.shown(1) == ["Nanna", "Luca"])
    assert desk.shown(0) == ["nuovo · deciso", "scartato · deciso"]


def test_a_name_left_alone_shows_the_plan_that_waited(desk: Desk) -> None:
    """Esc in a name shows what came meanwhile."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_Delete)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_Down)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_F2)
    desk.wait()
    desk.press(Qt.Key.Key_Escape)
    assert desk.shown(0) == ["scartato · deciso", "nuovo"]


def test_imported_for_another_evening(desk: Desk) -> None:
    """Who is in the list for another evening only is counted apart, or people would seem to be missing."""
    desk.look("Nome,Cognome,08-gen,15-gen\nAnna,Rossi,X,\nLuca,Verdi,,X\nMara,Neri,X,X\n")
    desk.press(Qt.Key.Key_Return)
    assert desk.ends == ["3 persone importate nel registro, 2 per questa serata."]


def test_a_decision_is_taken_back(desk: Desk) -> None:
    """Ctrl+Z takes back the last decision on a row, and nothing that was done before the list was opened."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    desk.panel.table.setFocus()
    desk.press(Qt.Key.Key_S)
    assert "Rossi" in desk.shown(1)
    desk.qtbot.keyClick(desk.panel.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait()
    assert desk.shown(1) == ["Anna", "Luca"]


def test_another_list_begins_at_its_first_row(desk: Desk) -> None:
    """The row that was chosen in the list before is not chosen in the next one."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    desk.press(Qt.Key.Key_Down)
    assert desk.panel.table.currentIndex().row() == 1
    desk.look("Nome,Cognome\nMara,Neri\nGino,Bianchi\n", "altro.csv")
    assert desk.panel.table.currentIndex().row() == 0
