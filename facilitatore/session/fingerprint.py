"""The fingerprint of a set of facts: 80 bits that two people can read aloud (storage.md §2.3, L8)."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.session.facts import Fact


class Fingerprint:
    """The fingerprint of facts that come in order of id, a portion at a time."""

    def __init__(self) -> None:
        self._digest = blake2b(digest_size=10)

    def add(self, facts: Iterable[Fact]) -> None:
        """Add facts whose ids come after all those before."""
        self.add_ids([fact.id for fact in facts])

    def add_ids(self, ids: Iterable[bytes]) -> None:
        """Add ids of facts, in order, which come after all those before."""
        self._digest.update(b"".join(ids))

    def text(self) -> str:
        """Return five groups of four hexadecimal digits."""
        return _in_groups(self._digest.hexdigest())


def fingerprint(ids: Iterable[bytes]) -> str:
    """Return the fingerprint of fact ids given in ascending order, as five groups of four hexadecimal digits."""
    return _in_groups(blake2b(b"".join(ids), digest_size=10).hexdigest())


def _in_groups(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, 20, 4))
