"""Files citizens answer with: kept under the form they belong to until it is handed in, a day at most.

Nothing tells when one came but the two-hour slot: the row's end is a day after the end of that slot, and the
file's time is that end. What an accepted response does not answer with goes, file and all.
"""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import BinaryIO, Final

from forms import Checked, ItemType
from forms.addresses import place_of
from forms.items import FILES
from survey_app import media
from survey_app.errors import Invalid, Problem, Unavailable
from survey_app.responses.model import LOCAL, day_and_slot
from survey_app.responses.store import uploads as rows
from survey_app.store import Database, Store

MOST_FILES: Final = 30  # of one form
MOST_MEGABYTES: Final = 60  # of one form, as sent
_MOST_WAITING: Final = 2 * 2**30  # bytes of all forms: strangers fill no disk by forms they leave
_STAYS = timedelta(days=1)
_SLOT = timedelta(hours=2)
# A film is held in memory whole while it is looked at; a small server stands two of them.
_AT_ONCE = threading.Semaphore(2)


def keep_upload(
    store: Store, uuid: str, address: str, kind: ItemType, stream: BinaryIO, now: datetime
) -> str:
    """The name under which the file in ``stream`` waits as the answer at ``address`` of the form ``uuid``.

    Another file at that address gives way to it. Raises Invalid with what is wrong with the file and what to
    do, or when the form has too many or too large ones; Unavailable when disk or waiting room are full. Call
    it outside a write.
    """
    others = {
        place: size for place, size in rows.upload_sizes(store.read(), uuid).items() if place != address
    }
    if len(others) >= MOST_FILES:
        raise Invalid([Problem("uploads_too_many", address, {"most": MOST_FILES})])
    end = _end_of_slot(now)
    until = (end + _STAYS).astimezone(UTC).isoformat()
    with _AT_ONCE:
        content = stream.read(media.MOST_OF[media.Kind(kind)] * 2**20 + 1)
        size = len(content)
        if sum(others.values()) + size > MOST_MEGABYTES * 2**20:
            raise Invalid([Problem("uploads_too_large", address, {"most": MOST_MEGABYTES})])
        if rows.bytes_waiting(store.read()) + size > _MOST_WAITING:
            raise Unavailable("uploads_full")
        name = media.take_file(store, media.Kind(kind), content, end)
        store.write(lambda db: rows.keep_upload(db, uuid, address, name, size, until))
    return name


def uploads_of(db: Database, uuid: str) -> dict[str, str]:
    """Address -> name of the files of the form ``uuid``, handed in or not: it may answer with no other.

    They stay what they are once it was handed in, so that the same form sent twice is the same response.
    """
    return rows.uploads(db, uuid)


def remove_upload(db: Database, uuid: str, address: str) -> None:
    """Let no file wait at ``address`` of the form ``uuid``."""
    rows.remove_upload(db, uuid, address)


def move_uploads(db: Database, uuid: str, moved: Mapping[str, str]) -> None:
    """Let the files of the form ``uuid`` wait where ``moved`` says, old address to new, others nowhere."""
    rows.move_uploads(db, uuid, moved)


def claim_uploads(db: Database, uuid: str, files: Mapping[str, str]) -> None:
    """Within the write that stores the response ``uuid``: keep the files it answers with, none besides."""
    waiting = rows.uploads(db, uuid).items()
    rows.add_files(db, uuid, dict(waiting & files.items()))
    rows.remove_uploads(db, uuid)


def purge_waiting(store: Store, now: datetime) -> int:
    """How many files of forms nobody handed in were given up; `media.sweep` then removes them."""
    before = now.astimezone(UTC).isoformat()
    if not rows.count_uploads_before(store.read(), before):
        return 0
    return store.write(lambda db: rows.remove_uploads_before(db, before))


def files_named(db: Database) -> set[str]:
    """The names of the files that wait or that a stored response answers with."""
    return rows.files_named(db)


def files_of_round(db: Database, round_: str) -> list[tuple[str, str]]:
    """Question and name of every file citizens answered with in a round, by name: not whose they are."""
    found = {(place_of(address)[0], name) for address, name in rows.files_of_round(db, round_)}
    return sorted(found, key=lambda file: (file[1], file[0]))


def files_of(checked: Checked) -> dict[str, str]:
    """Address -> name of the files among the answers; none of a questionnaire that asks for none."""
    asked = {item.name for item in checked.instrument.items if item.type in FILES}
    if not asked:
        return {}
    return {place: str(answer) for place, answer in checked.answers.items() if place_of(place)[0] in asked}


def _end_of_slot(now: datetime) -> datetime:
    day, slot = day_and_slot(now)
    return (datetime.combine(day, time(), LOCAL) + (slot + 1) * _SLOT).astimezone(UTC)
