"""How the instance is doing: what works, what to watch, what is broken, each with what to do."""

import shutil
import sqlite3
import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from survey_app import certificates, notices, store
from survey_app.accounts import service as people
from survey_app.errors import Problem, SurveyError
from survey_app.office.model import Finding, State
from survey_app.responses import service as responses
from survey_app.rounds import service as rounds
from survey_app.store import Database, Instance, Store
from survey_app.sync import service as tablets
from survey_app.sync.service import files as tablet_files

_LEAST_FREE = 500 * 2**20
# Earlier versions can spoil a log that two connections write and checkpoint at once; ours never do both.
_MENDED_SQLITE = (3, 51, 3)
_FIRST_YEAR = 2025
_FRESH = timedelta(days=1)


def examine(instance: Instance, now: datetime) -> list[Finding]:
    """Everything looked at, broken or not; the whole database is read."""
    if not instance.exists():
        return [*_machine(now), _fault(Problem("no_instance", values={"folder": instance.root}))]
    return [
        *_machine(now),
        _disk(instance),
        _keys(instance),
        *_certificate(instance, now),
        *_arriving(instance),
        *_store(instance),
        _backups(instance, now),
    ]


def look_over(opened: Store, now: datetime) -> list[Finding]:
    """What can be seen at once of an instance that is being served: all but the database read whole."""
    instance, db = opened.instance, opened.read()
    return [
        *_machine(now),
        _disk(instance),
        _keys(instance),
        *_certificate(instance, now),
        _address(db),
        _administrator(db),
        *_arriving(instance),
        *_quarantine(db),
        *_differing(db),
        *records(db),
        *_mail(db),
        _backups(instance, now),
    ]


def _machine(now: datetime) -> list[Finding]:
    mended = sqlite3.sqlite_version_info >= _MENDED_SQLITE
    clock = State.GOOD if now.year >= _FIRST_YEAR else State.BROKEN
    return [
        _finding(State.GOOD, "python", version=sys.version.split()[0]),
        _finding(_good(mended), "sqlite", version=sqlite3.sqlite_version),
        _finding(clock, "clock", now=f"{now:%Y-%m-%d %H:%M}"),
    ]


def _disk(instance: Instance) -> Finding:
    free = shutil.disk_usage(instance.root).free
    return _finding(State.GOOD if free >= _LEAST_FREE else State.BROKEN, "disk", free=free // 2**20)


def _good(well: bool, otherwise: State = State.WATCH) -> State:
    return State.GOOD if well else otherwise


def _finding(state: State, code: str, **values: object) -> Finding:
    return Finding(state, f"office.health_{code}", values)


def _fault(problem: Problem) -> Finding:
    return Finding(State.BROKEN, f"errors.{problem.code}", {"place": problem.place, **problem.values})


def _keys(instance: Instance) -> Finding:
    kept = [instance.root / "keys" / f"{name}.key" for name in store.KEY_NAMES]
    for file in kept:
        if not file.is_file():
            return _finding(State.BROKEN, "key_missing", file=file)
    for file in filter(Path.is_file, [*kept, notices.password_file(instance)]):
        if sys.platform != "win32" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            return _finding(State.WATCH, "key_readable", file=file)
    return _finding(State.GOOD, "keys")


def _certificate(instance: Instance, now: datetime) -> list[Finding]:
    """How long the certificate for the own network is good, where there is one."""
    try:
        known = certificates.certificate(instance)
    except SurveyError as error:
        return [_fault(error.problem)]
    if known is None:
        return []
    if (file := certificates.readable_by_others(instance)) is not None:
        return [_finding(State.WATCH, "key_readable", file=file)]
    left, until = known.left(now), f"{min(known.ends, known.authority_ends):%Y-%m-%d}"
    if left <= timedelta(0):
        return [_finding(State.BROKEN, "certificate_ended", until=until)]
    if known.ends_soon(now):
        return [_finding(State.WATCH, "certificate_ends", until=until, days=left.days)]
    return [_finding(State.GOOD, "certificate", until=until)]


def _arriving(instance: Instance) -> list[Finding]:
    """How many files of tablets are on their way, if any are."""
    count, size = tablet_files.on_their_way(instance)
    return [_finding(State.GOOD, "arriving", n=count, size=-(-size // 2**20))] if count else []


def _store(instance: Instance) -> list[Finding]:
    try:
        opened = store.open_store(instance)
    except SurveyError as error:
        return [_fault(error.problem)]
    try:
        db = opened.read()
        problems = store.examine(instance.database, responses.verify)
        findings = [_fault(problem) for problem in problems]
        kept = [*_quarantine(db), *_differing(db), *records(db), *_mail(db)]
        return [*(findings or [_finding(State.GOOD, "database")]), _address(db), _administrator(db), *kept]
    finally:
        opened.close()


def _address(db: Database) -> Finding:
    problem = rounds.reachable(db)
    if problem is not None:
        return Finding(State.WATCH, f"errors.{problem.code}", dict(problem.values))
    url = store.get_setting(db, "public_url")
    if rounds.is_of_this_machine(urlsplit(url).hostname or ""):
        return _finding(State.WATCH, "address_loopback", url=url)  # of a demonstration: no tablet opens it
    return _finding(State.GOOD, "address", url=url)


def _administrator(db: Database) -> Finding:
    missing = people.needs_administrator(db)
    return _finding(
        State.WATCH if missing else State.GOOD, "no_administrator" if missing else "administrator"
    )


def _quarantine(db: Database) -> list[Finding]:
    """That responses are kept whose version is unknown here, if any are."""
    found = responses.quarantined(db)
    if not found:
        return []
    versions = sorted({f"{group.instrument} {group.version}" for group in found})
    count = sum(group.responses for group in found)
    return [_finding(State.WATCH, "quarantine", n=count, versions=", ".join(versions))]


def _differing(db: Database) -> list[Finding]:
    """That responses came again with other content, if any did."""
    count = responses.differing(db)
    return [_finding(State.WATCH, "differing", n=count)] if count else []


def records(db: Database) -> list[Finding]:
    """What tablets sent that waits for somebody: records, other contents under an id, files not taken."""
    counts = {
        "records_waiting": tablets.count_waiting(db),
        "records_undecided": tablets.count_undecided(db),
        "files_refused": tablets.count_refused(db),
    }
    return [
        Finding(State.WATCH, f"office.health_{code}", {"n": n}, "sync.records")
        for code, n in counts.items()
        if n
    ]


def _mail(db: Database) -> list[Finding]:
    """That the latest reminders could not be sent, if so."""
    problem = notices.trouble(db)
    return [Finding(State.WATCH, f"errors.{problem.code}", dict(problem.values))] if problem else []


def _backups(instance: Instance, now: datetime) -> Finding:
    found = store.backups(instance)
    if not found:
        return _finding(State.WATCH, "no_backup")
    newest = found[0]
    if newest.checked_at is None or not newest.whole:
        return _finding(State.BROKEN, "backup_broken", file=newest.file.name)
    age = now - newest.made_at
    return _finding(_good(age <= _FRESH), "backup", file=newest.file.name, days=age.days)
