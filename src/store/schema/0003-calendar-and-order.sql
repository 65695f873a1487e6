-- What a room keeps from here on: answers in the order in which they were given.
PRAGMA user_version = 3;

-- Answers ---------------------------------------------------------------------------------------------------------

-- Those that are not yet filed by client in answers, see jr-answer-table.c.
CREATE TABLE recent_answers (
  position INTEGER PRIMARY KEY,
  client   TEXT NOT NULL REFERENCES answer_clients (client) ON DELETE CASCADE,
  number   INTEGER NOT NULL CHECK (number > 0),
  json     TEXT NOT NULL
) STRICT;
