"""What was kept before files of every kind were: photos, recordings of forms, visits, as they were."""

from survey_app import store
from survey_app.store.connect import connect_writer
from survey_app.store.migrations import MIGRATIONS

PHOTO = f"{'a' * 64}.jpg"


def test_files__of_an_older_database__are_all_there_after_it_is_brought_up_to_date(
    instance: store.Instance,
) -> None:
    instance.make_folders_and_keys()
    old = connect_writer(instance.database, migrating=True)
    MIGRATIONS.apply(old, stop_before="m0018_inspections_instruments")
    old.execute("INSERT INTO media_photo VALUES (?, 7, 40, 30, '2026-03-02T03:04:05+00:00')", [PHOTO])
    old.execute(
        "INSERT INTO instruments_version (id, version, number, digest, document, original, original_name,"
        " published_at) VALUES ('thu', '1', 1, ?, '{}', x'00', 'thu.md', '2026-03-02')",
        ["0" * 64],
    )
    old.execute("INSERT INTO instruments_attachment VALUES ('thu', '1', 'q.mp3', 'audio/mpeg', x'4944')")
    old.close()
    new = store.create(instance)
    db = new.read()
    assert db.execute("SELECT * FROM media_file").fetchall() == [(PHOTO, 7, "2026-03-02T03:04:05+00:00")]
    assert db.execute("SELECT name, content FROM instruments_attachment").fetchall() == [("q.mp3", b"ID")]
    new.close()
