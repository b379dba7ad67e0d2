"""What goes and what was forgotten, counted in sentences."""

from __future__ import annotations

import pytest

from facilitatore.door.model import Guest, Person, Registration
from facilitatore.door.people import Expected
from ui.door.register.words import and_words, forgotten_words, full_name, loses_words, person_words


@pytest.mark.parametrize(
    ("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a e b"), (["a", "b", "c"], "a, b e c")]
)
def test_several_things_are_one_phrase(parts: list[str], words: str) -> None:
    """With an «e» before the last."""
    assert and_words(parts) == words


def test_one_and_many_that_go() -> None:
    """A kind without a word, or of which there is none, is not named."""
    one = loses_words({"guest": 1, "person": 1, "left_out": 1, "register_key": 1, "presence": 9})
    assert one == (
        "il nome di 1 presente, cognome e recapiti di 1 persona, 1 riga scartata da un elenco e la chiave dei codici"
    )
    assert (
        loses_words({"guest": 2, "person": 0, "left_out": 3}) == "i nomi di 2 presenti e 3 righe scartate dagli elenchi"
    )


def test_one_and_many_that_were_forgotten() -> None:
    """Where only marks or a key went, it was who was in the list."""
    assert "niente di 1 presente e 2 persone iscritte;" in forgotten_words({"guest": 1, "person": 2})
    assert "niente di 2 presenti e 1 persona iscritta;" in forgotten_words({"guest": 2, "person": 1})
    assert "niente di chi era in elenco;" in forgotten_words({"register_key": 1})


def person(**fields: str) -> Person:
    """Return a person with these fields and no others."""
    said = dict.fromkeys(("id", "first_name", "family_name", "badge_name", "email", "phone", "token"), "")
    return Person(**{**said, **fields}, registrations=())


ZENOBIA = Guest("g", "Zenobia", None, "T", 1, walk_in=True, printed_at=None)


def test_of_somebody_exactly_what_there_is_goes() -> None:
    """From the register, from the evening, or from both; an empty field is not named."""
    asked = person(first_name="Anna", email="a@b.it")._replace(registrations=(Registration("2018-01-08", ""),))
    assert person_words(Expected(asked, None, None, None), "", "") == "Dal registro: nome, e-mail e 1 iscrizione."
    twice = person(family_name="Po", phone="059", note="sedia")._replace(registrations=asked.registrations * 2)
    came = Expected(twice, ZENOBIA, None, None)
    words = "Dalla serata: il nome «Zenobia» e l’arrivo delle 20:41"
    assert person_words(came, "Salute", "20:41") == (
        f"Dal registro: cognome, telefono, note dell’elenco e 2 iscrizioni. {words}, gruppo Salute."
    )
    assert person_words(Expected(None, ZENOBIA, None, None), "", "20:41") == f"{words}."
    nameless = Expected(None, ZENOBIA._replace(badge_name=""), None, None)
    assert person_words(nameless, "Salute", "20:41") == ""


def test_the_whole_name_is_that_of_the_list() -> None:
    """Or what the badge says, of who is in none or has none there."""
    anna = person(first_name="Anna", badge_name="Annina")
    assert full_name(Expected(anna._replace(family_name="Po"), ZENOBIA, None, None)) == "Anna Po"
    assert full_name(Expected(anna, None, None, None)) == "Anna"
    assert full_name(Expected(None, ZENOBIA, None, None)) == "Zenobia"
    assert full_name(Expected(person(badge_name="Annina"), None, None, None)) == "Annina"
