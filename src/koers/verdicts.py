"""Verdicts: the first row of the table in `statistics.md` 3 that applies to a figure, with its
reason.

The idea that makes it simple: a verdict is a function of one figure, in whole numbers; it never
looks at how the figure was counted. Strengths and intervals are not decided here yet.
"""

from __future__ import annotations

from fractions import Fraction

from koers.agreement import Direction, Norm, NormState, Observation, Proof
from koers.algebra import Count, Form, Formula, Share, StatedFigure, Sum, UnknownCounts
from koers.counts import Classes
from koers.figures import Figure, Missing, Ratio, VerdictWord
from koers.structure import denies, leaves, settling_days


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
        if classes.immature:
            return VerdictWord.TOO_EARLY, f"{classes.immature} nog onrijp"
        closed = "de termijn van de periode loopt nog"
        return VerdictWord.TOO_EARLY, closed if intake_closed else "instroom loopt nog"
    return _judge_mature_share(figure, form, norm, classes)


def _judge_mature_share(
    figure: Figure, form: Share, norm: Norm, classes: Classes
) -> tuple[VerdictWord | None, str]:
    """Rows 7 to 11a: every unit is mature and intake is closed."""
    if figure.value is None:
        return VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value
    everyone = classes.met + classes.not_met + classes.unknown
    as_met = Fraction(classes.met + classes.unknown, everyone)
    as_failed = Fraction(classes.met, everyone)
    if form.unknown is UnknownCounts.LEFT_OUT and _holds(norm, as_met) != _holds(norm, as_failed):
        reason = f"onbekenden beslissen ({classes.unknown} van {everyone})"
        return VerdictWord.TOO_LITTLE, reason
    if figure.indicator.proof is Proof.SHOWN:
        return None, "of dit aangetoond is, wordt nog niet berekend"
    if _holds(norm, figure.value):
        return VerdictWord.MET, ""
    return VerdictWord.NOT_MET, _why_not_met(form, norm, classes)


def _why_not_met(form: Share, norm: Norm, classes: Classes) -> str:
    counts_unknown = form.unknown is UnknownCounts.AS_NOT_MET
    if norm.bound == 1 and norm.direction is Direction.AT_LEAST:
        return f"{classes.not_met + (classes.unknown if counts_unknown else 0)} niet"
    without = Ratio(Fraction(classes.met), Fraction(classes.met + classes.not_met)).value
    if counts_unknown and classes.unknown and without is not None and _holds(norm, without):
        return "door ontbrekende metingen"
    return ""


def _judge_amount(figure: Figure, norm: Norm) -> tuple[VerdictWord | None, str]:
    if not figure.is_complete:
        is_certain = _is_already_certain(figure, norm)
        return is_certain or (VerdictWord.TOO_EARLY, "periode loopt nog")
    if figure.value is None:
        return VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value
    full = figure.indicator.observation is Observation.FULL
    base = figure.cell.overlap.stayed + figure.cell.overlap.left if figure.cell.overlap else None
    if base is not None and base < LEAST_BASE and full:
        return VerdictWord.TOO_LITTLE, f"groep te klein ({base}, nodig {LEAST_BASE})"
    holds, unknown = _holds(norm, figure.value), figure.cell.population_unknown
    if isinstance(figure.indicator.form, Count) and holds != _holds(norm, figure.value + unknown):
        return VerdictWord.TOO_LITTLE, f"onbekenden beslissen ({unknown})"
    if figure.indicator.proof is Proof.SHOWN:
        return None, "of dit aangetoond is, wordt nog niet berekend"
    return (VerdictWord.MET if holds else VerdictWord.NOT_MET), ""


LEAST_BASE = 20
"""The least number of subjects that growth may be judged from (`statistics.md` 3, n_min)."""


def _is_already_certain(figure: Figure, norm: Norm) -> tuple[VerdictWord, str] | None:
    """Rows 4 and 5: a count that has reached its norm, spending that is over its limit."""
    so_far, form = figure.interim.value if figure.interim else None, figure.indicator.form
    if so_far is None or norm.bound is None:
        return None
    if norm.direction is Direction.AT_LEAST and _only_rises(form) and so_far >= norm.bound:
        return VerdictWord.MET, "staat al vast"
    if norm.direction is Direction.AT_MOST and _is_spending(form) and so_far > norm.bound:
        return VerdictWord.NOT_MET, "staat al vast"
    return None


def _only_rises(form: Form) -> bool:
    """A count that later facts can only raise: no bridged gap, end or 'zonder' can take back."""
    if not isinstance(form, Count) or form.stock_day is not None:
        return False
    settled = not any(settling_days(leaf) for leaf in leaves(form.condition))
    return settled and not denies(form.condition)


def _is_spending(form: Form) -> bool:
    """Amounts or counts that add up through the period, perhaps against a stated budget."""
    if isinstance(form, Formula):
        against = all(isinstance(term.form, StatedFigure) for term in form.denominator)
        flows = (term.form for term in form.numerator)
        spent = all(isinstance(flow, Sum) and flow.stock_day is None for flow in flows)
        return against and spent and not form.minus_one
    return isinstance(form, Sum | Count) and form.stock_day is None


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
