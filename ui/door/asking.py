"""Which file: the two questions of the door that the system's own window answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog

from ui.translations import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LISTS: Final = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods"


def list_path(parent: QWidget) -> Path | None:
    """Let people choose the list to import."""
    kinds = tr("Elenchi ({0})").format(_LISTS)
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Importa un elenco"), "", kinds)
    return Path(chosen) if chosen else None


def pdf_path(parent: QWidget, proposed: Path) -> Path | None:
    """Let people choose where a PDF goes."""
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Salva il PDF"), str(proposed), tr("PDF (*.pdf)"))
    return Path(chosen) if chosen else None
