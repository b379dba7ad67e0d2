"""What the preview of a list says: meanings of columns, verdicts, acts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.reasons import REASONS, VERDICTS
from facilitatore.italian import counted, number
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


KINDS: Final = ("to_check", "new", "updated", "same", "discarded")
"""The verdicts, what a person should look at first."""


def filter_words(kind: str, count: int) -> str:
    """Return the words of the choice that shows the rows with one verdict, or all."""
    words = {
        "": tr("Tutte le righe: {0}"),
        "to_check": tr("Da guardare: {0}"),
        "new": tr("Nuove: {0}"),
        "updated": tr("Aggiornate: {0}"),
        "same": tr("Uguali: {0}"),
        "discarded": tr("Lasciate fuori: {0}"),
    }
    return words[kind].format(number(count))


def import_words(plan: ImportPlan) -> str:
    """Return what the button of the import says."""
    if not plan.writes:
        return tr("Niente da importare")
    return tr("Importa {0}").format(counted(plan.writes, tr("persona"), tr("persone")))


def sure_words(plan: ImportPlan) -> str:
    """Return how many persons nobody has to be asked about."""
    sure = plan.writes - plan.in_question
    return tr("1 persona senza dubbi: guardala") if sure == 1 else tr("{0} persone senza dubbi: guardale").format(sure)


def foot_words(plan: ImportPlan) -> tuple[str, str]:
    """Return what to know before the import: a warning, and what becomes of names in question."""
    warning = ""
    if plan.writes and plan.elsewhere == plan.writes:
        persons = counted(plan.writes, tr("persona"), tr("persone"))
        warning = tr("{0}, nessuna per questa serata.").format(persons)
    asked = ""
    if plan.in_question:
        asked = tr("{0} restano in domanda: entrano come sono scritte, e la porta chiede quando arrivano.")
        if plan.in_question == 1:
            asked = tr("{0} resta in domanda: entra com’è scritta, e la porta chiede quando arriva.")
    return warning, tr("{0} Un solo Ctrl+Z toglie tutto.").format(asked.format(number(plan.in_question))).strip()


def row_words(plan: ImportPlan) -> tuple[str, str]:
    """Return how many rows were read, and what became of those that are nobody to import."""
    rows = len({verdict.row.key[0] for verdict in plan.rows})
    out = Counter(verdict.row.discarded for verdict in plan.rows if verdict.verdict == "discarded")
    people = counted(len(plan.rows) - sum(out.values()), tr("persona"), tr("persone"))
    left = [f"{REASONS[why or 'blank'].lower()}: {count}" for why, count in out.most_common()]
    return tr("{0} lette").format(counted(rows, tr("riga"), tr("righe"))), " · ".join([people, *left])


def person_words(plan: ImportPlan) -> tuple[str, str]:
    """Return how many persons would be written, and for which evening."""
    here = plan.writes - plan.elsewhere
    persons = counted(plan.writes, tr("persona"), tr("persone"))
    facts = [tr("{0} per questa serata").format(here), tr("{0} per altre serate").format(plan.elsewhere)]
    facts = facts if plan.elsewhere else []
    facts += [tr("{0} già nel registro").format(plan.same)] if plan.same else []
    return persons, " · ".join(facts)


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
