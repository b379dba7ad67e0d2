"""The counts that stand above a list before it is imported."""

from __future__ import annotations

from pathlib import Path

from facilitatore.door.lists.match.tally import Tally, tally
from facilitatore.door.lists.planning import Setting, find_list, plan_list

SETTING = Setting((("A", "Casa della salute"),), ("2018-01-08", "Domiciliarità"), ())


def test_every_row_is_counted_once(tmp_path: Path) -> None:
    """Rows, persons of this evening and of others, those who stand there twice, those set apart, and rows without a name."""
    path = tmp_path / "elenco.csv"
    path.write_text(
        "Nome;Cognome;E-mail;Serata;Stato\n"
        "Anna;Rossi;a@x.it;8 gennaio;confermata\nAnna;Rossi;a@x.it;8 gennaio;confermata\nLuca;Verdi;;15 gennaio;\n"
        "Sara;Neri;;8 gennaio;annullata\n;;;8 gennaio;\nUgo;Conti;;;\n",
        encoding="utf-8",
    )
    plan = plan_list(SETTING, find_list(path))
    assert tally(plan.rows) == Tally(
        rows=6,
        with_people=3,
        persons=3,
        this_evening=1,
        other_evenings=1,
        unsaid=1,
        twice=1,
        set_apart=1,
        without_name=1,
    )
