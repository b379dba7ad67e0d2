"""How many people came to a path of evenings, from the tokens alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from facilitatore.deliver.process_figures import ProcessFigures, look_at_process, process_sentences, read_process
from facilitatore.door.forgetting import forget_everybody
from facilitatore.door.presence import note_presence
from facilitatore.errors import WrongKind
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files

Path4 = Callable[[Sequence[Sequence[int]]], list[Path]]


@pytest.fixture
def evenings(tmp_path: Path) -> Path4:
    """Return a way to make evenings to which these people came, by number."""

    def make(came: Sequence[Sequence[int]]) -> list[Path]:
        paths = []
        for place, people in enumerate(came, 1):
            path = tmp_path / f"{place}.serata"
            with create_evening(path, find_template(f"carpi-2018-{place}")) as session:
                guests = [
                    new("guest", badge_name=f"Nome{one}", token=f"TOKEN{one:07}", arrived_at=one) for one in people
                ]
                session.record("check_in", *guests)
            paths.append(path)
        return paths

    return make


def figures_of(*paths: Path) -> ProcessFigures:
    """Count over files."""
    return read_process(look_at_process(paths))


def test_a_hundred_and_fifty_came_and_thirty_eight_of_them_again(evenings: Path4) -> None:
    """Once, twice, three and four times, evening by evening."""
    people = [range(112), range(112, 136), range(136, 145), range(145, 150)]
    came: list[list[int]] = [[], [], [], []]
    for times, who in enumerate(people, 1):
        for one in who:
            for step in range(times):
                came[(one + step) % 4].append(one)
    figures = figures_of(*evenings(came))
    assert (figures.people, figures.more_than_once) == (150, 38)
    assert [(one.least, one.most, one.people) for one in figures.by_times] == [
        (1, 1, 112),
        (2, 2, 24),
        (3, 3, 9),
        (4, 4, 5),
    ]
    assert [evening.people for evening in figures.evenings] == [len(one) for one in came]
    assert figures.is_complete
    sentences = process_sentences(figures)
    assert sentences[0] == "150 persone sono venute, 38 di loro più di una volta."
    assert sentences[1] == "Una volta: 112 · due volte: 24 · tre volte: 9 · quattro volte: 5."
    assert sentences[2].startswith("Sera per sera: lunedì 8 gennaio 2018, ")
    assert "conta ogni sera come una persona nuova" in sentences[3]
    assert len(sentences) == 4


def test_files_in_any_order_and_any_form_give_the_same(evenings: Path4, tmp_path: Path) -> None:
    """Single evenings, a percorso, both, repeated: the same figures."""
    paths = evenings([range(20), range(10, 30), range(5, 25)])
    both = tmp_path / "anno.percorso"
    join_files(paths[:2], both)
    expected = figures_of(*paths)
    assert expected.people == 30
    for order in itertools.permutations(paths):
        assert figures_of(*order) == expected
    assert figures_of(both, paths[2]) == expected
    assert figures_of(paths[2], both, *paths, both) == expected


def test_several_files_of_one_evening_are_one(evenings: Path4, tmp_path: Path) -> None:
    """The door's file and a group's, whose scanner reads badges: by token, everybody once."""
    (path,) = evenings([range(10)])
    group_file = tmp_path / "gruppo-A.serata"
    with Session.open(path) as session:
        copy_facts(session.all_facts(), group_file)
        group = read_groups(session)[0].id
    with Session.open(group_file) as session:
        for one in range(8, 14):
            note_presence(session, f"TOKEN{one:07}", group=group)
    assert figures_of(path, group_file).people == figures_of(group_file, path).people == 14


def test_who_was_forgotten_in_one_file_is_counted_once(evenings: Path4, tmp_path: Path) -> None:
    """An older copy beside the one that has forgotten the names changes nothing."""
    paths = evenings([range(20), range(10, 30)])
    before = figures_of(*paths)
    old = tmp_path / "vecchia.serata"
    with Session.open(paths[0]) as session:
        copy_facts(session.all_facts(), old)
        forget_everybody(session)
    assert figures_of(*paths) == figures_of(old, *paths) == figures_of(*paths, old) == before


def test_small_numbers_are_left_unsaid(evenings: Path4) -> None:
    """Three who came twice: neither they nor what would give them away."""
    figures = figures_of(*evenings([range(40), range(37, 77)]))
    assert (figures.people, figures.about, figures.more_than_once, figures.by_times) == (None, 80, None, ())
    sentences = process_sentences(figures)
    assert sentences[0] == "Circa 80 persone sono venute."
    assert sentences[-1] == "I numeri sotto 5, e quelli da cui si ricaverebbero, non si dicono."


def test_who_came_again_is_said_in_tens_where_some_could_be_counted(evenings: Path4) -> None:
    """Three evenings and two who came to all: how many came, and about how many of them again."""
    figures = figures_of(*evenings([range(40), range(30, 70), [*range(30, 32), *range(60, 100)]]))
    assert (figures.people, figures.more_than_once, figures.more_about) == (100, None, 20)
    assert process_sentences(figures)[0] == "100 persone sono venute, circa 20 di loro più di una volta."


def test_an_evening_of_few(evenings: Path4) -> None:
    """«Meno di 5», and no figure from which it follows whether they were three or four."""
    figures = figures_of(*evenings([range(40), range(40, 43)]))
    assert [evening.people for evening in figures.evenings] == [40, None]
    assert (figures.more_than_once, figures.by_times) == (None, ())
    assert "meno di 5" in " ".join(process_sentences(figures))


def test_one_evening_says_how_many_came(evenings: Path4) -> None:
    """There is nothing to compare it with."""
    figures = figures_of(*evenings([range(40)]))
    assert (figures.people, figures.more_than_once, figures.by_times) == (40, None, ())
    assert process_sentences(figures)[0] == "40 persone sono venute."
    assert len(process_sentences(figures)) == 2


def test_four_people_are_too_few_to_say(evenings: Path4) -> None:
    """Not even about."""
    figures = figures_of(*evenings([range(3), range(2, 4)]))
    assert (figures.people, figures.about) == (None, None)
    assert process_sentences(figures)[0].startswith("Quante persone sono venute non si dice")


def test_nothing_is_an_empty_path() -> None:
    """No evening, no number."""
    figures = read_process([])
    assert (figures.people, figures.evenings) == (None, ())


def test_a_register_is_no_evening(evenings: Path4, tmp_path: Path) -> None:
    """It is not needed, and it is not read."""
    with Session.open(evenings([range(9)])[0]) as session:
        create_register(session, tmp_path / "x.registro").close()
    with pytest.raises(WrongKind):
        look_at_process([tmp_path / "x.registro"])
