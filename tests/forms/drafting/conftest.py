"""Tables as offices write them, and forms made of them."""

from collections.abc import Sequence
from typing import Any

import pytest

from forms import Instrument
from forms.compile import compile_sheets
from forms.drafting import About, Block, Draft, Line, form_tables, recognise, trimmed
from forms.xlsform import Row, Sheet, Workbook


class Tables:
    """What tests say of a table and look at in what became of it."""

    @staticmethod
    def block(*rows: str, wide: Sequence[int] = (), name: str = "") -> Block:
        """Rows of cells between bars; the numbers of those whose words stand in one merged cell."""
        cells = [[cell.strip().replace("\\n", "\n") for cell in row.split("|")] for row in rows]
        return trimmed(name, ((n, row, n in wide) for n, row in enumerate(cells, start=1)))

    def draft(self, *rows: str, wide: Sequence[int] = ()) -> Draft:
        """What one table was recognised as."""
        return recognise([self.block(*rows, wide=wide)])

    @staticmethod
    def seen(draft: Draft) -> list[tuple[str, str, str]]:
        """Kind, name and text of every line that is used."""
        return [(line.kind.value, line.name, line.text) for line in draft.lines if line.kind != "unused"]

    @staticmethod
    def unused(draft: Draft) -> list[tuple[int, str]]:
        """Row and reason of every line that is not."""
        return [(line.number, line.why) for line in draft.lines if line.kind == "unused"]

    @staticmethod
    def line(draft: Draft, text: str) -> Line:
        """The line that begins so."""
        return next(line for line in draft.lines if line.text.startswith(text))

    @staticmethod
    def form(draft: Draft, **about: Any) -> tuple[Instrument, list[str]]:
        """The form that is made of a draft, and the codes of what its check warns of."""
        tables = form_tables(draft, About(**{"id": "thu", "title": "Phiếu thử", **about}))
        sheets = {
            table.name: Sheet(
                table.name,
                table.heading,
                tuple(Row(n, tuple(map(str, row))) for n, row in enumerate(table.rows, start=2)),
            )
            for table in tables
        }
        compiled = compile_sheets(Workbook(sheets), "thu.xlsx")
        return compiled.instrument, [problem.code for problem in compiled.warnings]


@pytest.fixture
def tables() -> Tables:
    return Tables()
