"""Each part of the register's panel by itself: what it says and asks for, and that all of it stands where it is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.errors import Damaged, DiskFailed, FileLocked, FileProblem, NeedsPassphrase, WrongPassphrase
from facilitatore.session import FileKind
from facilitatore.session.rescue.copies import Copy
from ui.dates import today_here
from ui.door.register.closed import ClosedPanel
from ui.door.register.copies import Copies
from ui.door.register.cycle_key import CycleKey
from ui.door.register.everybody import Destroying, Everybody
from ui.door.register.one_person import OnePerson
from ui.door.register.panel import RegisterPanel, RegisterView
from ui.door.register.passphrase import Passphrase
from ui.door.register.section import Certain, Section
from ui.widgets import TextLabel

Part = TypeVar("Part", bound=QWidget)
PHRASE = "quattro gatti sul tetto"
PATH = Path("x.registro")


@pytest.fixture
def shown(qtbot: QtBot, themed_app: QApplication) -> Callable[[Part], Part]:
    """Show a part alone, as wide as the page."""

    def show(part: Part) -> Part:
        qtbot.addWidget(part)
        part.resize(1198, 704)
        part.show()
        part.activateWindow()
        QApplication.processEvents()
        return part

    return show


def press(key: Qt.Key, text: str = "") -> None:
    """Press a key where the focus is."""
    QApplication.sendEvent(
        QApplication.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    )


def told_by(signal: Any) -> list[tuple[object, ...]]:
    """Return a list into which comes what a signal says."""
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *words: said.append(words))
    return said


@pytest.mark.parametrize(
    "make", [RegisterPanel, ClosedPanel, CycleKey, Everybody, Destroying, OnePerson, Passphrase, Certain]
)
def test_whatever_a_part_has_to_show_stands_inside_it(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    """A field or a sentence that nobody put in its place is never seen."""
    part = make()
    qtbot.addWidget(part)
    held = {name: one for name, one in vars(part).items() if isinstance(one, QWidget)}
    assert len(held) > 1
    assert [name for name, one in held.items() if not part.isAncestorOf(one)] == []


def test_a_closed_section_shows_its_button_and_an_open_one_its_fields(shown: Callable[[Section], Section]) -> None:
    """Never both; a second closing does nothing."""
    section = shown(Section("Titolo", "parole", "Apri…"))
    opened = told_by(section.opened)
    assert (section.open_button.isVisible(), section.part.isVisible()) == (True, False)
    section.open_button.click()
    assert (section.open_button.isVisible(), section.part.isVisible(), len(opened)) == (False, True, 1)
    assert section.close_part()
    assert (section.open_button.isVisible(), section.part.isVisible()) == (True, False)
    assert not section.close_part()


def make_everybody() -> Everybody:
    """Return the section of everybody, of whom two would go."""
    everybody = Everybody()
    everybody.show_counts("i nomi di 2 presenti", None, date(2018, 1, 8))
    return everybody


@pytest.mark.parametrize("make", [make_everybody, Destroying, Passphrase])
def test_leaving_a_section_goes_back_to_its_button(
    shown: Callable[[Section], Section], make: Callable[[], Section]
) -> None:
    """«Lascia stare» closes it, and Enter would open it again."""
    section = shown(make())
    section.open_button.click()
    owner = section.certain if isinstance(section, Everybody) else section
    owner.no_button.click()
    assert not section.part.isVisible()
    assert section.open_button.hasFocus()


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Nessun giorno è scelto in Prepara: qui lo fai quando serve."),
        (date(2018, 4, 7), "Il loro giorno è passato: quando tutti i file sono uniti, è ora di farlo."),
        (date(2018, 4, 8), "Il promemoria arriva da sé dopo l’8 aprile 2018; qui lo fai prima."),
    ],
)
def test_it_is_said_when_everybody_is_forgotten(
    shown: Callable[[Everybody], Everybody], until: date | None, words: str
) -> None:
    """On the last day itself they may still be kept."""
    everybody = shown(Everybody())
    everybody.show_counts("i nomi di 2 presenti", until, date(2018, 4, 8))
    assert everybody.words.text() == words
    assert everybody.open_button.isEnabled()
    everybody.show_counts("", until, date(2018, 4, 8))
    assert not everybody.open_button.isEnabled()
    assert everybody.words.text() == "Qui non c’è nessuno da dimenticare."


def test_the_question_about_everybody_says_what_goes(shown: Callable[[Everybody], Everybody]) -> None:
    """Also to whom it is read aloud, on the harmless answer; nothing goes before the other one."""
    everybody = shown(make_everybody())
    wanted = told_by(everybody.forget_wanted)
    everybody.open_button.click()
    certain = everybody.certain
    assert certain.heading.text() == "Dimenticare tutti?"
    assert "i nomi di 2 presenti" in certain.words.text()
    assert certain.no_button.accessibleDescription() == certain.words.text()
    assert certain.no_button.hasFocus()
    assert certain.yes_button.text() == "Dimentica tutti"
    assert wanted == []
    certain.yes_button.click()
    assert wanted == [()]


def test_what_goes_with_the_register_and_what_stays_is_said(shown: Callable[[Destroying], Destroying]) -> None:
    """In one, and in many; an empty register is called so. It is read aloud with the field."""
    destroying = shown(Destroying())
    destroying.show_counts("", 1)
    assert "Sparisce: il registro vuoto;" in destroying.goes.text()
    assert "Resta: 1 presente di questa serata," in destroying.stays.text()
    destroying.show_counts("cognome e recapiti di 1 persona", 2)
    assert "Sparisce: cognome e recapiti di 1 persona;" in destroying.goes.text()
    assert "Resta: 2 presenti di questa serata," in destroying.stays.text()
    destroying.open_button.click()
    assert destroying.field.hasFocus()
    assert destroying.field.accessibleDescription() == f"{destroying.goes.text()} {destroying.stays.text()}"


def test_nothing_is_destroyed_without_the_word(shown: Callable[[Destroying], Destroying]) -> None:
    """Neither by Enter; with it, by Enter or by the button."""
    destroying = shown(Destroying())
    wanted = told_by(destroying.destroy_wanted)
    destroying.open_button.click()
    assert not destroying.yes_button.isEnabled()
    press(Qt.Key.Key_Return, "\r")
    assert wanted == []
    destroying.field.setText(" DISTRUGGI ")
    assert destroying.yes_button.isEnabled()
    destroying.yes_button.click()
    assert wanted == [()]
    press(Qt.Key.Key_Return, "\r")
    assert wanted == [()] * 2
    destroying.close_part()
    assert destroying.field.text() == ""
    assert not destroying.yes_button.isEnabled()


# -- the key ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("has_key", "is_empty", "words", "button"),
    [
        (True, False, "dà alla stessa persona lo stesso codice", "Mostra la chiave…"),
        (True, True, "dà alla stessa persona lo stesso codice", "Mostra la chiave…"),
        (False, True, "prima di importare l’elenco.", "Fai una chiave…"),
        (False, False, "copia questo registro", ""),
    ],
)
def test_there_is_a_way_to_a_key_only_where_it_can_be(
    shown: Callable[[CycleKey], CycleKey], *, has_key: bool, is_empty: bool, words: str, button: str
) -> None:
    """Another one is taken only where there is none; without people, or with the key that is there."""
    key = shown(CycleKey())
    key.show_state(has_key=has_key, is_empty=is_empty)
    assert words in key.words.text()
    assert key.buttons.isVisible() == bool(button)
    assert key.take_button.isVisibleTo(key.buttons) == (not has_key)
    if button:
        assert key.open_button.text() == button
        key.open_button.click()
        key.show_state(has_key=True, is_empty=is_empty)
        assert not key.buttons.isVisible()


def test_a_key_is_read_letter_by_letter_and_gone_when_it_is_hidden(shown: Callable[[CycleKey], CycleKey]) -> None:
    """Neither the eye nor a reader finds it afterwards; the advice stands beside it."""
    key = shown(CycleKey())
    wanted, printing = told_by(key.key_wanted), told_by(key.print_wanted)
    key.open_button.click()
    assert key.hide_button.hasFocus()
    assert [one.isVisible() for one in (key.key, key.advice, key.shown, key.row, key.taking)] == [True] * 3 + [
        False
    ] * 2
    key.show_key("AB CD")
    key.print_button.click()
    assert (key.key.text(), key.key.accessibleName()) == ("AB CD", "A B   C D")
    assert (len(wanted), len(printing)) == (1, 1)
    key.hide_button.click()
    assert (key.key.text(), key.key.accessibleName()) == ("", "")
    assert not key.key.isVisible()
    assert key.open_button.hasFocus()


def test_a_key_is_taken_once_letters_are_typed(shown: Callable[[CycleKey], CycleKey]) -> None:
    """Blanks are none; what was said of the letters before goes with the first that is changed."""
    key = shown(CycleKey())
    taken = told_by(key.take_wanted)
    key.take_button.click()
    assert key.field.hasFocus()
    assert not key.yes_button.isEnabled()
    assert [one.isVisible() for one in (key.key, key.advice, key.shown, key.row, key.taking)] == [False] * 3 + [
        True
    ] * 2
    key.field.setText("  ")
    assert not key.yes_button.isEnabled()
    press(Qt.Key.Key_Return, "\r")
    assert taken == []
    key.row.set_hint("sbagliata", "error")
    key.field.setText("AB CD")
    assert key.row.hint.text() == ""
    press(Qt.Key.Key_Return, "\r")
    key.yes_button.click()
    assert taken == [("AB CD",)] * 2
    key.no_button.click()
    assert not key.row.isVisible()
    assert key.open_button.hasFocus()
    key.take_button.click()
    assert key.field.text() == ""
    assert not key.yes_button.isEnabled()


# -- the passphrase -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("available", "has_one", "words", "button"),
    [
        (False, False, "manca la parte", ""),
        (True, True, "si apre solo con la frase", "Cambia la frase…"),
        (True, False, "Senza frase, chi prende il portatile legge", "Metti una frase…"),
    ],
)
def test_it_is_said_whether_there_is_a_phrase(
    shown: Callable[[Passphrase], Passphrase], *, available: bool, has_one: bool, words: str, button: str
) -> None:
    """And offered what can be done with it; the buttons stay away while the fields are open."""
    passphrase = shown(Passphrase())
    passphrase.show_state(available=available, has_one=has_one)
    assert words in passphrase.words.text()
    assert passphrase.buttons.isVisible() == available
    assert passphrase.remove_button.isVisible() == has_one
    if button:
        assert passphrase.open_button.text() == button
        passphrase.open_button.click()
        passphrase.show_state(available=True, has_one=has_one)
        assert not passphrase.buttons.isVisible()


def seen(passphrase: Passphrase) -> list[bool]:
    """Return whether the three fields and the warning are seen."""
    parts = (passphrase.old_row, passphrase.new_row, passphrase.again_row, passphrase.warning)
    return [one.isVisible() for one in parts]


def test_a_first_phrase_is_typed_twice(shown: Callable[[Passphrase], Passphrase]) -> None:
    """Nothing is asked of one that is not there; Enter goes on, and from the last field does it."""
    passphrase = shown(Passphrase())
    wanted = told_by(passphrase.passphrase_wanted)
    passphrase.open_button.click()
    assert seen(passphrase) == [False, True, True, True]
    assert passphrase.yes_button.text() == "Metti la frase"
    assert not passphrase.yes_button.isEnabled()
    assert passphrase.new.hasFocus()
    passphrase.new.setText(PHRASE)
    assert not passphrase.yes_button.isEnabled()
    press(Qt.Key.Key_Return, "\r")
    assert passphrase.again.hasFocus()
    passphrase.again.setText(PHRASE[:-1])
    assert not passphrase.yes_button.isEnabled()
    assert passphrase.again_row.hint.text() == ""  # it may still become the same
    passphrase.again.setText(PHRASE)
    assert wanted == []
    press(Qt.Key.Key_Return, "\r")
    assert wanted == [("", PHRASE)]


def test_a_phrase_is_changed_by_who_knows_it(shown: Callable[[Passphrase], Passphrase]) -> None:
    """The old one is asked for first, and nothing goes on without it."""
    passphrase = shown(Passphrase())
    passphrase.show_state(available=True, has_one=True)
    wanted = told_by(passphrase.passphrase_wanted)
    passphrase.open_button.click()
    assert seen(passphrase) == [True] * 4
    assert passphrase.old.hasFocus()
    passphrase.new.setText(PHRASE)
    passphrase.again.setText(PHRASE)
    assert not passphrase.yes_button.isEnabled()
    passphrase.old.setText("quella di prima")
    passphrase.yes_button.click()
    assert wanted == [("quella di prima", PHRASE)]
    passphrase.again.setText("")
    assert not passphrase.yes_button.isEnabled()
    assert passphrase.again_row.hint.text() == ""


def test_a_phrase_is_removed_by_who_knows_it(shown: Callable[[Passphrase], Passphrase]) -> None:
    """Only the old one is asked for, and what was typed elsewhere does not become a new one."""
    passphrase = shown(Passphrase())
    passphrase.show_state(available=True, has_one=True)
    wanted = told_by(passphrase.passphrase_wanted)
    passphrase.remove_button.click()
    assert seen(passphrase) == [True, False, False, False]
    assert passphrase.yes_button.text() == "Togli la frase"
    assert not passphrase.yes_button.isEnabled()
    passphrase.new.setText("qualcosa")
    passphrase.old.setText(PHRASE)
    press(Qt.Key.Key_Return, "\r")
    assert wanted == [(PHRASE, "")]


def test_why_a_phrase_does_not_do_stands_under_its_field_until_it_is_changed(
    shown: Callable[[Passphrase], Passphrase],
) -> None:
    """It is chosen, to be typed over; then the advice is there again."""
    passphrase = shown(Passphrase())
    passphrase.show_state(available=True, has_one=True)
    passphrase.open_button.click()
    advice = passphrase.new_row.hint.text()
    assert "dodici caratteri" in advice
    for refuse, row, line in (
        (passphrase.refuse, passphrase.old_row, passphrase.old),
        (passphrase.refuse_new, passphrase.new_row, passphrase.new),
    ):
        line.setText("gatto")
        refuse("non va")
        assert (row.hint.text(), row.hint.property("role")) == ("non va", "error")
        assert line.hasFocus()
        assert line.selectedText() == "gatto"
        line.setText("gatti")
        assert row.hint.text() == (advice if line is passphrase.new else "")
    passphrase.again.setText("cani")
    assert passphrase.again_row.hint.property("role") == "error"
    passphrase.again.setText("gatti")
    assert (passphrase.again_row.hint.text(), passphrase.again_row.hint.property("role")) == ("", "small")
    passphrase.show_box.click()
    passphrase.close_part()
    assert [one.text() for one in (passphrase.old, passphrase.new, passphrase.again)] == [""] * 3
    assert not passphrase.show_box.isChecked()


# -- a register that does not open --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "asks", "passes"),
    [
        (NeedsPassphrase(PATH), True, False),
        (WrongPassphrase(PATH), True, False),
        (Damaged(PATH), False, False),
        (FileLocked(PATH), False, True),
        (DiskFailed(PATH), False, True),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, FileProblem) else "",
)
def test_a_phrase_is_asked_for_only_where_one_helps(
    shown: Callable[[ClosedPanel], ClosedPanel], *, problem: FileProblem, asks: bool, passes: bool
) -> None:
    """What passes by itself is tried again, and no new register takes its place."""
    closed = shown(ClosedPanel())
    wanted = told_by(closed.open_wanted)
    closed.field.setText("lettere di prima")
    (closed.open_button if asks else closed.without_button).setFocus()
    closed.show_problem(problem)
    assert (closed.heading.text() == "Il registro è chiuso con una frase") == asks
    assert closed.words.text().startswith("Scrivila") == asks
    assert (closed.field.isVisible(), closed.show_box.isVisible()) == (asks, asks)
    assert closed.open_button.text() == ("Apri il registro" if asks else "Prova di nuovo")
    assert closed.new_button.isVisible() == (not passes)
    wrong = isinstance(problem, WrongPassphrase)
    assert bool(closed.row.hint.text()) == wrong
    assert closed.row.hint.property("role") == ("error" if wrong else "small")
    assert (closed.field if asks else closed.open_button).hasFocus()
    assert not asks or closed.field.selectedText() == "lettere di prima"
    press(Qt.Key.Key_Return, "\r")
    closed.open_button.click()
    assert wanted == [("lettere di prima" if asks else "",)] * 2
    closed.field.clear()
    closed.open_button.click()
    assert len(wanted) == (2 if asks else 3)


def test_going_on_without_the_register_leaves_no_letter(shown: Callable[[ClosedPanel], ClosedPanel]) -> None:
    """By the button or by Esc; the letters are dots again."""
    closed = shown(ClosedPanel())
    left = told_by(closed.left)
    for leave in (closed.without_button.click, lambda: press(Qt.Key.Key_Escape)):
        closed.show_problem(NeedsPassphrase(PATH))
        closed.field.setText(PHRASE)
        closed.show_box.setChecked(True)
        assert closed.field.echoMode() is QLineEdit.EchoMode.Normal
        leave()
        assert closed.field.text() == ""
        assert closed.field.echoMode() is QLineEdit.EchoMode.Password
    assert len(left) == 2


def test_a_new_register_is_asked_about_first(shown: Callable[[ClosedPanel], ClosedPanel]) -> None:
    """Esc and «Lascia stare» take the question back, another try too; Enter presses the button that has the focus."""
    closed = shown(ClosedPanel())
    closed.show_problem(NeedsPassphrase(PATH))
    wanted, left = told_by(closed.new_wanted), told_by(closed.left)
    for take_back in (
        lambda: press(Qt.Key.Key_Escape),
        closed.certain.no_button.click,
        lambda: press(Qt.Key.Key_Return, "\r"),
    ):
        closed.new_button.click()
        press(Qt.Key.Key_X, "x")
        assert closed.certain.isVisible()
        assert closed.certain.no_button.hasFocus()
        take_back()
        assert not closed.certain.isVisible()
        assert closed.field.hasFocus()
    closed.new_button.click()
    closed.show_problem(WrongPassphrase(PATH))
    assert not closed.certain.isVisible()
    assert (wanted, left) == ([], [])
    closed.new_button.click()
    closed.certain.yes_button.click()
    assert wanted == [()]


def test_a_copy_is_offered_in_the_place_of_what_is_broken(shown: Callable[[ClosedPanel], ClosedPanel]) -> None:
    """Pressing it says which."""
    closed = shown(ClosedPanel())
    wanted = told_by(closed.copy_wanted)
    closed.show_problem(Damaged(PATH), copies(5))
    closed.copies.buttons[0].click()
    assert wanted == [(Path("0.registro"),)]


def copies(*counts: int) -> list[Copy]:
    """Return automatic copies of so many persons each."""
    return [
        Copy(1_515_443_400, "x", Path(f"{number}.registro"), FileKind.REGISTER, count)
        for number, count in enumerate(counts)
    ]


def test_the_five_newest_copies_are_offered(shown: Callable[[Copies], Copies]) -> None:
    """Each with its moment and its persons; those of before are seen no more, and without any there is no word."""
    offered = shown(Copies())
    wanted = told_by(offered.wanted)
    offered.show_copies(copies(9, 8))
    before = offered.buttons
    offered.show_copies(copies(1, 2, 3, 4, 5, 6))
    QApplication.processEvents()
    assert [one.isVisible() for one in before] == [False] * 2
    assert [one.text().rsplit(" · ")[1] for one in offered.buttons] == [
        "1 persona",
        *(f"{n} persone" for n in range(2, 6)),
    ]
    assert all("8 gennaio 2018" in one.text() and one.isVisible() for one in offered.buttons)
    assert [label.isVisible() for label in offered.findChildren(TextLabel)] == [True]
    offered.buttons[1].click()
    assert wanted == [(Path("1.registro"),)]
    offered.show_copies([])
    assert not offered.isVisible()


# -- the panel ----------------------------------------------------------------------------------------------------

VIEW = RegisterView(
    file="x.registro",
    is_beside=True,
    people=2,
    since=None,
    until=None,
    in_register={"person": 2, "register_key": 1},
    in_both={"person": 2, "register_key": 1, "guest": 3},
    present=4,
    can_cipher=True,
    is_ciphered=False,
    has_key=True,
    is_forgotten=False,
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2 persone con cognome, recapiti e iscrizioni."),
        ({"people": 1}, "1 persona con cognome, recapiti e iscrizioni."),
        ({"people": 0}, "Nessuno in elenco, per ora."),
        ({"since": date(2018, 1, 8)}, "2 persone con cognome, recapiti e iscrizioni, dall’8 gennaio 2018."),
        ({"is_forgotten": True}, "Le persone di questo registro sono state dimenticate, e non ne entrano altre."),
    ],
)
def test_the_panel_says_whom_the_register_holds(
    shown: Callable[[RegisterPanel], RegisterPanel], changes: dict[str, Any], words: str
) -> None:
    """One, many, none, since when; or that nobody is in it for ever."""
    panel = shown(RegisterPanel())
    panel.show_register(VIEW._replace(**changes))
    assert panel.summary.text() == words
    assert "«x.registro»" in panel.place.text()


def test_the_panel_says_until_when_people_are_kept(shown: Callable[[RegisterPanel], RegisterPanel]) -> None:
    """On the last day still; the day after, that it has gone by."""
    panel = shown(RegisterPanel())
    for days, word in ((1, "Si conservano"), (0, "Si conservano"), (-1, "Andavano dimenticate")):
        panel.show_register(VIEW._replace(until=today_here() + timedelta(days)))
        assert word in panel.summary.text()


def test_everybody_can_be_forgotten_where_there_is_somebody(shown: Callable[[RegisterPanel], RegisterPanel]) -> None:
    """A key alone is nobody; one kind of two that has nobody does not hide the other. The register's end counts its own."""
    panel = shown(RegisterPanel())
    for in_both, words in (
        ({"register_key": 1}, ""),
        ({"person": 0, "guest": 3}, "i nomi di 3 presenti"),
        ({"guest": 3, "register_key": 1}, "i nomi di 3 presenti e la chiave dei codici"),
    ):
        panel.show_register(VIEW._replace(in_both=in_both))
        assert panel.everybody.open_button.isEnabled() == bool(words)
        panel.everybody.open()
        assert f": {words}." in panel.everybody.certain.words.text()
        panel.close_all()
    assert "cognomi e recapiti di 2 persone e la chiave dei codici" in panel.destroying.goes.text()
    assert "4 presenti" in panel.destroying.stays.text()


def test_the_columns_stand_one_under_the_other_where_there_is_no_room(
    shown: Callable[[RegisterPanel], RegisterPanel],
) -> None:
    """Beside each other on a wide page, and nothing is cut on a narrow one."""
    panel = shown(RegisterPanel())
    panel.show_register(VIEW)
    QApplication.processEvents()
    assert panel.passphrase.mapTo(panel, panel.passphrase.rect().topLeft()).x() > panel.one.width() / 2
    panel.resize(500, 900)
    QApplication.processEvents()
    assert panel.passphrase.mapTo(panel, panel.passphrase.rect().topLeft()).x() < panel.one.width() / 2


def test_enter_presses_and_esc_leaves(shown: Callable[[RegisterPanel], RegisterPanel]) -> None:
    """One section at a time is open; with the last one closed Esc leaves the panel."""
    panel = shown(RegisterPanel())
    panel.show_register(VIEW)
    left = told_by(panel.left)
    panel.begin()
    assert panel.one.open_button.hasFocus()
    press(Qt.Key.Key_Return, "\r")
    assert panel.one.field.hasFocus()
    panel.passphrase.open()
    assert [section.part.isVisible() for section in (panel.one, panel.passphrase)] == [False, True]
    assert panel.passphrase.new.hasFocus()
    press(Qt.Key.Key_Escape)
    assert (panel.passphrase.part.isVisible(), left) == (False, [])
    press(Qt.Key.Key_Escape)
    assert left == [()]
    panel.show_register(VIEW._replace(is_forgotten=True))
    panel.begin()
    assert panel.back_button.hasFocus()
    press(Qt.Key.Key_Return, "\r")
    assert left == [(), ()]
