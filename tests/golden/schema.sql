CREATE TABLE accounts_person (
  username TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CONSTRAINT a_known_role
    CHECK (role IN ('administrator', 'inspector', 'analyst', 'viewer')),
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_session (
  digest BLOB NOT NULL PRIMARY KEY,
  username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
  started_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE instruments_version (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  document TEXT NOT NULL,
  original BLOB NOT NULL,
  original_name TEXT NOT NULL,
  published_at TEXT NOT NULL,
  PRIMARY KEY (id, version),
  CONSTRAINT the_order_is_unique UNIQUE (id, number)
) STRICT;

CREATE TRIGGER instruments_version_is_frozen BEFORE UPDATE ON instruments_version
BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END;

CREATE TABLE places_unit (
  code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  name_vi TEXT NOT NULL,
  name_en TEXT NOT NULL,
  type TEXT NOT NULL CONSTRAINT a_known_type
    CHECK (type IN ('province', 'department', 'commune', 'centre', 'counter')),
  parent_code TEXT NOT NULL,
  successor_code TEXT NOT NULL,
  legal_act TEXT NOT NULL,
  code_is_ours INTEGER NOT NULL CONSTRAINT code_is_ours_is_a_boolean CHECK (code_is_ours IN (0, 1)),
  PRIMARY KEY (code, valid_from),
  CONSTRAINT it_ends_after_it_begins CHECK (valid_to = '' OR valid_to >= valid_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX places_unit_by_parent ON places_unit (parent_code);

CREATE TABLE responses_conflict (
  uuid TEXT NOT NULL,
  digest BLOB NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (uuid, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_part (
  uuid TEXT NOT NULL PRIMARY KEY,
  batch INTEGER NOT NULL,
  salt BLOB,
  digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32),
  purge INTEGER,
  CONSTRAINT a_purge_takes_the_salt CHECK ((salt IS NULL) = (purge IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX responses_part_by_batch ON responses_part (batch);

CREATE TABLE responses_response (
  uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  round TEXT NOT NULL,
  counter TEXT NOT NULL,
  collector TEXT,
  mode TEXT NOT NULL CONSTRAINT a_known_mode
    CHECK (mode IN ('qr_phone', 'kiosk', 'staff_tablet', 'paper_keyed', 'phone_call', 'web_import')),
  tier TEXT CONSTRAINT a_known_tier CHECK (tier IN ('A', 'B', 'C', 'K', 'P', 'I')),
  language TEXT NOT NULL,
  assisted TEXT NOT NULL CONSTRAINT a_known_assistance
    CHECK (assisted IN ('none', 'relative', 'staff')),
  audio_used INTEGER NOT NULL CONSTRAINT audio_used_is_a_boolean CHECK (audio_used IN (0, 1)),
  disposition TEXT NOT NULL CONSTRAINT a_known_disposition
    CHECK (disposition IN ('complete', 'partial')),
  day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(day) = 10),
  slot INTEGER CONSTRAINT a_two_hour_slot CHECK (slot BETWEEN 0 AND 11),
  stratum TEXT,
  psu TEXT,
  weight REAL CONSTRAINT a_positive_weight CHECK (weight > 0),
  document TEXT NOT NULL,
  digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER responses_response_is_never_changed BEFORE UPDATE ON responses_response
BEGIN SELECT RAISE(ABORT, 'a response is never changed'); END;

CREATE TRIGGER responses_response_stays_purged BEFORE INSERT ON responses_response
WHEN EXISTS (SELECT 1 FROM responses_part WHERE uuid = NEW.uuid AND purge IS NOT NULL)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TABLE responses_unsealed (
  round TEXT NOT NULL,
  uuid TEXT NOT NULL,
  PRIMARY KEY (round, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds_collector (
  code TEXT NOT NULL PRIMARY KEY,
  round TEXT NOT NULL REFERENCES rounds_round (code),
  counter TEXT NOT NULL,
  mode TEXT NOT NULL CONSTRAINT a_known_mode
    CHECK (mode IN ('qr_phone', 'kiosk', 'staff_tablet', 'paper_keyed', 'phone_call', 'web_import')),
  opened_on TEXT NOT NULL,
  closed_on TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE rounds_round (
  code TEXT NOT NULL PRIMARY KEY,
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version),
  CONSTRAINT it_ends_after_it_begins CHECK (ends_on >= starts_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE store_ledger (
  number INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  day TEXT NOT NULL,
  parts INTEGER NOT NULL CONSTRAINT a_batch_has_parts CHECK (parts > 0),
  hash BLOB NOT NULL CONSTRAINT a_hash_has_32_bytes CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER store_ledger_is_never_changed BEFORE UPDATE ON store_ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER store_ledger_is_never_cut BEFORE DELETE ON store_ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE store_setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
