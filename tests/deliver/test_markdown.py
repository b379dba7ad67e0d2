"""Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facilitatore.deliver.document import (
    Document,
    Heading,
    Mark,
    NoteLine,
    NoteList,
    Paragraph,
    Signatures,
    StatementBlock,
    StatementList,
    Table,
)
from facilitatore.deliver.markdown import escaped, markdown_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.synthesis.model import EveningSynthesis
from tests.deliver.conftest import everything


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("# titolo #", r"\# titolo \#"),
        ("[x](http://y.it) ![z](w)", r"\[x\](http\://y.it) !\[z\](w)"),
        ("www.x.it &amp; $1$ @io", r"www\.x.it \&amp; \$1\$ \@io"),
        ("a | b", r"a \| b"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("=cmd|", r"\=cmd\|"),
        ("12. a", r"12\. a"),
        ("3) a", r"3\) a"),
        ("d) a", r"d\) a"),
        ("(b) a", r"(b\) a"),
        ("E. a", r"E\. a"),
        ("iv) a", r"iv\) a"),
        ("uno\nd)", "uno\\\n  d\\)"),
        ("e.g. a) b", "e.g. a) b"),
        ("---", r"\---"),
        ("C'è 1.5 e 3-4", "C'è 1.5 e 3-4"),
        ("\\", "\\\\"),
        ("a\n- b\n\n    c", "a\\\n  \\- b\\\n  c"),
    ],
)
def test_escaped(text: str, safe: str) -> None:
    """Signs that Markdown would read are escaped; ordinary punctuation stays as it is."""
    assert escaped(text, 2) == safe


def test_same_shape_whatever_is_said(evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """Hostile words add no heading, no row and no item."""

    def shape(text: str) -> list[str]:
        lines = markdown_bytes(synthesis_document(evening_saying(text))).decode().splitlines()
        return [line.split(" ")[0] for line in lines if line.lstrip()[:1] in tuple("#-|>")]

    assert shape("# x | <b>\n- y\n> z\n| w |") == shape("parola")


def test_statements_with_their_notes(evening: EveningSynthesis) -> None:
    """A statement is a numbered item; its support and its notes belong to it."""
    text = markdown_bytes(synthesis_document(evening)).decode()
    assert (
        "1. Serve una persona da chiamare.\n\n   2 note di 2 gruppi · 5 bollini\n\n"
        "   - A1 **bisogno** — Un numero da chiamare — foglietto 12\n   - B1 **risorsa** — I vicini di casa\n"
    ) in text


def test_empty(empty_evening: EveningSynthesis) -> None:
    """An evening that holds nothing is still a document with a title."""
    assert markdown_bytes(synthesis_document(empty_evening)).startswith(b"# Serata senza titolo\n")


def test_every_text_of_every_block_is_escaped() -> None:
    """Wherever a text stands, its signs are text."""
    words, plain = (markdown_bytes(everything(text)).decode() for text in ("<b>x</b>", "parola"))
    assert words.replace(escaped("<b>x</b>"), "parola") == plain


def of(*blocks: object, **fields: str) -> str:
    """Return the Markdown below the title of a document of these blocks."""
    return markdown_bytes(Document("T", fields.get("subtitle", ""), "it-IT", blocks)).decode().removeprefix("# T\n")


def test_what_is_not_there_leaves_no_sign() -> None:
    """No empty brackets, no bold nothing, no blank lines in a row."""
    note = NoteLine("", "need", "bisogno", "uno")
    statement = StatementBlock(1, "Si torna.", "nessuna nota", False, ())
    assert of(Heading(3, "Titolo")) == "\n### Titolo\n"
    assert of(Paragraph("uno")) == "\nuno\n"
    assert of(NoteList((note,))) == "\n- **bisogno** — uno\n"
    assert of(StatementList((statement,), Mark("circle", "#0072B2"))) == "\n1. Si torna.\n\n   nessuna nota\n"
    assert of() == ""
    assert of(subtitle="Sotto") == "\nSotto\n"


def test_what_is_there_has_its_sign() -> None:
    """The shape of a group before its heading, what is quieter in brackets, a box as a quotation."""
    heading = Heading(2, "Salute", "Aula 1", Mark("square", "#0072B2"), "da decidere")
    assert of(heading) == "\n## ■ Salute (Aula 1) **da decidere**\n"
    assert of(Paragraph("uno", "Nota", "box")) == "\n> **Nota** uno\n"


def test_a_cell_is_one_line() -> None:
    """A row that breaks is no row any more; the figures stand to the right."""
    table = Table("Numeri", ("Che cosa", "Quanti"), (("note\ne foglietti", "3"),))
    assert of(table) == "\nNumeri:\n\n| Che cosa | Quanti |\n| :-- | --: |\n| note e foglietti | 3 |\n"


def test_the_facts_stand_below_the_title() -> None:
    """Each is an item, a second line of it goes on below the first; without any there is no list."""
    with_facts = Document("T", "Sotto", "it-IT", (Paragraph("uno"),), facts=("Carpi", "29 gennaio\n2018"))
    assert markdown_bytes(with_facts).decode() == "# T\n\nSotto\n\n- Carpi\n- 29 gennaio\\\n  2018\n\nuno\n"


def test_a_line_to_sign_is_a_line() -> None:
    """As long as a name, one for each who signs, and no emphasis for any reader of Markdown."""
    line = "\\_" * 30
    assert of(Signatures(("Il sindaco", "La Cabina"))) == f"\nIl sindaco: {line}\n\nLa Cabina: {line}\n"
