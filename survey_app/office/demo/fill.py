"""Making the demonstration: units, rounds, codes, people and simulated responses, through the services."""

import random
import secrets
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from forms import Checked, Instrument, check
from survey_app.instruments import service as instruments
from survey_app.office.demo import library, people
from survey_app.office.demo.desk import fill_desk
from survey_app.office.demo.inspections import fill_inspections
from survey_app.office.demo.truth import Setting, simulate
from survey_app.office.demo.units import COUNTERS, add_units
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Collector, Mode, Round, Scope, Tier, tier_of
from survey_app.store import Database, Store, get_setting, put_setting

_OFFICE = {
    "demo": "yes",
    "public_url": rounds.PUBLIC_URL,
    rounds.HOTSPOT_ONLY: "yes",
    "office_parent": "Ủy ban nhân dân tỉnh Minh họa",
    "office_name": "Văn phòng Ủy ban nhân dân (minh họa)",
    "office_place": "Minh họa",
}
_SETTINGS = ("demo_size", "demo_citizen_link", "demo_password", "demo_open_until")


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of the demonstration: its days relative to today, its share of all responses, its modes."""

    code: str
    instrument: str
    first: int
    last: int
    share: float
    modes: tuple[tuple[Mode, Tier | None, float], ...]


_COUNTER_MODES = (
    (Mode.QR_PHONE, Tier.POSTER, 0.6),
    (Mode.KIOSK, Tier.KIOSK, 0.3),
    (Mode.PAPER_KEYED, None, 0.1),
)
WAVES = (
    Wave("dot-1", "counter_rating", -150, -61, 0.4, _COUNTER_MODES),
    Wave("dot-2", "counter_rating", -60, 60, 0.4, _COUNTER_MODES),
    Wave(
        "sipas-mau",
        "sipas",
        -120,
        -31,
        0.2,
        ((Mode.STAFF_TABLET, Tier.PROBABILITY_SAMPLE, 0.5), (Mode.PAPER_KEYED, Tier.PROBABILITY_SAMPLE, 0.5)),
    ),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What a person needs to look around the demonstration."""

    citizen_path: str
    username: str
    password: str
    responses: int


def kept_demo(store: Store, size: str, today: date) -> Demo | None:
    """The demonstration that is there, if it was made with this ``size`` and its round is still open."""
    db = store.read()
    made, link, password, until = (get_setting(db, name) for name in _SETTINGS)
    if made != size or until < today.isoformat():
        return None
    count = sum(responses.received(db, wave.code) for wave in WAVES)
    return Demo(link, people.CHIEF, password, count)


def lead_to(store: Store, address: str) -> bool:
    """Let codes lead to ``address``, where the demonstration is served; whether they led elsewhere before.

    An address in a network, set so that a phone can try it, stays.
    """
    known = get_setting(store.read(), "public_url")
    if known == address or not rounds.is_of_this_machine(urlsplit(known).hostname or "localhost"):
        return False
    store.write(lambda db: put_setting(db, "public_url", address))
    return True


def was_used(store: Store) -> bool:
    """Whether somebody made this demonstration their own: with rounds or people it did not come with."""
    brought = {library.YEAR, *library.ROUNDS.values(), *(wave.code for wave in WAVES)}
    own_rounds = {round_.code for round_ in rounds.rounds(store.read())} - brought
    return bool(own_rounds or people.others(store))


def fill_demo(
    store: Store, count: int, seed: int, size: str, now: datetime, progress: Callable[[int], None]
) -> Demo:
    """The demonstration, made in an empty but furnished ``store`` with ``count`` responses from ``seed``."""
    today = local_day(now)
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    store.write(_set_up)
    counters = add_units(store)
    centres = [f"{counter.rpartition('.')[0]}.TT" for _, counter in counters[::COUNTERS]]
    password = secrets.token_urlsafe(9)
    people.add_people(store, password, now)
    library.publish_library(store, now)
    visits, further = fill_inspections(store, centres, now)
    waves = [_add_round(store, wave, today) for wave in WAVES]
    for place, (wave, round_) in enumerate(zip(WAVES, waves, strict=True)):
        share = (
            count - sum(int(count * w.share) for w in WAVES[1:]) if place == 0 else int(count * wave.share)
        )
        made = _simulate(store, wave, round_, counters, share, chance, today)
        responses.accept_sealed(store, round_.code, _counted(made, progress), today)
    collector = store.write(partial(_open_codes, waves[1].code, counters, today))
    fill_desk(store, visits, further, people.CHIEF, now, today)
    demo = Demo(f"/k/{collector.code}", people.CHIEF, password, count)
    values = (size, demo.citizen_path, password, waves[1].ends_on.isoformat())

    def note(db: Database) -> None:
        for name, value in zip(_SETTINGS, values, strict=True):
            put_setting(db, name, value)

    store.write(note)
    return demo


def _open_codes(round_: str, counters: list[tuple[str, str]], today: date, db: Database) -> Collector:
    """Open a code at every counter; the one at the first counter."""
    made = [
        collector
        for province in dict.fromkeys(province for province, _ in counters)
        for collector in rounds.open_collectors(
            db, round_, province, Scope.BELOW, Mode.QR_PHONE, today
        ).opened
    ]
    return next(collector for collector in made if collector.counter == counters[0][1])


def _set_up(db: Database) -> None:
    for name, value in _OFFICE.items():
        put_setting(db, name, value)


def _add_round(store: Store, wave: Wave, today: date) -> Round:
    first, last = today + timedelta(wave.first), today + timedelta(wave.last)
    return store.write(lambda db: rounds.add_round(db, wave.code, wave.instrument, first, last))


def _simulate(
    store: Store,
    wave: Wave,
    round_: Round,
    counters: list[tuple[str, str]],
    count: int,
    chance: random.Random,
    today: date,
) -> Iterator[tuple[Checked, Context]]:
    instrument: Instrument = instruments.published(store.read(), round_.instrument, round_.version)
    days = (min(today, round_.ends_on) - round_.starts_on).days
    modes = [mode for mode, _, _ in wave.modes]
    tiers = {mode: tier for mode, tier, _ in wave.modes}
    shares = [share for _, _, share in wave.modes]
    for _ in range(count):
        province, counter = chance.choice(counters)
        mode = chance.choices(modes, shares)[0]
        setting = Setting(province, mode.value, WAVES.index(wave))
        yield (
            check(instrument, simulate(instrument, setting, chance)),
            Context(
                uuid=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                round=round_.code,
                counter=counter,
                mode=mode,
                tier=tiers[mode] or tier_of(mode),
                day=round_.starts_on + timedelta(chance.randint(0, days)),
                slot=chance.choice((4, 4, 4, 5, 7, 7, 8)),
            ),
        )


def _counted(
    made: Iterator[tuple[Checked, Context]], progress: Callable[[int], None]
) -> Iterator[tuple[Checked, Context]]:
    for response in made:
        yield response
        progress(1)
