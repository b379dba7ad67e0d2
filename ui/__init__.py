"""The same evening on a screen: knows the core; the core does not know it."""

from __future__ import annotations
