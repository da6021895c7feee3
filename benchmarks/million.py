"""A million responses: a file to import, and an instance that imported it, kept to be used again."""

import csv
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.costs import Cost, cost_of
from benchmarks.office import INSTRUMENT, OUT, ROUND, counter_codes, new_office
from benchmarks.questionnaire import CHOICES, item_names
from benchmarks.servers import BIN

ROWS = 1_000_000
QUESTIONS = 22
COUNTERS = 500
_SHARES = (4, 8, 15, 45, 22, 4, 2)
_DAYS = 50
INSTANCE = OUT / "million"
_CSV = OUT / "million.csv"


def csv_file() -> Path:
    """The file of `ROWS` responses from `COUNTERS` counters; its days follow today's."""
    OUT.mkdir(exist_ok=True)
    chance = random.Random(1)  # repeatable, not secret
    today = datetime.now(UTC)
    moments = [
        f"{today - timedelta(1 + day):%Y-%m-%d}T{hour:02d}:15" for day in range(_DAYS) for hour in range(24)
    ]
    counters = counter_codes(COUNTERS)
    with _CSV.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("counter", "mode", "completed_at", *item_names(QUESTIONS)))
        for _ in range(ROWS):
            place = (chance.choice(counters), "paper_keyed", chance.choice(moments))
            writer.writerow((*place, *chance.choices(CHOICES, _SHARES, k=QUESTIONS)))
    return _CSV


def import_into_new_instance(file: Path) -> Cost:
    """What `survey responses import` of ``file`` took; the instance it filled is `INSTANCE`."""
    with new_office(INSTANCE.name, QUESTIONS, COUNTERS):
        pass
    command = ["responses", "import", str(file), "--instrument", INSTRUMENT, "--round", ROUND]
    return cost_of(survey(*command))


def filled_instance() -> Path:
    """An instance with a million responses: the one an earlier import left, or a new one."""
    if not (INSTANCE / "survey.db").exists():
        import_into_new_instance(csv_file())
    cost_of(survey("init"))  # it may have been filled by an earlier version
    return INSTANCE


def survey(*words: str) -> list[str]:
    """The `survey` command over `INSTANCE`."""
    return [str(BIN / "survey"), "--instance", str(INSTANCE), *words]
