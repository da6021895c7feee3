import sqlite3
from pathlib import Path

import pytest

from survey_app import store


def left_behind(instance: store.Instance) -> list[Path]:
    return list(instance.root.glob("spool-*"))


def test_spool__rows_in_any_order__come_back_by_key(opened: store.Store) -> None:
    with store.Spool(opened.instance) as spool:
        spool.add([("c", (3, "ba")), ("a", (1, "một"))])
        spool.add([("b", (2, None))])
        assert list(spool.values()) == [(1, "một"), (2, None), (3, "ba")]


def test_spool__key_that_came_before__is_refused(opened: store.Store) -> None:
    with store.Spool(opened.instance) as spool:
        spool.add([("a", 1)])
        with pytest.raises(sqlite3.IntegrityError):
            spool.add([("a", 2)])


def test_spool__closed__leaves_nothing_behind(opened: store.Store) -> None:
    with store.Spool(opened.instance) as spool:
        spool.add([("a", 1)])
        assert left_behind(opened.instance)
    assert left_behind(opened.instance) == []


def test_spool__work_that_fails__leaves_nothing_behind(opened: store.Store) -> None:
    def work() -> None:
        with store.Spool(opened.instance) as spool:
            spool.add([("a", 1)])
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # ours, from just above
        work()
    assert left_behind(opened.instance) == []
