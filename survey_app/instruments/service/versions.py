"""Publishing instruments and finding what was published."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from forms import Compiled, Instrument, compile_workbook, load_shipped
from forms.codebook import MOST_CODES, overfull_items
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.instruments.attachments import missing_files, needed_by
from survey_app.instruments.model import Attachment, Version
from survey_app.instruments.service.methods import keep_methods, taken_methods
from survey_app.instruments.store import attachments as files
from survey_app.instruments.store import versions as rows
from survey_app.store import Database, Store

# By content: a version never changes, and the judge keeps its plan with the object.
_thawed: dict[str, Instrument] = {}


def publish(
    db: Database,
    compiled: Compiled,
    original: bytes,
    original_name: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> Version:
    """The published version; the same content again gives the version it has.

    ``attachments`` under the names the form gives them; what it does not name is not kept. Raises Invalid for
    a named file that is missing, Conflict when the version's name, or a method's, was published with other
    content: what was asked and how it is counted never change under answers already given.
    """
    instrument = compiled.instrument
    known = same_version(db, instrument)
    if known is not None and not _differ(db, known, attachments):
        return known
    earlier = rows.versions(db, instrument.id)
    for taken in (*taken_name(db, instrument), *taken_methods(db, instrument)):
        raise Conflict(taken.code, taken.place, **taken.values)
    needed = needed_by(instrument)
    missing = missing_files(needed, [file.name for file in attachments])
    if problems := [*missing, *overfull(db, instrument)]:
        raise Invalid(problems)
    number = earlier[-1].number + 1 if earlier else 1
    version = Version(
        instrument.id, instrument.version, number, instrument.digest, now.isoformat(timespec="seconds")
    )
    rows.add(db, version, instrument.to_json(), original, original_name)
    keep_methods(db, instrument)
    files.add(db, instrument.id, instrument.version, [file for file in attachments if file.name in needed])
    return version


def publish_shipped(store: Store, name: str, now: datetime) -> Version:
    """The version of the shipped instrument ``name``; one that is published already stays."""
    source, compiled = _shipped(name)
    return store.write(lambda db: publish(db, compiled, source, f"{name}.md", now))


@cache  # what comes with the program does not change while it runs
def _shipped(name: str) -> tuple[bytes, Compiled]:
    source = load_shipped(name)
    return source, compile_workbook(source, f"{name}.md")


def same_version(db: Database, instrument: Instrument) -> Version | None:
    """The version that was published with exactly this content under this name, or None."""
    found = [v for v in rows.versions(db, instrument.id) if v.version == instrument.version]
    return found[0] if found and found[0].digest == instrument.digest else None


def taken_name(db: Database, instrument: Instrument) -> list[Problem]:
    """That another content was published under the version's name, if one was."""
    names = {version.version for version in rows.versions(db, instrument.id)}
    if instrument.version not in names:
        return []
    free = free_name(instrument.version, names)
    values = {"instrument": instrument.id, "version": instrument.version, "free": free}
    return [Problem("version_taken", "settings", values)]


def overfull(db: Database, instrument: Instrument) -> list[Problem]:
    """A problem for every item that would have more different choices over its versions than codes."""
    earlier = [published(db, known.id, known.version) for known in rows.versions(db, instrument.id)]
    over = overfull_items([*earlier, instrument])
    return [Problem("choices_too_many", name, {"most": MOST_CODES}) for name in over]


def versions(db: Database, instrument: str | None = None) -> list[Version]:
    """Published versions, oldest first."""
    return rows.versions(db, instrument)


def version(db: Database, instrument: str, version: str) -> Version:
    """One published version. Raises NotFound."""
    for known in rows.versions(db, instrument):
        if known.version == version:
            return known
    raise NotFound("no_such_version", instrument=instrument, version=version)


def newest_version(db: Database, instrument: str) -> str:
    """The name of the newest version. Raises NotFound naming the instruments there are."""
    found = rows.versions(db, instrument)
    if not found:
        known = ", ".join(sorted({v.id for v in rows.versions(db)})) or "—"
        raise NotFound("no_such_instrument", instrument=instrument, known=known)
    return found[-1].version


def published(db: Database, instrument: str, version: str) -> Instrument:
    """The frozen instrument. Raises NotFound when that version was never published."""
    digest = rows.digest(db, instrument, version)
    if digest is None:
        raise NotFound("no_such_version", instrument=instrument, version=version)
    if digest not in _thawed:
        _thawed[digest] = Instrument.from_json(rows.document(db, instrument, version))
    return _thawed[digest]


def with_digest(db: Database, digest: str) -> Version:
    """The version with exactly that content. Raises NotFound when none was ever published."""
    found = rows.with_digest(db, digest)
    if found is None:
        raise NotFound("no_version_of_digest", digest=digest[:12])
    return found


def published_until(db: Database, instrument: str, version: str) -> list[Instrument]:
    """That version after all that were published before it, oldest first. Raises NotFound."""
    names = [known.version for known in rows.versions(db, instrument)]
    if version not in names:
        raise NotFound("no_such_version", instrument=instrument, version=version)
    return [published(db, instrument, name) for name in names[: names.index(version) + 1]]


def original(db: Database, instrument: str, version: str) -> tuple[str, bytes]:
    """File name and content of the workbook a version came from. Raises NotFound."""
    found = rows.original(db, instrument, version)
    if found is None:
        raise NotFound("no_such_version", instrument=instrument, version=version)
    return found


def attachment(db: Database, id: str, version: str, name: str) -> tuple[bytes, str]:
    """Content and media type of a file the version carries. Raises NotFound."""
    found = files.attachment(db, id, version, name)
    if found is None:
        raise NotFound("no_such_attachment", instrument=id, version=version, file=name)
    return found


def free_name(version: str, taken: set[str]) -> str:
    """A name like ``version`` that is not taken: its last figures counted up, or '.2' behind it."""
    body = version.rstrip("0123456789")
    figures = version[len(body) :]
    step = int(figures) if figures else 1
    body = body if figures else f"{version}."
    while (name := f"{body}{(step := step + 1):0{len(figures)}d}") in taken:
        pass
    return name


def _differ(db: Database, known: Version, attachments: Sequence[Attachment]) -> bool:
    """Whether files came and they are others than those of the ``known`` version."""
    kept = files.contents(db, known.id, known.version) if attachments else {}
    return any(kept.get(file.name, file.content) != file.content for file in attachments)
