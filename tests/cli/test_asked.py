"""Commands about what people asked for in words that mean nothing to the evening."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from facilitatore.prepare.actions import edit_evening
from facilitatore.session import FileKind, Session

Do = Callable[..., object]
Refused = Callable[..., str]


def a_list(folder: Path, *lines: str) -> Path:
    """Write a list of people."""
    path = folder / "elenco.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_group_that_is_not_there_is_said_and_mapped(do: Do, serata: Path, folder: Path) -> None:
    """The words, how many said them and how to explain them on stderr; once explained they are understood for ever."""
    table = a_list(folder, "Nome,Cognome,Gruppo", "Anna,Rossi,Casa di comunità", "Bruno,Neri,Casa di comunità")
    said = do("people", "import", "s.serata", table)
    assert "«Casa di comunità»: 2 persone, un gruppo che qui non c’è" in said.err
    assert "people map" in do("people", "list", "s.serata").err
    assert do("people", "map", "s.serata", "Casa di comunità", "--group", "B").out == (
        "«Casa di comunità» vuol dire il gruppo B.\n"
    )
    people = do("people", "list", "s.serata", "--json").json
    assert [person["group"] for person in people] == ["B", "B"]
    assert do("people", "list", "s.serata").err == ""
    assert "2 uguali" in do("people", "import", "s.serata", table).out


def test_a_list_for_other_evenings_is_said_before(do: Do, serata: Path, folder: Path) -> None:
    """A list with nobody for this evening asks whether its date is right, also before anything is written."""
    table = a_list(folder, "Nome,Cognome,Serata", "Anna,Rossi,12 dicembre", "Bruno,Neri,12 dicembre")
    said = do("people", "import", "s.serata", table, "--dry-run")
    assert "Questa serata è di lunedì 8 gennaio 2018: è giusta?" in said.err
    assert "2 persone si iscrivono ad altre serate" in said.err
    assert "«12 dicembre»: 2 persone, un’altra data" in do("people", "import", "s.serata", table).err
    do("people", "map", "s.serata", "12 dicembre", "--this-evening")
    assert do("people", "list", "s.serata").err == ""


def test_a_list_and_then_another_date(do: Do, door: Path) -> None:
    """People who were imported are in their groups after the evening has another date."""
    before = do("people", "list", "s.serata", "--json").json
    with Session.open(door, FileKind.EVENING) as session:
        edit_evening(session, date="2018-01-09")
    assert do("people", "list", "s.serata", "--json").json == before
    assert do("people", "list", "s.serata").err == ""


def test_words_that_nobody_said_are_refused(do: Do, refused: Refused, door: Path) -> None:
    """A word of no registration, or two meanings at once, is refused in a sentence."""
    assert "nessuno ha chiesto «Bocciofila»" in refused("people", "map", "s.serata", "Bocciofila", "--no-group")
    for meanings in ((), ("--no-group", "--other-evening")):
        said = do("people", "map", "s.serata", "x", *meanings)
        assert (said.code, "una sola" in said.err) == (2, True)


def test_words_without_a_register_are_refused(refused: Refused, serata: Path) -> None:
    """Where there is no register there is nothing to explain."""
    assert "s.registro" in refused("people", "map", "s.serata", "x", "--no-group")
