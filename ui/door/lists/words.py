"""What the preview of a list says: meanings of columns, verdicts, acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from facilitatore.door.lists.parse.column_choice import free_texts, meanings_of
from facilitatore.door.lists.parse.reasons import VERDICTS
from facilitatore.italian import counted, number
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.lists.match.tally import Tally
    from facilitatore.door.lists.planning import FoundList, ImportPlan


def meaning_words() -> dict[str, str]:
    """Return what a column can be for, in the order of the list."""
    return {
        "": tr("non importare"),
        "first_name": tr("Nome"),
        "family_name": tr("Cognome"),
        "full_name": tr("Nome e cognome"),
        "another_name": tr("Un’altra persona"),
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
    undo = tr("Dopo l’importazione un solo Ctrl+Z toglie tutto.")
    return warning, f"{asked.format(number(plan.in_question))}\n{undo}".strip()


def row_words(told: Tally) -> tuple[str, str]:
    """Return how many rows were read, and what became of them."""
    facts = [tr("1 con persone") if told.with_people == 1 else tr("{0} con persone").format(number(told.with_people))]
    facts += [counted(told.twice, tr("doppia"), tr("doppie"))] if told.twice else []
    facts += [tr("{0} da parte").format(number(told.set_apart))] if told.set_apart else []
    facts += [counted(told.without_name, tr("senza nome"), tr("senza nomi"))] if told.without_name else []
    return tr("{0} lette").format(counted(told.rows, tr("riga"), tr("righe"))), " · ".join(facts)


def person_words(told: Tally, plan: ImportPlan) -> tuple[str, str]:
    """Return how many persons there are, for which evening, and how many are known."""
    facts = [tr("{0} per questa serata").format(number(told.this_evening))] if told.this_evening else []
    facts += [tr("{0} per altre serate").format(number(told.other_evenings))] if told.other_evenings else []
    facts += [tr("{0} senza dire la serata").format(number(told.unsaid))] if told.unsaid else []
    facts += [tr("{0} già nel registro").format(number(plan.same))] if plan.same else []
    return counted(told.persons, tr("persona"), tr("persone")), " · ".join(facts)


def column_words(found: FoundList, plan: ImportPlan) -> tuple[str, str, str, str]:
    """Return how many columns there are, which are read and which are not, and what to know of them before the import."""
    used = {column for column, meaning in enumerate(meanings_of(found.columns, found.table.width)) if meaning}
    filled = {column for row in found.table.rows for column, cell in enumerate(row) if cell}
    read, left = (sorted(filled & used), sorted(filled - used))
    title = counted(len(filled), tr("colonna"), tr("colonne"))
    free, kept = free_texts(found.table, found.columns), found.columns.kept_notes
    names = " · ".join(
        tr("{0} ({1})").format(heading_of(found, column), number(cells)) for column, cells in plan.unread.items()
    )
    if not found.columns.names:
        warning = tr("Non trovo la colonna dei nomi: scegli qui sotto qual è.")
    elif names:
        warning = tr("Ci sono nomi che nessuno legge: {0}")
    elif kept:
        warning = tr("{0} entra nel registro, mai nella serata: può contenere dati sulla salute")
    else:
        warning = tr("{0}: testo libero, può contenere dati sulla salute") if free else ""
    return (
        tr("{0}: {1}").format(title, counted(len(read), tr("letta"), tr("lette")) + tr(", {0} no").format(len(left))),
        tr("Lette: {0}").format(_headings(found, read)) if read else "",
        tr("Non lette: {0}").format(_headings(found, left)) if left else "",
        warning.format(names or _headings(found, kept or free)),
    )


def _headings(found: FoundList, columns: Iterable[int]) -> str:
    return " · ".join(heading_of(found, column) for column in columns)


def heading_of(found: FoundList, column: int) -> str:
    """Return what a column is called."""
    return " ".join(found.columns.heading(column).split()) or tr("colonna {0}").format(column + 1)


def imported_words(plan: ImportPlan) -> str:
    """Return how many persons were written, and how many of them are awaited this evening."""
    one = plan.writes == 1
    words = (tr("1 persona importata nel registro") if one else tr("{0} persone importate nel registro")).format(
        plan.writes
    )
    if plan.elsewhere:
        return tr("{0}, {1} per questa serata.").format(words, plan.writes - plan.elsewhere)
    return f"{words}."
