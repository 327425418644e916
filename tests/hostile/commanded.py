"""The whole command on a hostile file, measured from outside: `python -m tests.hostile.commanded`
prints what every file of the corpus costs.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.case import Case
from tests.hostile.corpus import CASES
from tests.hostile.reading import written

KOERS = Path(sys.executable).parent / "koers"

_MEASURING = """
import json, os, sys, time
started = time.monotonic()
process = os.spawnv(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_, status, used = os.wait4(process, 0)
told = [os.waitstatus_to_exitcode(status), time.monotonic() - started,
        used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]
with open(sys.argv[1], "w") as file:
    json.dump(told, file)
"""
"""A small process in between: what the first process of a measured one ever had counts with it."""


@dataclass(frozen=True)
class Commanded:
    """What `koers lever` said, and what it and its child took: seconds on the clock and of the
    processor, and megabytes of the larger of the two.
    """

    code: int
    said: str
    seconds: float
    processor: float
    megabytes: int
    bytes: int


def commanded(case: Case, folder: Path) -> Commanded:
    delivered = written(case, folder)
    path = delivered.path
    size = path.stat().st_size if path.is_file() else 0
    command = [str(KOERS), "lever", "--opslag", str(folder / "opslag")]
    options = ["--aanlevering", str(delivered.declaration), "--zonder-geweigerde-rijen"]
    measured = folder / "gemeten"
    between = [sys.executable, "-I", "-S", "-c", _MEASURING, str(measured)]
    done = subprocess.run(
        [*between, *command, *options, "--", str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    code, seconds, processor, megabytes = json.loads(measured.read_text())
    text = done.stdout.decode(errors="replace")
    return Commanded(code, text, seconds, processor, megabytes, size)


def main(names: Sequence[str]) -> None:
    sys.stdout.write("seconds processor megabytes bytes code\n")
    for name in names or CASES:
        with TemporaryDirectory() as folder:
            one = commanded(CASES[name], Path(folder))
        costs = f"{one.seconds:7.2f} {one.processor:7.2f} {one.megabytes:6} {one.bytes:9}"
        sys.stdout.write(f"{costs} {one.code:3}  {name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
