"""How large some words can be in a given room, in as many lines as they may take. Lengths in mm, sizes in pt."""

from __future__ import annotations

import re
from collections.abc import Callable

from facilitatore.door.paper.fit import Rect, SetName, sized
from facilitatore.door.paper.text import Line, tidy

SetLine = Callable[[str], Line]
"""`set_line` with its fonts; best one that remembers."""

_PITCH_EM = 1150.0

_BREAKS_AFTER = "-‐/"
_PIECE = re.compile(f"[^ {re.escape(_BREAKS_AFTER)}]*[ {re.escape(_BREAKS_AFTER)}]?")
_MOST_PIECES = 60
"""A whole page pasted as a title breaks at every second word, or third: trying them all would take seconds."""


def fit_words(text: str, room: Rect, max_pt: float, most_lines: int, set_text: SetLine) -> SetName:
    """Set `text` as large as `room` takes, `max_pt` at most, in `most_lines` lines or fewer.

    Fewer lines win where they are as large. Nothing is ever cut: what is too long comes out smaller.
    """
    pieces = _pieces(tidy(text))
    best = sized((set_text("".join(pieces)),), room, max_pt, _PITCH_EM)
    for count in range(2, min(most_lines, len(pieces)) + 1):
        if best.size_pt >= max_pt:
            break
        tried = sized(tuple(set_text(line) for line in _balanced(pieces, count, set_text)), room, max_pt, _PITCH_EM)
        best = tried if tried.size_pt > best.size_pt else best
    return best


def _pieces(text: str) -> list[str]:
    """Cut where a line may end; the space stays with what is before it."""
    pieces = _PIECE.findall(text)[:-1] or [""]
    together = -(-len(pieces) // _MOST_PIECES)
    return ["".join(pieces[at : at + together]) for at in range(0, len(pieces), together)]


def _balanced(pieces: list[str], count: int, set_text: SetLine) -> list[str]:
    """Return `pieces` in `count` lines, the widest as narrow as can be."""
    ends = [0.0]
    for piece in pieces:
        line = set_text(piece)
        ends.append(ends[-1] + sum(run.width for run in line.runs))
    total = len(pieces)
    # For so many lines: the width of the widest, and where the last one begins, for the first n pieces.
    widths = [[ends[upto] for upto in range(total + 1)]]
    begins = [[0] * (total + 1)]
    for made in range(1, count):
        widths.append([float("inf")] * (total + 1))
        begins.append([0] * (total + 1))
        for upto in range(made + 1, total + 1):
            ways = ((max(widths[made - 1][at], ends[upto] - ends[at]), at) for at in range(made, upto))
            widths[made][upto], begins[made][upto] = min(ways)
    lines: list[str] = []
    upto = total
    for made in range(count - 1, -1, -1):
        at = begins[made][upto]
        lines.insert(0, "".join(pieces[at:upto]).strip())
        upto = at
    return lines
