"""The patterns of regex(): like Python's engine where that one can be asked, and never long at work."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forms.errors import ExpressionFault
from forms.expressions.patterns import LARGEST, LONGEST_MATCHED, matches, program_of

PARTS = ["a", "b", ".", "[ab]", "[^a]", "[]a]", "[^]-a]", r"\x61", r"[\x30-\u0061]", r"\d", r"\W", r"\."]
PARTS += ["(a|b)", "(ab)", "(?:b|)", "^", "$", "[a-c0-9]"]
TIMES = ["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,}"]


@given(
    st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(TIMES)), max_size=4),
    st.text("ab1.\n-]", max_size=6),
)
def test_pattern__of_any_parts__matches_as_python_does(parts: list[tuple[str, str]], text: str) -> None:
    assume(not any(part in "^$" and times for part, times in parts))
    pattern = "".join(part + times for part, times in parts)
    # Python's $ also stands before a line end at the end of the text.
    expected = re.compile(pattern.replace("$", r"\Z"), re.ASCII).fullmatch(text) is not None
    assert matches(program_of(pattern), text) is expected


@given(st.text(max_size=12), st.text(max_size=12))
def test_pattern__any_text__is_read_or_refused_at_a_place_in_it(pattern: str, text: str) -> None:
    place = 5
    try:
        matches(program_of(pattern, 5), text)
    except ExpressionFault as fault:
        place = fault.position
    assert 5 <= place <= 5 + len(pattern)


@pytest.mark.parametrize(
    ("pattern", "code", "position"),
    [
        ("(?=a)b", "expression_pattern_free", 1),
        ("(?<!a)b", "expression_pattern_free", 1),
        ("(?i)a", "expression_pattern_free", 1),
        (r"(a)\1", "expression_pattern_free", 4),
        (r"\bword", "expression_pattern_free", 1),
        (r"\p{L}+", "expression_pattern_free", 1),
        ("a*+", "expression_pattern_free", 3),
        ("[a&&b]", "expression_pattern_free", 3),
        ("[a[b]]", "expression_pattern_free", 3),
        ("[", "expression_pattern", 1),
        ("[]", "expression_pattern", 1),
        ("[]a", "expression_pattern", 1),
        (r"\x4", "expression_pattern", 1),
        (r"a\u00g0", "expression_pattern", 2),
        ("[z-a]", "expression_pattern", 2),
        (r"[\d-z]", "expression_pattern", 2),
        ("(a", "expression_pattern", 1),
        ("a)", "expression_pattern", 2),
        ("*a", "expression_pattern", 1),
        ("a{2,1}", "expression_pattern", 2),
        ("a{x}", "expression_pattern", 2),
        ("a{2000}", "expression_pattern", 2),
        ("^*", "expression_pattern", 1),
        ("a\\", "expression_pattern", 3),
        ("a{900}b{900}", "expression_pattern_large", 1),
        ("((a{100}){100}){100}", "expression_pattern_large", 1),
        ("a" * 500, "expression_pattern_long", 1),
    ],
)
def test_pattern__at_fault__says_what_and_where(pattern: str, code: str, position: int) -> None:
    with pytest.raises(ExpressionFault) as fault:
        program_of(pattern)
    assert (fault.value.code, fault.value.position) == (code, position)


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a*)*b", "(.*.*.*.*.*)x", "(a?){90}a{90}", "(.+)+[^a]"]
)
def test_pattern__that_splits_a_text_in_many_ways__takes_each_step_once_a_character(pattern: str) -> None:
    program = program_of(pattern)
    assert len(program) <= LARGEST + 1
    assert matches(program, "a" * LONGEST_MATCHED) is False or "{90}" in pattern
