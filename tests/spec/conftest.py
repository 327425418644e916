"""Every spec runs on every engine."""

import pytest

from tests.spec.drawn import ENGINES, Spec


@pytest.fixture(params=sorted(ENGINES))
def spec(request: pytest.FixtureRequest) -> Spec:
    return Spec(ENGINES[str(request.param)])
