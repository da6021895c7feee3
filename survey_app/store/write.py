"""The one way to write: a single writer connection, a queue, and one fsync for work that arrives together."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from survey_app.errors import NotFound, Unavailable
from survey_app.store.connect import connect_reader, connect_writer, fault_code, store_faults
from survey_app.store.database import Database
from survey_app.store.instance import Instance
from survey_app.store.migrations import MIGRATIONS

T = TypeVar("T")
LOCK_SECONDS = 60.0
# One transaction takes at most this many pieces of work, so the first caller never waits for the hundredth.
BATCH = 64


class _Job:
    """A piece of work on its way through the queue, and where its caller waits for it."""

    __slots__ = ("done", "error", "result", "work")

    def __init__(self, work: Callable[[Database], Any]) -> None:
        self.work = work
        self.done = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None


class Store:
    """One instance's database, open. `read` and `write` may be called from any thread."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._local = threading.local()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = False
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

        ``work`` runs in a transaction of its own: what it raises undoes its writes alone and is raised here.
        Raises Unavailable when the disk is full or the database locked or damaged; then nothing is stored.
        """
        job = _Job(work)
        self._ensure_thread()
        self._jobs.put(job)
        job.done.wait()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def close(self) -> None:
        """Finish what is queued; close this thread's connection and, last, the writer, which checkpoints."""
        db: Database | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            del self._local.db
        with self._starting:
            self._closed = True
            if self._thread is not None:
                self._jobs.put(None)
                self._thread.join()
                self._thread = None

    def _ensure_thread(self) -> None:
        if self._thread is None or self._closed:
            with self._starting:
                if self._closed:
                    raise Unavailable("store_closed")
                if self._thread is None:
                    # Started at the first write, after any fork, so that the lock file is this process's own.
                    self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        lock = FileLock(self.instance.write_lock, timeout=LOCK_SECONDS)
        db: Database | None = None
        running = True
        while running:
            first = self._jobs.get()
            if first is None:
                break
            batch: list[_Job] = []
            try:
                with lock:
                    running = self._drain(first, batch)
                    if db is None:
                        db = connect_writer(self.instance.database)
                    _commit(db, batch)
            except Timeout:
                _fail(batch or [first], Unavailable("store_locked", detail=str(self.instance.write_lock)))
            except sqlite3.DatabaseError as error:
                _fail(batch, Unavailable(fault_code(error), detail=str(error)))
            except Exception as error:  # a caller must always be answered, whatever went wrong
                _fail(batch or [first], error)
            for job in batch or [first]:
                job.done.set()
        if db is not None:
            with lock:  # closing the last connection checkpoints
                db.close()

    def _drain(self, first: _Job, batch: list[_Job]) -> bool:
        """Move what waits now into ``batch``; False when the store is being closed."""
        batch.append(first)
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return True
            if job is None:
                return False
            batch.append(job)
        return True


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
    with store_faults(), FileLock(instance.write_lock, timeout=LOCK_SECONDS):
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


def open_store(instance: Instance) -> Store:
    """The store of an existing instance. Raises NotFound without one, Unavailable when it needs `init`."""
    if not instance.exists():
        raise NotFound("no_instance", folder=str(instance.root))
    with store_faults():
        db = connect_reader(instance.database)
        try:
            pending = MIGRATIONS.pending(db)
        finally:
            db.close()
    if pending:
        raise Unavailable("migrations_pending", folder=str(instance.root))
    return Store(instance)
