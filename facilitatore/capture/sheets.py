"""Role-play and pair-dialogue sheets, whose lines become notes that say where they come from."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from facilitatore.capture.model import PairDialogue, RolePlay
from facilitatore.capture.notes import MAX_NOTE, note_draft, note_text
from facilitatore.errors import BadValue
from facilitatore.prepare.actions import existing
from facilitatore.prepare.model import MAX_NUMBER
from facilitatore.session import Change, Draft, Session, edit, new, remove
from facilitatore.session.words import clean_text

if TYPE_CHECKING:
    from facilitatore.session import Thing

ROLE_PLAY_TEXTS: Final = (
    "title",
    "scenario",
    "characters",
    "observations",
    "feelings",
    "facts",
    "lessons",
    "proposals",
)
"""The sheet's texts; the last four are the passes of the debrief, of which `proposals` become notes."""


_SAME_LINE: Final = 0.7
"""How much alike (0 … 1) two lines must be for the second to be the first with a correction."""


def read_role_plays(session: Session, group: str | None = None) -> list[RolePlay]:
    """Return the role-play sheets."""
    return [
        RolePlay(
            thing.id,
            thing.text("group"),
            thing.optional_text("question"),
            *(thing.text(name) for name in ROLE_PLAY_TEXTS),
        )
        for thing in session.things("role_play")
        if group is None or thing.text("group") == group
    ]


def save_role_play(
    session: Session,
    /,
    sheet: str | None = None,
    *,
    group: str,
    question: str | None = None,
    origin: object = None,
    **texts: str,
) -> Change:
    """Write a role-play sheet, a new one without `sheet`; each new line of `proposals` becomes a note.

    Raises:
        BadValue: a text too long. Problem: nothing was written.
    """
    cleaned = {name: _long_text(texts[name]) for name in ROLE_PLAY_TEXTS if name in texts}
    if sheet is None:
        draft = new("role_play", group=group, question=question, **cleaned)
        before = ""
    else:
        thing = existing(session, "role_play", sheet)
        draft, before = edit(thing, **cleaned, **_asked(question)), thing.text("proposals")
    texts_now = [("proposal", before, cleaned.get("proposals", before))]
    notes = _notes(session, f"role_play:{draft.id}", group, question, texts_now)
    return session.record("save_role_play", draft, *notes, origin=origin)


def read_pair_dialogues(session: Session, group: str | None = None) -> list[PairDialogue]:
    """Return the pairs' sheets, by number."""
    sheets = [
        PairDialogue(
            thing.id,
            thing.text("group"),
            thing.optional_text("question"),
            thing.integer("number", 0, MAX_NUMBER),
            thing.text("heard"),
            thing.text("need"),
            thing.text("proposal"),
        )
        for thing in session.things("pair_dialogue")
        if group is None or thing.text("group") == group
    ]
    return sorted(sheets, key=lambda sheet: sheet.number)


def save_pair_dialogue(
    session: Session,
    sheet: str | None = None,
    *,
    group: str,
    question: str | None = None,
    number: int | None = None,
    heard: str = "",
    need: str = "",
    proposal: str = "",
    origin: object = None,
) -> Change:
    """Write a pair's sheet; each line of its need and of its proposal becomes a note.

    Raises:
        BadValue: an empty sheet, or a text too long. Problem: nothing was written.
    """
    texts = {"heard": _long_text(heard), "need": _long_text(need), "proposal": _long_text(proposal)}
    if not any(texts.values()):
        raise BadValue("empty_sheet", "")
    thing = existing(session, "pair_dialogue", sheet) if sheet is not None else None
    if thing is None:
        free = max([one.number for one in read_pair_dialogues(session, group)], default=0) + 1
        draft = new("pair_dialogue", group=group, question=question, number=number or free, **texts)
    else:
        draft = edit(thing, number=number or thing.integer("number", 0, MAX_NUMBER), **texts, **_asked(question))
    texts_now = [(name, _before(thing, name), texts[name]) for name in ("need", "proposal")]
    notes = _notes(session, f"pair_dialogue:{draft.id}", group, question, texts_now)
    return session.record("save_pair_dialogue", draft, *notes, origin=origin)


def remove_sheet(session: Session, sheet: str, *, origin: object = None) -> Change:
    """Remove a sheet; the notes drawn from it stay."""
    thing = session.get(sheet)
    drafts = [remove(thing)] if thing is not None and thing.kind in ("role_play", "pair_dialogue") else []
    return session.record("remove_sheet", *drafts, origin=origin)


def _asked(question: str | None) -> dict[str, str]:
    """Return the question as a field to change; without one the sheet keeps its own."""
    return {"question": question} if question else {}


def _before(thing: Thing | None, name: str) -> str:
    return thing.text(name) if thing is not None else ""


def _notes(
    session: Session, source: str, group: str, question: str | None, texts: list[tuple[str, str, str]]
) -> list[Draft]:
    """Draft a note for each new line of the texts, given as (kind, before, after).

    A line this sheet gave already gives nothing; one that corrects a line corrects its note.
    """
    given = {
        (thing.text("kind"), thing.text("text")): thing for thing in session.things("note") if source == _origin(thing)
    }
    drafts = []
    for kind, before, after in texts:
        gone = [line for line in _new_lines(after, before) if (kind, line) in given]
        for line in _new_lines(before, after):
            if (kind, line) in given:
                continue
            corrected = get_close_matches(line, gone, 1, _SAME_LINE)
            if corrected:
                gone.remove(corrected[0])
                drafts.append(edit(given[kind, corrected[0]], text=note_text(line)))
            else:
                drafts.append(note_draft(group=group, question=question, kind=kind, text=line, origin_text=source))
    return drafts


def _origin(thing: Thing) -> str:
    return thing.text("origin")


def _new_lines(before: str, after: str) -> list[str]:
    old = {short for line in before.splitlines() if (short := line.strip(" \t-•*"))}
    lines = (line.strip(" \t-•*") for line in after.splitlines())
    return [line for line in dict.fromkeys(lines) if line and line not in old]


def _long_text(text: str) -> str:
    limit = 4 * MAX_NOTE
    if len(text) > limit:
        raise BadValue("sheet", str(len(text)), str(limit))
    return clean_text(text)
