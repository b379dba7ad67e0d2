"""Where the last file went, with a button that opens its folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.translations import tr
from ui.widgets import LinkButton, TextLabel


class WrittenLine(QWidget):
    """A sentence and «Apri la cartella»; nothing as long as nothing was written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.where = TextLabel(role="soft")
        self.folder_button = LinkButton(tr("Apri la cartella"))
        self.folder_button.clicked.connect(self._open_folder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.where, 1)
        layout.addWidget(self.folder_button)
        self.hide()

    def writing(self, path: Path) -> None:
        """Say that a file is being written."""
        self.path = None
        self.where.setText(tr("Scrivo {0}…").format(path.name))
        self.folder_button.hide()
        self.show()

    def wrote(self, path: Path, text: str) -> None:
        """Say where it is now."""
        self.path = path
        self.where.setText(text)
        self.folder_button.show()
        self.show()

    def work_ended(self) -> None:
        """Take back "writing…": what came of it is said now."""
        if self.path is None:
            self.hide()

    def clear(self) -> None:
        """Say nothing about files of another evening."""
        self.path = None
        self.hide()

    def _open_folder(self) -> None:
        if self.path is not None:
            self._open_url(QUrl.fromLocalFile(str(self.path.parent)))

    def _open_url(self, url: QUrl) -> None:
        QDesktopServices.openUrl(url)
