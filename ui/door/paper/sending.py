"""The way of badges onto paper, beside the window: laid out once, then a file or a real printer."""

from __future__ import annotations

from itertools import chain, count
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from facilitatore.errors import Problem
from facilitatore.prepare.evening import read_evening
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.drawing import Adjustment, Paper
    from facilitatore.door.paper.fonts import Fonts
    from facilitatore.session import Session

Chosen = tuple[tuple[str, "Badge"], ...]
"""Badges, each with whose it is."""


class AsksForPaths(Protocol):
    """A page that lets people choose where a PDF goes."""

    def ask_pdf_path(self, proposed: Path) -> Path | None:
        """Return the place, or None."""


class Target(NamedTuple):
    """Where paper goes: `path` for a file, else `printer`; `insist`: although it was last heard out of paper."""

    printer: str
    adjustment: Adjustment
    path: Path | None = None
    insist: bool = False


class Order(NamedTuple):
    """What is to be printed, taken from the window when it was asked for: nothing changes it any more.

    `stock_key` is that of the sheet in `stock` whose labels `used` are gone; `title` names the job to the system.
    """

    chosen: Chosen
    stock_key: str
    stock: Stock
    used: frozenset[int]
    qr: bool
    target: Target
    title: str


class Outcome(NamedTuple):
    """What came of it: whose badges are out, the letters no font has, names that came out small, or why nothing is.

    `told`: the printer's queue, or the disk, said that it has them; else they were sent, and nothing bad was heard.
    `bug` is raised again in the window, once it is free to print again.
    """

    ids: tuple[str, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    small: tuple[str, ...] = ()
    problem: Problem | None = None
    bug: Exception | None = None
    told: bool = True


def new_fonts() -> Fonts:
    """Return fonts for printing alone: a thread beside the window does not share them with it."""
    from facilitatore.door.paper.fonts import Fonts

    return Fonts()


def send(order: Order, fonts: Fonts) -> Outcome:
    """Print what can be printed; a name that cannot does not keep the others waiting."""

    def work() -> Outcome:
        from facilitatore.door.badges.printing import lay_out_drawable

        sheets, kept, missing = lay_out_drawable(order.chosen, order.stock, used=order.used, qr=order.qr, fonts=fonts)
        told = put(sheets.paper(), order.target, order.stock, order.title)
        return Outcome(kept, missing, tuple(warning.name for warning in sheets.warnings), told=told)

    return _outcome(work)


def send_paper(make: Callable[[], Paper], target: Target, stock: Stock | None, title: str) -> Outcome:
    """Print any other paper."""

    def work() -> Outcome:
        paper = make()
        put(paper, target, stock, title)
        return Outcome(missing=paper.missing)

    return _outcome(work)


def _outcome(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except Problem as problem:
        return Outcome(problem=problem)
    except Exception as bug:  # noqa: BLE001 - it is raised again in the window's thread
        return Outcome(bug=bug)


def put(paper: Paper, target: Target, stock: Stock | None, title: str) -> bool:
    """Bring paper into a file, whole or not at all, or to a printer at 100 %; say if it told that it has it.

    Raises:
        PrinterTrouble: nothing comes out of the printer. FileProblem: the file could not be written.
    """
    if target.path is None:
        from ui.door.paper.printer import print_paper

        adjustment, insist = target.adjustment, target.insist
        return print_paper(paper, target.printer, stock=stock, adjustment=adjustment, title=title, insist=insist)
    from facilitatore.door.paper.pdf import draw
    from facilitatore.session.whole_file import write_whole

    turned = stock is not None and stock.turned and paper.page_mm == stock.page_mm
    adjustment = stock.along_page(target.adjustment) if stock is not None and turned else target.adjustment
    write_whole(target.path, draw(paper, adjustment))
    return True


def pdf_path(path: Path) -> Path:
    """Return the place with the ending that other programs know a PDF by."""
    return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")


def proposed_path(session: Session) -> Path:
    """Return a free name for the PDF beside the evening: the batch before may not be on paper yet."""
    return free_path(session.path.with_name(tr("etichette-{0}.pdf").format(read_evening(session).date)))


def free_path(path: Path) -> Path:
    """Return `path`, or with a number after its name the first one where no file is."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())
