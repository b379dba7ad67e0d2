"""The random token that stands for a person in a QR code: it says nothing of whom it stands for."""

from __future__ import annotations

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Capitals and figures without I, O, 0 and 1, so that a token can be dictated; all of QR's alphanumeric mode."""

LENGTH = 12
"""Characters of a new token: 12 of 32 kinds are 60 bits."""


def new_token() -> str:
    """Return a fresh token of 60 random bits, e.g. ``"K7QX2MPA9RTC"``."""
    import secrets

    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
