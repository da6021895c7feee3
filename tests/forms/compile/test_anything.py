"""Whatever stands in the cells, a workbook compiles or is refused: nothing else is raised."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import WorkbookRefused, check
from forms.compile import compile_sheets
from forms.compile.columns import PLAIN, SAID
from forms.compile.types import METADATA, REFUSED, TYPES
from forms.xlsform import Row, Sheet, Workbook

NAMES = ("a", "b", "rep", "g", "A", "meta", "")
WORDS = (
    *(
        "",
        "yes",
        "no",
        "0",
        "-1",
        "1.5",
        "x",
        "true()",
        "${a}",
        "${b} + 1",
        ". > 1",
        "count(${rep})",
        "sum(${a})",
    ),
    *(
        "${rep}[a > 1]/b",
        "instance('l')/root/item[name = ${a}]/c",
        "pulldata('t', 'x', 'y', ${a})",
        "c = 'x'",
    ),
    *(
        "randomize=true seed=${a}",
        "start=0 end=x",
        "start=1 end=9 step=0",
        "table-list",
        "field-list",
        "${a",
        "a.png",
    ),
    *(
        "criterion",
        "overall",
        "N1",
        "TT01",
        "today()",
        "500",
        "likert new signature",
        "once(${b})",
        "${nobody}",
    ),
)
TYPE = st.sampled_from(
    [
        *TYPES,
        *METADATA,
        *REFUSED,
        *(
            "select_one l",
            "select_multiple l or_other",
            "rank l",
            "select_one none",
            "select_one_from_file t.csv",
        ),
        *("begin_group", "end_group", "begin_repeat", "end_repeat", "csv-external", "begin loop over l", ""),
    ]
)
COLUMNS = [key for key in (*SAID["survey"], *PLAIN["survey"]) if key not in ("type", "name")]
CELL = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
ROW = st.tuples(TYPE, st.sampled_from(NAMES), st.dictionaries(st.sampled_from(COLUMNS), CELL, max_size=5))
CHOICE = st.tuples(st.sampled_from(("l", "factors", "")), st.sampled_from(("x", "y", "other", "a b")), CELL)
SETTING = st.dictionaries(st.sampled_from([*PLAIN["settings"], *SAID["settings"]]), CELL, max_size=4)


def sheet(name: str, heading: list[str], rows: list[list[str]]) -> Sheet:
    return Sheet(name, tuple(heading), tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows, start=2)))


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(ROW, max_size=8),
    choices=st.lists(CHOICE, max_size=4),
    said=SETTING,
    table=st.binary(max_size=40),
)
def test_cells__of_any_kind__compile_or_are_refused(
    rows: list[tuple[str, str, dict[str, str]]],
    choices: list[tuple[str, str, str]],
    said: dict[str, str],
    table: bytes,
) -> None:
    survey = [[kind, name, *(cells.get(key, "") for key in COLUMNS)] for kind, name, cells in rows]
    sheets = {
        "survey": sheet("survey", ["type", "name", *COLUMNS], survey),
        "choices": sheet(
            "choices", ["list_name", "name", "label", "c"], [[*each[:2], "L", each[2]] for each in choices]
        ),
        "settings": sheet("settings", ["form_id", *said], [["f", *said.values()]]),
    }
    try:
        made = compile_sheets(Workbook(sheets), "any", {"t.csv": table})
    except WorkbookRefused:
        return
    assert check(made.instrument, {}) is not None
