"""Sheets of paper keyed twice: their entries, what was settled, the sums of each person."""

from survey_app.responses.keying import Entry, Settled, Sheet, SheetState, Tally
from survey_app.store import Database

_SHEET = ", ".join(Sheet._fields)


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
    condition = (
        "state = 'waiting' AND NOT EXISTS (SELECT 1 FROM responses_sheet_entry WHERE sheet = s.id AND by = ?)"
    )
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
    """State -> how many sheets are in it."""
    return dict(db.execute("SELECT state, count(*) FROM responses_sheet GROUP BY state").fetchall())


def count_open(db: Database, round_: str) -> int:
    """How many sheets of a round are keyed but not stored."""
    query = "SELECT count(*) FROM responses_sheet WHERE round = ? AND state <> 'stored'"
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
        WHERE sheet = ? ORDER BY address
    """
    return [Settled(*row) for row in db.execute(query, [id_])]


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
