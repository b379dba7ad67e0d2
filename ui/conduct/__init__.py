"""The page of the countdown and the run sheet."""

from __future__ import annotations
