"""Laws of the Markdown, read again by a parser of CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitatore.deliver.document import (
    BulletList,
    Document,
    Heading,
    Mark,
    NoteLine,
    NoteList,
    Paragraph,
    Sheet,
    StatementBlock,
    StatementList,
    Table,
)
from facilitatore.deliver.markdown import markdown_bytes
from facilitatore.deliver.plain_text import one_line, plain

MARKS = [
    *("\n", "\n", "\n\n", " ", "    ", "\t", "parola", "a", "\\"),
    *("# ", "## ", "+ ", "- ", "* ", "> ", "1. ", "1) ", "12. ", "d) ", ": ", "[ ] "),
    *("```", "~~~", "---", "===", "***", "- - -", "| a |", "| - |", "|", ":-:"),
    *("**", "*", "__", "_", "`", "~~", "[", "](", ")", "![", "]: ", "<b>", "</b>", "<!--", "<?", "&amp;", "&#42;", "&"),
    *("https://x.it", "<https://x.it>", "www.x.it", "a@x.it", "$", "^", "{#a}", "@a", '"'),
]
TEXTS = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=3)), max_size=10).map("".join)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def document(text: str, line: str, cell: str) -> Document:
    """Return a document that says these in every place where people's words stand, titles and names on one line."""
    note = NoteLine("A1", "need", "bisogno", text, line)
    return Document(
        title=line,
        subtitle=line,
        language="it-IT",
        facts=(line, line),
        blocks=(
            Heading(2, line, line, Mark("circle", "#0072B2")),
            Paragraph(text, lead=line, tone="box"),
            Paragraph(text),
            Table(line, (line, "Note"), ((cell, "1"), (cell, "2"))),
            BulletList((text, text)),
            NoteList((note, note)),
            StatementList((StatementBlock(10, text, line, True, (note, note)),), Mark("circle", "#0072B2")),
            Sheet((("Situazione", text), ("Fatti", text))),
            Paragraph("fine"),
        ),
    )


def blocks_of(document: Document) -> tuple[list[str], list[str]]:
    """Return the marks of a document as a parser finds them, and the texts between them, each line on its own."""
    marks, texts = [], []
    for token in PARSER.parse(markdown_bytes(document).decode()):
        marks.append(token.type)
        if token.children is not None:
            texts.append("".join(_letters(token.children)))
            marks += [one.type for one in token.children if one.type not in {"text", "text_special", "hardbreak"}]
    return marks, texts


def _letters(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield "\n" if token.type == "hardbreak" else token.content


@settings(max_examples=30)
@given(TEXTS)
@example("+ uno\n===\n1) due\n# tre\n[x](y) [z]\n\n[z]: w\n\\*q\\*")
@example("d) uno\niv. due\n(b) tre\n#. quattro\n===")
@example("| a | b |\n| - | - |\n~~x~~ ***")
@example("https://x.it?a=1&copy;=2 www.x.it &#42; <b> <!-- --> ```")
def test_what_is_read_is_what_was_written(text: str) -> None:
    """Whatever somebody wrote, wherever it stands: a parser finds the same blocks as around plain words, and the text."""
    text = plain(text) or "x"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = one_line(text)
    marks, texts = blocks_of(document(text, line, text))
    same_marks, frame = blocks_of(document("parola", "titolo", "cella"))
    words = {"parola": "\n".join(lines), "titolo": line, "cella": " ".join(lines)}
    assert texts == [re.sub("parola|titolo|cella", lambda word: words[word[0]], one) for one in frame]
    assert marks == same_marks
