"""The badges of whom nothing is written: they live here until they are out, and end with the evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Container

    from facilitatore.door.badges.layout import Badge


class Unrecorded:
    """Badges in memory, by a key that no guest has."""

    def __init__(self) -> None:
        self.badges: dict[str, Badge] = {}
        self._made = 0
        self._told: frozenset[str] = frozenset()

    def add(self, badge: Badge) -> str:
        """Keep a badge; return its key."""
        self._made += 1
        key = f"unrecorded-{self._made}"
        self.badges[key] = badge
        return key

    def drop(self, out: Container[str]) -> None:
        """Forget the badges that are out."""
        self.badges = {key: badge for key, badge in self.badges.items() if key not in out}

    def parting_words(self) -> str:
        """Say, once for the same badges, that they would be lost with the evening; nothing when none would."""
        told, self._told = self._told, frozenset(self.badges)
        if self._told <= told:
            return ""
        if len(self.badges) == 1:
            return tr("1 etichetta senza traccia aspetta la stampa: Ctrl P la stampa, chiudi ancora per lasciarla.")
        words = tr("{0} etichette senza traccia aspettano la stampa: Ctrl P le stampa, chiudi ancora per lasciarle.")
        return words.format(len(self.badges))
