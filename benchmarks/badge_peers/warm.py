"""One badge after another in a running program: from Enter to the bytes of its PDF, in ms. FOLDER.

Prints the median, the 95th percentile and the slowest of 150: the check-in is written and folded, the badge laid out
and drawn, with the fonts that the window keeps. What the first one has to import is not counted.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from pathlib import Path

from people import NAMES

from facilitatore.door.actions import check_in
from facilitatore.door.badges.layout import lay_out
from facilitatore.door.badges.printing import badges_for
from facilitatore.door.badges.stock import find_stock
from facilitatore.door.model import Person
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.pdf import draw
from facilitatore.door.tokens import new_token
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template

PEOPLE = 150


def main() -> None:
    """Let 150 people in, one by one."""
    dice, stock, fonts = random.Random(42), find_stock("L4785"), Fonts()
    took: list[float] = []
    with create_evening(Path(sys.argv[1]) / "warm.serata", find_template("carpi-2018-1")) as session:
        groups = [group.id for group in read_groups(session)]
        for index in range(PEOPLE + 1):
            name = dice.choice(NAMES)
            person = Person(str(index), name, "Rossi", name, "", "", new_token(), ())
            if index == 1:
                gc.collect()
                gc.freeze()
            start = time.perf_counter()
            guest = check_in(session, person, group=dice.choice(groups)).ids[0]
            badge = next(badge for who, badge in badges_for(session) if who == guest)
            draw(lay_out([badge], stock, fonts=fonts).paper())
            took.append((time.perf_counter() - start) * 1000)
    took = sorted(took[1:])
    print(statistics.median(took), took[int(len(took) * 0.95)], took[-1])


if __name__ == "__main__":
    main()
