"""Commands about paper: badges, the sheets they go on, the printer's trial page."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from facilitatore.cli.italian import ItalianCommand, WrongUsage
from facilitatore.cli.output import FILE, as_json, as_json_with, counted, print_json, refuse_session_file, tell, write
from facilitatore.cli.passphrase import passphrase_option, with_passphrase
from facilitatore.door.badges import USUAL
from facilitatore.errors import BadValue, FileMissing, NotDrawable, Problem
from facilitatore.interrupting import one_step
from facilitatore.sentences import STOCK_REASONS, say, waiting_words
from facilitatore.session import FileKind, Session
from facilitatore.session.format import is_there
from facilitatore.session.register_place import register_place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.badges.printing import PrintedBadges, Which
    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.paper.drawing import Adjustment
    from facilitatore.door.paper.trial_page import TrialMarks
    from facilitatore.door.people import Expected

_MOST_BYTES: Final = 1_000_000
_MARKS: Final = ("cross_x_mm", "cross_y_mm", "line_x_mm", "line_y_mm")


@click.command("badges", cls=ItalianCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "out", type=FILE, required=True, metavar="OUT.pdf", help="Il PDF da scrivere.")
@click.option("--stock", metavar="CODICE", help=f"Il foglio o il rotolo di etichette (se manca {USUAL}).")
@click.option("--length", metavar="MM", help="Quanto è lunga un’etichetta, su un rotolo continuo.")
@click.option("--label", metavar="80x50", help="Un’etichetta di misure tue, in millimetri, al posto di --stock.")
@click.option("--grid", metavar="2x5", help="Colonne e righe sul foglio A4, con --label; senza, è un rotolo.")
@click.option("--start", type=int, metavar="N", help="La prima etichetta libera del foglio.")
@click.option("--used", metavar="1-3,7", help="Le etichette del foglio che non ci sono più.")
@click.option("--offset", metavar="DX,DY", help="Sposta la stampa a destra e in basso, in millimetri.")
@click.option("--scale", metavar="SX,SY", help="Allarga e allunga la stampa, per esempio 1.002,0.998.")
@click.option(
    "--only",
    type=click.Choice(["checked-in", "all", "unprinted"]),
    default="checked-in",
    show_default=True,
    help="Per chi: checked-in chi è entrato, all anche chi è atteso, unprinted chi è entrato e non l’ha ancora.",
)
@click.option("--no-qr", "no_qr", is_flag=True, help="Senza QR.")
@passphrase_option
@as_json_with("out", "printed", "waiting", "small", "undrawable")
def badges(
    file: Path,
    out: Path,
    only: str,
    no_qr: bool,
    start: int | None,
    used: str | None,
    passphrase_file: Path | None,
    json_wanted: bool,
    **measures: str,
) -> None:
    """Scrive le etichette, con il solo nome, in un PDF.

    Chi ha un nome da guardare non ne ha una finché qualcuno non gli ha chiesto come si chiama.
    """
    from facilitatore.door.actions import mark_printed
    from facilitatore.door.badges.printing import badges_for, print_drawable
    from facilitatore.door.people import names_to_ask, read_expected
    from facilitatore.session.whole_file import write_whole

    stock = _stock_from(measures["stock"], measures["length"], measures["label"], measures["grid"])
    gone = _used_from(start, used, stock)
    adjustment = _adjustment_from(measures["offset"], measures["scale"])
    refuse_session_file(out)
    with ExitStack() as stack:
        session = stack.enter_context(Session.open(file, FileKind.EVENING))
        place = register_place(file, session.id)
        register = None
        if only == "all" and is_there(place):
            register = stack.enter_context(
                with_passphrase(lambda passphrase: Session.open(place, FileKind.REGISTER, passphrase), passphrase_file)
            )
        chosen = badges_for(session, only=cast("Which", only), register=register)
        waiting = names_to_ask(read_expected(session, register)) if register is not None else []
        if waiting and not json_wanted:
            tell(waiting_words([line.question.written for line in waiting if line.question is not None]))
        printed = print_drawable(
            chosen,
            stock,
            used=gone,
            qr=not no_qr,
            adjustment=adjustment,
        )
        with one_step():
            write_whole(out, printed.pdf)
            printed = printed._replace(pdf=b"")  # it is on the disk: marking thousands needs the room
            mark_printed(session, printed.ids)
    if json_wanted:
        print_json(_badges_document(out, chosen, waiting, printed))
        return
    write(f"{counted(len(printed.ids), 'etichetta', 'etichette')} in {out}")
    if printed.small:
        names = ", ".join(f"{small.name} ({small.size_pt:g} pt)".replace(".", ",") for small in printed.small)
        tell(f"Da guardare: nomi lunghi, stampati interi ma piccoli: {names}.")
    if printed.missing:
        tell(say(NotDrawable(printed.missing)))


def _badges_document(
    out: Path, chosen: Sequence[tuple[str, Badge]], waiting: Sequence[Expected], printed: PrintedBadges
) -> dict[str, Any]:
    from facilitatore.door.wearing import ways_of

    names = {who: badge.first_name for who, badge in chosen}
    return {
        "out": str(out),
        "printed": [{"id": who, "badge_name": names[who]} for who in printed.ids],
        "waiting": [
            {"id": line.id, "written": line.question.written, "choices": [way.first for way in ways_of(line.question)]}
            for line in waiting
            if line.question is not None
        ],
        "small": [small.name for small in printed.small],
        "undrawable": {name: list(letters) for name, letters in printed.missing.items()},
    }


def _stock_from(stock: str | None, length: str | None, label: str | None, grid: str | None) -> Stock:
    """Return the stock that the options tell.

    Raises:
        WrongUsage: options that do not go together. Unknown, BadValue: as `find_stock`, `own_stock`, `with_length`.
    """
    from facilitatore.door.badges.stock import find_stock, with_length

    if label is None and grid is not None:
        raise WrongUsage("Con --grid serve --label: la misura di un’etichetta.")
    if label is None and length is None:
        return find_stock(stock or USUAL)
    from facilitatore.door.badges.own_stock import measure, own_stock  # the usual sheet does without

    if label is None:
        return with_length(find_stock(stock or USUAL), measure(str(length)))
    if stock is not None or length is not None:
        raise WrongUsage("Scegli fra --stock e --label: non vanno insieme.")
    sides = [measure(side) for side in _pair(label, "80x50")]
    if grid is None:
        return own_stock(name=label, page="roll", w_mm=sides[0], h_mm=sides[1])
    counts = _pair(grid, "2x5")
    if not all(re.fullmatch(r"\d{1,3}", count, re.ASCII) for count in counts):
        raise BadValue("size_pair", grid, "2x5")
    return own_stock(name=label, page="A4", w_mm=sides[0], h_mm=sides[1], cols=int(counts[0]), rows=int(counts[1]))


def _pair(text: str, example: str) -> tuple[str, str]:
    first, times, second = re.sub("[X×*]", "x", text).partition("x")
    if not times:
        raise BadValue("size_pair", text, example)
    return first.strip(), second.strip()


def _used_from(start: int | None, used: str | None, stock: Stock) -> Collection[int]:
    from facilitatore.door.badges.open_sheet import parse_used, used_before

    gone = used_before(1 if start is None else start, stock)
    return gone if used is None else gone | parse_used(used, stock)


def _adjustment_from(offset: str | None, scale: str | None) -> Adjustment:
    from facilitatore.door.paper.drawing import MOST_SCALE, MOST_SHIFT_MM, Adjustment

    most, scales = f"{MOST_SHIFT_MM:g}", f"{1 - MOST_SCALE:g} e {1 + MOST_SCALE:g}"
    dx, dy = (0.0, 0.0) if offset is None else _numbers(offset, (2,), "offset", most)
    sx, sy = (1.0, 1.0) if scale is None else _numbers(scale, (2,), "scale", scales)
    if max(abs(dx), abs(dy)) > MOST_SHIFT_MM:
        raise BadValue("offset", str(offset), most)
    if max(abs(sx - 1), abs(sy - 1)) > MOST_SCALE:
        raise BadValue("scale", str(scale), scales)
    return Adjustment(dx, dy, sx, sy)


def _numbers(text: str, counts: Collection[int], what: str, limit: str = "") -> tuple[float, ...]:
    """Return numbers written with a point, or with a comma if semicolons or spaces stand between them."""
    parts = re.split(r"[;\s]+", text.strip()) if re.search(r"[;\s]", text.strip()) else text.split(",")
    if len(parts) not in counts or not all(
        re.fullmatch(r"[+-]?\d{1,4}([.,]\d{1,6})?", part, re.ASCII) for part in parts
    ):
        raise BadValue(what, text, limit)
    return tuple(float(part.replace(",", ".")) for part in parts)


@click.command("stocks", cls=ItalianCommand)
@click.option("--check", "check", type=FILE, metavar="FILE.toml", help="Controlla i fogli di misure tue di un file.")
@as_json
def stocks(check: Path | None, json_wanted: bool) -> None:
    """Elenca i fogli e i rotoli di etichette."""
    from facilitatore.door.badges.stock import load_stocks

    if check is not None:
        _check(check, json_wanted=json_wanted)
        return
    found = load_stocks().values()
    if json_wanted:
        print_json([{"key": stock.key, "title": stock.title, "aliases": list(stock.aliases)} for stock in found])
        return
    for stock in found:
        also = f" (anche {', '.join(stock.aliases)})" if stock.aliases else ""
        write(f"{stock.title}{also}")


def _check(path: Path, *, json_wanted: bool) -> None:
    """Say of each stock of a file whether it can exist, and what looks wrong; code 1 if one cannot."""
    from facilitatore.door.badges.own_stock import from_entry
    from facilitatore.door.badges.stock_check import stock_warnings

    said: list[dict[str, Any]] = []
    for name, entry in _entries(path).items():
        try:
            stock = from_entry(name, entry)
        except Problem as problem:
            said.append({"key": name, "problem": say(problem), "warnings": []})
        else:
            said.append(
                {"key": name, "problem": None, "warnings": [STOCK_REASONS[key] for key in stock_warnings(stock)]}
            )
    if json_wanted:
        print_json(said)
    for one in () if json_wanted else said:
        write(f"{one['key']}: {one['problem'] or '; '.join(one['warnings']) or 'va bene'}".rstrip(".") + ".")
    if any(one["problem"] for one in said):
        raise click.exceptions.Exit(1)


def _entries(path: Path) -> dict[str, object]:
    """Return the tables of a TOML file.

    Raises:
        FileMissing: nothing there that can be read. BadValue: of what ``stock_file``.
    """
    import tomllib

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError as error:
        raise FileMissing(path) from error
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise BadValue("stock_file", path.name) from error
    if not table:
        raise BadValue("stock_file", path.name)
    return table


@click.command("trial-page", cls=ItalianCommand)
@click.option("-o", "out", type=FILE, metavar="OUT.pdf", help="Il PDF da scrivere.")
@click.option("--stock", metavar="CODICE", help="Il foglio o il rotolo di etichette; senza, un foglio A4.")
@click.option(
    "--measured",
    metavar="A,B,C,D",
    help="Le quattro misure prese, o solo le prime due se le linee sono giuste: dice che cosa scrivere in badges.",
)
def trial_page(out: Path | None, stock: str | None, measured: str | None) -> None:
    """Scrive la pagina che prova dove stampa la stampante."""
    from facilitatore.door.badges.stock import find_stock
    from facilitatore.door.paper import trial_page as trial
    from facilitatore.door.paper.drawing import PAGES_MM
    from facilitatore.door.paper.fonts import Fonts
    from facilitatore.door.paper.pdf import draw
    from facilitatore.session.whole_file import write_whole

    if (out is None) == (measured is None):
        raise WrongUsage("Scegli: -o per scrivere la pagina di prova, oppure --measured per le misure prese.")
    chosen = find_stock(stock) if stock is not None else None
    page_mm = chosen.driver_mm if chosen else PAGES_MM["A4"]
    if measured is not None:
        marks = _marks_from(measured, trial.trial_marks(page_mm))
        found = trial.adjustment_from(marks, page_mm)
        write(f"--offset {found.dx_mm:g},{found.dy_mm:g} --scale {found.scale_x:g},{found.scale_y:g}")
    if out is not None:
        refuse_session_file(out)
        paper = trial.trial_of(chosen) if chosen else trial.trial_page(page_mm, Fonts())
        write_whole(out, draw(paper))
        write(f"Pagina di prova in {out}: stampala al 100 %.")


def _marks_from(measured: str, right: TrialMarks) -> TrialMarks:
    """Return the four measures, or the first two with lines as long as they should be: of a label they are short.

    Raises:
        BadValue: of what ``trial_measures``.
    """
    found = _numbers(measured, (2, 4), "trial_measures")
    return replace(right, **dict(zip(_MARKS, found, strict=False)))


COMMANDS = (badges, stocks, trial_page)
