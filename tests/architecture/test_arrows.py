"""The arrows of the house: who may import whom, and through which door."""

import ast
import importlib
from collections.abc import Iterator
from typing import Any

# From left to right. Rooms that stand together do not know each other; each may import what is left of it.
# Rooms that are not built yet have their place already.
STREET: tuple[frozenset[str], ...] = tuple(
    frozenset(rooms.split())
    for rooms in (
        "wording",
        "forms analysis",
        "errors",
        "store",
        "web media documents certificates notices jobs spreadsheets",
        "places",
        "accounts",
        "instruments",
        "rounds",
        "responses",
        "fieldwork findings",
        "inspections",
        "sync",
        "registers",
        "scorecards",
        "results",
        "office",
        "cli app",
    )
)
GROUND = frozenset({"wording", "forms", "analysis"})
# These show the names of their __init__ and nothing behind it.
OPEN_FACED = frozenset(
    {"store", "web", "media", "documents", "certificates", "notices", "jobs", "spreadsheets"}
)
FACES = frozenset({"service", "model"})
# The two that put everything together; they may also see a room's pages.
ENTRANCES = frozenset({"cli", "app"})
# What the command line alone asks of a room, kept out of `service` because the server loads that.
FOR_THE_COMMAND_LINE = {
    "results.dataset": "it loads DuckDB and pandas, which the serving process never does",
    "office.demo": "simulated answers are made by a command; no page needs them",
}
FOREIGN_TO_THE_GROUND = frozenset({"flask", "flask_wtf", "wtforms", "werkzeug", "sqlite3", "sqlite_utils"})


def imported(module: Any) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of everything ``module`` imports; the name is '' for a plain import."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield node.lineno, node.module or "", alias.name


def room_of(name: str) -> str:
    """The room or package on the ground that a dotted name belongs to; '' for a library's."""
    parts = name.split(".")
    if parts[0] == "survey_app":
        return parts[1] if len(parts) > 1 else "survey_app"
    return parts[0] if parts[0] in GROUND else ""


def place_of(room: str) -> int:
    return next((place for place, rooms in enumerate(STREET) if room in rooms), -1)


def ours(module: Any) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything of ours that ``module`` imports from other rooms."""
    own = room_of(module.name)
    for line, source, name in imported(module):
        full = f"{source}.{name}" if name else source
        if room_of(full) and room_of(full) != own:
            yield line, full


def against_the_arrows(module: Any) -> list[str]:
    own = room_of(module.name)
    if own == "survey_app":  # the package's own docstring
        return [f"{module.path}:{line}: the package itself imports nothing" for line, _ in ours(module)]
    if place_of(own) < 0:
        return [f"{module.path}: room '{own}' has no place on the street of the design"]
    return [
        f"{module.path}:{line}: {own} may not import {full}: it does not stand to its left"
        for line, full in ours(module)
        if not 0 <= place_of(room_of(full)) < place_of(own)
    ]


def past_the_face(module: Any) -> list[str]:
    own = room_of(module.name)
    found = []
    for line, full in ours(module):
        room, _, inside = full.removeprefix("survey_app.").partition(".")
        first = inside.partition(".")[0]
        if room in GROUND or room == "errors" or not inside:
            continue
        if room in OPEN_FACED:
            shown = inside in importlib.import_module(f"survey_app.{room}").__all__
        else:
            shown = first in FACES or (own in ENTRANCES and first == "views")
            shown = shown or (own == "cli" and f"{room}.{first}" in FOR_THE_COMMAND_LINE)
        if not shown:
            found.append(f"{module.path}:{line}: {full} stands behind the face of {room}")
    return found


def foreign_to_the_ground(module: Any) -> list[str]:
    own = room_of(module.name)
    return [
        f"{module.path}:{line}: {own} knows of no {source}"
        for line, source, _ in imported(module)
        if own in GROUND and source.partition(".")[0] in FOREIGN_TO_THE_GROUND
    ]


def test_arrows__of_every_module__point_to_the_left(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in against_the_arrows(module)]
    assert not offences, "\n".join(offences)


def test_arrows__made_up_offences__are_found(module: Any) -> None:
    places = "survey_app/places/service.py"
    assert against_the_arrows(module(places, "from survey_app.rounds import service"))
    assert against_the_arrows(module(places, "def f():\n    import survey_app.rounds.model"))
    assert against_the_arrows(module("survey_app/web/x.py", "from survey_app import jobs"))
    assert against_the_arrows(module("forms/x.py", "from analysis import tally"))
    assert against_the_arrows(module("analysis/x.py", "from survey_app.store import Database"))
    assert against_the_arrows(module("wording/x.py", "import forms"))
    assert against_the_arrows(module("survey_app/cellar/x.py", "x = 1"))
    assert not against_the_arrows(module(places, "from survey_app import web\nimport wording.figures"))


def test_faces__of_every_room__are_service_and_model(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in past_the_face(module)]
    assert not offences, "\n".join(offences)


def test_faces__made_up_offences__are_found(module: Any) -> None:
    rounds = "survey_app/rounds/service.py"
    assert past_the_face(module(rounds, "from survey_app.places import store"))
    assert past_the_face(module(rounds, "from survey_app.places.unit_file import COLUMNS"))
    assert past_the_face(module(rounds, "from survey_app.places.views import pages"))
    assert past_the_face(module(rounds, "from survey_app.store.connect import connect_reader"))
    assert past_the_face(module(rounds, "from survey_app.store import connect_reader"))
    assert past_the_face(module("survey_app/office/views.py", "from survey_app.results.dataset import x"))
    assert not past_the_face(module(rounds, "from survey_app.places.service import unit"))
    assert not past_the_face(module("survey_app/app.py", "from survey_app.rounds import views"))


def test_command_line__what_it_sees_beyond_faces__is_still_needed(modules: list[Any]) -> None:
    seen = {
        ".".join(full.split(".")[1:3])
        for module in modules
        if room_of(module.name) == "cli"
        for _, full in ours(module)
    }
    assert FOR_THE_COMMAND_LINE.keys() <= seen


def test_ground__of_every_module__knows_no_server_and_no_database(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in foreign_to_the_ground(module)]
    assert not offences, "\n".join(offences)


def test_ground__made_up_offences__are_found(module: Any) -> None:
    assert foreign_to_the_ground(module("forms/x.py", "from flask import request"))
    assert foreign_to_the_ground(module("analysis/x.py", "import sqlite3"))
    assert not foreign_to_the_ground(module("analysis/x.py", "import duckdb"))
