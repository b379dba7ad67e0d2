"""The tests of closed registers derive their keys quickly, and import what lies beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if str(Path(__file__).parent) not in sys.path:
    sys.path.append(str(Path(__file__).parent))

from closed_register import PASSPHRASE, QUICK_ROUNDS

from facilitatore.session import FileKind, Session, new
from facilitatore.session import keys as keys_module
from facilitatore.session.cipher import set_passphrase


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Derive keys in a thousandth of the time: the key is derived by us, and SQLCipher is given it ready made."""
    if "real_rounds" not in request.fixturenames:
        monkeypatch.setattr(keys_module, "ITERATIONS", QUICK_ROUNDS)


@pytest.fixture
def real_rounds() -> None:
    """Derive keys as the program does."""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Make an open register with three people, of whom one is called ROSSINI, and two automatic copies of it."""
    path = tmp_path / "lavoro" / "accoglienza.registro"
    path.parent.mkdir()
    with Session.create(path, FileKind.REGISTER, fields={"title": "A Scuola per il Sociale"}) as session:
        for first, family in (("Ada", "ROSSINI"), ("Bianca", "Verdi"), ("Carlo", "Puccini")):
            session.record("add", new("person", first_name=first, family_name=family))
        session.back_up()
    return path


@pytest.fixture
def closed(register: Path) -> Path:
    """Return the register, closed with the passphrase."""
    set_passphrase(register, "", PASSPHRASE)
    return register
