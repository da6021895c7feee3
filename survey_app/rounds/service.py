"""What a person does with rounds: open a wave, give counters their codes, close a code."""

import re
from dataclasses import replace
from datetime import date

from survey_app.errors import Invalid, NotFound, Problem
from survey_app.instruments.service import newest_version
from survey_app.places.model import UnitType
from survey_app.places.service import unit_during
from survey_app.rounds import codes, store
from survey_app.rounds.model import Collector, Mode, Round
from survey_app.store import Database, get_setting

PUBLIC_URL = "http://127.0.0.1:8000"
QR_SUFFIXES = (".svg", ".png")
_ROUND_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def add_round(db: Database, code: str, instrument: str, starts_on: date, ends_on: date) -> Round:
    """The new round, which asks the newest published version of ``instrument`` to its end.

    Raises Invalid with all problems: bad or taken code, dates reversed, no such instrument.
    """
    problems: list[Problem] = []
    if not _ROUND_CODE.fullmatch(code):
        problems.append(Problem("bad_round_code", values={"round": code}))
    elif store.find_round(db, code) is not None:
        problems.append(Problem("round_code_is_taken", values={"round": code}))
    if ends_on < starts_on:
        problems.append(Problem("round_ends_before_it_starts", values={"start": starts_on, "end": ends_on}))
    version = ""
    try:
        version = newest_version(db, instrument)
    except NotFound as error:
        problems.append(error.problem)
    if problems:
        raise Invalid(problems)
    added = Round(code, instrument, version, starts_on, ends_on)
    store.insert_round(db, added)
    return added


def round_(db: Database, code: str) -> Round:
    """The round called ``code``. Raises NotFound."""
    found = store.find_round(db, code)
    if found is None:
        known = ", ".join(known.code for known in store.every_round(db)) or "–"
        raise NotFound("no_such_round", round=code, known=known)
    return found


def rounds(db: Database) -> list[Round]:
    """All rounds, the earliest first."""
    return store.every_round(db)


def add_collector(db: Database, counter: str, round: str, mode: Mode, today: date) -> Collector:
    """The new collector, under a new random code.

    Raises NotFound for an unknown round or a counter that does not exist during it, Invalid for a province:
    it has no counter people could stand at.
    """
    wave = round_(db, round)
    unit = unit_during(db, counter, wave.starts_on, wave.ends_on)
    if unit.type is UnitType.PROVINCE:
        raise Invalid([Problem("unit_takes_no_collector", values={"unit": counter})])
    code = codes.new_code()
    while store.find_collector(db, code) is not None:
        code = codes.new_code()
    added = Collector(code, wave, counter, mode, today)
    store.insert_collector(db, added)
    return added


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


def close_collector(db: Database, text: str, today: date) -> Collector:
    """The collector, closed; one that was closed keeps its day. Raises NotFound as `collector` does."""
    found = collector(db, text)
    store.close_collector(db, found.code, today)
    return replace(found, closed_on=found.closed_on or today)


def collector_url(db: Database, code: str) -> str:
    """The address a collector's code stands for, under the public address of this instance."""
    return f"{get_setting(db, 'public_url', PUBLIC_URL).rstrip('/')}/k/{code}"


def qr_picture(url: str, suffix: str) -> bytes:
    """The content of a picture file of ``url``; ``suffix`` is one of QR_SUFFIXES."""
    # Loaded here: the server answers citizens without the picture libraries.
    from survey_app.rounds.qr import qr_png, qr_svg

    return qr_svg(url).encode() if suffix == ".svg" else qr_png(url)
