"""The file in which this laptop writes down what went wrong without a person: bugs, and settings that are none."""

from __future__ import annotations

from facilitatore.session.places import state_folder


def write_log(text: str) -> bool:
    """Add a text to ``errors.log``; False where that cannot be."""
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        with (state_folder() / "errors.log").open("a", encoding="utf-8", errors="replace") as log:
            log.write(text)
    except OSError:
        return False
    return True
