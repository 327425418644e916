"""Shares in pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.frames.tables import (
    DAY,
    TERM,
    Column,
    Frame,
    K,
    begins,
    merged,
    moments,
    month_of,
    one_of,
    placed,
    read,
    spells,
)

EXCLUDED, IMMATURE, MET, EXCEPTED, UNKNOWN, NOT_MET, DOUBT = range(7)
UNIT = ["klant", "anchor"]
NEVER = K + DAY
REGULAR = ("zonder subsidie", "incidentele subsidie", "structurele subsidie", "wsw regulier")


def later(day: Column, months: int) -> Column:
    """So many months later, clamped to the month's end."""
    return day + pd.DateOffset(months=months)


def units(points: Frame, per: Callable[[Column], Column] | None = None) -> Frame:
    """The first sure point of each person (in each of `per`), and the first doubtful one of who has
    none.
    """
    points = points.sort_values("day")
    sure = points["sure"].fillna(False).astype(bool)
    of_whom = [points["klant"]] if per is None else [points["klant"], per(points["day"])]
    first = points[sure][~pd.concat(of_whom, axis=1)[sure].duplicated()].assign(doubt=False)
    others = points[~sure & ~points["klant"].isin(first["klant"])]
    found = pd.concat([first, others.drop_duplicates("klant").assign(doubt=True)])
    return found.rename(columns={"day": "anchor"}).reset_index(drop=True)


def first_in(unit: Frame, points: Frame, until: Column) -> tuple[Column, Column]:
    """The first certain and the first possible day from the anchor until a day, per unit."""
    both = unit.assign(until=until).reset_index().merge(points, on="klant", suffixes=("", "_of"))
    both = both[both["day"].between(both["anchor"], both["until"])]
    certain = both[both["sure_of" if "sure_of" in both else "sure"].fillna(False).astype(bool)]
    return tuple(some.groupby("index")["day"].min().reindex(unit.index) for some in (certain, both))


def touched(unit: Frame, rows: Frame, first: Column, last: Column) -> Column:
    """Whether there is a spell from first through last, per unit: a certain one, perhaps, none."""
    both = (
        unit.assign(first=first, last=last)
        .reset_index()
        .merge(rows, on="klant", suffixes=("", "_of"))
    )
    both = both[(both["since"] <= both["last"]) & (both["until"] >= both["first"])]
    certain = both["sure_of" if "sure_of" in both else "sure"].fillna(False).astype(bool)
    found = pd.Series(False, index=unit.index, dtype="boolean")
    found[both["index"].unique()] = pd.NA
    found[both.loc[certain, "index"].unique()] = True
    return found


@dataclass(frozen=True)
class Seen:
    """What became of units: the last day of the window, the first K with which that is certain, the
    truth of the outcome and the day of success, and what excludes or excepts.
    """

    ends: Column
    settled: Column
    truth: Column
    success: Column
    excluded: Column | None = None
    gone: tuple[Column, Column] | None = None


def judged(unit: Frame, seen: Seen) -> Frame:
    """The units with their classes: the first that applies (S4)."""
    never = pd.Series(NEVER, index=unit.index)
    gone, perhaps_gone = seen.gone if seen.gone else (never, never)
    gone, perhaps_gone = gone.fillna(NEVER), perhaps_gone.fillna(NEVER)
    success = seen.success.fillna(NEVER)
    excluded = seen.excluded
    if excluded is None:
        excluded = pd.Series(False, index=unit.index, dtype="boolean")
    interim = np.select(
        [
            unit["doubt"],
            excluded.fillna(False).astype(bool),
            excluded.isna(),
            (success < NEVER) & (success <= perhaps_gone),
            gone < success,
            seen.truth.isna() | (perhaps_gone < NEVER),
        ],
        [DOUBT, EXCLUDED, UNKNOWN, MET, EXCEPTED, UNKNOWN],
        NOT_MET,
    )
    final = (seen.settled <= K) | np.isin(interim, [EXCLUDED, DOUBT])
    return unit.assign(
        ends=seen.ends,
        success=seen.success,
        interim=interim,
        **{"class": np.where(final, interim, IMMATURE)},
    )


def cells(folder: Path, unit: Frame, *, by_maturity: bool = False) -> Frame:
    found = placed(folder, unit.assign(day=unit["anchor"]))
    month = month_of(found["anchor"])
    if by_maturity:
        month = month.where(found["doubt"], month_of(found["ends"]))
    found = found.assign(month=month)
    keys = ["month", "gemeente", "doelgroep", "class", "interim"]
    return (
        found[found["month"] < 36]
        .groupby(keys, as_index=False)
        .size()
        .rename(columns={"size": "number"})
    )


def happened(certain: Column, perhaps: Column) -> Column:
    """The truth of something that happened, perhaps happened or did not."""
    return certain.notna().astype("boolean").mask(certain.isna() & perhaps.notna())


def departures(folder: Path, unit: Frame, ends: Column) -> tuple[Column, Column]:
    rows = moments(folder, "vertrek", "vertrekdatum", ["reden"])
    rows["sure"] = one_of(rows["reden"], "overleden", "verhuisd", "pensioen")
    return first_in(unit, rows.loc[rows["sure"].fillna(True), ["klant", "day", "sure"]], ends)


# --- the indicators ------------------------------------------------------------------------------


def _estimated(folder: Path) -> Frame:
    rows = moments(folder, "inschatting", "meetdatum", ["uitkomst"])
    rows["sure"] = one_of(rows["uitkomst"], "binnen twee jaar")
    return rows.loc[rows["sure"].fillna(True), ["klant", "day", "sure"]]


def _work_begun(folder: Path) -> Frame:
    rows = spells(folder, "werk")
    return begins(rows, pd.Series(True, index=rows.index, dtype="boolean"))


def to_work(folder: Path) -> Frame:
    """K-02"""
    unit = units(_estimated(folder))
    ends = later(unit["anchor"], 24)
    success, perhaps = first_in(unit, _work_begun(folder), ends)
    gone = departures(folder, unit, ends)
    truth = happened(success, perhaps)
    return cells(folder, judged(unit, Seen(ends, later(ends, 2), truth, success, gone=gone)))


def _milestone(folder: Path) -> Frame:
    unit = units(_estimated(folder), per=lambda day: day.dt.year)
    ends = later(unit["anchor"], 12)
    success, perhaps = first_in(unit, _work_begun(folder), ends)
    rows = spells(folder, "werk").assign(sure=True)
    seen = Seen(
        ends,
        later(ends, 2),
        happened(success, perhaps),
        success,
        excluded=touched(unit, rows, unit["anchor"], unit["anchor"]),
        gone=departures(folder, unit, ends),
    )
    return judged(unit, seen)


def milestone(folder: Path) -> Frame:
    """K-02-mijlpaal"""
    return cells(folder, _milestone(folder))


def kept_work(folder: Path) -> Frame:
    """K-02-behoud: of who met K-02-mijlpaal, from the day of success."""
    inner = _milestone(folder)
    met = inner[(inner["class"] == MET) & (inner["success"] <= K)]
    doubt = inner[inner["class"].isin([UNKNOWN, DOUBT])]
    points = pd.concat(
        [
            pd.DataFrame({"klant": met["klant"], "day": met["success"], "sure": True}),
            pd.DataFrame({"klant": doubt["klant"], "day": doubt["anchor"], "sure": pd.NA}),
        ]
    )
    unit = units(points.astype({"sure": "boolean"}))
    ends = later(unit["anchor"], 6)
    last = ends.clip(upper=K)
    work = merged(spells(folder, "werk"), gap=31)
    both = unit.assign(last=last).reset_index().merge(work, on="klant")
    both = both[(both["since"] <= both["anchor"]) & (both["until"] >= both["last"])]
    truth = pd.Series(unit.index.isin(both["index"]), index=unit.index, dtype="boolean")
    success = last.where(truth.astype(bool))
    return cells(folder, judged(unit, Seen(ends, ends + 32 * DAY, truth, success)))


def starters(folder: Path) -> Frame:
    """K-04: no benefit on any day from 21 through 24 months on."""
    rows = spells(folder, "starterstraject")
    unit = units(begins(rows, pd.Series(True, index=rows.index, dtype="boolean")))
    ends = later(unit["anchor"], 24)
    benefit = _living(folder)
    last = ends.clip(upper=K)
    broken = touched(unit, benefit, later(unit["anchor"], 21).clip(upper=last), last)
    truth = ~broken
    success = last.where(truth.fillna(False).astype(bool))
    gone = departures(folder, unit, ends)
    return cells(folder, judged(unit, Seen(ends, later(ends, 1), truth, success, gone=gone)))


def _living(folder: Path) -> Frame:
    rows = spells(folder, "uitkering", ["doel"])
    rows["sure"] = one_of(rows["doel"], "levensonderhoud")
    return rows[rows["sure"].fillna(True)]


def granted_in_time(folder: Path) -> Frame:
    """A-03"""
    rows = moments(folder, "aanvraag", "aanvraagdatum", ["soort", "uitkomst"])
    asked = one_of(rows["soort"], "levensonderhoud") & one_of(rows["uitkomst"], "toegekend")
    rows["sure"] = asked
    unit = units(rows.loc[asked.fillna(True), ["klant", "day", "sure"]], per=lambda day: day)
    ends = unit["anchor"] + 56 * DAY
    benefit = _living(folder)
    success, perhaps = first_in(unit, begins(benefit, benefit["sure"]), ends)
    seen = Seen(
        ends,
        ends + 31 * DAY,
        happened(success, perhaps),
        success,
        excluded=touched(unit, benefit, unit["anchor"], unit["anchor"]),
    )
    return cells(folder, judged(unit, seen))


def higher(folder: Path) -> Frame:
    """A-04: a year after every measurement on step 4 or lower."""
    rows = read(folder, "trede", ["meetdatum", "trede"]).rename(columns={"meetdatum": "day"})
    rows = rows[rows["day"].between(TERM, K)]
    rows["step"] = rows["trede"].astype("string").astype("Int64")
    rows["sure"] = rows["step"] <= 4
    unit = units(rows[rows["sure"].fillna(True)], per=lambda day: day)
    ends = later(unit["anchor"], 12)
    both = (
        unit.assign(ends=ends)
        .reset_index()
        .merge(rows[["klant", "day", "step"]], on="klant", suffixes=("", "_later"))
    )
    both = both[(both["day"] > both["anchor"]) & (both["day"] <= both["ends"])]
    both["higher"] = both["step_later"] > both["step"]
    success = both[both["higher"].fillna(False)].groupby("index")["day"].min()
    success = success.reindex(unit.index)
    both["known"] = both["step_later"].notna()
    known = both.groupby("index")["known"].all().reindex(unit.index, fill_value=False)
    truth = success.notna().astype("boolean").mask(success.isna() & ~known)
    gone = departures(folder, unit, ends)
    found = judged(unit, Seen(ends, ends, truth, success, gone=gone))
    return cells(folder, found, by_maturity=True)


def limited_at_work(folder: Path) -> Frame:
    """A-12: on the last day of every half-year."""
    rows = spells(folder, "verdiencapaciteit", ["percentage"])
    low = (rows["percentage"] < 50).astype("boolean").mask(rows["percentage"].isna())
    rows = rows.assign(sure=low)[low.fillna(True)]
    days = pd.to_datetime(["2025-06-30", "2025-12-31", "2026-06-30", "2026-12-31", "2027-06-30"])
    there = [rows[(rows["since"] <= day) & (rows["until"] >= day)].assign(day=day) for day in days]
    unit = units(pd.concat(there)[["klant", "day", "sure"]], per=lambda day: day)
    work = spells(folder, "werk", ["vorm"])
    work["sure"] = one_of(work["vorm"], *REGULAR)
    truth = touched(unit, work[work["sure"].fillna(True)], unit["anchor"], unit["anchor"])
    success = unit["anchor"].where(truth.fillna(False).astype(bool))
    settled = unit["anchor"] + 31 * DAY
    return cells(folder, judged(unit, Seen(unit["anchor"], settled, truth, success)))


SCRIPTS = {
    "K-02": to_work,
    "K-02-mijlpaal": milestone,
    "K-02-behoud": kept_work,
    "K-04": starters,
    "A-03": granted_in_time,
    "A-04": higher,
    "A-12": limited_at_work,
}
