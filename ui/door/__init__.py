"""The page of the door."""

from __future__ import annotations
