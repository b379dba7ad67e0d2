"""Joining files: a union of facts, looked at before, in any order and any number of times."""

from __future__ import annotations
