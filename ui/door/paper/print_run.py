"""Printing from the door: whose badges wait, their way to the printer beside the window, and what was printed.

A badge counts as printed once the printer's queue, or the disk, took it; until then it waits, whatever happens. Whose
badges are on their way is noted in the laptop's settings: if the program ends in that moment, they still wait, and the
door is told that they may have come out already. Rather two badges than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitatore.door.actions import mark_printed
from facilitatore.errors import BadValue, PrinterTrouble
from facilitatore.prepare.evening import read_groups
from facilitatore.sentences import say
from ui.door.lines import state_words
from ui.door.name_words import asked_words, called, left_out_words, to_ask_words
from ui.door.paper.unrecorded import Unrecorded
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.door.badges.layout import Badge
    from facilitatore.door.naming import Choice
    from facilitatore.door.paper.fonts import Fonts
    from facilitatore.door.people import Expected
    from facilitatore.prepare.model import Group
    from ui.base_page import Page
    from ui.bridge import Bridge
    from ui.door.name_card import Labels
    from ui.door.paper.paper_run import PaperRun
    from ui.door.paper.printing_card import PrintingCard
    from ui.door.paper.sending import AsksForPaths, Order, Outcome, Target
    from ui.door.welcome import Welcome


class PrintRun(QObject):
    """The way of the badges onto paper.

    Signals:
        printed(str): badges are out and their guests are marked; with a sentence, empty after a single badge.
        said(str, str): a sentence for the bar of the window, and its kind.
        unsaid(str): what was said of a printer, now that another one is chosen.
    """

    printed = Signal(str)
    said = Signal(str, str)
    unsaid = Signal(str)

    def __init__(self, bridge: Bridge, page: Page, welcome: Welcome) -> None:
        """`page` is who asks, `welcome` shows the badge and the button."""
        super().__init__(page)
        self._bridge, self._page, self._welcome = bridge, page, welcome
        self._busy = self._gone = False
        self._unrecorded = Unrecorded()
        self.parting_words = self._unrecorded.parting_words
        self._again: list[str] = []
        self._to_ask: list[str] = []
        self._unmarked: dict[str, Badge] = {}
        self._next: list[str] = []
        self._told = ""
        self._complaint = ""
        self._fonts: Fonts | None = None
        self._doubt: set[str] = set()
        self.papers: PaperRun | None = None

    def let_go(self) -> None:
        """Forget work that is still going on: the page is about to be deleted."""
        self._gone = True
        if self.papers is not None:
            self.papers.let_go()

    @property
    def _card(self) -> PrintingCard:
        """The badge and its words, connected when they are made."""
        card = self._welcome.printing
        if self.papers is None:
            from ui.door.paper.paper_run import PaperRun

            self.papers = PaperRun(self._bridge, self._page, card)
            self.papers.said.connect(self.said)
            card.label_changed.connect(self.show_waiting)
            card.came_out.connect(self._came_out)
            card.printer_changed.connect(self._take_back)
            card.panel_closed.connect(self._page.setFocus)
            self._doubt = set(card.memory.sending(self._bridge.session.id))
        return card

    # -- who waits ----------------------------------------------------------------------------------------------

    @property
    def labels(self) -> Labels:
        """The labels on which badges are printed, for whoever shows some."""
        from ui.door.name_card import Labels

        memory = self._card.memory
        return Labels(memory.stock(), memory.qr(), self._card.preview)

    @property
    def at_once(self) -> bool:
        """Whether each arrival prints its badge: asked of whoever lets people in."""
        memory = self._card.memory
        return memory.at_once(memory.stock())

    def waiting(self) -> int:
        """Return how many badges are to be printed; none while some are being printed."""
        return 0 if self._busy else len(self._unprinted())

    def _unprinted(self) -> list[tuple[str, Badge]]:
        """Return the badges never printed, those wanted again, and those of whom nothing is written."""
        from facilitatore.door.badges.printing import badges_for

        found = dict(badges_for(self._bridge.session))
        fresh = dict(badges_for(self._bridge.session, only="unprinted"))
        out = {who for who, badge in self._unmarked.items() if _same_name(fresh.get(who), badge)}
        self._again = [who for who in self._again if who in found]
        wanted = {who: found[who] for who in self._again}
        kept = {who: badge for who, badge in fresh.items() if who not in out}
        return list({**kept, **wanted, **self._unrecorded.badges}.items())

    def show_waiting(self) -> None:
        """Say on the card how many wait."""
        card = self._card
        card.load()
        found = [badge for _, badge in self._unprinted()]
        card.set_waiting(found, busy=self._busy, unrecorded=len(self._unrecorded.badges))
        card.set_doubtful(len(self._doubtful()))

    def show_to_ask(self, lines: Iterable[Expected]) -> None:
        """Say on the card who has no badge until somebody has asked the name."""
        self._to_ask = [line.question.written for line in lines if line.question is not None]
        self._card.set_to_ask(self._to_ask)

    def show_badge(self, line: Expected | None, group: Group | None) -> None:
        """Show the badge of somebody, or an empty label; whose name is in question has none yet."""
        if line is None or not line.badge_name.strip():
            asked = line is not None and line.question is not None
            self._card.set_chosen(None, tr("{0} Invio lo chiede.").format(called(line)) if asked and line else "")
            return
        from facilitatore.door.badges.printing import badge_of

        token = line.guest.token if line.guest else line.person.token if line.person else ""
        badge = badge_of(line.badge_name, group, token)
        self._card.set_chosen(badge, tr("{0} · {1}").format(line.badge_name, state_words(line)))

    def show_walk_in(self, name: Choice) -> None:
        """Show the badge of somebody who is in no list, before the group is chosen."""
        self._show_name(name, None)

    def show_typed(self, text: str, line: Expected | None = None, *, key: str = "") -> None:
        """Show the badge that a typed name would make, of who is in no list or of `line`, and what is left out of it.

        A name that has to be asked makes none yet. `key` says what to do where it was read wrongly.
        """
        from facilitatore.door.wearing import read_badge_name

        read = read_badge_name(text)
        if not read.choices:
            words = tr("«{0}» non va su un’etichetta: scrivi solo il nome.").format(" ".join(text.split()))
            self._card.set_chosen(None, words if text.strip() else "")
        elif not read.certain:
            self._card.set_chosen(None, tr("{0} Invio lo chiede.").format(asked_words(read.choices)))
        else:
            self._show_name(read.choices[0], line, key)

    def _show_name(self, name: Choice, line: Expected | None, key: str = "") -> None:
        from facilitatore.door.badges.printing import badge_of

        group, token, words = None, "", tr("{0} · non in elenco")
        if line is not None:
            group = next((one for one in read_groups(self._bridge.session) if one.id == line.group), None)
            token = line.guest.token if line.guest else line.person.token if line.person else ""
            words = tr("{0} · da confermare con Invio")
        left_out = left_out_words(name)
        told = tr("{0} · {1}").format(left_out, key) if left_out and key else left_out
        self._card.set_chosen(badge_of(name.first, group, token), words.format(name.first), told)

    # -- asking -------------------------------------------------------------------------------------------------

    def print_waiting(self) -> None:
        """Print every badge that waits; into a PDF the person says where."""
        found = self._unprinted()
        if self._busy:
            self.said.emit(tr("La stampa di prima non è ancora finita: premi di nuovo fra un momento."), "info")
        elif not found:
            words = (tr("Nessuna etichetta da stampare."), to_ask_words(self._to_ask))
            self.said.emit(" ".join(part for part in words if part), "info")
        else:
            self._send(found, insist=True)

    def print_guest(self, guest_id: str) -> None:
        """Print somebody's badge now, if badges are printed at each arrival; else, if it was printed, wait with it."""
        fresh = {who for who, _ in self._unprinted()}
        if guest_id not in fresh:
            self._again.append(guest_id)
        self._now_or_later(guest_id)

    def print_unrecorded(self, name: str, group: Group | None) -> None:
        """Print a badge of somebody of whom nothing is written: it lives in memory until it is out."""
        from facilitatore.door.badges.printing import badge_of
        from facilitatore.door.wearing import read_worn

        try:
            worn = read_worn(name, confirmed=True).first
        except BadValue as problem:
            self._bridge.refused.emit(problem)
            return
        self._now_or_later(self._unrecorded.add(badge_of(worn, group, "")))

    def _now_or_later(self, who: str) -> None:
        """Print a badge if it is printed at once, when the printer is free; else let it wait with the others."""
        if self.at_once and self._busy:
            self._next.append(who)
        elif self.at_once:
            self._send([(one, badge) for one, badge in self._unprinted() if one == who], insist=False)
        else:
            self.said.emit(tr("L’etichetta aspetta con quelle da stampare: Ctrl+P le stampa."), "info")
        self.show_waiting()

    # -- printing -----------------------------------------------------------------------------------------------

    def _send(self, chosen: Iterable[tuple[str, Badge]], *, insist: bool) -> None:
        """Print beside the window, on the paper as it is chosen now."""
        from ui.door.paper.sending import Order, new_fonts, send

        found, target = tuple(chosen), self._target(insist=insist)
        if not found or target is None:
            return
        memory, evening = self._card.memory, self._bridge.session.id
        words = tr("Facilitatore: 1 etichetta") if len(found) == 1 else tr("Facilitatore: {0} etichette")
        title = words.format(len(found))
        order = Order(found, memory.key(), memory.stock(), memory.used(), memory.qr(), target, title)
        self._busy = True
        memory.set_sending(evening, self._doubt.union(who for who, _ in found if who not in self._unrecorded.badges))
        fonts = self._fonts = self._fonts or new_fonts()
        self.show_waiting()
        self._bridge.run_beside(lambda: send(order, fonts), lambda outcome: self._sent(evening, order, outcome))

    def _target(self, *, insist: bool) -> Target | None:
        """Return where the badges go; None if a file is wanted and the person chose none."""
        from ui.door.paper.sending import Target, pdf_path, proposed_path

        memory = self._card.memory
        printer = memory.printer()
        adjustment = memory.adjustment(printer)
        if printer:
            return Target(printer, adjustment, insist=insist and self._told == printer)
        page: AsksForPaths = self._page  # type: ignore[assignment]
        path = page.ask_pdf_path(proposed_path(self._bridge.session))
        if path is None:
            return None
        return Target(printer, adjustment, pdf_path(path))

    def _sent(self, evening: str, order: Order, outcome: Outcome) -> None:
        self._busy = False
        if self._gone or not self._bridge.has_session or self._bridge.session.id != evening:
            return  # they stay noted as on their way: that evening will say so when it is open again
        self._doubt.difference_update(outcome.ids)
        self._card.memory.set_sending(evening, self._doubt)
        if outcome.bug is not None:
            self.show_waiting()
            raise outcome.bug
        if outcome.problem is not None:
            self._refused(outcome)
        else:
            self._told = ""
            self._is_out(order, outcome)
        self._print_next()

    def _refused(self, outcome: Outcome) -> None:
        """Say why nothing came out; everybody still waits."""
        from ui.door.paper.printer import HEARSAY

        self._next, problem = [], outcome.problem
        self.show_waiting()
        if isinstance(problem, PrinterTrouble):
            self._told = problem.printer if problem.reason in HEARSAY else ""
            waits = tr("Chi è entrato è segnato; l’etichetta aspetta fra quelle da stampare.")
            self._complaint = tr("{0} {1}").format(tr(say(problem)), waits)
            self.said.emit(self._complaint, "warning")
        elif problem is not None:
            self._bridge.refused.emit(problem)

    def _take_back(self) -> None:
        """Say no more of a printer that is not the chosen one."""
        complaint, self._complaint = self._complaint, ""
        if complaint:
            self.unsaid.emit(complaint)

    def _is_out(self, order: Order, outcome: Outcome) -> None:
        """Mark who has a badge, and go on after the labels that are gone."""
        from ui.door.paper.print_words import words_after

        out = {who: badge for who, badge in order.chosen if who in set(outcome.ids)}
        self._unrecorded.drop(out)
        self._again = [who for who in self._again if who not in out]
        self._card.sheet_went_on(order.stock_key, order.used, len(out))
        self._mark(out)
        told, self._complaint = words_after(order, outcome, self._to_ask, after_trouble=bool(self._complaint)), ""
        self.show_waiting()
        self.printed.emit(told)

    def _mark(self, out: dict[str, Badge]) -> None:
        """Write who has a badge; whose name changed in the meantime still waits for the new one.

        What the disk refuses is remembered and written with the next: nobody is printed twice for that.
        """
        from facilitatore.door.badges.printing import badges_for

        self._unmarked.update(out)
        unprinted = dict(badges_for(self._bridge.session, only="unprinted"))
        ids = [who for who, badge in self._unmarked.items() if _same_name(unprinted.get(who), badge)]
        if not ids or self._bridge.do(mark_printed, ids, origin=self._page) is not None:
            self._unmarked = {}

    def _print_next(self) -> None:
        """Print the badges that were asked for while the printer had others."""
        wanted, self._next = set(self._next), []
        if wanted and not self._busy:
            self._send([(who, badge) for who, badge in self._unprinted() if who in wanted], insist=False)

    # -- after the program ended while printing -----------------------------------------------------------------

    def _doubtful(self) -> list[str]:
        """Return whose badges may have come out although they still wait."""
        return [who for who, _ in self._unprinted() if who in self._doubt] if self._doubt and not self._busy else []

    def _came_out(self, found: bool) -> None:
        """Believe the person who looked at the printer."""
        doubtful, self._doubt = self._doubtful(), set()
        self._card.memory.set_sending(self._bridge.session.id, ())
        if found and doubtful:
            self._bridge.do(mark_printed, doubtful, origin=self._page)
        self.show_waiting()
        self.printed.emit("")


def _same_name(now: Badge | None, out: Badge) -> bool:
    return now is not None and now.first_name == out.first_name
