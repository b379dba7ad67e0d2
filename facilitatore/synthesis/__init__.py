"""Statements and their evidence, figures."""

from __future__ import annotations
