"""The page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from facilitatore.deliver.html import html_bytes
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.resources import resource_path
from facilitatore.synthesis.model import EveningSynthesis
from tests.deliver.conftest import everything

HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> '{{ 7*7 }}' {% raw %} &lt; </style> =cmd|"


class Reader(HTMLParser):
    """Reads a page as a browser does: its tags with their attributes, and its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data

    def named(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of the tags of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]


def _page(synthesis: EveningSynthesis) -> Reader:
    return Reader(html_bytes(synthesis_document(synthesis)))


def test_hostile_text_is_text(evening_saying: Callable[[str], EveningSynthesis]) -> None:
    """Whatever people wrote adds no tag and no attribute to the page, and is there to be read."""
    plain, hostile = _page(evening_saying("ciao")), _page(evening_saying(HOSTILE))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    assert [set(attributes) for _, attributes in hostile.tags] == [set(attributes) for _, attributes in plain.tags]
    assert hostile.words.count(HOSTILE) == plain.words.count("ciao")


def test_every_text_of_every_block_is_text() -> None:
    """Wherever a text stands, its signs make no tag."""
    plain, hostile = (Reader(html_bytes(everything(text))) for text in ("parola", HOSTILE))
    assert [(tag, set(attributes)) for tag, attributes in hostile.tags] == [
        (tag, set(attributes)) for tag, attributes in plain.tags
    ]
    assert hostile.words.replace(HOSTILE, "parola") == plain.words


def test_nothing_loaded_nothing_run(evening: EveningSynthesis) -> None:
    """The page loads nothing, runs nothing, and links only within itself."""
    page = _page(evening)
    assert not page.named("script", "link", "img", "iframe", "object", "embed", "form")
    assert all((attributes["href"] or "").startswith("#") for attributes in page.named("a"))
    assert not re.search(r"url\(|@import|https?:", html_bytes(synthesis_document(evening)).decode())


def test_semantics(evening: EveningSynthesis) -> None:
    """Italian, one main heading, one main part, a table with caption and heads with scope."""
    page = _page(evening)
    assert page.named("html")[0]["lang"] == "it-IT"
    assert (len(page.named("h1")), len(page.named("main")), len(page.named("caption"))) == (1, 1, 1)
    assert {attributes.get("scope") for attributes in page.named("th")} == {"col", "row"}


def test_links_lead_somewhere(evening: EveningSynthesis) -> None:
    """Every sign below a statement leads to its note, and no id is given twice."""
    page = _page(evening)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == 5
    assert {(attributes["href"] or "")[1:] for attributes in page.named("a")} <= set(ids)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast(evening: EveningSynthesis) -> None:
    """Every ink of the page on every paper of it has a contrast of 4.5:1 or more (WCAG 2.1, 1.4.3)."""
    page = html_bytes(synthesis_document(evening)).decode()
    inks = set(re.findall(r"[ ;]color: (#[0-9A-F]{6})", page))
    papers = set(re.findall(r"background: (#[0-9A-F]{6})", page))
    contrasts = {
        (ink, paper): (_luminance(paper) + 0.05) / (_luminance(ink) + 0.05) for ink in inks for paper in papers
    }
    assert len(contrasts) > 20
    assert {pair: contrast for pair, contrast in contrasts.items() if contrast < 4.5} == {}


def test_empty(empty_evening: EveningSynthesis) -> None:
    """An evening that holds nothing is still a page with a title."""
    assert "Serata senza titolo" in _page(empty_evening).words


def test_nothing_keeps_a_line_from_breaking() -> None:
    """No rule of the page forbids a line to break: the number of a sheet may be a sentence, and a window 320 px wide."""
    assert "nowrap" not in resource_path("report", "synthesis.html").read_text(encoding="utf-8")
