"""A list of 150 in one column, of which twelve things are to be asked: answered with the keyboard, imported, printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.people import read_persons
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.jobs import DOOR, Job
from ui.main_window import MainWindow

FIRST = ["Anna", "Luca", "Giulia", "Marco", "Sara", "Paolo", "Elena", "Davide", "Chiara", "Matteo", "Teresa", "Stefano"]
FAMILY = [
    "Ferrari",
    "Bianchi",
    "Romagnoli",
    "Gallo",
    "Costa",
    "Fontana",
    "Esposito",
    "Ricci",
    "Marchetti",
    "Lombardi",
    "Zanetti",
    "Barbieri",
    "Pellegrini",
]
ASKED = [
    *(
        f"{family} {first} CGIL"
        for family, first in zip(FAMILY, ["Ida", "Ugo", "Pia", "Remo", "Lia", "Ivo"], strict=False)
    ),
    "Bianchi, Bice; Neri, Dino",
    "Costa, Gino; Gallo, Rina",
    "Dall'Olio Gian Paolo",
    "Dallolio Giampaolo",
    "Zorzi",
    "Grassi",
    "la mamma di Karim",
]


class Keys:
    """A keyboard that counts."""

    def __init__(self, bridge: Bridge, qtbot: QtBot) -> None:
        self._bridge, self._qtbot = bridge, qtbot
        self.pressed = 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is, and wait for what it does."""
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, held)
        self.pressed += 1
        self._qtbot.waitUntil(lambda: not self._bridge.is_busy, timeout=20_000)


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window at the door of an evening without a register."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")))
    bridge.set_job(Job(DOOR, ""))
    made = MainWindow(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()


def test_a_list_with_questions(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fewer than twenty keys from question to register; who is left to the door has no badge, no badge a family name."""
    bridge, page = window._bridge, window.page(1)
    names = [f"{family} {first}" for first, family in product(FIRST, FAMILY)]
    listed = tmp_path / "iscritti.csv"
    listed.write_text(
        "Cognome e nome\n" + "".join(f'"{name}"\n' for name in [*names[: 150 - len(ASKED)], *ASKED]), encoding="utf-8"
    )
    monkeypatch.setattr(page, "ask_list_path", lambda: listed)
    keys = Keys(bridge, qtbot)
    page.choose_list()
    qtbot.waitUntil(lambda: not bridge.is_busy and page.importing.panel.isVisible(), timeout=20_000)
    panel = page.importing.panel
    assert sum(len(question.alike) for question in panel.questions.list.questions.lines) == 12
    for key in (Qt.Key.Key_1, Qt.Key.Key_S, Qt.Key.Key_S, Qt.Key.Key_1, Qt.Key.Key_D, Qt.Key.Key_1):
        keys.press(key)
    for letter in "FATIMA":
        keys.press(Qt.Key[f"Key_{letter}"])
    keys.press(Qt.Key.Key_Return)
    assert bridge.register is None, "nothing is written before Importa"
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bridge.register is not None)
    people = {f"{one.family_name} {one.first_name}": one for one in read_persons(bridge.register)}
    assert keys.pressed < 20
    assert len(people) == 150 + 2 - 1, "two of one line twice, and one person of two lines"
    asked = sorted(name for name, person in people.items() if person.question is not None)
    assert [person.badge_name for person in people.values() if person.question is not None] == ["", ""]
    assert asked == ["Grassi ", "Zorzi "]
    assert {"Ferrari Ida", "Neri Dino", "Dall'Olio Gian Paolo", "Ferrari Anna"} <= people.keys()
    worn = {word for person in people.values() for word in person.badge_name.split()}
    assert not worn & {*FAMILY, "Neri", "Dallolio", "Zorzi", "Grassi", "Karim"}
