"""Verdicts: the first row of the table in `statistics.md` 3 that applies to a figure, with its
reason.

The idea that makes it simple: a verdict is a function of one figure, in whole numbers; it never
looks at how the figure was counted. Strengths and intervals are not decided here yet.
"""

from __future__ import annotations

from fractions import Fraction

from koers.agreement import Direction, Norm, NormState, Observation, Proof
from koers.algebra import Count, Share, Sum, UnknownCounts
from koers.figures import Figure, Missing, Ratio, VerdictWord


def judge(figure: Figure) -> tuple[VerdictWord | None, str]:
    """Verdict word and reason: the first row of the table in `statistics.md` 3 that applies."""
    norm = figure.norm
    if norm is None or norm.bound is None or norm.direction is None:
        open_norm = norm is not None and norm.state is NormState.OPEN
        return VerdictWord.NO_NORM, NormState.OPEN.value if open_norm else ""
    if figure.missing:
        return VerdictWord.NO_FIGURES, figure.missing.value
    if isinstance(figure.indicator.form, Share):
        return _judge_share(figure, figure.indicator.form, norm)
    return _judge_amount(figure, norm)


def _judge_share(figure: Figure, form: Share, norm: Norm) -> tuple[VerdictWord | None, str]:
    classes, interim, bound = figure.cell.classes, figure.cell.interim, norm.bound
    assert classes
    assert interim
    assert bound is not None
    known = figure.known_through
    full = figure.indicator.observation is Observation.FULL
    counted_unknown = classes.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
    still_open = classes.immature - (interim.excepted - classes.excepted)
    group = classes.met + classes.not_met + counted_unknown + still_open
    intake_closed = known is not None and known >= figure.last_entry
    if full and 0 < bound < 1 and intake_closed and group < least_group(bound):
        return VerdictWord.TOO_LITTLE, f"groep te klein ({group}, nodig {least_group(bound)})"
    if not figure.is_complete or classes.immature:
        return (
            VerdictWord.TOO_EARLY,
            f"{classes.immature} nog onrijp" if classes.immature else "instroom loopt nog",
        )
    if figure.value is None:
        return VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value
    holds = _holds(norm, figure.value)
    if form.unknown is UnknownCounts.LEFT_OUT and classes.unknown:
        everyone = classes.met + classes.not_met + classes.unknown
        low, high = (
            Fraction(classes.met, everyone),
            Fraction(classes.met + classes.unknown, everyone),
        )
        if _holds(norm, low) != _holds(norm, high):
            return (
                VerdictWord.TOO_LITTLE,
                f"onbekenden beslissen ({classes.unknown} van {everyone})",
            )
    if figure.indicator.proof is Proof.SHOWN:
        return None, "of dit aangetoond is, wordt nog niet berekend"
    if bound == 1 and norm.direction is Direction.AT_LEAST and not holds:
        return VerdictWord.NOT_MET, f"{classes.not_met + counted_unknown} niet"
    if not holds and form.unknown is UnknownCounts.AS_NOT_MET and classes.unknown:
        without = Ratio(Fraction(classes.met), Fraction(classes.met + classes.not_met)).value
        if without is not None and _holds(norm, without):
            return VerdictWord.NOT_MET, "door ontbrekende metingen"
    return (VerdictWord.MET if holds else VerdictWord.NOT_MET), ""


def _judge_amount(figure: Figure, norm: Norm) -> tuple[VerdictWord | None, str]:
    so_far = figure.interim.value if figure.interim else None
    form = figure.indicator.form
    if not figure.is_complete:
        flows = isinstance(form, Count | Sum) and form.stock_day is None
        if flows and so_far is not None and norm.bound is not None:
            if (
                norm.direction is Direction.AT_LEAST
                and isinstance(form, Count)
                and so_far >= norm.bound
            ):
                return VerdictWord.MET, "staat al vast"
            if norm.direction is Direction.AT_MOST and so_far > norm.bound:
                return VerdictWord.NOT_MET, "staat al vast"
        return VerdictWord.TOO_EARLY, "periode loopt nog"
    if figure.value is None:
        return VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value
    return (VerdictWord.MET if _holds(norm, figure.value) else VerdictWord.NOT_MET), ""


def _holds(norm: Norm, value: Fraction) -> bool:
    """Equal counts as met."""
    assert norm.bound is not None
    match norm.direction:
        case Direction.AT_LEAST:
            return value >= norm.bound
        case Direction.AT_MOST:
            return value <= norm.bound
        case _:
            return abs(value) <= norm.bound


def least_group(norm: Fraction) -> int:
    """n_min: the least n of at least 10 for which an all-good or all-bad outcome would be a flag
    (`statistics.md` 3).

    Equal to max(10, ceil(ln .025 / ln max(p0, 1 - p0))), found with whole numbers.
    """
    chance, least = max(norm, 1 - norm), 10
    while 40 * chance.numerator**least > chance.denominator**least:
        least += 1
    return least
