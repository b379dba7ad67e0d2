"""The page of the notes and the sheets."""

from __future__ import annotations
