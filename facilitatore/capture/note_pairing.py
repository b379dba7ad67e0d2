"""Which note a row of a list is, when the list was read before, or edited since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from facilitatore.session import Draft, Thing


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A row as a note: the draft it would be, and what the list says, field by field where it says something."""

    row: int
    draft: Draft
    told: dict[str, str]


def pair_notes(listed: Sequence[ListedNote], notes: Sequence[Thing]) -> dict[int, Thing]:
    """Return the note that each row is, by row; rows that are none of them are left out.

    A row is the note with its id, else one with its words or its paper number; where several could be it, the one that
    is most like it, then the oldest. No note is two rows.
    """
    found: dict[int, Thing] = {}
    left = {note.id: note for note in notes}
    for one in listed:
        note = left.pop(one.draft.id, None)
        if note is not None:
            found[one.row] = note
    for keys_of in _LIKENESS:
        waiting: dict[object, list[str]] = {}
        for note in reversed(left.values()):
            for key in keys_of(note.fields, False):
                waiting.setdefault(key, []).append(note.id)
        for one in listed:
            keys = keys_of(one.draft.fields, True) if one.row not in found else []
            note = next((left.pop(known) for key in keys if (known := _first(waiting.get(key), left))), None)
            if note is not None:
                found[one.row] = note
    return found


def _first(ids: list[str] | None, left: dict[str, Thing]) -> str | None:
    """Return the last of `ids` that is still `left`, dropping those that are not."""
    while ids and ids[-1] not in left:
        ids.pop()
    return ids[-1] if ids else None


_Fields = dict[str, Any]
_Keys = list[tuple[str | None, ...]]


def _alike_in(*names: str) -> Callable[[_Fields, bool], _Keys]:
    return lambda fields, _is_row: [_said(fields, *names)]


def _number_added(fields: _Fields, is_row: bool) -> _Keys:
    """Pair a row that has a paper number with a note of its words that has none yet."""
    return [_said(fields, "text")] if bool(fields.get("number")) == is_row else []


def _same_paper(fields: _Fields, is_row: bool) -> _Keys:
    """Pair by paper number, whatever was corrected; where both say their question, numbers may begin anew with each."""
    group, number, question = _said(fields, "number", "question")
    if not number:
        return []
    if is_row:
        return [(group, number, question), (group, number, "")] if question else [(group, number, None)]
    return [(group, number, question), (group, number, None)]


def _said(fields: _Fields, *names: str) -> tuple[str, ...]:
    said = {name: str(fields.get(name) or "") for name in ("group", *names)}
    return tuple(value.casefold() if name == "number" else value for name, value in said.items())


_LIKENESS: Final = (
    _alike_in("text", "number", "kind", "question"),
    _alike_in("text", "number", "kind"),
    _alike_in("text", "number"),
    _number_added,
    _same_paper,
)
"""What makes a row and a note one, the surest first; each gives keys, of which a row and a note must share one."""
