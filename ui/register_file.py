"""What the bridge does with the file of a register besides actions: passphrase, end, another in its place, a first look."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from facilitatore.errors import FileProblem, WrongPassphrase

if TYPE_CHECKING:
    from pathlib import Path

    from facilitatore.session import Session


def check_passphrases(register: Session, old: str, new: str) -> None:
    """Refuse while the register is still open: nobody could open it again with a wrong `old`.

    Raises:
        BadValue: `new` is too short. WrongPassphrase: `old` does not open this register.
    """
    from facilitatore.session.cipher import check_strength

    if new:
        check_strength(new)
    if register.key is not None and not register.key.is_of(old):
        raise WrongPassphrase(register.path)


def destroy(path: Path, session_id: str) -> None:
    """Destroy a register and its automatic copies, also those of one whose passphrase nobody gives here.

    Raises:
        FileProblem: something of it is still there.
    """
    from facilitatore.door.forgetting import destroy_register
    from facilitatore.session.backup import drop_backups
    from facilitatore.session.joining.records import drop_joins

    if not destroy_register(path).was_read and session_id:
        drop_backups(session_id)
        drop_joins(session_id)


def replace(path: Path, copy: Path | None) -> Path:
    """Set a register that does not open aside, for an automatic `copy` or for none; return where it lies now.

    Raises:
        FileProblem: everything is as it was.
    """
    from facilitatore.session.format import saying_what_failed
    from facilitatore.session.moving import move
    from facilitatore.session.register_place import set_aside
    from facilitatore.session.rescue.copies import free_name, restore

    if copy is None:
        return set_aside(path)
    fresh = restore(copy, free_name(path.parent, f"{path.stem}-copia", path.suffix))  # what may fail comes first
    aside = set_aside(path)
    with saying_what_failed(path):
        move(fresh, path)
    return aside


def find_meanings(register: Session, session: Session) -> None:
    """Write which evening and groups the words of a register mean, before anybody gives them another date or title.

    A disk that is full keeps nobody from opening the evening: the words are then read as they are.
    """
    from facilitatore.door import matching

    with suppress(FileProblem):
        matching.find_meanings(register, session)
