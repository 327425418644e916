"""One measurement in a process of its own: `python -m benchmarks.measured WHAT FOLDER [check]`.

The idea that makes it simple: everyone who is timed starts cold in a fresh process, after the
imports, so that no one is helped by what another read or kept. What it took is printed as JSON.
With `check` the whole numbers are compared with those of the engine, after the time is taken.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import cells, floor
from benchmarks.cells import Answer, Difference
from benchmarks.frames import SCRIPTS
from benchmarks.queries import MACROS, QUERIES
from koers.agreement import Agreement
from koers.algebra import Share
from koers.engines import reference
from koers.engines.compiled import Run, Stored, read_stored
from koers.engines.compiled.groupings import grouped
from koers.findings import Findings
from koers.questions import Asked, questions
from koers.register import Register
from koers.results import measure

THREADS = 2
MEMORY = "8GB"


@dataclass
class Outcome:
    """What someone who was timed came to. `answers` makes frames of it, by indicator; `seconds` is
    what each indicator took, where they were counted one by one.
    """

    answers: Callable[[], Iterator[tuple[str, Answer]]]
    seconds: dict[str, float] = field(default_factory=dict)


def _nothing() -> Iterator[tuple[str, Answer]]:
    return iter(())


@dataclass(frozen=True)
class Bench:
    """A register and what is asked of it."""

    agreement: Agreement
    folder: Path

    @property
    def codes(self) -> list[str]:
        return [indicator.code for indicator in cells.indicators(self.agreement)]

    def stored(self) -> Stored:
        findings = Findings()
        found = read_stored(self.folder, self.agreement.dictionary, findings)
        assert not findings.has_errors()
        return found

    def run(self, codes: Collection[str]) -> Run:
        """The engine, with the tables of these indicators."""
        tables = cells.tables(self.agreement, codes)
        return Run(self.agreement, self.stored().parts(tables), THREADS)

    def of_share(self, code: str) -> bool:
        return isinstance(self.agreement.indicator(code).form, Share)

    # --- who is timed ---

    def engine(self, codes: Collection[str]) -> Outcome:
        """From opening the files to the cubes: by cell, and in all."""
        run = self.run(codes)
        questions = cells.questions(self.agreement, codes)
        run.prepare(questions)
        for question in questions:
            counted = run.counted(question)
            for layer in (*counted.layers, *([counted.overlap] if counted.overlap else [])):
                for grouping in cells.GROUPINGS:
                    grouped(self.agreement, layer, grouping)

        def answers() -> Iterator[tuple[str, Answer]]:
            for question in questions:
                counted = run.counted(question)
                yield question.indicator, cells.of_engine(self.agreement, question, counted)

        return Outcome(answers)

    def values(self) -> Outcome:
        """The same, and the values and verdicts of every cell."""
        run = self.run(self.codes)
        register = Register(dict.fromkeys(self.stored().files, ()))
        wanted = [
            (self.agreement.indicator(question.indicator), question.periods)
            for question in cells.questions(self.agreement, self.codes)
        ]
        asked = [(one, Asked(periods, cells.K, cells.GROUPINGS)) for one, periods in wanted]
        run.prepare(q for one, of in asked for q in questions(self.agreement, register, one, of))
        for indicator, of in asked:
            measure(self.agreement, register, indicator, of, engine=run)
        return Outcome(_nothing)

    def sql(self) -> Outcome:
        """A query per indicator, one after another, each with all threads."""
        database = duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY})
        database.execute("set enable_progress_bar = false")
        database.execute("set preserve_insertion_order = false")
        database.execute("set parquet_metadata_cache = true")
        database.execute(MACROS)
        for table in (path for path in self.folder.iterdir() if path.is_dir()):
            files = f"read_parquet('{table}/*.parquet')"
            database.execute(f'create view "{table.name}" as from {files}')
        found, seconds = {}, {}
        for code in self.codes:
            start = time.perf_counter()
            found[code] = database.execute(QUERIES[code]).to_arrow_table()
            number = "number" if self.of_share(code) else "amount"
            found[code].group_by("month").aggregate([(number, "sum")])
            seconds[code] = time.perf_counter() - start

        return Outcome(partial(self._answers, found), seconds)

    def pandas(self) -> Outcome:
        """A script per indicator, for some of them."""
        found, seconds = {}, {}
        for code, script in SCRIPTS.items():
            start = time.perf_counter()
            found[code] = script(self.folder)
            seconds[code] = time.perf_counter() - start

        return Outcome(partial(self._answers, found), seconds)

    def floor(self) -> Outcome:
        """Reading the needed columns once."""
        wanted = floor.columns(self.agreement, self.codes)
        floor.scan(self.folder, wanted, threads=THREADS)
        return Outcome(_nothing)

    def reference(self) -> Outcome:
        """The reference engine, which is there to be read. Its cells must be those of the engine,
        interim classes, norms and all.
        """
        tables = cells.tables(self.agreement, self.codes)
        register = Register(self.stored().rows(tables))
        found = {
            question: reference.count(self.agreement, register, question)
            for question in cells.questions(self.agreement, self.codes)
        }

        def answers() -> Iterator[tuple[str, Answer]]:
            run = self.run(self.codes)
            run.prepare(found)
            for question, ours in found.items():
                assert run(self.agreement, register, question) == ours, question.indicator
            yield from ()

        return Outcome(answers)

    # --- differences ---

    def _answers(self, found: Mapping[str, Any]) -> Iterator[tuple[str, Answer]]:
        """Tables or frames as answers."""
        for code, table in found.items():
            frame = table.to_pandas() if hasattr(table, "to_pandas") else table
            yield code, cells.of_share(frame) if self.of_share(code) else cells.of_amounts(frame)

    def differences(self, outcome: Outcome) -> list[Difference]:
        """Where the engine gives other numbers."""
        ours, others = dict[str, Answer](), outcome.answers()
        found: list[Difference] = []
        for code, theirs in others:
            if not ours:
                ours = dict(self.engine(self.codes).answers())
            found += cells.differences(code, ours[code], theirs)
        return found


def main(what: str, folder: str, check: str = "") -> int:
    bench = Bench(cells.agreement(), Path(folder))
    contestants: dict[str, Callable[[], Outcome]] = {
        "engine": partial(bench.engine, bench.codes),
        "engine-some": partial(bench.engine, list(SCRIPTS)),
        "values": bench.values,
        "sql": bench.sql,
        "pandas": bench.pandas,
        "floor": bench.floor,
        "reference": bench.reference,
    }
    start, cpu = time.perf_counter(), time.process_time()
    outcome = contestants[what]()
    took = {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "parts": outcome.seconds,
    }
    differences = bench.differences(outcome) if check else []
    for difference in differences:
        print(difference, file=sys.stderr)
    print(json.dumps(took))
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
