"""Before the evening: groups, questions, run sheet, templates, the files for the sticks."""

from __future__ import annotations
