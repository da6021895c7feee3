"""Files that tablets send in pieces: kept once whole, named where records answer with them."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from forms.addresses import place_of
from forms.items import FILES
from survey_app import media
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Capture, is_paper
from survey_app.instruments import service as instruments
from survey_app.store import Database, Instance, Store
from survey_app.sync.record import SentFile, read_record
from survey_app.sync.store import conflicts as others
from survey_app.sync.store import files as rows

# What nobody's record names may be named by one that comes later; so may what was never sent to its end.
UNNAMED_STAYS: Final = timedelta(days=7)
MOST_BYTES: Final = max(media.MOST_OF.values()) * 2**20
# One file is put together by one call at a time; two of the same digest share a lock.
_LOCKS: Final = tuple(threading.Lock() for _ in range(64))


@dataclass(frozen=True, slots=True)
class Held:
    """How many bytes of a file are here, and whether they are all."""

    size: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file: where it begins, how long the whole file is, what it holds."""

    offset: int
    total: int
    content: bytes


def held(store: Store, digest: str, now: datetime) -> Held:
    """How much of the file with that digest is here. What is whole is taken if a record names it by now.

    Raises NotFound when nothing of it is, Invalid when it was refused.
    """
    with _lock(digest):
        known = _known(store, digest)
        there = media.arrived_until_now(store.instance, digest)
        if known is not None:
            return known
        if there is None:
            raise NotFound("no_such_file_kept", file=digest)
        # The server may have ended between the last piece and its judgement.
        whole = there.whole or media.finish(store.instance, digest)
        if whole:
            _take(store, digest, now)
        return _known(store, digest) or Held(there.size, whole)


def add_piece(store: Store, device: str, digest: str, piece: Piece, now: datetime) -> Held:
    """How much of the file is here with ``piece``; of one that is complete nothing is asked any more.

    The piece is on disk before this returns. Raises Conflict when it does not begin where the file ends here,
    Invalid when the file is too long, when what came has not its digest (all of it is forgotten) and when it
    is refused for what it is, Unavailable when the disk has no room.
    """
    with _lock(digest):
        known = _known(store, digest)
        if known is not None:
            return known
        there = media.arrived_until_now(store.instance, digest)
        size = there.size if there else 0
        if not (there and there.whole):
            _check(store, device, digest, piece, size, now)
            size = media.append(store.instance, digest, piece.content, piece.total - size)
            if size < piece.total:
                return Held(size, complete=False)
            if not media.finish(store.instance, digest):
                media.forget(store.instance, digest)
                raise Invalid([Problem("file_digest_wrong", place="file")])
        _take(store, digest, now)
        return _known(store, digest) or Held(size, complete=True)


def is_named(db: Database, digest: str) -> bool:
    """Whether a record answers with the file, also one in quarantine: then a revoked tablet may send it.

    So does another content under the id of a record: somebody may still take it.
    """
    return rows.is_named(db, digest) or others.is_named(db, digest)


def take_waiting(store: Store, digests: Collection[str], now: datetime) -> None:
    """Take those of the files that lie here whole: a record that was just stored names them.

    What fails now is taken when the tablet asks for it, or with the next sweep. Call it outside a write.
    """
    for digest in digests:
        there = media.arrived_until_now(store.instance, digest)
        if there is not None and there.whole:
            try:
                held(store, digest, now)
            except SurveyError:
                continue


def kept_names(db: Database, digests: Collection[str]) -> dict[str, str]:
    """The names under which media keeps those of the files that are in, by digest."""
    found = {digest: file.name for digest, file in rows.files(db, digests).items() if file.name}
    there = media.sizes(db, found.values())
    return {digest: name for digest, name in found.items() if name in there}


def has_come(store: Store, digest: str) -> bool:
    """Whether a file is here whole: kept, or waiting until somebody lets the record in that names it."""
    there = media.arrived_until_now(store.instance, digest)
    return (there is not None and there.whole) or digest in kept_names(store.read(), [digest])


def missing(db: Database, record: str) -> dict[str, str]:
    """Address -> digest of the files a record answers with that are not in, and were not refused."""
    named = rows.record_files(db, record)
    refused_ = {digest for digest, file in rows.files(db, named.values()).items() if file.refused}
    there = refused_.union(kept_names(db, named.values()))
    return {address: digest for address, digest in named.items() if digest not in there}


def refused(db: Database, record: str) -> dict[str, tuple[str, Problem]]:
    """Address -> digest and what is wrong, of the files a record answers with that were not taken."""
    named = rows.record_files(db, record)
    known = rows.files(db, named.values())
    return {
        address: (digest, problem)
        for address, digest in named.items()
        if digest in known and (problem := _problem(known[digest])) is not None
    }


def capture_of(file: SentFile, by: str, device: str) -> Capture:
    """How a file was taken, as a record says."""
    place = file.place
    where = (place.latitude, place.longitude, place.accuracy) if place else (None, None, None)
    return Capture(by, device, file.taken_at, file.caption, *where)


def sweep(store: Store, now: datetime) -> int:
    """How many files on their way were given up: nothing came of them, or named them, for seven days.

    What waits whole for a record that is in quarantine stays. What a stored record names by now is taken.
    """
    gone = 0
    for there in media.arriving(store.instance):
        if there.whole:
            take_waiting(store, [there.digest], now)
        if there.since < now - UNNAMED_STAYS:
            gone += _give_up(store, there.digest)
    return gone


def on_their_way(instance: Instance) -> tuple[int, int]:
    """How many files lie here unfinished or waiting for their record, and their bytes."""
    found = media.arriving(instance)
    return len(found), sum(one.size for one in found)


def _lock(digest: str) -> threading.Lock:
    return _LOCKS[int(digest[:2], 16) % len(_LOCKS)]


def _known(store: Store, digest: str) -> Held | None:
    """The file once it was taken and while media keeps it. Raises Invalid when it was refused."""
    found = rows.file(store.read(), digest)
    problem = _problem(found) if found else None
    if problem is not None:
        raise Invalid([problem])
    if found is None or digest not in kept_names(store.read(), [digest]):
        return None
    return Held(found.size, complete=True)


def _problem(file: rows.File) -> Problem | None:
    return Problem(file.refused[0], place="file", values=file.refused[1]) if file.refused else None


def _check(store: Store, device: str, digest: str, piece: Piece, size: int, now: datetime) -> None:
    """Raise what is wrong with a piece. A file that is too long for its question is refused for good."""
    if piece.offset != size:
        raise Conflict("file_offset_wrong", offset=size)
    if piece.total < size + len(piece.content):
        raise Invalid([Problem("file_longer_than_said", "Upload-Length", {"bytes": piece.total})])
    if not piece.content and size < piece.total:
        raise Invalid([Problem("file_piece_is_empty", place="file")])
    # What its question allows is asked once: whoever says another length later is caught when it is whole.
    named = rows.naming(store.read(), digest) if size == 0 else []
    most = media.MOST_OF[_kind(store.read(), named[0])] * 2**20 if named else MOST_BYTES
    if piece.total > most:
        problem = Problem("file_is_large", "file", {"most": most // 2**20})
        if named:
            _refuse(store, device, digest, piece.total, problem, now)
        raise Invalid([problem])


def _take(store: Store, digest: str, now: datetime) -> None:
    """Have media keep a whole file as what the first record that names it says; else it waits."""
    named = rows.naming(store.read(), digest)
    if not named:
        return
    content = media.content_of(store.instance, digest)
    try:
        name = media.take_file(store, _kind(store.read(), named[0]), content, now)
    except Invalid as refusal:
        problem = Problem(refusal.problem.code, place="file", values=refusal.problem.values)
        _refuse(store, named[0].device, digest, len(content), problem, now)
        raise Invalid([problem]) from refusal
    key = store.key("digest")

    def work(db: Database) -> None:
        rows.add_file(db, digest, len(content), named[0].device, name, now.isoformat())
        for one in rows.naming(db, digest):
            _link(db, key, one, digest, name, now)

    store.write(work)
    media.forget(store.instance, digest)


def _link(db: Database, key: bytes, naming: rows.Naming, digest: str, name: str, now: datetime) -> None:
    """Have a record's visit stand with the kept file; where it was the last one, the visit is handed in."""
    sent = read_record(naming.body.encode())
    given = sent.answers.get(naming.address)
    capture = capture_of(sent.files[naming.address], sent.by, naming.device)
    called = given if isinstance(given, str) and given else digest  # paper is nobody's answer
    inspections.file_came(db, key, naming.visit, naming.address, called, name, capture, sent.language, now)


def _refuse(store: Store, device: str, digest: str, size: int, problem: Problem, now: datetime) -> None:
    """Remember that a file is not taken: it is told to whoever asks, and not sent again."""
    code, values, at = problem.code, problem.values, now.isoformat()
    store.write(lambda db: rows.refuse_file(db, digest, size, device, code, values, at))
    media.forget(store.instance, digest)


def _kind(db: Database, naming: rows.Naming) -> media.Kind:
    """What the question asks for that a file answers; paper is photographed."""
    if is_paper(naming.address):
        return media.Kind.IMAGE
    version = instruments.with_digest(db, read_record(naming.body.encode()).digest)
    asked = {item.name: item.type for item in instruments.published(db, version.id, version.version).items}
    type_ = asked.get(place_of(naming.address)[0])
    return media.Kind(type_) if type_ in FILES else media.Kind.FILE


def _give_up(store: Store, digest: str) -> bool:
    """Whether nothing of the file lies here any more; one that is whole and that a record names stays."""
    with _lock(digest):
        there = media.arrived_until_now(store.instance, digest)
        if there is None:
            return False
        if there.whole and is_named(store.read(), digest) and rows.file(store.read(), digest) is None:
            return False
        media.forget(store.instance, digest)
        return True
