"""One process at a time holds the lock; a thread that waits its turn is answered."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from survey_app import store
from survey_app.errors import Unavailable
from survey_app.store.lock import WriteLock

_HOLD = (
    "import sys; from pathlib import Path; from survey_app.store.lock import WriteLock\n"
    "with WriteLock(Path(sys.argv[1]), 1):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def test_lock__other_process_holds_it__says_locked_then_is_free(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    lock = WriteLock(path, 0.05)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(Unavailable) as caught, lock:
            pass
        assert caught.value.problem.code == "store_locked"
        holder.communicate()
    with lock:
        pass
    lock.close()


def test_write__many_threads_at_once__all_are_answered_and_stored(opened: store.Store) -> None:
    def run(number: int) -> None:
        for turn in range(20):
            opened.write(lambda db, name=f"{number}-{turn}": store.put_setting(db, name, "x"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    assert opened.read().execute("SELECT count(*) FROM store_setting").fetchone()[0] == 240


def test_close__with_work_in_the_queue__finishes_it_and_takes_no_more(opened: store.Store) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(db: store.Database) -> None:
        begun.set()
        go_on.wait(60)
        store.put_setting(db, "slow", "stored")

    writers = [threading.Thread(target=opened.write, args=(slow,))]
    writers[0].start()
    begun.wait(60)
    queued = threading.Thread(target=opened.write, args=(lambda db: store.put_setting(db, "next", "stored"),))
    queued.start()
    while len(opened._jobs) < 1:
        pass
    closing = threading.Thread(target=opened.close)
    closing.start()
    go_on.set()
    for thread in (*writers, queued, closing):
        thread.join(timeout=60)
    with pytest.raises(Unavailable):
        opened.write(lambda db: store.put_setting(db, "late", "refused"))
    again = store.open_store(opened.instance)
    assert [store.get_setting(again.read(), name) for name in ("slow", "next")] == ["stored", "stored"]
    again.close()
