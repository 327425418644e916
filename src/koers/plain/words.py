"""Words: what the dictionary calls things, and how days, numbers and lists are written in Dutch.

The idea that makes it simple: every name in a sentence comes from here, and two different things
never get the same name: where a dictionary calls two tables, columns or codes alike, the name is
made longer.

It must not know conditions, forms or agreements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from koers.algebra import ColumnRef, Comparison, Test
from koers.dictionary import CodeList, Column, Dictionary, Table
from koers.periods import Duration, Grain

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_ARTICLE = "een "
QUOTE = "'"
_UNITS = {"uur": "uren", "dag": "dagen", "arbeidsjaar": "arbeidsjaren"}
PER = {
    Grain.MONTH: "per maand",
    Grain.QUARTER: "per kwartaal",
    Grain.HALF_YEAR: "per halfjaar",
    Grain.YEAR: "per jaar",
    Grain.TWO_WEEKS: "per twee weken",
    Grain.TERM: "over de hele looptijd",
    Grain.OWN: "per eigen periode van de overeenkomst",
}


def day(value: date) -> str:
    """1 juli 2016"""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def number(value: Fraction) -> str:
    """Exact, with a decimal comma; what has no end as a decimal is written as a fraction."""
    whole, decimals = value, 0
    while whole.denominator != 1 and decimals < 12:
        whole, decimals = whole * 10, decimals + 1
    if whole.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign, digits = "-" if value < 0 else "", f"{abs(whole.numerator):0{decimals + 1}d}"
    return f"{sign}{digits[:-decimals]},{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def percentage(value: Fraction) -> str:
    return f"{number(value * 100)}%"


def listed(parts: Sequence[str], word: str) -> str:
    """'a, b en c'"""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A title inside a sentence: with a small letter, but for abbreviations (AOW, Wsw, Bbz)."""
    first = re.split(r"[ -]", text, maxsplit=1)[0]
    abbreviation = first[1:] != first[1:].lower() or not set(first.lower()) & set("aeiouyëéï")
    return text if abbreviation else text[:1].lower() + text[1:]


def between_quotes(text: str) -> str:
    """A name that holds commas, brackets or the words of a list stands between quotes."""
    unclear = any(mark in text for mark in ",;:()") or {"of", "en"} & set(text.split())
    return f"'{text}'" if unclear else text


def within_brackets(notes: Sequence[str]) -> str:
    return f"({'; '.join(notes)})" if notes else ""


def joined(*parts: str) -> str:
    """The parts that are there, with one space between."""
    return " ".join(part for part in parts if part)


def bare(noun: str) -> str:
    """Without its article: 'een uitkering' is 'uitkering', 'betaald werk' stays."""
    return noun.removeprefix(_ARTICLE)


def negated(phrase: str) -> str:
    """'geen uitkering', 'geen betaald werk', 'niet met betaald werk'."""
    if phrase.startswith(("met ", "van ", "de ", "het ", "in ", "over ", "bij ", "als ")):
        return f"niet {phrase}"
    return f"geen {bare(phrase)}"


def both(start: Duration, end: Duration) -> str:
    """'21 tot en met 24 maanden': two lengths of time in the same words."""
    if start.months and end.months and (start.months % 12 or end.months % 12):
        return f"{start.months} tot en met {end.months} maanden"
    if start.days and end.days:
        return f"{start.days} tot en met {end.days} dagen"
    return f"{start} tot en met {end}"


@dataclass(frozen=True)
class Words:
    """The names of one dictionary, made unique."""

    dictionary: Dictionary

    def noun(self, table: str) -> str:
        """How a row of a table is called in a sentence, with its article if it has one."""
        found = self.dictionary.tables[table]
        alike = [t for t in self.dictionary.tables.values() if t.noun == found.noun]
        return found.noun if len(alike) == 1 else f"{found.noun} uit '{found.title}'"

    def plural(self, subject: str) -> str:
        return self.dictionary.subjects[subject].plural

    def someone(self, subject: str) -> str:
        """'iemand', or for what is no person 'een besluit'."""
        known = self.dictionary.subjects[subject]
        return "iemand" if known.is_person else f"een {known.name}"

    def title(self, table: str, column: str) -> str:
        """What a column holds: its title up to an aside ('; ...' or ', zoals ...')."""
        columns = self.dictionary.tables[table].columns
        short = _short(columns[column])
        alike = [c for c in columns.values() if _short(c) == short]
        return lowered(short if len(alike) == 1 else f"{short}, kolom {column}")

    def amount(self, ref: ColumnRef) -> str:
        """A quantity, with its unit where its title does not say it: 'kosten (in euro)'."""
        unit = self.dictionary.tables[ref.table].columns[ref.column].unit
        title, units = self.title(ref.table, ref.column), _UNITS.get(unit, unit)
        return joined(title, f"(in {units})" if units and units not in title else "")

    def values(self, column: Column, codes: Sequence[str]) -> str:
        """The values that count: the name of the group that they are, or else their labels."""
        group = group_of(column, codes)
        if group is not None:
            return between_quotes(group)
        return listed([self.label(column, code) for code in codes], "of")

    def label(self, column: Column, code: str) -> str:
        """A code's label; its code where a scale has numbers, or where two labels are alike."""
        codes = column.code_list
        if codes is None or is_numeric(codes, (code,)):
            return between_quotes(code)
        label = dict(codes.codes)[code]
        alike = [other for _, other in codes.codes if other == label]
        return between_quotes(lowered(label if len(alike) == 1 else f"{label} (code {code})"))

    def test(self, table: str, test: Test) -> str:
        """'reden van vertrek: overleden of verhuisd', 'uren per week: minstens 12 uur'."""
        found = self.dictionary.tables[table]
        title = self.title(table, test.column)
        if test.comparison is None:
            return f"{title}: {self.values(found.columns[test.column], test.values)}"
        return f"{title}: {test.comparison} {self._bound(found, test)}"

    def _bound(self, table: Table, test: Test) -> str:
        column, bound = table.columns[test.column], test.bound or Fraction(0)
        if test.of_column is not None:
            other = table.columns[test.of_column]
            share = bound / Fraction(10) ** (column.decimals - other.decimals)
            return f"{percentage(share)} van {self.title(table.name, test.of_column)}"
        shown = number(bound / 10**column.decimals)
        if column.unit == "procent":
            return f"{shown}%"
        return joined(shown, column.unit)


def _short(column: Column) -> str:
    title = column.title or column.name
    return title.split(";")[0].split(", zoals ")[0].strip()


def group_of(column: Column, codes: Sequence[str]) -> str | None:
    """The name of the group that these codes exactly are; not for one code, nor for numbers of a
    scale.
    """
    if column.code_list is None or len(codes) < 2 or is_numeric(column.code_list, codes):
        return None
    groups = column.code_list.groups
    return next((name for name, members in groups if set(members) == set(codes)), None)


def is_numeric(codes: CodeList, found: Sequence[str]) -> bool:
    """A scale whose codes are numbers is spoken of by those numbers: trede 3, niveau 4."""
    return codes.ordered and all(code.isdigit() for code in found)


def scale_values(codes: CodeList, found: Sequence[str]) -> str:
    """'3 of hoger', '1 of 2', '2 tot en met 4': numbers of a scale."""
    scale = [code for code, _ in codes.codes if code not in codes.not_a_score]
    ranks = [scale.index(code) for code in found if code in scale]
    whole = len(ranks) == len(found) and ranks == list(range(ranks[0], ranks[0] + len(ranks)))
    if len(found) < 3 or not whole:
        return listed(list(found), "of")
    if ranks[-1] == len(scale) - 1:
        return f"{found[0]} of hoger"
    return f"{found[-1]} of lager" if ranks[0] == 0 else f"{found[0]} tot en met {found[-1]}"


def comparison_with(share: Fraction, comparison: Comparison) -> str:
    """'minstens 30%'"""
    return f"{comparison} {percentage(share)}"
