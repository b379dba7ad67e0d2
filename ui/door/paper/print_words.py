"""What is said of badges that are out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.errors import NotDrawable
from facilitatore.sentences import say
from ui.door.name_words import to_ask_words
from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.door.paper.sending import Order, Outcome


def words_after(order: Order, outcome: Outcome, to_ask: Sequence[str], *, after_trouble: bool = False) -> str:
    """Return what to say; nothing after a single badge from a printer that works, and says so.

    `to_ask` are the names that are not there because they are in question; they are said of a batch.
    `after_trouble`: the last thing said was that it does not, and that has to be taken back.

    What a queue took may still stay inside, where the paper ends later: nobody tells us, so that people are told how to
    print it again.
    """
    count = len(outcome.ids)
    told = ""
    if order.target.path is not None:
        words = tr("1 etichetta in «{0}»") if count == 1 else tr("{1} etichette in «{0}»")
        advice = tr("stampa al 100 %, senza adattare alla pagina")
        told = tr("{0}: {1}.").format(words.format(order.target.path.name, count), advice)
    elif count > 1:
        sent = tr("{0} etichette mandate alla stampante «{1}»: se qualcuna non esce, F4 la ristampa.")
        told = sent.format(count, order.target.printer)
    elif order.target.insist or after_trouble or not outcome.told:
        told = tr("Mandata alla stampante «{0}»: se non esce, F4 la ristampa.").format(order.target.printer)
    missing = tr(say(NotDrawable(dict(outcome.missing)))) if outcome.missing else ""
    small = tr("Molto piccoli: {0}.").format(", ".join(outcome.small)) if outcome.small else ""
    asked = to_ask_words(to_ask) if told else ""
    return " ".join(part for part in (told, missing, small, asked) if part)
