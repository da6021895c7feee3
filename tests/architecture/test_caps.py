"""Small pieces with plain names, each saying what comes back."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MODULE_LINES = 300
FUNCTION_LINES = 40
PAGE_LINES = 300
PAGES = {".html", ".css", ".js"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "util", "helper", "misc"}
# One name in every file of a folder, called from one place that says what it is.
SAID_ELSEWHERE = {"survey_app/cli/": "command", "survey_app/store/migrations/": "apply"}


def too_long(module: Any) -> list[str]:
    lines = len(module.text.splitlines())
    found = [f"{module.path}: {lines} lines, {MODULE_LINES} at most"] if lines > MODULE_LINES else []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(f"{module.path}: {node.name} has {lines} lines, {FUNCTION_LINES} at most")
    return found


def too_long_a_page(path: Path) -> list[str]:
    """Templates, stylesheets and scripts; what others wrote stands in a folder ``vendor``."""
    if path.suffix not in PAGES or "vendor" in path.parts:
        return []
    lines = len(path.read_text("utf-8").splitlines())
    return [f"{path}: {lines} lines, {PAGE_LINES} at most"] if lines > PAGE_LINES else []


def says_nothing(module: Any) -> list[str]:
    """Names of files and folders that do not say what is inside."""
    names = FORBIDDEN_NAMES.intersection(module.name.split("."))
    return [f"{module.path}: the name '{name}' does not say what is inside" for name in sorted(names)]


def without_docstring(module: Any) -> list[str]:
    known = next((name for folder, name in SAID_ELSEWHERE.items() if module.path.startswith(folder)), "")
    found = [] if ast.get_docstring(module.tree) else [f"{module.path}: the module does not say what it is"]
    found += [
        f"{module.path}:{function.lineno}: {function.name} does not say what comes back"
        for function in _public_functions(module.tree.body)
        if not ast.get_docstring(function) and function.name != known
    ]
    return found


def _public_functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """Functions and methods others call. A property reads as a value; an override is its library's."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            if "property" not in {getattr(mark, "id", "") for mark in node.decorator_list}:
                yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.bases:
            yield from _public_functions(node.body)


def test_modules_and_functions__everywhere__are_short(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in too_long(module)]
    assert not offences, "\n".join(offences)


def test_length__made_up_offences__are_found(module: Any) -> None:
    assert too_long(module("forms/x.py", "x = 1\n" * 301))
    assert not too_long(module("forms/x.py", "x = 1\n" * 300))
    assert too_long(module("forms/x.py", "def f():\n" + "    x = 1\n" * 40))
    assert not too_long(module("forms/x.py", "def f():\n" + "    x = 1\n" * 39))
    assert too_long(module("forms/x.py", "class A:\n    async def f(self):\n" + "        x = 1\n" * 40))


def test_tests_and_benchmarks__everywhere__are_short(tracked: list[Path], module: Any) -> None:
    files = [path for path in tracked if path.suffix == ".py" and {"tests", "benchmarks"} & set(path.parts)]
    assert files
    found = [too_long(module(path.as_posix(), path.read_text("utf-8"))) for path in files]
    offences = [offence for some in found for offence in some]
    assert not offences, "\n".join(offences)


def test_pages__everywhere__are_short(tracked: list[Path]) -> None:
    assert any(path.suffix == ".css" for path in tracked)
    offences = [offence for path in tracked for offence in too_long_a_page(path)]
    assert not offences, "\n".join(offences)


def test_page__made_up_offence__is_found(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    for path in (tmp_path / "long.css", tmp_path / "vendor" / "long.css"):
        path.write_text("a {}\n" * 301)
    assert too_long_a_page(tmp_path / "long.css")
    assert not too_long_a_page(tmp_path / "vendor" / "long.css")


def test_names__of_every_module__say_what_is_inside(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in says_nothing(module)]
    assert not offences, "\n".join(offences)


def test_names__made_up_offences__are_found(module: Any) -> None:
    assert says_nothing(module("forms/utils.py", ""))
    assert says_nothing(module("survey_app/common/service.py", ""))
    assert not says_nothing(module("survey_app/rounds/codes.py", ""))


def test_docstrings__of_every_public_function__are_there(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in without_docstring(module)]
    assert not offences, "\n".join(offences)


def test_docstrings__made_up_offences__are_found(module: Any) -> None:
    path = "survey_app/places/x.py"
    assert without_docstring(module(path, "x = 1"))
    assert without_docstring(module(path, '"""A."""\ndef f(): ...'))
    assert without_docstring(module(path, '"""A."""\nclass A:\n    def f(self): ...'))
    assert not without_docstring(module(path, '"""A."""\ndef _f(): ...'))
    assert not without_docstring(module(path, '"""A."""\ndef f():\n    """B."""'))
