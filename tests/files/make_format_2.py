"""Made ``format-2.serata`` once; the file is kept for ever, so that format 2 can be read for ever.

Run ``python tests/files/make_format_2.py`` only to see how it was made: it refuses to overwrite. The facts are those of
``format-1.serata``, and a note too long for one page.
"""

from __future__ import annotations

from pathlib import Path

from facilitatore.session.building import copy_facts
from facilitatore.session.fact_file import SeenFile
from facilitatore.session.facts import make_fact

EVENING, LONG = bytes([1]) * 16, bytes([7]) * 16


def main() -> None:
    """Write the file."""
    here = Path(__file__).parent
    words = " ".join(f"parola {number}" for number in range(700))
    long = make_fact(EVENING, LONG, "note", {"text": words, "pos": 9.0}, by=b"anna0000", at=6_000)
    copy_facts([*SeenFile(here / "format-1.serata").read(), long], here / "format-2.serata")


if __name__ == "__main__":
    main()
