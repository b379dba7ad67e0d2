"""Commands on the evening as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.cli.output import shown
from facilitatore.session import FileKind, Session, edit, new

Do = Callable[..., object]


def test_templates_are_key_tab_title(do: Do) -> None:
    """A line each, for people and for programs."""
    lines = [line.split("\t") for line in do("templates").out.splitlines()]
    assert [key for key, _ in lines] == ["carpi-2018-1", "carpi-2018-2", "carpi-2018-3", "carpi-2018-4", "vuota"]
    assert lines[0][1] == "Carpi 2018 · 8 gennaio · Domiciliarità e prossimità"


@pytest.mark.parametrize("key", ["carpi-2018-1", "carpi-2018-2", "carpi-2018-3", "carpi-2018-4", "vuota"])
def test_an_evening_is_made_from_every_template(do: Do, folder: Path, key: str) -> None:
    """One file, and nothing beside it."""
    said = do("new", "s.serata", "--template", key)
    assert (said.code, said.out, said.err) == (0, "Creata s.serata\n", "")
    assert [path.name for path in folder.iterdir()] == ["s.serata"]


def test_an_unknown_template_makes_no_file(refused: Callable[..., str]) -> None:
    """The keys there are are said."""
    assert refused("new", "s.serata", "--template", "carpi") == (
        "Non c’è un modello che si chiami «carpi». Ci sono: carpi-2018-1, carpi-2018-2, carpi-2018-3, carpi-2018-4, vuota."
    )


def test_a_new_evening_overwrites_nothing(refused: Callable[..., str], serata: Path) -> None:
    """The file that is there stays."""
    assert "c’è già" in refused("new", "s.serata", "--template", "vuota")


def test_info_describes_an_evening(do: Do, serata: Path) -> None:
    """Title, date, groups, counts, facts and fingerprint, as JSON."""
    document = do("info", "s.serata", "--json").json
    with Session.open(serata) as session:
        expected = (session.id, session.fact_count, session.fingerprint())
    assert (document["id"], document["facts"], document["fingerprint"]) == expected
    assert (document["kind"], document["title"], document["date"]) == (
        "serata",
        "A Scuola per il Sociale",
        "2018-01-08",
    )
    assert [group["key"] for group in document["groups"]] == ["A", "B", "C"]
    assert document["counts"]["guiding_question"] == 11
    assert document["conflicts"] == 0


def test_info_speaks_of_one_and_of_many(do: Do, serata: Path) -> None:
    """One guest is «1 presente», two are «2 presenti»."""
    do("people", "check-in", "s.serata", "Ada", "--walk-in")
    assert "1 presente\n" in do("info", "s.serata").out
    do("people", "check-in", "s.serata", "Bruno", "--walk-in")
    assert "2 presenti\n" in do("info", "s.serata").out


def test_info_describes_a_register(do: Do, serata: Path, people: Path) -> None:
    """How many persons, and the same fields as for an evening."""
    do("people", "import", "s.serata", people)
    document = do("info", "s.registro", "--json").json
    of_the_evening_and_its_groups = 4  # what the register knows of their words
    assert (document["kind"], document["counts"]["person"]) == ("registro", 62)
    assert document["facts"] == 62 + 2 + of_the_evening_and_its_groups
    assert document["fingerprint"] in do("info", "s.registro").out


def test_looking_changes_nothing(do: Do, demo: Path, snapshot: Callable[[], object]) -> None:
    """Reading commands leave every byte of the folder as it was."""
    before = snapshot()
    for command in (
        ["info", "serata-unita.serata"],
        ["info", "accoglienza.registro", "--json"],
        ["people", "list", "accoglienza.serata"],
        ["notes", "list", "gruppo-A.serata"],
        ["check", "gruppo-B.serata"],
        ["people", "import", "accoglienza.serata", "../../nessuno.csv", "--dry-run"],
    ):
        do(*command)
    assert snapshot() == before


def test_a_file_as_it_was_written_is_in_order(do: Do, demo: Path) -> None:
    """Check says how many facts and the fingerprint that info says."""
    fingerprint = do("info", "gruppo-A.serata", "--json").json["fingerprint"]
    said = do("check", "gruppo-A.serata")
    assert said.code == 0
    assert said.out.startswith("gruppo-A.serata è a posto: ")
    assert fingerprint in said.out


def test_the_kit_lists_its_files(do: Do, serata: Path, folder: Path) -> None:
    """One path a line, the door first."""
    said = do("kit", "s.serata", "-o", "chiavette")
    assert said.out.splitlines() == [
        str(Path("chiavette") / name)
        for name in ("accoglienza.serata", "accoglienza.registro", *(f"gruppo-{key}.serata" for key in "ABC"))
    ]
    assert len(list((folder / "chiavette").iterdir())) == 5


def test_a_second_kit_is_refused(do: Do, refused: Callable[..., str], serata: Path) -> None:
    """Nothing of the first is touched."""
    do("kit", "s.serata", "-o", "chiavette")
    assert "accoglienza.serata" in refused("kit", "s.serata", "-o", "chiavette")


def test_a_kit_in_place_of_a_file_is_refused(refused: Callable[..., str], serata: Path) -> None:
    """The evening itself given as folder."""
    assert "c’è già" in refused("kit", "s.serata", "-o", "s.serata")


def test_a_kit_of_a_register_is_refused(do: Do, refused: Callable[..., str], serata: Path, people: Path) -> None:
    """It is said what is wanted."""
    do("people", "import", "s.serata", people)
    assert "non è una serata" in refused("kit", "s.registro", "-o", "chiavette")


def test_one_person_is_forgotten_in_the_register(do: Do, serata: Path, people: Path, folder: Path) -> None:
    """The name is in no byte of the file any more; the others are."""
    do("people", "import", "s.serata", people)
    person = next(row for row in do("people", "list", "s.serata", "--json").json if row["family_name"] == "Ansaloni")
    assert b"Ansaloni" in (folder / "s.registro").read_bytes()
    assert do("forget", "s.registro", "--person", person["id"]).out == "Dimenticata 1 persona.\n"
    assert b"Ansaloni" not in (folder / "s.registro").read_bytes()
    assert len(do("people", "list", "s.serata", "--json").json) == 61


def test_a_person_of_the_list_is_forgotten_in_the_evening_too(do: Do, serata: Path, people: Path) -> None:
    """The id that the list shows works for both files."""
    do("people", "import", "s.serata", people)
    do("people", "check-in", "s.serata", "Giulia Malagoli")
    person = next(row for row in do("people", "list", "s.serata", "--json").json if row["checked_in"])
    assert do("forget", "s.serata", "--person", person["id"]).code == 0
    assert b"Giulia" not in serata.read_bytes()


def test_all_guests_are_forgotten(do: Do, refused: Callable[..., str], serata: Path) -> None:
    """Their number is said; none can be added afterwards."""
    for name in ("Aldebrando", "Berengario"):
        do("people", "check-in", "s.serata", name, "--walk-in")
    assert do("forget", "s.serata", "--all").out == "Dimenticate 2 persone.\n"
    assert b"Aldebrando" not in serata.read_bytes()
    assert "sono stati dimenticati" in refused("people", "check-in", "s.serata", "Cunegonda", "--walk-in")


def test_all_persons_are_forgotten(do: Do, refused: Callable[..., str], serata: Path, people: Path) -> None:
    """And the same list cannot bring them back into this register."""
    do("people", "import", "s.serata", people)
    assert do("forget", "s.registro", "--all").out == "Dimenticate 62 persone.\n"
    assert do("people", "list", "s.serata", "--json").json == []
    assert "sono state dimenticate" in refused("people", "import", "s.serata", people)


@pytest.mark.parametrize("who", ["ff" * 16, "non-un-id", ""])
def test_nobody_is_forgotten_by_a_wrong_id(refused: Callable[..., str], serata: Path, who: str) -> None:
    """Nor is a group whose id is given."""
    assert refused("forget", "s.serata", "--person", who).startswith("In elenco non c’è nessuno")


def test_what_a_foreign_file_says_does_not_command_the_terminal(do: Do, serata: Path) -> None:
    """Escape sequences and direction marks in a title are not written to the terminal; JSON has them, escaped."""
    with Session.open(serata) as session:
        root = session.get(session.id)
        assert root is not None
        session.record("strange", edit(root, title="\x1b[2J\u202eotlov\x07"))
    out = do("info", "s.serata").out
    assert [char for char in ("\x1b", "\u202e", "\x07") if char in out] == []
    assert "otlov" in out
    assert do("info", "s.serata", "--json").json["title"] == "\x1b[2J\u202eotlov\x07"


def test_ordinary_text_is_shown_as_it_is() -> None:
    """Accents, Arabic, emoji, tabs and line breaks pass."""
    text = "✓ Niccolò\tمحمد\n👩\u200d⚕️"
    assert shown(text) == text


def test_a_later_kind_of_thing_is_counted(do: Do, serata: Path) -> None:
    """What a newer version added is carried along, and said."""
    with Session.open(serata, FileKind.EVENING) as session:
        session.record("later", new("hologram", text="x"))
    assert "1 elemento di una versione più nuova, conservato\n" in do("info", "s.serata").out
    assert do("info", "s.serata", "--json").json["newer"] == 1


def test_the_key_of_the_tokens_is_forgotten_too(do: Do, serata: Path, people: Path, folder: Path) -> None:
    """Nobody can give the tokens of the evening a name again with the list and what is left of the register."""
    do("people", "import", "s.serata", people)
    assert b"register_key" in (folder / "s.registro").read_bytes()
    assert b"register_key" not in serata.read_bytes()
    key = register_key(folder / "s.registro")
    do("forget", "s.registro", "--all")
    assert key.encode() not in (folder / "s.registro").read_bytes()


def register_key(path: Path) -> str:
    """Return the key of a register's tokens."""
    with Session.look(path) as register:
        (thing,) = register.things("register_key")
        return thing.text("key")
