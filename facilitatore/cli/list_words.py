"""A list of people in the terminal: its columns as they were named, and what would become of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from facilitatore.cli.output import counted
from facilitatore.door.lists.parse.reasons import REASONS, VERDICTS
from facilitatore.door.lists.planning import touches
from facilitatore.errors import BadList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from facilitatore.door.lists.parse.column_choice import Meaning
    from facilitatore.door.lists.planning import FoundList, ImportPlan, Setting

_WIDEST: Final = 26
_MOST_ASKED: Final = 30


def plan_list_named(
    setting: Setting, path: Path, columns: tuple[str, ...], sheet: str | None, header_row: int | None = None
) -> tuple[FoundList, ImportPlan]:
    """Read a list, take its columns for what was said of them, and plan its import.

    Args:
        setting: what the list is read against.
        path: the list.
        columns: ``meaning=column`` each, see `column_words.choose_by_words`.
        sheet: name of the sheet of a workbook.
        header_row: line of the headings, from 1; 0: there are none; None: where the program finds them.

    Raises:
        FileMissing, BadList: it cannot be read, or nothing in it is a name. Unknown, BadValue: no such column or sheet.
    """
    import dataclasses

    from facilitatore.door.lists.parse.column_words import choose_by_words
    from facilitatore.door.lists.parse.guessing import columns_at
    from facilitatore.door.lists.planning import find_list, plan_list
    from facilitatore.errors import Unknown

    found = find_list(path, sheet=sheet)
    if sheet is not None and found.table.sheet != sheet:
        raise Unknown("sheet", sheet, found.table.sheets)
    if header_row is not None:
        row = min(header_row, len(found.table.rows)) - 1
        found = dataclasses.replace(found, columns=columns_at(found.table, row if row >= 0 else None))
    for words in columns:
        found = dataclasses.replace(found, columns=choose_by_words(found.table, found.columns, words))
    if not found.columns.names:
        raise BadList(path, "no_names")
    return found, plan_list(setting, found)


def plan_counts(plan: ImportPlan) -> str:
    """Say how many rows have each verdict."""
    return (
        f"{counted(plan.new, 'nuovo', 'nuovi')}, {counted(plan.same, 'uguale', 'uguali')}, "
        f"{counted(plan.updated, 'aggiornato', 'aggiornati')}, {plan.to_check} da guardare, "
        f"{counted(plan.discarded, 'scartato', 'scartati')}."
    )


def asked_lines(plan: ImportPlan) -> Iterator[str]:
    """Say which of the persons that are written have a name to be asked, and why; they have no badge until then."""
    asked = [verdict for verdict in plan.rows if verdict.row.question is not None and touches(verdict)]
    if not asked:
        return
    yield f"{counted(len(asked), 'nome', 'nomi')} da guardare: finché qualcuno non risponde non c’è etichetta."
    for verdict in asked[:_MOST_ASKED]:
        written = verdict.row.question.written if verdict.row.question is not None else ""
        yield f"  riga {verdict.row.row}: «{written}». {REASONS[verdict.row.problem or '']}."
    if len(asked) > _MOST_ASKED:
        yield f"  e altri {len(asked) - _MOST_ASKED}; --dry-run li dice tutti."


def unread_lines(found: FoundList, plan: ImportPlan) -> Iterator[str]:
    """Say which columns hold names of people that nobody reads, how many, and how they are read."""
    for column, cells in plan.unread.items():
        names = "c’è un nome che nessuno legge" if cells == 1 else f"ci sono {cells} nomi che nessuno legge"
        how = f'--column "altra persona={column + 1}"'
        yield f"Nella colonna «{heading_of(found, column)}» {names}: se è chi viene, aggiungi {how}."


def heading_of(found: FoundList, column: int) -> str:
    """Return what a column is called."""
    return " ".join(found.columns.heading(column).split())[:60] or f"colonna {column + 1}"


def plan_table(found: FoundList, plan: ImportPlan) -> Iterator[str]:
    """Say the columns, then each row in a line: number, verdict, names, group, and why."""
    yield from _columns(found)
    rows = [("riga", "esito", "nome", "cognome", "gruppo", "perché")]
    for verdict in plan.rows:
        one = verdict.row
        names = (one.first_name[:_WIDEST], one.family_name[:_WIDEST])
        rows.append((str(one.row), VERDICTS[verdict.verdict], *names, one.group_key or "", verdict.words()))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join((*cells, row[-1])).rstrip()
    yield ""


def _columns(found: FoundList) -> Iterator[str]:
    from facilitatore.door.lists.parse.column_choice import free_texts, meanings_of
    from facilitatore.door.lists.parse.column_words import WORDS

    words: dict[Meaning, str] = {meaning: word for word, meaning in WORDS.items()}
    table, columns = found.table, found.columns
    if len(table.sheets) > 1:
        yield f"Foglio: {table.sheet} (ci sono anche {', '.join(name for name in table.sheets if name != table.sheet)})"

    used = enumerate(meanings_of(columns, table.width))
    yield "Colonne: " + ", ".join(
        f"{words[meaning]}={heading_of(found, column)}" for column, meaning in used if meaning
    )
    texts = [heading_of(found, column) for column in free_texts(table, columns)]
    if texts:
        yield f"Testo libero non importato (può dire della salute; servono davvero alla porta?): {', '.join(texts)}"
    if table.hidden:
        yield f"Codici fiscali, mai importati: {', '.join(heading_of(found, column) for column in sorted(table.hidden))}"
    yield ""


def import_lines(found: FoundList, plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    """Say what an import did, and whom to ask; or, of a `dry_run`, what would become of every row."""
    yield from plan_table(found, plan) if dry_run else asked_lines(plan)
    yield plan_counts(plan)
    if dry_run:
        yield "Prova: non è stato scritto niente."


def plan_document(found: FoundList, plan: ImportPlan) -> dict[str, Any]:
    """Return what importing a list would do, as one document; `written` is there of names in question alone."""
    return {
        "new": plan.new,
        "same": plan.same,
        "updated": plan.updated,
        "to_check": plan.to_check,
        "discarded": plan.discarded,
        "unread_columns": {heading_of(found, column): names for column, names in plan.unread.items()},
        "rows": [
            {
                "row": verdict.row.row,
                "verdict": verdict.verdict,
                "why": REASONS.get(verdict.why, verdict.why),
                "state": verdict.row.state,
                "remarks": [REASONS.get(remark, remark) for remark in verdict.row.remarks],
                "first_name": verdict.row.first_name,
                "family_name": verdict.row.family_name,
                "written": verdict.row.question.written if verdict.row.question is not None else None,
            }
            for verdict in plan.rows
        ],
    }
