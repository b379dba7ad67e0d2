"""Who was seen in which group: badges read at a group's own door, on the laptop that knows no names.

A group's file has no guests, only what its scanner reads: a `presence` {token, group, at}. One token is one presence:
a second reading only says when it was read last. Two laptops that read one badge write two things, which reading makes
one; the latest group wins, as the person does. Joined with the door's file the token finds its guest, and then the
group where the badge was read counts for «presenti» (`Guest.where`), while what was chosen at the door stays what it is
(`Guest.group`).

A guest whose name is forgotten leaves a presence too, with `let_in` (`session.purge`): the evening goes on counting who
came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.door.model import GroupPresence, Guest
from facilitatore.session import Change, Session, edit, new, remove
from facilitatore.session.facts import now_ms

if TYPE_CHECKING:
    from collections.abc import Container

    from facilitatore.session import Draft, Thing


def read_presences(session: Session) -> list[GroupPresence]:
    """Return the badges read at the groups' doors, each once and where it was read last, by time.

    Of two in one millisecond the later one was written later, as everywhere at the door. What stays of a forgotten
    guest counts where no badge was read.
    """
    latest: dict[str, GroupPresence] = {}
    found = map(_presence, session.things("presence"))
    for presence in sorted(found, key=lambda one: (not one.let_in, one.at)):
        if presence.token:
            latest[presence.token] = presence
    return sorted(latest.values(), key=lambda one: one.at)


def _presence(thing: Thing) -> GroupPresence:
    return GroupPresence(
        thing.id,
        token=thing.text("token"),
        group=thing.text("group"),
        at=thing.moment("at"),
        let_in=thing.is_true("let_in"),
        walk_in=thing.is_true("walk_in"),
    )


def read_seen_in(session: Session) -> dict[str, str]:
    """Return, by token, the group at whose own door a badge was read last, where there is that group."""
    found = {one.token: one.group for one in read_presences(session) if not one.let_in}
    return {token: group for token, group in found.items() if session.get(group) is not None}


def read_nameless(session: Session, known: Container[str] = ()) -> list[Guest]:
    """Return who came and whose name was forgotten, in order of arrival, without the tokens already `known`."""
    by_token: dict[str, list[Thing]] = {}
    for thing in session.things("presence"):
        token = thing.text("token") or thing.id
        if thing.is_true("let_in") and token not in known:
            by_token.setdefault(token, []).append(thing)
    seen_in = read_seen_in(session) if by_token else {}
    guests = []
    for token, same in by_token.items():
        first = min(map(_presence, same), key=lambda one: one.at)
        chosen = max(same, key=lambda thing: written(thing, "group")).optional_text("group")
        guests.append(
            Guest(
                min(thing.id for thing in same),
                badge_name="",
                group=seen_in.get(token) or chosen,
                token=first.token,
                arrived_at=first.at,
                walk_in=first.walk_in,
                printed_at=None,
            )
        )
    return sorted(guests, key=lambda guest: guest.arrived_at)


def written(thing: Thing, name: str) -> bytes:
    """Return the id of the newest fact that gave the field its value: in order of time."""
    return max((head.id for head in thing.heads.get(name, ())), default=b"")


def note_presence(session: Session, token: str, *, group: str, origin: object = None) -> Change:
    """Note that the badge with this token is in this group now; reading it again adds nobody.

    Raises:
        Problem: nothing was written.
    """
    known = _of_token(session, token)
    now = now_ms()
    drafts = [edit(thing, group=group, at=now) for thing in known] or [
        new("presence", token=token, group=group, at=now)
    ]
    return session.record("note_presence", *drafts, origin=origin)


def _of_token(session: Session, token: str) -> list[Thing]:
    return [thing for thing in session.things("presence") if token and thing.text("token") == token]


def moved_presences(session: Session, token: str, group: str | None) -> list[Draft]:
    """Draft what moving a guest at the door means for where the badge was read: what is said last counts."""
    things = _of_token(session, token)
    return [remove(thing) for thing in things] if group is None else [edit(thing, group=group) for thing in things]
