"""The Italian words of the techniques, which several pages say."""

from __future__ import annotations

from facilitatore.italian import word_for
from facilitatore.prepare.model import TECHNIQUES
from ui.translations import tr


def technique_words() -> dict[str, str]:
    """Return the Italian word of each technique, in the order in which they are offered."""
    words = {
        "plenary": tr("plenaria"),
        "presentation": tr("presentazione"),
        "go_round": tr("giro di tavolo"),
        "pair_dialogue": tr("dialogo a due"),
        "sticky_notes": tr("post-it"),
        "role_play": tr("gioco di ruolo"),
        "short_interventions": tr("interventi brevi"),
        "dot_vote": tr("bollini"),
        "synthesis": tr("sintesi"),
        "survey": tr("questionario"),
    }
    return {key: words[key] for key in TECHNIQUES}


def technique_word(key: str) -> str:
    """Return the Italian word of a technique; one of a later version is shown as it stands, and marked."""
    return word_for(technique_words(), key)
