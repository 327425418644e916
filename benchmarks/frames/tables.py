"""Tables as frames, merged spells, and where a person lives on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pyarrow.parquet as pq

Frame: TypeAlias = Any
Column: TypeAlias = Any

K = pd.Timestamp("2027-06-30")
TERM = pd.Timestamp("2025-01-01")
DAY = pd.Timedelta(days=1)
MONTHS = 30
"""From the first of the term through K."""


def read(folder: Path, table: str, columns: list[str]) -> Frame:
    found = pq.read_table(folder / table, columns=["klant", *columns])
    return found.to_pandas(date_as_object=False)


def spells(folder: Path, table: str, columns: list[str] | None = None) -> Frame:
    """The rows of a table of spells that exist at K."""
    found = read(folder, table, ["begindatum", "einddatum", *(columns or [])])
    found = found.rename(columns={"begindatum": "since", "einddatum": "until"})
    found = found[found["since"] <= K]
    return found.assign(until=found["until"].fillna(K).clip(upper=K))


def moments(folder: Path, table: str, day: str, columns: list[str] | None = None) -> Frame:
    """The rows of a table of moments in the term, through K."""
    found = read(folder, table, [day, *(columns or [])]).rename(columns={day: "day"})
    return found[found["day"].between(TERM, K)]


def one_of(column: Column, *values: str) -> Column:
    """A test on a code: <NA> where the cell is empty."""
    return column.isin(values).astype("boolean").mask(column.isna())


def merged(rows: Frame, *, gap: int = 0) -> Frame:
    """Overlapping, touching and bridged spells as one; what may be continued after K runs on."""
    rows = rows.sort_values(["klant", "since"])
    furthest = rows.groupby("klant")["until"].cummax()
    reach = furthest.groupby(rows["klant"]).shift()
    number = (reach.isna() | (rows["since"] > reach + (gap + 1) * DAY)).cumsum()
    found = rows.groupby(number).agg(
        klant=("klant", "first"), since=("since", "min"), until=("until", "max")
    )
    if gap:
        found["until"] = found["until"].where(found["until"] + (gap + 1) * DAY <= K, K)
    return found


def begins(rows: Frame, sure: Column, *, gap: int = 0) -> Frame:
    """The days in the term on which merged spells begin: sure where they do with and without the
    rows of which it is unknown whether they count.
    """
    days = [
        merged(rows[some], gap=gap)[["klant", "since"]].assign(**{name: True})
        for name, some in (("surely", sure.fillna(False)), ("perhaps", sure.fillna(True)))
    ]
    found = days[0].merge(days[1], on=["klant", "since"], how="outer")
    both = found["surely"].notna() & found["perhaps"].notna()
    found = found.assign(day=found["since"], sure=both.astype("boolean").mask(~both))
    return found.loc[found["day"] >= TERM, ["klant", "day", "sure"]]


def month_of(day: Column) -> Column:
    """The number of the month from the first of the term."""
    return (day.dt.year - 2025) * 12 + day.dt.month - 1


def placed(folder: Path, points: Frame) -> Frame:
    """Points (`klant`, `day`) with their municipality and target group: of two the one of the
    latest begin (P1).
    """
    points = points.reset_index(drop=True)
    for table, column in (("woonplaats", "gemeente"), ("doelgroep", "doelgroep")):
        rows = spells(folder, table, [column]).dropna(subset=[column])
        found = points[["klant", "day"]].reset_index().merge(rows, on="klant")
        found = found[found["day"].between(found["since"], found["until"])]
        found = found.sort_values("since").drop_duplicates("index", keep="last")
        value = found.set_index("index")[column].astype(object)
        points[column] = value.reindex(points.index).fillna("onbekend")
    return points
