"""What is wrong with a file, in one Italian sentence for each part; the terminal and the window say the same."""

from __future__ import annotations

from typing import Final

from facilitatore.session.rescue.diagnosis import Damage, Part

_ONE: Final = {
    Part.EMPTY: "Il file è vuoto: non contiene neanche un byte.",
    Part.ZEROS: "Il file contiene solo zeri: il disco ne ha tenuto la lunghezza ma ha perso quello che c’era dentro.",
    Part.HEADER: "L’inizio del file, che dice che cos’è e com’è fatto, è rovinato.",
    Part.CUT: "Il file è tagliato: mancano gli ultimi {number} byte su {of}.",
    Part.SCHEMA: "La descrizione delle tabelle, nella prima pagina, non è quella di Facilitatore.",
    Part.UNREADABLE: "Il disco non riesce a leggere una pagina su {of} ({pages}).",
    Part.BLANK: "Una pagina su {of} contiene solo zeri ({pages}).",
    Part.BROKEN: "Una pagina su {of} è rovinata ({pages}).",
    Part.ALTERED: "Un fatto non è più come è stato scritto.",
    Part.ORDER: "I fatti si leggono, ma l’ordine con cui si ritrovano nel file è rovinato.",
    Part.ROOT: "Non c’è più il fatto che dice di quale serata si tratta: lo si prende da un’altra copia della stessa serata.",
    Part.JOURNAL: "Accanto c’è un file «-journal»: il file è stato copiato mentre ci si scriveva: chiudi il programma prima di copiarlo.",
    Part.LOG: "Accanto c’è un file «-wal» o «-shm»: lo ha lasciato un altro programma.",
    Part.READ_ONLY: "Il file è di sola lettura: si può guardare, ma per lavorarci va copiato altrove.",
    Part.FOLDER: "La cartella è di sola lettura: il file si può guardare, ma per lavorarci va copiato altrove.",
}

_MANY: Final = {
    Part.UNREADABLE: "Il disco non riesce a leggere {number} pagine su {of} ({pages}).",
    Part.BLANK: "{number} pagine su {of} contengono solo zeri ({pages}).",
    Part.BROKEN: "{number} pagine su {of} sono rovinate ({pages}).",
    Part.ALTERED: "{number} fatti non sono più come sono stati scritti.",
}


def say_damage(damage: Damage) -> str:
    """Return the sentence for one thing that is wrong."""
    text = _ONE[damage.part] if damage.number == 1 else _MANY.get(damage.part, _ONE[damage.part])
    shown = ", ".join(map(str, damage.pages)) + (", …" if damage.number > len(damage.pages) else "")
    pages = f"la {shown}" if damage.number == 1 else f"le pagine {shown}"
    return text.format(number=damage.number, of=damage.of, pages=pages)
