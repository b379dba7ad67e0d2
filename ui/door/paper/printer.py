"""Printers: which there are, whether one is ready, and a paper sent to one at 100 %.

All of this asks the print system, which may take seconds where printers are looked for on the network: it belongs in
`Bridge.run_beside`, never in the window's thread.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from facilitatore.errors import BadValue, PrinterTrouble
from ui.door.paper import printer_cups
from ui.door.paper.printer_windows import spooler

if TYPE_CHECKING:
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.drawing import Adjustment, Paper

HEARSAY: Final = frozenset({"paper", "offline"})
"""Reasons that the system may remember from the last job, after somebody has put paper in or plugged the printer."""

_WATCH_S: Final = 0.6
"""How long a job is followed: a queue that stops does so at once, and a printer that works takes longer."""

_LOOK_S: Final = 0.02
_one_at_a_time = Lock()
"""Qt keeps what it knows of the printers in one place for all threads, and does not guard it."""


@dataclass(frozen=True, slots=True)
class PrinterInfo:
    """A printer: `name` is what the system calls it, `words` what people read; `default` is the system's own choice."""

    name: str
    words: str
    default: bool


def printers() -> list[PrinterInfo]:
    """Return the printers, the system's own choice first; none where there is no print system, or it hangs.

    Those that ask for a file are no printers for us: there is our own way to a PDF, and the window that asks would hold
    up every other print.
    """
    from PySide6.QtPrintSupport import QPrinterInfo

    if printer_cups.hangs():
        return []
    with _one_at_a_time:
        chosen = QPrinterInfo.defaultPrinterName()
        found = [(name, QPrinterInfo.printerInfo(name).description()) for name in QPrinterInfo.availablePrinterNames()]
    windows = spooler()
    if windows is not None:
        found = [(name, words) for name, words in found if not windows.asks_for_file(name)]
    every = [words for _, words in found]
    told = [
        PrinterInfo(name, words if words and every.count(words) == 1 else name, name == chosen) for name, words in found
    ]
    return sorted(told, key=lambda printer: (not printer.default, printer.words.casefold()))


def trouble_of(name: str) -> str | None:
    """Return why nothing would come out of printer `name` now: a `PrinterTrouble.reason`; None if nothing is known."""
    windows = spooler()
    if windows is not None:
        return windows.trouble_of(name)
    reason = printer_cups.trouble_of_queue(name)
    if reason is not None:
        return reason
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    with _one_at_a_time:
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            return "missing"
        bad = info.state() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}
    return "offline" if bad else None


def print_paper(
    paper: Paper, printer: str, *, stock: Stock | None, adjustment: Adjustment, title: str, insist: bool = False
) -> bool:
    """Send `paper` to `printer` at 100 %, each sheet on the driver's own page of its size.

    Once this returns, the job was taken, and was not seen to fail; False: the queue told nothing of the job, or still
    has it although the printer works. If it raises, nothing will come out later: a job
    already sent was taken back.

    Args:
        paper: the sheets; letters in `paper.missing` come out as empty boxes.
        printer: its name, from `printers`.
        stock: what is in the printer, with the names drivers give it; None for plain paper.
        adjustment: the printer's, measured on the driver's page (before `Stock.along_page`).
        title: the job's name, which the printer's panel and logs show: never a person's name.
        insist: print even if the printer was last heard to lack paper or be away (`HEARSAY`): that may be old.

    Raises:
        PrinterTrouble: with its reason.
        BadValue: of what ``paper``; there is no page.
    """
    if not paper.pages:
        raise BadValue("paper", "0", "1")
    _raise_if(printer, trouble_of(printer), insist=insist)
    from ui.door.paper.printer_job import send_job

    with _one_at_a_time:
        earlier = _our_jobs(printer)
        try:
            send_job(paper, printer, stock, adjustment, title)
            refused = printer_cups.last_refused()
            job = _job_after(printer, earlier)
        except PrinterTrouble:
            _take_back(printer, _job_after(printer, earlier))
            raise
    if refused:
        raise PrinterTrouble(printer, trouble_of(printer) or "failed")
    if job is None:
        return False
    windows = spooler()
    if windows is not None:
        return windows.follow(printer, job, len(paper.pages), insist=insist)
    _follow(printer, job, insist=insist)
    return True


def _raise_if(printer: str, reason: str | None, *, insist: bool) -> None:
    if reason is not None and not (insist and reason in HEARSAY):
        raise PrinterTrouble(printer, reason)


def _our_jobs(printer: str) -> frozenset[int]:
    windows = spooler()
    jobs = printer_cups.our_jobs(printer) if windows is None else windows.our_jobs(printer) or ()
    return frozenset(job.id for job in jobs)


def _job_after(printer: str, earlier: frozenset[int]) -> int | None:
    """Return the job just sent; None where jobs are not remembered once they end, and it has."""
    return max(_our_jobs(printer) - earlier, default=None)


def _take_back(printer: str, job: int | None) -> None:
    windows = spooler()
    if job is not None:
        (printer_cups.withdraw if windows is None else windows.withdraw)(printer, job)


def _follow(printer: str, sent: int, *, insist: bool) -> None:
    """Watch the job for a moment; take it back, and raise, if its queue turns out to stand still."""
    end = time.monotonic() + _WATCH_S
    while time.monotonic() < end:
        state = next((job.state for job in printer_cups.our_jobs(printer) if job.id == sent), printer_cups.COMPLETED)
        if state == printer_cups.COMPLETED:
            return
        if state in {printer_cups.CANCELED, printer_cups.ABORTED}:
            raise PrinterTrouble(printer, trouble_of(printer) or "failed")
        reason = "failed" if state == printer_cups.HELD else printer_cups.trouble_of_queue(printer)
        try:
            _raise_if(printer, reason, insist=insist)
        except PrinterTrouble:
            _take_back(printer, sent)
            raise
        time.sleep(_LOOK_S)
