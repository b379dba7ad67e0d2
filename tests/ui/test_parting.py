"""Promises to words that the disk refuses, or that wait for Enter: in no room does the window close over them unasked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.prepare.evening import read_evening, read_ground_rules, read_groups, read_phases, read_questions
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.synthesis.statements import add_statement, read_statements
from ui.base_page import Page
from ui.bridge import Bridge
from ui.door.page import DoorPage
from ui.jobs import GROUP, Job
from ui.main_window import MainWindow
from ui.prepare.page import PreparePage
from ui.synthesis.page import SynthesisPage

PREPARE, DOOR, SYNTHESIS = 0, 1, 4
WORDS = "Perché l’autobus finisce alle otto?"
NOT_SAVED = f"Non è ancora salvato: «{WORDS}». Invio lo salva, chiudi ancora per lasciarlo."
Typing = Callable[[str], None]
Finding = Callable[[PreparePage], QLineEdit]
Reading = Callable[[Session], str]
P = TypeVar("P", bound=Page)

needs_a_limit = pytest.mark.skipif(sys.platform == "win32", reason="nothing there limits how much is written")

FIELDS: dict[str, tuple[Finding, Reading]] = {
    "title of the evening": (lambda page: page.form.title, lambda session: read_evening(session).title),
    "title of a group": (lambda page: page.group_form.title, lambda session: read_groups(session)[0].title),
    "rule": (
        lambda page: page.rules.findChildren(QLineEdit)[1],
        lambda session: " ".join(rule.text for rule in read_ground_rules(session)),
    ),
    "question": (
        lambda page: next(iter(page.questions.rows.values())).text,
        lambda session: " ".join(question.text for question in read_questions(session)),
    ),
    "phase": (
        lambda page: next(iter(page.run_sheet.rows.values())).title,
        lambda session: " ".join(phase.title for phase in read_phases(session)),
    ),
}
"""A field of each sort of Prepara that writes when it is left, and where its words go."""

NEW: dict[str, Finding] = {
    "rule": lambda page: page.rules.new,
    "question": lambda page: page.questions.new,
    "phase": lambda page: page.run_sheet.new,
}


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow, the journal of the evening included, as a full disk does."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Say where the evening lies."""
    return tmp_path / "prova.serata"


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, path: Path) -> Iterator[MainWindow]:
    """Show the window of group A."""
    bridge = Bridge()
    bridge.adopt(create_evening(path, find_template("carpi-2018-1")))
    bridge.set_job(Job(GROUP, read_groups(bridge.session)[0].id))
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    while made.isVisible():
        made.close()


def go_to(window: MainWindow, room: int, kind: type[P]) -> P:
    """Show a room and return its page."""
    window.show_room(room)
    QApplication.processEvents()
    page = window.page(room)
    assert isinstance(page, kind)
    return page


def write_in(field: QWidget, type_text: Typing) -> None:
    """Write the words over what is in a field, and press nothing."""
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
    type_text(WORDS)


def said_by_disk(path: Path, read: Reading) -> str:
    """Return what a reader sees in the closed file."""
    with Session.look(path) as session:
        return read(session)


def test_nothing_written_nothing_said(window: MainWindow) -> None:
    """A window in whose rooms somebody only looked closes at once, and nothing was written by that."""
    for room in range(6):
        window.show_room(room)
        QApplication.processEvents()
    before = window._bridge.session.fingerprint()
    path = window._bridge.session.path
    assert window.close()
    with Session.look(path) as session:
        assert session.fingerprint() == before


@pytest.mark.parametrize("name", FIELDS)
def test_words_in_hand_are_written(name: str, window: MainWindow, path: Path, type_text: Typing) -> None:
    """Closing with the cursor still in a field of Prepara writes what is in it."""
    find, read = FIELDS[name]
    write_in(find(go_to(window, PREPARE, PreparePage)), type_text)
    assert window.close()
    assert WORDS in said_by_disk(path, read)


@needs_a_limit
@pytest.mark.parametrize("left_before", [False, True], ids=["in hand", "refused before"])
@pytest.mark.parametrize("name", FIELDS)
def test_refused_words_keep_the_window_open(
    name: str, left_before: bool, window: MainWindow, path: Path, type_text: Typing, press: Callable[..., None]
) -> None:
    """The window stays, shows the field with its words and says why; closing when there is room writes them."""
    find, read = FIELDS[name]
    page = go_to(window, PREPARE, PreparePage)
    field = find(page)
    with full_disk():
        write_in(field, type_text)
        if left_before:
            press(Qt.Key.Key_Tab)
        window.show_room(SYNTHESIS)
        assert not window.close()
        assert window.current_page is page
        assert (field.text(), field.hasFocus()) == (WORDS, True)
        assert window.bar.text().endswith(NOT_SAVED)
        assert window.bar.text() != NOT_SAVED, "why is not said"
    assert window.close()
    assert WORDS in said_by_disk(path, read)


@needs_a_limit
def test_enter_tries_refused_words_again(
    window: MainWindow, path: Path, type_text: Typing, press: Callable[..., None]
) -> None:
    """As the sentence says: once there is room, Enter saves what the disk had refused."""
    find, read = FIELDS["title of a group"]
    with full_disk():
        write_in(find(go_to(window, PREPARE, PreparePage)), type_text)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert read(window._bridge.session) == WORDS
    assert window.close()
    assert said_by_disk(path, read) == WORDS


@needs_a_limit
def test_who_closes_again_lets_the_words_go(window: MainWindow, path: Path, type_text: Typing) -> None:
    """A disk that stays full holds nobody for ever, and the evening is whole."""
    find, read = FIELDS["title of a group"]
    with full_disk():
        write_in(find(go_to(window, PREPARE, PreparePage)), type_text)
        assert not window.close()
        assert window.close()
    assert WORDS not in said_by_disk(path, read)


@pytest.mark.parametrize("name", NEW)
def test_a_line_without_its_enter_is_asked_about_once(name: str, window: MainWindow, type_text: Typing) -> None:
    """What would be added with Enter is not thrown away unasked."""
    page = go_to(window, PREPARE, PreparePage)
    field = NEW[name](page)
    write_in(field, type_text)
    window.show_room(SYNTHESIS)
    assert not window.close()
    assert (window.bar.text(), window.current_page, field.hasFocus()) == (NOT_SAVED, page, True)
    assert window.close()


def test_a_sentence_of_the_synthesis_is_asked_about_once(window: MainWindow, type_text: Typing) -> None:
    """A sentence without its Enter keeps the window open once; more words are asked about again."""
    page = go_to(window, SYNTHESIS, SynthesisPage)
    write_in(page.entry.field, type_text)
    assert not window.close()
    assert (window.bar.text(), page.entry.field.hasFocus()) == (NOT_SAVED, True)
    type_text(" Sì.")
    assert not window.close()
    assert window.close()


def test_a_sentence_only_looked_at_is_not_asked_about(window: MainWindow, type_text: Typing) -> None:
    """One opened to be corrected and left as it was is on the disk; words that wait behind it are not."""
    page = go_to(window, SYNTHESIS, SynthesisPage)
    change = window._bridge.do(add_statement, group=window._bridge.job.group, text="Due ore")
    assert change is not None
    page.entry.edit(change.ids[0], "Due ore")
    assert page.parting_words() == ""
    page.entry.leave()
    write_in(page.entry.field, type_text)
    page.entry.edit(change.ids[0], "Due ore")
    assert page.parting_words() == NOT_SAVED


@needs_a_limit
def test_a_refused_sentence_is_asked_about(
    window: MainWindow, path: Path, type_text: Typing, press: Callable[..., None]
) -> None:
    """A sentence that the disk refused stays in its field and keeps the window open; Enter saves it when there is room."""
    page = go_to(window, SYNTHESIS, SynthesisPage)
    write_in(page.entry.field, type_text)
    with full_disk():
        press(Qt.Key.Key_Return)
        assert not window.close()
    assert page.entry.field.toPlainText() == WORDS
    press(Qt.Key.Key_Return)
    assert window.close()
    assert said_by_disk(path, lambda session: " ".join(one.text for one in read_statements(session))) == WORDS


def test_a_name_at_the_door_is_asked_about_once(window: MainWindow, type_text: Typing) -> None:
    """A name being written for who came without registering; words one searches with are nobody's loss."""
    page = go_to(window, DOOR, DoorPage)
    write_in(page.field, type_text)
    assert page.parting_words() == ""
    page.field.mode = "naming"
    assert not window.close()
    assert window.bar.text() == NOT_SAVED
    assert window.close()
