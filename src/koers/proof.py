"""What a sample or survey proves: the bound it leaves, in one direction, with 95 % certainty
(`statistics.md` 2 and 3, rows 8 and 11b).

The idea that makes it simple: a norm is shown when even the bound on its bad side meets it, and
shown not to be met when even the bound on its good side does not. Between the two nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from koers.agreement import Direction, Norm, Observation, Proof
from koers.algebra import Share
from koers.figures import Figure, Strength, Verdict, VerdictWord
from koers.showing import percentage_outward
from koers.standing import holds, judged_units
from koers.statistics.decimals import Z1
from koers.statistics.samples import (
    clopper_pearson_lower,
    clopper_pearson_upper,
    lower_bound,
    needed_sample,
    stratified,
    upper_bound,
)
from koers.statistics.shares import clustered, wilson_at


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest share that the sample leaves possible, each with 95 % certainty;
    `population` is None where its size is unknown.
    """

    low: Fraction
    high: Fraction
    population: int | None


def bounds(figure: Figure) -> Bounds | None:
    """Of a share over a simple sample (hypergeometric, or binomial where the size of the population
    is unknown) or over strata; None without answers.
    """
    form, classes = figure.indicator.form, figure.cell.classes
    if not isinstance(form, Share) or classes is None or figure.ratio is None:
        return None
    reached = figure.survey
    population = reached.population if reached else None
    if reached and reached.strata:
        whole = stratified([part for _, part in reached.strata])
        found = wilson_at(whole.share, whole.effective, "", z=Z1)
        return Bounds(Fraction(found.low), Fraction(found.high), population)
    met, of = classes.met, judged_units(form, figure.cell)
    if not of:
        return None
    course = figure.cell.course
    if course is not None and any(one.judged > 1 for one in course.repeats):
        group = clustered([(one.judged, one.met, one.number) for one in course.repeats])
        found = wilson_at(group.share, group.effective, "", z=Z1)
        return Bounds(Fraction(found.low), Fraction(found.high), population)
    if population is None or population < of:
        low, high = clopper_pearson_lower(met, of), clopper_pearson_upper(met, of)
        return Bounds(Fraction(low), Fraction(high), None)
    return Bounds(lower_bound(met, of, population), upper_bound(met, of, population), population)


def verdict(figure: Figure, norm: Norm) -> Verdict:
    """Row 8: the verdict where the agreement asks for proof."""
    found = bounds(figure)
    if found is None:
        return Verdict(VerdictWord.NO_FIGURES, "geen antwoorden")
    worst, best = _sides(found, norm)
    said = certainty(figure, norm)
    if holds(norm, worst):
        return Verdict(VerdictWord.MET, "", Strength.SHOWN, said)
    if not holds(norm, best):
        return Verdict(VerdictWord.NOT_MET, "", Strength.SHOWN, said)
    return Verdict(
        VerdictWord.TOO_LITTLE, f"niet aan te tonen; {_needed(figure, norm, found)}", certainty=said
    )


def shows(figure: Figure, norm: Norm) -> bool:
    """Whether the sample shows that the norm is met, or that it is not."""
    found = bounds(figure)
    if found is None:
        return False
    worst, best = _sides(found, norm)
    return holds(norm, worst) == holds(norm, best)


def _sides(found: Bounds, norm: Norm) -> tuple[Fraction, Fraction]:
    """The bound on the bad side of the norm and the one on its good side."""
    if norm.direction is Direction.AT_MOST:
        return found.high, found.low
    return found.low, found.high


def certainty(figure: Figure, norm: Norm) -> str:
    """The second label of a sample or survey, in Dutch; empty for a full count."""
    if figure.indicator.observation is Observation.FULL:
        return ""
    found = bounds(figure)
    if found is None:
        return ""
    worst, best = _sides(found, norm)
    at_most = norm.direction is Direction.AT_MOST
    word, shown = ("hooguit", worst) if at_most else ("minstens", worst)
    said = f"met 95% zekerheid {word} {percentage_outward(shown, up=at_most)}"
    if holds(norm, worst):
        return f"aangetoond: {said}"
    if not holds(norm, best):
        other = f"{'minstens' if at_most else 'hooguit'} {percentage_outward(best, up=not at_most)}"
        return f"het tegendeel is aangetoond: met 95% zekerheid {other}"
    needed = "" if figure.indicator.proof is Proof.SHOWN else f"; {_needed(figure, norm, found)}"
    return f"niet aangetoond: {said}{needed}"


def _needed(figure: Figure, norm: Norm, found: Bounds) -> str:
    """How many would have to be looked at, were no further one wrong."""
    form, classes = figure.indicator.form, figure.cell.classes
    assert norm.bound is not None
    assert isinstance(form, Share)
    assert classes
    at_most = norm.direction is Direction.AT_MOST
    errors = classes.met if at_most else judged_units(form, figure.cell) - classes.met
    size = needed_sample(norm.bound if at_most else 1 - norm.bound, found.population, errors)
    if not size:
        return "met dit aantal is de norm met geen steekproef aan te tonen"
    words = {0: "zonder fout", 1: "met 1 fout"}
    return f"nodig: {size} {words.get(errors, f'met {errors} fouten')}"
