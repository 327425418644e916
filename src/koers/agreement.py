"""The agreement as frozen values: parties, term, effects, indicators with their norms, and worked
examples.

The idea that makes it simple: an agreement is a value that was read from one document and keeps
that document's hash; whoever holds it can count, judge and explain, and nobody can change it. What
an indicator counts is a value of `koers.algebra`.

It must not know files, engines, figures or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from koers.algebra import Age, AnchorDay, ClassOf, Condition, Form, Outcome, Share
from koers.dictionary import Dictionary
from koers.frame import (
    Amount,
    Assumption,
    Companion,
    Duty,
    Guardrail,
    OutOfScope,
    PlannedReport,
    Signatory,
    Source,
    Status,
)
from koers.periods import NO_TIME, Duration, Grain, Period
from koers.structure import (
    form_columns,
    form_conditions,
    leaf_tables,
    leaves,
    referred_indicators,
    settling_days,
    window_end,
)


class Direction(StrEnum):
    AT_LEAST = "minstens"
    AT_MOST = "hooguit"
    WITHIN = "binnen"


class NormState(StrEnum):
    NONE = "geen"
    OPEN = "nog af te spreken"


WHOLE = "geheel"


@dataclass(frozen=True)
class Norm:
    """A norm from a day on, for figures of one grain, for the whole or for one party (P3).

    Either `direction` and `bound` (exact), or `state`: agreed that there is none, or still to be
    agreed.
    """

    first_day: date
    per: Grain | None
    scope: str = WHOLE
    direction: Direction | None = None
    bound: Fraction | None = None
    bound_text: str = ""
    state: NormState | None = None

    def __post_init__(self) -> None:
        if (self.direction is None) != (self.bound is None) or (self.direction is None) == (
            self.state is None
        ):
            raise ValueError("a norm has a direction with a bound, or a state")


@dataclass(frozen=True)
class Baseline:
    value: Fraction | None
    day: date | None = None
    source: str = ""


class Observation(StrEnum):
    """C6: everything registered, a random sample, or a survey."""

    FULL = "volledig"
    SAMPLE = "steekproef"
    SURVEY = "enquête"


class Proof(StrEnum):
    SHOWN = "aangetoond"
    POINT_VALUE = "puntwaarde"


class IndicatorKind(StrEnum):
    """What an indicator is for: steering by a norm, telling, or standing beside another."""

    KPI = "kpi"
    INFORMATION = "informatie"
    CONTEXT = "context"


@dataclass(frozen=True)
class Survey:
    """How a sample or survey is done (C6, `statistics.md` 2): the indicators that count the
    population it is drawn from and how many were asked, the split that makes the strata, and which
    answers count.
    """

    population: str | None = None
    sent: str | None = None
    strata: str | None = None
    random: bool = True
    scale: str = ""


@dataclass(frozen=True)
class Milestone:
    """A point of the agreed path towards the norm: on this day at least, or at most, this."""

    day: date
    direction: Direction
    bound: Fraction


class Topic(StrEnum):
    """What a document may leave open and the file fills in; values are the file's words."""

    TERM = "termijn"
    PERIOD = "periode"
    BASE_YEAR = "basisjaar"
    SCALE = "schaal"
    MODEL = "model"
    AMOUNT = "bedrag"
    POPULATION = "populatie"
    SOURCE = "bron"
    MOMENT = "moment"
    LIMIT = "grens"


@dataclass(frozen=True)
class ExampleFact:
    table: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """A tiny history of one subject and what it must count as: a class, 'geen', 'populatie
    onbekend', or a number.
    """

    name: str
    known_through: date
    facts: tuple[ExampleFact, ...]
    expected: str
    period: Period | None = None


@dataclass(frozen=True)
class Movements:
    """The indicators that say what came into a stock and what left it (C2)."""

    joined: str
    left: str


@dataclass(frozen=True)
class Indicator:
    code: str
    name: str
    unit: str
    form: Form
    source: Source | None = None
    norms: tuple[Norm, ...] = ()
    splits: tuple[str, ...] = ()
    baseline: Baseline | None = None
    observation: Observation = Observation.FULL
    proof: Proof | None = None
    examples: tuple[Example, ...] = ()
    effect: str | None = None
    measured_by: str | None = None
    stage: str | None = None
    explanation: str = ""
    doubt: str = ""
    themes: tuple[str, ...] = ()
    movements: Movements | None = None
    kind: IndicatorKind = IndicatorKind.INFORMATION
    supplied_by: str | None = None
    survey: Survey | None = None
    least_group: int | None = None
    band: Fraction | None = None
    """How far from the norm a figure must be for a follow-up (A-33)."""
    milestones: tuple[Milestone, ...] = ()
    completed: tuple[tuple[Topic, str], ...] = ()
    beside: tuple[str, ...] = ()
    story: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Party:
    code: str
    name: str
    role: str
    split_value: str | None = None
    """The value of the split 'gemeente' that stands for this party; its code where the file names
    none.
    """


@dataclass(frozen=True)
class Effect:
    code: str
    name: str
    intention: str = ""
    contribution: str = ""
    document: str | None = None
    """The companion document in which the policy goal stands (A-02)."""


@dataclass(frozen=True)
class Performance:
    code: str
    name: str
    effect: str


@dataclass(frozen=True)
class ParameterValue:
    """The value of a parameter from a day on, exact, with its source."""

    first_day: date
    value: Fraction
    source: str


@dataclass(frozen=True)
class Agreement:
    """What was agreed. `document` is the canonical document (its hash identifies this version)."""

    code: str
    title: str
    regime: str
    term: Period
    dictionary: Dictionary
    parties: tuple[Party, ...]
    indicators: tuple[Indicator, ...]
    effects: tuple[Effect, ...] = ()
    performances: tuple[Performance, ...] = ()
    own_periods: tuple[Period, ...] = ()
    parameters: tuple[tuple[str, tuple[ParameterValue, ...]], ...] = ()
    document_hash: str = ""
    explanation: str = ""
    signed_on: date | None = None
    status: Status | None = None
    signatories: tuple[Signatory, ...] = ()
    companions: tuple[Companion, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    duties: tuple[Duty, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()
    amounts: tuple[Amount, ...] = ()
    reports: tuple[PlannedReport, ...] = ()

    def indicator(self, code: str) -> Indicator:
        """Raises KeyError when there is no such indicator."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def parameter(self, name: str, day: date) -> Fraction | None:
        """The value that holds on `day`, or None before the first."""
        values = dict(self.parameters).get(name, ())
        held = [value for value in values if value.first_day <= day]
        return max(held, key=lambda value: value.first_day).value if held else None


def tables_read(agreement: Agreement, indicator: Indicator) -> frozenset[str]:
    """Every table that a figure of the indicator reads, its declared splits included (F7)."""
    dictionary, form = agreement.dictionary, indicator.form
    tables = {
        name
        for condition in form_conditions(form)
        for name in _condition_tables(condition, dictionary)
    }
    tables |= _births_read(agreement, indicator)
    tables |= {column.table for column in form_columns(form)}
    tables |= {table for name in indicator.splits if (table := dictionary.splits[name].table)}
    for code in referred_indicators(form):
        tables |= tables_read(agreement, agreement.indicator(code))
    return frozenset(tables)


def _births_read(agreement: Agreement, indicator: Indicator) -> set[str]:
    """The table of birth dates, where a condition asks an age and perhaps nothing else (F2)."""
    found = (leaf for condition in form_conditions(indicator.form) for leaf in leaves(condition))
    if not any(isinstance(leaf, Age) for leaf in found):
        return set()
    births = agreement.dictionary.births(indicator_subject(agreement, indicator))
    return {births.name} if births else set()


def indicator_subject(agreement: Agreement, indicator: Indicator) -> str:
    """The kind of subject that the indicator's first table is about (F1)."""
    form, tables = indicator.form, agreement.dictionary.tables
    for condition in form_conditions(form):
        for leaf in leaves(condition):
            for table in leaf_tables(leaf):
                return tables[table].subject
    for column in form_columns(form):
        return tables[column.table].subject
    for code in referred_indicators(form):
        return indicator_subject(agreement, agreement.indicator(code))
    raise ValueError(f"indicator {indicator.code} reads no table")


def norm_on(
    indicator: Indicator, day: date, *, per: Grain | None, scope: str = WHOLE
) -> Norm | None:
    """The norm that holds on a day for figures of one grain and one scope, or None (P3)."""
    held = [n for n in indicator.norms if n.scope == scope and n.per is per and n.first_day <= day]
    return max(held, key=lambda norm: norm.first_day) if held else None


def _condition_tables(condition: Condition | Outcome, dictionary: Dictionary) -> set[str]:
    found = list(leaves(condition))
    tables = {table for leaf in found for table in leaf_tables(leaf)}
    if any(isinstance(leaf, Age) for leaf in found):
        subjects = {dictionary.tables[table].subject for table in tables}
        tables |= {births.name for subject in subjects if (births := dictionary.births(subject))}
    return tables


@dataclass(frozen=True)
class WaitingTime:
    """How long after a day its data settle: what was agreed, and at least the days that bridged
    spells and ends need (F3).
    """

    agreed: Duration
    days_needed: int

    def after(self, day: date) -> date:
        """The first day of K on which `day` is certain (S5)."""
        return max(self.agreed.after(day), day + timedelta(days=self.days_needed))


def waiting_time(agreement: Agreement, indicator: Indicator) -> WaitingTime:
    """The waiting time of every window, stock and period of an indicator."""
    agreed = indicator.form.grace if isinstance(indicator.form, Share) else NO_TIME
    found = [leaf for condition in form_conditions(indicator.form) for leaf in leaves(condition)]
    needed = max((settling_days(leaf) for leaf in found), default=0)
    return WaitingTime(agreed, needed)


def certain_on(agreement: Agreement, indicator: Indicator, day: date) -> date:
    """The first K with which a figure that reads through `day` is certain; the terms of a formula
    may each need their own waiting time.
    """
    days = [waiting_time(agreement, indicator).after(day)]
    if not isinstance(indicator.form, Share):
        for code in referred_indicators(indicator.form):
            days.append(certain_on(agreement, agreement.indicator(code), day))
    return max(days)


def entries_certain_on(agreement: Agreement, indicator: Indicator, day: date) -> date:
    """The first K with which every unit anchored through `day` is known.

    A unit that enters on its day of success in another indicator is known when its window there
    has closed, which may be the whole window later.
    """
    if not isinstance(indicator.form, Share):
        return day
    source = indicator.form.population.source
    if not isinstance(source, ClassOf):
        return certain_on(agreement, indicator, day)
    inner = agreement.indicator(source.indicator)
    assert isinstance(inner.form, Share)
    end = window_end(inner.form.outcome, day) if source.anchor is AnchorDay.SUCCESS else day
    return max(certain_on(agreement, inner, end), entries_certain_on(agreement, inner, day))
