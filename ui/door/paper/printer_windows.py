"""What the spooler, the print system of Windows, says of its printers and jobs; Qt asks it too, but tells too little.

Qt makes one word of all that a printer reports, says nothing of a printer that Windows uses offline, nor of a job. The
numbers are those of ``winspool.h``; what they mean is told by `trouble` and `trouble_of_job`, over plain integers.
"""

from __future__ import annotations

import ctypes
import sys
import time
from contextlib import contextmanager
from ctypes import POINTER, byref, c_byte, c_int, c_uint32, c_void_p, c_wchar_p, cast, create_string_buffer
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from facilitatore.errors import PrinterTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSED, _GOING = 0x1, 0x4
_NO_PAPER: Final = 0x10 | 0x20 | 0x40
"""``PRINTER_STATUS_``: PAPER_OUT, MANUAL_FEED, PAPER_PROBLEM."""
_AWAY: Final = 0x2 | 0x8 | 0x80 | 0x800 | 0x1000 | 0x40000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x2000000
"""ERROR, PAPER_JAM, OFFLINE, OUTPUT_BIN_FULL, NOT_AVAILABLE, NO_TONER, USER_INTERVENTION, OUT_OF_MEMORY, DOOR_OPEN,
SERVER_UNKNOWN, SERVER_OFFLINE. TONER_LOW (0x20000) is not among them: such a printer prints."""
_WORKING: Final = 0x100 | 0x200 | 0x400 | 0x4000 | 0x8000 | 0x10000
"""IO_ACTIVE, BUSY, PRINTING, PROCESSING, INITIALIZING, WARMING_UP."""
_WORK_OFFLINE: Final = 0x400
"""``PRINTER_ATTRIBUTE_WORK_OFFLINE``: what Windows sets when a printer on USB is pulled out."""

_JOB_HELD: Final = 0x1 | 0x200
_JOB_AWAY: Final = 0x2 | 0x20 | 0x400
_JOB_NO_PAPER: Final = 0x40
_JOB_ENDED: Final = 0x4 | 0x100
_JOB_OUT: Final = 0x80 | 0x1000
"""``JOB_STATUS_``: PAUSED, BLOCKED_DEVQ; ERROR, OFFLINE, USER_INTERVENTION; PAPEROUT; DELETING, DELETED; PRINTED,
COMPLETE (the printer has it whole)."""
_DELETE: Final = 5
"""``JOB_CONTROL_DELETE``."""

_ASK_FOR_A_FILE: Final = ("portprompt:", "file:", "xpsport:")
_OURS: Final = "Facilitatore"
"""How the titles of our jobs begin."""
_MANY: Final = 999
_PATIENCE_S: Final = 15.0
_PATIENCE_A_SHEET_S: Final = 5.0
"""How long a job may lie in the queue of a printer that gives no sign of work: one pulled out gives none either."""
_LOOK_S: Final = 0.1


def trouble(status: int, attributes: int) -> str | None:
    """Return why a printer with these bits prints nothing now: a reason of `PrinterTrouble`, or None."""
    if status & _PAUSED:
        return "stopped"
    if status & _GOING:
        return "refused"
    if status & _NO_PAPER:
        return "paper"
    return "offline" if status & _AWAY or attributes & _WORK_OFFLINE else None


def trouble_of_job(status: int) -> str | None:
    """Return why a job with these bits does not come out: a reason of `PrinterTrouble`, or None."""
    if status & _JOB_NO_PAPER:
        return "paper"
    if status & _JOB_AWAY:
        return "offline"
    return "failed" if status & (_JOB_HELD | _JOB_ENDED) and not status & _JOB_OUT else None


def asks_for_file(port: str) -> bool:
    """Say whether what is printed to `port` first asks where to: «Microsoft Print to PDF» does, in a window of its own.

    Several ports, between commas, are those of a pool.
    """
    return any(one.strip().casefold() in _ASK_FOR_A_FILE for one in port.split(","))


class Queue(NamedTuple):
    """A printer: bits as the spooler tells them, and where it is connected."""

    status: int
    attributes: int
    port: str


class Job(NamedTuple):
    """A job of ours; `pages` came out so far, where the spooler counts them."""

    id: int
    status: int
    pages: int


class Spooler:
    """The printers of Windows, by the calls of ``winspool.drv``."""

    def __init__(self, library: Any) -> None:
        self._library = library

    def queue(self, name: str) -> Queue | None:
        """Return what is told of printer `name`, of one that tells nothing all zeros; None if there is no such printer."""
        with self._opened(name) as printer:
            if not printer:
                return None
            need = c_uint32()
            self._library.GetPrinterW(printer, 2, None, 0, byref(need))
            room = create_string_buffer(max(need.value, 1))
            if not self._library.GetPrinterW(printer, 2, room, need.value, byref(need)):
                return Queue(0, 0, "")
            told = cast(room, POINTER(PrinterInfo2)).contents
            return Queue(told.status, told.attributes, told.port or "")

    def trouble_of(self, name: str) -> str | None:
        """Return why nothing would come out of printer `name` now: a reason of `PrinterTrouble`, or None."""
        queue = self.queue(name)
        if queue is None:
            return "missing"
        return "asks" if asks_for_file(queue.port) else trouble(queue.status, queue.attributes)

    def asks_for_file(self, name: str) -> bool:
        """Say whether printer `name` asks for the name of a file each time."""
        queue = self.queue(name)
        return queue is not None and asks_for_file(queue.port)

    def our_jobs(self, name: str) -> list[Job] | None:
        """Return the jobs that this program has in the queue of printer `name`; None where that is not told."""
        with self._opened(name) as printer:
            need, many = c_uint32(), c_uint32()
            if not printer:
                return None
            self._library.EnumJobsW(printer, 0, _MANY, 1, None, 0, byref(need), byref(many))
            room = create_string_buffer(max(need.value, 1))
            size = need.value
            if not self._library.EnumJobsW(printer, 0, _MANY, 1, room, size, byref(need), byref(many)):
                return None
            told = cast(room, POINTER(JobInfo1))[: many.value]
            return [
                Job(job.id, job.status, job.pages_printed) for job in told if (job.document or "").startswith(_OURS)
            ]

    def withdraw(self, name: str, job: int) -> None:
        """Take a job back; nothing happens if it is over."""
        with self._opened(name) as printer:
            if printer:
                self._library.SetJobW(printer, job, 0, None, _DELETE)

    def follow(self, name: str, sent: int, sheets: int, *, insist: bool = False) -> bool:
        """Watch a job until the printer has it; say whether the queue told so.

        False where the queue says nothing, and of a printer that is still at work when patience ends.

        Args:
            name: the printer.
            sent: the job.
            sheets: how many it has: more of them take longer.
            insist: what is told of the printer's paper, and of its being away, may be old: only the job is believed.

        Raises:
            PrinterTrouble: the job stands still, or gave no sign of work; it was taken back.
        """
        end = time.monotonic() + _PATIENCE_S + _PATIENCE_A_SHEET_S * sheets
        while True:
            jobs, queue = self.our_jobs(name), self.queue(name) or Queue(0, 0, "")
            if jobs is None:
                return False
            job = next((one for one in jobs if one.id == sent), None)
            around = trouble(queue.status, queue.attributes)
            hearsay = around == "paper" or (insist and around == "offline")
            if job is None or job.status & _JOB_OUT:
                if around is None or hearsay:
                    return around is None
                reason: str | None = around
            else:
                reason = trouble_of_job(job.status) or (None if insist and hearsay else around)
                if reason is None and time.monotonic() >= end:
                    if job.pages or queue.status & _WORKING:
                        return False
                    reason = "offline"
            if reason is not None:
                self.withdraw(name, sent)
                raise PrinterTrouble(name, reason)
            time.sleep(_LOOK_S)

    @contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        """Open a printer, with the rights that everybody has; None if there is none of that name."""
        printer = c_void_p()
        if not self._library.OpenPrinterW(name, byref(printer), None):
            yield None
            return
        try:
            yield printer
        finally:
            self._library.ClosePrinter(printer)


@cache
def spooler() -> Spooler | None:
    """Return the spooler; None on a system that is not Windows."""
    if sys.platform != "win32":
        return None
    library = ctypes.WinDLL("winspool.drv")
    number = POINTER(c_uint32)
    for name, arguments in (
        ("OpenPrinterW", (c_wchar_p, POINTER(c_void_p), c_void_p)),
        ("ClosePrinter", (c_void_p,)),
        ("GetPrinterW", (c_void_p, c_uint32, c_void_p, c_uint32, number)),
        ("EnumJobsW", (c_void_p, c_uint32, c_uint32, c_uint32, c_void_p, c_uint32, number, number)),
        ("SetJobW", (c_void_p, c_uint32, c_uint32, c_void_p, c_uint32)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = c_int, arguments
    return Spooler(library)


class PrinterInfo2(ctypes.Structure):
    """``PRINTER_INFO_2W``."""

    _fields_ = (
        ("server", c_wchar_p),
        ("name", c_wchar_p),
        ("share", c_wchar_p),
        ("port", c_wchar_p),
        ("driver", c_wchar_p),
        ("comment", c_wchar_p),
        ("location", c_wchar_p),
        ("device_mode", c_void_p),
        ("separator", c_wchar_p),
        ("processor", c_wchar_p),
        ("data_type", c_wchar_p),
        ("parameters", c_wchar_p),
        ("security", c_void_p),
        ("attributes", c_uint32),
        ("priority", c_uint32),
        ("default_priority", c_uint32),
        ("start", c_uint32),
        ("until", c_uint32),
        ("status", c_uint32),
        ("jobs", c_uint32),
        ("pages_a_minute", c_uint32),
    )


class JobInfo1(ctypes.Structure):
    """``JOB_INFO_1W``."""

    _fields_ = (
        ("id", c_uint32),
        ("printer", c_wchar_p),
        ("machine", c_wchar_p),
        ("user", c_wchar_p),
        ("document", c_wchar_p),
        ("data_type", c_wchar_p),
        ("words", c_wchar_p),
        ("status", c_uint32),
        ("priority", c_uint32),
        ("position", c_uint32),
        ("pages", c_uint32),
        ("pages_printed", c_uint32),
        ("submitted", c_byte * 16),
    )
