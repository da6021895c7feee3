"""The methods sheet: what becomes a method, and what is refused at which cell."""

from decimal import Decimal

import pytest

from forms import Instrument, WorkbookRefused, word_workbook_problem
from forms.compile import Compiled
from forms.methods import Aggregation, Factor, Method, Statistic
from tests.forms.compile.workbook import compile_here

FORM = """
| survey | | | | |
| | type | name | label | role | factor |
| | select_one hl | q1 | Q1 | | |
| | select_one hl | q2 | Q2 | | |
| | select_one hl | q3 | Q3 | | |
| | select_one yn | q4 | Q4 | | |
| | select_one hl | all | All | overall | |
| | integer | age | Age | | |
| choices | | | | | |
| | list_name | name | label | score | satisfied | missing |
| | hl | bad | Bad | 1 | | |
| | hl | good | Good | 2 | | |
| | hl | best | Best | 3 | | |
| | hl | dk | Don't know | | | dont_know |
| | yn | yes | Yes | | yes | |
| | yn | no | No | | no | |
| settings | | | |
| | form_id | version | form_title |
| | tiny | 1 | T |
"""
HEAD = (
    "| methods | | | | | | | | | | | |\n| | method | version | label | source | statistic"
    " | satisfied | within | across | factor | items | weight |\n"
)
M = "| | m | 1 | Ours | Decision 1 | share | good best | mean_of_criteria | weighted_factors | | | |"
F = "| | m | | Access | | | | | | access | q1 q2 | 0.30 |"
G = "| | m | | Staff | | | | | | staff | q3 | 0,7 |"


def compiled(*rows: str) -> Compiled:
    return compile_here((FORM + HEAD + "\n".join(rows)).encode(), "tiny.md")


def method(*rows: str) -> Method:
    (found,) = compiled(*rows).instrument.methods
    return found


def refused(*rows: str) -> set[tuple[str, str]]:
    with pytest.raises(WorkbookRefused) as error:
        compiled(*rows)
    for problem in error.value.problems:
        for language in ("vi", "en"):
            assert word_workbook_problem(problem, language).startswith(f"{problem.place}: ")
    return {(problem.code, problem.place) for problem in error.value.problems}


def test_methods__a_whole_sheet__becomes_the_method() -> None:
    assert method(M, F, G) == Method(
        name="m",
        version=1,
        statistic=Statistic.SHARE,
        label={"vi": "Ours"},
        source={"vi": "Decision 1"},
        satisfied=("best", "good"),
        factors=(
            Factor("access", ("q1", "q2"), {"vi": "Access"}, Decimal("0.3")),
            Factor("staff", ("q3",), {"vi": "Staff"}, Decimal("0.7")),
        ),
        within=Aggregation.MEAN_OF_CRITERIA,
        across=Aggregation.WEIGHTED_FACTORS,
    )


def test_methods__written_and_read_again__are_the_same() -> None:
    instrument = compiled(M, F, G).instrument
    again = Instrument.from_json(instrument.to_json())
    assert again.methods == instrument.methods
    assert again.digest == instrument.digest


def test_methods__no_sheet__leaves_nothing_in_the_json() -> None:
    assert "methods" not in compile_here(FORM.encode(), "tiny.md").instrument.to_json()


def test_methods__rows_of_factors_first__change_nothing() -> None:
    assert method(F, G, M) == method(M, F, G)


def test_methods__items_and_choices_in_another_order__are_the_same_method() -> None:
    other = F.replace("q1 q2", "q2, q1").replace("0.30", "0.3")
    assert method(M.replace("good best", "best;good"), other, G) == method(M, F, G)


def test_methods__two_versions__keep_their_own_factors() -> None:
    second = M.replace("| m | 1 |", "| m | 2 |")
    rows = [row.replace("| m | |", f"| m | {version} |") for row in (F, G) for version in (1, 2)]
    rows[1] = rows[1].replace("0.30", "0.4")
    found = compiled(M, second, *rows).instrument.methods
    assert [str(each) for each in found] == ["m@1", "m@2"]
    assert [each.factors[0].weight for each in found] == [Decimal("0.3"), Decimal("0.4")]


def test_methods__blank_words__mean_a_pooled_share() -> None:
    found = method("| | m | 1 | Ours | S | | yes | | | | | |", "| | m | | F | | | | | | f | q4 | |")
    assert (found.statistic, found.within, found.across) == (
        Statistic.SHARE,
        Aggregation.POOLED,
        Aggregation.POOLED,
    )


def test_methods__no_source__is_warned_of() -> None:
    found = compiled(M.replace("Decision 1", ""), F, G).warnings
    assert ("method_source_missing", "methods!D2") in {(each.code, each.place) for each in found}


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([M.replace("| m |", "| |"), F, G], "method_name_missing", "methods!A2"),
        ([M.replace("| m |", "| a b |")], "name", "methods!A2"),
        ([M.replace("| m |", "| mean_score |")], "method_name_reserved", "methods!A2"),
        ([M.replace("| 1 |", "| 1.5 |"), F, G], "method_version", "methods!B2"),
        ([M.replace("| 1 |", "| |"), F, G], "method_version", "methods!B2"),
        ([M, M, F, G], "method_twice", "methods!B3"),
        ([M, F, G.replace("| m |", "| n |")], "method_unknown", "methods!A4"),
        ([M, F, G.replace("| m | |", "| m | 2 |")], "method_which_version", "methods!B4"),
        ([M, M.replace("| 1 |", "| 2 |"), F, G], "method_which_version", "methods!B4"),
        ([M.replace("| share |", "| shares |"), F, G], "method_word_near", "methods!E2"),
        ([M.replace("| share |", "| x |"), F, G], "method_word", "methods!E2"),
        ([M.replace("mean_of_criteria", "mean_of_factors"), F, G], "method_word_near", "methods!G2"),
        ([M.replace("weighted_factors", "weighted"), F, G], "method_word_near", "methods!H2"),
        ([M], "method_factors_missing", "methods!I2"),
        ([M.replace("| | | |", "| | q1 | |"), F, G], "method_factor_missing", "methods!I2"),
        ([M, F.replace("| Access | |", "| Access | D |"), G], "method_cell_misplaced", "methods!D3"),
        ([M, F.replace("access", "a b"), G], "name", "methods!I3"),
        ([M, F.replace("access", "overall"), G], "name_reserved", "methods!I3"),
        ([M, F, G.replace("staff", "access")], "name_twice", "methods!I4"),
        ([M, F.replace("q1 q2", ""), G], "method_items_missing", "methods!J3"),
        ([M, F.replace("q2", "q22"), G], "method_item_near", "methods!J3"),
        ([M, F.replace("q2", "xyz"), G], "method_item", "methods!J3"),
        ([M, F.replace("q2", "age"), G], "method_item_unrated", "methods!J3"),
        ([M, F.replace("q2", "all"), G], "method_item_unrated", "methods!J3"),
        ([M, F, G.replace("q3", "q3 q2")], "method_item_twice", "methods!J4"),
        ([M, F.replace("q2", "q1"), G], "method_item_twice", "methods!J3"),
        ([M, F.replace("0.30", ""), G], "method_weight_missing", "methods!K3"),
        ([M, F.replace("0.30", "30%"), G], "method_weight", "methods!K3"),
        ([M, F.replace("0.30", "-1"), G], "method_weight", "methods!K3"),
        ([M, F.replace("0.30", "0"), G], "method_weight", "methods!K3"),
        ([M, F.replace("0.30", "nan"), G], "method_weight", "methods!K3"),
        ([M, F.replace("0.30", "1e999999"), G], "method_weight", "methods!K3"),
        ([M.replace("weighted_factors", "mean_of_factors"), F, G], "method_weight_idle", "methods!K3"),
        ([M.replace("best", "bset"), F, G], "method_choice_near", "methods!F2"),
        ([M.replace("best", "dk"), F, G], "method_choice", "methods!F2"),
        ([M.replace("| share |", "| mean |"), F, G], "method_satisfied_idle", "methods!F2"),
        (
            [M.replace("| share | good best |", "| mean | |"), F, G.replace("q3", "q4")],
            "method_unscored",
            "methods!E2",
        ),
        ([M, F, G.replace("q3", "q4")], "method_unsatisfied", "methods!F2"),
        ([M.replace("good best", ""), F, G], "method_unsatisfied", "methods!F2"),
        ([M.replace("Ours", ""), F, G], "label_missing", "methods!C2"),
    ],
)
def test_methods__at_fault__are_refused_at_their_cell(rows: list[str], code: str, place: str) -> None:
    assert (code, place) in refused(*rows)


def test_methods__many_faults__are_told_at_once() -> None:
    found = refused(M.replace("best", "bset"), F.replace("0.30", "x"), G.replace("q3", "q33"))
    assert {code for code, _ in found} == {"method_choice_near", "method_weight", "method_item_near"}


def test_methods__one_word_misspelt__brings_no_finding_that_is_none() -> None:
    found = refused(M.replace("weighted_factors", "weighted_factor"), F.replace("0.30", "-4"), G)
    assert found == {("method_word_near", "methods!H2"), ("method_weight", "methods!K3")}
    assert refused(M.replace("good best", "goood"), F, G) == {("method_choice_near", "methods!F2")}
