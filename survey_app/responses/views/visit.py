"""One citizen's way through a form: where it was opened, what was posted, how a screen is shown."""

from functools import lru_cache

from flask import Response, current_app, make_response, request
from werkzeug.wrappers import Response as Answer

from forms import Checked, Instrument, Problem, Screen, end_of, screens, scripts_on
from forms.addresses import place_of
from forms.answers import Given
from forms.items import Audience
from survey_app import web
from survey_app.errors import Gone, NotFound, SurveyError
from survey_app.instruments import service as instruments
from survey_app.places import service as places
from survey_app.responses import marker, page, token
from survey_app.responses.forms import CitizenForm, begun, judged
from survey_app.responses.model import Assisted, Context, Flag, day_and_slot, slot_begin
from survey_app.responses.page import Manner
from survey_app.responses.room import keep_as_sent, room_of
from survey_app.responses.service import MOST_MEGABYTES
from survey_app.responses.token import FormToken
from survey_app.responses.views.brought import (
    brings_files,
    leave_out_files,
    seen_files,
    take_files,
    waiting_files,
)
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Collector, Mode, State
from survey_app.store import Store
from wording import say

_CLOSED: dict[State, SurveyError] = {
    State.CLOSED: Gone("collector_closed"),
    State.ENDED: Gone("round_ended"),
    State.NOT_YET_OPEN: NotFound("round_not_open_yet"),
}


class Visit:
    """One post of one screen, and how a screen is shown in answer to it."""

    def __init__(self, collector: Collector, instrument: Instrument, form: CitizenForm) -> None:
        self.collector, self.instrument = collector, instrument
        self.token = form.token_read or token.open_form(
            collector.code, instrument.version, language_of(instrument, None), web.now()
        )
        number = request.form.get("screen", type=web.whole) or 1
        every = (*screens(instrument), end_of(instrument))
        self.screen = every[min(max(number, 1), len(every)) - 1]
        asked = request.form.get("assisted", "")
        assisted = Assisted(asked) if asked in set(Assisted) else Assisted.NONE
        self.manner = Manner(assisted, size_of(request.form.get("size")))
        self.answers: dict[str, Given] = dict(form.answers.data)
        self.told: dict[str, str] = {}
        if form.token_read and brings_files(instrument):
            self.told = take_files(instrument, self.token, self.screen)
            self.answers |= waiting_files(self.token)
        self.answers = begun(instrument, self.token, web.now(), self.answers)
        self._judged: Checked | None = None

    def judged(self) -> Checked:
        """All answers as the judge sees them now."""
        if self._judged is None:
            self._judged = judged(self.instrument, self.token, web.now(), self.answers)
        return self._judged

    def wrong(self, checked: Checked) -> tuple[Problem, ...]:
        """What is wrong on the screen, but for files that were refused already."""
        return tuple(
            problem
            for problem in checked.problems
            if place_of(problem.place)[0] in self.screen.names and problem.place not in self.told
        )

    def skip(self) -> None:
        """Leave the screen's questions unanswered."""
        names, self._judged = self.screen.names, None
        passed = [place for place in self.answers if place_of(place)[0] in names]
        leave_out_files(self.instrument, self.token, passed)
        repeats = {group.name for group in self.instrument.repeats}
        for place in passed:
            # Blank, not unsaid: what starts with an answer would start with it again.
            self.answers[place] = "0" if place in repeats else ""

    def show(
        self, screen: Screen, problems: tuple[Problem, ...] = (), notice: str = "", status: int = 200
    ) -> Answer:
        """``screen`` with everything answered until now."""
        if notice:
            notice = say(self.token.language, f"responses.{notice}")
        text = page.page_with(
            self.instrument,
            screen,
            self.token.language,
            place_at(self.collector, self.token.language),
            signed(self.token),
            self.manner,
            page.Filled(
                self.answers,
                self.judged(),
                problems,
                notice,
                kept=seen_files(screen, self.answers),
                told=self.told,
            ),
            slot_begin(web.now()),
        )
        return html(text, self.collector, status, self.instrument, screen)

    def context(self) -> Context:
        """Where and when this response is given, and what is noted beside it."""
        day, slot = day_and_slot(web.now())
        again = self._marked and marker.has_answered(request.cookies, self.collector.code, day)
        return Context(
            uuid=self.token.uuid,
            round=self.collector.round.code,
            counter=self.collector.counter,
            collector=self.collector.code,
            mode=self.collector.mode,
            tier=self.collector.tier,
            day=day,
            slot=slot,
            language=self.token.language,
            assisted=self.manner.assisted,
            flags=frozenset({Flag.REPEAT} if again else ()),
        )

    def mark(self, answer: Answer) -> None:
        """Let a person's own phone remember for the day that it answered; a shared device never does."""
        if self._marked:
            secure = request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]
            marker.mark(answer, self.collector.code, day_and_slot(web.now())[0], secure=secure)

    @property
    def _marked(self) -> bool:
        return self.collector.mode == Mode.QR_PHONE


def open_collector(code: str) -> Collector:
    """The collector, open today. Raises NotFound or Gone, saying which."""
    collector = rounds.collector(web.current_store().read(), code)
    state = collector.state(day_and_slot(web.now())[0])
    if state is State.OPEN:
        return collector
    raise _CLOSED[state]


def instrument_of(collector: Collector, version: str | None = None) -> Instrument:
    """What is asked through ``collector``: the round's version, or another one a page was opened with.

    Raises NotFound for a version never published, and for what only staff can fill in.
    """
    return _published(web.current_store(), collector.round.instrument, version or collector.round.version)


def opened_with(collector: Collector) -> tuple[Instrument, FormToken | None]:
    """The version the posted page was opened with and its token; of a page that is not ours the round's."""
    instrument = instrument_of(collector)
    room = room_of(instrument)  # nothing has been read of the post yet
    request.max_content_length = MOST_MEGABYTES * 2**20 if brings_files(instrument) else room
    request.max_form_memory_size = room
    keep_as_sent(request)
    opened = token.read(request.form.get("token", ""), web.current_store().key("signing"))
    if opened is None or opened.collector != collector.code or opened.version == instrument.version:
        return instrument, opened
    return instrument_of(collector, opened.version), opened


@lru_cache(maxsize=64)  # what was published never changes
def _published(store: Store, instrument: str, version: str) -> Instrument:
    found = instruments.published(store.read(), instrument, version)
    if found.audience is Audience.STAFF:
        raise NotFound("not_for_citizens")
    return found


def language_of(instrument: Instrument, asked: str | None) -> str:
    """The language ``asked`` for if the instrument has it, else its own."""
    return asked if asked in instrument.languages else instrument.default_language


def size_of(asked: str | None) -> int:
    """The size of the letters that was ``asked`` for, 0 for anything else."""
    return int(asked) if asked in set(map(str, range(page.LARGEST + 1))) else 0


def place_at(collector: Collector, language: str) -> page.Place:
    """What the page says of the counter; one that ended during the round keeps its name to the end."""
    round_ = collector.round
    unit = places.unit_during(web.current_store().read(), collector.counter, round_.starts_on, round_.ends_on)
    # Who reads neither language meets the name on the sign outside, which is Vietnamese.
    return page.Place(collector.code, unit.name(language), collector.mode == Mode.KIOSK)


def signed(form: FormToken) -> str:
    """The token as the page carries it."""
    return token.sign(form, web.current_store().key("signing"))


def frame(language: str) -> dict[str, object]:
    """What every citizen's page needs, in ``language``."""

    def t(key: str, **values: object) -> str:
        return say(language, key, **values)

    return {"lang": language, "t": t, "css": page.styles()}


def html(
    text: str,
    collector: Collector | None,
    status: int = 200,
    instrument: Instrument | None = None,
    screen: Screen | None = None,
) -> Response:
    """The answer that carries a page; one of ``screen`` may load what belongs to that."""
    response = make_response(text, status)
    media = bool(instrument and instrument.files)
    scripts = bool(instrument and screen and scripts_on(instrument, screen))
    response.headers["Content-Security-Policy"] = page.policy(media, scripts)
    if collector is not None and collector.mode != Mode.KIOSK:
        # A phone is its owner's: the browser's own way back must work. A kiosk keeps nothing.
        response.headers["Cache-Control"] = "private, no-cache"
    return response
