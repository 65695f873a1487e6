-- What a hub keeps beside its log, so that it can be trusted: signed heads, what goes out to the counters, who looked.
PRAGMA user_version = 2;

-- Keeping ---------------------------------------------------------------------------------------------------------

-- Every epoch that a room's log has had: the first from its creation, one more from each restoration on, which took the
-- log back to what it was after that sequence. The hash chain begins with the first.
CREATE TABLE epochs (
  room           TEXT NOT NULL REFERENCES rooms (code),
  number         INTEGER NOT NULL CHECK (number > 0),
  epoch          TEXT NOT NULL UNIQUE,
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
  PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;

INSERT INTO epochs (room, number, epoch, after_sequence) SELECT code, 1, epoch, 0 FROM rooms;

-- What the hub has signed: the log of that epoch had that hash at that sequence.
CREATE TABLE heads (
  room       TEXT NOT NULL REFERENCES rooms (code),
  epoch      TEXT NOT NULL,
  sequence   INTEGER NOT NULL CHECK (sequence >= 0),
  hash       TEXT NOT NULL,
  signed_at  INTEGER NOT NULL,
  public_key TEXT NOT NULL,
  signature  TEXT NOT NULL,
  PRIMARY KEY (room, epoch, sequence)
) STRICT, WITHOUT ROWID;

-- Delivery to the counters ----------------------------------------------------------------------------------------

-- Where results are sent to, beside the feed. The secret is in the clear, since the hub signs with it; networks are those
-- of the allow-list, with a space between. After failures in a row nothing is sent until rests_until.
CREATE TABLE webhooks (
  number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  url         TEXT NOT NULL,
  window_code TEXT,
  secret      TEXT NOT NULL,
  old_secret  TEXT,
  old_until   INTEGER NOT NULL,
  networks    TEXT,
  ca          TEXT,
  state       TEXT NOT NULL,
  state_at    INTEGER NOT NULL,
  failures    INTEGER NOT NULL,
  rests_until INTEGER NOT NULL
) STRICT;

-- One row for each result and target, written with the event of that sequence. What is sent is made from the log.
CREATE TABLE deliveries (
  webhook  INTEGER NOT NULL REFERENCES webhooks (number) ON DELETE CASCADE,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  case_id  TEXT NOT NULL,
  state    TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at   INTEGER NOT NULL,
  tried_at INTEGER NOT NULL,
  fault    TEXT,
  PRIMARY KEY (webhook, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (webhook, due_at, sequence) WHERE state = 'waiting';
CREATE INDEX deliveries_case ON deliveries (webhook, case_id, sequence) WHERE state = 'waiting';
CREATE INDEX deliveries_failed ON deliveries (webhook, sequence) WHERE state = 'failed';

-- Accounts and rights ---------------------------------------------------------------------------------------------

-- Of a one-time password; 0: it does not expire.
ALTER TABLE accounts ADD COLUMN password_expires_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE secrets ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;

-- Who opened the page of a case, or a document (by its SHA-256): one of the two, once an hour.
CREATE TABLE openings (
  number    INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  role      TEXT NOT NULL,
  case_id   TEXT,
  sha256    TEXT,
  CHECK ((case_id IS NULL) <> (sha256 IS NULL))
) STRICT;

CREATE INDEX openings_user ON openings (user_name, number);
CREATE INDEX openings_case ON openings (case_id, number) WHERE case_id IS NOT NULL;
CREATE INDEX openings_document ON openings (sha256, number) WHERE sha256 IS NOT NULL;

-- What was done from the server's own command line; done_by is the user of the machine.
CREATE TABLE administration (
  number  INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  act     TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT
) STRICT;

-- The calendar ----------------------------------------------------------------------------------------------------
