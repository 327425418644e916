"""A child process that reads many hostile files one after another, as starting a process takes
longer than reading most of them. A file that brings it down is known by `confined.BUSY`.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from koers.delivery import child, confined, intake
from koers.grammar import Json


def take_in_all(request: Mapping[str, Json], staging: Path) -> None:
    deliveries = request["leveringen"]
    assert isinstance(deliveries, list)
    for number, one in enumerate(deliveries):
        assert isinstance(one, dict)
        confined.tell_busy(staging, str(number))
        intake.take_in(one, Path(str(one["staging"])))
    (staging / confined.OUTCOME).write_text("{}", encoding="utf-8")


if __name__ == "__main__":
    child.main(sys.argv[1:], take_in_all)
