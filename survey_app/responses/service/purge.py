"""Purging: a response leaves the store, and the ledger says that it did.

A row that only vanishes is a fault `verify` finds; a purge is an entry of the ledger over the digests of what
was removed, so that the chain still holds and nobody can pass a deletion off as one without an entry.
"""

from collections.abc import Sequence
from datetime import date

from survey_app import store as ledger
from survey_app.responses.store import changes, keying, quarantine, uploads
from survey_app.responses.store import responses as rows
from survey_app.store import Database, Store

PURGE = "responses purged"


def purge(store: Store, uuids: Sequence[str], today: date) -> int:
    """How many of the sealed responses ``uuids`` were removed for good, under one new entry of the ledger.

    With each goes what was done to it and what else came under its id.
    """

    def work(db: Database) -> int:
        sealed = sorted(uuid for uuid in uuids if rows.digests_of_parts(db, [uuid]))
        if sealed:
            digests = rows.digests_of_parts(db, sealed)
            digests += [digest for uuid in sealed for digest in changes.digests_of(db, uuid)]
            entry = ledger.append(db, PURGE, "", today, digests)
            for uuid in sealed:
                changes.purge(db, uuid, entry.number)
                quarantine.remove(db, uuid)
                keying.remove_of_response(db, uuid)
                uploads.remove_uploads(db, uuid)
            rows.purge(db, sealed, entry.number)
        return len(sealed)

    return store.write(work)
