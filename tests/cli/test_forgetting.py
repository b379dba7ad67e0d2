"""Commands that take away for good, the key of the path, and the figures of several evenings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.prepare.evening import read_evening
from facilitatore.session import Session

Do = Callable[..., object]


@pytest.mark.parametrize("written", ["2018-02-28", "28/2/2018"])
def test_a_term_is_chosen_when_the_evening_is_made(do: Do, folder: Path, written: str) -> None:
    """As people write a date, or as programs do."""
    assert do("new", "s.serata", "--template", "carpi-2018-1", "--keep-until", written).code == 0
    assert read_evening(Session.look(folder / "s.serata")).keep_until == "2018-02-28"


@pytest.mark.parametrize("written", ["31/2/2018", "domani", "1/1/2018"])
def test_an_impossible_term_makes_no_evening(refused: Callable[..., str], written: str) -> None:
    """Nothing is left in the folder."""
    refused("new", "s.serata", "--template", "carpi-2018-1", "--keep-until", written)


def test_the_figures_outlive_the_names(do: Do, demo: Path) -> None:
    """The synthesis says the same before and after."""
    do("export", "serata-unita.serata", "--format", "json", "-o", "prima.json")
    assert do("forget", "serata-unita.serata", "--all").out.startswith("Dimenticate ")
    do("export", "serata-unita.serata", "--format", "json", "-o", "dopo.json")
    assert (demo / "prima.json").read_bytes() == (demo / "dopo.json").read_bytes()
    assert do("info", "serata-unita.serata", "--json").json["newer"] == 0


def test_a_register_is_not_destroyed_by_a_slip(refused: Callable[..., str], demo: Path) -> None:
    """What would be lost is said first."""
    sentence = refused("destroy-register", "accoglienza.registro")
    assert "62 persone" in sentence
    assert "--yes" in sentence


def test_a_register_is_destroyed(do: Do, demo: Path) -> None:
    """And the path is counted without it."""
    said = do("destroy-register", "accoglienza.registro", "--yes")
    assert (said.code, said.out.splitlines()[-1]) == (0, "Le copie su chiavette e altri portatili vanno distrutte lì.")
    assert not (demo / "accoglienza.registro").exists()
    assert do("process", "serata-unita.serata", "--json").json["people"] > 50


def test_an_evening_is_not_destroyed(refused: Callable[..., str], demo: Path) -> None:
    """Only registers are."""
    refused("destroy-register", "serata-unita.serata", "--yes")


def test_one_key_for_two_registers(do: Do, refused: Callable[..., str], serata: Path, folder: Path) -> None:
    """Made in one, typed into the other; too late where somebody is in already."""
    do("kit", "s.serata", "-o", "una")
    do("kit", "s.serata", "-o", "due")
    one, two = Path("una", "accoglienza.registro"), Path("due", "accoglienza.registro")
    assert do("register-key", one).out.startswith("Questo registro non ha una chiave")
    key = do("register-key", one, "--new").out.strip()
    assert do("register-key", two, "--take", key.lower()).out.strip() == key
    assert do("register-key", one).out.strip() == key
    assert "già una chiave" in refused("register-key", one, "--new")
    wrong = key[:-1] + ("A" if key[-1] != "A" else "B")
    assert "Il gruppo 13" in refused("register-key", two, "--take", wrong)


def test_a_key_comes_too_late(refused: Callable[..., str], do: Do, door: Path) -> None:
    """The list was imported already."""
    assert "prima di importare" in refused("register-key", "s.registro", "--new")


def test_a_key_is_new_or_taken(do: Do, serata: Path) -> None:
    """Not both."""
    assert do("register-key", "s.registro", "--new", "--take", "X").code == 2


def test_the_path_in_words_and_in_json(do: Do, demo: Path) -> None:
    """One evening, given twice and as a percorso."""
    do("merge", "serata-unita.serata", "-o", "anno.percorso")
    document = do("process", "anno.percorso", "serata-unita.serata", "--json").json
    assert [evening["people"] for evening in document["evenings"]] == [document["people"]]
    assert do("process", "anno.percorso").out.startswith(f"{document['people']} persone sono venute.\n")


def test_a_register_is_no_path(refused: Callable[..., str], demo: Path) -> None:
    """It is not needed."""
    refused("process", "accoglienza.registro")
