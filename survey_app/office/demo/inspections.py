"""The demonstration's year of inspections: a plan, cases in every state, findings on every way."""

from collections.abc import Sequence
from datetime import datetime

from survey_app.findings import service as findings
from survey_app.office.demo import above, ahead, followed, library, season
from survey_app.office.demo.course import Casting
from survey_app.office.demo.lots import draw_unit
from survey_app.office.demo.people import FIRST_COMMUNE, SECOND_COMMUNE
from survey_app.office.demo.stage import Stage, Story, play, set_stage
from survey_app.office.demo.units import MERGED, merge_units
from survey_app.office.demo.visits import fill_visits
from survey_app.store import Store

_LAST_DAY = -46  # of the commune that merges


def fill_inspections(store: Store, centres: Sequence[str], now: datetime) -> tuple[list[str], str]:
    """The ids of three visits handed in, and of one with interviews; ``centres`` are the units to inspect."""
    stage = set_stage(store, now)
    waves = library.add_rounds(store, stage.today)
    visits: list[str] = []
    further: list[str] = []
    checklist = library.all_items(store, waves["cchc_checklist"], stage.today)
    cast = Casting(stage, waves)
    first, second, third, fourth, *rest = centres
    communes = (FIRST_COMMUNE, "01.002")
    play(
        stage,
        [
            followed.ended(cast, second),
            followed.long_followed(cast, first),
            followed.seen_again(cast, fourth),
            followed.left_behind(cast, f"{MERGED}.TT"),
            above.remedied(cast, "01", communes),
            above.divided(cast, "01", communes),
            _merge(stage),
            season.explaining(cast, first, checklist),
            _surprise(cast, rest[20:30]),
            season.written_up(cast, rest[0]),
            season.on_site(cast, rest[1]),
            season.received(cast, third),
            season.awaited(cast, FIRST_COMMUNE),
            ahead.announced(cast, rest[2]),
            ahead.approved(cast, rest[3]),
            ahead.secret(cast, SECOND_COMMUNE),
            ahead.drafted(cast, rest[4], second),
            ahead.suspended(cast, rest[5]),
            ahead.cancelled(cast, f"{MERGED}.TT"),
            fill_visits(stage, waves[library.YEARLY], (second, *rest[8:11]), visits),
            library.fill_library(stage, waves, rest[6:], further),
        ],
    )
    return visits, further[0]


def _merge(stage: Stage) -> Story:
    """A commune ends, and what was open of it goes to its successor."""
    yield stage.at(_LAST_DAY, 16)
    merge_units(stage.store, stage.day(_LAST_DAY))
    yield stage.at(_LAST_DAY + 3, 1)
    findings.hand_over_open(stage.store, stage.now)


def _surprise(cast: Casting, units: Sequence[str]) -> Story:
    """A unit is drawn by lot, and surprised."""
    yield cast.stage.at(-41)
    unit = draw_unit(cast.stage, units)
    yield from season.unannounced(cast, unit)
