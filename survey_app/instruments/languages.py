"""Languages and texts on their way into a form: what is known of each, and what is missing yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from babel import Locale, UnknownLocaleError

from forms.translation import Text

LONGEST_TEXT: Final = 4000
LONGEST_NAME: Final = 40
# As the peoples of Vietnam are named in its lists; Babel knows hardly any of them.
KNOWN: Final[Mapping[str, str]] = {
    "tyz": "Tày", "nut": "Nùng", "hmn": "Mông", "blt": "Thái", "mtq": "Mường", "ium": "Dao", "km": "ខ្មែរ",
    "cjm": "Chăm", "jra": "Gia Rai", "rad": "Ê Đê", "bdq": "Ba Na", "sed": "Xơ Đăng", "kpm": "Cơ Ho",
    "hre": "Hrê", "rog": "Ra Glai", "sti": "Xtiêng", "zh": "中文", "en": "English",
}  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class State(StrEnum):
    """How far a text or a recording is. What is published counts as reviewed."""

    NONE = "none"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"

    @property
    def ready(self) -> bool:
        """Whether it goes into a new version."""
        return self in (State.REVIEWED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Language:
    """A language of a form: its tag, what it calls itself, whether a published version has it."""

    tag: str
    name: str
    published: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Who made something and when, and who found it good and when ('' while it is a draft)."""

    by: str
    at: str
    reviewed_by: str = ""
    reviewed_at: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A text as somebody wrote it, from the `source` there was; `before` is what was published then."""

    text: str
    source: str
    before: str
    review: Review


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording somebody made, reading aloud `said`; `file` is its name in a new version."""

    said: str
    file: str
    kind: str
    review: Review


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a form in one language: `number` counts from 1 in the order of the form.

    `written` is the translation as it stands, `published` the one of the version; a `fixed` one is no
    translation but the text itself. `moved` says that its source or the published text changed since it was
    written, `outdated` that the text is another than was recorded. A recording needs no translation: where
    there is none, it says the `source`.
    """

    number: int
    text: Text
    source: str
    written: str
    published: str
    state: State
    review: Review | None
    fixed: bool
    moved: bool
    sound: State
    file: str
    sound_review: Review | None
    outdated: bool

    @property
    def aloud(self) -> str:
        """What a recording says: the translation, or the source in the words of whoever speaks."""
        return self.written or self.source

    @property
    def audible(self) -> bool:
        """Whether the recording goes into a new version: it was reviewed, and so was the text beside it."""
        return self.sound is State.REVIEWED and (self.state.ready or not self.written)

    @property
    def mark(self) -> str:
        """Changes when the text or its state does."""
        return marked(self.written, self.state is State.REVIEWED)

    @property
    def sound_mark(self) -> str:
        """Changes when the recording or its state does."""
        return marked(self.file, self.sound is State.REVIEWED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a language is: of `texts` so many have a translation and are good, of `spoken` a recording."""

    texts: int
    translated: int
    reviewed: int
    spoken: int
    recorded: int
    heard: int


def progress_of(lines: tuple[Line, ...]) -> Progress:
    """The counts of these lines."""
    spoken = [line for line in lines if line.text.spoken]
    return Progress(
        len(lines),
        sum(line.state is not State.NONE for line in lines),
        sum(line.state.ready for line in lines),
        len(spoken),
        sum(line.sound is not State.NONE for line in spoken),
        sum(line.sound.ready for line in spoken),
    )


def marked(text: str, reviewed: bool) -> str:
    """A short sign of a text and its state: two people who look at the same have the same."""
    return sha256(f"{'+' if reviewed else '-'}{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def plain_tag(text: str) -> str:
    """The tag as forms write it ('zh-hans'), '' for what is none."""
    tag = text.strip().lower().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def own_name(tag: str) -> str:
    """What a language calls itself, '' where that is not known."""
    if tag in KNOWN:
        return KNOWN[tag]
    try:
        return Locale.parse(tag, sep="-").get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        return ""
