"""How much of a file is read; beyond it nobody has a list of people, and memory or patience would suffer."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
"""Longest file read, in bytes: 150 people are 30 kB, a whole district 3 MB."""
MAX_UNPACKED: Final = 200 * 1024 * 1024
"""Most bytes an archive may unpack to: a bomb of 20 MB unpacks to 20 GB."""
MAX_CELLS: Final = 2_000_000
"""Most cells kept, and most that a sheet may span."""
MAX_COLUMNS: Final = 1000
"""Most columns with something in them: the longest survey that offices send has 200."""
LONGEST_CELL: Final = 4000
"""Characters kept of a cell: no name and no list of choices is longer, and patterns stay quick."""
LONGEST_FIELD: Final = 131_072
"""Characters of a cell beyond which it is none: a quote was opened, and closed in another place."""
