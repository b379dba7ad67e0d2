"""An evening, its sticks that come back with notes, a bridge and the page, shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.errors import Problem
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from ui.bridge import Bridge
from ui.deliver.page import DeliverPage


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Bridge]:
    """The first evening of Carpi with one note of group B, open."""
    bridge = Bridge()
    session = create_evening(tmp_path / "cabina.serata", find_template("carpi-2018-1"))
    add_note(session, group=read_groups(session)[1].id, text="Un numero di notte", number="12")
    bridge.adopt(session)
    yield bridge
    bridge.close_evening()


@pytest.fixture
def sticks(bridge: Bridge, tmp_path: Path, later: Callable[[], None]) -> Path:
    """The files of the sticks: three notes from A, two from B, which changed note 12 as the Cabina did, none from C."""
    session = bridge.session
    folder = tmp_path / "chiavette"
    write_kit(session, folder)
    note = session.things("note")[0].id
    groups = read_groups(session)
    with Session.open(folder / "gruppo-A.serata") as stick:
        for text in ("Più trasporti", "Orari lunghi", "Un medico che resta"):
            add_note(stick, group=groups[0].id, text=text)
    with Session.open(folder / "gruppo-B.serata") as stick:
        edit_note(stick, note, text="Un numero per la notte")
        for text in ("Sollievo", "Ascolto"):
            add_note(stick, group=groups[1].id, text=text)
    later()
    edit_note(session, note, text="Qualcuno che risponda di notte")
    return folder


@pytest.fixture
def refused(bridge: Bridge) -> list[Problem]:
    """What the world refused."""
    problems: list[Problem] = []
    bridge.refused.connect(problems.append)
    return problems


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> Iterator[DeliverPage]:
    """The page at the size it has on a small laptop."""
    page = DeliverPage(bridge)
    qtbot.addWidget(page)
    page.resize(1198, 704)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    yield page
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=5000)
