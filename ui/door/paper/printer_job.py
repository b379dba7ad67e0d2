"""One job, painted on a printer's page: 100 %, full page, nothing left to the queue's habits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageLayout, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from facilitatore.errors import PrinterTrouble
from ui.door.paper.painter import paint_things
from ui.door.paper.printer_pages import DriverPage, find_page

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.drawing import Adjustment, Paper

_MM_PER_INCH: Final = 25.4
_CUPS_OPTIONS: Final = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Qt's private property for a job's options (qprint_p.h, PPK_CupsOptions); print systems other than CUPS ignore it."""

_HABITS: Final = {
    "print-scaling": "none",
    "number-up": "1",
    "page-set": "all",
    "page-ranges": "1-9999",
    "mirror": "false",
    "outputorder": "normal",
}
"""A queue used to fit pages into its margins moves labels by 4 mm; one used to odd pages keeps half of the badges; one
that begins with the last page puts it on the sheet whose first labels are gone.
"""

_BAD: Final = frozenset({QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted})


def send_job(paper: Paper, name: str, stock: Stock | None, adjustment: Adjustment, title: str) -> None:
    """Paint `paper` and give it to printer `name`; see `printer.print_paper`.

    Raises:
        PrinterTrouble: ``size``, the printer has no such page, and nothing was sent; ``failed``, what was sent has to
            be taken back.
    """
    info = QPrinterInfo.printerInfo(name)
    page = find_page(info, paper.page_mm, stock)
    if page is None:
        raise PrinterTrouble(name, "size")
    _rehearse(paper)
    device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    _set_up(device, page, title)
    coloured = QPrinter.ColorMode.Color in info.supportedColorModes()
    if not _paint(paper, device, _place(paper, device, page, adjustment), coloured=coloured):
        raise PrinterTrouble(name, "failed")


def _rehearse(paper: Paper) -> None:
    """Paint all on one dot (0.1 ms a badge): Qt sends what there is, whatever happens half-way."""
    canvas = QImage(1, 1, QImage.Format.Format_Grayscale8)
    painter = QPainter(canvas)
    try:
        for things in paper.pages:
            paint_things(painter, things, 0.001)
    finally:
        painter.end()


def _set_up(device: QPrinter, page: DriverPage, title: str) -> None:
    device.setFullPage(True)
    device.setPageSize(page.size)
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF())
    device.setDuplex(QPrinter.DuplexMode.DuplexNone)
    device.setCopyCount(1)
    device.setDocName(title)
    device.setCreator("Facilitatore")
    device.printEngine().setProperty(_CUPS_OPTIONS, [word for habit in _HABITS.items() for word in habit])


def _place(paper: Paper, device: QPrinter, page: DriverPage, adjustment: Adjustment) -> QTransform:
    """Return what makes dots of the sheet's mm: turned onto the page if need be, adjusted there, then counted in dots."""
    turned = QTransform(0, 1, -1, 0, paper.page_mm[1], 0) if page.turned else QTransform()
    adjusted = QTransform(adjustment.scale_x, 0, 0, adjustment.scale_y, adjustment.dx_mm, adjustment.dy_mm)
    dots = QTransform.fromScale(device.logicalDpiX() / _MM_PER_INCH, device.logicalDpiY() / _MM_PER_INCH)
    return turned * adjusted * dots


def _paint(paper: Paper, device: QPrinter, place: QTransform, *, coloured: bool) -> bool:
    """Paint the pages and send them; False if the device would not."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    went_well = True
    try:
        for number, things in enumerate(paper.pages):
            if number and not device.newPage():
                went_well = False
                break
            painter.setTransform(place)
            paint_things(painter, things, 1, coloured=coloured)
    finally:
        ended = painter.end()
    return went_well and ended and device.printerState() not in _BAD
