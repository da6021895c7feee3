"""What expressions come to, over the vectors; the browser's twin meets the same in tests/browser."""

from forms.expressions import evaluator
from tests.forms.expressions.vectors import expression_of, is_same, plain, scope_in, setting_in, vectors


def test_vectors__in_python__come_to_what_is_written() -> None:
    failed = []
    for name, source, expected, context in vectors():
        value = plain(evaluator(expression_of(source, context), setting_in(context))(scope_in(context)))
        if not is_same(value, expected):
            failed.append(f"{name}: {value!r}, expected {expected!r}")
    assert failed == []
