"""Which template is used, and how it is replaced; nothing that was ever used is lost."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from survey_app.documents import store as rows
from survey_app.documents.check import check
from survey_app.documents.model import SHIPPED, Entry, Kind, Tag, Template
from survey_app.errors import Conflict, Invalid
from survey_app.store import Database, Store
from wording import nfc

_FOLDER = Path(__file__).parent / "templates"
_LONGEST_NAME = 200


def shipped(kind: Kind) -> Template:
    """The template the program brings along."""
    name = f"{kind}.docx"
    return Template(kind, SHIPPED, name, (_FOLDER / name).read_bytes(), shipped=True)


def current(db: Database, kind: Kind, at: datetime | None = None) -> Template:
    """The template documents of ``kind`` are made from now, or were at ``at``."""
    own = shipped(kind)
    found = rows.latest(db, kind, _written(at) if at else "")
    if found is None:
        return own
    number, name, content, by, put_at = found
    when = datetime.fromisoformat(put_at)
    if content is None:
        return Template(kind, number, own.name, own.content, by, when, shipped=True)
    return Template(kind, number, name, content, by, when)


def history(db: Database, kind: Kind) -> list[Entry]:
    """Every template that was put for ``kind``, the latest first."""
    return [
        Entry(number, name, by, datetime.fromisoformat(at), bool(own))
        for number, name, own, by, at in rows.entries(db, kind)
    ]


def put(
    store: Store,
    kind: Kind,
    name: str,
    content: bytes,
    tags: Sequence[Tag],
    *,
    by: str,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Use ``content`` from now on.

    Raises Invalid with everything `check` finds, the template in use stays; Conflict when it is not the one
    numbered ``seen`` any more.
    """
    problems = check(name, content, tags)
    if problems:
        raise Invalid(problems)
    short = nfc(Path(name.replace("\\", "/")).name)[-_LONGEST_NAME:]
    store.write(lambda db: _replace(db, kind, short, content, by, now, seen))


def restore(store: Store, kind: Kind, *, by: str, now: datetime, seen: int | None = None) -> None:
    """Use the program's own template again. Raises Conflict as `put` does."""
    store.write(lambda db: _replace(db, kind, "", None, by, now, seen))


def _replace(
    db: Database, kind: Kind, name: str, content: bytes | None, by: str, now: datetime, seen: int | None
) -> None:
    if seen is not None and current(db, kind).number != seen:
        raise Conflict("template_changed")
    rows.add(db, kind, name, content, by, _written(now))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
