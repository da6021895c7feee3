"""The twin of the expressions in a real Chromium: it comes to what Python comes to, always."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from forms.expressions import Expression, Setting, evaluator, script
from tests.forms.expressions.trees import CONTEXTS, SETTING, TREES
from tests.forms.expressions.vectors import (
    TWIN,
    expression_of,
    is_same,
    plain,
    scope_in,
    setting_in,
    vectors,
)

pytestmark = pytest.mark.browser
BATCH = 60
BATCHES = 300 if os.environ.get("SURVEY_FAULTS") == "full" else 6
EVALUATE = """(jobs) => JSON.parse(jobs).map(([tree, setting, context]) => {
    const scope = { language: "vi", ...context, irrelevant: new Set(context.irrelevant) };
    const value = SurveyExpressions.evaluator(tree, setting)(scope);
    return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
})"""


@pytest.fixture(scope="module")
def twin(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.add_script_tag(content=TWIN)
    yield page
    page.close()


def job(expression: Expression, setting: Setting, context: dict[str, Any]) -> list[Any]:
    """What the browser is handed of one expression. All lists are sent: a context may name any."""
    return [script(expression), setting.plain([expression], setting.rows), context]


def evaluated(page: Page, jobs: list[list[Any]]) -> list[Any]:
    return page.evaluate(EVALUATE, json.dumps(jobs))


def test_vectors__in_the_browser__come_to_what_is_written(twin: Page) -> None:
    rows = list(vectors())
    jobs = [
        job(expression_of(source, context), setting_in(context), context) for _, source, _, context in rows
    ]
    assert [
        f"{name}: {value!r}, expected {expected!r}"
        for (name, _, expected, _), value in zip(rows, evaluated(twin, jobs), strict=True)
        if not is_same(value, expected)
    ] == []


# A batch is not made smaller once it failed: that would take minutes, and the assertion names the tree.
@settings(max_examples=BATCHES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(TREES, CONTEXTS), min_size=BATCH, max_size=BATCH))
def test_expressions__any__come_to_the_same_on_both_sides(
    twin: Page, examples: list[tuple[Any, dict[str, Any]]]
) -> None:
    expressions = [(Expression("", tree), context) for tree, context in examples]
    found = evaluated(twin, [job(expression, SETTING, context) for expression, context in expressions])
    for (expression, context), value in zip(expressions, found, strict=True):
        ours = plain(evaluator(expression, SETTING)(scope_in(context)))
        assert is_same(value, ours), (expression.tree, context, value, ours)
