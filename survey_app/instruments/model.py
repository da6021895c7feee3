"""What the desk says of a published version."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: immutable, known by instrument id and version, ordered by ``number``."""

    id: str
    version: str
    number: int
    digest: str
    published_at: str
