"""The countdown, the speaking turns, the progress of the run sheet."""

from __future__ import annotations
