"""Commands that are stopped in the middle, or find the disk full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotspots.cli.signals import SIGNALS, Ended, ending_on_signals
from tests.conftest import ROOT
from tests.presentation.briefing.whole_packs import FEW_ZONES, write_place
from tests.toy import write_toy

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither these signals nor such limits"
)
OLD = b"what was there\n"
RUN = "import sys; from hotspots.cli.commands import main; sys.exit(main(sys.argv[1:]))"
# Stops in the middle of a file: all is written and nothing is in place yet.
SLOW = "import os, time; os.fsync = lambda number: (print('writing', flush=True), time.sleep(60)); "
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)); "


@pytest.fixture
def toy(tmp_path) -> Path:
    return write_toy(tmp_path / "toy")


def command(before: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", before + RUN, *map(str, arguments)]


def rank(toy: Path, out: Path) -> tuple[object, ...]:
    return ("rank", toy, "--strand", "violence", "--out", out)


def test_a_full_disk_leaves_the_old_file_and_says_so_in_one_sentence(toy, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "ranking.csv"
    out.write_bytes(OLD)
    done = subprocess.run(
        command(LIMITED, *rank(toy, out)), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "What was there before is as it was" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert out.read_bytes() == OLD
    assert [path.name for path in folder.iterdir()] == ["ranking.csv"]


def test_a_full_disk_costs_no_record_of_earlier_packs(tmp_path):
    data, record = write_place(tmp_path / "data"), tmp_path / "record.json"
    settings = tmp_path / "settings.json"
    settings.write_text(FEW_ZONES.to_json(), encoding="utf-8")
    brief = ("brief", data, "--settings", settings, "--record", record, "--out")
    first = subprocess.run(
        command("", *brief, tmp_path / "pack"), cwd=ROOT, capture_output=True, text=True
    )
    assert first.returncode == 0, first.stderr
    before = record.read_bytes()
    done = subprocess.run(
        command(LIMITED, *brief, tmp_path / "again"),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert record.read_bytes() == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_file_leaves_the_old_one(toy, tmp_path, number):
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "ranking.csv"
    out.write_bytes(OLD)
    with subprocess.Popen(
        command(SLOW, *rank(toy, out)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "writing\n"
        assert len(list(folder.iterdir())) == 2
        running.send_signal(number)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 128 + number
    assert told == "Stopped. No file was left half written.\n"
    assert out.read_bytes() == OLD
    assert [path.name for path in folder.iterdir()] == ["ranking.csv"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_pack_that_is_stopped_leaves_no_stray_and_no_process(tmp_path, number):
    sample = sorted((ROOT / "data" / "sample").glob("*.zip"))
    out = tmp_path / "pack"
    with subprocess.Popen(
        [sys.executable, "-m", "hotspots", "brief", *sample, "--out", out],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        end = time.monotonic() + 120
        while not list(out.rglob("*.png")) and time.monotonic() < end:
            assert running.poll() is None, running.stderr.read()
            time.sleep(0.05)
        children = processes_of(running.pid)
        assert children, "no renderer runs, so this test shows nothing"
        running.send_signal(number)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 128 + number
    assert told == "Stopped. No file was left half written.\n"
    assert not list(out.rglob(".hotspots-*"))
    for picture in out.rglob("*.png"):
        assert picture.read_bytes().endswith(b"IEND\xaeB`\x82")
    end = time.monotonic() + 10
    while any(map(lives, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not list(filter(lives, children))


def test_a_second_signal_on_the_heels_of_the_first_is_taken_in_silence(capfd):
    with pytest.raises(Ended):
        two_at_once()
    assert capfd.readouterr().err == ""


def two_at_once() -> None:
    """Send two signals, both of which have come before the first is heeded."""
    with ending_on_signals():
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        for number in (signal.SIGTERM, signal.SIGINT):
            os.kill(os.getpid(), number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def processes_of(parent: int) -> list[int]:
    """Return the processes that one has started, where the system tells."""
    file = Path(f"/proc/{parent}/task/{parent}/children")
    threads = file.parents[1].iterdir() if file.exists() else ()
    return [
        int(one) for each in threads for one in (each / "children").read_text().split()
    ]


def lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
