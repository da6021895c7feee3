CREATE TABLE accounts_device (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_device_has_36_letters CHECK (length(id) = 36),
  name TEXT NOT NULL CONSTRAINT a_device_has_a_name CHECK (name <> ''),
  token BLOB NOT NULL UNIQUE CONSTRAINT a_token_digest_has_32_bytes CHECK (length(token) = 32),
  enrolled_by TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  seen_at TEXT,
  offset_seconds REAL,
  app_version TEXT NOT NULL DEFAULT '',
  revoked_by TEXT,
  revoked_at TEXT,
  CONSTRAINT who_revoked_is_kept CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_device_person (
  device TEXT NOT NULL REFERENCES accounts_device (id),
  username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
  proved_at TEXT NOT NULL,
  PRIMARY KEY (device, username)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_enrolment (
  code BLOB NOT NULL PRIMARY KEY CONSTRAINT a_code_digest_has_32_bytes CHECK (length(code) = 32),
  name TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  until TEXT NOT NULL,
  device TEXT REFERENCES accounts_device (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_event (
  number INTEGER NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  what TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  data TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE INDEX accounts_event_by_person ON accounts_event (username, number);

CREATE TRIGGER accounts_event_is_never_changed BEFORE UPDATE ON accounts_event
BEGIN SELECT RAISE(ABORT, 'what was done to an account stays'); END;

CREATE TRIGGER accounts_event_stays BEFORE DELETE ON accounts_event
BEGIN SELECT RAISE(ABORT, 'what was done to an account stays'); END;

CREATE TABLE accounts_person (
  username TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CONSTRAINT a_known_role
    CHECK (role IN ('administrator', 'leader', 'team_lead', 'secretary', 'inspector', 'verifier',
                    'unit_head', 'unit_contact', 'analyst', 'viewer')),
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  left_on TEXT,
  email TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_recovery (
  username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
  code BLOB NOT NULL CONSTRAINT a_code_digest_has_32_bytes CHECK (length(code) = 32),
  used_at TEXT,
  PRIMARY KEY (username, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_scope (
  username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
  unit TEXT NOT NULL,
  first_day TEXT NOT NULL DEFAULT '' CONSTRAINT a_first_day CHECK (length(first_day) IN (0, 10)),
  last_day TEXT NOT NULL DEFAULT '' CONSTRAINT a_last_day CHECK (length(last_day) IN (0, 10)),
  PRIMARY KEY (username, unit, first_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_session (
  digest BLOB NOT NULL PRIMARY KEY,
  username TEXT NOT NULL REFERENCES accounts_person (username) ON DELETE CASCADE,
  started_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
, browser TEXT NOT NULL DEFAULT '', waits INTEGER NOT NULL DEFAULT 0 CONSTRAINT waits_or_not CHECK (waits IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE accounts_totp (
  username TEXT NOT NULL PRIMARY KEY REFERENCES accounts_person (username) ON DELETE CASCADE,
  secret BLOB NOT NULL,
  made_at TEXT NOT NULL,
  confirmed_at TEXT,
  last_step INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE documents_template (
  number INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  content BLOB,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT a_name_with_a_content_only CHECK ((content IS NULL) = (name = ''))
) STRICT;

CREATE INDEX documents_template_by_kind ON documents_template (kind, number);

CREATE TABLE findings_event (
  finding TEXT NOT NULL REFERENCES findings_finding (id),
  revision INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  step TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  note TEXT NOT NULL,
  files TEXT NOT NULL DEFAULT '[]',
  data TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (finding, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER findings_event_is_never_changed BEFORE UPDATE ON findings_event
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

CREATE TABLE findings_finding (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_id_has_36_letters CHECK (length(id) = 36),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CONSTRAINT a_number_begins_at_one CHECK (number > 0),
  source TEXT NOT NULL CONSTRAINT a_known_source CHECK (source IN ('visit', 'external')),
  visit TEXT NOT NULL,
  inspection TEXT NOT NULL,
  item TEXT NOT NULL,
  unit TEXT NOT NULL,
  above TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL CONSTRAINT a_known_severity CHECK (severity IN ('N1', 'N2', 'N3')),
  statement TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  note TEXT NOT NULL,
  photos TEXT NOT NULL,
  finders TEXT NOT NULL CONSTRAINT somebody_found_it CHECK (finders LIKE '["%"]'),
  team TEXT NOT NULL,
  found_on TEXT NOT NULL CONSTRAINT found_on_a_day CHECK (length(found_on) = 10),
  authority TEXT NOT NULL DEFAULT '',
  document TEXT NOT NULL DEFAULT '',
  document_on TEXT NOT NULL DEFAULT '',
  parent TEXT NOT NULL DEFAULT '',
  repeats TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('found', 'explaining', 'withdrawn', 'upheld', 'issued', 'acknowledged', 'planned', 'remedying', 'reported', 'verifying', 'rechecking', 'closed', 'transferred')),
  revision INTEGER NOT NULL,
  told INTEGER NOT NULL DEFAULT 0 CONSTRAINT told_is_a_boolean CHECK (told IN (0, 1)),
  owner TEXT NOT NULL DEFAULT '',
  owner_above TEXT NOT NULL DEFAULT '',
  recommendation TEXT NOT NULL DEFAULT '',
  site_check INTEGER NOT NULL DEFAULT 0 CONSTRAINT site_check_is_a_boolean CHECK (site_check IN (0, 1)),
  issued_on TEXT NOT NULL DEFAULT '',
  due_on TEXT NOT NULL DEFAULT '' CONSTRAINT due_on_a_day CHECK (length(due_on) IN (0, 10)),
  first_due_on TEXT NOT NULL DEFAULT '',
  ended_on TEXT NOT NULL DEFAULT '',
  extensions INTEGER NOT NULL DEFAULT 0 CONSTRAINT extended_twice_at_most
    CHECK (extensions BETWEEN 0 AND 2),
  failures INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT a_number_once_a_year UNIQUE (year, number)
) STRICT;

CREATE INDEX findings_finding_by_case ON findings_finding (inspection) WHERE inspection <> '';

CREATE INDEX findings_finding_by_code ON findings_finding (code, unit, found_on);

CREATE INDEX findings_finding_by_day ON findings_finding
(found_on DESC, year DESC, number DESC, state, severity, code, due_on, above, owner_above, team,
 told, source);

CREATE INDEX findings_finding_by_due_day ON findings_finding (state, due_on, owner_above);

CREATE INDEX findings_finding_by_owner ON findings_finding (owner, state, due_on);

CREATE INDEX findings_finding_by_parent ON findings_finding (parent) WHERE parent <> '';

CREATE UNIQUE INDEX findings_finding_of_a_visit ON findings_finding (visit, item) WHERE visit <> '';

CREATE INDEX findings_finding_repeated ON findings_finding (found_on DESC, year DESC, number DESC)
WHERE repeats <> '';

CREATE TRIGGER findings_finding_stays_as_found BEFORE UPDATE OF id, year, number, source, visit,
  inspection, item, unit, above, code, severity, statement, legal_basis, note, photos, finders,
  team, found_on, authority, document, document_on, parent, repeats ON findings_finding
BEGIN SELECT RAISE(ABORT, 'what was found is never changed'); END;

CREATE TRIGGER findings_finding_stays_closed BEFORE UPDATE ON findings_finding
WHEN OLD.state = 'closed' AND NOT (NEW.state = 'remedying' AND
  (SELECT count(*) FROM findings_request WHERE finding = OLD.id AND kind = 'reopening' AND granted = 1)
  > (SELECT count(*) FROM findings_event WHERE finding = OLD.id AND step = 'reopen'))
BEGIN SELECT RAISE(ABORT, 'a closed finding is opened again by two persons only'); END;

CREATE TABLE findings_request (
  finding TEXT NOT NULL REFERENCES findings_finding (id),
  number INTEGER NOT NULL CONSTRAINT requests_count_from_one CHECK (number >= 1),
  kind TEXT NOT NULL CONSTRAINT a_known_kind_of_request CHECK (kind IN ('extension', 'reopening')),
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  until TEXT NOT NULL DEFAULT '',
  granted INTEGER CONSTRAINT granted_is_a_boolean CHECK (granted IN (0, 1)),
  decided_by TEXT,
  decided_at TEXT,
  answer TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (finding, number),
  CONSTRAINT who_decided_is_kept CHECK
    ((granted IS NULL) = (decided_by IS NULL) AND (granted IS NULL) = (decided_at IS NULL)),
  CONSTRAINT two_people_open_again CHECK
    (kind <> 'reopening' OR granted IS NOT 1 OR decided_by <> asked_by)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX findings_request_one_at_a_time ON findings_request (finding) WHERE granted IS NULL;

CREATE TABLE inspections_assignment (
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  section INTEGER NOT NULL CONSTRAINT a_section_has_a_number CHECK (section >= 1),
  username TEXT NOT NULL,
  PRIMARY KEY (visit, section)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_attendance (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_count_has_36_letters CHECK (length(id) = 36),
  inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
  place TEXT NOT NULL,
  counted_at TEXT NOT NULL,
  due INTEGER NOT NULL,
  present INTEGER NOT NULL CONSTRAINT present_is_counted CHECK (present >= 0),
  excused INTEGER NOT NULL CONSTRAINT excused_is_counted CHECK (excused >= 0),
  unexcused INTEGER NOT NULL CONSTRAINT unexcused_is_counted CHECK (unexcused >= 0),
  note TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at TEXT, reason TEXT NOT NULL DEFAULT '',
  CONSTRAINT parts_make_the_sum CHECK (due = present + excused + unexcused)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_attendance_by_case ON inspections_attendance (inspection, counted_at);

CREATE TRIGGER inspections_attendance_is_only_withdrawn BEFORE UPDATE ON inspections_attendance
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.inspection <> OLD.inspection
  OR NEW.place <> OLD.place OR NEW.counted_at <> OLD.counted_at OR NEW.due <> OLD.due
  OR NEW.present <> OLD.present OR NEW.excused <> OLD.excused OR NEW.unexcused <> OLD.unexcused
  OR NEW.note <> OLD.note OR NEW.by <> OLD.by OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'a count is withdrawn, never changed'); END;

CREATE TABLE inspections_capture (
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  by TEXT NOT NULL,
  device TEXT NOT NULL,
  taken_at TEXT,
  caption TEXT NOT NULL,
  latitude REAL CONSTRAINT a_latitude CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CONSTRAINT a_longitude CHECK (longitude BETWEEN -180 AND 180),
  accuracy REAL CONSTRAINT an_accuracy_in_metres CHECK (accuracy >= 0),
  PRIMARY KEY (visit, name, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_case (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_case_has_36_letters CHECK (length(id) = 36),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CONSTRAINT a_case_number_begins_at_one CHECK (number > 0),
  plan TEXT REFERENCES inspections_plan (id),
  kind TEXT NOT NULL CONSTRAINT a_known_kind_of_case CHECK
    (kind IN ('planned', 'unannounced', 'thematic', 'self_inspection', 'by_report', 're_inspection')),
  previous TEXT REFERENCES inspections_case (id),
  unit TEXT NOT NULL,
  above TEXT NOT NULL,
  title TEXT NOT NULL,
  period_first TEXT NOT NULL DEFAULT '',
  period_last TEXT NOT NULL DEFAULT '',
  planned_on TEXT NOT NULL CONSTRAINT planned_on_a_day CHECK (length(planned_on) = 10),
  round TEXT REFERENCES rounds_round (code),
  self_report TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CONSTRAINT a_known_state_of_a_case CHECK (state IN ('draft', 'approved', 'announced', 'awaiting_report', 'report_received', 'on_site', 'minutes', 'signed', 'explaining', 'concluded', 'followed', 'rechecking', 'ended', 'suspended', 'cancelled')),
  held_from TEXT NOT NULL DEFAULT '',
  revision INTEGER NOT NULL,
  decision_number TEXT NOT NULL DEFAULT '',
  decision_on TEXT NOT NULL DEFAULT '',
  report_due TEXT NOT NULL DEFAULT '',
  explain_due TEXT NOT NULL DEFAULT '',
  conclusion_number TEXT NOT NULL DEFAULT '',
  conclusion_on TEXT NOT NULL DEFAULT '',
  minutes_digest TEXT NOT NULL DEFAULT '',
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  CONSTRAINT a_case_number_once_a_year UNIQUE (year, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_case_by_day ON inspections_case (planned_on DESC, state, kind, above);

CREATE INDEX inspections_case_by_plan ON inspections_case (plan, planned_on);

CREATE INDEX inspections_case_by_unit ON inspections_case (unit, state);

CREATE TABLE inspections_case_visit (
  visit TEXT NOT NULL PRIMARY KEY REFERENCES inspections_visit (id) ON DELETE CASCADE,
  inspection TEXT NOT NULL REFERENCES inspections_case (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_case_visit_by_case ON inspections_case_visit (inspection);

CREATE TABLE inspections_difference (
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  record TEXT NOT NULL,
  by TEXT NOT NULL,
  answer TEXT NOT NULL,
  came_at TEXT NOT NULL,
  taken INTEGER CONSTRAINT taken_is_a_boolean CHECK (taken IN (0, 1)),
  settled_by TEXT,
  settled_at TEXT,
  PRIMARY KEY (visit, address, record),
  CONSTRAINT who_settled_is_kept CHECK
    ((taken IS NULL) = (settled_by IS NULL) AND (taken IS NULL) = (settled_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_draw (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_draw_has_36_letters CHECK (length(id) = 36),
  kind TEXT NOT NULL CONSTRAINT a_known_kind_of_draw CHECK (kind IN ('units', 'dossiers')),
  inspection TEXT REFERENCES inspections_case (id),
  plan TEXT REFERENCES inspections_plan (id),
  about TEXT NOT NULL,
  source TEXT NOT NULL,
  list_digest TEXT NOT NULL CONSTRAINT a_list_digest CHECK (length(list_digest) = 64),
  seed TEXT NOT NULL,
  seed_from TEXT NOT NULL,
  method TEXT NOT NULL,
  asked TEXT NOT NULL,
  listed TEXT NOT NULL,
  result TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_draw_by_time ON inspections_draw (made_at DESC);

CREATE TRIGGER inspections_draw_is_never_changed BEFORE UPDATE ON inspections_draw
BEGIN SELECT RAISE(ABORT, 'a draw is never changed'); END;

CREATE TABLE inspections_evidence (
  inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (inspection, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_incident (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_incident_has_36_letters CHECK (length(id) = 36),
  inspection TEXT REFERENCES inspections_case (id),
  unit TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT a_known_kind_of_incident CHECK (kind IN ('harassment', 'discipline')),
  happened_on TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  officer TEXT NOT NULL DEFAULT '',
  told TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_known_state_of_an_incident
    CHECK (state IN ('reported', 'examined', 'founded', 'unfounded')),
  outcome TEXT NOT NULL DEFAULT '',
  revision INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_incident_by_case ON inspections_incident (inspection);

CREATE TABLE inspections_incident_event (
  incident TEXT NOT NULL REFERENCES inspections_incident (id),
  number INTEGER NOT NULL CONSTRAINT events_count_from_one CHECK (number >= 1),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL CONSTRAINT a_known_event_of_an_incident
    CHECK (what IN ('reported', 'examined', 'founded', 'unfounded', 'read')),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inspections_incident_event_is_never_changed BEFORE UPDATE ON inspections_incident_event
BEGIN SELECT RAISE(ABORT, 'an event of an incident is never changed'); END;

CREATE TRIGGER inspections_incident_stays BEFORE UPDATE ON inspections_incident
WHEN OLD.decided_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.told <> OLD.told OR NEW.by <> OLD.by
BEGIN SELECT RAISE(ABORT, 'an incident that was decided, and what was told, is never changed'); END;

CREATE TABLE inspections_inspector (
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  PRIMARY KEY (visit, username)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_inspector_by_username ON inspections_inspector (username);

CREATE TABLE inspections_member (
  inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
  username TEXT NOT NULL,
  task TEXT NOT NULL CONSTRAINT a_known_task CHECK (task IN ('lead', 'deputy', 'secretary', 'member')),
  PRIMARY KEY (inspection, username)
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_member_by_username ON inspections_member (username);

CREATE TABLE inspections_move (
  inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  step TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  data TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (inspection, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inspections_move_is_never_changed BEFORE UPDATE ON inspections_move
BEGIN SELECT RAISE(ABORT, 'a step of a case is never changed'); END;

CREATE TABLE inspections_part (
  number INTEGER NOT NULL PRIMARY KEY,
  record TEXT NOT NULL UNIQUE CONSTRAINT a_record_has_36_letters CHECK (length(record) = 36),
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  device TEXT NOT NULL,
  by TEXT NOT NULL,
  sections TEXT NOT NULL,
  answers TEXT NOT NULL,
  base TEXT NOT NULL,
  finished INTEGER NOT NULL CONSTRAINT finished_is_a_boolean CHECK (finished IN (0, 1)),
  flags TEXT NOT NULL DEFAULT '[]',
  sequence INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CONSTRAINT a_known_state_of_a_part CHECK (state IN ('merged', 'late')),
  came_at TEXT NOT NULL
) STRICT;

CREATE INDEX inspections_part_by_visit ON inspections_part (visit, number);

CREATE TABLE inspections_photo (
  visit TEXT NOT NULL REFERENCES inspections_visit (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (visit, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_plan (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_plan_has_36_letters CHECK (length(id) = 36),
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  signed_on TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CONSTRAINT a_known_state_of_a_plan CHECK (state IN ('draft', 'approved')),
  revision INTEGER NOT NULL CONSTRAINT revisions_count_from_one CHECK (revision >= 1),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  approved_by TEXT,
  approved_at TEXT,
  CONSTRAINT who_approved_is_kept CHECK
    ((state = 'approved') = (approved_by IS NOT NULL AND approved_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE inspections_scheme (
  number INTEGER NOT NULL PRIMARY KEY,
  valid_from TEXT NOT NULL CONSTRAINT valid_from_a_day CHECK (length(valid_from) = 10),
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TRIGGER inspections_scheme_is_never_changed BEFORE UPDATE ON inspections_scheme
BEGIN SELECT RAISE(ABORT, 'a scheme is never changed'); END;

CREATE TABLE inspections_self_report (
  inspection TEXT NOT NULL REFERENCES inspections_case (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CONSTRAINT self_reports_count_from_one CHECK (number >= 1),
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_known_state_of_a_self_report
    CHECK (state IN ('draft', 'submitted', 'returned')),
  revision INTEGER NOT NULL,
  answers TEXT NOT NULL,
  digest TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  submitted_by TEXT,
  submitted_at TEXT,
  returned_by TEXT,
  returned_at TEXT,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (inspection, number),
  CONSTRAINT who_submitted_is_kept CHECK ((state = 'draft') = (submitted_at IS NULL)),
  CONSTRAINT who_returned_is_kept CHECK ((state = 'returned') = (returned_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER inspections_self_report_stays BEFORE UPDATE OF answers, digest ON inspections_self_report
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a self-report that was handed in is never changed'); END;

CREATE TABLE inspections_visit (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(id) = 36),
  round TEXT NOT NULL REFERENCES rounds_round (code),
  unit TEXT NOT NULL,
  day TEXT NOT NULL CONSTRAINT a_day CHECK (length(day) = 10),
  state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('draft', 'submitted')),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  submitted_by TEXT,
  submitted_at TEXT,
  revision INTEGER NOT NULL CONSTRAINT revisions_count_from_one CHECK (revision >= 1),
  draft TEXT,
  failed INTEGER CONSTRAINT failures_are_counted CHECK (failed >= 0), cut TEXT NOT NULL DEFAULT '[]',
  CONSTRAINT who_handed_in_is_kept CHECK
    ((state = 'submitted') = (submitted_by IS NOT NULL AND submitted_at IS NOT NULL)),
  CONSTRAINT a_draft_until_it_is_handed_in CHECK ((state = 'draft') = (draft IS NOT NULL)),
  CONSTRAINT failures_once_it_is_handed_in CHECK ((state = 'submitted') = (failed IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX inspections_visit_by_day ON inspections_visit (state, day);

CREATE INDEX inspections_visit_by_place ON inspections_visit (round, unit, day);

CREATE TRIGGER inspections_visit_handed_in_stays BEFORE UPDATE ON inspections_visit
WHEN OLD.state = 'submitted'
BEGIN SELECT RAISE(ABORT, 'a visit that was handed in is never changed'); END;

CREATE TABLE instruments_attachment (
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ('audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/webm', 'image/png', 'image/jpeg', 'text/csv')),
  content BLOB NOT NULL,
  PRIMARY KEY (instrument, version, name),
  FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version)
) STRICT;

CREATE TRIGGER instruments_attachment_is_frozen BEFORE UPDATE ON instruments_attachment
BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END;

CREATE TABLE instruments_draft (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  document TEXT NOT NULL,
  warnings TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE instruments_draft_attachment (
  draft TEXT NOT NULL REFERENCES instruments_draft (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ('audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/webm', 'image/png', 'image/jpeg', 'text/csv')),
  content BLOB NOT NULL,
  PRIMARY KEY (draft, name)
) STRICT;

CREATE TABLE instruments_language (
  instrument TEXT NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL CONSTRAINT a_language_has_a_name CHECK (name <> ''),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (instrument, language)
) STRICT;

CREATE TABLE instruments_method (
  instrument TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL CONSTRAINT versions_count_from_one CHECK (version >= 1),
  document TEXT NOT NULL,
  form_version TEXT NOT NULL,
  PRIMARY KEY (instrument, name, version),
  FOREIGN KEY (instrument, form_version) REFERENCES instruments_version (id, version)
) STRICT;

CREATE TRIGGER instruments_method_is_frozen BEFORE UPDATE ON instruments_method
BEGIN SELECT RAISE(ABORT, 'a published method is never changed'); END;

CREATE TABLE instruments_recording (
  instrument TEXT NOT NULL,
  language TEXT NOT NULL,
  place TEXT NOT NULL,
  said TEXT NOT NULL,
  file TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT a_recording_is_a_sound CHECK (kind IN ('audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/webm')),
  content BLOB NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reviewed_by TEXT, reviewed_at TEXT, CONSTRAINT a_review_says_who_and_when CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
  PRIMARY KEY (instrument, language, place)
) STRICT;

CREATE TABLE instruments_translation (
  instrument TEXT NOT NULL,
  language TEXT NOT NULL,
  place TEXT NOT NULL,
  text TEXT NOT NULL CONSTRAINT a_translation_says_something CHECK (text <> ''),
  source TEXT NOT NULL,
  before TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reviewed_by TEXT, reviewed_at TEXT, CONSTRAINT a_review_says_who_and_when CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
  PRIMARY KEY (instrument, language, place)
) STRICT;

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

CREATE TABLE media_file (
  name TEXT NOT NULL PRIMARY KEY CONSTRAINT a_name_is_a_digest_and_an_ending
    CHECK (name GLOB '[0-9a-f]*.[0-9a-z]*' AND length(name) BETWEEN 67 AND 69),
  bytes INTEGER NOT NULL CONSTRAINT a_file_has_bytes CHECK (bytes > 0),
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notices_feed (
  username TEXT NOT NULL PRIMARY KEY,
  token BLOB NOT NULL UNIQUE CONSTRAINT a_feed_digest_has_32_bytes CHECK (length(token) = 32),
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notices_reader (
  username TEXT NOT NULL PRIMARY KEY,
  language TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notices_sent (
  key TEXT NOT NULL,
  username TEXT NOT NULL,
  rung TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  PRIMARY KEY (key, username, rung)
) STRICT, WITHOUT ROWID;

CREATE INDEX notices_sent_by_time ON notices_sent (sent_at, username);

CREATE TABLE places_revision (
  one INTEGER NOT NULL PRIMARY KEY CONSTRAINT there_is_one_row CHECK (one = 1),
  mark TEXT NOT NULL
) STRICT;

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
  code_is_ours INTEGER NOT NULL CONSTRAINT code_is_ours_is_a_boolean CHECK (code_is_ours IN (0, 1)), search TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (code, valid_from),
  CONSTRAINT it_ends_after_it_begins CHECK (valid_to = '' OR valid_to >= valid_from)
) STRICT, WITHOUT ROWID;

CREATE INDEX places_unit_by_parent ON places_unit (parent_code, valid_from, valid_to, type);

CREATE INDEX places_unit_by_successor ON places_unit (successor_code) WHERE successor_code <> '';

CREATE TRIGGER places_unit_was_added AFTER INSERT ON places_unit
BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END;

CREATE TRIGGER places_unit_was_changed AFTER UPDATE ON places_unit
BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END;

CREATE TRIGGER places_unit_was_removed AFTER DELETE ON places_unit
BEGIN UPDATE places_revision SET mark = hex(randomblob(16)); END;

CREATE TABLE responses_change (
  entry INTEGER NOT NULL PRIMARY KEY,
  uuid TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT a_known_kind CHECK (kind IN ('revision', 'exclusion')),
  number INTEGER NOT NULL,
  salt BLOB,
  digest BLOB NOT NULL CONSTRAINT a_digest_has_32_bytes CHECK (length(digest) = 32),
  purge INTEGER,
  CONSTRAINT a_purge_takes_the_salt CHECK ((salt IS NULL) = (purge IS NOT NULL)),
  CONSTRAINT a_change_is_sealed_once UNIQUE (uuid, kind, number)
) STRICT;

CREATE TABLE responses_conflict (
  uuid TEXT NOT NULL,
  digest BLOB NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (uuid, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_desk (
  uuid TEXT NOT NULL PRIMARY KEY REFERENCES responses_response (uuid) ON DELETE CASCADE,
  round TEXT NOT NULL,
  instrument TEXT NOT NULL,
  unit TEXT NOT NULL,
  day TEXT NOT NULL,
  mode TEXT NOT NULL CONSTRAINT no_citizen_is_read CHECK (mode NOT IN ('qr_phone', 'kiosk')),
  state TEXT NOT NULL DEFAULT 'received' CONSTRAINT a_known_state
    CHECK (state IN ('received', 'has_issues', 'approved', 'rejected')),
  revision INTEGER NOT NULL DEFAULT 1,
  excluded INTEGER NOT NULL DEFAULT 0 CONSTRAINT excluded_is_a_boolean CHECK (excluded IN (0, 1)),
  changes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX responses_desk_by_day ON responses_desk
(day DESC, uuid, round, unit, instrument, mode, state, revision, excluded);

CREATE INDEX responses_desk_by_round ON responses_desk (round, instrument);

CREATE TABLE responses_exclusion (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  number INTEGER NOT NULL CONSTRAINT exclusions_count_from_one CHECK (number >= 1),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL CONSTRAINT an_exclusion_has_a_reason CHECK (reason <> ''),
  excluded INTEGER NOT NULL CONSTRAINT excluded_is_a_boolean CHECK (excluded IN (0, 1)),
  PRIMARY KEY (uuid, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER responses_exclusion_is_never_changed BEFORE UPDATE ON responses_exclusion
BEGIN SELECT RAISE(ABORT, 'what was done to a response is never changed'); END;

CREATE TABLE responses_file (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (uuid, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_flag (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  flag TEXT NOT NULL CONSTRAINT a_flag_is_a_word CHECK (length(flag) BETWEEN 1 AND 32),
  PRIMARY KEY (uuid, flag)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_import (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT an_id_is_random CHECK (length(id) = 32),
  at TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  file_name TEXT NOT NULL,
  round TEXT NOT NULL,
  added INTEGER NOT NULL CONSTRAINT added_is_a_count CHECK (added >= 0),
  known INTEGER NOT NULL CONSTRAINT known_is_a_count CHECK (known >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_keyed (
  username TEXT NOT NULL PRIMARY KEY,
  sheets INTEGER NOT NULL,
  answers INTEGER NOT NULL,
  wrong INTEGER NOT NULL CONSTRAINT no_more_wrong_than_keyed CHECK (wrong BETWEEN 0 AND answers)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_mapping (
  name TEXT NOT NULL PRIMARY KEY CONSTRAINT a_name_is_short CHECK (length(name) BETWEEN 1 AND 80),
  document TEXT NOT NULL,
  revision INTEGER NOT NULL CONSTRAINT a_revision_counts CHECK (revision > 0),
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
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

CREATE INDEX responses_part_by_purge ON responses_part (purge, batch) WHERE purge IS NOT NULL;

CREATE TABLE responses_quarantine (
  uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_kept_uuid_has_36_letters CHECK (length(uuid) = 36),
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  round TEXT NOT NULL,
  collector TEXT,
  mode TEXT NOT NULL,
  day TEXT NOT NULL CONSTRAINT a_kept_day_and_no_finer CHECK (length(day) = 10),
  reason TEXT NOT NULL CONSTRAINT a_reason_is_a_word CHECK (length(reason) BETWEEN 1 AND 32),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER responses_response_comes_to_the_desk AFTER INSERT ON responses_response
WHEN (NEW.mode IN ('staff_tablet', 'paper_keyed', 'phone_call') OR NEW.tier = 'I') AND NEW.mode NOT IN ('qr_phone', 'kiosk')
BEGIN
  INSERT INTO responses_desk (uuid, round, instrument, unit, day, mode)
  VALUES (NEW.uuid, NEW.round, NEW.instrument, NEW.counter, NEW.day, NEW.mode);
END;

CREATE TRIGGER responses_response_is_never_changed BEFORE UPDATE ON responses_response
BEGIN SELECT RAISE(ABORT, 'a response is never changed'); END;

CREATE TRIGGER responses_response_stays_purged BEFORE INSERT ON responses_response
WHEN EXISTS (SELECT 1 FROM responses_part WHERE uuid = NEW.uuid AND purge IS NOT NULL)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TABLE responses_review (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  number INTEGER NOT NULL CONSTRAINT reviews_count_from_one CHECK (number >= 1),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (uuid, number),
  CONSTRAINT a_step_leads_elsewhere CHECK (from_state <> to_state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER responses_review_is_never_changed BEFORE UPDATE ON responses_review
BEGIN SELECT RAISE(ABORT, 'what was done to a response is never changed'); END;

CREATE TABLE responses_revision (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  number INTEGER NOT NULL CONSTRAINT corrections_count_from_two CHECK (number >= 2),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL CONSTRAINT a_correction_has_a_reason CHECK (reason <> ''),
  disposition TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (uuid, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_revision_file (
  uuid TEXT NOT NULL REFERENCES responses_response (uuid) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (uuid, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER responses_revision_is_never_changed BEFORE UPDATE ON responses_revision
BEGIN SELECT RAISE(ABORT, 'what was done to a response is never changed'); END;

CREATE TABLE responses_sheet (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_sheet_has_36_letters CHECK (length(id) = 36),
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(day) = 10),
  serial TEXT NOT NULL CONSTRAINT a_sheet_has_a_number CHECK (serial <> ''),
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  by_staff INTEGER NOT NULL CONSTRAINT by_staff_is_a_boolean CHECK (by_staff IN (0, 1)),
  state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('waiting', 'differs', 'stored')),
  response TEXT UNIQUE,
  CONSTRAINT stored_is_known_of_staff_alone
    CHECK ((state = 'stored') = (response IS NOT NULL) AND (by_staff OR response IS NULL)),
  CONSTRAINT a_number_is_given_once UNIQUE (round, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX responses_sheet_by_state ON responses_sheet (state, round, unit, serial);

CREATE TABLE responses_sheet_done (
  round TEXT NOT NULL,
  serial TEXT NOT NULL,
  PRIMARY KEY (round, serial)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_sheet_entry (
  sheet TEXT NOT NULL REFERENCES responses_sheet (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CONSTRAINT a_sheet_is_keyed_twice CHECK (number IN (1, 2)),
  by TEXT NOT NULL,
  on_day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(on_day) = 10),
  answers TEXT NOT NULL,
  PRIMARY KEY (sheet, number),
  CONSTRAINT two_people_key_a_sheet UNIQUE (sheet, by)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_sheet_settled (
  sheet TEXT NOT NULL REFERENCES responses_sheet (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  chosen TEXT NOT NULL,
  by TEXT NOT NULL,
  on_day TEXT NOT NULL CONSTRAINT a_day_and_no_finer CHECK (length(on_day) = 10),
  PRIMARY KEY (sheet, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_unsealed (
  round TEXT NOT NULL,
  uuid TEXT NOT NULL,
  PRIMARY KEY (round, uuid)
) STRICT, WITHOUT ROWID;

CREATE TABLE responses_upload (
  uuid TEXT NOT NULL CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (uuid, address)
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

CREATE INDEX rounds_collector_by_round ON rounds_collector (round, counter, code);

CREATE TABLE rounds_round (
  code TEXT NOT NULL PRIMARY KEY,
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  FOREIGN KEY (instrument, version) REFERENCES instruments_version (id, version),
  CONSTRAINT it_ends_after_it_begins CHECK (ends_on >= starts_on)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX rounds_round_by_letters ON rounds_round (code COLLATE NOCASE);

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

CREATE TABLE sync_bundle (
  id TEXT NOT NULL PRIMARY KEY CONSTRAINT a_bundle_has_36_letters CHECK (length(id) = 36),
  sender TEXT NOT NULL REFERENCES sync_sender (fingerprint),
  purpose TEXT NOT NULL CONSTRAINT a_known_purpose CHECK (purpose IN ('home', 'trip')),
  made_at TEXT NOT NULL,
  came_at TEXT NOT NULL,
  by TEXT NOT NULL,
  number INTEGER NOT NULL CONSTRAINT a_ledger_counts CHECK (number >= 0),
  hash TEXT NOT NULL,
  responses INTEGER NOT NULL CONSTRAINT responses_are_counted CHECK (responses >= 0),
  lacking TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_bundle_conflict (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  bundle TEXT NOT NULL REFERENCES sync_bundle (id),
  reason TEXT NOT NULL,
  content TEXT NOT NULL,
  found_at TEXT NOT NULL,
  PRIMARY KEY (kind, id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_bundle_thing (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  bundle TEXT NOT NULL REFERENCES sync_bundle (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_bundle_thing_by_bundle ON sync_bundle_thing (bundle);

CREATE TABLE sync_conflict (
  uuid TEXT NOT NULL,
  digest TEXT NOT NULL,
  device TEXT NOT NULL,
  body TEXT NOT NULL,
  came_at TEXT NOT NULL,
  PRIMARY KEY (uuid, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_file (
  digest TEXT NOT NULL PRIMARY KEY CONSTRAINT a_file_digest_in_hexadecimal CHECK (length(digest) = 64),
  bytes INTEGER NOT NULL,
  name TEXT,
  refused TEXT,
  device TEXT NOT NULL,
  came_at TEXT NOT NULL,
  CONSTRAINT kept_or_refused CHECK ((name IS NULL) = (refused IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_record (
  uuid TEXT NOT NULL PRIMARY KEY CONSTRAINT a_uuid_has_36_letters CHECK (length(uuid) = 36),
  digest TEXT NOT NULL CONSTRAINT a_digest_in_hexadecimal CHECK (length(digest) = 64),
  device TEXT NOT NULL,
  by TEXT NOT NULL,
  visit TEXT NOT NULL,
  instrument TEXT NOT NULL,
  version TEXT NOT NULL,
  state TEXT NOT NULL CONSTRAINT a_known_state CHECK (state IN ('stored', 'quarantined', 'removed')),
  reason TEXT NOT NULL DEFAULT '',
  body TEXT,
  receipt TEXT NOT NULL,
  status INTEGER NOT NULL,
  came_at TEXT NOT NULL,
  decided_by TEXT,
  decided_at TEXT,
  note TEXT NOT NULL DEFAULT '',
  CONSTRAINT a_removed_record_has_no_body CHECK ((state = 'removed') = (body IS NULL)),
  CONSTRAINT a_reason_for_quarantine CHECK (state <> 'quarantined' OR reason <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_record_by_state ON sync_record (state, came_at);

CREATE INDEX sync_record_by_visit ON sync_record (visit);

CREATE TABLE sync_record_file (
  record TEXT NOT NULL REFERENCES sync_record (uuid) ON DELETE CASCADE,
  address TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (record, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_record_file_by_digest ON sync_record_file (digest);

CREATE TABLE sync_sender (
  fingerprint TEXT NOT NULL PRIMARY KEY CONSTRAINT a_fingerprint_in_hexadecimal
    CHECK (length(fingerprint) = 64),
  name TEXT NOT NULL,
  accepted_by TEXT NOT NULL,
  accepted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
