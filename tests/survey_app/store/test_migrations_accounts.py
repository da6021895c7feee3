"""People, sessions and proofs on tablets that were kept before there were ten roles."""

from survey_app import store
from survey_app.store.connect import connect_writer
from survey_app.store.migrations import MIGRATIONS

DEVICE = "d" * 36


def test_people__of_an_older_database__are_all_there_with_what_hangs_on_them(
    instance: store.Instance,
) -> None:
    instance.make_folders_and_keys()
    old = connect_writer(instance.database, migrating=True)
    MIGRATIONS.apply(old, stop_before="m0027_accounts_roles")
    for values in (
        ["ann", "An", "inspector", "x", "1", None],
        ["bo", "Bơ", "viewer", "y", "2", "2026-01-01"],
    ):
        old.execute("INSERT INTO accounts_person VALUES (?, ?, ?, ?, ?, ?)", values)
    old.execute("INSERT INTO accounts_session VALUES (x'01', 'ann', '3', '4')")
    old.execute(
        "INSERT INTO accounts_device (id, name, token, enrolled_by, enrolled_at)"
        " VALUES (?, 'Máy 1', zeroblob(32), 'ann', '5')",
        [DEVICE],
    )
    old.execute("INSERT INTO accounts_device_person VALUES (?, 'ann', '6')", [DEVICE])
    old.close()
    new = store.create(instance)
    db = new.read()
    kept = "SELECT username, name, role, password_hash, created_at, left_on, email FROM accounts_person"
    assert db.execute(kept).fetchall() == [
        ("ann", "An", "inspector", "x", "1", None, ""),
        ("bo", "Bơ", "viewer", "y", "2", "2026-01-01", ""),
    ]
    sessions = "SELECT digest, username, started_at, seen_at, browser, waits FROM accounts_session"
    assert db.execute(sessions).fetchall() == [(b"\x01", "ann", "3", "4", "", 0)]
    assert db.execute("SELECT * FROM accounts_device_person").fetchall() == [(DEVICE, "ann", "6")]
    new.close()
