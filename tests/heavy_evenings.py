"""Evenings that are heavy or absurd, as a stranger's file, a script or a slip of the hand could make them.

Every fact is whole and has its true id: no check refuses such a file, so that each page and command must bear it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from facilitatore.session.building import build_file
from facilitatore.session.facts import make_fact

EVENING: Final = b"\1" * 16
GROUP: Final = b"\2" * 16
QUESTION: Final = b"\3" * 16

_HERE: Final = {"group": GROUP.hex(), "question": QUESTION.hex()}

Told = tuple[str, dict[str, Any], bytes | None]
"""Kind and fields of a thing, and which thing, where it is one that every evening here has."""


def heavy_evening(path: Path, *modes: str, most: int = 1_000_000) -> Path:
    """Write an evening of these `MODES` together, beside one group with one question, one phase and one note.

    Of a mode that has many things it holds `most`.
    """
    told: list[Told] = [
        ("evening", {"title": "Adolescenti", "date": "2018-11-20", "starts_at": "20:30", "ends_at": "22:30"}, EVENING),
        ("group", {"key": "A", "title": "Scuola e vita", "facilitators": ["Anna", "Bruno"]}, GROUP),
        ("guiding_question", {"group": GROUP.hex(), "number": 1, "text": "Che cosa manca?"}, QUESTION),
        ("phase", {"group": GROUP.hex(), "title": "Accoglienza", "minutes": 10, "pos": 0}, None),
        ("note", {**_HERE, "kind": "need", "text": "Un posto dove stare"}, None),
        *(thing for mode in modes for thing in islice(MODES[mode](), most)),
    ]
    written: dict[bytes, bytes] = {}
    facts = []
    for place, (kind, fields, named) in enumerate(told, start=1):
        entity = named or place.to_bytes(16, "big")
        seen = [written[entity]] if entity in written else []
        facts.append(make_fact(EVENING, entity, kind, fields, seen=seen, by=b"A" * 8, at=place))
        written[entity] = facts[-1].id
    build_file(path, sorted(facts))
    return path


def _evening(**fields: Any) -> Callable[[], list[Told]]:
    return lambda: [("evening", fields, EVENING)]


def _group(**fields: Any) -> Callable[[], list[Told]]:
    return lambda: [("group", fields, GROUP)]


def _note(text: str, **fields: Any) -> Callable[[], list[Told]]:
    return lambda: [("note", {**_HERE, "kind": "need", "text": text, **fields}, None)]


def _many(count: int, kind: str, fields: Callable[[int], dict[str, Any]]) -> Callable[[], Iterator[Told]]:
    return lambda: ((kind, {"group": GROUP.hex(), **fields(place)}, None) for place in range(count))


def _one(kind: str, **fields: Any) -> Callable[[], list[Told]]:
    return lambda: [(kind, {**_HERE, **fields}, None)]


def _statement() -> list[Told]:
    """Return sentences that are long, with marks, and with a whole evening behind one of them."""
    number = 1000
    links = [(f"{number:032x}", place.to_bytes(16, "big").hex()) for place in range(1, 6)]
    return [
        ("statement", {"group": GROUP.hex(), "text": "S" * 300_000}, number.to_bytes(16, "big")),
        ("statement", {"group": GROUP.hex(), "text": "e" + "\u0301" * 50_000}, None),
        *(("evidence", {"statement": one, "target": note, "target_kind": "note"}, None) for one, note in links),
    ]


MODES: Final[dict[str, Callable[[], Any]]] = {
    "title of a million letters": _evening(title="T" * 1_000_000),
    "title of a million letters in words": _evening(title="Titolo lungo " * 80_000),
    "every text of the evening long": _evening(
        theme="tema " * 50_000, place="P" * 200_000, process="percorso " * 20_000, template="t" * 90_000
    ),
    "names of a group too long": _group(
        title="G" * 200_000,
        short_title="S " * 100_000,
        room="R" * 200_000,
        facilitators=["F" * 100_000] * 3,
        key="K" * 9000,
    ),
    "note of a million letters": _note("x" * 1_000_000),
    "note of a million letters in words": _note("parola " * 150_000),
    "note of 200,000 accents": _note("a" + "\u0301" * 200_000),
    "note of 120,000 direction marks": _note("\u202e\u2066" * 60_000 + "x"),
    "note of 100,000 lines": _note("riga\n" * 100_000),
    "number and kind of a note": _note("x", number="9" * 100_000, kind="k" * 100_000, dots=10**15),
    "minus dots": _note("x", dots=-(10**15)),
    "name of a cloud too long": _one("cluster", name="N" * 200_000),
    "sheets too long": lambda: [
        ("role_play", {**_HERE, "title": "T" * 90_000, "scenario": "s " * 90_000, "lessons": "l" * 90_000}, None),
        ("pair_dialogue", {**_HERE, "number": 10**18, "heard": "h" * 90_000, "need": "n " * 90_000}, None),
    ],
    "statements too long": _statement,
    "question too long": _one(
        "guiding_question", number=10**18, text="Q" * 300_000, prompt="p " * 90_000, technique="t" * 9000
    ),
    "phase too long": _one("phase", title="F" * 300_000, leader="L" * 90_000, detail="d " * 90_000, pos=10**400),
    "rule too long": _one("ground_rule", text="r" * 300_000),
    "1,000 groups": _many(1000, "group", lambda place: {"key": f"G{place}", "title": f"Gruppo {place}"}),
    "5,000 questions": _many(5000, "guiding_question", lambda place: {"number": place, "text": f"Domanda {place}"}),
    "5,000 phases": _many(5000, "phase", lambda place: {"title": f"Fase {place}", "minutes": 5, "pos": place}),
    "5,000 rules": _many(5000, "ground_rule", lambda place: {"text": f"Regola {place}", "pos": place}),
    "3,000 clouds": _many(3000, "cluster", lambda place: {"name": f"Nuvola {place}"}),
    "5,000 notes": _many(
        5000, "note", lambda place: {"question": QUESTION.hex(), "kind": "need", "text": f"Nota {place}"}
    ),
    "5,000 statements": _many(5000, "statement", lambda place: {"text": f"Frase {place}", "pos": place}),
    "2,000 sheets": _many(2000, "role_play", lambda place: {"title": f"Gioco {place}"}),
    "500 headings of 4,000 letters": lambda: (
        ("role_play", {**_HERE, "title": f"{place} gioco " + f"parola{place} " * 450}, None) for place in range(500)
    ),
    "2,000 pairs": _many(2000, "pair_dialogue", lambda place: {"number": place, "heard": f"Frase {place}"}),
    "5,000 guests": _many(
        5000, "guest", lambda place: {"badge_name": f"Ospite {place}", "arrived_at": place, "token": f"T{place:011}"}
    ),
    "20,000 turns": _many(
        20_000, "speaking_turn", lambda place: {"started_at": place, "planned_s": 120, "spoken_s": 10**12}
    ),
    "minutes of 10^18": _one("phase", title="x", minutes=10**18, pos=1),
    "numbers of 400 digits": lambda: [
        ("phase", {"group": GROUP.hex(), "title": "x", "minutes": 10**400, "pos": 10**400}, None),
        ("guiding_question", {"group": GROUP.hex(), "number": -(10**400), "text": "x"}, None),
        ("note", {**_HERE, "text": "x", "dots": 10**400}, None),
        ("group", {"capacity": 10**400}, GROUP),
        ("pair_dialogue", {**_HERE, "number": 10**400, "heard": "x"}, None),
        (
            "speaking_turn",
            {"group": GROUP.hex(), "started_at": 10**400, "spoken_s": 10**400, "planned_s": -(10**400)},
            None,
        ),
        ("countdown", {"group": GROUP.hex(), "total_s": 10**400, "left_s": -(10**400), "started_at": 10**400}, None),
        ("guest", {"group": GROUP.hex(), "badge_name": "Anna", "arrived_at": 10**400, "printed_at": -(10**400)}, None),
        ("presence", {"group": GROUP.hex(), "token": "T", "at": 10**400}, None),
    ],
    "dates that are none": _evening(date="9999-12-31", starts_at="99:99", keep_until="9999-99-99"),
    "the first day there is": _evening(date="0001-01-01", starts_at="00:00", ends_at="00:00"),
    "a day of 100,000 letters": _evening(date="d" * 100_000, starts_at="s" * 100_000, ends_at="9" * 100_000),
    "less than no places": _group(capacity=-5),
    "10^30 places": _group(capacity=10**30),
    "countdown of 10^30": _one(
        "countdown",
        state="running",
        total_s=10**30,
        left_s=10**30,
        deadline_boot=10**30,
        deadline_wall=-(10**30),
        started_at=-(10**17),
    ),
    "phase begun before there were clocks": lambda: [
        ("phase", {"group": GROUP.hex(), "title": "x", "minutes": 5, "pos": 1}, b"\4" * 16),
        ("phase_run", {"group": GROUP.hex(), "phase": (b"\4" * 16).hex(), "started_at": -(10**17)}, None),
    ],
}
"""By name, what an evening holds too much of, or what no evening can hold."""
