"""Files that are not what they should be: said in one sentence, and left as they are."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitatore.session import Session

Do = Callable[..., object]
Refused = Callable[..., str]

COMMANDS = {
    "info": ["info", "s.serata"],
    "info --json": ["info", "s.serata", "--json"],
    "people list": ["people", "list", "s.serata", "--json"],
    "people check-in": ["people", "check-in", "s.serata", "Ada", "--walk-in"],
    "people import": ["people", "import", "s.serata", "elenco.csv"],
    "badges": ["badges", "s.serata", "-o", "b.pdf"],
    "notes import": ["notes", "import", "s.serata", "elenco.csv"],
    "notes list": ["notes", "list", "s.serata", "--json"],
    "kit": ["kit", "s.serata", "-o", "chiavette"],
    "merge": ["merge", "s.serata", "-o", "u.serata", "--json"],
    "merge into": ["merge", "buona.serata", "-o", "s.serata"],
    "merge with another": ["merge", "buona.serata", "s.serata", "-o", "u.serata"],
    "export": ["export", "s.serata", "--format", "html", "-o", "s.html"],
    "check": ["check", "s.serata"],
    "forget": ["forget", "s.serata", "--all"],
}
"""Every command that is given a file."""

HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def header_with(data: bytes, place: int, value: int) -> bytes:
    """Return the bytes of a file with a number of four bytes put at a place."""
    return data[:place] + value.to_bytes(4, "big") + data[place + 4 :]


def another_database(path: Path) -> None:
    """Write a database of another program."""
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE fact(id)")
    db.close()


def altered_fact(path: Path) -> None:
    """Change the words of a fact, as somebody with a database program would."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE fact SET data = replace(data, 'Casa', 'Cosa') WHERE kind = 'group'")
    db.close()


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "of no byte": (lambda path: path.write_bytes(b""), "non è un file di Facilitatore"),
    "of one byte": (lambda path: path.write_bytes(b"S"), "non è un file di Facilitatore"),
    "a text": (lambda path: path.write_text("Cara Ada,", encoding="utf-8"), "non è un file di Facilitatore"),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG" + bytes(2000)), "non è un file di Facilitatore"),
    "a database of others": (another_database, "non è un file di Facilitatore"),
    "without our mark": (lambda path: path.write_bytes(header_with(path.read_bytes(), 68, 1)), "non è un file"),
    "of a later version": (
        lambda path: path.write_bytes(header_with(path.read_bytes(), 60, 7)),
        "(formato 7, questa legge fino al 2)",
    ),
    "cut in half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "danneggiato"),
    "overwritten": (
        lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)),
        "danneggiato",
    ),
    "altered": (altered_fact, "danneggiato"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "non è un file di Facilitatore"),
    "not there": (lambda path: path.unlink(), "non c’è"),
}


@pytest.fixture
def pair(do: Do, serata: Path, folder: Path) -> Path:
    """Put a good copy and a list beside the evening, on which the damage is done."""
    (folder / "buona.serata").write_bytes(serata.read_bytes())
    (folder / "elenco.csv").write_text("Nome;Cognome;testo\nAda;Neri;Una\n", encoding="utf-8")
    return serata


MADE_OR_COUNTED = {("not there", "merge into"), ("altered", "merge"), ("altered", "merge with another")}
"""A missing target is made; a merge leaves altered facts out, and counts them."""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_not_whole_is_refused_by_every_command(refused: Refused, pair: Path, damage: str) -> None:
    """The sentence names the file and says what is wrong; nothing is touched, nothing written."""
    spoil, words = DAMAGES[damage]
    spoil(pair)
    for name, command in COMMANDS.items():
        if (damage, name) not in MADE_OR_COUNTED and not (damage == "altered" and name == "merge into"):
            sentence = refused(*command)
            assert words in sentence, name
            assert "«s.serata»" in sentence, name


def test_altered_facts_are_left_out_of_a_merge_and_counted(do: Do, pair: Path) -> None:
    """What somebody changed behind our back does not reach the joined evening."""
    altered_fact(pair)
    document = do("merge", "buona.serata", "s.serata", "-o", "u.serata", "--json").json
    assert document["refused"] == 1
    assert do("check", "u.serata").code == 0


def test_a_file_cut_anywhere_is_refused(refused: Refused, pair: Path) -> None:
    """After any number of bytes, at the ends of pages and within."""
    whole = pair.read_bytes()
    chosen = [len(whole) * part // 21 + part for part in range(1, 21)]
    for length in sorted({0, 1, 15, 16, 99, 100, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1, *chosen}):
        pair.write_bytes(whole[:length])
        for command in ("check", "info"):
            assert "«s.serata»" in refused(command, "s.serata")


def test_one_flipped_bit_is_noticed_or_harmless(do: Do, pair: Path) -> None:
    """Wherever a bit flips the file is refused, or all that it holds is exactly what was written; never touched."""
    whole = pair.read_bytes()
    expected = do("info", "s.serata", "--json").json
    places = [*range(100), *range(100, 160, 3), *(len(whole) * part // 81 + part for part in range(1, 81))]
    noticed = 0
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        pair.write_bytes(flipped)
        for command in (["info", "s.serata", "--json"], ["check", "s.serata"]):
            said = do(*command)
            assert said.code in (0, 1)
            if said.code:
                noticed += 1
                assert said.sentence.endswith(".")
            elif command[0] == "info":
                assert said.json == expected, place
            else:
                assert expected["fingerprint"] in said.out, place
            assert pair.read_bytes() == flipped, place
    assert noticed > len(places) // 2


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600), b"x"])
def test_a_foreign_journal_is_never_followed(
    refused: Refused, pair: Path, folder: Path, ending: str, content: bytes
) -> None:
    """Beside a journal that this laptop did not leave no command reads or writes anything."""
    (folder / f"s.serata{ending}").write_bytes(content)
    for name, command in COMMANDS.items():
        assert "non è di questo portatile" in refused(*command), name


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_foreign_journal_beside_the_register_is_never_followed(
    do: Do, refused: Refused, pair: Path, folder: Path, ending: str
) -> None:
    """The register is a file from elsewhere as well."""
    do("people", "import", "s.serata", "elenco.csv")
    (folder / f"s.registro{ending}").write_bytes(b"x" + bytes(600))
    for name in ("people list", "people check-in", "people import", "kit"):
        command = [word for word in COMMANDS[name] if word != "--walk-in"]
        assert "«s.registro»" in refused(*command), name


def test_a_forged_journal_deletes_nothing(refused: Refused, pair: Path, folder: Path) -> None:
    """A journal that names another file does not make it disappear."""
    victim = folder / "tesi.odt"
    victim.write_bytes(b"tre anni di lavoro")
    name = str(victim).encode()
    magic = bytes.fromhex("d9d505f920a163d7")
    checksum = sum(name).to_bytes(4, "big")
    tail = (1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big") + checksum + magic
    (folder / "s.serata-journal").write_bytes(magic + bytes(504) + tail)
    for command in COMMANDS.values():
        refused(*command)
    assert victim.read_bytes() == b"tre anni di lavoro"


@pytest.fixture
def held(pair: Path) -> Iterator[Path]:
    """Let another program hold the evening."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(pair)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield pair
        holder.communicate()


@pytest.mark.parametrize("name", ["info", "people check-in", "merge", "merge into", "check", "export"])
def test_a_file_open_elsewhere_is_refused(refused: Refused, held: Path, name: str) -> None:
    """Another program is at work on it: nothing is read halfway."""
    assert "già aperto in un altro programma" in refused(*COMMANDS[name])


def test_a_file_open_in_this_program_is_refused(refused: Refused, pair: Path) -> None:
    """Two windows on one evening would not know of each other."""
    with Session.open(pair):
        assert "già aperto" in refused("info", "s.serata")
