"""Draws by lot in the demonstration: a unit to surprise, and dossiers to look at."""

from collections.abc import Sequence

from survey_app.inspections.model.draws import DrawKind, DrawList, Line, NewDraw, Wanted
from survey_app.inspections.service import draws
from survey_app.office.demo.people import FURTHER, SECRETARY
from survey_app.office.demo.stage import Stage
from survey_app.places import service as places
from survey_app.places.model import local_day

_DOSSIERS = 48
_COLUMNS = ("Mã hồ sơ", "Tình trạng", "Ngày nhận")
_STATES = ("Đúng hạn", "Đúng hạn", "Trễ hạn", "Trực tuyến", "Từ chối")
_FROM = "Kết quả xổ số miền Bắc mở thưởng hôm trước (minh họa)"


def draw_unit(stage: Stage, units: Sequence[str]) -> str:
    """The code of the unit that was drawn from ``units`` to be surprised."""
    db, day = stage.store.read(), local_day(stage.now)
    new = NewDraw(
        kind=DrawKind.UNITS,
        about="Chọn đơn vị kiểm tra đột xuất trong quý",
        source="Các trung tâm chưa được kiểm tra trong năm",
        seed="27482",
        seed_from=_FROM,
        wanted=Wanted(take=1, replacements=2),
        listed=draws.list_of_units([places.unit(db, code, day) for code in units], by_type=False),
    )
    return draws.make_draw(stage.store, stage.who(SECRETARY), new, stage.now).drawn[0].codes[0]


def draw_dossiers(stage: Stage, case: str) -> None:
    """Draw dossiers of each state for the case of that id, from a list without the names in it."""
    rows = [
        (
            f"H01-{4000 + 7 * number}",
            _STATES[number % len(_STATES)],
            f"{stage.day(-40 + number // 2):%d/%m/%Y}",
        )
        for number in range(_DOSSIERS)
    ]
    listed = DrawList(
        tuple(Line(code, state) for code, state, _ in rows),
        _COLUMNS,
        rows,
        code=_COLUMNS[0],
        group=_COLUMNS[1],
        left_out=("Họ và tên", "Số điện thoại"),
    )
    new = NewDraw(
        kind=DrawKind.DOSSIERS,
        about="Hồ sơ kiểm tra tại chỗ",
        source="ho-so-trong-ky.csv",
        seed="81035",
        seed_from=_FROM,
        wanted=Wanted(take=10, replacements=2),
        listed=listed,
        inspection=case,
    )
    draws.make_draw(stage.store, stage.who(FURTHER), new, stage.now)
