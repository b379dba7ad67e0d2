"""A register closed with a passphrase: who has not the passphrase reads nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from closed_register import (
    NAME,
    OTHER,
    PASSPHRASE,
    ROOT,
    files_with_the_name,
    names,
)

from facilitatore.errors import (
    FileLocked,
    NeedsPassphrase,
    NoCipher,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session, new
from facilitatore.session.backup import backup_folder
from facilitatore.session.cipher import is_ciphered, set_passphrase
from facilitatore.session.keys import PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_closed_register_says_nothing_to_who_has_no_passphrase(register: Path) -> None:
    """The name is in the bytes of the plain register and of its copies, and in none once it is closed."""
    copies = backup_folder(Session.look(register).id)
    before = files_with_the_name(register.parent, copies)
    assert register in before
    assert len(before) > 1
    set_passphrase(register, "", PASSPHRASE)
    assert files_with_the_name(register.parent, copies) == []
    assert names(register) == ["ROSSINI", "Verdi", "Puccini"]


def test_writing_to_a_closed_register_leaves_no_name_in_the_journal_nor_in_copies(closed: Path) -> None:
    """While a commit is on its way, and in the copy made of the open file."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        file = session._file
        file.db.execute("BEGIN IMMEDIATE")
        file.db.execute("UPDATE fact SET at = at")
        file.db.execute("PRAGMA cache_spill=1").fetchall()
        file.db.execute("PRAGMA cache_size=1").fetchall()
        file.db.execute(
            "INSERT INTO fact SELECT randomblob(22), session, entity, kind, at, by, data || 'ROSSINI', seen FROM fact"
        )
        journal = closed.with_name(closed.name + "-journal")
        assert journal.stat().st_size > PAGE_BYTES
        assert NAME not in journal.read_bytes()
        file.db.execute("ROLLBACK")
        copy = session.back_up()
    assert copy is not None
    assert files_with_the_name(closed.parent, copy.parent) == []
    assert names(copy) == ["ROSSINI", "Verdi", "Puccini"]


def test_any_program_that_opens_such_files_opens_ours(register: Path, real_rounds: None) -> None:
    """The passphrase alone, given to SQLCipher as it comes, opens the register: nobody is tied to this program."""
    from sqlcipher3 import dbapi2

    set_passphrase(register, "", PASSPHRASE)
    db = dbapi2.connect(str(register))
    db.execute(f"PRAGMA key='{PASSPHRASE}'")
    assert db.execute("SELECT count(*) FROM fact WHERE kind='person'").fetchone() == (3,)
    db.close()
    assert names(register) == ["ROSSINI", "Verdi", "Puccini"]


@pytest.mark.parametrize("reach", [Session.open, Session.look])
def test_without_the_right_passphrase_a_register_stays_closed_and_untouched(
    closed: Path, reach: Callable[..., Session]
) -> None:
    """None at all and a wrong one are two answers; the file and its folder stay as they were."""
    before = {path: path.read_bytes() for path in closed.parent.iterdir()}
    with pytest.raises(NeedsPassphrase):
        reach(closed, FileKind.REGISTER)
    for wrong in ("sole mare venta", "Sole mare vento", " sole mare vento", OTHER):
        with pytest.raises(WrongPassphrase) as caught:
            reach(closed, FileKind.REGISTER, wrong)
        assert wrong.strip() not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    assert {path: path.read_bytes() for path in closed.parent.iterdir()} == before
    reach(closed, FileKind.REGISTER, PASSPHRASE).close()


def test_an_accent_typed_in_two_ways_is_the_same(register: Path) -> None:
    """A Mac may write è as e and an accent."""
    set_passphrase(register, "", "il caffè è pronto")
    assert len(names(register, "il caffe\u0300 e\u0300 pronto")) == 3


def test_a_closed_register_is_worked_on_like_any_other(closed: Path) -> None:
    """What is written is there at the next opening, undo goes, and two windows do not open it together."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session.record("add", new("person", first_name="Dina", family_name="Bellini"))
        session.record("add", new("person", first_name="Ezio", family_name="Boito"))
        session.undo()
        with pytest.raises(FileLocked):
            Session.open(closed, FileKind.REGISTER, PASSPHRASE)
    assert names(closed) == ["ROSSINI", "Verdi", "Puccini", "Bellini"]
    assert is_ciphered(closed)


def test_after_an_error_of_the_medium_the_file_is_opened_again_with_its_key(closed: Path) -> None:
    """The passphrase is gone by then, the key is not."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session._file._is_lost = True
        session.record("add", new("person", first_name="Dina", family_name="Bellini"))
    assert "Bellini" in names(closed)


def test_a_passphrase_given_for_a_plain_file_is_not_needed(register: Path) -> None:
    """Whoever opens several files gives one passphrase for all."""
    assert names(register, PASSPHRASE) == ["ROSSINI", "Verdi", "Puccini"]
    assert not is_ciphered(register)


def test_a_plain_file_needs_no_cipher(register: Path) -> None:
    """Opening, writing and joining plain files never imports SQLCipher."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom facilitatore.session import Session, new\n"
        "from facilitatore.session.joining.merge import join_files\n"
        "path = Path(sys.argv[1])\n"
        "with Session.open(path) as session: session.record('add', new('person', first_name='Dina'))\n"
        "join_files([path], path.with_name('unito.registro'))\n"
        "assert not [name for name in sys.modules if name.startswith('sqlcipher3')]"
    )
    subprocess.run([sys.executable, "-c", code, str(register)], check=True, cwd=ROOT)


def test_without_the_optional_part_a_closed_register_says_so(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a plain one cannot be closed; everything else works."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert is_ciphered(closed)
    for refused in (
        lambda: Session.open(closed, FileKind.REGISTER, PASSPHRASE),
        lambda: Session.look(closed, FileKind.REGISTER, PASSPHRASE),
        lambda: set_passphrase(closed, PASSPHRASE, ""),
    ):
        with pytest.raises(NoCipher):
            refused()
