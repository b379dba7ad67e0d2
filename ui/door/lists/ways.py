"""What is asked of a list, in words: one form for every kind of question, and one key for every way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.lists.match.questions import with_double, with_group, with_people, with_state
from facilitatore.door.lists.parse.reasons import REASONS
from facilitatore.italian import counted, number
from ui.translations import tr

if TYPE_CHECKING:
    from facilitatore.door.lists.match.answers import Answers
    from facilitatore.door.lists.match.questions import Question
    from facilitatore.door.lists.parse.rows import Row, RowKey
    from facilitatore.door.naming import Choice
    from facilitatore.prepare.model import Group

    Rows = Mapping[RowKey, Row]
    Groups = Mapping[str, Group]

_SHOWN: Final = 6
_FIGURES: Final = 9
_PEOPLE: Final = ("", "", "Due persone?", "Tre persone?", "Quattro persone?", "Cinque persone?", "Sei persone?")
_ASKED: Final = {
    "name": ("Come si chiama?", "nome?"),
    "double": ("Una persona o due?", "una o due?"),
    "group": ("Nessun gruppo ha questo nome. Quale?", "gruppo?"),
    "state": ("{0} persone: tenerle da parte?", "da parte?"),
}
"""What is asked, and in how few words a line of the list says so."""


class Way(NamedTuple):
    """One way to answer: a `choice` of the name, or what `give` makes of the answers; with neither the name is typed."""

    key: str
    words: str
    means: str = ""
    badges: tuple[str, ...] = ()
    choice: Choice | None = None
    give: Callable[[Answers], Answers] | None = None
    likely: bool = False


def ways_of(question: Question, groups: Groups) -> list[Way]:
    """Return the ways to answer a question, the likeliest first; `groups` are the evening's by key."""
    if question.kind == "group":
        titles = [(group.title, tr("gruppo {0}").format(key), key) for key, group in groups.items()][:_FIGURES]
        return [
            Way(str(place), title, means, give=partial(with_group, question=question, group=key))
            for place, (title, means, key) in enumerate(titles, start=1)
        ]
    if question.kind == "state":
        stay, come = (partial(with_state, question=question, come=come) for come in (False, True))
        if len(question.alike) == 1:
            one = tr("No, falla entrare"), tr("entra con tutte le altre persone")
            return [Way("S", tr("Sì, da parte"), tr("non entra"), give=stay, likely=True), Way("N", *one, give=come)]
        all_of_them = tr("No, falle entrare"), tr("entrano con tutte le altre persone")
        return [
            Way("S", tr("Sì, da parte"), tr("non entrano"), give=stay, likely=True),
            Way("N", *all_of_them, give=come),
        ]
    if question.kind == "double":
        join, part = (partial(with_double, question=question, one=one) for one in (True, False))
        known = isinstance(question.verdict.double, str)
        once = tr("è quella che c’è già nel registro") if known else tr("le due righe entrano insieme, una volta sola")
        twice = tr("entra anche questa, per conto suo") if known else tr("entrano tutte e due")
        return [Way("1", tr("Una"), once, give=join), Way("2", tr("Due"), twice, give=part)]
    if question.several:
        names = tuple(choice.first for choice in question.choices if choice.first)
        everybody = [choice.first or choice.family for choice in question.choices]
        words, badges = tr("Sì, {0}").format(_listed(everybody)), counted(len(names), tr("etichetta"), tr("etichette"))
        yes = Way("S", words, badges, names, give=partial(with_people, question=question), likely=True)
        return [yes, Way("N", tr("No, una sola"), tr("scrivi come si chiama"))]
    return _of_name(question)


def _of_name(question: Question) -> list[Way]:
    choices = [choice for choice in question.choices if choice.first]
    ways = [
        Way(
            str(place),
            choice.first,
            _means(question, choice),
            (choice.first,),
            choice,
            likely=_is_likely(question, choice),
        )
        for place, choice in enumerate(choices, start=1)
    ]
    return [*ways, Way(str(len(ways) + 1), tr("Scrivilo tu…"))]


def _is_likely(question: Question, choice: Choice) -> bool:
    return choice == question.choices[0]


def _means(question: Question, choice: Choice) -> str:
    means = tr("cognome {0}").format(choice.family) if choice.family else tr("senza cognome")
    means = tr("{0}, {1} resta fuori").format(means, choice.aside) if choice.aside else means
    return tr("più probabile · {0}").format(means) if _is_likely(question, choice) else means


def _listed(names: Sequence[str]) -> str:
    return tr(" e ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def alike_names(question: Question, rows: Rows, choice: Choice) -> list[str]:
    """Return the badges of the other rows alike, after the same answer; of a row that cannot be read so there is none."""
    readings = [rows[key].question for key in question.alike if key != question.row.key]
    likes = [reading.like(choice) for reading in readings if reading is not None]
    return [like.first for like in likes if like is not None]


def asked_words(question: Question) -> str:
    """Return what is asked."""
    count = len(question.alike)
    if question.kind == "state" and count == 1:
        return tr("1 persona: tenerla da parte?")
    return tr(_PEOPLE[len(question.choices)] if question.several else _ASKED[question.kind][0]).format(number(count))


def short_words(question: Question) -> str:
    """Return what is asked, in a line of the list."""
    return tr("quante?") if question.several else tr(_ASKED[question.kind][1])


def answer_words(question: Question) -> str:
    """Return what was answered; nothing while the question is open."""
    answer = question.answer
    if answer is None:
        return ""
    if question.kind == "name":
        return _listed([first or family for first, family in answer.people])
    return {
        "double": tr("due persone") if answer.apart else tr("una persona"),
        "state": tr("entra in elenco") if answer.taken else tr("da parte"),
        "group": tr("gruppo {0}").format(answer.group),
    }[question.kind]


def written_words(question: Question) -> str:
    """Return what stands in the list, in quotation marks where it is a word of state or of a group."""
    if question.kind not in ("state", "group"):
        return question.written
    return tr("«{0}»").format(question.written) if question.written else tr(REASONS[question.row.discarded or "blank"])


def reason_words(question: Question) -> str:
    """Return what is not understood."""
    if question.kind == "name" and question.row.question is not None:
        return tr(REASONS[question.row.question.why])
    in_register = question.kind == "double" and isinstance(question.verdict.double, str)
    return question.verdict.words() if in_register else ""


def where_words(question: Question, heading: str) -> str:
    """Return the row, how many are like it, and the `heading` of its names."""
    others = len(question.alike) - 1
    words = tr("Riga {0}").format(question.row.row)
    if others:
        more = tr("un’altra") if others == 1 else tr("altre {0}").format(number(others))
        words = tr("{0} e {1}").format(words, more)
    return tr("{0}, in {1}").format(words, heading) if heading and question.kind == "name" else words


def about(question: Question, rows: Rows) -> list[str]:
    """Return what helps to answer: who is set apart, or says this, or how two rows differ."""
    if question.kind in ("state", "group"):
        shown = [tr("{0}, riga {1}").format(rows[key].name, key[0]) for key in question.alike[:_SHOWN]]
        left = len(question.alike) - len(shown)
        return [*shown, tr("e altre {0}").format(left)] if left else shown
    if question.kind == "name":
        return []
    double = question.verdict.double
    both = [rows[double]] if isinstance(double, tuple) and double in rows else []
    facts = [(row.row, [row.name, row.phone, row.email]) for row in (*both, question.row)]
    return [tr("riga {0}: {1}").format(row, " · ".join(fact for fact in told if fact)) for row, told in facts]


def parts(question: Question) -> list[tuple[str, str]]:
    """Return each word that is written, with what the likeliest way to read it takes it for."""
    likeliest = question.choices[0] if question.choices and question.kind == "name" else None
    words = written_words(question).split()
    if likeliest is None or question.several:
        return [(word, "") for word in words]
    first, family = ({_bare(word) for word in text.split()} for text in likeliest[:2])
    names = {**dict.fromkeys(family, tr("cognome?")), **dict.fromkeys(first, tr("nome?"))}
    return [(word, names.get(_bare(word), tr("resta fuori"))) for word in words]


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:()[]«»\"'’")
