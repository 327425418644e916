"""What was asked on the command line, held against the agreement: which indicators, periods, splits
and municipality.

The idea that makes it simple: a name that does not exist is refused with the one that was probably
meant.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from koers.agreement import Agreement, Indicator
from koers.algebra import SumShare
from koers.cli import terminal
from koers.findings import Refused, suggestion
from koers.format import ReadAgreement, read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.questions import reporting_term
from koers.structure import form_conditions, leaves

FOUND_ERRORS = 1


def read_file(path: Path) -> ReadAgreement:
    return read_agreement(path)


def sound(path: Path) -> Agreement:
    """The agreement, or exit code 1 with its findings on standard error."""
    found = read_file(path)
    if found.agreement is None:
        terminal.show_findings(terminal.console(error=True), found.findings)
        raise SystemExit(FOUND_ERRORS)
    return found.agreement


def chosen(agreement: Agreement, codes: Sequence[str] | None) -> tuple[Indicator, ...]:
    known = [indicator.code for indicator in agreement.indicators]
    for code in codes or ():
        if code not in known:
            hint = suggestion(code, known)
            raise Refused(
                "onbekende-indicator",
                f"De indicator '{code}' bestaat niet in deze overeenkomst. {hint}",
            )
    return tuple(
        indicator for indicator in agreement.indicators if not codes or indicator.code in codes
    )


def of_kind(indicators: Sequence[Indicator], kinds: Sequence[str] | None) -> tuple[Indicator, ...]:
    """Those of the kinds that are asked, or all."""
    found = tuple(one for one in indicators if not kinds or one.kind.value in kinds)
    if not found:
        reason = f"Er zijn geen indicatoren van de soort {' of '.join(kinds or ())}."
        raise Refused("onbekende-indicator", reason)
    return found


def check_splits(chosen: Sequence[Indicator], groupings: Sequence[tuple[str, ...]]) -> None:
    known = {name for indicator in chosen for name in indicator.splits}
    for names in groupings:
        if len(set(names)) < len(names):
            raise Refused(
                "dubbele-splitsing", f"'{'+'.join(names)}' noemt een splitsing twee keer."
            )
        for name in names:
            if name not in known:
                hint = suggestion(name, known)
                raise Refused(
                    "onbekende-splitsing",
                    f"Geen van de indicatoren is te splitsen naar '{name}'. {hint}",
                )


def municipality_asked(agreement: Agreement, asked: str | None) -> str | None:
    """The value of the split for a party's code, or the value itself."""
    if asked is None:
        return None
    commissioners = [party for party in agreement.parties if party.role == "opdrachtgever"]
    for party in commissioners:
        if asked in (party.code, party.split_value, party.name):
            return party.split_value or party.code
    hint = suggestion(asked, (party.code for party in commissioners))
    reason = f"'{asked}' is geen opdrachtgever in deze overeenkomst. {hint}"
    raise Refused("onbekende-partij", reason)


def periods(
    agreement: Agreement, indicator: Indicator, asked: argparse.Namespace
) -> tuple[Period, ...]:
    """The periods asked, or those of the norm; only those that have begun."""
    if asked.periode is not None:
        return (asked.periode,)
    return _of_grain(agreement, indicator, asked.per or _usual_grain(indicator), asked.through)


def usual_periods(
    agreement: Agreement, indicator: Indicator, *, through: date
) -> tuple[Period, ...]:
    """The periods of the norm; only those that have begun."""
    return _of_grain(agreement, indicator, _usual_grain(indicator), through)


def _of_grain(
    agreement: Agreement, indicator: Indicator, grain: Grain, through: date
) -> tuple[Period, ...]:
    if grain is Grain.OWN and not agreement.own_periods:
        raise Refused("geen-eigen-perioden", "De overeenkomst heeft geen eigen perioden.")
    periods = reporting_periods(
        grain, reporting_term(agreement, indicator), own=agreement.own_periods
    )
    begun = tuple(period for period in periods if period.first_day <= through)
    if not begun:
        reason = "Op de gevraagde dag is nog geen periode van de looptijd begonnen."
        raise Refused("nog-niet-begonnen", reason)
    return begun


def _usual_grain(indicator: Indicator) -> Grain:
    """The grain of the norm, else of a condition on sums, else the term."""
    for norm in indicator.norms:
        if norm.per is not None:
            return norm.per
    found = (leaf for condition in form_conditions(indicator.form) for leaf in leaves(condition))
    return next((leaf.grain for leaf in found if isinstance(leaf, SumShare)), Grain.TERM)
