"""The names that wait, looked at before they are printed: which no font can write, which come out very small."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from facilitatore.door.badges.layout import lay_out
from facilitatore.errors import Problem
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.fonts import Fonts

_FINE, _SMALL, _UNDRAWABLE = range(3)
_MOST_SAID: Final = 4
_MOST_LOOKED: Final = 1000
_SAME_CODE: Final = "A" * 18
"""Codes take the same room, whatever they say: a name is looked at once for all of them."""


class WaitingNames:
    """Lays out each name once for the labels in use, and remembers how it came out: 0.1 ms for one that is new."""

    def __init__(self, fonts: Fonts) -> None:
        """`fonts` are kept: what the computer's fonts can write is looked for once."""
        self._fonts = fonts
        self._labels: tuple[Stock, bool] | None = None
        self._known: dict[Badge, int] = {}

    def words(self, badges: Iterable[Badge], stock: Stock, *, qr: bool, but: str = "") -> str:
        """Say what would be wrong on paper with the names of the first thousand `badges`; nothing if all is well.

        All of them are looked at when they are printed.

        `but` is a name of which it is said elsewhere.
        """
        if self._labels != (stock, qr):
            self._labels, self._known = (stock, qr), {}
        found: dict[int, dict[str, None]] = {_FINE: {}, _SMALL: {}, _UNDRAWABLE: {}}
        for badge in islice(badges, _MOST_LOOKED):
            if badge.first_name != but:
                found[self._how(badge, stock, qr=qr)][badge.first_name] = None
        lost = tr("nessun carattere di questo portatile sa scrivere {0}: cambia il nome con F3, o non si stampa")
        small = tr("vengono molto piccoli {0}: accorcia con F3")
        one_small = tr("viene molto piccolo {0}: accorcia con F3")
        told = [lost.format(_listed(found[_UNDRAWABLE]))] if found[_UNDRAWABLE] else []
        if found[_SMALL]:
            told.append((small if len(found[_SMALL]) > 1 else one_small).format(_listed(found[_SMALL])))
        return tr("Fra quelle da stampare: {0}.").format("; ".join(told)) if told else ""

    def _how(self, badge: Badge, stock: Stock, *, qr: bool) -> int:
        alike = badge._replace(token=_SAME_CODE if badge.token else None)
        if alike not in self._known:
            try:
                sheets = lay_out([alike], stock, fonts=self._fonts, qr=qr)
            except Problem:
                self._known[alike] = _UNDRAWABLE
            else:
                self._known[alike] = _UNDRAWABLE if sheets.missing else _SMALL if sheets.warnings else _FINE
        return self._known[alike]


def _listed(names: Iterable[str]) -> str:
    """Return the names in quotes, the first few of many."""
    every = [tr("«{0}»").format(name) for name in names]
    more = len(every) - _MOST_SAID
    if more <= 1:
        return ", ".join(every)
    return tr("{0} e altri {1}").format(", ".join(every[:_MOST_SAID]), more)
