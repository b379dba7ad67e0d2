"""What this laptop remembers about its paper: labels, sheet that is open, printer, correction, switches.

It lies in the laptop's settings, a file that anyone may have edited: whatever is not what it should be counts as never
said, and the evening goes on with the common sheet, a PDF and no correction.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from facilitatore.door.badges import USUAL
from facilitatore.door.badges.own_stock import from_entry, to_entry
from facilitatore.door.badges.stock import load_stocks, with_length
from facilitatore.door.paper.drawing import EXACT, MOST_SCALE, MOST_SHIFT_MM, Adjustment
from facilitatore.errors import BadValue, Problem
from ui.settings import change_settings, is_number, read_switch, read_table, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.badges.stock import Stock

PDF: Final = ""
"""The printer that is no printer: the badges become a file."""

OWN: Final = "own:"
"""How the keys of own sizes begin, so that none hides a stock of the box."""

_LONGEST_MM: Final = 1000.0
_PRINTER: Final = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,255}")
"""A printer's name: CUPS allows 127 characters, Windows 220."""

# A correction may be corrected once more.
_MOST_MM: Final = 2 * MOST_SHIFT_MM
_MOST_SCALE: Final = 2 * MOST_SCALE


class PaperMemory:
    """Reads what was chosen once, and writes each choice as it is made."""

    def __init__(self) -> None:
        self.own = _own_stocks(read_table("own_stocks"))
        self.stocks: dict[str, Stock] = {**load_stocks(), **self.own}

    # -- labels -------------------------------------------------------------------------------------------------

    def key(self) -> str:
        """Return the key of the labels in use, in `stocks`."""
        return read_words("badge_stock", USUAL, self.stocks.__contains__)

    def choose_stock(self, key: str) -> None:
        """Take other labels."""
        change_settings(badge_stock=key)

    def stock(self, key: str = "") -> Stock:
        """Return the labels in use (or those of `key`), a continuous roll at the length that was chosen for it."""
        key = key or self.key()
        stock = self.stocks[key]
        length = _number(read_table("badge_lengths").get(key), 0.0, _LONGEST_MM)
        if not stock.endless or length is None:
            return stock
        try:
            return with_length(stock, length)
        except BadValue:
            return stock

    def set_length(self, key: str, length_mm: float) -> None:
        """Cut the labels of a continuous roll at another length.

        Raises:
            BadValue: nobody cuts labels so short or so long.
        """
        with_length(self.stocks[key], length_mm)
        change_settings(badge_lengths={**read_table("badge_lengths"), key: length_mm})

    def keep_own(self, stock: Stock) -> str:
        """Remember labels of own measures, called by their key, and use them; return their key in `stocks`."""
        key = OWN + stock.key
        self.own[key] = self.stocks[key] = stock
        self._write_own()
        self.choose_stock(key)
        self.set_used(key, ())
        return key

    def forget_own(self, key: str) -> Stock | None:
        """Forget labels of own measures; return them, if there were any, for `keep_own` to bring them back."""
        stock = self.own.pop(key, None)
        if stock is not None:
            self.stocks.pop(key)
            self._write_own()
        return stock

    def _write_own(self) -> None:
        change_settings(own_stocks={stock.key: to_entry(stock) for stock in self.own.values()})

    # -- the sheet that is open ---------------------------------------------------------------------------------

    def used(self, key: str = "") -> frozenset[int]:
        """Return which labels of the open sheet are gone, from 1; a sheet without any left is a new one."""
        key = key or self.key()
        stock, found = self.stocks[key], read_table("badge_used").get(key)
        if stock.roll or not isinstance(found, list):
            return frozenset()
        gone = frozenset(n for n in found if type(n) is int and 1 <= n <= stock.per_sheet)
        return gone if len(gone) < stock.per_sheet else frozenset()

    def set_used(self, key: str, used: Iterable[int]) -> None:
        """Remember which labels of the open sheet are gone."""
        change_settings(badge_used={**read_table("badge_used"), key: sorted(used)})

    # -- printer ------------------------------------------------------------------------------------------------

    def printer(self) -> str:
        """Return the name of the printer in use, or `PDF`."""
        return read_words("badge_printer", PDF, lambda name: not name or _PRINTER.fullmatch(name))

    def choose_printer(self, name: str) -> None:
        """Take another printer."""
        change_settings(badge_printer=name)

    def at_once(self, stock: Stock) -> bool:
        """Tell whether each arrival prints its badge; never into a PDF. Rolls do if nothing was said, sheets do not."""
        if self.printer() == PDF:
            return False
        said = read_table("badge_at_once").get(_kind(stock))
        return said if isinstance(said, bool) else stock.roll

    def set_at_once(self, stock: Stock, on: bool) -> None:
        """Print at each arrival, or not, on labels of this kind (sheets or rolls)."""
        change_settings(badge_at_once={**read_table("badge_at_once"), _kind(stock): on})

    def adjustment(self, printer: str) -> Adjustment:
        """Return what makes up for the printer's error."""
        entry = read_table("badge_adjustments").get(printer)
        sides = entry if isinstance(entry, dict) else {}
        dx, dy = (_number(sides.get(side), -_MOST_MM, _MOST_MM) for side in ("dx_mm", "dy_mm"))
        scales = [_number(sides.get(side), 1 - _MOST_SCALE, 1 + _MOST_SCALE) for side in ("scale_x", "scale_y")]
        return Adjustment(dx or 0.0, dy or 0.0, scales[0] or 1.0, scales[1] or 1.0)

    def set_adjustment(self, printer: str, adjustment: Adjustment) -> None:
        """Remember what makes up for the printer's error; `EXACT` forgets it."""
        entries = {name: entry for name, entry in read_table("badge_adjustments").items() if name != printer}
        if adjustment != EXACT:
            entries[printer] = {
                "dx_mm": adjustment.dx_mm,
                "dy_mm": adjustment.dy_mm,
                "scale_x": adjustment.scale_x,
                "scale_y": adjustment.scale_y,
            }
        change_settings(badge_adjustments=entries)

    # -- the rest -----------------------------------------------------------------------------------------------

    def qr(self) -> bool:
        """Tell whether badges carry a code; they do if nothing was said."""
        return read_switch("badge_qr") is not False

    def set_qr(self, on: bool) -> None:
        """Print badges with a code, or without."""
        change_settings(badge_qr=on)

    def sending(self, evening: str) -> tuple[str, ...]:
        """Return whose badges of this evening were on their way to the printer when the program ended, if any."""
        entry = read_table("badge_sending")
        ids = entry.get("ids")
        if entry.get("evening") != evening or not isinstance(ids, list):
            return ()
        return tuple(one for one in ids if isinstance(one, str))

    def set_sending(self, evening: str, ids: Iterable[str]) -> None:
        """Note whose badges are on their way to the printer; nobody: they are there, or were refused."""
        change_settings(badge_sending={"evening": evening, "ids": sorted(ids)})


def _kind(stock: Stock) -> str:
    return "roll" if stock.roll else "sheet"


def _number(value: object, least: float, most: float) -> float | None:
    """Return a number within its bounds, or None."""
    return float(value) if isinstance(value, int | float) and is_number(value, least, most) else None


def _own_stocks(entries: dict[str, Any]) -> dict[str, Stock]:
    """Return the own sizes that can be read; the others are as if they had never been."""
    found = {}
    for name, entry in entries.items():
        try:
            stock = from_entry(name, entry)
        except Problem:
            continue
        found[OWN + name] = stock
    return found
