"""Promises of telling laptops apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver.laptops import CODE_LETTERS, code_of, laptops_of
from facilitatore.door.actions import welcome_walk_in
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.session.facts import make_fact
from facilitatore.session.joining.merge import join_into


@given(device=st.binary(max_size=10))
def test_a_code_is_three_letters_that_can_be_said(device: bytes):
    """Whatever a foreign file calls a device; the same device, the same code."""
    code = code_of(device)
    assert len(code) == 3
    assert set(code) <= set(CODE_LETTERS)
    assert code == code_of(device)


def test_codes_use_all_letters():
    """Different devices have different codes as far as three letters go, and no letter is taken for another."""
    codes = {code_of((number << 1).to_bytes(2, "big") + b"123456") for number in range(1 << 15)}
    assert len(codes) == 1 << 15
    assert not set("IO01") & set(CODE_LETTERS)


def test_rooms_are_told_by_what_was_written(tmp_path: Path, on_laptop: Callable[[str], None]):
    """The group's laptop by its notes, the door's by who came in; the Cabina that corrects a group's words is none."""
    on_laptop("Cabina")
    with create_evening(tmp_path / "cabina.serata", find_template("carpi-2018-1")) as session:
        write_kit(session, tmp_path / "kit")
        group = read_groups(session)[1].id
        on_laptop("gruppo")
        with Session.open(tmp_path / "kit" / "gruppo-B.serata") as copy:
            for text in ("Una", "Due"):
                add_note(copy, group=group, text=text)
            in_group = copy.device
        on_laptop("porta")
        with Session.open(tmp_path / "kit" / "accoglienza.serata") as copy:
            welcome_walk_in(copy, name="Ada")
            at_door = copy.device
        on_laptop("Cabina")
        join_into(session, [tmp_path / "kit" / "gruppo-B.serata", tmp_path / "kit" / "accoglienza.serata"])
        for note in session.things("note"):
            edit_note(session, note.id, text=note.text("text") + ", meglio")
        marks = {mark.device: mark for mark in laptops_of(session.all_facts())}
        assert [(mark.group, mark.at_door) for mark in (marks[in_group], marks[at_door], marks[session.device])] == [
            (group, False),
            ("", True),
            ("", False),
        ]
        assert [mark.device for mark in marks.values() if mark.is_here] == [session.device]
        assert sum(mark.facts for mark in marks.values()) == session.fact_count


def test_who_wrote_last_comes_first():
    """By the time on the facts, whatever their order."""
    facts = [
        make_fact(bytes(16), bytes([place]) * 16, "note", {}, by=bytes([by]) * 8, at=at)
        for place, (by, at) in enumerate([(1, 50), (2, 90), (1, 70), (3, 60)])
    ]
    assert [(mark.device[0], mark.facts, mark.last_at) for mark in laptops_of(facts)] == [
        (2, 1, 90),
        (1, 2, 70),
        (3, 1, 60),
    ]


def test_a_copy_on_another_laptop_has_a_code_of_its_own(tmp_path: Path, on_laptop: Callable[[str], None]):
    """Two copies of one file, written on two laptops, never share an identity; nor do two copies on one laptop."""
    on_laptop("uno")
    create_evening(tmp_path / "a.serata", find_template("vuota")).close()
    devices = set()
    for laptop, name in (("uno", "b"), ("uno", "c"), ("due", "b")):
        on_laptop(laptop)
        path = tmp_path / f"{name}.serata"
        path.write_bytes((tmp_path / "a.serata").read_bytes())
        with Session.open(path) as copy:
            add_note(copy, group=read_groups(copy)[0].id, text="Una")
            devices.add(copy.device)
    assert len(devices) == 3
