"""What was joined into the files of this laptop: the record by which a join is told, signed and taken back."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from facilitatore.interrupting import not_yet
from facilitatore.session.moving import remove
from facilitatore.session.places import data_folder
from facilitatore.session.whole_file import flush_folder, write_whole

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """One file of a join, as it was then: names and numbers, no words of anybody.

    `device` is the one that wrote in it last (hex), `written_at` when (UTC ms); the counts are those of a `FileReport`.
    `roots` are the names of the evenings in it. `forgot`: what it asked to forget was forgotten. `problem` is the
    sentence of why it was left out, empty for one that was joined.
    """

    name: str
    device: str = ""
    written_at: int | None = None
    fingerprint: str = ""
    roots: tuple[str, ...] = ()
    new: int = 0
    same: int = 0
    refused: int = 0
    forgotten: int = 0
    others: int = 0
    forgets: int = 0
    forgot: bool = False
    loses: dict[str, int] = field(default_factory=dict)
    is_elsewhere: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class JoinRecord:
    """One join into the file at `path`: when (UTC ms), its fingerprints `before` and `after`, what came from where.

    `ids` are the ids of the facts that came (hex), without purges, which are never taken back. `older` are facts that
    were there before those that they had seen: half of their story had been refused, or had not come yet. `before` is
    empty when there was no file yet. `taken_back_at` is when the join was taken back (UTC ms). `effects` counts by kind
    what came, changed, went and was moved, as `Effects.counts`.
    """

    at: int
    session_id: str
    path: str
    before: str
    after: str
    ids: tuple[str, ...]
    files: tuple[JoinedFile, ...]
    older: tuple[str, ...] = ()
    taken_back_at: int | None = None
    effects: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def forgot(self) -> bool:
        """Whether the join forgot something for ever, which taking it back does not bring again."""
        return any(file.forgot for file in self.files)


def joins_folder(session_id: str) -> Path:
    """Return where the records of the joins of an evening or of a register lie."""
    return data_folder() / "joins" / session_id


def save_join(record: JoinRecord) -> None:
    """Keep a record, in place of that of the same moment and file.

    Raises:
        FileProblem: it could not be written.
    """
    folder = joins_folder(record.session_id)
    with suppress(OSError):  # `write_whole` says what is wrong with it
        folder.mkdir(parents=True, exist_ok=True)
    with not_yet():
        write_whole(_place(record), json.dumps(asdict(record), ensure_ascii=False).encode())


def _place(record: JoinRecord) -> Path:
    mark = blake2b(record.path.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return joins_folder(record.session_id) / f"{record.at:015d}-{mark}.json"


def read_joins(session_id: str, path: Path) -> list[JoinRecord]:
    """Return the joins into the file at `path`, oldest first; what cannot be read is none.

    Other copies of the same evening on this laptop have joins of their own: what one got, another may have written.
    """
    folder = joins_folder(session_id)
    found = [_read(file) for file in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    place = str(path.resolve())
    return [record for record in found if record is not None and record.path == place]


def _read(file: Path) -> JoinRecord | None:
    try:
        told: dict[str, Any] = json.loads(file.read_bytes())
        files = tuple(JoinedFile(**{**one, "roots": tuple(one["roots"])}) for one in told["files"])
        ids, older = (tuple(bytes.fromhex(one).hex() for one in told[name]) for name in ("ids", "older"))
        return JoinRecord(**{**told, "ids": ids, "older": older, "files": files})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def mark_taken_back(record: JoinRecord, at: int) -> JoinRecord:
    """Note in a record that its join was taken back, and return it so.

    Raises:
        FileProblem: it could not be written.
    """
    marked = replace(record, taken_back_at=at)
    save_join(marked)
    return marked


def drop_join(record: JoinRecord) -> None:
    """Remove the record of a join that failed."""
    with suppress(OSError):
        remove(_place(record))


def drop_joins(session_id: str) -> None:
    """Remove the records of an evening or of a register in which something was forgotten."""
    folder = joins_folder(session_id)
    for file in folder.glob("*") if folder.is_dir() else ():
        remove(file)
    flush_folder(folder)
