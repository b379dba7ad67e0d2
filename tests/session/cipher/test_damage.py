"""A closed register that is cut, torn or half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from closed_register import (
    NAME,
    OTHER,
    PASSPHRASE,
    QUICK_ROUNDS,
    ROOT,
    names,
)

from facilitatore.errors import (
    Damaged,
    FileProblem,
    NeedsPassphrase,
    NotOurs,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session, new
from facilitatore.session.cipher import is_ciphered
from facilitatore.session.journals import journal_bytes
from facilitatore.session.keys import PAGE_BYTES, Keys
from facilitatore.session.rescue.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable


def damaged(path: Path, change: Callable[[bytearray], object]) -> Path:
    """Change the bytes of a file."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def grown(path: Path) -> Path:
    """Give a closed register enough people for several pages."""
    with Session.open(path, FileKind.REGISTER, PASSPHRASE) as session:
        session.record("add", *(new("person", first_name=f"N{n}", family_name=f"Cognome {n}") for n in range(200)))
    assert path.stat().st_size >= 6 * PAGE_BYTES
    return path


@pytest.mark.parametrize("cut", [1, 100, PAGE_BYTES - 1, PAGE_BYTES + 7])
def test_half_a_copy_is_damaged_whether_one_has_the_passphrase_or_not(closed: Path, cut: int) -> None:
    """A size that is no number of pages needs no passphrase to be told."""
    damaged(grown(closed), lambda data: data.__delitem__(slice(-cut, None)))
    for passphrase in ("", PASSPHRASE, OTHER):
        with pytest.raises(Damaged):
            Session.open(closed, FileKind.REGISTER, passphrase)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_register_cut_between_two_pages_is_damaged(closed: Path, pages: int) -> None:
    """Only who has the passphrase can tell."""
    damaged(grown(closed), lambda data: data.__delitem__(slice(-pages * PAGE_BYTES, None)))
    for reach in (Session.open, Session.look):
        with pytest.raises(Damaged):
            reach(closed, FileKind.REGISTER, PASSPHRASE)


@pytest.mark.parametrize("page", [1, 2, 3, 4])
@pytest.mark.parametrize("how", ["one bit", "zeros", "half"])
def test_a_torn_page_is_damage_and_never_other_people(closed: Path, page: int, how: str) -> None:
    """Every page carries a proof of its bytes."""
    start = page * PAGE_BYTES

    def tear(data: bytearray) -> None:
        if how == "one bit":
            data[start + 1000] ^= 1
        else:
            size = PAGE_BYTES if how == "zeros" else PAGE_BYTES // 2
            data[start : start + size] = bytes(size)

    damaged(grown(closed), tear)
    for reach in (Session.open, Session.look):
        with pytest.raises(Damaged):
            reach(closed, FileKind.REGISTER, PASSPHRASE)
    with pytest.raises(Damaged):
        diagnose(closed, Keys(PASSPHRASE))


def test_a_damaged_first_page_is_like_a_wrong_passphrase(closed: Path) -> None:
    """Nobody can tell the one from the other: the sentence says both."""
    damaged(closed, lambda data: data.__setitem__(50, data[50] ^ 1))
    with pytest.raises(WrongPassphrase):
        names(closed)


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (b"", NotOurs),
        (bytes(PAGE_BYTES), NotOurs),
        (b"Cognome;Nome\n" * 400, NotOurs),
        (b"PK\3\4" + os.urandom(8188), NotOurs),
    ],
)
def test_what_cannot_be_a_closed_register_is_not_asked_a_passphrase_for(
    tmp_path: Path, what: bytes, problem: type[FileProblem]
) -> None:
    """Nothing, zeros, a list, a spreadsheet with the name of a register."""
    path = tmp_path / "x.registro"
    path.write_bytes(what)
    with pytest.raises(problem):
        is_ciphered(path)


def test_noise_that_is_called_an_evening_is_no_file_of_ours(closed: Path) -> None:
    """Only registers are closed."""
    evening = closed.with_suffix(".serata")
    closed.rename(evening)
    with pytest.raises(NotOurs):
        Session.look(evening, None, PASSPHRASE)


def test_killed_in_the_middle_of_a_commit_a_closed_register_is_what_it_was(closed: Path) -> None:
    """Half a commit is undone by who has the passphrase; a wrong one undoes nothing and spoils nothing."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom facilitatore.session import keys\n"
        f"keys.ITERATIONS = {QUICK_ROUNDS}\n"
        "from facilitatore.session.fact_file import FactFile\n"
        "file = FactFile(Path(sys.argv[1]), keys.Keys(sys.argv[2]))\n"
        "file.db.execute('PRAGMA cache_size=5').fetchall()\n"
        "file.db.execute('BEGIN IMMEDIATE')\n"
        "for n in range(400):\n"
        "    file.db.execute('INSERT INTO fact SELECT randomblob(22), session, entity, kind, at, by, data, seen FROM fact LIMIT 5')\n"
        "os._exit(9)"
    )
    with Session.look(grown(closed), FileKind.REGISTER, PASSPHRASE) as session:
        before, raw = session.all_facts(), closed.read_bytes()
    done = subprocess.run([sys.executable, "-c", code, str(closed), PASSPHRASE], cwd=ROOT, check=False)
    assert done.returncode == 9
    journal = closed.with_name(closed.name + "-journal")
    assert journal_bytes(closed)
    assert closed.read_bytes() != raw
    assert NAME not in journal.read_bytes() + closed.read_bytes()
    with pytest.raises(WrongPassphrase):
        Session.open(closed, FileKind.REGISTER, OTHER)
    with pytest.raises(NeedsPassphrase):
        Session.look(closed, FileKind.REGISTER)
    assert len(names(closed)) == 203
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        assert session.all_facts() == before
    assert list(closed.parent.iterdir()) == [closed]
