"""The whole evening through the window, and then what it left on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import read_notes
from facilitatore.conduct.actions import read_turns
from facilitatore.door.people import read_guests, read_persons
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import find_template
from facilitatore.resources import resource_path
from facilitatore.session import FileKind, Session
from ui.bridge import Bridge
from ui.door.field import SEARCHING
from ui.main_window import MainWindow

PREPARE, DOOR, CONDUCT, CAPTURE, SYNTHESIS, DELIVER = range(6)
ARRIVALS = 40
NOTES = 30


class Person:
    """Somebody at the keyboard of one laptop."""

    def __init__(self, qtbot: QtBot, bridge: Bridge, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.bridge = bridge
        self.window = window

    def type(self, text: str) -> None:
        """Type a text where the focus is, letter by letter."""
        for letter in text:
            self._send(0, letter)

    def press(self, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self._send(int(key), text, held)

    def _send(self, key: int, text: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget()
        assert target is not None, "nobody has the focus"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))
        QApplication.processEvents()

    def line(self, text: str) -> None:
        """Type a text and Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return, "\r")

    def page(self, room: int) -> QWidget:
        """Go to a room."""
        self.window.show_room(room)
        QApplication.processEvents()
        return self.window.page(room)

    def wait_for_work(self) -> None:
        """Wait until nothing goes on beside the window."""
        self.qtbot.waitUntil(lambda: not self.bridge.is_busy, timeout=20_000)


@pytest.fixture
def person(qtbot: QtBot, themed_app: QApplication) -> Iterator[Person]:
    """A laptop with the window open and no evening."""
    bridge = Bridge()
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield Person(qtbot, bridge, window)
    window.close()


def test_an_evening_from_the_list_to_the_synthesis(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Import, arrivals, badges, interventions, notes on three laptops, join, synthesis, export: all of it is there."""
    evening = tmp_path / "serata.serata"
    prepare_evening(person, evening, tmp_path / "chiavette", monkeypatch)
    welcome_people(person, tmp_path, monkeypatch)
    for key in "ABC":
        hold_group(person, tmp_path / "chiavette" / f"gruppo-{key}.serata", key)
    join_and_synthesise(person, evening, tmp_path, monkeypatch)
    read_back(tmp_path)


def prepare_evening(person: Person, path: Path, sticks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an evening from a template and write the files of the sticks."""
    welcome = person.window.current_page
    monkeypatch.setattr(welcome, "_ask_new_path", lambda _suggested: path)
    assert find_template("carpi-2018-1").key == welcome.templates.key()
    welcome.templates.setFocus()
    person.press(Qt.Key.Key_Return, "\r")
    assert person.bridge.session.path == path
    page = person.page(PREPARE)
    monkeypatch.setattr(page, "_ask_folder", lambda: sticks)
    page._prepare_kit()
    person.wait_for_work()
    assert sorted(file.name for file in sticks.iterdir()) == [
        "accoglienza.registro",
        "accoglienza.serata",
        "gruppo-A.serata",
        "gruppo-B.serata",
        "gruppo-C.serata",
    ]


def welcome_people(person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the door: import the list, let 40 people in, one of them in no list, print their badges."""
    assert person.bridge.open_evening(folder / "chiavette" / "accoglienza.serata")
    page = person.page(DOOR)
    assert person.window.rail.current() == DOOR
    monkeypatch.setattr(page, "ask_list_path", lambda: resource_path("sample", "people.csv"))
    page.choose_list()
    person.wait_for_work()
    assert not read_persons(person.bridge.register), "nothing is written before Importa"
    page.importing.panel.import_button.click()
    persons = read_persons(person.bridge.register)
    for one in persons[: ARRIVALS - 1]:
        page.field.setFocus()
        person.line(f"{one.first_name} {one.family_name}")
    person.type("Ada")
    person.press(Qt.Key.Key_F2)
    person.press(Qt.Key.Key_2, "2")
    person.qtbot.waitUntil(lambda: page.field.mode == SEARCHING)
    guests = read_guests(person.bridge.session)
    assert len(guests) == ARRIVALS
    assert guests[-1].badge_name == "Ada"
    monkeypatch.setattr(page, "ask_pdf_path", lambda _proposed: folder / "etichette.pdf")
    page.print_badges()
    person.wait_for_work()
    assert all(guest.printed_at for guest in read_guests(person.bridge.session))


def hold_group(person: Person, path: Path, key: str) -> None:
    """In a group: three interventions, thirty notes, one statement that rests on a cluster."""
    assert person.bridge.open_evening(path)
    conduct = person.page(CONDUCT)
    conduct.setFocus()
    for _ in range(3):
        person.press(Qt.Key.Key_Space, " ")
        person.press(Qt.Key.Key_N, "n")
    assert len(read_turns(person.bridge.session)) == 3
    page = person.page(CAPTURE)
    page.focus_entry()
    for number in range(NOTES):
        if number == 10:
            person.press(Qt.Key.Key_4, "4", Qt.KeyboardModifier.AltModifier)
        person.line(f"Nota {number} del gruppo {key}: più tempo per sé, perché così non va")
    notes = read_notes(person.bridge.session)
    assert [note.kind for note in notes].count("proposal") == NOTES - 10
    page = person.page(SYNTHESIS)
    page.focus_entry()
    person.line(f"Il gruppo {key} chiede tempo per sé")
    assert len(person.bridge.session.things("statement")) == 1


def join_and_synthesise(person: Person, evening: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the Cabina: join the four files, look at what they bring first, write the synthesis."""
    assert person.bridge.open_evening(evening)
    page = person.page(DELIVER)
    before = person.bridge.session.fact_count
    page.add_paths([folder / "chiavette"])
    person.wait_for_work()
    assert person.bridge.session.fact_count == before, "looking writes nothing"
    page.join_card.join()
    person.wait_for_work()
    session = person.bridge.session
    assert len(read_notes(session)) == 3 * NOTES
    assert len(read_guests(session)) == ARRIVALS
    for kind in ("html", "pdf", "json", "md"):
        monkeypatch.setattr(page.handing_over, "_ask_path", lambda _suggested, kind=kind: folder / f"sintesi.{kind}")
        page.handing_over.export(kind)
        person.wait_for_work()
    before = session.fact_count
    page.join_card.join()
    person.wait_for_work()
    assert session.fact_count == before, "joining again changes nothing"
    person.bridge.close_evening()


def read_back(folder: Path) -> None:
    """The badges carry each name and each token, and no surname; the synthesis is whole and names nobody."""
    with Session.open(folder / "chiavette" / "accoglienza.serata") as session:
        guests = read_guests(session)
        groups = {group.key for group in read_groups(session)}
    with Session.open(folder / "chiavette" / "accoglienza.registro", FileKind.REGISTER) as register:
        persons = read_persons(register)
    pages = list(pypdfium2.PdfDocument(folder / "etichette.pdf"))
    assert len(pages) == ARRIVALS // 10
    words = "\n".join(page.get_textpage().get_text_range() for page in pages)
    for name in {guest.badge_name for guest in guests if guest.badge_name.isascii()}:
        assert name in words
    found = {
        code.text
        for page in pages
        for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil().convert("L"))
    }
    assert found == {guest.token for guest in guests}
    first_names = {word for one in persons for word in one.first_name.split()}
    surnames = {one.family_name for one in persons} - first_names
    assert not [name for name in surnames if name in words.split()]

    document = json.loads((folder / "sintesi.json").read_text(encoding="utf-8"))
    schema = json.loads(resource_path("schema", "synthesis.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert len(document["notes"]) == 3 * NOTES
    assert {group["key"] for group in document["groups"]} == groups
    text = json.dumps(document, ensure_ascii=False)
    assert not [one.email for one in persons if one.email in text]
    for name in ("sintesi.html", "sintesi.md"):
        content = (folder / name).read_text(encoding="utf-8")
        for key in "ABC":
            assert f"Il gruppo {key} chiede tempo per sé" in content
    pdf = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(folder / "sintesi.pdf"))
    assert "chiede tempo per sé" in " ".join(pdf.split())
