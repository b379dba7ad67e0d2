"""Making persons of rows of text: what each column is for, who is named, whether they come."""

from __future__ import annotations
