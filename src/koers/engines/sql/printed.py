"""The script of some indicators as text, for whoever checks a figure on the delivered files.

The idea that makes it simple: the queries are, to the letter, those that the engine runs; what is
added says where the tables come from, and what everything is called. The text is Dutch: auditors of
a municipality read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from koers.agreement import Agreement
from koers.counts import Question
from koers.dictionary import Column, ColumnType
from koers.dictionary import Table as Declared
from koers.engines.sql.days import FUNCTIONS, defined
from koers.engines.sql.intervals import EARLIEST, LATEST
from koers.engines.sql.statements import statements
from koers.engines.sql.steps import Answer, Script, Statement, literal, quoted
from koers.version import VERSION


class FileKind(StrEnum):
    PARQUET = "parquet"
    CSV = "csv"


@dataclass(frozen=True)
class Files:
    """Where the rows of a table are: one file or several. `at`: the files hold more states than
    one, and the rows are those that this one knows.
    """

    kind: FileKind
    paths: tuple[str, ...]
    at: int | None = None

    def listed(self) -> str:
        """The files as a list in SQL; `*`, `?` and `[` would be patterns to DuckDB."""
        names = (re.sub(r"[*?\[]", r"[\g<0>]", path) for path in self.paths)
        return f"[{', '.join(literal(name) for name in names)}]"


READING = f"""
Voer dit script van boven naar beneden uit in DuckDB. Elke SELECT geeft gehele getallen van een
indicator, met een regel per periode en per waarde van de splitsingen; wat er niet staat is nul.
Delen, middelen en vermenigvuldigen volgens de overeenkomst komt daarna, met deze getallen.

K is de dag tot en met welke alles bekend is; wat daarna komt bestaat niet.
Dagen zijn genummerd: 0001-01-01 is dag 1, en datum(n) geeft de dag met nummer n. {EARLIEST} en
{LATEST} liggen voor en na elke dag die er is.
Bedragen zijn gehele getallen in de kleinste eenheid van hun kolom, zoals centen.

key          van wie of wat de regel is: een onderwerp, een eenheid of een rij
subject      het onderwerp, zoals een persoon
first, last  eerste en laatste dag; beide horen erbij
anchor       de ankerdag van een eenheid
period, name nummer en naam van de periode
norm_day     de eerste dag van de norm, waar eenheden met een andere norm apart staan
excluded     uitgesloten       immature  onrijp          met      behaald
excepted     uitgezonderd      unknown   onbekend        not_met  niet behaald
outcome_class, interim         de klasse op K, en de tussenstand alsof elk venster op K sluit
amount, rows, unknown          de som, van hoeveel, en hoeveel er onbekend zijn
stayed, joined, left           gebleven, erbij gekomen, weggegaan
"""

ANSWERS = {
    Answer.CLASSES: "aantal eenheden per klasse",
    Answer.DOUBTS: "aantal van wie onbekend is of zij meetellen (populatie onbekend)",
    Answer.AMOUNTS: "wat er is opgeteld",
    Answer.OVERLAP: "wie gebleven is, erbij gekomen is en weggegaan is",
}

_WHITE = r"[\s\pZ\x0B\x1C-\x1F\x{85}]"
"""What Python strips from the ends of a text."""

_TRIMMED = f"regexp_replace(tekst, '^{_WHITE}+|{_WHITE}+$', '', 'g')"
CELL = (
    "Een cel van een CSV-bestand, zonder witruimte eromheen; leeg is niets.",
    f"cel(tekst) AS nullif(nfc_normalize({_TRIMMED}), '')",
)


def script(
    agreement: Agreement, questions: Sequence[Question], *, sources: Mapping[str, Files]
) -> str:
    """Everything that answers the questions, to run in DuckDB. A table without a source is empty.

    Raises KeyError when the agreement has no such indicator.
    """
    scripts = [statements(agreement, question) for question in questions]
    read = sorted({table for made in scripts for table in made.tables})
    parts = [_head(agreement), *_functions(sources)]
    for name in read:
        parts.append(_view(agreement.dictionary.tables[name], sources.get(name)))
    for question, made in zip(questions, scripts, strict=True):
        parts += _indicator(agreement, question, made)
    return "\n\n".join(parts) + "\n"


def _comment(*lines: str) -> str:
    """Lines of comment; what was written by others stays on its line."""
    return "\n".join(f"-- {' '.join(line.split())}".rstrip() for line in lines)


def _head(agreement: Agreement) -> str:
    dictionary = agreement.dictionary
    named = _comment(
        f"Koers {VERSION}: telscript voor DuckDB",
        f"Overeenkomst: {agreement.code}, {agreement.title}",
        f"Hash van de overeenkomst: {agreement.document_hash or 'geen'}",
        f"Woordenboek: {dictionary.name}, versie {dictionary.version}",
        f"Hash van het woordenboek: {dictionary.document_hash or 'geen'}",
    )
    explained = "\n".join(f"-- {line}".rstrip() for line in READING.splitlines())
    return f"{named}\n{explained}"


def _functions(sources: Mapping[str, Files]) -> Iterable[str]:
    of_files = [CELL] if any(files.kind is FileKind.CSV for files in sources.values()) else []
    for says, definition in (*FUNCTIONS, *of_files):
        yield f"{_comment(says)}\n{defined(definition)}"


# --- tables of the register ----------------------------------------------------------------------


def _view(declared: Declared, files: Files | None) -> str:
    """The rows of a table, in the declared types."""
    columns = list(declared.columns.values())
    distinct = ""
    if files is None:
        says = f"Van '{declared.name}' is niets geleverd."
        shown = [f"CAST(NULL AS {_type(column)}) AS {quoted(column.name)}" for column in columns]
        rows = "(SELECT 1) WHERE false"
    elif files.kind is FileKind.PARQUET:
        says = f"De geleverde rijen van '{declared.name}'."
        if files.at is not None:
            says = f"De rijen van '{declared.name}' die bekend zijn na levering {files.at}."
        shown = [
            f"CAST({quoted(column.name)} AS {_type(column)}) AS {quoted(column.name)}"
            for column in columns
        ]
        rows = f"read_parquet({files.listed()}, union_by_name = true, hive_partitioning = false)"
        if files.at is not None:
            rows += f'\nWHERE "§van" <= {files.at} AND "§tot" > {files.at}'
    else:
        says = f"De geleverde rijen van '{declared.name}'; dezelfde rij telt een keer."
        shown = [f"{_cell(column)} AS {quoted(column.name)}" for column in columns]
        rows, distinct = _csv(declared, files), " DISTINCT"
    listed = ",\n  ".join(shown)
    made = f"CREATE OR REPLACE TEMP VIEW {quoted(declared.name)} AS"
    return f"{_comment(says)}\n{made}\nSELECT{distinct}\n  {listed}\nFROM {rows};"


def _type(column: Column) -> str:
    return {ColumnType.DAY: "DATE", ColumnType.NUMBER: "BIGINT"}.get(column.type, "VARCHAR")


_DIALECT = (
    "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', "
    "comment = '', skip = 0, hive_partitioning = false"
)
"""How a CSV file is written; what is not said here, DuckDB would guess."""


def _csv(declared: Declared, files: Files) -> str:
    """The cells of a CSV file as text; a column that need not be delivered may be absent."""
    read = f"read_csv({files.listed()}, {_DIALECT})"
    needed = {declared.subject_column, declared.day_column, declared.last_day_column}
    needed |= {declared.value_column, *declared.key}
    absent = [
        f"CAST(NULL AS VARCHAR) AS {quoted(column.name)}"
        for column in declared.columns.values()
        if not column.required and column.name not in needed
    ]
    if not absent:
        return read
    return (
        f"(\n  SELECT * FROM {read}\n  UNION ALL BY NAME\n"
        f"  SELECT {', '.join(absent)} WHERE false\n)"
    )


def _cell(column: Column) -> str:
    cell = f"cel({quoted(column.name)})"
    match column.type:
        case ColumnType.DAY:
            return f"CAST({cell} AS DATE)"
        case ColumnType.NUMBER:
            number = f"CAST(replace({cell}, ',', '.') AS DECIMAL(21, {column.decimals}))"
            return f"CAST({number} * {10**column.decimals} AS BIGINT)"
        case ColumnType.YES_NO:
            return f"lower({cell})"
        case _:
            return cell


# --- indicators ----------------------------------------------------------------------------------


def _indicator(agreement: Agreement, question: Question, made: Script) -> Iterable[str]:
    indicator = agreement.indicator(question.indicator)
    k = question.known_through
    yield _comment(
        "=" * 90,
        f"{indicator.code}: {indicator.name}",
        f"K: bekend tot en met {k.isoformat()}, dag {k.toordinal()}",
    )
    for step in made.steps:
        yield f"{_comment(step.says)}\n{step.sql}"
    terms = len({statement.term for statement in made.statements})
    for statement in made.statements:
        says = _answer(statement, has_terms=terms > 1)
        yield f"{_comment(f'{indicator.code}: {says}')}\n{statement.sql}"


def _answer(statement: Statement, *, has_terms: bool) -> str:
    of_term = has_terms and statement.answers is Answer.AMOUNTS
    term = f", term {statement.term + 1}" if of_term else ""
    per = ", ".join(("periode", *statement.grouping))
    return f"{ANSWERS[statement.answers]}{term}; per {per}."
