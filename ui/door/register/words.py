"""Counts of people as sentences: what the register holds, what goes, what was forgotten and what is left elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.translations import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from facilitatore.door.people import Expected


def and_words(parts: list[str]) -> str:
    """Return ``a, b e c``."""
    if len(parts) < 2:  # noqa: PLR2004 - one needs no «e»
        return "".join(parts)
    return tr("{0} e {1}").format(", ".join(parts[:-1]), parts[-1])


def loses_words(counts: Mapping[str, int]) -> str:
    """Say what goes, kind by kind, for the kinds that people have a word for."""
    forms = {
        "guest": (tr("il nome di 1 presente"), tr("i nomi di {0} presenti")),
        "person": (tr("cognome e recapiti di 1 persona"), tr("cognomi e recapiti di {0} persone")),
        "left_out": (tr("1 riga scartata da un elenco"), tr("{0} righe scartate dagli elenchi")),
        "register_key": (tr("la chiave dei codici"), tr("la chiave dei codici")),
    }
    parts = [
        (one if counts[kind] == 1 else many).format(counts[kind])
        for kind, (one, many) in forms.items()
        if counts.get(kind)
    ]
    return and_words(parts)


def forgotten_words(counts: Mapping[str, int]) -> str:
    """Say what was forgotten, and what to do with the copies that this laptop cannot reach."""
    done = tr("Fatto: qui e nelle copie di sicurezza di questo portatile non c’è più niente di {0}; i numeri restano.")
    elsewhere = tr(
        "Le copie su chiavette e altri portatili hanno ancora i nomi: aprile una per una e premi F9 anche lì, o cancellale."
    )
    who = {
        "guest": (tr("1 presente"), tr("{0} presenti")),
        "person": (tr("1 persona iscritta"), tr("{0} persone iscritte")),
    }
    parts = [
        (one if counts[kind] == 1 else many).format(counts[kind])
        for kind, (one, many) in who.items()
        if counts.get(kind)
    ]
    return f"{done.format(and_words(parts) or tr('chi era in elenco'))} {elsewhere}"


def person_words(line: Expected, group: str, clock: str) -> str:
    """Say what goes when somebody is forgotten: `group` is the name of theirs, `clock` when they came in, if they did."""
    parts = []
    if line.person is not None:
        person = line.person
        has = (
            (person.first_name, tr("nome")),
            (person.family_name, tr("cognome")),
            (person.phone, tr("telefono")),
            (person.email, tr("e-mail")),
            (person.note, tr("note dell’elenco")),
        )
        held = [word for value, word in has if value]
        count = len(person.registrations)
        if count:
            held.append(tr("1 iscrizione") if count == 1 else tr("{0} iscrizioni").format(count))
        parts.append(tr("Dal registro: {0}.").format(and_words(held)))
    if line.guest is not None and line.guest.badge_name:
        came = tr("Dalla serata: il nome «{0}» e l’arrivo delle {1}").format(line.guest.badge_name, clock)
        parts.append(tr("{0}, gruppo {1}.").format(came, group) if group else f"{came}.")
    return " ".join(parts)


def full_name(line: Expected) -> str:
    """Return first and family name, or what the badge says of who is in no list; a name in question as it was written."""
    if line.person is None:
        return line.badge_name
    if line.question is not None:
        return line.question.written
    return f"{line.person.first_name} {line.person.family_name}".strip() or line.badge_name
