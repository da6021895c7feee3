"""An instance: the folder that holds what one office collected, and its keys."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from survey_app.errors import Conflict, Unavailable

KEY_BYTES = 32
# signing: form tokens and log-ins; digest: response digests and receipts; bundle: signs what is carried away.
KEY_NAMES = ("signing", "digest", "bundle")


@dataclass(frozen=True, slots=True)
class Instance:
    """The places inside one instance folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "survey.db"

    @property
    def dataset(self) -> Path:
        return self.root / "dataset"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def bundles(self) -> Path:
        return self.root / "bundles"

    @property
    def tls(self) -> Path:
        return self.root / "tls"

    @property
    def write_lock(self) -> Path:
        return self.root / "write.lock"

    @property
    def server_lock(self) -> Path:
        return self.root / "server.lock"

    def exists(self) -> bool:
        """Whether there is a database here."""
        return self.database.exists()

    def key(self, name: str) -> bytes:
        """The secret called ``name``, one of `KEY_NAMES`. Raises Unavailable when it is missing."""
        file = self.root / "keys" / f"{name}.key"
        try:
            return file.read_bytes()
        except FileNotFoundError:
            raise Unavailable("key_missing", file=str(file)) from None

    def has_keys(self) -> bool:
        """Whether no key is missing."""
        return all((self.root / "keys" / f"{name}.key").is_file() for name in KEY_NAMES)

    def make_folders_and_keys(self) -> None:
        """Create what is missing; an existing key is never replaced."""
        # Answers and keys are for the owner of the instance alone, whatever others may do on this machine.
        for folder in (self.root, self.root / "keys", self.backups):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(0o700)
        for name in KEY_NAMES:
            file = self.root / "keys" / f"{name}.key"
            if not file.exists():
                descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(secrets.token_bytes(KEY_BYTES))


@contextmanager
def sole_use(instance: Instance) -> Iterator[None]:
    """Hold ``instance`` as a server does: no server may run meanwhile. Raises Conflict while one does."""
    lock = FileLock(instance.server_lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Conflict("server_is_running", folder=str(instance.root)) from None
    try:
        yield
    finally:
        lock.release()
