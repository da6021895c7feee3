"""What a response is, beyond its answers, and when the same id is the same response."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forms import Checked

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_SLOT_HOURS = 2
_RECEIPT_LETTERS = 10


class Assisted(StrEnum):
    """Who helped the respondent answer."""

    NONE = "none"
    RELATIVE = "relative"
    STAFF = "staff"


class Disposition(StrEnum):
    """How far a response went; `complete` is handed in with every required item answered."""

    COMPLETE = "complete"
    PARTIAL = "partial"


class Flag(StrEnum):
    """What is noted beside a response that stays counted; `repeat` came from a browser that had answered.

    Other rooms note flags of their own: any word, called as the catalogue says (`desk.flag_WORD`).
    """

    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where, how and on which day a response was given; ``slot`` is the two-hour slot, None if unknown."""

    uuid: str
    round: str
    counter: str
    mode: str
    tier: str | None
    day: date
    slot: int | None
    language: str = "vi"
    collector: str | None = None
    assisted: Assisted = Assisted.NONE
    audio_used: bool = False
    stratum: str | None = None
    psu: str | None = None
    weight: float | None = None
    flags: frozenset[str] = frozenset()


class Reason(StrEnum):
    """Why something is kept in quarantine: its version is unknown here; it is known by now, but what was
    answered does not fit it; another response is stored under its id; it was purged; it was discarded."""

    VERSION_UNKNOWN = "version_unknown"
    DOES_NOT_FIT = "does_not_fit"
    DIFFERS = "differs"
    PURGED = "purged"
    DISCARDED = "discarded"


class Kept(NamedTuple):
    """What is kept in quarantine, as stored; ``body`` is what was sent and its context as JSON."""

    uuid: str
    instrument: str
    version: str
    round: str
    collector: str | None
    mode: str
    day: str
    reason: str
    body: str


class Discarded(NamedTuple):
    """How many responses to a version of a round somebody discarded at once, and why."""

    instrument: str
    version: str
    round: str
    responses: int
    by: str
    at: str
    why: str


class KeptGroup(NamedTuple):
    """How many responses to a version of a round are kept for one reason, and of which days."""

    instrument: str
    version: str
    round: str
    mode: str
    reason: str
    responses: int
    first_day: str
    last_day: str


class Row(NamedTuple):
    """A response as stored: the columns of its table, in order."""

    uuid: str
    instrument: str
    version: str
    round: str
    counter: str
    collector: str | None
    mode: str
    tier: str | None
    language: str
    assisted: str
    audio_used: int
    disposition: str
    day: str
    slot: int | None
    stratum: str | None
    psu: str | None
    weight: float | None
    document: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the giver of a response gets: ``code`` tells nothing of what was answered."""

    uuid: str
    code: str
    again: bool


def day_and_slot(at: datetime) -> tuple[date, int]:
    """The local day and two-hour slot of an instant: nothing finer is kept of a citizen's answer."""
    local = at.astimezone(LOCAL)
    return local.date(), local.hour // _SLOT_HOURS


def slot_begin(at: datetime) -> datetime:
    """The beginning of the two-hour slot of an instant: the moment citizens' forms reckon with."""
    day, slot = day_and_slot(at)
    return datetime.combine(day, time(slot * _SLOT_HOURS), LOCAL)


def row_of(checked: Checked, context: Context, key: bytes) -> Row:
    """The row to store. Its digest covers what was answered to what and where, not when it arrived."""
    instrument = checked.instrument
    row = Row(
        uuid=context.uuid,
        instrument=instrument.id,
        version=instrument.version,
        round=context.round,
        counter=context.counter,
        collector=context.collector,
        mode=context.mode,
        tier=context.tier,
        language=context.language,
        assisted=context.assisted,
        audio_used=int(context.audio_used),
        disposition=Disposition.COMPLETE if checked.complete else Disposition.PARTIAL,
        day=context.day.isoformat(),
        slot=context.slot,
        stratum=context.stratum,
        psu=context.psu,
        weight=context.weight,
        document=checked.document,
        digest=b"",
    )
    return row._replace(digest=content_digest(row, key))


def content_digest(row: Row, key: bytes) -> bytes:
    """The keyed digest of what was answered to what and where: the same response has the same one."""
    content = "\x1f".join((row.instrument, row.version, row.round, row.counter, row.mode, row.document))
    return hmac.digest(key, content.encode(), "sha256")


def receipt_code(uuid: str, key: bytes) -> str:
    """Ten letters that prove a response came in and lead nobody without the key to it."""
    digest = hmac.digest(key, b"receipt" + uuid.encode(), "sha256")
    return base64.b32encode(digest[:_RECEIPT_LETTERS]).decode()[:_RECEIPT_LETTERS]


def part_digest(salt: bytes, row: Row) -> bytes:
    """The digest a response has in its sealed batch: of every column, salted so that it cannot be guessed."""
    values = [v.hex() if isinstance(v, bytes) else v for v in row]
    return hashlib.sha256(salt + json.dumps(values, ensure_ascii=False).encode()).digest()


class ImportRow(NamedTuple):
    """An import as recorded: when, by whom ('' from the command line), of which file, and what it added."""

    id: str
    at: str
    by_whom: str
    file_name: str
    round: str
    added: int
    known: int

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class SavedMapping(NamedTuple):
    """A mapping kept by name; ``revision`` counts how often it was saved."""

    name: str
    document: str
    revision: int
    saved_at: str
    saved_by: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.saved_at)
