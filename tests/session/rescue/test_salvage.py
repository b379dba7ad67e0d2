"""Saving what can be read: every fact whose pages are whole, and not one that was never written."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import forge
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitatore.errors import FileExists, FileLocked, NothingReadable
from facilitatore.session import Session
from facilitatore.session.check import check_file
from facilitatore.session.facts import Fact
from facilitatore.session.joining.merge import join_files
from facilitatore.session.rescue.diagnosis import Part, diagnose
from facilitatore.session.rescue.salvage import Scan, read_every_fact, salvage

PAGE = 4096
FIRST = Path(__file__).parents[2] / "files" / "format-1.serata"
QUICK = settings(derandomize=True, database=None, deadline=None, max_examples=200)


class Written:
    """A file of some thirty pages, and on which of them each fact lies: found without our own reader."""

    def __init__(self, path: Path) -> None:
        words = random.Random(4)  # noqa: S311 - chance that can be repeated
        texts = [words.randbytes(size).hex() for size in (10, 300, 1500, 1900, 2100, 4000, 4100, 9000) * 2]
        long = [forge.fact(500 + number, {"text": text}) for number, text in enumerate(texts)]
        self.path = forge.good(path, 90, *long)
        self.content = path.read_bytes()
        self.homes = {fact: self._pages_of(fact) for fact in facts_in(path)}

    def _pages_of(self, fact: Fact) -> set[int]:
        """Return where the id lies, and where the words do, piece by piece."""
        places = {self.content.find(fact.id + fact.session)}
        raw = fact.data.encode()
        for start in range(0, len(raw), 200):
            piece = raw[start : start + 200]
            place = self.content.find(piece)  # not found: it runs over two pages, which other pieces name
            places |= {place, place + len(piece) - 1} if place >= 0 else set()
        return {place // PAGE + 1 for place in places}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return a file with short facts, and long ones that run over several pages."""
    return Written(tmp_path_factory.mktemp("written") / "x.serata")


def facts_in(path: Path) -> set[Fact]:
    """Return the facts of a whole file."""
    with Session.look(path) as session:
        return set(session.all_facts())


def found_in(path: Path) -> tuple[set[Fact], Scan]:
    """Return the facts that can be read from the bytes."""
    scan = Scan()
    return set(read_every_fact(path, scan)), scan


@pytest.mark.parametrize("kind", ["good", "first format"])
def test_whole_file_is_saved_whole(kind: str, written: Written, tmp_path: Path) -> None:
    """Every fact, and for a file of ours its very bytes."""
    source = written.path if kind == "good" else FIRST
    saved = salvage(source, tmp_path / "saved.serata")
    report = check_file(source)
    assert (saved.facts, saved.forgotten, saved.fingerprint) == (report.facts, 0, report.fingerprint)
    assert saved.roots == report.roots
    assert kind != "good" or (tmp_path / "saved.serata").read_bytes() == written.content


def test_whole_file_has_nothing_wrong(written: Written) -> None:
    """No page is called broken, blank or altered; long rows and interior pages are read too."""
    facts, scan = found_in(written.path)
    assert len(facts) == 107
    assert (scan.blank, scan.broken, scan.altered, scan.unreadable) == ([], [], 0, [])


DAMAGE = st.sampled_from(["zeros", "chance", "ones"])


@QUICK
@given(data=st.data())
def test_what_lies_on_whole_pages_is_saved(
    written: Written, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever pages are destroyed, the facts of the others are found, and nothing that was never written."""
    content = bytearray(written.content)
    gone = data.draw(st.sets(st.integers(1, len(content) // PAGE), min_size=1, max_size=20))
    how, chance = data.draw(DAMAGE), random.Random(data.draw(st.integers(0, 99)))  # noqa: S311
    for number in gone:
        fill = {"zeros": bytes(PAGE), "ones": b"\xff" * PAGE, "chance": chance.randbytes(PAGE)}[how]
        content[(number - 1) * PAGE : number * PAGE] = fill
    path = tmp_path_factory.getbasetemp() / "torn.serata"
    path.write_bytes(content)
    facts, _ = found_in(path)
    assert facts <= written.homes.keys()
    assert {fact for fact, pages in written.homes.items() if gone.isdisjoint(pages)} <= facts


@QUICK
@given(places=st.lists(st.integers(0, 10**9), min_size=1, max_size=30), cut=st.integers(0, 10**9))
def test_flipped_bits_and_cuts_invent_nothing(
    written: Written, tmp_path_factory: pytest.TempPathFactory, places: list[int], cut: int
) -> None:
    """Bits flipped anywhere, the end cut off: only facts that were written are found."""
    content = bytearray(written.content)
    for place in places:
        content[place % len(content)] ^= 1 << place % 8
    path = tmp_path_factory.getbasetemp() / "flipped.serata"
    path.write_bytes(content[: len(content) - cut % len(content) // 2])
    facts, _ = found_in(path)
    assert facts <= written.homes.keys()
    touched = {place % len(content) // PAGE + 1 for place in places}
    kept = (len(content) - cut % len(content) // 2) // PAGE
    for fact in written.homes.keys() - facts:
        assert not touched.isdisjoint(written.homes[fact]) or max(written.homes[fact]) > kept


@pytest.mark.parametrize("number", range(1, 6))
def test_each_page_blanked_in_turn_is_told(number: int, tmp_path: Path) -> None:
    """The page is named, the facts of the others are counted, and the broken file is not touched."""
    path = forge.good(tmp_path / "x.serata", 100)
    content = path.read_bytes()
    assert len(content) == 5 * PAGE
    torn = content[: (number - 1) * PAGE] + bytes(PAGE) + content[number * PAGE :]
    path.write_bytes(torn)
    found = diagnose(path)
    told = {damage.part: damage for damage in found.damages}
    if number == 1:
        assert Part.HEADER in told
    else:
        assert told[Part.BLANK].pages == (number,)
    assert not found.is_whole
    assert 50 < found.readable <= 101
    assert path.read_bytes() == torn


def test_altered_page_header_does_not_hide_the_facts(tmp_path: Path) -> None:
    """The first bytes of a page lost: what lies in the rest of it is found all the same."""
    path = forge.good(tmp_path / "x.serata", 100)
    content = bytearray(path.read_bytes())
    content[PAGE * 2 : PAGE * 2 + 100] = bytes(100)
    path.write_bytes(content)
    facts, scan = found_in(path)
    assert len(facts) == 101
    assert scan.broken == [3]


def test_saved_file_opens_joins_and_has_a_root(tmp_path: Path) -> None:
    """After a page was lost the saved file is an evening like any other."""
    path = forge.good(tmp_path / "x.serata", 100)
    copy = Path(shutil.copyfile(path, tmp_path / "copy.serata"))
    content = path.read_bytes()
    path.write_bytes(content[: 4 * PAGE] + bytes(PAGE) + content[5 * PAGE :])
    saved = salvage(path, tmp_path / "saved.serata")
    assert [root.title for root in saved.roots] == ["Adolescenti"]
    with Session.open(saved.path) as session:
        assert 0 < len(session.things("note")) < 100
    report = join_files([copy], saved.path)
    assert (report.refused, check_file(saved.path).facts) == (0, 101)


def lose_the_root(path: Path) -> Path:
    """Blank the page on which the evening says what it is."""
    content = path.read_bytes()
    page = content.find(b'"Adolescenti"') // PAGE
    path.write_bytes(content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :])
    return path


def test_lost_root_is_taken_from_a_copy(tmp_path: Path) -> None:
    """A copy tells what the evening is; its other facts are not taken."""
    copy = forge.good(tmp_path / "copy.serata", 3, forge.fact(999, {"text": "solo qui"}))
    path = lose_the_root(forge.good(tmp_path / "x.serata", 100))
    assert Part.ROOT in {damage.part for damage in diagnose(path).damages}
    bare = salvage(path, tmp_path / "bare.serata")
    assert bare.roots == ()
    saved = salvage(path, tmp_path / "saved.serata", [tmp_path / "none.serata", copy])
    assert (saved.facts, len(saved.roots)) == (bare.facts + 1, 1)
    with Session.open(saved.path) as session:
        assert session.get((999).to_bytes(16, "big").hex()) is None


def test_saved_without_a_root_it_is_saved_again_with_a_copy(tmp_path: Path) -> None:
    """What was saved while nobody knew what it is has that one thing wrong, and becomes an evening with a copy."""
    copy = forge.good(tmp_path / "copy.serata", 3)
    bare = salvage(lose_the_root(forge.good(tmp_path / "x.serata", 100)), tmp_path / "bare.serata")
    assert [damage.part for damage in diagnose(bare.path).damages] == [Part.ROOT]
    saved = salvage(bare.path, tmp_path / "saved.serata", [copy])
    join_files([copy], saved.path)
    assert check_file(saved.path).facts >= bare.facts + 1


def test_facts_of_a_journal_are_found(tmp_path: Path) -> None:
    """In the middle of a commit: what the journal keeps of the pages as they were is read too."""
    path = forge.hot_copy(tmp_path)
    content, journal = path.read_bytes(), path.with_name(path.name + "-journal")
    with Session.look(tmp_path / "source.serata") as session:
        wanted = set(session.all_facts())
    path.write_bytes(content[:PAGE] + bytes(len(content) - PAGE))
    before = (path.read_bytes(), journal.read_bytes())
    facts, _ = found_in(path)
    kept = len(wanted & facts)
    assert kept > 0
    journal.write_bytes(bytes(28) + before[1][28:])
    assert len(wanted & found_in(path)[0]) == kept, "a blanked header is no hindrance"
    assert path.read_bytes() == before[0]


def test_torn_file_without_its_journal_is_saved(tmp_path: Path) -> None:
    """A hot journal that was lost leaves a torn file: every acknowledged fact is still in some page or other."""
    path = forge.hot_copy(tmp_path)
    path.with_name(path.name + "-journal").unlink()
    assert not diagnose(path).is_whole
    saved = salvage(path, tmp_path / "saved.serata")
    assert check_file(saved.path).altered == 0
    assert saved.facts >= 200


def test_what_was_forgotten_stays_forgotten(tmp_path: Path) -> None:
    """A purge found in one place holds for facts found in another."""
    guest = forge.make_fact(forge.EVENING, b"\5" * 16, "guest", {"badge_name": "Zenobia"}, by=b"A", at=1)
    purge = forge.make_fact(forge.EVENING, b"\5" * 16, "purge", {}, by=b"A", at=2)
    path = forge.good(tmp_path / "x.serata", 5, guest, purge)
    saved = salvage(path, tmp_path / "saved.serata")
    assert (saved.facts, saved.forgotten) == (8, 1)  # the evening, its notes, the wish, and that somebody came
    assert b"Zenobia" not in (tmp_path / "saved.serata").read_bytes()


def test_saving_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    """A target that is there stays; nothing readable leaves nothing behind."""
    path = forge.good(tmp_path / "x.serata")
    with pytest.raises(FileExists):
        salvage(path, path)
    (tmp_path / "zeros.serata").write_bytes(bytes(9 * PAGE))
    with pytest.raises(NothingReadable):
        salvage(tmp_path / "zeros.serata", tmp_path / "y.serata")
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["x.serata", "zeros.serata"]


def test_open_file_is_not_read_from_below(tmp_path: Path) -> None:
    """Reading its bytes would give the lock away."""
    with forge.evening(tmp_path / "x.serata", "a") as session, pytest.raises(FileLocked):
        salvage(session.path, tmp_path / "y.serata")


def overlapping(path: Path) -> Path:
    """Forge pages whose cells all point to the same long chain of pages, which runs in a circle."""
    forge.good(path, 3, forge.fact(700, {"text": "x" * 60_000}))
    content = bytearray(path.read_bytes())
    start = content.find(b'{"text":"xxx') // PAGE
    cell = bytes(content[start * PAGE : (start + 1) * PAGE])
    for page in range(len(content) // PAGE, len(content) // PAGE + 300):
        content += cell
        content[page * PAGE + 3 : page * PAGE + 5] = b"\xff\xff"
    chain = content.find(b"x" * 4000) // PAGE
    content[chain * PAGE : chain * PAGE + 4] = (chain + 1).to_bytes(4, "big")
    path.write_bytes(content)
    return path


def test_crafted_chains_come_to_an_end(tmp_path: Path) -> None:
    """Pages that run in a circle, lengths beyond the file, thousands of cells on one page: read in bounded time."""
    path = overlapping(tmp_path / "x.serata")
    facts, _ = found_in(path)
    assert len(facts) in {4, 5}


def test_plain_sql_reads_what_was_saved(tmp_path: Path) -> None:
    """The new file is whole for SQLite too."""
    path = forge.good(tmp_path / "x.serata", 100)
    path.write_bytes(path.read_bytes().replace(b'"nota 37"', b'"nota 73"', 1))
    salvage(path, tmp_path / "saved.serata")
    db = sqlite3.connect(tmp_path / "saved.serata")
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("SELECT count(*) FROM fact").fetchone() == (100,)
    db.close()
