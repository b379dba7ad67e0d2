"""Badges: the stocks they are printed on, where everything goes on a label, whose are printed."""

from __future__ import annotations

USUAL = "L4785"
"""The stock in use as long as nobody chooses another: 80 × 50 mm, the usual size of a name badge."""
