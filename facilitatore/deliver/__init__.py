"""One neutral document, one file per format that writes it."""

from __future__ import annotations
