"""The one door through which every text that people read passes on its way to the screen.

Italian is the source language. `pyside6-lupdate` reads plain calls of `tr("…")`: it files them under the empty context,
with the second argument as the disambiguation, and that is how they are looked up here. An f-string would be extracted
and never found again at run time, so values go in with `.format()` after the call.
"""

from __future__ import annotations

import math
import os

from PySide6.QtCore import QCoreApplication

STRETCH_VARIABLE = "FACILITATORE_STRETCH"
"""Per cent: 150 makes every text half as long again, to see which layout breaks in a wordier language."""


def tr(text: str, context: str = "") -> str:
    """Return `text` in the language of the window; `context` tells two equal Italian words apart."""
    translated = QCoreApplication.translate("", text, context or None)
    wanted = os.environ.get(STRETCH_VARIABLE)
    return stretched(translated, wanted) if wanted else translated


def stretched(text: str, per_cent: str) -> str:
    """Return `text` lengthened to `per_cent` of its length; placeholders stay whole, nonsense changes nothing."""
    if not per_cent.isdecimal():
        return text
    return text + "~" * max(0, math.ceil(len(text) * (int(per_cent) - 100) / 100))
