"""What the words of a definition refer to: tables, columns, codes, and the tests on columns.

The idea that makes it simple: every word is looked up here and nowhere else, and a word that refers
to nothing becomes a finding with the nearest word that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from koers.algebra import ColumnRef, Comparison, Test
from koers.dictionary import ColumnType, Dictionary, Table, TableKind
from koers.document import Located
from koers.findings import suggestion
from koers.scalars import fraction_of

COMPARISONS = {
    "minstens": Comparison.AT_LEAST,
    "hooguit": Comparison.AT_MOST,
    "meerDan": Comparison.MORE,
    "minderDan": Comparison.LESS,
}


@dataclass(frozen=True)
class Words:
    """What the words may refer to: the dictionary (and, for formulas, the agreement's own names)."""

    dictionary: Dictionary

    def table(self, at: Located, name: str, kinds: tuple[TableKind, ...]) -> Table | None:
        table = self.dictionary.tables.get(name)
        if table is None:
            at.unknown(
                "De tabel",
                name,
                (t.name for t in self.dictionary.tables.values() if t.kind in kinds),
            )
            return None
        if table.kind not in kinds:
            wanted = " of ".join(kind.value for kind in kinds)
            at.add(
                "verkeerde-tabelsoort",
                f"Tabel '{name}' is van soort {table.kind}; hier past alleen {wanted}.",
            )
            return None
        return table

    def column(self, at: Located, text: str, *, number: bool = True) -> ColumnRef | None:
        """`kolom` where one table has it, or `tabel.kolom`."""
        tables = self.dictionary.tables.values()
        found = [
            ColumnRef(t.name, c) for t in tables for c in t.columns if text in (c, f"{t.name}.{c}")
        ]
        if not found:
            known = [
                c
                for t in tables
                for c, column in t.columns.items()
                if column.type is ColumnType.NUMBER
            ]
            at.unknown("De kolom", text, known)
            return None
        if len(found) > 1:
            names = ", ".join(f"'{ref}'" for ref in found)
            at.add(
                "onbekende-verwijzing",
                f"De kolom '{text}' bestaat in meer tabellen.",
                f"Schrijf {names}.",
            )
            return None
        ref = found[0]
        if (
            number
            and self.dictionary.tables[ref.table].columns[ref.column].type is not ColumnType.NUMBER
        ):
            at.add(
                "verkeerde-eenheid", f"De kolom '{text}' is geen getal en kan niet worden opgeteld."
            )
            return None
        return ref


def tests(block: Located, table: Table, words: Words) -> tuple[Test, ...]:
    """The tests under `waarbij`; unknown columns and codes are findings."""
    found = [_test(name, part, table) for name, part in block.named("waarbij")]
    return tuple(test for test in found if test is not None)


def _test(name: str, part: Located, table: Table) -> Test | None:
    column = table.columns.get(name)
    if column is None:
        known = [*table.columns, *(word for word in _LANGUAGE_WORDS)]
        part.add(
            "onbekende-sleutel",
            f"'{name}' is geen sleutel en geen kolom van tabel '{table.name}'.",
            suggestion(name, known),
        )
        return None
    if isinstance(part.value, list):
        values = codes(part, table, name, tuple(str(value) for value in part.value))
        return Test(name, values) if values else None
    return _comparison_test(name, part, table)


def _comparison_test(name: str, part: Located, table: Table) -> Test | None:
    given = [key for key in COMPARISONS if part.has(key)]
    if len(given) != 1:
        part.add(
            "ongeldige-waarde",
            f"Kolom '{name}': geef precies een vergelijking (minstens, hooguit, ...).",
        )
        return None
    column = table.columns[name]
    if column.type is not ColumnType.NUMBER:
        part.add(
            "verkeerde-eenheid", f"Kolom '{name}' is geen getal en kan niet vergeleken worden."
        )
        return None
    bound, other = fraction_of(part.text(given[0])), part.text("van") or None
    if other is not None and (
        other not in table.columns or table.columns[other].type is not ColumnType.NUMBER
    ):
        numbers = [c for c, known in table.columns.items() if known.type is ColumnType.NUMBER]
        part.at("van").unknown("De getalkolom", other, numbers)
        return None
    if other is None:
        bound *= 10**column.decimals
    else:
        bound *= Fraction(10) ** (column.decimals - table.columns[other].decimals)
    return Test(name, (), COMPARISONS[given[0]], bound, other)


def codes(at: Located, table: Table, column_name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that the words stand for, in the order of the code list; unknown words are
    findings.
    """
    column = table.columns[column_name]
    if column.type is ColumnType.YES_NO:
        for text in texts:
            if text not in ("ja", "nee"):
                at.add("ongeldige-waarde", f"Kolom '{column_name}' kent alleen ja en nee.")
        return texts
    if column.code_list is None:
        return texts
    found: list[str] = []
    for text in texts:
        expanded = column.code_list.expand(text)
        if expanded is None:
            at.add(
                "onbekende-verwijzing",
                f"'{text}' staat niet in de codelijst '{column.code_list.name}' van kolom '{column_name}'.",
                suggestion(text, column.code_list.words()),
            )
        else:
            found.extend(expanded)
    return tuple(sorted(set(found), key=column.code_list.rank))


_LANGUAGE_WORDS = (
    "waarbij",
    "onderbreking",
    "minstens oud",
    "waarde",
    "meting",
    "laatste",
    "binnen",
    "op",
    "gedurende",
    "telkens",
    "op peildag",
    "per",
    "niet lager dan",
    "hoger dan",
    "zonder",
    "alle van",
    "een van",
)
