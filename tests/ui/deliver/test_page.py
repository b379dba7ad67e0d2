"""Promises of the page on which an evening ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.errors import NotWritable
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from tests.ui.deliver.doing import join, look, row
from ui.deliver.page import DeliverPage
from ui.theme import apply_theme

pytestmark = pytest.mark.usefixtures("themed_app")


def test_looking_writes_nothing(page, bridge, sticks, qtbot: QtBot):
    """Before Unisci is pressed, the evening and the files are as they were."""
    before = bridge.session.fingerprint(), {path: path.read_bytes() for path in sticks.iterdir()}
    look(page, qtbot, sticks)
    assert (bridge.session.fingerprint(), {path: path.read_bytes() for path in sticks.iterdir()}) == before


def test_a_row_says_what_a_file_is_and_brings(page, sticks, qtbot: QtBot):
    """A file of a group is named after it, with what is new and what is to be decided."""
    look(page, qtbot, sticks)
    assert row(page, "gruppo-A.serata").title.text() == "A · Casa della salute"
    assert row(page, "gruppo-A.serata").brings.text().startswith("3 note nuove")
    assert row(page, "accoglienza.serata").title.text() == "Accoglienza"
    assert row(page, "gruppo-C.serata").brings.text().startswith("niente di nuovo")
    assert row(page, "gruppo-B.serata").state.text() == "1 da decidere"
    assert page.join_card.join_button.text() == "Unisci 4 file"
    assert page.join_card.summary.text().startswith("5 note nuove · 1 da decidere")


def test_u_joins_the_files(page, bridge, sticks, qtbot: QtBot):
    """U joins what is ticked, says so, and shows each file as joined."""
    look(page, qtbot, sticks)
    said = []
    page.said.connect(lambda text, kind: said.append(text))
    join(page, qtbot)
    assert len(read_notes(bridge.session)) == 6
    assert said[0].startswith("Uniti 4 file: 5 note nuove")
    assert {row.state.text() for row in page.join_card.rows.values()} == {"unito"}
    assert not page.join_card.join_button.isEnabled()


def test_joining_tells_the_other_pages(page, bridge, sticks, qtbot: QtBot):
    """The other pages hear that notes came."""
    look(page, qtbot, sticks)
    changes = []
    bridge.changed.connect(changes.append)
    join(page, qtbot)
    assert changes[0].origin is page
    assert "note" in changes[0].kinds


def test_an_unticked_file_stays_out(page, bridge, sticks, qtbot: QtBot):
    """A file whose box is off is not joined, and its notes are not counted."""
    look(page, qtbot, sticks)
    box = row(page, "gruppo-A.serata").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=5000)
    assert page.join_card.summary.text().startswith("2 note nuove")
    join(page, qtbot)
    assert len(read_notes(bridge.session)) == 3


def test_a_file_that_cannot_be_joined_says_why(page, sticks, tmp_path: Path, qtbot: QtBot):
    """A file of no program is told in a sentence, and cannot be ticked."""
    (tmp_path / "boh.serata").write_bytes(b"not ours")
    look(page, qtbot, tmp_path / "boh.serata")
    assert "non è un file di Facilitatore" in row(page, "boh.serata").warning.text()
    assert not row(page, "boh.serata").box.isEnabled()
    assert not page.join_card.join_button.isEnabled()


def test_the_open_evening_is_not_joined_with_itself(page, bridge, qtbot: QtBot):
    """The file on the screen, dropped by mistake, is not put in the list."""
    with qtbot.waitSignal(page.said, timeout=5000) as said:
        page.add_paths([bridge.session.path])
    assert said.args == ["È la serata che stai guardando.", "info"]
    assert page.join_card.entries == []


def test_dropped_folders_are_looked_at(page, sticks, qtbot: QtBot):
    """A folder dropped on the page brings the evenings inside."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sticks))])
    at = QPointF(QPoint(50, 50))
    no_keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_keys))
    qtbot.waitUntil(lambda: len(page.join_card.entries) == 4, timeout=5000)


def test_a_asks_for_files(page, sticks, monkeypatch, qtbot: QtBot):
    """A opens the file dialog, and what is chosen is looked at."""
    monkeypatch.setattr(page, "_ask_files", lambda: [sticks / "gruppo-A.serata"])
    qtbot.keyClick(page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(page.join_card.entries) == 1, timeout=5000)


def test_a_row_can_leave_the_list(page, sticks, qtbot: QtBot):
    """The cross takes a file off the list and leaves the file where it is."""
    look(page, qtbot, sticks)
    qtbot.mouseClick(row(page, "gruppo-A.serata").remove, Qt.MouseButton.LeftButton)
    assert (sticks / "gruppo-A.serata").exists()
    assert "gruppo-A.serata" not in [path.name for path in page.join_card.rows]
    qtbot.waitUntil(lambda: not page._bridge.is_busy, timeout=5000)


@pytest.mark.parametrize("kind", ["html", "md", "json"])
def test_the_synthesis_is_written_where_one_says(page, tmp_path: Path, monkeypatch, qtbot: QtBot, kind):
    """A button writes its format beside the window, and says where it is."""
    monkeypatch.setattr(page.handing_over, "_ask_path", lambda suggested: tmp_path / "sintesi")
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        page.handing_over.buttons[kind].click()
    path = tmp_path / f"sintesi.{kind}"
    assert "Un numero di notte" in path.read_text(encoding="utf-8")
    assert str(path) in said.args[0]


def test_the_folder_of_the_synthesis_can_be_opened(page, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """After writing, a button opens the folder."""
    opened = []
    monkeypatch.setattr(page.handing_over, "_ask_path", lambda suggested: tmp_path / "dati.json")
    monkeypatch.setattr(page.handing_over.written, "_open_url", opened.append)
    with qtbot.waitSignal(page.said, timeout=10_000):
        page.handing_over.buttons["json"].click()
    page.handing_over.written.folder_button.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]
    assert json.loads((tmp_path / "dati.json").read_text(encoding="utf-8"))


def test_a_synthesis_that_cannot_be_written_is_refused(page, refused, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """When the place refuses, the problem is told and nothing is said to be there."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(page.handing_over, "_ask_path", lambda suggested: tmp_path / "file" / "sintesi.html")
    with qtbot.waitSignal(page._bridge.refused, timeout=10_000):
        page.handing_over.buttons["html"].click()
    assert [type(problem) for problem in refused] == [NotWritable]
    assert not page.handing_over.written.isVisible()
    assert all(button.isEnabled() for button in page.handing_over.buttons.values())


def test_the_figures_follow_the_evening(page, bridge):
    """The count and the fingerprint are those of the file, also after somebody else wrote."""
    add_note(bridge.session, group=read_groups(bridge.session)[0].id, text="Ancora una")
    page.changed(None)
    assert page.figures.counts.text().startswith("2 note · ")
    assert page.figures.fingerprint.text() == bridge.session.fingerprint()


def test_another_evening_empties_the_list(page, bridge, sticks, tmp_path: Path, qtbot: QtBot):
    """Files of one evening are not offered to the next one."""
    look(page, qtbot, sticks)
    bridge.adopt(create_evening(tmp_path / "vuota.serata", find_template("vuota")))
    QApplication.processEvents()
    assert page.join_card.entries == []
    assert page.join_card.rows == {}


def test_looking_outlives_the_page(bridge, sticks, qtbot: QtBot):
    """A page that is deleted while it looks at files is missed by nobody."""
    page = DeliverPage(bridge)
    page.add_paths([sticks])
    page.handing_over._ask_path = lambda suggested: sticks / "sintesi.html"
    page.handing_over.export("html")
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=10_000)
    assert (sticks / "sintesi.html").exists()


def test_every_control_has_a_name(page, sticks, qtbot: QtBot):
    """A screen reader finds a name on everything that takes the focus."""
    look(page, qtbot, sticks)
    join(page, qtbot)
    controls = [w for kind in (QLineEdit, QAbstractButton, QComboBox, QPlainTextEdit) for w in page.findChildren(kind)]
    nameless = [w for w in controls if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()]
    assert [type(w).__name__ for w in nameless] == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_page(page, qapp, sticks, qtbot: QtBot, scale):
    """At 1366 pixels no part of the page needs scrolling sideways, at twice the size of the text either."""
    apply_theme(qapp, dark=False, text_scale=scale)
    look(page, qtbot, sticks)
    join(page, qtbot)
    page.resize(1197, 704)
    page.resize(1198, 704)
    QApplication.processEvents()
    area = page.layout().itemAt(0).widget()
    assert area.horizontalScrollBar().maximum() == 0
