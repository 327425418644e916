"""Verdicts: the first row of the table in `statistics.md` 3 that applies to a figure, with its
reason and its strength.

The idea that makes it simple: a verdict is a function of one figure, in whole numbers and exact
fractions; it never looks at how the figure was counted. A row is a function that gives a verdict or
None, and the rows are asked in their order.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from koers import progress, proof
from koers.agreement import Direction, Norm, NormState, Observation, Proof
from koers.algebra import Count, Form, Formula, Share, StatedFigure, Sum, UnknownCounts
from koers.certainty import is_growth, sizes_unknown, units_hang_together
from koers.figures import Figure, Missing, Strength, Verdict, VerdictWord
from koers.standing import Standing, holds, judged_units, standing
from koers.statistics.decimals import Z
from koers.statistics.growth import growth
from koers.statistics.shares import is_flag, least_group
from koers.structure import denies, leaves, settling_days

LEAST_BASE = 20
"""The least number of subjects that growth may be judged from (`statistics.md` 3, n_min)."""
NEAR = Fraction(1, 10)
"""A tipping point of non-response nearer than this to the result makes a verdict hang on it."""


def judge(figure: Figure) -> Verdict:
    """The verdict on a figure, with its strength."""
    norm = figure.norm
    if norm is None or norm.bound is None or norm.direction is None:  # row 1
        open_norm = norm is not None and norm.state is NormState.OPEN
        return Verdict(VerdictWord.NO_NORM, NormState.OPEN.value if open_norm else "")
    missing = _no_figures(figure)
    if missing:
        return missing
    form = figure.indicator.form
    if isinstance(form, Share):
        return _share(figure, form, norm)
    return _amount(figure, norm)


def _no_figures(figure: Figure) -> Verdict | None:
    """Row 2, but for the denominator of a mature share."""
    if figure.missing:
        return Verdict(VerdictWord.NO_FIGURES, figure.missing.value)
    survey = figure.indicator.survey
    if survey is not None and not survey.random:
        return Verdict(VerdictWord.NO_FIGURES, "de trekking was niet aselect")
    return None


# --- shares --------------------------------------------------------------------------------------


def _share(figure: Figure, form: Share, norm: Norm) -> Verdict:
    least = _least_group(figure, norm)
    now = standing(form, figure.cell)
    full = figure.indicator.observation is Observation.FULL
    found = (
        _group_too_small(figure, form, now, least)
        or _too_early(figure, now, norm)
        or _not_measurable(figure)
        or _unknown_decide(figure, form, now, norm)
        or (_all_of_them(now, norm) if full else None)
        or (proof.verdict(figure, norm) if figure.indicator.proof is Proof.SHOWN else None)
        or _all_of_them(now, norm)
        or _by_value(figure, form, now, norm)
    )
    return replace(found, least_group=least)


def _least_group(figure: Figure, norm: Norm) -> int | None:
    """n_min: none for samples, surveys and norms of 0 or 100 %."""
    assert norm.bound is not None
    full = figure.indicator.observation is Observation.FULL
    if not full or not 0 < norm.bound < 1:
        return None
    return figure.indicator.least_group or least_group(norm.bound)


def _group_too_small(
    figure: Figure, form: Share, now: Standing, least: int | None
) -> Verdict | None:
    """Row 3."""
    if least is None or not _intake_closed(figure):
        return None
    unknown = now.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
    group = now.met + now.met_early + now.failed + now.still_open + unknown
    if group >= least:
        return None
    return Verdict(VerdictWord.TOO_LITTLE, f"groep te klein ({group}, nodig {least})")


def _intake_closed(figure: Figure) -> bool:
    return figure.known_through is not None and figure.known_through >= figure.last_entry


def _too_early(figure: Figure, now: Standing, norm: Norm) -> Verdict | None:
    """Row 6."""
    classes = figure.cell.classes
    assert classes
    if figure.is_complete and not classes.immature:
        return None
    closed = _intake_closed(figure)
    if classes.immature:
        reason = f"{classes.immature} nog onrijp"
    else:
        reason = "de termijn van de periode loopt nog" if closed else "instroom loopt nog"
    settled = ""
    if closed and now.everyone and holds(norm, now.lowest) == holds(norm, now.highest):
        settled = "behaald" if holds(norm, now.lowest) else "niet behaald"
        reason = f"{reason}; staat al vast: {settled}"
    return Verdict(
        VerdictWord.TOO_EARLY,
        reason,
        Strength.SETTLED if settled else Strength.NONE,
        status=progress.status(figure, norm, settled=settled),
    )


def _not_measurable(figure: Figure) -> Verdict | None:
    """Row 2, of a closed cohort without a denominator."""
    if figure.value is not None:
        return None
    silent = figure.survey.silent if figure.survey else ()
    if silent:
        return Verdict(
            VerdictWord.NO_FIGURES, f"geen (goed aantal) antwoorden: {', '.join(silent)}"
        )
    if sizes_unknown(figure):
        return Verdict(VerdictWord.NO_FIGURES, "de omvang van de lagen is niet geleverd")
    return Verdict(VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value)


def _unknown_decide(figure: Figure, form: Share, now: Standing, norm: Norm) -> Verdict | None:
    """Row 7; over strata both extremes are weighted as the value is."""
    if form.unknown is not UnknownCounts.LEFT_OUT or not now.unknown:
        return None
    weighted = figure.survey.extremes if figure.survey else None
    low, high = weighted or (now.lowest, now.highest)
    if holds(norm, low) == holds(norm, high):
        return None
    reason = f"onbekenden beslissen ({now.unknown} van {now.everyone})"
    return Verdict(VerdictWord.TOO_LITTLE, reason)


def _all_of_them(now: Standing, norm: Norm) -> Verdict | None:
    """Row 9: a norm of 100 % is met when nobody fails and nobody is unknown."""
    if norm.bound != 1 or norm.direction is not Direction.AT_LEAST:
        return None
    failed = now.failed + now.unknown
    if not failed:
        return Verdict(VerdictWord.MET, strength=Strength.EXACT)
    return Verdict(VerdictWord.NOT_MET, f"{failed} niet", Strength.EXACT)


def _by_value(figure: Figure, form: Share, now: Standing, norm: Norm) -> Verdict:
    """Rows 11, 11a and 11b: the exact value against the norm."""
    value = figure.value
    assert value is not None
    met = holds(norm, value)
    word = VerdictWord.MET if met else VerdictWord.NOT_MET
    certainty = proof.certainty(figure, norm)
    if not met and _fails_by_unknown(form, now, norm):
        why = f"{now.unknown} niet gemeten"
        return Verdict(word, why, Strength.MISSING_MEASUREMENTS, certainty)
    if figure.indicator.observation is Observation.SAMPLE:
        shown = proof.shows(figure, norm)
        strength = Strength.SHOWN if shown else Strength.MAY_BE_CHANCE
        return Verdict(word, "", strength, certainty)
    more = _more_than_chance(figure, form, norm, value)
    strength = Strength.MORE_THAN_CHANCE if more else Strength.MAY_BE_CHANCE
    tipping = figure.survey.tipping if figure.survey else None
    if tipping is not None and abs(tipping - value) < NEAR:
        strength = Strength.NON_RESPONSE
    return Verdict(word, "", strength, certainty, flagged=more)


def _fails_by_unknown(form: Share, now: Standing, norm: Norm) -> bool:
    if form.unknown is not UnknownCounts.AS_NOT_MET or not now.unknown:
        return False
    measured = now.met + now.failed
    return bool(measured) and holds(norm, Fraction(now.met, measured))


def _more_than_chance(figure: Figure, form: Share, norm: Norm, value: Fraction) -> bool:
    """Whether chance alone gives such a figure at most once in 40: the binomial tail at the norm,
    or, where units hang together (a survey, repeats), a norm outside the interval.
    """
    assert norm.bound is not None
    assert figure.cell.classes
    if norm.direction is Direction.WITHIN or value == norm.bound:
        return False
    if units_hang_together(figure):
        found = figure.interval
        return found is not None and not found.low <= norm.bound <= found.high
    below = value < norm.bound
    return is_flag(
        figure.cell.classes.met, judged_units(form, figure.cell), norm.bound, below=below
    )


# --- counts, sums, growth, formulas --------------------------------------------------------------


def _amount(figure: Figure, norm: Norm) -> Verdict:
    if not figure.is_complete:
        early = Verdict(
            VerdictWord.TOO_EARLY, "periode loopt nog", status=progress.status(figure, norm)
        )
        return _settled_already(figure, norm) or early
    if figure.value is None:
        return Verdict(VerdictWord.NO_FIGURES, Missing.NOT_MEASURABLE.value)
    overlap = figure.cell.overlap
    base = overlap.stayed + overlap.left if overlap else None
    least = figure.indicator.least_group or LEAST_BASE
    if base is not None and base < least and figure.indicator.observation is Observation.FULL:
        reason = f"groep te klein ({base}, nodig {least})"
        return Verdict(VerdictWord.TOO_LITTLE, reason, least_group=least)
    met, unknown = holds(norm, figure.value), figure.cell.population_unknown
    if isinstance(figure.indicator.form, Count) and met != holds(norm, figure.value + unknown):
        return Verdict(VerdictWord.TOO_LITTLE, f"onbekenden beslissen ({unknown})")
    if figure.indicator.proof is Proof.SHOWN:
        return Verdict(VerdictWord.TOO_LITTLE, "bij deze vorm is niets aan te tonen")
    word = VerdictWord.MET if met else VerdictWord.NOT_MET
    more, certainty = _growth_by_chance(figure, norm)
    # The total of a sample or survey was stated: how sure it is, only its counts could say.
    full = figure.indicator.observation is Observation.FULL
    strength = Strength.EXACT if full else Strength.NONE
    return Verdict(word, "", strength, certainty, more, least_group=None if base is None else least)


def _growth_by_chance(figure: Figure, norm: Norm) -> tuple[bool, str]:
    """Row 10: growth is judged exactly, and said to be more than chance by its z."""
    overlap = figure.cell.overlap
    if overlap is None or norm.bound is None or not is_growth(figure.indicator.form):
        return False, ""
    found = growth(overlap.stayed + overlap.left, overlap.joined, overlap.left)
    below = norm.direction is Direction.WITHIN and found.value < 0
    edge = -norm.bound if below else norm.bound  # of a corridor the nearest edge
    z = found.z(edge)
    more = found.value != edge if z is None else abs(z) >= Z
    return more, str(Strength.MORE_THAN_CHANCE if more else Strength.MAY_BE_CHANCE)


def _settled_already(figure: Figure, norm: Norm) -> Verdict | None:
    """Rows 4 and 5: a count that has reached its norm, spending that is over its limit."""
    so_far, form = figure.interim.value if figure.interim else None, figure.indicator.form
    if so_far is None or norm.bound is None:
        return None
    if norm.direction is Direction.AT_LEAST and _only_rises(form) and so_far >= norm.bound:
        return Verdict(VerdictWord.MET, "staat al vast", Strength.SETTLED)
    if norm.direction is Direction.AT_MOST and _is_spending(form) and so_far > norm.bound:
        return Verdict(VerdictWord.NOT_MET, "staat al vast", Strength.SETTLED)
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
    if isinstance(form, Count):
        return _only_rises(form)
    return isinstance(form, Sum) and form.stock_day is None
