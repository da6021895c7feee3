"""The blueprint, and what its pages ask of rooms further right."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, current_app

pages = Blueprint("rounds", __name__, template_folder="../templates")
READERS = ("administrator", "analyst")
_RECEIVED = "count_received"


def count_received_with(app: Flask, count: Callable[[str], int]) -> None:
    """Let the pages of ``app`` say how many responses a round received."""
    app.extensions[_RECEIVED] = count


def received(round_: str) -> int:
    """How many responses the round has received until now."""
    return cast(Callable[[str], int], current_app.extensions[_RECEIVED])(round_)
