"""Languages an office adds to its forms: translations and recordings on their way to a new version."""

from survey_app.store.database import Database

# A text or recording that somebody has looked over and found good names who and when; without it is a draft.
_REVIEW = (
    "reviewed_by TEXT, reviewed_at TEXT,"
    " CONSTRAINT a_review_says_who_and_when CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),"
)
_KINDS = "'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/webm'"


_LANGUAGE = """
    CREATE TABLE instruments_language (
      instrument TEXT NOT NULL,
      language TEXT NOT NULL,
      name TEXT NOT NULL CONSTRAINT a_language_has_a_name CHECK (name <> ''),
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (instrument, language)
    ) STRICT
"""
# `source` is the text it was made from, `before` what the published version said in its place.
_TRANSLATION = f"""
    CREATE TABLE instruments_translation (
      instrument TEXT NOT NULL,
      language TEXT NOT NULL,
      place TEXT NOT NULL,
      text TEXT NOT NULL CONSTRAINT a_translation_says_something CHECK (text <> ''),
      source TEXT NOT NULL,
      before TEXT NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      {_REVIEW}
      PRIMARY KEY (instrument, language, place)
    ) STRICT
"""
# `said` is the text that was read aloud, `file` the name the recording has in a form.
_RECORDING = f"""
    CREATE TABLE instruments_recording (
      instrument TEXT NOT NULL,
      language TEXT NOT NULL,
      place TEXT NOT NULL,
      said TEXT NOT NULL,
      file TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT a_recording_is_a_sound CHECK (kind IN ({_KINDS})),
      content BLOB NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      {_REVIEW}
      PRIMARY KEY (instrument, language, place)
    ) STRICT
"""


def apply(db: Database) -> None:
    for statement in (_LANGUAGE, _TRANSLATION, _RECORDING):
        db.execute(statement)
