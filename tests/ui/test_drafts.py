"""Promises about words without their Enter: on the disk a moment after the last key, and back in their field afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.prepare.actions import add_group, existing, remove_prepared
from facilitatore.prepare.evening import read_groups, read_phases, read_questions
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, remove
from facilitatore.session.drafts import Drafts, read_drafts, write_drafts
from facilitatore.session.places import state_folder
from facilitatore.synthesis.statements import add_statement
from ui.base_page import Page
from ui.bridge import Bridge
from ui.capture.page import CapturePage
from ui.jobs import GROUP, STEERING, Job
from ui.main_window import MainWindow
from ui.prepare.page import PreparePage
from ui.prepare.welcome import WelcomePage
from ui.rooms import PAGES
from ui.synthesis.page import SynthesisPage

PREPARE, DOOR, CONDUCT, CAPTURE, SYNTHESIS, DELIVER = range(6)
WORDS = "Perché l’autobus finisce alle otto?"
Typing = Callable[[str], None]
Pressing = Callable[..., None]
Opening = Callable[[], MainWindow]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make an evening with a note and a sentence, and two phases a group, for it is opened often; say where it lies."""
    with create_evening(tmp_path / "prova.serata", find_template("carpi-2018-1")) as session:
        later = [phase for group in read_groups(session) for phase in read_phases(session, group.id)[2:]]
        session.record("prepare", *(remove(existing(session, "phase", phase.id)) for phase in later))
        for group in read_groups(session)[:2]:
            question = read_questions(session, group.id)[0].id
            add_note(session, group=group.id, question=question, text="Due ore")
            add_statement(session, group=group.id, text="Si torna a piedi.")
    return tmp_path / "prova.serata"


@pytest.fixture
def open_window(qtbot: QtBot, themed_app: QApplication, path: Path) -> Iterator[Opening]:
    """Open the window on the evening, as the program does when it is started; what is open before is left."""
    made: list[MainWindow] = []

    def start() -> MainWindow:
        for window in made:
            window.leave()
        bridge = Bridge()
        assert bridge.open_evening(path)
        window = MainWindow(bridge)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        return window

    yield start
    for window in made:
        window.leave()


def page_of(window: MainWindow, room: int) -> Page:
    """Show a room and return its page."""
    window.show_room(room)
    QApplication.processEvents()
    return window.page(room)


def capture(window: MainWindow) -> CapturePage:
    """Return the page of the notes, shown."""
    page = page_of(window, CAPTURE)
    assert isinstance(page, CapturePage)
    return page


def synthesis(window: MainWindow) -> SynthesisPage:
    """Return the page of the synthesis, shown."""
    page = page_of(window, SYNTHESIS)
    assert isinstance(page, SynthesisPage)
    return page


def prepare(window: MainWindow) -> PreparePage:
    """Return the page of the preparation, shown."""
    page = page_of(window, PREPARE)
    assert isinstance(page, PreparePage)
    return page


def second_question(window: MainWindow) -> QWidget:
    """Go to the second question and return the field of its notes, for a proposal."""
    page = capture(window)
    page._step_question(1)
    page.notes.entry.set_kind("proposal")
    return page.notes.entry.field


def correct_the_note(window: MainWindow) -> QWidget:
    """Open the first note to correct it, while another is half typed."""
    page = capture(window)
    page.notes.entry.field.setText("Anche il treno")
    page.notes._open(page.notes.group_notes[0].id)
    return page.notes.entry.field


def name_a_cloud(window: MainWindow) -> QWidget:
    """Choose a note and ask for the name of its cloud."""
    page = capture(window)
    page.notes._show_cloud_bar([page.notes.group_notes[0].id], "")
    return page.notes.cloud.field


def role_play(window: MainWindow, field: str) -> QWidget:
    """Return a field of the sheet of a role play."""
    page = capture(window)
    if page._mode != 1:
        page.choose_mode(1)
    return page.role_play.fields[field]


def pair(window: MainWindow) -> QWidget:
    """Return the sentence that was heard in a pair."""
    page = capture(window)
    if page._mode != 2:
        page.choose_mode(2)
    return page.pairs.fields["heard"]


def correct_the_sentence(window: MainWindow) -> QWidget:
    """Open the first sentence to correct it."""
    page = synthesis(window)
    page._open(next(iter(page._cards)))
    return page.entry.field


def second_group(window: MainWindow) -> PreparePage:
    """Show the second group in Prepara."""
    page = prepare(window)
    page._choose(page.cards.cards[1].group)
    return page


def details_of_phase(window: MainWindow) -> QWidget:
    """Open the first phase and return who leads it."""
    row = next(iter(second_group(window).run_sheet.rows.values()))
    row.more.setChecked(True)
    row._show_inside()
    assert row.inside is not None
    return row.inside.leader


def text_of(field: QWidget) -> str:
    """Return what stands in a field."""
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()  # type: ignore[attr-defined]


class Field(NamedTuple):
    """How to come to a field before somebody types in it, and where it is looked for afterwards."""

    room: int
    before: Callable[[MainWindow], QWidget]
    after: Callable[[MainWindow], QWidget]


NOTE_LINE = Field(CAPTURE, second_question, lambda window: capture(window).notes.entry.field)
FIELDS = {
    "note": NOTE_LINE,
    "correction of a note": Field(CAPTURE, correct_the_note, NOTE_LINE.after),
    "name of a cloud": Field(CAPTURE, name_a_cloud, lambda window: capture(window).notes.cloud.field),
    "proposals of a role play": Field(
        CAPTURE,
        lambda window: role_play(window, "proposals"),
        lambda window: capture(window).role_play.fields["proposals"],
    ),
    "title of a role play": Field(
        CAPTURE, lambda window: role_play(window, "title"), lambda window: capture(window).role_play.fields["title"]
    ),
    "pair dialogue": Field(CAPTURE, pair, lambda window: capture(window).pairs.fields["heard"]),
    "sentence": Field(
        SYNTHESIS, lambda window: synthesis(window).entry.field, lambda window: synthesis(window).entry.field
    ),
    "correction of a sentence": Field(SYNTHESIS, correct_the_sentence, lambda window: synthesis(window).entry.field),
    "title of the evening": Field(
        PREPARE, lambda window: prepare(window).form.title, lambda window: prepare(window).form.title
    ),
    "title of a group": Field(
        PREPARE,
        lambda window: second_group(window).group_form.title,
        lambda window: prepare(window).group_form.title,
    ),
    "question": Field(
        PREPARE,
        lambda window: next(iter(second_group(window).questions.rows.values())).prompt,
        lambda window: next(iter(prepare(window).questions.rows.values())).prompt,
    ),
    "new question": Field(
        PREPARE, lambda window: second_group(window).questions.new, lambda window: prepare(window).questions.new
    ),
    "leader of a phase": Field(
        PREPARE,
        details_of_phase,
        lambda window: next(iter(prepare(window).run_sheet.rows.values())).inside.leader,  # type: ignore[union-attr]
    ),
    "rule": Field(
        PREPARE,
        lambda window: prepare(window).rules._rows[1].field,
        lambda window: prepare(window).rules._rows[1].field,
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_words_come_back(name: str, open_window: Opening, path: Path, type_text: Typing) -> None:
    """What was typed in a field is kept without any further key, and stands there after a crash; the focus is elsewhere.

    A crash here is what was kept so far: the file of the drafts is put back after the window has closed in order.
    """
    field = FIELDS[name]
    window = open_window()
    before = field.before(window)
    before.setFocus()
    if isinstance(before, QLineEdit):
        before.selectAll()
    type_text(WORDS)
    kept = kept_after_a_pause(window, path)
    window.leave()
    write_drafts(path, *kept)
    again = open_window()
    focus = QApplication.focusWidget()
    if again.page(field.room) is again.current_page:
        assert "Ritrovato quello che stavi scrivendo" in again.bar.text()
        assert focus is not None
    assert WORDS in text_of(field.after(again))
    assert field.before is not second_question or entry_place(again) == ("proposal", 2)


def kept_after_a_pause(window: MainWindow, path: Path) -> tuple[str, Drafts]:
    """Do what the timer does, once it is running by itself; return the evening's id and the drafts on the disk."""
    assert window.drafts._pause.isActive(), "nobody noticed that something was typed"
    window.drafts.keep()
    window.drafts._pool.waitForDone()
    QApplication.processEvents()
    session_id = window._bridge.session.id
    return session_id, read_drafts(path, session_id)


def entry_place(window: MainWindow) -> tuple[str, int]:
    """Return the kind of the note in hand, and the number of its question."""
    page = capture(window)
    questions = [question.id for question in read_questions(window._bridge.session, page.place.group)]
    assert page.place.question is not None
    return page.notes.entry.kind, questions.index(page.place.question) + 1


def test_the_pause_is_well_under_a_second(open_window: Opening, type_text: Typing) -> None:
    """What is typed without ever pausing is looked at twice a second: the timer is not put off by another key."""
    window = open_window()
    capture(window).focus_entry()
    type_text("U")
    left = window.drafts._pause.remainingTime()
    assert window.drafts._pause.interval() <= 500
    type_text("n taxi")
    assert 0 < window.drafts._pause.remainingTime() <= left


def drafts_on_disk(window: MainWindow, path: Path) -> Drafts:
    """Return what is kept once the keeper has looked again."""
    window.drafts.keep()
    window.drafts._pool.waitForDone()
    return read_drafts(path, window._bridge.session.id)


def test_a_note_leaves_no_draft(open_window: Opening, path: Path, type_text: Typing, press: Pressing) -> None:
    """After Enter the words are a note and nothing else; the file of the drafts is gone."""
    window = open_window()
    capture(window).focus_entry()
    type_text(WORDS)
    assert drafts_on_disk(window, path)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert drafts_on_disk(window, path) == {}
    assert list((state_folder() / "drafts").glob("*")) == []


def test_esc_takes_the_draft_away(open_window: Opening, path: Path, type_text: Typing, press: Pressing) -> None:
    """A correction that was given up is not offered again."""
    window = open_window()
    correct_the_sentence(window).setFocus()
    type_text(WORDS)
    assert drafts_on_disk(window, path)
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert drafts_on_disk(window, path) == {}


def test_who_closes_twice_lets_the_draft_go(open_window: Opening, path: Path, type_text: Typing) -> None:
    """Words that somebody was asked about and left are not offered again."""
    window = open_window()
    session_id = window._bridge.session.id
    capture(window).focus_entry()
    type_text(WORDS)
    assert drafts_on_disk(window, path)
    assert not window.close()
    assert window.close()
    assert read_drafts(path, session_id) == {}


def test_the_same_evening_opened_again_keeps_the_words(open_window: Opening, path: Path, type_text: Typing) -> None:
    """Choosing the open evening once more makes its pages anew; the half note is in its field."""
    window = open_window()
    capture(window).focus_entry()
    type_text(WORDS)
    assert window._bridge.open_evening(path)
    assert capture(window).notes.entry.field.text() == WORDS


def test_words_wait_for_their_room(open_window: Opening, path: Path) -> None:
    """A sentence found again is kept until somebody opens Sintetizza, over as many starts as that takes."""
    window = open_window()
    draft = {"synthesis/statement": {"text": WORDS, "group": read_groups(window._bridge.session)[0].id}}
    session_id = window._bridge.session.id
    window.leave()
    write_drafts(path, session_id, draft)
    first = open_window()
    assert first.bar.text().endswith("Sintetizza.")
    assert first.close()
    assert synthesis(open_window()).entry.field.toPlainText() == WORDS


def test_words_without_a_place_are_handed_out(open_window: Opening, path: Path) -> None:
    """Where the group of the words is gone they are said, with a button that copies them."""
    window = open_window()
    session, session_id = window._bridge.session, window._bridge.session.id
    gone = add_group(session, title="Trasporti").ids[0]
    remove_prepared(session, gone)
    window.leave()
    write_drafts(path, session_id, {"capture/notes.notes": {"text": WORDS, "kind": "need", "group": gone}})
    window = open_window()
    capture(window)
    assert (window.bar.text(), window.bar.kind) == (f"Ritrovato, ma il suo posto non c’è più: «{WORDS}»", "warning")
    window.bar.action_button.click()
    assert QApplication.clipboard().text() == WORDS


def test_what_is_typed_at_the_start_stays(open_window: Opening, path: Path) -> None:
    """Whoever types before the page is filled loses neither these words nor those found again."""
    window = open_window()
    window._bridge.set_job(Job(GROUP, read_groups(window._bridge.session)[0].id))
    page = capture(window)
    page.notes.entry.field.setText("Adesso")
    place = {"group": page.place.group, "question": page.place.question or ""}
    assert page.take_drafts({"notes.notes": {"text": WORDS, "kind": "doubt", **place}}) == []
    assert page.notes.entry.field.text() == f"{WORDS} Adesso"


NONSENSE = ["", "x" * 5000, "-1", "9" * 400, "\0", "need", "editing", "../../etc", "ff" * 16]
NAMES = [
    *(f"{module.split('.')[1]}/{name}" for module, _ in PAGES for name in ("", "x")),
    *("/x", "attic/x", "capture/notes.notes", "capture/notes.cloud", "capture/role_play.sheet", "capture/pairs.sheet"),
    *("synthesis/statement", "deliver/together", "prepare/evening.date", "prepare/new_phase", "prepare/rule.new"),
]
KEYS = [
    "text",
    "kind",
    "editing",
    "waiting",
    "waiting_kind",
    "renaming",
    "notes",
    "of",
    "number",
    "heard",
    "title",
    "group",
    "question",
    "id",
    "field",
]


def test_a_laptop_that_takes_no_drafts_says_so_once(open_window: Opening, path: Path, type_text: Typing) -> None:
    """Where drafts cannot be written the bar says that words are safe only after Enter, once; everything else goes on."""
    window = open_window()
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "drafts").write_bytes(b"in the way")
    capture(window).focus_entry()
    type_text(WORDS)
    for said in ("Il disco di questo portatile non prende le parole a metà: prima di Invio non sono al sicuro.", ""):
        assert drafts_on_disk(window, path) == {}
        QApplication.processEvents()
        assert window.bar.text() == said
        window.bar.clear()
    assert capture(window).notes.entry.field.text() == WORDS


@pytest.mark.parametrize("own", [False, True], ids=["nothing", "things of other kinds"])
def test_a_hostile_file_stops_nothing(own: bool, open_window: Opening, path: Path) -> None:
    """Whatever a file of drafts says, the window opens, every page is filled, and no note is changed."""
    with Session.open(path) as session:
        session_id, group = session.id, read_groups(session)[0].id
        note = read_notes(session, group)[0].id
    real = {"group": group, "editing": group, "of": note, "renaming": note, "notes": group} if own else {}
    nonsense = cycle(NONSENSE)
    write_drafts(path, session_id, {name: {**{key: next(nonsense) for key in KEYS}, **real} for name in NAMES})
    window = open_window()
    for room in range(len(PAGES)):
        page_of(window, room)
    notes = read_notes(window._bridge.session, group)
    assert [one.text for one in notes if one.id == note] == ["Due ore"]


EXEMPT = {
    ("door", "*"): "what is typed at the door may be a family name or a passphrase: it is in the register or nowhere",
    ("conduct", "Ogni intervento dura"): "a setting of this laptop, changed by steps",
    ("capture", "Cerca tra le note"): "a search is no content",
    ("synthesis", "Cerca note e nuvole"): "a search is no content",
    ("deliver", "Il testo scritto insieme"): "there only where two wrote differently: test_decisions.py looks at it",
}


@pytest.mark.parametrize("room", range(6), ids=[module.split(".")[1] for module, _ in PAGES])
def test_every_field_is_kept_or_has_a_reason(room: int, open_window: Opening) -> None:
    """Words put into any text field of any page are among the page's drafts, or the field is named above with a reason."""
    window = open_window()
    window._bridge.set_job(Job(STEERING))
    page = page_of(window, room)
    if isinstance(page, CapturePage):
        page.choose_mode(1)
        page.choose_mode(2)
    for row in page.run_sheet.rows.values() if isinstance(page, PreparePage) else ():
        row.more.setChecked(True)
        row._show_inside()
    missed = [field.accessibleName() for field in text_fields(page) if not is_kept(page, field)]
    assert [name for name in missed if (page.room, name) not in EXEMPT and (page.room, "*") not in EXEMPT] == []


def text_fields(page: QWidget) -> list[QWidget]:
    """Return every field into which somebody can type; of a number or a list, not the line inside it."""
    found = page.findChildren(QWidget)
    return [
        field
        for field in found
        if isinstance(field, (QLineEdit, QPlainTextEdit, QAbstractSpinBox))
        and not isinstance(field.parent(), (QAbstractSpinBox, QComboBox))
        and not field.isReadOnly()
    ]


def is_kept(page: Page, field: QWidget) -> bool:
    """Put words of its own into a field, and tell whether the page has them in hand."""
    words = f"parole di {id(field)}"
    if isinstance(field, QAbstractSpinBox):
        field.stepUp()
        words = str(field.value())  # type: ignore[attr-defined]
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    elif isinstance(field, QLineEdit):
        field.setText(words)
    return any(words in text for draft in page.drafts().values() for text in draft.values())


def test_the_welcome_has_no_fields(qtbot: QtBot, themed_app: QApplication) -> None:
    """Where an evening is begun or opened there is nothing to type."""
    page = WelcomePage(Bridge())
    qtbot.addWidget(page)
    assert text_fields(page) == []
