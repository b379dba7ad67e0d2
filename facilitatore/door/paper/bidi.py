"""Which parts of a name run from right to left (UAX #9), on top of python-bidi's own steps.

python-bidi gives no levels and lacks rule N0 (paired brackets), without which "Marco (ماركو) 12" comes out scrambled;
its steps are therefore called one by one, with that rule added.
"""

from __future__ import annotations

from typing import Any
from unicodedata import bidirectional

_FIRST_RIGHT_TO_LEFT = 0x590
"""No character before Hebrew's block runs from right to left."""

_KNOWN = frozenset({"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON"})
_NEUTRAL = "\ufffd"

_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "「": "」"}


def base_level(text: str) -> int:
    """Return 1 where `text` begins at the right: its first letter that has a direction decides (rules P2 and P3)."""
    first = next((kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}), "L")
    return int(first != "L")


def embedding_levels(text: str, base: int = 0) -> list[int]:
    """Return one level per character: even runs from left to right, odd from right to left; `base` is the line's."""
    if not base and all(ord(char) < _FIRST_RIGHT_TO_LEFT for char in text):
        return [0] * len(text)
    # Only a name from right to left needs it.
    from bidi import algorithm as steps

    # python-bidi stops at kinds it does not know: isolates, and characters younger than Python's tables.
    text = "".join(char if bidirectional(char) in _KNOWN else _NEUTRAL for char in text)
    storage = steps.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    steps.get_embedding_levels(text, storage)
    for position, char in enumerate(storage["chars"]):
        char["position"] = position
    steps.explicit_embed_and_overrides(storage)
    steps.resolve_weak_types(storage)
    _pair_brackets(storage)
    steps.resolve_neutral_types(storage, False)
    steps.resolve_implicit_levels(storage, False)
    kept = {char["position"]: int(char["level"]) for char in storage["chars"]}
    return _completed(text, base, kept)


def visual_order(levels: list[int]) -> list[int]:
    """Return the indexes of parts with these levels in the order they are seen, left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def _completed(text: str, base: int, kept: dict[int, int]) -> list[int]:
    """Give characters the algorithm took out (rule X9) the level before them, and closing spaces the base (L1)."""
    levels: list[int] = []
    for position in range(len(text)):
        levels.append(kept.get(position, levels[-1] if levels else base))
    for position in range(len(text) - 1, -1, -1):
        if bidirectional(text[position]) not in {"WS", "S", "B"}:
            break
        levels[position] = base
    return levels


def _pair_brackets(storage: dict[str, Any]) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds, or of what comes before it."""
    for run in storage["runs"]:
        chars = storage["chars"][run["start"] : run["start"] + run["length"]]
        embedding = "LR"[chars[0]["level"] % 2] if chars else "L"
        for opening, closing in _pairs(chars):
            inside = {_strong(char) for char in chars[opening + 1 : closing]} - {None}
            if embedding in inside:
                direction = embedding
            elif inside:
                before = (_strong(char) for char in reversed(chars[:opening]))
                context = next((kind for kind in before if kind), run["sor"])
                direction = context if context != embedding else embedding
            else:
                continue
            chars[opening]["type"] = chars[closing]["type"] = direction


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    for index, char in enumerate(chars):
        if char["type"] != "ON":
            continue
        if char["ch"] in _CLOSING:
            waiting.append((index, _CLOSING[char["ch"]]))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][1] == char["ch"]:
                pairs.append((waiting[depth][0], index))
                del waiting[depth:]
                break
    return sorted(pairs)


def _strong(char: dict[str, Any]) -> str | None:
    kind = char["type"]
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else None
