"""The page of joining and exporting."""

from __future__ import annotations
