"""Rows as they travel: whole, known by their key, and never part of a statement."""

import json

from survey_app import store

SETTING = store.Table("store_setting", ("name",))
LEDGER = store.Table("store_ledger", ("number",))


def test_carried__rows_with_bytes__come_back_the_same(opened: store.Store) -> None:
    opened.write(
        lambda db: db.execute(
            "INSERT INTO store_ledger VALUES (1, 'k', 's', '2026-01-01', 1, ?)", [bytes(range(32))]
        )
    )
    (row,) = json.loads(json.dumps(store.carried(opened.read(), LEDGER)))
    assert not opened.write(lambda db: store.bring(db, LEDGER, row))
    assert opened.write(lambda db: store.bring(db, LEDGER, {**row, "number": 2}))
    assert store.known(opened.read(), LEDGER, {"number": 2}) == {**row, "number": 2}


def test_bring__columns_the_table_does_not_have__are_left_out(opened: store.Store) -> None:
    row = {"name": "office_name", "value": "x", "value) VALUES ('a', 'b'); --": "y", "newer": 1}
    assert opened.write(lambda db: store.bring(db, SETTING, row))
    assert store.known(opened.read(), SETTING, row) == {"name": "office_name", "value": "x"}


def test_put_instead__a_row_that_is_there__changes_that_one_alone(opened: store.Store) -> None:
    def fill(db: store.Database) -> None:
        store.put_setting(db, "a", "1")
        store.put_setting(db, "b", "1")
        store.put_instead(db, SETTING, {"name": "a", "value": "2"})

    opened.write(fill)
    assert [row["value"] for row in store.carried(opened.read(), SETTING) if row["name"] in "ab"] == [
        "2",
        "1",
    ]
