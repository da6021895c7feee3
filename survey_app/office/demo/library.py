"""Every ready form in the demonstration: a round of each for visits, some of them filled in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from forms import SHIPPED, Instrument, ItemType, screens
from survey_app.inspections.model import Given
from survey_app.instruments import service as instruments
from survey_app.office.demo.answers import PHOTO
from survey_app.office.demo.stage import Stage, Story
from survey_app.office.demo.visitor import Visitor
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round
from survey_app.store import Database, Store

ROUNDS: Mapping[str, str] = {
    "cchc_checklist": "kiem-tra-60",
    "quick_interview": "phong-van",
    "tt01_unit": "tt01-don-vi",
    "tt01_dossier": "tt01-ho-so",
    "mystery_visit": "dong-vai",
    "back_check": "phuc-tra",
    "unit_self_report": "tu-kiem-tra",
}
YEAR, YEARLY = "kiem-tra", "counter_check"
_AROUND, _A_YEAR = timedelta(45), timedelta(260)
_DAYS = (-36, -32)
_FIRST_VISIT = 100  # of the numbers that ids are made from
_DOSSIERS = ("E02", "E03", "E04", "E05", "E06", "E08")
_FIGURES: Mapping[str, Given] = {
    **dict(zip(("A02_total", "A02_due", "A02_on_time"), ("35", "20", "20"), strict=True)),
    **dict(zip(("A05_total", "A05_checked", "A07_total", "A07_done"), ("6", "4", "5", "5"), strict=True)),
    **dict(zip(("B02_required", "B02_displayed", "E01_scope", "E01_received"), ("142",) * 4, strict=True)),
    **dict(zip(("D01_due", "D01_present", "D06_total", "D06_trained"), ("9",) * 4, strict=True)),
    **dict(zip(("F01_carried", "F01_new", "F01_early"), ("14", "326", "180"), strict=True)),
    **dict(zip(("F01_on_time", "F01_late", "F01_pending"), ("138", "2", "20"), strict=True)),
    **dict.fromkeys((f"{name}_checked" for name in ("B08", *_DOSSIERS, "F05", "G02")), "5"),
    **dict(zip(("D08_asked", "D08_visits", "E02_complete"), ("5", "7", "5"), strict=True)),
    **dict.fromkeys(("G01_results_total", "G01_results_done"), "320"),
    **dict(zip(("G04_payment_total", "G04_payment_done"), ("140", "96"), strict=True)),
    **dict(zip(("F07_total", "F07_approved"), ("142", "142"), strict=True)),
    **dict(zip(("G01_intake_total", "G01_intake_done"), ("326", "211"), strict=True)),
    **dict(zip(("G04_online_total", "G04_online_done"), ("326", "164"), strict=True)),
    **dict(zip(("H01_received", "H01_on_time", "H01_published"), ("4", "4", "4"), strict=True)),
    **dict(zip(("H03_rated_total", "H03_rated_done"), ("318", "140"), strict=True)),
    "A01_number": "12/KH-UBND",
    "A03_amount": "85000000",
    "A04_count": "1",
    "A08": "3",
    "B03_checked": "10",
    "B03_correct": "10",
    "C02_area": "85,5",
    "C05_days": "30",
    "G03": "2",
    "G01_intake_target": "80",
    "G01_photo": PHOTO,
    "G01_note": "Mới số hóa 211/326 hồ sơ, chỉ tiêu 80 % (giả lập).",
    "B01_photo": PHOTO,
    "F01_photo": PHOTO,
    "F01_note": "Hai hồ sơ đất đai trễ hạn (giả lập).",
    "F03_done": "1",
    "F03_photo": PHOTO,
    "F03_note": "Một hồ sơ không có văn bản xin lỗi (giả lập).",
}
_SCORES: Mapping[str, Given] = {
    **dict(zip(("s1", "s2", "s3", "s4", "s7"), ("1,7", "1,6", "1,8", "1,2", "1,7"), strict=True)),
    **dict(zip(("i5", "i6", "i8", "i9"), ("2", "2", "2", "1"), strict=True)),
}
_LATE = (
    ("GL-0412", "3", "agency", "Chờ ý kiến của cơ quan phối hợp"),
    ("GL-0427", "6", "sign", "Chờ ký duyệt"),
)
_PEOPLE = (("land", "3", "late", "no", "no", "3"), ("certify", "1", "on_time", "no", "no", "5"),
           ("social", "4", "late", "yes", "yes", "1"))  # fmt: skip


def publish_library(store: Store, now: datetime) -> None:
    """Publish every ready form that an office does not start with."""
    for name in SHIPPED:
        instruments.publish_shipped(store, name, now)


def add_rounds(store: Store, today: date) -> dict[str, Round]:
    """The rounds of what staff fill in, by what they ask: all of `ROUNDS`, and the year's inspections."""
    first, last = today - _AROUND, today + _AROUND
    waves = {name: store.write(partial(_add_round, code, name, first, last)) for name, code in ROUNDS.items()}
    year = partial(_add_round, YEAR, YEARLY, today - _A_YEAR, last)
    return {**waves, YEARLY: store.write(year)}


def fill_library(
    stage: Stage, waves: Mapping[str, Round], places: Sequence[str], handed_in: list[str]
) -> Story:
    """Two visits handed in, each to one of ``places``: with interviews, with the nine indicators."""
    today = stage.today
    filled: Mapping[str, Mapping[str, Given]] = {
        "quick_interview": _interviews(),
        "tt01_unit": {**_SCORES, "from_day": _written(today, 135), "to_day": _written(today, 45)},
    }
    for place, (name, answers) in enumerate(filled.items()):
        yield stage.at(_DAYS[place], 9)
        instrument = instruments.published(stage.store.read(), name, waves[name].version)
        visitor = Visitor(stage, waves[name])
        visit = visitor.make(_FIRST_VISIT + place, places[place], local_day(stage.now))
        visitor.fill(visit, answers, screens(instrument))
        visitor.hand_in(visit)
        handed_in.append(visit)


def all_items(store: Store, wave: Round, today: date) -> dict[str, Given]:
    """The answers to all 60 items: everything met but what `_FIGURES` says."""
    return dict(_all_items(instruments.published(store.read(), wave.instrument, wave.version), today))


def _add_round(code: str, instrument: str, first: date, last: date, db: Database) -> Round:
    return rounds.add_round(db, code, instrument, first, last)


def _all_items(instrument: Instrument, today: date) -> Iterator[tuple[str, Given]]:
    """Everything met but what `_FIGURES` says: a target missed and two late dossiers."""
    for item in instrument.items:
        if item.list_name == "met":
            yield item.name, "yes"
        elif item.list_name == "observed":
            yield item.name, "4"
        elif item.type is ItemType.SELECT_MULTIPLE:
            there = [choice.name for choice in instrument.choices(item) if choice.name != "none"]
            yield item.name, ["none"] if item.list_name == "proxy" else there
        elif item.type is ItemType.DATE:
            yield item.name, _written(today, 60)
        elif item.type is ItemType.TIME:
            yield item.name, "07:30"
        elif item.type is ItemType.INTEGER and item.repeat is None:
            yield item.name, "0"
    for number, said in enumerate(_LATE, start=1):
        for name, value in zip(("code", "days", "step", "reason"), said, strict=True):
            yield f"F02_{name}[{number}]", value
    yield from _FIGURES.items()


def _written(today: date, days_ago: int) -> str:
    return (today - timedelta(days_ago)).isoformat()


def _interviews() -> dict[str, Given]:
    """Three people asked, one of whom was asked for money."""
    answers: dict[str, Given] = {"people": str(len(_PEOPLE)), "declined": "1"}
    for number, said in enumerate(_PEOPLE, start=1):
        names = ("service", "visits", "on_time", "paid", "trouble", "overall")
        answers |= {f"{name}[{number}]": value for name, value in zip(names, said, strict=True)}
    return answers
