"""Closed registers are joined, and forget, and stay closed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from closed_register import (
    OTHER,
    PASSPHRASE,
    backups,
    facts_in,
    files_with_the_name,
    names,
)

from facilitatore.errors import (
    NeedsPassphrase,
    WrongKind,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session, new
from facilitatore.session.building import copy_facts
from facilitatore.session.cipher import is_ciphered, set_passphrase
from facilitatore.session.guard import open_for_reading
from facilitatore.session.joining.merge import join_files, join_into, plan_join
from facilitatore.session.keys import Keys


@pytest.fixture
def second(closed: Path) -> Path:
    """Return another laptop's copy of the register, closed with another passphrase, with one person more."""
    path = closed.with_name("secondo.registro")
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        copy_facts(session.all_facts(), path)
    with Session.open(path) as session:
        session.record("add", new("person", first_name="Dina", family_name="ROSSINI-Bellini"))
    set_passphrase(path, "", OTHER)
    return path


def test_two_closed_registers_join_into_a_closed_one(closed: Path, second: Path) -> None:
    """With both passphrases; what comes out is closed with that of the first."""
    target = closed.with_name("unito.registro")
    report = join_files([closed, second], target, passphrases=(OTHER, PASSPHRASE))
    assert "Bellini" in names(target)[-1]
    assert report.new == facts_in(target)
    assert files_with_the_name(closed.parent) == []
    assert join_files([closed, second], target, passphrases=(PASSPHRASE, OTHER)).new == 0
    assert PASSPHRASE not in repr(report)


def test_a_plain_copy_joined_with_a_closed_one_gives_a_closed_one(closed: Path, second: Path) -> None:
    """Names that were closed do not come out open."""
    set_passphrase(second, OTHER, "")
    target = closed.with_name("unito.registro")
    join_files([second, closed], target, passphrases=(PASSPHRASE,))
    assert files_with_the_name(closed.parent) == [second]
    assert len(names(target)) == 4


def test_a_plain_register_that_takes_in_a_closed_one_is_closed_with_its_copies(closed: Path, second: Path) -> None:
    """Where the plain one was, and in the copies made of it, no name can be read any more."""
    set_passphrase(closed, PASSPHRASE, "")
    os.link(closed, closed.with_name("secondo-nome"))
    copies = backups(closed, "")[0].parent
    assert len(files_with_the_name(closed.parent, copies)) > 2
    join_files([second], closed, passphrases=(OTHER,))
    assert files_with_the_name(closed.parent, copies) == []
    assert len(names(closed, OTHER)) == 4


def test_joining_without_the_passphrase_writes_nothing(closed: Path, second: Path) -> None:
    """Each file says what it needs."""
    target = closed.with_name("unito.registro")
    with pytest.raises(NeedsPassphrase):
        join_files([closed, second], target)
    with pytest.raises(WrongPassphrase):
        join_files([closed, second], target, passphrases=(PASSPHRASE,))
    with pytest.raises(WrongKind):
        join_files([closed], closed.with_name("unito"), passphrases=(PASSPHRASE,))
    assert sorted(closed.parent.iterdir()) == [closed, second]


def test_a_closed_register_is_joined_into_an_open_one(closed: Path, second: Path) -> None:
    """The file that stays closed is in the report with its problem."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        (report,) = plan_join(session, [second])[0].files
        assert isinstance(report.problem, NeedsPassphrase)
        assert join_into(session, [second], (OTHER,)).new == 1
        assert len(session.things("person")) == 4
    assert files_with_the_name(closed.parent) == []


def test_whom_a_closed_register_forgets_its_copies_forget_and_stay_closed(closed: Path) -> None:
    """The copies are written anew with the same key."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session.back_up()
        ada = next(person for person in session.things("person") if person.text("family_name") == "ROSSINI")
        session.forget(ids=[ada.id])
    copies = [path for path in backups(closed) if path.suffix == ".registro"]
    assert copies
    for path in (closed, *copies):
        assert names(path) == ["Verdi", "Puccini"]
        assert is_ciphered(path)


def test_what_is_handed_about_does_not_show_the_passphrase(closed: Path) -> None:
    """Neither keys nor sessions print it, and an open session does not hold it."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        assert session.key is not None
        assert session.key.is_of(PASSPHRASE)
        assert not session.key.is_of(OTHER)
        shown = [repr(session.key), repr(Keys(PASSPHRASE)), repr(vars(session)), repr(vars(session._file))]
        assert not any(PASSPHRASE in text for text in shown)
    with open_for_reading(closed, Keys(PASSPHRASE)) as db:
        assert PASSPHRASE not in repr(db)
