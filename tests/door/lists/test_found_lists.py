"""Lists on which the program once failed: what becomes of each person in them.

The files lie beside the project, where they were found; without them nothing is tried.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore.door.lists.planning import ImportPlan, Setting, find_list, plan_list
from facilitatore.errors import BadList

FOUND = Path(__file__).parents[4] / "shared" / "data" / "found" / "lists"
SETTING = Setting(
    (("A", "Casa della salute"), ("B", "Riconoscimento ruolo caregiver"), ("C", "Dopo di noi")),
    ("2018-01-08", "Domiciliarità e prossimità"),
    (),
)
pytestmark = pytest.mark.skipif(not FOUND.is_dir(), reason="the found lists are not beside the project")

CERTAIN: dict[str, list[tuple[str, str]]] = {
    "01_sigla_dopo_il_nome.csv": [("Carla", "Brunetti")],
    "02_maiuscole_sul_nome.csv": [("Ida", "Mc Donald")],
    "04_particella_in_mezzo_al_cognome.csv": [
        ("Flaminia", "Rossini di Montelera"),
        ("Thaynara", "Silva dos Santos"),
        ("Yesenia", "Rodriguez de la Cruz"),
        ("Anna", "Bianchi"),
        ("Luca", "Verdini"),
        ("Sara", "Neri"),
        ("Elio", "Conti"),
    ],
    "05_maria_sole.csv": [
        ("Maria Sole", "Leone"),
        ("Maria Luce", "Rosa"),
        ("Anna", "Bianchini"),
        ("Luca", "Verdini"),
        ("Sara", "Nerini"),
        ("Elio", "Contini"),
    ],
    "06_dopo_la_virgola.csv": [],
    "07_nome1_nome2.csv": [("Ada", "Lollini"), ("Bruno", "Tassi"), ("Carla", "Ferri")],
    "08_nome_intero_in_altra_colonna.csv": [("Ada", "Lollini"), ("Elsa", "Morini"), ("Fabio", "De Nittis")],
    "09_secondo_partecipante.csv": [("Ada", "Lollini"), ("Bruno", "Tassi"), ("Carla", "Ferri")],
    "13_due_virgolette_spaiate.csv": [("Ada", "Lollini"), ("Bruno", "Tassi"), ("Carla", "Ferri"), ("Dino", "Fossi")],
    "16_entita_html.csv": [("José", "Muñoz"), ("Anna Maria", "Rossi")],
    "20_titoli_due_colonne.csv": [
        ("Augusto", "Estevani"),
        ("Marco", "Gandi"),
        ("Anna", "Bosi"),
        ("Luca", "Tosi"),
        ("Elio", "Nasi"),
        ("Erio", "Casti"),
        ("Nino", "Pelli"),
    ],
    "28_tutto_in_colonna_A.xlsx": [("Ada", "Lollini"), ("Bruno", "Tassi")],
    "29_riga_intera_tra_virgolette.csv": [("Ada", "Lollini"), ("Bruno", "Tassi"), ("Carla", "Ferri")],
    "32_virgolette_tipografiche.csv": [("Dino", "Fossi"), ("Elsa", "Gatti")],
}
"""Who is certain, of each list; who is not stands in `ASKED`."""

ASKED: dict[str, list[tuple[str, str]]] = {
    "01_sigla_dopo_il_nome.csv": [
        ("Anna Bianchi AUSL", "Anna"),
        ("Marco Rossini CGIL", "Marco"),
        ("Pia Boni OSS", "Pia"),
        ("Giulia Ferrari ACLI CARPI", "Giulia"),
        ("Mario Rossetti MD", "Mario"),
    ],
    "06_dopo_la_virgola.csv": [
        ("Bianchi, Sara; Neri, Ugo", "Sara"),
        ("Rossini, Mario, AUSL", "Mario"),
        ("Verdi, Luca (ASP)", "Luca"),
        ("Monti, Elio, Jr.", "Elio"),
        ("Carli, Maria de", "Maria de"),
    ],
}
"""What is written of those in question, and the first name that is proposed."""

REFUSED = {
    "21_protetto.ods": "protected",
    "22_sylk.slk": "sylk",
    "23_rubrica.vcf": "address_book",
    "25_json.json": "json",
    "34_xlsb.xlsb": "xlsb",
}


def planned(name: str) -> ImportPlan:
    """Return what importing a found list would do."""
    return plan_list(SETTING, find_list(FOUND / name))


@pytest.mark.parametrize("name", CERTAIN)
def test_who_is_certain(name: str) -> None:
    """Nobody else of the list would get a badge unasked."""
    rows = [verdict.row for verdict in planned(name).rows if verdict.verdict != "discarded"]
    found = [(row.first_name, row.family_name) for row in rows if row.question is None]
    assert found == CERTAIN[name]


@pytest.mark.parametrize("name", ASKED)
def test_who_is_asked(name: str) -> None:
    """What is written stays to be looked at, and the likeliest first name is proposed."""
    rows = [verdict.row for verdict in planned(name).rows]
    assert [(row.question.written, row.first_name) for row in rows if row.question is not None] == ASKED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_is_called_what_it_is(name: str) -> None:
    """The reason is the true one."""
    with pytest.raises(BadList) as caught:
        planned(name)
    assert caught.value.why == REFUSED[name]


ON_NO_BADGE = {
    "02_maiuscole_sul_nome.csv": ("Rossini", "Nerini", "Rossi", "Harki", "Rahman", "Mc"),
    "03_parola_contro_intestazione.csv": (
        "Salvo",
        "Adams",
        "Achraf",
        "Temistocle",
        "Jude",
        "Basma",
        "Viscardi",
        "Rossini",
    ),
    "14_nome_e_iniziale.csv": ("B.", "R.", "C.", "D.", "H.", "P"),
    "15_cognome_nome_virgola_due_persone.csv": ("Rosa", "Marino", "Martino", "Leone", "Bianchi", "Rossini"),
    "19_titoli.csv": ("Gandini", "Bellocchi", "Maffei", "Viola", "Marino", "Dott.", "Ms", "Avv.to", "Zini"),
}
"""Words that are no first name there, and that stood on badges."""


@pytest.mark.parametrize("name", ON_NO_BADGE)
def test_what_stands_on_no_badge(name: str) -> None:
    """A family name, an initial or a title reaches a badge only when somebody says so."""
    badges = {verdict.row.first_name for verdict in planned(name).rows if verdict.row.question is None}
    assert not {word for badge in badges for word in badge.split()} & set(ON_NO_BADGE[name])


def test_words_of_state_set_people_apart() -> None:
    """Of the list of states only the confirmed come; who answered no to an invitation does not."""
    coming = [v.row.family_name for v in planned("17_stati.csv").rows if v.verdict != "discarded"]
    assert "Uno" in coming
    assert not {"Due", "Tre", "Quattro", "Cinque", "Sei", "Sette", "Otto", "Nove", "Dieci"} & set(coming)
    answered = [(v.row.family_name, v.verdict == "discarded") for v in planned("18_rsvp_no.csv").rows]
    assert answered == [("Uno", False), ("Due", True), ("Tre", True), ("Quattro", False)]
