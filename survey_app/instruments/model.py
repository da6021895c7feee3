"""What the desk says of a published version, of the files it carries and of uploads that wait."""

from dataclasses import dataclass


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
