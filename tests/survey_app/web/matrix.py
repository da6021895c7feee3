"""Who may open what: the matrix of roles and addresses, made from the map of addresses.

    python -m tests.survey_app.web.matrix

writes it into docs/roles.md. Addresses that name a unit's thing (a case, a visit) are open for the
units somebody acts for. Every parameter of an address must be known here as naming one or not.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from survey_app import store, web
from survey_app.accounts.model import Role
from survey_app.app import create_app

# Units' things: how their addresses begin, and what the test calls the thing. All below is of the thing, too.
OF_UNITS = {
    "/cases/<reference>": "case",
    "/draws/<uuid:draw_id>": "draw",
    "/findings/<reference>": "finding",
    "/incidents/<uuid:incident_id>": "incident",
    "/inspections/<uuid:visit_id>": "visit",
}
# What is no unit's: kept by administrators and analysts for everywhere, or somebody's own.
OF_NO_UNIT = {
    ("accounts", "username"),
    ("bundles", "digest"),
    ("bundles", "id_"),
    ("bundles", "kind"),
    ("bundles", "name"),
    ("cases", "number"),  # how an office scores is no secret
    ("cases", "plan_id"),  # which unit is in which plan is no secret of the office; its cases are
    ("desk", "code"),
    ("desk", "name"),
    ("desk", "part"),
    ("desk", "uuid"),  # what somebody entered themselves
    ("draws", "digest"),  # a list on its way to a draw, of whoever sent it
    ("imports", "id_"),
    ("imports", "name"),
    ("instruments", "id"),
    ("instruments", "name"),
    ("instruments", "number"),
    ("instruments", "tag"),
    ("instruments", "version"),
    ("keying", "name"),
    ("keying", "round_"),
    ("keying", "sheet"),  # paper that waits for anybody who keys
    ("places", "code"),  # what units there are is public
    ("places", "digest"),
    ("results", "code"),  # the round; for whose units stands in the query, see tests of results
    ("results", "kind"),
    ("results", "table"),
    ("rounds", "code"),
    ("rounds", "id"),
    ("rounds", "round_"),
    ("rounds", "suffix"),
    ("rounds", "version"),
    ("sync", "device_id"),
    ("sync", "digest"),
    ("sync", "record"),
}
# Parameters that only say more of a unit's thing: which step, which of its files; and one such.
OF_THINGS = {
    "document": "inspection_notice",
    "kind": "csv",
    "name": "photo.jpg",
    "number": "1",
    "step": "issue",
}

PAGE = Path(__file__).parents[3] / "docs" / "roles.md"
MARK = "<!-- made by tests/survey_app/web/matrix.py -->"
_COLUMNS = tuple(Role)
_ITS_NAMES = {"count_id", "draw_id", "incident_id", "reference", "visit_id"}
_PARAMETER = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def guarded_rules(app: Flask) -> Iterator[tuple[Rule, frozenset[str]]]:
    """Every address for people that is not public, with its roles."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.rule, sorted(one.methods or ()))):
        roles = web.guard(app, rule.endpoint)
        if isinstance(roles, frozenset):
            yield rule, roles


def thing_of(rule: Rule) -> str:
    """What of a unit the address names; '' when it names nothing of one."""
    return next((thing for start, thing in OF_UNITS.items() if rule.rule.startswith(start)), "")


def unknown_arguments(rule: Rule) -> set[str]:
    """The parameters of which nobody said whether they name a unit's thing."""
    if thing_of(rule):
        return rule.arguments - set(OF_THINGS) - _ITS_NAMES
    room = rule.endpoint.partition(".")[0]
    return {name for name in rule.arguments if (room, name) not in OF_NO_UNIT}


def address_of(rule: Rule, values: Mapping[str, str]) -> str:
    """The address with ``values`` for its parameters, and one such for those that only say more."""
    given = {**OF_THINGS, **values}
    return _PARAMETER.sub(lambda part: given.get(part[1], "x"), rule.rule)


def methods_of(rule: Rule) -> list[str]:
    """How the address may be asked."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def table(app: Flask) -> str:
    """The matrix as a Markdown table: a line an address, a column a role."""
    lines = ["| " + " | ".join(["address", "", *_COLUMNS]) + " |", "|---|---|" + ":-:|" * len(_COLUMNS)]
    for rule, roles in guarded_rules(app):
        mark = "units" if thing_of(rule) else "yes"
        marks = [mark if role in roles else "–" for role in _COLUMNS]
        address = _PARAMETER.sub(lambda part: part[1].upper().strip("_"), rule.rule)
        lines.append("| " + " | ".join([f"`{address}`", ", ".join(methods_of(rule)), *marks]) + " |")
    return "\n".join(lines) + "\n"


def page_with(text: str, made: str) -> str:
    """The page ``text`` with the table ``made`` in place of the one it had."""
    before, _, _ = text.partition(MARK)
    return f"{before}{MARK}\n\n{made}"


def main() -> None:
    """Write the matrix into the page."""
    with tempfile.TemporaryDirectory() as folder:
        opened = store.create(store.Instance(Path(folder) / "instance"))
        PAGE.write_text(page_with(PAGE.read_text("utf-8"), table(create_app(opened))), "utf-8")
        opened.close()


if __name__ == "__main__":
    main()
