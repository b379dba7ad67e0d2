"""What can be told and saved of a broken file; the file itself is never touched."""

from __future__ import annotations
