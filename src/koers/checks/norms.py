"""Whether norms can be judged: their days, grains and bounds, and whether the figure gets there.

The idea that makes it simple: a norm belongs to one kind of figure, from one day on; each rule asks
one thing about the two.
"""

from __future__ import annotations

from koers.agreement import WHOLE, Agreement, Direction, Indicator, Norm, certain_on
from koers.algebra import Count, Days, Formula, Share, Sum, SumShare, UnknownCounts
from koers.document import Located
from koers.periods import Grain, reporting_periods
from koers.structure import form_conditions, leaves, window_end


def unknown_does_not_flatter(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Share) or form.unknown is not UnknownCounts.AS_NOT_MET:
        return
    if any(norm.direction is Direction.AT_MOST for norm in indicator.norms):
        at.at("aandeel").at("onbekend").add(
            "onbekend-vleit",
            "Bij een hooguit-norm maakt elk onbekend geval het cijfer gunstiger als het als "
            "niet behaald telt.",
            "Schrijf 'onbekend: eruit'.",
        )


def norms_fit(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    blocks = norm_blocks(at)
    parties = {WHOLE, *(party.code for party in agreement.parties)}
    seen: set[tuple[object, object, object]] = set()
    for norm, block in zip(indicator.norms, blocks, strict=False):
        if norm.scope not in parties:
            block.at("voor").unknown("De partij", norm.scope, parties)
        if norm.first_day not in agreement.term:
            block.at("van").add(
                "norm-onjuist", "De norm begint buiten de looptijd.", "Geef een dag in de looptijd."
            )
        elif norm.per is not None and not _starts_a_period(agreement, norm, norm.per):
            message = f"De norm begint midden in een periode ({norm.per})."
            block.at("van").add(
                "norm-onjuist", message, "Laat een norm ingaan op de eerste dag van een periode."
            )
        if norm.per is Grain.OWN and not agreement.own_periods:
            block.at("per").add(
                "norm-onjuist", "Bij 'per: eigen' hoort een lijst 'perioden' in de overeenkomst."
            )
        if norm.direction is Direction.WITHIN and not (
            isinstance(indicator.form, Formula) and indicator.form.minus_one
        ):
            block.add(
                "norm-onjuist",
                "Een norm 'binnen' hoort bij een afwijking: een formule met 'min een: ja'.",
            )
        key = (norm.first_day, norm.per, norm.scope)
        if key in seen:
            block.add(
                "norm-onjuist",
                "Er staat al een norm vanaf deze dag voor dezelfde periode en partij.",
            )
        seen.add(key)
        if norm.state and norm.state.value == "nog af te spreken":
            block.add("norm-open", f"De norm van '{indicator.code}' moet nog worden afgesproken.")


def _starts_a_period(agreement: Agreement, norm: Norm, per: Grain) -> bool:
    periods = reporting_periods(per, agreement.term, own=agreement.own_periods)
    return (
        any(period.first_day == norm.first_day for period in periods)
        or norm.first_day == agreement.term.first_day
    )


def one_grain_of_sums(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    grains = {
        leaf.grain
        for c in form_conditions(indicator.form)
        for leaf in leaves(c)
        if isinstance(leaf, SumShare)
    }
    if len(grains) > 1:
        at.add("verkeerde-eenheid", "Sommen over verschillende perioden zijn niet samen te tellen.")
    for norm in indicator.norms:
        if (
            grains
            and norm.per is not None
            and norm.per not in grains
            and not isinstance(indicator.form, Share)
        ):
            at.at("norm").add(
                "norm-onjuist",
                f"Het cijfer bestaat alleen per {next(iter(grains))}.",
                "Pas 'per' aan.",
            )


def matures_in_time(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form, term = indicator.form, agreement.term
    if not isinstance(form, Share):
        return
    end = certain_on(agreement, indicator, window_end(form.outcome, term.first_day))
    if end > term.last_day:
        at.at("aandeel").at("die").add(
            "rijpt-niet",
            f"De termijn van het resultaat is langer dan de looptijd: het eerste geval is pas rijp "
            f"op {end}, en de looptijd eindigt op {term.last_day}.",
            "Spreek een mijlpaal af, of leg vast dat na de looptijd wordt doorgeteld.",
        )


def bounds_can_be_met(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A share lies between 0 and 1, and a count is no percentage: '60' is not '60%'."""
    for norm, block in zip(indicator.norms, norm_blocks(at), strict=False):
        if norm.bound is None or norm.direction is None:
            continue
        part = block.at(norm.direction.value)
        if isinstance(indicator.form, Share) and not 0 <= norm.bound <= 1:
            part.add(
                "norm-onjuist",
                f"Een aandeel ligt tussen 0% en 100%; de norm is {norm.bound_text}.",
                "Schrijf een percentage, zoals 60%.",
            )
        if isinstance(indicator.form, Count | Sum | Days) and norm.bound_text.endswith("%"):
            part.add(
                "norm-onjuist",
                f"Dit cijfer is een aantal of bedrag; de norm is {norm.bound_text}.",
                "Schrijf een getal zonder procentteken, of maak er een aandeel van.",
            )


def norm_blocks(at: Located) -> list[Located]:
    """The blocks of the indicator's norms, in their order; one that could not be read is left out
    there too.
    """
    words = [word.value for word in Direction] + ["afspraak"]
    blocks = list(at.each("norm")) or [at.at("norm")]
    sound = [block for block in blocks if sum(block.has(word) for word in words) == 1]
    return sound or blocks
