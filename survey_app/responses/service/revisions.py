"""Corrections and exclusions: rows of their own, each sealed in the ledger; what came first is untouched."""

import json
import secrets
from datetime import date, datetime

from forms import Checked
from forms import Problem as FormProblem
from survey_app import store as ledger
from survey_app.errors import Invalid, Problem
from survey_app.responses.desk import Change, Exclusion, Line, Revision, change_digest
from survey_app.responses.model import Disposition
from survey_app.responses.service.desk import checked_reason, line, unchanged
from survey_app.responses.service.uploads import files_of
from survey_app.responses.store import changes, uploads
from survey_app.responses.store import desk as rows
from survey_app.store import Database, Store

REVISION, EXCLUSION = "response corrected", "response excluded"
_SALT_BYTES = 16


def correct(
    store: Store,
    uuid: str,
    checked: Checked,
    before: Checked,
    by: str,
    reason: str,
    made_from: int,
    now: datetime,
    today: date,
) -> int:
    """The number of the new revision, ``checked``, of a response that stood as ``before``.

    The files it answers with that wait under the response's id (`keep_upload`) stay from then on.

    Raises Conflict when anything was done to it since ``made_from``, Invalid when nothing is different, when
    something is wrong that was not before, or the reason is missing; NotFound.
    """
    unchanged(line(store.read(), uuid), made_from)
    why = checked_reason(reason)
    new = new_problems(checked, before)
    if new:
        raise Invalid([Problem("correction_has_problems", values={"n": len(new)})])
    disposition = Disposition.COMPLETE if checked.complete else Disposition.PARTIAL
    at = now.isoformat(timespec="seconds")

    def work(db: Database) -> int:
        found = unchanged(line(db, uuid), made_from)
        standing = changes.newest(db, uuid)
        if standing is None or not different(standing.document, checked.document):
            raise Invalid([Problem("correction_changes_nothing")])
        number = found.revision + 1
        row = Revision(uuid, number, at, by, why, disposition, checked.document)
        rows.add_revision(db, row)
        _claim_files(db, uuid, checked)
        _seal(db, found, "revision", row, today)
        return number

    return store.write(work)


def exclude(
    store: Store,
    uuid: str,
    excluded: bool,
    by: str,
    reason: str,
    made_from: int,
    now: datetime,
    today: date,
) -> None:
    """Leave a response out of the figures, or count it again when not ``excluded``.

    Raises Conflict when anything was done to it since ``made_from``, Invalid without a reason or when it is
    so already, NotFound.
    """
    why = checked_reason(reason)

    def work(db: Database) -> None:
        found = unchanged(line(db, uuid), made_from)
        if bool(found.excluded) == excluded:
            raise Invalid([Problem("response_excluded_already" if excluded else "response_counts_already")])
        number = len(rows.exclusions(db, uuid)) + 1
        row = Exclusion(uuid, number, now.isoformat(timespec="seconds"), by, why, int(excluded))
        rows.add_exclusion(db, row)
        _seal(db, found, "exclusion", row, today)

    store.write(work)


def _claim_files(db: Database, uuid: str, checked: Checked) -> None:
    """Keep the files that were brought and are answered with; no others wait any more."""
    brought = set(uploads.uploads(db, uuid).values())
    rows.add_revision_files(db, uuid, brought & set(files_of(checked).values()))
    uploads.remove_uploads(db, uuid)


def new_problems(checked: Checked, before: Checked) -> list[FormProblem]:
    """What is wrong and was not before."""
    return [problem for problem in checked.problems if problem not in before.problems]


def different(before: str, after: str) -> list[str]:
    """The addresses whose answers differ between two documents, those of the first first."""
    old, new = (json.loads(document)["answers"] for document in (before, after))
    return [place for place in {**old, **new} if old.get(place) != new.get(place)]


def _seal(db: Database, found: Line, kind: str, row: Revision | Exclusion, today: date) -> None:
    """Put the change into the ledger as an entry of its own, in the order in which changes were made."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = change_digest(salt, row)
    said = REVISION if kind == "revision" else EXCLUSION
    entry = ledger.append(db, said, found.round, today, [digest]).number
    rows.add_change(db, Change(entry, found.uuid, kind, row.number, salt, digest, None))
