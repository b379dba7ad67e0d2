"""What the preview of a list says: meanings of columns, verdicts, acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.door.lists.parse.reasons import VERDICTS
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import ImportPlan


def meaning_words() -> dict[str, str]:
    """Return what a column can be for, in the order of the list."""
    return {
        "": tr("non importare"),
        "first_name": tr("Nome"),
        "family_name": tr("Cognome"),
        "full_name": tr("Nome e cognome"),
        "email": tr("E-mail"),
        "phone": tr("Telefono"),
        "group": tr("Gruppo"),
        "choices": tr("Serate scelte"),
        "evening": tr("Una serata (X, sì)"),
        "this_evening": tr("Questa serata (X, sì)"),
        "status": tr("Stato"),
        "submitted": tr("Data di invio"),
        "note": tr("Note"),
    }


def verdict_word(verdict: str) -> str:
    """Return the word of a verdict."""
    return tr(VERDICTS[verdict])


def filter_words(kind: str, count: int) -> str:
    """Return the words of the button that shows the rows with one verdict, or all."""
    words = {
        "": tr("Tutti {0}"),
        "to_check": tr("Da guardare {0}"),
        "new": tr("Nuovi {0}"),
        "updated": tr("Aggiornati {0}"),
        "same": tr("Uguali {0}"),
        "discarded": tr("Scartati {0}"),
    }
    return words[kind].format(count)


def counts_words(plan: ImportPlan) -> str:
    """Return how many rows have each verdict."""
    counted = (
        (tr("{0} da guardare"), plan.to_check),
        (tr("{0} nuovi"), plan.new),
        (tr("{0} aggiornati"), plan.updated),
        (tr("{0} uguali"), plan.same),
        (tr("{0} scartati"), plan.discarded),
    )
    return ", ".join(words.format(number) for words, number in counted if number) or tr("Nessuna riga.")


def free_text_words(left: list[str], kept: list[str]) -> str:
    """Say why free text is not imported, or what happens to it when it is; `left` and `kept` are headings."""
    parts = []
    if kept:
        words = tr(
            "{0}: entra nel registro, mai nella serata. Può contenere dati sulla salute: serve davvero alla porta?"
        )
        parts.append(words.format(_quoted(kept)))
    if left:
        words = tr("Testo libero, non importato: {0}. Può contenere dati sulla salute: serve davvero alla porta?")
        parts.append(words.format(_quoted(left)))
    return " ".join(parts)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def imported_words(plan: ImportPlan) -> str:
    """Return how many persons were written, and how many of them are awaited this evening."""
    one = plan.writes == 1
    words = (tr("1 persona importata nel registro") if one else tr("{0} persone importate nel registro")).format(
        plan.writes
    )
    if plan.elsewhere:
        return tr("{0}, {1} per questa serata.").format(words, plan.writes - plan.elsewhere)
    return f"{words}."
