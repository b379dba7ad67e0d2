"""A register of before beside its evening on two laptops: the evening moves, a group is renamed, nobody is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from facilitatore.deliver.joining import gather, held, take_in
from facilitatore.door.people import read_expected
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import FileKind, Session, new
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files
from facilitatore.session.register_place import register_path
from ui.bridge import Bridge
from ui.jobs import DOOR, Job
from ui.main_window import MainWindow

PREPARA, ACCOGLI = 0, 1
ASKED = (
    ("Ada", "2018-01-08", "Casa della salute"),
    ("Bice", "2018-01-08", "Riconoscimento ruolo caregiver"),
    ("Carla", "2018-01-08", ""),
    ("Dina", "2018-01-15", "Casa della salute"),
)


def prepare(first: Path, second: Path) -> None:
    """Make an evening with a register as a program of before wrote it, and copy both to a second laptop."""
    drafts = [
        new(
            "person",
            first_name=name,
            badge_name=name,
            token=f"TOKEN{name.upper():A<7}",
            registrations=[{"evening": evening, "group": group}],
        )
        for name, evening, group in ASKED
    ]
    with create_evening(first, find_template("carpi-2018-1")) as evening:
        with create_register(evening, register_path(first)) as register:
            register.note("import_people", *drafts)
            copy_facts(register.all_facts(), register_path(second))
        copy_facts(evening.all_facts(), second)


def places(session: Session, register: Session | None) -> dict[str, tuple[bool | None, str]]:
    """Return whether each person is awaited, and the letter of the group."""
    keys = {group.id: group.key for group in read_groups(session)}
    lines = read_expected(session, register)
    return {line.badge_name: (line.attends, keys.get(line.group or "", "")) for line in lines}


def open_at(qtbot: QtBot, path: Path) -> tuple[Bridge, MainWindow]:
    """Open the window on an evening, at its door."""
    bridge = Bridge()
    window = MainWindow(bridge)
    qtbot.addWidget(window)
    window.show()
    assert bridge.open_evening(path)
    bridge.set_job(Job(DOOR))
    window.show_room(ACCOGLI)
    return bridge, window


def write(field: QLineEdit, text: str) -> None:
    """Write something else into a field of Prepara, and end with Enter."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.usefixtures("themed_app")
def test_an_evening_that_moves_and_a_group_with_another_name(qtbot: QtBot, tmp_path: Path) -> None:
    """Both laptops have opened the register; on one the date and a title change: on both, and joined, all are expected as before."""
    first, second = tmp_path / "accoglienza.serata", tmp_path / "accoglienza-2.serata"
    prepare(first, second)
    bridge, window = open_at(qtbot, first)
    before = places(bridge.session, bridge.register)
    assert before == {"Ada": (True, "A"), "Bice": (True, "B"), "Carla": (True, ""), "Dina": (False, "")}
    window.show_room(PREPARA)
    page = window.page(PREPARA)
    write(page.form.date, "9/1/2018")
    write(page.group_form.title, "Altro")
    window.show_room(ACCOGLI)
    QApplication.processEvents()
    assert read_groups(bridge.session)[0].title == "Altro"
    assert places(bridge.session, bridge.register) == before
    assert window.page(ACCOGLI).figures.unmatched.isHidden()
    window.close()

    bridge, window = open_at(qtbot, second)
    take_in(bridge.session, gather(held(bridge.session), [first]))
    assert places(bridge.session, bridge.register) == before
    session_path = bridge.session.path
    window.close()

    join_files([register_path(first), register_path(second)], tmp_path / "unito.registro")
    with Session.look(session_path) as session, Session.look(tmp_path / "unito.registro", FileKind.REGISTER) as joined:
        assert places(session, joined) == before
        assert joined.conflicts() == []
