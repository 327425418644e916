"""Why one unit counts as it does: numbered steps in plain Dutch, for `koers verklaar`.

The idea that makes it simple: every step is read off the unit that the reference engine made for
the count; nothing is counted here, so the story cannot differ from the figure.

It must not know rows or registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from koers.agreement import Agreement, Indicator, indicator_subject
from koers.algebra import AnchorDay, ClassOf, OutcomeClass, Share, UnknownCounts
from koers.plain.conditions import clause
from koers.plain.shares import anchor_said, outcome_said
from koers.plain.words import Words, day

if TYPE_CHECKING:
    from koers.engines.reference.units import Judged, Unit


def explanation(
    agreement: Agreement, indicator: Indicator, unit: Unit, known_through: date
) -> tuple[str, ...]:
    """The steps for one unit of a share, known through a day. Raises TypeError for another form."""
    if not isinstance(indicator.form, Share):
        raise TypeError("only a share has units")
    words = Words(agreement.dictionary)
    someone = words.someone(indicator_subject(agreement, indicator))
    told = _Story(words, someone, indicator.form, unit, known_through)
    return tuple(f"{number}. {step}" for number, step in enumerate(told.steps(), start=1))


@dataclass(frozen=True)
class _Story:
    """One unit of a share, with the words to tell of it."""

    words: Words
    someone: str
    share: Share
    unit: Unit
    known_through: date

    def steps(self) -> Iterator[str]:
        unit = self.unit
        yield self._anchor()
        yield self._excluded()
        yield self._window()
        yield self._mature()
        yield self._result()
        if self.share.excepted is not None:
            yield self._excepted(clause(self.share.excepted, self.words))
        yield f"Dus: {unit.outcome_class}. {self._why(unit.judged)} {self._counts()}"
        if unit.outcome_class is OutcomeClass.IMMATURE:
            yield (
                f"Als elke termijn nu zou sluiten, op {day(self.known_through)}: "
                f"{unit.interim.outcome_class}. {self._why(unit.interim)}"
            )

    def _anchor(self) -> str:
        population, anchor = self.share.population, day(self.unit.anchor)
        source = population.source
        if isinstance(source, ClassOf):
            which = {
                AnchorDay.ANCHOR: "de ankerdag van",
                AnchorDay.SUCCESS: "de dag van het resultaat bij",
                AnchorDay.WINDOW_END: "de laatste dag van de termijn van",
            }[source.anchor]
            told = f"dat is {which} {source.indicator}"
            return f"De ankerdag is {anchor}: {told}, en de klasse is daar {source.outcome_class}."
        return (
            f"De ankerdag is {anchor} ({anchor_said(population)}); op die dag geldt dat "
            f"{self.someone} {clause(source, self.words)}."
        )

    def _excluded(self) -> str:
        if self.share.excluded is None:
            return "Niet uitgesloten: er is niets afgesproken over uitsluiten."
        said = f"{self.someone} {clause(self.share.excluded, self.words)}"
        match self.unit.excluded:
            case True:
                return f"Uitgesloten, want op de ankerdag geldt dat {said}."
            case False:
                return f"Niet uitgesloten, want op de ankerdag geldt niet dat {said}."
            case None:
                return f"Onbekend is of op de ankerdag geldt dat {said}; dan was dit uitgesloten."

    def _window(self) -> str:
        if self.unit.window_end == self.unit.anchor:
            return "De termijn is de ankerdag zelf."
        return f"De termijn loopt tot en met {day(self.unit.window_end)}."

    def _mature(self) -> str:
        unit, known = self.unit, f"bekend is alles tot en met {day(self.known_through)}"
        waiting = "zonder wachttijd"
        if unit.mature_on != unit.window_end:
            days = (unit.mature_on - unit.window_end).days
            waiting = f"{days} {'dag' if days == 1 else 'dagen'} na de termijn, door de wachttijd"
        verdict = "dus het is rijp" if unit.is_mature else "dus het is nog niet rijp"
        return f"Rijp op {day(unit.mature_on)} ({waiting}); {known}, {verdict}."

    def _result(self) -> str:
        result, said = self.unit.judged.result, outcome_said(self.share.outcome, self.words)
        so_far = " tot nu toe" if self.unit.window_end > self.known_through else ""
        if result.truth is None:
            told = "onbekend"
        elif result.truth:
            told = f"behaald, op {day(result.day)}" if result.day is not None else "behaald"
        else:
            told = "niet behaald"
        return f"Gevraagd is dat {self.someone} {said}; dat is{so_far} {told}."

    def _excepted(self, said: str) -> str:
        sure, possible = self.unit.judged.excepted_on, self.unit.judged.maybe_excepted_on
        if possible is None:
            return f"Geen uitzondering gevonden ({said})."
        if sure is None:
            return f"Misschien een uitzondering op {day(possible)}, dat is niet zeker ({said})."
        if possible < sure:
            return (
                f"Een uitzondering op {day(sure)}, en misschien al op {day(possible)}; "
                f"dat laatste is niet zeker ({said})."
            )
        return f"Een uitzondering op {day(sure)} ({said})."

    def _why(self, judged: Judged) -> str:
        """The rule of S4 that decided."""
        match judged.outcome_class:
            case OutcomeClass.EXCLUDED:
                return "Uitsluiten op de ankerdag gaat voor al het andere."
            case OutcomeClass.IMMATURE:
                return "Er wordt pas geoordeeld als de termijn en de wachttijd voorbij zijn."
            case OutcomeClass.MET if judged.maybe_excepted_on is not None:
                return "Het resultaat kwam op of voor de dag van de uitzondering en gaat dus voor."
            case OutcomeClass.MET:
                return "Het resultaat is op tijd behaald."
            case OutcomeClass.EXCEPTED if judged.result.truth:
                return "De uitzondering kwam voor het resultaat."
            case OutcomeClass.EXCEPTED:
                return "Er was een uitzondering, en daarvoor geen zeker resultaat."
            case OutcomeClass.UNKNOWN:
                return self._why_unknown(judged)
            case OutcomeClass.NOT_MET:
                return "Er is geen resultaat en geen uitzondering."

    def _why_unknown(self, judged: Judged) -> str:
        if self.unit.excluded is None:
            return "Niet te zeggen is of de ankerdag is uitgesloten."
        if judged.result.truth is None:
            return "Niet te zeggen is of het resultaat is behaald."
        return "Niet te zeggen is of er eerst een uitzondering was."

    def _counts(self) -> str:
        """What the class does in the figure."""
        match self.unit.outcome_class:
            case OutcomeClass.MET:
                return "Dit telt mee, boven en onder de streep."
            case OutcomeClass.NOT_MET:
                return "Dit telt mee, alleen onder de streep."
            case OutcomeClass.UNKNOWN if self.share.unknown is UnknownCounts.AS_NOT_MET:
                return "Onbekend telt hier als niet behaald, dus alleen onder de streep."
            case OutcomeClass.IMMATURE:
                return "Dit telt nog niet mee in het cijfer."
            case _:
                return "Dit telt niet mee in het cijfer."
