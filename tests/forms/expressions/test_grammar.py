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
    ("source", "tree"),
    [
        ("position(..)", ("at",)),
        ("current()/. = 1", ("=", ("self",), ("num", 1.0))),
        ("string-length()", ("call", "string-length", ("self",))),
        ("count(${late})", ("call", "count", ("ref", "late"))),
        ("${late}[days > 2]/why", ("occurrences", "late", "why", (">", ("column", "days"), ("num", 2.0)))),
        ("sum(${late}/days)", ("call", "sum", ("occurrences", "late", "days"))),
        ("${late}[position() = position(current()/..) - 1]/why",
         ("occurrences", "late", "why", ("=", ("row",), ("-", ("at",), ("num", 1.0))))),
        ("instance('towns')/root/item[name = ${town}]/label",
         ("rows", "towns", "label", ("=", ("column", "name"), ("ref", "town")))),
        ("count(instance('towns')/root/item[dân][1])",
         ("call", "count", ("rows", "towns", "", ("column", "dân"), ("num", 1.0)))),
        ("pulldata('prices.csv', 'a', 'b', 'c')",
         ("call", "pulldata", ("str", "prices"), ("str", "a"), ("str", "b"), ("str", "c"))),
        ("jr:choice-name(${a}, '${b}')",
         ("call", "jr:choice-name", ("ref", "a"), ("ref", "b"))),
    ],
)  # fmt: skip
def test_expression__of_repeats_and_rows__is_read(source: str, tree: Node) -> None:
    assert parse(source).tree == tree


@pytest.mark.parametrize(
    ("source", "references", "lists"),
    [
        ("sum(${a}) + ${b} + ${a}", ("a", "b"), ()),
        ("${late}[days > ${least} and ./why = 'x']/score", ("late", "score", "days", "least", "why"), ()),
        ("instance('towns')/root/item[name = ${town}]/label", ("town",), ("towns",)),
        ("pulldata('prices', 'a', 'b', ${c})", ("c",), ("prices",)),
        ("jr:choice-name(., '${q}')", ("q",), ()),
    ],
)
def test_expression__refers__to_items_and_lists(
    source: str, references: tuple[str, ...], lists: tuple[str, ...]
) -> None:
    expression = parse(source)
    assert (expression.references, expression.lists) == (references, lists)


def test_expression__asked_of_rows__has_columns() -> None:
    assert parse("region = ${area}", columns=True).tree == ("=", ("column", "region"), ("ref", "area"))
    assert parse("position() > 1 and ./a.b", columns=True).tree[1:] == (
        (">", ("row",), ("num", 1.0)),
        ("column", "a.b"),
    )


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("../age > 1", "expression_relative", 1),
        ("1 + current()/../age", "expression_relative", 5),
        ("/data", "expression_relative", 1),
        ("..", "expression_path", 1),
        ("position(${a})", "expression_position", 1),
        ("position()", "expression_position", 1),
        ("position(../..)", "expression_position", 1),
        ("count(instance('a')/root/item[b = .])", "expression_self_in_rows", 35),
        ("instance('a')/root/item[position(..) = 1]/b", "expression_position_in_rows", 25),
        ("instance(${a})", "expression_syntax", 10),
        ("instance('a')/other/item", "expression_syntax", 15),
        ("instance('a')/root/item[b", "expression_ends", 26),
        ("indexed-repeat(${a}, ${r}, 1, ${s}, 2)", "expression_indexed_pairs", 31),
        ("indexed-repeat('a', ${r}, 1)", "expression_named", 16),
        ("jr:choice-name(${a}, 'b')", "expression_named", 22),
        ("pulldata(${a}, 'b', 'c', 'd')", "expression_written", 10),
        ("pulldata('@geopoint', 'b', 'c', 'd')", "expression_written", 10),
        ("sum(${a} + 1)", "expression_many", 5),
        ("weighted-checklist(1, 2, 'yes', 2, 'no')", "expression_arguments", 1),
        ("uuid()", "expression_refused_random", 1),
        ("1 + random()", "expression_refused_random", 5),
        ("randomize(${a})", "expression_refused_randomize", 1),
        ("area(${a})", "expression_refused_geometry", 1),
        ("digest('a', 'MD5')", "expression_refused_secret", 1),
        ("jr:itext('a')", "expression_refused_itext", 1),
        ("property('deviceid')", "expression_refused_property", 1),
        ("${last-saved#a}", "expression_refused_last", 1),
        ("${a} | ${b}", "expression_syntax", 6),
        ("last()", "expression_function", 1),
        ("${a}[${b}[${c}[1]]]", "expression_too_deep", 15),
        (
            "count(instance('a')/root/item[x = instance('b')/root/item[y > 1]/z])",
            "expression_rows_in_rows",
            35,
        ),
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
