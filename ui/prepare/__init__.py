"""The page of the evening's preparation, and where one begins."""

from __future__ import annotations
