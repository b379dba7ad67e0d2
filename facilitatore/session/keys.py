"""What opens a register that is closed with a passphrase: the key of each file, and SQLCipher, loaded only then.

The format is SQLCipher 4 as it comes (https://www.zetetic.net/sqlcipher/design/): any program that opens such files
opens ours. The first 16 bytes are the salt, each page of 4096 is encrypted and carries an HMAC. The key is derived here
and not by SQLCipher, so that the passphrase itself is needed once and then let go, and copies that share their salt
(backups, the door's stick) cost one derivation, 0.1-0.3 s, in all.
"""

from __future__ import annotations

import os
import sqlite3
from hashlib import pbkdf2_hmac
from typing import TYPE_CHECKING, Final, cast

from facilitatore.errors import NeedsPassphrase, NoCipher
from facilitatore.session.format import sql_errors, uri_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE_BYTES: Final = 4096
SALT_BYTES: Final = 16
PLAIN_MAGIC: Final = b"SQLite format 3\0"
ITERATIONS = 256_000
"""Rounds of PBKDF2-HMAC-SHA512, the number that SQLCipher 4 fixed."""

_KEY_BYTES: Final = 32
_REGISTER_ENDING: Final = ".registro"
_DISTINCT_BYTES: Final = 60
"""Of 100 random bytes 83 are distinct on the average, and fewer than 60 once in 10^11; of a text 30."""


class FileKey:
    """The key and the salt of one file, and of its copies; never shown."""

    __slots__ = ("_key", "salt")

    def __init__(self, passphrase: str, salt: bytes) -> None:
        """Derive the key of the file that begins with `salt`."""
        self.salt = salt
        self._key = _derived(passphrase, salt)

    @classmethod
    def fresh(cls, passphrase: str) -> FileKey:
        """Derive a key for a file that is yet to be written."""
        return cls(normal(passphrase), os.urandom(SALT_BYTES))

    def is_of(self, passphrase: str) -> bool:
        """Tell whether this is the key that a passphrase gives."""
        from hmac import compare_digest

        return compare_digest(_derived(normal(passphrase), self.salt), self._key)

    def unlock(self, db: sqlite3.Connection) -> None:
        """Give the key to a connection of SQLCipher that has read nothing yet."""
        db.set_key(f"x'{self._key.hex()}{self.salt.hex()}'")  # type: ignore[attr-defined]


def _derived(passphrase: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha512", passphrase.encode("utf-8", "surrogatepass"), salt, ITERATIONS, _KEY_BYTES)


class Keys:
    """The passphrases that may open the files at hand, and the keys they gave so far; never shown."""

    __slots__ = ("_found", "_passphrases")

    def __init__(self, *passphrases: str) -> None:
        """Note the passphrases; an empty one is none."""
        self._passphrases = tuple(normal(one) for one in passphrases if one)
        self._found: dict[bytes, FileKey] = {}

    def find(self, path: Path, salt: bytes) -> FileKey:
        """Return the key of the file at `path`; that of the first passphrase when none opens it.

        Raises:
            NeedsPassphrase: none was given. NoCipher: nothing here opens such files.
        """
        if not is_available():
            raise NoCipher(path)
        if salt not in self._found:
            if not self._passphrases:
                raise NeedsPassphrase(path)
            self._found[salt] = self._derive(path, salt)
        return self._found[salt]

    @classmethod
    def holding(cls, key: FileKey | None) -> Keys:
        """Return what opens the copies of a file that is open, and nothing else."""
        keys = cls()
        if key is not None:
            keys._found[key.salt] = key
        return keys

    @property
    def first(self) -> FileKey | None:
        """The key of the first closed file that was opened with these; None when all were plain."""
        return next(iter(self._found.values()), None)

    def _derive(self, path: Path, salt: bytes) -> FileKey:
        keys = [FileKey(one, salt) for one in self._passphrases]
        if len(keys) == 1:
            return keys[0]
        return next((key for key in keys if _opens(path, key)), keys[0])


def keys_of(passphrase: str | Keys) -> Keys:
    """Return what one passphrase opens, or the keys given."""
    return passphrase if isinstance(passphrase, Keys) else Keys(passphrase)


def normal(passphrase: str) -> str:
    """Return a passphrase as it is remembered: an accented letter typed in one way or in two is the same; spaces stay."""
    if passphrase.isascii():
        return passphrase
    import unicodedata

    return unicodedata.normalize("NFC", passphrase)


def is_available() -> bool:
    """Tell whether the optional part of the program that opens encrypted registers is installed."""
    try:
        import sqlcipher3  # noqa: F401
    except ImportError:
        return False
    return True


def find_key(path: Path, salt: bytes, keys: Keys | None) -> FileKey | None:
    """Return the key of a file that `check_header` said begins with `salt`; None for a plain one, which has none.

    Raises:
        NeedsPassphrase, NoCipher: as `Keys.find`.
    """
    return (keys or Keys()).find(path, salt) if salt else None


def looks_ciphered(path: Path, header: bytes) -> bool:
    """Tell by the first 100 bytes whether a file can be an encrypted register: a register's name, and only noise.

    A page of zeros, a text or a plain file is none. That noise is damage, and not a cipher, nobody can tell.
    """
    return (
        not header.startswith((PLAIN_MAGIC, b"PK\3\4"))  # a spreadsheet that was given the name of a register
        and len(set(header)) >= _DISTINCT_BYTES
        and _REGISTER_ENDING in (suffix.lower() for suffix in path.suffixes)
    )


def connect(address: str, key: FileKey | None, *, uri: bool = False, timeout: float = 5.0) -> sqlite3.Connection:
    """Open a file with SQLite, or with SQLCipher when there is a key; the caller closes it.

    What SQLCipher gives speaks as `sqlite3` does, without `setlimit`, and with errors of its own (`format.sql_errors`).
    """
    if key is None:
        return sqlite3.connect(address, uri=uri, isolation_level=None, timeout=timeout, check_same_thread=False)
    from sqlcipher3 import dbapi2

    db = dbapi2.connect(address, uri=uri, isolation_level=None, timeout=timeout, check_same_thread=False)
    opened = cast("sqlite3.Connection", db)
    try:
        opened.execute("PRAGMA cipher_log_level=NONE").fetchall()  # it would write on stderr at a wrong passphrase
        key.unlock(opened)
        opened.execute("PRAGMA cipher_compatibility=4").fetchall()
        opened.execute("PRAGMA temp_store=MEMORY").fetchall()
    except BaseException:
        opened.close()
        raise
    return opened


def _opens(path: Path, key: FileKey) -> bool:
    db = connect(uri_of(path, "ro") + "&immutable=1", key, uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sql_errors():
        return False
    finally:
        db.close()
    return True
