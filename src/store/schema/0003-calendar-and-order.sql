-- What a room keeps from here on: answers in the order in which they were given, and by what days and hours it works.
PRAGMA user_version = 3;

-- Answers ---------------------------------------------------------------------------------------------------------

-- Those that are not yet filed by client in answers, see jr-answer-table.c.
CREATE TABLE recent_answers (
  position INTEGER PRIMARY KEY,
  client   TEXT NOT NULL REFERENCES answer_clients (client) ON DELETE CASCADE,
  number   INTEGER NOT NULL CHECK (number > 0),
  json     TEXT NOT NULL
) STRICT;

-- The calendar ----------------------------------------------------------------------------------------------------

-- Every version that was imported; json is the whole record. The newest one counts.
CREATE TABLE calendars (
  version     INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
  imported_at INTEGER NOT NULL,
  json        TEXT NOT NULL
) STRICT;
