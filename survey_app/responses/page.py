"""The citizen's page: compiled once per screen, language and counter; token and draft are spliced in."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from flask import render_template
from markupsafe import Markup

from forms import (
    Instrument,
    Problem,
    Screen,
    render_hidden,
    render_screen,
    screens,
    word_problem,
)
from survey_app import web
from survey_app.responses.model import Assisted
from wording import say

_TOKEN, _DRAFT = "\x02token\x02", "\x02draft\x02"
_SECONDS_A_QUESTION = 10
LARGEST = 2  # of the sizes of letters
_CSS = Path(web.__file__).parent / "static" / "css" / "citizen.css"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is opened: what the citizen reads about the counter, and the address it posts to."""

    collector: str
    counter: str
    kiosk: bool


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form is being answered: who helps, and how large the letters are (0 to `LARGEST`)."""

    assisted: Assisted = Assisted.NONE
    size: int = 0


@cache
def styles() -> Markup:
    """The citizens' stylesheet, kept in the page so that nothing more is fetched."""
    return Markup(_CSS.read_text(encoding="utf-8"))  # noqa: S704  # our own file


@cache
def policy(sounds: bool = False) -> str:
    """The policy for a citizen's page; with ``sounds`` it may play this server's."""
    digest = base64.b64encode(hashlib.sha256(styles().encode()).digest()).decode()
    media = " media-src 'self';" if sounds else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;{media} form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def blank_page(
    instrument: Instrument, screen: Screen, language: str, place: Place, token: str, manner: Manner = Manner()
) -> str:
    """A screen nobody has answered yet, with ``token`` in it."""
    page = _compiled(_Held(instrument), screen.number, language, place, manner)
    return page.replace(_TOKEN, token).replace(_DRAFT, "")


def page_with(
    instrument: Instrument,
    screen: Screen,
    language: str,
    place: Place,
    token: str,
    manner: Manner,
    *,
    answers: Mapping[str, str | Sequence[str]],
    problems: Sequence[Problem] = (),
    notice: str = "",
) -> str:
    """A screen with what was answered before, and what is wrong with it, if anything."""
    draft = render_hidden(instrument, answers, screen)
    names = {item.name for item in screen.items}
    if not problems and not notice and not names & answers.keys():
        page = _compiled(_Held(instrument), screen.number, language, place, manner)
        return page.replace(_TOKEN, token).replace(_DRAFT, draft)
    sounds = _sounds(instrument, place)
    fragment = render_screen(instrument, screen, language, answers, problems, media=sounds)
    page = _shell(instrument, screen, language, place, manner, fragment, problems, notice)
    return page.replace(_TOKEN, token).replace(_DRAFT, draft)


class _Held:
    """An instrument as a cache key: by its digest."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self._digest = instrument.digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other._digest == self._digest

    def __hash__(self) -> int:
        return hash(self._digest)


@lru_cache(maxsize=2048)
def _compiled(held: _Held, number: int, language: str, place: Place, manner: Manner) -> str:
    screen = screens(held.instrument)[number - 1]
    fragment = render_screen(held.instrument, screen, language, {}, media=_sounds(held.instrument, place))
    return _shell(held.instrument, screen, language, place, manner, fragment, (), "")


def _sounds(instrument: Instrument, place: Place) -> dict[str, str]:
    """The recordings the instrument carries, with the address each is played from."""
    return {name: f"/k/{place.collector}/media/{name}" for name in instrument.files}


def _summary_line(instrument: Instrument, screen: Screen, problem: Problem, language: str) -> tuple[int, str]:
    """The field to go to and what to say; among several questions the message names its own."""
    item = instrument.item(problem.place)
    said = word_problem(instrument, problem, language)
    several = len(screen.items) > 1
    return item.number, f"{instrument.text(item.label, language)}: {said}" if several else said


def _minutes(instrument: Instrument) -> int:
    """How long answering takes, said on the first screen: about ten seconds a question, never under one."""
    questions = sum(len(screen.items) for screen in screens(instrument))
    return max(1, round(questions * _SECONDS_A_QUESTION / 60))


def _shell(
    instrument: Instrument,
    screen: Screen,
    language: str,
    place: Place,
    manner: Manner,
    fragment: str,
    problems: Sequence[Problem],
    notice: str,
) -> str:
    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    all_screens = screens(instrument)
    return render_template(
        "responses/screen.html",
        t=t,
        lang=language,
        languages=[tag for tag in instrument.languages if tag != language],
        title=instrument.text(instrument.title, language),
        status=instrument.text(instrument.status, language),
        place=place,
        css=styles(),
        screen=screen,
        count=len(all_screens),
        minutes=_minutes(instrument),
        last=screen.number == len(all_screens),
        skippable=not any(item.required for item in screen.items),
        fragment=Markup(fragment),  # noqa: S704  # escaped by the forms package
        summary=[_summary_line(instrument, screen, problem, language) for problem in problems],
        notice=notice,
        assisted=manner.assisted,
        others=[choice for choice in Assisted if choice is not manner.assisted],
        size=manner.size,
        larger=min(manner.size + 1, LARGEST),
        token=_TOKEN,
        draft=_DRAFT,
    )
