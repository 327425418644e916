"""A child that reads within limits: however it ends, the parent lives and knows why.

The child of these tests is the real one (`child.main`) with other work to do: each piece of work is
written in the test, as a module of its own.
"""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from koers.delivery import confined
from koers.delivery.confined import ChildFailed, Outcome
from koers.delivery.limits import LARGEST, MB, Limits, size_of

LIMITS = Limits(seconds=5, memory=300 * 1024**2)
CELL = "Jansen-van-den-Berg"


def work(folder: Path, source: str, *, at_import: str = "") -> str:
    """A module that is a child with this body as its work; returns its name."""
    body = textwrap.indent(textwrap.dedent(source), "    ")
    text = (
        "import ctypes, errno, io, json, os, resource, signal, sys, time\n"
        "import pyarrow as pa, pyarrow.csv, pyarrow.parquet as pq\n"
        "from koers.delivery import child, confined, limits\n"
        f"{textwrap.dedent(at_import)}\n"
        f"def take_in(request, staging):\n{body}\n"
        "    text = json.dumps(told) if 'told' in dir() else '{}'\n"
        "    (staging / confined.OUTCOME).write_text(text)\n"
        "if __name__ == '__main__':\n    child.main(sys.argv[1:], take_in)\n"
    )
    (folder / "ander_kind.py").write_text(text, encoding="utf-8")
    return "ander_kind"


@pytest.fixture
def staging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(
        "PYTHONPATH", str(tmp_path), prepend=os.pathsep
    )  # where the children of this file stand
    (tmp_path / "staging").mkdir()
    return tmp_path / "staging"


def ended(staging: Path, source: str, *, limits: Limits = LIMITS) -> Outcome:
    module = work(staging.parent, source)
    return confined.run({"a": "b"}, staging=staging, limits=limits, child_module=module)


def children() -> set[str]:
    """The processes that this one started and that still are."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


# --- it ends well ---------------------------------------------------------------------------------


def test_what_the_child_found_comes_back(staging: Path) -> None:
    assert ended(staging, "told = request") == Outcome(told={"a": "b"})


def test_real_child_reads_a_delivery(staging: Path, tmp_path: Path) -> None:
    # trust: parse in a child process
    request = {"bron": str(tmp_path / "er-is-niets"), "aanlevering": "", "doe": "lever"}
    outcome = confined.run(request, staging=staging, limits=LIMITS)
    assert isinstance(outcome.told, dict)
    assert outcome.told["bevindingen"]


def test_what_a_library_prints_is_lost(staging: Path) -> None:
    source = "os.write(1, b'x' * 300_000); os.write(2, b'x' * 300_000); told = 'ok'"
    assert ended(staging, source) == Outcome(told="ok")


def test_module_of_the_same_name_in_the_working_folder_is_not_run(
    staging: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # trust: hostile files; a delivery may well be read from the folder it was unpacked in
    work(tmp_path, "told = 'ok'")
    monkeypatch.delenv("PYTHONPATH")
    for name in ("koers", "json", "pyarrow"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hostile')")
    monkeypatch.chdir(tmp_path)
    request = {"bron": "er-is-niets", "aanlevering": "", "doe": "lever"}
    assert confined.run(request, staging=staging, limits=LIMITS).stopped == ""


# --- more than one, from one process --------------------------------------------------------------


def each_ended(staging: Path, sources: list[str], *, limits: Limits = LIMITS) -> list[Outcome]:
    """Different work of children of one process: `request["work"]` says which."""
    body = "\n".join(
        f"if request['work'] == '{nth}':\n{textwrap.indent(textwrap.dedent(source), '    ')}"
        for nth, source in enumerate(sources)
    )
    module = work(staging.parent, body, at_import="SEEN = []")
    found = []
    with confined.ready(module) as reader:
        for nth in range(len(sources)):
            own = staging / str(nth)
            own.mkdir()
            found.append(reader.run({"work": str(nth)}, staging=own, limits=limits))
    return found


def test_one_process_reads_delivery_after_delivery(staging: Path) -> None:
    sources = ["told = 'a'", "told = 'b'", "told = 'c'"]
    assert [one.told for one in each_ended(staging, sources)] == ["a", "b", "c"]


def test_a_child_starts_from_what_no_other_child_has_touched(staging: Path) -> None:
    # trust: hostile files; what one delivery does to its child is not there for the next
    soil = "SEEN.append(1); os.environ['A'] = 'b'; os.chdir('/'); told = str(SEEN)"
    look = "told = [str(SEEN), os.environ.get('A', ''), str(os.getcwd() == '/')]"
    assert each_ended(staging, [soil, look])[1].told == ["[]", "", "False"]


@pytest.mark.parametrize(
    ("source", "stopped"),
    [
        ("kept = [bytearray(b'x') * (1 << 20) for _ in range(4000)]", "geheugen"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "fout"),
        ("time.sleep(60)", "tijd"),
        ("while True: pass", "tijd"),
    ],
)
def test_after_a_child_that_is_stopped_the_next_reads_on(
    staging: Path, source: str, stopped: str
) -> None:
    limits = Limits(seconds=1, memory=LIMITS.memory)
    one, other = each_ended(staging, [source, "told = 'ok'"], limits=limits)
    assert (one.stopped, other) == (stopped, Outcome(told="ok"))


def test_limits_hold_for_each_child_anew(staging: Path) -> None:
    busy = "until = time.process_time() + 0.7\nwhile time.process_time() < until: pass\ntold = 'ok'"
    limits = Limits(seconds=1, memory=LIMITS.memory)
    assert [one.told for one in each_ended(staging, [busy] * 3, limits=limits)] == ["ok"] * 3


def test_what_a_child_started_ends_with_it(staging: Path) -> None:
    start = """
        import subprocess
        started = subprocess.Popen(["sleep", "60"])
        (staging / "pid").write_text(str(started.pid))
        told = 'ok'
    """
    each_ended(staging, [start, "told = 'ok'"])
    assert is_gone(int((staging / "0" / "pid").read_text()))


def test_child_cannot_reach_the_process_that_started_it(staging: Path) -> None:
    # it holds no pipe but the one to tell where it went wrong; and nothing is behind its terminal
    source = """
        told = []
        for name in os.listdir("/proc/self/fd"):
            with contextlib.suppress(OSError):
                told.append(os.readlink(f"/proc/self/fd/{name}"))
    """
    (found,) = each_ended(staging, ["import contextlib\n" + textwrap.dedent(source)])
    assert isinstance(found.told, list)
    assert sum(str(one).startswith(("pipe:", "socket:")) for one in found.told) == 1


def test_process_with_a_thread_is_not_forked(staging: Path) -> None:
    thread = "import threading; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"
    module = work(staging.parent, "told = 'ok'", at_import=thread)
    with pytest.raises(ChildFailed, match="has started a thread"):
        confined.run({}, staging=staging, limits=LIMITS, child_module=module)


# --- it is stopped --------------------------------------------------------------------------------

OUT_OF_MEMORY = {
    "in Python": "kept = [bytearray(b'x') * (1 << 20) for _ in range(4000)]",
    "in small pieces": "kept = [str(number) for number in range(1 << 30)]",
    "in one piece": "kept = bytes(1 << 40)",
    "in Arrow": "kept = [pa.allocate_buffer(10 << 20) for _ in range(400)]",
    "in the CSV reader of Arrow": """
        data = io.BytesIO(b"aaaaaaa,bbbbbbbbb,ccccccccc\\n" * 4_000_000)
        pyarrow.csv.read_csv(data).sort_by("aaaaaaa")
    """,
    "in the Parquet reader of Arrow": """
        table = pa.table({name: ["x"] * 30_000_000 for name in "abc"})
    """,
    "by aborting, as Rust does": "os.abort()",
    "by the kernel": "os.kill(os.getpid(), signal.SIGKILL)",
    "in a file without end": """
        with open(staging / "groot", "wb") as file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
            file.write(bytes(2 << 20))
    """,
}


@pytest.mark.parametrize("name", OUT_OF_MEMORY)
def test_child_without_memory_is_stopped_and_says_so(staging: Path, name: str) -> None:
    # trust: limits (time, memory)
    assert ended(staging, OUT_OF_MEMORY[name]).stopped == "geheugen"


def test_child_never_has_more_resident_than_its_limits_promise(staging: Path) -> None:
    # trust: <= 512 MB; the command is measured from outside, as a user would
    module = work(staging.parent, OUT_OF_MEMORY["in Python"])
    measured = (
        "import resource, sys; from pathlib import Path; from koers.delivery import confined;"
        "from koers.delivery.limits import Limits;"
        f"o = confined.run({{}}, staging=Path({str(staging)!r}), limits=Limits.for_size(0),"
        f" child_module={module!r});"
        "print(o.stopped, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run(
        [sys.executable, "-P", "-c", measured], capture_output=True, text=True, check=True
    )
    stopped, kilobytes = told.stdout.split()
    assert stopped == "geheugen"
    assert 350_000 < int(kilobytes) < 512 * 1024


def test_child_that_never_stops_is_stopped_by_processor_time(staging: Path) -> None:
    started = time.process_time(), os.times().children_user
    limits = Limits(seconds=1, memory=LIMITS.memory)
    assert ended(staging, "while True: pass", limits=limits).stopped == "tijd"
    assert os.times().children_user - started[1] < 4


ASLEEP = {
    "asleep": "time.sleep(60)",
    "a pipe that nobody fills": "os.mkfifo(staging / 'p'); open(staging / 'p', 'rb').read()",
    "a lock that never opens": """
        import threading
        lock = threading.Lock()
        lock.acquire()
        lock.acquire()
    """,
}


@pytest.mark.parametrize("name", ASLEEP)
def test_child_that_waits_for_nothing_is_stopped(staging: Path, name: str) -> None:
    started = time.monotonic()
    assert ended(staging, ASLEEP[name]).stopped == "tijd"
    assert time.monotonic() - started < 30  # 3 on an idle machine


@pytest.mark.parametrize("sign", [signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE])
def test_child_that_crashes_is_a_finding_about_the_file(staging: Path, sign: int) -> None:
    assert ended(staging, f"os.kill(os.getpid(), {int(sign)})").stopped == "fout"


def test_panic_of_a_library_in_rust_is_a_finding_about_the_file(staging: Path) -> None:
    source = "raise type('PanicException', (BaseException,), {})('index out of bounds')"
    assert ended(staging, source).stopped == "fout"


def test_endless_outcome_is_not_read_into_the_parent(staging: Path) -> None:
    source = "told = 'x' * (confined.MOST_TOLD + 1)"
    assert ended(staging, source).stopped == "geheugen"


def test_child_that_is_stopped_tells_what_it_was_busy_with(staging: Path) -> None:
    source = "confined.tell_busy(staging, 'juli\\udc80.csv'); os.abort()"
    assert ended(staging, source).busy_with == "juli?.csv"


@pytest.mark.parametrize("stopped", ["tijd", "geheugen", "fout"])
def test_user_hears_why_it_stopped_and_what_to_do(stopped: str) -> None:
    message, advice = Outcome(stopped=stopped).why(LIMITS)
    assert message.endswith(".")
    assert "CSV" in advice


# --- it has a bug ---------------------------------------------------------------------------------


def test_bug_in_the_child_is_raised_with_its_place_and_without_its_words(staging: Path) -> None:
    # trust: no personal value in logs
    source = f"""
        try:
            int({CELL[:6]!r} + {CELL[6:]!r})
        except ValueError as problem:
            raise KeyError({CELL[:6]!r} + {CELL[6:]!r}) from problem
    """
    with pytest.raises(ChildFailed) as raised:
        ended(staging, source)
    told = str(raised.value)
    assert "ander_kind.py" in told
    assert "in take_in" in told
    assert "KeyError" in told
    assert "ValueError" in told
    assert CELL not in told


def test_child_that_cannot_start_says_why(staging: Path) -> None:
    with pytest.raises(ChildFailed, match="No module named"):
        confined.run({}, staging=staging, limits=LIMITS, child_module="is_er_niet")


def test_full_disk_in_the_child_is_a_full_disk_in_the_parent(staging: Path) -> None:
    source = "raise OSError(errno.ENOSPC, 'vol')"
    with pytest.raises(OSError, match="No space left") as raised:
        ended(staging, source)
    assert raised.value.errno == errno.ENOSPC


def test_child_that_ends_by_itself_without_an_outcome_is_a_bug(staging: Path) -> None:
    with pytest.raises(ChildFailed, match="exit code 7"):
        ended(staging, "os._exit(7)")


# --- nothing stays behind -------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["told = 1", "time.sleep(60)", "1 / 0"])
def test_no_process_stays_behind(staging: Path, source: str) -> None:
    before = children()
    with contextlib.suppress(ChildFailed):
        ended(staging, source)
    assert children() == before


def wait_until(path: Path) -> int:
    """The number in a file that another process writes."""
    for _ in range(600):
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never came")


def is_gone(pid: int) -> bool:
    for _ in range(600):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_child_ends_when_its_parent_does(staging: Path, sign: signal.Signals) -> None:
    # Ctrl-C is SIGINT. The child is busy, so it is not given up for sleeping.
    source = "(staging / 'pid').write_text(str(os.getpid()))\nwhile True: pass"
    module = work(staging.parent, source)
    text = (
        "from pathlib import Path; from koers.delivery import confined, limits;"
        f"confined.run({{}}, staging=Path({str(staging)!r}),"
        f" limits=limits.Limits(60, {LIMITS.memory}), child_module={module!r})"
    )
    parent = subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.DEVNULL)
    child = wait_until(staging / "pid")
    parent.send_signal(sign)
    assert parent.wait(30) != 0
    assert is_gone(child)


# --- the limits -----------------------------------------------------------------------------------


def test_limits_grow_with_what_is_delivered() -> None:
    # trust: <= 10 MB in 5 s and 512 MB; 500 MB in 10 minutes and 1 GiB
    assert Limits.for_size(0) == Limits.for_size(10 * MB) == Limits(4, 432 * 1024**2)
    assert Limits.for_size(11 * MB).seconds == 5
    assert Limits.for_size(LARGEST) == Limits.for_size(10 * LARGEST) == Limits(580, 920 * 1024**2)


def test_size_is_that_of_the_file_or_of_the_files_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "een").write_bytes(b"123")
    (tmp_path / "twee").write_bytes(b"4567")
    (tmp_path / "map").mkdir()
    assert size_of(tmp_path) == 7
    assert size_of(tmp_path / "een") == 3
    assert size_of(tmp_path / "is-er-niet") == 0


def test_limits_are_raised_when_more_is_coming_and_never_above_the_most(staging: Path) -> None:
    source = """
        told = []
        for unpacked, delivered in ((0, 0), (50, 5), (10, 10), (10**6, 2), (10**6, 10**6)):
            limits.allow_for(unpacked * limits.MB, delivered=delivered * limits.MB)
            for kind in (resource.RLIMIT_CPU, resource.RLIMIT_DATA):
                told.append(str(resource.getrlimit(kind)[0]))
    """
    some = Limits.for_size(50 * MB)
    assert (some.seconds, some.memory // 1024**2) == (51, 648)
    small, larger = ["4", str(432 * 1024**2)], ["51", str(some.memory)]
    most = ["580", str(920 * 1024**2)]
    limits = Limits.for_size(0)
    told = ended(staging, source, limits=limits)
    assert told == Outcome(told=[*small, *larger, *larger, *larger, *most])
