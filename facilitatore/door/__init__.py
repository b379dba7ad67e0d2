"""Lists of people, check-in, badges."""

from __future__ import annotations
