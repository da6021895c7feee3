"""What the demonstration's office did on its desk: approved, asked back, corrected, left out."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from survey_app.inspections.service import Told
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.store import Store

_CORRECTED = {"C05_days": "45"}


def fill_desk(
    store: Store, visits: Sequence[str], excluded: str, who: str, now: datetime, today: date
) -> None:
    """Approve, ask back and correct one of three ``visits``; let ``excluded`` count no more."""
    approved, asked_back, corrected = visits
    responses.review(store, approved, responses.ReviewState.APPROVED, who, "", 0, now)
    why = "Ảnh chụp mờ, đề nghị đoàn gửi lại (giả lập)."
    responses.review(store, asked_back, responses.ReviewState.HAS_ISSUES, who, why, 0, now)
    _correct(store, corrected, who, now, today)
    responses.exclude(store, excluded, True, who, "Nhập hai lần cùng một phiếu (giả lập).", 0, now, today)


def _correct(store: Store, uuid: str, who: str, now: datetime, today: date) -> None:
    db = store.read()
    row = responses.dossier(db, uuid).row
    form, answers = (
        instruments.published(db, row.instrument, row.version),
        json.loads(row.document)["answers"],
    )
    before = Told().judged(db, row, form, answers)
    after = Told().judged(db, row, form, {**answers, **_CORRECTED})
    why = "Đoàn xác nhận camera lưu 45 ngày, gõ nhầm 30 (giả lập)."
    responses.correct(store, uuid, after, before, who, why, 0, now, today)
