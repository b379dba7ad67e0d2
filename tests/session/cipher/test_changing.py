"""Closing a register, changing its passphrase, opening it for good: nothing gets lost on the way."""

from __future__ import annotations

import os
import signal
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
    backups,
    files_with_the_name,
    names,
    opens,
)

from facilitatore.errors import (
    BadValue,
    Damaged,
    DiskFailed,
    DiskFull,
    NeedsPassphrase,
    WrongKind,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session
from facilitatore.session import cipher as cipher_module
from facilitatore.session.backup import backup_folder
from facilitatore.session.building import copy_facts
from facilitatore.session.cipher import check_strength, is_ciphered, set_passphrase
from facilitatore.session.keys import PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.session.facts import Fact


def test_the_passphrase_can_be_changed(closed: Path) -> None:
    """The new one opens the register and its copies, the old one neither."""
    set_passphrase(closed, PASSPHRASE, OTHER)
    with pytest.raises(WrongPassphrase):
        names(closed, PASSPHRASE)
    assert names(closed, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    for copy in backups(closed, OTHER):
        assert len(names(copy, OTHER)) == 3


def test_the_passphrase_can_be_taken_away(closed: Path) -> None:
    """Register and copies are plain again, with the same facts."""
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        before = session.all_facts()
    set_passphrase(closed, PASSPHRASE, "")
    assert not is_ciphered(closed)
    with Session.look(closed, FileKind.REGISTER) as session:
        assert session.all_facts() == before
    for copy in backups(closed, ""):
        assert len(names(copy, "")) == 3


def test_the_plain_bytes_are_overwritten(register: Path) -> None:
    """Where the register was, nothing can be read any more: seen through a second name of the same file."""
    second = register.with_name("secondo-nome")
    os.link(register, second)
    assert NAME in second.read_bytes()
    set_passphrase(register, "", PASSPHRASE)
    assert not second.read_bytes().strip(b"\0")


def test_automatic_copies_are_closed_too_unless_another_passphrase_closed_them(closed: Path) -> None:
    """A copy closed with another passphrase stays as it is; a plain one that cannot be read is overwritten."""
    foreign, broken = (backups(closed)[0].with_name(f"x-20260101-00000{n}.registro") for n in (1, 2))
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        facts = session.all_facts()
    copy_facts(facts, foreign)
    set_passphrase(foreign, "", OTHER)
    copy_facts(facts, broken)
    broken.write_bytes(broken.read_bytes()[:-100])
    assert NAME in broken.read_bytes()
    set_passphrase(closed, PASSPHRASE, "terza frase, diversa")
    assert names(foreign, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    assert not broken.exists()


def test_a_copy_worked_on_elsewhere_or_where_it_lies_leaves_no_open_one(register: Path) -> None:
    """An automatic copy taken to the desk under its name, and one closed among the others."""
    copy = backups(register, "")[0]
    taken = register.with_name(copy.name)
    taken.write_bytes(copy.read_bytes())
    set_passphrase(taken, "", PASSPHRASE)
    assert files_with_the_name(taken.parent, copy.parent) == [register]
    set_passphrase(copy, PASSPHRASE, OTHER)
    assert names(copy, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    assert files_with_the_name(copy.parent) == []


def test_a_short_passphrase_is_refused_and_not_repeated(register: Path) -> None:
    """Twelve characters or three words; what was typed is not in the problem."""
    before = register.read_bytes()
    for short in ("abc123", "           x", "a b c", "mare blu", "con\0nul e altre parole"):
        with pytest.raises(BadValue) as caught:
            set_passphrase(register, "", short)
        assert short not in repr(vars(caught.value))
    assert register.read_bytes() == before
    for good in ("dodicisegni!", "sole mare vento", "  spazi ai lati  "):
        check_strength(good)


def test_only_a_register_is_closed(tmp_path: Path) -> None:
    """An evening goes to every group, and everybody must open it."""
    folder = tmp_path / "lavoro"
    folder.mkdir()
    evening = folder / "x.serata"
    Session.create(evening, FileKind.EVENING, fields={"title": "x"}).close()
    disguised = folder / "x.registro"
    disguised.write_bytes(evening.read_bytes())
    for path in (evening, disguised):
        before = path.read_bytes()
        with pytest.raises(WrongKind):
            set_passphrase(path, "", PASSPHRASE)
        assert path.read_bytes() == before
    assert sorted(folder.iterdir()) == [disguised, evening]


def test_a_wrong_old_passphrase_changes_nothing(closed: Path) -> None:
    """Nor does one that is missing."""
    before = {path: path.read_bytes() for path in [closed, *backups(closed)]}
    with pytest.raises(WrongPassphrase):
        set_passphrase(closed, OTHER, "una frase nuova")
    with pytest.raises(NeedsPassphrase):
        set_passphrase(closed, "", "una frase nuova")
    assert {path: path.read_bytes() for path in [closed, *backups(closed)]} == before
    assert list(closed.parent.iterdir()) == [closed]


def test_a_full_disk_leaves_the_register_as_it_was(register: Path) -> None:
    """The system lets the program write no file as large as the register: nothing was closed, nothing is left."""
    resource = pytest.importorskip("resource")
    before = register.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PAGE_BYTES, limits[1]))
    try:
        with pytest.raises((DiskFull, DiskFailed)):  # SQLite tells the one from the other by the number of the error
            set_passphrase(register, "", PASSPHRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, was)
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]
    assert len(backups(register, "")) == 1


@pytest.mark.parametrize("lost", [lambda facts: facts[:-1], lambda facts: [*facts[:-1], facts[-1]._replace(data="{}")]])
def test_what_is_not_read_back_as_it_was_written_does_not_take_the_place(
    register: Path, monkeypatch: pytest.MonkeyPatch, lost: Callable[[list[Fact]], list[Fact]]
) -> None:
    """A medium that loses a fact, or changes one, while the closed file is built: the register stays as it was."""
    before = register.read_bytes()
    real = cipher_module.build_file
    monkeypatch.setattr(cipher_module, "build_file", lambda part, facts, key: real(part, lost(facts), key))
    with pytest.raises((DiskFailed, Damaged)):
        set_passphrase(register, "", PASSPHRASE)
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]


_KILLED = """
import os, sys
from pathlib import Path
from facilitatore.session import cipher, keys
keys.ITERATIONS = {rounds}
path, old, new, moment = Path(sys.argv[1]), *sys.argv[2:]
module, name, when = moment.split(".")
real = getattr(cipher if module == "cipher" else os, name)
def killed(*arguments, **named):
    if when == "before":
        os._exit(9)
    real(*arguments, **named)
    os._exit(9)
setattr(cipher if module == "cipher" else os, name, killed)
cipher.set_passphrase(path, old, new)
"""
_MOMENTS = (
    "cipher.build_file.before",
    "cipher.build_file.after",
    "cipher._change_backups.before",
    "cipher._change_backups.after",
    "os.replace.before",
    "os.replace.after",
)


@pytest.mark.parametrize("moment", _MOMENTS)
@pytest.mark.parametrize(("old", "new"), [("", PASSPHRASE), (PASSPHRASE, OTHER), (PASSPHRASE, "")])
def test_killed_on_the_way_the_register_has_the_old_passphrase_or_the_new(
    register: Path, old: str, new: str, moment: str
) -> None:
    """Nobody is lost, one of the two opens it, going on is possible, and then no plain copy lies about."""
    if old:
        set_passphrase(register, "", old)
    code = _KILLED.format(rounds=QUICK_ROUNDS)
    done = subprocess.run([sys.executable, "-c", code, str(register), old, new, moment], cwd=ROOT, check=False)
    assert done.returncode == 9
    now = new if is_ciphered(register) == bool(new) and opens(register, new) else old
    assert names(register, now) == ["ROSSINI", "Verdi", "Puccini"]
    with Session.open(register, FileKind.REGISTER, now) as session:
        copies = backup_folder(session.id)
    if now:  # no plain copy lies beside a closed register, at no moment
        assert files_with_the_name(register.parent, copies) == []
    set_passphrase(register, now, "la frase di chi riprova")
    assert files_with_the_name(register.parent, copies) == []
    assert names(register, "la frase di chi riprova") == ["ROSSINI", "Verdi", "Puccini"]
    assert list(register.parent.iterdir()) == [register]
