"""The columns that make a checklist item, and the recordings of questions: what is refused, and where."""

import re

import pytest

from forms import WorkbookRefused, word_workbook_problem
from forms.compile import Compiled
from forms.workbook.survey import survey_rows
from tests.forms.compile.workbook import compile_here, warned

HEAD = (
    "| survey | | | | | | | |\n"
    "| | type | name | label::Tiếng Việt (vi) | severity | finding | fails | legal_basis |\n"
)
CHOICES = (
    "| choices | | | | | |\n| | list_name | name | label::Tiếng Việt (vi) | missing | fails |\n"
    "| | yn | yes | Có | | |\n| | yn | no | Không | | yes |\n| | plain | a | A | | |\n"
)
SETTINGS = "| settings | | |\n| | form_id | version | form_title |\n| | tiny | 1 | T |\n"


def compiled(rows: str, head: str = HEAD, choices: str = CHOICES) -> Compiled:
    return compile_here(f"{head}{rows}\n{choices}{SETTINGS}".encode(), "tiny.md")


def found(rows: str, head: str = HEAD, choices: str = CHOICES) -> set[tuple[str, str]]:
    """Code and place of every problem, each worded in both languages."""
    with pytest.raises(WorkbookRefused) as refused:
        compiled(rows, head, choices)
    for problem in refused.value.problems:
        for language in ("vi", "en"):
            assert word_workbook_problem(problem, language).startswith(f"{problem.place}: ")
    return {(problem.code, problem.place) for problem in refused.value.problems}


# Row, code and column; `b` stands for a name of the row's own.
FAULTS = [
    ("| | select_one yn | b | Q | N4 | TT04 | | |", "severity", "D"),
    ("| | select_one yn | b | Q | n1 | TT04 | | |", "severity", "D"),
    ("| | select_one yn | b | Q | | TT04 | | |", "severity_missing", "D"),
    ("| | integer | b | Q | | TT04 | . > 0 | |", "severity_missing", "D"),
    ("| | integer | b | Q | N1 | | . > 0 | |", "finding_missing", "E"),
    ("| | integer | b | Q | | | . > 0 | |", "finding_missing", "E"),
    ("| | integer | b | Q | N1 | tt04 | . > 0 | |", "finding", "E"),
    ("| | integer | b | Q | N1 | TT 04 | . > 0 | |", "finding", "E"),
    ("| | integer | b | Q | N1 | TT04 | | |", "fails_missing", "F"),
    ("| | integer | b | Q | N1 | TT04 | no | |", "fails_missing", "F"),
    ("| | select_one plain | b | Q | N1 | TT04 | | |", "fails_missing", "F"),
    ("| | integer | b | Q | N1 | TT04 | . > | |", "expression_ends", "F"),
    ("| | integer | b | Q | N1 | TT04 | . > ${c} | |", "reference", "F"),
    ("| | image | b | Q | N1 | TT04 | . = '' | |", "test_type", "D"),
    ("| | note | b | Q | | TT04 | | |", "test_type", "E"),
]


def test_checklist_items__at_fault__are_refused_at_their_cells() -> None:
    rows = [re.sub(r"\bb\b", f"b{number}", row) for number, (row, _, _) in enumerate(FAULTS)]
    told = found("\n".join([*rows, "| | text | q | Q | | | | |"]))
    expected = {
        (code, f"survey!{column}{number}") for number, (_, code, column) in enumerate(FAULTS, start=2)
    }
    assert expected <= told


@pytest.mark.parametrize(
    ("row", "code"),
    [("| | yn | x | X | | maybe |", "choice_fails"), ("| | yn | x | X | refused | yes |", "missing_fails")],
)
def test_choice__that_fails_wrongly__is_refused_at_its_cell(row: str, code: str) -> None:
    asked = "| | select_one yn | q | Q | N1 | TT04 | | |"
    assert found(asked, choices=f"{CHOICES}{row}\n") == {(code, "choices!E5")}


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("| | select_one yn | q | Q | | | | |", "fails_idle", "survey!D2"),
        ("| | integer | q | Q | | | | Điều 5 |", "legal_basis_idle", "survey!G2"),
    ],
)
def test_checklist_columns__that_change_nothing__are_mentioned(row: str, code: str, place: str) -> None:
    assert (place, code) in warned(compiled(row))
    assert len(warned(compiled(row))) == 1


def test_share_that_is_met__stands_with_a_severity__and_goes_out_again_as_it_came() -> None:
    head = HEAD.replace("legal_basis |", "legal_basis | achieved |").replace("| survey |", "| survey | |")
    asked = compiled("| | integer | q | Q | N1 | TT04 | . > 0 | | 1 - . div 5 |", head)
    assert asked.instrument.item("q").achieved is not None
    assert [row["achieved"] for row in survey_rows(asked.instrument)] == ["1 - . div 5"]
    idle = compiled("| | integer | q | Q | | | | | 1 - . div 5 |", head)
    assert warned(idle) == {("survey!H2", "achieved_idle")}
    assert idle.instrument.item("q").achieved is None
    assert ("reference", "survey!H2") in found("| | integer | q | Q | N1 | TT04 | . > 0 | | ${c} |", head)


def test_checklist_item__told_yes__always_fails_when_answered() -> None:
    item = compiled("| | integer | q | Q | N1 | TT04 | yes | |").instrument.item("q")
    assert item.fails is not None
    assert item.fails.source == "true()"


SOUND = (
    "| survey | | | | | |\n"
    "| | type | name | label::Tiếng Việt (vi) | label::English (en) | media::audio::Tiếng Việt (vi) "
    "| media::audio::English (en) |\n"
)


def test_audio__per_language__is_kept_and_named() -> None:
    made = compiled(
        "| | text | a | A | A | a.vi.mp3 | a-en.OGG |\n| | note | b | B | B | b.m4a | |", SOUND, ""
    )
    assert made.instrument.item("a").audio == {"vi": "a.vi.mp3", "en": "a-en.OGG"}
    assert made.instrument.files == {"a.vi.mp3", "a-en.OGG", "b.m4a"}
    assert ("audio_language", "survey!F3") in {(w.code, w.place) for w in made.warnings}


@pytest.mark.parametrize("title", ["media::audio", "audio"])
def test_audio__without_a_language__is_in_the_default_one(title: str) -> None:
    head = f"| survey | | | |\n| | type | name | label | {title} |\n"
    made = compiled("| | text | a | A | a.mp3 |", head, "")
    assert made.instrument.item("a").audio == {"vi": "a.mp3"}


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ("| | text | a | A | A | ../a.mp3 | |", "audio_name", "survey!E2"),
        ("| | text | a | A | A | | a.exe |", "audio_name", "survey!F2"),
        ("| | text | a | A | A | câu.mp3 | |", "audio_name", "survey!E2"),
        (
            "| | begin_group | g | G | G | a.mp3 | |\n| | end_group | | | | | |",
            "audio_misplaced",
            "survey!E2",
        ),
    ],
)
def test_audio__at_fault__is_refused_at_its_cell(row: str, code: str, place: str) -> None:
    assert (code, place) in found(f"{row}\n| | text | q | Q | Q | | |", SOUND, "")
