"""Every spec runs on every engine; the SQL engine only in `make test-all`, for its time."""

import pytest

from tests.spec.drawn import ENGINES, Spec

PARAMETERS = [
    pytest.param(name, marks=[pytest.mark.slow] if name == "sql" else [])
    for name in sorted(ENGINES)
]


@pytest.fixture(params=PARAMETERS)
def spec(request: pytest.FixtureRequest) -> Spec:
    return Spec(ENGINES[str(request.param)])
