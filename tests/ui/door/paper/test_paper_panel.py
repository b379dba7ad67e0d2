"""Promises of the panel «Carta e stampante», driven by real clicks and keys."""

from __future__ import annotations

import threading
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitatore.door.badges.own_stock import own_stock
from tests.ui.door.paper.card_rig import Corner
from tests.ui.door.paper.cups import A4, BROTHER, Cups, wait_for_job
from ui.door.paper import paper_run
from ui.door.paper.printer import PrinterInfo
from ui.settings import change_settings, read_settings


def choose(corner: Corner, words: str) -> None:
    """Type a piece of a name into the choice of labels and press Enter."""
    field = corner.panel.stock.lineEdit()
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    QApplication.processEvents()


# -- the panel ------------------------------------------------------------------------------------------------------


def test_closed_at_first(corner: Corner) -> None:
    """The panel is not there until its button is pressed; the button, and Esc, close it and give the page the keys."""
    assert corner.card.panel is None
    panel = corner.panel
    assert panel.isVisible()
    corner.click(corner.card.paper_button)
    assert not panel.isVisible()
    corner.click(corner.card.paper_button)
    panel.qr.setFocus()
    QTest.keyClick(panel.qr, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert corner.page.hasFocus()


def test_everything_has_a_name(corner: Corner) -> None:
    """Whatever takes the focus says what it is."""
    panel = corner.panel
    for part in (panel.own, panel.calibration):
        part.show()
    nameless = [
        type(widget).__name__
        for widget in corner.card.findChildren(QWidget)
        if widget.isVisibleTo(corner.card)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (widget.parentWidget() and widget.parentWidget().accessibleName())
    ]
    assert nameless == []


def test_stock_by_typing(corner: Corner) -> None:
    """Typing a piece of a code finds the labels; preview and sheet follow, and it is remembered."""
    choose(corner, "L7160")
    assert read_settings()["badge_stock"] == "L7160"
    assert len(corner.panel.sheet.labels) == 21
    assert "63,5 × 38,1 mm" in corner.card.words.text()


def test_stock_by_other_name(corner: Corner) -> None:
    """The code on the box may be another one of the same labels."""
    choose(corner, "J8160")
    assert read_settings()["badge_stock"] == "L7160"


def test_words_that_mean_nothing(corner: Corner) -> None:
    """Words that answer to no labels, or to many, leave the labels as they were."""
    for words in ("zzz", "Avery", ""):
        choose(corner, words)
        assert corner.panel.stock.currentText().startswith("Avery L4785")
    assert corner.card.memory.key() == "L4785"


def test_groups_of_stocks(corner: Corner) -> None:
    """The list has headings, which cannot be chosen."""
    items = corner.panel.stock
    headings = [items.itemText(row) for row in range(items.count()) if items.itemData(row) is None]
    assert headings == ["Fogli", "Rotoli"]


def test_sheet_is_clicked(corner: Corner) -> None:
    """A click on a label that is gone moves the next badge on, in the words too, and is remembered."""
    corner.click(corner.panel.sheet.labels[0])
    assert "prossima etichetta: 2 di 10" in corner.card.words.text()
    assert "Prossima: 2 di 10, ne restano 9" in corner.panel.sheet_words.text()
    assert read_settings()["badge_used"] == {"L4785": [1]}


def test_last_label_clicked(corner: Corner) -> None:
    """A sheet whose last label is marked as gone is a new sheet."""
    panel = corner.panel
    corner.click(panel.sheet.labels[9], Qt.KeyboardModifier.ShiftModifier)
    assert panel.sheet.used == frozenset()
    assert "prossima etichetta: 1 di 10" in corner.card.words.text()


def test_new_sheet(corner: Corner) -> None:
    """«Foglio nuovo» gives all labels back."""
    change_settings(badge_used={"L4785": [1, 2]})
    corner.click(corner.panel.new_sheet)
    assert corner.panel.sheet.used == frozenset()
    assert not corner.panel.new_sheet.isEnabled()


def test_picture_goes_on(corner: Corner) -> None:
    """After printing the picture shows the labels that are gone."""
    panel = corner.panel
    corner.welcome("Khadija", "Olena")
    corner.run.print_waiting()
    corner.settle()
    assert panel.sheet.used == {1, 2}


def test_marked_while_printing(corner: Corner) -> None:
    """A label marked while others are being printed stays marked."""
    panel = corner.panel
    corner.welcome("Khadija")
    corner.run.print_waiting()
    corner.click(panel.sheet.labels[6])
    corner.settle()
    assert corner.card.memory.used() == {1, 7}


def test_qr_off(corner: Corner) -> None:
    """Without the code badges have more room, in the preview at once."""
    corner.click(corner.panel.qr)
    assert not corner.card.memory.qr()
    assert read_settings()["badge_qr"] is False


def test_roll_has_no_sheet(corner: Corner) -> None:
    """A roll has no picture of a sheet."""
    choose(corner, "11202")
    assert not corner.panel.sheet.isVisible()
    assert "100 × 62 mm" in corner.card.words.text()


def test_endless_roll(corner: Corner) -> None:
    """The length of a continuous roll is typed with a comma; a wrong one is said and changes nothing."""
    choose(corner, "22205")
    corner.fill(corner.panel.length, "80,5", Qt.Key.Key_Return)
    assert corner.card.memory.stock().h_mm == 80.5
    corner.fill(corner.panel.length, "5", Qt.Key.Key_Return)
    assert "fra" in corner.panel.length_row.hint.text()
    assert corner.card.memory.stock().h_mm == 80.5
    corner.fill(corner.panel.length, "tanto", Qt.Key.Key_Return)
    assert "non è una misura" in corner.panel.length_row.hint.text()


# -- printers -------------------------------------------------------------------------------------------------------


def test_printers(corner: Corner, cups: Cups) -> None:
    """The printers of the system are offered, and the chosen one is remembered."""
    cups.add_queue("ufficio", A4)
    panel = corner.panel
    corner.settle()
    row = panel.printer.findData("ufficio")
    assert row > 0
    panel.printer.setCurrentIndex(row)
    panel.printer.activated.emit(row)
    assert read_settings()["badge_printer"] == "ufficio"
    assert panel.at_once.isVisible()
    assert "sulla stampante «ufficio»" in corner.card.words.text()


def test_state_of_the_printer(corner: Corner, cups: Cups) -> None:
    """What the system knows of the chosen printer is said under it, also of the next one that is chosen."""
    for name in ("ferma", "pronta"):
        cups.add_queue(name, A4)
    cups.command("cupsdisable", "ferma")
    change_settings(badge_printer="ferma")
    panel = corner.panel
    corner.settle()
    assert "«ferma» è in pausa" in panel.state.text()
    row = panel.printer.findData("pronta")
    panel.printer.setCurrentIndex(row)
    panel.printer.activated.emit(row)
    corner.settle()
    assert panel.state.text() == "La stampante non segnala problemi."


def test_printer_that_is_gone(corner: Corner) -> None:
    """A remembered printer that the system does not name stays chosen, and is said not to be seen."""
    change_settings(badge_printer="vecchia")
    panel = corner.panel
    corner.settle()
    assert panel.printer.currentText() == "vecchia (non si vede)"


def test_slow_printers(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the system takes its time to name the printers the panel is there and works, with the PDF."""
    answer = threading.Event()

    def slow(_chosen: str) -> tuple[list[PrinterInfo], str]:
        answer.wait(10)
        return [PrinterInfo("tarda", "Tarda", default=False)], ""

    monkeypatch.setattr(paper_run, "look_at_printers", slow)
    panel = corner.panel
    assert panel.printer.itemText(1) == "Cerco le stampanti…"
    corner.click(panel.qr)
    assert not corner.card.memory.qr()
    answer.set()
    corner.settle()
    assert panel.printer.itemText(1) == "Tarda"


def test_panel_closed_before_the_printers_come(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printers that are named after the page is gone disturb nobody."""
    answer = threading.Event()
    monkeypatch.setattr(paper_run, "look_at_printers", lambda _chosen: ([], str(answer.wait(10))))
    assert corner.panel.isVisible()
    corner.leave()
    answer.set()
    corner.settle()


# -- own measures ---------------------------------------------------------------------------------------------------


def test_own_size(corner: Corner) -> None:
    """Own measures are typed with commas, drawn, kept under their name, used, and can be removed."""
    panel = corner.panel
    corner.click(panel.own_button)
    for field, words in (
        (panel.own.name, "Tipografia"),
        (panel.own.width_mm, "62,5"),
        (panel.own.height_mm, "38"),
        (panel.own.left_mm, ""),
        (panel.own.top_mm, ""),
        (panel.own.pitch_x_mm, ""),
        (panel.own.pitch_y_mm, ""),
    ):
        corner.fill(field, words)
    panel.own.cols.setValue(3)
    panel.own.rows.setValue(7)
    assert panel.own.picture.accessibleName().startswith("Foglio: Tipografia · 62,5 × 38 mm, 21 per foglio")
    corner.click(panel.own.keep_button)
    assert corner.card.memory.stock().w_mm == 62.5
    assert len(panel.sheet.labels) == 21
    assert panel.stock.currentText().startswith("Tipografia")
    corner.click(panel.forget_button)
    assert corner.card.memory.key() == "L4785"
    assert not panel.forget_button.isVisible()


def test_what_is_no_measure_is_marked_in_its_field(corner: Corner) -> None:
    """Which of ten fields it is shows in the field, for eye and ear; the sentence stands beneath them."""
    own = corner.panel.own
    own.show()
    corner.fill(own.pitch_x_mm, "largo")
    assert own.pitch_x_mm.property("refused") is True
    assert "non è una misura" in own.pitch_x_mm.accessibleDescription()
    assert "non è una misura" in own.words.text()
    corner.fill(own.pitch_x_mm, "70")
    assert own.pitch_x_mm.property("refused") is False


def test_own_size_brought_back(corner: Corner) -> None:
    """Own measures taken away by mistake come back with one click, with the sheet that was open."""
    key = corner.card.memory.keep_own(own_stock(name="Tipografia", page="A4", w_mm=60, h_mm=40, cols=2, rows=3))
    corner.card.memory.set_used(key, {1, 2})
    panel = corner.panel
    corner.click(panel.forget_button)
    corner.click(panel.restore_button)
    assert corner.card.memory.stock().w_mm == 60
    assert corner.card.memory.used() == {1, 2}
    assert not panel.restore_button.isVisible()


def test_own_roll_edge(corner: Corner) -> None:
    """Who measures a roll says what its printer does not reach; 3 mm if nothing is said."""
    panel = corner.panel
    corner.click(panel.own_button)
    panel.own.page.setCurrentIndex(panel.own.page.findText("rotolo"))
    panel.own.page.activated.emit(panel.own.page.currentIndex())
    panel.own.cols.setValue(1)
    panel.own.rows.setValue(1)
    corner.fill(panel.own.reach_mm, "6,5")
    corner.click(panel.own.keep_button)
    assert corner.card.memory.stock().margins_mm == (6.5, 6.5, 6.5, 6.5)


@pytest.mark.parametrize(
    ("width", "words"),
    [("", "non è una misura"), ("abc", "non è una misura"), ("0", "misura"), ("1e9", "misura"), ("150", "largo 210")],
)
def test_impossible_size(corner: Corner, width: str, words: str) -> None:
    """Measures that cannot be are said in words, and cannot be kept."""
    panel = corner.panel
    corner.click(panel.own_button)
    corner.fill(panel.own.width_mm, width)
    assert words in panel.own.words.text() or "passo" in panel.own.words.text()
    assert not panel.own.keep_button.isEnabled()


def test_doubtful_size(corner: Corner) -> None:
    """Measures that look like a slip are said, and may be kept all the same."""
    panel = corner.panel
    corner.click(panel.own_button)
    corner.fill(panel.own.left_mm, "10")
    assert "a sinistra e a destra" in panel.own.words.text()
    assert panel.own.keep_button.isEnabled()


def test_enter_keeps(corner: Corner) -> None:
    """Enter in a measure keeps the labels; Enter in the panel goes nowhere else."""
    panel = corner.panel
    corner.click(panel.own_button)
    corner.fill(panel.own.width_mm, "81,5", Qt.Key.Key_Return)
    assert corner.card.memory.stock().w_mm == 81.5
    assert corner.page.keys == []


def test_enter_with_impossible_size(corner: Corner) -> None:
    """Enter keeps nothing that cannot be."""
    panel = corner.panel
    corner.click(panel.own_button)
    corner.fill(panel.own.width_mm, "999", Qt.Key.Key_Return)
    assert panel.own.isVisible()
    assert corner.card.memory.own == {}


def test_own_size_left(corner: Corner) -> None:
    """Esc leaves own measures, with everything as it was."""
    panel = corner.panel
    corner.click(panel.own_button)
    corner.fill(panel.own.width_mm, "50")
    QTest.keyClick(panel.own.width_mm, Qt.Key.Key_Escape)
    assert panel.stock.isVisible()
    assert corner.card.memory.stock().w_mm == 80


# -- the correction -------------------------------------------------------------------------------------------------


def test_correction(corner: Corner) -> None:
    """Four measures correct the printer, in words; they are remembered for it, and can be taken back."""
    panel = corner.panel
    corner.click(panel.calibrate)
    for field, words in zip(panel.calibration.fields, ("18,8", "19,5", "", ""), strict=True):
        corner.fill(field, words)
    corner.click(panel.calibration.correct_button)
    assert panel.calibration.words.text() == "PDF: corretto di 1,2 mm a destra, 0,5 mm in basso"
    assert panel.calibration.fields[0].text() == ""
    assert corner.card.memory.adjustment("").dx_mm == pytest.approx(1.2)
    corner.click(panel.calibration.reset_button)
    assert "nessuna correzione" in panel.calibration.words.text()
    assert read_settings()["badge_adjustments"] == {}


@pytest.mark.parametrize("words", ["80", "-3", "tanto", "1e3"])
def test_impossible_measure(corner: Corner, words: str) -> None:
    """A measure that no printer gives is said, and corrects nothing."""
    panel = corner.panel
    corner.click(panel.calibrate)
    corner.fill(panel.calibration.fields[0], words)
    corner.click(panel.calibration.correct_button)
    assert panel.calibration.error.isVisible()
    assert "badge_adjustments" not in read_settings()
    assert panel.calibration.fields[0].text() == words


def test_trial_page(corner: Corner, tmp_path: Path) -> None:
    """The trial page is printed without the correction, so that the error is not measured twice."""
    corner.page.path = tmp_path / "prova.pdf"
    corner.click(corner.panel.calibrate)
    corner.click(corner.panel.calibration.trial_button)
    corner.settle()
    first = corner.page.path.read_bytes()
    change_settings(badge_adjustments={"": {"dx_mm": 3, "dy_mm": 0, "scale_x": 1, "scale_y": 1}})
    corner.click(corner.panel.calibration.trial_button)
    corner.settle()
    assert corner.page.path.read_bytes() == first
    assert "100 %" in corner.said[-1][0]


def test_trial_page_on_a_printer(corner: Corner, cups: Cups) -> None:
    """The trial page goes to the chosen printer."""
    out = cups.add_queue("rotolo", *BROTHER)
    change_settings(badge_printer="rotolo", badge_stock="DK-11202")
    corner.click(corner.panel.calibrate)
    corner.click(corner.panel.calibration.trial_button)
    corner.settle()
    assert len(pypdfium2.PdfDocument(wait_for_job(out))) == 1
