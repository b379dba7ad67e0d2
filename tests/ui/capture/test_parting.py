"""Promises to words without their Enter: no window closes over them unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.errors import DiskFull, Problem
from facilitatore.session import Session
from ui.bridge import Bridge
from ui.capture.page import CapturePage

Typing = Callable[[str], None]
Pressing = Callable[..., None]
ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
NOTE = "La nota nel campo non è ancora salvata: Invio la salva, chiudi ancora per lasciarla."


def refuse(_session: Session, *_rest: object, **_more: object) -> None:
    """Be a disk that is full."""
    raise DiskFull(_session.path)


def test_nothing_typed_nothing_said(page: CapturePage) -> None:
    """An empty field keeps no window open."""
    assert page.parting_words() == ""


def test_a_half_typed_note_is_asked_about_once(page: CapturePage, type_text: Typing) -> None:
    """Words without Enter are said once; more words are said again."""
    type_text("Un taxi")
    assert page.parting_words() == NOTE
    assert page.parting_words() == ""
    type_text(" la notte")
    assert page.parting_words() == NOTE


def test_a_saved_note_is_not_asked_about(page: CapturePage, type_text: Typing, press: Pressing) -> None:
    """After Enter there is nothing to lose."""
    type_text("Un taxi")
    press(ENTER)
    assert page.parting_words() == ""


def test_words_that_wait_behind_a_correction_are_asked_about(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """A note opened to be corrected, and left as it was, is not lost; the words that wait behind it would be."""
    bridge.do(add_note, group=bridge.job.group, question=page.place.question, text="Due ore")
    QApplication.processEvents()
    press(DOWN, ENTER)
    assert page.notes.entry.field.text() == "Due ore"
    assert page.parting_words() == ""
    page.notes.entry.leave()
    page.focus_entry()
    type_text("a metà")
    press(DOWN, ENTER)
    assert page.notes.entry.field.text() == "Due ore"
    assert page.parting_words() == NOTE


def test_a_correction_without_enter_is_asked_about(
    bridge: Bridge, page: CapturePage, type_text: Typing, press: Pressing
) -> None:
    """Changed words of a note are words too."""
    bridge.do(add_note, group=bridge.job.group, question=page.place.question, text="Due ore")
    QApplication.processEvents()
    press(DOWN, ENTER)
    type_text("!")
    assert page.parting_words() == NOTE
    assert read_notes(bridge.session, bridge.job.group)[0].text == "Due ore"


@pytest.mark.parametrize("mode", [1, 2])
def test_a_sheet_that_is_refused_is_asked_about(
    mode: int, bridge: Bridge, page: CapturePage, type_text: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet writes itself; one that the disk does not take is shown and said, and tried again at the second close."""
    refused: list[Problem] = []
    bridge.refused.connect(refused.append)
    page.choose_mode(mode)
    type_text("Lo sportello chiude alle sei")
    with monkeypatch.context() as full:
        full.setattr(Session, "record", refuse)
        page.choose_mode(0)
        assert page.parting_words().startswith("Il foglio non è ancora salvato: il disco non l’ha preso.")
        assert QApplication.focusWidget() in page._desks[mode].findChildren(type(QApplication.focusWidget()))
        assert page.parting_words() == ""
    assert refused
    assert page.parting_words() == ""
    kind = "role_play" if mode == 1 else "pair_dialogue"
    assert len(bridge.session.things(kind)) == 1
