"""Lists in: what importing one would do, looked at before it is written."""

from __future__ import annotations
