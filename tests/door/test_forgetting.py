"""Forgetting: the names go from every byte, the counts stay."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitatore.deliver.process_figures import read_process
from facilitatore.door.actions import check_in, move_guest, send_away, welcome_walk_in
from facilitatore.door.balance import presence_of
from facilitatore.door.forgetting import (
    destroy_register,
    forget_everybody,
    forget_person,
    is_due,
    loses_of,
    retention_of,
)
from facilitatore.door.people import read_arrivals, read_expected, read_guests, read_persons
from facilitatore.door.presence import note_presence, read_presences
from facilitatore.errors import FileLocked, FileMissing, Forgotten, WrongKind
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.session import FileKind, Session, edit, new
from facilitatore.session.backup import backup_folder
from facilitatore.session.building import copy_facts
from facilitatore.session.cipher import set_passphrase
from facilitatore.session.fact_file import FactFile
from facilitatore.session.joining.merge import join_into
from facilitatore.session.joining.records import joins_folder
from facilitatore.session.keys import is_available
from facilitatore.session.places import data_folder, mark_writing
from facilitatore.synthesis.overview import read_synthesis
from tests.homes import at_home

WALK_IN = "Zenobia"


def with_guests(evening: Session, register: Session) -> list[str]:
    """Let everybody of the list in, and a walk-in; read two badges at other groups. Return the ids of the groups."""
    groups = [group.id for group in read_groups(evening)]
    for number, person in enumerate(read_persons(register)):
        check_in(evening, person, group=groups[number] if number else None)
    welcome_walk_in(evening, name=WALK_IN, group=groups[0])
    first, second = read_guests(evening)[:2]
    note_presence(evening, first.token, group=groups[2])
    note_presence(evening, second.token, group=groups[0])
    note_presence(evening, "SOMEBODY2345", group=groups[1])
    return groups


def counts_of(evening: Session, register: Session | None = None) -> object:
    """Return everything that is counted of who came."""
    synthesis = read_synthesis(evening)
    figures = [synthesis.figures, *(group.figures for group in synthesis.groups)]
    groups = read_groups(evening)
    return figures, read_process([evening]), presence_of(read_expected(evening, register), groups)


def bytes_with(secret: str, *folders: Path) -> list[Path]:
    """Return the files in which these letters stand."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if secret.encode() in path.read_bytes()]


def test_the_counts_are_the_same_before_and_after(evening: Session, register: Session) -> None:
    """Figures of the synthesis, of the path and of the door, with those whose badge was read at a group."""
    with_guests(evening, register)
    before = counts_of(evening, register)
    forget_everybody(evening)
    assert counts_of(evening, register) == before
    assert read_guests(evening) == []
    assert len(read_arrivals(evening)) == 4
    assert all(guest.badge_name == "" for guest in read_arrivals(evening))


def test_one_person_forgotten_is_still_counted(evening: Session, register: Session) -> None:
    """The others keep their names."""
    with_guests(evening, register)
    before = counts_of(evening, register)
    forget_person(evening, [next(guest.id for guest in read_guests(evening) if guest.walk_in)])
    assert counts_of(evening, register) == before
    assert len(read_guests(evening)) == 3


def test_forgetting_twice_is_forgetting_once(evening: Session, register: Session) -> None:
    """Also after a power cut between noting who came and forgetting the names."""
    with_guests(evening, register)
    before = counts_of(evening, register)
    forget_everybody(evening)
    presences = read_presences(evening)
    forget_everybody(evening)
    assert read_presences(evening) == presences
    assert counts_of(evening, register) == before


def test_who_was_sent_away_is_not_counted(evening: Session) -> None:
    """Forgetting brings nobody back."""
    guest = welcome_walk_in(evening, name=WALK_IN).ids[0]
    welcome_walk_in(evening, name="Ada")
    send_away(evening, guest)
    forget_everybody(evening)
    assert len(read_arrivals(evening)) == 1


def test_a_removed_group_keeps_its_count(evening: Session) -> None:
    """A badge read in a group that is no more counts where it was let in."""
    groups = [group.id for group in read_groups(evening)]
    welcome_walk_in(evening, name=WALK_IN, group=groups[0])
    note_presence(evening, read_guests(evening)[0].token, group=groups[1])
    thing = evening.get(groups[1])
    assert thing is not None
    evening.record("remove_group", edit(thing, deleted=True))
    before = counts_of(evening)
    forget_everybody(evening)
    assert counts_of(evening) == before


def test_two_doors_forget_alike(evening: Session, register: Session, tmp_path: Path) -> None:
    """Each laptop forgets its copy; joined, everybody is counted once."""
    with_guests(evening, register)
    before = counts_of(evening)
    copy_facts(evening.all_facts(), tmp_path / "due.serata")
    with Session.open(tmp_path / "due.serata") as other:
        forget_everybody(other)
        forget_everybody(evening)
    join_into(evening, [tmp_path / "due.serata"])
    assert counts_of(evening) == before
    assert len(read_arrivals(evening)) == 4


def test_names_are_gone_from_every_byte(evening: Session, register: Session, tmp_path: Path) -> None:
    """File, journal, backups: and the backups are still there, with all the rest."""
    with_guests(evening, register)
    assert evening.back_up() is not None
    assert bytes_with(WALK_IN, evening.path.parent, data_folder())
    forget_everybody(evening)
    evening.close()
    assert bytes_with(WALK_IN, tmp_path) == []
    copies = [path for path in backup_folder(evening.id).iterdir() if path.suffix == ".serata"]
    assert copies
    with Session.look(copies[-1]) as copy:
        assert (len(read_groups(copy)), read_guests(copy)) == (3, [])


def test_an_older_backup_brings_no_name_back(evening: Session, tmp_path: Path) -> None:
    """It was written anew, with the wish to forget: joined or used instead of the file, it brings nobody."""
    welcome_walk_in(evening, name=WALK_IN)
    stolen = tmp_path / "altrove.serata"
    copy_facts(evening.all_facts(), stolen)
    evening.back_up()
    forget_everybody(evening)
    copies = [path for path in backup_folder(evening.id).iterdir() if path.suffix == ".serata"]
    assert join_into(evening, [*copies, stolen]).new == 0
    with Session.open(copies[0]) as restored:
        join_into(restored, [stolen])
        assert read_guests(restored) == []
        with pytest.raises(Forgotten):
            welcome_walk_in(restored, name=WALK_IN)


def test_a_join_that_forgets_cleans_the_backups_too(
    evening: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name goes where the person who accepted the join would not look."""
    welcome_walk_in(evening, name=WALK_IN)
    copy_facts(evening.all_facts(), tmp_path / "due.serata")
    evening.back_up()
    with monkeypatch.context() as elsewhere:
        for variable, folder in at_home(tmp_path / "altro portatile").items():
            elsewhere.setenv(variable, folder)
        with Session.open(tmp_path / "due.serata") as other:
            forget_everybody(other)
    assert bytes_with(WALK_IN, data_folder())
    join_into(evening, [tmp_path / "due.serata"])
    evening.close()
    assert bytes_with(WALK_IN, tmp_path) == []


def test_forgetting_a_register_takes_persons_marks_and_key(register: Session) -> None:
    """Nothing is left by which a token could be given a name again."""
    register.record("left_out", new("left_out", mark="0123456789"))
    assert loses_of(register) == {"person": 3, "left_out": 1, "register_key": 1}
    forget_everybody(register)
    assert loses_of(register) == {}
    register.close()
    assert bytes_with("Kovalchuk", register.path.parent) == []


def test_doubles_of_two_laptops_are_forgotten_together(register: Session) -> None:
    """A person is all the things with one token."""
    person = read_persons(register)[0]
    register.record("again", new("person", first_name="Andrea", family_name="Ferrario", token=person.token))
    forget_person(register, [person.id])
    assert len(read_persons(register)) == 2
    assert len(register.things("person")) == 2


def test_a_wrong_id_forgets_nobody(evening: Session) -> None:
    """Nor a group whose id is given."""
    before = evening.fingerprint()
    forget_person(evening, [read_groups(evening)[0].id, "ff" * 16])
    assert evening.fingerprint() == before


def test_a_nameless_guest_cannot_be_let_in_again(evening: Session, register: Session) -> None:
    """The evening is over: it says so."""
    with_guests(evening, register)
    forget_everybody(evening)
    with pytest.raises(Forgotten):
        check_in(evening, read_persons(register)[0])


def test_a_moved_guest_is_counted_where_it_was_moved(evening: Session) -> None:
    """What was said last at the door holds."""
    groups = [group.id for group in read_groups(evening)]
    guest = welcome_walk_in(evening, name=WALK_IN, group=groups[0]).ids[0]
    note_presence(evening, read_guests(evening)[0].token, group=groups[0])
    move_guest(evening, guest, group=groups[1])
    before = counts_of(evening)
    forget_everybody(evening)
    assert counts_of(evening) == before


# -- when ---------------------------------------------------------------------------------------------------------


def test_names_are_due_after_their_last_day(evening: Session) -> None:
    """The day itself is still allowed; where there is nobody, nothing is due."""
    assert not is_due(evening, date(2030, 1, 1))
    welcome_walk_in(evening, name=WALK_IN)
    assert retention_of(evening) == date(2018, 4, 8)
    assert [is_due(evening, date(2018, 4, day)) for day in (7, 8, 9)] == [False, False, True]
    edit_evening(evening, keep_until="2018-05-01")
    assert not is_due(evening, date(2018, 4, 9))
    forget_everybody(evening)
    assert not is_due(evening, date(2030, 1, 1))


def test_a_register_is_due_after_its_last_evening(register: Session) -> None:
    """Three months after the last date somebody registered for; with none it has no term."""
    assert retention_of(register) is None
    assert not is_due(register, date(2030, 1, 1))
    first, second = register.things("person")[:2]
    register.record("a", edit(first, registrations=[{"evening": "2018-01-08", "group": ""}, {"evening": "-"}]))
    register.record("b", edit(second, registrations=[{"evening": "2018-01-29", "group": ""}, "x"]))
    assert retention_of(register) == date(2018, 4, 29)
    assert is_due(register, date(2018, 4, 30))


# -- the whole register -------------------------------------------------------------------------------------------


def test_a_destroyed_register_is_gone_with_its_backups_and_joins(register: Session, tmp_path: Path) -> None:
    """No byte of a name is left on the laptop, and the evening still counts."""
    register.back_up()
    joins_folder(register.id).mkdir(parents=True)
    (joins_folder(register.id) / "1.json").write_text("Kovalchuk")
    path, folder = register.path, backup_folder(register.id)
    path.with_name(f"{path.name}.0a1b2c3d.part").write_text("Kovalchuk")
    register.close()
    (path.with_name(path.name + "-journal")).write_text("")
    assert destroy_register(path).backups >= 1
    assert not path.exists()
    assert not folder.exists()
    assert bytes_with("Kovalchuk", tmp_path) == []
    assert list(path.parent.glob("*.registro*")) == []


def test_the_bytes_are_overwritten_before_the_file_goes(register: Session, tmp_path: Path) -> None:
    """A second name of the same file shows what happened to its bytes."""
    register.close()
    other = tmp_path / "secondo nome"
    other.hardlink_to(register.path)
    destroy_register(register.path)
    assert other.read_bytes() == b""


def test_an_open_register_is_not_destroyed(register: Session) -> None:
    """By this program or by another."""
    with pytest.raises(FileLocked):
        destroy_register(register.path)
    assert len(read_persons(register)) == 3


def test_an_evening_is_not_destroyed(evening: Session, tmp_path: Path) -> None:
    """Nor one that is called like a register."""
    copy_facts(evening.all_facts(), tmp_path / "x.registro")
    for path in (evening.path, tmp_path / "x.registro"):
        before = path.read_bytes()
        with pytest.raises(WrongKind):
            destroy_register(path)
        assert path.read_bytes() == before


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(300))


@pytest.mark.parametrize("damage", [_cut, _zeroed, lambda path: path.write_bytes(b"")])
def test_a_broken_register_can_be_destroyed(register: Session, damage: Callable[[Path], object]) -> None:
    """It may still hold names; with no fact left nobody can say which backups were its own."""
    register.close()
    damage(register.path)
    assert not destroy_register(register.path).was_read
    assert not register.path.exists()


def test_a_register_of_which_something_is_left_takes_its_backups_along(evening: Session, register: Session) -> None:
    """Any fact of it that can still be read says which they are."""
    assert register.back_up()
    register.close()
    register.path.write_bytes(bytes(4096) + register.path.read_bytes()[4096:])
    done = destroy_register(register.path)
    assert (done.backups, done.was_read) == (1, True)
    assert not list((data_folder() / "backups").rglob("*.registro"))


@pytest.mark.skipif(not is_available(), reason="the optional part is not installed")
def test_a_register_whose_passphrase_is_lost_takes_its_backups_along(evening: Session, register: Session) -> None:
    """They were closed together, and begin with the same salt; those of another register stay."""
    assert register.back_up()
    register.close()
    set_passphrase(register.path, "", "otto parole che nessuno sa")
    with create_register(evening, register.path.with_name("altro.registro")) as other:
        kept = other.back_up()
    done = destroy_register(register.path)
    assert (done.backups, done.was_read) == (1, True)
    assert list((data_folder() / "backups").rglob("*.registro")) == [kept]


def test_where_there_is_none_nothing_is_destroyed(tmp_path: Path) -> None:
    """And it is said."""
    with pytest.raises(FileMissing):
        destroy_register(tmp_path / "x.registro")


def test_the_evening_counts_without_its_register(evening: Session, register: Session) -> None:
    """The tokens are enough."""
    with_guests(evening, register)
    before = counts_of(evening)
    register.close()
    destroy_register(register.path)
    assert counts_of(evening) == before


def test_another_register_keeps_its_backups(evening: Session, register: Session, tmp_path: Path) -> None:
    """Even one that is called the same."""
    other = tmp_path / "altro" / register.path.name
    other.parent.mkdir()
    with create_register(evening, other) as kept:
        copy = kept.back_up()
    register.close()
    destroy_register(register.path)
    assert copy is not None
    assert copy.exists()
    assert Session.look(other, FileKind.REGISTER).id == kept.id


HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(register: Session) -> Iterator[Path]:
    """Let another program hold the register."""
    path = register.path
    register.close()
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield path
        holder.communicate()


@pytest.mark.unix_like
@pytest.mark.skipif(os.name != "posix", reason="elsewhere the system refuses to remove it")
@pytest.mark.parametrize("trouble", ["damaged", "journal"])
def test_a_register_that_does_not_open_and_that_another_program_holds_is_not_destroyed(
    held: Path, trouble: str
) -> None:
    """Neither where its header is gone nor where a foreign journal lies beside it: nothing is touched."""
    if trouble == "damaged":
        with held.open("r+b") as file:
            file.write(bytes(100))
    else:
        held.with_name(f"{held.name}-journal").write_bytes(b"x" + bytes(600))
    before = {path.name: path.read_bytes() for path in held.parent.iterdir() if path.is_file()}
    with pytest.raises(FileLocked):
        destroy_register(held)
    assert {path.name: path.read_bytes() for path in held.parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_lies_beside_a_destroyed_register_goes_with_it(register: Session, ending: str) -> None:
    """A journal holds pages of it, names included, whoever left it."""
    path = register.path
    register.close()
    path.with_name(path.name + ending).write_bytes(b"Zdravka" * 100)
    assert destroy_register(path).was_read
    assert not path.with_name(path.name + ending).exists()


def test_a_blank_journal_of_our_own_goes_with_the_register(register: Session) -> None:
    """A program that was killed leaves it: its first byte is zero, the rest is not."""
    path = register.path
    register.close()
    mark_writing(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"\0" + b"Zdravka" * 100)
    destroy_register(path)
    assert list(path.parent.glob(f"{path.name}*")) == []


def test_a_broken_evening_called_a_register_leaves_the_copies_of_the_evening(evening: Session, tmp_path: Path) -> None:
    """Only what a register holds says whose copies may go."""
    assert evening.back_up() is not None
    copies = sorted(backup_folder(evening.id).iterdir())
    broken = tmp_path / "x.registro"
    copy_facts(evening.all_facts(), broken)
    with broken.open("r+b") as file:
        file.write(bytes(100))
    assert not destroy_register(broken).was_read
    assert sorted(backup_folder(evening.id).iterdir()) == copies


def test_a_register_is_destroyed_whatever_the_case_of_its_ending(register: Session) -> None:
    """A stick from another system writes names in capitals."""
    path = register.path
    register.close()
    loud = path.rename(path.with_suffix(".REGISTRO"))
    assert destroy_register(loud).was_read
    assert not loud.exists()


def test_a_person_without_a_token_is_forgotten_by_id(register: Session) -> None:
    """An older program gave none; nobody else without one goes with them."""
    register.record("add", *(new("person", first_name=name) for name in ("Zdravka", "Ludmila")))
    gone = next(thing for thing in register.things("person") if thing.text("first_name") == "Zdravka")
    forget_person(register, [gone.id])
    names = [thing.text("first_name") for thing in register.things("person")]
    assert "Zdravka" not in names
    assert "Ludmila" in names


@pytest.mark.parametrize(
    "registrations", [5, ["x"], [{"evening": 5}], [{"evening": None}], [{}], [{"evening": "ieri"}]]
)
def test_registrations_that_say_no_day_keep_nobody_and_raise_nothing(tmp_path: Path, registrations: object) -> None:
    """A register from elsewhere may hold anything; then nothing says how long its names may be kept."""
    with Session.create(tmp_path / "x.registro", FileKind.REGISTER, fields={"title": ""}) as register:
        register.record("add", new("person", first_name="Zdravka", registrations=registrations))
        assert retention_of(register) is None


def test_forgetting_says_what_changed(evening: Session, register: Session) -> None:
    """Of an evening also the presences that stay, so that whoever shows them counts again; of a register none."""
    guest = welcome_walk_in(evening, name=WALK_IN).ids[0]
    assert forget_person(evening, [guest]).kinds == {"purge", "guest", "presence"}
    assert forget_everybody(evening).kinds == {"purge", "guest", "presence"}
    assert forget_everybody(register).kinds == {"purge", "person", "left_out", "register_key"}


def test_what_may_not_be_destroyed_can_be_opened_at_once(evening: Session, tmp_path: Path) -> None:
    """Looking whether it may go leaves nothing open."""
    copy_facts(evening.all_facts(), tmp_path / "x.registro")
    with pytest.raises(WrongKind) as refused:
        destroy_register(tmp_path / "x.registro")
    FactFile(tmp_path / "x.registro").close()
    assert refused.value.path == tmp_path / "x.registro"


def test_a_register_with_a_strange_thing_in_it_is_destroyed(register: Session) -> None:
    """It is an evening only if the file itself is one."""
    register.record("add", new("evening", title="di un altro programma"))
    path = register.path
    register.close()
    assert destroy_register(path).was_read


def test_a_journal_beside_a_broken_register_goes_with_it(register: Session) -> None:
    """Nobody reads what it would undo, and it holds names."""
    path = register.path
    register.close()
    _zeroed(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"Zdravka" * 100)
    destroy_register(path)
    assert list(path.parent.glob(f"{path.name}*")) == []
