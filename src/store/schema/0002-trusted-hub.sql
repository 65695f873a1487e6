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

-- Accounts and rights ---------------------------------------------------------------------------------------------

-- The calendar ----------------------------------------------------------------------------------------------------
