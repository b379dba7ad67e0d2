"""The page of the statements."""

from __future__ import annotations
