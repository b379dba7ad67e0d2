"""Words without an end, and spaces that do not break, stay on the paper; what is copied from it is what was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from facilitatore.deliver.document import Document, Heading, NoteLine, NoteList, Paragraph, Sheet, Table
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.synthesis.model import EveningSynthesis

ADDRESS = "https://www.example.org/percorsi/adolescenti?anno=2018&gruppo=A&nota=17"
LONG = {
    "Latin": "Wx" * 60,
    "with accents": "èe\u0301ö" * 30,
    "Cyrillic": "Абвгд" * 24,
    "Greek": "αβγδε" * 24,
    "Arabic": "مرحبا" * 24,
    "Han": "参加会议的人" * 20,
    "Thai": "การมีส่วนร่วม" * 10,
    "emoji": "😀🎉" * 60,
    "no-break spaces": "parole\u00a0che\u202fnon\u2007si\u00a0lasciano\u00a0dividere\u00a0" * 3 + "mai",
    "word joiners": "parole\u2060unite\u2060" * 12,
    "address": ADDRESS + "/strada" * 12,
}


def everywhere(text: str) -> Document:
    """Return a document that says a text wherever texts stand."""
    blocks = (
        Heading(2, text),
        Paragraph(text, lead=text),
        Table("Tabella", ("Gruppo", "Note", "Bollini"), ((text, "1", "2"),)),
        NoteList((NoteLine("A1", "need", "bisogno", text, ""),)),
        Sheet((("Situazione", text),)),
    )
    return Document(title=text, subtitle=text, language="it-IT", blocks=blocks, facts=(text,), description="Prova")


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_nothing_runs_off_the_page(text: str) -> None:
    """Every letter that is drawn lies between the margins of its page, in titles, cells, notes and sheets alike."""
    for page in pypdfium2.PdfDocument(pdf_bytes(everywhere(text))):
        words = page.get_textpage()
        boxes = [words.get_charbox(place) for place in range(words.count_chars())]
        assert min(box[0] for box in boxes) > 50
        assert max(box[2] for box in boxes) < page.get_width() - 50


@pytest.mark.parametrize("name", ["Latin", "Cyrillic", "no-break spaces", "address"])
def test_what_is_copied_is_what_was_written(name: str, evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """No letter is lost or added: without the ends of its lines the text is there again, its spaces as any spaces."""
    data = pdf_bytes(synthesis_document(evening_saying(LONG[name])))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    read = " ".join("".join(pages).replace("\r\n", "").split())
    assert " ".join(LONG[name].split()) in read
    assert "\u200b" not in read


def test_an_address_that_fits_is_copied_whole(evening: EveningSynthesis) -> None:
    """An address on a line of its own is one word for whoever copies it."""
    group = evening.groups[1]
    note = replace(group.notes[0], text=f"Vedi\n{ADDRESS}\ne basta")
    data = pdf_bytes(synthesis_document(replace(evening, groups=(replace(group, notes=(note,)),))))
    read = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert ADDRESS in read.split()


def test_bookmarks_say_the_headings() -> None:
    """A heading that may be broken is a bookmark without a trace of it."""
    document = pypdfium2.PdfDocument(pdf_bytes(everywhere(ADDRESS)))
    assert {item.get_title() for item in document.get_toc()} == {ADDRESS}
    assert document.get_metadata_value("Title") == ADDRESS
