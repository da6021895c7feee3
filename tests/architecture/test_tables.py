"""Who names which table, and the ways of writing that are not ours."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from survey_app import store

# The files that hold SQL: a room's own store, and the room that keeps the store itself.
SQL_FILES = re.compile(r"survey_app/(store/.*|\w+/store(/.*)?)\.py")
SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|CREATE|ALTER|DROP)\s")
# The one place that may name tables of several rooms.
MIGRATIONS = "survey_app/store/migrations/"


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def room_of(path: str) -> str:
    parts = path.removesuffix(".py").split("/")
    return parts[1] if parts[0] == "survey_app" else parts[0]


def foreign_tables(module: Any, tables: set[str]) -> list[str]:
    if module.path.startswith(MIGRATIONS):
        return []
    own = room_of(module.path) + "_"
    named = re.compile(rf"\b({'|'.join(sorted(tables))})\b")
    return [
        f"{module.path}:{line}: {table} belongs to another room"
        for line, text in literals(module.tree)
        for table in named.findall(text)
        if not table.startswith(own)
    ]


def sql_outside_stores(module: Any) -> list[str]:
    if not module.path.startswith("survey_app/") or SQL_FILES.fullmatch(module.path):
        return []
    return [
        f"{module.path}:{line}: SQL stands in a room's store"
        for line, text in literals(module.tree)
        if SQL.match(text)
    ]


def ways_not_ours(module: Any) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            replaces = any(
                word.arg == "replace" and getattr(word.value, "value", False) is True
                for word in node.keywords
            )
            if replaces:
                found.append(f"{module.path}:{node.lineno}: replace=True overwrites what is kept")
            if isinstance(node.func, ast.Attribute) and node.func.attr == "atomic":
                found.append(f"{module.path}:{node.lineno}: atomic() begins deferred; use store.write")
    found += [
        f"{module.path}:{line}: OR REPLACE overwrites what is kept"
        for line, text in literals(module.tree)
        if re.search(r"\b(INSERT OR REPLACE|REPLACE INTO)\b", text)
    ]
    return found


@pytest.fixture
def tables(opened: store.Store) -> set[str]:
    """The tables of a new instance that are ours."""
    return {name for name in opened.read().table_names() if not name.startswith(("_", "sqlite_"))}


def test_tables__of_a_new_instance__are_named_after_a_room(tables: set[str], modules: list[Any]) -> None:
    rooms = {room_of(module.path) for module in modules if module.path.startswith("survey_app/")}
    assert {table for table in tables if table.partition("_")[0] not in rooms} == set()


def test_sql__of_every_room__names_its_own_tables_only(tables: set[str], modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in foreign_tables(module, tables)]
    assert not offences, "\n".join(offences)


def test_sql__made_up_offences__are_found(tables: set[str], module: Any) -> None:
    rounds = "survey_app/rounds/store.py"
    assert foreign_tables(module(rounds, "db.execute('SELECT * FROM places_unit')"), tables)
    assert foreign_tables(module(rounds, "db.execute(f'SELECT {x} FROM {y} JOIN places_unit')"), tables)
    assert foreign_tables(module(rounds, "db['accounts_person']"), tables)
    assert foreign_tables(module(rounds, "db.table('accounts_person').insert({})"), tables)
    assert not foreign_tables(module(rounds, "db.execute('SELECT * FROM rounds_round')"), tables)
    assert not foreign_tables(module(rounds, '"""As places_unit does."""'), tables)


def test_sql__of_every_room__stands_in_its_store(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in sql_outside_stores(module)]
    assert not offences, "\n".join(offences)


def test_sql__in_a_made_up_view__is_found(module: Any) -> None:
    assert sql_outside_stores(module("survey_app/rounds/views.py", "db.execute('SELECT 1')"))
    assert not sql_outside_stores(module("survey_app/rounds/store.py", "db.execute('SELECT 1')"))


def test_writing__of_every_module__never_overwrites_and_never_begins_deferred(modules: list[Any]) -> None:
    offences = [offence for module in modules for offence in ways_not_ours(module)]
    assert not offences, "\n".join(offences)


def test_writing__made_up_offences__are_found(module: Any) -> None:
    path = "survey_app/places/store.py"
    assert ways_not_ours(module(path, "db.table('places_unit').insert(row, replace=True)"))
    assert ways_not_ours(module(path, "with db.atomic():\n    pass"))
    assert ways_not_ours(module(path, "db.execute('INSERT OR REPLACE INTO places_unit VALUES (1)')"))
    assert not ways_not_ours(module(path, "name.replace('a', 'b')"))
