"""Building the dataset of a million responses, and bringing it up to date after a thousand more."""

import random
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.costs import cost_of
from benchmarks.figures import Figure
from benchmarks.million import INSTANCE, QUESTIONS, ROWS, filled_instance, survey
from benchmarks.office import INSTRUMENT, ROUND, counter_codes
from benchmarks.questionnaire import CHOICES, item_names
from forms import Checked, check
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import Context
from survey_app.store import Instance, Store, open_store

_NEW = 1000


def run() -> list[Figure]:
    filled_instance()
    shutil.rmtree(INSTANCE / "dataset", ignore_errors=True)
    built = cost_of(survey("dataset", "build"))
    _receive(_NEW)
    updated = cost_of(survey("dataset", "build"))
    size = sum(file.stat().st_size for file in (INSTANCE / "dataset").rglob("*.parquet"))
    return [
        Figure("dataset of a million responses x 22 items", built.seconds, "s", most=20),
        Figure("its peak memory", built.megabytes, "MB", most=600),
        Figure("responses written in a second", ROWS / built.seconds, "responses/s"),
        Figure("the dataset on disk", size / 1e6, "MB"),
        Figure("up to date after a thousand more", updated.seconds, "s", most=2),
    ]


def _receive(count: int) -> None:
    """Let ``count`` more responses be sealed in the instance."""
    opened = open_store(Instance(INSTANCE))
    try:
        today = local_day(datetime.now(UTC))
        responses.accept_sealed(opened, ROUND, _new(opened, count), today)
    finally:
        opened.close()


def _new(opened: Store, count: int) -> Iterator[tuple[Checked, Context]]:
    instrument = instruments.published(opened.read(), INSTRUMENT, "1")
    chance = random.Random()  # not secret
    yesterday = local_day(datetime.now(UTC)) - timedelta(1)
    counters, items = counter_codes(1), item_names(QUESTIONS)
    for _ in range(count):
        answers = dict(zip(items, chance.choices(CHOICES, k=len(items)), strict=True))
        context = Context(
            uuid=str(uuid.uuid4()),
            round=ROUND,
            counter=counters[0],
            mode="paper_keyed",
            tier=None,
            day=yesterday,
            slot=4,
        )
        yield check(instrument, answers), context
