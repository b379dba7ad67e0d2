"""Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from facilitatore.deliver.markdown import escaped, markdown_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.synthesis.model import EveningSynthesis


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
