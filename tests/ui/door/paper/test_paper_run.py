"""Promises of the other paper: lists and signs, on a printer with sheets or in a PDF."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.door.paper.card_rig import Corner
from tests.ui.door.paper.cups import A4, BROTHER, Cups, wait_for_job
from ui.settings import change_settings


def pick(corner: Corner, words: str) -> None:
    """Open «Elenchi e cartelli…» and pick the line that begins so, with the keyboard."""
    corner.click(corner.card.more_button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text().startswith(words))
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    corner.settle()
    menu.hide()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Elenco di riserva", "elenco-di-riserva-2018-01-08.pdf"),
        ("Elenco dei nomi", "elenco-dei-nomi-A-2018-01-08.pdf"),
        ("Cartelli per", "cartelli-2018-01-08.pdf"),
        ("Cartelli con", "frecce-2018-01-08.pdf"),
        ("Foglio di prova", "foglio-di-prova.pdf"),
    ],
)
def test_into_a_file(corner: Corner, tmp_path: Path, words: str, name: str) -> None:
    """Each paper of the menu becomes a PDF where the person says, and it is said."""
    corner.welcome("Khadija")
    corner.page.path = tmp_path / "carta.pdf"
    pick(corner, words)
    assert corner.page.proposed == [name]
    assert len(pypdfium2.PdfDocument(corner.page.path)) >= 1
    assert corner.said[-1][0].startswith("In «carta.pdf»")


def test_more_groups_than_any_evening_has(corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first have their sign, and how many there are is said in yellow."""
    monkeypatch.setattr("facilitatore.door.handouts.choose.MOST_GROUPS", 1)
    corner.page.path = tmp_path / "carta.pdf"
    pick(corner, "Cartelli per")
    assert len(pypdfium2.PdfDocument(corner.page.path)) == 2
    said, kind = corner.said[-1]
    assert said.endswith("I gruppi della serata sono 3: qui ci sono i primi 1.")
    assert kind == "warning"


def test_not_wanted(corner: Corner) -> None:
    """Whoever chooses no place makes no file."""
    corner.page.path = None
    pick(corner, "Cartelli per")
    assert corner.said == []


def test_refused(corner: Corner, tmp_path: Path) -> None:
    """A file that cannot be written is said."""
    corner.page.path = tmp_path / "non c'è" / "carta.pdf"
    pick(corner, "Cartelli per")
    assert len(corner.refused) == 1


def test_on_a_printer(corner: Corner, cups: Cups) -> None:
    """With a printer of sheets the list goes there."""
    out = cups.add_queue("ufficio", A4)
    change_settings(badge_printer="ufficio")
    corner.run.show_waiting()
    pick(corner, "Elenco di riserva")
    assert len(pypdfium2.PdfDocument(wait_for_job(out))) >= 1
    assert corner.page.proposed == []


def test_label_printer(corner: Corner, cups: Cups) -> None:
    """A list does not go onto a roll of labels: it becomes a PDF."""
    out = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    corner.run.show_waiting()
    pick(corner, "Elenco di riserva")
    assert corner.page.proposed != []
    assert list(out.glob("*.pdf")) == []


def test_printer_missing(corner: Corner) -> None:
    """A printer that is not there is said in yellow."""
    change_settings(badge_printer="ufficio")
    corner.run.show_waiting()
    pick(corner, "Cartelli per")
    assert corner.said[-1][1] == "warning"


def test_beside_badges(corner: Corner, cups: Cups) -> None:
    """A list asked for while badges are printed disturbs neither."""
    out = cups.add_queue("ufficio", A4)
    change_settings(badge_printer="ufficio")
    corner.welcome("Khadija")
    corner.run.print_waiting()
    pick(corner, "Cartelli per")
    wait_for_job(out, 2)
    assert corner.waiting() == []
