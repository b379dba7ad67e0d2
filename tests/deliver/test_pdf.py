"""The tagged PDF."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import create_string_buffer
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from facilitatore.deliver import pdf
from facilitatore.deliver.drawable import FontCoverage
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.deliver.plain_text import MOST_PRINTED
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.synthesis.model import EveningSynthesis

HOSTILE = '#panic("x") #read("/etc/passwd") $x^2$ @ref <label> *b* _i_ `c` \\ [a] // --- "q" <script> =cmd|'

EMBEDDED = "■"
"""A letter that FiraGO lacks and that typst always has, in the fonts it brings along."""


def _words(data: bytes) -> str:
    """Return the text of all pages, as one line without the breaks that the lines and the page make."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).replace("\ufffe", "").replace("\u200b", "").split())


def test_statements_are_there(evening: EveningSynthesis) -> None:
    """The statements, their support and the notes can be read from the file."""
    words = _words(pdf_bytes(synthesis_document(evening)))
    for text in (
        "Serve una persona da chiamare.",
        "2 note di 2 gruppi · 5 bollini",
        "I vicini di casa",
        "Fuori nuvola",
    ):
        assert text in words


def test_tagged_in_italian(evening: EveningSynthesis) -> None:
    """The file is tagged, says its language and title, and claims PDF/UA-1 and PDF/A-2a (typst checks the claim)."""
    data = pdf_bytes(synthesis_document(evening))
    document = pypdfium2.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == "A Scuola per il Sociale"
    assert all(mark in data for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang(it-IT)", b"/DisplayDocTitle true"))
    assert all(mark in data for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<"))


def _tags(data: bytes) -> list[str]:
    """Return the structure tags of the first page, depth first."""
    page = pypdfium2.PdfDocument(data)[0]
    tree = raw.FPDF_StructTree_GetForPage(page)
    tags: list[str] = []

    def walk(element: Any) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        buffer = create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, buffer, size)
        tags.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, place):
                walk(child)

    for place in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
    return tags


def test_structure(evening: EveningSynthesis) -> None:
    """The tags say one main heading, headings below it, paragraphs, a table with heads and caption, and lists."""
    tags = _tags(pdf_bytes(synthesis_document(evening)))
    assert tags.count("H1") == 1
    assert {"H2", "H3", "P", "Table", "Caption", "TH", "TD", "L", "LI", "Lbl", "LBody"} <= set(tags)


def test_hostile_text_is_text(evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """Markup of typst is printed as it is written, and nothing of it is carried out."""
    data = pdf_bytes(synthesis_document(evening_saying(HOSTILE)))
    assert _words(data).count(HOSTILE) >= 5


@pytest.mark.parametrize(
    "text",
    [
        "\u202eciao\u202c \u200f\u200e شكرا שלום",
        "\0\x01\x07\x1b\ud800\ufeff\uffff\ue000\U000f0000",
        "中文 😀 👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f \U0001e900 e\u0348\u0300 \u0301",
        "",
        " \n\n\u2028 ",
    ],
)
def test_any_letters(text: str, evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """No letter, however rare or broken, keeps the document from being made."""
    assert "Caregiver" in _words(pdf_bytes(synthesis_document(evening_saying(text))))


def test_unknown_letters_are_squares(
    evening_saying: Callable[[str], EveningSynthesis], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a laptop whose fonts lack a letter, a square stands in its place and the rest is printed."""
    monkeypatch.setattr(pdf, "families_for", lambda wanted, faces: {})
    assert "saluti □□ a tutti" in _words(pdf_bytes(synthesis_document(evening_saying("saluti 中文 a tutti"))))


def test_refused_letters_are_squares(
    evening_saying: Callable[[str], EveningSynthesis], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that a font claims and cannot draw becomes a square, and the letters of other fonts stay."""
    claimed = FontCoverage(frozenset({0x378, ord(EMBEDDED)}))
    monkeypatch.setattr(pdf, "families_for", lambda wanted, faces: {"DejaVu Sans Mono": claimed})
    assert f"{EMBEDDED} □ rara" in _words(pdf_bytes(synthesis_document(evening_saying(f"{EMBEDDED} \u0378 rara"))))


@pytest.mark.parametrize("word", ["parola ", "x"])
def test_enormous_note(word: str, evening: EveningSynthesis) -> None:
    """A note as long as a document takes runs over as many pages as it needs, even if it is one word."""
    group = evening.groups[1]
    enormous = replace(group, notes=(replace(group.notes[0], text=(word * MOST_PRINTED)[:MOST_PRINTED]),))
    data = pdf_bytes(synthesis_document(replace(evening, groups=(enormous,))))
    assert 4 < len(pypdfium2.PdfDocument(data)) < 12
    assert "(testo tagliato:" not in _words(data)


def test_enormous_title(evening: EveningSynthesis) -> None:
    """A title longer than a bookmark may be is cut, and the document is made."""
    enormous = replace(evening, evening=evening.evening._replace(title="titolo " * 6000))
    assert "Caregiver" in _words(pdf_bytes(synthesis_document(enormous)))


def test_empty(empty_evening: EveningSynthesis) -> None:
    """An evening that holds nothing is still a document with a title."""
    assert "Serata senza titolo" in _words(pdf_bytes(synthesis_document(empty_evening)))


def test_no_path_of_this_laptop(evening: EveningSynthesis) -> None:
    """The file does not say where it was made."""
    assert str(Path.cwd()).encode() not in pdf_bytes(synthesis_document(evening))
