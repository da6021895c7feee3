"""Posters as PDF: which codes may be printed, and what stands beside them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from survey_app.errors import Gone, Invalid, Problem
from survey_app.instruments.service import published
from survey_app.places import service as places
from survey_app.rounds import store
from survey_app.rounds.model import MOST_POSTERS, Chosen, Collector, Mode, Poster, Round, Size, State
from survey_app.rounds.service.address import collector_url, reachable
from survey_app.rounds.service.collectors import below, check_counter, collector, day_at, left_open
from survey_app.rounds.service.drawing import DRAWER
from survey_app.rounds.service.waves import round_
from survey_app.store import Database, get_setting

_SECONDS = 120
_SECONDS_A_QUESTION = 10


def posters_below(db: Database, unit: str, round: str, today: date) -> list[Collector]:
    """The open codes for phones at ``unit`` and below, by unit; '' is everywhere, but for what has ended.

    Raises NotFound for an unknown round or unit, Invalid when there is none to print.
    """
    wave = round_(db, round)
    counters = [unit, *below(db, unit, wave, today)] if unit else None
    found = store.some_collectors(db, round, counters, Chosen.OPEN, -1, 0)
    left = left_open(db, wave, today)
    printable = [each for each in found if each.mode is Mode.QR_PHONE and each.counter not in left]
    if not printable:
        raise Invalid([Problem("no_codes_to_print", values={"round": round})])
    return printable


def make_posters(db: Database, codes: Sequence[str], size: Size, today: date) -> bytes:
    """A PDF with a poster for each of ``codes``; on stickers one code alone fills its sheet.

    Raises Invalid while phones cannot reach this server, for a code of another mode and for too many at
    once, NotFound for an unknown code, Gone for one that takes nothing any more or whose counter has ended,
    Unavailable when drawing fails.
    """
    problem = reachable(db)
    if problem is not None:
        raise Invalid([problem])
    if len(codes) > MOST_POSTERS:
        raise Invalid([Problem("too_many_posters", values={"codes": len(codes), "most": MOST_POSTERS})])
    found = [collector(db, code) for code in dict.fromkeys(codes)]
    for each in found:
        _check(db, each, today)
    minutes = {each.round.code: minutes_of(db, each.round) for each in found}
    request = {
        "size": size.value,
        "demo": get_setting(db, "demo") == "yes",
        "day": today.isoformat(),
        "posters": [asdict(_poster(db, each, minutes[each.round.code], today)) for each in found],
    }
    return DRAWER.make("survey_app.rounds.posters", request, _SECONDS)


def minutes_of(db: Database, wave: Round) -> int:
    """About how many minutes the form of ``wave`` takes: ten seconds a question."""
    instrument = published(db, wave.instrument, wave.version)
    questions = sum(item.askable for item in instrument.items)
    return max(1, round(questions * _SECONDS_A_QUESTION / 60))


def _check(db: Database, found: Collector, today: date) -> None:
    if found.mode is not Mode.QR_PHONE:
        raise Invalid([Problem("poster_is_for_phones", found.code, {"collector": found.code})])
    if found.state(today) is State.CLOSED:
        raise Gone("closed_code_not_printed", found.code, collector=found.code, day=found.closed_on)
    if found.state(today) is State.ENDED:
        raise Gone("round_ended_no_codes", found.code, round=found.round.code, end=found.round.ends_on)
    check_counter(db, found, today)


def _poster(db: Database, found: Collector, minutes: int, today: date) -> Poster:
    wave = found.round
    unit = places.unit_during(db, found.counter, wave.starts_on, wave.ends_on)
    above = places.path(db, found.counter, day_at(unit, wave, today))[:-1]
    place = above[-1].name_vi if above else ""
    office = get_setting(db, "office_name") or place
    return Poster(
        code=found.code,
        url=collector_url(db, found.code),
        counter=unit.name_vi,
        place="" if place == office else place,
        office=office,
        minutes=minutes,
    )
