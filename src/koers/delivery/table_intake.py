"""One table of a delivery on its way through: from text to a staged Parquet file and an account.

The idea that makes it simple: every row that comes in is accepted, refused with its reasons, or
declared double; the three are counted on the way and must add up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.delivery import doubles
from koers.delivery.complaints import Complaints
from koers.delivery.declaration import (
    UNFOLDED,
    UNFOLDED_CODE,
    Declaration,
    TableDeclaration,
)
from koers.delivery.headers import as_declared, check_header
from koers.delivery.notation import moment
from koers.delivery.numbers_of_people import MOST_PER_BATCH, Suspicion
from koers.delivery.raw import BadRow, Options, RawTable
from koers.delivery.refused import RefusedRows
from koers.delivery.sources import Entry, Source
from koers.delivery.totals import Totals
from koers.delivery.typed import TableReader, Texts, Typed, schema
from koers.delivery.unfolding import unfolded, unfolded_names
from koers.findings import Findings, Place
from koers.grammar import Json

REFUSED = "geweigerd"


@dataclass(frozen=True)
class Account:
    """What became of the rows of a table: `read` = `accepted` + `refused` + `double`."""

    read: int
    accepted: int
    refused: int
    double: int
    withdrawn: int
    """Of the accepted rows: those that take back an earlier one."""

    def __post_init__(self) -> None:
        if self.read != self.accepted + self.refused + self.double:
            raise ValueError("rows in are not rows accounted for")


@dataclass
class TableIntake:
    """One table on its way through."""

    source: Source
    entry: Entry
    sheet: str | None
    declaration: Declaration
    told: TableDeclaration
    staging: Path
    findings: Findings
    suspicions: dict[str, Suspicion] = field(default_factory=lambda: defaultdict(Suspicion))
    counts: Counter[str] = field(default_factory=Counter)
    zones: set[bool] = field(default_factory=set)
    """Whether moments of registration say their time zone; both when they are mixed."""

    def take(self) -> Json | None:
        """The table, staged, and its account; None when it cannot be read as a table."""
        raw = self._open(self.findings)
        if raw is None or not check_header(raw, self.told, self.findings):
            return None
        name = self.told.table.name
        self.staged = self.staging / f"{name}.parquet"
        self.header = raw.header
        self.complaints = Complaints(raw.name)
        header = self.own_header
        positions = {column: place for place, column in enumerate(raw.header, start=1)}
        if self.told.unfold is not None:
            header = unfolded_names(raw.header, self.told.unfold)
            first = min(map(raw.header.index, self.told.unfold.columns.values())) + 1
            positions |= dict.fromkeys(UNFOLDED, first)
        self.refused = RefusedRows(self.staging / REFUSED / f"{name}.csv", header)
        self.keys = doubles.Keys(self.told.table.key)
        self.totals = Totals(self.told)
        self.reader = TableReader(
            self.told,
            self.complaints,
            positions,
            self.declaration.municipality,
            self._scope_column(),
        )
        with doubles.writer(self.staged, schema(self.told.table)) as out:
            for texts, typed in self._rows(raw):
                self._keep(texts, typed, out)
        self._settle_doubles()
        self.refused.close()
        account = self._account()
        self.complaints.tell(self.findings)
        self._tell(raw, account)
        return self._outcome(raw, account)

    def _open(self, findings: Findings) -> RawTable | None:
        told = self.told
        expected = tuple(
            column.source for column in told.columns.values() if column.source is not None
        )
        others = [name for name in (told.registered_in, told.withdrawn_in) if name is not None]
        unfolded_columns = tuple(told.unfold.columns.values()) if told.unfold else ()
        options = Options(
            separator=told.separator,
            encoding=told.encoding,
            sheet=self.sheet,
            header_row=told.header_row,
            footer_rows=told.footer_rows,
            expected=(*expected, *unfolded_columns, *others),
        )
        raw = self.source.table(self.entry, options, findings)
        if raw is None:
            return None
        self.own_header = raw.header
        return as_declared(raw, self.told)

    def _scope_column(self) -> str | None:
        """The table's own column that says the municipality, where there is one."""
        for split in self.declaration.dictionary.splits.values():
            own = split.table in (None, self.told.table.name)
            if split.names_party and own and split.column in self.told.columns:
                return split.column
        return None

    def _rows(self, raw: RawTable) -> Iterator[tuple[Texts, Typed]]:
        for batch in raw.read():
            if isinstance(batch, BadRow):
                self.counts["read"] += 1
                self.counts["in the file"] += 1
                self.counts["refused"] += 1
                self.complaints.add(
                    "rij-onjuist", batch.problem, [batch.row], position=batch.column or 1
                )
                cells = () if self.told.unfold else batch.cells
                self.refused.add(batch.row, [batch.problem], cells)
                continue
            columns = dict(zip(raw.header, batch.columns, strict=True))
            for name, cells in columns.items():
                self.suspicions[name].look_at(cells.unique()[:MOST_PER_BATCH].to_pylist())
            texts = Texts(np.asarray(batch.rows, dtype=np.int64), columns)
            self.counts["in the file"] += len(texts)
            if self.told.unfold is not None:
                texts = unfolded(texts, self.told.unfold)
            self.counts["read"] += len(texts)
            yield texts, self.reader.read(texts)

    def _keep(self, texts: Texts, typed: Typed, out: pq.ParquetWriter) -> None:
        registered = self._registered(texts, typed)
        sound = typed.sound
        self.totals.add(typed)
        for place in sorted(typed.reasons):
            cells = [str(column[place]) for column in texts.columns.values()]
            self.refused.add(int(typed.rows[place]), typed.reasons[place], cells)
        self.counts["refused"] += len(typed.reasons)
        rows = pa.table(
            [
                *(typed.values[name] for name in self.told.table.columns),
                pa.array(typed.rows),
                pa.array(typed.withdrawn),
            ],
            schema=schema(self.told.table),
        )
        if len(typed.reasons):
            rows = rows.filter(pa.array(sound))
        self.counts["withdrawn"] += int((typed.withdrawn & sound).sum())
        self.counts["later"] += self._after_known(rows)
        self.keys.add(rows, None if registered is None else np.array(registered)[sound].tolist())
        out.write_table(rows)

    def _registered(self, texts: Texts, typed: Typed) -> list[str] | None:
        """When each row was registered, as a text that sorts."""
        name = self.told.registered_in
        if name is None or name not in texts.columns:
            return None
        notation = next(iter(self.told.columns.values())).day_notation
        found, bad = [], []
        for place, text in enumerate(texts.columns[name].to_pylist()):
            try:
                at, zoned = moment(text, notation)
                self.zones.add(zoned)
                found.append(at)
            except ValueError as problem:
                found.append("")
                bad.append(place)
                expected = f"geen moment. Verwacht: {problem}."
                typed.reasons.setdefault(place, []).append(f"kolom '{name}': {expected}")
        if bad:
            position = self.reader.positions.get(name, 1)
            expected = f"geen moment. Verwacht: {notation} uu:mm:ss."
            rows = typed.rows[np.array(bad)]
            self.complaints.add("cel-ongeldig", expected, rows, name=name, position=position)
        return found

    def _after_known(self, rows: pa.Table) -> int:
        column = self.told.table.day_column
        if column is None:
            return 0
        later = pc.greater(rows[column], pa.scalar(self.told.known_through, pa.date32()))
        return int(pc.sum(later.fill_null(False).cast(pa.int64())).as_py() or 0)

    def _settle_doubles(self) -> None:
        """Rows that share a key (F4): one of those that are the same, none that contradict."""
        found = self.keys.doubles(self.staged)
        self.counts["double"] = len(found.same) + len(found.overtaken)
        gone = [*found.same, *found.overtaken, *found.refused]
        if not gone:
            return
        numbers = doubles.row_numbers(self.staged, gone)
        names = ", ".join(self.told.table.key)
        contradicting = [numbers[place] for place in found.refused]
        for places, what in ((found.same, _SAME), (found.overtaken, _OVERTAKEN)):
            rows = [numbers[place] for place in places]
            self.complaints.add("rij-dubbel", what, rows, name=names)
        self.complaints.add("sleutel-dubbel", _CONTRADICTS, contradicting, name=names)
        self.counts["refused"] += len(contradicting)
        self.counts["withdrawn"] -= doubles.withdrawn(self.staged, gone)
        wanted = set(contradicting)
        figures = self._figures(found.refused)
        doubles.without(self.staged, gone)
        self._refuse_again(wanted, figures)

    def _figures(self, places: Sequence[int]) -> set[tuple[int, str]]:
        """Of unfolded rows that contradict each other, the row in the source and the figure."""
        if self.told.unfold is None:
            return set()
        name = self.told.unfold.figure_column
        return set(doubles.cells(self.staged, places, ("§rij", name)))

    def _refuse_again(self, wanted: set[int], figures: set[tuple[int, str]]) -> None:
        """Rows that turned out to contradict each other, from the source: their cells are gone.
        `figures`: of unfolded rows, which.
        """
        raw = self._open(Findings()) if wanted else None
        for batch in raw.read() if raw else ():
            if isinstance(batch, BadRow):
                continue
            columns = dict(zip(raw.header, batch.columns, strict=True)) if raw else {}
            texts = Texts(np.asarray(batch.rows, dtype=np.int64), columns)
            if self.told.unfold is not None:
                texts = unfolded(texts, self.told.unfold)
            for place in np.flatnonzero(np.isin(texts.rows, list(wanted))).tolist():
                row, code = int(texts.rows[place]), texts.columns.get(UNFOLDED_CODE)
                if code is None or (row, str(code[place])) in figures:
                    cells = [str(column[place]) for column in texts.columns.values()]
                    self.refused.add(row, [_CONTRADICTS], cells)

    def _account(self) -> Account:
        return Account(
            read=self.counts["read"],
            accepted=doubles.number_of_rows(self.staged),
            refused=self.counts["refused"],
            double=self.counts["double"],
            withdrawn=self.counts["withdrawn"],
        )

    def _tell(self, raw: RawTable, account: Account) -> None:
        """What can be said only when all rows have been seen."""
        place = Place(raw.name)
        for name, suspicion in self.suspicions.items():
            if suspicion.holds:
                position = self.header.index(name) + 1
                message = (
                    f"Kolom '{name}': de meeste waarden doorstaan de elfproef en lijken "
                    "burgerservicenummers. Die mogen hier niet komen."
                )
                hint = "Vervang ze in de bron door een versleuteld klantnummer, of haal ze weg."
                self.findings.add(
                    "burgerservicenummer",
                    Place(raw.name, raw.header_row, position),
                    message,
                    hint,
                )
        if self.counts["later"]:
            number = self.counts["later"]
            rows = "1 rij gaat" if number == 1 else f"{number} rijen gaan"
            message = (
                f"{rows} over een dag na {self.told.known_through.isoformat()}, de dag waarop "
                f"tabel '{self.told.table.name}' bekend is."
            )
            self.findings.add("dag-na-bekend", place, message)
        if len(self.zones) > 1:  # judged together: the order of the rows never matters (F4)
            message = (
                f"Kolom '{self.told.registered_in}': de ene rij noemt een tijdzone en de andere "
                "niet. Zo is niet te zeggen welke rij het laatst is vastgelegd."
            )
            hint = "Lever alle momenten met een tijdzone, of allemaal zonder."
            self.told.at.at("registratietijd").add("ongeldige-waarde", message, hint)
        self.totals.tell(self.counts["in the file"], self.findings)

    def _outcome(self, raw: RawTable, account: Account) -> Json:
        # Never a copy of what may not come in.
        suspected = any(suspicion.holds for suspicion in self.suspicions.values())
        if suspected:
            self.refused.path.unlink(missing_ok=True)
        refused = self.refused.path.name if self.refused.number and not suspected else ""
        notes: list[Json] = list(raw.notes)
        return {
            "tabel": self.told.table.name,
            "soort": self.told.kind.value,
            "bekendTotEnMet": self.told.known_through.isoformat(),
            "bestand": self.staged.name,
            "bron": raw.name,
            "opmerkingen": notes,
            "gelezen": str(account.read),
            "aangenomen": str(account.accepted),
            "geweigerd": str(account.refused),
            "dubbel": str(account.double),
            "ingetrokken": str(account.withdrawn),
            "geweigerdeRijen": refused,
        }


_SAME = "dezelfde rij staat er al; zij telt een keer."
_OVERTAKEN = "een later vastgelegde rij met deze sleutel geldt."
_CONTRADICTS = "deze sleutel staat er vaker, met andere inhoud. Verwacht: elke sleutel een keer."
