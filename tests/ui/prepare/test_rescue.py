"""A broken evening gets a calm page: what happened, what can be saved, and the copies; the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session.register_place import register_path
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.prepare.rescue import RescuePage

PAGE = 4096


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication) -> Iterator[MainWindow]:
    """Show the window with no evening open."""
    bridge = Bridge()
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Break an evening of thirty notes, of which there is an automatic copy with twenty."""
    path = tmp_path / "gruppo-A.serata"
    with create_evening(path, find_template("carpi-2018-1")) as session:
        group = read_groups(session)[0].id
        for number in range(30):
            if number == 20:
                session.back_up()
            add_note(session, group=group, text=f"nota {number} " + "parole " * 12)
    content = path.read_bytes()
    page = content.find(b"nota 25") // PAGE
    path.write_bytes(content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :])
    return path


def rescue(window: MainWindow, qtbot: QtBot, path: Path) -> RescuePage:
    """Open a file that does not open, and wait until the page has looked at it."""
    window._bridge.open_evening(path)
    page = window.current_page
    assert isinstance(page, RescuePage)
    qtbot.waitUntil(lambda: not window._bridge.is_busy)
    return page


def notes_of(window: MainWindow) -> int:
    """Return how many notes the open evening has."""
    return len(window._bridge.session.things("note"))


def test_it_says_what_happened_and_what_there_is(window: MainWindow, qtbot: QtBot, broken: Path) -> None:
    """One line for each thing that is wrong, the notes that can be read, the copy with its time and notes."""
    page = rescue(window, qtbot, broken)
    assert "gruppo-A.serata" in page.heading.text()
    assert "contiene solo zeri" in page.damages.text()
    assert "note" in page.readable.text()
    assert "«gruppo-A (recuperata).serata»" in page.readable.text()
    assert page.copies.count() == 1
    assert "20 note" in page.copies.item(0).text()
    assert page.save_button.hasFocus()


def test_enter_saves_what_can_be_read_and_opens_it(
    window: MainWindow, qtbot: QtBot, broken: Path, press: Callable[..., None]
) -> None:
    """A new file beside, open at once, with its count said; the broken one has every byte it had."""
    before = broken.read_bytes()
    rescue(window, qtbot, broken)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._bridge.has_session)
    assert window._bridge.session.path.name == "gruppo-A (recuperata).serata"
    assert window._bridge.job.group == read_groups(window._bridge.session)[0].id  # still the laptop of group A
    assert 0 < notes_of(window) < 30
    assert f"{notes_of(window)} note" in window.bar.text()
    assert broken.read_bytes() == before


def test_it_says_how_the_register_comes_along(
    window: MainWindow, qtbot: QtBot, broken: Path, press: Callable[..., None]
) -> None:
    """The register lies beside the broken file under that one's name: who lets people in would look for it in vain."""
    register_path(broken).write_bytes(b"a register")
    rescue(window, qtbot, broken)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._bridge.has_session)
    assert "chiamalo «gruppo-A (recuperata).registro» e riapri" in window.bar.text()


def test_a_copy_is_opened_as_a_new_file(
    window: MainWindow, qtbot: QtBot, broken: Path, press: Callable[..., None]
) -> None:
    """Enter on the list takes the copy; neither the broken file nor the copy itself is worked on."""
    before = broken.read_bytes()
    page = rescue(window, qtbot, broken)
    page.copies.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._bridge.has_session)
    path = window._bridge.session.path
    assert path.parent == broken.parent
    assert path.name.startswith("gruppo-A (copia delle ")
    assert notes_of(window) == 20
    assert broken.read_bytes() == before


def test_saving_twice_makes_two_files(window: MainWindow, qtbot: QtBot, broken: Path) -> None:
    """Nothing that was saved before is overwritten."""
    for _ in range(2):
        window._bridge.close_evening()
        rescue(window, qtbot, broken).save()
        qtbot.waitUntil(lambda: window._bridge.has_session)
        qtbot.waitUntil(lambda: not window._bridge.is_busy)
    names = sorted(path.name for path in broken.parent.glob("*recuperata*"))
    assert names == ["gruppo-A (recuperata) 2.serata", "gruppo-A (recuperata).serata"]


def test_esc_goes_back(window: MainWindow, qtbot: QtBot, broken: Path, press: Callable[..., None]) -> None:
    """To the first page, where another file can be chosen."""
    rescue(window, qtbot, broken)
    press(Qt.Key.Key_Escape)
    assert window.current_page is window._welcome
    assert [path.name for path in broken.parent.glob("*.serata")] == ["gruppo-A.serata"]


def test_where_nothing_is_left_the_copies_are(window: MainWindow, qtbot: QtBot, broken: Path) -> None:
    """A file of zeros: nothing to save, but the copy is found by the name of the file."""
    broken.write_bytes(bytes(len(broken.read_bytes())))
    page = rescue(window, qtbot, broken)
    assert page.save_card.isHidden()
    assert page.copies.count() == 1
    assert page.copies.hasFocus()


def test_a_lost_root_is_taken_from_a_copy_that_the_person_chooses(
    window: MainWindow, qtbot: QtBot, broken: Path, tmp_path: Path
) -> None:
    """Where no automatic copy tells what the evening is, the page asks for another one."""
    with create_evening(tmp_path / "x.serata", find_template("carpi-2018-1")) as session:
        add_note(session, group=read_groups(session)[0].id, text="una nota")
    whole = (tmp_path / "x.serata").read_bytes()
    (tmp_path / "copia.serata").write_bytes(whole)
    page_of_root = whole.find(b'"theme"') // PAGE
    (tmp_path / "x.serata").write_bytes(whole[: page_of_root * PAGE] + bytes(PAGE) + whole[(page_of_root + 1) * PAGE :])
    page = rescue(window, qtbot, tmp_path / "x.serata")
    assert not page.with_copy_button.isHidden()
    page.ask_copy = lambda: str(tmp_path / "copia.serata")  # type: ignore[method-assign]
    page.with_copy_button.click()
    qtbot.waitUntil(lambda: window._bridge.has_session)
    assert window._bridge.session.path.name == "x (recuperata).serata"


def test_without_copies_it_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """No list, one sentence, and the way to another file."""
    path = tmp_path / "altra.serata"
    path.write_bytes(b"non una serata" * 100)
    page = rescue(window, qtbot, path)
    assert page.copies.isHidden()
    assert not page.no_copies.isHidden()
    assert page.other_button.hasFocus()


def test_while_an_evening_is_open_the_page_waits_behind_a_button(
    window: MainWindow, qtbot: QtBot, broken: Path, tmp_path: Path
) -> None:
    """Nobody is taken away from the work: the bar says it, and its button leads there and back."""
    window._bridge.adopt(create_evening(tmp_path / "buona.serata", find_template("carpi-2018-1")))
    window._bridge.open_evening(broken)
    assert not isinstance(window.current_page, RescuePage)
    assert "danneggiato" in window.bar.text()
    window.bar.action_button.click()
    page = window.current_page
    assert isinstance(page, RescuePage)
    qtbot.waitUntil(lambda: not window._bridge.is_busy)
    page.back_button.click()
    assert not isinstance(window.current_page, RescuePage)
    assert window._bridge.session.path.name == "buona.serata"


def test_files_of_other_kinds_have_only_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A list or a picture is no broken evening."""
    path = tmp_path / "elenco.xlsx"
    path.write_bytes(b"PK" * 100)
    window._bridge.open_evening(path)
    assert not isinstance(window.current_page, RescuePage)
    assert "non è un file di Facilitatore" in window.bar.text()
    assert window.bar.action_button.isHidden()
