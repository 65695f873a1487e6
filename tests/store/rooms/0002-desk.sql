-- A room of schema 2, as rooms/make.py wrote it; never edited, since it is what such programs left behind.
PRAGMA application_id = 1246905686;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE accounts (
  user_name        TEXT NOT NULL PRIMARY KEY,
  display_name     TEXT NOT NULL,
  role             TEXT NOT NULL,
  department       TEXT,
  window_code      TEXT,
  password_hash    TEXT,
  password_is_once INTEGER NOT NULL CHECK (password_is_once IN (0, 1)),
  is_disabled      INTEGER NOT NULL CHECK (is_disabled IN (0, 1))
, password_expires_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE administration (
  number  INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  act     TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT
) STRICT;
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
CREATE TABLE case_bigrams (
  bigram   TEXT NOT NULL,
  case_key INTEGER NOT NULL,
  PRIMARY KEY (bigram, case_key)
) STRICT, WITHOUT ROWID;
INSERT INTO "case_bigrams" VALUES('**',2);
INSERT INTO "case_bigrams" VALUES('-0',1);
INSERT INTO "case_bigrams" VALUES('-0',2);
INSERT INTO "case_bigrams" VALUES('-0',3);
INSERT INTO "case_bigrams" VALUES('-2',1);
INSERT INTO "case_bigrams" VALUES('-2',2);
INSERT INTO "case_bigrams" VALUES('-2',3);
INSERT INTO "case_bigrams" VALUES('00',1);
INSERT INTO "case_bigrams" VALUES('00',2);
INSERT INTO "case_bigrams" VALUES('00',3);
INSERT INTO "case_bigrams" VALUES('01',1);
INSERT INTO "case_bigrams" VALUES('02',1);
INSERT INTO "case_bigrams" VALUES('02',2);
INSERT INTO "case_bigrams" VALUES('02',3);
INSERT INTO "case_bigrams" VALUES('03',3);
INSERT INTO "case_bigrams" VALUES('11',1);
INSERT INTO "case_bigrams" VALUES('11',2);
INSERT INTO "case_bigrams" VALUES('11',3);
INSERT INTO "case_bigrams" VALUES('12',1);
INSERT INTO "case_bigrams" VALUES('12',2);
INSERT INTO "case_bigrams" VALUES('12',3);
INSERT INTO "case_bigrams" VALUES('20',1);
INSERT INTO "case_bigrams" VALUES('20',2);
INSERT INTO "case_bigrams" VALUES('20',3);
INSERT INTO "case_bigrams" VALUES('24',1);
INSERT INTO "case_bigrams" VALUES('24',2);
INSERT INTO "case_bigrams" VALUES('24',3);
INSERT INTO "case_bigrams" VALUES('26',1);
INSERT INTO "case_bigrams" VALUES('26',2);
INSERT INTO "case_bigrams" VALUES('26',3);
INSERT INTO "case_bigrams" VALUES('4-',1);
INSERT INTO "case_bigrams" VALUES('4-',2);
INSERT INTO "case_bigrams" VALUES('4-',3);
INSERT INTO "case_bigrams" VALUES('61',1);
INSERT INTO "case_bigrams" VALUES('61',2);
INSERT INTO "case_bigrams" VALUES('61',3);
INSERT INTO "case_bigrams" VALUES('nw',1);
INSERT INTO "case_bigrams" VALUES('nw',2);
INSERT INTO "case_bigrams" VALUES('nw',3);
INSERT INTO "case_bigrams" VALUES('w-',1);
INSERT INTO "case_bigrams" VALUES('w-',2);
INSERT INTO "case_bigrams" VALUES('w-',3);
INSERT INTO "case_bigrams" VALUES('可',1);
INSERT INTO "case_bigrams" VALUES('可',2);
INSERT INTO "case_bigrams" VALUES('可',3);
INSERT INTO "case_bigrams" VALUES('品',1);
INSERT INTO "case_bigrams" VALUES('品',2);
INSERT INTO "case_bigrams" VALUES('品',3);
INSERT INTO "case_bigrams" VALUES('品经',1);
INSERT INTO "case_bigrams" VALUES('品经',2);
INSERT INTO "case_bigrams" VALUES('品经',3);
INSERT INTO "case_bigrams" VALUES('张',1);
INSERT INTO "case_bigrams" VALUES('张*',1);
INSERT INTO "case_bigrams" VALUES('欧',2);
INSERT INTO "case_bigrams" VALUES('欧阳',2);
INSERT INTO "case_bigrams" VALUES('经',1);
INSERT INTO "case_bigrams" VALUES('经',2);
INSERT INTO "case_bigrams" VALUES('经',3);
INSERT INTO "case_bigrams" VALUES('经营',1);
INSERT INTO "case_bigrams" VALUES('经营',2);
INSERT INTO "case_bigrams" VALUES('经营',3);
INSERT INTO "case_bigrams" VALUES('营',1);
INSERT INTO "case_bigrams" VALUES('营',2);
INSERT INTO "case_bigrams" VALUES('营',3);
INSERT INTO "case_bigrams" VALUES('营许',1);
INSERT INTO "case_bigrams" VALUES('营许',2);
INSERT INTO "case_bigrams" VALUES('营许',3);
INSERT INTO "case_bigrams" VALUES('许',1);
INSERT INTO "case_bigrams" VALUES('许',2);
INSERT INTO "case_bigrams" VALUES('许',3);
INSERT INTO "case_bigrams" VALUES('许可',1);
INSERT INTO "case_bigrams" VALUES('许可',2);
INSERT INTO "case_bigrams" VALUES('许可',3);
INSERT INTO "case_bigrams" VALUES('阳',2);
INSERT INTO "case_bigrams" VALUES('阳*',2);
INSERT INTO "case_bigrams" VALUES('食',1);
INSERT INTO "case_bigrams" VALUES('食',2);
INSERT INTO "case_bigrams" VALUES('食',3);
INSERT INTO "case_bigrams" VALUES('食品',1);
INSERT INTO "case_bigrams" VALUES('食品',2);
INSERT INTO "case_bigrams" VALUES('食品',3);
CREATE TABLE case_numbers (
  room TEXT NOT NULL,
  day  TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (room, day)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "cases" VALUES(1,'178f13ed-f91b-4e15-86a0-3cf2413ba6e0','NW-20261124-00001','食品经营许可','张*',1795478400000,0,0,NULL,0,'{"applicant_hash":"770de66aa185a59dbbfb6af66f259c54dbf3db4c7ae89e18aac958f27d3ef3bd","documents":[{"name":"申请表.pdf","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}],"documents_version":1,"id":"178f13ed-f91b-4e15-86a0-3cf2413ba6e0","item_code":"440307-0231","item_name":"食品经营许可","item_version":1,"n_stages":1,"number":"NW-20261124-00001","outcome":"none","phase":"in-review","phase_at":"2026-11-24T00:00:00.000Z","phase_by":{"name":"综合窗口","role":"counter","user":"window-3","window":"3"},"phase_version":2,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2},{"department":"MK","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2}],"round":0,"stage":0,"submitted_at":"2026-11-24T00:00:00.000Z","version":2,"window":"3"}');
INSERT INTO "cases" VALUES(2,'8f22e673-8f40-42d8-8307-25703f57b60e','NW-20261124-00002','食品经营许可','欧阳**',1795478400000,0,0,NULL,0,'{"applicant_hash":"770de66aa185a59dbbfb6af66f259c54dbf3db4c7ae89e18aac958f27d3ef3bd","documents":[{"name":"申请表.pdf","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}],"documents_version":1,"id":"8f22e673-8f40-42d8-8307-25703f57b60e","item_code":"440307-0231","item_name":"食品经营许可","item_version":1,"n_stages":1,"number":"NW-20261124-00002","outcome":"none","phase":"in-review","phase_at":"2026-11-24T00:00:00.000Z","phase_by":{"name":"综合窗口","role":"counter","user":"window-3","window":"3"},"phase_version":2,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2},{"department":"MK","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2}],"round":0,"stage":0,"submitted_at":"2026-11-24T00:00:00.000Z","version":2,"window":"3"}');
INSERT INTO "cases" VALUES(3,'8ead74f6-509a-46d2-8e64-4d7b107245fd','NW-20261124-00003','食品经营许可',NULL,1795478400000,0,0,NULL,0,'{"applicant_hash":"770de66aa185a59dbbfb6af66f259c54dbf3db4c7ae89e18aac958f27d3ef3bd","documents":[{"name":"申请表.pdf","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3}],"documents_version":1,"id":"8ead74f6-509a-46d2-8e64-4d7b107245fd","item_code":"440307-0231","item_name":"食品经营许可","item_version":1,"n_stages":1,"number":"NW-20261124-00003","outcome":"none","phase":"in-review","phase_at":"2026-11-24T00:00:00.000Z","phase_by":{"name":"综合窗口","role":"counter","user":"window-3","window":"3"},"phase_version":2,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2},{"department":"MK","opened_at":"2026-11-24T00:00:00.000Z","phase":"open","stage":0,"version":2}],"round":0,"stage":0,"submitted_at":"2026-11-24T00:00:00.000Z","version":2,"window":"3"}');
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
CREATE TABLE departments (
  room     TEXT NOT NULL REFERENCES rooms (code),
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (room, code),
  UNIQUE (room, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
  case_id TEXT NOT NULL,
  field   TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (case_id, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "drafts" VALUES('178f13ed-f91b-4e15-86a0-3cf2413ba6e0','opinion','材料齐全，
但租赁合同缺一页');
INSERT INTO "drafts" VALUES('8f22e673-8f40-42d8-8307-25703f57b60e','comment','等待');
CREATE TABLE epochs (
  room           TEXT NOT NULL REFERENCES rooms (code),
  number         INTEGER NOT NULL CHECK (number > 0),
  epoch          TEXT NOT NULL UNIQUE,
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
  PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE installation (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  client      TEXT NOT NULL,
  last_number INTEGER NOT NULL
) STRICT;
INSERT INTO "installation" VALUES(1,'f73e6c44-da08-45a1-b4fa-d7831c609ec6',3);
CREATE TABLE items (
  code    TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  json    TEXT NOT NULL,
  PRIMARY KEY (code, version)
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
CREATE TABLE openings (
  number    INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  role      TEXT NOT NULL,
  case_id   TEXT,
  sha256    TEXT,
  CHECK ((case_id IS NULL) <> (sha256 IS NULL))
) STRICT;
CREATE TABLE outbox (
  number    INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  state     TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  command   TEXT NOT NULL,
  answer    TEXT
) STRICT;
INSERT INTO "outbox" VALUES(1,'refused',1795478400000,'{"case_id":"178f13ed-f91b-4e15-86a0-3cf2413ba6e0","client":"f73e6c44-da08-45a1-b4fa-d7831c609ec6","kind":"comment","number":1,"text":"请看第二页"}','{"number":1,"problem":{"detail":"这件已由他人处理","status":403,"title":"This is not allowed for you","type":"urn:joint-review:problem:not-allowed"}}');
INSERT INTO "outbox" VALUES(2,'sending',1795478400000,'{"case_id":"8f22e673-8f40-42d8-8307-25703f57b60e","client":"f73e6c44-da08-45a1-b4fa-d7831c609ec6","kind":"comment","number":2,"text":"已联系申请人"}',NULL);
INSERT INTO "outbox" VALUES(3,'queued',1795478400000,'{"case_id":"8ead74f6-509a-46d2-8e64-4d7b107245fd","client":"f73e6c44-da08-45a1-b4fa-d7831c609ec6","kind":"comment","number":3,"text":"明天再看"}',NULL);
CREATE TABLE persons (
  case_id   TEXT NOT NULL PRIMARY KEY,
  salt      TEXT NOT NULL,
  name      TEXT NOT NULL,
  id_number TEXT,
  phone     TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE reviews (
  case_id      TEXT NOT NULL REFERENCES cases (id),
  department   TEXT NOT NULL,
  claimed_by   TEXT,
  submitted_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, department)
) STRICT, WITHOUT ROWID;
INSERT INTO "reviews" VALUES('178f13ed-f91b-4e15-86a0-3cf2413ba6e0','HR',NULL,1795478400000);
INSERT INTO "reviews" VALUES('178f13ed-f91b-4e15-86a0-3cf2413ba6e0','MK',NULL,1795478400000);
INSERT INTO "reviews" VALUES('8ead74f6-509a-46d2-8e64-4d7b107245fd','HR',NULL,1795478400000);
INSERT INTO "reviews" VALUES('8ead74f6-509a-46d2-8e64-4d7b107245fd','MK',NULL,1795478400000);
INSERT INTO "reviews" VALUES('8f22e673-8f40-42d8-8307-25703f57b60e','HR',NULL,1795478400000);
INSERT INTO "reviews" VALUES('8f22e673-8f40-42d8-8307-25703f57b60e','MK',NULL,1795478400000);
CREATE TABLE rooms (
  code  TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  epoch TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets (
  digest     TEXT NOT NULL PRIMARY KEY,
  user_name  TEXT NOT NULL REFERENCES accounts (user_name) ON DELETE CASCADE,
  used_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, created_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "settings" VALUES('cursor','0123456789abcdef0123456789abcdef.NW.17');
INSERT INTO "settings" VALUES('url','http://127.0.0.1:8440/');
INSERT INTO "settings" VALUES('user','wangmin');
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
CREATE UNIQUE INDEX log_case ON log (case_id, case_version);
CREATE INDEX cases_submitted ON cases (submitted_at, id);
CREATE INDEX cases_concluded ON cases (is_concluded, submitted_at, id);
CREATE INDEX cases_awaiting ON cases (submitted_at, id) WHERE is_awaiting = 1;
CREATE INDEX cases_push_due ON cases (push_due) WHERE push_due IS NOT NULL;
CREATE INDEX reviews_department ON reviews (department, submitted_at, case_id);
CREATE INDEX reviews_claimed ON reviews (claimed_by, case_id) WHERE claimed_by IS NOT NULL;
CREATE INDEX secrets_user ON secrets (user_name);
CREATE INDEX deliveries_due ON deliveries (webhook, due_at, sequence) WHERE state = 'waiting';
CREATE INDEX deliveries_case ON deliveries (webhook, case_id, sequence) WHERE state = 'waiting';
CREATE INDEX deliveries_failed ON deliveries (webhook, sequence) WHERE state = 'failed';
CREATE INDEX openings_user ON openings (user_name, number);
CREATE INDEX openings_case ON openings (case_id, number) WHERE case_id IS NOT NULL;
CREATE INDEX openings_document ON openings (sha256, number) WHERE sha256 IS NOT NULL;
COMMIT;
