"""Rows of second factors and of the recovery codes beside them."""

from collections.abc import Iterable

from survey_app.store import Database


def find(db: Database, username: str) -> tuple[bytes, int] | None:
    """The sealed secret and the last step a code was taken of, or None."""
    query = "SELECT secret, last_step FROM accounts_totp WHERE username = ?"
    row = db.execute(query, [username]).fetchone()
    return (bytes(row[0]), int(row[1])) if row else None


def who_has(db: Database) -> set[str]:
    """The user names of everybody with a second factor."""
    return {str(row[0]) for row in db.execute("SELECT username FROM accounts_totp")}


def put(db: Database, username: str, secret: bytes, step: int, now: str) -> None:
    """Keep a sealed secret, whose code of ``step`` was used, for somebody who has none."""
    db.execute(
        "INSERT INTO accounts_totp (username, secret, made_at, confirmed_at, last_step)"
        " VALUES (?, ?, ?, ?, ?)",
        [username, secret, now, now, step],
    )


def use_step(db: Database, username: str, step: int) -> None:
    """Keep that the code of ``step`` was used: it and the ones before count no more."""
    db.execute("UPDATE accounts_totp SET last_step = ? WHERE username = ?", [step, username])


def remove(db: Database, username: str) -> bool:
    """Whether ``username`` had a second factor, which is gone with its recovery codes."""
    db.execute("DELETE FROM accounts_recovery WHERE username = ?", [username])
    return bool(db.execute("DELETE FROM accounts_totp WHERE username = ?", [username]).rowcount)


def put_codes(db: Database, username: str, codes: Iterable[bytes]) -> None:
    """Keep the digests of new recovery codes in place of those there were."""
    db.execute("DELETE FROM accounts_recovery WHERE username = ?", [username])
    db.conn.executemany(
        "INSERT INTO accounts_recovery (username, code) VALUES (?, ?)", [(username, code) for code in codes]
    )


def use_code(db: Database, username: str, code: bytes, now: str) -> bool:
    """Whether that is the digest of a code not used before; it is used now."""
    used = db.execute(
        "UPDATE accounts_recovery SET used_at = ? WHERE username = ? AND code = ? AND used_at IS NULL",
        [now, username, code],
    )
    return bool(used.rowcount)


def codes_left(db: Database, username: str) -> int:
    """How many recovery codes were not used yet."""
    query = "SELECT count(*) FROM accounts_recovery WHERE username = ? AND used_at IS NULL"
    return int(db.execute(query, [username]).fetchone()[0])
