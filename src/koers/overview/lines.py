"""A whole agreement at a glance: per indicator the figure that is shown, how it got there, and what
is still running.

The idea that makes it simple: of all figures of an indicator one is shown, the latest period that
is complete (`semantics.md` S3); a series holds complete figures only, so a line never mixes them
with a state so far. Everything else here is sorting: by effect, by kind, by what needs attention.

It must not know screens, pages or files; nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from koers.agreement import Agreement, Effect, Indicator, IndicatorKind, NormState
from koers.algebra import Count, Share, Sum
from koers.figure_words import RESTS_ON_CHANCE, strength_of
from koers.figures import Figure, VerdictWord
from koers.periods import Period
from koers.register import Register

INVENTED = "verzonnen"
"""How the name of a supplier says that nothing in its deliveries is real."""


@dataclass(frozen=True)
class Change:
    """How far the shown figure is from the one before; not tested, so never called better."""

    difference: Fraction
    since: Period


@dataclass(frozen=True)
class Line:
    """An indicator in the overview. All figures are of the whole, in order of period.

    `shown` is the latest complete one that a norm is about (else the latest complete one, else the
    first that is running). `series` are the complete figures that compare with it, up to and
    including it; `running` those not complete, but for `shown`. `parts` are the cells of the shown
    period by party, in the order of the agreement.
    """

    indicator: Indicator
    shown: Figure
    figures: tuple[Figure, ...]
    series: tuple[Figure, ...]
    running: tuple[Figure, ...]
    parts: tuple[Figure, ...] = ()

    @property
    def change(self) -> Change | None:
        """Since the complete figure before the shown one; None when there is none."""
        if len(self.series) < 2:
            return None
        before, now = self.series[-2:]
        assert before.value is not None
        assert now.value is not None
        return Change(now.value - before.value, before.period)

    @property
    def has_norm(self) -> bool:
        """Whether the shown figure, or one that is running, is held against a norm."""
        return any(has_bound(figure) for figure in (self.shown, *self.running))


@dataclass(frozen=True)
class Group:
    """The indicators of one kind that serve an effect; of none where `effect` is None."""

    effect: Effect | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Overview:
    """Everything that the terminal and the page show of an agreement, from one count.

    `state` is the hash of the last delivery that counts, empty without a store; `suppliers` are
    whose deliveries were counted, `invented` those of them who say that theirs are made up.
    """

    agreement: Agreement
    through: date
    lines: tuple[Line, ...]
    suppliers: tuple[str, ...]
    invented: tuple[str, ...]
    state: str
    hashes: tuple[tuple[str, str], ...]

    def of_kind(self, kind: IndicatorKind) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.indicator.kind is kind)

    def groups(self, kind: IndicatorKind) -> tuple[Group, ...]:
        """The lines of a kind per effect, in the order of the agreement; those without last."""
        lines = self.of_kind(kind)
        of_line = [(_effect_of(self.agreement, line.indicator), line) for line in lines]
        groups = [
            Group(effect, tuple(line for found, line in of_line if found == effect))
            for effect in (*self.agreement.effects, None)
        ]
        return tuple(group for group in groups if group.lines)

    def verdicts(self) -> Counter[VerdictWord]:
        """How many KPIs have each verdict."""
        return Counter(line.shown.verdict for line in self.of_kind(IndicatorKind.KPI))

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.indicator.code == code), None)


def overview(
    agreement: Agreement, register: Register, figures: Sequence[Figure], *, through: date
) -> Overview:
    """The overview of figures as `koers.results.measure` gives them, in any order.

    Figures with the fewest splits are the whole (of one municipality, where that was asked); those
    split further by party alone are its parts.
    """
    of_code: dict[str, list[Figure]] = {}
    for figure in figures:
        of_code.setdefault(figure.indicator.code, []).append(figure)
    lines = tuple(
        _line(agreement, of_code[indicator.code])
        for indicator in agreement.indicators
        if indicator.code in of_code
    )
    suppliers = sorted({entry.supplier for entry in register.known.entries})
    hashes = tuple(sorted(register.hashes.items()))
    invented = sorted(register.invented | {name for name in suppliers if INVENTED in name.lower()})
    return Overview(
        agreement,
        through,
        lines,
        suppliers=tuple(suppliers),
        invented=tuple(invented),
        state=register.state,
        hashes=hashes,
    )


def has_bound(figure: Figure) -> bool:
    """Whether a norm with a number holds for this figure."""
    return figure.norm is not None and figure.norm.bound is not None


def with_tail(figures: Iterable[Figure]) -> int:
    """How many verdicts rest on a chance (`statistics.md` 4)."""
    return sum(strength_of(figure.judged) in RESTS_ON_CHANCE for figure in figures)


def _effect_of(agreement: Agreement, indicator: Indicator) -> Effect | None:
    """The effect that an indicator serves, by way of a performance or not."""
    by_performance = {one.code: one.effect for one in agreement.performances}
    code = by_performance.get(indicator.effect or "", indicator.effect)
    return next((effect for effect in agreement.effects if effect.code == code), None)


# --- one indicator -------------------------------------------------------------------------------


def _line(agreement: Agreement, figures: Sequence[Figure]) -> Line:
    fewest = min(len(figure.split) for figure in figures)
    whole = sorted((f for f in figures if len(f.split) == fewest), key=_order)
    shown = _shown(whole)
    running = tuple(f for f in whole if not f.is_complete and f is not shown)
    parts = [f for f in figures if len(f.split) == fewest + 1 and _order(f) == _order(shown)]
    return Line(
        shown.indicator, shown, tuple(whole), _series(whole, shown), running,
        _parts(agreement, parts),
    )  # fmt: skip


def _order(figure: Figure) -> tuple[Period, date]:
    return figure.period, figure.cell.norm_day or date.min


def _shown(figures: Sequence[Figure]) -> Figure:
    """The latest complete figure of those a norm is about, where there is one (S3); else the first
    that is on its way, else the latest.
    """
    judged = [f for f in figures if f.norm and f.norm.state is not NormState.NONE] or figures
    complete = [figure for figure in judged if figure.is_complete]
    if complete:
        return complete[-1]
    return next((figure for figure in judged if not figure.missing), judged[-1])


def _series(figures: Sequence[Figure], shown: Figure) -> tuple[Figure, ...]:
    """Complete figures with a value that compare with the shown one: a count over a period that
    the term cuts is no neighbour of one over a whole period.
    """
    if not shown.is_complete or shown.value is None:
        return ()
    return tuple(
        figure
        for figure in figures
        if figure.is_complete
        and figure.value is not None
        and _order(figure) <= _order(shown)
        and (figure.period.whole == shown.period.whole or not _grows(figure.indicator))
    )


def _grows(indicator: Indicator) -> bool:
    """Whether the length of a period matters: not to shares and to stocks."""
    form = indicator.form
    is_stock = isinstance(form, Count | Sum) and form.stock_day is not None
    return not isinstance(form, Share) and not is_stock


def _parts(agreement: Agreement, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Cells by party alone, in the order of the agreement, other values behind: never by value, so
    that no league table comes out (`indicators.md`).
    """
    names = {name for name, split in agreement.dictionary.splits.items() if split.names_party}
    places = {
        value: place
        for place, party in enumerate(agreement.parties)
        for value in (party.split_value, party.code)
    }
    of_party = [figure for figure in figures if figure.split[-1][0] in names]
    return tuple(sorted(of_party, key=lambda f: (places.get(f.split[-1][1], len(places)), f.split)))
