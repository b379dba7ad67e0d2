"""The preview of a list: what was read, questions answered on one key, every row, columns chosen and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.door.lists.parse.column_choice import MEANINGS
from facilitatore.door.lists.planning import find_list, plan_list
from facilitatore.door.lists.write.importing import setting_of
from facilitatore.door.people import read_persons
from facilitatore.errors import Problem
from facilitatore.session import Change
from ui import theme
from ui.base_page import Page
from ui.bridge import Bridge
from ui.door.lists.import_panel import ImportPanel
from ui.door.lists.importing import ListImport
from ui.door.lists.plan_table import FAMILY_NAME, FIRST_NAME, GROUP, VERDICT, WHY
from ui.settings import read_settings
from ui.theme import apply_theme

LISTS = Path(__file__).parents[3] / "files" / "registrations"
TypeText = Callable[[str], None]
ASKED = """Nominativo;Tel.
Rossi Anna;1
Verdi Luca;2
Neri Sara;3
Bianchi Paolo;4
ROSSI Giulia CGIL;5
VERDI Marco CGIL;6
NERI Elena AUSL;7
"Bianchi, Sara; Neri, Ugo";8
"""
"""Three alike, and one cell with two persons."""


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

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is, each after what the one before made the program do."""
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.panel, key, held)
            self.wait()

    def lines(self) -> list[str]:
        """Return the questions as the list of them shows them."""
        model = self.panel.questions.list.questions
        return [" | ".join(model.index(row, at).data() for at in range(4)) for row in range(model.rowCount())]

    def ways(self) -> list[str]:
        """Return the ways to answer that are offered, with their keys."""
        return [f"{one.way.key} {one.way.words}" for one in self.panel.questions.card.ways]

    def names(self) -> list[str]:
        """Return who is in the register."""
        register = self.bridge.register
        people = read_persons(register) if register is not None else []
        return [f"{person.first_name} {person.family_name}".strip() for person in people]

    def badges(self) -> list[str]:
        """Return what their badges say."""
        register = self.bridge.register
        return [person.badge_name for person in read_persons(register)] if register is not None else []

    def shown(self, column: int) -> list[str]:
        """Return a column of the table."""
        model = self.panel.all.model
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
    """Where nothing is to ask all rows are shown, nothing is written before Enter, and one undo takes it back."""
    desk.look("Nome,Cognome\nAnna,Rossi\nLuca,Verdi\n")
    assert (desk.names(), desk.panel.all.table.isVisible(), desk.lines()) == ([], True, [])
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
    """Each real list is shown with a choice over each column, and every row of it can be looked at."""
    desk.look_at(path)
    found = find_list(path)
    assert set(desk.panel.columns.view.choices) == set(range(found.table.width))
    assert desk.panel.all.model.rowCount() == len(plan_list(setting_of(desk.bridge.session, None), found).rows)


# -- questions --------------------------------------------------------------------------------------------------


def test_one_key_answers_all_alike(desk: Desk) -> None:
    """Rows that are alike are one question; one figure answers all of them, and the next question comes."""
    desk.look(ASKED)
    assert desk.lines() == ["1 | ROSSI Giulia CGIL | nome? | 3", "2 | Bianchi, Sara; Neri, Ugo | quante? | 1"]
    assert desk.ways()[0] == "1 Giulia"
    desk.press(Qt.Key.Key_1)
    assert desk.lines()[0] == "✓ | ROSSI Giulia CGIL | Giulia | 3"
    assert desk.panel.questions.card.place.text() == "Domanda 2 di 2"
    assert desk.panel.import_button.text() == "Importa 8 persone"


def test_one_row_alone_is_answered(desk: Desk) -> None:
    """After T the answer is for this row only, and the others that are alike are asked again."""
    desk.look(ASKED)
    desk.press(Qt.Key.Key_T, Qt.Key.Key_1)
    assert desk.lines()[:2] == ["✓ | ROSSI Giulia CGIL | Giulia | 1", "2 | VERDI Marco CGIL | nome? | 2"]
    assert desk.panel.questions.card.place.text() == "Domanda 2 di 3"
    desk.press(Qt.Key.Key_1)
    assert desk.lines()[0] == "✓ | ROSSI Giulia CGIL | Giulia | 3"


def test_the_badge_of_an_answer_is_seen(desk: Desk) -> None:
    """Beside the question stands the badge as it will be printed, and the names on those of the rows alike."""
    desk.look(ASKED)
    side = desk.panel.questions.side
    badge = side.preview.badge
    assert badge is not None
    assert (badge.first_name, side.names()) == ("Giulia", ["Marco", "Elena"])


def test_several_persons_in_one_cell(desk: Desk) -> None:
    """S makes a person of each name."""
    desk.look(ASKED)
    desk.press(Qt.Key.Key_Down)
    assert desk.ways() == ["S Sì, Sara e Ugo", "N No, una sola"]
    desk.press(Qt.Key.Key_S)
    assert desk.panel.import_button.text() == "Importa 9 persone"
    assert desk.lines()[1] == "✓ | Bianchi, Sara; Neri, Ugo | Sara e Ugo | 1"


def test_a_name_is_typed_as_an_answer(desk: Desk, type_text: TypeText) -> None:
    """The last figure opens a field; Enter takes the name, imports nothing, and what was read for a family name stays."""
    desk.look(ASKED)
    desk.press(Qt.Key(Qt.Key.Key_0 + len(desk.ways())))
    type_text("Giuliana")
    badge = desk.panel.questions.side.preview.badge
    assert badge is not None
    assert badge.first_name == "Giuliana"
    desk.press(Qt.Key.Key_Return)
    assert (desk.lines()[0], desk.ends) == ("✓ | ROSSI Giulia CGIL | Giuliana | 1", [])
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "Giuliana Rossi" in desk.names()


def test_no_address_is_typed_for_a_name(desk: Desk, type_text: TypeText) -> None:
    """What cannot stand on a badge is not taken for one: it is said, and Esc goes back to the question."""
    desk.look(ASKED)
    desk.press(Qt.Key(Qt.Key.Key_0 + len(desk.ways())))
    type_text("giulia@cgil.it")
    desk.press(Qt.Key.Key_Return)
    assert desk.panel.questions.card.taken.text().startswith("Qui non c’è un nome")
    desk.press(Qt.Key.Key_Escape)
    assert (desk.lines()[0], desk.ends) == ("1 | ROSSI Giulia CGIL | nome? | 3", [])


def test_one_person_or_two(desk: Desk) -> None:
    """Two names that are nearly one are asked about: 1 joins them, 2 keeps them apart."""
    desk.look("Nome,Cognome\nGian Paolo,Dall'Olio\nGiampaolo,Dallolio\n")
    assert desk.ways() == ["1 Una", "2 Due"]
    desk.press(Qt.Key.Key_1)
    assert desk.panel.import_button.text() == "Importa 1 persona"
    desk.press(Qt.Key.Key_2)
    assert desk.panel.import_button.text() == "Importa 2 persone"
    assert desk.lines() == ["✓ | Giampaolo Dallolio | due persone | 1"]


def test_who_is_set_apart(desk: Desk) -> None:
    """Those that the list sets apart with a word stay out, unless N lets them in."""
    desk.look("Nome,Cognome,Stato\nAnna,Rossi,\nLuca,Verdi,Annullata\nMara,Neri,Annullata\n")
    assert desk.panel.import_button.text() == "Importa 1 persona"
    assert desk.ways() == ["S Sì, da parte", "N No, falle entrare"]
    desk.press(Qt.Key.Key_N)
    assert desk.panel.import_button.text() == "Importa 3 persone"
    desk.press(Qt.Key.Key_S)
    assert desk.panel.import_button.text() == "Importa 1 persona"


def test_a_question_is_left_to_the_door(desk: Desk) -> None:
    """D goes on without an answer; who is imported so has no badge yet, and that is said before."""
    desk.look(ASKED)
    desk.press(Qt.Key.Key_D)
    assert desk.panel.questions.card.place.text() == "Domanda 2 di 2"
    assert desk.lines()[0] == "1 | ROSSI Giulia CGIL | alla porta | 3"
    desk.press(Qt.Key.Key_S)
    assert desk.panel.note.text().startswith("3 restano in domanda: entrano come sono scritte")
    desk.press(Qt.Key.Key_Return)
    assert desk.badges().count("") == 3


def test_enter_on_a_question_does_not_import(desk: Desk) -> None:
    """While a question is open Enter only goes to the button; Ctrl+Enter imports at once."""
    desk.look(ASKED)
    desk.press(Qt.Key.Key_Return)
    assert (desk.names(), desk.panel.import_button.hasFocus()) == ([], True)
    desk.press(Qt.Key.Key_Up)
    assert not desk.panel.import_button.hasFocus()
    desk.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert len(desk.names()) == 8


def test_an_answer_is_taken_back(desk: Desk) -> None:
    """Ctrl+Z takes back the last answer, and nothing that was done before the list was opened."""
    desk.look(ASKED)
    before = desk.lines()
    desk.press(Qt.Key.Key_1)
    assert desk.lines() != before
    desk.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert (desk.lines(), desk.panel.questions.list.line) == (before, 0), "it is asked again"


def test_an_answer_may_bring_up_a_question(desk: Desk) -> None:
    """Who is called as somebody else is, now that it is said how, is asked about before Enter imports."""
    desk.look("Nominativo;Tel.\nDall'Olio Gian Paolo;1\nRossi Anna;2\nVerdi Luca;3\nDallolio Giampaolo CGIL;4\n")
    assert len(desk.lines()) == 1
    desk.press(Qt.Key.Key_1)
    assert desk.lines()[1] == "2 | Giampaolo Dallolio | una o due? | 1"
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == []
    desk.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert len(desk.names()) == 3


def test_enter_right_after_an_answer(desk: Desk) -> None:
    """Ctrl+Enter pressed before the new plan is there imports what was just answered."""
    desk.look(ASKED)
    desk.qtbot.keyClick(desk.panel.questions.list, Qt.Key.Key_1)
    desk.qtbot.keyClick(desk.panel.questions.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: bool(desk.ends))
    assert desk.badges().count("") == 1


def test_many_questions_are_one_model(desk: Desk) -> None:
    """However many questions there are, the widgets are those of one; the arrow goes through them."""
    families = ["".join(parts).capitalize() for parts in product(("ba", "ce", "di", "fo", "gu", "lo"), repeat=3)]
    rows = [f'"{family}, Sara; {family}, Ugo";{number}\n' for number, family in enumerate(families)]
    desk.look("Nominativo;Tel.\n" + "".join(rows[:2]))
    few = len(desk.panel.questions.findChildren(QWidget))
    desk.look("Nominativo;Tel.\n" + "".join(rows), "molti.csv")
    assert len(desk.lines()) >= len(families)
    assert len(desk.panel.questions.findChildren(QWidget)) < few + 20


def test_a_word_without_end_widens_nothing(desk: Desk) -> None:
    """A cell, or a file, that is one word of two hundred letters leaves the panel as wide as the window."""
    desk.look(f"Nominativo;Tel.\nRossi Anna;1\nVerdi {'Ax' * 90} CGIL;2\n", f"{'elenco' * 30}.csv")
    assert len(desk.lines()) == 1
    assert desk.panel.minimumSizeHint().width() < 1100


def test_all_rows_and_back(desk: Desk) -> None:
    """G shows every row, and again the questions; Esc there goes back too, and does not leave."""
    desk.look(ASKED)
    for key in (Qt.Key.Key_G, Qt.Key.Key_Escape):
        desk.press(Qt.Key.Key_G)
        assert desk.panel.all.table.isVisible()
        desk.press(key)
        assert (desk.panel.questions.isVisible(), desk.ends) == (True, [])


# -- every row --------------------------------------------------------------------------------------------------


def test_a_name_is_put_right(desk: Desk, type_text: TypeText) -> None:
    """F2 edits the name in its place; Enter takes it and imports nothing yet."""
    desk.look("Nome,Cognome\nAna,Bondi\n")
    desk.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_text("Nicolò")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.shown(FIRST_NAME) == ["Nicolò"])
    assert (desk.names(), desk.ends) == ([], [])
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Nicolò Bondi"]


def test_what_is_no_name_is_not_taken_in_the_table(desk: Desk, type_text: TypeText) -> None:
    """An address typed over a name leaves the name, and that is said."""
    desk.look("Nome,Cognome\nAnna,Bondi\n")
    desk.press(Qt.Key.Key_F2)
    type_text("anna@bondi.it")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not desk.panel.all.table.is_editing())
    assert desk.shown(FIRST_NAME) == ["Anna"]
    assert desk.panel.all.hint.text() == "«anna@bondi.it» non può stare su un’etichetta: il nome resta com’era."


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_field_of_a_name_shows_its_letters(desk: Desk, scale: float, themed_app: QApplication) -> None:
    """The editor has room for whole letters and for a name longer than the one it had."""
    apply_theme(themed_app, dark=False, text_scale=scale)
    desk.look("Nome,Cognome\nIda,Po\n")
    desk.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    inside = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, QStyleOptionFrame(), editor)
    metrics = editor.fontMetrics()
    assert editor.contentsRect().height() >= metrics.height() or inside.height() >= metrics.height()
    assert editor.width() > metrics.horizontalAdvance("Maria Annunziata")
    desk.press(Qt.Key.Key_Escape)
    apply_theme(themed_app, dark=False)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_name_can_be_read(desk: Desk, scale: float, themed_app: QApplication) -> None:
    """No name of the table is cut, however long the reasons beside it are."""
    apply_theme(themed_app, dark=False, text_scale=scale)
    desk.look_at(LISTS / "6_segreteria_excel.csv")
    table, metrics = desk.panel.all.table, QFontMetrics(theme.type_font("strong"))
    for column in (FIRST_NAME, FAMILY_NAME):
        widest = max(map(metrics.horizontalAdvance, desk.shown(column)))
        assert table.columnWidth(column) >= widest + 2 * 8
    apply_theme(themed_app, dark=False)


def test_filters(desk: Desk) -> None:
    """The rows of one verdict can be shown alone, with their number; all of them are one choice away."""
    desk.look_at(LISTS / "6_segreteria_excel.csv")
    desk.press(Qt.Key.Key_G) if desk.lines() else None
    kinds = desk.panel.all.kinds
    for place in range(kinds.count()):
        kinds.setCurrentIndex(place)
        kinds.activated.emit(place)
        kind, count = kinds.itemData(place), desk.panel.all.model.rowCount()
        assert kinds.itemText(place).endswith(f": {count}")
        assert not kind or len(set(desk.shown(VERDICT))) == 1
    assert kinds.count() > 2


def test_enter_in_a_choice_does_not_import(desk: Desk) -> None:
    """Enter after choosing which rows to see goes back to them."""
    desk.look("Nome,Cognome\nAnna,Rossi\n")
    desk.panel.all.kinds.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert (desk.names(), desk.panel.all.table.hasFocus()) == ([], True)


def test_a_plan_is_shown_as_it_was_made(desk: Desk) -> None:
    """The table says what the core said, row by row."""
    path = LISTS / "1_google_fogli_risposte.csv"
    desk.look_at(path)
    plan = plan_list(setting_of(desk.bridge.session, None), find_list(path))
    assert desk.shown(WHY) == [verdict.words() for verdict in plan.rows]


def test_typing_goes_on_while_a_plan_is_made(desk: Desk, type_text: TypeText) -> None:
    """A plan that comes while a name is being typed waits for it, and both hold."""
    desk.look("Nome,Cognome,Note\nAnna,Rossi,a\nLuca,Verdi,b\n")
    desk.panel.columns.view.choices[2].activated.emit(MEANINGS.index("note"))
    desk.panel.all.table.setFocus()
    desk.qtbot.keyClick(desk.panel.all.table, Qt.Key.Key_F2)
    type_text("Nan")
    desk.wait()
    assert desk.panel.all.table.is_editing()
    type_text("na")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.shown(FIRST_NAME) == ["Nanna", "Luca"])
    assert "mai nella serata" in desk.panel.facts.unread.text()


def test_a_name_left_alone_shows_the_plan_that_waited(desk: Desk) -> None:
    """Esc in a name shows what came meanwhile."""
    desk.look("Nome,Cognome,Note\nAnna,Rossi,a\nLuca,Verdi,b\n")
    desk.panel.columns.view.choices[2].activated.emit(MEANINGS.index("note"))
    desk.panel.all.table.setFocus()
    desk.qtbot.keyClick(desk.panel.all.table, Qt.Key.Key_F2)
    desk.wait()
    assert "mai nella serata" not in desk.panel.facts.unread.text()
    desk.press(Qt.Key.Key_Escape)
    assert "mai nella serata" in desk.panel.facts.unread.text()


# -- what was read ----------------------------------------------------------------------------------------------


def test_the_facts_are_said(desk: Desk) -> None:
    """How many rows, how many persons, which columns, and what is left out, before anything is imported."""
    desk.look("N°,Nome,Cognome,Note\n1,Anna,Rossi,in carrozzina\n2,,,\n3,Luca,Verdi,\n")
    facts = desk.panel.facts
    assert facts.rows.heading.text() == "3 righe lette"
    assert facts.row_facts.text() == "2 con persone · 1 senza nome"
    assert facts.persons.heading.text() == "2 persone"
    assert facts.columns.heading.text() == "4 colonne: 2 lette, 2 no"
    assert facts.columns_left.text() == "Non lette: N° · Note"
    assert facts.unread.text() == "Note: testo libero, può contenere dati sulla salute"


def test_nobody_comes_this_evening(desk: Desk) -> None:
    """A list of people of another evening is told before it is imported."""
    desk.look("Nome,Cognome,08-gen,15-gen\nAnna,Rossi,,X\nLuca,Verdi,,X\n")
    assert desk.panel.warning.text() == "2 persone, nessuna per questa serata."
    desk.look("Nome,Cognome,08-gen,15-gen\nAnna,Rossi,X,X\n", "altro.csv")
    assert not desk.panel.warning.isVisible()


def test_imported_for_another_evening(desk: Desk) -> None:
    """Who is in the list for another evening only is counted apart, or people would seem to be missing."""
    desk.look("Nome,Cognome,08-gen,15-gen\nAnna,Rossi,X,\nLuca,Verdi,,X\nMara,Neri,X,X\n")
    desk.press(Qt.Key.Key_Return)
    assert desk.ends == ["3 persone importate nel registro, 2 per questa serata."]


def test_a_column_is_changed(desk: Desk) -> None:
    """Choosing what a column is plans the list again at once, and is remembered for the same headings."""
    desk.look("Aaa,Bbb\nQwertz,Zorbas\nAsdf,Uiop\n")
    assert desk.panel.columns.warning.text() == "Non trovo la colonna dei nomi: scegli qui sotto qual è."
    assert not desk.panel.import_button.isEnabled()
    for column, meaning in ((0, "family_name"), (1, "first_name")):
        desk.panel.columns.view.choices[column].activated.emit(MEANINGS.index(meaning))
        desk.wait()
    assert desk.panel.all.model.rowCount() == 2
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert desk.names() == ["Uiop Asdf", "Zorbas Qwertz"]
    assert "Qwertz" not in str(read_settings())
    desk.look("Aaa,Bbb\nNuovo,Altro\n", "poi.csv")
    assert desk.shown(FIRST_NAME) == ["Altro"]


def test_columns_are_opened_and_closed(desk: Desk) -> None:
    """«Cambia…» opens the columns over the rows; Esc closes them, and does not leave."""
    desk.look(ASKED)
    desk.panel.facts.change.click()
    assert (desk.panel.columns.isVisible(), desk.panel.all.table.isVisible()) == (True, True)
    desk.press(Qt.Key.Key_Escape)
    assert (desk.panel.columns.isVisible(), desk.panel.questions.isVisible(), desk.ends) == (False, True, [])


def test_free_text_says_why(desk: Desk) -> None:
    """Notes stay out with a word on why; chosen, they go to the register with another."""
    desk.look("Nome,Cognome,Note\nAnna,Rossi,in carrozzina\n")
    assert "dati sulla salute" in desk.panel.facts.unread.text()
    desk.panel.columns.view.choices[2].activated.emit(MEANINGS.index("note"))
    desk.wait()
    assert "mai nella serata" in desk.panel.facts.unread.text()
    desk.panel.setFocus()
    desk.press(Qt.Key.Key_Return)
    register = desk.bridge.register
    assert register is not None
    assert [thing.text("note") for thing in register.things("person")] == ["in carrozzina"]
    assert b"carrozzina" not in desk.bridge.session.path.read_bytes()


def test_tax_codes_cannot_be_chosen(desk: Desk) -> None:
    """Their column has no choice, and what is in it is not shown."""
    desk.look("Nome,Cognome,CF\nAnna,Rossi,RSSNNA80A41F257K\n")
    assert set(desk.panel.columns.view.choices) == {0, 1}


def test_swap_all(desk: Desk) -> None:
    """One button turns the whole list round."""
    desk.look("Nome,Cognome\nZorbas,Xanto\nUiop,Asdf\n")
    desk.panel.facts.change.click()
    desk.panel.columns.swap_all.click()
    desk.wait()
    assert desk.shown(FIRST_NAME) == ["Xanto", "Asdf"]


def test_the_row_of_headings_is_changed(desk: Desk) -> None:
    """Another row of headings plans the list again; the Enter after its number does not import."""
    desk.look("Nome;Cognome;x\nEnte;Telefono;Nominativo\nAuser;333;Anna Rossi\n")
    desk.panel.facts.change.click()
    assert desk.panel.columns.header_row.value() == 1
    desk.panel.columns.header_row.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    assert (desk.shown(FIRST_NAME), desk.names()) == (["Anna"], [])
    assert desk.panel.columns.view.choices[2].accessibleName() == "Colonna «Nominativo»"


def test_headings_in_the_last_row(desk: Desk) -> None:
    """A list with nobody under its headings shows nobody, and can be put right."""
    desk.look("Nome;Cognome\nAnna;Rossi\n")
    desk.panel.columns.header_row.setValue(2)
    desk.wait()
    assert not desk.panel.import_button.isEnabled()
    desk.panel.columns.header_row.setValue(1)
    desk.wait()
    assert desk.panel.import_button.text() == "Importa 1 persona"


def test_sheets_can_be_chosen(desk: Desk) -> None:
    """A workbook of one sheet asks nothing."""
    desk.look_at(LISTS / "6_segreteria_excel.xls")
    desk.panel.facts.change.click()
    assert desk.panel.columns.isVisible()
    assert not desk.panel.columns.sheet.isVisible()


# -- around it --------------------------------------------------------------------------------------------------


def test_a_bad_list_is_refused(desk: Desk) -> None:
    """It is said why, and nothing is shown."""
    desk.look("")
    desk.qtbot.waitUntil(lambda: bool(desk.refused))
    assert desk.panel.all.model.rowCount() == 0


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
    """What was answered about a list, or passed over, is not known of the next one, which begins at its first row."""
    desk.look(ASKED)
    desk.press(Qt.Key.Key_1, Qt.Key.Key_D)
    desk.look(ASKED, "altro.csv")
    assert desk.lines()[0] == "1 | ROSSI Giulia CGIL | nome? | 3"
    assert (desk.panel.questions.list.line, desk.panel.all.table.line) == (0, 0)


def test_every_control_has_a_name(desk: Desk) -> None:
    """What a screen reader would say of choices, buttons, answers and lines."""
    desk.look(ASKED)
    panel = desk.panel
    controls = [*panel.columns.view.choices.values(), panel.all.kinds, panel.all.table, panel.questions.list]
    assert all(control.accessibleName() for control in [*controls, *panel.questions.card.ways])
    line = panel.questions.list.questions.index(0, 1)
    assert line.data(Qt.ItemDataRole.AccessibleTextRole) == "ROSSI Giulia CGIL, nome?, 3 righe"
    assert panel.columns.view.choices[0].accessibleName() == "Colonna «Nominativo»"


def test_a_group_that_nobody_has(desk: Desk) -> None:
    """A word that is no group is asked once; the register takes the answer for all who wrote it, and for lists to come."""
    desk.look("Nome,Cognome,Gruppo\nAnna,Rossi,Casa di comunità\nLuca,Verdi,Casa di comunità\n")
    assert desk.lines() == ["1 | «Casa di comunità» | gruppo? | 2"]
    desk.press(Qt.Key.Key_2)
    assert desk.lines() == ["✓ | «Casa di comunità» | gruppo B | 2"]
    desk.press(Qt.Key.Key_Return)
    assert desk.names() == ["Anna Rossi", "Luca Verdi"]
    desk.look("Nome,Cognome,Gruppo\nMara,Neri,Casa di comunità\n", "poi.csv")
    assert desk.lines() == []
    assert desk.shown(GROUP)[0].startswith("B · ")


def test_a_column_of_names_that_nobody_reads(desk: Desk) -> None:
    """It is named before the import, with how many cells it has, and no more once somebody says what it is."""
    desk.look("Nome,Cognome,Referente\nAnna,Rossi,Maria Bianchi\nLuca,Verdi,Sara Gallo\n")
    assert desk.panel.facts.unread.text() == "Ci sono nomi che nessuno legge: Referente (2)"
    desk.panel.columns.view.choices[2].activated.emit(MEANINGS.index("note"))
    desk.wait()
    assert "Referente (2)" not in desk.panel.facts.unread.text()
