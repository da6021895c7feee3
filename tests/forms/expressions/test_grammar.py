"""Reading expressions: what a tree looks like, and where a fault is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import ExpressionFault
from forms.expressions import parse
from forms.expressions.grammar import LEVELS, OPERATORS, Node

LEAVES = st.one_of(
    st.integers(0, 10**6).map(lambda n: ("num", float(n))),
    st.text(st.characters(blacklist_characters="'\"", blacklist_categories=["Cs"]), max_size=8).map(
        lambda text: ("str", text.translate(str.maketrans("‘’“”\u00a0", "     ")))
    ),
    st.sampled_from(["a", "b_2", "c-d"]).map(lambda name: ("ref", name)),
    st.just(("self",)),
)


def _branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.tuples(st.sampled_from(sorted(OPERATORS)), children, children),
        st.tuples(st.just("neg"), children),
        st.tuples(st.just("call"), st.just("if"), children, children, children),
        st.just(("call", "today")),
    )


def written(node: Node, level: int = 0) -> str:
    """The text of a tree, with brackets only where the grammar needs them."""
    match node[0]:
        case "num":
            return str(int(node[1]))
        case "str":
            return f"'{node[1]}'"
        case "ref":
            return f"${{{node[1]}}}"
        case "self":
            return "."
        case "neg":
            return f"- {written(node[1], len(LEVELS))}"
        case "call":
            return f"{node[1]}({', '.join(written(part) for part in node[2:])})"
    own = next(place for place, operators in enumerate(LEVELS) if node[0] in operators)
    text = f"{written(node[1], own)} {node[0]} {written(node[2], own + 1)}"
    return f"({text})" if own < level else text


@given(st.recursive(LEAVES, _branches, max_leaves=20))
def test_tree__written_and_read_again__is_the_same(tree: Node) -> None:
    assert parse(written(tree)).tree == tree


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("1 + 2 * 3", ("+", ("num", 1.0), ("*", ("num", 2.0), ("num", 3.0)))),
        ("8 - 2 - 1", ("-", ("-", ("num", 8.0), ("num", 2.0)), ("num", 1.0))),
        ("-${a} < .5", ("<", ("neg", ("ref", "a")), ("num", 0.5))),
        ("${ a }='x' or . != 1", ("or", ("=", ("ref", "a"), ("str", "x")), ("!=", ("self",), ("num", 1.0)))),
        ("count-selected(${a})>=2", (">=", ("call", "count-selected", ("ref", "a")), ("num", 2.0))),
        ("${a} = ‘x’", ("=", ("ref", "a"), ("str", "x"))),
    ],
)
def test_expression__well_formed__binds_as_in_odk(source: str, tree: Node) -> None:
    assert parse(source).tree == tree


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        (". = = 1", "expression_syntax", 5),
        ("(1 + 2", "expression_ends", 7),
        ("", "expression_ends", 1),
        ("1 2", "expression_syntax", 3),
        ("'open", "expression_syntax", 1),
        ("/data/a = 1", "expression_relative", 1),
        ("${a} > age", "expression_path", 8),
        ("1 + fuu(2)", "expression_function", 5),
        ("selectd(${a}, 'x')", "expression_function_near", 1),
        ("true() and round()", "expression_arguments", 12),
        ("regex(., '(?=a)b')", "expression_pattern_free", 11),
        ("regex(., '[')", "expression_pattern", 11),
        ("regex(., ${a})", "expression_pattern_written", 10),
        ("1" + "+1" * 300, "expression_too_deep", 202),
        ("(" * 300, "expression_too_deep", 101),
        ("1 = " * 2000, "expression_too_long", 4000),
    ],
)
def test_expression__at_fault__says_what_and_where(source: str, code: str, position: int) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(source)
    assert (fault.value.code, fault.value.position) == (code, position)


def fault_of(source: str) -> ExpressionFault | None:
    try:
        parse(source)
    except ExpressionFault as fault:
        return fault
    return None


@given(st.text(max_size=40))
def test_expression__any_text__is_read_or_refused_at_a_place_in_it(source: str) -> None:
    fault = fault_of(source)
    assert fault is None or 1 <= fault.position <= len(source) + 1
