"""Promises of the page shown while no evening is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.errors import FileExists
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.prepare.templates import create_evening, find_template, read_templates
from ui.bridge import Bridge
from ui.prepare.welcome import WelcomePage, default_folder
from ui.settings import recent_files, remember_recent

pytestmark = pytest.mark.usefixtures("themed_app")


@pytest.fixture
def bridge() -> Iterator[Bridge]:
    """No evening."""
    bridge = Bridge()
    yield bridge
    bridge.close_evening()


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> WelcomePage:
    """The page, shown."""
    page = WelcomePage(bridge)
    qtbot.addWidget(page)
    page.resize(1198, 704)
    page.show()
    page.activateWindow()
    page.setFocus()
    QApplication.processEvents()
    return page


def test_all_templates_are_offered(page):
    """Every template has a row, the empty evening last."""
    labels = [page.templates.item(row).text() for row in range(page.templates.count())]
    assert labels == [template.label for template in read_templates()]


def test_enter_makes_the_evening_of_the_chosen_template(page, bridge, tmp_path: Path, monkeypatch, qtbot: QtBot):
    """↓ and Enter make the second evening where one says, open it and remember it."""
    monkeypatch.setattr(page, "_ask_new_path", lambda suggested: tmp_path / "seconda")
    qtbot.keyClick(page.templates, Qt.Key.Key_Down)
    qtbot.keyClick(page.templates, Qt.Key.Key_Return)
    assert bridge.session.path == tmp_path / "seconda.serata"
    assert read_evening(bridge.session).template == "carpi-2018-2"
    assert len(read_groups(bridge.session)) == 3
    assert recent_files() == [str(tmp_path / "seconda.serata")]


def test_the_folder_proposed_is_in_the_documents(page, monkeypatch):
    """The dialog starts in Facilitatore among the documents; without an evening no folder is left behind."""
    seen = []
    monkeypatch.setattr(page, "_ask_new_path", seen.append)
    page.create_button.click()
    assert seen == [default_folder() / "carpi-2018-1.serata"]
    assert not default_folder().exists()


def test_nothing_is_proposed_where_a_cloud_copies(page, bridge, monkeypatch):
    """Documents that OneDrive copies are no place for an evening, and why it lies elsewhere is said."""
    documents = default_folder().parent
    monkeypatch.setenv("OneDrive", str(documents))
    monkeypatch.setattr(Path, "home", lambda: documents.parent / "anna")
    monkeypatch.setattr(page, "_ask_new_path", lambda suggested: suggested)
    said = []
    page.said.connect(lambda text, _kind: said.append(text))
    page.create_button.click()
    assert bridge.session.path == documents.parent / "anna" / "Facilitatore" / "carpi-2018-1.serata"
    assert "Non è in Documenti, perché OneDrive la copierebbe" in said[0]


def test_a_file_that_is_there_is_not_written_over(page, bridge, tmp_path: Path, monkeypatch):
    """A name that is taken is refused."""
    (tmp_path / "mia.serata").write_bytes(b"mine")
    monkeypatch.setattr(page, "_ask_new_path", lambda suggested: tmp_path / "mia.serata")
    problems = []
    bridge.refused.connect(problems.append)
    page.create_button.click()
    assert [type(problem) for problem in problems] == [FileExists]
    assert (tmp_path / "mia.serata").read_bytes() == b"mine"
    assert not bridge.has_session


def test_an_evening_can_be_opened(page, bridge, tmp_path: Path, monkeypatch):
    """A file chosen in the dialog is opened and remembered."""
    create_evening(tmp_path / "mia.serata", find_template("vuota")).close()
    monkeypatch.setattr(page, "_ask_path", lambda folder: tmp_path / "mia.serata")
    page.open_button.click()
    assert bridge.has_session
    assert recent_files() == [str(tmp_path / "mia.serata")]


def test_a_recent_evening_opens_at_enter(qtbot: QtBot, bridge, tmp_path: Path):
    """The recent evenings are listed, and Enter opens the current one."""
    create_evening(tmp_path / "mia.serata", find_template("vuota")).close()
    remember_recent(tmp_path / "mia.serata")
    page = WelcomePage(bridge)
    qtbot.addWidget(page)
    page.show()
    assert not page.no_recent.isVisible()
    qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert bridge.session.path == tmp_path / "mia.serata"


def test_without_recent_evenings_it_says_so(page):
    """An empty list is explained instead of shown."""
    assert page.no_recent.isVisible()
    assert not page.recent.isVisible()
