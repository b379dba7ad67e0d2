"""A stranger's words in every field: no widget of the window shows them as markup, and no file is opened for them."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTextEdit,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Draft, FileKind, Session, Thing, edit, new
from facilitatore.session.register_place import register_path
from tests.ui.deliver.doing import join, look
from ui.bridge import Bridge
from ui.deliver.page import DeliverPage
from ui.door.page import DoorPage
from ui.laptop_menu import laptop_menu
from ui.main_window import MainWindow
from ui.rooms import PAGES
from ui.settings import change_settings

CODES = {
    "cluster",
    "colour",
    "date",
    "ends_at",
    "group",
    "key",
    "keep_until",
    "kind",
    "question",
    "starts_at",
    "statement",
    "target",
    "target_kind",
    "technique",
    "template",
    "token",
}
"""Fields that hold no words: ids, and keys of tables."""
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
TOKENS = ("ABCDEFGHJKLM", "ABCDEFGHJKLN", "ABCDEFGHJKLP")
_IN_OPEN, _NONBLOCK = 0x20, os.O_NONBLOCK if hasattr(os, "O_NONBLOCK") else 0


class Spy:
    """A picture that nobody has a reason to open, and the kernel's word on whether somebody did."""

    def __init__(self, path: Path) -> None:
        image = QImage(3, 3, QImage.Format.Format_RGB32)
        image.fill(0)
        assert image.save(str(path), "PNG")
        self.mark = f'<img src="{path}"> &lt;'
        self._kernel = ctypes.CDLL(None, use_errno=True)
        self._queue = self._kernel.inotify_init1(_NONBLOCK)
        assert self._kernel.inotify_add_watch(self._queue, os.fsencode(path), _IN_OPEN) > 0

    def was_opened(self) -> bool:
        """Tell whether anybody opened the picture since this was asked last."""
        try:
            return bool(os.read(self._queue, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Watch no more."""
        os.close(self._queue)


@pytest.fixture
def spy(tmp_path: Path, themed_app: QApplication) -> Iterator[Spy]:
    """A picture that every text names."""
    if sys.platform != "linux":
        pytest.skip("asks the kernel of Linux who opens a file")
    made = Spy(tmp_path / "spia.png")
    yield made
    assert not made.was_opened()
    made.close()


def marked(thing: Thing, mark: str) -> Draft:
    """Return a change that puts markup before every word of a thing."""
    changed: dict[str, object] = {}
    for name, value in thing.fields.items():
        if isinstance(value, str) and name not in CODES:
            changed[name] = mark + value
        elif isinstance(value, list):
            changed[name] = [mark + one if isinstance(one, str) else one for one in value]
    return edit(thing, **changed)


def all_things(session: Session) -> list[Thing]:
    """Return every thing of a file."""
    return [thing for kind in session.counts() for thing in session.things(kind)]


def fill(path: Path, mark: str) -> None:
    """Write an evening, with its register, in which every text of every kind of thing holds markup."""
    with create_evening(path, find_template("carpi-2018-1")) as session:
        groups = [thing.id for thing in session.things("group")]
        question = session.things("guiding_question")[0].id
        cloud = new("cluster", group=groups[0], question=question, name="nuvola")
        note = new("note", group=groups[0], question=question, kind="need", text="nota", number="B2-1", origin="da qui")
        said = new("statement", group=groups[0], text="una frase", pos=1.0)
        sheet = dict.fromkeys(("title", "scenario", "characters", "feelings", "facts", "lessons"), "riga")
        session.record(
            "fill",
            cloud,
            note,
            new("note", group=groups[0], question=question, kind="proposal", text="altra", cluster=cloud.id, dots=3),
            said,
            new("evidence", statement=said.id, target=note.id, target_kind="note"),
            new("role_play", group=groups[0], question=question, **sheet),
            new("pair_dialogue", group=groups[0], question=question, said="riga", heard="riga"),
            new("guest", badge_name="Ada", group=groups[0], token=TOKENS[0], arrived_at=1),
            new("guest", badge_name="Ada", group=None, token=TOKENS[1], arrived_at=2),
        )
        session.record("mark", *(marked(thing, mark) for thing in all_things(session)))
        # Keys of tables too, of one thing each: a file of a stranger need not hold to them.
        session.record("mark", edit(session.things("group")[2], key=mark))
        session.record("mark", edit(session.things("phase")[0], technique=mark))
        session.record("mark", edit(session.things("note")[1], kind=mark))
        with create_register(session, register_path(path)) as register:
            person = new(
                "person",
                first_name="Khadija",
                family_name="Benali",
                badge_name="Khadija",
                email="k@example.org",
                phone="333",
                token=TOKENS[2],
                note="porta il figlio",
                registrations={session.things("evening")[0].text("date"): mark},
            )
            register.record("fill", person)
            register.record("mark", *(marked(thing, mark) for thing in all_things(register)))


@pytest.fixture
def path(spy: Spy, tmp_path: Path) -> Path:
    """An evening of such words, under such a name."""
    folder = tmp_path / "<b>serate &lt;"
    folder.mkdir()
    path = folder / "<i>accoglienza &lt;.serata"
    fill(path, spy.mark)
    return path


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, path: Path) -> Iterator[MainWindow]:
    """The window, with that evening open, a long time after it."""
    made = MainWindow(Bridge())
    made.reminder._today = lambda: date(2030, 1, 1)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert made._bridge.open_evening(path)
    qtbot.waitUntil(lambda: made.reminder_bar.isVisible() and not made._bridge.is_busy)
    yield made
    qtbot.waitUntil(lambda: not made._bridge.is_busy)
    made.close()


def read_as_markup(widget: QWidget) -> Iterator[str]:
    """Yield each text of a widget that Qt would not show as it stands."""
    texts = {
        "tooltip": widget.toolTip(),
        "what's this": widget.whatsThis(),
        "status": widget.statusTip(),
        "name": widget.accessibleName(),
        "description": widget.accessibleDescription(),
    }
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        texts["label"] = QLabel.text(widget)
    for action in widget.actions():
        texts[f"action {action.text()}"] = action.toolTip()
    yield from (f"{what} of {type(widget).__name__}: {text}" for what, text in texts.items() if _is_rich(text))
    if isinstance(widget, QTextEdit):
        yield f"a {type(widget).__name__} takes rich text"
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from (f"{type(widget).__name__}: {text}" for text in _model_texts(widget.model()) if _is_rich(text))


def _is_rich(text: str) -> bool:
    return GuiQt.mightBeRichText(text)


def _model_texts(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            yield from (str(model.data(index, role) or "") for role in ROLES)


def hover(widget: QWidget) -> None:
    """Let the tooltip of a widget, or of the rows of a list, be shown."""
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for row in range(widget.model().rowCount()):
            place = widget.visualRect(widget.model().index(row, 0)).center()
            tip = QHelpEvent(QEvent.Type.ToolTip, place, widget.viewport().mapToGlobal(place))
            QApplication.sendEvent(widget.viewport(), tip)
    elif widget.toolTip():
        tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)))
        QApplication.sendEvent(widget, tip)
    QToolTip.hideText()


def nothing_is_markup(spy: Spy, *, least: int) -> None:
    """Walk every widget there is, seen or not, and move the mouse over it.

    `least`: how many of them must say something with markup in it, or the walk has not been where it should.
    """
    QApplication.processEvents()
    widgets = QApplication.allWidgets()
    assert [found for widget in widgets for found in read_as_markup(widget)] == []
    for widget in widgets:
        hover(widget)
    QApplication.processEvents()
    assert not spy.was_opened()
    told = [one for one in widgets if "img src" in _joined(one)]
    assert len(told) >= least, f"only {len(told)}"


def _joined(widget: QWidget) -> str:
    text = getattr(widget, "text", str)
    return " ".join((widget.toolTip(), widget.accessibleName(), str(text()) if callable(text) else ""))


def test_the_spy_would_see_it(spy: Spy, qtbot: QtBot) -> None:
    """A label of Qt that is left to guess does open the picture: the proof can fail."""
    label = QLabel(spy.mark.replace("&lt;", "lì"))
    qtbot.addWidget(label)
    assert list(read_as_markup(label)) != []
    label.show()
    label.grab()
    label.hide()
    assert spy.was_opened()


def test_every_page(window: MainWindow, spy: Spy, qtbot: QtBot) -> None:
    """The six rooms, the band, the rail, the reminder, the menu of the laptop, a sentence with a name in it."""
    for room in range(len(PAGES)):
        window.show_room(room)
        QApplication.processEvents()
        window.grab()
    window.say(f"Fatto: {spy.mark}")
    menu = laptop_menu(window._bridge, window)
    menu.popup(QPoint(0, 0))
    nothing_is_markup(spy, least=60)
    menu.close()


def test_the_welcome(window: MainWindow, spy: Spy, path: Path) -> None:
    """Recent files have such names too."""
    change_settings(recent=[str(path)])
    window.show_welcome()
    window.current_page.refresh(None)
    assert window.current_page.recent.count() == 1
    window.grab()
    nothing_is_markup(spy, least=1)


@pytest.fixture
def door(window: MainWindow) -> DoorPage:
    """The door."""
    window.show_room(1)
    page = window.page(1)
    assert isinstance(page, DoorPage)
    QApplication.processEvents()
    return page


def test_the_door_finds_and_prints(door: DoorPage, spy: Spy, qtbot: QtBot) -> None:
    """Whoever is found, chosen, in; labels, printers and papers of such names."""
    door.field.setText("khadija")
    QApplication.processEvents()
    assert door.lines.rowCount() > 0
    door.printing._welcome.printing.switch_panel()
    QApplication.processEvents()
    door.window().grab()
    nothing_is_markup(spy, least=8)


def test_the_register(door: DoorPage, spy: Spy, qtbot: QtBot) -> None:
    """Each section of its panel, opened."""
    door.figures.register_button.click()
    QApplication.processEvents()
    panel = door.register.panel
    for section in panel.sections():
        if section.open_button.isVisible():
            section.open_button.click()
            QApplication.processEvents()
            nothing_is_markup(spy, least=3)


def test_a_list_to_import(door: DoorPage, spy: Spy, qtbot: QtBot, tmp_path: Path) -> None:
    """The heads, the rows and the name of the file of a list."""
    listed = tmp_path / "<b>elenco &lt;.csv"
    quoted = '"' + spy.mark.replace('"', '""')
    listed.write_text(
        f'Nome,Cognome,Note,{quoted}"\n{quoted} Lia","{quoted[1:]} Neri","{quoted[1:]}","{quoted[1:]}"\n'
        f'{quoted} Lia","{quoted[1:]} Neri","{quoted[1:]}","{quoted[1:]}"\n',
        encoding="utf-8",
    )
    door.importing.look_at(listed)
    qtbot.waitUntil(lambda: not door._bridge.is_busy and door.importing.panel.isVisible())
    door.window().grab()
    nothing_is_markup(spy, least=1)


def test_the_files_that_come_back(window: MainWindow, path: Path, spy: Spy, qtbot: QtBot, tmp_path: Path) -> None:
    """Files of such names, of the same evening and of none; then joined, with two texts to decide between."""
    folder = tmp_path / "chiavetta"
    folder.mkdir()
    stick = folder / "<u>gruppo &lt;.serata"
    shutil.copy(path, stick)
    (folder / "<b>rotto &lt;.serata").write_bytes(b"niente")
    fill(folder / "<b>altra &lt;.serata", spy.mark)
    session = window._bridge.session
    note = session.things("note")[0]
    with Session.open(stick, FileKind.EVENING) as other:
        other.record("edit_note", edit(other.things("note")[0], text=spy.mark + "così", origin=spy.mark))
        other.record("edit", edit(other.things("phase")[0], title=spy.mark + "così"))
    session.record("edit_note", edit(note, text=spy.mark + "invece", origin=spy.mark + "!"))
    session.record("edit", edit(session.things("phase")[0], title=spy.mark + "invece"))
    window.show_room(5)
    page = window.page(5)
    assert isinstance(page, DeliverPage)
    look(page, qtbot, folder)
    assert len(page.join_card.rows) == 2
    assert page.apart_card.isVisible()
    window.grab()
    nothing_is_markup(spy, least=3)
    join(page, qtbot)
    assert session.conflicts() != []
    while session.conflicts():
        window.grab()
        nothing_is_markup(spy, least=3)
        page.decisions.keep_buttons[0].click()
        QApplication.processEvents()
