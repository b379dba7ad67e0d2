"""The first page, while no evening is open: make one from a template, open one, or go on with a recent one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitatore.errors import Problem
from facilitatore.prepare.templates import Template, create_evening, read_templates
from facilitatore.session import Change, FileKind
from facilitatore.session.clouds import cloud_here
from facilitatore.session.moving import remove_folder
from facilitatore.session.places import data_folder
from ui import theme
from ui.base_page import Page
from ui.bridge import Bridge
from ui.plain import set_name, set_tip
from ui.settings import recent_files, remember_recent
from ui.translations import tr
from ui.widgets import Card, HeadingLabel, KeyHint, PrimaryButton, QuietButton, TextLabel

_ENDING = f".{FileKind.EVENING}"
_TWO_COLUMNS = 900
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pick(QListWidget):
    """A list as tall as its rows; Enter or a double click takes the current one.

    Signals:
        taken(): the current row is wanted.
    """

    taken = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        set_name(self, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(lambda _index: self.taken.emit())

    def show_rows(self, rows: list[tuple[str, str]]) -> None:
        """Show these (key, text), the first one chosen."""
        self.clear()
        for key, text in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            set_tip(item, text)
            self.addItem(item)
        self.setCurrentRow(0)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows."""
        self.ensurePolished()
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.count())) + 12)

    def key(self) -> str:
        """Return the key of the current row, empty when there is none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row at Enter."""
        if event.key() in _ENTER and self.currentItem() is not None:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class WelcomePage(Page):
    """What one sees first.

    Signals:
        said(str, str): a message for people and its kind.
    """

    room = "welcome"
    said = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._templates: dict[str, Template] = {one.key: one for one in read_templates()}
        self.templates = Pick(tr("Modelli di serata"))
        self.templates.taken.connect(self._create)
        self.create_button = PrimaryButton(tr("Crea la serata…"))
        self.create_button.clicked.connect(self._create)
        self.open_button = QuietButton(tr("Apri una serata…"))
        self.open_button.clicked.connect(self._open)
        self.recent = Pick(tr("Serate recenti"))
        self.recent.taken.connect(lambda: self._open_path(Path(self.recent.key())))
        self.no_recent = TextLabel(tr("Qui compariranno le serate aperte su questo portatile."), "soft")
        self._lay_out()
        self.templates.show_rows([(one.key, one.label) for one in self._templates.values()])
        self.setFocusProxy(self.templates)

    def refresh(self, change: Change | None) -> None:
        """Show the recent files that are still there."""
        if change is not None:
            return
        rows = [(path, tr("{0} · {1}").format(Path(path).stem, Path(path).parent)) for path in recent_files()]
        self.recent.show_rows(rows)
        self.recent.setVisible(bool(rows))
        self.no_recent.setVisible(not rows)
        self.templates.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two halves one above the other where there is no room side by side."""
        super().resizeEvent(event)
        beside = self.width() >= _TWO_COLUMNS * theme.text_scale_now()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(direction)

    # -- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = self.scrolling()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(26, 18, 26, 22)
        whole.setSpacing(14)
        whole.addWidget(HeadingLabel(tr("Da dove cominciamo?")))
        whole.addWidget(
            TextLabel(
                tr("Una serata è un file solo: si prepara qui, si copia sui portatili, si riunisce alla fine."), "soft"
            )
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self._columns.addWidget(self._new_card(), 3)
        other = QVBoxLayout()
        other.setSpacing(14)
        other.addWidget(self._open_card())
        other.addWidget(_steps_card())
        other.addStretch(1)
        self._columns.addLayout(other, 2)
        whole.addLayout(self._columns)
        whole.addStretch(1)

    def _new_card(self) -> Card:
        card = Card(tr("Una serata nuova"))
        card.body.addWidget(
            TextLabel(
                tr("Scegli da che cosa partire: gruppi, domande, scaletta e regole ci sono già, e si cambia tutto."),
                "soft",
            )
        )
        card.body.addWidget(self.templates)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.create_button)
        foot.addWidget(KeyHint("↑ ↓", tr("scegli")))
        foot.addWidget(KeyHint(tr("Invio"), tr("crea")))
        foot.addStretch(1)
        card.body.addLayout(foot)
        card.body.addStretch(1)
        return card

    def _open_card(self) -> Card:
        card = Card(tr("Una serata che c’è già"))
        card.body.addWidget(self.no_recent)
        card.body.addWidget(self.recent)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    # -- what people do -----------------------------------------------------------------------------------------

    def _create(self) -> None:
        template = self._templates.get(self.templates.key())
        if template is None or not self._bridge.may_close():
            return
        folder = default_folder()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        path = self._ask_new_path(folder / f"{template.key}{_ENDING}")
        if path is None:
            with suppress(OSError):
                remove_folder(folder)  # only if it is empty: it was made for the dialog
            return
        if path.suffix.lower() != _ENDING:
            path = path.with_name(path.name + _ENDING)
        try:
            session = create_evening(path, template)
        except Problem as problem:
            self._bridge.refused.emit(problem)
            return
        self._bridge.adopt(session)
        remember_recent(path)
        words = tr("La serata è in {0}. Tutto quello che scrivi si salva da sé.").format(path)
        self.said.emit(words + _not_in_documents(path), "info")

    def _open(self) -> None:
        path = self._ask_path(default_folder())
        if path is not None:
            self._open_path(path)

    def _open_path(self, path: Path) -> None:
        if self._bridge.open_evening(path):
            remember_recent(path)

    def _ask_new_path(self, suggested: Path) -> Path | None:
        # Our own sentence says that a file is there already: it is never overwritten, so there is nothing to confirm.
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Dove salvare la serata"),
            str(suggested),
            tr("Serate (*.serata)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return Path(name) if name else None

    def _ask_path(self, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Apri una serata"), str(folder), tr("Serate (*.serata)"))
        return Path(name) if name else None


def default_folder() -> Path:
    """Return where evenings go unless somebody says otherwise: Facilitatore, in the documents if no cloud copies them."""
    tried = (_documents(), Path.home(), data_folder().parent)
    return next((one for one in tried if not cloud_here(one)), tried[-1]) / "Facilitatore"


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def _not_in_documents(path: Path) -> str:
    """Say why an evening that lies where it was proposed does not lie in the documents; nothing when it could."""
    cloud = cloud_here(_documents())
    if not cloud or path.parent != default_folder():
        return ""
    return tr(" Non è in Documenti, perché {0} la copierebbe in rete con i nomi.").format(cloud)


def _steps_card() -> Card:
    card = Card(tr("Come si fa, in quattro passi"), "quiet")
    for text in (
        tr("1. Crea la serata da un modello e cambia quello che serve: date, aule, domande, tempi."),
        tr("2. Prepara le chiavette: un file per l’accoglienza e uno per ciascun gruppo."),
        tr("3. La sera ogni portatile apre il suo file. Non serve la rete."),
        tr("4. Alla fine, in Consegna, i file si riuniscono in uno e ne esce la sintesi."),
    ):
        card.body.addWidget(TextLabel(text))
    return card
