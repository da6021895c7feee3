"""Responses on their way from one instance to another: stored here as an import stores them.

Of citizens' nothing finer goes than what is stored, sorted by id, and only of two-hour slots that are over:
two bundles of one morning would else tell what came in between.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from survey_app import store as ledger
from survey_app.errors import Invalid, Problem
from survey_app.responses.desk import Change, Exclusion, Review, Revision, change_digest
from survey_app.responses.model import Row, content_digest, day_and_slot
from survey_app.responses.service.revisions import EXCLUSION, REVISION
from survey_app.responses.service.seal import store_sealed
from survey_app.responses.store import desk
from survey_app.responses.store import responses as rows
from survey_app.store import Carried, Database, Table, bring, carried

_RESPONSE = Table("responses_response", ("uuid",), local=frozenset({"digest"}))
_FLAG = Table("responses_flag", ("uuid", "flag"))
_FILE = Table("responses_file", ("uuid", "address"))
_REVISION_FILE = Table("responses_revision_file", ("uuid", "name"))
_SALT_BYTES = 16
_Change = Revision | Exclusion | Review


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of responses that came: how many are new, were known, were removed here; which differ."""

    added: int
    known: int
    purged: int
    differing: tuple[str, ...]


def leaving(db: Database, now: datetime, rounds: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """Round and id of the responses that may leave, in that order; how many wait for their slot to end."""
    today, slot = day_and_slot(now)
    before = (today.isoformat(), slot)
    found = [(round_, uuid) for round_ in rounds for uuid in rows.of_round(db, round_, before)]
    return found, sum(rows.count_of_round(db, round_) for round_ in rounds) - len(found)


def carried_response(db: Database, uuid: str) -> Carried | None:
    """A response with its flags, files and what was done to it, or None; without what only this instance
    can use: salts and its keyed digest."""
    found = carried(db, _RESPONSE, uuid=uuid)
    if not found:
        return None
    return {
        "response": found[0],
        "flags": [row["flag"] for row in carried(db, _FLAG, uuid=uuid)],
        "files": carried(db, _FILE, uuid=uuid),
        "revision_files": carried(db, _REVISION_FILE, uuid=uuid),
        "reviews": desk.reviews(db, uuid),
        "revisions": desk.revisions(db, uuid),
        "exclusions": desk.exclusions(db, uuid),
    }


def count_here(db: Database, uuids: Sequence[str]) -> int:
    """How many of the responses are here, or were and have been removed."""
    return len(rows.digests_of(db, list(uuids)))


def files_carried(came: Mapping[str, Any]) -> list[str]:
    """The names of the files a response that travels answers with."""
    return [str(file["name"]) for file in (*came["files"], *came["revision_files"])]


def take_responses(db: Database, key: bytes, came: Iterable[Mapping[str, Any]], today: date) -> Taken:
    """What became of the responses of one round, those new here sealed at once, sorted by id.

    Other content under a known id is kept beside the one that stands. Call it inside a write. Raises Invalid
    for what is no response.
    """
    by_row = {(row := _row(one["response"], key)).uuid: (row, one) for one in came}
    stored = rows.digests_of(db, list(by_row))
    new = sorted(row for uuid, (row, _) in by_row.items() if uuid not in stored)
    if new:
        store_sealed(db, new[0].round, today, new)
    for row in new:
        one = by_row[row.uuid][1]
        rows.add_flags(db, row.uuid, one["flags"])
        for file in one["files"]:
            bring(db, _FILE, {**file, "uuid": row.uuid})
    differing = [uuid for uuid, digest in stored.items() if digest and digest != by_row[uuid][0].digest]
    for uuid in differing:
        rows.add_conflict(db, by_row[uuid][0])
    purged = sum(not digest for digest in stored.values())
    return Taken(len(new), len(stored) - len(differing) - purged, purged, tuple(sorted(differing)))


def take_changes(db: Database, came: Mapping[str, Any], today: date) -> bool:
    """Whether this instance now says of a response all that came: reviews, corrections and exclusions.

    What continues what is known here is added, corrections and exclusions sealed. Where both went on apart
    nothing changes. Call it inside a write, after the response is there.
    """
    uuid, round_ = str(came["response"]["uuid"]), str(came["response"]["round"])
    pairs: list[tuple[Sequence[_Change], Sequence[_Change]]] = [
        (desk.revisions(db, uuid), [Revision(*one) for one in came["revisions"]]),
        (desk.exclusions(db, uuid), [Exclusion(*one) for one in came["exclusions"]]),
        (desk.reviews(db, uuid), [Review(*one) for one in came["reviews"]]),
    ]
    if any(here[: len(there)] != there[: len(here)] for here, there in pairs):
        return False
    if desk.line(db, uuid) is None:
        return not any(there for _, there in pairs)
    for here, there in pairs:
        for one in there[len(here) :]:
            _add_change(db, round_, one._replace(uuid=uuid), today)
    for file in came["revision_files"]:
        bring(db, _REVISION_FILE, {**file, "uuid": uuid})
    return True


def _add_change(db: Database, round_: str, one: _Change, today: date) -> None:
    if isinstance(one, Review):
        desk.add_review(db, one)
        return
    if isinstance(one, Revision):
        kind, said = "revision", REVISION
        desk.add_revision(db, one)
    else:
        kind, said = "exclusion", EXCLUSION
        desk.add_exclusion(db, one)
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = change_digest(salt, one)
    entry = ledger.append(db, said, round_, today, [digest]).number
    desk.add_change(db, Change(entry, one.uuid, kind, one.number, salt, digest, None))


def _row(came: Mapping[str, Any], key: bytes) -> Row:
    """The row to store, its digest made with the key of this instance."""
    values: dict[str, Any] = {name: came.get(name) for name in Row._fields}
    document = str(values["document"])
    try:
        canonical = json.dumps(
            json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    except ValueError:
        canonical = ""
    if canonical != document:
        raise Invalid([Problem("carried_response_broken", str(values["uuid"]))])
    row = Row(**{**values, "digest": b""})
    return row._replace(digest=content_digest(row, key))
