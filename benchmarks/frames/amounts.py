"""Counts, sums, stocks and days in pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.frames.tables import (
    DAY,
    MONTHS,
    TERM,
    Column,
    Frame,
    begins,
    merged,
    moments,
    month_of,
    one_of,
    placed,
    spells,
)

CELL = ["month", "gemeente", "doelgroep", "term"]


def counted(folder: Path, points: Frame, amount: str = "") -> Frame:
    """Points (`klant`, `day`, `sure`, perhaps an amount) in their cells; an empty amount is
    unknown.
    """
    found = placed(folder, points)
    known = found["sure"].fillna(False).astype(bool)
    value: Column = 1
    if amount:
        known &= found[amount].notna()
        value = found[amount].fillna(0).astype("int64")
    found = found.assign(month=month_of(found["day"]), term=0, amount=value, number=known)
    found["amount"] = found["amount"].where(known, 0)
    found["unknown"] = ~known
    return found.groupby(CELL, as_index=False)[["amount", "number", "unknown"]].sum()


def last_days() -> Column:
    return pd.date_range(TERM, periods=MONTHS, freq="MS") + pd.offsets.MonthEnd(0)


def stock(folder: Path, sure: Frame, perhaps: Frame) -> Frame:
    """Persons who are there on the last day of every month."""
    found = []
    for day in last_days():
        there = [
            some.loc[(some["since"] <= day) & (some["until"] >= day), "klant"].unique()
            for some in (perhaps, sure)
        ]
        points = pd.DataFrame({"klant": there[0], "day": day})
        certain = points["klant"].isin(there[1]).astype("boolean")
        found.append(points.assign(sure=certain.mask(~certain)))
    return counted(folder, pd.concat(found))


# --- the indicators ------------------------------------------------------------------------------


def assistance(folder: Path) -> Frame:
    """I-01: on the last day of the month, gaps of up to 31 days bridged."""
    rows = spells(folder, "uitkering", ["regeling"])
    sure = one_of(rows["regeling"], "01")
    return stock(
        folder,
        merged(rows[sure.fillna(False)], gap=31),
        merged(rows[sure.fillna(True)], gap=31),
    )


def assistance_begun(folder: Path) -> Frame:
    """I-09"""
    rows = spells(folder, "uitkering", ["regeling"])
    return counted(folder, begins(rows, one_of(rows["regeling"], "01"), gap=31))


def partly_out(folder: Path) -> Frame:
    """I-12: each person once a month, on the first certain day, else on the first possible one."""
    rows = moments(folder, "uitstroom", "uitstroomdatum", ["omvang"])
    rows["sure"] = one_of(rows["omvang"], "gedeeltelijk")
    rows = rows[rows["sure"].fillna(True)]
    rows = rows.assign(month=month_of(rows["day"]), doubt=rows["sure"].isna())
    rows = rows.sort_values(["doubt", "day"]).drop_duplicates(["klant", "month"])
    return counted(folder, rows[["klant", "day", "sure"]])


def special_assistance(folder: Path) -> Frame:
    """I-21"""
    columns = ["regeling", "lening", "toegekend"]
    rows = moments(folder, "toekenning", "besluitdatum", columns)
    rows["sure"] = one_of(rows["regeling"], "11", "12") & one_of(rows["lening"], "nee")
    return counted(folder, rows[rows["sure"].fillna(True)], "toegekend")


def monthly_amounts(folder: Path) -> Frame:
    """I-23: row by row, on the last day of the month."""
    rows = spells(folder, "uitkering", ["doel", "maandbedrag"])
    rows["sure"] = one_of(rows["doel"], "levensonderhoud")
    rows = rows[rows["sure"].fillna(True)]
    there = [
        rows[(rows["since"] <= day) & (rows["until"] >= day)].assign(day=day) for day in last_days()
    ]
    return counted(folder, pd.concat(there), "maandbedrag")


def days_served(folder: Path) -> Frame:
    """I-25: every day by itself, for a person may move."""
    rows = spells(folder, "dienst", ["vorm"])
    sure = one_of(rows["vorm"], "intensief")
    certain, possible = (
        days(folder, merged(rows[some])) for some in (sure.fillna(False), sure.fillna(True))
    )
    found = possible.merge(certain, on=CELL, how="left", suffixes=("_possible", "")).fillna(0)
    unknown = found["days_possible"] - found["days"]
    return found.assign(amount=found["days"], number=found["days"], unknown=unknown)


def days(folder: Path, whole: Frame) -> Frame:
    """Days of spells per cell. Each spell is cut where a month begins, and where a home or a group
    begins or ends; what is left lies in one cell.
    """
    whole = whole[whole["until"] >= TERM].reset_index(drop=True)
    whole["since"] = whole["since"].clip(lower=TERM)
    whole = whole.reset_index(names="spell")
    cuts = [whole[["spell", "since"]].rename(columns={"since": "day"})]
    for table, column in (("woonplaats", "gemeente"), ("doelgroep", "doelgroep")):
        values = spells(folder, table, [column])
        for day in (values["since"], values["until"] + DAY):
            cuts.append(_within(whole, pd.DataFrame({"klant": values["klant"], "day": day})))
    for first in pd.date_range(TERM, periods=MONTHS, freq="MS"):
        cuts.append(_within(whole, whole[["klant"]].drop_duplicates().assign(day=first)))
    piece = pd.concat(cuts).drop_duplicates().sort_values(["spell", "day"])
    piece = piece.merge(whole, on="spell")
    last = piece.groupby("spell")["day"].shift(-1) - DAY
    piece["days"] = (last.fillna(piece["until"]) - piece["day"]).dt.days + 1
    found = placed(folder, piece)
    found = found.assign(month=month_of(found["day"]), term=0)
    return found.groupby(CELL, as_index=False)["days"].sum()


def _within(whole: Frame, days: Frame) -> Frame:
    """The spells of a person in which a day lies after the first, and the day."""
    found = whole.merge(days, on="klant")
    found = found[(found["since"] < found["day"]) & (found["day"] <= found["until"])]
    return found[["spell", "day"]]


SCRIPTS = {
    "I-01": assistance,
    "I-09": assistance_begun,
    "I-12": partly_out,
    "I-21": special_assistance,
    "I-23": monthly_amounts,
    "I-25": days_served,
}
