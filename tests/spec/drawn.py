"""Drawn tables: a register, an indicator and what must come out, as text that a policy officer can
read.

The idea that makes it simple: a spec is one call with three drawings. It runs on every engine by
asking for cells only (`koers.counts`), so a class per person is asked with one person in the
register. The reference page of the language is made from the same calls (`docs/reference/taal.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import dedent, indent

from koers.agreement import Agreement, tables_read
from koers.algebra import Share
from koers.counts import Cell, Overlap, Question
from koers.delivery import drawn_rows
from koers.engines import compiled, reference, sql
from koers.format import read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.register import KnownEntry, KnownThrough, Register
from tests.engine.explained import assert_explained_as_counted
from tests.spec.woordenboek import spec_dictionary

Engine = Callable[[Agreement, Register, Question], tuple[Cell, ...]]

ENGINES: dict[str, Engine] = {
    "reference": reference.count,
    "compiled": compiled.count,
    "sql": sql.count,
}
"""Every engine that must obey the specs. Cells are held against the drawing on each; a class per
person is held against the drawing on the reference engine, and against its cells on the other.
"""

KNOWN = "2018-12-31"
TERM = "2016-07-01..2017-12-31"
CLASSES = {
    "uitgesloten": "excluded",
    "onrijp": "immature",
    "behaald": "met",
    "uitgezonderd": "excepted",
    "onbekend": "unknown",
    "niet behaald": "not_met",
}
NOT_THERE, POPULATION_UNKNOWN = "niet in de populatie", "populatie onbekend"


@dataclass(frozen=True)
class Drawing:
    """One spec as it was drawn, for the reference page."""

    rule: str
    register: str
    indicator: str
    expect: str
    known: str
    term: str
    more: str
    periods: str
    municipality: str


def lines_of(text: str) -> list[str]:
    return [line for line in dedent(text).strip("\n").splitlines() if line.strip()]


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def draw_register(text: str) -> Register:
    """Tables drawn as `name:` followed by a header and rows with `|`; key columns left out are
    numbered.
    """
    drawn: list[tuple[str, dict[str, str]]] = []
    table, header = "", list[str]()
    names = set[str]()
    for line in lines_of(text):
        if line.rstrip().endswith(":") and "|" not in line:
            table, header = line.strip()[:-1], []
            names.add(table)
        elif not header:
            header = cells_of(line)
        else:
            row = cells_of(line)
            assert len(row) == len(header), f"{table}: {line!r} does not fit {header}"
            drawn.append((table, {"nr": str(len(drawn) + 1)} | dict(zip(header, row, strict=True))))
    tables = spec_dictionary().tables
    fitting = [(t, {c: v for c, v in own.items() if c in tables[t].columns}) for t, own in drawn]
    rows, findings = drawn_rows(fitting, spec_dictionary(), "spec")
    assert not findings, [str(finding) for finding in findings]
    return Register({name: rows.get(name, ()) for name in names})


def draw_agreement(indicator: str, *, term: str, more: str = "") -> Agreement:
    """An agreement of the drawn indicator(s), each a block with at least a form; findings that are
    errors fail.
    """
    first, last = term.split("..")
    blocks = "\n".join(
        _indicator_block(number, block) for number, block in enumerate(blocks_of(indicator))
    )
    text = "\n".join(
        (
            "overeenkomst: spec",
            "titel: Getekend",
            "regime: wgr",
            "partijen:",
            "  assen: {naam: Assen, rol: opdrachtgever}",
            "  tynaarlo: {naam: Tynaarlo, rol: opdrachtgever}",
            f"looptijd: {{van: {first}, tot en met: {last}}}",
            "woordenboek: spec",
            dedent(more).strip(),
            "indicatoren:",
            blocks,
        )
    )
    read = read_agreement(text, name="spec", dictionary=spec_dictionary())
    errors = [str(finding) for finding in read.findings if finding.is_error]
    assert not errors, f"{errors}\n{text}"
    assert read.agreement is not None, text
    return read.agreement


def blocks_of(indicator: str) -> list[str]:
    """Several indicators are parted by a line with `---`."""
    return [part for part in dedent(indicator).split("---\n") if part.strip()]


def _indicator_block(number: int, block: str) -> str:
    text = dedent(block).strip()
    head = [] if text.startswith("code:") or "\ncode:" in text else [f"code: I{number + 1}"]
    head += (
        [] if "naam:" in text.split("\n\n")[0] and "\nnaam:" in f"\n{text}" else ["naam: Getekend"]
    )
    head += [] if "\neenheid:" in f"\n{text}" else ["eenheid: persoon"]
    lines = "\n".join((*head, text)).splitlines()
    return indent("\n".join(["- " + lines[0], *(f"  {line}" for line in lines[1:])]), "  ")


class Spec:
    """Runs drawings on one engine; collects them for the reference page."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.drawings: list[Drawing] = []

    def __call__(
        self,
        *,
        rule: str,
        register: str,
        indicator: str,
        expect: str,
        known: str = KNOWN,
        term: str = TERM,
        more: str = "",
        periods: str = "looptijd",
        municipality: str = "",
    ) -> None:
        """Hold the engine against a drawing.

        `known` is the day K, or a drawn table `leverancier | tabel | gemeente | dag` from which K
        follows (F7), for one `municipality` where it is named.

        `expect` is a table. With a column `klasse` it has a row per unit (`persoon | klasse`,
        perhaps `anker` and `tussenstand`); else a row per cell: `periode`, split names, then
        numbers. Cells not drawn must be absent (a total of nothing may be left out). With columns
        `na dagen | waardoor | gevallen` or `beoordeeld | behaald | personen` it has the course of
        each cell. `door 1` are those who joined a stock by its first part, `elders` those who had
        every part before. `periods` is a grain or a list 'a..b, c..d'.
        """
        drawing = Drawing(
            rule, register, indicator, expect, known, term, more, periods, municipality
        )
        self.drawings.append(drawing)
        self.hold(drawing)

    def hold(self, drawing: Drawing) -> None:
        """Count the drawing, and fail where the engine says something else."""
        agreement = draw_agreement(drawing.indicator, term=drawing.term, more=drawing.more)
        drawn = draw_register(drawing.register)
        header, *rows = [cells_of(line) for line in lines_of(drawing.expect)]
        expected = [dict(zip(header, row, strict=True)) for row in rows]
        known_through = _known_through(drawing.known, agreement, drawing.municipality or None)
        if "klasse" in header:
            self._units(agreement, drawn, known_through, header[0], expected)
        else:
            of_cells = self._courses if {*header} & {"waardoor", "beoordeeld"} else self._figures
            periods = drawing.periods
            of_cells(agreement, drawn, known_through, header=header, rows=expected, periods=periods)
        counted = agreement.indicators[-1]
        if isinstance(counted.form, Share) and self.engine is reference.count:
            assert_explained_as_counted(agreement, drawn, counted.code, known_through)

    # --- a row per unit ---

    def _units(
        self,
        agreement: Agreement,
        drawn: Register,
        known: date,
        subject: str,
        rows: Sequence[dict[str, str]],
    ) -> None:
        code = agreement.indicators[-1].code
        wholes = Period(date(1900, 1, 1), date(2100, 1, 1))
        if self.engine is not reference.count:
            anchors = {date.fromisoformat(row["anker"]) for row in rows if row.get("anker")}
            days = (Period(anchor, anchor) for anchor in sorted(anchors))
            question = Question(code, (wholes, *days), known)
            expected = reference.count(agreement, drawn, question)
            assert self.engine(agreement, drawn, question) == expected
            return
        for key in dict.fromkeys(row[subject] for row in rows):
            own = _only(drawn, agreement, key)
            wanted = [row for row in rows if row[subject] == key]
            cells = self.engine(agreement, own, Question(code, (wholes,), known))
            got = sorted(_named_classes(cells, "classes"))
            assert got == sorted(row["klasse"] for row in wanted), f"{key}: {got}"
            if "tussenstand" in wanted[0]:
                got = sorted(_named_classes(cells, "interim"))
                assert got == sorted(row["tussenstand"] for row in wanted), f"{key}: interim {got}"
            for row in wanted:
                if row.get("anker"):
                    anchor = date.fromisoformat(row["anker"])
                    found = self.engine(
                        agreement, own, Question(code, (Period(anchor, anchor),), known)
                    )
                    assert row["klasse"] in _named_classes(found, "classes"), (
                        f"{key}: not anchored on {anchor}"
                    )

    # --- a row per cell ---

    def _figures(
        self,
        agreement: Agreement,
        drawn: Register,
        known: date,
        *,
        header: Sequence[str],
        rows: Sequence[dict[str, str]],
        periods: str,
    ) -> None:
        dictionary = agreement.dictionary
        splits = tuple(name for name in header if name in dictionary.splits)
        asked = _periods(periods, agreement)
        groupings = ((), splits) if splits else ((),)
        code = agreement.indicators[-1].code
        question = Question(code, asked, known, groupings)
        cells = self.engine(agreement, drawn, question)
        if self.engine is sql.count and any(map(_tells_what_lacked, header)):
            assert cells == as_sql_tells(reference.count(agreement, drawn, question))
            return
        got = {}
        for cell in cells:
            shown = _shown(cell, header, splits, agreement)
            if any(
                value not in ("0", "", "-")
                for name, value in shown.items()
                if name not in _NAMES + splits
            ):
                got[tuple(shown[name] for name in (*_NAMES, *splits) if name in shown)] = shown
        wanted = {
            tuple(row[name] for name in (*_NAMES, *splits) if name in row): row for row in rows
        }
        assert got == wanted

    # --- rows of the course of a cell ---

    def _courses(
        self,
        agreement: Agreement,
        drawn: Register,
        known: date,
        *,
        header: Sequence[str],
        rows: Sequence[dict[str, str]],
        periods: str,
    ) -> None:
        splits = tuple(name for name in header if name in agreement.dictionary.splits)
        names = [name for name in header if name in (*_NAMES, *splits)]
        groupings = ((), splits) if splits else ((),)
        code, asked = agreement.indicators[-1].code, _periods(periods, agreement)
        question = Question(code, asked, known, groupings, groupings)
        cells = self.engine(agreement, drawn, question)
        if self.engine is sql.count:  # a question for courses is none to stumble over
            assert cells == as_sql_tells(reference.count(agreement, drawn, question))
            return
        told = _exits if "waardoor" in header else _repeats
        got = [
            {**_shown(cell, names, splits, agreement), **row}
            for cell in cells
            for row in told(cell)
        ]
        assert got == list(rows)


def as_sql_tells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells without courses, and without what those who joined lacked: the SQL engine tells
    neither.
    """
    return tuple(
        replace(
            cell, course=None, overlap=replace(cell.overlap, joined_by=()) if cell.overlap else None
        )
        for cell in cells
    )


def _exits(cell: Cell) -> list[dict[str, str]]:
    assert cell.course is not None
    return [
        {"na dagen": str(left.days), "waardoor": left.cause.value, "gevallen": str(left.number)}
        for left in cell.course.exits
    ]


def _repeats(cell: Cell) -> list[dict[str, str]]:
    assert cell.course is not None
    return [
        {"beoordeeld": str(of.judged), "behaald": str(of.met), "personen": str(of.number)}
        for of in cell.course.repeats
    ]


class Recorder(Spec):
    """Collects drawings and counts nothing: the reference page is made with it."""

    def __init__(self) -> None:
        super().__init__(reference.count)

    def hold(self, drawing: Drawing) -> None:
        pass


_NAMES = ("periode", "norm van")


def _known_through(known: str, agreement: Agreement, municipality: str | None) -> date:
    if "|" not in known:
        return date.fromisoformat(known)
    header, *rows = [cells_of(line) for line in lines_of(known)]
    entries = [dict(zip(header, row, strict=True)) for row in rows]
    through = KnownThrough(
        tuple(
            KnownEntry(
                entry["leverancier"],
                date.fromisoformat(entry["dag"]),
                entry.get("tabel") or None,
                entry.get("gemeente") or None,
            )
            for entry in entries
        )
    )
    tables = tables_read(agreement, agreement.indicators[-1])
    found = through.of_figure(tables, asked=date(2100, 1, 1), municipality=municipality)
    assert found is not None, f"nobody promises anything about {sorted(tables)}"
    return found


def _only(drawn: Register, agreement: Agreement, key: str) -> Register:
    tables = agreement.dictionary.tables
    return replace(
        drawn,
        tables={
            name: tuple(row for row in rows if row.cells[tables[name].subject_column] == key)
            for name, rows in drawn.tables.items()
        },
    )


def _named_classes(cells: Iterable[Cell], which: str) -> list[str]:
    found: list[str] = []
    for cell in cells:
        classes = cell.classes if which == "classes" else cell.interim
        for word, name in CLASSES.items():
            found += [word] * int(getattr(classes, name))
        found += [POPULATION_UNKNOWN] * cell.population_unknown
    return found or [NOT_THERE]


def _periods(text: str, agreement: Agreement) -> tuple[Period, ...]:
    if ".." not in text:
        return reporting_periods(Grain(text), agreement.term, own=agreement.own_periods)
    pairs = [part.strip().split("..") for part in text.split(",")]
    return tuple(
        Period(date.fromisoformat(first), date.fromisoformat(last)) for first, last in pairs
    )


def _shown(
    cell: Cell, header: Sequence[str], splits: Sequence[str], agreement: Agreement
) -> dict[str, str]:
    """The cell in the words of the header; the total of a split table shows '-' for its values."""
    values = dict(cell.split)
    shown: dict[str, str] = {}
    for name in header:
        if name == "periode":
            shown[name] = cell.period.label
        elif name == "norm van":
            shown[name] = cell.norm_day.isoformat() if cell.norm_day else "-"
        elif name in splits:
            shown[name] = values.get(name, "-")
        else:
            shown[name] = str(_number(cell, name))
    return shown


def _number(cell: Cell, name: str) -> int | str:
    if name == POPULATION_UNKNOWN:
        return cell.population_unknown
    if name.startswith("tussenstand "):
        return int(getattr(cell.interim, CLASSES[name.removeprefix("tussenstand ")]))
    if name == "populatie":
        return cell.classes.population if cell.classes else 0
    if name in CLASSES:
        return int(getattr(cell.classes, CLASSES[name]))
    if name in ("gebleven", "erbij", "eraf") or _tells_what_lacked(name):
        return _moved(cell.overlap, name) if cell.overlap else "-"
    if name in ("aantal", "som", "dagen"):
        return cell.tallies[0].amount
    if name.startswith("rijen "):
        return cell.tallies[int(name.removeprefix("rijen ")) - 1].rows
    assert name.startswith("term "), f"unknown column {name!r}"
    return cell.tallies[int(name.removeprefix("term ")) - 1].amount


def _tells_what_lacked(name: str) -> bool:
    return name == "elders" or name.startswith("door ")


def _moved(overlap: Overlap, name: str) -> int:
    if _tells_what_lacked(name):
        return overlap.joined_by[-1 if name == "elders" else int(name.removeprefix("door ")) - 1]
    field = {"gebleven": "stayed", "erbij": "joined", "eraf": "left"}[name]
    return int(getattr(overlap, field))
