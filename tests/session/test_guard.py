"""Files from anywhere: every attack of the threat model is refused, or reduced to rows that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import forge
import pytest

from facilitatore.errors import Damaged, FileMissing, FileProblem, Problem, TooNew
from facilitatore.session import Session, edit
from facilitatore.session.check import check_file
from facilitatore.session.facts import is_valid
from facilitatore.session.guard import open_for_reading
from facilitatore.session.joining.merge import join_files, join_into

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(path: Path) -> None:
    """Open a file for reading."""
    with open_for_reading(path):
        pass


def open_for_work(path: Path) -> None:
    """Open a file for work."""
    Session.open(path).close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a good file to join others with."""
    return forge.good(tmp_path / "base.serata")


@pytest.mark.parametrize("name", forge.NOT_OPENED)
@pytest.mark.parametrize("way", [check_file, open_for_work])
def test_hostile_file_is_refused(name: str, way: Callable[[Path], object], tmp_path: Path) -> None:
    """A file that is not ours to the last line of its schema is refused with its own reason, and stays as it is."""
    wanted, make = forge.NOT_OPENED[name]
    path = make(tmp_path / "x.serata")
    before = None if path.is_dir() or path.stat().st_size > 1 << 30 else path.read_bytes()
    with pytest.raises(FileProblem) as caught:
        way(path)
    assert type(caught.value).__name__ in wanted.split()
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("name", forge.NOT_OPENED)
def test_hostile_file_is_not_joined(name: str, base: Path, tmp_path: Path) -> None:
    """Joining a hostile file raises and leaves the target, and no other file, behind."""
    path = forge.NOT_OPENED[name][1](tmp_path / "x.serata")
    before = base.read_bytes()
    there = {entry.name for entry in tmp_path.iterdir()}
    with pytest.raises(FileProblem):
        join_files([path], base)
    assert base.read_bytes() == before
    assert {entry.name for entry in tmp_path.iterdir()} <= there | {"laptop"}


def test_hostile_file_among_good_ones_is_reported(base: Path, tmp_path: Path) -> None:
    """Joining into an open file takes the good ones and says which one is not."""
    fine = forge.good(tmp_path / "fine.serata", 25)
    bad = forge.zipped(tmp_path / "bad.serata")
    with Session.open(base) as session:
        report = join_into(session, [bad, fine])
        assert [type(file.problem).__name__ for file in report.files] == ["NotOurs", "NoneType"]
        assert len(session.things("note")) == 25


def test_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """A path where nothing lies is no damaged file."""
    with pytest.raises(FileMissing):
        open_for_work(tmp_path / "no.serata")


def test_newer_format_says_both_numbers(tmp_path: Path) -> None:
    """A file of a later version says which version it wants and which one we read."""
    path = forge.NOT_OPENED["newer format"][1](tmp_path / "x.serata")
    with pytest.raises(TooNew) as caught:
        read(path)
    assert (caught.value.found, caught.value.known) == (3, 2)


@pytest.mark.parametrize("name", forge.BAD_ROWS)
def test_altered_row_is_refused_by_a_join(name: str, base: Path, tmp_path: Path) -> None:
    """A row that is not what was written is counted and left out; the others are joined."""
    path = forge.BAD_ROWS[name](tmp_path / "x.serata")
    assert check_file(path).altered == 1
    report = join_files([path], base)
    assert (report.refused, report.new, report.same) == (1, 0, 20)
    with Session.open(base) as session:
        assert [note.text("text") for note in session.things("note")] == [f"nota {n}" for n in range(1, 21)]


@pytest.mark.parametrize("name", forge.BAD_ROWS)
def test_altered_row_in_our_own_file_is_damage(name: str, tmp_path: Path) -> None:
    """A file opened for work must be whole."""
    with pytest.raises(Damaged):
        open_for_work(forge.BAD_ROWS[name](tmp_path / "x.serata"))


@pytest.mark.parametrize("name", forge.BAD_DATA)
def test_data_that_is_no_fact_is_refused(name: str, base: Path, tmp_path: Path) -> None:
    """A row with a true id whose data we could not have written is left out of a join."""
    bad = forge.raw_fact(forge.BAD_DATA[name])
    assert not is_valid(bad)
    report = join_files([forge.with_fact(tmp_path / "x.serata", bad)], base)
    assert (report.refused, report.new) == (1, 0)


@pytest.mark.parametrize("name", forge.BAD_DATA)
def test_data_that_is_no_fact_says_nothing_in_an_open_file(name: str, tmp_path: Path) -> None:
    """A file that carries such a row opens, shows the rest, and can be worked on."""
    path = forge.with_fact(tmp_path / "x.serata", forge.raw_fact(forge.BAD_DATA[name]))
    with Session.open(path) as session:
        texts = [note.text("text") for note in session.things("note")]
        assert sorted(text for text in texts if text) == sorted(f"nota {n}" for n in range(1, 21))
        thing = session.get("05" * 16)
        if thing is not None:
            session.record("edit", edit(thing, a=2, text="x"))


def test_texts_that_complete_each_other_do_not_mix(tmp_path: Path) -> None:
    """Two crafted rows that only together are JSON say nothing, and shift no other row."""
    crafted = [
        forge.raw_fact(text, number, bytes([number]) * 16)
        for number, text in ((101, '{"text":[{}'), (102, '{}]},7,{"text":"two"}'))
    ]
    path = forge.good(tmp_path / "x.serata", 5, *crafted)
    with Session.open(path) as session:
        assert [note.text("text") for note in session.things("note") if note.text("text")] == [
            f"nota {number}" for number in range(1, 6)
        ]


def test_same_id_with_other_content_is_refused(base: Path, tmp_path: Path) -> None:
    """A file cannot replace a fact by another with the same id."""
    path = forge.run(tmp_path / "x.serata", """UPDATE fact SET data='{"text":"evil"}' WHERE kind='note'""")
    report = join_files([path], base)
    assert (report.refused, report.new) == (20, 0)


WRONG_TYPES: dict[str, Any] = {
    "text": 5, "pos": "x", "facilitators": {"a": 1}, "number": True, "dots": 10**30, "arrived_at": 1.5, "deleted": "no"
}  # fmt: skip


def test_wrong_types_are_survived(tmp_path: Path) -> None:
    """Facts with true ids and fields of the wrong type, or numbers that nothing has, are read as empty fields."""
    path = forge.with_fact(tmp_path / "x.serata", forge.fact(700, WRONG_TYPES))
    with Session.open(path) as session:
        thing = session.get((700).to_bytes(16, "big").hex())
        assert thing is not None
        assert thing in session.things("note")
        assert (thing.text("text"), thing.optional_text("text"), thing.real("pos")) == ("", None, 0.0)
        assert (thing.texts("facilitators"), thing.integer("number"), thing.optional_integer("arrived_at")) == (
            (),
            0,
            None,
        )
        assert (thing.integer("dots"), thing.is_true("deleted")) == (0, False)


def test_numbers_beyond_floats_are_survived(tmp_path: Path) -> None:
    """A whole number too large for a position sorts as no position."""
    path = forge.with_fact(tmp_path / "x.serata", forge.fact(700, {"pos": 10**400}))
    with Session.open(path) as session:
        assert len(session.things("note")) == 21


def attempt(path: Path, wanted: set[tuple[Any, ...]]) -> str:
    """Open a damaged file; whatever is accepted must be what was written."""
    try:
        with Session.open(path) as session:
            assert {tuple(fact) for fact in session.all_facts()} == wanted
            return "whole"
    except Problem:
        return "refused"


def test_flipped_bits_never_alter_a_fact(tmp_path: Path) -> None:
    """One flipped bit anywhere: the file is refused, or all its facts are what was written."""
    source = forge.good(tmp_path / "x.serata", 60)
    with Session.open(source) as session:
        wanted = {tuple(fact) for fact in session.all_facts()}
    content, results = source.read_bytes(), []
    for position in (*range(100), *range(100, len(content), 229)):
        damaged = bytearray(content)
        damaged[position] ^= 1 << position % 8
        source.write_bytes(damaged)
        results.append(attempt(source, wanted))
    assert set(results) == {"whole", "refused"}


def test_flipped_bits_are_never_joined(tmp_path: Path) -> None:
    """One flipped bit anywhere: joining raises, or takes only facts that were written, and counts what it left out."""
    source, target = forge.good(tmp_path / "x.serata", 60), tmp_path / "all.serata"
    with open_for_reading(source) as db:
        wanted = set(db.execute("SELECT * FROM fact"))
    content = source.read_bytes()
    for position in range(100, len(content), 577):
        damaged = bytearray(content)
        damaged[position] ^= 1 << position % 8
        source.write_bytes(damaged)
        target.unlink(missing_ok=True)
        try:
            report = join_files([source], target)
        except Problem:
            continue
        with open_for_reading(target) as db:
            got = set(db.execute("SELECT * FROM fact"))
        assert got <= wanted
        left_out = report.refused + sum(file.others for file in report.files)  # a bit in the id of the evening
        assert got == wanted or left_out == len(wanted) - len(got)


def test_truncated_files_are_refused(tmp_path: Path) -> None:
    """A file cut at any length is never taken for whole."""
    source = forge.good(tmp_path / "x.serata", 60)
    content = source.read_bytes()
    for length in (0, 1, 99, 100, 101, 4095, *range(4096, len(content), 1531)):
        source.write_bytes(content[:length])
        with pytest.raises(FileProblem):
            open_for_work(source)
