"""Drawing on paper: names in any script, marks, codes, and the painter that makes a PDF of them."""

from __future__ import annotations
