"""Promises of what is shown to whoever decides."""

from __future__ import annotations

from pathlib import Path

from facilitatore.capture.notes import add_note, decide, edit_note
from facilitatore.deliver.deciding import read_disagreements
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.session.merge import join_into
from facilitatore.session.places import data_folder


def test_both_sides_say_when_and_where(tmp_path: Path):
    """Each side carries the moment it was written, and whether it was on this laptop; once decided, it is gone."""
    with create_evening(tmp_path / "cabina.serata", find_template("vuota")) as session:
        group = read_groups(session)[0].id
        note = add_note(session, group=group, text="La prima", number="7").ids[0]
        write_kit(session, tmp_path / "kit")
        stick = tmp_path / "kit" / "gruppo-A.serata"
        (data_folder() / "device").write_text("11" * 8, encoding="ascii")
        with Session.open(stick) as copy:
            edit_note(copy, note, text="Di là")
        (data_folder() / "device").write_text("22" * 8, encoding="ascii")
        edit_note(session, note, text="Di qua")
        join_into(session, [stick])
        (one,) = read_disagreements(session)
        assert (one.id, one.kind, one.field, one.group, one.number) == (note, "note", "text", group, "7")
        assert {side.value for side in one.sides} == {"Di qua", "Di là"}
        assert not any(side.is_here for side in one.sides if side.value == "Di là")
        assert all(side.at for side in one.sides)
        decide(session, note, "text", "Di qua")
        assert read_disagreements(session) == []
