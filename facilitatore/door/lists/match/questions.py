"""What a list leaves to ask, and what becomes of the rows when somebody answers.

A question is about one row, or about all rows that are alike: names of the same shape with the same doubt, the same word of state.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from facilitatore.door.lists.match.answers import CAN_COME_BACK, Answer, Answers

if TYPE_CHECKING:
    from facilitatore.door.lists.parse.rows import Row, RowKey, Verdict
    from facilitatore.door.naming import Choice

QuestionKind = Literal["name", "double", "state", "group"]

_NOTHING: Final = Answer()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask of a list.

    `name`: how is the person called, or which persons stand there (`several`)? `double`: one person, or two (`verdict.double`)?
    `state`: do those who are set apart with this word come after all? `group`: which group of the evening is meant?
    """

    kind: QuestionKind
    row: Row
    """The row it is about, as the list has it; for `state` and `group` the first of them."""
    verdict: Verdict
    choices: tuple[Choice, ...]
    """Ways to read the name, the likeliest first."""
    alike: tuple[RowKey, ...]
    """The rows to which one answer can be given at once, this one among them."""
    answer: Answer | None
    """What was answered to this; None: it is open."""

    @property
    def several(self) -> bool:
        """Whether each of the choices is one of the persons in the cell."""
        return self.kind == "name" and self.row.question is not None and self.row.question.several

    @property
    def written(self) -> str:
        """What stands in the list."""
        if self.kind in ("state", "group"):
            return self.row.state if self.kind == "state" else self.row.group_said
        if self.kind == "double" or self.row.question is None:
            return self.verdict.row.name
        return self.row.question.written


def questions_in(read: Sequence[Row], verdicts: Sequence[Verdict], answers: Answers) -> tuple[Question, ...]:
    """Return what is to ask of rows as the list has them, in their order, after the `verdicts` on them; answered ones stay."""
    by_key = {verdict.row.key: verdict for verdict in verdicts}
    shapes: dict[tuple[str, str], list[RowKey]] = {}
    states: dict[tuple[str, str], list[RowKey]] = {}
    said: dict[str, list[RowKey]] = {}
    for row in read:
        if row.question is not None and not row.discarded and by_key[row.key].verdict != "same":
            shapes.setdefault((row.question.why, row.question.shape), []).append(row.key)
        if row.discarded in CAN_COME_BACK:
            states.setdefault((row.discarded, row.state.casefold()), []).append(row.key)
        elif row.group_said and not row.discarded:
            said.setdefault(row.group_said.casefold(), []).append(row.key)
    names = {key: tuple(keys) for keys in shapes.values() for key in keys}
    apart, unknown = ({keys[0]: tuple(keys) for keys in one.values()} for one in (states, said))
    found = []
    for row in read:
        verdict = by_key[row.key]
        if row.key in names and row.question is not None:
            found.append(Question("name", row, verdict, row.question.choices, names[row.key], None))
        elif row.key in apart:
            found.append(Question("state", row, verdict, (), apart[row.key], None))
        if row.key in unknown:
            found.append(Question("group", row, verdict, (), unknown[row.key], None))
        if verdict.why == "maybe_double" or _answer_of("double", row.key, answers) is not None:
            found.append(Question("double", row, verdict, (), (row.key,), None))
    return with_answers(found, answers)


def with_answers(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    """Return the same questions with what was answered to each."""
    told = [_answer_of(question.kind, question.row.key, answers) for question in questions]
    return tuple(
        question if answer == question.answer else dataclasses.replace(question, answer=answer)
        for question, answer in zip(questions, told, strict=True)
    )


def _answer_of(kind: QuestionKind, key: RowKey, answers: Answers) -> Answer | None:
    """Return what was answered to one question about a row; another one about it may be open."""
    answer = answers.get(key)
    if answer is None or kind == "state":
        return answer
    told = {
        "name": bool(answer.people),
        "double": answer.apart or answer.same_as is not None,
        "group": answer.group is not None,
    }
    return answer if told[kind] else None


def with_choice(
    rows: Mapping[RowKey, Row], answers: Answers, question: Question, choice: Choice, *, alike: bool
) -> Answers:
    """Return the answers after one way to read the name was chosen, for one row of `rows` or for all that are alike.

    A row alike that cannot be read in this way stays open.
    """
    given = dict(answers)
    for key in question.alike if alike else (question.row.key,):
        reading = rows[key].question
        taken = choice if key == question.row.key else reading.like(choice) if reading is not None else None
        if taken is not None:
            given[key] = _told(answers, key, people=((taken.first, taken.family),))
    return given


def with_people(answers: Answers, question: Question) -> Answers:
    """Return the answers after it was said that each of the choices is a person, also one of whom only the family name stands."""
    people = tuple((one.first, one.family) for one in question.choices)
    return {**answers, question.row.key: _told(answers, question.row.key, people=people)}


def with_typed(answers: Answers, key: RowKey, first: str, family: str) -> Answers:
    """Return the answers after somebody typed how the person of a row is called."""
    return {**answers, key: _told(answers, key, people=((first, family),))}


def with_double(answers: Answers, question: Question, *, one: bool) -> Answers:
    """Return the answers after it was said that two rows are `one` person, or two."""
    same_as = question.verdict.double if one else None
    return {**answers, question.row.key: _told(answers, question.row.key, same_as=same_as, apart=not one)}


def with_state(answers: Answers, question: Question, *, come: bool) -> Answers:
    """Return the answers after it was said whether those set apart with a word come after all."""
    return {**answers, **dict.fromkeys(question.alike, Answer(taken=come))}


def with_group(answers: Answers, question: Question, group: str) -> Answers:
    """Return the answers after it was said which group is meant, by its key."""
    return {**answers, **{key: _told(answers, key, group=group) for key in question.alike}}


def without_answer(answers: Answers, question: Question, *, alike: bool) -> Answers:
    """Return the answers without that to a question: it is left to the door. Another question about the row stays told."""
    gone = set(question.alike) if alike else {question.row.key}
    blank: dict[QuestionKind, dict[str, Any]] = {
        "name": {"people": ()},
        "double": {"same_as": None, "apart": False},
        "group": {"group": None},
        "state": {"taken": False},
    }
    told = {key: _told(answers, key, **blank[question.kind]) for key in gone}
    left = {key: one for key, one in answers.items() if key not in gone}
    return left | {key: one for key, one in told.items() if one != _NOTHING}


def _told(answers: Answers, key: RowKey, **said: Any) -> Answer:
    """Return what was said about a row before, and now."""
    return dataclasses.replace(answers.get(key, _NOTHING), **said)
