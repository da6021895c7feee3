"""How the instance is doing: what works, what to watch, what is broken, each with what to do."""

import shutil
import sqlite3
import stat
import sys
from datetime import datetime

from survey_app import store
from survey_app.accounts import service as people
from survey_app.errors import Problem, SurveyError
from survey_app.office.model import Finding, State
from survey_app.responses import service as responses
from survey_app.store import Database, Instance

_LEAST_FREE = 500 * 2**20
# Earlier versions can spoil a log that two connections write and checkpoint at once; ours never do both.
_MENDED_SQLITE = (3, 51, 3)
_FIRST_YEAR = 2025


def examine(instance: Instance, now: datetime) -> list[Finding]:
    """Everything looked at, broken or not."""
    findings = [
        _finding(State.GOOD, "python", version=sys.version.split()[0]),
        _finding(
            _good(sqlite3.sqlite_version_info >= _MENDED_SQLITE),
            "sqlite",
            version=sqlite3.sqlite_version,
        ),
        _finding(
            State.GOOD if now.year >= _FIRST_YEAR else State.BROKEN, "clock", now=f"{now:%Y-%m-%d %H:%M}"
        ),
    ]
    if not instance.exists():
        return [*findings, _fault(Problem("no_instance", values={"folder": instance.root}))]
    free = shutil.disk_usage(instance.root).free
    findings.append(_finding(State.GOOD if free >= _LEAST_FREE else State.BROKEN, "disk", free=free // 2**20))
    return [*findings, _keys(instance), *_store(instance), _backups(instance, now)]


def _good(well: bool, otherwise: State = State.WATCH) -> State:
    return State.GOOD if well else otherwise


def _finding(state: State, code: str, **values: object) -> Finding:
    return Finding(state, f"office.health_{code}", values)


def _fault(problem: Problem) -> Finding:
    return Finding(State.BROKEN, f"errors.{problem.code}", {"place": problem.place, **problem.values})


def _keys(instance: Instance) -> Finding:
    for name in store.KEY_NAMES:
        file = instance.root / "keys" / f"{name}.key"
        if not file.is_file():
            return _finding(State.BROKEN, "key_missing", file=file)
        if sys.platform != "win32" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            return _finding(State.WATCH, "key_readable", file=file)
    return _finding(State.GOOD, "keys")


def _store(instance: Instance) -> list[Finding]:
    try:
        opened = store.open_store(instance)
    except SurveyError as error:
        return [_fault(error.problem)]
    try:
        db = opened.read()
        problems = store.examine(instance.database, responses.verify)
        findings = [_fault(problem) for problem in problems]
        return [*(findings or [_finding(State.GOOD, "database")]), _address(db), _administrator(db)]
    finally:
        opened.close()


def _address(db: Database) -> Finding:
    address = store.get_setting(db, "public_url")
    return _finding(
        State.GOOD if address else State.WATCH, "address" if address else "no_address", url=address
    )


def _administrator(db: Database) -> Finding:
    missing = people.needs_administrator(db)
    return _finding(
        State.WATCH if missing else State.GOOD, "no_administrator" if missing else "administrator"
    )


def _backups(instance: Instance, now: datetime) -> Finding:
    files = sorted(instance.backups.glob("survey-*.db"))
    if not files:
        return _finding(State.WATCH, "no_backup")
    days = (now.timestamp() - files[-1].stat().st_mtime) / 86400
    return _finding(_good(days <= 1), "backup", file=files[-1].name, days=int(days))
