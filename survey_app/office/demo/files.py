"""The demonstration's files, as an office would print them and send them upward."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from survey_app.results import service as results
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Mode, Size
from survey_app.store import Database, Store

_PRINTED = 4  # counters
_FOLDER = "files"


def write_files(store: Store, round_: str, now: datetime, today: date, language: str) -> Path:
    """The folder with posters of the first counters, the Word report and the workbook of ``round_``."""
    folder = store.instance.root / _FOLDER
    folder.mkdir(exist_ok=True)
    for name, make in _makers(store.read(), store, round_, now, today, language).items():
        (folder / name).write_bytes(make())
    return folder


def _makers(
    db: Database, store: Store, round_: str, now: datetime, today: date, language: str
) -> dict[str, Callable[[], bytes]]:
    phones = (found for found in rounds.collectors(db) if found.mode is Mode.QR_PHONE)
    codes = [found.code for found in phones if found.round.code == round_][:_PRINTED]
    asked = results.check_request(db, rounds.round_(db, round_), {}, today, language)
    return {
        "posters-a4.pdf": lambda: rounds.make_posters(db, codes, Size.A4, today),
        "posters-a6.pdf": lambda: rounds.make_posters(db, codes, Size.A6, today),
        "stickers.pdf": lambda: rounds.make_posters(db, codes, Size.STICKERS, today),
        f"{round_}-report.docx": lambda: results.make_file(store, asked, "docx", now),
        f"{round_}-results.xlsx": lambda: results.make_file(store, asked, "xlsx", now),
    }
