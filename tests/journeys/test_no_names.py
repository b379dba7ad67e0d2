"""An evening from the list to the joined files: outside the register no byte says who anybody is.

The raw bytes of every file are read, free pages and journals included, after letting in, reading badges, undoing,
deleting, forgetting, joining and handing over, and in the middle of a transaction.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note, read_notes
from facilitatore.door.actions import check_in, mark_printed, move_guest, rename_guest, send_away, welcome_walk_in
from facilitatore.door.forgetting import forget_person
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.model import Person
from facilitatore.door.people import read_guests, read_persons
from facilitatore.door.presence import note_presence
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import FileKind, Session, remove
from facilitatore.session.building import part_beside
from facilitatore.session.facts import canonical_json
from facilitatore.session.joining.merge import join_files, join_into
from facilitatore.session.places import data_folder
from facilitatore.session.register_place import register_path

TAX_CODE = "MLGGLI80A41B819X"
SHORTEST = 4
"""Letters of a family name that is looked for as it stands: «Po» is in every page of any book."""


def secrets_of(persons: Iterable[Person], allowed: str) -> set[str]:
    """Return what only the register may say of these persons, and is not in the `allowed` text of the evening."""
    listed = list(persons)
    words = {TAX_CODE, TAX_CODE[:11]}
    for person in listed:
        words |= {person.family_name, person.email, person.phone, person.note, person.email.partition("@")[0]}
        words |= {f"{person.first_name} {person.family_name}", f"{person.family_name} {person.first_name}"}
    firsts = {word for person in listed for word in folded(person.first_name).split()}
    return {
        word
        for word in words
        if len(word) >= SHORTEST and folded(word) not in firsts | {""} and folded(word) not in allowed
    }


def folded(text: str) -> str:
    """Return a text small and without accents."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(char for char in bare if not unicodedata.combining(char)).casefold()


def spellings(data: bytes) -> str:
    """Return what bytes say in every way in which a name may lie in them, small and without accents."""
    texts = [data.decode("utf-8", "ignore"), data.decode("latin-1")]
    texts += [data[start:].decode(code, "ignore") for code in ("utf-16-le", "utf-16-be") for start in (0, 1)]
    return "\n".join(map(folded, texts))


def escaped(secret: str) -> str:
    """Return a secret as JSON of ASCII alone writes it."""
    return json.dumps(secret)[1:-1].casefold()


def found_in(path: Path, secrets: set[str]) -> list[str]:
    """Return the secrets that the bytes of a file say."""
    data = path.read_bytes()
    for drawn in ids_in(path):  # by chance four letters stand in some of so many random bytes
        data = data.replace(drawn, bytes(len(drawn)))
    said = spellings(data)
    return [secret for secret in secrets if folded(secret) in said or escaped(secret) in said]


def ids_in(path: Path) -> set[bytes]:
    """Return the ids and hashes in the facts of a file; none where it is no whole session file."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db:
        return {blob for row in db.execute("SELECT id, session, entity, by FROM fact") for blob in row if blob}
    return set()


def evening_files(*folders: Path) -> list[Path]:
    """Return every file in these folders, less the registers and their own journals and backups."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if ".registro" not in path.name]


@pytest.fixture
def held(tmp_path: Path) -> tuple[Path, set[str]]:
    """Hold an evening with the sample list, up to the joined file; return its folder and the secrets of the list."""
    folder = tmp_path / "serata"
    folder.mkdir()
    table = folder / "elenco.csv"
    text = resource_path("sample", "people.csv").read_text(encoding="utf-8").splitlines()
    extra = ["Codice fiscale,Note", *[f"{TAX_CODE},con il deambulatore" for _ in text[1:]]]
    table.write_text("\n".join(f"{row},{more}" for row, more in zip(text, extra, strict=True)), encoding="utf-8")
    with create_evening(folder / "serata.serata", find_template("carpi-2018-1")) as session:
        kit = write_kit(session, folder)
        prepared = folded(" ".join(fact.data for fact in session.all_facts()))
    persons = _open_the_door(kit[0], table)
    table.unlink()
    for path in kit[2:]:
        _work_in_the_group(path, persons)
    join_files([kit[0], *kit[2:]], folder / "unita.serata")
    with Session.open(kit[0]) as session:
        join_into(session, kit[2:])
        forget_person(session, [read_guests(session)[3].id])
    join_files([folder / "unita.serata", kit[0]], folder / "anno.percorso")
    notes = folded(" ".join(path.read_text(encoding="utf-8") for path in resource_path("sample").glob("notes-*.csv")))
    return folder, secrets_of(persons, prepared + notes)


def _open_the_door(door: Path, table: Path) -> list[Person]:
    with Session.open(door) as session, Session.open(register_path(door), FileKind.REGISTER) as register:
        import_for_evening(session, register, plan_import(session, register, table))
        persons = read_persons(register)
        groups = [group.id for group in read_groups(session)]
        for number, person in enumerate(persons[:40]):
            check_in(session, person, group=groups[number % 3])
        guests = read_guests(session)
        rename_guest(session, guests[0].id, name=f"{persons[0].first_name} {persons[0].family_name[0]}.")
        move_guest(session, guests[1].id, group=groups[2])
        send_away(session, guests[2].id)
        welcome_walk_in(session, name="Nadia")
        session.undo()
        mark_printed(session, [guest.id for guest in read_guests(session)])
        session.back_up()
    return persons


def _work_in_the_group(path: Path, persons: list[Person]) -> None:
    with Session.open(path) as session:
        group = read_groups(session)[0].id
        for number, person in enumerate(persons[:30]):
            note_presence(session, person.token, group=group)
            add_note(session, group=group, text=f"Una proposta, la numero {number}")
        for note in read_notes(session, group)[::2]:
            thing = session.get(note.id)
            assert thing is not None
            session.record("remove_note", remove(thing))
        session.back_up()


def test_no_byte_outside_the_register_names_anybody(held: tuple[Path, set[str]]) -> None:
    """Neither in the sticks, nor in the joined file, nor in the percorso, nor in the backups of the evening."""
    folder, secrets = held
    files = evening_files(folder, data_folder())
    assert len(secrets) > 180
    assert {path.suffix for path in files} >= {".serata", ".percorso"}
    assert len([path for path in files if path.is_relative_to(data_folder())]) >= 4
    assert {path.name: found for path in files if (found := found_in(path, secrets))} == {}


def test_the_search_finds_them_in_the_register(held: tuple[Path, set[str]]) -> None:
    """What is looked for is there to be found, in each of the ways of writing; but no tax code, not even there."""
    folder, secrets = held
    register = folder / "accoglienza.registro"
    found = set(found_in(register, secrets))
    assert TAX_CODE not in found
    assert len(found) > 150
    some = sorted(found)[:20]
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        probe = folder / "prova.bin"
        probe.write_bytes(b"x" + " ".join(some).upper().encode(code))
        assert found_in(probe, set(some)) == some or set(found_in(probe, set(some))) == set(some)
    probe.write_bytes(json.dumps("; ".join(some)).encode())
    assert set(found_in(probe, set(some))) == set(some)


def test_no_journal_in_the_middle_of_a_commit_names_anybody(held: tuple[Path, set[str]], tmp_path: Path) -> None:
    """While the evening is written its pages are on the disk twice."""
    folder, secrets = held
    copy = tmp_path / "in scrittura.serata"
    shutil.copy(folder / "accoglienza.serata", copy)
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute("PRAGMA cache_size=5")
    db.execute("BEGIN IMMEDIATE")
    data = canonical_json({"text": "mezza nota " * 40})
    db.execute("UPDATE fact SET data = data || ' '")
    db.executemany(
        "INSERT INTO fact VALUES (?,?,?,?,?,?,?,?)",
        [
            (bytes([255, *number.to_bytes(21)]), b"s" * 16, b"e" * 16, "note", 1, b"d" * 8, data, b"")
            for number in range(999)
        ],
    )
    journal = copy.with_name(copy.name + "-journal")
    assert journal.stat().st_size > 10_000
    assert [found_in(path, secrets) for path in (journal, copy)] == [[], []]
    db.execute("ROLLBACK")
    db.close()


def test_no_half_file_names_anybody(held: tuple[Path, set[str]]) -> None:
    """A program killed while it joins leaves a part: it holds the evening's facts and no more."""
    folder, secrets = held
    whole = (folder / "unita.serata").read_bytes()
    part = part_beside(folder / "unita.serata")
    part.write_bytes(whole[: len(whole) // 2])
    assert found_in(part, secrets) == []


def test_who_was_forgotten_is_in_no_file_any_more(held: tuple[Path, set[str]]) -> None:
    """Joined again with the older files, the percorso is without the name that the door forgot."""
    folder, _ = held
    with Session.open(folder / "accoglienza.serata") as session:
        gone = welcome_walk_in(session, name="Zenobia").ids[0]
        session.back_up()
        shutil.copy(session.path, folder / "vecchia.serata")
        forget_person(session, [gone])
    join_files([folder / "vecchia.serata", folder / "accoglienza.serata"], folder / "anno.percorso")
    (folder / "vecchia.serata").unlink()
    assert [path for path in evening_files(folder, data_folder()) if found_in(path, {"Zenobia"})] == []
