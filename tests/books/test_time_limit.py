"""What takes too long is given up, and nothing else is interrupted."""

import signal
import sys
import threading
import time

import pytest

from xlmot.books.time_limit import within
from xlmot.messages.errors import UnreadableFile


def slow(seconds: float = 20.0) -> str:
    """Work for so long in small steps, as a rule does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sum(range(1000))
    return "done"


def test_what_takes_longer_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"more than 0\.2 s"):
        within(0.2, slow)
    assert time.monotonic() - begun < 10


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="Windows ends no waiting call")
def test_what_waits_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFile):
        within(0.2, lambda: time.sleep(20))
    assert time.monotonic() - begun < 10


def test_what_catches_every_fault_is_given_up_all_the_same() -> None:
    def stubborn() -> None:
        try:
            slow()
        except Exception:  # noqa: BLE001  as a reader of odd files may
            pytest.fail("the interruption was taken for a fault")

    with pytest.raises(UnreadableFile):
        within(0.2, stubborn)


def test_nothing_is_interrupted_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    for _ in range(200):
        try:
            assert within(0.001, lambda: slow(0.001)) == "done"
        except UnreadableFile as error:
            assert "0.001 s" in str(error)  # noqa: PT017  either outcome is right
        assert signal.getsignal(signal.SIGINT) is before
    time.sleep(0.05)
    assert len(sys._current_frames()) < 20


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_still_ends_the_run() -> None:
    with pytest.raises(KeyboardInterrupt):
        within(60, lambda: signal.raise_signal(signal.SIGINT))


def test_another_thread_takes_the_time_it_takes() -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(within(0.01, lambda: slow(0.1))))
    thread.start()
    thread.join()
    assert found == ["done"]
