"""Closing a register where files are held, or have one name only: nobody reads the old bytes, or it is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from closed_register import NAME, PASSPHRASE, backups, names

from facilitatore.errors import FileHeld, FileProblem, NotWiped
from facilitatore.sentences import say
from facilitatore.session import replacing
from facilitatore.session.cipher import is_ciphered, set_passphrase
from tests.held_files import HeldFiles

THREE = ["ROSSINI", "Verdi", "Puccini"]


@pytest.fixture
def one_name(held_files: HeldFiles, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> HeldFiles:
    """A stick with FAT on Windows: no file has a second name."""

    def refuse(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(os, "link", refuse)
    return held_files


@pytest.fixture
def raw(register: Path) -> Path:
    """A second name of the register's bytes, which no program knows: what somebody finds who reads the stick itself."""
    kept = register.parent.with_name("raw")
    os.link(register, kept)
    return kept


FAT = pytest.mark.parametrize("one_name", [errno.EPERM, errno.ENOTSUP], indirect=True)


@FAT
def test_without_second_names_the_old_bytes_are_overwritten(register: Path, raw: Path, one_name: HeldFiles) -> None:
    """And nothing but the closed register is left in the folder."""
    assert NAME in raw.read_bytes()
    set_passphrase(register, "", PASSPHRASE)
    assert raw.read_bytes() == b""
    assert names(register, PASSPHRASE) == THREE
    assert list(register.parent.iterdir()) == [register]
    assert all(is_ciphered(copy) for copy in backups(register))
    assert one_name.now == 0


@FAT
def test_without_second_names_a_name_that_cannot_be_had_leaves_all_as_it_was(
    register: Path, one_name: HeldFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old register gets its name back."""
    real = os.replace

    def refusing(source: Path, target: Path) -> None:
        if source.suffix == ".part" and target == register:
            raise OSError(errno.EIO, "Input/output error")
        real(source, target)

    before = register.read_bytes()
    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(FileProblem):
        set_passphrase(register, "", PASSPHRASE)
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]
    assert one_name.now == 0


@FAT
@pytest.mark.parametrize("step", [1, 2, 3])
def test_without_second_names_the_register_is_always_somewhere(
    register: Path, one_name: HeldFiles, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The laptop goes off after each of the steps: a file of the register's kind in its folder still opens."""
    real, done = os.replace, [0]

    class PowerCut(BaseException):
        """The laptop went off."""

    def cut(source: Path, target: Path) -> None:
        if done[0] == step:
            raise PowerCut
        real(source, target)
        done[0] += source.parent == register.parent

    monkeypatch.setattr(os, "replace", cut)
    monkeypatch.setattr(replacing, "wipe", cut)  # nothing after the cut
    with pytest.raises((PowerCut, TypeError)):
        set_passphrase(register, "", PASSPHRASE)
    monkeypatch.undo()
    found = [path for path in register.parent.iterdir() if path.suffix == ".registro"]
    assert len(found) == 1
    assert names(found[0], PASSPHRASE if is_ciphered(found[0]) else "") == THREE
    assert one_name.refused == []


@FAT
def test_bytes_that_cannot_be_overwritten_are_told(
    register: Path, one_name: HeldFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The register is closed, and nobody is told that all is well."""

    def refuse(path: Path) -> None:
        raise FileHeld(path)

    monkeypatch.setattr(replacing, "wipe", refuse)
    with pytest.raises(NotWiped) as raised:
        set_passphrase(register, "", PASSPHRASE)
    assert names(register, PASSPHRASE) == THREE
    assert "è chiuso con la frase, ma quello che c’era prima" in say(raised.value)
    assert one_name.refused == []


def test_a_register_is_closed_while_a_scanner_looks(register: Path, raw: Path, held_files: HeldFiles) -> None:
    """Every file is refused for half a second: it is closed all the same, and its old bytes are overwritten."""
    held_files.scan_seconds = 0.5
    set_passphrase(register, "", PASSPHRASE)
    assert names(register, PASSPHRASE) == THREE
    assert raw.read_bytes() == b""
    assert list(register.parent.iterdir()) == [register]
    assert register in held_files.refused


def test_a_register_that_another_program_holds_stays_as_it_was(register: Path, held_files: HeldFiles) -> None:
    """And its sentence says what to do."""
    before = register.read_bytes()
    held_files.hold(register)
    with pytest.raises(FileHeld) as raised:
        set_passphrase(register, "", PASSPHRASE)
    assert say(raised.value).endswith("è aperto in un altro programma: chiudilo e riprova.")
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]
