"""The citizen's page: compiled once per screen, language and counter; token and draft are spliced in."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from flask import render_template
from markupsafe import Markup

from forms import (
    Checked,
    Instrument,
    Problem,
    Screen,
    Step,
    check,
    draw_logic,
    end_of,
    field_of,
    is_fixed,
    logic,
    render_hidden,
    render_screen,
    screens,
    scripts_on,
    step_of,
    word_at,
    word_problem,
)
from forms.addresses import place_of
from forms.answers import Given
from forms.items import FILES
from survey_app import web
from survey_app.responses.model import Assisted
from wording import say

_TOKEN, _DRAFT, _LOGIC, _STEP = "\x02token\x02", "\x02draft\x02", "\x02logic\x02", "\x02step\x02"
_SPLICED = {"token": _TOKEN, "draft": _DRAFT, "logic": _LOGIC, "step": _STEP}
_SECONDS_A_QUESTION = 10
LARGEST = 2  # of the sizes of letters
_CSS = Path(web.__file__).parent / "static" / "css"


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
    """The citizens' stylesheets, kept in the page so that nothing more is fetched."""
    sheets = ((_CSS / name).read_text(encoding="utf-8") for name in ("citizen.css", "questions.css"))
    return Markup("".join(sheets))  # noqa: S704  # our own files


@cache
def policy(media: bool = False, scripts: bool = False) -> str:
    """The policy for a citizen's page; with ``media`` it may show and play this server's, with ``scripts``
    run them."""
    digest = base64.b64encode(hashlib.sha256(styles().encode()).digest()).decode()
    shown = "img-src data: 'self'; media-src 'self';" if media else "img-src data:;"
    run = " script-src 'self';" if scripts else ""
    return (
        f"default-src 'none';{run} style-src 'sha256-{digest}'; {shown} form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


@dataclass(frozen=True, slots=True)
class Filled:
    """What is in a form so far: the answers as typed, and as judged for the screen that is shown.

    ``problems`` and ``told`` (by address, in words) are what is wrong with it, ``notice`` what else is to be
    said; ``kept`` is where the files that wait are seen.
    """

    answers: Mapping[str, Given]
    checked: Checked
    problems: Sequence[Problem] = ()
    notice: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> bool:
        """Whether anything is to be put right."""
        return bool(self.problems or self.notice or self.told)


def blank_page(
    instrument: Instrument,
    screen: Screen,
    language: str,
    place: Place,
    token: str,
    manner: Manner,
    begin: datetime,
) -> str:
    """A fixed screen nobody has answered yet, with ``token`` in it; ``begin`` is that of the slot."""
    held = _Held(instrument)
    checked = _outset(held, language, begin)
    page = _stepped(held, screen, language, place, manner, checked)
    page = page.replace(_TOKEN, token).replace(_DRAFT, "")
    if not scripts_on(instrument, screen):
        return page
    return page.replace(_LOGIC, _logic(instrument, screen, language, {}, checked, begin))


def page_with(
    instrument: Instrument,
    screen: Screen,
    language: str,
    place: Place,
    token: str,
    manner: Manner,
    filled: Filled,
    begin: datetime,
) -> str:
    """A screen with what was answered before, and what is wrong with it, if anything."""
    page = _screen_with(instrument, screen, language, place, manner, filled)
    draft = render_hidden(instrument, filled.answers, screen, filled.checked)
    page = page.replace(_TOKEN, token).replace(_DRAFT, draft)
    if not scripts_on(instrument, screen):
        return page
    return page.replace(_LOGIC, _logic(instrument, screen, language, filled.answers, filled.checked, begin))


def _screen_with(
    instrument: Instrument, screen: Screen, language: str, place: Place, manner: Manner, filled: Filled
) -> str:
    seen = screen.names & {place_of(place)[0] for place in (*filled.answers, *filled.kept)}
    if not filled.wrong and not seen and is_fixed(instrument, screen):
        return _stepped(_Held(instrument), screen, language, place, manner, filled.checked)
    fragment = ""
    if screen.items:
        fragment = render_screen(
            instrument,
            screen,
            language,
            filled.answers,
            filled.problems,
            checked=filled.checked,
            media=_media(instrument, place),
            kept=filled.kept,
            told=filled.told,
        )
    step = step_of(instrument, screen, filled.checked)
    page = _shell(instrument, screen, language, place, manner, fragment, filled, last=step.last)
    return page.replace(_STEP, _word_step(step, language))


def _stepped(
    held: "_Held", screen: Screen, language: str, place: Place, manner: Manner, checked: Checked
) -> str:
    """The page of a fixed screen, and how far it is."""
    step = step_of(held.instrument, screen, checked)
    page = _compiled(held, screen.number, language, place, manner, step.last)
    return page.replace(_STEP, _word_step(step, language))


def _word_step(step: Step, language: str) -> str:
    return say(language, "responses.step", number=step.number, count=step.count)


def _logic(
    instrument: Instrument,
    screen: Screen,
    language: str,
    answers: Mapping[str, Given],
    checked: Checked,
    begin: datetime,
) -> str:
    """What the scripts of the screen need to react as the judge would."""
    return draw_logic(
        logic(instrument, (screen,), answers, checked, language=language, today=begin.date(), now=begin)
    )


class _Held:
    """An instrument as a cache key: by its digest."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self._digest = instrument.digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other._digest == self._digest

    def __hash__(self) -> int:
        return hash(self._digest)


@lru_cache(maxsize=128)
def _outset(held: _Held, language: str, begin: datetime) -> Checked:
    """What is judged of a form before anything is answered."""
    return check(held.instrument, {}, begin.date(), now=begin, language=language)


@lru_cache(maxsize=2048)
def _compiled(held: _Held, number: int, language: str, place: Place, manner: Manner, last: bool) -> str:
    every = screens(held.instrument)
    if number > len(every):
        end = end_of(held.instrument)
        return _shell(held.instrument, end, language, place, manner, "", None, last=last)
    screen = every[number - 1]
    fragment = render_screen(held.instrument, screen, language, {}, media=_media(held.instrument, place))
    return _shell(held.instrument, screen, language, place, manner, fragment, None, last=last)


def _media(instrument: Instrument, place: Place) -> dict[str, str]:
    """The pictures and recordings the instrument carries, with the address each is fetched from."""
    return {name: f"/k/{place.collector}/media/{name}" for name in instrument.files}


def _summary(instrument: Instrument, screen: Screen, filled: Filled, language: str) -> list[tuple[str, str]]:
    """Fields to go to and what to say; among several questions the message names its own."""
    answers = filled.checked.answers
    said = [(p.place, word_problem(instrument, p, language, answers)) for p in filled.problems]
    several = len(screen.items) > 1
    return [
        (
            field_of(instrument, place),
            word_at(instrument, place, words, language, answers) if several else words,
        )
        for place, words in (*said, *filled.told.items())
    ]


def _minutes(instrument: Instrument) -> int:
    """How long answering takes, said on the first screen: about ten seconds a question, never under one."""
    questions = sum(len(screen.items) for screen in screens(instrument))
    return max(1, round(questions * _SECONDS_A_QUESTION / 60))


def _is_skippable(screen: Screen) -> bool:
    return any(item.askable for item in screen.items) and not any(item.required for item in screen.items)


def _shell(
    instrument: Instrument,
    screen: Screen,
    language: str,
    place: Place,
    manner: Manner,
    fragment: str,
    filled: Filled | None,
    *,
    last: bool,
) -> str:
    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    return render_template(
        "responses/screen.html",
        t=t,
        lang=language,
        languages=[(tag, instrument.language_names[tag]) for tag in instrument.languages if tag != language],
        title=instrument.text(instrument.title, language),
        status=instrument.text(instrument.status, language),
        place=place,
        css=styles(),
        screen=screen,
        count=len(screens(instrument)),
        minutes=_minutes(instrument),
        last=last,
        skippable=_is_skippable(screen),
        fragment=Markup(fragment),  # noqa: S704  # escaped by the forms package
        summary=_summary(instrument, screen, filled, language) if filled else (),
        notice=filled.notice if filled else "",
        brings_files=any(item.type in FILES for item in screen.items),
        assisted=manner.assisted,
        others=[choice for choice in Assisted if choice is not manner.assisted],
        size=manner.size,
        larger=min(manner.size + 1, LARGEST),
        scripts=scripts_on(instrument, screen),
        **_SPLICED,
    )
