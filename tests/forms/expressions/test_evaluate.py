"""Evaluating: what holds of every expression. What each comes to stands in the vectors."""

import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import Instrument, compile_workbook
from forms.expressions import Expression, Scope, Setting, evaluator, parse, script, setting_of
from forms.expressions.arguments import REFUSED
from forms.expressions.functions import FUNCTIONS
from forms.expressions.tree import Node
from tests.forms.expressions.trees import CONTEXTS, SETTING, TREES
from tests.forms.expressions.vectors import TWIN, scope_in

FORM = b"""\
| survey |
| | type | name | label | calculation |
| | select_one towns | town | Which? | |
| | begin_repeat | late | Late | |
| | integer | days | Days | |
| | end_repeat | | | |
| | calculate | all_days | | sum(${days}) |
| | calculate | said | | jr:choice-name(${town}, '${town}') |
| choices |
| | list_name | name | label::Ti\xe1\xba\xbfng Vi\xe1\xbb\x87t (vi) | label::English (en) | people |
| | towns | a | M\xe1\xbb\x99t | One | 10 |
| | towns | b | Hai | Two | 20 |
| settings |
| | form_id | version | form_title | default_language |
| | f | 1 | T | vi |
"""


def form() -> Instrument:
    return compile_workbook(FORM, "form.md").instrument


@given(TREES, CONTEXTS)
def test_expression__any__comes_to_a_value_and_leaves_the_scope_as_it_was(
    tree: Node, context: dict[str, Any]
) -> None:
    scope = scope_in(context)
    value = evaluator(Expression("", tree), SETTING)(scope)
    assert isinstance(value, (str, float, bool))
    assert scope == scope_in(context)


@given(
    st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]),
    st.one_of(st.text(max_size=5), st.floats()),
    st.one_of(st.text(max_size=5), st.floats()),
)
def test_operator__any_two_values__never_raises(operator: str, left: str | float, right: str | float) -> None:
    scope = Scope({"a": left, "b": right}, date(2026, 1, 1))
    for source in (
        f"${{a}} {operator} ${{b}}",
        f"string(round(${{a}} {operator} ${{b}}, 2))",
        "string(int(${a}))",
    ):
        evaluator(parse(source))(scope)


def test_setting__of_a_form__knows_its_repeats_lists_and_labels() -> None:
    instrument = form()
    scope = Scope({"town": "b", "late": 2, "days[1]": 3, "days[2]": 5}, date(2026, 1, 1), language="en")

    def comes_to(source: str, repeat: str | None = None, at: int = 0) -> object:
        scope.at = at
        return evaluator(parse(source), setting_of(instrument, repeat))(scope)

    assert comes_to("sum(${days})") == 8.0
    assert comes_to("${days}", "late", 2) == 5.0
    assert comes_to("jr:choice-name(${town}, '${town}')") == "Two"
    assert comes_to("instance('towns')/root/item[name = ${town}]/people") == "20"
    assert comes_to("version()") == "1"


def test_setting__as_json__has_only_what_the_expressions_look_at() -> None:
    setting = Setting(
        repeats={"days": "late", "other": "late"},
        counted=frozenset({"late"}),
        rows={"used": [{"name": "a"}], "unused": [{"name": "b"}]},
        labels={"town": {"a": {"vi": "Một"}}, "other": {}},
    )
    expressions = [
        parse("sum(${days}) + instance('used')/root/item[1]/name"),
        parse("jr:choice-name(., '${town}')"),
    ]
    assert setting.plain(expressions) == {
        "repeat": "",
        "repeats": {"days": "late"},
        "counted": ["late"],
        "rows": {"used": [{"name": "a"}]},
        "labels": {"town": {"a": {"vi": "Một"}}},
        "language": "vi",
        "version": "",
        "calendar": {},
    }


def test_script__of_an_expression__carries_the_program_of_its_pattern() -> None:
    assert script(parse("regex(., 'a')")) == [
        "call",
        "regex",
        ["self"],
        ["program", [["c", False, 97, 97], ["m"]]],
    ]


def test_twin__compressed__is_small_enough_for_a_citizens_page() -> None:
    assert len(gzip.compress(TWIN.encode())) <= 8000


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("not(", ")"), ("(", ")"), ("if(1, ", ", 2)"), ("-", ""), ("1 + ", "")],
)
def test_expression__as_deep_as_it_may_be__fits_the_stack(opening: str, closing: str) -> None:
    def reach(frames: int) -> object:
        if frames:
            return reach(frames - 1)
        expression = parse(opening * 98 + "1" + closing * 98)
        assert expression.references == ()
        assert script(expression)
        return evaluator(expression)(Scope({}, date(2026, 1, 1)))

    reach(200)  # as deep as a server stands when it reads a workbook


def test_functions__all__stand_in_the_documentation() -> None:
    said = (Path(__file__).parents[3] / "docs/expressions.md").read_text("utf-8")
    assert [name for name in [*FUNCTIONS, *REFUSED] if f"`{name}(" not in said] == []
