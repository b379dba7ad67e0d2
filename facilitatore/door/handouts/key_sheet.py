"""The key of the percorso on a sheet that is carried to a second laptop at the door, and destroyed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from facilitatore.door.handouts.table import sheet_of
from facilitatore.door.handouts.writer import SOFT, Writer
from facilitatore.door.paper.drawing import Paper
from facilitatore.door.paper.fit import Rect

if TYPE_CHECKING:
    from facilitatore.prepare.model import Evening

FILE_NAME: Final = "chiave-del-percorso.pdf"

_TITLE: Final = "La chiave del percorso"
_HOW: Final = (
    "Sul secondo portatile: Accogli, Registro…, «Prendi quella di un altro portatile…», prima di importare l’elenco. Poi "
    "distruggi questo foglio: chi ha la chiave può provare i nomi di chi è venuto."
)


def key_sheet(evening: Evening, key: str, *, page: str = "A4", writer: Writer | None = None) -> Paper:
    """Return one sheet with the key, in its groups of letters, and what to do with it.

    Raises:
        Unknown: of what ``page``.
    """
    writer, sheet = writer or Writer(), sheet_of(page)
    x_mm, y_mm, w_mm = sheet.margin_mm, sheet.margin_mm, sheet.w_mm
    whose = evening.process or evening.title
    things = (
        *writer.write(_TITLE, Rect(x_mm, y_mm, w_mm, 14), 28, bold=True),
        *writer.write(whose, Rect(x_mm, y_mm + 16, w_mm, 8), 14, colour=SOFT),
        *writer.write(key, Rect(x_mm, y_mm + 40, w_mm, 60), 40, bold=True, most_lines=3),
        *writer.write(_HOW, Rect(x_mm, y_mm + 112, w_mm, 30), 14, most_lines=4),
    )
    return Paper(_TITLE, sheet.page_mm, (things,), writer.missing)
