"""The token that stands for a person in a QR code: it says nothing of whom it stands for.

A person of a list gets one that two door laptops with copies of one register find alone, each importing the same list:
a hash under a random key that lies in the register and nowhere else. Without the key it is as random as the others.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Capitals and figures without I, O, 0 and 1, so that a token can be dictated; all of QR's alphanumeric mode."""

LENGTH = 12
"""Characters of a new token: 12 of 32 kinds are 60 bits."""


def new_token() -> str:
    """Return a fresh token of 60 random bits, e.g. ``"K7QX2MPA9RTC"``."""
    import secrets

    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def token_of(key: str, listed: str, taken: Container[str]) -> str:
    """Return the first token of 60 bits under `key` that is not `taken`, for who is `listed` in this way.

    Homonyms that a list tells apart by nothing get one each, in the order of the list.
    """
    from hashlib import blake2b

    for turn in itertools.count():
        hashed = blake2b(f"{turn}|{listed}".encode(), key=bytes.fromhex(key)[:64], digest_size=8).digest()
        number = int.from_bytes(hashed)
        token = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
        if token not in taken:
            return token
    raise AssertionError  # there is always a next turn
