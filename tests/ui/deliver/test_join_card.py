"""Promises of looking and joining: what a file is and would do is said before, and never more than that is done."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes, remove_note
from facilitatore.errors import NotBackedUp
from facilitatore.prepare.actions import add_group, add_question
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.session.places import data_folder
from tests.homes import at_home
from tests.ui.deliver.doing import join, look, row, wait_for_work

pytestmark = pytest.mark.usefixtures("themed_app")


def test_a_row_says_which_laptop_wrote_last(page, sticks, monkeypatch, tmp_path: Path, qtbot: QtBot):
    """A file of another laptop shows its three letters and the hour; the door's own file is this laptop's."""
    for variable, folder in at_home(tmp_path / "another laptop").items():
        monkeypatch.setenv(variable, folder)
    look(page, qtbot, sticks / "gruppo-A.serata")
    detail = row(page, "gruppo-A.serata").detail.text()
    where, clock = detail.split(" · ")
    assert where.startswith("portatile ")
    assert len(where.removeprefix("portatile ")) == 3
    assert clock == time.strftime("%H:%M", time.localtime(page.join_card.entries[0].arrival.written_at))


def test_a_renamed_file_is_known_by_what_was_written_in_it(page, sticks, tmp_path: Path, qtbot: QtBot):
    """The file of group B, called otherwise, is still that of group B."""
    shutil.copy(sticks / "gruppo-B.serata", tmp_path / "Copia di lunedì.serata")
    look(page, qtbot, tmp_path / "Copia di lunedì.serata")
    assert row(page, "Copia di lunedì.serata").title.text() == "B · Caregiver"


def test_what_is_here_already_is_counted(page, sticks, qtbot: QtBot):
    """Beside what is new stands how much is here already."""
    look(page, qtbot, sticks / "gruppo-C.serata")
    assert row(page, "gruppo-C.serata").brings.text() == "niente di nuovo"
    assert row(page, "gruppo-C.serata").already.text() == f"{page.join_card.entries[0].arrival.same} voci già qui"


def test_what_is_prepared_elsewhere_is_called_by_its_name(page, bridge, sticks, qtbot: QtBot):
    """A question and a group of another laptop are a question and a group, not two other things."""
    group = read_groups(bridge.session)[0].id
    with Session.open(sticks / "gruppo-C.serata") as stick:
        add_question(stick, group=group, text="E di notte?")
        add_group(stick, title="Trasporti")
    look(page, qtbot, sticks / "gruppo-C.serata")
    assert row(page, "gruppo-C.serata").brings.text() == "1 gruppo · 1 domanda"


def forget_a_guest(bridge, path: Path) -> str:
    """Let a guest come, and be forgotten in the file of a stick; return the id."""
    bridge.session.record("welcome", new("guest", badge_name="Zenobia", token="A" * 12))
    guest = bridge.session.things("guest")[0].id
    with Session.open(path) as stick:
        stick.take_in_facts(bridge.session.all_facts())
        stick.forget(ids=[guest])
    return guest


def test_forgetting_needs_its_own_tick(page, bridge, sticks, qtbot: QtBot):
    """A file that asks to forget says what would go; joined without the tick it brings its notes and takes nothing."""
    gone = forget_a_guest(bridge, sticks / "gruppo-A.serata")
    look(page, qtbot, sticks / "gruppo-A.serata")
    shown = row(page, "gruppo-A.serata")
    assert "dimenticare per sempre 1 presenza" in shown.warning.text()
    assert shown.box.isChecked()
    assert not shown.forget_box.isChecked()
    join(page, qtbot)
    assert bridge.session.get(gone) is not None
    assert len(read_notes(bridge.session)) == 4


def test_with_the_tick_it_is_forgotten(page, bridge, sticks, qtbot: QtBot):
    """Space on the second box lets the file have its way."""
    gone = forget_a_guest(bridge, sticks / "gruppo-A.serata")
    look(page, qtbot, sticks / "gruppo-A.serata")
    box = row(page, "gruppo-A.serata").forget_box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    wait_for_work(page, qtbot)
    assert "se ne vanno per sempre 1 presenza · le copie di prima si tolgono" in page.join_card.summary.text()
    join(page, qtbot)
    assert bridge.session.get(gone) is None
    assert len(read_notes(bridge.session)) == 4


def test_a_join_that_only_made_forget_can_be_told_on_paper(page, bridge, sticks, qtbot: QtBot):
    """It brought nothing that could be taken back, and is there to be signed all the same."""
    look(page, qtbot, sticks / "gruppo-A.serata")
    join(page, qtbot)
    forget_a_guest(bridge, sticks / "gruppo-A.serata")
    look(page, qtbot, sticks / "gruppo-A.serata")
    row(page, "gruppo-A.serata").forget_box.click()
    wait_for_work(page, qtbot)
    join(page, qtbot)
    assert page.joined_card.isVisible()
    assert "dimenticato per sempre" in page.joined_card.what.text()
    assert page.joined_card.report_button.isVisible()
    assert not page.joined_card.back_button.isVisible()


def test_without_a_backup_nothing_is_joined(page, bridge, sticks, refused, qtbot: QtBot):
    """When no copy of what is there can be made, it is said, and the evening stays as it was."""
    look(page, qtbot, sticks)
    shutil.rmtree(data_folder() / "backups", ignore_errors=True)
    (data_folder() / "backups").write_bytes(b"a file where the folder should be")
    before = bridge.session.fingerprint()
    qtbot.keyClick(page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: bool(refused), timeout=5000)
    assert [type(problem) for problem in refused] == [NotBackedUp]
    assert bridge.session.fingerprint() == before
    assert page.join_card.join_button.isEnabled()


def test_a_damaged_file_stays_out_and_the_others_come_in(page, bridge, sticks, qtbot: QtBot):
    """A file cut in the middle is told in a sentence and holds up nobody."""
    whole = (sticks / "gruppo-B.serata").read_bytes()
    (sticks / "gruppo-B.serata").write_bytes(whole[: len(whole) // 2])
    look(page, qtbot, sticks)
    assert row(page, "gruppo-B.serata").state.text() == "non si unisce"
    assert row(page, "gruppo-B.serata").warning.text()
    assert page.join_card.join_button.text() == "Unisci 3 file"
    join(page, qtbot)
    assert len(read_notes(bridge.session)) == 4


def test_wishes_to_look_are_gathered(page, bridge, sticks, qtbot: QtBot):
    """Ticking quickly looks once more at the end, not once for each tick; what is shown is true."""
    look(page, qtbot, sticks)
    looks = []
    page.join_card.looked.connect(lambda: looks.append(1))
    box = row(page, "gruppo-A.serata").box
    for _ in range(9):
        box.click()
    wait_for_work(page, qtbot)
    assert len(looks) <= 3
    assert page.join_card.summary.text().startswith("2 note nuove")


@pytest.fixture
def many(page, bridge, tmp_path: Path, qtbot: QtBot) -> Path:
    """Three hundred files of the evening, of which number 250 is damaged and number 280 has a note."""
    folder = tmp_path / "molte"
    folder.mkdir()
    model = folder / "000.serata"
    from facilitatore.session.building import copy_facts

    copy_facts(bridge.session.all_facts(), model)
    for number in range(1, 300):
        shutil.copy(model, folder / f"{number:03}.serata")
    (folder / "250.serata").write_bytes(b"not ours")
    with Session.open(folder / "280.serata") as stick:
        add_note(stick, group=read_groups(stick)[0].id, text="Da lontano")
    return folder


def test_hundreds_of_files_are_folded(page, bridge, many, qtbot: QtBot):
    """Of 300 files a handful is shown, first what somebody should see; the rest is counted, and M shows more."""
    look(page, qtbot, many)
    rows = page.join_card.rows
    assert len(rows) == 8
    assert {"250.serata", "000.serata"} <= {path.name for path in rows}
    assert page.join_card.list.rest.text() == "E altri 292 file, senza niente di strano."
    qtbot.keyClick(page, Qt.Key.Key_M)
    assert len(rows) == 20
    assert page.join_card.join_button.text() == "Unisci 299 file"
    join(page, qtbot)
    assert [note.text for note in read_notes(bridge.session)] == ["Un numero di notte", "Da lontano"]


def test_hundreds_of_rows_are_quick_to_show(page, many, qtbot: QtBot):
    """With 300 files only the rows that are seen exist, so that showing them again costs what eight cost."""
    look(page, qtbot, many)
    widgets = len(page.join_card.findChildren(type(page.join_card)))
    before = {id(one) for one in page.join_card.rows.values()}
    page.join_card.show_entries()
    QApplication.processEvents()
    assert {id(one) for one in page.join_card.rows.values()} == before
    assert len(page.join_card.rows) == 8
    assert widgets == 0


def test_another_evening_is_not_in_the_list(page, bridge, sticks, tmp_path: Path, qtbot: QtBot):
    """A file of another evening stands apart and is never joined with the others."""
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")) as other:
        add_note(other, group=read_groups(other)[0].id, text="Di un’altra sera")
    look(page, qtbot, sticks, tmp_path / "altra.serata")
    assert tmp_path / "altra.serata" not in page.join_card.rows
    assert page.join_card.join_button.text() == "Unisci 4 file"
    assert page.apart_card.isVisible()
    join(page, qtbot)
    assert "Di un’altra sera" not in {note.text for note in read_notes(bridge.session)}


def test_more_files_than_are_looked_at_are_said(page, sticks, monkeypatch, qtbot: QtBot):
    """A whole disk dropped by mistake stays harmless, and nobody believes that all of it was joined."""
    said = []
    page.said.connect(lambda text, kind: said.append((text, kind)))
    monkeypatch.setattr("ui.deliver.join_card.MOST", 3)
    look(page, qtbot, sticks)
    assert len(page.join_card.entries) == 3
    assert said == [
        ("Qui ci sono più di 3 file di serata: ecco i primi 3. Gli altri, una cartella alla volta.", "warning")
    ]


def test_what_is_here_already_is_called_so(page, sticks, qtbot: QtBot):
    """Nobody is told of a copy that is not made, when nothing is written."""
    look(page, qtbot, sticks / "gruppo-A.serata")
    join(page, qtbot)
    look(page, qtbot, sticks / "gruppo-A.serata")
    assert page.join_card.summary.text() == "niente di nuovo: qui c’è già tutto"
    said = []
    page.said.connect(lambda text, kind: said.append(text))
    join(page, qtbot)
    assert said[-1] == "Unito 1 file: niente di nuovo. Qui c’era già tutto."


def test_a_file_that_takes_what_others_wrote_is_shown_in_warning(
    page, bridge, tmp_path: Path, monkeypatch, qtbot: QtBot
):
    """Removed, not changed; in the colour of warnings, with the first texts, and all of them when asked."""
    group = read_groups(bridge.session)[0].id
    for number in range(8):
        bridge.do(add_note, group=group, text=f"Nota {number}")
    path = tmp_path / "gruppo-A.serata"
    shutil.copy(bridge.session.path, path)
    for variable, folder in at_home(tmp_path / "another laptop").items():
        monkeypatch.setenv(variable, folder)
    with Session.open(path) as copy:
        for note in read_notes(copy):
            if note.text.startswith("Nota "):
                remove_note(copy, note.id)
    monkeypatch.undo()
    look(page, qtbot, path)
    shown = row(page, "gruppo-A.serata")
    assert shown.state.text() == "da guardare"
    assert "tolte: 8 note" in shown.warning.text()
    assert "cambiat" not in shown.brings.text()
    assert len(shown.rewrites.text().splitlines()) == 6
    assert shown.rewrites.text().splitlines()[-1] == "e altri 3"
    qtbot.mouseClick(shown.all_button, Qt.MouseButton.LeftButton)
    assert len(shown.rewrites.text().splitlines()) == 8
    assert "«Nota 0» → tolta" in shown.rewrites.text()
    assert page.join_card.summary.property("role") == "warning"
