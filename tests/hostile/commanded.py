"""The whole command on a hostile file, measured from outside: `python -m tests.hostile.commanded`
prints what every file of the corpus costs.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.case import Case
from tests.hostile.corpus import CASES
from tests.hostile.reading import written

KOERS = Path(sys.executable).parent / "koers"


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
    with (folder / "gezegd").open("w+b") as said:
        started = time.monotonic()
        process = subprocess.Popen(
            [*command, *options, "--", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    processor = used.ru_utime + used.ru_stime
    return Commanded(process.returncode, text, seconds, processor, used.ru_maxrss // 1024, size)


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
