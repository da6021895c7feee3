"""The head of a bundle: who made it, and the digest of every other line.

It is the first line of the first file and the last line of the last; where a split bundle has no head, a mark
says which bundle the file is of.

The manifest is signed. So each line can be trusted by itself, wherever in whichever file it stands, and what
was damaged or is missing has a name.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from survey_app.errors import Invalid, Problem
from survey_app.store import Store, schema_number
from survey_app.sync.service.bundles import keys

FORMAT = 1
TRIP = "trip"
"""The setting of an instance for a trip that tells it from the office it began from."""
_BEGINS = b'{"manifest":'
_MARK_BEGINS = b'{"part":'
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Purpose(StrEnum):
    """Which way a bundle goes: home to the office, or out to an instance for a trip."""

    HOME = "home"
    TRIP = "trip"


class Kind(StrEnum):
    """What a line holds, in the order in which lines are stored."""

    INSTRUMENT = "instrument"
    UNIT = "unit"
    PERSON = "person"
    ROUND = "round"
    SCHEME = "scheme"
    PHOTO = "photo"
    VISIT = "visit"
    RESPONSE = "response"
    RECORD = "record"


class Line(NamedTuple):
    """A line of a bundle: what it holds, its SHA-256 in hexadecimal and its bytes without the line end."""

    kind: str
    id: str
    digest: str
    size: int


class Version(NamedTuple):
    """A published version that what is carried answers."""

    instrument: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    ``number`` and ``hash`` are the last entry of the sender's ledger, ``ledger`` all its hashes by number;
    ``left`` counts responses that stayed because their two hours were not over; ``units`` are the codes that
    rounds, visits and responses name; ``simulated`` is the mark of a demonstration.
    """

    bundle: str
    purpose: str
    format: int
    schema: int
    product: str
    name: str
    key: str
    made_at: str
    number: int
    hash: str
    ledger: Sequence[str]
    left: int
    units: Sequence[str]
    versions: Sequence[Version]
    lines: Sequence[Line]
    simulated: bool = False

    @property
    def fingerprint(self) -> str:
        """What the sender is known by."""
        return keys.fingerprint(bytes.fromhex(self.key))

    @property
    def made(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def counts(self) -> dict[str, int]:
        """How many things of each kind it holds; a photo in several lines is one."""
        return Counter(kind for kind, _ in {(line.kind, line.id.partition("#")[0]) for line in self.lines})

    def as_line(self, store: Store) -> bytes:
        """The manifest, signed by this instance, as a line with its end."""
        content = _write(asdict(self))
        signature = base64.b64encode(keys.sign(store, content.encode())).decode()
        return f'{{"manifest":{content},"signature":"{signature}"}}\n'.encode()


def text_of(kind: Kind, id_: str, content: object) -> bytes:
    """The text of a line, without its end."""
    return _write({"kind": kind, "id": id_, "content": content}).encode()


def digest_of(text: bytes) -> str:
    """The SHA-256 of a line without its end, in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def is_manifest(text: bytes) -> bool:
    """Whether a line claims to be a manifest."""
    return text.startswith(_BEGINS)


class Mark(NamedTuple):
    """What stands at an end of a file where no head does: the bundle, and how long its head is."""

    bundle: str
    head: int

    def as_line(self) -> bytes:
        """The mark as a line with its end."""
        return f'{{"part":{_write(self._asdict())}}}\n'.encode()


def mark_in(text: bytes) -> Mark | None:
    """The mark that a line is, None for any other."""
    if not text.startswith(_MARK_BEGINS):
        return None
    try:
        said = json.loads(text)["part"]
        return Mark(str(said["bundle"]), int(said["head"]))
    except (ValueError, KeyError, TypeError):
        return None


def read_manifest(text: bytes) -> Manifest:
    """The manifest in a line. Raises Invalid for a newer release's, and for one whose signature is wrong."""
    try:
        said = json.loads(text)
        read, signature = said["manifest"], base64.b64decode(said["signature"], validate=True)
        if read["format"] > FORMAT or read["schema"] > schema_number():
            raise Invalid([Problem("bundle_newer", values={"product": str(read["product"])[:40]})])
        if not keys.is_signed(_write(read).encode(), signature, bytes.fromhex(read["key"])):
            raise Invalid([Problem("bundle_signature")])
        return _manifest(read)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Invalid([Problem("bundle_signature")]) from None


def _manifest(read: dict[str, Any]) -> Manifest:
    lines = [Line(*line) for line in read["lines"]]
    versions = [Version(*version) for version in read["versions"]]
    return Manifest(**{**read, "lines": lines, "versions": versions})
