"""Quarantine: what was answered to a version this server does not know is kept until it is known.

So it is with a phone that opened the form before the server went back to an older backup, and with a file
from an office that is a version ahead. Nothing is lost and nothing is guessed; nobody reads single answers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from forms import Checked, Instrument, check, circumstances, read_posted
from survey_app.accounts import service as people
from survey_app.errors import Conflict, Gone, Invalid, Problem
from survey_app.instruments import service as instruments
from survey_app.responses.model import Assisted, Context, Discarded, Kept, KeptGroup, Reason
from survey_app.responses.service.accept import accept
from survey_app.responses.store import quarantine as rows
from survey_app.store import Database, Store
from wording import nfc

Body = Mapping[str, Mapping[str, str] | Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Released:
    """What became of a quarantine: ``stored`` are responses now, ``kept`` do not fit and stay."""

    stored: int
    kept: int


def quarantine(
    store: Store, *, instrument: str, version: str, context: Context, body: Body, reason: Reason
) -> None:
    """Keep what was sent, once it is on disk; the last thing sent under one id stays.

    ``body`` has ``raw`` (answers by address) or ``fields`` (a page's fields by name, whose items nobody
    knows here). Of the time the day alone is kept.
    """
    row = kept_row(instrument, version, context, body, reason)
    store.write(lambda db: rows.put(db, row))


def kept_row(instrument: str, version: str, context: Context, body: Body, reason: Reason) -> Kept:
    """What `quarantine` stores, for a caller that writes more than one at once."""
    given = {**asdict(context), "slot": None, "flags": sorted(context.flags), "day": context.day.isoformat()}
    return Kept(
        context.uuid,
        instrument,
        version,
        context.round,
        context.collector,
        context.mode,
        context.day.isoformat(),
        reason,
        json.dumps({**body, "context": given}, ensure_ascii=False, sort_keys=True),
    )


def quarantined(db: Database) -> list[KeptGroup]:
    """How many responses wait, by version, round, mode and reason."""
    return rows.groups(db)


def discarded(db: Database) -> list[Discarded]:
    """How many responses were discarded, by whom, when and why."""
    return rows.discarded(db)


def discard(
    store: Store, instrument: str, version: str, round: str | None, *, by: str, why: str, now: datetime
) -> int:
    """How many of what waits for a version (in one round) were discarded: kept, but never judged again.

    Raises NotFound for a person who has no account, Invalid without a reason.
    """
    person = people.person(store.read(), by)
    why = nfc(" ".join(why.split()))
    if not why:
        raise Invalid([Problem("discard_unexplained", "why")])
    at = now.isoformat(timespec="seconds")
    return store.write(lambda db: rows.discard(db, instrument, version, round, person.username, at, why))


def release(store: Store, instrument: str, version: str) -> Released:
    """Judge all that is kept for a version that is published by now, and store what fits it.

    What does not fit stays with the reason why. Raises NotFound while the version is unknown.
    """
    form = instruments.published(store.read(), instrument, version)
    stored = kept = 0
    for row in rows.of_version(store.read(), instrument, version):
        reason = _accept(store, form, json.loads(row.body))
        if reason is None:
            store.write(partial(rows.remove, uuid=row.uuid))
            stored += 1
        else:
            store.write(partial(rows.give_reason, uuid=row.uuid, reason=reason))
            kept += 1
    return Released(stored, kept)


def _accept(store: Store, form: Instrument, body: dict[str, Any]) -> Reason | None:
    context = _context(body["context"])
    checked = _check(form, body, context)
    if checked.problems:
        return Reason.DOES_NOT_FIT
    try:
        accept(store, checked, context)
    except Conflict:
        return Reason.DIFFERS
    except Gone:
        return Reason.PURGED
    return None


def _check(form: Instrument, body: dict[str, Any], context: Context) -> Checked:
    raw = read_posted(form, body["fields"]) if "fields" in body else body["raw"]
    raw = {**raw, **circumstances(form, today=context.day)}
    return check(form, raw, context.day, seed=context.uuid, language=context.language)


def _context(given: dict[str, Any]) -> Context:
    known = Context(**{**given, "day": date.fromisoformat(given["day"])})
    return replace(known, assisted=Assisted(given["assisted"]), flags=frozenset(given["flags"]))
