"""`check` says what is wrong with a file, part by part, and saves what can be read of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note
from facilitatore.damage_words import say_damage
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.facts import PURGE, Fact, make_fact
from facilitatore.session.rescue.diagnosis import Damage, Part
from tests.heavy_evenings import heavy_evening

Do = Callable[..., object]
PAGE = 4096


@pytest.fixture
def torn(do: Do, serata: Path) -> Path:
    """Blank the third page of an evening of which there is an automatic copy."""
    with Session.open(serata) as session:
        session.back_up()
    content = serata.read_bytes()
    serata.write_bytes(content[: 2 * PAGE] + bytes(PAGE) + content[3 * PAGE :])
    return serata


def test_a_torn_file_is_told_and_left_alone(do: Do, torn: Path) -> None:
    """What is wrong, how much can still be read, and the copies with their time; the code says no."""
    before = torn.read_bytes()
    said = do("check", "s.serata")
    assert said.code == 1
    assert "Una pagina su" in said.out
    assert "fatti si leggono ancora: check s.serata --save NUOVO.serata" in said.out
    assert "Copie automatiche:" in said.out
    assert "0 note" in said.out
    assert "danneggiato" in said.sentence
    assert torn.read_bytes() == before


def test_what_can_be_read_is_saved(do: Do, torn: Path, folder: Path) -> None:
    """The new file opens and passes its own check; the torn one stays as it is."""
    before = torn.read_bytes()
    said = do("check", "s.serata", "--save", "n.serata")
    assert said.code == 0
    assert "fatti salvati in n.serata" in said.out
    assert do("check", "n.serata").code == 0
    assert do("info", "n.serata").code == 0
    assert torn.read_bytes() == before


def test_a_lost_root_is_taken_from_another_copy(do: Do, serata: Path, folder: Path) -> None:
    """Without any copy the facts are saved, and the next step is said; with one the new file opens."""
    whole = serata.read_bytes()
    (folder / "copia.serata").write_bytes(whole)
    page = whole.find(b'"carpi') // PAGE if b'"carpi' in whole else whole.find(b'"process"') // PAGE
    serata.write_bytes(whole[: page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE :])
    said = do("check", "s.serata", "--save", "n.serata")
    assert "check n.serata --save NUOVO.serata --copy COPIA.serata" in said.out
    assert do("check", "n.serata", "--save", "m.serata", "--copy", "copia.serata").code == 0
    assert do("info", "m.serata").code == 0


def test_saving_never_overwrites(refused: Callable[..., str], torn: Path, folder: Path) -> None:
    """Neither another file nor the torn one itself."""
    (folder / "n.serata").write_bytes(b"mio")
    assert "c’è già" in refused("check", "s.serata", "--save", "n.serata")
    assert "c’è già" in refused("check", "s.serata", "--save", "s.serata")


def test_nothing_left_to_save_is_said(refused: Callable[..., str], serata: Path) -> None:
    """A file of zeros: one sentence, and no file."""
    serata.write_bytes(bytes(serata.stat().st_size))
    assert "non si legge più niente" in refused("check", "s.serata", "--save", "n.serata")


def test_a_whole_file_can_be_saved_too(do: Do, serata: Path) -> None:
    """It says that it is whole, and writes the copy."""
    said = do("check", "s.serata", "--save", "n.serata")
    assert said.code == 0
    assert "è a posto" in said.out
    assert do("check", "n.serata").code == 0


@pytest.mark.parametrize("number", [0, 1, 2, 9])
@pytest.mark.parametrize("part", Part)
def test_every_damage_has_its_sentence(part: Part, number: int) -> None:
    """One, many or none: a whole sentence, with nothing left to fill in."""
    sentence = say_damage(Damage(part, number, 12, tuple(range(3, 3 + min(number, 5)))))
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "None" not in sentence


def wish(path: Path, kind: str) -> Fact:
    """Return the fact that asks that all things of a kind be forgotten in this evening."""
    with Session.look(path) as session:
        evening = bytes.fromhex(session.id)
    return make_fact(evening, evening, PURGE, {"kind": kind}, by=b"EVILEVIL", at=1)


def test_an_evening_that_a_forged_file_had_emptied_is_told(do: Do, serata: Path) -> None:
    """An older program did as it was asked: `check` says so, names the copies that have the notes, and they come back."""
    with Session.open(serata) as session:
        add_note(session, group=read_groups(session)[0].id, text="La prima")
        copy = session.back_up()
        left = [fact for fact in session.all_facts() if fact.kind != "note"]
    serata.unlink()
    copy_facts([*left, wish(copy, "note")], serata)
    said = do("check", "s.serata")
    assert said.code == 0
    assert "Mancano note: un file unito ha chiesto di toglierle" in said.out
    assert f"1 nota · {copy}" in said.out
    assert do("merge", copy, "-o", "s.serata").code == 0
    assert do("info", "s.serata", "--json").json["counts"]["note"] == 1
    assert "C’è una richiesta di togliere note: non ha effetto" in do("check", "s.serata").out


def test_numbers_that_cannot_be_are_named(do: Do, folder: Path) -> None:
    """The file is as it was written, and what counts as not written is told, the first ten one by one."""
    heavy_evening(folder / "s.serata", "minutes of 10^18", "less than no places")
    said = do("check", "s.serata")
    assert said.code == 0
    assert said.out.splitlines()[1:] == [
        "  Ci sono 2 numeri che non possono essere: valgono come non scritti.",
        "    Scuola e vita: «-5» non può essere il numero di posti: scrivi un numero fra 1 e 5000.",
        "    x: «1000000000000000000» non può essere una durata in minuti: scrivi un numero fra 0 e 600.",
    ]
    heavy_evening(folder / "t.serata", "numbers of 400 digits")
    assert "testo tagliato: 401 lettere" in do("check", "t.serata").out
    heavy_evening(folder / "u.serata", *["minutes of 10^18"] * 13)
    assert do("check", "u.serata").out.splitlines()[-1] == "    … e altri 3"


def test_numbers_that_can_be_are_not_named(do: Do, serata: Path) -> None:
    """Of an evening like any other there is one line."""
    assert len(do("check", "s.serata").out.splitlines()) == 1
