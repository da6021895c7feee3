"""Rounds and their collectors."""

from survey_app.store.database import Database


def apply(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE rounds_round (
          code TEXT NOT NULL PRIMARY KEY,
          instrument TEXT NOT NULL,
          version TEXT NOT NULL,
          starts_on TEXT NOT NULL,
          ends_on TEXT NOT NULL,
          FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version),
          CONSTRAINT it_ends_after_it_begins CHECK (ends_on >= starts_on)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE rounds_collector (
          code TEXT NOT NULL PRIMARY KEY,
          round TEXT NOT NULL REFERENCES rounds_round (code),
          counter TEXT NOT NULL,
          mode TEXT NOT NULL CONSTRAINT a_known_mode
            CHECK (mode IN ('qr_phone', 'kiosk', 'staff_tablet', 'paper_keyed', 'phone_call', 'web_import')),
          opened_on TEXT NOT NULL,
          closed_on TEXT
        ) STRICT, WITHOUT ROWID
        """
    )
