"""Where the register lies, and how one that does not open is set aside."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from facilitatore.errors import NotWritable
from facilitatore.session import FileKind, Session
from facilitatore.session.places import data_folder
from facilitatore.session.register_place import apart_words, register_path, register_place, set_aside


def test_it_lies_beside_the_evening(tmp_path: Path) -> None:
    """With the same name."""
    assert register_path(tmp_path / "accoglienza.serata") == tmp_path / "accoglienza.registro"


def test_a_cloud_copies_no_names(tmp_path: Path) -> None:
    """Under a folder that a cloud copies it is made in the data folder of the laptop, and the sentence says why."""
    evening = tmp_path / "OneDrive - Comune" / "accoglienza.serata"
    place = register_place(evening, "ab12")
    assert place == data_folder() / "registers" / "ab12" / "accoglienza.registro"
    words = apart_words(evening, place)
    assert "OneDrive copierebbe nomi e recapiti" in words
    assert str(place) in words


def test_where_no_cloud_copies_it_lies_beside(tmp_path: Path) -> None:
    """And there is nothing to say."""
    evening = tmp_path / "accoglienza.serata"
    assert register_place(evening, "ab12") == register_path(evening)
    assert apart_words(evening, register_path(evening)) == ""


def test_a_register_that_is_there_stays_where_it_is(tmp_path: Path) -> None:
    """Beside an evening in a cloud; and in the data folder, when the evening was moved out of the cloud."""
    cloud, plain = tmp_path / "Dropbox", tmp_path / "serate"
    for folder in (cloud, plain):
        folder.mkdir()
    apart = register_place(cloud / "a.serata", "ab12")
    apart.parent.mkdir(parents=True)
    apart.write_bytes(b"names")
    assert register_place(plain / "a.serata", "ab12") == apart
    assert register_place(plain / "a.serata", "cd34") == plain / "a.registro"
    (cloud / "a.registro").write_bytes(b"names")
    assert register_place(cloud / "a.serata", "ab12") == cloud / "a.registro"


def test_one_that_is_set_aside_is_there_byte_for_byte(tmp_path: Path) -> None:
    """Under a name of its own, also the second time."""
    path = tmp_path / "accoglienza.registro"
    for number, name in enumerate(("accoglienza-da-parte.registro", "accoglienza-da-parte 2.registro")):
        path.write_bytes(bytes([number]) * 100)
        assert set_aside(path) == tmp_path / name
        assert (tmp_path / name).read_bytes() == bytes([number]) * 100
        assert not path.exists()


def test_its_journal_goes_with_it(tmp_path: Path) -> None:
    """Left behind, it would keep the next register of that name from being opened."""
    path = tmp_path / "accoglienza.registro"
    path.write_bytes(b"broken")
    (tmp_path / "accoglienza.registro-journal").write_bytes(b"half a commit")
    set_aside(path)
    Session.create(path, FileKind.REGISTER, fields={"title": "Percorso"}).close()
    Session.open(path).close()
    assert (tmp_path / "accoglienza-da-parte.registro-journal").read_bytes() == b"half a commit"


def test_a_folder_that_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name of the register, which stays where it is."""
    path = tmp_path / "accoglienza.registro"
    path.write_bytes(b"broken")

    def refuse(_path: Path, _target: Path) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(NotWritable) as raised:
        set_aside(path)
    assert raised.value.path == path
    assert path.read_bytes() == b"broken"
