"""Joining files: a union, in any order, whose bytes depend on the facts alone."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.errors import AsksToForget, FileExists, FileMissing, OtherEvening, WrongKind
from facilitatore.session import FileKind, Session, edit, new
from facilitatore.session.building import copy_facts
from facilitatore.session.check import check_file
from facilitatore.session.facts import make_fact
from facilitatore.session.joining.merge import join_files, join_into, plan_join
from facilitatore.session.places import data_folder
from facilitatore.session.rescue.salvage import salvage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def laptops(tmp_path: Path) -> list[Path]:
    """Return the files of three laptops that started from one, each with notes of its own."""
    first = tmp_path / "0.serata"
    forge.evening(first, "comune").close()
    paths = [first, tmp_path / "1.serata", tmp_path / "2.serata"]
    for path in paths[1:]:
        shutil.copyfile(first, path)
    for path in paths:
        with Session.open(path) as session:
            session.record("add", new("note", text=f"di {path.stem}"))
            session.record("edit", edit(session.things("note")[0], text=f"comune, secondo {path.stem}"))
    return paths


@pytest.fixture
def named(laptops: list[Path]) -> list[Path]:
    """Return the same files, each with two guests: one of all, who is another name on each, and one of its own."""
    with Session.open(laptops[0]) as session:
        session.record("welcome", new("guest", badge_name="Zenobia", token="A" * 12))
        common = session.all_facts()
    for path in laptops:
        with Session.open(path) as session:
            session.take_in_facts(common)
            session.record("edit", edit(session.things("guest")[0], badge_name=f"Zenobia {path.stem}"))
            session.record("welcome", new("guest", badge_name=f"Ada {path.stem}", token=f"{path.stem * 12}"))
    return laptops


def forget_guests(path: Path, *, everybody: bool = False) -> None:
    """Ask that the guests of a file be forgotten, or all guests of the evening."""
    with Session.open(path) as session:
        ids = [guest.id for guest in session.things("guest")]
        session.forget(kinds=["guest"]) if everybody else session.forget(ids=ids)


def test_join_holds_everything(laptops: list[Path], tmp_path: Path) -> None:
    """Every note of every laptop is in the joined file."""
    target = tmp_path / "all.serata"
    report = join_files(laptops, target)
    with Session.open(target) as session:
        texts = {note.text("text") for note in session.things("note")}
        assert {"di 0", "di 1", "di 2"} <= texts
        assert session.conflicts() == list(report.conflicts)
        assert set(report.conflicts[0].values) == {f"comune, secondo {number}" for number in range(3)}
    assert (report.new, report.same, report.refused) == (8, 4, 0)


def test_join_in_any_order_has_the_same_bytes(laptops: list[Path], tmp_path: Path) -> None:
    """The joined file does not tell who came first, though the laptops wrote at the same time."""
    results = set()
    for path in laptops:
        with Session.open(path) as session:
            session.record("add", new("note", text=f"dopo, di {path.stem}"))
    for number, order in enumerate(itertools.permutations(laptops)):
        target = tmp_path / f"all-{number}.serata"
        join_files(order, target)
        results.add(target.read_bytes())
    assert len(results) == 1


def test_join_one_by_one_has_the_same_bytes(laptops: list[Path], tmp_path: Path) -> None:
    """Joining into what was joined before gives the file that joining all at once gives."""
    once, step = tmp_path / "once.serata", tmp_path / "step.serata"
    join_files(laptops, once)
    for path in laptops:
        join_files([path], step)
    assert step.read_bytes() == once.read_bytes()


def test_joining_what_is_there_writes_nothing(laptops: list[Path], tmp_path: Path) -> None:
    """A second join leaves the very same file."""
    target = tmp_path / "all.serata"
    join_files(laptops, target)
    before = target.stat()
    assert join_files(laptops, target).new == 0
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_joining_an_old_copy_after_forgetting_writes_nothing(named: list[Path], tmp_path: Path) -> None:
    """A copy that only has what was forgotten brings nothing."""
    target = tmp_path / "all.serata"
    join_files(named, target)
    forget_guests(target)
    join_files([target], target)
    before = target.stat()
    report = join_files(named, target)
    assert (report.new, report.files[0].forgotten) == (0, 3)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_join_applies_what_one_file_forgets_to_all(named: list[Path], tmp_path: Path) -> None:
    """What one laptop forgot is in no byte of the joined file."""
    forget_guests(named[2])
    target = tmp_path / "all.serata"
    assert join_files(named, target).files[2].forgets == 2
    assert b"Zenobia" not in target.read_bytes()
    assert b"Ada 1" in target.read_bytes()


def test_who_is_forgotten_is_counted_in_any_order_and_grouping(named: list[Path], tmp_path: Path) -> None:
    """The wish in one file, its guests in the others: one fingerprint, and each guest leaves one presence."""
    forget_guests(named[0], everybody=True)
    whole = tmp_path / "whole.serata"
    join_files(named, whole)
    for number, order in enumerate(itertools.permutations(named)):
        pair, last = tmp_path / f"pair-{number}.serata", tmp_path / f"last-{number}.serata"
        join_files(order[:2], pair)
        join_files([pair, order[2]], last)
        assert last.read_bytes() == whole.read_bytes()
        with Session.open(tmp_path / f"pair-{number}.serata") as session:
            join_into(session, [order[2]])
            assert session.fingerprint() == check_file(whole).fingerprint
    with Session.look(whole) as session:
        assert session.things("guest") == []
        assert len({one.text("token") for one in session.things("presence")}) == 4
    assert b"Zenobia" not in whole.read_bytes()


@pytest.mark.parametrize("asking", ["target", "file"])
def test_a_join_that_would_forget_writes_nothing_unless_it_may(asking: str, named: list[Path], tmp_path: Path) -> None:
    """Whoever holds the wish, the target too, which took it in when there was nothing to lose."""
    target = tmp_path / "all.serata"
    forget_guests(named[0], everybody=True)
    join_files(named[:1], target, forgetting=False)
    if asking == "file":
        join_files(named[1:2], target := tmp_path / "other.serata")
    before = target.read_bytes()
    with pytest.raises(AsksToForget) as caught:
        join_files(named[1:] if asking == "target" else named[:1], target, forgetting=False)
    assert caught.value.path == (target if asking == "target" else named[0])
    assert caught.value.loses == {"guest": 3 if asking == "target" else 2}
    assert target.read_bytes() == before
    assert join_files(named, target).lost["guest"] >= 2


@pytest.mark.parametrize("kind", ["note", "evening", "purge", "presence", ""])
def test_a_wish_to_forget_what_nobody_can_has_no_effect(kind: str, laptops: list[Path], tmp_path: Path) -> None:
    """Of a kind, or of one thing; in the union, in an open file, in a rescued one: it comes along, and nothing goes."""
    with Session.look(laptops[0]) as session:
        facts, evening, note = session.all_facts(), bytes.fromhex(session.id), session.things("note")[0].id
    fields, entity = ({"kind": kind}, evening) if kind else ({}, bytes.fromhex(note))
    forged = tmp_path / "forged.serata"
    copy_facts([make_fact(evening, entity, "purge", fields, by=b"EVILEVIL", at=1), *facts[:1]], forged)
    target = tmp_path / "all.serata"
    join_files([forged], target, forgetting=False)
    join_files(laptops, target, forgetting=False)
    expected = 4
    with Session.open(target) as session:
        assert len(session.things("note")) == expected
    with Session.open(laptops[0]) as session:
        join_into(session, [target])
        assert len(session.things("note")) == expected
        assert session.back_up() is not None
    assert salvage(target, tmp_path / "saved.serata").forgotten == 0


def test_plan_writes_nothing_and_tells_all(laptops: list[Path]) -> None:
    """Looking at what a join would do changes no file and makes no backup."""
    with Session.open(laptops[0]) as session:
        shutil.rmtree(data_folder() / "backups")
        before = [path.stat().st_mtime_ns for path in laptops]
        report, facts = plan_join(session, laptops[1:])
        assert [path.stat().st_mtime_ns for path in laptops] == before
        assert not (data_folder() / "backups").exists()
        assert [file.new for file in report.files] == [2, 2]
        assert [file.fingerprint for file in report.files] == [check_file(path).fingerprint for path in laptops[1:]]
        assert len(report.conflicts[0].values) == 3
        assert len(facts) == 4
        assert len(session.things("note")) == 2


def test_a_wish_of_another_evening_has_no_effect(named: list[Path], tmp_path: Path) -> None:
    """It names a guest of this one; in a path, and when the path is joined into this evening."""
    with Session.look(named[0]) as session:
        facts, guest = session.all_facts(), bytes.fromhex(session.things("guest")[0].id)
    other = forge.evening(tmp_path / "altra.serata", "altra")
    with other:
        wish = make_fact(bytes.fromhex(other.id), guest, "purge", {}, by=b"EVILEVIL", at=1)
        path = tmp_path / "tutto.percorso"
        copy_facts([*facts, *other.all_facts(), wish], path)
    join_files([path], tmp_path / "di nuovo.percorso", forgetting=False)
    join_files([named[0], path], tmp_path / "insieme.serata", forgetting=False)
    with Session.look(tmp_path / "insieme.serata") as session:
        assert session.get(guest.hex()) is not None


def test_plan_does_not_count_what_would_be_forgotten(named: list[Path]) -> None:
    """Names that another of the files asks to forget are neither new nor shown as conflicts."""
    forget_guests(named[2])
    with Session.open(named[0]) as session:
        report, facts = plan_join(session, named[1:])
        assert [(file.forgotten, file.forgets) for file in report.files] == [(1, 0), (0, 2)]
        assert not any("Zenobia" in fact.data for fact in facts)
        assert report.new == len(facts)
        assert not any(conflict.kind == "guest" for conflict in report.conflicts)


def test_join_into_makes_a_backup_first(laptops: list[Path]) -> None:
    """Before anything is joined into an open file it is copied."""
    with Session.open(laptops[0]) as session:
        shutil.rmtree(data_folder() / "backups")
        join_into(session, laptops[1:])
        (copy,) = (data_folder() / "backups").rglob("*.serata")
        assert check_file(copy).facts == 4
        assert session.fact_count == 8


def test_other_evening_is_refused(laptops: list[Path], tmp_path: Path) -> None:
    """Two evenings are not one: the problem names the other one."""
    other = tmp_path / "other.serata"
    Session.create(other, FileKind.EVENING, fields={"title": "Anziani", "date": "2019-01-15"}).close()
    with pytest.raises(OtherEvening) as caught:
        join_files([laptops[0], other], tmp_path / "all.serata")
    assert caught.value.title == "Anziani, 2019-01-15"
    with Session.open(laptops[0]) as session:
        assert isinstance(join_into(session, [other]).files[0].problem, OtherEvening)


def test_register_is_no_evening(laptops: list[Path], tmp_path: Path) -> None:
    """Names are never joined into an evening, though the ids be equal."""
    with Session.open(laptops[0]) as session:
        identity = session.id
    register = tmp_path / "x.registro"
    Session.create(register, FileKind.REGISTER, fields={"title": "x"}, session_id=identity).close()
    with pytest.raises(WrongKind):
        join_files([laptops[0], register], tmp_path / "all.serata")
    with Session.open(laptops[0]) as session:
        assert isinstance(join_into(session, [register]).files[0].problem, WrongKind)


def test_missing_file_changes_nothing(laptops: list[Path], tmp_path: Path) -> None:
    """One wrong name and nothing is joined."""
    target = tmp_path / "all.serata"
    with pytest.raises(FileMissing):
        join_files([*laptops, tmp_path / "no.serata"], target)
    assert not target.exists()


def test_no_files_is_no_evening(tmp_path: Path) -> None:
    """Joining nothing into nothing is refused."""
    with pytest.raises(WrongKind):
        join_files([], tmp_path / "all.serata")


def test_copies_of_one_set_are_equal_to_the_byte(laptops: list[Path], tmp_path: Path) -> None:
    """A copy of a joined file, and a join of a copy, are the same bytes."""
    target, copy = tmp_path / "all.serata", tmp_path / "copy.serata"
    join_files(laptops, target)
    with Session.open(target) as session:
        copy_facts(list(reversed(session.all_facts())), copy)
        with pytest.raises(FileExists):
            copy_facts(session.all_facts(), copy)
    assert copy.read_bytes() == target.read_bytes()


def test_laptops_with_the_same_device_id_lose_nothing(laptops: list[Path], tmp_path: Path) -> None:
    """A program folder copied from one laptop to another: both write the same, at the same time, and both stay."""
    for path in laptops[:2]:
        with Session.open(path) as session:
            session._by = b"same"
            session._clock = lambda: 5  # type: ignore[method-assign]
            session.record("add", new("note", text="uguale"))
    target = tmp_path / "all.serata"
    join_files(laptops, target)
    with Session.open(target) as session:
        assert [note.text("text") for note in session.things("note")].count("uguale") == 2


def test_many_files_are_joined_in_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than can be open together make the same file, and what each brought is counted in the same way."""
    paths = [forge.good(tmp_path / f"{n}.serata", 2, forge.fact(100 + n, {"text": str(n)})) for n in range(7)]
    at_once = join_files(paths, tmp_path / "at once.serata")
    monkeypatch.setattr("facilitatore.session.joining.rounds.AT_ONCE", 3)
    report = join_files(paths, tmp_path / "rounds.serata")
    assert (tmp_path / "rounds.serata").read_bytes() == (tmp_path / "at once.serata").read_bytes()
    assert (report.new, report.same) == (10, 18)
    assert [(file.new, file.same) for file in report.files] == [(file.new, file.same) for file in at_once.files]


def test_kinds_of_a_later_program_are_kept(laptops: list[Path], tmp_path: Path) -> None:
    """Facts of kinds and fields that this program does not know travel with every join."""
    later = forge.fact(9, {"hologram": [1, {"a": None}]}, "hologram")
    with Session.open(laptops[1]) as session:
        root = bytes.fromhex(session.id)
        session.take_in_facts([make_fact(root, later.entity, "hologram", {"a": [1]}, by=b"Z", at=1)])
    join_files(laptops, tmp_path / "all.serata")
    with Session.open(tmp_path / "all.serata") as session:
        assert session.counts()["hologram"] == 1


def test_facts_of_another_evening_stay_out(laptops: list[Path], tmp_path: Path) -> None:
    """What a file holds of another evening is counted and not mixed in, neither on the disk nor in an open file."""
    stray = make_fact(b"\7" * 16, b"\x08" * 16, "note", {"text": "altrove"}, by=b"A", at=1)
    db = sqlite3.connect(laptops[1], isolation_level=None)
    db.execute("INSERT INTO fact VALUES(?,?,?,?,?,?,?,?)", tuple(stray))
    db.close()
    report = join_files(laptops, tmp_path / "all.serata")
    assert [file.others for file in report.files] == [0, 1, 0]
    assert b"altrove" not in (tmp_path / "all.serata").read_bytes()
    with Session.open(laptops[0]) as session:
        assert [file.others for file in join_into(session, laptops[1:]).files] == [1, 0]
        assert "altrove" not in [note.text("text") for note in session.things("note")]


def test_join_mends_what_was_altered_in_the_target(laptops: list[Path], tmp_path: Path) -> None:
    """A fact that somebody altered in the joined file comes back from the laptop that wrote it."""
    target = tmp_path / "all.serata"
    join_files(laptops, target)
    whole = target.read_bytes()
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("UPDATE fact SET data = '{\"text\":\"falso\"}' WHERE kind = 'note'")
    db.close()
    report = join_files(laptops, target)
    assert report.new > 0
    assert target.read_bytes() == whole


def evenings(folder: Path) -> list[Path]:
    """Make two evenings of one path."""
    paths = []
    for title, date in (("Adolescenti", "2018-01-08"), ("Anziani", "2018-01-15")):
        paths.append(folder / f"{title}.serata")
        fields = {"title": title, "date": date, "process": "A Scuola per il Sociale"}
        with Session.create(paths[-1], FileKind.EVENING, fields=fields) as session:
            session.record("add", new("note", text=f"nota degli {title}"))
    return paths


def test_evenings_join_into_a_path_and_stay_apart(tmp_path: Path) -> None:
    """A file of a path holds several evenings, in any order the same bytes; each is looked at by itself."""
    paths = evenings(tmp_path)
    first, second = tmp_path / "1.percorso", tmp_path / "2.percorso"
    join_files(paths, first)
    join_files(paths[1:], second)
    join_files([paths[0], first], second)
    assert first.read_bytes() == second.read_bytes()
    roots = check_file(first).roots
    assert [(root.title, root.process) for root in roots] == [
        ("Adolescenti", "A Scuola per il Sociale"), ("Anziani", "A Scuola per il Sociale")
    ]  # fmt: skip
    for root, path in zip(roots, paths, strict=True):
        with Session.look(first, FileKind.EVENING, only=root.id) as one, Session.look(path) as alone:
            assert one.fingerprint() == alone.fingerprint()


def test_path_is_not_worked_on(tmp_path: Path) -> None:
    """Nobody writes into several evenings at once, nor looks at them as one."""
    join_files(evenings(tmp_path), tmp_path / "x.percorso")
    for way in (Session.open, Session.look):
        with pytest.raises(WrongKind):
            way(tmp_path / "x.percorso")


def test_evening_comes_back_out_of_a_path(tmp_path: Path) -> None:
    """A file of the path joined into an evening brings that evening alone."""
    one, other = evenings(tmp_path)
    join_files([one, other], tmp_path / "x.percorso")
    before = check_file(one).fingerprint
    with Session.open(one) as session:
        report = join_into(session, [tmp_path / "x.percorso"])
        assert (report.new, report.same, report.files[0].others) == (0, 2, 2)
    assert join_files([one, tmp_path / "x.percorso"], tmp_path / "y.serata").fingerprint == before


def test_join_is_taken_back_whole(laptops: list[Path]) -> None:
    """Without what the join brought, the facts are those of before."""
    with Session.open(laptops[0]) as session:
        before = session.all_facts()
        _, facts = plan_join(session, laptops[1:])
        session.take_in_facts(facts)
        session.take_out_facts(fact.id for fact in facts)
        assert session.all_facts() == before
    with Session.open(laptops[0]) as again:
        assert again.all_facts() == before


def test_taking_back_takes_what_was_built_upon_it(laptops: list[Path]) -> None:
    """Edits of words that came with the join go with them; what was written by itself since stays."""
    with Session.open(laptops[0]) as session:
        before = session.fingerprint()
        _, facts = plan_join(session, laptops[1:])
        session.take_in_facts(facts)
        shared = next(note for note in session.things("note") if note.conflicts)
        session.record("edit", edit(shared, text="deciso"))
        session.record("add", new("note", text="dopo"))
        session.take_out_facts(fact.id for fact in facts)
        assert session.conflicts() == []
        texts = [note.text("text") for note in session.things("note")]
        assert "dopo" in texts
        assert "deciso" not in texts
        session.undo()
        assert session.undo_action is None
        assert session.fingerprint() != before


def test_what_a_killed_join_left_goes_with_the_next(laptops: list[Path], tmp_path: Path) -> None:
    """Half a file of before is wiped; one that somebody may be building this minute stays."""
    old, young = tmp_path / "all.serata.01234567.part", tmp_path / "all.serata.89abcdef.part"
    for part in (old, young):
        part.write_bytes(b"Zenobia")
    os.utime(old, (1, 1))
    join_files(laptops, tmp_path / "all.serata")
    assert not old.exists()
    assert young.exists()


def test_forgetting_wipes_half_files(named: list[Path]) -> None:
    """What a killed copy of the file left beside it may hold who is forgotten."""
    part = named[0].with_name("0.serata.01234567.part")
    part.write_bytes(b"Zenobia")
    forget_guests(named[0])
    assert not part.exists()
