"""Files of responses as offices send them, and what importing one does."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import Result

from survey_app import web
from survey_app.errors import Problem, SurveyError
from survey_app.responses import service

ITEMS = ("access", "procedures", "staff", "results", "feedback", "overall", "reason")
COLUMNS = ("counter", "mode", "completed_at", *ITEMS)


@dataclass(frozen=True)
class Sheet:
    """Makes files for `counter_rating` and hands them to the office."""

    office: Any
    folder: Path
    columns: tuple[str, ...] = COLUMNS

    def row(self, **cells: object) -> dict[str, str]:
        """A good row with ``cells`` in place of its own."""
        row = {"counter": "Q1", "mode": "paper_keyed", "completed_at": f"{self.office.today}T09:30"}
        row |= {**dict.fromkeys(ITEMS, "5"), "reason": ""}
        return row | {name: str(cell) for name, cell in cells.items()}

    def table(self, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> str:
        """``rows`` under a header; a column that a row has beyond ``columns`` is left out."""
        stream = io.StringIO()
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        return stream.getvalue()

    def write(self, content: str | bytes, encoding: str = "utf-8") -> Path:
        """A new file."""
        path = self.folder / f"{uuid4()}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def take(self, content: str | Path, *options: str, round_: str = "R1", language: str = "vi") -> Result:
        """What the command does with a file."""
        path = content if isinstance(content, Path) else self.write(content)
        words = ["responses", "import", str(path), "--instrument", "counter_rating", "--round", round_]
        return self.office.survey(*words, *options, language=language)

    def stored(self) -> list[dict[str, Any]]:
        """Every response, by uuid."""
        return list(self.office.store.read().query("SELECT * FROM responses_response ORDER BY uuid"))

    def refused(self, result: Result) -> list[str]:
        """The lines a refused import prints, without its progress; nothing was stored."""
        assert result.exit_code == 1, result.output
        assert "Traceback" not in result.output
        assert self.stored() == []
        return [line for line in result.stderr.splitlines() if "%" not in line]

    def problems(self, content: str | Path, round_: str = "R1") -> list[Problem]:
        """What is wrong with a file; nothing was stored."""
        path = content if isinstance(content, Path) else self.write(content)
        try:
            service.import_file(
                self.office.store,
                service.Task(
                    id=uuid4().hex, path=path, name=str(path), round=round_, instrument="counter_rating"
                ),
                web.now(),
                "vi",
                lambda _: lambda _: None,
            )
        except SurveyError as error:
            assert self.stored() == []
            return list(getattr(error, "problems", [error.problem]))
        raise AssertionError("the file was taken")


@pytest.fixture
def sheet(office: Any, tmp_path: Path) -> Sheet:
    return Sheet(office, tmp_path)
