"""Journeys of whoever has a name that nobody can tell from the list: asked once, answered with one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facilitatore.door.actions import mark_printed
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_persons
from facilitatore.prepare.kit import create_register
from facilitatore.session.register_place import register_path
from tests.ui.door.conftest import Door, add, in_register
from ui.door.field import ASKING, CHOOSING, NAMING, RENAMING, SEARCHING
from ui.door.page import DoorPage

NOBODY = {"written": "info@example.org", "choices": [], "why": "odd_name"}


def badges(door: Door) -> list[tuple[str, str]]:
    """Return the names on the badges of the card, and the words below them."""
    offers = door.page.welcome.name_card.offers
    return [(offer.preview.badge.first_name, offer.words.text()) for offer in offers]


def shown_line(door: Door) -> str:
    """Return what a screen reader says of the first line."""
    return str(door.page.lines.index(0, 0).data())


# -- one key ----------------------------------------------------------------------------------------------------


def test_in_the_list(asked: Door) -> None:
    """The line says both names, what the list wrote, and that the name is to be asked; no badge is shown."""
    asked.type("rosa")
    assert shown_line(asked) == "Anna o Rosa? nell’elenco: ROSA Anna, Caregiver, ? chiedi il nome"
    assert asked.page.welcome.printing.preview.badge is None
    assert asked.page.welcome.printing.who.text() == "Anna o Rosa? Invio lo chiede."


def test_the_question(asked: Door) -> None:
    """Enter lets nobody in: a card says what is written, and shows the badge of each answer with the group on it."""
    asked.type("rosa")
    asked.enter()
    card = asked.page.welcome.name_card
    assert (asked.page.field.mode, asked.guests()) == (ASKING, [])
    assert (card.isVisible(), card.heading.text()) == (True, "Come si chiama?")
    assert "«ROSA Anna»" in card.words.text()
    assert badges(asked) == [
        ("Anna", "Anna · cognome Rosa"),
        ("Rosa", "Rosa · cognome Anna"),
        ("Rosa Anna", "Rosa Anna · nome doppio"),
    ]
    assert {offer.preview.badge.group_label for offer in card.offers} == {"B"}
    assert not asked.page.welcome.printing.isVisible()


@pytest.mark.parametrize(("key", "name", "family"), [(1, "Anna", "Rosa"), (2, "Rosa", "Anna"), (3, "Rosa Anna", "")])
def test_one_key(asked: Door, key: int, name: str, family: str) -> None:
    """A figure lets in with that name, into the group asked for, and the register knows it for the other evenings."""
    asked.type("rosa")
    asked.enter()
    asked.digit(key)
    assert ([guest.badge_name for guest in asked.guests()], asked.group_keys()) == ([name], ["B"])
    assert in_register(asked) == (name, family, False)
    assert (asked.page.field.mode, asked.page.field.text()) == (SEARCHING, "")
    assert not asked.page.welcome.name_card.isVisible()
    assert asked.page.welcome.printing.isVisible()


def test_by_mouse(asked: Door, qtbot: QtBot) -> None:
    """A click on a badge does what its key does."""
    asked.type("rosa")
    asked.enter()
    qtbot.mouseClick(asked.page.welcome.name_card.offers[1], Qt.MouseButton.LeftButton)
    assert [guest.badge_name for guest in asked.guests()] == ["Rosa"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_9, Qt.Key.Key_A])
def test_no_other_key_answers(asked: Door, key: int) -> None:
    """Enter, a letter or a figure that is no answer lets nobody in, and the question stays."""
    asked.type("rosa")
    asked.enter()
    asked.press(key, chr(key) if key < 128 else "\r")
    asked.wait()
    assert (asked.page.field.mode, asked.guests(), in_register(asked)[2]) == (ASKING, [], True)


def test_back(asked: Door) -> None:
    """Esc goes back to the words and the line that was chosen, and nothing is written."""
    facts = asked.bridge.session.fact_count, asked.bridge.register.fact_count
    asked.type("rosa")
    chosen = asked.page.desk.chosen()
    asked.enter()
    asked.press(Qt.Key.Key_Escape)
    assert (asked.page.field.mode, asked.page.field.text(), asked.page.desk.chosen()) == (SEARCHING, "rosa", chosen)
    assert (asked.bridge.session.fact_count, asked.bridge.register.fact_count) == facts


def test_another_name(asked: Door) -> None:
    """F3 has another name written; Enter lets in with it, and the register knows it too."""
    asked.type("rosa")
    asked.enter()
    asked.function(3)
    assert (asked.page.field.mode, asked.page.field.text()) == (NAMING, "")
    assert asked.page.welcome.question.text() == "Nome per l’etichetta di ROSA Anna"
    asked.type("Annina")
    asked.enter()
    assert [guest.badge_name for guest in asked.guests()] == ["Annina"]
    assert in_register(asked) == ("Annina", "Rosa", False)


def test_another_name_is_asked_too(asked: Door) -> None:
    """Two words that may be two names are asked once more; the family name is the word that is left of the list."""
    asked.type("rosa")
    asked.enter()
    asked.function(3)
    asked.type("Rosa Lucia")
    asked.enter()
    asked.digit([name for name, _ in badges(asked)].index("Rosa Lucia") + 1)
    assert [guest.badge_name for guest in asked.guests()] == ["Rosa Lucia"]
    assert in_register(asked) == ("Rosa Lucia", "Anna", False)


def test_another_name_left(asked: Door) -> None:
    """Esc while another name is written goes back to the words one searched with."""
    asked.type("rosa")
    asked.enter()
    asked.function(3)
    asked.type("Anni")
    asked.press(Qt.Key.Key_Escape)
    assert (asked.page.field.mode, asked.page.field.text(), asked.guests()) == (SEARCHING, "rosa", [])


def test_nothing_to_choose_from(door: Door) -> None:
    """Where no name can be read in the list one is written; the register knows it then."""
    add(door, NOBODY)
    door.type("info")
    assert shown_line(door).startswith("info@example.org? nell’elenco: info@example.org")
    door.enter()
    assert door.page.field.mode == NAMING
    door.type("Zoe")
    door.enter()
    assert ([guest.badge_name for guest in door.guests()], in_register(door)) == (["Zoe"], ("Zoe", "", False))


def test_into_another_group(asked: Door) -> None:
    """Alt and a figure, or a drag onto a group, ask for the name too, and keep the group."""
    asked.type("rosa")
    asked.digit(1, alt=True)
    assert (asked.page.field.mode, asked.guests()) == (ASKING, [])
    assert {offer.preview.badge.group_label for offer in asked.page.welcome.name_card.offers} == {"A"}
    asked.digit(2)
    assert ([guest.badge_name for guest in asked.guests()], asked.group_keys()) == (["Rosa"], ["A"])


def test_a_badge_of_somebody_else_meanwhile(asked: Door) -> None:
    """A badge that is read while the name is asked answers nothing, and is said."""
    guest = asked.arrive("khad")
    asked.type("rosa")
    asked.enter()
    asked.scan(guest.token)
    assert (asked.page.field.mode, len(asked.guests())) == (ASKING, 1)
    assert "prima finisci qui" in asked.last_said()


# -- undo -------------------------------------------------------------------------------------------------------


def test_undone_and_done_again(asked: Door) -> None:
    """One Ctrl+Z takes back the arrival and the answer, which are one act; one redo does both again."""
    asked.type("rosa")
    asked.enter()
    asked.digit(2)
    asked.undo()
    assert (asked.guests(), in_register(asked)) == ([], ("", "Rosa", True))
    assert asked.last_said() == "Annullato: risposta sul nome e accoglienza"
    asked.bridge.redo()
    assert ([guest.badge_name for guest in asked.guests()], in_register(asked)) == (["Rosa"], ("Rosa", "Anna", False))
    asked.bridge.undo()
    asked.type("rosa")
    assert shown_line(asked).startswith("Anna o Rosa?")


# -- F3 before coming in ----------------------------------------------------------------------------------------


def test_answered_before_coming(asked: Door) -> None:
    """F3 on who is awaited asks the same, writes the answer and lets nobody in; Ctrl+Z asks again."""
    asked.type("rosa")
    asked.function(3)
    assert asked.page.field.mode == ASKING
    asked.digit(1)
    assert (asked.guests(), in_register(asked), asked.page.field.mode) == ([], ("Anna", "Rosa", False), SEARCHING)
    assert asked.last_said().startswith("Anna (cognome tolto: Rosa): resta scritto")
    asked.undo()
    assert in_register(asked)[2]
    asked.type("rosa")
    asked.function(3)
    asked.press(Qt.Key.Key_Escape)
    assert (asked.page.field.mode, asked.page.field.text(), in_register(asked)[2]) == (SEARCHING, "rosa", True)


def test_another_name_before_coming(asked: Door) -> None:
    """F3 twice has another name written for the register."""
    asked.type("rosa")
    asked.function(3)
    asked.function(3)
    assert asked.page.field.mode == RENAMING
    asked.type("Annina")
    asked.enter()
    assert (asked.guests(), in_register(asked)) == ([], ("Annina", "Rosa", False))


# -- who is in no list ------------------------------------------------------------------------------------------


def test_a_walk_in_of_two_readings(door: Door) -> None:
    """Two words that may be first and family name are asked, then the group; what was chosen is on the badge."""
    door.type("Bruno Marco")
    door.function(2)
    assert [name for name, _ in badges(door)] == ["Marco", "Bruno", "Bruno Marco"]
    door.digit(3)
    assert (door.page.field.mode, door.guests()) == (CHOOSING, [])
    assert door.page.welcome.walk_in.heading.text().startswith("Bruno Marco non è in elenco")
    door.digit(1)
    assert ([guest.badge_name for guest in door.guests()], door.group_keys()) == (["Bruno Marco"], ["A"])


def test_a_walk_in_back_and_again(door: Door) -> None:
    """Esc leaves the words to be changed; F3 has them written anew."""
    door.type("Bruno Marco")
    door.function(2)
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text()) == (SEARCHING, "Bruno Marco")
    door.function(2)
    door.function(3)
    assert (door.page.field.mode, door.page.field.selectedText()) == (NAMING, "Bruno Marco")
    door.type("Bruno")
    door.enter()
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Bruno"]


def test_a_family_name_is_left_out_and_said(door: Door) -> None:
    """The badge is shown as it will be stored, with what is left out; F3 says that it was read wrongly."""
    door.type("Mario Rossi")
    printing = door.page.welcome.printing
    door.function(2)
    assert (printing.preview.badge.first_name, printing.left_out.text()) == ("Mario", "cognome tolto: Rossi")
    assert door.page.welcome.walk_in.left_out.text() == "Cognome tolto: Rossi. F3 se non è così."
    door.function(3)
    assert ("Mario Rossi", "Mario Rossi · nome doppio") in badges(door)
    door.digit([name for name, _ in badges(door)].index("Mario Rossi") + 1)
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Mario Rossi"]


def test_shown_letter_by_letter(door: Door) -> None:
    """While a name is written the badge follows; of a name that will be asked there is none yet."""
    door.function(2)
    printing = door.page.welcome.printing
    shown = []
    for letter in "Anna Ferrari":
        door.press(0, letter)
        shown.append(printing.preview.badge.first_name if printing.preview.badge else None)
    assert (shown[3], shown[-1]) == ("Anna", "Anna")
    assert printing.left_out.text() == "cognome tolto: Ferrari · F3 se non è così"
    door.page.field.setText("Bruno Marco")
    assert (printing.preview.badge, printing.who.text()) == (None, "Marco o Bruno? Invio lo chiede.")


@pytest.mark.parametrize("words", ["anna@example.org", "333 1234567", "AUSL"])
def test_no_name_at_all(door: Door, words: str) -> None:
    """An address, a telephone or an office is refused and stays in the field, whichever way it came."""
    door.type(words)
    door.function(2)
    assert (door.page.field.text(), door.guests(), len(door.refused)) == (words, [], 1)
    door.press(Qt.Key.Key_Escape)
    door.arrive("khad")
    door.function(3)
    door.type(words)
    assert "non va su un’etichetta" in door.page.welcome.printing.who.text()
    door.enter()
    assert (door.page.field.mode, door.guests()[0].badge_name, len(door.refused)) == (RENAMING, "Khadija", 2)


def test_refused_words_leave_a_trace_wish_behind(door: Door) -> None:
    """F8 on what is no name is forgotten with it: the next one who comes with F2 is a guest as always."""
    door.type("anna@example.org")
    door.function(8)
    assert len(door.refused) == 1
    door.press(Qt.Key.Key_Escape)
    door.type("Ines")
    door.function(2)
    door.enter()
    assert [guest.badge_name for guest in door.guests()] == ["Ines"]


# -- changing a name --------------------------------------------------------------------------------------------


def test_changed_to_what_may_be_two(door: Door) -> None:
    """F3 with two words asks which; Esc goes back to the words, a key writes the chosen one as it is."""
    door.arrive("khad")
    door.function(3)
    door.type("Bruno Marco")
    door.enter()
    assert door.page.field.mode == ASKING
    door.press(Qt.Key.Key_Escape)
    assert (door.page.field.mode, door.page.field.text()) == (RENAMING, "Bruno Marco")
    door.enter()
    door.digit(3)
    assert [guest.badge_name for guest in door.guests()] == ["Bruno Marco"]
    assert door.last_said() == "Nome cambiato: Bruno Marco."


def test_said_only_when_changed(door: Door) -> None:
    """Words of which only the old name is left change nothing, print nothing anew, and are not called a change."""
    guest = door.arrive("khad")
    mark_printed(door.bridge.session, [guest.id])
    door.page.refresh(None)
    facts = door.bridge.session.fact_count
    door.function(3)
    door.type("Khadija Benali")
    door.enter()
    if door.page.field.mode == ASKING:
        door.digit([name for name, _ in badges(door)].index("Khadija") + 1)
    assert (door.page.field.mode, door.bridge.session.fact_count) == (SEARCHING, facts)
    assert door.last_said() == "Il nome resta Khadija (cognome tolto: Benali): l’etichetta è quella di prima."
    assert door.guests()[0].printed_at is not None


def test_a_changed_name_waits_for_a_badge(door: Door) -> None:
    """Who is renamed after printing waits for a new badge, and that is said with the change."""
    guest = door.arrive("khad")
    mark_printed(door.bridge.session, [guest.id])
    door.page.refresh(None)
    door.function(3)
    door.type("Mario Rossi")
    door.enter()
    assert (door.guests()[0].badge_name, door.guests()[0].printed_at, door.page.printing.waiting()) == (
        "Mario",
        None,
        1,
    )
    assert door.last_said() == (
        "Nome cambiato: Mario (cognome tolto: Rossi). L’etichetta è di nuovo fra quelle da stampare."
    )


# -- several people in one cell ---------------------------------------------------------------------------------


def test_the_other_one_is_still_awaited(door: Door) -> None:
    """Of two people in one cell, one says a name and is in; the other one is still in the list, and asked too."""
    both = [["Anna", "Rossi"], ["Marco", "Rossi"]]
    add(door, {"written": "Anna e Marco Rossi", "choices": both, "why": "several_people"})
    door.type("rossi")
    door.enter()
    door.digit(1)
    door.type("rossi")
    assert shown_line(door).startswith("Marco? nell’elenco: Marco Rossi")
    door.enter()
    door.digit(1)
    assert [guest.badge_name for guest in door.guests()] == ["Anna", "Marco"]


# -- how many, and badges ---------------------------------------------------------------------------------------


def test_how_many_are_to_ask(asked: Door, qtbot: QtBot) -> None:
    """They are counted among the figures, shown at a click, and fewer after each answer."""
    add(asked, NOBODY)
    card = asked.page.figures.to_ask
    assert (card.isVisible(), card.count.text()) == (True, "2")
    qtbot.mouseClick(card.who, Qt.MouseButton.LeftButton)
    assert asked.page.lines.rowCount() == 2
    asked.type("rosa")
    asked.enter()
    asked.digit(1)
    assert card.count.text() == "1"
    asked.type("info")
    asked.enter()
    asked.type("Zoe")
    asked.enter()
    assert not card.isVisible()


def test_badges_wait_and_are_named(asked: Door, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card and the sentence after a PDF say whose badges are not there; after the answer nothing is said."""
    words = "1 etichetta aspetta: il nome è da guardare (ROSA Anna)."
    assert asked.page.welcome.printing.to_ask.text() == words
    asked.page.print_badges()
    assert asked.last_said() == f"Nessuna etichetta da stampare. {words}"
    asked.arrive("khad")
    asked.arrive("khal")
    monkeypatch.setattr(DoorPage, "ask_pdf_path", lambda _page, _proposed: tmp_path / "etichette.pdf")
    asked.page.print_badges()
    qtbot.waitUntil(lambda: not asked.bridge.is_busy)
    assert asked.last_said().startswith("2 etichette in «etichette.pdf»")
    assert asked.last_said().endswith(words)
    asked.type("rosa")
    asked.enter()
    asked.digit(1)
    assert not asked.page.welcome.printing.to_ask.isVisible()


# -- a whole list -----------------------------------------------------------------------------------------------

FIRSTS = ["Giulia", "Paolo", "Francesca", "Giuseppe", "Chiara", "Elena"]
FAMILIES = [
    *("Rossi", "Bianchi", "Ferrari", "Malagoli", "Benassi", "Gualdi", "Montanari", "Rinaldi", "Vezzani", "Righi"),
    *("Bellini", "Cavani", "Barbieri", "Lugli", "Guerzoni", "Colombo", "Russo", "Esposito", "Bruni", "Neri"),
    *("Moretti", "Galli", "Conti"),
]
ASKED = [f"{both} {first}" for both in ("Bruno", "Rosa", "Martino") for first in ("Anna", "Luca", "Marco", "Lucia")]


def test_a_list_of_a_hundred_and_fifty(empty_door: Door, tmp_path: Path) -> None:
    """One column, twelve names in question: as people come each is asked once, with one key, and nobody is lost."""
    door, session = empty_door, empty_door.bridge.session
    certain = [f"{first} {family}" for first in FIRSTS for family in FAMILIES][:138]
    path = tmp_path / "elenco.csv"
    path.write_text("Nome e cognome\n" + "\n".join([*certain, *ASKED]) + "\n", encoding="utf-8")
    register = create_register(session, register_path(session.path))
    import_for_evening(session, register, plan_import(session, register, path))
    door.bridge.adopt_register(register)
    door.page.refresh(None)
    asked = [person for person in read_persons(register) if person.question is not None]
    assert (len(read_persons(register)), len(asked)) == (150, 12)
    for count, person in enumerate(asked, 1):
        door.type(person.question.written)
        door.enter()
        assert door.page.field.mode == ASKING
        door.digit(1)
        assert len(door.guests()) == count
    assert len(read_persons(register)) == 150
    assert door.page.figures.to_ask.isHidden()
    firsts = [person.question.choices[0][0] for person in asked]
    assert sorted(guest.badge_name for guest in door.guests()) == sorted(firsts)
