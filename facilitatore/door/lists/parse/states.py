"""What the word of a list says of somebody's registration: that it stands, waits, was cancelled, or is a no."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from facilitatore.door.lists.parse.headings import plain

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.columns import Columns
    from facilitatore.door.lists.read.tables import Table

Kind = Literal["confirmed", "waiting", "cancelled", "declined", "unknown"]

YES: Final = frozenset(
    {"x", "xx", "si", "s", "1", "v", "ok", "yes", "y", "true", "vero", "presente", "partecipa", *"✓✔☑☒✗"}
)
NO: Final = frozenset({"", "no", "n", "0", "false", "falso", "assente", "☐"})
"""How a tick is written, and how none is."""
SET_APART: Final[frozenset[Kind]] = frozenset({"waiting", "cancelled", "declined"})
"""Whoever has one of these is no person to import, unless somebody says so."""


class State(NamedTuple):
    """What a word means, and the word as it is written."""

    kind: Kind
    word: str


_LONGEST: Final = 80
"""Characters of a state: "cancellata dall'utente il 3 gennaio" is one, a sentence is none."""
_WHOSE: Final = r"(?:(?:la|il|l|mia|sua|iscrizione|prenotazione|registrazione|partecipazione|adesione|biglietto|ordine|ticket|order|registration|booking|rsvp|e|e stata|e stato|is|was|has been|ha) )*"
_TAIL: Final = r"(?: (?:da|dal|dalla|dall|by|per|il|in|on|at|entro|oggi|ieri|causa|con)\b.*| \d.*| (?:iscrizione|prenotazione|partecipazione|definitivamente))?"
_WORDS: Final[tuple[tuple[Kind, str], ...]] = (
    (
        "waiting",
        (
            r"(?:(?:in|messo in|messa in|inserito in|inserita in|on|on the|e in) )?(?:lista (?:d |di )?attesa|attesa|lista riserve?|waiting(?: list)?|wait ?list(?:ed)?|stand ?by|overbooking|sovrannumero|soprannumero|coda)"
            r"|riserv[ae]|(?:prima |seconda |terza |\d+[ao]? )?riserva(?: \d+)?|in attesa di .*|(?:pending|awaiting)(?: \w+){0,2}|sospes[oa]|attesa"
        ),
    ),
    (
        "cancelled",
        (
            r"(?:annullat|cancellat|rimborsat|eliminat|revocat|stornat|scadut|rifiutat|respint|bocciat|esclus|decadut|scartat)[oaie]"
            r"|non (?:accettat|ammess|approvat|valid)[oaie]|cancell?ed|cancell?ation|refunded|deleted|void(?:ed)?|expired|revoked"
            r"|rejected|refused|denied|not approved|disapproved|unsubscribed|annullamento|cancellazione"
        ),
    ),
    (
        "declined",
        (
            r"(?:disdett|rinunciat|ritirat|disiscritt|impossibilitat|assent)[oaie]|disdice|disdetta|rinuncia(?:tari[oa])?|assente \w+|ritiro"
            r"|(?:si e|si) ritirat[oaie]|ha (?:disdetto|rinunciato|dato disdetta)"
            r"|non (?:viene|vengo|verra|verro|partecipa|partecipera|partecipero|partecipo|puo|posso|potra|c e|ci sara|ci saro|present[ei]|presentat[oaie]|interessat[oa])(?: (?:venire|partecipare|esserci))?(?: piu)?"
            r"|no ?show|no?(?: grazie| thanks)?|withdrawn|withdrew|withdrawal|declined?|declines|not (?:attending|going|coming|participating)|(?:won t|wont|will not|can t|cant|cannot) (?:attend|come|go|be there|make it)|regrets?|absent"
        ),
    ),
    (
        "confirmed",
        (
            r"(?:confermat|iscritt|registrat|approvat|accettat|ammess|completat|pagat|presentat|validat|inviat|prenotat|attiv|valid)[oaie]|in regola"
            r"|(?:sta )?partecip(?:a|o|ando|ante|era|ero)|ci (?:sara|saro|sono)|viene|vengo|verra|verro|presente|si|ok|yes|y|s|x|v|true|vero|1"
            r"|confirmed?|approved|accept(?:ed|s)?|attend(?:ing|ed|s|ee)|going|coming|registered|checked ?in|check ?in|complete[d]?|paid|valid|active|booked|enrolled|included|free|gratuit[oa]"
        ),
    ),
)
_PATTERNS: Final = tuple((kind, re.compile(f"{_WHOSE}(?:{words}){_TAIL}")) for kind, words in _WORDS)
_BESIDE: Final = re.compile(r"^[^()\[\]]*[(\[]([^()\[\]]+)[)\]]?\s*$|^.*?\s[-–—:]+\s+(.+)$|^[^,;*]*[,;*]\s*(.+)$")
_ALONE: Final = frozenset({"no", "si", "ok", "y", "s", "x", "v", "1", "yes", "true", "vero"})
"""Answers, which say something only in the column of a question."""


@lru_cache(maxsize=1024)  # a column of states has few words
def state_of(text: str) -> State | None:
    """Return what a cell of a column of states says; None where nothing stands in it."""
    word = " ".join(text[: _LONGEST + 1].split())
    if not word:
        return None
    if word in ("✓", "✔", "☑", "☒", "✗", "☐"):
        return State("confirmed" if word in "✓✔☑☒✗" else "declined", word)
    bare = plain(word)
    if len(word) > _LONGEST or not bare:
        return State("unknown", word)
    return State(next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(bare)), "unknown"), word)


def apart_in(text: str) -> State | None:
    """Return the state that sets somebody apart, in a cell where anything may stand: "rinuncia", but not "no"."""
    state = state_of(text) if 0 < len(text) <= _LONGEST else None
    return state if state is not None and state.kind in SET_APART and plain(text) not in _ALONE else None


def state_in(table: Table, row: int, columns: Columns) -> State | None:
    """Return what the list says of the one person that `columns` has in a row; None where it says nothing.

    What sets apart counts wherever it stands: in the column of states or of groups, in a note, in a cell without a heading, beside
    the name, above the person's column.
    """
    told = state_of(table.cell(row, columns.status))
    if told is not None and told.kind in SET_APART:
        return told
    loose = (c for c in range(len(table.rows[row])) if columns.headings and not columns.heading(c))
    cells = (
        table.cell(row, column) for column in (*columns.notes, *columns.group, *loose) if column not in columns.names
    )
    beside = (apart_beside(table.cell(row, column)) for column in columns.names)
    above = apart_in(columns.blocks[0].group) if columns.blocks else None
    return next((state for state in (*map(apart_in, cells), *beside, above) if state is not None), told)


def apart_beside(name: str) -> State | None:
    """Return the state that somebody wrote beside a name: "Ada Lollini (rinuncia)", "Bruno Tassi - lista d'attesa"."""
    found = None if name.isalpha() else _BESIDE.match(name[: 2 * _LONGEST])
    return apart_in(next(part for part in found.groups() if part)) if found else None
