"""Collectors: give a unit its code or all counters below one theirs, find, list and close codes."""

from dataclasses import replace
from datetime import date

from survey_app.errors import Gone, Invalid, NotFound, Problem
from survey_app.places import service as places
from survey_app.places.model import Unit, UnitType
from survey_app.rounds import codes, store
from survey_app.rounds.model import (
    PER_PAGE,
    Chosen,
    Collector,
    CollectorPage,
    Mode,
    Opening,
    Round,
    Scope,
    State,
)
from survey_app.rounds.service.waves import is_for_visits, round_
from survey_app.store import Database


def add_collector(db: Database, counter: str, round: str, mode: Mode, today: date) -> Collector:
    """The new collector, under a new random code.

    Raises NotFound for an unknown round or a counter that does not exist during it, Invalid for a round of
    visits and for a province: it has no counter people could stand at.
    """
    wave = round_(db, round)
    _check_round(db, wave)
    _check_place(db, counter, wave)
    (code,) = _free_codes(db, 1)
    added = Collector(code, wave, counter, mode, today)
    store.insert_collectors(db, [added])
    return added


def open_collectors(db: Database, round: str, unit: str, scope: Scope, mode: Mode, today: date) -> Opening:
    """The codes made for ``unit`` or for every counter below it; who has an open one of ``mode`` keeps it.

    Raises NotFound as `add_collector` does, Gone for a round that has ended, Invalid for a round of visits,
    for a province itself and for a unit without counters.
    """
    wave = round_(db, round)
    _check_round(db, wave)
    if wave.state(today) is State.ENDED:
        raise Gone("round_ended_no_codes", round=round, end=wave.ends_on)
    if scope is Scope.UNIT:
        _check_place(db, unit, wave)
        asked = [unit]
    else:
        asked = below(db, unit, wave, today)
        if not asked:
            raise Invalid([Problem("no_counters_below", "unit", {"unit": unit})])
    have = store.counters_with_open(db, round, mode)
    missing = [counter for counter in asked if counter not in have]
    made = zip(_free_codes(db, len(missing)), missing, strict=True)
    opened = tuple(Collector(code, wave, counter, mode, today) for code, counter in made)
    store.insert_collectors(db, opened)
    return Opening(opened, len(asked) - len(opened))


def collector(db: Database, text: str) -> Collector:
    """The collector whose code somebody typed or scanned, with its round.

    Raises NotFound, 'mistyped_code' when ``text`` cannot be a code and 'no_such_code' when nobody has it.
    """
    code = codes.normalise(text)
    fault = codes.check(code)
    if fault is not None:
        raise NotFound("mistyped_code", typed=code[:20], fault=fault.value)
    found = store.find_collector(db, code)
    if found is None:
        raise NotFound("no_such_code", typed=code)
    return found


def collectors(db: Database) -> list[Collector]:
    """All collectors by round, counter and code."""
    return store.every_collector(db)


def collectors_page(
    db: Database, round: str, unit: str, chosen: Chosen, number: int, today: date
) -> CollectorPage:
    """Page ``number`` (the nearest there is) of the codes at ``unit`` and below, by unit; '' is everywhere.

    Raises NotFound for an unknown round or unit.
    """
    wave = round_(db, round)
    counters = [unit, *below(db, unit, wave, today)] if unit else None
    if chosen is Chosen.LEFT:
        left = left_open(db, wave, today)
        # What has ended stands below nothing today.
        counters = [code for code in left if unit in ("", code)]
    total = store.count_collectors(db, round, counters, chosen)
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(1, number), pages)
    rows = store.some_collectors(db, round, counters, chosen, PER_PAGE, (number - 1) * PER_PAGE)
    return CollectorPage(tuple(rows), total, number, pages)


def left_open(db: Database, wave: Round, today: date) -> dict[str, date]:
    """The units that have ended but have an open code in ``wave``, by code, with their last day."""
    return places.ended_before(db, store.open_counters(db, wave.code), today)


def check_counter(db: Database, found: Collector, today: date) -> None:
    """Raise Gone when the unit ``found`` stands at has ended: nothing is printed for it any more."""
    ended = places.ended_before(db, [found.counter], today)
    if found.counter in ended:
        last = ended[found.counter]
        raise Gone("counter_has_ended", found.code, unit=found.counter, day=last, collector=found.code)


def close_collector(db: Database, text: str, today: date) -> Collector:
    """The collector, closed; one that was closed keeps its day. Raises NotFound as `collector` does."""
    found = collector(db, text)
    store.close_collector(db, found.code, today)
    return replace(found, closed_on=found.closed_on or today)


def below(db: Database, unit: str, wave: Round, today: date) -> list[str]:
    """The codes of the counters below ``unit``, as of the day of ``wave`` nearest to ``today``.

    Raises NotFound for a unit that does not exist during the round.
    """
    places.unit_during(db, unit, wave.starts_on, wave.ends_on)
    day = min(max(today, wave.starts_on), wave.ends_on)
    return [counter.code for counter in places.counters_under(db, unit, day)]


def day_at(unit: Unit, wave: Round, today: date) -> date:
    """The day nearest to ``today`` on which there were both the unit and the round."""
    first = max(unit.valid_from, wave.starts_on.isoformat())
    last = min(unit.last_day, wave.ends_on.isoformat())
    return date.fromisoformat(min(max(today.isoformat(), first), last))


def _check_round(db: Database, wave: Round) -> None:
    if is_for_visits(db, wave):
        raise Invalid([Problem("round_is_for_visits", values={"round": wave.code})])


def _check_place(db: Database, counter: str, wave: Round) -> None:
    unit = places.unit_during(db, counter, wave.starts_on, wave.ends_on)
    if unit.type is UnitType.PROVINCE:
        raise Invalid([Problem("unit_takes_no_collector", "unit", {"unit": counter})])


def _free_codes(db: Database, count: int) -> list[str]:
    """So many codes that nobody has."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {codes.new_code() for _ in range(count - len(found))}
        found |= drawn - store.taken_codes(db, drawn)
    return list(found)
