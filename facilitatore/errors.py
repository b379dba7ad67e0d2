"""Every exception a caller may catch.

They carry data, not sentences: `facilitatore.sentences` says them in Italian, for the terminal and for the window.
Anything else that is raised is a bug of ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


class Problem(Exception):  # noqa: N818 - not an error: the world said no
    """The world refused: a wrong file, a full disk, a name that does not exist. Nothing was changed."""


@dataclass(eq=False, repr=False)
class FileProblem(Problem):
    """Something is wrong with the file at `path`."""

    path: Path


class FileMissing(FileProblem):
    """No file there."""


class FileExists(FileProblem):
    """A file is there already and would be overwritten."""


class FileLocked(FileProblem):
    """Another program, or another window of ours, is working on the file."""


class FileHeld(FileProblem):
    """Another program has kept the file open for so long that it could not be replaced or removed."""


class NotWritable(FileProblem):
    """The medium or the folder is read-only."""


class NameTooLong(FileProblem):
    """The name, or the whole path, is longer than the system allows."""


class NotReadable(FileProblem):
    """The rights of the file, or of its folder, keep us from reading it."""


class DiskFull(FileProblem):
    """No room left where the file lies."""


class DiskFailed(FileProblem):
    """The medium gave an error, or was pulled out."""


class NotOurs(FileProblem):
    """Not a session file nor a register: empty, truncated before its header, or of another program."""


class Damaged(FileProblem):
    """Ours, but what is in it is not what was written: truncated, or with altered bytes."""


class NeedsPassphrase(FileProblem):
    """A register that is closed with a passphrase, and none was given."""


class WrongPassphrase(FileProblem):
    """The register is closed with another passphrase than the one given."""


class NoCipher(FileProblem):
    """The register is closed with a passphrase, and what opens such files is not installed here."""


class NothingReadable(FileProblem):
    """Not one fact can be read in the file any more, so that there is nothing to save."""


class ForeignJournal(FileProblem):
    """A journal that this laptop did not leave lies beside the file: opening it could damage other files."""


class NotBackedUp(FileProblem):
    """No backup of the file could be made beside the program's data, and without one it is not changed so much."""


class NothingToJoin(FileProblem):
    """The folder holds no file that could be joined."""


class NoFileLikeThat(FileProblem):
    """The name is a pattern, with ``*`` or ``?``, that no file has."""


class TooManyFiles(FileProblem):
    """The folder holds more files than anybody would join: probably it was not meant."""


class NothingJoined(FileProblem):
    """No join is known, into this file on this laptop, that could be taken back."""


class NotWiped(FileProblem):
    """The register is closed with its passphrase, but what was there before could not be overwritten."""


class NotReadBack(FileProblem):
    """What was written to a stick does not read back as it was written."""


@dataclass(eq=False, repr=False)
class TooNew(FileProblem):
    """Written by a later version: format `found`, while we read up to `known`."""

    found: int
    known: int


@dataclass(eq=False, repr=False)
class WrongKind(FileProblem):
    """An evening where a register is wanted, or the other way round: `wanted` is ``serata`` or ``registro``."""

    wanted: str


@dataclass(eq=False, repr=False)
class OtherEvening(FileProblem):
    """The file belongs to another evening (or another register) than the first one."""

    title: str


@dataclass(eq=False, repr=False)
class AsksToForget(FileProblem):
    """The file asks to forget for ever what other files still have: so many things of each kind."""

    loses: dict[str, int]


@dataclass(eq=False, repr=False)
class WouldDestroy(FileProblem):
    """The register would be gone for good, with so many persons; nobody has said yet that this is wanted."""

    persons: int


@dataclass(eq=False, repr=False)
class Forgotten(Problem):
    """Things of this `kind` were forgotten for good in this file, so that none can be written any more."""

    kind: str


@dataclass(eq=False, repr=False)
class Unknown(Problem):
    """No `what` (template, group, person, stock, note …) answers to `name`; `known` are those that exist."""

    what: str
    name: str
    known: tuple[str, ...] = field(default=())


@dataclass(eq=False, repr=False)
class Ambiguous(Problem):
    """More than one `what` answers to `name`."""

    what: str
    name: str
    choices: tuple[str, ...]


@dataclass(eq=False, repr=False)
class BadValue(Problem):
    """`value` cannot be the `what`; `limit` says what would do, where that helps."""

    what: str
    value: str
    limit: str = ""


@dataclass(eq=False, repr=False)
class BadList(FileProblem):
    """A list of people or notes that cannot be read; `why` is one of the keys of `sentences.LIST_REASONS`."""

    why: str


@dataclass(eq=False, repr=False)
class NotDrawable(Problem):
    """Letters that no font at hand can draw: `missing` per name, so that it is said before printing."""

    missing: dict[str, tuple[str, ...]]


class NotTypeset(Problem):
    """What sets the pages of a PDF gave up on these words; the other formats have them too."""


@dataclass(eq=False, repr=False)
class PrinterTrouble(Problem):
    """Nothing came out of `printer`, nor will later; `reason` is one of the keys of `sentences.PRINTER_REASONS`."""

    printer: str
    reason: str
