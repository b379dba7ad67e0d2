"""Promises of reading what a scanner types."""

from __future__ import annotations

import pytest

from facilitatore.door.scanning import looks_like_token, read_token, surely_token, token_in
from facilitatore.door.tokens import new_token

SCANNED = "K7QX2MPA9RTC"


@pytest.mark.parametrize(
    "typed",
    [
        SCANNED,
        SCANNED.lower(),
        f" {SCANNED} ",
        f"an{SCANNED}",
        "k7qx2mpq9rtc".replace("q9", "a9"),
        "KèAX2?PQ9RTC".replace("2", "é").replace("9", "ç"),
        "kèax2,pq9rtc".replace("2", "é").replace("9", "ç"),
    ],
    ids=["as it is", "caps lock", "spaces", "after letters", "small", "french capitals", "french small"],
)
def test_any_keyboard(typed: str) -> None:
    """The token is found whatever the keyboard makes of it."""
    assert token_in(typed, {SCANNED}) == SCANNED


def test_german_keyboard() -> None:
    """A German keyboard puts Z where an American one has Y."""
    assert token_in("ZK7QX2MPA9RT", {"YK7QX2MPA9RT"}) == "YK7QX2MPA9RT"


@pytest.mark.parametrize("typed", ["", "Khadija", "anna maria de luca", "K7QX2MPA9RTD", SCANNED[:-1], SCANNED + "A"])
def test_names_are_no_tokens(typed: str) -> None:
    """A name, a token cut short and an unknown one find nobody."""
    assert token_in(typed, {SCANNED}) is None


def test_a_name_may_look_like_a_token() -> None:
    """Twelve letters may be a name or a token; only figures make it sure."""
    assert looks_like_token("Annamarzanna")
    assert not surely_token("Annamarzanna")
    assert surely_token(SCANNED)


def test_read_where_nobody_is_known() -> None:
    """At a group's door the token itself is read, from a French keyboard too; words are not."""
    assert read_token(SCANNED.lower()) == SCANNED
    assert read_token("kèaxé,pqçrtc") == SCANNED
    assert read_token("buonasera a tutti") is None
    assert read_token("") is None


def test_every_new_token_is_read() -> None:
    """What we print is what we read."""
    for _ in range(200):
        token = new_token()
        assert read_token(token) == token
