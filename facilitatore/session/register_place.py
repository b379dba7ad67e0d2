"""Where the register of an evening lies: beside it, with the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.session.session import FileKind

if TYPE_CHECKING:
    from pathlib import Path


def register_path(evening: Path) -> Path:
    """Return the path of the register that goes with the evening file at `evening`."""
    return evening.with_suffix(f".{FileKind.REGISTER}")
