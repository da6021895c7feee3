"""Recomputing the ledger from what is stored."""

from survey_app import store as ledger
from survey_app.errors import Problem
from survey_app.responses.desk import change_digest
from survey_app.responses.model import part_digest
from survey_app.responses.service.purge import PURGE
from survey_app.responses.service.revisions import EXCLUSION, REVISION
from survey_app.responses.service.seal import KIND
from survey_app.responses.store import changes
from survey_app.responses.store import responses as rows
from survey_app.store import Database


def verify(db: Database) -> list[Problem]:
    """What does not agree with the ledger: broken links, missing, changed or unsealed responses, corrections
    and exclusions.

    An end that was cut off whole, entries with their responses, shows only to who noted a later head.
    """
    problems: list[Problem] = []
    before = ledger.FIRST_LINK
    # What parts claim to belong to; a claim that no entry of that kind answers is a lie.
    batches, purges = rows.batches_of_parts(db), rows.purges_of_parts(db) | changes.purges(db)
    changed = changes.entries(db)
    for number, entry in enumerate(ledger.entries(db), start=1):
        digests: list[bytes] = []
        if entry.kind == KIND:
            batches.discard(entry.number)
            digests = _check_parts(db, entry, problems)
        elif entry.kind == PURGE:
            purges.discard(entry.number)
            digests = rows.digests_of_purge(db, entry.number) + changes.digests_of_purge(db, entry.number)
        elif entry.kind in (REVISION, EXCLUSION):
            changed.discard(entry.number)
            digests = _check_change(db, entry, problems)
        link = ledger.chain(before, entry.kind, entry.subject, entry.day, digests)
        if (entry.number, entry.parts, entry.hash) != (number, len(digests), link):
            problems.append(Problem("ledger_broken", str(entry.number), {"subject": entry.subject}))
        before = entry.hash
    problems += [
        Problem("ledger_entry_missing", str(number)) for number in sorted(batches | purges | changed)
    ]
    problems += [Problem("response_outside_ledger", uuid) for uuid in rows.uuids_without_part(db)]
    problems += [Problem("change_outside_ledger", uuid) for uuid in changes.outside_ledger(db)]
    problems += [Problem("waiting_response_missing", uuid) for uuid in rows.waiting_without_response(db)]
    return problems


def _check_parts(db: Database, entry: ledger.Entry, problems: list[Problem]) -> list[bytes]:
    """The batch's digests; a response that is gone without a purge or was changed adds a problem."""
    stored = {row.uuid: row for row in rows.sealed_rows(db, entry.number)}
    digests = []
    for uuid, salt, digest in rows.parts_of(db, entry.number):
        digests.append(digest)
        row = stored.get(uuid)
        if salt is None and row is None:
            continue
        if row is None:
            problems.append(Problem("response_missing", uuid, {"batch": entry.number}))
        elif salt is None or part_digest(salt, row) != digest:
            problems.append(Problem("response_changed", uuid, {"batch": entry.number}))
    return digests


def _check_change(db: Database, entry: ledger.Entry, problems: list[Problem]) -> list[bytes]:
    """The digest of a correction or exclusion; one that is gone without a purge or differs adds a problem."""
    part = changes.of_entry(db, entry.number)
    if part is None:
        return []
    row = changes.content(db, part)
    if row is None and part.salt is not None:
        problems.append(Problem("change_missing", part.uuid, {"entry": entry.number}))
    elif row is not None and (part.salt is None or change_digest(part.salt, row) != part.digest):
        problems.append(Problem("change_altered", part.uuid, {"entry": entry.number}))
    return [part.digest]
