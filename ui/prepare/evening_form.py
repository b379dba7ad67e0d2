"""What the evening is: title, theme, date, times, place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitatore.errors import BadValue
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.model import Evening
from facilitatore.prepare.retention import retention_day
from facilitatore.prepare.run_sheet import ends_next_day
from ui.dates import in_words, today_here
from ui.plain import set_tip
from ui.prepare.fields import Act, CommitLine, named
from ui.prepare.words import date_from_words, short_date
from ui.translations import tr
from ui.widgets import Card
from ui.widgets.hand import Hand


class EveningForm(Card):
    """The fields of the evening, each kept by itself."""

    def __init__(self, act: Act, parent: QWidget | None = None) -> None:
        super().__init__(tr("La serata"), parent=parent)
        self._act = act
        self.title = self._line("title")
        self.theme = self._line("theme")
        self.place = self._line("place")
        self.starts_at = CommitLine("", lambda text: self._keep_hour("starts_at", text))
        self._starts_row = named(tr("Comincia alle"), self.starts_at)
        self.ends_at = CommitLine("", lambda text: self._keep_hour("ends_at", text))
        self._ends_row = named(tr("Finisce alle"), self.ends_at)
        self.date = CommitLine("", lambda text: act(edit_evening, date=date_from_words(text, self._year)))
        self._date_row = named(tr("Data"), self.date)
        self.date.setPlaceholderText(tr("8/1/2018"))
        self.keep_until = CommitLine("", self._keep_until)
        self._keep_row = named(tr("Nomi e recapiti fino al"), self.keep_until)
        self._default = self._day = self._year = ""
        times = QHBoxLayout()
        times.setSpacing(12)
        times.addWidget(self._starts_row)
        times.addWidget(self._ends_row)
        self.body.addWidget(named(tr("Titolo"), self.title))
        self.body.addWidget(named(tr("Tema"), self.theme))
        self.body.addWidget(self._date_row)
        self.body.addLayout(times)
        for row in (self._starts_row, self._ends_row):
            self.body.addWidget(row.hint)  # a sentence in half the width would be as tall as four fields
        self.body.addWidget(named(tr("Luogo"), self.place))
        self.body.addWidget(self._keep_row)

    def _line(self, field: str) -> CommitLine:
        return CommitLine("", lambda text: self._act(edit_evening, **{field: text}))

    def hands(self) -> dict[str, Hand]:
        """Return what is in hand in each field, by its name."""
        names = ("title", "theme", "place", "starts_at", "ends_at", "date", "keep_until")
        return {name: getattr(self, name).hand() for name in names}

    def show_evening(self, evening: Evening) -> None:
        """Show what is on disk."""
        for field in ("title", "theme", "place", "starts_at", "ends_at"):
            line: CommitLine = getattr(self, field)
            line.show_value(getattr(evening, field))
        self.date.show_value(short_date(evening.date))
        self._date_row.set_hint(in_words(evening.date))
        self._day = evening.date or today_here().isoformat()
        self._year = f"{evening.date[:4]}-01-01" if evening.date else self._day
        self._ends_row.set_hint(tr("Finisce il giorno dopo.") if _ends_next_day(evening) else "")
        self._show_retention(evening)

    def _keep_hour(self, name: str, text: str) -> str:
        """Keep one of the two hours; if the other waits to be mended, both together: it may have been right before."""
        other = "ends_at" if name == "starts_at" else "starts_at"
        line: CommitLine = getattr(self, other)
        if not line.is_refused:
            return self._act(edit_evening, **{name: text})
        reason = self._act(edit_evening, **{name: text, other: line.text()})
        if not reason:
            line.take_back()
        return reason

    def _keep_until(self, text: str) -> str:
        """Keep the day; none, or the one that would be anyway, is the one that follows the date."""
        day = date_from_words(text, self._day)
        return self._act(edit_evening, keep_until="" if day == self._default else day)

    def _show_retention(self, evening: Evening) -> None:
        """Show until when names are kept, and whether somebody chose that day."""
        day = retention_day(evening.keep_until, evening.date)
        default = retention_day("", evening.date)
        self._default = default.isoformat() if default is not None else ""
        self.keep_until.show_value(short_date(day.isoformat()) if day is not None else "")
        chosen = day is not None and day != default
        self._keep_row.set_hint(
            tr("Scelto da voi; vuoto: tre mesi dopo.") if chosen else tr("Tre mesi dopo la serata.")
        )
        set_tip(self.keep_until, tr("Poi il programma ricorda di dimenticare le persone; i numeri restano."))


def _ends_next_day(evening: Evening) -> bool:
    try:
        return ends_next_day(evening.starts_at, evening.ends_at)
    except BadValue:
        return False
