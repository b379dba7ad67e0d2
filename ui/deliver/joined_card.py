"""What the last join did: it can be taken back whole, and told on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from facilitatore.capture.list_likeness import alike_lists
from facilitatore.deliver.effect_words import effect_words
from facilitatore.deliver.html import html_bytes
from facilitatore.deliver.join_report import join_report_document
from facilitatore.deliver.markdown import markdown_bytes
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.session.whole_file import write_whole
from ui.deliver.thing_words import counted
from ui.deliver.words import files_counted, moment_words
from ui.deliver.written_line import WrittenLine
from ui.translations import tr
from ui.widgets import Card, QuietButton, TextLabel
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from facilitatore.session import Session
    from facilitatore.session.joining.records import JoinRecord
    from ui.bridge import Bridge

_WRITERS = {".pdf": pdf_bytes, ".html": html_bytes, ".md": markdown_bytes}


class JoinedCard(Card):
    """One line about the last join, «Torna a prima dell’unione» and «Verbale…».

    Signals:
        said(str, str): a message for people and its kind.
        take_back_wanted(JoinRecord): somebody pressed twice, having read what goes and what stays.
    """

    said = Signal(str, str)
    take_back_wanted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bridge = bridge
        self.record: JoinRecord | None = None
        self._asks = False
        self.what = TextLabel()
        self.alike = TextLabel(role="warning")
        self.stays = TextLabel(role="warning")
        self.back_button = QuietButton(tr("Torna a prima dell’unione"), "T")
        self.back_button.clicked.connect(self._take_back)
        self.back_button.installEventFilter(self)
        self.leave_button = QuietButton(tr("Lascia com’è"), tr("Esc"))
        self.leave_button.clicked.connect(self.leave)
        self.report_button = QuietButton(tr("Verbale…"), "V")
        self.report_button.clicked.connect(self.save_report)
        self.written = WrittenLine()
        self.body.addWidget(self.what)
        self.body.addWidget(self.alike)
        self.body.addWidget(self.stays)
        self.body.addWidget(wrap_row(self.back_button, self.leave_button, self.report_button, gap=10))
        self.body.addWidget(self.written)
        self.show_join(None)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_join(self, record: JoinRecord | None) -> None:
        """Show the last join that stands, or nothing."""
        if record is None or self.record is None or record.at != self.record.at:
            self.written.clear()
            self._asks = False
        self.record = record
        self.setVisible(record is not None)
        if record is not None:
            self.set_title(tr("Ultima unione · {0}").format(moment_words(record.at / 1000)))
            self.what.setText(_done(record))
            sentences = [one.sentence() for one in alike_lists(self._bridge.session)]
            self.alike.setText("\n".join(sentences))
            self.alike.setVisible(bool(sentences))
            self._show_question(record)

    def _show_question(self, record: JoinRecord) -> None:
        self.stays.setVisible(self._asks)
        self.leave_button.setVisible(self._asks)
        self.report_button.setVisible(not self._asks)
        self.back_button.setVisible(bool(record.ids))  # what only made forget brought nothing that could go again
        self.set_tone("warning" if self._asks else "plain")
        self.back_button.setText(tr("Sì, torna a prima") if self._asks else tr("Torna a prima dell’unione"))
        if self._asks:
            self.stays.setText(what_stays(record))

    # -- taking back --------------------------------------------------------------------------------------------

    def _take_back(self) -> None:
        """Say first what goes and what stays; the second time it is meant."""
        if self.record is None:
            return
        self._asks = not self._asks
        record = self.record
        self._show_question(record)
        if self._asks:
            self.back_button.setFocus()
        else:
            self.take_back_wanted.emit(record)

    def leave(self) -> None:
        """Leave the join as it is."""
        self._asks = False
        if self.record is not None:
            self._show_question(self.record)
            self.back_button.setFocus()

    @property
    def asks(self) -> bool:
        """Whether it has been said what would go, and nobody has answered yet."""
        return self._asks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer with Enter while it is asked."""
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enters
        if watched is self.back_button and is_press:
            self.back_button.click()
            return True
        return super().eventFilter(watched, event)

    # -- the report ---------------------------------------------------------------------------------------------

    def save_report(self) -> None:
        """Ask where, then write what came from where beside the window, to be printed and signed."""
        record = self.record
        if record is None:
            return
        session = self._bridge.session
        path = self._ask_path(self._suggested(session))
        if path is None:
            return
        target = path if path.suffix.casefold() in _WRITERS else path.with_name(path.name + ".pdf")
        document = join_report_document(session, record)
        write = _WRITERS[target.suffix.casefold()]
        self.written.writing(target)
        self._bridge.run_beside(
            lambda: write_whole(target, write(document)),
            lambda _: self._wrote(target),
            ended=self.written.work_ended,
        )

    def _wrote(self, path: Path) -> None:
        if isValid(self):
            text = tr("Il verbale è in {0}.").format(path)
            self.written.wrote(path, text)
            self.said.emit(text, "info")

    def _suggested(self, session: Session) -> Path:
        folder = self.written.path.parent if self.written.path is not None else session.path.parent
        return folder / tr("verbale-{0}.pdf").format(session.path.stem)

    def _ask_path(self, suggested: Path) -> Path | None:
        kinds = tr("PDF da stampare (*.pdf);;Pagina web (*.html);;Testo semplice (*.md)")
        name, _ = QFileDialog.getSaveFileName(self, tr("Dove scrivere il verbale"), str(suggested), kinds)
        return Path(name) if name else None


def _done(record: JoinRecord) -> str:
    joined = [file for file in record.files if not file.problem]
    new = sum(file.new for file in joined)
    parts = [files_counted(len(joined)), counted(new, tr("{0} voce nuova"), tr("{0} voci nuove"))]
    parts += effect_words(record.effects)
    if record.forgot:
        parts.append(tr("qualcosa è stato dimenticato per sempre"))
    return " · ".join(parts)


def what_stays(record: JoinRecord) -> str:
    """Return what goes and what stays when a join is taken back."""
    going = counted(len(record.ids), tr("Se ne va {0} voce"), tr("Se ne vanno {0} voci"))
    text = tr("{0} e ciò che ci è stato scritto sopra. Resta tutto il resto, e prima si salva una copia.").format(going)
    if record.forgot:
        text += " " + tr("Quello che è stato dimenticato resta dimenticato.")
    return text
