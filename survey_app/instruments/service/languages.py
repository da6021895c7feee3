"""The languages of a form, and the new version made of what was translated and recorded."""

from dataclasses import dataclass
from datetime import datetime

from forms import Instrument
from forms.translation import with_translations
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.instruments.languages import (
    LONGEST_NAME,
    Language,
    Line,
    State,
    own_name,
    plain_tag,
)
from survey_app.instruments.model import Upload
from survey_app.instruments.service.drafts import Examined, examine
from survey_app.instruments.service.making import made_workbook
from survey_app.instruments.service.translating import lines
from survey_app.instruments.service.versions import free_name, newest_version, published, versions
from survey_app.instruments.store import attachments as files
from survey_app.instruments.store import languages as rows
from survey_app.store import Database
from wording import nfc

_UNNAMEABLE = frozenset("():|")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a language would bring into a new version, and what is left out because it is a draft."""

    language: Language
    texts: tuple[Line, ...]
    sounds: tuple[Line, ...]
    left_out: tuple[Line, ...]
    sounds_left_out: tuple[Line, ...]


def languages(db: Database, instrument: Instrument) -> list[Language]:
    """The languages of a version, then those that were added to its form."""
    known = [Language(tag, instrument.language_names.get(tag, tag), True) for tag in instrument.languages]
    added = rows.languages(db, instrument.id).items()
    return known + [Language(tag, name, False) for tag, name in added if tag not in instrument.languages]


def language(db: Database, instrument: Instrument, tag: str) -> Language:
    """One of them. Raises NotFound."""
    for found in languages(db, instrument):
        if found.tag == tag:
            return found
    raise NotFound("no_such_page")


def add_language(db: Database, instrument: Instrument, tag: str, name: str, by: str, now: datetime) -> str:
    """The tag of the language that was added, or was given another name.

    Raises Invalid for what is no tag, for one the form has, for a name no heading of a workbook can hold.
    """
    found, name = plain_tag(tag), nfc(" ".join(name.split()))
    name = name or own_name(found)
    problems = []
    if not found:
        problems.append(Problem("language_tag_wrong", "tag"))
    elif found in instrument.languages:
        problems.append(Problem("language_there", "tag", {"tag": found}))
    elif not name:
        problems.append(Problem("language_name_missing", "name", {"tag": found}))
    if len(name) > LONGEST_NAME or _UNNAMEABLE.intersection(name) or not name.isprintable():
        problems.append(Problem("language_name_wrong", "name", {"most": LONGEST_NAME}))
    if problems:
        raise Invalid(problems)
    rows.add_language(db, instrument.id, found, name, by, now.isoformat(timespec="seconds"))
    return found


def brought(db: Database, instrument: Instrument) -> list[Brought]:
    """What each language would bring into a new version of the form; none that has nothing on its way."""
    found = []
    for each in languages(db, instrument):
        seen = lines(db, instrument, each.tag)
        texts = [line for line in seen if line.state in (State.DRAFT, State.REVIEWED)]
        sounds = [line for line in seen if line.sound in (State.DRAFT, State.REVIEWED)]
        if texts or sounds:
            found.append(
                Brought(
                    each,
                    tuple(line for line in texts if line.state.ready),
                    tuple(line for line in sounds if line.audible),
                    tuple(line for line in texts if not line.state.ready),
                    tuple(line for line in sounds if not line.audible),
                )
            )
    return found


def new_version(db: Database, id: str, version: str) -> Examined:
    """The form with everything that was reviewed, as a workbook that was examined like any other.

    Raises Conflict for a version that is not the newest, Invalid when nothing was reviewed.
    """
    newest = newest_version(db, id)
    if version != newest:
        raise Conflict("version_not_newest", instrument=id, version=version, newest=newest)
    instrument = published(db, id, version)
    parts = [part for part in brought(db, instrument) if part.texts or part.sounds]
    if not parts:
        raise Invalid([Problem("nothing_reviewed")])
    new = with_translations(
        instrument,
        free_name(version, {known.version for known in versions(db, id)}),
        {part.language.tag: part.language.name for part in parts},
        _by_place(
            [(part.language.tag, line.text.place, line.written) for part in parts for line in part.texts]
        ),
        _by_place(
            [(part.language.tag, line.text.place, line.file) for part in parts for line in part.sounds]
        ),
    )
    kept = files.contents(db, id, version)
    for part in parts:
        for line in part.sounds:
            found = rows.sound(db, id, part.language.tag, line.text.place)
            kept[line.file] = found[0] if found else b""
    needed = [(name, content) for name, content in kept.items() if name in new.files or name.endswith(".csv")]
    return examine(Upload(f"{id}-{new.version}.xlsx", made_workbook(new), needed))


def _by_place(parts: list[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for tag, place, said in parts:
        found.setdefault(place, {})[tag] = said
    return found
