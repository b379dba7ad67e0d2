"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from facilitatore.session.format import saying_what_failed

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` through a neighbour that is renamed when it is on the disk.

    Raises:
        FileProblem: it could not be written; what was at `path` is as it was.
    """
    part = path.with_name(path.name + ".part")
    with saying_what_failed(path):
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)  # noqa: PTH105 - atomic on every system
        except BaseException:
            part.unlink(missing_ok=True)
            raise
