"""What is asked of everyone that is timed, and whether they all answer the same whole numbers.

The idea that makes it simple: an answer is a long table of whole numbers, by indicator, month,
municipality, target group and place; nought is left out. Two answers are equal when the tables are.

Places of a share: 0-5 the classes in the order of S4, 6-11 the same as if every window closed on K,
12 who may belong to the population. Of anything else three per term (amount, how many were added,
how many are unknown), and behind those who stayed, joined and left, where growth is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from koers.agreement import Agreement, Indicator, tables_read
from koers.algebra import Share
from koers.counts import Question
from koers.engines.compiled.counting import Counted
from koers.engines.compiled.cube import Cube
from koers.engines.compiled.groupings import grouped
from koers.format import read_agreement
from koers.periods import Grain, reporting_periods

AGREEMENT = Path(__file__).parent / "werkplein.yaml"
K = date(2027, 6, 30)
SPLITS = ("gemeente", "doelgroep")
GROUPINGS = ((), SPLITS)
CLASSES = 6
KEYS = ["month", *SPLITS, "place"]
TOTAL = ""
"""Where a cell is of everybody."""

Answer: TypeAlias = Any
"""A frame with the columns of KEYS and `number`."""


def agreement() -> Agreement:
    found = read_agreement(AGREEMENT).agreement
    assert found is not None
    return found


def indicators(agreed: Agreement) -> tuple[Indicator, ...]:
    """Those that can be split by municipality and by target group."""
    return tuple(one for one in agreed.indicators if set(SPLITS) <= set(one.splits))


def questions(agreed: Agreement, codes: Iterable[str]) -> list[Question]:
    """Every month of the term, by municipality and target group, and in all."""
    periods = reporting_periods(Grain.MONTH, agreed.term)
    return [Question(code, periods, K, GROUPINGS) for code in codes]


def tables(agreed: Agreement, codes: Iterable[str]) -> frozenset[str]:
    """Every table that these indicators read."""
    return frozenset().union(*(tables_read(agreed, agreed.indicator(code)) for code in codes))


STAYED_JOINED_LEFT = 3

# --- answers -------------------------------------------------------------------------------------


def of_engine(agreed: Agreement, question: Question, counted: Counted) -> Answer:
    """The answer in the cubes of the engine."""
    is_share = isinstance(agreed.indicator(question.indicator).form, Share)
    layers = [*counted.layers, *([counted.overlap] if counted.overlap else [])]
    found = []
    for term, layer in enumerate(layers):
        for grouping in GROUPINGS:
            cube = grouped(agreed, layer, grouping)
            if layer is counted.overlap:  # the peers do not say by which condition someone joined
                cube = replace(cube, numbers=cube.numbers[:STAYED_JOINED_LEFT])
            found.append(_of_cube(cube, 0 if is_share else 3 * term, norms=is_share))
    return _in_order(found)


def _of_cube(cube: Cube, first_place: int, *, norms: bool) -> Answer:
    month, *others = cube.places()
    axes = cube.axes[2:] if norms else cube.axes[1:]
    codes = others[1:] if norms else others
    values = [np.asarray(axis, dtype=object)[code] for axis, code in zip(axes, codes, strict=True)]
    places, number = cube.numbers.shape
    cell = {
        "month": np.tile(month, places),
        **{
            name: np.tile(values[at], places) if values else TOTAL for at, name in enumerate(SPLITS)
        },
        "place": np.repeat(np.arange(places) + first_place, number),
        "number": cube.numbers.ravel(),
    }
    return pd.DataFrame(cell)


def of_share(rows: Answer) -> Answer:
    """From columns month, gemeente, doelgroep, class, interim (6: perhaps in the population) and
    number.
    """
    unit = rows[rows["class"] < CLASSES]
    doubt = rows[rows["class"] == CLASSES]
    kinds = [(unit, unit["class"]), (unit, unit["interim"] + CLASSES), (doubt, 2 * CLASSES)]
    cells = [some[["month", *SPLITS, "number"]].assign(place=place) for some, place in kinds]
    return _in_order([*cells, *(cell.assign(gemeente=TOTAL, doelgroep=TOTAL) for cell in cells)])


def of_amounts(rows: Answer) -> Answer:
    """From columns month, gemeente, doelgroep, term, amount, number and unknown. A total is summed,
    but for rows that say that they are one.
    """
    columns = ["amount", "number", "unknown"]
    stated = rows[rows["gemeente"] == TOTAL]
    cells = rows[rows["gemeente"] != TOTAL]
    summed = cells[~cells["term"].isin(stated["term"].unique())]
    found = []
    for some in (cells, stated, summed.assign(gemeente=TOTAL, doelgroep=TOTAL)):
        for at, column in enumerate(columns):
            one = some[["month", *SPLITS]].assign(place=3 * some["term"] + at, number=some[column])
            found.append(one)
    return _in_order(found)


def _in_order(parts: list[Answer]) -> Answer:
    every = pd.concat(parts, ignore_index=True).astype({"month": "int64", "place": "int64"})
    found = every.groupby(KEYS, as_index=False, sort=True, observed=True)["number"].sum()
    found = found[found["number"] != 0].reset_index(drop=True)
    return found.astype({"number": "int64"})


# --- differences ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """The first cell in which two answers differ, and how many do."""

    indicator: str
    cell: str
    ours: int
    theirs: int
    cells: int

    def __str__(self) -> str:
        return (
            f"{self.indicator}: {self.cells} numbers differ; the first, {self.cell}: "
            f"{self.ours} from the engine, {self.theirs} from the other"
        )


def differences(indicator: str, ours: Answer, theirs: Answer) -> Iterator[Difference]:
    """At most one per indicator."""
    both = ours.merge(theirs, on=KEYS, how="outer", suffixes=("", "_theirs")).fillna(0)
    wrong = both[both["number"] != both["number_theirs"]]
    if len(wrong):
        first = wrong.sort_values(KEYS).iloc[0]
        cell = ", ".join(f"{key} {first[key]!s}" for key in KEYS)
        yield Difference(
            indicator, cell, int(first["number"]), int(first["number_theirs"]), len(wrong)
        )
