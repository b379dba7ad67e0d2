"""What CUPS, the print system of Linux and macOS, says of its queues and jobs; Qt asks it too, but tells too little.

Qt neither says that a queue refuses jobs or that paper is out, nor whether a job was taken. Its library is asked as Qt
does, rather than the commands (`lpoptions`, `cancel`), which a computer may lack and which speak its language.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_double, c_int, c_long, c_void_p
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

_LIBRARIES: Final = {"linux": "libcups.so.2", "darwin": "/usr/lib/libcups.2.dylib"}
_PATIENCE_S: Final = 3.0
"""How long a server that hangs is waited for: it normally answers within some ms."""

_FIRST_ERROR: Final = 0x0400
_FIRST_SERVER_ERROR: Final = 0x0500
"""IPP's status codes (RFC 8011 §4.1.6): from here on errors, from here on the server's, as when it does not answer."""

_STOPPED: Final = "5"
"""IPP's printer-state (RFC 8011 §5.4.11)."""

HELD, CANCELED, ABORTED, COMPLETED = 4, 7, 8, 9
"""IPP's job-state (RFC 8011 §5.3.7)."""

_PAPER: Final = ("media-empty", "media-needed")
_AWAY: Final = ("offline", "cover-open", "door-open", "interlock-open", "media-jam", "timed-out", "shutdown")
"""IPP's printer-state-reasons (RFC 8011 §5.4.12), and CUPS's own «offline»."""

_NO_REFUSAL: Final = ("-warning", "-report")
"""How reasons end that let the printer go on (RFC 8011 §5.4.12)."""
_OFFLINE: Final = "offline-report"
"""What CUPS's own backends say of a printer that is away: in spite of its ending nothing comes out."""


class _Option(ctypes.Structure):
    _fields_ = (("name", c_char_p), ("value", c_char_p))


class _Dest(ctypes.Structure):
    _fields_ = (
        ("name", c_char_p),
        ("instance", c_char_p),
        ("is_default", c_int),
        ("num_options", c_int),
        ("options", POINTER(_Option)),
    )


class _Job(ctypes.Structure):
    _fields_ = (
        ("id", c_int),
        ("dest", c_char_p),
        ("title", c_char_p),
        ("user", c_char_p),
        ("format", c_char_p),
        ("state", c_int),
        ("size", c_int),
        ("priority", c_int),
        ("completed", c_long),
        ("created", c_long),
        ("processing", c_long),
    )


_AskPassword = ctypes.CFUNCTYPE(c_char_p, c_char_p, c_void_p, c_char_p, c_char_p, c_void_p)
_NO_PASSWORD: Final = _AskPassword(lambda *_: None)
"""What answers when a server wants a password: else the library asks in the terminal, and waits there for ever.

It holds for the thread that asks, and so for what Qt sends from it.
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A job of ours: `state` is IPP's."""

    id: int
    state: int


def hangs() -> bool:
    """Say whether there is a CUPS server that takes questions and does not answer them."""
    library = _library()
    if library is None:
        return False
    with _server(library) as server:
        return bool(server) and _is_silent(library, server)


def _is_silent(library: Any, server: Any) -> bool:
    """Ask for the default queue: of a silent server, the other questions would be repeated for minutes."""
    library.cupsGetDefault2(server)
    return bool(library.cupsLastError() >= _FIRST_SERVER_ERROR)


def trouble_of_queue(name: str) -> str | None:
    """Return why nothing would come out of queue `name`: a reason of `PrinterTrouble`, or None.

    None also where CUPS knows no such queue, or there is no CUPS: it is Qt that knows then.
    """
    library = _library()
    if library is None:
        return None
    with _server(library) as server:
        if not server:
            return None
        if _is_silent(library, server):
            return "offline"
        dest = library.cupsGetNamedDest(server, name.encode(), None)
        if not dest:
            return None
        given = dest.contents
        options = {given.options[at].name: given.options[at].value or b"" for at in range(given.num_options)}
        library.cupsFreeDests(1, dest)
    return _trouble({key.decode(): value.decode("utf-8", "replace") for key, value in options.items()})


def _trouble(options: dict[str, str]) -> str | None:
    if options.get("printer-state") == _STOPPED:
        return "stopped"
    if options.get("printer-is-accepting-jobs") == "false":
        return "refused"
    reasons = options.get("printer-state-reasons", "").split(",")
    grave = [reason for reason in reasons if reason == _OFFLINE or not reason.endswith(_NO_REFUSAL)]
    if any(reason.startswith(_PAPER) for reason in grave):
        return "paper"
    return "offline" if any(reason.startswith(_AWAY) for reason in grave) else None


def last_refused() -> bool:
    """Say whether what this thread last asked of CUPS, through Qt, was refused.

    On Linux only: on macOS Qt prints by the system's own way, and the answer would be to a question of ours.
    """
    library = _library()
    return library is not None and sys.platform == "linux" and bool(library.cupsLastError() >= _FIRST_ERROR)


def our_jobs(name: str) -> list[Job]:
    """Return the jobs this user sent to queue `name`, also those that ended and are still remembered."""
    library = _library()
    if library is None:
        return []
    with _server(library) as server:
        if not server:
            return []
        found = POINTER(_Job)()
        many = library.cupsGetJobs2(server, byref(found), name.encode(), 1, -1)
        if many <= 0:
            return []
        jobs = [Job(job.id, job.state) for job in found[:many]]
        library.cupsFreeJobs(many, found)
        return jobs


def withdraw(name: str, job: int) -> None:
    """Take a job back; nothing happens if it is over."""
    library = _library()
    if library is None:
        return
    with _server(library) as server:
        if server:
            library.cupsCancelJob2(server, name.encode(), job, 0)


@cache
def _library() -> Any | None:
    """Return CUPS's library, the one Qt uses, with its functions declared; None where there is none."""
    path = _LIBRARIES.get(sys.platform)
    if path is None:
        return None
    try:
        library = ctypes.CDLL(path)
    except OSError:
        return None
    for name, result, arguments in (
        ("cupsServer", c_char_p, ()),
        ("ippPort", c_int, ()),
        ("cupsEncryption", c_int, ()),
        ("cupsLastError", c_int, ()),
        ("httpConnect2", c_void_p, (c_char_p, c_int, c_void_p, c_int, c_int, c_int, c_int, c_void_p)),
        ("httpSetTimeout", None, (c_void_p, c_double, c_void_p, c_void_p)),
        ("httpClose", None, (c_void_p,)),
        ("cupsGetDefault2", c_char_p, (c_void_p,)),
        ("cupsGetNamedDest", POINTER(_Dest), (c_void_p, c_char_p, c_char_p)),
        ("cupsFreeDests", None, (c_int, POINTER(_Dest))),
        ("cupsGetJobs2", c_int, (c_void_p, POINTER(POINTER(_Job)), c_char_p, c_int, c_int)),
        ("cupsFreeJobs", None, (c_int, POINTER(_Job))),
        ("cupsSetPasswordCB2", None, (_AskPassword, c_void_p)),
        ("cupsCancelJob2", c_int, (c_void_p, c_char_p, c_int, c_int)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


@contextmanager
def _server(library: Any) -> Iterator[Any]:
    """Connect to the server, if there is one, so that no question waits longer than `_PATIENCE_S`."""
    milliseconds = int(_PATIENCE_S * 1000)
    server = library.httpConnect2(
        library.cupsServer(), library.ippPort(), None, 0, library.cupsEncryption(), 1, milliseconds, None
    )
    if server:
        library.httpSetTimeout(server, _PATIENCE_S, None, None)
        library.cupsSetPasswordCB2(_NO_PASSWORD, None)
    try:
        yield server
    finally:
        if server:
            library.httpClose(server)
