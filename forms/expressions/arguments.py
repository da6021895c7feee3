"""Whether a call can be made: a function there is, with as many arguments and of the kinds it takes."""

from collections.abc import Sequence
from difflib import get_close_matches

from forms.errors import ExpressionFault
from forms.expressions.functions import FUNCTIONS
from forms.expressions.patterns import program_of
from forms.expressions.tree import Node

Argument = tuple[Node, int]  # and the character it begins at
MANY = frozenset({"ref", "rows", "occurrences"})
_OF_MANY = frozenset({"sum", "count", "count-non-empty"})
_OF_ITSELF = frozenset({"string-length", "normalize-space"})
# Why a function of ODK is not here, as the key of the words for it.
REFUSED = {
    "random": "expression_refused_random",
    "uuid": "expression_refused_random",
    "randomize": "expression_refused_randomize",
    "area": "expression_refused_geometry",
    "distance": "expression_refused_geometry",
    "geofence": "expression_refused_geometry",
    "intersects": "expression_refused_geometry",
    "digest": "expression_refused_secret",
    "base64-decode": "expression_refused_secret",
    "extract-signed": "expression_refused_secret",
    "jr:itext": "expression_refused_itext",
    "property": "expression_refused_property",
    "search": "expression_refused_search",
}


def call_of(name: str, arguments: Sequence[Argument], position: int) -> Node:
    """The node of a call. Raises ExpressionFault for an unknown function and for wrong arguments."""
    _check_known(name, position)
    function, given = FUNCTIONS[name], len(arguments)
    if name == "indexed-repeat" and given in (5, 7):
        raise ExpressionFault("expression_indexed_pairs", arguments[3][1])
    if not function.least <= given <= function.most or (name == "weighted-checklist" and given % 2):
        raise ExpressionFault(
            "expression_arguments",
            position,
            found=name,
            given=given,
            least=function.least,
            most=function.most,
        )
    nodes = [node for node, _ in arguments]
    match name:
        case "regex":
            _check_pattern(*arguments[1])
        case "pulldata":
            nodes[0] = ("str", _written(name, *arguments[0]).removesuffix(".csv"))
            for node, place in arguments[:3]:
                _written(name, node, place)
        case "jr:choice-name":
            nodes[1] = _named(*arguments[1])
        case "indexed-repeat":
            for node, place in arguments[:2]:
                if node[0] != "ref":
                    raise ExpressionFault("expression_named", place, found=name)
        case _ if name in _OF_MANY and nodes[0][0] not in MANY:
            raise ExpressionFault("expression_many", arguments[0][1], found=name)
        case _ if name in _OF_ITSELF and not nodes:
            nodes = [("self",)]
    return ("call", name, *nodes)


def _check_known(name: str, position: int) -> None:
    if name in FUNCTIONS:
        return
    if name in REFUSED:
        raise ExpressionFault(REFUSED[name], position, found=name)
    nearest = get_close_matches(name.lower(), FUNCTIONS, 1, 0.6)
    raise ExpressionFault(
        "expression_function_near" if nearest else "expression_function",
        position,
        found=name,
        nearest=nearest[0] if nearest else "",
        known=", ".join(FUNCTIONS),
    )


def _check_pattern(node: Node, position: int) -> None:
    if node[0] != "str":
        raise ExpressionFault("expression_pattern_written", position)
    program_of(node[1], position + 1)


def _written(name: str, node: Node, position: int) -> str:
    """The text of an argument that must be written out; a file that is no table of rows is none."""
    if node[0] != "str" or node[1].startswith("@"):
        raise ExpressionFault("expression_written", position, found=name)
    return str(node[1])


def _named(node: Node, position: int) -> Node:
    """The question jr:choice-name is asked about, which stands in quotes: '${question}'."""
    if node[0] == "ref":
        return node
    if node[0] == "str" and node[1].startswith("${") and node[1].endswith("}"):
        return ("ref", node[1][2:-1].strip())
    raise ExpressionFault("expression_named", position, found="jr:choice-name")
