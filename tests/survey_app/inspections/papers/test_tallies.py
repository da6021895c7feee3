"""What a filled checklist comes to: by section what was met and failed, and its figures."""

from collections.abc import Mapping, Sequence

from forms import check
from survey_app.inspections import schemes
from survey_app.inspections.model import State, Visit, progress_of
from survey_app.inspections.papers.facts import Row
from survey_app.inspections.papers.tallies import figures_of, rows_of
from survey_app.inspections.scoring import score_of
from tests.survey_app.inspections.conftest import MET, NOW, TODAY, compiled

VISIT = Visit("v", "K1", "Q1", TODAY, State.SUBMITTED, "anh", NOW, 1)


def rows(given: Mapping[str, Sequence[str]]) -> tuple[Row, ...]:
    checked = check(compiled().instrument, {**MET, **given}, TODAY)
    return rows_of(progress_of(checked, TODAY), TODAY, "vi")


def test_rows__of_an_answered_checklist__count_each_item_once() -> None:
    items = [item for item in compiled().instrument.items if item.severity is not None]
    found = rows({})
    assert sum(row.asked for row in found) == len(items)
    assert all(row.asked == row.met + row.failed + row.other + row.missing for row in found)
    assert sum(row.failed for row in found) == 0


def test_rows__with_failures__count_as_many_as_there_are() -> None:
    given = {"C01": "no", "C01_note": "Thiếu biển tên ở cửa vào.", "B01": "no", "B01_note": "Không có sơ đồ."}
    checked = check(compiled().instrument, {**MET, **given}, TODAY)
    progress = progress_of(checked, TODAY)
    assert len(progress.failures) == 2
    assert sum(row.failed for row in rows_of(progress, TODAY, "vi")) == 2
    assert sum(row.met for row in rows({})) - sum(row.met for row in rows(given)) == 2


def test_rows__unanswered__are_neither_met_nor_failed() -> None:
    before, after = rows({}), rows({"C01": ""})
    assert sum(row.missing for row in after) == sum(row.missing for row in before) + 1
    assert sum(row.met for row in after) == sum(row.met for row in before) - 1


def test_rows__with_nothing_to_measure__count_it_as_not_applicable_and_agree_with_the_score() -> None:
    given = {"E03_checked": "0", "E08_checked": "0"}
    (row,) = [row for row in rows(given) if row.title == "Tiếp nhận hồ sơ"]
    assert (row.asked, row.met, row.other) == (2, 0, 2)
    progress = progress_of(check(compiled().instrument, {**MET, **given}, TODAY), TODAY)
    scored = score_of(VISIT, progress, schemes.first(), "vi")
    assert scored is not None
    parts = [[part for line in one.lines for part in line.parts] for one in scored.sections]
    assert [(one.title, len(of)) for one, of in zip(scored.sections, parts, strict=True)] == [
        (row.title, row.asked) for row in rows(given)
    ]
    judged = [sum(part.achieved is not None for part in of) for of in parts]
    assert judged == [row.met + row.failed for row in rows(given)]


def test_figures__of_an_answered_checklist__are_written_as_people_read_them() -> None:
    checked = check(compiled().instrument, {**MET, "D01_due": "1204", "D01_present": "1204"}, TODAY)
    found = dict(figures_of(progress_of(checked, TODAY), "vi"))
    assert "1.204" in found.values()
    assert len(found) == sum(
        item.name in MET for item in compiled().instrument.items if item.type == "integer"
    )
