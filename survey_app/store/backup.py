"""Backups that were read back before they count, and the way back from one."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.store.connect import APPLICATION_ID, connect_reader, connect_writer, store_faults
from survey_app.store.database import Database
from survey_app.store.instance import Instance, sole_use
from survey_app.store.migrations import MIGRATIONS

# What a room adds to the check of a copy: the problems it finds in its own tables.
Check = Callable[[Database], list[Problem]]
_NAMES = "survey-[0-9]*.db"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its size, when it was made, when it was last read back and whether it was whole."""

    file: Path
    bytes: int
    made_at: datetime
    checked_at: datetime | None
    whole: bool


def back_up(instance: Instance, now: datetime, check: Check) -> Path:
    """The new backup file: a compact copy, synced, checked whole, with its digest in a manifest beside it.

    Raises Invalid with what is wrong when the copy does not pass; then no backup is left behind.
    """
    instance.backups.mkdir(parents=True, exist_ok=True)
    target = instance.backups / f"survey-{now:%Y%m%d-%H%M%S}.db"
    if target.exists():
        raise Conflict("backup_exists", str(target))
    unchecked = target.with_suffix(".unchecked")
    unchecked.unlink(missing_ok=True)
    try:
        _copy(instance.database, unchecked)
        _raise_for(examine(unchecked, check))
        unchecked.rename(target)
    finally:
        unchecked.unlink(missing_ok=True)
    made = now.isoformat()
    _write_manifest(
        target,
        {
            "file": target.name,
            "sha256": _sha256(target),
            "made_at": made,
            "checked_at": made,
            "whole": True,
        },
    )
    return target


def backups(instance: Instance) -> list[Backup]:
    """The backups there are, the latest first; one without a manifest was never checked."""
    return [_backup(file) for file in sorted(instance.backups.glob(_NAMES), reverse=True)]


def check_backup(file: Path, now: datetime, check: Check) -> list[Problem]:
    """What is wrong with a backup now; its manifest keeps when it was checked and whether it was whole.

    Raises NotFound when there is no such file.
    """
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    problems = examine(file, check) or _manifest_problems(file)
    known = {"file": file.name, **_manifest(file)}
    _write_manifest(file, {**known, "checked_at": now.isoformat(), "whole": not problems})
    return problems


def restore(instance: Instance, source: Path, now: datetime, check: Check) -> Path | None:
    """Where the replaced database was put aside (None when there was none); ``source`` takes its place.

    ``source`` is checked before anything is touched. Raises NotFound, Invalid, or Conflict while a server
    runs.
    """
    if not source.is_file():
        raise NotFound("no_such_file", str(source))
    instance.make_folders_and_keys()
    with sole_use(instance), FileLock(instance.write_lock):
        return _replace(instance, source, now, check)


def examine(file: Path, check: Check) -> list[Problem]:
    """What is wrong with a database file: not ours, damaged, unknown migrations, or what ``check`` finds."""
    try:
        db = connect_reader(file)
        try:
            if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return [Problem("not_a_survey_database", str(file))]
            damage = [row[0] for row in db.conn.execute("PRAGMA integrity_check(20)")]
            if damage != ["ok"]:
                return [Problem("store_damaged", str(file), {"detail": "; ".join(damage)})]
            unknown = {m.name for m in MIGRATIONS.applied(db)} - {m.name for m in MIGRATIONS._migrations}
            if unknown:
                return [Problem("newer_database", str(file), {"names": ", ".join(sorted(unknown))})]
            return check(db)
        finally:
            db.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # damage may stand where names are kept
        return [Problem("store_damaged", str(file), {"detail": str(error)})]


def _replace(instance: Instance, source: Path, now: datetime, check: Check) -> Path | None:
    _raise_for(examine(source, check) or _manifest_problems(source))
    incoming = instance.root / "survey.db.incoming"
    incoming.unlink(missing_ok=True)
    try:
        _copy(source, incoming)
        with store_faults():
            connect_writer(incoming, migrating=True).close()  # a copy has no write-ahead log of its own
        _sync(incoming)
        aside: Path | None = None
        if instance.database.exists():
            aside = _free_name(instance.root / f"survey-before-restore-{now:%Y%m%d-%H%M%S}.db")
            for ending in ("-wal", "-shm", ""):
                part = Path(f"{instance.database}{ending}")
                if part.exists():
                    part.rename(f"{aside}{ending}")
        incoming.rename(instance.database)
        _sync(instance.root)
        return aside
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(f"{incoming}{ending}").unlink(missing_ok=True)


def _free_name(wanted: Path) -> Path:
    """``wanted``, or with a number when that name is taken: what was put aside is never written over."""
    name, number = wanted, 1
    while name.exists():
        number += 1
        name = wanted.with_stem(f"{wanted.stem}-{number}")
    return name


def _backup(file: Path) -> Backup:
    manifest = _manifest(file)
    made = _instant(manifest.get("made_at"))
    # Backups of earlier versions were checked when they were made, and do not say so.
    checked = _instant(manifest.get("checked_at")) or made
    kept = file.stat()
    written = datetime.fromtimestamp(kept.st_mtime, UTC)
    whole = checked is not None and manifest.get("whole", True) is True
    return Backup(file, kept.st_size, made or written, checked, whole)


def _instant(text: object) -> datetime | None:
    """The instant a manifest names; None for what is none."""
    try:
        read = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return read if read.tzinfo else None


def _manifest(file: Path) -> dict[str, object]:
    """What the manifest beside a backup says; nothing when it cannot be read."""
    try:
        read = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write_manifest(file: Path, manifest: dict[str, object]) -> None:
    target = file.with_suffix(".json")
    fresh = target.with_suffix(".json.new")
    fresh.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    _sync(fresh)
    fresh.rename(target)
    _sync(target.parent)


def _manifest_problems(source: Path) -> list[Problem]:
    """What the manifest beside a backup says against it; one without a manifest is judged by itself."""
    manifest = source.with_suffix(".json")
    if not manifest.is_file():
        return []
    try:
        expected = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
    except (ValueError, KeyError, TypeError):
        return [Problem("manifest_unreadable", str(manifest))]
    return [] if expected == _sha256(source) else [Problem("backup_changed", str(source))]


def _copy(source: Path, target: Path) -> None:
    """Write ``source``, with what still stands in its log, to the new file ``target``, and sync it."""
    with store_faults():
        db = connect_reader(source)
        try:
            db.conn.execute(
                "PRAGMA query_only = OFF"
            )  # it forbids writing any file; this one stays read-only
            db.conn.execute("VACUUM INTO ?", [str(target)])
        finally:
            db.close()
    _sync(target)


def _raise_for(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(problems)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
