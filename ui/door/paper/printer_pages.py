"""Which of a driver's pages a sheet is: a label sent to a page that is not its own comes out as a Letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinterInfo

    from facilitatore.door.badges.stock import Stock

_AS_BIG_MM = 1.0
"""Drivers count in points, and round sizes as they like."""

_CALLED_SO_MM = 3.0
"""A page with the roll's own name may be further off: drivers disagree on where a label ends."""


@dataclass(frozen=True, slots=True)
class DriverPage:
    """A page of a driver; `turned` where the sheet lies across it, so that its left comes to the page's top."""

    size: QPageSize
    turned: bool


def find_page(info: QPrinterInfo, page_mm: tuple[float, float], stock: Stock | None) -> DriverPage | None:
    """Return the driver's page for a sheet of `page_mm`; None if the printer has none.

    A page of the driver's, by the name it gives the roll or by its measures, upright or across; else one of its own
    measures, where the driver takes those.
    """
    turned = stock.turned if stock is not None else page_mm[0] > page_mm[1]
    sizes = info.supportedPageSizes()
    if stock is not None:
        named = [size for size in sizes if _is_called(size, stock.driver_sizes)]
        found = _of_size(named, page_mm, _AS_BIG_MM if stock.endless else _CALLED_SO_MM, turned=turned)
        if found is not None:
            return found
    return _of_size(sizes, page_mm, _AS_BIG_MM, turned=turned) or _own_size(info, page_mm, turned=turned)


def _of_size(sizes: list[QPageSize], page_mm: tuple[float, float], off_mm: float, *, turned: bool) -> DriverPage | None:
    """Return the closest of `sizes` that is as big, the way it should lie or the other way."""
    for way in (turned, not turned):
        wanted = _across(page_mm) if way else page_mm
        offs = [(_off(size, wanted), index) for index, size in enumerate(sizes)]
        if offs and min(offs)[0] <= off_mm:
            return DriverPage(sizes[min(offs)[1]], way)
    return None


def _own_size(info: QPrinterInfo, page_mm: tuple[float, float], *, turned: bool) -> DriverPage | None:
    wanted = QSizeF(*(_across(page_mm) if turned else page_mm))
    if not info.supportsCustomPageSizes() or not _fits(info, wanted):
        return None
    size = QPageSize(wanted, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return DriverPage(size, turned)


def _across(page_mm: tuple[float, float]) -> tuple[float, float]:
    return page_mm[1], page_mm[0]


def _off(size: QPageSize, wanted: tuple[float, float]) -> float:
    measures = size.size(QPageSize.Unit.Millimeter)
    return max(abs(measures.width() - wanted[0]), abs(measures.height() - wanted[1]))


def _is_called(size: QPageSize, names: Iterable[str]) -> bool:
    """Compare with the driver's key and with its words, which may go on: ``62mm x 100mm (2.3" x 3.9")``."""
    words, key = size.name().casefold(), size.key().casefold()
    return any(name in {key, words} or words.startswith(f"{name} (") for name in (given.casefold() for given in names))


def _fits(info: QPrinterInfo, size: QSizeF) -> bool:
    """Say whether a size of one's own is within what the driver takes, as far as it says."""
    least = info.minimumPhysicalPageSize().size(QPageSize.Unit.Millimeter)
    most = info.maximumPhysicalPageSize().size(QPageSize.Unit.Millimeter)
    if not most.isValid() or most.isEmpty():
        return True
    return (
        least.width() - 1 <= size.width() <= most.width() + 1
        and least.height() - 1 <= size.height() <= most.height() + 1
    )
