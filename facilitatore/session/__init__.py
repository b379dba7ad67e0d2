"""The session file: facts and their fold, opening, checking, writing, undo, forgetting, backups; joining and rescue."""

from __future__ import annotations

from facilitatore.session.changes import Change, Conflict, Draft, edit, new, remove
from facilitatore.session.fold import Thing
from facilitatore.session.roots import FileKind
from facilitatore.session.session import Session

__all__ = ["Change", "Conflict", "Draft", "FileKind", "Session", "Thing", "edit", "new", "remove"]
