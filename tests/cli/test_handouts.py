"""The command that makes lists and signs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import pdf_text

Do = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def door(do: Do, serata: Path, people: Path) -> Path:
    """Import the sample list beside the evening, and let somebody in."""
    assert do("people", "import", "s.serata", people).code == 0
    assert do("people", "check-in", "s.serata", "Giulia Malagoli", "--group", "A").code == 0
    return serata


def test_the_list_in_reserve_is_what_comes_without_asking(do: Do, door: Path, folder: Path) -> None:
    """With family names, out of the register beside the evening; nothing on stderr."""
    said = do("handouts", "s.serata", "-o", "riserva.pdf")
    assert (said.code, said.out, said.err) == (0, "3 pagine in riserva.pdf\n", "")
    text = pdf_text(folder / "riserva.pdf")
    assert "Malagoli" in text
    assert "si distrugge a fine serata" in text


def test_a_list_of_names_has_no_family_name(do: Do, door: Path, folder: Path) -> None:
    """Of one group, or of all."""
    assert do("handouts", "s.serata", "-o", "a.pdf", "--kind", "group", "--group", "a").out == "1 pagina in a.pdf\n"
    assert do("handouts", "s.serata", "-o", "tutti.pdf", "--kind", "group").out == "3 pagine in tutti.pdf\n"
    for name in ("a.pdf", "tutti.pdf"):
        text = pdf_text(folder / name)
        assert "Giulia" in text
        assert "Malagoli" not in text


@pytest.mark.parametrize(("kind", "pages"), [("signs", 4), ("arrows", 8)])
def test_signs_are_made(do: Do, serata: Path, folder: Path, kind: str, pages: int) -> None:
    """For the welcome and the three groups."""
    assert do("handouts", "s.serata", "-o", "c.pdf", "--kind", kind).out == f"{pages} pagine in c.pdf\n"
    assert "Accoglienza" in pdf_text(folder / "c.pdf")


def test_without_a_register_it_is_said(do: Do, serata: Path, folder: Path) -> None:
    """The list is made all the same: rows to write on."""
    said = do("handouts", "s.serata", "-o", "riserva.pdf")
    assert said.code == 0
    assert said.err == "Accanto a «s.serata» non c’è un registro: nell’elenco c’è solo chi è già entrato.\n"
    assert (folder / "riserva.pdf").exists()


def test_looking_changes_nothing(do: Do, door: Path, snapshot: Callable[[], dict[str, bytes]], folder: Path) -> None:
    """Neither evening nor register is written."""
    before = snapshot()
    do("handouts", "s.serata", "-o", "riserva.pdf")
    after = snapshot()
    assert after.pop("riserva.pdf") is not None
    assert after == before


def test_a_pdf_never_takes_the_place_of_an_evening(refused: Refused, door: Path) -> None:
    """Nor of the register, whatever is typed after -o."""
    for name in ("s.serata", "s.registro"):
        assert f"«{name}»" in refused("handouts", "s.serata", "-o", name)


def test_a_group_that_is_not_there_is_refused(refused: Refused, door: Path) -> None:
    """With those that are."""
    sentence = refused("handouts", "s.serata", "-o", "x.pdf", "--kind", "group", "--group", "Z")
    assert "«Z»" in sentence
    assert "A (" in sentence


def test_a_register_alone_is_refused(refused: Refused, door: Path) -> None:
    """It is no evening."""
    assert "non è una serata" in refused("handouts", "s.registro", "-o", "x.pdf")


def test_the_list_in_reserve_is_of_all_groups(do: Do, door: Path, folder: Path) -> None:
    """A group's letter is refused rather than forgotten."""
    said = do("handouts", "s.serata", "-o", "x.pdf", "--group", "A")
    assert said.code == 2
    assert said.err.startswith("L’elenco di riserva è di tutta la serata: togli --group.\n")
    assert not (folder / "x.pdf").exists()


def test_letters_that_cannot_be_printed_are_said(do: Do, serata: Path, folder: Path) -> None:
    """On stderr, with the name; the sheet is made, so that the rest is not lost."""
    (folder / "elenco.csv").write_text("Nome,Cognome\nAda,R\U000107a3ssi\n", encoding="utf-8")
    do("people", "import", "s.serata", "elenco.csv")
    said = do("handouts", "s.serata", "-o", "x.pdf")
    assert said.code == 0
    if said.err:  # some computers have a font for anything
        assert "R\U000107a3ssi" in said.err


def test_of_more_groups_than_any_evening_has_the_first_are_printed(
    do: Do, serata: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many there are is said on stderr."""
    monkeypatch.setattr("facilitatore.door.handouts.choose.MOST_GROUPS", 2)
    said = do("handouts", "s.serata", "-o", "tutti.pdf", "--kind", "group")
    assert (said.code, said.out) == (0, "2 pagine in tutti.pdf\n")
    assert said.err == "I gruppi della serata sono 3: qui ci sono i primi 2.\n"
