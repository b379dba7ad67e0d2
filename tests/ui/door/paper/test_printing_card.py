"""Promises of the card: what is seen is what is printed, and what would go wrong is said before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from facilitatore.door.badges.layout import Badge
from facilitatore.prepare.evening import read_groups
from tests.ui.door.paper.card_rig import Corner
from ui.settings import change_settings

KHADIJA = Badge("Khadija", "square", "#B35C00", "B", "ABCDEFGHJKLMNPQRSTUV")


def dark_pixels(picture: QImage) -> int:
    """Count what is darker than half."""
    return sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(4, picture.width() - 4)
        for y in range(4, picture.height() - 4)
    )


def test_empty_label(corner: Corner) -> None:
    """Without a badge there is an empty label of the right shape."""
    assert corner.card.preview.accessibleName() == "Etichetta vuota"
    assert dark_pixels(corner.card.preview.grab().toImage()) == 0


@pytest.mark.parametrize(("stock", "ratio"), [("L4785", 80 / 50), ("L7160", 63.5 / 38.1), ("DK-11202", 100 / 62)])
def test_shape(corner: Corner, stock: str, ratio: float) -> None:
    """The preview has the shape of the label, of rolls as the badge lies on them."""
    change_settings(badge_stock=stock)
    corner.run.show_waiting()
    size = corner.card.preview.sizeHint()
    assert size.width() / size.height() == pytest.approx(ratio, rel=0.02)


def test_badge_is_painted(corner: Corner) -> None:
    """The name and the code are painted."""
    corner.card.set_chosen(KHADIJA, "Khadija · da accogliere")
    assert corner.card.preview.accessibleName() == "Etichetta: Khadija"
    assert dark_pixels(corner.card.preview.grab().toImage()) > 500


def test_code_off(corner: Corner) -> None:
    """Without codes the preview has none, and the name its room."""
    corner.card.set_chosen(KHADIJA, "")
    preview = corner.card.preview
    low_right = preview.rect().adjusted(preview.width() * 3 // 4, preview.height() * 7 // 10, 0, 0)
    assert dark_pixels(preview.grab(low_right).toImage()) > 100
    change_settings(badge_qr=False)
    corner.run.show_waiting()
    assert dark_pixels(preview.grab(low_right).toImage()) < 100


def test_letters_without_font(corner: Corner) -> None:
    """Letters that no font has are said beside the preview, before printing."""
    corner.card.set_chosen(Badge("\ue000\ue001"), "")
    assert corner.card.trouble.isVisible()
    assert "Nessun carattere" in corner.card.trouble.text()
    assert corner.card.preview.accessibleDescription() == corner.card.trouble.text()


def test_name_too_long(corner: Corner) -> None:
    """A name that comes out small is said, with the key that changes it."""
    change_settings(badge_stock="99010")
    corner.run.show_waiting()
    corner.card.set_chosen(Badge("Massimiliano Ferdinando Sigismondo Abelardo Teodorico", token="A" * 20), "")
    assert "F3" in corner.card.trouble.text()


def test_trouble_goes(corner: Corner) -> None:
    """What was wrong with one badge is not said of the next."""
    corner.card.set_chosen(Badge("\ue000"), "")
    corner.card.set_chosen(KHADIJA, "")
    assert not corner.card.trouble.isVisible()


@pytest.mark.parametrize("badge", [Badge(""), Badge("A", token="x" * 99), Badge("A", "stella"), Badge("A" * 500)])
def test_odd_badges(corner: Corner, badge: Badge) -> None:
    """A badge that cannot be is said, and the page stands."""
    corner.card.set_chosen(badge, "")
    corner.card.preview.grab()
    assert corner.card.trouble.text() or corner.card.preview.trouble == ""


def test_count(corner: Corner) -> None:
    """The button counts who waits, one and many."""
    assert not corner.card.button.isEnabled()
    corner.welcome("Khadija")
    assert corner.card.button.text() == "Stampa 1 etichetta"
    corner.welcome("Olena")
    assert corner.card.button.text() == "Stampa 2 etichette"


def test_who_leaves_no_trace(corner: Corner) -> None:
    """Badges without a trace are counted with the others, and it is said that they live in memory only."""
    group = read_groups(corner.bridge.session)[0]
    corner.run.print_unrecorded("Amina", group)
    corner.run.print_unrecorded("Sara", None)
    assert corner.card.button.text() == "Stampa 2 etichette"
    assert "2 etichette che aspettano" in corner.card.words.text()


def test_roll_in_whole_millimetres(corner: Corner) -> None:
    """A roll is called as its box calls it, whatever its driver measures."""
    change_settings(badge_stock="99014")
    corner.run.show_waiting()
    assert corner.card.words.text().startswith("Rotolo 99014, 101 × 54 mm.")


def test_narrow_card(corner: Corner) -> None:
    """In a narrow window the button is whole, under the badge."""
    corner.welcome("Khadija")
    corner.page.resize(460, 900)
    QApplication.processEvents()
    button = corner.card.button
    assert button.width() >= button.sizeHint().width()
    assert button.mapTo(corner.card, QPoint(0, 0)).y() > corner.card.preview.geometry().bottom()
