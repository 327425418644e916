"""What holds for every test: the network is off, and what is missing fails.

A test that asks for `real_registrations` carries the mark `conformance`, so that `make test` leaves
it out. `make test-all` runs it, and a missing folder is then a failure, never a skip.
"""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def network_is_off() -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise AssertionError("a test tried to reach the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_heard() -> None:
    """A shell that starts the tests in the background has them ignore Ctrl-C, and with them every
    command they start; some tests interrupt a command.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def real_registrations() -> Path:
    named = os.environ.get("KOERS_REAL")
    folder = Path(named) if named else ROOT.parent / "shared" / "real"
    assert folder.is_dir(), f"the real registrations are missing: there is no folder {folder}"
    return folder
