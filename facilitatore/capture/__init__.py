"""Notes, clusters, dots, role-play and pair-dialogue sheets."""

from __future__ import annotations
