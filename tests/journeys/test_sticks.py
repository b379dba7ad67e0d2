"""The end of an evening at the Cabina: sticks of all kinds come back, are joined, decided, handed over, and checked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, edit_note, read_notes
from facilitatore.door.actions import welcome_walk_in
from facilitatore.door.people import read_guests
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from ui.bridge import Bridge
from ui.main_window import MainWindow

DELIVER = 5
FIRST, SECOND = "Un numero per la notte", "Qualcuno che risponda di notte"
TOGETHER = "Un numero per la notte, a cui risponda qualcuno che ci conosce"


class Cabina:
    """Somebody at the keyboard of the laptop of the Cabina, on the page of delivery."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        """Open the evening at `path`."""
        self.qtbot = qtbot
        self.bridge = Bridge()
        self.window = MainWindow(self.bridge)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        assert self.bridge.open_evening(path)
        self.window.show_room(DELIVER)
        self.page = self.window.page(DELIVER)

    @property
    def session(self) -> Session:
        """The open evening."""
        return self.bridge.session

    def press(self, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and wait until whatever it began is done."""
        target = QApplication.focusWidget()
        assert target is not None, "nobody has the focus"
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, int(key), held, text))
        self.wait()

    def wait(self) -> None:
        """Wait until nothing goes on beside the window."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.bridge.is_busy, timeout=20_000)

    def drop(self, *paths: Path) -> None:
        """Let files fall on the page, and wait until they were looked at."""
        self.page.add_paths(list(paths))
        self.wait()
        self.qtbot.waitUntil(lambda: all(entry.arrival for entry in self.page.join_card.entries), timeout=20_000)
        self.wait()

    def close(self) -> None:
        """Close the window and give the files back."""
        self.window.close()


@pytest.fixture
def table(tmp_path: Path, later: Callable[[], None]) -> list[Path]:
    """What lies on the table: five laptops' files, an old copy, a backup, a damaged file, one of another evening."""
    sticks = tmp_path / "chiavette"
    with create_evening(tmp_path / "cabina.serata", find_template("carpi-2018-1")) as evening:
        groups = read_groups(evening)
        add_note(evening, group=groups[1].id, text="Un numero di notte", number="12")
        note = evening.things("note")[0].id
        write_kit(evening, sticks)
    shutil.copy(sticks / "gruppo-B.serata", sticks / "gruppo-B-2.serata")
    for group, name in enumerate(("gruppo-A", "gruppo-B", "gruppo-C")):
        with Session.open(sticks / f"{name}.serata") as laptop:
            add_note(laptop, group=groups[group].id, text=f"Prima nota di {name}")
        shutil.copy(sticks / f"{name}.serata", tmp_path / f"{name}-vecchia.serata")
        with Session.open(sticks / f"{name}.serata") as laptop:
            add_note(laptop, group=groups[group].id, text=f"Seconda nota di {name}")
            backup = laptop.back_up()
            if name == "gruppo-B":
                edit_note(laptop, note, text=FIRST)
    assert backup is not None
    later()
    with Session.open(sticks / "gruppo-B-2.serata") as laptop:
        edit_note(laptop, note, text=SECOND)
    with Session.open(sticks / "accoglienza.serata") as laptop:
        welcome_walk_in(laptop, name="Ada", group=groups[0].id)
    whole = (sticks / "gruppo-C.serata").read_bytes()
    (tmp_path / "rotta.serata").write_bytes(whole[: len(whole) // 2 + 100])
    with create_evening(tmp_path / "caregiver.serata", find_template("carpi-2018-1")) as other:
        edit_evening(other, title="Caregiver", date="2018-01-15")
        add_note(other, group=read_groups(other)[0].id, text="Di un’altra sera")
    old = [tmp_path / "gruppo-A-vecchia.serata", tmp_path / "rotta.serata", tmp_path / "caregiver.serata"]
    return [sticks, backup, *old]


def test_the_table_of_the_cabina(
    qtbot: QtBot, themed_app: QApplication, table: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropped, joined, taken back, joined again, decided, reported, handed over; any order gives the same file."""
    for name in ("uno", "due"):
        shutil.copy(tmp_path / "cabina.serata", tmp_path / f"{name}.serata")
    cabina = Cabina(qtbot, tmp_path / "uno.serata")
    drop_and_join(cabina, table)
    joined = cabina.session.fingerprint()
    take_back_and_join_again(cabina, joined)
    save_report(cabina, tmp_path / "verbale.pdf", joined, monkeypatch)
    decide_by_writing_together(cabina)
    hand_over(cabina, tmp_path / "CHIAVETTA")
    cabina.close()

    again = Cabina(qtbot, tmp_path / "due.serata")
    inside = sorted(table[0].glob("*.serata"), reverse=True)
    for path in (*reversed(table[1:]), *inside, *inside):
        again.drop(path)
    again.press(Qt.Key.Key_U, "u")
    assert again.session.fingerprint() == joined
    again.close()


def drop_and_join(cabina: Cabina, table: list[Path]) -> None:
    """Drop everything; nothing is written before U, the other evening is apart, the damaged file is refused."""
    before = cabina.session.fingerprint()
    cabina.drop(*table)
    assert cabina.session.fingerprint() == before, "looking writes nothing"
    assert cabina.page.apart_card.evenings.text() == "Caregiver, 15 gennaio · 1 file"
    states = {path.name: row.state.text() for path, row in cabina.page.join_card.rows.items()}
    assert states["rotta.serata"] == "non si unisce"
    assert cabina.page.join_card.join_button.text() == "Unisci 7 file"
    cabina.press(Qt.Key.Key_U, "u")
    texts = {note.text for note in read_notes(cabina.session)}
    assert {f"{which} nota di gruppo-{key}" for which in ("Prima", "Seconda") for key in "ABC"} <= texts
    assert "Di un’altra sera" not in texts
    assert [guest.badge_name for guest in read_guests(cabina.session)] == ["Ada"]
    assert len(cabina.session.conflicts()) == 1


def take_back_and_join_again(cabina: Cabina, joined: str) -> None:
    """T and Enter take it back whole; U joins the same files to the same fingerprint."""
    cabina.press(Qt.Key.Key_T, "t")
    cabina.press(Qt.Key.Key_Return, "\r")
    assert [note.text for note in read_notes(cabina.session)] == ["Un numero di notte"]
    assert read_guests(cabina.session) == []
    cabina.press(Qt.Key.Key_U, "u")
    assert cabina.session.fingerprint() == joined


def save_report(cabina: Cabina, path: Path, joined: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """V saves the report, which has both fingerprints, the files, and what stayed out."""
    monkeypatch.setattr(cabina.page.joined_card, "_ask_path", lambda _suggested: path)
    cabina.press(Qt.Key.Key_V, "v")
    pages = list(pypdfium2.PdfDocument(path))
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert joined in words
    assert "Caregiver" in words
    assert "rotta" in words
    assert "Verbale" in words


def decide_by_writing_together(cabina: Cabina) -> None:
    """I opens both texts in one field; Ctrl+Enter saves what was made of them."""
    cabina.press(Qt.Key.Key_I, "i")
    field = cabina.page.decisions.words
    assert field.hasFocus()
    assert set(field.toPlainText().splitlines()) == {FIRST, SECOND}
    field.selectAll()
    for letter in TOGETHER:
        cabina.press(Qt.Key(0), letter)
    cabina.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    assert cabina.session.conflicts() == []
    assert TOGETHER in {note.text for note in read_notes(cabina.session)}


def hand_over(cabina: Cabina, stick: Path) -> None:
    """C hands over to a folder that stands for the stick; what lies there is what is here."""
    stick.mkdir()
    cabina.page.stick_card._ask_folder = lambda: stick
    cabina.page.stick_card.watch.stop()
    cabina.page.stick_card.show_sticks([])
    cabina.press(Qt.Key.Key_C, "c")
    told = cabina.page.stick_card.outcome.text().replace("\N{NO-BREAK SPACE}", " ")
    (file,) = stick.glob("*.serata")
    assert told.startswith(f"Consegnato: {file.name}")
    assert Session.look(file).fingerprint() == cabina.session.fingerprint()
    assert cabina.session.fingerprint() in told
    assert TOGETHER in file.with_suffix(".html").read_text(encoding="utf-8")
    assert sorted(one.suffix for one in stick.iterdir()) == [".html", ".serata"], "nothing half is left"
