"""Sheets of paper keyed twice: their entries, what was settled, the sums of each person."""

import json

from survey_app.responses.keying import Entry, Settled, Sheet, SheetState, Tally, Thrown
from survey_app.store import Database

_SHEET = ", ".join(Sheet._fields)
_KEYED = "EXISTS (SELECT 1 FROM responses_sheet_entry WHERE sheet = responses_sheet.id)"
# Where the reason stands for which both entries were thrown away: no address of a form begins so.
_THROWN = "#"


def add_sheet(db: Database, sheet: Sheet) -> None:
    """Add a new sheet."""
    marks = ", ".join("?" * len(sheet))
    db.execute(f"INSERT INTO responses_sheet ({_SHEET}) VALUES ({marks})", list(sheet))  # noqa: S608


def sheet(db: Database, id_: str) -> Sheet | None:
    """The sheet, or None."""
    row = db.execute(f"SELECT {_SHEET} FROM responses_sheet WHERE id = ?", [id_]).fetchone()  # noqa: S608
    return Sheet(*row) if row else None


def sheet_of_serial(db: Database, round_: str, serial: str) -> Sheet | None:
    """The sheet with that number, or None."""
    query = f"SELECT {_SHEET} FROM responses_sheet WHERE round = ? AND serial = ?"  # noqa: S608
    row = db.execute(query, [round_, serial]).fetchone()
    return Sheet(*row) if row else None


def renew(db: Database, sheet: Sheet) -> None:
    """Let the sheet be what it now says of itself: place and day may have been keyed wrongly."""
    values = [sheet.unit, sheet.day, sheet.instrument, sheet.version, sheet.by_staff, SheetState.WAITING]
    query = (
        "UPDATE responses_sheet SET unit = ?, day = ?, instrument = ?, version = ?, by_staff = ?, state = ?"
    )
    db.execute(f"{query} WHERE id = ?", [*values, sheet.id])


def of_response(db: Database, response: str) -> Sheet | None:
    """The sheet a response of staff was keyed from, or None."""
    query = f"SELECT {_SHEET} FROM responses_sheet WHERE response = ?"  # noqa: S608
    row = db.execute(query, [response]).fetchone()
    return Sheet(*row) if row else None


def responses_of(db: Database, serial: str) -> list[str]:
    """The responses of staff that were keyed from sheets of that number."""
    query = "SELECT response FROM responses_sheet WHERE serial = ? AND response IS NOT NULL"
    return [row[0] for row in db.execute(query, [serial])]


def is_done(db: Database, round_: str, serial: str) -> bool:
    """Whether a citizen's sheet of that number was stored."""
    query = "SELECT 1 FROM responses_sheet_done WHERE round = ? AND serial = ?"
    return db.execute(query, [round_, serial]).fetchone() is not None


def add_entry(db: Database, entry: Entry) -> None:
    """Add what somebody keyed."""
    db.execute(
        "INSERT INTO responses_sheet_entry (sheet, number, by, on_day, answers) VALUES (?, ?, ?, ?, ?)",
        list(entry),
    )


def entries(db: Database, id_: str) -> list[Entry]:
    """What was keyed from a sheet, the first entry first."""
    query = (
        "SELECT sheet, number, by, on_day, answers FROM responses_sheet_entry WHERE sheet = ? ORDER BY number"
    )
    return [Entry(*row) for row in db.execute(query, [id_])]


def waiting_for(db: Database, username: str, most: int) -> tuple[list[Sheet], int]:
    """The first sheets that wait for a second person other than ``username``, and how many there are."""
    condition = "state = 'waiting' AND EXISTS (SELECT 1 FROM responses_sheet_entry AS e"
    condition += " WHERE e.sheet = s.id AND e.by <> ?)"  # who waits for a second person was keyed by one
    query = (
        f"SELECT {_SHEET} FROM responses_sheet AS s WHERE {condition} ORDER BY round, unit, serial LIMIT ?"  # noqa: S608
    )
    count = f"SELECT count(*) FROM responses_sheet AS s WHERE {condition}"  # noqa: S608
    found = [Sheet(*row) for row in db.execute(query, [username, most])]
    return found, int(db.execute(count, [username]).fetchone()[0])


def waiting_of(db: Database, username: str, most: int) -> list[Sheet]:
    """The first sheets that ``username`` keyed and that wait for a second person."""
    query = f"""
        SELECT {_SHEET} FROM responses_sheet AS s WHERE state = 'waiting' AND EXISTS
          (SELECT 1 FROM responses_sheet_entry WHERE sheet = s.id AND by = ?)
        ORDER BY round, unit, serial LIMIT ?
    """  # noqa: S608  # constants
    return [Sheet(*row) for row in db.execute(query, [username, most])]


def differing(db: Database, most: int) -> list[Sheet]:
    """The first sheets whose entries differ."""
    query = (
        f"SELECT {_SHEET} FROM responses_sheet WHERE state = 'differs' ORDER BY round, unit, serial LIMIT ?"  # noqa: S608
    )
    return [Sheet(*row) for row in db.execute(query, [most])]


def counts(db: Database) -> dict[str, int]:
    """State -> how many sheets are in it, of those that are keyed."""
    query = f"SELECT state, count(*) FROM responses_sheet WHERE {_KEYED} GROUP BY state"  # noqa: S608
    return dict(db.execute(query).fetchall())


def count_open(db: Database, round_: str) -> int:
    """How many sheets of a round are keyed but not stored."""
    query = f"SELECT count(*) FROM responses_sheet WHERE round = ? AND state <> 'stored' AND {_KEYED}"  # noqa: S608
    return int(db.execute(query, [round_]).fetchone()[0])


def set_differs(db: Database, id_: str) -> None:
    """Let the sheet wait for somebody to settle it."""
    db.execute("UPDATE responses_sheet SET state = ? WHERE id = ?", [SheetState.DIFFERS, id_])


def add_settled(db: Database, settled: Settled) -> None:
    """Add what was chosen at an address."""
    db.execute(
        "INSERT INTO responses_sheet_settled (sheet, address, chosen, by, on_day) VALUES (?, ?, ?, ?, ?)",
        list(settled),
    )


def settled(db: Database, id_: str) -> list[Settled]:
    """What was chosen for a sheet, by address."""
    query = """
        SELECT sheet, address, chosen, by, on_day FROM responses_sheet_settled
        WHERE sheet = ? AND substr(address, 1, 1) <> ? ORDER BY address
    """
    return [Settled(*row) for row in db.execute(query, [id_, _THROWN])]


def throw_away(db: Database, id_: str, by: str, on_day: str, why: str) -> None:
    """Remove the entries of a sheet; its number, who did so, when and why stay."""
    before = f"{_THROWN}%"
    query = "SELECT count(*) FROM responses_sheet_settled WHERE sheet = ? AND address LIKE ?"
    times = int(db.execute(query, [id_, before]).fetchone()[0])
    address = f"{_THROWN}{times + 1:04d}"
    add_settled(db, Settled(id_, address, json.dumps(why, ensure_ascii=False), by, on_day))
    db.execute("DELETE FROM responses_sheet_entry WHERE sheet = ?", [id_])
    db.execute("UPDATE responses_sheet SET state = ? WHERE id = ?", [SheetState.WAITING, id_])


def thrown(db: Database, most: int, id_: str = "") -> list[Thrown]:
    """What was thrown away of the sheet ``id_``, the oldest first; of every sheet, the latest day first."""
    order = "t.address" if id_ else "t.on_day DESC, s.serial, t.address DESC"
    query = f"""
        SELECT s.serial, s.round, t.by, t.on_day, t.chosen FROM responses_sheet_settled AS t
        JOIN responses_sheet AS s ON s.id = t.sheet
        WHERE t.address LIKE ? AND (? = '' OR s.id = ?) ORDER BY {order} LIMIT ?
    """  # noqa: S608  # constants
    rows = db.execute(query, [f"{_THROWN}%", id_, id_, most])
    return [Thrown(serial, round_, by, on_day, json.loads(why)) for serial, round_, by, on_day, why in rows]


def keep_stored(db: Database, id_: str, response: str) -> None:
    """Note the response a sheet of staff became."""
    db.execute(
        "UPDATE responses_sheet SET state = ?, response = ? WHERE id = ?", [SheetState.STORED, response, id_]
    )


def forget_stored(db: Database, sheet: Sheet) -> None:
    """Remove a citizen's sheet with all that was keyed of it; its number stays taken."""
    db.execute("INSERT INTO responses_sheet_done (round, serial) VALUES (?, ?)", [sheet.round, sheet.serial])
    remove(db, sheet.id)


def remove(db: Database, id_: str) -> None:
    """Remove a sheet with all that was keyed of it."""
    db.execute("DELETE FROM responses_sheet WHERE id = ?", [id_])


def remove_entries(db: Database, id_: str) -> None:
    """Remove what was keyed of a sheet; its number and what was thrown away before stay."""
    db.execute("DELETE FROM responses_sheet_entry WHERE sheet = ?", [id_])


def remove_of_response(db: Database, response: str) -> None:
    """Remove what was keyed for a response of staff; its number stays taken."""
    db.execute(
        "INSERT INTO responses_sheet_done SELECT round, serial FROM responses_sheet WHERE response = ?",
        [response],
    )
    db.execute("DELETE FROM responses_sheet WHERE response = ?", [response])


def add_to_tally(db: Database, one: Tally) -> None:
    """Add to the sums of a person."""
    db.execute(
        """
        INSERT INTO responses_keyed (username, sheets, answers, wrong) VALUES (?, ?, ?, ?)
        ON CONFLICT (username) DO UPDATE SET sheets = sheets + excluded.sheets,
          answers = answers + excluded.answers, wrong = wrong + excluded.wrong
        """,
        list(one),
    )


def tallies(db: Database) -> list[Tally]:
    """The sums of everybody who keyed, by user name."""
    query = "SELECT username, sheets, answers, wrong FROM responses_keyed ORDER BY username"
    return [Tally(*row) for row in db.execute(query)]
