"""Promises of the other evenings: kept apart, joined into a percorso where one says, counted without names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new, remove
from tests.ui.deliver.doing import join, look, wait_for_work

pytestmark = pytest.mark.usefixtures("themed_app")


def come(session: Session, tokens: range) -> None:
    """Note that these badges were read."""
    session.record("note_presence", *(new("presence", token=f"T{token:03}", group="") for token in tokens))


@pytest.fixture
def other(bridge, tmp_path: Path) -> Path:
    """The second evening of the percorso: 30 people, 12 of whom were among the 40 of the first."""
    path = tmp_path / "caregiver.serata"
    with create_evening(path, find_template("carpi-2018-1")) as session:
        process = read_evening(bridge.session).process
        edit_evening(session, title="Caregiver", date="2018-01-15", process=process)
        add_note(session, group=read_groups(session)[0].id, text="Di un’altra sera")
        come(session, range(28, 58))
    come(bridge.session, range(40))
    return path


def test_they_stand_under_their_evening(page, other, tmp_path: Path, qtbot: QtBot):
    """Two files of one other evening are one line with its name, its day, and how many files."""
    shutil.copy(other, tmp_path / "copia.serata")
    look(page, qtbot, other, tmp_path / "copia.serata")
    assert page.apart_card.heading.text() == "Altre serate del percorso"
    assert page.apart_card.evenings.text() == "Caregiver, 15 gennaio · 2 file"
    assert page.join_card.rows == {}
    assert not page.join_card.join_button.isEnabled()


def test_an_evening_of_no_percorso_is_only_another(page, other, qtbot: QtBot):
    """An evening that belongs to something else is not said to be of this percorso."""
    with Session.open(other) as session:
        edit_evening(session, process="Un altro percorso")
    look(page, qtbot, other)
    assert page.apart_card.heading.text() == "Altre serate"


def test_s_joins_the_evenings_where_one_says(page, bridge, other, sticks, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """S writes a percorso with every evening in it, each by itself; the open evening and the files stay as they are."""
    before = bridge.session.fingerprint(), other.read_bytes()
    look(page, qtbot, other, sticks)
    target = tmp_path / "inverno"
    monkeypatch.setattr(page.apart_card, "_ask_path", lambda _suggested: target)
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    written = tmp_path / "inverno.percorso"
    here = Session.look(written, only=bytes.fromhex(bridge.session.id))
    there = Session.look(written, only=bytes.fromhex(Session.look(other).id))
    assert here.fingerprint() == bridge.session.fingerprint()
    assert [note.text for note in read_notes(there)] == ["Di un’altra sera"]
    assert (bridge.session.fingerprint(), other.read_bytes()) == before
    assert str(written) in page.apart_card.place.where.text()


def test_a_percorso_that_cannot_be_written_is_refused(page, other, refused, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """When the place refuses, nothing is said to be there, and one can try again."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(page.apart_card, "_ask_path", lambda _suggested: tmp_path / "file" / "p.percorso")
    look(page, qtbot, other)
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    assert len(refused) == 1
    assert not page.apart_card.place.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    assert len(refused) == 2


def test_forgetting_in_a_percorso_needs_a_tick(page, bridge, other, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """A file that asks to forget what another has is asked about; only with the tick the percorso is written."""
    copy = tmp_path / "copia.serata"
    with Session.open(other) as session:
        session.record("welcome", new("guest", badge_name="Zenobia"))
    shutil.copy(other, copy)
    with Session.open(other) as session:
        session.forget(kinds=["guest"])
    target = tmp_path / "inverno.percorso"
    monkeypatch.setattr(page.apart_card, "_ask_path", lambda _suggested: target)
    look(page, qtbot, other, copy)
    said = []
    page.said.connect(lambda text, kind: said.append(text))
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    assert not target.exists()
    assert "dimenticare per sempre" in said[-1]
    page.apart_card.forget_box.click()
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    assert Session.look(target, only=bytes.fromhex(Session.look(other).id)).things("guest") == []


def test_the_open_evening_that_asks_to_forget_is_called_so(
    page, bridge, other, tmp_path: Path, monkeypatch, qtbot: QtBot
):
    """What the percorso has since the last time, this evening has forgotten: no file of ours by a name nobody knows."""
    target = tmp_path / "inverno.percorso"
    monkeypatch.setattr(page.apart_card, "_ask_path", lambda _suggested: target)
    bridge.session.record("welcome", new("guest", badge_name="Zenobia"))
    look(page, qtbot, other)
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    bridge.session.forget(kinds=["guest"])
    said = []
    page.said.connect(lambda text, kind: said.append(text))
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    assert said[-1].startswith("Questa serata chiede di dimenticare per sempre")
    assert page.apart_card.forget_box.hasFocus()


def test_the_percorso_is_told_in_figures(page, other, qtbot: QtBot):
    """58 people came, 12 of them twice: said as soon as the other evening is there, without a name."""
    assert not page.process_card.isVisible()
    look(page, qtbot, other)
    wait_for_work(page, qtbot)
    assert page.process_card.isVisible()
    assert page.process_card.people.text() == "58 persone sono venute, 12 di loro più di una volta."
    assert "lunedì 15 gennaio 2018, 30" in page.process_card.evenings.text()


def test_small_figures_are_not_told(page, bridge, other, qtbot: QtBot):
    """With fewer than five who came again, their number is not given."""
    with Session.open(other) as session:
        session.record("send_away", *(remove(one) for one in session.things("presence")))
    look(page, qtbot, other)
    wait_for_work(page, qtbot)
    assert "meno di 5" in page.process_card.evenings.text() + page.process_card.people.text()


def test_a_percorso_is_counted_too(page, bridge, other, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """A percorso that is dropped brings what it has of this evening, and is counted."""
    look(page, qtbot, other)
    target = tmp_path / "inverno.percorso"
    monkeypatch.setattr(page.apart_card, "_ask_path", lambda _suggested: target)
    qtbot.keyClick(page, Qt.Key.Key_S)
    wait_for_work(page, qtbot)
    page.apart_card.leave_button.click()
    assert not page.apart_card.isVisible()
    assert not page.process_card.isVisible()
    look(page, qtbot, target)
    wait_for_work(page, qtbot)
    assert page.process_card.people.text() == "58 persone sono venute, 12 di loro più di una volta."
    assert page.join_card.rows[target].title.text() == "Percorso di 2 serate"


def test_the_figures_follow_a_join(page, bridge, other, tmp_path: Path, qtbot: QtBot):
    """People whom a joined file brings are counted at once."""
    copy = tmp_path / "accoglienza.serata"
    from facilitatore.session.building import copy_facts

    copy_facts(bridge.session.all_facts(), copy)
    with Session.open(copy) as session:
        come(session, range(100, 110))
    look(page, qtbot, other, copy)
    join(page, qtbot)
    wait_for_work(page, qtbot)
    assert page.process_card.people.text().startswith("68 persone")
