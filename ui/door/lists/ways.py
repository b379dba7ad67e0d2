"""What is asked of a list, in words: one form for every kind of question, and one key for every way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.door.lists.match.questions import with_choice, with_double, with_group, with_people, with_state
from facilitatore.door.lists.parse.reasons import REASONS
from facilitatore.italian import counted
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


class Way(NamedTuple):
    """One way to answer: `give` returns the answers after it, for the row or for all that are alike; None: it is typed."""

    key: str
    words: str
    means: str
    badges: tuple[str, ...] = ()
    choice: Choice | None = None
    give: Callable[[Answers, bool], Answers] | None = None
    likely: bool = False


def ways_of(question: Question, rows: Rows, groups: Groups) -> tuple[Way, ...]:
    """Return the ways to answer a question about one of these rows, the likeliest first; `groups` are the evening's by key."""
    if question.kind == "group":
        return _of_group(question, groups)
    if question.kind == "state":
        return _of_state(question)
    if question.kind == "double":
        return _of_double(question)
    if question.several:
        return _of_several(question)
    ways: list[Way] = []
    for choice in (one for one in question.choices if one.first):
        family = tr("cognome {0}").format(choice.family) if choice.family else tr("senza cognome")
        aside = tr("{0} resta fuori").format(choice.aside) if choice.aside else ""
        means = ", ".join(part for part in (family, aside) if part)
        if choice == question.choices[0]:
            means = tr("più probabile · {0}").format(means)

        def give(answers: Answers, alike: bool, choice: Choice = choice) -> Answers:
            return with_choice(rows, answers, question, choice, alike=alike)

        ways.append(
            Way(str(len(ways) + 1), choice.first, means, (choice.first,), choice, give, choice == question.choices[0])
        )
    return (*ways, Way(str(len(ways) + 1), tr("Scrivilo tu…"), ""))


def _of_state(question: Question) -> tuple[Way, ...]:
    one = len(question.alike) == 1

    def give(answers: Answers, _alike: bool, *, come: bool) -> Answers:
        return with_state(answers, question, come=come)

    stay, enter = tr("non entra nel registro"), tr("entra con tutte le altre persone")
    if not one:
        stay, enter = tr("non entrano nel registro"), tr("entrano con tutte le altre persone")
    coming = tr("No, falla entrare") if one else tr("No, falle entrare")
    return (
        Way("S", tr("Sì, da parte"), stay, give=partial(give, come=False), likely=True),
        Way("N", coming, enter, give=partial(give, come=True)),
    )


def _of_group(question: Question, groups: Groups) -> tuple[Way, ...]:
    def give(answers: Answers, _alike: bool, *, key: str) -> Answers:
        return with_group(answers, question, key)

    shown = list(groups.values())[:_FIGURES]
    return tuple(
        Way(str(place), group.title, tr("gruppo {0}").format(group.key), give=partial(give, key=group.key))
        for place, group in enumerate(shown, start=1)
    )


def _of_double(question: Question) -> tuple[Way, ...]:
    def give(answers: Answers, _alike: bool, *, one: bool) -> Answers:
        return with_double(answers, question, one=one)

    known = isinstance(question.verdict.double, str)
    once = tr("è quella che c’è già nel registro") if known else tr("le due righe entrano insieme, una volta sola")
    twice = tr("entra anche questa, per conto suo") if known else tr("entrano tutte e due")
    return (
        Way("1", tr("Una"), once, give=partial(give, one=True)),
        Way("2", tr("Due"), twice, give=partial(give, one=False)),
    )


def _of_several(question: Question) -> tuple[Way, ...]:
    names = tuple(choice.first for choice in question.choices if choice.first)
    badges = tr("{0} etichette").format(len(names))
    return (
        Way(
            "S",
            tr("Sì, {0}").format(_listed(names)),
            badges,
            names,
            give=lambda a, _: with_people(a, question),
            likely=True,
        ),
        Way("N", tr("No, una sola"), tr("scrivi come si chiama")),
    )


def _listed(names: Sequence[str]) -> str:
    return tr(" e ").join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def alike_names(question: Question, rows: Rows, choice: Choice) -> list[str]:
    """Return the badges of the other rows alike, after the same answer; of a row that cannot be read so there is none."""
    readings = [rows[key].question for key in question.alike if key != question.row.key]
    likes = [reading.like(choice) for reading in readings if reading is not None]
    return [like.first for like in likes if like is not None]


def asked_words(question: Question) -> str:
    """Return what is asked."""
    if question.kind == "double":
        return tr("Una persona o due?")
    if question.kind == "state":
        count = len(question.alike)
        return tr("1 persona: tenerla da parte?") if count == 1 else tr("{0} persone: tenerle da parte?").format(count)
    if question.kind == "group":
        return tr("Nessun gruppo ha questo nome. Quale?")
    if question.several:
        return tr(_PEOPLE[len(question.choices)])
    return tr("Come si chiama?")


def short_words(question: Question) -> str:
    """Return what is asked, in a line of the list."""
    if question.kind == "double":
        return tr("una o due?")
    if question.kind == "state":
        return tr("da parte?")
    if question.kind == "group":
        return tr("gruppo?")
    return tr("quante?") if question.several else tr("nome?")


def answer_words(question: Question) -> str:
    """Return what was answered; nothing while the question is open."""
    answer = question.answer
    if answer is None:
        return ""
    if question.kind == "double":
        return tr("due persone") if answer.apart else tr("una persona")
    if question.kind == "state":
        return tr("entra in elenco") if answer.taken else tr("da parte")
    if question.kind == "group":
        return tr("gruppo {0}").format(answer.group)
    return _listed([first for first, _ in answer.people])


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
        words = tr("{0} e {1}").format(words, counted(others, tr("un’altra"), tr("altre")).replace("1 un", "un"))
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
