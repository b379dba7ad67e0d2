"""The same actions from a terminal.

Exit 0: done. 1: refused, with one sentence on stderr and nothing changed. 2: the command was written wrongly.
Ctrl+C comes before the one step that writes, with code 1 and nothing changed, or it is too late: then the command ends as
ever, and says so (`facilitatore.interrupting`).
With ``--json`` one JSON document goes to stdout, and nothing else.
"""

from __future__ import annotations

from facilitatore.cli.main import commands, run

__all__ = ["commands", "run"]
