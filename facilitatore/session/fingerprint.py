"""The fingerprint of a set of facts: 80 bits that two people can read aloud (storage.md §2.3, L8)."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def fingerprint(ids: Iterable[bytes]) -> str:
    """Return the fingerprint of fact ids given in ascending order, as five groups of four hexadecimal digits."""
    digest = blake2b(digest_size=10)
    for one in ids:
        digest.update(one)
    text = digest.hexdigest()
    return " ".join(text[start : start + 4] for start in range(0, 20, 4))
