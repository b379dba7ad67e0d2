"""Registration lists: from any secretary's file to persons in the register."""

from __future__ import annotations
