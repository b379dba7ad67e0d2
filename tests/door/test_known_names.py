"""Which words are known as given names and as family names."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from facilitatore.door.known_names import Standing, folded, is_family_name, is_first_name, standing
from facilitatore.resources import resource_path

HERE = {
    "Italy": (
        "Erica Ornella Ludovica Sarah Flaminia Andrea Xenia Ivano",
        "Rossi Malagoli Paltrinieri Esposito Ferrari",
    ),
    "Romania": ("Ionuț Mihaela Cătălin Andreea", "Popescu Ionescu Munteanu Ciobanu"),
    "Morocco": ("Fatima Zineb Abdelkader Khadija", "Bennani Elidrissi Alaoui Lahlou"),
    "Albania": ("Xhensila Ardit Enkeleda Besnik", "Hoxha Krasniqi Gjoka Prifti"),
    "Ukraine": ("Oleksandr Svitlana Олена Тарас", "Shevchenko Kovalchuk Tkachenko Bondarenko"),
    "China": ("Xiaoming Xiuying Meiling Jiayi", "Zhang Huang Zhou Chen"),
    "Moldova": ("Veaceslav Ecaterina Serghei", "Cebotari Turcanu Rotaru"),
    "Pakistan": ("Shabana Waqas Nadeem", "Butt Qureshi Chaudhry Mughal"),
    "India": ("Harpreet Gurpreet Rajesh", "Singh Kaur Sharma Patel"),
    "Bangladesh": ("Rafiqul Nasrin Jahanara", "Hossain Miah Begum Talukder"),
    "Ghana": ("Kwame Akosua Kofi", "Mensah Owusu Boateng"),
    "Nigeria": ("Ngozi Osahon Oluwaseun", "Okafor Adeyemi Omoregie"),
    "Tunisia": ("Moncef Wided Sondes", "Trabelsi Gharbi Jlassi"),
    "Egypt": ("Abanoub Shaimaa Kyrillos محمد", "Elsayed Shenouda Elmasry"),
    "Senegal": ("Mamadou Ndeye Fatoumata", "Ndiaye Gueye Thiam Diop"),
    "Philippines": ("Maricel Jomar Liezl", "Macaraeg Panganiban Delacruz"),
    "Turkey": ("Mehmet Ayşe Çağlar", "Yılmaz Öztürk Şahin"),
    "Poland": ("Agnieszka Łukasz Małgorzata", "Wiśniewski Kowalska Wójcik"),
    "Sri Lanka": ("Nuwan Dilrukshi Tharindu", "Jayawardena Rathnayake Warnakulasuriya"),
    "Peru": ("Yesenia Milagros Wilmer", "Quispe Mamani Huamán"),
}
COMMONEST = """
Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo
Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli
Vitale Lombardo Serra Coppola Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina
Sala Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Carbone
Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore Ferretti Bellini Basile Riva
Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino Orlando Negri Mantovani Gargiulo
"""
NEVER_GIVEN = "Rossi Ferrari Colombo Neri Martini Sala Costa Riva Conti"
GIVEN = "Marco Luca Daniele Simone Riccardo Anna Maria Giulia Martina Gabriele Ivan Vera Alessandro"
BOTH = "Leone Bruno Gentile Vitale Orlando Romano Marino Rosa Franco Mohamed Hassan Ion"
NEITHER = "AUSL CGIL OSS presente telefono comune ufficio interprete carrozzina Zzyzx"


@pytest.mark.parametrize("country", HERE)
def test_people_of_emilia_are_known(country: str) -> None:
    """Common names of every country that people of Emilia come from are known, as what they are."""
    first, family = (names.split() for names in HERE[country])
    assert [name for name in first if not is_first_name(name)] == []
    assert [name for name in family if not is_family_name(name)] == []


def test_commonest_family_names() -> None:
    """The family names that most Italians bear are known, and those that nobody is given are nothing else."""
    assert [name for name in COMMONEST.split() if not is_family_name(name)] == []
    assert [name for name in NEVER_GIVEN.split() if is_first_name(name)] == []


def test_names_that_are_both() -> None:
    """A given name that is a common family name too decides nothing by itself."""
    assert {name: standing(name) for name in BOTH.split()} == dict.fromkeys(BOTH.split(), Standing.BOTH)


def test_given_names_of_all_are_no_family_names() -> None:
    """What hundreds of thousands are called is a given name, whoever else bears it as a family name."""
    assert {name: standing(name) for name in GIVEN.split()} == dict.fromkeys(GIVEN.split(), Standing.FIRST)


def test_words_that_are_no_names() -> None:
    """Offices and plain words are no names."""
    assert {word: standing(word) for word in NEITHER.split()} == dict.fromkeys(NEITHER.split(), Standing.UNKNOWN)


@pytest.mark.parametrize("written", ["Nicolò", "NICOLÒ", "nicolo", "Nicolo'", "Nicolo’", "Nicolo\u0300", "NICOLO`"])
def test_capitals_and_accents_do_not_count(written: str) -> None:
    """A name is known however its accent and its capitals are written."""
    assert standing(written) is Standing.FIRST


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Müller", "muller"),
        ("Şahin", "sahin"),
        ("İbrahim", "ibrahim"),
        ("Işık", "isik"),
        ("Łukasz", "lukasz"),
        ("Đorđe", "dorde"),
        ("Weiß", "weiss"),
        ("Søren", "soren"),
        ("D’Angelo", "dangelo"),
        ("ANDRÉ", "andre"),
    ],
)
def test_letters_of_other_alphabets(written: str, plain: str) -> None:
    """Letters that are no Latin one with a mark have their plain one too."""
    assert folded(written) == plain


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Anna-Maria", Standing.FIRST),
        ("Jean‐Pierre", Standing.FIRST),
        ("Rossi-Bianchi", Standing.FAMILY),
        ("Anna-Zzyzx", Standing.UNKNOWN),
        ("Maria Sole", Standing.FIRST),
        ("De Luca", Standing.FAMILY),
        ("D'Angelo", Standing.FAMILY),
        ("", Standing.UNKNOWN),
        ("-", Standing.UNKNOWN),
        ("*", Standing.UNKNOWN),
        ("#", Standing.UNKNOWN),
    ],
)
def test_names_of_several_parts(written: str, known: Standing) -> None:
    """A name in parts is known as a whole, or where each of its parts is."""
    assert standing(written) is known


def test_lists_are_in_order() -> None:
    """Each name stands once, as `folded` has it, in order: the file that the script makes, and no other."""
    for file in ("first_names.txt", "family_names.txt"):
        head, _, body = resource_path(file).read_text(encoding="utf-8").partition("\n\n")
        names = [line.removesuffix("*") for line in body.splitlines()]
        assert names == sorted(set(names))
        assert [name for name in names if folded(name) != name or len(name) < 2] == []
        assert "MIT" in head


def test_what_was_decided_by_hand_holds() -> None:
    """Whatever the packages say: the names kept by hand are in the lists, unless the same file takes them out."""
    path = Path(__file__).parents[2] / "docs" / "names" / "by_hand.toml"
    hand = tomllib.loads(path.read_text(encoding="utf-8"))
    never = {kind: words.split() for kind, words in hand["never"].items()}
    for words in hand["first"].values():
        for word in words.split():
            assert is_first_name(word.rstrip("*"))
            assert is_family_name(word.rstrip("*")) or not word.endswith("*")
    for words in hand["family"].values():
        assert [w for w in words.split() if not is_family_name(w) and folded(w) not in never["family"]] == []
    assert [word for word in never["first"] if is_first_name(word)] == []
    assert [word for word in never["family"] if is_family_name(word)] == []


WITHOUT_LISTS = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
{starts}
print([path for path in opened if path.endswith("_names.txt")])
from facilitatore.door.known_names import is_first_name
is_first_name("Anna")
print(len([path for path in opened if path.endswith("_names.txt")]))
"""
WINDOW = """
from ui.app import make_application
from ui.bridge import Bridge
from ui.main_window import MainWindow
app = make_application()
window = MainWindow(Bridge())
window.show()
app.processEvents()
window.close()
"""
COMMAND = """
from click.testing import CliRunner
from facilitatore.cli import commands
assert CliRunner().invoke(commands, ["people", "--help"]).exit_code == 0
"""


@pytest.mark.parametrize("starts", [WINDOW, COMMAND], ids=["window", "command"])
def test_who_imports_nobody_reads_no_names(starts: str) -> None:
    """Opening the window, or asking the command for help, reads neither list; the first question reads them."""
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_LISTS.format(starts=starts)], check=True, capture_output=True, text=True
    )
    assert run.stdout.splitlines()[-2:] == ["[]", "2"]
