"""The projection: whatever way a dataset came about, it is the same, and holds all that is stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from forms import Instrument, check, compile_workbook, load_shipped
from survey_app.responses import service as responses
from survey_app.results.dataset import bring_up_to_date, projection

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def content(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every file of the dataset in ``folder``."""
    with duckdb.connect() as connection:
        return {
            str(file.relative_to(folder)): connection.execute(
                "FROM read_parquet(?) ORDER BY ALL", [str(file)]
            ).fetchall()
            for file in sorted(folder.rglob("*.parquet"))
        }


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "PART_LEAST", 20)


@pytest.mark.usefixtures("small_parts")
def test_bring_up_to_date__step_by_step__equals_a_rebuild(office: Any, tmp_path: Path) -> None:
    grown, rebuilt = tmp_path / "grown", tmp_path / "rebuilt"
    for count in (12, 13, 7, 30):
        office.receive(count)
        bring_up_to_date(office.store, grown)
        responses.seal_round(office.store, "R1", office.today)
        digest = bring_up_to_date(office.store, grown)
    office.receive(3)
    digest = bring_up_to_date(office.store, grown)
    assert bring_up_to_date(office.store, rebuilt) == digest
    assert content(grown) == content(rebuilt)
    assert len([name for name in content(grown) if name.startswith("answers/")]) > 1


@pytest.mark.usefixtures("small_parts")
def test_bring_up_to_date__closed_parts__are_not_written_again(office: Any, tmp_path: Path) -> None:
    office.receive(25)
    responses.seal_round(office.store, "R1", office.today)
    bring_up_to_date(office.store, tmp_path)
    closed = tmp_path / "answers" / "part-00000.parquet"
    before = closed.stat().st_mtime_ns
    office.receive(2)
    bring_up_to_date(office.store, tmp_path)
    assert closed.stat().st_mtime_ns == before


def test_bring_up_to_date__waiting_and_sealed__all_are_there_and_told_apart(
    office: Any, tmp_path: Path
) -> None:
    sealed = office.receive(4)
    responses.seal_round(office.store, "R1", office.today)
    waiting = office.receive(3)
    bring_up_to_date(office.store, tmp_path)
    query = f"SELECT uuid, batch FROM '{tmp_path}/responses/*.parquet'"  # noqa: S608  # a folder of ours
    with duckdb.connect() as connection:
        found = dict(connection.execute(query).fetchall())
    assert found == {**dict.fromkeys(sealed, 1), **dict.fromkeys(waiting)}


def test_bring_up_to_date__question_not_asked__is_not_applicable(office: Any, tmp_path: Path) -> None:
    """All are satisfied, so nobody was asked for a reason."""
    office.receive(4)
    bring_up_to_date(office.store, tmp_path)
    query = f"SELECT DISTINCT code FROM '{tmp_path}/answers/*.parquet' WHERE item = 'reason'"  # noqa: S608
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall() == [(-7,)]


def entered(office: Any, count: int, *, sealed: bool = True) -> list[str]:
    """The ids of ``count`` new responses that staff keyed in."""
    instrument = compiled_form("counter_rating")
    answers = dict.fromkeys((item.name for item in instrument.items if item.name != "reason"), "4")
    contexts = [replace(office.context(), mode="paper_keyed", tier=None) for _ in range(count)]
    for context in contexts:
        responses.accept(office.store, check(instrument, answers), context)
    if sealed:
        responses.seal_round(office.store, "R1", office.today)
    return [context.uuid for context in contexts]


@cache
def compiled_form(name: str) -> Instrument:
    return compile_workbook(load_shipped(name), f"{name}.md").instrument


def correct(office: Any, uuid: str, made_from: int = 0, **other: str) -> None:
    instrument = compiled_form("counter_rating")
    answers = {item.name: "4" for item in instrument.items if item.name != "reason"}
    new, old = check(instrument, {**answers, **other}), check(instrument, answers)
    responses.correct(office.store, uuid, new, old, "lan", "Nhập nhầm", made_from, NOW, office.today)


def exclude(office: Any, uuid: str, made_from: int, excluded: bool = True) -> None:
    responses.exclude(office.store, uuid, excluded, "lan", "Trùng", made_from, NOW, office.today)


@pytest.mark.usefixtures("small_parts")
def test_bring_up_to_date__old_ones_corrected_excluded_purged__equals_a_rebuild(
    office: Any, tmp_path: Path
) -> None:
    grown = tmp_path / "grown"
    batches = [entered(office, 12) for _ in range(4)]
    bring_up_to_date(office.store, grown)
    (waiting,) = entered(office, 1, sealed=False)
    early, late = batches[0][0], batches[3][0]
    steps: list[Callable[[], object]] = [
        lambda: correct(office, early, 0, overall="2"),
        lambda: correct(office, early, 1, overall="1"),
        lambda: exclude(office, early, 2),
        lambda: exclude(office, early, 3, excluded=False),
        lambda: exclude(office, batches[1][3], 0),
        lambda: correct(office, late, 0, overall="3"),
        lambda: correct(office, waiting, 0, overall="2"),
        lambda: exclude(office, waiting, 1),
        lambda: responses.seal_round(office.store, "R1", office.today),
        lambda: exclude(office, waiting, 2, excluded=False),
        lambda: responses.purge(office.store, [batches[0][1], early], office.today),
    ]
    for number, step in enumerate(steps):
        step()
        rebuilt = tmp_path / f"rebuilt-{number}"
        assert bring_up_to_date(office.store, grown) == bring_up_to_date(office.store, rebuilt)
        assert content(grown) == content(rebuilt), number
    query = f"SELECT uuid, excluded FROM '{grown}/responses/*.parquet' WHERE excluded OR uuid = ?"  # noqa: S608
    with duckdb.connect() as connection:
        assert connection.execute(query, [early]).fetchall() == [(batches[1][3], True)]


@pytest.mark.usefixtures("small_parts")
def test_bring_up_to_date__one_corrected__writes_its_part_alone(office: Any, tmp_path: Path) -> None:
    batches = [entered(office, 25) for _ in range(3)]
    bring_up_to_date(office.store, tmp_path)
    files = sorted((tmp_path / "answers").glob("*.parquet"))
    before = [file.stat().st_mtime_ns for file in files]
    correct(office, batches[1][0], overall="1")
    bring_up_to_date(office.store, tmp_path)
    after = [file.stat().st_mtime_ns for file in files]
    assert [now != then for now, then in zip(after, before, strict=True)] == [False, True, False, False]
    query = f"""
        SELECT a.code FROM '{tmp_path}/answers/*.parquet' AS a JOIN '{tmp_path}/responses/*.parquet' AS r
        USING (response) WHERE r.uuid = ? AND a.item = 'overall'
    """  # noqa: S608
    with duckdb.connect() as connection:
        assert connection.execute(query, [batches[1][0]]).fetchall() == [(1,)]
