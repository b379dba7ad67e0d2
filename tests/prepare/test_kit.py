"""The sticks: all of one evening, and the names in the register alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from facilitatore.door.actions import check_in, welcome_walk_in
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.people import read_guests, read_persons
from facilitatore.errors import BadValue, DiskFull, FileExists, NeedsPassphrase, NotWritable
from facilitatore.prepare import kit
from facilitatore.prepare.actions import add_group, edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register, plan_kit, write_kit, write_plan
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.sentences import say
from facilitatore.session import FileKind, Session, edit, new
from facilitatore.session.cipher import set_passphrase
from facilitatore.session.register_place import register_path

NAMES = ["accoglienza.serata", "accoglienza.registro", "gruppo-A.serata", "gruppo-B.serata", "gruppo-C.serata"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a place for the kit, which is not there yet."""
    return tmp_path / "chiavette" / "lunedì"


def with_people(evening: Session) -> Session:
    """Import the sample list, and let three people in."""
    register = create_register(evening, register_path(evening.path))
    import_for_evening(evening, register, plan_import(evening, register, resource_path("sample", "people.csv")))
    for person in read_persons(register)[:3]:
        check_in(evening, person)
    welcome_walk_in(evening, name="Nadia")
    return register


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_the_kit_is_the_door_with_its_register_and_a_file_for_each_group(evening: Session, folder: Path) -> None:
    """These files, in this order, and no others."""
    written = write_kit(evening, folder)
    assert [path.name for path in written] == NAMES
    assert names_in(folder) == sorted(NAMES)


def test_every_file_is_the_same_evening(evening: Session, folder: Path) -> None:
    """They have the id and the facts of the evening: whatever is added to them can be joined."""
    for path in write_kit(evening, folder):
        if path.suffix == ".serata":
            with Session.open(path, FileKind.EVENING) as copy:
                assert (copy.id, copy.fingerprint()) == (evening.id, evening.fingerprint())


def test_equal_files_have_equal_bytes(evening: Session, folder: Path) -> None:
    """Nothing of the laptop or of the moment is in a file beyond its facts."""
    files = [path.read_bytes() for path in write_kit(evening, folder) if path.suffix == ".serata"]
    assert len(set(files)) == 1


def test_without_people_the_register_is_empty_and_called_like_the_path(evening: Session, folder: Path) -> None:
    """The door always has a register to import into."""
    with Session.open(write_kit(evening, folder)[1], FileKind.REGISTER) as register:
        root = register.get(register.id)
        assert root is not None
        assert (root.text("title"), read_persons(register)) == (
            "Disegniamo insieme il nostro futuro benessere sociale",
            [],
        )


def test_the_register_beside_the_evening_goes_with_the_door(evening: Session, folder: Path) -> None:
    """All its persons are there, and it is the same register."""
    register = with_people(evening)
    persons, identity = read_persons(register), register.id
    register.close()
    with Session.open(write_kit(evening, folder)[1]) as copy:
        assert (read_persons(copy), copy.id) == (persons, identity)


def test_an_open_register_can_be_given(evening: Session, folder: Path) -> None:
    """The window has it open, and an open file cannot be opened again."""
    with with_people(evening) as register, Session.open(write_kit(evening, folder, register)[1]) as copy:
        assert copy.fingerprint() == register.fingerprint()


def test_a_register_closed_with_a_passphrase_goes_to_the_door_closed(evening: Session, folder: Path) -> None:
    """Given open, or lying beside the evening: the words that open it here open it there."""
    words = "sole mare vento"
    with_people(evening).close()
    beside = register_path(evening.path)
    set_passphrase(beside, "", words)
    with Session.open(beside, FileKind.REGISTER, words) as register:
        written = write_kit(evening, folder, register)
        with Session.look(written[1], FileKind.REGISTER, words) as copy:
            assert copy.fingerprint() == register.fingerprint()
    with pytest.raises(NeedsPassphrase):
        Session.look(written[1])
    with pytest.raises(NeedsPassphrase):
        plan_kit(evening, folder / "altra")
    assert plan_kit(evening, folder / "altra", passphrase=words).people == tuple(copy.all_facts())


def test_no_surname_and_no_address_is_in_the_bytes_of_an_evening_file(evening: Session, folder: Path) -> None:
    """Whoever finds a group's stick learns first names, and nothing else of anybody."""
    prepared = evening.path.read_bytes().decode("utf-8", "ignore").casefold()  # "possiamo" holds a Po of its own
    with with_people(evening) as register:
        persons = read_persons(register)
        files = [path for path in write_kit(evening, folder, register) if path.suffix == ".serata"]
    firsts = {person.first_name.casefold() for person in persons}
    secrets = {text.casefold() for person in persons for text in (person.family_name, person.email, person.phone)}
    secrets = {text for text in secrets - firsts if text and text not in prepared}
    content = b"".join(path.read_bytes() for path in files).decode("utf-8", "ignore").casefold()
    assert len(secrets) > 150
    assert [secret for secret in secrets if secret in content] == []
    assert len(files) == 4


def test_the_guests_travel_with_every_file(evening: Session, folder: Path) -> None:
    """What the evening knows already, the sticks know as well."""
    with with_people(evening) as register:
        paths = write_kit(evening, folder, register)
    with Session.open(paths[-1]) as copy:
        assert read_guests(copy) == read_guests(evening)


@pytest.mark.parametrize("name", NAMES)
def test_a_kit_never_overwrites(evening: Session, folder: Path, name: str) -> None:
    """If one of its files is there already nothing is written, and that file stays as it was."""
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"lavoro di ieri")
    with pytest.raises(FileExists) as caught:
        write_kit(evening, folder)
    assert caught.value.path.name == name
    assert names_in(folder) == [name]
    assert (folder / name).read_bytes() == b"lavoro di ieri"


@pytest.mark.parametrize("step", ["build_file", "put_in_place"])
@pytest.mark.parametrize("fails_at", range(5))
def test_a_kit_that_fails_leaves_nothing(
    evening: Session, folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, step: str
) -> None:
    """Whichever file the disk is full at, no file is left, nor the folders that were made for them."""
    with_people(evening).close()
    right, done = getattr(kit, step), []

    def some(*given: Any) -> None:
        if len(done) == fails_at:
            raise DiskFull(folder)
        done.append(given)
        right(*given)

    monkeypatch.setattr(kit, step, some)
    with pytest.raises(DiskFull):
        write_kit(evening, folder)
    assert not folder.parent.exists()


def test_an_interrupted_kit_leaves_nothing(evening: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while a file is written: no file has its name, no part is left."""

    def interrupted(part: Path, *_facts: object) -> None:
        part.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(kit, "build_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_kit(evening, folder)
    assert not folder.parent.exists()


def test_a_folder_that_was_there_stays(evening: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the kit made is tidied up."""
    folder.mkdir(parents=True)
    (folder / "leggimi.txt").write_text("ciao", encoding="utf-8")

    def fail(target: Path, *_facts: object) -> None:
        raise NotWritable(target)

    monkeypatch.setattr(kit, "build_file", fail)
    with pytest.raises(NotWritable):
        write_kit(evening, folder)
    assert names_in(folder) == ["leggimi.txt"]


def test_a_file_where_the_folder_should_be_is_refused(evening: Session, tmp_path: Path) -> None:
    """The problem names that file, which stays."""
    place = tmp_path / "chiavette"
    place.write_bytes(b"x")
    with pytest.raises(FileExists) as caught:
        write_kit(evening, place)
    assert (caught.value.path, place.read_bytes()) == (place, b"x")


def test_planning_writes_nothing(evening: Session, folder: Path) -> None:
    """What goes on the sticks can be known before they are plugged in."""
    plan_kit(evening, folder)
    assert not folder.exists()


def test_a_plan_is_written_as_it_was_planned(evening: Session, folder: Path) -> None:
    """Writing to a slow stick needs no open evening; what changes meanwhile is not in it."""
    before, plan = evening.fingerprint(), plan_kit(evening, folder)
    edit_evening(evening, title="Cambiata nel frattempo")
    with Session.open(write_plan(plan)[0]) as copy:
        assert copy.fingerprint() == before


def test_two_groups_with_one_letter_get_two_files(evening: Session, folder: Path) -> None:
    """Two laptops may each have added a group D: both groups get their stick."""
    add_group(evening, title="Quarto")
    fourth = read_groups(evening)[3]
    add_group(evening, title="Quinto")
    fifth = next(thing for thing in evening.things("group") if thing.text("key") == "E")
    evening.record("same_letter", edit(fifth, key=fourth.key))
    names = [path.name for path in write_kit(evening, folder)]
    assert names[-2:] == ["gruppo-D.serata", "gruppo-D-2.serata"]


@pytest.mark.parametrize("key", ["../../altrove", "/etc/x", "", "A:B\\C", "."])
def test_the_letter_of_a_foreign_group_leads_nowhere_else(evening: Session, folder: Path, key: str) -> None:
    """A file from elsewhere may call a group by a path: every file is written in the folder asked for."""
    evening.record("strange", edit(evening.things("group")[0], key=key))
    written = write_kit(evening, folder)
    assert {path.resolve().parent for path in written} == {folder.resolve()}
    assert len(names_in(folder)) == len(NAMES)


def test_no_register_is_made_beside_a_groups_file(tmp_path: Path) -> None:
    """Surnames stay at the door, also when somebody opens the list on a group's laptop."""
    with create_evening(tmp_path / "gruppo-A.serata", find_template("vuota")) as session, pytest.raises(BadValue):
        create_register(session, tmp_path / "gruppo-A.registro")
    assert not (tmp_path / "gruppo-A.registro").exists()


def test_more_groups_than_any_evening_has_are_refused(evening: Session, folder: Path) -> None:
    """Sticks are made for as many groups as an evening can have; past that nothing is written, and it is said why."""
    few = len(read_groups(evening))
    for place in range(kit.MOST_GROUPS - few):
        evening.record("strange", new("group", key=f"G{place}", title=f"Gruppo {place}"))
    assert len(plan_kit(evening, folder).groups) == kit.MOST_GROUPS
    evening.record("strange", new("group", key="Z", title="Uno di troppo"))
    with pytest.raises(BadValue) as refused:
        write_kit(evening, folder)
    assert str(kit.MOST_GROUPS + 1) in say(refused.value)
    assert not folder.exists()
