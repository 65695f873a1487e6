-- One room: its log, what is projected from it, and what only the hub or only a desk keeps.
-- 0x4A524556 is "JREV": how a file says whose it is.
PRAGMA application_id = 1246905686;
PRAGMA user_version = 1;

-- The log ---------------------------------------------------------------------------------------------------------

CREATE TABLE rooms (
  code  TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  epoch TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE departments (
  room     TEXT NOT NULL REFERENCES rooms (code),
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (room, code),
  UNIQUE (room, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
  room         TEXT NOT NULL REFERENCES rooms (code),
  sequence     INTEGER NOT NULL CHECK (sequence > 0),
  case_id      TEXT NOT NULL,
  case_version INTEGER NOT NULL CHECK (case_version > 0),
  json         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  PRIMARY KEY (room, sequence)
) STRICT;

CREATE UNIQUE INDEX log_case ON log (case_id, case_version);

-- The projection --------------------------------------------------------------------------------------------------

-- json is the whole state; the other columns repeat what lists filter and sort by. push_due is NULL unless something has
-- to be told to the counter.
CREATE TABLE cases (
  key          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  number       TEXT NOT NULL UNIQUE,
  item_name    TEXT NOT NULL,
  applicant    TEXT,
  submitted_at INTEGER NOT NULL,
  is_concluded INTEGER NOT NULL CHECK (is_concluded IN (0, 1)),
  is_awaiting  INTEGER NOT NULL CHECK (is_awaiting IN (0, 1)),
  push_due     INTEGER,
  sequence     INTEGER NOT NULL,
  json         TEXT NOT NULL
) STRICT;

CREATE INDEX cases_submitted ON cases (submitted_at, id);
CREATE INDEX cases_concluded ON cases (is_concluded, submitted_at, id);
CREATE INDEX cases_awaiting ON cases (submitted_at, id) WHERE is_awaiting = 1;
CREATE INDEX cases_push_due ON cases (push_due) WHERE push_due IS NOT NULL;

-- Only reviews that somebody can work on now: open or claimed, of a case that is not concluded.
CREATE TABLE reviews (
  case_id      TEXT NOT NULL REFERENCES cases (id),
  department   TEXT NOT NULL,
  claimed_by   TEXT,
  submitted_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, department)
) STRICT, WITHOUT ROWID;

CREATE INDEX reviews_department ON reviews (department, submitted_at, case_id);
CREATE INDEX reviews_claimed ON reviews (claimed_by, case_id) WHERE claimed_by IS NOT NULL;

-- Every two neighbouring characters of number, item name and applicant, and every single one beyond ASCII. Rows of a case
-- are found again from its texts, so that the largest table needs no second index.
CREATE TABLE case_bigrams (
  bigram   TEXT NOT NULL,
  case_key INTEGER NOT NULL,
  PRIMARY KEY (bigram, case_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_numbers (
  room TEXT NOT NULL,
  day  TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (room, day)
) STRICT, WITHOUT ROWID;

-- Outside the log, so that it can be erased; the log has the salted hash.
CREATE TABLE persons (
  case_id   TEXT NOT NULL PRIMARY KEY,
  salt      TEXT NOT NULL,
  name      TEXT NOT NULL,
  id_number TEXT,
  phone     TEXT
) STRICT, WITHOUT ROWID;

-- The hub ---------------------------------------------------------------------------------------------------------

CREATE TABLE items (
  code    TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  json    TEXT NOT NULL,
  PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  user_name        TEXT NOT NULL PRIMARY KEY,
  display_name     TEXT NOT NULL,
  role             TEXT NOT NULL,
  department       TEXT,
  window_code      TEXT,
  password_hash    TEXT,
  password_is_once INTEGER NOT NULL CHECK (password_is_once IN (0, 1)),
  is_disabled      INTEGER NOT NULL CHECK (is_disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

-- expires_at 0: the key of a counter, until it is revoked.
CREATE TABLE secrets (
  digest     TEXT NOT NULL PRIMARY KEY,
  user_name  TEXT NOT NULL REFERENCES accounts (user_name) ON DELETE CASCADE,
  used_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX secrets_user ON secrets (user_name);

CREATE TABLE answer_clients (
  client    TEXT NOT NULL PRIMARY KEY,
  user_name TEXT NOT NULL,
  highest   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  client TEXT NOT NULL REFERENCES answer_clients (client) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  json   TEXT NOT NULL,
  PRIMARY KEY (client, number)
) STRICT, WITHOUT ROWID;

-- A desk ----------------------------------------------------------------------------------------------------------

-- last_number outlives the rows of the outbox, since a number must never be given twice.
CREATE TABLE installation (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  client      TEXT NOT NULL,
  last_number INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  number    INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  state     TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  command   TEXT NOT NULL,
  answer    TEXT
) STRICT;

CREATE TABLE drafts (
  case_id TEXT NOT NULL,
  field   TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (case_id, field)
) STRICT, WITHOUT ROWID;
