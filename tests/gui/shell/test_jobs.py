"""Work in the pool: results, exceptions and progress arrive on the gui thread, unless cancelled."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from funnelstudio.errors import UserError
from funnelstudio.gui import jobs
from funnelstudio.progress import Progress


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    done: list[int] = []

    def work(_progress: Progress) -> int:
        threads.append(threading.current_thread())
        return 42

    def take(result: int) -> None:
        threads.append(threading.current_thread())
        done.append(result)

    jobs.run(work, take)
    qtbot.waitUntil(lambda: done == [42])
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_exception_arrives_as_it_is(qtbot: QtBot) -> None:
    caught: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise UserError("No such file.")

    jobs.run(work, failed=caught.append)
    qtbot.waitUntil(lambda: len(caught) == 1)
    assert str(caught[0]) == "No such file."


def test_progress_arrives_in_order_before_the_end(qtbot: QtBot) -> None:
    seen: list[tuple[float, str]] = []
    done: list[None] = []

    def work(progress: Progress) -> None:
        progress.at(0.25, "first")
        progress.share(0.5, 1.0).at(0.5, "second")

    jobs.run(work, done.append, progress=lambda fraction, words: seen.append((fraction, words)))
    qtbot.waitUntil(lambda: len(done) == 1)
    assert seen == [(0.25, "first"), (0.75, "second")]


def test_cancelled_work_stops_and_tells_nobody(qtbot: QtBot) -> None:
    begun = threading.Event()
    told: list[object] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress.at(0.5)

    job = jobs.run(work, told.append, told.append)
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: jobs.running() == 0)
    assert told == []
