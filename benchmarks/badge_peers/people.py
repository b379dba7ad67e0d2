"""The people of the benchmark, the same at every run: as a list for the peers, as an evening for us."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from facilitatore.door.tokens import ALPHABET
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import new

NAMES = (
    "Anna", "Marco", "Giulia", "Luca", "Chiara", "Niccolò", "Mattia", "Noè",
    "Zoë", "Élodie", "José", "Gaël", "Francesca", "Alessandro", "Sofia", "Lucia",
    "Øyvind", "Łukasz", "François", "Mariagrazia", "Jürgen", "Inés", "Nicolò", "Desirée",
    "Giuseppe", "Teresa", "Paola", "Stefano", "Davide", "Elena",
)  # fmt: skip


def write_people(path: Path, count: int) -> None:
    """Write a list of `count` people: first name, token, group."""
    dice = random.Random(42)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["first", "token", "group"])
        for _ in range(count):
            rows.writerow([dice.choice(NAMES), "".join(dice.choices(ALPHABET, k=12)), dice.choice("ABC")])


def read_people(path: Path) -> list[dict[str, str]]:
    """Return the people of the list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_evening(path: Path, people: list[dict[str, str]]) -> None:
    """Write an evening whose guests are `people`."""
    with create_evening(path, find_template("carpi-2018-1")) as session:
        groups = {group.key: group.id for group in read_groups(session)}
        guests = [
            new("guest", badge_name=row["first"], group=groups[row["group"]], token=row["token"], arrived_at=1)
            for row in people
        ]
        session.record("check_in", *guests)
