"""Promises of the page for conducting, driven by the keys a person presses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.conduct.actions import current_run, read_countdown, read_turns
from facilitatore.prepare.evening import read_groups, read_phases
from facilitatore.prepare.templates import create_evening, find_template
from ui.bridge import Bridge
from ui.conduct.page import ConductPage
from ui.jobs import GROUP, Job

pytestmark = pytest.mark.usefixtures("themed_app")


class HandClock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        """Begin now."""
        self._start = time.time()
        self.turned = 0.0

    def since_boot(self) -> float:
        """Return seconds since a start."""
        return 1000.0 + self.turned

    def wall(self) -> float:
        """Return seconds since 1970."""
        return self._start + self.turned

    def boot_id(self) -> str:
        """Return the same start of the machine always."""
        return "start"


@dataclass
class Conduct:
    """The page, its clock and what it said."""

    page: ConductPage
    bridge: Bridge
    clock: HandClock
    group: str
    said: list[tuple[str, str]] = field(default_factory=list)
    phases: list[tuple[str, str]] = field(default_factory=list)

    def press(self, key: int, text: str = "") -> None:
        """Press one key where the focus is."""
        target = QApplication.focusWidget() or self.page
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def wait(self, seconds: float) -> None:
        """Let time go by, and the page look at it."""
        self.clock.turned += seconds
        self.page.refresh(None)

    def left(self) -> int:
        """Return the seconds left of the intervention."""
        return round(read_countdown(self.bridge.session, self.group).remaining(self.clock))

    def timers(self) -> list[QTimer]:
        """Return the timers of the page that run."""
        return [timer for timer in self.page.findChildren(QTimer) if timer.isActive()]


@pytest.fixture
def conduct(qtbot: QtBot, tmp_path: Path) -> Iterator[Conduct]:
    """Show the page of group B on the first evening of Carpi."""
    bridge = Bridge()
    bridge.adopt(create_evening(tmp_path / "serata.serata", find_template("carpi-2018-1")))
    group = read_groups(bridge.session)[1].id
    bridge.set_job(Job(GROUP, group))
    clock = HandClock()
    page = ConductPage(bridge, clock=clock)
    qtbot.addWidget(page)
    conduct = Conduct(page, bridge, clock, group)
    bridge.changed.connect(page.changed)
    page.said.connect(lambda text, kind: conduct.said.append((text, kind)))
    page.phase_shown.connect(lambda phase, left: conduct.phases.append((phase, left)))
    page.resize(1198, 704)
    page.show()
    page.activateWindow()
    page.setFocus()
    QApplication.processEvents()
    yield conduct
    page.hide()
    page.let_go()
    bridge.close_evening()


def test_space(conduct: Conduct) -> None:
    """Space starts the countdown, pauses it and lets it go on from what is left."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(20)
    assert (conduct.page.face.state, conduct.left()) == ("running", 100)
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(50)
    assert (conduct.page.face.state, conduct.left()) == ("paused", 100)
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(10)
    assert conduct.left() == 90


def test_next(conduct: Conduct) -> None:
    """N records the intervention, without a name, and waits for the next one."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(95)
    conduct.press(Qt.Key.Key_N, "n")
    (turn,) = read_turns(conduct.bridge.session, conduct.group)
    assert (turn.spoken_s, turn.planned_s) == (95, 120)
    assert conduct.page.face.state == "ready"
    assert conduct.page.controls.figures.text() == "1 intervento, 2 min di parola"


def test_next_without_anybody(conduct: Conduct) -> None:
    """N while nobody speaks records nothing, and says which key starts."""
    conduct.press(Qt.Key.Key_N, "n")
    assert read_turns(conduct.bridge.session, conduct.group) == []
    assert "Spazio" in conduct.said[0][0]


def test_plus_and_minus(conduct: Conduct) -> None:
    """The keys + and − give and take thirty seconds."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.press(Qt.Key.Key_Plus, "+")
    conduct.press(Qt.Key.Key_Plus, "+")
    conduct.press(Qt.Key.Key_Minus, "-")
    assert conduct.left() == 150


@pytest.mark.parametrize(("seconds", "state"), [(89, "running"), (91, "ending"), (121, "over")])
def test_stages(conduct: Conduct, seconds: int, state: str) -> None:
    """The face says that it is ending under thirty seconds, and that it is over from zero on."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(seconds)
    assert conduct.page.face.state == state


def test_after_a_crash(conduct: Conduct, qtbot: QtBot) -> None:
    """A page opened again goes on counting from the disk, also past the end."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.clock.turned += 130
    again = ConductPage(conduct.bridge, clock=conduct.clock)
    qtbot.addWidget(again)
    again.refresh(None)
    assert again.face.state == "over"
    assert conduct.left() == -10
    again.let_go()


def test_one_timer(conduct: Conduct) -> None:
    """One timer runs while an intervention is counted and seen; paused or hidden, none does."""
    assert conduct.timers() == []
    conduct.press(Qt.Key.Key_Space, " ")
    assert len(conduct.timers()) == 1
    conduct.page.hide()
    assert conduct.timers() == []
    conduct.page.show()
    assert len(conduct.timers()) == 1
    conduct.page.setFocus()
    conduct.press(Qt.Key.Key_Space, " ")
    assert conduct.timers() == []


def test_ticking(conduct: Conduct, qtbot: QtBot) -> None:
    """The face follows the clock by itself."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.clock.turned += 100
    qtbot.waitUntil(lambda: conduct.page.face.state == "ending")


def test_duration(conduct: Conduct) -> None:
    """The length of an intervention, from one to five minutes, holds for the next ones and is remembered."""
    field = conduct.page.controls.duration
    field.setFocus()
    field.selectAll()
    for letter in "3:30":
        conduct.press(0, letter)
    conduct.press(Qt.Key.Key_Return, "\r")
    assert conduct.left() == 210
    assert conduct.page.hasFocus()
    again = ConductPage(conduct.bridge, clock=conduct.clock)
    assert again.controls.duration.value() == 210
    again.let_go()
    again.deleteLater()


def test_duration_of_nonsense(conduct: Conduct) -> None:
    """What is no length between one and five minutes leaves the length as it was."""
    field = conduct.page.controls.duration
    field.setFocus()
    field.selectAll()
    for letter in "9:00":
        conduct.press(0, letter)
    conduct.press(Qt.Key.Key_Return, "\r")
    assert field.value() in (120, 300)
    assert conduct.left() == field.value()


def test_tab_from_the_duration(conduct: Conduct, qtbot: QtBot) -> None:
    """Tab goes on from the length of an intervention, it does not fall back to the page."""
    conduct.page.controls.duration.setFocus()
    qtbot.keyClick(conduct.page.controls.duration, Qt.Key.Key_Tab)
    assert not conduct.page.hasFocus()
    assert not conduct.page.controls.duration.hasFocus()


def test_take_back(conduct: Conduct) -> None:
    """An intervention counted by mistake can be taken out."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.press(Qt.Key.Key_N, "n")
    conduct.page.controls.take_back.click()
    assert read_turns(conduct.bridge.session, conduct.group) == []


def test_next_phase(conduct: Conduct) -> None:
    """P begins the first phase, then the one after it."""
    phases = read_phases(conduct.bridge.session, conduct.group)
    for phase in phases[:2]:
        conduct.press(Qt.Key.Key_P, "p")
        run = current_run(conduct.bridge.session, conduct.group)
        assert run is not None
        assert run.phase == phase.id
    assert [row.state for row in conduct.page.run_sheet.rows()[:3]] == ["done", "current", "waiting"]


def test_enter_on_a_phase(conduct: Conduct) -> None:
    """Enter on a line of the run sheet begins that phase; Space there still starts the countdown."""
    row = conduct.page.run_sheet.rows()[4]
    row.setFocus()
    conduct.press(Qt.Key.Key_Return, "\r")
    run = current_run(conduct.bridge.session, conduct.group)
    assert run is not None
    assert run.phase == row.phase_id
    conduct.press(Qt.Key.Key_Space, " ")
    assert conduct.page.face.state == "running"


def test_end_phase(conduct: Conduct) -> None:
    """The phase can be closed without beginning another."""
    conduct.press(Qt.Key.Key_P, "p")
    conduct.page.run_sheet.end_button.click()
    assert current_run(conduct.bridge.session, conduct.group) is None
    assert conduct.phases[-1] == ("", "")


def test_phase_in_the_band(conduct: Conduct) -> None:
    """The phase and what is left of it are told when it begins and as minutes go by; after days only that it is over."""
    conduct.press(Qt.Key.Key_P, "p")
    first = read_phases(conduct.bridge.session, conduct.group)[0]
    assert conduct.phases[-1] == (first.title, f"restano {first.minutes} min")
    conduct.wait(5 * 60 + 5)
    assert conduct.phases[-1] == (first.title, f"restano {first.minutes - 5} min")
    conduct.wait(first.minutes * 60)
    assert conduct.phases[-1] == (first.title, "5 min oltre")
    conduct.wait(3 * 86_400)
    assert conduct.phases[-1] == (first.title, "più di 3 ore oltre")


def test_each_minute(conduct: Conduct, qtbot: QtBot) -> None:
    """While an intervention runs the phase is told again at each new minute."""
    conduct.press(Qt.Key.Key_P, "p")
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.phases.clear()
    conduct.clock.turned += 60
    qtbot.waitUntil(lambda: bool(conduct.phases))


def test_question_of_the_phase(conduct: Conduct) -> None:
    """The guiding question of the phase stands under the countdown."""
    phases = read_phases(conduct.bridge.session, conduct.group)
    asked = next(place for place, phase in enumerate(phases) if phase.question)
    for _ in range(asked + 1):
        conduct.press(Qt.Key.Key_P, "p")
    assert conduct.page.question.heading.text() == "Domanda 1"
    assert conduct.page.question.words.text().endswith("?")


def test_choice_of_the_group(conduct: Conduct) -> None:
    """A laptop that is no group's own chooses the group; each has its own countdown."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.bridge.set_job(Job())
    choice = conduct.page.controls.group
    assert choice.isVisible()
    assert conduct.page.face.state == "running"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert conduct.page.face.state == "ready"


def test_own_group(conduct: Conduct) -> None:
    """A group's own laptop asks nothing."""
    assert not conduct.page.controls.group.isVisible()


def test_letters_in_a_field(conduct: Conduct) -> None:
    """A key typed into a field starts nothing."""
    conduct.page.controls.duration.setFocus()
    conduct.press(Qt.Key.Key_Space, " ")
    assert read_countdown(conduct.bridge.session, conduct.group).state == "idle"


def test_a_forgotten_clock_is_asked_about(conduct: Conduct) -> None:
    """After three days the face says only that it is long over; N records nothing that counts, and asks who was there."""
    conduct.press(Qt.Key.Key_Space, " ")
    conduct.wait(3 * 86_400)
    assert conduct.page.face.accessibleDescription() == "da oltre 10 min"
    conduct.press(Qt.Key.Key_N, "n")
    controls = conduct.page.controls
    assert controls.figures.text() == "Nessun intervento finora."
    assert conduct.said[-1][1] == "warning"
    assert "era ancora in corso?" in conduct.said[-1][0]
    assert controls.question.isVisible()
    assert controls.doubt.text().endswith("Contato, vale 12 min.")
    controls.was_speech.click()
    assert controls.figures.text() == "1 intervento, 12 min di parola"
    assert not controls.question.isVisible()
    conduct.bridge.undo()
    conduct.page.refresh(None)
    controls.was_no_speech.click()
    assert read_turns(conduct.bridge.session, conduct.group) == []
    assert not controls.question.isVisible()
