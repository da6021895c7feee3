"""A form filled in to try it out: what the server would store of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from flask import request

from forms import (
    ENDINGS,
    Checked,
    Instrument,
    Problem,
    check,
    file_at,
    name_place,
    read_posted,
    word_problem,
)
from survey_app import web


@dataclass(frozen=True, slots=True)
class Trial:
    """What was handed in, the judge's word on it, his problems in words, and the document as lines."""

    answers: dict[str, str | list[str]]
    checked: Checked
    problems: tuple[str, ...]
    document: str


def try_out(instrument: Instrument, language: str) -> Trial:
    """What would become of what this request carries; nothing is stored."""
    raw = read_posted(instrument, dict(request.form.lists())) | dict(_files(instrument))
    checked = check(instrument, raw, now=web.now(), language=language)
    return Trial(
        raw,
        checked,
        tuple(_said(instrument, problem, checked, language) for problem in checked.problems),
        json.dumps(json.loads(checked.document), ensure_ascii=False, indent=2),
    )


def _files(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The address of every file that was sent, with a name it could be kept under."""
    for field, sent in request.files.items():
        found = file_at(instrument, field)
        if found and sent.filename:
            item, place = found
            yield place, f"{sha256(sent.read()).hexdigest()}.{ENDINGS[item.type][0]}"


def _said(instrument: Instrument, problem: Problem, checked: Checked, language: str) -> str:
    """Where something is wrong, and what."""
    name = name_place(instrument, problem.place, language, checked.answers)
    return f"{name}: {word_problem(instrument, problem, language, checked.answers)}"
