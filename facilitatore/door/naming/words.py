"""The words of a name: what each can be, and what no badge ever carries."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final, NamedTuple

from facilitatore.door.known_names import Standing, standing
from facilitatore.door.names import APOSTROPHES, clean_name, name_words
from facilitatore.door.tax_code import cut_tax_codes


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES: Final = _words(
    """
    de di da del della dello dei degli delle dal dalla dallo dai lo la li le el al ben bin abu ibn san van von der den
    dos das do du mac mc o d l
    """
)
_ELIDED: Final = re.compile(rf"(?:d|l|o|dall|dell|nell|all|sant)[{APOSTROPHES}]\w", re.IGNORECASE)
_TITLE_STEMS: Final = _words(
    """
    dott dr dtt prof sig ing avv arch geom rag cav comm egr gent gentma gentmo spett rev mons on mr mrs ms mme mlle sr
    sra srta dra
    """
)
_TITLE: Final = re.compile(rf"(?:{'|'.join(sorted(_TITLE_STEMS))})\.(?:[^\W\d_]{{1,5}}\.?)?", re.IGNORECASE)
"""An abbreviation that begins with one of these and has a point, whatever follows it: "Avv.to", "Arch.tto", "Dott.sa"."""
_TITLE_WORDS: Final = _words(
    """
    dott dr prof sig ing avv arch geom rag mr mrs ms miss mme signor signora signorina sigra dottor dottore dottoressa
    dottssa profssa professor professore professoressa avvocato avvocata ingegnere architetto geometra ragioniere onorevole
    reverendo monsignor monsignore gentilissima
    """
)
_BROKEN_TITLE: Final = re.compile(
    r"\b(sig|dott|prof|gent|egr)\.?\s(r?ra|r?na|ssa|sa|re|mo|ma)\b\.?(?=\s)", re.IGNORECASE
)
_HONOURS: Final = frozenset({"don", "suor", "padre", "fra", "madre"})
"""Of the clergy, by which people are called: they belong to the first name."""
_OFFICES: Final = _words(
    """
    ausl asl usl asp ats cgil cisl uil ugl acli arci auser avis aism anffas anteas anpi caf inps inail oss osa adb onlus
    odv aps ets coop cooperativa associazione ass comune provincia regione unione distretto ente enti ufficio settore
    servizio servizi istituto parrocchia caritas consultorio sindacato consulta comitato fondazione azienda ditta srl
    spa presidente presidentessa vicepresidente assessore assessora consigliere consigliera sindaco sindaca direttore
    direttrice segretario segretaria coordinatore coordinatrice referente responsabile delegato delegata volontario
    volontaria operatore operatrice educatore educatrice insegnante docente psicologo psicologa assistente
    rappresentante infermiere infermiera pediatra ospite socio socia genitore tirocinante studente studentessa cittadino
    cittadina relatore relatrice partecipante organizzatore organizzatrice facilitatore facilitatrice moderatore
    interprete accompagnatore accompagnatrice badante caregiver mamma papà marito moglie figlio figlia figli sorella
    fratello nonno nonna nipote famiglia fam coniugi vedova ved nata coniugata detto detta carrozzina carrozzella
    disabile invalido invalida allergico allergica allergia celiaco celiaca intollerante vegetariano vegetariana vegano
    vegana cieco cieca sordo sorda malato malata anziano anziana minorenne incinta autistico autistica diabetico
    diabetica dializzato dializzata assistito assistita demente demenza annullato annullata cancellato cancellata
    ritirato ritirata disdetto assente presente confermato confermata attesa riserva iphone ipad galaxy samsung huawei
    xiaomi redmi android macbook pc laptop guest utente user admin test anonimo anonima anonymous nessuno null none
    totale tel cell telefono cellulare mail email ristorante bar hotel
    """
)
"""Offices, organisations, kin, needs, states and devices: words beside a name, or in its stead. None reaches a badge."""
_IN_NAMES: Final = frozenset(f".-\u00b7\u2010\u2011\u200c\u200d{APOSTROPHES}")
"""Signs that stand within names, the joiners of Persian and of Indian scripts among them."""
_LETTERS_OF_INITIAL: Final = re.compile(r"[^\W\d_](?:\.[^\W\d_])*\.?")
_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,4}\s*(?:[).:\u00b0]+\s*|-\s+)|[*\u2022\u00b7\-\u2013]\s+)(?=\D)")
_QUOTES: Final = "\"'“”„‟«»‹›‘’‚`´\u2039\u203a"
_ODD_CAPITALS: Final = re.compile(r"^[A-Z]{2,}[a-z]|[a-z][A-Z]$|^[a-z]+[A-Z]")
"""PhD, MSc, iPhone; not McDonald."""
_VOWELS: Final = frozenset("aeiouy")
_SHORT_CAPITALS: Final = 4
_SHORTEST_CODE: Final = 16
"""Characters of a tax code."""


class Unit(NamedTuple):
    """A word of a name, with the particle before it ("De Luca"), and what it can be."""

    text: str
    standing: Standing
    shouted: bool
    """All in capitals, more than one letter."""
    initial: bool


def plain_text(cell: str) -> str:
    """Return a cell as somebody would have typed it: no HTML entities, no quotation marks around it, no number before it."""
    text = clean_name(html.unescape(cell)) if "&" in cell else clean_name(cell)
    text = _NUMBERED.sub("", _without_pictures(text), count=1)
    stripped = text.strip(_QUOTES + " ")
    # The apostrophe at the end of "Nicolo'" is its accent, unless another stands at the beginning.
    if stripped and text.endswith(tuple(APOSTROPHES)) and not text.startswith(tuple(_QUOTES)):
        stripped = text.strip()
    return " ".join(stripped.split())


def _without_pictures(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        char
        for char in text
        if unicodedata.category(char) not in ("So", "Sk") or char == "\ufffd" or char in APOSTROPHES
    )


def without_titles(text: str) -> tuple[str, str]:
    """Return a text without the titles of respect that are known, and these titles."""
    text = _BROKEN_TITLE.sub(lambda found: f"{found[1]}.{found[2]}", f"{text} ")
    kept, titles = list[str](), list[str]()
    for word in text.split():
        (titles if is_title(word) else kept).append(word)
    return " ".join(kept), " ".join(titles)


def is_title(word: str) -> bool:
    """Tell a known title of respect: "Dott.ssa", "Avv.to", "Mr"."""
    return word.casefold().rstrip(".,") in _TITLE_WORDS or ("." in word and _TITLE.fullmatch(word) is not None)


def is_office(word: str) -> bool:
    """Tell a word that stands beside names, or in their stead, and is none."""
    return word.casefold().strip(".,;:()") in _OFFICES


def is_strange(word: str, *, among_capitals: bool) -> bool:
    """Tell a word that cannot pass for part of a name without somebody having looked.

    `among_capitals`: the rest is written in capitals too, and capitals say nothing.
    """
    if has_sign(word) or not any(map(str.isalpha, word)) or is_office(word):
        return True
    letters = [char for char in word if char.isalpha()]
    if "." in word and len(letters) > 1 and not _LETTERS_OF_INITIAL.fullmatch(word):
        return True  # an abbreviation: a title that nobody knows, "Jr."
    if _ODD_CAPITALS.search(word):
        return True
    if not word.isupper() or len(letters) == 1 or len(letters) > _SHORT_CAPITALS:
        return False
    without_vowels = not _VOWELS & set("".join(name_words(word)))
    return without_vowels or (not among_capitals and standing(word) is Standing.UNKNOWN)


def has_sign(word: str) -> bool:
    """Tell whether a word holds anything but letters, their marks, and the signs that stand within names."""
    return not word.isalpha() and any(
        unicodedata.category(char)[0] not in "LM" and char not in _IN_NAMES for char in word
    )


def wearable(text: str) -> str:
    """Return what of a text may stand on a badge: no address, telephone, tax code, bracket, office or figure."""
    words = cut_tax_codes(text).split()
    return " ".join(
        word for word in words if any(map(str.isalpha, word)) and not has_sign(word) and not is_office(word)
    )


def units_of(words: list[str]) -> list[Unit]:
    """Return the words with each particle put before what follows it."""
    units: list[Unit] = []
    waiting = ""
    for place, word in enumerate(words):
        bare = word.casefold().rstrip(APOSTROPHES)
        if place < len(words) - 1 and bare in PARTICLES:
            waiting += word + " "
            continue
        units.append(_unit(waiting, word))
        waiting = ""
    return units


def _unit(particle: str, word: str) -> Unit:
    text = particle + word
    shouted = word.isupper() and sum(map(str.isalpha, word)) > 1 and not word.endswith(".")
    if particle or _ELIDED.match(word):
        return Unit(text, Standing.FAMILY, shouted, initial=False)
    if _LETTERS_OF_INITIAL.fullmatch(word) and (len(word) == 1 or "." in word):
        return Unit(text, Standing.UNKNOWN, shouted=False, initial=True)
    if word.casefold() in _HONOURS:
        return Unit(text, Standing.FIRST, shouted, initial=False)
    known = Standing.UNKNOWN if word.casefold() in PARTICLES else standing(word)
    return Unit(text, known, shouted, initial=False)
