"""What the door says and shows when something was done with the register, or was refused."""

from __future__ import annotations

import errno

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitatore.door.cycle_key import key_text, read_key
from facilitatore.errors import DiskFailed, NotWiped, Problem
from tests.ui.door.conftest import Door
from tests.ui.door.register.conftest import PHRASE, panel_of


def test_it_is_said_that_a_phrase_is_there_or_is_not_any_more(visited: Door) -> None:
    """And that copies on sticks do not have it; the button of the phrase has the focus again."""
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    passphrase.new.setText(PHRASE)
    passphrase.again.setText(PHRASE)
    passphrase.yes_button.click()
    assert visited.last_said().startswith("Da adesso il registro si apre solo con la frase.")
    assert passphrase.open_button.hasFocus()
    passphrase.remove_button.click()
    passphrase.old.setText(PHRASE)
    passphrase.yes_button.click()
    assert visited.last_said() == "Da adesso il registro si apre senza frase."
    assert not passphrase.part.isVisible()


def test_a_phrase_that_the_disk_refuses_is_said_and_can_be_tried_again(
    visited: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed is still there, and nothing says that it was done."""

    def fail(path: object, *_: str) -> None:
        raise DiskFailed(path)

    monkeypatch.setattr("facilitatore.session.cipher.set_passphrase", fail)
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    passphrase.new.setText(PHRASE)
    passphrase.again.setText(PHRASE)
    passphrase.yes_button.click()
    assert [type(problem) for problem in visited.refused] == [DiskFailed]
    assert "Da adesso" not in visited.last_said()
    assert passphrase.new.text() == PHRASE


@pytest.mark.unix_like
def test_a_register_is_closed_also_where_the_old_bytes_cannot_be_overwritten(
    visited: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is open with the new phrase, the section closes, and what may be left is said in place of that all is well."""

    def fail(_file: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("facilitatore.session.replacing.blank", fail)
    passphrase = panel_of(visited).passphrase
    passphrase.open_button.click()
    passphrase.new.setText(PHRASE)
    passphrase.again.setText(PHRASE)
    passphrase.yes_button.click()
    assert [type(problem) for problem in visited.refused] == [NotWiped]
    assert "Da adesso" not in visited.last_said()
    assert not passphrase.part.isVisible()
    register = visited.bridge.register
    assert register is not None
    assert register.key is not None


def test_a_key_that_cannot_be_written_is_not_shown(empty_register: Door) -> None:
    """The disk refuses: it is said, and the section closes on its button."""
    register = empty_register.bridge.register
    assert register is not None
    key = panel_of(empty_register).key
    register._file.db.set_progress_handler(lambda: True, 1)
    key.open_button.click()
    register._file.db.set_progress_handler(None, 0)
    assert len(empty_register.refused) == 1
    assert not key.part.isVisible()
    assert key.open_button.hasFocus()
    assert not read_key(register)


def test_it_is_said_that_a_key_was_taken(empty_register: Door) -> None:
    """From now on it can be shown; its button has the focus."""
    key = panel_of(empty_register).key
    key.take_button.click()
    empty_register.type(key_text(bytes(range(32))))
    empty_register.enter()
    assert "Chiave presa" in empty_register.last_said()
    assert key.open_button.text() == "Mostra la chiave…"
    assert not key.take_button.isVisible()
    assert key.open_button.hasFocus()


def test_what_takes_the_place_of_a_register_is_said(broken_door: Door) -> None:
    """A copy is said to be one; the evening's figures are beside it meanwhile, and beside an open panel not."""
    closed = broken_door.page.register.closed
    assert broken_door.page.figures.isVisible()
    closed.copies.buttons[0].click()
    assert broken_door.last_said().startswith("La copia ha preso il posto del registro;")
    broken_door.page.register.visit()
    assert not broken_door.page.figures.isVisible()


def test_a_new_register_is_said_to_be_empty(closed_door: Door) -> None:
    """Its list is to be imported again."""
    closed = closed_door.page.register.closed
    closed.new_button.click()
    closed.certain.yes_button.click()
    assert closed_door.last_said().startswith("Importa l’elenco, e comincia un registro nuovo;")


def test_a_register_that_cannot_be_replaced_is_said(broken_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """The panel stays, and nothing says that it was done."""

    def fail(path: object, *_: object) -> None:
        raise DiskFailed(path)

    monkeypatch.setattr("ui.bridge.replace", fail)
    closed = broken_door.page.register.closed
    said = list(broken_door.said)
    closed.copies.buttons[0].click()
    assert [type(problem) for problem in broken_door.refused][1:] == [DiskFailed]
    assert broken_door.said == said
    assert closed.isVisible()


def test_a_register_that_is_gone_is_not_shown_any_longer(visited: Door) -> None:
    """Whoever took it away: the door is back at who arrives."""
    panel_of(visited).one.open_button.click()
    visited.type("bena")
    assert visited.bridge.destroy_register()
    assert not panel_of(visited).isVisible()
    assert panel_of(visited).one.field.text() == ""
    assert visited.page.field.hasFocus()
    assert not visited.page.register.is_there


def test_a_register_that_could_not_be_destroyed_is_still_there(visited: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing says that it is gone."""

    def fail(path: object, *_: object) -> None:
        raise DiskFailed(path)

    monkeypatch.setattr("ui.bridge.destroy", fail)
    destroying = panel_of(visited).destroying
    destroying.open_button.click()
    visited.type("DISTRUGGI")
    visited.enter()
    assert [isinstance(problem, Problem) for problem in visited.refused] == [True]
    assert "distrutto" not in visited.last_said()
    assert panel_of(visited).isVisible()


def test_after_somebody_was_forgotten_the_panel_counts_anew(visited: Door) -> None:
    """One less, the button of the next has the focus, and the sentence says what to do with the sticks."""
    panel = panel_of(visited)
    panel.one.open_button.click()
    visited.type("bena")
    visited.enter()
    panel.one.certain.yes_button.click()
    assert panel.summary.text().startswith("4 persone")
    assert panel.one.open_button.hasFocus()
    assert "chiavette" in visited.last_said()


def test_whoever_went_on_without_the_register_is_asked_when_it_is_needed(closed_door: Door) -> None:
    """Not when the page is shown again; it is there all the while."""
    visit = closed_door.page.register
    visit.closed.without_button.click()
    assert visit.is_there
    assert not visit.ask_at_first()
    assert not visit.closed.isVisible()
    assert visit.ask_at_first(again=True)
    assert visit.closed.isVisible()
    assert visit.closed.field.hasFocus()


def test_an_open_register_asks_for_nothing(visited: Door) -> None:
    """Leaving its panel leads back to who arrives."""
    visit = visited.page.register
    visit.leave()
    assert not visit.ask_at_first(again=True)
    assert not panel_of(visited).isVisible()


def test_on_a_small_screen_the_panel_begins_at_its_heading(visited: Door, qtbot: QtBot) -> None:
    """Whoever had gone down the page before sees what it is."""
    visited.page.resize(700, 300)
    QApplication.processEvents()
    panel = panel_of(visited)
    panel.destroying.open_button.click()
    qtbot.waitUntil(lambda: not panel.destroying.field.visibleRegion().isEmpty())
    visited.page.register.visit()
    qtbot.waitUntil(lambda: not panel.heading.visibleRegion().isEmpty())
