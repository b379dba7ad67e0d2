"""Promises of the initial that tells two people of one name apart."""

from __future__ import annotations

import pytest

from facilitatore.door.homonyms import has_initial, name_with_initial, name_without_initial, namesakes, sharing
from facilitatore.door.model import Guest


def guest(name: str, token: str) -> Guest:
    """Make somebody who is in."""
    return Guest(token, name, None, token, 0, walk_in=False, printed_at=None)


FAMILIES = {
    "f": "Ferrari",
    "b": "Bianchi",
    "i": "Fiori",
    "g": "Ferri",
    "o": "D’Angelo",
    "d": "De Luca",
    "k": "Ковальчук",
}


@pytest.mark.parametrize(
    ("token", "others", "wanted"),
    [
        ("f", "b", "Andrea F."),
        ("f", "i", "Andrea Fe."),
        ("f", "g", None),
        ("f", "x", "Andrea F."),
        ("x", "f", None),
        ("o", "d", "Andrea Da."),
        ("k", "f", "Andrea К."),
        ("f", "bi", "Andrea Fe."),
    ],
)
def test_initial(token: str, others: str, wanted: str | None) -> None:
    """One letter where it tells them apart, two where it does not, none where nothing does or nobody knows."""
    assert name_with_initial("Andrea", token, [guest("Andrea", one) for one in others], FAMILIES) == wanted


def test_namesakes() -> None:
    """Accents and initials do not make another name; other people and oneself are no namesakes."""
    inside = [guest("Andrea F.", "f"), guest("ANDRÈA", "b"), guest("Andreina", "i"), guest("Andrea", "me")]
    assert [one.token for one in namesakes("Andrea", "me", inside)] == ["f", "b"]
    assert namesakes("", "me", [guest("", "f")]) == []


def test_sharing() -> None:
    """A name is shared while two badges say the same; an initial ends it."""
    assert sharing("Andrea", [guest("Andrea", "f"), guest("andrea", "b")]) == 2
    assert sharing("Andrea", [guest("Andrea", "f"), guest("Andrea B.", "b")]) == 0


@pytest.mark.parametrize("name", ["Andrea F.", "Anna Maria Fe."])
def test_with_and_without(name: str) -> None:
    """An initial is recognised and can be left out."""
    assert has_initial(name)
    assert name_without_initial(name) == name.rsplit(" ", 1)[0]


@pytest.mark.parametrize("name", ["Andrea", "G.", "Anna Maria", "Andrea Fer.", ""])
def test_no_initial(name: str) -> None:
    """What is a name stays a name."""
    assert not has_initial(name)
