"""One invented register of 3 000 persons, for every test that only looks."""

from pathlib import Path

import pytest

from koers.invented.writing import write


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the three municipalities of the Werkplein, in three parts."""
    folder = tmp_path_factory.mktemp("verzonnen") / "register"
    write(folder, subjects=3_000, seed=1, municipalities=3, part_size=1_100)
    return folder
