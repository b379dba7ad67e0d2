"""How long the door takes to answer a letter, with 5,000 people in the register, beside its limit.

Run ``python benchmarks/door.py``. The limit is that of the design: the first line found within 10 ms of the key, whatever
was typed: a beginning, a name with a mistake, initials, nonsense. The folding of 5,000 names is done once, and an arrival
folds nothing again. Ends with 1 where the limit is missed.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

from facilitatore.door.model import Person
from facilitatore.door.people import Expected
from facilitatore.door.search import DoorSearch
from facilitatore.resources import resource_path

PEOPLE = 5000
LIMIT_MS = 10.0
ROUNDS = 15
TYPED = {
    "one letter": "a",
    "two letters": "an",
    "three letters": "kha",
    "a whole name": "giulia",
    "two names": "giulia vemipa",
    "initials": "r b",
    "a letter missing": "kadija",
    "two letters swapped": "guilia",
    "a mistake in two names": "guilia vemippa",
    "a long name with a mistake": "mariagrazzia",
    "nobody": "zzzzzzzzzz",
}


def main() -> int:
    """Measure and print; 1 when a limit is passed."""
    lines = everybody()
    folded = median_ms(lambda: DoorSearch(lines), 3)
    search = DoorSearch(lines)
    again = median_ms(lambda: search.know(lines), 5)
    print(f"{PEOPLE} people: folded in {folded:.1f} ms, known again after an arrival in {again:.1f} ms")
    start = time.perf_counter()
    search.find("qwertz")
    print(f"the first mistake of the evening, which loads rapidfuzz: {(time.perf_counter() - start) * 1000:.1f} ms")
    worst = 0.0
    for what, typed in TYPED.items():
        took = median_ms(lambda typed=typed: search.find(typed), ROUNDS)
        worst = max(worst, took)
        print(f"{what:28} {typed!r:16} {len(search.find(typed)):5} found  {took:6.2f} ms  (limit {LIMIT_MS:.0f} ms)")
    print(f"the slowest: {worst:.2f} ms")
    return int(worst > LIMIT_MS)


def everybody() -> list[Expected]:
    """Return 5,000 people with real first names and made-up family names."""
    chance = random.Random(3)
    text = resource_path("first_names.txt").read_text(encoding="utf-8")
    known = [word.rstrip("*") for row in text.splitlines() if not row.startswith("#") for word in row.split()]
    starts = [one + other for one in "bcdfglmnprstv" for other in "aeio"]
    lines = []
    for number in range(PEOPLE):
        first = chance.choice(known).title()
        family = "".join(chance.choice(starts) for _ in range(chance.randint(2, 4))).title()
        lines.append(Expected(Person(str(number), first, family, first, "", "", str(number), ()), None, None, None))
    return lines


def median_ms(action: Callable[[], object], rounds: int) -> float:
    """Return the median of how long an action takes, in ms."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
