"""Writing a list into the register."""

from __future__ import annotations
