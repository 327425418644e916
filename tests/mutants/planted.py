"""The mutants: mistakes that someone could make, each planted in one engine or in the model.

The idea that makes it simple: a mutant is one replacement in one source file, with the name of the
mistake. The same names stand under both engines where both could make it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A mistake someone could make: its name, the file, what stands there and what would stand
    there.
    """

    name: str
    file: str
    old: str
    new: str


# --- the model, which both engines share ----------------------------------------------------------

MODEL = (
    Mutant(
        "a month is not clamped to its last day",
        "periods.py",
        "return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))",
        "return date(year, month, 1) + timedelta(days=day.day - 1)",
    ),
    Mutant(
        "the latest known-through counts",
        "register.py",
        "return min(days) if days else None",
        "return max(days) if days else None",
    ),
    Mutant(
        "a figure takes the latest known-through of its tables",
        "register.py",
        "return min([asked, *known])",
        "return min(asked, max([asked, *known]))",
    ),
    Mutant(
        "the waiting time is forgotten",
        "agreement.py",
        "return max(self.agreed.after(day), day + timedelta(days=self.days_needed))",
        "return day",
    ),
)
"""Both engines read the model. Where the compiled engine has arithmetic of its own, on arrays, the
engines then differ; `register.py` gives both another K, and only the oracle of promises sees that.
"""

# --- the reference engine -------------------------------------------------------------------------

UNITS, HISTORY, TIMELINE, COUNTING, HITS, COURSES = (
    f"engines/reference/{name}.py"
    for name in ("units", "history", "timeline", "counting", "hits", "courses")
)

REFERENCE = (
    Mutant(
        "a window is one day longer",
        UNITS,
        "end = min(outcome.end.after(whole.anchor), whole.last_day)",
        "end = min(outcome.end.after(whole.anchor) + ONE_DAY, whole.last_day + ONE_DAY)",
    ),
    Mutant(
        "a window is one day shorter",
        UNITS,
        "end = min(outcome.end.after(whole.anchor), whole.last_day)",
        "end = min(max(outcome.end.after(whole.anchor) - ONE_DAY, whole.anchor), whole.last_day)",
    ),
    Mutant(
        "mature a day later",
        UNITS,
        "mature = mature_on <= known_through",
        "mature = mature_on < known_through",
    ),
    Mutant(
        "the opposite of unknown is yes",
        TIMELINE,
        "return None if truth is None else not truth",
        "return not truth",
    ),
    Mutant(
        "spells do not merge",
        TIMELINE,
        "if found and (first - found[-1][1]).days <= gap + 1:",
        "if found and gap < 0:",
    ),
    Mutant(
        "a gap of one day more is bridged",
        TIMELINE,
        "if found and (first - found[-1][1]).days <= gap + 1:",
        "if found and (first - found[-1][1]).days <= gap + 2:",
    ),
    Mutant(
        "an end is certain a day too early",
        TIMELINE,
        "return (known_through - end).days >= gap + 1",
        "return (known_through - end).days >= gap",
    ),
    Mutant(
        "an exception before success is ignored",
        UNITS,
        "if succeeded is not None and (possible is None or succeeded <= possible):",
        "if succeeded is not None:",
    ),
    Mutant(
        "an exception on the day of success goes first",
        UNITS,
        "if succeeded is not None and (possible is None or succeeded <= possible):",
        "if succeeded is not None and (possible is None or succeeded < possible):",
    ),
    Mutant(
        "anchored again in every half-year",
        UNITS,
        "reporting_periods(grain or Grain.TERM, term)",
        "reporting_periods(grain or Grain.HALF_YEAR, term)",
    ),
    Mutant(
        "a share is split on the last day of the period",
        COUNTING,
        "for split in self._splits(subject, carrier, anchor):",
        "for split in self._splits(subject, carrier, "
        "min(period.last_day, self.reader.known_through)):",
    ),
    Mutant(
        "a score on the anchor day counts as a result",
        HISTORY,
        "if window.anchor < day <= window.last_day",
        "if window.anchor <= day <= window.last_day",
    ),
    Mutant(
        "success counts at once, failure only when mature",
        UNITS,
        "if judged is None or not (mature or excluded):",
        "if not (mature or excluded or interim.result.truth):",
    ),
    Mutant(
        "an expired score still holds",
        HISTORY,
        "expires = min(last, table.valid_for.after(day)) if table.valid_for else last",
        "expires = last",
    ),
    Mutant("code 99 is a score", HISTORY, " and not is_no_score(table, row)", ""),
    Mutant(
        "unknown whether excluded means not excluded",
        UNITS,
        "    if excluded is None:\n        return OutcomeClass.UNKNOWN\n",
        "",
    ),
    Mutant(
        "no score in the window is a failure",
        HISTORY,
        "        if not found:\n            return constant(None)\n",
        "        if not found:\n            return constant(False)\n",
    ),
    Mutant(
        "the exclusive end is a day of presence",
        HISTORY,
        "            last -= ONE_DAY\n",
        "            pass\n",
    ),
    Mutant("a birthday comes a year early", HISTORY, "12 * (age.oldest + 1)", "12 * age.oldest"),
    Mutant(
        "an empty amount is nought",
        HITS,
        "amount = row.number(form.column.column) if isinstance(form, Sum) else 1",
        "amount = (row.number(form.column.column) or 0) if isinstance(form, Sum) else 1",
    ),
    Mutant(
        "of two values on a day the highest code counts",
        COUNTING,
        "            min(\n                (v for first, v in found if first == latest),",
        "            max(\n                (v for first, v in found if first == latest),",
    ),
    Mutant(
        "of two values on a day the earliest begun counts",
        COUNTING,
        "latest = max(first for first, _ in found)",
        "latest = min(first for first, _ in found)",
    ),
    Mutant("a day that is unknown is a day on which it holds", HITS, "1 if first else None", "1"),
    Mutant(
        "whoever may belong to the population is dropped",
        UNITS,
        "doubts += [doubt] if doubt else []",
        "doubts += []",
    ),
    Mutant(
        "a stock of the first day is taken on the last",
        COUNTING,
        "day or (period.first_day if first else period.last_day)",
        "day or period.last_day",
    ),
    Mutant(
        "who joined is asked what it lacks now",
        COUNTING,
        "day = earlier.first_day if first else earlier.last_day",
        "day = self.reader.known_through",
    ),
    Mutant(
        "a success that can be taken back is one",
        COURSES,
        "has_closed = window_end(outcome, window.anchor) <= window.last_day",
        "has_closed = True",
    ),
    Mutant(
        "who waits is followed beyond its window",
        COURSES,
        "return window.last_day, Cause.OPEN",
        "return subject.reader.known_through, Cause.OPEN",
    ),
    Mutant(
        "an immature unit leaves by nothing",
        COURSES,
        "return success, Cause.MET",
        "return window.last_day, Cause.OPEN",
    ),
)

# --- the compiled engine --------------------------------------------------------------------------

(
    COMPILED_AMOUNTS,
    COMPILED_CALENDAR,
    COMPILED_CLASSES,
    COMPILED_COLUMNS,
    COMPILED_CONDITIONS,
    COMPILED_COURSES,
    COMPILED_CUBE,
    COMPILED_GROUPINGS,
    COMPILED_LINE,
    COMPILED_OVERLAPS,
    COMPILED_PASSES,
    COMPILED_SCORES,
    COMPILED_SETS,
    COMPILED_SPLITS,
    COMPILED_UNITS,
) = (
    f"engines/compiled/{name}.py"
    for name in (
        "amounts",
        "calendar",
        "classes",
        "columns",
        "conditions",
        "courses",
        "cube",
        "groupings",
        "line",
        "overlaps",
        "passes",
        "scores",
        "sets",
        "splits",
        "units",
    )
)

COMPILED = (
    Mutant(
        "a window is one day longer",
        COMPILED_UNITS,
        "end = np.minimum(shifted(units.anchor, window.end), units.last_day)",
        "end = np.minimum(shifted(units.anchor, window.end), units.last_day) + 1",
    ),
    Mutant(
        "a window is one day shorter",
        COMPILED_UNITS,
        "end = np.minimum(shifted(units.anchor, window.end), units.last_day)",
        "end = np.minimum(shifted(units.anchor, window.end), units.last_day)\n"
        "        end = np.maximum(end - 1, units.anchor)",
    ),
    Mutant(
        "a month is not clamped to its last day",
        COMPILED_CALENDAR,
        "np.minimum(known.begin[target] + of_month, last)",
        "known.begin[target] + of_month",
    ),
    Mutant("mature a day later", COMPILED_UNITS, "(mature_on <= k)", "(mature_on < k)"),
    Mutant(
        "the opposite of unknown is yes",
        COMPILED_SETS,
        "sure = line.complement(part.possible, size=size)",
        "sure = line.complement(part.sure, size=size)",
    ),
    Mutant(
        "spells do not merge",
        COMPILED_CONDITIONS,
        "spells = line.merged(begins, ends, gap=fact.gap)",
        "spells = Line(begins, ends)",
    ),
    Mutant(
        "a gap of one day more is bridged",
        COMPILED_CONDITIONS,
        "spells = line.merged(begins, ends, gap=fact.gap)",
        "spells = line.merged(begins, ends, gap=fact.gap + 1)",
    ),
    Mutant(
        "an end is certain a day too early",
        COMPILED_CONDITIONS,
        "runs_on = days_of(spells.last) + (fact.gap + 1) > self.facts.k",
        "runs_on = days_of(spells.last) + fact.gap > self.facts.k",
    ),
    Mutant(
        "an exception before success is ignored",
        COMPILED_UNITS,
        "met = (success != NEVER) & (success <= possible)",
        "met = success != NEVER",
    ),
    Mutant(
        "an exception on the day of success goes first",
        COMPILED_UNITS,
        "met = (success != NEVER) & (success <= possible)",
        "met = (success != NEVER) & (success < possible)",
    ),
    Mutant(
        "anchored again in every half-year",
        COMPILED_UNITS,
        "reporting_periods(grain or Grain.TERM, term)",
        "reporting_periods(grain or Grain.HALF_YEAR, term)",
    ),
    Mutant(
        "a score on the anchor day counts as a result",
        COMPILED_SCORES,
        'keys.anchor), side="right")\n        end',
        "keys.anchor))\n        end",
    ),
    Mutant(
        "success counts at once, failure only when mature",
        COMPILED_UNITS,
        "(mature_on <= k) | (interim == EXCLUDED)",
        "(mature_on <= k) | (interim == EXCLUDED) | (interim == MET)",
    ),
    Mutant(
        "the waiting time is forgotten",
        COMPILED_UNITS,
        "mature_on = np.maximum(shifted(ends, wait.agreed), ends + wait.days_needed)",
        "mature_on = ends",
    ),
    Mutant(
        "an expired score still holds",
        COMPILED_SCORES,
        "expires = np.minimum(holds, shifted(days_of(at), valid_for))",
        "expires = holds",
    ),
    Mutant("code 99 is a score", COMPILED_COLUMNS, "int(name not in codes.not_a_score)", "1"),
    Mutant(
        "unknown whether excluded means not excluded",
        COMPILED_UNITS,
        "    found[excluded == UNKNOWN] = UNKNOWN_CLASS\n",
        "",
    ),
    Mutant(
        "no score in the window is a failure",
        COMPILED_UNITS,
        "found = np.full(len(keys), UNKNOWN, dtype=np.int8)",
        "found = np.full(len(keys), FALSE, dtype=np.int8)",
    ),
    Mutant(
        "the exclusive end is a day of presence",
        COMPILED_COLUMNS,
        "ended = last - int(declared.end_is_exclusive)",
        "ended = last",
    ),
    Mutant(
        "a birthday comes a year early",
        COMPILED_CONDITIONS,
        "Duration(12 * (age.oldest + 1))",
        "Duration(12 * age.oldest)",
    ),
    Mutant(
        "an empty amount is nought",
        COMPILED_COLUMNS,
        "            self._amounts[column] = found[self._taken]",
        "            self._amounts[column] = np.where(found == EMPTY, 0, found)[self._taken]",
    ),
    Mutant(
        "of two values on a day the highest code counts",
        COMPILED_SPLITS,
        "np.lexsort((found.rank[owner], -found.begin[owner], edge))",
        "np.lexsort((-found.rank[owner], -found.begin[owner], edge))",
    ),
    Mutant(
        "of two values on a day the earliest begun counts",
        COMPILED_SPLITS,
        "np.lexsort((found.rank[owner], -found.begin[owner], edge))",
        "np.lexsort((found.rank[owner], found.begin[owner], edge))",
    ),
    Mutant(
        "a day that is unknown is a day on which it holds",
        COMPILED_PASSES,
        "[certain, certain, doubtful]",
        "[certain + doubtful, certain, doubtful]",
    ),
    Mutant(
        "whoever may belong to the population is dropped",
        COMPILED_UNITS,
        "doubts = _first_of_each(doubts)",
        "doubts = _first_of_each(doubts)[:0]",
    ),
    Mutant(
        "a stock of the first day is taken on the last",
        COMPILED_AMOUNTS,
        "days = [period.first_day if stock is ReferenceDay.FIRST else period.last_day]",
        "days = [period.last_day]",
    ),
    Mutant(
        "a share is split on day K",
        COMPILED_CLASSES,
        "days = row_day if of_row else anchor",
        "days = row_day if of_row else np.full(len(anchor), self.splits.facts.k)",
    ),
    Mutant(
        "who was there on the first day counts again when it comes back",
        COMPILED_AMOUNTS,
        "(sure.first[place] > first_of_period) & (before < first_of_period)",
        "sure.first[place] > first_of_period",
    ),
    Mutant(
        "a split with many values adds up to the total",
        COMPILED_GROUPINGS,
        "return set(grouping) <= set(other) and not any(splits[name].multiple for name in more)",
        "return set(grouping) <= set(other)",
    ),
    Mutant(
        "who stays is taken for one who joins",
        COMPILED_OVERLAPS,
        "joined = joining.by_part(cell[~stayed], ~stayed)",
        "joined = joining.by_part(cell, np.arange(len(cell)))",
    ),
    Mutant(
        "a subject in another cell has left and not joined",
        COMPILED_OVERLAPS,
        "same = cell[both.here] == past[both.there]",
        "same = np.ones(len(both.here), dtype=np.bool_)",
    ),
    Mutant(
        "who lacked several parts joined by the last",
        COMPILED_OVERLAPS,
        "for number, part in reversed([*enumerate(parts)]):",
        "for number, part in enumerate(parts):",
    ),
    Mutant(
        "the days of one subject touch those of the next",
        COMPILED_LINE,
        "EARLIEST, LATEST = 0, DAY - 1",
        "EARLIEST, LATEST = 0, DAY",
    ),
    Mutant(
        "of two scores on a day the highest holds",
        COMPILED_SCORES,
        "np.minimum.reduceat(rank, starts)",
        "np.maximum.reduceat(rank, starts)",
    ),
    Mutant(
        "a transition reads a score that has expired",
        COMPILED_SCORES,
        "fresh = found.expires[same] >= days[same + 1] - 1",
        "fresh = found.expires[same] >= 0",
    ),
    Mutant(
        "a success that can be taken back is one",
        COMPILED_COURSES,
        "has_closed = window_ends(outcome, units.anchor) <= units.last_day",
        "has_closed = units.last_day > 0",
    ),
    Mutant(
        "who waits is followed beyond its window",
        COMPILED_COURSES,
        "last_day = np.minimum(units.window_end, conditions.facts.k)",
        "last_day = np.full(len(units.anchor), conditions.facts.k)",
    ),
    Mutant(
        "each unit is a person",
        COMPILED_COURSES,
        "np.unique(cell * size + subject, return_inverse=True)",
        "np.unique(cell * size + np.arange(len(subject)), return_inverse=True)",
    ),
)

UNSPECIFIED = (
    Mutant(
        "an outcome that is unknown is denied",
        COMPILED_UNITS,
        "truth = TRUE - self.of(part)[0]",
        "truth = np.where(self.of(part)[0] == TRUE, FALSE, TRUE)",
    ),
    Mutant(
        "a nested share is split by rows of its own anchor day",
        COMPILED_CLASSES,
        "days = row_day if of_row else anchor",
        "days = anchor",
    ),
    Mutant(
        "an outcome reads what a population read",
        COMPILED_CONDITIONS,
        "key = (condition, asks)",
        "key = (condition, False)",
    ),
    Mutant(
        "parts are added by place and not by name",
        COMPILED_CUBE,
        "if cube.axes == axes:",
        "if len(cube.axes) == len(axes):",
    ),
)
"""What no drawn spec is about, so that the drawn cases alone must notice it: most of it only an
engine of arrays gets wrong, in what it shares between questions, units and parts.
"""
