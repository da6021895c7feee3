"""Rows of files: those that wait for a form to be handed in, and those stored responses answer with."""

from collections.abc import Mapping

from survey_app.store import Database


def keep_upload(db: Database, uuid: str, address: str, name: str, size: int, until: str) -> None:
    """Let the file ``name`` wait at ``address`` of a form ``until`` then, instead of what waited there."""
    db.execute(
        "INSERT INTO responses_upload (uuid, address, name, bytes, until) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (uuid, address) DO UPDATE"
        " SET name = excluded.name, bytes = excluded.bytes, until = excluded.until",
        [uuid, address, name, size, until],
    )


def uploads(db: Database, uuid: str) -> dict[str, str]:
    """Address -> name of the files that wait for a form, or that it answers with once it was handed in."""
    query = """
        SELECT address, name FROM responses_upload WHERE uuid = :uuid
        UNION ALL SELECT address, name FROM responses_file WHERE uuid = :uuid ORDER BY address
    """
    rows = db.execute(query, {"uuid": uuid})
    return {str(address): str(name) for address, name in rows}


def upload_sizes(db: Database, uuid: str) -> dict[str, int]:
    """Address -> bytes of the files that wait for a form."""
    rows = db.execute("SELECT address, bytes FROM responses_upload WHERE uuid = ?", [uuid])
    return {str(address): int(size) for address, size in rows}


def bytes_waiting(db: Database) -> int:
    """How many bytes wait for all forms together."""
    return int(db.execute("SELECT coalesce(sum(bytes), 0) FROM responses_upload").fetchone()[0])


def remove_upload(db: Database, uuid: str, address: str) -> None:
    """Let nothing wait at ``address`` of a form."""
    db.execute("DELETE FROM responses_upload WHERE uuid = ? AND address = ?", [uuid, address])


def remove_uploads(db: Database, uuid: str) -> None:
    """Let nothing wait for a form."""
    db.execute("DELETE FROM responses_upload WHERE uuid = ?", [uuid])


def move_uploads(db: Database, uuid: str, moved: Mapping[str, str]) -> None:
    """Let what waits for a form wait at other addresses; what is not in ``moved`` waits no more."""
    query = "SELECT address, name, bytes, until FROM responses_upload WHERE uuid = ?"
    waiting = db.execute(query, [uuid]).fetchall()
    remove_uploads(db, uuid)
    for address, name, size, until in waiting:
        if address in moved:
            keep_upload(db, uuid, moved[address], name, size, until)


def count_uploads_before(db: Database, until: str) -> int:
    """How many files waited until then at the latest."""
    query = "SELECT count(*) FROM responses_upload WHERE until <= ?"
    return int(db.execute(query, [until]).fetchone()[0])


def remove_uploads_before(db: Database, until: str) -> int:
    """How many files that waited until then at the latest wait no more."""
    return db.execute("DELETE FROM responses_upload WHERE until <= ?", [until]).rowcount


def add_files(db: Database, uuid: str, files: Mapping[str, str]) -> None:
    """Keep that a stored response answers with these files, by address."""
    for address, name in sorted(files.items()):
        db.execute("INSERT INTO responses_file (uuid, address, name) VALUES (?, ?, ?)", [uuid, address, name])


def files_named(db: Database) -> set[str]:
    """The names of all files that wait or that a stored response answers with, corrected or not."""
    query = """
        SELECT name FROM responses_upload UNION SELECT name FROM responses_file
        UNION SELECT name FROM responses_revision_file
    """
    return {str(row[0]) for row in db.execute(query)}


def files_of_round(db: Database, round_: str) -> list[tuple[str, str]]:
    """Address and name of the files that stored responses of a round answer with, by name."""
    query = """
        SELECT DISTINCT f.address, f.name FROM responses_file AS f CROSS JOIN responses_response AS r
          ON r.uuid = f.uuid
        WHERE r.round = ? ORDER BY f.name, f.address
    """
    return [(str(address), str(name)) for address, name in db.execute(query, [round_])]
