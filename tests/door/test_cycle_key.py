"""Two doors that cannot share a register: one key on a slip, one token for one name."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitatore.door import cycle_key as module
from facilitatore.door.cycle_key import (
    cycle_token,
    key_of,
    key_text,
    make_key,
    norm,
    read_key,
    slow_hash,
    slow_hashes,
    take_key,
)
from facilitatore.door.lists.write.importing import import_for_evening, plan_import, prepare_tokens
from facilitatore.door.people import read_persons
from facilitatore.door.tokens import ALPHABET, LENGTH
from facilitatore.errors import BadValue
from facilitatore.prepare.kit import create_register
from facilitatore.session import Session

KEY = bytes(range(32))
KEYS = st.binary(min_size=32, max_size=32)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Hash quickly, except where the slowness is the promise."""
    if "slow" not in request.node.name:
        monkeypatch.setattr(module, "_COST", 2)


@pytest.fixture
def doors(evening: Session, tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """Make two registers that know nothing of each other."""
    with (
        create_register(evening, tmp_path / "1.registro") as one,
        create_register(evening, tmp_path / "2.registro") as two,
    ):
        yield one, two


def import_list(evening: Session, register: Session, path: Path, text: str) -> None:
    """Write a list and import it."""
    path.write_text(text, encoding="utf-8")
    import_for_evening(evening, register, plan_import(evening, register, path))


def tokens_of(register: Session) -> dict[str, str]:
    """Return the token of each person by e-mail, or by name."""
    return {
        person.email or f"{person.family_name} {person.first_name}".casefold(): person.token
        for person in read_persons(register)
    }


# -- the slip -----------------------------------------------------------------------------------------------------


@given(KEYS)
def test_a_key_is_read_as_it_was_written(key: bytes) -> None:
    """Thirteen groups of five, all in the alphabet of the tokens."""
    text = key_text(key)
    assert key_of(text) == key
    assert [len(group) for group in text.split(" ")] == [5] * 13
    assert set(text) <= {*ALPHABET, " "}


@given(KEYS, st.sampled_from([str.lower, lambda text: text.replace(" ", "-"), lambda text: text.replace(" ", "")]))
def test_how_it_is_typed_does_not_matter(key: bytes, typed: object) -> None:
    """Small letters, dashes, without spaces."""
    assert callable(typed)
    assert key_of(typed(key_text(key))) == key


@given(KEYS)
def test_what_looks_alike_is_understood(key: bytes) -> None:
    """A Q read as O or 0, an L read as I or 1: none of them is in any key."""
    for wrong in ("0O", "1I"):
        for char in wrong:
            assert key_of(key_text(key).replace("Q" if wrong == "0O" else "L", char)) == key


@given(KEYS, st.integers(0, 64), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found_with_its_group(key: bytes, place: int, char: str) -> None:
    """Whichever letter, whatever it was taken for."""
    letters = list(key_text(key).replace(" ", ""))
    if letters[place] == char:
        return
    letters[place] = char
    with pytest.raises(BadValue) as caught:
        key_of("".join(letters))
    assert (caught.value.what, caught.value.value) == ("cycle_key_group", str(place // 5 + 1))


@given(KEYS, st.integers(0, 63))
def test_two_letters_that_changed_places_are_found(key: bytes, place: int) -> None:
    """The commonest slip of whoever copies."""
    letters = list(key_text(key).replace(" ", ""))
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    if "".join(letters) == key_text(key).replace(" ", ""):
        return
    with pytest.raises(BadValue):
        key_of("".join(letters))


def test_groups_that_changed_places_are_found() -> None:
    """A line of the slip that was skipped and written later."""
    groups = key_text(KEY).split(" ")
    for one, other in itertools.combinations(range(13), 2):
        moved = list(groups)
        moved[one], moved[other] = moved[other], moved[one]
        if moved != groups:
            with pytest.raises(BadValue):
                key_of(" ".join(moved))


@pytest.mark.parametrize("text", ["", "K7QX2", key_text(KEY)[:-1], key_text(KEY) + "A", "ciao", "è" * 65, "Z" * 65])
def test_what_is_no_key_is_refused(text: str) -> None:
    """With a sentence, never with another key."""
    with pytest.raises(BadValue) as caught:
        key_of(text)
    assert caught.value.what.startswith("cycle_key_")


# -- the register -------------------------------------------------------------------------------------------------


def test_a_register_has_no_key_until_one_is_made(doors: tuple[Session, Session]) -> None:
    """Asking writes nothing."""
    before = doors[0].fingerprint()
    assert read_key(doors[0]) == ""
    assert doors[0].fingerprint() == before


def test_one_key_in_two_registers(doors: tuple[Session, Session]) -> None:
    """What one shows the other takes; taking it again changes nothing."""
    one, two = doors
    make_key(one)
    take_key(two, read_key(one).lower())
    assert read_key(two) == read_key(one) != ""
    before = two.fingerprint()
    take_key(two, read_key(one))
    assert two.fingerprint() == before


def test_a_key_comes_too_late_for_who_has_a_token(
    evening: Session, doors: tuple[Session, Session], tmp_path: Path
) -> None:
    """Or the same person would have two."""
    one, two = doors
    import_list(evening, one, tmp_path / "a.csv", "Nome;Cognome\nAnna;Rossi\n")
    for attempt in (lambda: make_key(one), lambda: take_key(one, key_text(KEY))):
        with pytest.raises(BadValue) as caught:
            attempt()
        assert caught.value.what == "cycle_key_late"
    take_key(two, key_text(KEY))
    with pytest.raises(BadValue):
        make_key(two)


def test_the_key_is_not_undone(doors: tuple[Session, Session]) -> None:
    """Ctrl+Z takes back no key that another register may have."""
    make_key(doors[0])
    assert doors[0].undo_action is None


# -- the tokens ---------------------------------------------------------------------------------------------------


def test_other_lists_give_the_same_person_the_same_token(
    evening: Session, doors: tuple[Session, Session], tmp_path: Path
) -> None:
    """Other columns, order, accents, capitals and company: one name, one token."""
    one, two = doors
    make_key(one)
    take_key(two, read_key(one))
    import_list(evening, one, tmp_path / "a.csv", "Nome;Cognome\nNiccolò;D’Angelo\nMaria Grazia;Bertani\nAnna;Rossi\n")
    import_list(
        evening,
        two,
        tmp_path / "b.csv",
        "Email,Cognome,Nome\nz@x.it,ROSSI,ANNA\nb@x.it,bertani,maria grazia\nn@x.it,D'Angelo,Nicolò\nd@x.it,D'Angelo,Niccolo'\n",
    )
    first = tokens_of(one)
    second = tokens_of(two)
    assert second["z@x.it"] == first["rossi anna"]
    assert second["b@x.it"] == first["bertani maria grazia"]
    assert second["d@x.it"] == first["d’angelo niccolò"]
    assert second["n@x.it"] not in first.values()
    assert all(len(token) == LENGTH and set(token) <= set(ALPHABET) for token in (*first.values(), *second.values()))


def test_homonyms_are_told_apart_in_one_order(evening: Session, doors: tuple[Session, Session], tmp_path: Path) -> None:
    """By their addresses, whatever the order of the lists."""
    one, two = doors
    make_key(one)
    take_key(two, read_key(one))
    rows = ["Anna;Rossi;b@x.it", "Anna;Rossi;a@x.it", "Anna;Rossi;c@x.it"]
    import_list(evening, one, tmp_path / "a.csv", "\n".join(["Nome;Cognome;Email", *rows]))
    import_list(evening, two, tmp_path / "b.csv", "\n".join(["Nome;Cognome;Email", *reversed(rows)]))
    assert tokens_of(one) == tokens_of(two)
    assert len(set(tokens_of(one).values())) == 3


def test_another_key_gives_other_tokens(evening: Session, doors: tuple[Session, Session], tmp_path: Path) -> None:
    """Without the key a name says nothing."""
    for register in doors:
        make_key(register)
        import_list(evening, register, tmp_path / "a.csv", "Nome;Cognome\nAnna;Rossi\n")
    one, two = (read_persons(register)[0].token for register in doors)
    assert one != two


def test_a_second_list_keeps_the_tokens(evening: Session, doors: tuple[Session, Session], tmp_path: Path) -> None:
    """Importing again writes nothing."""
    make_key(doors[0])
    path = tmp_path / "a.csv"
    import_list(evening, doors[0], path, "Nome;Cognome\nAnna;Rossi\nAnna;Rossi\n")
    before = doors[0].fingerprint()
    import_for_evening(evening, doors[0], plan_import(evening, doors[0], path))
    assert doors[0].fingerprint() == before


def test_what_is_prepared_is_not_worked_out_again(
    evening: Session, doors: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window prepares the tokens beside it; writing them is quick."""
    make_key(doors[0])
    path = tmp_path / "a.csv"
    path.write_text("Nome;Cognome\nAnna;Rossi\nRemo;Bianchi\n", encoding="utf-8")
    plan = plan_import(evening, doors[0], path)
    hashes = prepare_tokens(module.cycle_key(doors[0]), plan)
    monkeypatch.setattr(module, "slow_hash", None)
    import_for_evening(evening, doors[0], plan, hashes=hashes)
    assert len(read_persons(doors[0])) == 2


def test_without_a_key_nothing_is_hashed(
    evening: Session, doors: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import as it was."""
    monkeypatch.setattr(module, "slow_hash", None)
    import_list(evening, doors[0], tmp_path / "a.csv", "Nome;Cognome\nAnna;Rossi\n")
    assert len(read_persons(doors[0])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niccolò D’Angelo", "d'angelo NICCOLO'"),
        ("Müller José", "jose  muller"),
        ("Straße", "strasse"),
        ("İpek", "ipek"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str) -> None:
    """Accents, apostrophes, capitals, order of the words."""
    assert norm(one) == norm(other) != ""


def test_a_year_of_birth_tells_apart() -> None:
    """Where a list has it."""
    hashes = {slow_hash(KEY.hex(), "Anna Rossi", year) for year in (None, 1950, 1951)}
    assert len(hashes) == 3


def test_a_slow_hash_is_slow_and_known() -> None:
    """The costs of storage.md §7, and the same value for ever: another one would cut people in two."""
    hashed = slow_hashes(KEY.hex(), ["Rossi Anna"])["anna rossi"]
    salt = hmac.new(KEY, b"salt", "sha256").digest()
    assert hashed == hashlib.scrypt(b"anna rossi\0", salt=salt, n=32_768, r=8, p=1, maxmem=1 << 27, dklen=32)
    assert (hashed.hex()[:16], cycle_token(KEY.hex(), hashed, ())) == ("d7de56e2d71fcc01", "FW44VQULHQMR")
