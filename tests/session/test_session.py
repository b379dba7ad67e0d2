"""An open file: what is written is there, in order, on disk, and only what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import forge
import pytest

from facilitatore.errors import BadValue, Forgotten, WrongKind
from facilitatore.session import FileKind, Session, edit, new, remove
from facilitatore.session.building import copy_facts
from facilitatore.session.changes import Conflict
from facilitatore.session.facts import make_fact
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.joining.merge import join_into
from facilitatore.session.places import device_of_copy, own_devices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Return an open evening."""
    with forge.evening(tmp_path / "x.serata") as opened:
        yield opened


def texts(session: Session) -> list[str]:
    """Return the texts of the notes in their order."""
    return [note.text("text") for note in session.things("note")]


def test_recorded_thing_is_there_when_the_file_is_opened_again(session: Session) -> None:
    """What `record` acknowledged is on the disk."""
    change = session.record("add_note", new("note", text="Un posto", dots=2))
    session.close()
    with Session.open(session.path) as again:
        note = again.get(change.ids[0])
        assert note is not None
        assert note.fields == {"text": "Un posto", "dots": 2}


def test_change_says_what_it_touched(session: Session) -> None:
    """A change carries the action, the kinds, the things and who asked."""
    origin = object()
    change = session.record("add", new("note", id="07" * 16, text="a"), new("cluster", id="08" * 16), origin=origin)
    assert (change.action, change.kinds, change.ids) == ("add", {"note"}, ("07" * 16,))
    assert change.origin is origin


def test_things_come_by_position_and_then_by_age(session: Session) -> None:
    """Positions rule; things of one action keep their order."""
    session.record("add", new("note", text="c", pos=2.0), new("note", text="a", pos=1.0))
    session.record("add", *(new("note", text=text, pos=1.5) for text in ("x", "y", "z")))
    assert texts(session) == ["a", "x", "y", "z", "c"]


def test_edit_that_changes_nothing_writes_nothing(session: Session) -> None:
    """The same values again are no fact and nothing to undo."""
    session.record("add", new("note", text="a"))
    count, (note,) = session.fact_count, session.things("note")
    assert session.record("edit", edit(note, text="a")).ids == ()
    assert (session.fact_count, session.undo_action) == (count, "add")


def test_edit_leaves_the_other_fields(session: Session) -> None:
    """A fact assigns only what changed."""
    session.record("add", new("note", text="a", dots=1))
    session.record("edit", edit(session.things("note")[0], dots=2))
    assert session.things("note")[0].fields == {"text": "a", "dots": 2}


def test_removed_thing_is_no_longer_there(session: Session) -> None:
    """A removal hides the thing from every reader."""
    session.record("add", new("note", text="a"))
    (note,) = session.things("note")
    session.record("remove", remove(note))
    assert (session.things("note"), session.get(note.id), session.counts()) == ([], None, {"evening": 1})


def test_two_edits_of_the_same_moment_are_shown_as_a_conflict(session: Session) -> None:
    """Whoever edits what they saw does not silently replace what came meanwhile."""
    session.record("add", new("note", text="a"))
    (seen,) = session.things("note")
    session.record("edit", edit(seen, text="b"))
    session.record("edit", edit(seen, text="c"))
    assert session.conflicts() == [Conflict(seen.id, "note", "text", ("b", "c"))]


def test_conflict_is_decided_by_one_more_edit(session: Session) -> None:
    """Choosing a value, also the one shown, ends the conflict."""
    session.record("add", new("note", text="a"))
    (seen,) = session.things("note")
    session.record("edit", edit(seen, text="b"))
    session.record("edit", edit(seen, text="c"))
    session.record("decide", edit(session.things("note")[0], text="c"))
    assert session.conflicts() == []
    assert texts(session) == ["c"]


def test_layout_settles_without_a_conflict(session: Session) -> None:
    """Two positions of one note settle on the newest."""
    session.record("add", new("note", text="a"))
    (seen,) = session.things("note")
    session.record("move", edit(seen, x=1))
    session.record("move", edit(seen, x=2))
    assert session.conflicts() == []
    assert session.things("note")[0].fields["x"] == 2


def test_removal_does_not_hold_against_unseen_words(session: Session) -> None:
    """A note edited while another removed it stays, marked."""
    session.record("add", new("note", text="a"))
    (seen,) = session.things("note")
    session.record("edit", edit(seen, text="b"))
    session.record("remove", remove(seen))
    (note,) = session.things("note")
    assert (note.text("text"), note.revived) == ("b", True)


def test_true_is_not_one_inside_a_list(session: Session) -> None:
    """Two values that only Python takes for equal are a conflict."""
    session.record("add", new("note", text="a"))
    (seen,) = session.things("note")
    session.record("edit", edit(seen, tags=[1]))
    session.record("edit", edit(seen, tags=[True]))
    assert session.conflicts()[0].values == ([1], [True])


def test_text_of_a_million_characters_is_refused(session: Session) -> None:
    """What no copy of us would read is not written."""
    with pytest.raises(BadValue):
        session.record("add", new("note", text="x" * 1_000_001))
    assert texts(session) == []


def test_half_characters_do_not_stop_the_writing(session: Session) -> None:
    """Half a surrogate pair, as a broken list may bring, becomes a question mark."""
    session.record("add", new("note", text="a\ud83d"))
    assert texts(session) == ["a?"]


def test_clock_set_back_keeps_the_order(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Things made one after the other stay in order though the clock goes back."""
    monkeypatch.setattr("facilitatore.session.recording.now_ms", iter(range(10**6, 0, -1000)).__next__)
    for text in ("a", "b", "c"):
        session.record("add", new("note", text=text))
    assert texts(session) == ["a", "b", "c"]


def test_forgotten_bytes_are_gone_from_the_disk(session: Session, own_laptop: Path) -> None:
    """After forgetting no byte of the name is in the file, beside it or in the backups."""
    session.record("add", new("guest", badge_name="Zenobia"), new("note", text="resta"))
    assert session.back_up() is not None
    session.forget(ids=[session.things("guest")[0].id])
    folders = [session.path.parent, own_laptop]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert all(b"Zenobia" not in path.read_bytes() for path in files)
    assert texts(session) == ["resta"]


def test_forgotten_thing_does_not_come_back(session: Session, tmp_path: Path) -> None:
    """An old copy that still holds the thing brings nothing, and says how many facts were left out."""
    session.record("add", new("guest", badge_name="Zenobia"))
    old = tmp_path / "old.serata"
    copy_facts(session.all_facts(), old)
    session.forget(ids=[session.things("guest")[0].id])
    before = session.fact_count
    with Session.open(old) as other:
        session.take_in_facts(other.all_facts())
    report = join_into(session, [old])
    assert (report.new, report.files[0].forgotten, session.fact_count) == (0, 1, before)


def test_forgotten_kind_covers_who_was_never_here(session: Session, tmp_path: Path) -> None:
    """Forgetting all guests covers those that another laptop brings later, and refuses new ones."""
    other = tmp_path / "other.serata"
    copy_facts(session.all_facts(), other)
    with Session.open(other) as laptop:
        laptop.record("add", new("guest", badge_name="Zenobia"))
    session.forget(kinds=["guest"])
    join_into(session, [other])
    assert session.things("guest") == []
    with pytest.raises(Forgotten) as caught:
        session.record("add", new("guest", badge_name="Ada"))
    assert caught.value.kind == "guest"


def test_forgetting_cannot_take_the_evening_itself(session: Session) -> None:
    """A purge of the root, which only an enemy writes, leaves a file that opens."""
    root = bytes.fromhex(session.id)
    purges = [make_fact(root, root, "purge", fields, by=b"E", at=1) for fields in ({}, {"kind": "evening"})]
    session.take_in_facts(purges)
    session.close()
    with Session.open(session.path, FileKind.EVENING) as again:
        assert again.things("evening")[0].text("title") == "Adolescenti"


def test_equal_sets_have_equal_fingerprints(session: Session, tmp_path: Path) -> None:
    """A copy has the same fingerprint, in five groups of four; one more fact changes it."""
    copy = tmp_path / "copy.serata"
    copy_facts(session.all_facts(), copy)
    with Session.open(copy) as other:
        assert other.fingerprint() == session.fingerprint() == fingerprint(f.id for f in session.all_facts())
        other.record("add", new("note", text="a"))
        assert other.fingerprint() != session.fingerprint()
    assert [len(group) for group in session.fingerprint().split()] == [4] * 5


def test_file_of_the_other_kind_is_refused(session: Session, tmp_path: Path) -> None:
    """An evening is no register."""
    session.close()
    with pytest.raises(WrongKind) as caught:
        Session.open(session.path, FileKind.REGISTER)
    assert caught.value.wanted == "registro"
    register = Session.create(tmp_path / "r.registro", FileKind.REGISTER, fields={"title": "x"})
    assert register.file_kind is FileKind.REGISTER
    register.close()


def test_unknown_thing_is_none(session: Session) -> None:
    """An id that is no id, or nobody's, finds nothing."""
    assert (session.get("boh"), session.get("00" * 16)) == (None, None)


def test_each_copy_is_signed_with_a_device_id_of_its_own(session: Session, tmp_path: Path) -> None:
    """Two copies on one laptop, and one copy on two laptops, never share an identity; one copy keeps its own."""
    copy = tmp_path / "copy.serata"
    copy_facts(session.all_facts(), copy)
    with Session.open(copy) as other:
        assert other.device != session.device
        first = other.device
    with Session.open(copy) as again:
        assert again.device == first
        assert {first, session.device} <= own_devices()


def test_laptop_made_from_the_disk_of_another_signs_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder of own data is a copy: only its name, or the system's number, tells it apart."""
    one = device_of_copy("01" * 16, tmp_path / "x.serata")
    monkeypatch.setattr("facilitatore.session.places._computer_name", lambda: "aula-2")
    assert own_devices() == frozenset()
    assert device_of_copy("01" * 16, tmp_path / "x.serata") != one


def test_looking_gives_no_identity(session: Session, own_laptop: Path) -> None:
    """Only who writes signs: a file that is looked at leaves no mark on the laptop."""
    copy = own_laptop / "copy.serata"
    copy_facts(session.all_facts(), copy)
    Session.look(copy).close()
    lines = (own_laptop / "data" / "facilitatore" / "devices").read_text().split("\n")
    assert len([line for line in lines if line]) == 1


def test_damaged_list_of_identities_is_survived(session: Session, own_laptop: Path, tmp_path: Path) -> None:
    """Half a line, as a full disk leaves it, is no identity and hides no other."""
    devices = own_laptop / "data" / "facilitatore" / "devices"
    devices.write_bytes(b"boh\n\xff a b\n" + devices.read_bytes().rstrip() + b"\n12 34")
    before = session.device
    assert device_of_copy(session.id, session.path) == before
    fresh = device_of_copy(session.id, tmp_path / "other.serata")
    assert device_of_copy(session.id, tmp_path / "other.serata") == fresh
    assert len(fresh) == 8
