"""The key of a path, for two doors that cannot have copies of one register: one name, one token, whatever the list.

The token of a person is then made from the name alone: HMAC-SHA256 under a key of 256 bits, over a slow hash of the
name (storage.md §7). The key lies in the registers and on a slip of paper, and nowhere else; a register without it, and
an evening, give nothing to try names against. Whoever has the key can try a list of names, at 0.1 s each.
"""

from __future__ import annotations

import hmac
import itertools
import os
import unicodedata
from functools import partial
from hashlib import scrypt
from typing import TYPE_CHECKING, Final

from facilitatore.door.tokens import ALPHABET, LENGTH
from facilitatore.errors import BadValue
from facilitatore.prepare.model import REGISTER_KEY
from facilitatore.session import Change, Session, edit, new

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

KEY_BYTES: Final = 32
CYCLE: Final = "cycle_key"
"""Field of the register's key that holds this one: 64 hexadecimal digits."""

_COST, _BLOCK, _LANES = 2**15, 8, 1
"""scrypt takes 0.1 s and 32 MiB a name: a list of ten million names takes eleven days on one core (storage.md §7)."""

_MEMORY: Final = 2 * 128 * _COST * _BLOCK
_CORES: Final = 2
_GROUP: Final = 4
"""Letters of a group on the slip, after which comes one that checks them."""

_LETTERS: Final = 52
_GROUPS: Final = _LETTERS // _GROUP
_MISREAD: Final = str.maketrans({"O": "Q", "0": "Q", "I": "L", "1": "L"})
"""What no key has, and is written for what looks alike; the letter that checks the group tells whether it is so."""


# -- the key of a register ----------------------------------------------------------------------------------------


def cycle_key(register: Session) -> str:
    """Return the key of the path in 64 hexadecimal digits; empty when tokens are made in the usual way."""
    keys = [thing.text(CYCLE) for thing in register.things(REGISTER_KEY)]
    return next((key for key in keys if _is_key(key)), "")


def _is_key(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == KEY_BYTES
    except ValueError:
        return False


def read_key(register: Session) -> str:
    """Return the key as it is written on a slip and dictated; empty when there is none. Nothing is written."""
    key = cycle_key(register)
    return key_text(bytes.fromhex(key)) if key else ""


def make_key(register: Session, *, origin: object = None) -> Change:
    """Give a register without persons a key of its own, to be taken by the register of another door.

    Raises:
        BadValue: somebody has a token already, or there is a key, which others may have taken.
    """
    if cycle_key(register):
        raise BadValue("cycle_key_there", "")
    return _write_key(register, os.urandom(KEY_BYTES).hex(), origin)


def take_key(register: Session, text: str, *, origin: object = None) -> Change:
    """Give a register the key of another one, as it is written on a slip; the same key again changes nothing.

    Raises:
        BadValue: it is not written so, or somebody has a token that was made in another way.
    """
    key = key_of(text).hex()
    if key == cycle_key(register):
        return Change("take_key", origin=origin)
    return _write_key(register, key, origin)


def _write_key(register: Session, key: str, origin: object) -> Change:
    if register.things("person"):
        raise BadValue("cycle_key_late", "")
    known = register.things(REGISTER_KEY)
    drafts = [edit(thing, **{CYCLE: key}) for thing in known]
    return register.note("take_key", *(drafts or [new(REGISTER_KEY, **{CYCLE: key})]), origin=origin)


# -- the key on paper ---------------------------------------------------------------------------------------------


def key_text(key: bytes) -> str:
    """Return a key as 13 groups of four letters and one that checks them: ``"K7QX2 MPA9R …"``."""
    number = int.from_bytes(key)
    letters = [number >> 5 * place & 31 for place in reversed(range(_LETTERS))]
    groups = [letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP)]
    return " ".join(
        "".join(ALPHABET[letter] for letter in [*group, _check(place, group)]) for place, group in enumerate(groups)
    )


def key_of(text: str) -> bytes:
    """Return the key that is written so; spaces, dashes, small letters and look-alikes do not matter.

    Raises:
        BadValue: the first group that is wrong, or how many letters there are too few or too many.
    """
    letters = [char for char in text.upper().translate(_MISREAD) if char.isalnum()]
    size = _GROUP + 1
    values = [ALPHABET.find(char) for char in letters]
    number = 0
    for place in range(_GROUPS):
        group = values[place * size : (place + 1) * size]
        if len(group) < size:
            break
        if min(group) < 0 or _check(place, group[:_GROUP]) != group[_GROUP]:
            raise BadValue("cycle_key_group", str(place + 1))
        for value in group[:_GROUP]:
            number = number << 5 | value
    if len(letters) != _GROUPS * size:
        raise BadValue("cycle_key_length", str(len(letters)), str(_GROUPS * size))
    try:
        return number.to_bytes(KEY_BYTES)
    except OverflowError:
        raise BadValue("cycle_key_group", "1") from None


def _check(place: int, group: Iterable[int]) -> int:
    """Return the letter that checks a group: any one wrong letter, two that changed places, and groups that did.

    A weighted sum in the field of 32 elements, with different weights, and the place of the group.
    """
    found = place + 1
    for weight, value in enumerate(group, 1):
        found ^= _times(weight, value)
    return found


def _times(one: int, other: int) -> int:
    """Multiply in the field of 32 elements, by x⁵ + x² + 1."""
    product = 0
    while one:
        if one & 1:
            product ^= other
        one >>= 1
        other <<= 1
        if other & 32:
            other ^= 0b100101
    return product


# -- tokens -------------------------------------------------------------------------------------------------------


def norm(name: str) -> str:
    """Return a name so that lists agree on it: small, without accents and signs, its words in order of the alphabet."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return " ".join(sorted("".join(char if char.isalnum() else " " for char in folded).split()))


def slow_hash(key: str, name: str, birth_year: int | None = None) -> bytes:
    """Return the slow hash of a person's name under a key: 0.1 s.

    Its salt comes from the key, so that nobody can work ahead before a key is lost.
    """
    salt = hmac.digest(bytes.fromhex(key), b"salt", "sha256")
    told = f"{norm(name)}\0{birth_year or ''}".encode()
    return scrypt(told, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32)


def slow_hashes(key: str, names: Iterable[str]) -> dict[str, bytes]:
    """Return the slow hash of each name by its `norm`, on two cores; to be asked for beside the window."""
    from concurrent.futures import ThreadPoolExecutor

    wanted = sorted({norm(name) for name in names})
    if not wanted:
        return {}
    with ThreadPoolExecutor(min(_CORES, os.cpu_count() or 1)) as pool:  # scrypt lets other threads run
        return dict(zip(wanted, pool.map(partial(slow_hash, key), wanted), strict=True))


def cycle_token(key: str, hashed: bytes, taken: Container[str]) -> str:
    """Return the first token for this slow hash that is not `taken`: homonyms get one each, in order."""
    for turn in itertools.count():
        digest = hmac.digest(bytes.fromhex(key), hashed + turn.to_bytes(4), "sha256")
        number = int.from_bytes(digest[:8])
        token = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
        if token not in taken:
            return token
    raise AssertionError  # there is always a next turn
