"""Words of state: who waits, cancelled or said no is set apart with the word of the list, and nobody else."""

from __future__ import annotations

import pytest

from facilitatore.door.lists.parse.states import apart_beside, apart_in, state_of
from tests.door.lists.test_layouts import people, rows, table


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("In lista d'attesa", "waiting"),
        ("LISTA D’ATTESA", "waiting"),
        ("Riserva", "waiting"),
        ("2ª riserva", "waiting"),
        ("waitlisted", "waiting"),
        ("pending_approval", "waiting"),
        ("Disdetto", "declined"),
        ("Rinunciato", "declined"),
        ("ha disdetto", "declined"),
        ("Ritirata", "declined"),
        ("Assente giustificato", "declined"),
        ("Non viene", "declined"),
        ("non verrà più", "declined"),
        ("No", "declined"),
        ("No, grazie", "declined"),
        ("RSVP no", "declined"),
        ("Not going", "declined"),
        ("Withdrawn", "declined"),
        ("No-show", "declined"),
        ("won't attend", "declined"),
        ("Annullata", "cancelled"),
        ("Iscrizione annullata", "cancelled"),
        ("Cancellata dall'utente", "cancelled"),
        ("Annullato il 3/1", "cancelled"),
        ("Canceled by attendee", "cancelled"),
        ("Respinto", "cancelled"),
        ("Rejected", "cancelled"),
        ("Confermato", "confirmed"),
        ("Sta partecipando", "confirmed"),
        ("approved", "confirmed"),
        ("Checked in", "confirmed"),
        ("Sì", "confirmed"),
        ("Da confermare", "unknown"),
        ("invited", "unknown"),
        ("coniugata", "unknown"),
        ("verrà se non deve disdire, ma più probabilmente no, e in quel caso lo dice la sera prima a Carla", "unknown"),
    ],
)
def test_words(word: str, kind: str) -> None:
    """Italian and English forms say it in many words; what none of them is, is not guessed."""
    state = state_of(word)
    assert state is not None
    assert state.kind == kind
    assert word.startswith(state.word)


@pytest.mark.parametrize(
    "heading", ["Stato", "Status", "RSVP", "approval_status", "Presenza", "Confermi la tua presenza?", "Colonna 3"]
)
def test_the_column_is_found(heading: str) -> None:
    """The column of states is known by its heading, and by what stands in it where that says nothing."""
    found = rows(
        table(
            f"Nome;Cognome;{heading}", "Anna;Rossi;Confermata", "Luca;Bianchi;In lista d'attesa", "Ugo;Conti;Rinuncia"
        )
    )
    assert [(row.discarded, row.state) for row in found] == [
        (None, "Confermata"),
        ("waiting", "In lista d'attesa"),
        ("declined", "Rinuncia"),
    ]


def test_a_group_of_those_who_wait_is_none() -> None:
    """Who is put into the group «Lista d’attesa» waits."""
    found = rows(table("Nome;Cognome;Gruppo", "Anna;Rossi;Caregiver", "Luca;Bianchi;Lista d'attesa"))
    assert [row.discarded for row in found] == [None, "waiting"]


@pytest.mark.parametrize("heading", ["RSVP", "Partecipa", "Presenza"])
def test_a_no_to_a_question_never_comes(heading: str) -> None:
    """However the question is called that is answered with yes and no."""
    assert people(f"Nome;Cognome;{heading}", "Anna;Rossi;Sì", "Luca;Bianchi;No") == [("Anna", "Rossi")]


def test_a_column_of_something_else_sets_nobody_apart() -> None:
    """Stato civile is a state, but none of a registration."""
    assert len(people("Nome;Cognome;Stato", "Anna;Rossi;nubile", "Luca;Bianchi;coniugato", "Ugo;Conti;celibe")) == 3


def test_an_unknown_word_is_looked_at() -> None:
    """A word that nobody knows, in a column of states, neither sets apart nor passes unseen."""
    found = rows(
        table("Nome;Cognome;Stato", "Anna;Rossi;Confermata", "Sara;Ferrari;Confermata", "Luca;Bianchi;da sentire")
    )
    assert [(row.problem, row.state) for row in found][2] == ("unknown_state", "da sentire")


def test_a_title_between_the_rows_counts_for_those_below() -> None:
    """Under "Lista d'attesa" they wait, until another title says that they come."""
    lines = (
        "Nome;Cognome",
        "Anna;Rossi",
        "LISTA D'ATTESA;",
        "Luca;Bianchi",
        "Ugo;Conti",
        "Confermati;",
        "Sara;Ferrari",
    )
    found = [(row.first_name, row.discarded) for row in rows(table(*lines))]
    assert [why for _, why in found] == [None, "heading", "waiting", "waiting", "heading", None]


def test_a_title_above_a_column_counts_for_the_column() -> None:
    """Of two lists side by side one may be of those who wait."""
    found = rows(table("Iscritti;Lista d'attesa", "Anna Rossi;Luca Bianchi", "Sara Ferrari;"))
    assert [(row.first_name, row.discarded) for row in found] == [("Anna", None), ("Luca", "waiting"), ("Sara", None)]


@pytest.mark.parametrize(
    "cells",
    [
        "Luca;Bianchi;rinuncia;",
        "Luca;Bianchi;;disdetto",
        "Luca;Bianchi (ritirato);;",
        "Luca;Bianchi - lista d'attesa;;",
    ],
)
def test_a_word_beside_a_person_counts(cells: str) -> None:
    """A note, a cell without a heading, brackets or a dash after the name: the word sets apart wherever it stands."""
    found = rows(table("Nome;Cognome;Note;", "Anna;Rossi;allergica;", cells))
    assert [row.discarded is None for row in found] == [True, False]


@pytest.mark.parametrize(
    "text", ["Anna Rossi (AUSL)", "Anna-Maria Rossi", "Rossi, Anna", "Riserva naturale", "no", "Viene con la figlia"]
)
def test_other_words_set_nobody_apart(text: str) -> None:
    """Beside a name and in notes only a whole word of state counts; a bare no answers a question that nobody knows."""
    assert apart_beside(text) is None
    assert apart_in(text) is None


@pytest.mark.parametrize("text", ["(" * 100_000, "attesa " * 20_000, "- " * 50_000, "in attesa di " * 9000])
def test_long_cells_are_no_states(text: str) -> None:
    """A cell of a hundred thousand signs is looked at as far as a state is long."""
    assert apart_in(text) is None
    assert apart_beside(text) is None
