"""The projection: whatever way a dataset came about, it is the same, and holds all that is stored."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from survey_app.responses import service as responses
from survey_app.results.dataset import bring_up_to_date, projection


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
