"""Promises of the frame: the rail, the band on top, the message bar, and what every page does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.base_page import Page
from ui.frame import BAND_HEIGHT, Rail, TopBand
from ui.message_bar import MessageBar
from ui.widgets.rail_buttons import RAIL_WIDTH

pytestmark = pytest.mark.usefixtures("themed_app")

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W, width: int, height: int) -> W:
    """Show a widget at a size."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    return widget


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    """A rail as high as on a small laptop."""
    return shown(qtbot, Rail(), RAIL_WIDTH, 704)


@pytest.fixture
def band(qtbot: QtBot) -> TopBand:
    """A band as wide as a small laptop."""
    return shown(qtbot, TopBand(), 1366, BAND_HEIGHT)


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    """A message bar."""
    widget = MessageBar()
    qtbot.addWidget(widget)
    return widget


def test_rail_has_the_width_of_the_sketch(rail: Rail) -> None:
    """At text scale 1 the rail takes 168 pixels."""
    assert rail.width() == RAIL_WIDTH


@pytest.mark.parametrize("index", range(6))
def test_rail_tells_the_room(qtbot: QtBot, rail: Rail, index: int) -> None:
    """A click on a room tells its place in the evening."""
    with qtbot.waitSignal(rail.room_chosen) as told:
        qtbot.mouseClick(rail.rooms[index], Qt.MouseButton.LeftButton)
    assert told.args == [index]


def test_rail_waits_for_the_window(qtbot: QtBot, rail: Rail) -> None:
    """A click alone does not move the mark: the window may refuse to change room."""
    qtbot.mouseClick(rail.rooms[4], Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in rail.rooms] == [True, False, False, False, False, False]


def test_rail_marks_one_room(rail: Rail) -> None:
    """Only the current room is marked."""
    rail.set_current(3)
    assert [button.isChecked() for button in rail.rooms] == [False, False, False, True, False, False]


def test_rail_opens_a_room_with_enter(qtbot: QtBot, rail: Rail) -> None:
    """Enter on a room opens it."""
    with qtbot.waitSignal(rail.room_chosen) as told:
        qtbot.keyClick(rail.rooms[2], Qt.Key.Key_Return)
    assert told.args == [2]


def test_rail_moves_with_arrows(qtbot: QtBot, rail: Rail) -> None:
    """↓ on a room goes to the next one."""
    rail.activateWindow()
    rail.rooms[0].setFocus()
    qtbot.keyClick(rail.rooms[0], Qt.Key.Key_Down)
    assert rail.rooms[1].hasFocus()


def test_rail_says_the_job(rail: Rail) -> None:
    """The group of this laptop is said in words, shape included."""
    rail.set_job("Caregiver", "square", "#B35C00")
    assert rail.job.accessibleName() == "Gruppo di questo portatile: Caregiver, quadrato"


def test_rail_says_a_job_without_group(rail: Rail) -> None:
    """The door's laptop is no group's."""
    rail.set_job("Accoglienza")
    assert rail.job.accessibleName() == "Questo portatile: Accoglienza"


def test_rail_job_can_be_clicked(qtbot: QtBot, rail: Rail) -> None:
    """A click on the job tells it."""
    with qtbot.waitSignal(rail.job_clicked):
        qtbot.mouseClick(rail.job, Qt.MouseButton.LeftButton)


def test_rail_fits_a_small_laptop_at_200_per_cent(qtbot: QtBot, themed_app: QApplication) -> None:
    """At text scale 2 the whole rail fits beside the page on 768 pixels, and no room is cut."""
    theme.apply_theme(themed_app, dark=False, text_scale=2.0)
    rail = shown(qtbot, Rail(), 100, 670)
    assert rail.minimumSizeHint().height() <= 670
    assert all(button.width() >= button.sizeHint().width() for button in rail.rooms)


def test_rail_follows_a_change_of_text_size(rail: Rail, themed_app: QApplication) -> None:
    """A rail already shown widens when the text grows."""
    theme.apply_theme(themed_app, dark=False, text_scale=2.0)
    QApplication.processEvents()
    assert rail.width() > RAIL_WIDTH


def test_band_has_the_height_of_the_sketch(band: TopBand) -> None:
    """At text scale 1 the band takes 64 pixels."""
    assert band.sizeHint().height() == BAND_HEIGHT


def test_band_shows_the_evening(band: TopBand) -> None:
    """Title and subtitle are shown whole when there is room."""
    band.set_evening("A Scuola per il Sociale · lunedì 8 gennaio", "Domiciliarità — CPIA, Carpi")
    QApplication.processEvents()
    assert band.title.shown_text() == "A Scuola per il Sociale · lunedì 8 gennaio"


def test_band_shortens_a_long_title(band: TopBand) -> None:
    """A title longer than the band is shortened, and told whole in the tooltip, in lines."""
    title = "Una serata lunghissima " * 20
    band.set_evening(title, "")
    band.set_phase("Domanda 2 · post-it", "restano 14 min")
    QApplication.processEvents()
    assert band.title.shown_text().endswith("…")
    assert band.title.toolTip().split() == title.split()


def test_band_never_cuts_the_clock(qtbot: QtBot, themed_app: QApplication) -> None:
    """At text scale 2 on 1366 pixels the clock stays whole whatever the title and the phase."""
    theme.apply_theme(themed_app, dark=False, text_scale=2.0)
    band = TopBand()
    band.set_evening("Una serata lunghissima " * 20, "con un tema lunghissimo " * 20)
    band.set_phase("Una domanda lunghissima " * 5, "restano 14 min")
    shown(qtbot, band, 1366, 100)
    assert band.width() == 1366
    assert band.clock.width() >= band.clock.sizeHint().width()


def test_band_hides_an_empty_phase(band: TopBand) -> None:
    """Before the evening there is no empty pill."""
    band.set_phase("", "")
    assert band.phase.isHidden()


def test_clock_runs_only_while_seen(band: TopBand) -> None:
    """The clock's timer stops when nobody can see it."""
    band.hide()
    assert not any(timer.isActive() for timer in band.findChildren(QTimer))


def test_clock_shows_hours_and_minutes(band: TopBand) -> None:
    """The clock is written HH:MM."""
    assert len(band.clock.text()) == len("20:22")


def test_bar_shows_the_key_of_its_button(bar: MessageBar) -> None:
    """And no longer with the next message, whose button has none."""
    bar.show_message("Da dimenticare.", "warning", "Dimentica…", None, "F9")
    assert "F9" in bar.action_button.accessibleDescription()
    bar.show_message("Altro.", "info", "Apri")
    assert bar.action_button.accessibleDescription() == ""


def test_bar_is_hidden_without_message(bar: MessageBar) -> None:
    """No message, no bar."""
    assert bar.isHidden()


@pytest.mark.parametrize(("kind", "word"), [("info", "Nota"), ("warning", "Attenzione"), ("error", "Non riuscito")])
def test_bar_tells_the_kind_in_a_word(bar: MessageBar, kind: str, word: str) -> None:
    """The kind of a message is said, not only coloured."""
    bar.show_message("La chiavetta è piena.", kind)
    assert bar.accessibleName() == f"{word}: La chiavetta è piena."


def test_bar_runs_its_action(qtbot: QtBot, bar: MessageBar) -> None:
    """The button runs the way out and takes the message away."""
    done: list[bool] = []
    bar.show_message("La chiavetta è piena.", "error", "Riprova", lambda: done.append(True))
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert (done, bar.text()) == ([True], "")


def test_bar_without_action_has_no_button(bar: MessageBar) -> None:
    """A message without a way out shows no empty button."""
    bar.show_message("Serata aperta.")
    assert bar.action_button.isHidden()


def test_bar_closes_at_esc(qtbot: QtBot, bar: MessageBar) -> None:
    """Esc closes the message and tells it."""
    bar.show_message("Serata aperta.")
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar, Qt.Key.Key_Escape)


def test_bar_shows_plain_text(bar: MessageBar) -> None:
    """A file name with angle brackets is shown as it is."""
    bar.show_message("Non si apre <b>serata</b>.")
    assert bar.sentence.textFormat() == Qt.TextFormat.PlainText


class Emitter(QObject):
    """Something a page listens to."""

    rang = Signal()


class CountingPage(Page):
    """A page that remembers what it was told."""

    room = "capture"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    def refresh(self, change: Any) -> None:
        """Remember."""
        self.seen.append(change)


def change(origin: object = None) -> Any:
    """Build what the session would tell."""
    return cast("Any", SimpleNamespace(action="add_note", kinds=frozenset({"note"}), ids=(), origin=origin))


@pytest.fixture
def page(qtbot: QtBot) -> CountingPage:
    """A page that is shown."""
    return shown(qtbot, CountingPage(), 300, 200)


def test_page_draws_itself_when_first_shown(page: CountingPage) -> None:
    """A page refreshes once when it is first shown."""
    assert page.seen == [None]


def test_seen_page_refreshes(page: CountingPage) -> None:
    """A page that is seen redraws itself at every change."""
    news = change()
    page.changed(news)
    assert page.seen == [None, news]


def test_page_ignores_its_own_echo(page: CountingPage) -> None:
    """A change that the page asked for is no news to it."""
    page.changed(change(origin=page))
    assert page.seen == [None]


def test_hidden_page_waits(page: CountingPage) -> None:
    """A page that is not seen only remembers that something changed."""
    page.hide()
    page.changed(change())
    assert (page.seen, page.dirty) == ([None], True)


def test_hidden_page_catches_up_once(page: CountingPage) -> None:
    """Three changes while hidden make one refresh when the page is shown again."""
    page.hide()
    for _time in range(3):
        page.changed(change())
    page.show()
    assert page.seen == [None, None]


def test_page_shown_again_without_news_stays(page: CountingPage) -> None:
    """Coming back to a page where nothing changed costs nothing."""
    page.hide()
    page.show()
    assert page.seen == [None]


def test_page_lets_go(page: CountingPage) -> None:
    """After `let_go` an emitter that outlives the page reaches it no more."""
    emitter = Emitter()
    heard: list[bool] = []
    page.track(emitter.rang, lambda: heard.append(True))
    emitter.rang.emit()
    page.let_go()
    emitter.rang.emit()
    assert heard == [True]
