"""Promises of what a laptop remembers about paper: choices come back, and a broken file breaks nothing."""

from __future__ import annotations

import json

import pytest

from facilitatore.door.badges.own_stock import own_stock
from facilitatore.door.paper.drawing import EXACT, Adjustment
from facilitatore.errors import BadValue
from ui.door.paper.remembered import PDF, PaperMemory
from ui.settings import change_settings, read_settings, settings_path

HOSTILE: list[object] = [None, 7, -1, 3.5, True, "x" * 9, [], {}, [None], {"L4785": {"a": 1}}, {"": []}, [[[]]]]
KEYS = (
    "badge_stock",
    "badge_used",
    "badge_lengths",
    "badge_printer",
    "badge_at_once",
    "badge_qr",
    "badge_adjustments",
    "badge_sending",
    "own_stocks",
)


def test_choices_come_back() -> None:
    """What was chosen is there for another window, and after a restart."""
    memory = PaperMemory()
    memory.choose_stock("L7160")
    memory.set_used("L7160", {2, 5})
    memory.choose_printer("ufficio")
    memory.set_qr(on=False)
    again = PaperMemory()
    assert (again.key(), again.used(), again.printer(), again.qr()) == ("L7160", {2, 5}, "ufficio", False)


def test_each_sheet_its_own() -> None:
    """Each kind of labels remembers its own open sheet."""
    memory = PaperMemory()
    memory.set_used("L7160", {2})
    memory.choose_stock("L4785")
    assert memory.used() == frozenset()
    assert memory.used("L7160") == {2}


def test_adjustments_are_by_printer() -> None:
    """Each printer has its own correction, the PDF too."""
    memory = PaperMemory()
    moved = Adjustment(1.2, -0.5, 1.01, 0.99)
    memory.set_adjustment("ufficio", moved)
    memory.set_adjustment(PDF, Adjustment(dx_mm=2))
    assert [memory.adjustment(name) for name in ("ufficio", PDF, "altra")] == [moved, Adjustment(dx_mm=2), EXACT]
    memory.set_adjustment("ufficio", EXACT)
    assert list(read_settings()["badge_adjustments"]) == [PDF]


def test_own_size_comes_back() -> None:
    """Own measures come back under their name, and go when they are removed."""
    memory = PaperMemory()
    key = memory.keep_own(own_stock(name="Tipografia", page="A4", w_mm=90, h_mm=50, cols=2, rows=5))
    again = PaperMemory()
    assert (again.key(), again.stock().w_mm, again.stock().key) == (key, 90, "Tipografia")
    again.forget_own(key)
    assert PaperMemory().key() == "L4785"


def test_own_size_called_as_a_stock() -> None:
    """Own measures with the name of a stock hide it not, nor its open sheet."""
    memory = PaperMemory()
    memory.set_used("L4785", {1})
    memory.keep_own(own_stock(name="L4785", page="A4", w_mm=90, h_mm=50))
    assert PaperMemory().stock().w_mm == 90
    assert PaperMemory().stock("L4785").w_mm == 80
    assert PaperMemory().used("L4785") == {1}


def test_endless_roll() -> None:
    """The length of a continuous roll is remembered; one that nobody cuts is refused."""
    memory = PaperMemory()
    memory.choose_stock("DK-22205")
    memory.set_length("DK-22205", 80.5)
    assert PaperMemory().stock().h_mm == 80.5
    with pytest.raises(BadValue):
        memory.set_length("DK-22205", 3)
    assert PaperMemory().stock().h_mm == 80.5


def test_at_once() -> None:
    """Rolls print at once and sheets do not, if nothing was said; into a PDF nothing is printed at once."""
    memory = PaperMemory()
    sheet, roll = memory.stock("L4785"), memory.stock("DK-11202")
    assert [memory.at_once(stock) for stock in (sheet, roll)] == [False, False]
    memory.choose_printer("ufficio")
    assert [memory.at_once(stock) for stock in (sheet, roll)] == [False, True]
    memory.set_at_once(roll, on=False)
    memory.set_at_once(sheet, on=True)
    assert [PaperMemory().at_once(stock) for stock in (sheet, roll)] == [True, False]


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_hostile_settings(value: object) -> None:
    """Whatever somebody wrote into the settings, there is a sheet, a printer and no wild correction."""
    change_settings(**dict.fromkeys(KEYS, value))
    memory = PaperMemory()
    assert memory.stock() is not None
    assert memory.used() <= set(range(1, 11))
    assert memory.adjustment(memory.printer()) == EXACT
    assert isinstance(memory.at_once(memory.stock()), bool)
    assert isinstance(memory.qr(), bool)
    assert memory.sending("x") == ()
    memory.set_used(memory.key(), {1})
    assert memory.used() == {1}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "-500", '"2"', "true", "null", "[2]"])
def test_hostile_numbers(number: str) -> None:
    """A correction that no printer needs is none."""
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    entry = f'{{"dx_mm": {number}, "scale_x": {number}}}'
    settings_path().write_text(f'{{"badge_adjustments": {{"": {entry}}}, "badge_lengths": {{"DK-22205": {number}}}}}')
    memory = PaperMemory()
    assert memory.adjustment(PDF) == EXACT
    assert memory.stock("DK-22205").h_mm == memory.stocks["DK-22205"].h_mm


def test_broken_own_sizes() -> None:
    """Own measures that make no sense are as if they had never been; the good ones stay."""
    good = {"page": "A4", "w_mm": 90, "h_mm": 50, "cols": 2, "rows": 5}
    change_settings(
        own_stocks={
            "buono": good,
            "rotto": {**good, "cols": 0},
            "vuoto": {},
            "testo": "x",
            "largo": {**good, "w_mm": 400},
        }
    )
    assert list(PaperMemory().own) == ["own:buono"]


def test_full_sheet_is_a_new_one() -> None:
    """A sheet without any label left is a new sheet."""
    change_settings(badge_used={"L4785": list(range(1, 11))})
    assert PaperMemory().used() == frozenset()


def test_labels_off_the_sheet() -> None:
    """Labels that the sheet has not are forgotten."""
    change_settings(badge_used={"L4785": [0, -3, 11, 2, True, 2.0, "4"]})
    assert PaperMemory().used() == {2}


HUGE = 10**400


@pytest.mark.parametrize(
    "entry",
    [
        {"badge_adjustments": {PDF: {"dx_mm": HUGE}}},
        {"badge_lengths": {"DK-22205": HUGE}, "badge_stock": "DK-22205"},
        {"own_stocks": {"x": {"page": "A4", "w_mm": HUGE, "h_mm": 50}}},
        {"own_stocks": {"x": {"page": "A4", "w_mm": 50, "h_mm": 50, "cols": HUGE}}},
        {"own_stocks": {"\ud800": {"page": "A4", "w_mm": 50, "h_mm": 50}}},
    ],
)
def test_numbers_of_hundreds_of_digits(entry: dict[str, object]) -> None:
    """A number that no computer counts with is as if it had never been said."""
    change_settings()
    settings_path().write_text(json.dumps(entry), encoding="utf-8")
    memory = PaperMemory()
    assert (memory.adjustment(PDF), memory.own, memory.stock().h_mm in {50, 100}) == (EXACT, {}, True)


@pytest.mark.parametrize("name", ["\ud800", "a\x00b", "x" * 300, "due\nrighe"])
def test_no_such_printer_name(name: str) -> None:
    """What cannot be a printer's name is as if none had been chosen."""
    change_settings()
    settings_path().write_text(json.dumps({"badge_printer": name}), encoding="utf-8")
    assert PaperMemory().printer() == PDF


def test_brackets_without_end() -> None:
    """Settings that are only brackets are empty ones."""
    change_settings()
    settings_path().write_text("[" * 100_000, encoding="utf-8")
    assert PaperMemory().key() == "L4785"


def test_half_a_character() -> None:
    """Half a character that somebody put into the settings does not keep the next choice from being written."""
    change_settings()
    settings_path().write_text(json.dumps({"text_scale": "\ud800"}), encoding="utf-8")
    PaperMemory().choose_stock("L7160")
    assert PaperMemory().key() == "L7160"
