"""The copy of an evening that anybody can read in a browser: all that was noted, and what is still undecided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from facilitatore.deliver.document import Block, BulletList, Document, Heading, Paragraph
from facilitatore.deliver.laptops import code_of
from facilitatore.deliver.plain_text import one_line
from facilitatore.deliver.synthesis_document import synthesis_document
from facilitatore.deliver.undecided import moment_words, undecided_lines
from facilitatore.italian import number
from facilitatore.session.facts import now_ms
from facilitatore.synthesis.overview import read_synthesis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from facilitatore.session import Session
    from facilitatore.synthesis.model import EveningSynthesis


def readable_document(session: Session) -> Document:
    """Return everything that was noted in an evening, with no name of a person, and how to compare it with the file."""
    synthesis = read_synthesis(session)
    document = synthesis_document(synthesis)
    facts = (
        *document.facts,
        f"Copia da leggere, fatta il {moment_words(now_ms())} sul portatile {code_of(session.device)}",
        f"Impronta del file: {session.fingerprint()} · voci: {number(session.fact_count)}",
    )
    blocks = (*document.blocks, *_undecided(session), *_rules(synthesis))
    return replace(
        document, blocks=blocks, facts=facts, description=f"Copia da leggere della serata «{document.title}»"
    )


def _undecided(session: Session) -> Iterable[Block]:
    yield Heading(2, "Punti da decidere")
    lines = undecided_lines(session)
    if lines:
        yield Paragraph("Due o più persone hanno scritto cose diverse nello stesso punto; sopra c’è l’ultima versione.")
        yield BulletList(lines)
    else:
        yield Paragraph("Nessuno.", tone="quiet")


def _rules(synthesis: EveningSynthesis) -> Iterable[Block]:
    undecided = {one.id for one in synthesis.undecided}
    texts = tuple(one_line(rule.text) + " (da decidere)" * (rule.id in undecided) for rule in synthesis.rules)
    if texts:
        yield Heading(2, "Le regole della serata")
        yield BulletList(texts)
