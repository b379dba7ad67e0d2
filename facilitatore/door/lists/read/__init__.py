"""Reading a file as rows of text, whatever program wrote it."""

from __future__ import annotations
