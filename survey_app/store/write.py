"""The one way to write: a single writer connection, a queue, and one fsync for work that arrives together."""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from typing import Any, TypeVar

from survey_app.errors import NotFound, Unavailable
from survey_app.store.connect import connect_reader, connect_writer, fault_code, store_faults
from survey_app.store.database import Database
from survey_app.store.instance import Instance
from survey_app.store.lock import WriteLock
from survey_app.store.migrations import MIGRATIONS

T = TypeVar("T")
LOCK_SECONDS = 60.0
# One transaction takes at most this many pieces of work, so the first caller never waits for the hundredth.
BATCH = 64


class _Job:
    """A piece of work on its way to the disk, where its caller waits for its turn, and what came of it."""

    __slots__ = ("done", "error", "result", "turn", "work")

    def __init__(self, work: Callable[[Database], Any]) -> None:
        self.work = work
        self.turn = threading.Lock()
        self.turn.acquire()
        self.done = False
        self.result: Any = None
        self.error: BaseException | None = None


class Store:
    """One instance's database, open. `read` and `write` may be called from any thread."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._local = threading.local()
        self._jobs: deque[_Job] = deque()
        self._queue = threading.Condition()
        self._writing = False
        self._closed = False
        self._lock = WriteLock(instance.write_lock, LOCK_SECONDS)
        self._writer: Database | None = None
        self._keys: dict[str, bytes] = {}

    def key(self, name: str) -> bytes:
        """The instance's secret called ``name``, read once."""
        if name not in self._keys:
            self._keys[name] = self.instance.key(name)
        return self._keys[name]

    def read(self) -> Database:
        """This thread's read-only connection."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            with store_faults():
                db = self._local.db = connect_reader(self.instance.database)
        return db

    def write(self, work: Callable[[Database], T]) -> T:
        """What ``work(db)`` returns, once it is committed and on disk.

        ``work`` runs in a transaction of its own, perhaps on another caller's thread: what it raises undoes
        its writes alone and is raised here. Raises Unavailable when the disk is full or the database locked
        or damaged; then nothing is stored.
        """
        job = _Job(work)
        with self._queue:
            if self._closed:
                raise Unavailable("store_closed")
            self._jobs.append(job)
            waits, self._writing = self._writing, True
        if waits:
            job.turn.acquire()
        if not job.done:  # then it is the first in the queue, and its caller writes for all who wait
            self._write_waiting()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def close(self) -> None:
        """Finish what is queued, move the log into the database file, and close this thread's connections."""
        db: Database | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            del self._local.db
        with self._queue:
            self._closed = True
            self._queue.wait_for(lambda: not self._writing)
        if self._writer is not None:
            with self._lock:
                # Readers of other threads may still be open, so closing alone would leave all in the log.
                self._writer.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
                self._writer.close()
            self._writer = None
        self._lock.close()

    def _write_waiting(self) -> None:
        """Write what waits, at most a batch, and let its callers and the next in the queue go on."""
        batch: list[_Job] = []
        try:
            with self._lock:
                batch = self._drain()
                # Opened after any fork, and only once the lock is held.
                self._writer = self._writer or connect_writer(self.instance.database)
                _commit(self._writer, batch)
        except sqlite3.DatabaseError as error:
            _fail(batch, Unavailable(fault_code(error), detail=str(error)))
        except BaseException as error:  # a caller must always be answered, whatever went wrong
            batch = batch or self._drain()
            _fail(batch, error)
        with self._queue:
            if self._jobs:
                self._jobs[0].turn.release()
            else:
                self._writing = False
                self._queue.notify_all()
        for job in batch:
            job.done = True
            job.turn.release()

    def _drain(self) -> list[_Job]:
        return [self._jobs.popleft() for _ in range(min(len(self._jobs), BATCH))]


def _commit(db: Database, batch: list[_Job]) -> None:
    """Run the batch in one transaction, each job in a savepoint; raises when nothing could be committed."""
    connection = db.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        for job in batch:
            connection.execute("SAVEPOINT job")
            try:
                job.result = job.work(db)
            except sqlite3.DatabaseError as error:
                if not isinstance(error, sqlite3.IntegrityError):
                    raise  # a full disk or a damaged file ends the whole batch
                _undo(connection, job, error)
            except Exception as error:
                _undo(connection, job, error)
            else:
                connection.execute("RELEASE job")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _undo(connection: sqlite3.Connection, job: _Job, error: Exception) -> None:
    connection.execute("ROLLBACK TO job")
    connection.execute("RELEASE job")
    job.error = error


def _fail(batch: list[_Job], error: BaseException) -> None:
    for job in batch:
        job.error = job.error or error


def create(instance: Instance) -> Store:
    """The store of ``instance``, made or brought up to date by the pending migrations."""
    instance.make_folders_and_keys()
    lock = WriteLock(instance.write_lock, LOCK_SECONDS)
    with store_faults(), closing(lock), lock:
        _refuse_emptied(instance)
        db = connect_writer(instance.database, migrating=True)
        try:
            # Immediate: two processes that start at once must not both apply the same migration.
            db.conn.execute("BEGIN IMMEDIATE")
            MIGRATIONS.apply(db)
            db.conn.execute("COMMIT")
        finally:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            db.close()
    return Store(instance)


def _refuse_emptied(instance: Instance) -> None:
    """Raise Unavailable for a database without a byte: something cut it, and nothing may start over it."""
    if instance.exists() and instance.database.stat().st_size == 0:
        raise Unavailable("store_damaged", detail=f"{instance.database}: 0")


def open_store(instance: Instance) -> Store:
    """The store of an existing instance. Raises NotFound without one, Unavailable when it needs `init`."""
    if not instance.exists():
        raise NotFound("no_instance", folder=str(instance.root))
    _refuse_emptied(instance)
    with store_faults():
        db = connect_reader(instance.database)
        try:
            pending = MIGRATIONS.pending(db)
        finally:
            db.close()
    if pending:
        raise Unavailable("migrations_pending", folder=str(instance.root))
    return Store(instance)
