"""The evening without a screen: pure Python, never Qt.

The rooms are the moments of the evening, in their order: `session` (the file), `prepare`, `door`, `conduct`,
`capture`, `synthesis`, `deliver`. A room uses the rooms before it, never a later one.
"""

from __future__ import annotations

__version__ = "0.1.0"
