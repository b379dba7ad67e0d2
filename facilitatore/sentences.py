"""What every problem says to people: one Italian sentence that says what is wrong and what to do.

The terminal and the window say the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from facilitatore import errors
from facilitatore.italian import counted
from facilitatore.value_words import ASKED_BY_NAME, NAMES, VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

LIST_REASONS: Final = {
    "empty": "è vuoto",
    "binary": "non è un elenco: contiene dati che non sono testo",
    "not_a_list": "non è un elenco ma una pagina web: scarica di nuovo il file come CSV o XLSX",
    "not_a_spreadsheet": "si chiama come un foglio di calcolo ma non lo è: aprilo con Excel o LibreOffice e salvalo di nuovo",
    "protected": "è protetto da una password: salvane una copia senza password",
    "xlsb": "è un foglio XLSB, che qui non si legge: aprilo con Excel, poi Salva con nome, e salvalo come .xlsx",
    "xml_sheet": "è un foglio di calcolo XML di Excel, che qui non si legge: aprilo con Excel e salvalo come .xlsx",
    "sylk": "è un foglio nel vecchio formato SYLK: aprilo con Excel o LibreOffice e salvalo come .xlsx",
    "numbers": "è un foglio di Numbers: esportalo da Numbers come Excel (.xlsx) o come CSV",
    "document": "è un documento di testo, non un foglio: copia la tabella in un foglio di calcolo e salvalo come .xlsx",
    "address_book": "è una rubrica o un calendario, non un elenco di iscritti: esportalo da quel programma come CSV",
    "json": "è fatto per i programmi (JSON), non è un elenco: scarica le iscrizioni come CSV o come .xlsx",
    "too_big": "è troppo grande per essere un elenco di persone",
    "unreadable": "non si riesce a leggere: aprilo con Excel o LibreOffice e salvalo come CSV",
    "no_names": "non ha nessuna colonna che possa essere un nome: controlla la riga delle intestazioni",
    "no_rows": "ha solo le intestazioni, e nessuna riga sotto: controlla di aver salvato il foglio giusto",
    "long_cell": "ha una cella di oltre centomila caratteri: accorciala, o controlla che le virgolette siano chiuse",
    "lock_file": "non è un elenco ma il segno che il programma dei fogli ha l’elenco aperto: scegli il file vero, e chiudilo",
    "in_use": "è aperto in un altro programma, o non si può leggere: chiudilo e riprova",
    "no_text_column": "non ha una colonna «testo»: aggiungila nella riga delle intestazioni",
}
"""Why a list cannot be read, after «L’elenco x.csv»."""

STOCK_REASONS: Final = {
    "margins_x": "i margini a sinistra e a destra sono diversi di oltre 1 mm: controlla colonne e passo",
    "margins_y": "i margini in alto e in basso sono diversi di oltre 1 mm: controlla righe e passo",
    "overlap": "il passo è appena più piccolo dell’etichetta: le etichette si toccano",
    "sliver": "fra un’etichetta e l’altra restano meno di due centesimi di millimetro: controlla il passo",
    "edge": "le etichette arrivano al bordo del foglio, dove molte stampanti lasciano 5 mm bianchi",
    "small": "l’etichetta è piccola: il nome e il codice si leggono male",
    "radius": "gli angoli sono più tondi dell’etichetta",
    "long": "l’etichetta è più lunga di un foglio A4",
}
"""What looks wrong of a sheet of labels that can exist."""

PRINTER_REASONS: Final = {
    "missing": "La stampante «{printer}» non c’è più: controlla che sia accesa e collegata, o scegline un’altra.",
    "stopped": "La stampante «{printer}» è in pausa: falla ripartire dalle impostazioni del computer e stampa di nuovo.",
    "paper": "La stampante «{printer}» dice che la carta è finita: mettine altra e stampa di nuovo.",
    "offline": "La stampante «{printer}» non risponde: controlla che sia accesa, collegata e chiusa, e stampa di nuovo.",
    "size": "La stampante «{printer}» non ha la misura di questo foglio: scegli un altro foglio o un’altra stampante.",
    "refused": "La stampante «{printer}» non accetta stampe: riattivala dalle impostazioni del computer e stampa di nuovo.",
    "asks": "La stampante «{printer}» non stampa su carta, chiede ogni volta un file: scegli «PDF», o un’altra stampante.",
    "failed": "La stampa su «{printer}» non è riuscita: prova di nuovo, o scegli «PDF» e stampa quello.",
}
"""What is wrong with a printer, and what to do; nothing came out."""

THING_WORDS: Final = {
    "note": ("nota", "note"),
    "cluster": ("nuvola", "nuvole"),
    "statement": ("frase di sintesi", "frasi di sintesi"),
    "guest": ("presenza", "presenze"),
    "presence": ("etichetta letta", "etichette lette"),
    "speaking_turn": ("intervento", "interventi"),
    "pair_dialogue": ("dialogo a due", "dialoghi a due"),
    "role_play": ("gioco di ruolo", "giochi di ruolo"),
    "evening": ("serata", "serate"),
    "group": ("gruppo", "gruppi"),
    "guiding_question": ("domanda", "domande"),
    "phase": ("fase della scaletta", "fasi della scaletta"),
    "ground_rule": ("regola", "regole"),
    "person": ("persona", "persone"),
    "left_out": ("riga lasciata fuori", "righe lasciate fuori"),
    "register_key": ("chiave dei codici", "chiavi dei codici"),
    "register": ("registro", "registri"),
}
"""What things are called when they are counted: one, and more."""

_ID: Final = re.compile("[0-9a-f]{32}")
_RANGE: Final = re.compile(r"^(\d+)–(\d+)$")


def say(problem: errors.Problem) -> str:
    """Return the sentence for a problem."""
    for kind in type(problem).__mro__:
        sentence = _SENTENCES.get(kind)
        if sentence is not None:
            return sentence(problem)
    return "Qualcosa non è andato a buon fine; non è stato cambiato niente."


def _file(problem: errors.FileProblem) -> str:
    return f"«{problem.path.name}»"


def _name_too_long(problem: errors.NameTooLong) -> str:
    name = problem.path.name if len(problem.path.name) <= 60 else problem.path.name[:60] + "…"  # noqa: PLR2004 - a line's worth
    return f"Il nome «{name}», con quello delle cartelle, è troppo lungo per il disco: scegline uno più corto."


def _too_new(problem: errors.TooNew) -> str:
    return (
        f"Il file {_file(problem)} è di una versione più nuova del programma (formato {problem.found}, questa legge "
        f"fino al {problem.known}): aggiorna Facilitatore su questo portatile."
    )


def _wrong_kind(problem: errors.WrongKind) -> str:
    wanted = "una serata" if problem.wanted == "serata" else "un registro"
    return f"Il file {_file(problem)} non è {wanted}: scegline uno che finisce con .{problem.wanted}."


def _unknown(problem: errors.Unknown) -> str:
    known = f" Ci sono: {', '.join(problem.known)}." if problem.known else ""
    name = problem.name if len(problem.name) <= 60 else problem.name[:60] + "…"  # noqa: PLR2004 - a line's worth
    if not known and problem.what != "person" and (problem.what not in ASKED_BY_NAME or _ID.fullmatch(name)):
        return "Quello che volevi cambiare non c’è più: forse è stato tolto poco fa."
    if problem.what == "person":
        return f"In elenco non c’è nessuno che si chiami «{name}»: controlla come è scritto."
    return f"Non c’è {NAMES.get(problem.what, 'niente')} che si chiami «{name}».{known}"


def _ambiguous(problem: errors.Ambiguous) -> str:
    if len(set(problem.choices)) < len(problem.choices):
        return (
            f"Più persone si chiamano «{problem.name}»: al posto del nome scrivi l’id, che «people list --json» mostra."
        )
    return f"«{problem.name}» può essere più d’una persona ({', '.join(problem.choices)}): scrivi nome e cognome."


def _bad_value(problem: errors.BadValue) -> str:
    cause = problem.__cause__
    if problem.what == "row" and isinstance(cause, errors.Problem):
        inner = say(cause)
        return f"Riga {problem.value}: {inner[0].lower()}{inner[1:]}"
    otherwise = "Il valore «{value}» non va bene: {limit}." if problem.limit else "Il valore «{value}» non va bene."
    limit = _RANGE.sub(r"\1 e \2", problem.limit)
    return VALUES.get(problem.what, otherwise).format(value=problem.value, limit=limit)


def _bad_list(problem: errors.BadList) -> str:
    return f"L’elenco {_file(problem)} {LIST_REASONS.get(problem.why, 'non si riesce a leggere')}."


def _not_drawable(problem: errors.NotDrawable) -> str:
    names = "; ".join(f"{name} (manca {' '.join(letters)})" for name, letters in problem.missing.items())
    return f"Nessun carattere di questo portatile sa scrivere: {names}. Prova a scriverlo in un altro modo."


def _printer_trouble(problem: errors.PrinterTrouble) -> str:
    return PRINTER_REASONS.get(problem.reason, PRINTER_REASONS["failed"]).format(printer=problem.printer)


def _forgotten(problem: errors.Forgotten) -> str:
    who = (
        "Le persone di questo registro sono state dimenticate"
        if problem.kind == "person"
        else "I presenti di questa serata sono stati dimenticati"
    )
    return f"{who} per sempre e non se ne possono aggiungere: comincia un file nuovo."


def _would_destroy(problem: errors.WouldDestroy) -> str:
    persons = "1 persona" if problem.persons == 1 else f"{problem.persons} persone"
    return (
        f"Il registro {_file(problem)} non è stato toccato: distruggerlo cancella per sempre nomi e recapiti di {persons}, "
        "la chiave e le copie automatiche. Se lo vuoi davvero, aggiungi --yes."
    )


def _other_evening(problem: errors.OtherEvening) -> str:
    title = problem.title or "senza titolo"
    if problem.path.suffix == ".registro":
        return f"Il registro {_file(problem)} è di un altro percorso ({title}): si uniscono solo le copie dello stesso."
    return f"Il file {_file(problem)} è di un’altra serata ({title}): si uniscono solo file della stessa."


def waiting_words(names: Sequence[str], most: int = 12) -> str:
    """Return how many badges wait for somebody to ask a name, and which names they are, about `most` of many."""
    count = "1 etichetta aspetta" if len(names) == 1 else f"{len(names)} etichette aspettano"
    more = len(names) - most
    names = [f"«{name}»" if "," in name else name for name in names]
    named = ", ".join(names) if more <= 1 else f"{', '.join(names[:most])} e altri {more}"
    return f"{count}: il nome è da guardare ({named})."


def things_counted(counts: Mapping[str, int]) -> str:
    """Return how many things of which kind: *1 nota e 3 presenze*; kinds of a later version are *altre cose*."""
    parts = [counted(counts[kind], *words) for kind, words in THING_WORDS.items() if counts.get(kind)]
    if others := sum(count for kind, count in counts.items() if kind not in THING_WORDS):
        parts.append(counted(others, "altra cosa", "altre cose"))
    return " e ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def things_named(kinds: Iterable[str]) -> str:
    """Return what things of these kinds are called together: *note e nuvole*; kinds of a later version are *altre cose*."""
    names = list(dict.fromkeys(THING_WORDS[kind][1] if kind in THING_WORDS else "altre cose" for kind in kinds))
    return " e ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _asks_to_forget(problem: errors.AsksToForget) -> str:
    things = things_counted(problem.loses)
    return (
        f"Il file {_file(problem)} chiede di dimenticare per sempre {things}: niente è stato unito. "
        "Se va bene così, uniscilo di nuovo permettendolo (nel terminale: --forget)."
    )


def _fixed(text: str) -> Callable[[errors.Problem], str]:
    def sentence(problem: errors.Problem) -> str:
        return text.replace("{file}", _file(problem) if isinstance(problem, errors.FileProblem) else "")

    return sentence


_SENTENCES: Final[dict[type, Callable[..., str]]] = {
    errors.FileMissing: _fixed("{file} non c’è: controlla il nome e la cartella."),
    errors.FileExists: _fixed(
        "Il file {file} c’è già e non viene sovrascritto: scegli un altro nome o un’altra cartella."
    ),
    errors.FileLocked: _fixed(
        "Il file {file} è già aperto in un altro programma o in un’altra finestra: chiudila e riprova."
    ),
    errors.FileHeld: _fixed("Il file {file} è aperto in un altro programma: chiudilo e riprova."),
    errors.NotWiped: _fixed(
        "Il registro {file} è chiuso con la frase, ma quello che c’era prima non si è potuto sovrascrivere: sul disco può "
        "restare leggibile. Se era su una chiavetta, copia via il resto e formattala per intero."
    ),
    errors.NotWritable: _fixed(
        "Non si può scrivere {file}: la cartella non c’è, è di sola lettura, o non hai il permesso di scriverci. Copia il file sul portatile e riprova."
    ),
    errors.NameTooLong: _name_too_long,
    errors.NotReadable: _fixed(
        "Non si può leggere {file}: i permessi del file o della cartella non lo consentono. Chiedi a chi lo ha copiato "
        "di darti il permesso di lettura, oppure copialo di nuovo."
    ),
    errors.DiskFull: _fixed("Il disco è pieno e {file} non è stato scritto: libera un po’ di spazio e riprova."),
    errors.DiskFailed: _fixed(
        "Il disco o la chiavetta ha dato un errore con {file}: controlla che sia ben inserita e riprova."
    ),
    errors.NotOurs: _fixed("Il file {file} non è un file di Facilitatore, oppure è vuoto o tagliato all’inizio."),
    errors.Damaged: _fixed(
        "Il file {file} è danneggiato e non viene usato: prendi un’altra copia, o l’ultima salvata in automatico."
    ),
    errors.NeedsPassphrase: _fixed(
        "Il registro {file} è chiuso con una frase: scrivila per aprirlo. Senza non lo apre nessuno, nemmeno noi; la serata "
        "va avanti lo stesso, e l’elenco si può importare in un registro nuovo."
    ),
    errors.WrongPassphrase: _fixed(
        "La frase non apre il registro {file}: controlla maiuscole, spazi e accenti. Se è quella giusta, è rovinato l’inizio "
        "del file: prendi un’altra copia. Se è persa non lo apre più nessuno: importa l’elenco in un registro nuovo."
    ),
    errors.NoCipher: _fixed(
        "Su questo portatile manca la parte del programma che chiude e apre i registri con una frase, e {file} resta com’è: "
        "installala, oppure usa il portatile dove il registro è nato. La serata va avanti anche senza."
    ),
    errors.NothingReadable: _fixed(
        "In {file} non si legge più niente da salvare: prendi un’altra copia, o l’ultima salvata in automatico."
    ),
    errors.ForeignJournal: _fixed(
        "Accanto a {file} c’è un file «-journal» o «-wal» che non è di questo portatile: è stato copiato mentre ci si "
        "scriveva, o la copia non è finita. Chiudi il programma sul portatile da cui viene e copialo di nuovo."
    ),
    errors.TooNew: _too_new,
    errors.WrongKind: _wrong_kind,
    errors.OtherEvening: _other_evening,
    errors.AsksToForget: _asks_to_forget,
    errors.NothingToJoin: _fixed(
        "Nella cartella {file} non ci sono file da unire: controlla di aver scelto quella giusta."
    ),
    errors.NoFileLikeThat: _fixed("Nessun file ha un nome come {file}: controlla la cartella, e il nome con * o ?."),
    errors.TooManyFiles: _fixed(
        "Nella cartella {file} ci sono più di 2.000 file di serata: scegli solo quelli che vuoi unire, o una cartella più piccola."
    ),
    errors.NothingJoined: _fixed(
        "In {file} non risulta nessuna unione da riprendere: su questo portatile, e con questo nome, non è stato unito "
        "niente."
    ),
    errors.NotBackedUp: _fixed(
        "Non si riesce a salvare prima una copia di {file}, quindi non è stato cambiato niente: libera un po’ di spazio "
        "sul disco del portatile e riprova."
    ),
    errors.NotReadBack: _fixed(
        "Quello che si rilegge di {file} non è uguale a quello che è stato scritto: la chiavetta non è affidabile, prova con un’altra."
    ),
    errors.WouldDestroy: _would_destroy,
    errors.Forgotten: _forgotten,
    errors.Unknown: _unknown,
    errors.Ambiguous: _ambiguous,
    errors.BadValue: _bad_value,
    errors.BadList: _bad_list,
    errors.NotDrawable: _not_drawable,
    errors.NotTypeset: _fixed(
        "Con queste parole il PDF non riesce e non è stato scritto: esporta in HTML, che le ha tutte e si stampa dal browser."
    ),
    errors.PrinterTrouble: _printer_trouble,
}
