"""What the words of a definition refer to: tables, columns, codes, and the tests on columns.

The idea that makes it simple: every word is looked up here and nowhere else, and a word that refers
to nothing becomes a finding with the nearest word that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from koers.algebra import ColumnRef, Comparison, Test
from koers.dictionary import Column, ColumnType, Dictionary, Table, TableKind
from koers.document import Located
from koers.findings import suggestion
from koers.scalars import fraction_of, is_number, plain_number

COMPARISONS = {
    "minstens": Comparison.AT_LEAST,
    "hooguit": Comparison.AT_MOST,
    "meerDan": Comparison.MORE,
    "minderDan": Comparison.LESS,
}


@dataclass(frozen=True)
class Words:
    """What the words may refer to: the dictionary (and, for formulas, the agreement's
    own names).
    """

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
    return tuple(
        test for name, part in block.named("waarbij") for test in _tests(name, part, table)
    )


def _tests(name: str, part: Located, table: Table) -> list[Test]:
    if name not in table.columns:
        part.add(
            "onbekende-sleutel",
            f"'{name}' is geen sleutel en geen kolom van tabel '{table.name}'.",
            suggestion(name, [*table.columns, *_LANGUAGE_WORDS]),
        )
        return []
    column = table.columns[name]
    if column.type is ColumnType.DAY:
        part.add(
            "verkeerde-eenheid",
            f"Kolom '{name}' is een dag en kan niet als waarde gevraagd worden.",
            "Vraag naar een termijn met binnen, op, gedurende of minstens oud.",
        )
        return []
    if isinstance(part.value, list):
        texts = tuple(str(value) for value in part.value)
        if column.type is ColumnType.NUMBER:
            return _equal_number(column, part, texts)
        values = codes(part, table, name, texts)
        return [Test(name, values)] if values else []
    return _comparison_tests(name, part, table)


def _equal_number(column: Column, part: Located, texts: tuple[str, ...]) -> list[Test]:
    """A number that must be exactly this one: at least and at most (S7)."""
    if len(texts) > 1 or not is_number(texts[0]) or texts[0].endswith("%"):
        part.add(
            "ongeldige-waarde",
            f"Kolom '{column.name}' is een getal; hier past een getal of een vergelijking.",
            "Zoals 12, of {minstens: 10, hooguit: 20}.",
        )
        return []
    scale: int = 10**column.decimals
    bound = fraction_of(plain_number(texts[0])) * scale
    both = (Comparison.AT_LEAST, Comparison.AT_MOST)
    return [Test(column.name, (), comparison, bound) for comparison in both]


def _comparison_tests(name: str, part: Located, table: Table) -> list[Test]:
    """One test per comparison: `{minstens: 50, hooguit: 80}` is a range."""
    given = [key for key in COMPARISONS if part.has(key)]
    if not given:
        part.add(
            "ongeldige-waarde",
            f"Bij kolom '{name}' hoort een vergelijking.",
            "Zoals 'minstens: 50'.",
        )
        return []
    column = table.columns[name]
    if column.type is not ColumnType.NUMBER:
        message = f"Kolom '{name}' is geen getal en kan niet vergeleken worden."
        part.add("verkeerde-eenheid", message)
        return []
    other = part.text("van") or None
    numbers = [c for c, known in table.columns.items() if known.type is ColumnType.NUMBER]
    if other is not None and other not in numbers:
        part.at("van").unknown("De getalkolom", other, numbers)
        return []
    bounds = [(key, _bound(part.at(key), part.text(key), column, other, table)) for key in given]
    return [
        Test(name, (), COMPARISONS[key], bound, other) for key, bound in bounds if bound is not None
    ]


def _bound(
    at: Located, text: str, column: Column, other: str | None, table: Table
) -> Fraction | None:
    """The bound in the column's smallest unit, or the share of the other column."""
    bound = fraction_of(text)
    if other is not None:
        return bound * Fraction(10) ** (column.decimals - table.columns[other].decimals)
    if text.endswith("%"):
        if column.unit != "procent":
            message = f"Van welke kolom is '{column.name}' een percentage?"
            at.add("ongeldige-waarde", message, "Voeg toe: 'van: naam van de kolom'.")
            return None
        bound *= 100
    scale: int = 10**column.decimals
    return bound * scale


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
                f"'{text}' staat niet in de codelijst '{column.code_list.name}' van kolom "
                f"'{column_name}'.",
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
