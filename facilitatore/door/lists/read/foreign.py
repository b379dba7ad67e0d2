"""Files that are no list but something else, told by what is in them, so that people hear the true reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an Office file of before 2007, and of one of today that has a password."""

_IN_OLE: Final = (
    ("EncryptedPackage", "protected"),  # MS-OFFCRYPTO 2.3.4
    ("WordDocument", "document"),
)
_IN_ARCHIVE: Final = (
    (re.compile(r"xl/workbook\.bin|.*worksheets/[^/]*\.bin"), "xlsb"),  # its extent cannot be known beforehand
    (re.compile(r"encrypted-package"), "protected"),  # LibreOffice since 24.8
    (re.compile(r"word/document\.xml"), "document"),
    (re.compile(r"(.*/)?Index(\.zip|/.*\.iwa)"), "numbers"),
)
_TEXTS: Final = (
    (re.compile(r"ID;P"), "sylk"),
    (re.compile(r"\s*BEGIN:V(CARD|CALENDAR)\s", re.IGNORECASE), "address_book"),
    (re.compile(r'\s*(\[\s*[{\["]|\{\s*")'), "json"),
    (re.compile(r"\s*<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<(ss:)?workbook", re.IGNORECASE), "xml_sheet"),
)
_OTHERS: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"SQLite ")
_PAGE: Final = re.compile(r"\s*(<!doctype|<html|<head|<body|<table|<meta|<\?xml|\{\\rtf)", re.IGNORECASE)


def is_other(data: bytes) -> bool:
    """Tell a picture, a PDF or an archive by its first bytes."""
    return data.startswith(_OTHERS)


def why_no_old_workbook(data: bytes) -> str | None:
    """Return why an `OLE` file is no sheet that can be read, by the streams in it: a key of `LIST_REASONS`."""
    return next((why for stream, why in _IN_OLE if stream.encode("utf-16-le") in data), None)


def why_no_workbook(members: Collection[str]) -> str | None:
    """Return why an archive with these members is no sheet that can be read: a key of `LIST_REASONS`."""
    return next((why for pattern, why in _IN_ARCHIVE if any(map(pattern.fullmatch, members))), None)


def why_no_list(text: str) -> str | None:
    """Return what a text is instead of a list: a key of `LIST_REASONS`."""
    why = next((why for pattern, why in _TEXTS if pattern.match(text)), None)
    return why or ("not_a_list" if _PAGE.match(text) else None)
