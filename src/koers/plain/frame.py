"""What was agreed around the indicators, in words: who signs, on what it rests, who does what, and
with which money.

The idea that makes it simple: each list of the agreement is a heading with one line per part, in
the order of the file; a list that is not there has no heading.

It must not know indicators' definitions, figures or verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from koers.agreement import Agreement
from koers.frame import Amount, Per, Source
from koers.plain.words import PER, day, listed, lowered, number


@dataclass(frozen=True)
class Part:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


def frame(agreement: Agreement) -> tuple[Part, ...]:
    """Everything around the indicators that the agreement says, without what it leaves out."""
    every = (
        Part("Ondertekening", tuple(_signing(agreement))),
        Part("Begeleidende documenten", tuple(_companions(agreement))),
        Part("Aannames", tuple(_assumptions(agreement))),
        Part("Randvoorwaarden", tuple(_guardrails(agreement))),
        Part("Plichten van de partijen", tuple(_duties(agreement))),
        Part("Buiten de opdracht", tuple(_out_of_scope(agreement))),
        Part("Bedragen", tuple(_amounts(agreement))),
        Part("Rapportages", tuple(_reports(agreement))),
    )
    return tuple(part for part in every if part.lines)


def _party(agreement: Agreement, code: str) -> str:
    return next((one.name for one in agreement.parties if one.code == code), code)


def _where(source: Source | None) -> str:
    """' (B, paragraaf 2.1)', or nothing."""
    if source is None:
        return ""
    section = f", paragraaf {source.section}" if source.section else ""
    return f" ({source.document}{section})"


def _line(text: str, source: Source | None = None) -> str:
    """The text as a sentence, with where it stands."""
    return f"{text.rstrip('.')}{_where(source)}."


def _signing(agreement: Agreement) -> Iterator[str]:
    if agreement.status is not None:
        yield f"De overeenkomst is: {agreement.status}."
    if agreement.signed_on is not None:
        yield f"Getekend op {day(agreement.signed_on)}."
    for one in agreement.signatories:
        yield _line(f"Voor {_party(agreement, one.party)} tekent: {one.capacity}")


def _companions(agreement: Agreement) -> Iterator[str]:
    for one in agreement.companions:
        goals = [effect.code for effect in agreement.effects if effect.document == one.code]
        serves = f", met het beleidsdoel van {listed(goals, 'en')}" if goals else ""
        yield _line(f"{one.name}{serves}")


def _assumptions(agreement: Agreement) -> Iterator[str]:
    for one in agreement.assumptions:
        shown = f"; {one.indicator} laat zien of dat klopt" if one.indicator else ""
        yield _line(f"{one.text.rstrip('.')}{shown}", one.source)


def _guardrails(agreement: Agreement) -> Iterator[str]:
    for one in agreement.guardrails:
        yield _line(one.text, one.source)


def _duties(agreement: Agreement) -> Iterator[str]:
    for one in agreement.duties:
        who = listed([_party(agreement, code) for code in one.parties], "en")
        shown = f". Bewijs: {one.evidence}" if one.evidence else ""
        yield _line(f"{who}: {one.text.rstrip('.')}{shown}", one.source)


def _out_of_scope(agreement: Agreement) -> Iterator[str]:
    for one in agreement.out_of_scope:
        where = f"; dat hoort bij: {one.programme}" if one.programme else ""
        yield _line(f"{one.subject.rstrip('.')}{where}", one.source)


def _amounts(agreement: Agreement) -> Iterator[str]:
    for one in agreement.amounts:
        said = f"{_party(agreement, one.party)}, {one.name}: {_euro(one.amount)} {_per(one)}"
        marked = f"; geoormerkt: {_lowered(one.earmarked)}" if one.earmarked else ""
        only = f"; voorwaarde: {_lowered(one.condition)}" if one.condition else ""
        yield _line(f"{said}{marked}{only}", one.source)


def _lowered(text: str) -> str:
    return lowered(text.rstrip("."))


def _euro(amount: Fraction) -> str:
    """'847.045 euro', '12,50 euro'; cents only where there are."""
    cents = amount * 100
    if cents.denominator != 1 or cents < 0:
        return f"{number(amount)} euro"
    whole, rest = divmod(int(cents), 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{rest:02d} euro" if rest else f"{grouped} euro"


def _per(amount: Amount) -> str:
    match amount.per:
        case Per.YEAR:
            return "per jaar"
        case Per.TERM:
            return "voor de hele looptijd"
        case None:
            return "(er staat niet per welke periode)"


def _reports(agreement: Agreement) -> Iterator[str]:
    for one in agreement.reports:
        over = f", over {listed(list(one.over), 'en')}" if one.over else ""
        yield _line(f"{one.name}: {PER[one.per]}{over}", one.source)
