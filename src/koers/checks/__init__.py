"""What keeps an agreement from being counted, judged or trusted: a list of rules, each adding its
own findings (A-03).

The idea that makes it simple: the agreement has been built, so every rule looks at sound values; a
rule is a function of the agreement and one indicator with its place in the file, and knows nothing
of the other rules.
"""

from __future__ import annotations

from collections.abc import Callable

from koers.agreement import Agreement, Indicator
from koers.algebra import (
    AnchorDay,
    ClassOf,
    Condition,
    Outcome,
    OutcomeClass,
    Score,
    Share,
)
from koers.checks import follow_up, frame, norms, open_ends, references, surveys, together
from koers.document import Located
from koers.examples import lacking
from koers.periods import NO_TIME
from koers.structure import form_conditions, leaves, windows

Rule = Callable[[Agreement, Indicator, Located], None]
FrameRule = Callable[[Agreement, Located], None]


def check(agreement: Agreement, located: Located) -> None:
    """Run every rule; findings gather in the reading that `located` belongs to."""
    references.check_names(agreement, located)
    for of_agreement in FRAME_RULES:
        of_agreement(agreement, located)
    unsound = references.check_circles(agreement, located)
    for indicator in agreement.indicators:
        if indicator.code in unsound:
            continue
        at = next(
            part for part in located.each("indicatoren") if part.text("code") == indicator.code
        )
        for rule in RULES:
            rule(agreement, indicator, at)


# --- rules per indicator -------------------------------------------------------------------------


def _against_has_an_anchor(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if isinstance(form, Share):
        without_anchor: tuple[Condition | Outcome, ...] = (form.excluded,) if form.excluded else ()
    else:
        without_anchor = form_conditions(form)
    for condition in without_anchor:
        if any(isinstance(leaf, Score) and leaf.against for leaf in leaves(condition)):
            at.add(
                "vooruitkijken",
                "Vergelijken met het begin kan alleen na een ankerdag.",
                "Gebruik een vaste score.",
            )


def _no_look_ahead(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Share) or not isinstance(form.population.source, ClassOf):
        return
    source = form.population.source
    inner = agreement.indicator(source.indicator).form
    if not isinstance(inner, Share):
        at.at("aandeel").add(
            "verkeerde-eenheid",
            f"Indicator '{source.indicator}' heeft geen klassen; neem een aandeel.",
        )
        return
    later = any(window.end != NO_TIME for window in windows(inner.outcome))
    if (
        later
        and source.anchor is AnchorDay.ANCHOR
        and source.outcome_class is not OutcomeClass.EXCLUDED
    ):
        at.at("aandeel").add(
            "vooruitkijken",
            f"De uitkomst van '{source.indicator}' is op de ankerdag nog niet bekend.",
            "Kies 'anker: venstereinde', of bij behaald 'anker: succesdag'.",
        )


def _examples_are_telling(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    missing = lacking(indicator)
    if missing:
        at.add(
            "voorbeeld-ontbreekt",
            f"De voorbeelden bij '{indicator.code}' tonen nog niet: {', '.join(missing)}.",
        )


FRAME_RULES: tuple[FrameRule, ...] = (
    frame.title_fits_the_term,
    frame.signed_before_the_term,
    frame.amounts_have_a_period,
    frame.goals_have_a_document,
)
RULES: tuple[Rule, ...] = (
    references.goal_and_parties_exist,
    references.parameters_have_a_value,
    together.one_subject,
    together.births_are_known,
    together.unit_fits,
    together.splits_fit,
    together.terms_can_be_added,
    together.stock_is_reconciled_by_counts,
    _against_has_an_anchor,
    _no_look_ahead,
    norms.unknown_does_not_flatter,
    norms.norms_fit,
    norms.bounds_can_be_met,
    norms.one_grain_of_sums,
    norms.matures_in_time,
    open_ends.kind_fits_the_norm,
    open_ends.growth_has_a_base,
    open_ends.baseline_has_a_year,
    open_ends.values_stand_in_a_document,
    open_ends.completions_are_confirmed,
    open_ends.source_is_named,
    open_ends.goal_is_named,
    open_ends.doubt_is_shown,
    surveys.proof_is_agreed,
    surveys.survey_is_described,
    surveys.survey_fits,
    follow_up.band_is_agreed,
    follow_up.milestones_fit_the_norm,
    follow_up.milestones_between_reports,
    follow_up.exact_norm_is_said,
    follow_up.least_group_is_a_number,
    follow_up.waiting_covers_the_lag,
    follow_up.texts_can_be_shown,
    _examples_are_telling,
)
