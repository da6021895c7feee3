"""What the desk says of a published version, of the files it carries and of uploads that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from forms.versions import Change

DRAFT_LASTS = timedelta(days=7)
_NOT_IN_NAMES = frozenset('<>:"|?*')


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: immutable, known by instrument id and version, ordered by ``number``."""

    id: str
    version: str
    number: int
    digest: str
    published_at: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a form names: its name there, what it is by its content (a media type), its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about an upload: the key of its words, its place (a cell or a file), its values.

    A grave one stands in the way of publishing; the others the publisher confirms to have read. ``change`` is
    what it tells of, where it tells of a change since the version before.
    """

    key: str
    place: str
    values: Mapping[str, object]
    grave: bool
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An upload that was checked: it waits, unchanged, until somebody publishes or deletes it."""

    id: str
    name: str
    instrument: str
    version: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Upload:
    """What came in: the workbook's name and content, the files sent with it in their order."""

    name: str
    content: bytes
    files: Sequence[tuple[str, bytes]] = ()


def plain_name(name: str) -> str:
    """The last part of a file's name, without letters no name can have; 'file' when nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in _NOT_IN_NAMES)
    return kept.strip(" .")[-120:] or "file"
