"""An instrument as one page: all screens below one another, with all that makes them react.

Without scripts it is read and filled in from top to bottom; with them it is shown screen by screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from forms.answers import Given
from forms.check import check, local_day
from forms.errors import Problem
from forms.instrument import Instrument
from forms.page.drawing import render_screen
from forms.page.logic import draw_logic, logic, scripts_of
from forms.page.screens import screens
from wording import say


@dataclass(frozen=True, slots=True)
class Whole:
    """The HTML of all screens and of the logic, and the names of the scripts that go with it."""

    html: str
    scripts: tuple[str, ...]


def render_whole(
    instrument: Instrument,
    language: str,
    answers: Mapping[str, Given],
    problems: Sequence[Problem] = (),
    *,
    media: Mapping[str, str] | None = None,
    today: date | None = None,
    now: datetime | None = None,
    level: int = 2,
) -> Whole:
    """All screens with `answers` in their fields; see `render_screen`. Everything is drawn: what is not to be
    asked is hidden by the scripts. `level` is that of the screens' headings."""
    every = screens(instrument)
    day = today or local_day()
    checked = check(instrument, answers, day, now=now, language=language)
    drawn = [
        _section(
            say(language, "forms.live_step", n=screen.number, count=len(every)),
            screen.number,
            render_screen(
                instrument,
                screen,
                language,
                answers,
                problems,
                media=media or {},
                today=day,
                now=now,
                level=level,
            ),
        )
        for screen in every
    ]
    found = logic(instrument, every, answers, checked, language=language, today=day, now=now, always=True)
    scripts = (*scripts_of(found), "screens") if found else ()
    return Whole("\n".join([*drawn, draw_logic(found)]), scripts)


def _section(label: str, number: int, fragment: str) -> Markup:
    return (
        Markup('<section class="screen" data-screen="{}" aria-label="{}">').format(number, label)
        + Markup(fragment)  # noqa: S704  # escaped where it was drawn
        + Markup("</section>")
    )
