"""Where the bundled files are: at the root of a checkout, inside the package of a wheel or of a frozen program."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of a bundled file or folder, e.g. ``resource_path("fonts", "FiraGO-Bold.ttf")``.

    A checkout wins over a copy inside the package: an editable install may leave a stale one behind.

    Raises:
        FileNotFoundError: nothing of that name is bundled.
    """
    for base in (_PACKAGE.parent / "resources", _PACKAGE / "_resources"):
        if base.joinpath(*parts).exists() and (base / "templates").is_dir():
            return base.joinpath(*parts)
    raise FileNotFoundError("/".join(parts))
