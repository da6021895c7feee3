"""Small forms, each named after what it tests: all that is found is what its first line expects.

    expects: survey!D3 never_asked · survey!A2 type_near
    with: wards.csv

Files they need stand under `forms/files`.
"""

from pathlib import Path

import pytest

from forms import Instrument, Problem, WorkbookRefused, advice, word_workbook_problem
from forms.compile import compile_sheets
from forms.xlsform.child import convert
from forms.xlsform.reading import kind_of, sheets_of
from forms.xlsform.tables import read_csv, read_markdown
from wording import LANGUAGES

FOLDER = Path(__file__).parent / "forms"
FORMS = sorted(FOLDER.glob("*.md"))


def lines(text: str, word: str) -> list[str]:
    """What stands behind `word` in the lines that begin with it."""
    found = [line.removeprefix(word) for line in text.splitlines() if line.startswith(word)]
    return [part.strip() for line in found for part in line.split("·") if part.strip()]


def found_in(path: Path) -> tuple[Instrument | None, list[Problem], list[Problem]]:
    """The instrument, problems and warnings; the child's work is done here, without a process."""
    text = path.read_text("utf-8")
    tables = read_markdown(text) if kind_of(text.encode()) == "md" else read_csv(text)
    files = {name: (FOLDER / "files" / name).read_bytes() for name in lines(text, "with:")}
    try:
        xform, objection = convert(tables)
        made = compile_sheets(sheets_of(tables, objection, xform), path.name, files)
    except WorkbookRefused as refused:
        return None, list(refused.problems), list(refused.warnings)
    return made.instrument, [], list(made.warnings)


def test_forms__are_sixty_and_more_of_each_kind() -> None:
    kinds = [path.stem.partition("-")[0] for path in FORMS]
    assert len(kinds) >= 60
    assert set(kinds) == {"good", "warned", "refused"}
    assert min(map(kinds.count, kinds)) >= 12


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_form__is_found_at_fault_where_it_is_and_nowhere_else(path: Path) -> None:
    instrument, problems, warnings = found_in(path)
    places = ((each.place.removeprefix(path.name), each.code) for each in [*problems, *warnings])
    found = sorted(" ".join(said).strip() for said in places)
    assert found == sorted(lines(path.read_text("utf-8"), "expects:"))
    kind = "refused" if problems else "warned" if warnings else "good"
    assert path.stem.partition("-")[0] == kind
    assert (instrument is None) is (kind == "refused")
    for language in LANGUAGES:
        for each in [*problems, *warnings]:
            assert word_workbook_problem(each, language)
            assert "{" not in advice(each.code, each.values, language).replace("${", "")
