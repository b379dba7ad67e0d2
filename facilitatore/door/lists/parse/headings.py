"""What the headings of registration lists mean, in Italian and in English, as forms and secretaries write them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from facilitatore.showing import few_marks

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "gennaio gen january jan",
            "febbraio feb february",
            "marzo mar march",
            "aprile apr april",
            "maggio mag may",
            "giugno giu june jun",
            "luglio lug july jul",
            "agosto ago august aug",
            "settembre set sett september sep sept",
            "ottobre ott october oct",
            "novembre nov november",
            "dicembre dic december dec",
        ),
        start=1,
    )
    for month in names.split()
}
_A_MONTH = "(" + "|".join(_MONTHS) + ")"
_DAY_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})(?:°|º)?[\s\-/.]*(?:di\s+)?" + _A_MONTH + r"\b", re.IGNORECASE)
_MONTH_DAY = re.compile(r"\b" + _A_MONTH + r"\s+(\d{1,2})(?!\d)", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)\d{4}-(\d{2})-(\d{2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d/.\-])(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](?:\d{4}|\d{2}))?(?![\d/\-]|\.\d)")
_LAST_DAY, _LAST_MONTH = 31, 12


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BUYER = _words("acquirente buyer purchaser")
_ASIDE = _words(
    """acquirente buyer purchaser utente username ente enti associazione associazioni organizzazione organization
    azienda company comune scuola via evento event serata serate gruppo informativa privacy consenso consento
    autorizzo acconsento dichiaro trattamento accompagnatore accompagnatori accompagnatrice figlio figlia figli
    bambino bambini genitore padre madre coniuge emergenza referente biglietto ordine order campagna campo file
    luogo citta servizio titolo professionale"""
)
_NOTES = _words(
    """note nota annotazioni osservazioni commenti commento allergie allergia intolleranze intolleranza dieta
    esigenze notes comments allergies remarks suggerimenti domande richieste"""
)
_CONSENT = _words(
    "informativa privacy consenso consento autorizzo autorizzazione acconsento dichiaro trattamento liberatoria"
)
_ROLE_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("phone", _words("telefono tel cellulare cell phone mobile telefonico recapito recapiti smartphone")),
    ("group", _words("gruppo gruppi group tavolo tavoli workshop laboratorio biglietto ticket")),
    (
        "choices",
        _words("serata serate incontro incontri evening evenings session appuntamento appuntamenti giornate date"),
    ),
    (
        "status",
        _words(
            "stato status rsvp presenza adesione conferma approval attendance partecipi parteciperai partecipa verrai vieni"
        ),
    ),
)
_SUBMITTED = (
    "data invio",
    "data di invio",
    "ora di completamento",
    "completion time",
    "informazioni cronologiche",
    "timestamp",
    "submitted",
    "submit date",
    "date submitted",
    "data ordine",
    "order date",
    "data iscrizione",
    "data di iscrizione",
    "data registrazione",
    "data ora",
    "start date",
    "end date",
    "date created",
    "date modified",
    "created at",
    "registration date",
    "registered at",
)
_FULL_WORDS = _words(
    "nominativo nominativi partecipante partecipanti iscritto iscritti attendee participant participants nomi"
)
_FIRST_WORDS = _words("nome prenome firstname name prenom vorname nombre prenume")
_FAMILY_WORDS = _words("cognome surname lastname nom nachname apellido apellidos nume")
_ORDINALS = _words("primo secondo terzo quarto quinto prima seconda terza 1 2 3 4 5 6")
_NUMBERS = _words("n nr num numero quantita id seme pagina codice barre cap eta anno")
_FULL = frozenset({"nome completo", "full name", "nome per esteso", "come ti chiami", "chi sei"})
_LONGEST_STATUS = 5
"""Words of a heading of states: "Stato partecipante", "Confermi la tua presenza?"."""
_LONGEST = 70
_LONGEST_HEADING = 500
"""Characters in which a heading says what it announces, also the long ones about consent."""
_SIGNS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\[[^\]]*(\]|$)|\([^)]*(\)|$)")
"""What stands in brackets, or after one that is never closed, so that its end is looked for only once."""


def plain(text: str) -> str:
    """Return a heading for comparing: small letters, no accents, no punctuation, single spaces."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", few_marks(folded))
        folded = "".join(char for char in folded if char.isascii() or not unicodedata.combining(char))
    return " ".join(_SIGNS.sub(" ", folded).split())


def base_and_turn(heading: str) -> tuple[str, int]:
    """Return the plain heading without Microsoft's number, and that number: "Nome2" is the second "Nome"."""
    match = re.fullmatch(r"(.*[^\W\d_])\s?(\d)", plain(heading))
    return (match[1], int(match[2])) if match else (plain(heading), 1)


def without_turn(heading: str) -> str:
    """Return what headings of several people have in common: "Partecipante 2 - Nome" without its number."""
    return " ".join(word for word in base_and_turn(heading)[0].split() if word not in _ORDINALS)


def role(heading: str) -> str | None:
    """Return what a heading announces, or None.

    One of first_name, family_name, nome_cognome, cognome_nome, full_name, name (one or the other), email, phone, group,
    choices, status, submitted, notes, consent.
    """
    heading = heading[:_LONGEST_HEADING]
    base, _ = base_and_turn(_BRACKETS.sub(lambda found: " " if found[1] or found[2] else found[0], heading))
    words = base.split()
    if not words:
        return None
    bag = frozenset(words)
    if bag & _CONSENT:
        return "consent"
    if base in _SUBMITTED:
        return "submitted"
    if bag & _NOTES:
        return "notes"
    return _email_or_name(base, words) or _other_role(bag, heading)


def _email_or_name(base: str, words: list[str]) -> str | None:
    bag = frozenset(words)
    if not bag & _BUYER and (base in ("nome utente", "username", "posta elettronica") or bag & {"email", "mail"}):
        return "email"
    return None if bag & _ASIDE or len(base) > _LONGEST else _name(base, words, bag)


def _name(base: str, words: list[str], bag: frozenset[str]) -> str | None:
    if "name" in bag and bag & {"first", "given", "last", "family"}:
        return _english_name(bag)
    words = [word for word in words if word not in _ORDINALS] or words
    first = _place(words, _FIRST_WORDS)
    family = _place(words, _FAMILY_WORDS)
    if family is not None:
        return "family_name" if first is None else "cognome_nome" if family < first else "nome_cognome"
    if (bag & _FULL_WORDS and (len(words) == 1 or bag & {"name", "nominativo"})) or base in _FULL:
        return "full_name"
    if base in ("name", "famiglia"):
        return "name" if base == "name" else "family_name"
    return "first_name" if first is not None and "name" not in bag else None


def _english_name(bag: frozenset[str]) -> str:
    if not bag & {"last", "family"}:
        return "first_name"
    return "nome_cognome" if bag & {"first", "given"} else "family_name"


def _other_role(bag: frozenset[str], heading: str) -> str | None:
    for name, words in _ROLE_WORDS:
        if bag & words and not (name == "status" and (len(bag) > _LONGEST_STATUS or days_in(heading))):
            return name
    return "evening" if days_in(heading) else None


def _place(words: list[str], wanted: frozenset[str]) -> int | None:
    return next((place for place, word in enumerate(words) if word in wanted), None)


def is_number_heading(heading: str) -> bool:
    """Tell a heading of bare figures (N°, Quantità, Ultima pagina), whose 1 is not a tick."""
    return bool(frozenset(plain(heading).split()) & _NUMBERS) or not plain(heading)


@lru_cache(maxsize=2000)  # every row asks it of every heading
def days_in(text: str) -> frozenset[tuple[int, int]]:
    """Return the (day, month) that a text names: "8 gennaio", "08-gen", "08/01/2018", "2018-01-08", "January 8"."""
    found = {(int(day), _MONTHS[month.casefold()]) for day, month in _DAY_MONTH.findall(text)}
    found |= {(int(day), int(month)) for month, day in _ISO.findall(text)}
    rest = _ISO.sub(" ", text)
    found |= {(int(day), int(month)) for day, month in _FIGURES.findall(rest)}
    if not found:
        found = {(int(day), _MONTHS[month.casefold()]) for month, day in _MONTH_DAY.findall(text)}
    return frozenset(pair for pair in found if 1 <= pair[0] <= _LAST_DAY and 1 <= pair[1] <= _LAST_MONTH)
