"""The badge of who is chosen, as it will be printed, what waits for the printer, and the way to everything on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from facilitatore.door.badges.open_sheet import used_after
from facilitatore.door.badges.stock import measure_words
from ui.door.name_words import to_ask_words
from ui.door.paper.badge_preview import BadgePreview
from ui.door.paper.remembered import PDF, PaperMemory
from ui.door.paper.waiting_names import WaitingNames
from ui.plain import set_name
from ui.translations import tr
from ui.widgets import Card, LinkButton, QuietButton, TextLabel
from ui.widgets.scrolling import bring_into_view
from ui.widgets.wrap_row import wrap_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from facilitatore.door.badges.layout import Badge
    from ui.door.paper.paper_panel import PaperPanel


class PrintingCard(Card):
    """Preview, words, the button that prints; behind two quiet buttons the other paper, and paper and printer.

    Signals:
        print_wanted(): print what has not been printed.
        label_changed(): other labels, another printer or another sheet were chosen.
        panel_opened(): the panel of paper and printer is seen: somebody should name the printers.
        printer_changed(): another printer was chosen: somebody should look at it.
        trial_wanted(): print the trial page.
        panel_closed(): that panel is gone: whoever opened it goes on with what was there before.
        came_out(bool): the badges that were on their way when the program ended did come out, or did not.
    """

    print_wanted = Signal()
    label_changed = Signal()
    panel_opened = Signal()
    printer_changed = Signal()
    trial_wanted = Signal()
    panel_closed = Signal()
    came_out = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.memory = PaperMemory()
        self.panel: PaperPanel | None = None
        self._unrecorded = 0
        self.preview = BadgePreview()
        self.who = TextLabel(role="strong")
        self.left_out = TextLabel(role="accent")
        self.to_ask = TextLabel(role="warning")
        self.trouble = TextLabel(role="warning")
        self.batch = TextLabel(role="warning")
        self._names = WaitingNames(self.preview.fonts)
        self._waiting: Sequence[Badge] = ()
        self.words = TextLabel(role="small")
        self.doubt = TextLabel(role="warning")
        self.out_button = QuietButton(tr("Sì, uscite"))
        self.not_out_button = QuietButton(tr("No, da ristampare"))
        self.button = QuietButton(tr("Stampa"), tr("Ctrl P"))
        self.more_button = LinkButton(tr("Elenchi e cartelli…"))
        self.paper_button = LinkButton(tr("Carta e stampante…"))
        self._build()
        self._connect()
        self._show_label()

    def _build(self) -> None:
        self._doubt_box = QWidget()
        doubt = QVBoxLayout(self._doubt_box)
        doubt.setContentsMargins(0, 0, 0, 0)
        doubt.setSpacing(2)
        doubt.addWidget(self.doubt)
        doubt.addWidget(wrap_row(self.out_button, self.not_out_button))
        self._doubt_box.hide()
        beside = QVBoxLayout()
        beside.setSpacing(8)
        for widget in (self.who, self.left_out, self.trouble, self.words, self.to_ask, self.batch, self._doubt_box):
            beside.addWidget(widget)
        beside.addWidget(wrap_row(self.button))
        beside.addWidget(wrap_row(self.more_button, self.paper_button, gap=12))
        beside.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(20)
        self._sides.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._sides.addLayout(beside, 1)
        self.body.addLayout(self._sides)
        for label in (self.who, self.left_out, self.trouble, self.to_ask, self.batch):
            label.hide()

    def _connect(self) -> None:
        for button in (self.button, self.more_button, self.paper_button, self.out_button, self.not_out_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.print_wanted)
        self.paper_button.clicked.connect(self.switch_panel)
        self.out_button.clicked.connect(lambda: self.came_out.emit(True))
        self.not_out_button.clicked.connect(lambda: self.came_out.emit(False))

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab goes through while the panel is closed, in order."""
        return [self.out_button, self.not_out_button, self.button, self.more_button, self.paper_button]

    def load(self) -> None:
        """Show the label in use."""
        self._show_label()

    # -- the badge ----------------------------------------------------------------------------------------------

    def set_chosen(self, badge: Badge | None, words: str, left_out: str = "") -> None:
        """Show whose badge it is, what was typed and is `left_out` of it, and what would be wrong with it on paper."""
        self.preview.set_badge(badge)
        self.left_out.setText(left_out)
        self.left_out.setVisible(bool(left_out))
        self.who.setText(words)
        self.who.setVisible(bool(words))
        self._show_trouble()

    def _show_trouble(self) -> None:
        self.trouble.setText(self.preview.trouble)
        self.trouble.setVisible(bool(self.preview.trouble))
        said = self.preview.badge.first_name if self.preview.trouble and self.preview.badge else ""
        batch = self._names.words(self._waiting, self.memory.stock(), qr=self.memory.qr(), but=said)
        self.batch.setText(batch)
        self.batch.setVisible(bool(batch))

    # -- what waits ---------------------------------------------------------------------------------------------

    def set_waiting(self, badges: Sequence[Badge], *, busy: bool, unrecorded: int = 0) -> None:
        """Say how many badges are to be printed, how many leave no trace, and what would be wrong with them on paper."""
        count, self._waiting, self._unrecorded = len(badges), badges, unrecorded
        self._show_trouble()
        some = tr("Stampa 1 etichetta") if count == 1 else tr("Stampa {0} etichette").format(count)
        self.button.setText(tr("Stampo…") if busy else some if count else tr("Niente da stampare"))
        self.button.setEnabled(count > 0 and not busy)
        self._show_words()

    def set_to_ask(self, names: Sequence[str]) -> None:
        """Say whose badges wait until somebody has asked the name, as the list wrote them."""
        self.to_ask.setText(to_ask_words(names))
        self.to_ask.setVisible(bool(names))

    def set_doubtful(self, count: int) -> None:
        """Say how many badges may have come out although they wait; 0: none."""
        one = tr("La stampa di un’etichetta si è interrotta: guarda nella stampante se è uscita.")
        many = tr("La stampa di {0} etichette si è interrotta: guarda nella stampante se sono uscite.")
        self.doubt.setText(one if count == 1 else many.format(count))
        self._doubt_box.setVisible(count > 0)

    def sheet_went_on(self, key: str, used: frozenset[int], count: int) -> None:
        """Take `count` labels from the sheet they were printed on; `used` were gone before."""
        if key not in self.memory.stocks:
            return
        stock = self.memory.stock(key)
        if not stock.roll:
            # What was marked by hand while it printed is gone too.
            self.memory.set_used(key, used_after(stock, used, count) | (self.memory.used(key) - used))
        self._show_label()

    def _show_label(self) -> None:
        stock = self.memory.stock()
        self.preview.set_label(stock, qr=self.memory.qr())
        self._show_trouble()
        if self.panel is not None:
            self.panel.show_used()
        self._show_words()

    def _show_words(self) -> None:
        """Say in two lines what the next badge goes on, and how."""
        stock, printer = self.memory.stock(), self.memory.printer()
        digits = 0 if stock.driver_sizes and not stock.endless else 2  # a roll's box says whole millimetres
        size = tr("{0} × {1} mm").format(*(measure_words(round(side, digits)) for side in stock.label_mm))
        if stock.roll:
            paper = tr("Rotolo {0}, {1}").format(stock.key, size)
        else:
            used = self.memory.used()
            following = next(number for number in range(1, stock.per_sheet + 1) if number not in used)
            place = tr("prossima etichetta: {0} di {1}").format(following, stock.per_sheet)
            paper = tr("Foglio {0}, {1}, {2}").format(stock.key, size, place)
        name = self.panel.printer.words_of(printer) if self.panel else printer
        where = tr("in un PDF") if printer == PDF else tr("sulla stampante «{0}»").format(name)
        if self.memory.at_once(stock):
            now = tr("Ogni ingresso stampa subito {0}.").format(where)
        else:
            now = tr("Le etichette si stampano insieme {0}.").format(where)
        lost = ""
        if self._unrecorded:
            one = tr("Un’etichetta che aspetta è di chi non lascia traccia: chiudendo la serata si perde.")
            many = tr("{0} etichette che aspettano sono di chi non lascia traccia: chiudendo la serata si perdono.")
            lost = one if self._unrecorded == 1 else many.format(self._unrecorded)
        self.words.setText(" ".join(part for part in (tr("{0}.").format(paper), now, lost) if part))

    # -- paper and printer --------------------------------------------------------------------------------------

    def switch_panel(self) -> None:
        """Open the panel of paper and printer, or close it."""
        if self.panel is not None and self.panel.isVisibleTo(self):
            self.close_panel()
            return
        if self.panel is None:
            from ui.door.paper.paper_panel import PaperPanel

            self.panel = PaperPanel(self.memory)
            self.body.addWidget(self.panel)
            self.panel.changed.connect(self._paper_changed)
            self.panel.printer.printer_chosen.connect(lambda _name: self.printer_changed.emit())
            self.panel.trial_wanted.connect(self.trial_wanted)
            self.panel.grown.connect(lambda: bring_into_view(self))
            self.panel.left.connect(self.close_panel)
        self.panel.load()
        self.panel.show()
        self._name_paper_button(tr("Chiudi"), tr("Chiudi carta e stampante"))
        self.panel_opened.emit()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Close the panel of paper and printer; False when it is not open."""
        if self.panel is None or self.panel.isHidden():
            return False
        self.panel.hide()
        self._name_paper_button(tr("Carta e stampante…"), tr("Carta e stampante…"))
        self.panel_closed.emit()
        return True

    def _name_paper_button(self, words: str, whole: str) -> None:
        self.paper_button.setText(words)
        set_name(self.paper_button, whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let nothing move while badges come and go: the button keeps its width, the words beside it its height."""
        super().resizeEvent(event)
        spare = self.button.sizeHint().width() - self.button.fontMetrics().horizontalAdvance(self.button.text())
        widest = (tr("Niente da stampare"), tr("Stampa {0} etichette").format(88))
        self.button.setMinimumWidth(spare + max(map(self.button.fontMetrics().horizontalAdvance, widest)))
        beside = self.button.minimumWidth() + self.preview.sizeHint().width() + self._sides.spacing()
        narrow = self.body.contentsRect().width() < beside
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _paper_changed(self) -> None:
        self._show_label()
        self.label_changed.emit()
