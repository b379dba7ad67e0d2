"""Made ``format-1.serata`` once; the file is kept for ever, so that format 1 can be read for ever.

Run ``python tests/files/make_format_1.py`` only to see how it was made: it refuses to overwrite.
"""

from __future__ import annotations

from pathlib import Path

from facilitatore.session.building import copy_facts
from facilitatore.session.facts import make_fact

EVENING, NOTE, OTHER, GONE, GUEST = (bytes([number]) * 16 for number in (1, 2, 3, 4, 5))
ANNA, BRUNO = b"anna0000", b"bruno000"


def main() -> None:
    """Write the file."""
    root = make_fact(EVENING, EVENING, "evening", {"title": "Adolescenti", "date": "2018-11-20"}, by=ANNA, at=1_000)
    note = make_fact(EVENING, NOTE, "note", {"text": "Un posto", "pos": 1.5, "dots": 2}, by=ANNA, at=2_000)
    word = make_fact(EVENING, NOTE, "note", {"text": "Un luogo"}, seen=[note.id], by=ANNA, at=3_000)
    duel = make_fact(EVENING, NOTE, "note", {"text": "Una piazza"}, seen=[note.id], by=BRUNO, at=2_500)
    other = make_fact(EVENING, OTHER, "note", {"text": "Perché? 👩‍👧", "tags": ["a", None, True]}, by=BRUNO, at=2**47)
    gone = make_fact(EVENING, GONE, "note", {"text": "via"}, by=BRUNO, at=0)
    removal = make_fact(EVENING, GONE, "note", {"deleted": True}, seen=[gone.id], by=ANNA, at=-1)
    later = make_fact(EVENING, bytes([6]) * 16, "hologram", {"x": {"y": 1}}, by=BRUNO, at=4_000)
    purge = make_fact(EVENING, GUEST, "purge", {}, by=ANNA, at=5_000)
    facts = [root, note, word, duel, other, gone, removal, later, purge]
    copy_facts(facts, Path(__file__).with_name("format-1.serata"))


if __name__ == "__main__":
    main()
