"""The columns that somebody chose on this laptop, by the fingerprint of the headings: nothing of who is in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ui.settings import change_settings, read_table

if TYPE_CHECKING:
    from facilitatore.door.lists.planning import FoundList

_KEY: Final = "list_columns"
_MOST: Final = 60
"""Lists remembered: more than anybody gets in years."""


def remembered_columns() -> dict[str, Any]:
    """Return what was chosen, by header key."""
    return read_table(_KEY)


def remember_columns(found: FoundList) -> None:
    """Keep what was chosen for a list, or forget it where it is what the program guesses by itself."""
    from facilitatore.door.lists.parse.column_choice import Remembered

    key = found.header_key
    known = remembered_columns()
    if key is None or (found.columns == found.guess and key not in known):
        return
    others = {name: value for name, value in known.items() if name != key}
    if found.columns != found.guess:
        others[key] = Remembered.of(found.table, found.columns, found.guess).to_json()
    change_settings(**{_KEY: dict(list(others.items())[-_MOST:])})
