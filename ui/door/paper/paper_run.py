"""All paper that is no badge: lists and signs, the trial page; and which printers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from facilitatore.door.paper.drawing import EXACT
from facilitatore.errors import NotDrawable, PrinterTrouble, Problem
from facilitatore.prepare.evening import read_evening, read_groups
from facilitatore.sentences import say
from ui.door.paper.remembered import PDF
from ui.door.paper.sending import Target, free_path, pdf_path, send_paper
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from facilitatore.door.badges.stock import Stock
    from facilitatore.door.handouts.choose import Kind
    from facilitatore.door.paper.drawing import Paper
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.paper.handouts_menu import HandoutsMenu
    from ui.door.paper.printer import PrinterInfo
    from ui.door.paper.printing_card import PrintingCard
    from ui.door.paper.sending import AsksForPaths, Outcome


class PaperRun(QObject):
    """Prints what is asked for behind «Elenchi e cartelli…» and in the panel of the printer.

    Signals:
        said(str, str): a sentence for the bar of the window, and its kind.
    """

    said = Signal(str, str)

    def __init__(self, bridge: Bridge, page: Page, card: PrintingCard) -> None:
        """`page` is who asks for the place of a file, `card` has the buttons."""
        super().__init__(page)
        self._bridge, self._page, self._card = bridge, page, card
        self._looking = self._gone = False
        self._menu: HandoutsMenu | None = None
        card.panel_opened.connect(self._look_for_printers)
        card.printer_changed.connect(self._look_for_printers)
        card.trial_wanted.connect(self._print_trial)
        card.more_button.clicked.connect(self._show_menu)

    def let_go(self) -> None:
        """Forget work that is still going on: the page is about to be deleted."""
        self._gone = True

    # -- printers -----------------------------------------------------------------------------------------------

    def _look_for_printers(self) -> None:
        """Ask the system beside the window: a print server that does not answer takes its time."""
        chosen = self._card.memory.printer()
        if not self._looking:
            self._looking = True
            self._bridge.run_beside(
                lambda: look_at_printers(chosen),
                lambda seen: self._show_printers(chosen, *seen),
                ended=self._looked,
            )

    def _looked(self) -> None:
        self._looking = False

    def _show_printers(self, chosen: str, known: list[PrinterInfo], trouble: str) -> None:
        if self._gone or self._card.panel is None:
            return
        self._card.panel.printer.show_printers(known)
        self._card.panel.show_state(chosen, trouble)
        self._card.load()
        self._look_again(chosen)

    def _look_again(self, looked_at: str) -> None:
        """Ask anew after another printer was chosen."""
        panel = self._card.panel
        if panel is not None and panel.isVisible() and self._card.memory.printer() != looked_at:
            self._look_for_printers()

    # -- lists and signs ----------------------------------------------------------------------------------------

    def _show_menu(self) -> None:
        from ui.door.paper.handouts_menu import HandoutsMenu

        if self._menu is None:
            self._menu = HandoutsMenu(self._card)
            self._menu.wanted.connect(self.print_handout)
        self._menu.set_groups(read_groups(self._bridge.session))
        button = self._card.more_button
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def print_handout(self, kind: str, group_id: str) -> None:
        """Print a list or a sign on a printer with sheets, else make a PDF of it; ``trial`` is the trial page."""
        from facilitatore.door.handouts.choose import gather, paper_of

        if kind == "trial":
            self._print_trial()
            return
        try:
            handout = gather(cast("Kind", kind), group_id, self._bridge.session, self._bridge.register)
        except Problem as problem:
            self._bridge.refused.emit(problem)
            return
        memory = self._card.memory
        printer = PDF if memory.stock().roll else memory.printer()
        left_out = handout.left_out
        self._print(lambda: paper_of(handout), printer, handout.file_name, None, exact=False, warning=left_out)

    def print_key(self, key: str) -> None:
        """Print the key of the percorso, for a second laptop at the door."""
        from facilitatore.door.handouts.key_sheet import FILE_NAME, key_sheet

        evening, memory = read_evening(self._bridge.session), self._card.memory
        printer = PDF if memory.stock().roll else memory.printer()
        self._print(lambda: key_sheet(evening, key), printer, FILE_NAME, None, exact=False)

    def _print_trial(self) -> None:
        """Print the page on which the printer's error is measured: without any correction, or it would be measured twice."""
        from facilitatore.door.paper.trial_page import trial_of

        memory = self._card.memory
        stock = memory.stock()
        name = tr("foglio-di-prova.pdf")
        self._print(lambda: trial_of(stock), memory.printer(), name, stock, exact=True)

    def _print(
        self,
        make: Callable[[], Paper],
        printer: str,
        file_name: str,
        stock: Stock | None,
        *,
        exact: bool,
        warning: str = "",
    ) -> None:
        adjustment = EXACT if exact else self._card.memory.adjustment(printer)
        path: Path | None = None
        if printer == PDF:
            page: AsksForPaths = self._page  # type: ignore[assignment]
            path = page.ask_pdf_path(free_path(self._bridge.session.path.with_name(file_name)))
            if path is None:
                return
            path = pdf_path(path)
        target = Target(printer, adjustment, path)
        title = tr("Facilitatore: {0}").format(file_name.removesuffix(".pdf"))
        self._bridge.run_beside(
            lambda: send_paper(make, target, stock, title), lambda out: self._sent(target, out, warning)
        )

    def _sent(self, target: Target, outcome: Outcome, warning: str) -> None:
        if self._gone:
            return
        if outcome.bug is not None:
            raise outcome.bug
        if isinstance(outcome.problem, PrinterTrouble):
            self.said.emit(tr(say(outcome.problem)), "warning")
        elif outcome.problem is not None:
            self._bridge.refused.emit(outcome.problem)
        else:
            advice = tr("In «{0}»: stampa al 100 %, senza adattare alla pagina.")
            sent = tr("Mandato alla stampante «{0}».").format(target.printer)
            told = advice.format(target.path.name) if target.path else sent
            missing = tr(say(NotDrawable(dict(outcome.missing)))) if outcome.missing else ""
            parts = [part for part in (told, warning, missing) if part]
            self.said.emit(" ".join(parts), "info" if parts == [told] else "warning")


def look_at_printers(chosen: str) -> tuple[list[PrinterInfo], str]:
    """Return the printers, and what is wrong with the `chosen` one: a reason of `PrinterTrouble`, or nothing."""
    from ui.door.paper.printer import printers, trouble_of

    return printers(), (trouble_of(chosen) or "") if chosen != PDF else ""
