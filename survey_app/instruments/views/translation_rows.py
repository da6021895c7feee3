"""A line of a translation as it is drawn: its box, its state in words, its recording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from forms import Instrument
from forms.translation import texts_of
from survey_app import web
from survey_app.accounts import service as people
from survey_app.errors import Problem
from survey_app.instruments import service
from survey_app.instruments.languages import Line, Review, State
from survey_app.instruments.service import Entry
from survey_app.instruments.views.lines import moment_text
from survey_app.store import Database
from wording import say

_UNDER_WAY = (State.DRAFT, State.REVIEWED)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what stands in its box, what is wrong, who made what, where its recording plays."""

    line: Line
    of: str
    text: str
    problems: tuple[str, ...]
    who: str
    sound_who: str
    sound: str

    @property
    def reviewed(self) -> bool:
        return self.line.state is State.REVIEWED

    @property
    def heard(self) -> bool:
        return self.line.sound is State.REVIEWED


def rows_of(
    db: Database,
    instrument: Instrument,
    tag: str,
    lines: Iterable[Line],
    entries: Mapping[int, Entry],
    wrong: Mapping[int, Sequence[Problem]],
) -> list[Row]:
    """The lines as they are drawn; where something is wrong with what was sent, that stands in the box."""
    names = {person.username: person.name for person in people.people(db)}
    called = service.names_of(texts_of(instrument), web.language())
    return [
        Row(
            line=line,
            of=called[line.text.place],
            text=entries[line.number].text if wrong.get(line.number) else line.written,
            problems=tuple(_problem(each, names) for each in wrong.get(line.number, ())),
            who=_who(line.review, line.state, names, "instruments.translated_and_reviewed_by_one"),
            sound_who=_who(line.sound_review, line.sound, names, "instruments.recorded_and_reviewed_by_one"),
            sound=_sound(instrument, tag, line),
        )
        for line in lines
    ]


def _problem(problem: Problem, names: Mapping[str, str]) -> str:
    values = dict(problem.values)
    if "by" in values:
        values["by"] = names.get(str(values["by"]), str(values["by"])) or "—"
    return web.problem_text(Problem(problem.code, problem.place, values))


def _who(review: Review | None, state: State, names: Mapping[str, str], by_one: str) -> str:
    if review is None or state not in _UNDER_WAY:
        return ""
    made = {"by": names.get(review.by, review.by), "at": moment_text(datetime.fromisoformat(review.at))}
    if state is not State.REVIEWED:
        return say(web.language(), "instruments.made_by", **made)
    at = moment_text(datetime.fromisoformat(review.reviewed_at))
    if review.reviewed_by == review.by:
        return say(web.language(), by_one, **made, reviewed=at)
    by = names.get(review.reviewed_by, review.reviewed_by)
    return say(web.language(), "instruments.made_and_reviewed_by", **made, reviewer=by, reviewed=at)


def _sound(instrument: Instrument, tag: str, line: Line) -> str:
    id, version = instrument.id, instrument.version
    if line.sound is State.PUBLISHED:
        return url_for("instruments.version_file", id=id, version=version, name=line.file)
    if line.sound is State.NONE:
        return ""
    return url_for(
        "instruments.recording", id=id, version=version, tag=tag, number=line.number, v=line.sound_mark
    )
