"""How the values of a figure are written: as a percentage or in a unit, with how many decimals.

The idea that makes it simple: a scale is a value, found once per figure, and value, interval, norm
and difference of that figure are all written on it. Rounding is for showing and comes last
(`statistics.md` 6).

It must not know verdicts, screens or pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from koers.agreement import Agreement
from koers.algebra import (
    BaselineValue,
    Count,
    Days,
    Form,
    Formula,
    OfIndicator,
    Share,
    Stated,
    StatedFigure,
    Sum,
    Term,
)
from koers.dictionary import Column
from koers.figures import Figure, Ratio
from koers.showing import rounded


@dataclass(frozen=True)
class Scale:
    """How the values of a figure are written: as percentages or in a unit, with how many decimals.

    `norm` is the bound that a value may not seem to equal when it does not.
    """

    percent: bool = False
    decimals: int = 0
    unit: str = ""
    norm: Fraction | None = None

    def text(self, value: Fraction) -> str:
        """'62%', '1.250,50 euro', '109'."""
        return self._written(value, self._decimals(value))

    def low(self, value: Fraction) -> str:
        """The low end of an interval, rounded outward; of whole numbers with one decimal."""
        return self._written(self._step(value, math.floor), self._places)

    def high(self, value: Fraction) -> str:
        """The high end of an interval, rounded outward."""
        return self._written(self._step(value, math.ceil), self._places)

    @property
    def _places(self) -> int:
        return 1 if not self.percent and not self.decimals else self.decimals

    def _step(self, value: Fraction, whole: Callable[[Fraction], int]) -> Fraction:
        steps = 10**self._places * (100 if self.percent else 1)
        return Fraction(whole(value * steps), steps)

    def difference(self, value: Fraction) -> str:
        """'+5 procentpunt', '-12', '+1.250,50 euro'."""
        written = rounded(abs(value) * (100 if self.percent else 1), self.decimals)
        seen = any(digit in written for digit in "123456789")
        sign = ("+" if value > 0 else "-") if seen else ""
        unit = "procentpunt" if self.percent else self.unit
        return f"{sign}{grouped(written)}{f' {unit}' if unit else ''}"

    def _decimals(self, value: Fraction) -> int:
        """As many as the value needs to differ from the norm (`statistics.md` 6)."""
        decimals, norm = self.decimals, self.norm
        most = 3 if self.percent else self.decimals
        while norm is not None and value != norm and decimals < most:
            if self._written(value, decimals) != self._written(norm, decimals):
                break
            decimals += 1
        return decimals

    def _written(self, value: Fraction, decimals: int) -> str:
        if self.percent:
            return f"{grouped(rounded(value * 100, decimals))}%"
        return f"{grouped(rounded(value, decimals))}{f' {self.unit}' if self.unit else ''}"


def scale_of(agreement: Agreement, figure: Figure, ratio: Ratio | None = None) -> Scale:
    """The scale of a figure, or of another ratio of it (its state so far)."""
    form, norm = figure.indicator.form, figure.norm.bound if figure.norm else None
    of = ratio or figure.ratio
    if is_share(form):
        size = of.denominator if of else Fraction(0)
        return Scale(True, 0 if size < 100 else 1 if size < 1000 else 2, norm=norm)
    if any(norm.bound_text.endswith("%") for norm in figure.indicator.norms):
        return Scale(True, 2, norm=norm)
    if isinstance(form, Formula):
        is_part = form.minus_one or _is_part(agreement, form)
        return Scale(True, 1, norm=norm) if is_part else Scale(False, _fitting(of), norm=norm)
    column = _column(agreement, form)
    if column is not None and column.unit:
        return Scale(False, column.decimals, column.unit, norm)
    is_whole = of is None or of.value is None or of.value.denominator == 1
    return Scale(False, 0 if is_whole else column.decimals if column else 3, norm=norm)


def is_share(form: Form) -> bool:
    """Whether a figure is so many of so many: counted, or stated as two totals."""
    return isinstance(form, Share) or (isinstance(form, Stated) and form.denominator is not None)


def _fitting(ratio: Ratio | None) -> int:
    """Decimals for three digits that say something: '0,284', '19,6', '412'."""
    size = abs(ratio.value) if ratio and ratio.value is not None else Fraction(0)
    return 3 if size < 1 else 2 if size < 10 else 1 if size < 100 else 0


def _column(agreement: Agreement, form: Form) -> Column | None:
    """The quantity that is added up or stated; None where things are counted or divided."""
    match form:
        case Sum(column=ref):
            pass
        case Stated(numerator=StatedFigure(column=ref), denominator=None):
            pass
        case _:
            return None
    return agreement.dictionary.tables[ref.table].columns[ref.column]


def _is_part(agreement: Agreement, formula: Formula) -> bool:
    """Whether what is divided is of one kind, euro by euro or people by people, so that the answer
    is a part of a whole.
    """
    terms = (*formula.numerator, *formula.denominator)
    kinds = {_kind_of(agreement, term) for term in terms}
    return len(kinds) == 1 and None not in kinds


def _kind_of(agreement: Agreement, term: Term) -> str | None:
    """The unit of a term; None where it is multiplied with something else."""
    if term.factors or isinstance(term.form, BaselineValue):
        return None
    if isinstance(term.form, OfIndicator):
        return _unit_of(agreement, agreement.indicator(term.form.code).form)
    return _unit_of(agreement, term.form)


def _unit_of(agreement: Agreement, form: Form | StatedFigure) -> str | None:
    """'' for what is counted; None for what is divided already."""
    match form:
        case (
            Sum(column=ref) | StatedFigure(column=ref) | Stated(numerator=StatedFigure(column=ref))
        ):
            return agreement.dictionary.tables[ref.table].columns[ref.column].unit or ""
        case Days():
            return "dag"
        case Count():
            return ""
        case _:
            return None


def grouped(text: str) -> str:
    """A point between thousands: 847045 -> 847.045."""
    whole, comma, part = text.partition(",")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", ".") + comma + part
