"""Words that stand in a field and nowhere else yet: one small file an evening, in this laptop's own folder.

They are never in the evening's file, which is joined with others: half a sentence must not travel. A draft is there from
a moment after the last key until its words are written, taken out of the field or let go; a program that is killed
meanwhile finds them again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeAlias

from facilitatore.session.places import state_folder
from facilitatore.session.whole_file import write_whole
from facilitatore.session.wiping import wipe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Drafts: TypeAlias = "dict[str, dict[str, str]]"
"""By the name of the field, or of the fields that belong together, what is needed to put the words back."""

MOST_BYTES: Final = 4_000_000
"""Of a file of drafts. Nobody types as much between two Enters; what would not fit was pasted, longest first left out."""


def read_drafts(path: Path, session_id: str) -> Drafts:
    """Return the drafts of the evening at `path`; a file that is missing, too large or not ours holds none."""
    file = _file_of(path, session_id)
    try:
        if file.stat().st_size > MOST_BYTES:
            return {}
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {name: fields for name, fields in entries if _is_draft(fields)}


def write_drafts(path: Path, session_id: str, drafts: Mapping[str, Mapping[str, str]]) -> None:
    """Keep these drafts of the evening at `path` and no others; without any the file is overwritten and goes.

    Raises:
        FileProblem: the laptop's own disk refused it.
    """
    file = _file_of(path, session_id)
    if not drafts:
        _wipe_all(file.name)
        return
    with suppress(OSError):  # it is there; or it cannot be made, and writing says why
        file.parent.mkdir(mode=0o700, parents=True)  # for nobody else on this laptop
    write_whole(file, _encoded(drafts))


def drop_drafts(session_id: str) -> None:
    """Overwrite and remove the drafts of every copy of an evening: a half sentence may hold a name that is forgotten.

    Raises:
        FileProblem: one could not be removed.
    """
    _wipe_all(session_id)


def _wipe_all(name: str) -> None:
    """Take away the files whose name begins so, also what a kill left half written beside one."""
    for file in sorted(_folder().glob(f"{name}*")):
        wipe(file)


def _is_draft(fields: object) -> bool:
    return isinstance(fields, dict) and all(isinstance(text, str) for text in fields.values())


def _encoded(drafts: Mapping[str, Mapping[str, str]]) -> bytes:
    """Write ASCII, so that half a character, which Qt lets people paste, does no harm."""
    kept = dict(sorted(drafts.items(), key=lambda entry: -sum(map(len, entry[1].values()))))
    while len(data := json.dumps(kept).encode("ascii")) > MOST_BYTES:
        del kept[next(iter(kept))]
    return data


def _folder() -> Path:
    return state_folder() / "drafts"


def _file_of(path: Path, session_id: str) -> Path:
    """Return where the drafts of one copy of an evening lie: two groups' files of one evening have each their own."""
    return _folder() / f"{session_id}-{blake2b(os.fsencode(path.resolve()), digest_size=8).hexdigest()}"
