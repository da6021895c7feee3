"""The one door: every response, from whatever page, file or tablet, is stored here."""

from collections.abc import Iterable, Mapping
from datetime import date

from forms import Checked
from survey_app.errors import Conflict, Gone
from survey_app.responses.model import Context, Receipt, Row, receipt_code, row_of
from survey_app.responses.service.seal import store_sealed
from survey_app.responses.service.uploads import claim_uploads, files_of
from survey_app.responses.store import responses as rows
from survey_app.store import Database, Store


def accept(store: Store, checked: Checked, context: Context) -> Receipt:
    """The receipt of a response that is now on disk, once: the same again gives the same receipt.

    Takes what the judge checked and never checks again. Raises Conflict when the id came before with other
    content; a few such contents are kept to be looked at, the first one stands. Raises Gone for what was
    purged. The context's flags are stored in the same write, with a new response only; the files it answers
    with stay from then on.
    """
    key = store.key("digest")
    row = row_of(checked, context, key)
    files = files_of(checked)
    stored = store.write(lambda db: _put(db, row, context.flags, files))
    if stored is not None and stored != row.digest:
        raise Conflict("response_differs")
    return Receipt(row.uuid, receipt_code(row.uuid, key), again=stored is not None)


def accept_within(db: Database, key: bytes, checked: Checked, context: Context) -> Receipt:
    """As `accept`, within the caller's write: what Conflict is raised for is not kept."""
    row = row_of(checked, context, key)
    stored = _put(db, row, context.flags, files_of(checked))
    if stored is not None and stored != row.digest:
        raise Conflict("response_differs")
    return Receipt(row.uuid, receipt_code(row.uuid, key), again=stored is not None)


def _put(db: Database, row: Row, flags: Iterable[str], files: Mapping[str, str]) -> bytes | None:
    """None once the row is stored; the digest of the one that was there before."""
    if rows.add_waiting(db, row):
        rows.add_flags(db, row.uuid, flags)
        if files:
            claim_uploads(db, row.uuid, files)
        return None
    stored = rows.digest_of(db, row.uuid)
    if stored is None:
        raise Gone("response_purged")
    if stored != row.digest:
        rows.add_conflict(db, row)
    return stored


def differing(db: Database) -> int:
    """How many stored responses came again with other content, which is kept beside them."""
    return rows.count_conflicts(db)


def accept_sealed(
    store: Store, round_: str, responses: Iterable[tuple[Checked, Context]], today: date
) -> int:
    """How many new responses of ``round_`` were stored, all in one transaction and sealed at once."""
    key = store.key("digest")
    # By uuid: within a batch nothing may tell the order in which responses came.
    rows_ = sorted(row_of(checked, context, key) for checked, context in responses)
    return store.write(lambda db: store_sealed(db, round_, today, rows_))


def accept_inspection(db: Database, key: bytes, checked: Checked, context: Context, today: date) -> Receipt:
    """The receipt of an inspection stored within the caller's write and sealed as an entry of its own.

    Who inspected is no secret: the entries stand in the order in which visits were handed in. The same again
    gives the same receipt. Raises Conflict for other content under a known id, Gone for what was purged.
    """
    row = row_of(checked, context, key)
    stored = rows.digests_of(db, [row.uuid]).get(row.uuid)
    if stored == b"":
        raise Gone("response_purged")
    if stored is None:
        store_sealed(db, row.round, today, [row])
        rows.add_flags(db, row.uuid, context.flags)
    elif stored != row.digest:
        raise Conflict("response_differs")
    return Receipt(row.uuid, receipt_code(row.uuid, key), again=stored is not None)
