"""States of a store are counted as the rows that were known then, by every engine; half-years are a
year; and what a half-year delivered as all there is would withdraw is told before it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from koers.agreement import Agreement, tables_read
from koers.counts import Cell, Question
from koers.delivery.declaration_keys import DeliveryKind
from koers.dictionary import Table
from koers.engines import reference, sql
from koers.engines.compiled import Run, Stored
from koers.engines.sql import FileKind, Files
from koers.register import Register, Row
from koers.store import known
from koers.store.changes import Cause, changes
from koers.store.known import Known
from koers.store.manifest import known_through
from koers.store.preview import preview
from tests.engine.test_sql_script import INDICATORS, REGISTER, TERM, asked, printed
from tests.spec.drawn import draw_agreement, draw_register
from tests.spec.woordenboek import spec_dictionary
from tests.store.histories import CHANGES, FULL, SNAPSHOT, Cells, Draft, Drawn, stored, told

SMALL = 2
"""Rows of a part, so that a few rows make several parts."""


# --- every engine --------------------------------------------------------------------------------


def rows_of_spec() -> dict[str, list[Cells]]:
    drawn = draw_register(REGISTER)
    # In one order, for chance is asked table by table.
    return {table: [row.cells for row in rows] for table, rows in sorted(drawn.tables.items())}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """The rows of the register of the SQL tests, in five deliveries of every kind, of which the
    fourth takes the place of the second; some rows come with other days at first.
    """
    random, rows = Random(5), rows_of_spec()
    found = Drawn(tmp_path_factory.mktemp("geteld") / "objecten", spec_dictionary())

    def some(table: str, share: float) -> list[Cells]:
        chosen = [row for row in rows[table] if random.random() < share]
        return [_changed(found.dictionary.tables[table], row, random) for row in chosen]

    everything = {table: Draft(CHANGES, some(table, 0.7)) for table in rows}
    found.deliver(everything)
    found.deliver({table: Draft(CHANGES, some(table, 0.9)) for table in rows})
    found.deliver({table: Draft(FULL, some(table, 0.8)) for table in ("uitkering", "trede")})
    found.deliver({table: Draft(CHANGES, list(rows[table])) for table in rows}, replaces=2)
    snapshot = Draft(SNAPSHOT, some("woonplaats", 0.6), date(2017, 6, 30))
    found.deliver({"woonplaats": snapshot})
    return found


def _changed(declared: Table, row: Cells, random: Random) -> Cells:
    """Sometimes the row says something else: no last day, or nothing in a text."""
    if random.random() < 0.5:
        return row
    kept = {*declared.key, declared.subject_column, declared.day_column}
    return {name: cell for name, cell in row.items() if name in kept or random.random() < 0.5}


@pytest.fixture(scope="module")
def made(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("bekend") / "map"
    return known.write(folder, drawn.history(part_rows=SMALL))


def register_told(drawn: Drawn, at: int) -> Register:
    """The rows that a plain replay says were known."""
    state = told(drawn, at)
    names = {table.table for one in drawn.chain[:at] for table in one.tables}
    return Register({name: tuple(Row(one.row) for one in state[name].values()) for name in names})


def counted(agreement: Agreement, found: Stored, question: Question) -> tuple[Cell, ...]:
    parts = found.parts(tables_read(agreement, agreement.indicators[-1]))
    return Run(agreement, parts)(agreement, Register({}), question)


@pytest.mark.parametrize("form", INDICATORS)
def test_state_is_counted_as_the_rows_that_were_known_then(
    drawn: Drawn, made: Known, form: str
) -> None:
    # F6
    agreement = draw_agreement(INDICATORS[form], term=TERM)
    question = asked(agreement.indicators[-1], agreement)
    different = set()
    for at in range(1, 6):
        expected = reference.count(agreement, register_told(drawn, at), question)
        found = stored(made, drawn, at=at)
        assert counted(agreement, found, question) == expected
        from_rows = Register(found.rows(found.files))
        assert reference.count(agreement, from_rows, question) == expected
        different.add(str(expected))
        if at == 4:
            sources = {
                table: Files(FileKind.PARQUET, tuple(str(path) for path in of.values()), at)
                for table, of in found.files.items()
            }
            assert printed(agreement, question, sources) == expected
    assert len(different) > 1, "the deliveries change the figure"


def test_causes_add_up_to_the_whole_difference_of_a_figure(drawn: Drawn, made: Known) -> None:
    # F6: what each cause did is the difference of two countings, and the last is what is known now
    agreement = draw_agreement(INDICATORS["aantal"], term=TERM)
    question = asked(agreement.indicators[-1], agreement)
    found = changes(
        stored(made, drawn, at=5),
        before=1,
        after=5,
        known_before=known_through(drawn.chain[:1]),
        known_after=known_through(drawn.chain),
    )
    cells = [counted(agreement, step.stored, question) for step in found.steps]
    assert cells[0] == reference.count(agreement, register_told(drawn, 1), question)
    assert cells[-1] == reference.count(agreement, register_told(drawn, 5), question)


def test_script_says_after_which_delivery_rows_are_known() -> None:
    agreement = draw_agreement(INDICATORS["som"], term=TERM)
    question = asked(agreement.indicators[-1], agreement)
    sources = {"melding": Files(FileKind.PARQUET, ("a.parquet",), 7)}
    text = sql.script(agreement, [question], sources=sources)
    assert "De rijen van 'melding' die bekend zijn na levering 7." in text
    assert 'WHERE "§van" <= 7 AND "§tot" > 7' in text


# --- half-years ----------------------------------------------------------------------------------

JUNE, DECEMBER = date(2016, 6, 30), date(2016, 12, 31)
TABLES = ("uitkering", "woonplaats")


def year(random: Random) -> dict[str, list[Cells]]:
    """A year of benefits and homes of thirty persons, as it is known on its last day."""
    found: dict[str, list[Cells]] = {table: [] for table in TABLES}
    for number in range(60):
        first = date(2016, random.randint(1, 12), random.randint(1, 28))
        last = date(2016, 12, 28) if random.random() < 0.4 else None
        spell: Cells = {
            "nr": str(number),
            "persoon": f"p{number % 30}",
            "van": first,
            "tot en met": last,
        }
        found["uitkering"].append({**spell, "regeling": random.choice(["pw", "ioaw", "bbz"])})
        home: Cells = {**spell, "van": date(2015, 1, 1), "tot en met": None}
        found["woonplaats"].append({**home, "gemeente": random.choice(["Assen", "Tynaarlo"])})
    return found


def until(rows: Sequence[Cells], day: date) -> list[Cells]:
    """What was known of these spells on a day."""
    known_then = []
    for row in rows:
        last = row["tot en met"]
        if str(row["van"]) <= str(day):
            still_runs = isinstance(last, date) and last > day
            known_then.append({**row, "tot en met": None} if still_runs else row)
    return known_then


def since(rows: Sequence[Cells], day: date) -> list[Cells]:
    """What has become known of these spells after a day."""
    before = until(rows, day)
    return [row for row in rows if row not in before]


def delivered(folder: Path, *deliveries: Mapping[str, Draft]) -> tuple[Drawn, Stored]:
    drawn = Drawn(folder / "objecten", spec_dictionary())
    for tables in deliveries:
        drawn.deliver(tables)
    made = known.write(folder / "bekend", drawn.history(part_rows=20))
    return drawn, stored(made, drawn, at=len(deliveries))


@pytest.mark.parametrize("kind", [CHANGES, FULL])
@pytest.mark.parametrize("form", ["aantal", "stand", "personen", "dagen"])
def test_two_half_years_are_one_year(tmp_path: Path, kind: DeliveryKind, form: str) -> None:
    # F5, the law: of changes, and of full histories that have the first half in them
    rows = year(Random(11))
    later = {
        table: since(rows[table], JUNE) if kind is CHANGES else rows[table] for table in TABLES
    }
    at_once = {table: Draft(CHANGES, rows[table], DECEMBER) for table in TABLES}
    first = {table: Draft(kind, until(rows[table], JUNE), JUNE) for table in TABLES}
    second = {table: Draft(kind, later[table], DECEMBER) for table in TABLES}
    agreement = draw_agreement(INDICATORS[form], term=TERM)
    question = replace(asked(agreement.indicators[-1], agreement), known_through=DECEMBER)
    _, whole = delivered(tmp_path / "jaar", at_once)
    drawn, halves = delivered(tmp_path / "half", first, second)
    expected = counted(agreement, whole, question)
    assert any(any(cell.tallies) for cell in expected)
    assert counted(agreement, halves, question) == expected
    assert reference.count(agreement, Register(halves.rows(TABLES)), question) == expected
    assert known_through(drawn.chain).of_table("uitkering") == DECEMBER


def test_half_year_delivered_as_all_there_is_tells_what_it_would_withdraw(tmp_path: Path) -> None:
    # F5. CBS had to withdraw figures over half-years that were merged so: the second was read as if
    # it were the whole register, and whoever did not occur in it any more was gone.
    rows = year(Random(12))["uitkering"]
    first, second = until(rows, JUNE), since(rows, JUNE)
    drawn, before = delivered(tmp_path, {"uitkering": Draft(CHANGES, first, JUNE)})
    base = Known.open(tmp_path / "bekend")
    again = {row["nr"] for row in second}
    lost = sum(row["nr"] not in again for row in first)
    drawn.deliver({"uitkering": Draft(FULL, second, DECEMBER)})
    (found,) = preview(base, drawn.history(part_rows=20))
    assert (found.known, found.ends) == (len(first), lost)
    assert found.ends * 100 > found.known * 5  # which asks for confirmation
    after = known.write(tmp_path / "daarna", drawn.history(part_rows=20), base=base)
    (change,) = changes(
        stored(after, drawn, at=2),
        before=1,
        after=2,
        known_before=known_through(drawn.chain[:1]),
        known_after=known_through(drawn.chain),
    ).tables
    assert change.by_cause[Cause.WITHDRAWN] == lost
    assert len(before.rows(["uitkering"])["uitkering"]) == len(first)
    _, as_changes = delivered(
        tmp_path / "goed",
        {"uitkering": Draft(CHANGES, first, JUNE)},
        {"uitkering": Draft(CHANGES, second, DECEMBER)},
    )
    assert len(as_changes.rows(["uitkering"])["uitkering"]) == len(rows)
