"""Two door laptops, and the register that lies beside each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitatore.door.tokens import new_token
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files

NAMES = (("Andrea", "Ferrari"), ("Khadija", "Benali"), ("Olena", "Kovalchuk"))


@pytest.fixture
def register(evening: Session, tmp_path: Path) -> Iterator[Session]:
    """Make the register of the evening, with three persons."""
    with create_register(evening, tmp_path / "serata.registro") as made:
        made.record(
            "import_people",
            *[
                new("person", first_name=first, family_name=family, badge_name=first, token=new_token())
                for first, family in NAMES
            ],
        )
        yield made


@pytest.fixture
def laptops(tmp_path: Path, later: Callable[[], None]) -> Iterator[tuple[Session, Session]]:
    """Open the same evening on two laptops."""
    first, second = tmp_path / "porta-1.serata", tmp_path / "porta-2.serata"
    with create_evening(first, find_template("carpi-2018-1")) as one:
        copy_facts(one.all_facts(), second)
        with Session.open(second) as two:
            later()
            yield one, two


@pytest.fixture
def joined(laptops: tuple[Session, Session], tmp_path: Path) -> Callable[[], list[Session]]:
    """Return a way to close both laptops and join their files, in both orders."""

    def join() -> list[Session]:
        for laptop in laptops:
            laptop.close()
        one, two = (laptop.path for laptop in laptops)
        results = []
        for name, order in (("avanti", [one, two]), ("indietro", [two, one])):
            target = tmp_path / f"{name}.serata"
            join_files(order, target)
            results.append(Session.look(target))
        return results

    return join
