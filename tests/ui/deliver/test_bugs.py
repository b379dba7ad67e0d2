"""A bug in what a card has done beside the window: it is told, and the card can be used again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.deliver.doing import look, wait_for_work
from ui.deliver import apart_card, handing_over, join_card, joined_card, stick_card
from ui.deliver.page import DeliverPage

pytestmark = pytest.mark.usefixtures("themed_app")


def broken(*_: object, **__: object) -> None:
    """Be a bug."""
    raise ZeroDivisionError


@pytest.fixture
def end_in_a_bug(page: DeliverPage, qtbot: QtBot) -> Callable[[Callable[[], object]], None]:
    """Return a function that does what somebody does and waits for the bug."""

    def doing(step: Callable[[], object]) -> None:
        with qtbot.captureExceptions() as bugs:
            step()
            wait_for_work(page, qtbot)
        assert [kind for kind, *_ in bugs] == [ZeroDivisionError]

    return doing


def test_the_stick_card(
    page: DeliverPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end_in_a_bug: Callable[..., None]
) -> None:
    """Says no more that it writes the page, offers its buttons, holds nobody who wants to close, and hands over."""
    card = page.stick_card
    card.watch.stop()

    def writing(_plan: object, say: Callable[[str], None]) -> None:
        say("readable")
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(stick_card, "hand_over", writing)
        end_in_a_bug(lambda: card.hand_over(tmp_path))
    assert card.outcome.isHidden()
    assert card.progress.isHidden()
    assert card.folder_button.isEnabled()
    assert card.parting_words() == ""


def test_the_synthesis(
    page: DeliverPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end_in_a_bug: Callable[..., None]
) -> None:
    """Its formats are offered again, and nothing is being written."""
    monkeypatch.setattr(handing_over, "export_synthesis", broken)
    monkeypatch.setattr(page.handing_over, "_ask_path", lambda _path: tmp_path / "s.html")
    end_in_a_bug(lambda: page.handing_over.export("html"))
    assert all(button.isEnabled() for button in page.handing_over.buttons.values())
    assert page.handing_over.written.isHidden()


def test_joining(
    page: DeliverPage,
    qtbot: QtBot,
    sticks: Path,
    monkeypatch: pytest.MonkeyPatch,
    end_in_a_bug: Callable[..., None],
) -> None:
    """The button joins again: the files are still in the list."""
    look(page, qtbot, sticks)
    monkeypatch.setattr(join_card, "gather", broken)
    end_in_a_bug(page.join_card.join)
    assert page.join_card.join_button.isEnabled()
    end_in_a_bug(page.join_card.join)


def test_every_card_of_the_room_gives_back() -> None:
    """Each piece of work of these cards names what takes back what they show meanwhile."""
    for module in (apart_card, handing_over, joined_card, stick_card):
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        assert source.count("run_beside(") == source.count("ended=") > 0
