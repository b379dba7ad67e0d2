"""Badges: the stocks they are printed on, where everything goes on a label, whose are printed."""

from __future__ import annotations
