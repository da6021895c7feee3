"""What is told of a file before its import: values as read, what can be read in two ways, what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date

from forms import Instrument
from survey_app import web
from survey_app.errors import Invalid, Problem
from survey_app.responses.service.importing.doubt import WAYS, Doubt, Way, Written
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.mapping import Dates, Decimals, FileMapping
from wording import say
from wording.figures import with_sign

_DAY_LETTERS, _TIME = 10, slice(11, 16)


@dataclass(frozen=True, slots=True)
class Question:
    """In which of two ways numbers or days are written: the field, its words, pairs of value and words."""

    name: str
    words: str
    ways: tuple[tuple[str, str], ...]
    columns: frozenset[int]
    headers: str


def shown(read: str, written: Written) -> str:
    """A number or day of the strict file as the reader writes it, days with the month in words."""
    language = web.language()
    if written is Written.NUMBER:
        return with_sign(read, language)
    try:
        day = format_date(date.fromisoformat(read[:_DAY_LETTERS]), "long", locale=language)
    except ValueError:
        return read
    return f"{day} {read[_TIME]}".strip()


def questions(doubts: Sequence[Doubt], told: Sequence[str]) -> list[Question]:
    """What must be asked of the columns in ``doubts``; nothing of what a person has ``told``."""
    found = []
    for written in WAYS:
        alike = [one for one in doubts if one.written is written]
        if alike and written.value not in told:
            one = alike[0]
            values = {"text": excerpt(one.text, 40), "column": excerpt(one.header, 60)}
            words = say(web.language(), f"imports.reading_{written.value}", **values)
            ways = tuple((way.value, shown(read, written)) for way, read in one.readings)
            columns = frozenset(each.number for each in alike)
            headers = ", ".join(excerpt(each.header, 60) for each in alike)
            found.append(Question(written.value, words, ways, columns, headers))
    return found


def answered(mapping: FileMapping, asked: Sequence[Question], sent: Mapping[str, str]) -> FileMapping:
    """``mapping`` with the ways that were ``sent``. Raises Invalid while one is not said."""
    for question in asked:
        ways: dict[str, Way] = {way.value: way for way in WAYS[Written(question.name)]}
        way = ways.get(sent.get(question.name, ""))
        if isinstance(way, Decimals):
            mapping = replace(mapping, decimals=way)
        elif isinstance(way, Dates):
            mapping = replace(mapping, dates=way)
        else:
            raise Invalid([Problem("import_reading_unsaid")])
    return mapping


def told_by(new: FileMapping, old: FileMapping) -> list[str]:
    """What a person said by changing it on the page."""
    changed = {Written.NUMBER: new.decimals != old.decimals, Written.DAY: new.dates != old.dates}
    return [written.value for written, other in changed.items() if other]


@dataclass(frozen=True, slots=True)
class Line:
    """A problem as the page says it: its row ('' the whole file), the words, how many rows have it."""

    row: str
    words: str
    rows: int


def problem_lines(problems: Sequence[Problem], instrument: Instrument) -> list[Line]:
    """``problems`` in the reader's language, whatever language the file was examined in."""
    return [_line(problem, instrument) for problem in problems]


def _line(problem: Problem, instrument: Instrument) -> Line:
    language, values = web.language(), dict(problem.values)
    values["said"] = values.get(f"said_{language}", values.get("said", ""))
    if "label" in values:
        label = instrument.text(instrument.item(str(values["item"])).label, language)
        values["label"] = excerpt(label, 80)
    last = problem.place.rpartition(":")[2]
    rows = values.get("rows", 1)
    words = web.problem_text(replace(problem, values=values))
    return Line(last if last.isdigit() else "", words, rows if isinstance(rows, int) else 1)
