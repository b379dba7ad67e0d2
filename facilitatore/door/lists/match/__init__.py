"""Telling who of a list is known already."""

from __future__ import annotations
