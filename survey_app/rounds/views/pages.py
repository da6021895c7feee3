"""The blueprint, and what its pages ask of rooms further right."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, current_app

from survey_app.store import Database

pages = Blueprint("rounds", __name__, template_folder="../templates")
READERS = ("administrator", "analyst")
_RECEIVED, _USED = "count_received", "round_is_used"


def count_received_with(app: Flask, count: Callable[[str], int]) -> None:
    """Let the pages of ``app`` say how many responses a round received."""
    app.extensions[_RECEIVED] = count


def received(round_: str) -> int:
    """How many responses the round has received until now."""
    return cast(Callable[[str], int], current_app.extensions[_RECEIVED])(round_)


def is_used_with(app: Flask, is_used: Callable[[Database, str], bool]) -> None:
    """Let the pages of ``app`` ask whether anything was collected or planned in a round."""
    app.extensions[_USED] = is_used


def used(db: Database, round_: str) -> bool:
    """Whether the round has a response or a visit."""
    return cast(Callable[[Database, str], bool], current_app.extensions[_USED])(db, round_)
