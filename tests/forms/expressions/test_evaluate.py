"""What expressions come to. The rules are ODK's XPath: '' is NaN as a number, NaN compares false."""

from datetime import date
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions import Answer, Scope, Value, evaluator, parse

ANSWERS: dict[str, Answer] = {
    "one": "y",
    "several": ["a", "b"],
    "whole": 3,
    "part": 2.5,
    "day": "2026-11-22",
    "said": "Hòa Bình",
}


def value(source: str, here: Answer | None = None) -> Value:
    return evaluator(parse(source))(Scope(ANSWERS, date(2026, 11, 22), here))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${one} = 'y'", True),
        ("${blank} = ''", True),
        ("${blank} >= 0", False),
        ("${blank} != 3", True),
        ("${whole} + ${part}", 5.5),
        ("${whole} = '3'", True),
        ("7 div 2", 3.5),
        ("-7 mod 3", -1.0),
        ("6 div 0 > 1000000", True),
        ("selected(${several}, 'b')", True),
        ("selected(${several}, 'ab')", False),
        ("count-selected(${several})", 2.0),
        ("count-selected(${blank})", 0.0),
        ("not(false())", True),
        ("if(${whole} > 2, 'high', 'low')", "high"),
        ("coalesce(${blank}, ${said}, 'x')", "Hòa Bình"),
        ("string-length(${said})", 8.0),
        ("int(-2.7)", -2.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(3.14159, 2)", 3.14),
        ("number('12.5')", 12.5),
        ("string(3 div 2)", "1.5"),
        ("string(4.0)", "4"),
        ("boolean('')", False),
        ("${day} <= today()", True),
        ("today() - ${day}", 0.0),
        ("today() + 1 > ${day}", True),
        ("${several} = 'a b'", True),
        ("true() = 'x'", True),
    ],
)
def test_expression__over_answers__comes_to(source: str, expected: Value) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    "source", ["${blank} + 1", "number('abc')", "int('')", "0 div 0", "1 mod 0", "round('x')"]
)
def test_arithmetic__without_a_number__is_nan(source: str) -> None:
    result = value(source)
    assert isinstance(result, float)
    assert isnan(result)


@pytest.mark.parametrize(
    ("here", "holds"),
    [("0912345678", True), ("091234567", False), ("x0912345678", False), ("0" * 300, False)],
)
def test_regex__must_match_the_whole_answer(here: str, holds: bool) -> None:
    assert value(r"regex(., '0\d{9}')", here) is holds


@given(
    st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]),
    st.one_of(st.text(max_size=5), st.floats()),
    st.one_of(st.text(max_size=5), st.floats()),
)
def test_operator__any_two_values__never_raises(operator: str, left: Answer, right: Answer) -> None:
    scope = Scope({"a": left, "b": right}, date(2026, 1, 1))
    for source in (
        f"${{a}} {operator} ${{b}}",
        f"string(round(${{a}} {operator} ${{b}}, 2))",
        "string(int(${a}))",
    ):
        evaluator(parse(source))(scope)
