"""Reads files that were made hostile by chance: `make fuzz N=2000`.

The idea that makes it simple: whatever a file is, a few things never happen (`judging.never`, a
bug, minutes of work). Each file follows from the seed and its number, so a failure can be made
again; the file itself is kept too.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory

from koers.delivery.confined import ChildFailed
from tests.hostile.case import Case
from tests.hostile.corpus import ALONE, CASES
from tests.hostile.judging import never
from tests.hostile.mutations import MOST, mutated
from tests.hostile.reading import (
    Delivered,
    read_alone,
    read_together,
    reading_in,
    stopped_at,
    written,
)

AT_A_TIME = 40
SHOWING = frozenset({"kolom-onbekend", "kolom-ontbreekt", "code-onbekend"})
"""Findings that show names of columns and unknown codes, and chance writes anything there."""
SECONDS = 90
"""For so many files together; one that does not fit is read again, alone."""


@dataclass(frozen=True)
class Failure:
    """What should never happen, and the file with which it did."""

    file: str
    problem: str


@dataclass
class Fuzzing:
    """Counts what came of the files, and keeps those that failed in a folder."""

    seed: int
    kept_in: Path
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def run(self, number: int) -> None:
        for start in range(0, number, AT_A_TIME):
            with TemporaryDirectory() as folder:
                self._together(Path(folder), range(start, min(start + AT_A_TIME, number)))

    def _together(self, folder: Path, numbers: Sequence[int]) -> None:
        deliveries = [self._written(folder, number) for number in numbers]
        while deliveries:
            staging = folder / f"samen{len(deliveries)}"
            staging.mkdir()
            try:
                at = read_together(deliveries, staging=staging, seconds=SECONDS)
            except (ChildFailed, OSError) as problem:
                at = stopped_at(staging)
                self._fail(deliveries[at], f"a bug:\n{problem.__cause__ or problem}")
            else:
                if at is not None:
                    self._alone(deliveries[at])
            done = len(deliveries) if at is None else at
            for one in deliveries[:done]:
                self._judge(one)
            deliveries = deliveries[done + 1 :]

    def _written(self, folder: Path, number: int) -> Delivered:
        rng = Random(f"{self.seed}-{number}")
        good, all_of_them = bases()
        case = rng.choice(good if rng.random() < 0.8 else all_of_them)
        data = mutated(original(case.name), rng, original(rng.choice(all_of_them).name))
        own = folder / str(number)
        own.mkdir()
        delivered = written(case, own)
        delivered.path.write_bytes(data)
        return delivered

    def _alone(self, delivered: Delivered) -> None:
        shutil.rmtree(delivered.staging)
        delivered.staging.mkdir()
        try:
            reading = read_alone(delivered)
        except (ChildFailed, OSError) as problem:
            self._fail(delivered, f"a bug:\n{problem.__cause__ or problem}")
            return
        if reading.stopped:
            self.counts[f"given up: {reading.stopped}"] += 1
            self._keep(delivered, reading.stopped)
        else:
            self._judge(delivered)

    def _judge(self, delivered: Delivered) -> None:
        reading = reading_in(delivered.staging)
        for problem in never(reading, but=SHOWING):
            self._fail(delivered, problem)
        self.counts["refused" if reading.accepted is None else "read"] += 1

    def _fail(self, delivered: Delivered, problem: str) -> None:
        self.counts["failed"] += 1
        self.failures.append(Failure(self._keep(delivered, "fout"), problem))

    def _keep(self, delivered: Delivered, word: str) -> str:
        kept = self.kept_in / f"{self.seed}-{delivered.staging.parent.name}-{word}"
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(delivered.path, kept / delivered.path.name)
        for one in delivered.declaration.parent.iterdir():
            shutil.copyfile(one, kept / one.name)
        return str(kept / delivered.path.name)


@cache
def bases() -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The files of the corpus that are small enough to make many others from: those of which rows
    are taken, and all of them.
    """
    small = tuple(case for name, case in CASES.items() if name not in ALONE)
    kept = tuple(case for case in small if original(case.name))
    return tuple(case for case in kept if case.accepted), kept


@cache
def original(name: str) -> bytes:
    """The bytes of a case; none where it is no file."""
    case = CASES[name]
    with TemporaryDirectory() as folder:
        made = case.make(Path(folder))
        small = made.is_file() and not made.is_symlink() and made.stat().st_size <= MOST
        return made.read_bytes() if small else b""


def told(fuzzing: Fuzzing) -> Iterator[str]:
    yield f"seed {fuzzing.seed}: " + ", ".join(
        f"{number} {word}" for word, number in sorted(fuzzing.counts.items())
    )
    for failure in fuzzing.failures:
        yield f"{failure.file}: {failure.problem}"
    if fuzzing.kept_in.exists():
        yield f"The files are in {fuzzing.kept_in}."


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, help="how many files")
    parser.add_argument("--seed", type=int, default=None, help="of an earlier run, to repeat it")
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="folder for what failed")
    asked = parser.parse_args(arguments)
    seed = SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.flush()
    fuzzing = Fuzzing(seed, asked.keep)
    fuzzing.run(asked.number)
    sys.stdout.write("".join(f"{line}\n" for line in told(fuzzing)))
    return 1 if fuzzing.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
