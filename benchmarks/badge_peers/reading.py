"""Reading badges back from a PDF as a scanner and a reader do: codes from rendered pages, names from the text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2
import zxingcpp

DPI = 200


def codes_read(pdf: Path, tokens: list[str]) -> int:
    """Return how many of `tokens` are read from the pages, at 200 dpi."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found: Counter[str] = Counter()
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
        found.update(code.text for code in zxingcpp.read_barcodes(picture, formats=formats))
    return sum((found & Counter(tokens)).values())


def names_read(pdf: Path, names: list[str]) -> int:
    """Return how many of `names` are words of the pages' text, letter by letter."""
    found: Counter[str] = Counter()
    for page in pypdfium2.PdfDocument(pdf):
        found.update(page.get_textpage().get_text_range().split())
    return sum((found & Counter(names)).values())
