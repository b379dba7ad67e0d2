"""What goes on paper from the door."""

from __future__ import annotations
