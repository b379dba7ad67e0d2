"""Promises about half-typed words on the disk: only this evening's, on this laptop, and never a reason to stop."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.door.actions import welcome_walk_in
from facilitatore.door.forgetting import forget_everybody
from facilitatore.errors import FileProblem
from facilitatore.session import Session
from facilitatore.session.drafts import MOST_BYTES, read_drafts, write_drafts
from facilitatore.session.places import state_folder

NOTE = {"capture/notes": {"text": "Il taxi da Fossoli dopo le dieci", "kind": "need"}}
ONE, OTHER = "a" * 32, "b" * 32


def files() -> list[Path]:
    """Return every file in the folder of the drafts."""
    return sorted((state_folder() / "drafts").glob("*"))


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), st.text(st.characters())), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_was_kept_is_found(tmp_path: Path, drafts: dict[str, dict[str, str]]) -> None:
    """Any words come back as they were, half characters included."""
    write_drafts(tmp_path / "x.serata", ONE, drafts)
    assert read_drafts(tmp_path / "x.serata", ONE) == drafts


def test_each_copy_has_its_own(tmp_path: Path) -> None:
    """Two groups' files of one evening, and two evenings of one name, do not see each other's words."""
    write_drafts(tmp_path / "gruppo-A.serata", ONE, NOTE)
    assert read_drafts(tmp_path / "gruppo-B.serata", ONE) == {}
    assert read_drafts(tmp_path / "gruppo-A.serata", OTHER) == {}


def test_without_words_there_is_no_file(tmp_path: Path) -> None:
    """When the words became a note nothing is left, not even what a kill left half written."""
    write_drafts(tmp_path / "x.serata", ONE, NOTE)
    files()[0].with_name(files()[0].name + ".1234.part").write_bytes(b"half")
    write_drafts(tmp_path / "x.serata", ONE, {})
    assert files() == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_nobody_else_may_look(tmp_path: Path) -> None:
    """The folder is closed to other people of the computer."""
    write_drafts(tmp_path / "x.serata", ONE, NOTE)
    assert stat.S_IMODE(files()[0].parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"[" * 100_000, b'{"a": 1, "b": {"text": 2}, "c": null}', b"\xff\xfe", b"x" * (MOST_BYTES + 1)],
    ids=["empty", "broken", "list", "deep", "other types", "no text", "too large"],
)
def test_a_file_that_is_not_ours_holds_nothing(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there is no draft, and no error."""
    write_drafts(tmp_path / "x.serata", ONE, NOTE)
    files()[0].write_bytes(content)
    assert read_drafts(tmp_path / "x.serata", ONE) == {}


def test_too_much_is_left_out_longest_first(tmp_path: Path) -> None:
    """The file stays small: a book that somebody pasted goes, the note beside it stays."""
    write_drafts(tmp_path / "x.serata", ONE, {**NOTE, "synthesis/statement": {"text": "x" * MOST_BYTES}})
    assert read_drafts(tmp_path / "x.serata", ONE) == NOTE


def test_up_to_the_limit_all_is_kept(tmp_path: Path) -> None:
    """To the last byte, as it is written; one more is too much."""
    most = MOST_BYTES - len(json.dumps({"a": {"b": ""}}))
    write_drafts(tmp_path / "x.serata", ONE, {"a": {"b": "x" * most}})
    assert read_drafts(tmp_path / "x.serata", ONE) == {"a": {"b": "x" * most}}
    write_drafts(tmp_path / "x.serata", ONE, {"a": {"b": "x" * most + "x"}})
    assert read_drafts(tmp_path / "x.serata", ONE) == {}


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    """Where nothing can be written that is said, as anywhere else."""
    (state_folder() / "drafts").parent.mkdir(parents=True, exist_ok=True)
    (state_folder() / "drafts").write_bytes(b"in the way")
    with pytest.raises(FileProblem):
        write_drafts(tmp_path / "x.serata", ONE, NOTE)
    assert read_drafts(tmp_path / "x.serata", ONE) == {}


def test_forgetting_an_evening_forgets_its_drafts(evening: Session, group: str, tmp_path: Path) -> None:
    """A half sentence may hold the name that is forgotten: the drafts of every copy on this laptop go."""
    welcome_walk_in(evening, name="Anna", group=group)
    write_drafts(evening.path, evening.id, NOTE)
    write_drafts(tmp_path / "copia.serata", evening.id, NOTE)
    write_drafts(tmp_path / "altra.serata", OTHER, NOTE)
    forget_everybody(evening)
    assert read_drafts(evening.path, evening.id) == read_drafts(tmp_path / "copia.serata", evening.id) == {}
    assert read_drafts(tmp_path / "altra.serata", OTHER) == NOTE
