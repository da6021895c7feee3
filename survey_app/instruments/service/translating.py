"""What people translate and record: seen text by text, saved where nobody else was faster."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from forms import Instrument
from forms.translation import Text, names_in, texts_of
from survey_app import media
from survey_app.errors import NotFound, Problem
from survey_app.instruments.attachments import FILE_BYTES
from survey_app.instruments.languages import (
    LONGEST_TEXT,
    Line,
    Recording,
    Review,
    State,
    Translation,
    marked,
)
from survey_app.instruments.store import languages as rows
from survey_app.store import Database
from wording import hidden_characters, nfc

_BROKEN = re.compile("[\ud800-\udfff]")
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody sent for one line: the text with its tick, a recording with its tick, or its removal.

    The marks are those of the line as that person saw it.
    """

    number: int
    text: str
    reviewed: bool
    mark: str
    sound: bytes = b""
    heard: bool = False
    sound_mark: str = ""
    remove: bool = False


def lines(db: Database, instrument: Instrument, tag: str) -> tuple[Line, ...]:
    """Every text of the form in the language ``tag``, in the order of the form."""
    written = rows.translations(db, instrument.id, tag)
    made = rows.recordings(db, instrument.id, tag)
    return tuple(
        _line(instrument, tag, number, text, written.get(text.place), made.get(text.place))
        for number, text in enumerate(texts_of(instrument), start=1)
    )


def save(
    db: Database, instrument: Instrument, tag: str, entries: Iterable[Entry], by: str, now: datetime
) -> dict[int, list[Problem]]:
    """What is wrong with entries, by number; everything else is stored.

    A text that cannot pass as reviewed is stored as a draft; what somebody else changed meanwhile stays.
    """
    at = now.isoformat(timespec="seconds")
    before = {line.number: line for line in lines(db, instrument, tag)}
    known = [entry for entry in entries if entry.number in before]
    wrong = {
        entry.number: _save_text(db, instrument.id, tag, before[entry.number], entry, Review(by, at))
        for entry in known
    }
    after = {line.number: line for line in lines(db, instrument, tag)}
    for entry in known:
        said = after[entry.number].aloud
        wrong[entry.number] += _save_sound(
            db, instrument.id, tag, before[entry.number], entry, said, Review(by, at)
        )
    return {number: problems for number, problems in wrong.items() if problems}


def recorded(db: Database, instrument: Instrument, tag: str, number: int) -> tuple[bytes, str]:
    """Content and media type of the recording of a line that is on its way. Raises NotFound."""
    texts = texts_of(instrument)
    place = texts[number - 1].place if 0 < number <= len(texts) else ""
    found = rows.sound(db, instrument.id, tag, place)
    if found is None:
        raise NotFound("no_such_page")
    return found


def tidy(text: str) -> str:
    """The text in composed letters, its lines ended as everywhere, without blanks around."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").strip())


def faults(line: Line, text: str) -> list[Problem]:
    """What keeps a text from being stored."""
    if len(text) > LONGEST_TEXT:
        return [Problem("translation_long", line.text.place, {"letters": len(text), "most": LONGEST_TEXT})]
    broken = {f"U+{ord(letter):04X}": None for letter in _BROKEN.findall(text)}
    if letters := ", ".join((*broken, *hidden_characters(text))):
        return [Problem("translation_hidden_letter", line.text.place, {"letters": letters})]
    return []


def doubts(line: Line, text: str) -> list[Problem]:
    """What keeps a text from being reviewed: it shows other answers than its source."""
    if not text:
        return [Problem("translation_empty", line.text.place)]
    asked, shown = names_in(line.source), names_in(text)
    missing = ", ".join(f"${{{name}}}" for name in sorted(asked - shown))
    strange = ", ".join(f"${{{name}}}" for name in sorted(shown - asked))
    problems = [Problem("translation_lacks_answer", line.text.place, {"names": missing})] if missing else []
    return problems + (
        [Problem("translation_strange_answer", line.text.place, {"names": strange})] if strange else []
    )


def put_text(db: Database, form: str, tag: str, line: Line, text: str, review: Review) -> None:
    """Have ``text`` as the translation of a line; nothing, or what is published, as none on its way."""
    if not text or text == line.published:
        rows.remove_translation(db, form, tag, line.text.place)
        return
    written = Translation(text, line.source, line.published, review)
    rows.put_translation(db, form, tag, line.text.place, written)


def _line(
    instrument: Instrument, tag: str, number: int, text: Text, own: Translation | None, made: Recording | None
) -> Line:
    default = instrument.default_language
    source, published = instrument.text(text.labels, default), text.labels.get(tag, "")
    fixed = tag == default and bool(published)
    own = None if fixed else own
    written, moved = own.text if own else published, False
    state = State.PUBLISHED if published else State.NONE
    if own is not None and own.text != published:
        moved = own.source != source or published != own.before
        state = State.REVIEWED if own.review.reviewed_by and not moved else State.DRAFT
    file = text.audio.get(tag, "")
    sound, outdated = State.PUBLISHED if file else State.NONE, bool(file) and written != published
    if made is not None and made.file != file:
        file, outdated = made.file, made.said != (written or source)
        sound = State.REVIEWED if made.review.reviewed_by and not outdated else State.DRAFT
    return Line(
        number=number,
        text=text,
        source=source,
        written=written,
        published=published,
        state=state,
        review=own.review if own else None,
        fixed=fixed,
        moved=moved,
        sound=sound,
        file=file,
        sound_review=made.review if made else None,
        outdated=outdated,
    )


def _save_text(db: Database, form: str, tag: str, line: Line, entry: Entry, actor: Review) -> list[Problem]:
    text = tidy(entry.text)
    wanted = marked(text, entry.reviewed)
    if line.fixed or wanted in (entry.mark, line.mark):
        return []  # nobody touched it, or it stands so already
    if entry.mark != line.mark:
        by = line.review.by if line.review else ""
        return [Problem("translation_changed", line.text.place, {"by": by, "text": line.written})]
    if problems := faults(line, text):
        return problems
    problems = doubts(line, text) if entry.reviewed else []
    # The tick of the text before says nothing of a new one.
    same = text == line.written
    good = entry.reviewed and not problems and (same or line.state is not State.REVIEWED)
    made = line.review if line.review and same else actor
    put_text(db, form, tag, line, text, _reviewed(made, actor if good else None))
    return problems


def _save_sound(
    db: Database, form: str, tag: str, line: Line, entry: Entry, said: str, actor: Review
) -> list[Problem]:
    place, heard = line.text.place, marked(line.file, entry.heard)
    untouched = not entry.sound and not entry.remove and heard in (entry.sound_mark, line.sound_mark)
    if not line.text.spoken or untouched:
        return []
    if entry.sound_mark != line.sound_mark:
        by = line.sound_review.by if line.sound_review else ""
        return [Problem("recording_changed", place, {"by": by})]
    if entry.sound:
        return _put_sound(db, form, tag, line, entry, said, actor)
    if line.sound not in (State.DRAFT, State.REVIEWED):
        return []  # what is published stays as it is
    if entry.remove:
        rows.remove_recording(db, form, tag, place)
    else:
        by, at = (actor.by, actor.at) if entry.heard else ("", "")
        rows.review_recording(db, form, tag, place, said, by, at)
    return []


def _put_sound(
    db: Database, form: str, tag: str, line: Line, entry: Entry, said: str, actor: Review
) -> list[Problem]:
    place, ending = line.text.place, media.sound_ending(entry.sound)
    if len(entry.sound) > FILE_BYTES:
        return [Problem("recording_large", place, {"most": FILE_BYTES // 2**20})]
    if ending is None:
        return [Problem("recording_kind", place)]
    name = "-".join(
        (tag, _NO_NAME.sub("-", line.text.name).strip("-")[:40], sha256(entry.sound).hexdigest()[:8])
    )
    good = entry.heard and line.sound is not State.REVIEWED
    review = _reviewed(actor, actor if good else None)
    made = Recording(said, f"{name}.{ending}", media.sound_type(ending), review)
    rows.put_recording(db, form, tag, place, made, entry.sound)
    return []


def _reviewed(made: Review, by: Review | None) -> Review:
    """The review of what was ``made``, found good by the actor ``by``."""
    return Review(made.by, made.at, by.by if by else "", by.at if by else "")
