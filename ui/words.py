"""What an action is called when it is undone."""

from __future__ import annotations

from ui.translations import tr


def action_words(action: str) -> str:
    """Return the action as people call it; several in one step have their names with a space between."""
    words = {
        "add_initial": tr("iniziale sull’etichetta"),
        "add_group": tr("nuovo gruppo"),
        "add_note": tr("nuova nota"),
        "add_phase": tr("nuova fase"),
        "add_question": tr("nuova domanda"),
        "add_rule": tr("nuova regola"),
        "add_statement": tr("nuova frase"),
        "begin_phase": tr("inizio della fase"),
        "check_in": tr("accoglienza"),
        "cluster_notes": tr("note nella nuvola"),
        "decide": tr("scelta fra due testi"),
        "edit_evening": tr("modifica della serata"),
        "edit_group": tr("modifica del gruppo"),
        "edit_note": tr("modifica della nota"),
        "edit_phase": tr("modifica della fase"),
        "edit_question": tr("modifica della domanda"),
        "edit_rule": tr("modifica della regola"),
        "edit_statement": tr("modifica della frase"),
        "end_phase": tr("fine della fase"),
        "import_notes": tr("note importate"),
        "import_people": tr("elenco importato"),
        "link_evidence": tr("note collegate"),
        "map_words": tr("parole dell’elenco spiegate"),
        "mark_printed": tr("etichette stampate"),
        "move_guest": tr("cambio di gruppo"),
        "forget": tr("persone dimenticate"),
        "join": tr("file uniti"),
        "move_phase": tr("spostamento della fase"),
        "move_rule": tr("spostamento della regola"),
        "note_presence": tr("etichetta letta"),
        "remove_cluster": tr("nuvola tolta"),
        "remove_group": tr("gruppo tolto"),
        "remove_guiding_question": tr("domanda tolta"),
        "remove_note": tr("nota tolta"),
        "remove_phase": tr("fase tolta"),
        "remove_ground_rule": tr("regola tolta"),
        "remove_sheet": tr("foglio tolto"),
        "remove_statement": tr("frase tolta"),
        "remove_turn": tr("intervento tolto"),
        "count_turn": tr("intervento contato"),
        "rename_cluster": tr("nome della nuvola"),
        "rename_guest": tr("nome sull’etichetta"),
        "rename_person": tr("nome sull’etichetta"),
        "answer_name": tr("risposta sul nome"),
        "save_pair_dialogue": tr("dialogo a due"),
        "save_role_play": tr("gioco di ruolo"),
        "send_away": tr("uscita"),
        "unlink_evidence": tr("note scollegate"),
        "walk_in": tr("accoglienza"),
    }
    done = [words[name] for name in action.split() if name in words]
    return tr(" e ").join(done) or tr("ultima modifica")
