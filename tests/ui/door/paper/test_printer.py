"""Promises of printing, kept by a real CUPS: what comes to the printer, and what is said when nothing does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps
from pytestqt.qtbot import QtBot

from facilitatore.door.badges.layout import Badge, lay_out
from facilitatore.door.badges.stock import Stock, find_stock, with_length
from facilitatore.door.paper.drawing import EXACT, Adjustment, Paper, PlacedCode, PlacedMark
from facilitatore.door.paper.fonts import Fonts
from facilitatore.door.paper.pdf import draw
from facilitatore.errors import BadValue, PrinterTrouble, Problem
from tests.ui.door.paper.cups import A4, BROTHER, DYMO, LETTER, Cups, has_filters, wait_for_job
from ui.bridge import Bridge
from ui.door.paper import printer_cups
from ui.door.paper.printer import PrinterInfo, print_paper, printers, trouble_of

pytestmark = pytest.mark.usefixtures("qapp")

DPI = 300
PIXEL_MM = 25.4 / DPI
NAMES = ("Niccolò", "Đặng Thị Hương", "محمد", "Фатіма", "שרה", "ნინო", "प्रिया", "Ștefan", "สมชาย", "Maria Grazia")
TOKENS = tuple(f"F7TAL5XTKPXGF2GY{first}{last}" for first, last in itertools.product("ABCD", "ABCDEFGHJK"))
TITLE = "Facilitatore: etichette"


def badges(count: int) -> list[Badge]:
    """Return badges of several scripts, each with its own token and a mark."""
    return [Badge(NAMES[at % 10], "square", "#0072B2", "B", TOKENS[at]) for at in range(count)]


def paper_of(stock: Stock, count: int) -> Paper:
    """Return sheets of badges."""
    return lay_out(badges(count), stock, fonts=Fonts(system=False)).paper()


def send(paper: Paper, queue: str, stock: Stock | None = None, adjustment: Adjustment = EXACT, **more: bool) -> None:
    """Print with a title."""
    print_paper(paper, queue, stock=stock, adjustment=adjustment, title=TITLE, **more)


def pictures(job: Path | bytes, turns: int = 0) -> list[Image.Image]:
    """Return the pages of a PDF in grey, turned back by `turns` quarters."""
    pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(job)]
    return [page.rotate(90 * turns, expand=True) for page in pages]


def ink_mm(picture: Image.Image, x_mm: float, y_mm: float, size_mm: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is dark in a square and 1 mm around it."""
    corner = round((x_mm - 1) / PIXEL_MM), round((y_mm - 1) / PIXEL_MM)
    side = round((size_mm + 2) / PIXEL_MM)
    part = picture.crop((*corner, corner[0] + side, corner[1] + side))
    box = ImageOps.invert(part).point(lambda grey: 255 * (grey > 127)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return tuple((edge + corner[at % 2]) * PIXEL_MM for at, edge in enumerate((left, top, right, bottom)))


def places(paper: Paper) -> Iterator[tuple[int, float, float, float]]:
    """Return page, corner and size of every code and mark."""
    for number, things in enumerate(paper.pages):
        for thing in things:
            if isinstance(thing, PlacedCode):
                yield number, thing.x_mm, thing.y_mm, thing.size_mm
            elif isinstance(thing, PlacedMark):  # a square is a tenth smaller than its room
                inset = thing.size_mm * 0.05
                yield number, thing.x_mm + inset, thing.y_mm + inset, thing.size_mm * 0.9


def read_codes(pages: list[Image.Image]) -> list[str]:
    """Return what the codes on the pages say."""
    return sorted(code.text for page in pages for code in zxingcpp.read_barcodes(page))


def size_mm(job: Path) -> tuple[float, float]:
    """Return width and height of the first page."""
    width, height = pypdfium2.PdfDocument(job)[0].get_size()
    return width * 25.4 / 72, height * 25.4 / 72


def test_sheets(cups: Cups) -> None:
    """Two sheets of L4785 reach the queue as A4 at 100 %: every code and mark within 0.2 mm of its place, all read."""
    out = cups.add_queue("Fogli", LETTER, A4)
    paper = paper_of(find_stock("L4785"), 14)
    send(paper, "Fogli", find_stock("L4785"))
    job = wait_for_job(out)
    assert size_mm(job) == pytest.approx((210, 297), abs=0.2)
    pages = pictures(job)
    assert read_codes(pages) == sorted(TOKENS[:14])
    for page, x, y, size in places(paper):
        assert ink_mm(pages[page], x, y, size) == pytest.approx((x, y, x + size, y + size), abs=0.2)


@pytest.mark.skipif(not has_filters(), reason="needs CUPS's filters: the package cups-filters-core-drivers")
@pytest.mark.parametrize(
    "habit",
    [
        "print-scaling=fit",
        "print-scaling=fill",
        "fit-to-page=true",
        "number-up=2",
        "page-set=even",
        "page-ranges=2",
        "mirror=true",
        "outputorder=reverse",
    ],
)
def test_habits_of_a_queue(cups: Cups, habit: str) -> None:
    """A queue used to fit pages, to put two on a sheet, to leave some out or to begin at the end, does so to no label."""
    out = cups.add_queue("Fogli", A4)
    cups.command("lpadmin", "-p", "Fogli", "-o", habit.replace("=", "-default="))
    paper = paper_of(find_stock("L4785"), 12)
    send(paper, "Fogli", find_stock("L4785"))
    pages = pictures(wait_for_job(out))
    for page, x, y, size in places(paper):
        assert ink_mm(pages[page], x, y, size) == pytest.approx((x, y, x + size, y + size), abs=0.2)


def test_names_arrive(cups: Cups) -> None:
    """The printed sheet looks as the PDF: ink that is nowhere near the PDF's, or lacks, is under 0.1 % of it."""
    out = cups.add_queue("Fogli", A4)
    paper = paper_of(find_stock("L4785"), 10)
    send(paper, "Fogli", find_stock("L4785"))
    (printed,), (wanted,) = pictures(wait_for_job(out)), pictures(draw(paper))
    ink = sum(wanted.histogram()[:128])
    for one, other in ((printed, wanted), (wanted, printed)):
        room = (0, 0, min(one.width, other.width), min(one.height, other.height))
        near = one.crop(room).filter(ImageFilter.MinFilter(3))  # a dot around: half a point of page is no miss
        lost = ImageChops.subtract(near, other.crop(room)).histogram()
        assert sum(lost[129:]) < 0.001 * ink


@pytest.mark.parametrize(
    ("key", "sizes", "page"),
    [
        ("DK-11202", BROTHER, "62x100mm"),
        ("DK-11209", BROTHER, "62x29mm"),
        ("DK-22205", BROTHER, "62mm"),
        ("99014", DYMO, "w154h286"),
        ("11356", DYMO, "w118h252"),
    ],
)
def test_rolls(cups: Cups, key: str, sizes: tuple, page: str) -> None:
    """A roll's labels come out on the driver's own page, turned where it stands upright, within 0.2 mm, and read."""
    out = cups.add_queue("Rotolo", *sizes)
    stock = find_stock(key)
    paper = paper_of(stock, 3)
    send(paper, "Rotolo", stock)
    job = wait_for_job(out)
    assert f"media={page}" in job.with_suffix(".options").read_text()
    assert size_mm(job) == pytest.approx(stock.driver_mm, abs=0.5)
    pages = pictures(job, turns=1 if stock.turned else 0)
    assert len(pages) == 3
    assert read_codes(pages) == sorted(TOKENS[:3])
    for number, x, y, size in places(paper):
        # Turned back, the layout's top is the driver's right edge: half a point of page there is not a miss.
        y_there = y + (pages[number].height * PIXEL_MM - stock.page_mm[1] if stock.turned else 0)
        wanted = (x, y_there, x + size, y_there + size)
        assert ink_mm(pages[number], x, y, size) == pytest.approx(wanted, abs=0.2)


def test_endless_roll_of_a_chosen_length(cups: Cups) -> None:
    """An endless roll cut at 80 mm asks the driver for a page of that length."""
    out = cups.add_queue("Rotolo", *BROTHER, custom=True)
    stock = with_length(find_stock("DK-22205"), 80)
    send(paper_of(stock, 1), "Rotolo", stock)
    job = wait_for_job(out)
    assert "media=Custom.62x80mm" in job.with_suffix(".options").read_text()
    assert size_mm(job) == pytest.approx((62, 80), abs=0.5)


def test_adjustment(cups: Cups) -> None:
    """What makes up for the printer is measured on its own page, also where the sheet is turned on it."""
    out = cups.add_queue("Rotolo", *BROTHER)
    stock = find_stock("DK-11202")
    paper = paper_of(stock, 1)
    adjustment = Adjustment(1.0, 2.0, 0.98, 0.99)
    send(paper, "Rotolo", stock, adjustment)
    (page,) = pictures(wait_for_job(out))
    for _, x, y, size in places(paper):
        left, top = stock.page_mm[1] - y - size, x
        box = (left * 0.98 + 1, top * 0.99 + 2, (left + size) * 0.98 + 1, (top + size) * 0.99 + 2)
        assert ink_mm(page, box[0], box[1], size) == pytest.approx(box, abs=0.2)


def test_never_a_letter(cups: Cups) -> None:
    """A printer without the label's page is sent nothing: the label would come out on whatever it has."""
    out = cups.add_queue("Fogli", LETTER, A4)
    stock = find_stock("DK-11202")
    with pytest.raises(PrinterTrouble) as told:
        send(paper_of(stock, 1), "Fogli", stock)
    assert told.value.reason == "size"
    assert printer_cups.our_jobs("Fogli") == []
    assert list(out.iterdir()) == []


def test_plain_paper_across(cups: Cups) -> None:
    """A sheet wider than high, of no stock, is turned on the printer's A4."""
    out = cups.add_queue("Fogli", A4)
    code = PlacedCode("A", 0, 0, 0)
    mark = PlacedMark("square", "#000000", 270, 20, 10)
    send(Paper("Cartello", (297, 210), ((code, mark),)), "Fogli")
    job = wait_for_job(out)
    assert size_mm(job) == pytest.approx((210, 297), abs=0.2)
    (page,) = pictures(job, turns=1)
    assert ink_mm(page, 270.5, 20.5, 9) == pytest.approx((270.5, 20.5, 279.5, 29.5), abs=0.2)


@pytest.mark.parametrize(("black_only", "colours"), [(True, {"#000000"}), (False, {"#000000", "#0072b2"})])
def test_colours(cups: Cups, black_only: bool, colours: set[str]) -> None:
    """A printer with black only gets black marks, which it need not make of dots; others the groups' colours."""
    out = cups.add_queue("Rotolo", *DYMO, black_only=black_only)
    send(paper_of(find_stock("99014"), 1), "Rotolo", find_stock("99014"))
    page = pypdfium2.PdfDocument(wait_for_job(out))[0].render(scale=2, no_smoothpath=True).to_pil().convert("RGB")
    found = {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in page.getcolors()}
    assert found == {"#ffffff", *colours}


def test_black_is_black_and_nobody_is_named(cups: Cups) -> None:
    """Ink is written as pure black, the job keeps the title it was given, on one side, once, unscaled."""
    out = cups.add_queue("Fogli", A4)
    send(paper_of(find_stock("L4785"), 2), "Fogli", find_stock("L4785"))
    job = wait_for_job(out)
    assert job.with_suffix(".title").read_text() == TITLE
    options = job.with_suffix(".options").read_text()
    assert "sides=one-sided" in options
    assert "print-scaling=none" in options
    assert min(pictures(job)[0].getextrema()) == 0


def test_no_pages(cups: Cups) -> None:
    """A paper without pages is refused before the printer hears of it."""
    cups.add_queue("Fogli", A4)
    with pytest.raises(BadValue):
        send(Paper("Badge", (210, 297), ()), "Fogli")
    assert printer_cups.our_jobs("Fogli") == []


def test_list_of_printers(cups: Cups) -> None:
    """The system's own choice comes first; words are what people called the printer, unless two are called the same."""
    for name, words in (("a1", "Porta"), ("b2", "Aula"), ("c3", "Porta")):
        cups.add_queue(name, A4)
        cups.command("lpadmin", "-p", name, "-D", words)
    cups.command("lpadmin", "-d", "b2")
    assert printers() == [
        PrinterInfo("b2", "Aula", default=True),
        PrinterInfo("a1", "a1", default=False),
        PrinterInfo("c3", "c3", default=False),
    ]


def test_ready(cups: Cups) -> None:
    """A printer that waits for work has no trouble."""
    cups.add_queue("Fogli", A4)
    assert trouble_of("Fogli") is None


def test_beside_the_window(cups: Cups, qtbot: QtBot) -> None:
    """Six jobs sent at once from threads beside the window all arrive; trouble comes back as a problem that is said."""
    out = cups.add_queue("Fogli", A4)
    bridge = Bridge()
    paper, stock = paper_of(find_stock("L4785"), 3), find_stock("L4785")
    refused: list[Problem] = []
    sent: list[None] = []
    bridge.refused.connect(refused.append)
    for _ in range(6):
        bridge.run_beside(lambda: send(paper, "Fogli", stock), sent.append)
    bridge.run_beside(lambda: send(paper, "Nessuna", stock), sent.append)
    qtbot.waitUntil(lambda: not bridge.is_busy, timeout=20_000)
    wait_for_job(out, 6)
    assert len(sent) == 6
    assert [getattr(problem, "reason", "") for problem in refused] == ["missing"]
