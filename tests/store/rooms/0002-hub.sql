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
INSERT INTO "accounts" VALUES('chen','chen','reviewer','MK',NULL,'$argon2id$v=19$m=65536,t=2,p=1$Zulf8+4A9bLBtkmk+IBLlg$Ih2DPly8UoOFc6OcFJ+orne+MO2rtmpgloyCYczV5ek',0,0,0);
INSERT INTO "accounts" VALUES('han','han','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$d/30Pmx3HDlk7XNMvxUSww$dUi0q8TJjNepxBcoh4hRaPVZttlL3C7n+2PKhTt7WUk',0,0,0);
INSERT INTO "accounts" VALUES('li','li','reviewer','FP',NULL,'$argon2id$v=19$m=65536,t=2,p=1$cK0Mx3nirp0/P6oH5M41Jg$iYPiCM5dJHD8FEM/z/tXS1uLg862TNI57cVp2i7v3gk',0,0,0);
INSERT INTO "accounts" VALUES('root','root','administrator',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$AYSO8R4eLiOxj1RuNywmGA$K1TuPb/OZ7qSziujxU+O8iZzpuogaDbTNHl2rmBaxNI',0,0,0);
INSERT INTO "accounts" VALUES('shen','shen','auditor',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$EU6S32NnciO7xvJPQH9nfQ$wjK+tg6Y+mH0cdwgkivBBpY+AoknpZ64ayY7vKHIvyM',0,0,0);
INSERT INTO "accounts" VALUES('sun','sun','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$cHbegtrdu4ny2BL+yN/FYA$QvGL+eiKDahu3E8U2X5RyhwqyXMOUsb5HAyd/kqZNdY',0,0,0);
INSERT INTO "accounts" VALUES('wang','wang','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$KuOvA7zvBeJu5pksyKVOWg$U5TR7yT3B7aKSyNATTzFLZsOiO9kCv8X8WF/xkaIUnY',0,0,0);
INSERT INTO "accounts" VALUES('window1','window1','counter',NULL,'1',NULL,0,0,0);
INSERT INTO "accounts" VALUES('zhou','zhou','supervisor',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$jDyEln7VLBIUvF6yQ8JRFQ$TBUa1k+USFLGKLg0q7ftLnlW9Ws4Byuks+fM1PShzrg',0,0,0);
CREATE TABLE administration (
  number  INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  act     TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT
) STRICT;
INSERT INTO "administration" VALUES(1,1795566963382,'root','department add','HR','人社');
INSERT INTO "administration" VALUES(2,1795566963468,'root','department add','FP','计生');
INSERT INTO "administration" VALUES(3,1795566963534,'root','department add','MK','市场监管');
INSERT INTO "administration" VALUES(4,1795566963635,'root','item import','/tmp/jr-real-hub-tccy6j9j/items.json',NULL);
INSERT INTO "administration" VALUES(5,1795566963957,'root','user add','wang','reviewer');
INSERT INTO "administration" VALUES(6,1795566964232,'root','user add','sun','reviewer');
INSERT INTO "administration" VALUES(7,1795566964573,'root','user add','han','reviewer');
INSERT INTO "administration" VALUES(8,1795566964862,'root','user add','li','reviewer');
INSERT INTO "administration" VALUES(9,1795566965190,'root','user add','chen','reviewer');
INSERT INTO "administration" VALUES(10,1795566965494,'root','user add','zhou','supervisor');
INSERT INTO "administration" VALUES(11,1795566965777,'root','user add','root','administrator');
INSERT INTO "administration" VALUES(12,1795566966078,'root','user add','shen','auditor');
INSERT INTO "administration" VALUES(13,1795566966157,'root','user add','window1','counter');
INSERT INTO "administration" VALUES(14,1795566966305,'root','webhook add','1','127.0.0.1');
CREATE TABLE answer_clients (
  client    TEXT NOT NULL PRIMARY KEY,
  user_name TEXT NOT NULL,
  highest   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "answer_clients" VALUES('047782a9-b357-4b78-9878-110719155fef','window1',1);
INSERT INTO "answer_clients" VALUES('1957872a-8b55-422e-9196-41a946e5d4d4','wang',1);
INSERT INTO "answer_clients" VALUES('1d0b6e6f-21cd-4857-9f58-925d794c7272','wang',1);
INSERT INTO "answer_clients" VALUES('1dbd0e4f-7c48-4c30-8dad-61730cb11685','wang',1);
INSERT INTO "answer_clients" VALUES('27117140-cbdf-4b41-963a-13ef379c8886','hub',4);
INSERT INTO "answer_clients" VALUES('302292f9-1513-43f5-9900-c4692c6daf94','window1',1);
INSERT INTO "answer_clients" VALUES('42316ea2-09c3-416f-93e2-3c53e8066521','wang',1);
INSERT INTO "answer_clients" VALUES('4e1b96f3-b532-4430-ba6e-61ee17002c1f','sun',1);
INSERT INTO "answer_clients" VALUES('55aa2c0c-7c93-48f0-b180-9c2c25392200','window1',1);
INSERT INTO "answer_clients" VALUES('58660ed5-0023-43e2-ab74-859266bd419c','window1',1);
INSERT INTO "answer_clients" VALUES('5ced7ad8-7b25-4c01-8197-89eff06c283e','chen',1);
INSERT INTO "answer_clients" VALUES('5daf25d3-c63d-47e2-89d7-ce1492d081c2','wang',1);
INSERT INTO "answer_clients" VALUES('6d97dc97-00d7-4636-84a2-a4061a274ef5','window1',1);
INSERT INTO "answer_clients" VALUES('6de9d80a-5dcc-4a38-8b1f-1e2668650a1f','window1',1);
INSERT INTO "answer_clients" VALUES('71373726-58d1-4a62-9714-932490a16f33','window1',1);
INSERT INTO "answer_clients" VALUES('73169bdb-1d7b-4bdc-803e-40520953703b','window1',1);
INSERT INTO "answer_clients" VALUES('7d6ff10d-abe1-4c4e-a2e3-3acf02883105','zhou',1);
INSERT INTO "answer_clients" VALUES('8380ccb2-497e-42be-99c3-8ab725b0c936','window1',1);
INSERT INTO "answer_clients" VALUES('83c99d25-2a11-4589-b97e-ab6bb00319ad','wang',1);
INSERT INTO "answer_clients" VALUES('9292bef3-7598-45ae-a3f4-64c6c9ab6771','wang',1);
INSERT INTO "answer_clients" VALUES('95bf6403-dd21-4496-a4ad-af0841e59339','window1',1);
INSERT INTO "answer_clients" VALUES('9a076e18-33dd-4a3c-85ca-718c7e20ad52','wang',1);
INSERT INTO "answer_clients" VALUES('9f6116ff-676d-40e9-a9e5-28b5764f2b77','li',1);
INSERT INTO "answer_clients" VALUES('b724d5d4-fd34-4691-bd69-10134878e6b0','wang',1);
INSERT INTO "answer_clients" VALUES('b90ec12e-8817-4e20-b5c8-c061ba43d939','window1',1);
INSERT INTO "answer_clients" VALUES('d47974db-465a-44d5-b4bf-f152eb5ff0a7','wang',1);
INSERT INTO "answer_clients" VALUES('da737791-0bf5-4f1d-aa45-a1acca4339df','window1',1);
INSERT INTO "answer_clients" VALUES('df5152f8-1fd1-45b8-a777-85a3cb7c8b11','window1',1);
INSERT INTO "answer_clients" VALUES('e1a6bf89-2c1b-4ac7-9549-8aa4445c1708','zhou',1);
INSERT INTO "answer_clients" VALUES('e8c9edf4-24f8-4b77-81b9-6d1a9f559082','window1',1);
INSERT INTO "answer_clients" VALUES('efcdbcbe-a5cf-43ed-b1e4-293f4d495759','sun',1);
INSERT INTO "answer_clients" VALUES('f0fb676c-1586-44b7-97a0-619281aa5644','window1',1);
INSERT INTO "answer_clients" VALUES('far','wang',5000);
INSERT INTO "answer_clients" VALUES('fd2a65ef-4508-4e82-8d9f-5ae05c8894d9','window1',1);
INSERT INTO "answer_clients" VALUES('fe3c369d-f984-4599-899d-124dd356808c','wang',1);
CREATE TABLE answers (
  client TEXT NOT NULL REFERENCES answer_clients (client) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  json   TEXT NOT NULL,
  PRIMARY KEY (client, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "answers" VALUES('047782a9-b357-4b78-9878-110719155fef',1,'{"case_id":"e098464a-5b49-4f5e-8e45-8625666c610d","case_number":"南湾-1","number":1,"problem":{"detail":"Another case has this number already","status":409,"title":"There is such a case already","type":"urn:joint-review:problem:duplicate"}}');
INSERT INTO "answers" VALUES('1957872a-8b55-422e-9196-41a946e5d4d4',1,'{"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_number":"南湾-1","case_version":3,"number":1,"sequence":38}');
INSERT INTO "answers" VALUES('1d0b6e6f-21cd-4857-9f58-925d794c7272',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":3,"number":1,"sequence":23}');
INSERT INTO "answers" VALUES('1dbd0e4f-7c48-4c30-8dad-61730cb11685',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":6,"number":1,"problem":{"at":"2026-11-25T00:36:13.520Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"detail":"“decide” is not possible: the case is “decided”","status":409,"title":"Not possible where the case stands now","type":"urn:joint-review:problem:wrong-phase"}}');
INSERT INTO "answers" VALUES('27117140-cbdf-4b41-963a-13ef379c8886',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":8,"number":1,"sequence":8}');
INSERT INTO "answers" VALUES('27117140-cbdf-4b41-963a-13ef379c8886',2,'{"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_number":"NW-20261125-00002","case_version":5,"number":2,"sequence":14}');
INSERT INTO "answers" VALUES('27117140-cbdf-4b41-963a-13ef379c8886',3,'{"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_number":"NW-20261125-00003","case_version":5,"number":3,"sequence":19}');
INSERT INTO "answers" VALUES('27117140-cbdf-4b41-963a-13ef379c8886',4,'{"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_number":"NW-20261125-00005","case_version":5,"number":4,"sequence":34}');
INSERT INTO "answers" VALUES('302292f9-1513-43f5-9900-c4692c6daf94',1,'{"case_id":"bfbed6e5-81ac-4bfa-9344-282a140b2287","number":1,"problem":{"detail":"There is no such service item","status":422,"title":"There is no such service item","type":"urn:joint-review:problem:unknown-item"}}');
INSERT INTO "answers" VALUES('42316ea2-09c3-416f-93e2-3c53e8066521',1,'{"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_number":"NW-20261125-00005","case_version":4,"number":1,"sequence":33}');
INSERT INTO "answers" VALUES('4e1b96f3-b532-4430-ba6e-61ee17002c1f',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":3,"number":1,"problem":{"at":"2026-11-25T00:36:12.616Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"detail":"A colleague has claimed the review","status":409,"title":"A colleague has claimed it","type":"urn:joint-review:problem:claimed"}}');
INSERT INTO "answers" VALUES('55aa2c0c-7c93-48f0-b180-9c2c25392200',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":9,"number":1,"problem":{"detail":"The receipt is on record already","status":409,"title":"Not possible where the case stands now","type":"urn:joint-review:problem:wrong-phase"}}');
INSERT INTO "answers" VALUES('58660ed5-0023-43e2-ab74-859266bd419c',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":2,"number":1,"sequence":22}');
INSERT INTO "answers" VALUES('5ced7ad8-7b25-4c01-8197-89eff06c283e',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":7,"number":1,"sequence":7}');
INSERT INTO "answers" VALUES('5daf25d3-c63d-47e2-89d7-ce1492d081c2',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":3,"number":1,"sequence":3}');
INSERT INTO "answers" VALUES('6d97dc97-00d7-4636-84a2-a4061a274ef5',1,'{"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_number":"NW-20261125-00005","case_version":6,"number":1,"sequence":35}');
INSERT INTO "answers" VALUES('6de9d80a-5dcc-4a38-8b1f-1e2668650a1f',1,'{"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_number":"NW-20261125-00005","case_version":2,"number":1,"sequence":31}');
INSERT INTO "answers" VALUES('71373726-58d1-4a62-9714-932490a16f33',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":9,"number":1,"problem":{"at":"2026-11-25T00:36:09.067Z","by":{"name":"hub","role":"hub","user":"hub"},"detail":"The outcome has been told already","status":409,"title":"It is too late for that","type":"urn:joint-review:problem:too-late"}}');
INSERT INTO "answers" VALUES('73169bdb-1d7b-4bdc-803e-40520953703b',1,'{"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_number":"NW-20261125-00003","case_version":2,"number":1,"sequence":16}');
INSERT INTO "answers" VALUES('7d6ff10d-abe1-4c4e-a2e3-3acf02883105',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":8,"number":1,"sequence":28}');
INSERT INTO "answers" VALUES('8380ccb2-497e-42be-99c3-8ab725b0c936',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":9,"number":1,"sequence":9}');
INSERT INTO "answers" VALUES('83c99d25-2a11-4589-b97e-ab6bb00319ad',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":4,"number":1,"sequence":24}');
INSERT INTO "answers" VALUES('9292bef3-7598-45ae-a3f4-64c6c9ab6771',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":7,"number":1,"sequence":27}');
INSERT INTO "answers" VALUES('95bf6403-dd21-4496-a4ad-af0841e59339',1,'{"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_number":"南湾-1","case_version":2,"number":1,"sequence":37}');
INSERT INTO "answers" VALUES('9a076e18-33dd-4a3c-85ca-718c7e20ad52',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":8,"number":1,"problem":{"detail":"The counter has been told already","status":409,"title":"It is too late for that","type":"urn:joint-review:problem:too-late"}}');
INSERT INTO "answers" VALUES('9f6116ff-676d-40e9-a9e5-28b5764f2b77',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":5,"number":1,"sequence":5}');
INSERT INTO "answers" VALUES('b724d5d4-fd34-4691-bd69-10134878e6b0',1,'{"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_number":"NW-20261125-00003","case_version":4,"number":1,"sequence":18}');
INSERT INTO "answers" VALUES('b90ec12e-8817-4e20-b5c8-c061ba43d939',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":9,"number":1,"sequence":29}');
INSERT INTO "answers" VALUES('d47974db-465a-44d5-b4bf-f152eb5ff0a7',1,'{"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_number":"NW-20261125-00004","case_version":6,"number":1,"sequence":26}');
INSERT INTO "answers" VALUES('da737791-0bf5-4f1d-aa45-a1acca4339df',1,'{"case_id":"00000000-0000-0000-0000-000000000000","number":1,"problem":{"detail":"There is no such case","status":404,"title":"There is no such case","type":"urn:joint-review:problem:unknown-case"}}');
INSERT INTO "answers" VALUES('df5152f8-1fd1-45b8-a777-85a3cb7c8b11',1,'{"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_number":"NW-20261125-00003","case_version":6,"number":1,"sequence":20}');
INSERT INTO "answers" VALUES('e1a6bf89-2c1b-4ac7-9549-8aa4445c1708',1,'{"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_number":"南湾-1","case_version":2,"number":1,"problem":{"detail":"This role may not do that","status":403,"title":"This is not allowed for you","type":"urn:joint-review:problem:not-allowed"}}');
INSERT INTO "answers" VALUES('e8c9edf4-24f8-4b77-81b9-6d1a9f559082',1,'{"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_number":"NW-20261125-00002","case_version":2,"number":1,"sequence":11}');
INSERT INTO "answers" VALUES('efcdbcbe-a5cf-43ed-b1e4-293f4d495759',1,'{"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_number":"NW-20261125-00005","case_version":6,"number":1,"problem":{"at":"2026-11-25T00:36:14.757Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"detail":"Documents were added meanwhile","status":409,"title":"The case has changed meanwhile","type":"urn:joint-review:problem:changed"}}');
INSERT INTO "answers" VALUES('f0fb676c-1586-44b7-97a0-619281aa5644',1,'{"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_number":"南湾-1","case_version":2,"number":1,"problem":{"detail":"A withdrawal needs a reason, at most 2000 characters","status":422,"title":"Something that is needed is missing","type":"urn:joint-review:problem:incomplete"}}');
INSERT INTO "answers" VALUES('far',5000,'{"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_number":"南湾-1","case_version":4,"number":5000,"sequence":39}');
INSERT INTO "answers" VALUES('fd2a65ef-4508-4e82-8d9f-5ae05c8894d9',1,'{"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_number":"NW-20261125-00001","case_version":2,"number":1,"sequence":2}');
INSERT INTO "answers" VALUES('fe3c369d-f984-4599-899d-124dd356808c',1,'{"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_number":"NW-20261125-00002","case_version":4,"number":1,"sequence":13}');
CREATE TABLE case_bigrams (
  bigram   TEXT NOT NULL,
  case_key INTEGER NOT NULL,
  PRIMARY KEY (bigram, case_key)
) STRICT, WITHOUT ROWID;
INSERT INTO "case_bigrams" VALUES('-0',1);
INSERT INTO "case_bigrams" VALUES('-0',2);
INSERT INTO "case_bigrams" VALUES('-0',3);
INSERT INTO "case_bigrams" VALUES('-0',4);
INSERT INTO "case_bigrams" VALUES('-0',5);
INSERT INTO "case_bigrams" VALUES('-1',6);
INSERT INTO "case_bigrams" VALUES('-2',1);
INSERT INTO "case_bigrams" VALUES('-2',2);
INSERT INTO "case_bigrams" VALUES('-2',3);
INSERT INTO "case_bigrams" VALUES('-2',4);
INSERT INTO "case_bigrams" VALUES('-2',5);
INSERT INTO "case_bigrams" VALUES('00',1);
INSERT INTO "case_bigrams" VALUES('00',2);
INSERT INTO "case_bigrams" VALUES('00',3);
INSERT INTO "case_bigrams" VALUES('00',4);
INSERT INTO "case_bigrams" VALUES('00',5);
INSERT INTO "case_bigrams" VALUES('01',1);
INSERT INTO "case_bigrams" VALUES('02',1);
INSERT INTO "case_bigrams" VALUES('02',2);
INSERT INTO "case_bigrams" VALUES('02',3);
INSERT INTO "case_bigrams" VALUES('02',4);
INSERT INTO "case_bigrams" VALUES('02',5);
INSERT INTO "case_bigrams" VALUES('03',3);
INSERT INTO "case_bigrams" VALUES('04',4);
INSERT INTO "case_bigrams" VALUES('05',5);
INSERT INTO "case_bigrams" VALUES('11',1);
INSERT INTO "case_bigrams" VALUES('11',2);
INSERT INTO "case_bigrams" VALUES('11',3);
INSERT INTO "case_bigrams" VALUES('11',4);
INSERT INTO "case_bigrams" VALUES('11',5);
INSERT INTO "case_bigrams" VALUES('12',1);
INSERT INTO "case_bigrams" VALUES('12',2);
INSERT INTO "case_bigrams" VALUES('12',3);
INSERT INTO "case_bigrams" VALUES('12',4);
INSERT INTO "case_bigrams" VALUES('12',5);
INSERT INTO "case_bigrams" VALUES('20',1);
INSERT INTO "case_bigrams" VALUES('20',2);
INSERT INTO "case_bigrams" VALUES('20',3);
INSERT INTO "case_bigrams" VALUES('20',4);
INSERT INTO "case_bigrams" VALUES('20',5);
INSERT INTO "case_bigrams" VALUES('25',1);
INSERT INTO "case_bigrams" VALUES('25',2);
INSERT INTO "case_bigrams" VALUES('25',3);
INSERT INTO "case_bigrams" VALUES('25',4);
INSERT INTO "case_bigrams" VALUES('25',5);
INSERT INTO "case_bigrams" VALUES('26',1);
INSERT INTO "case_bigrams" VALUES('26',2);
INSERT INTO "case_bigrams" VALUES('26',3);
INSERT INTO "case_bigrams" VALUES('26',4);
INSERT INTO "case_bigrams" VALUES('26',5);
INSERT INTO "case_bigrams" VALUES('5-',1);
INSERT INTO "case_bigrams" VALUES('5-',2);
INSERT INTO "case_bigrams" VALUES('5-',3);
INSERT INTO "case_bigrams" VALUES('5-',4);
INSERT INTO "case_bigrams" VALUES('5-',5);
INSERT INTO "case_bigrams" VALUES('61',1);
INSERT INTO "case_bigrams" VALUES('61',2);
INSERT INTO "case_bigrams" VALUES('61',3);
INSERT INTO "case_bigrams" VALUES('61',4);
INSERT INTO "case_bigrams" VALUES('61',5);
INSERT INTO "case_bigrams" VALUES('nw',1);
INSERT INTO "case_bigrams" VALUES('nw',2);
INSERT INTO "case_bigrams" VALUES('nw',3);
INSERT INTO "case_bigrams" VALUES('nw',4);
INSERT INTO "case_bigrams" VALUES('nw',5);
INSERT INTO "case_bigrams" VALUES('w-',1);
INSERT INTO "case_bigrams" VALUES('w-',2);
INSERT INTO "case_bigrams" VALUES('w-',3);
INSERT INTO "case_bigrams" VALUES('w-',4);
INSERT INTO "case_bigrams" VALUES('w-',5);
INSERT INTO "case_bigrams" VALUES('一',2);
INSERT INTO "case_bigrams" VALUES('一',3);
INSERT INTO "case_bigrams" VALUES('一',4);
INSERT INTO "case_bigrams" VALUES('一',5);
INSERT INTO "case_bigrams" VALUES('一',6);
INSERT INTO "case_bigrams" VALUES('一事',2);
INSERT INTO "case_bigrams" VALUES('一事',3);
INSERT INTO "case_bigrams" VALUES('一事',4);
INSERT INTO "case_bigrams" VALUES('一事',5);
INSERT INTO "case_bigrams" VALUES('一事',6);
INSERT INTO "case_bigrams" VALUES('事',2);
INSERT INTO "case_bigrams" VALUES('事',3);
INSERT INTO "case_bigrams" VALUES('事',4);
INSERT INTO "case_bigrams" VALUES('事',5);
INSERT INTO "case_bigrams" VALUES('事',6);
INSERT INTO "case_bigrams" VALUES('南',6);
INSERT INTO "case_bigrams" VALUES('南湾',6);
INSERT INTO "case_bigrams" VALUES('可',1);
INSERT INTO "case_bigrams" VALUES('可证',1);
INSERT INTO "case_bigrams" VALUES('品',1);
INSERT INTO "case_bigrams" VALUES('品经',1);
INSERT INTO "case_bigrams" VALUES('张',1);
INSERT INTO "case_bigrams" VALUES('张',2);
INSERT INTO "case_bigrams" VALUES('张',3);
INSERT INTO "case_bigrams" VALUES('张',4);
INSERT INTO "case_bigrams" VALUES('张',5);
INSERT INTO "case_bigrams" VALUES('张',6);
INSERT INTO "case_bigrams" VALUES('张*',1);
INSERT INTO "case_bigrams" VALUES('张*',2);
INSERT INTO "case_bigrams" VALUES('张*',3);
INSERT INTO "case_bigrams" VALUES('张*',4);
INSERT INTO "case_bigrams" VALUES('张*',5);
INSERT INTO "case_bigrams" VALUES('张*',6);
INSERT INTO "case_bigrams" VALUES('湾',6);
INSERT INTO "case_bigrams" VALUES('湾-',6);
INSERT INTO "case_bigrams" VALUES('经',1);
INSERT INTO "case_bigrams" VALUES('经营',1);
INSERT INTO "case_bigrams" VALUES('营',1);
INSERT INTO "case_bigrams" VALUES('营许',1);
INSERT INTO "case_bigrams" VALUES('许',1);
INSERT INTO "case_bigrams" VALUES('许可',1);
INSERT INTO "case_bigrams" VALUES('证',1);
INSERT INTO "case_bigrams" VALUES('食',1);
INSERT INTO "case_bigrams" VALUES('食品',1);
CREATE TABLE case_numbers (
  room TEXT NOT NULL,
  day  TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (room, day)
) STRICT, WITHOUT ROWID;
INSERT INTO "case_numbers" VALUES('NW','20261125',5);
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
INSERT INTO "cases" VALUES(1,'7304f3c0-be47-460c-bc34-0e276080064f','NW-20261125-00001','食品经营许可证','张*',1795566966463,1,0,NULL,9,'{"applicant_hash":"8fd98644204abd04e7cce3eb09b8eedffa963edd3fc3e28cb68ae50b68bc6e11","documents":[{"material":"form","name":"申请表.pdf","sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":321}],"documents_version":1,"id":"7304f3c0-be47-460c-bc34-0e276080064f","item_code":"FOOD","item_name":"食品经营许可证","item_version":1,"n_stages":2,"number":"NW-20261125-00001","outcome":"approved","phase":"delivered","phase_at":"2026-11-25T00:36:09.067Z","phase_by":{"name":"hub","role":"hub","user":"hub"},"phase_version":8,"push":"received","results":[{"name":"申请表.pdf","original":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":29784,"stamped":"ef08a0e40686aea04c95160cfcd077f04b77a4b71541fc39d52fa1113bf98226"}],"reviews":[{"decision":{"at":"2026-11-25T00:36:06.895Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","opened_at":"2026-11-25T00:36:06.463Z","phase":"decided","stage":0,"version":3},{"decision":{"at":"2026-11-25T00:36:07.329Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"kind":"approve","opinion":"按规定办理"},"department":"FP","opened_at":"2026-11-25T00:36:06.463Z","phase":"decided","stage":0,"version":4},{"decision":{"at":"2026-11-25T00:36:07.763Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"kind":"approve","opinion":"按规定办理"},"department":"MK","opened_at":"2026-11-25T00:36:07.329Z","phase":"decided","stage":1,"version":6}],"round":0,"stage":1,"submitted_at":"2026-11-25T00:36:06.463Z","version":9,"window":"1"}');
INSERT INTO "cases" VALUES(2,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a','NW-20261125-00002','一事','张*',1795566969710,1,0,NULL,14,'{"applicant_hash":"768ba92c89dbbf2d3d496a859d0e958ce38f9d8ff88357bbc9a73dbbd31cea1c","documents":[{"material":"form","name":"申请表.pdf","sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","size":319}],"documents_version":1,"id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"NW-20261125-00002","outcome":"approved","phase":"delivered","phase_at":"2026-11-25T00:36:10.834Z","phase_by":{"name":"hub","role":"hub","user":"hub"},"phase_version":5,"push":"sent","results":[{"fault":"the file is damaged; it can be read but not stamped","name":"申请表.pdf","original":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7"}],"reviews":[{"decision":{"at":"2026-11-25T00:36:09.733Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","opened_at":"2026-11-25T00:36:09.710Z","phase":"decided","stage":0,"version":3}],"round":0,"stage":0,"submitted_at":"2026-11-25T00:36:09.710Z","version":5,"window":"1"}');
INSERT INTO "cases" VALUES(3,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba','NW-20261125-00003','一事','张*',1795566970981,0,0,NULL,20,'{"applicant_hash":"1943552872d2c55b5ce4e9c1f08ad541023225e3084062484fbda75dfaaa5eaa","documents":[{"material":"form","name":"申请表.pdf","sha256":"0099aa6cbea6ba3754883f6661fb723bae05abcdff5c769e2a42ba0781782ffd","size":318},{"material":"form","name":"申请表.pdf","round":1,"sha256":"d58581a5fcdbb81ad4f116c2e615bb090beb0739074ad6d61e44dd7becca025c","size":319}],"documents_version":6,"id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"number":"NW-20261125-00003","outcome":"none","phase":"in-review","phase_at":"2026-11-25T00:36:12.433Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":6,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-25T00:36:12.433Z","phase":"open","stage":0,"version":6}],"round":1,"stage":0,"submitted_at":"2026-11-25T00:36:10.981Z","version":6,"window":"1"}');
INSERT INTO "cases" VALUES(4,'303c0ef2-11f7-4f36-9467-df294a55cd61','NW-20261125-00004','一事','张*',1795566972607,1,0,NULL,29,'{"applicant_hash":"fcb6c8a3269267a73d3bc578b1fea102a9f33ca729f8b8c722eed882af2e7c42","documents":[{"material":"form","name":"申请表.pdf","sha256":"367118a6639f88ca47902b9af8ab42408f44204159a36dbe7d0ae4d698149fa7","size":320}],"documents_version":1,"id":"303c0ef2-11f7-4f36-9467-df294a55cd61","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"NW-20261125-00004","outcome":"none","phase":"withdrawn","phase_at":"2026-11-25T00:36:13.540Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":9,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-25T00:36:13.534Z","phase":"open","stage":0,"version":7}],"round":0,"stage":0,"submitted_at":"2026-11-25T00:36:12.607Z","version":9,"window":"1","withdrawal_reason":"不办了"}');
INSERT INTO "cases" VALUES(5,'25591776-1eb3-4182-99a2-14f8ce0853b3','NW-20261125-00005','一事','张*',1795566973643,0,0,NULL,35,'{"applicant_hash":"2514305522d24d8bcb978a993bbdc85026b2d7515134272fb7e23df1a714bd72","documents":[{"material":"form","name":"申请表.pdf","sha256":"be96a409b6b520f7f271bbf5a027b1ff9ee5280a094409ba728698fe68b2d856","size":320},{"material":"form","name":"申请表.pdf","round":1,"sha256":"f49a67fe7e9f57aeacf734b5e8c0cf0dc63f9f35132044edd21c136eb62a5e20","size":318}],"documents_version":6,"id":"25591776-1eb3-4182-99a2-14f8ce0853b3","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"number":"NW-20261125-00005","outcome":"none","phase":"in-review","phase_at":"2026-11-25T00:36:14.757Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":6,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-25T00:36:14.757Z","phase":"open","stage":0,"version":6}],"round":1,"stage":0,"submitted_at":"2026-11-25T00:36:13.643Z","version":6,"window":"1"}');
INSERT INTO "cases" VALUES(6,'d95c5dde-dc66-4acf-9eed-28dfc9bceed7','南湾-1','一事','张*',1795566975080,0,0,NULL,39,'{"applicant_hash":"6a33361f84202aca996ccf7f36b19c1d353f754fcc11a4c75d1ee5aa528d1d2b","documents":[{"material":"form","name":"申请表.pdf","sha256":"5aea16a0f4f364ce4b863976ba747f71a4406ec2d21016e1fe3152d60aea3d05","size":320}],"documents_version":1,"id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"南湾-1","outcome":"none","phase":"in-review","phase_at":"2026-11-25T00:36:15.080Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":2,"push":"none","reviews":[{"claim_until":"2026-11-25T01:06:15.123Z","claimed_at":"2026-11-25T00:36:15.123Z","claimed_by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"department":"HR","opened_at":"2026-11-25T00:36:15.080Z","phase":"claimed","stage":0,"version":2}],"round":0,"stage":0,"submitted_at":"2026-11-25T00:36:15.080Z","version":4,"window":"1"}');
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
INSERT INTO "deliveries" VALUES(1,8,'7304f3c0-be47-460c-bc34-0e276080064f','waiting',2,1795567285369,1795566977199,'Could not connect to 127.0.0.1: Connection refused');
INSERT INTO "deliveries" VALUES(1,14,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a','waiting',1,1795566976356,1795566970875,'Could not connect to 127.0.0.1: Connection refused');
INSERT INTO "deliveries" VALUES(1,19,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba','waiting',1,1795566977255,1795566972102,'Could not connect to 127.0.0.1: Connection refused');
INSERT INTO "deliveries" VALUES(1,34,'25591776-1eb3-4182-99a2-14f8ce0853b3','waiting',0,1795566974660,0,NULL);
CREATE TABLE departments (
  room     TEXT NOT NULL REFERENCES rooms (code),
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (room, code),
  UNIQUE (room, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "departments" VALUES('NW','FP','计生',1);
INSERT INTO "departments" VALUES('NW','HR','人社',0);
INSERT INTO "departments" VALUES('NW','MK','市场监管',2);
CREATE TABLE drafts (
  case_id TEXT NOT NULL,
  field   TEXT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (case_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE epochs (
  room           TEXT NOT NULL REFERENCES rooms (code),
  number         INTEGER NOT NULL CHECK (number > 0),
  epoch          TEXT NOT NULL UNIQUE,
  after_sequence INTEGER NOT NULL CHECK (after_sequence >= 0),
  PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "epochs" VALUES('NW',1,'31bbdc6644028c0d8819e54be054e323',0);
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
INSERT INTO "heads" VALUES('NW','31bbdc6644028c0d8819e54be054e323',0,'34ba7000bcb56797691f9230a20eee4457a50d95f762b3959d4cd56a3488b0ea',1795566966235,'1caec79a7d393354264db5fbf341916c8f81a7ad1d6a93443c1199e840b9ef0d','8afbd2eac74edee6a5d247273fda36d42b75d44cf619ac8b31c4d12d27faa79a05ba12afd808f2dda9ef0595591017a754ca5b97b94d0f96cb5b7abdd349cd04');
CREATE TABLE installation (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  client      TEXT NOT NULL,
  last_number INTEGER NOT NULL
) STRICT;
CREATE TABLE items (
  code    TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  json    TEXT NOT NULL,
  PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;
INSERT INTO "items" VALUES('FOOD',1,'{"code":"FOOD","materials":[{"code":"form","name":"申请表","required":true}],"name":"食品经营许可证","stages":[["HR","FP"],["MK"]],"version":1}');
INSERT INTO "items" VALUES('ONE',1,'{"code":"ONE","materials":[{"code":"form","name":"申请表","required":true}],"name":"一事","points":["是否齐全"],"stages":[["HR"]],"version":1}');
CREATE TABLE log (
  room         TEXT NOT NULL REFERENCES rooms (code),
  sequence     INTEGER NOT NULL CHECK (sequence > 0),
  case_id      TEXT NOT NULL,
  case_version INTEGER NOT NULL CHECK (case_version > 0),
  json         TEXT NOT NULL,
  hash         TEXT NOT NULL,
  PRIMARY KEY (room, sequence)
) STRICT;
INSERT INTO "log" VALUES('NW',1,'7304f3c0-be47-460c-bc34-0e276080064f',1,'{"applicant_hash":"8fd98644204abd04e7cce3eb09b8eedffa963edd3fc3e28cb68ae50b68bc6e11","at":"2026-11-25T00:36:06.463Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":321}],"item_code":"FOOD","item_name":"食品经营许可证","item_version":1,"kind":"case-submitted","number":"NW-20261125-00001","schema":1,"stages":[["HR","FP"],["MK"]],"window":"1"}','135a512e46b3b956b6b033a598e2cd0b6dccfb66abf2a285469918a07dd0d78e');
INSERT INTO "log" VALUES('NW',2,'7304f3c0-be47-460c-bc34-0e276080064f',2,'{"at":"2026-11-25T00:36:06.463Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','4e956ce15eff7bde1d47fc0502b43c81e6f7707b1412c21c36896c663bafdbbe');
INSERT INTO "log" VALUES('NW',3,'7304f3c0-be47-460c-bc34-0e276080064f',3,'{"at":"2026-11-25T00:36:06.895Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":3,"decision":{"at":"2026-11-25T00:36:06.895Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","kind":"review-decided","schema":1}','8012efaa3aac31709535a8aeb81604f74a55e6615cd0ff8fb3d6f8a69dfaaa18');
INSERT INTO "log" VALUES('NW',4,'7304f3c0-be47-460c-bc34-0e276080064f',4,'{"at":"2026-11-25T00:36:07.329Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":4,"decision":{"at":"2026-11-25T00:36:07.329Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"kind":"approve","opinion":"按规定办理"},"department":"FP","kind":"review-decided","schema":1}','dccb3416242a5092134092db78546bfbb9560cefe488d87bcfef84ff9e01cd4f');
INSERT INTO "log" VALUES('NW',5,'7304f3c0-be47-460c-bc34-0e276080064f',5,'{"at":"2026-11-25T00:36:07.329Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":5,"kind":"stage-opened","schema":1,"stage":1}','986436f6f38fdbe0cf0024cc334d180d89fae5bcef236fc41ce75bfbdbcb96f4');
INSERT INTO "log" VALUES('NW',6,'7304f3c0-be47-460c-bc34-0e276080064f',6,'{"at":"2026-11-25T00:36:07.763Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":6,"decision":{"at":"2026-11-25T00:36:07.763Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"kind":"approve","opinion":"按规定办理"},"department":"MK","kind":"review-decided","schema":1}','82851ef60517ec7aaf12b36268f998a7d210a70a6e3ff1a31888d5af3805c93f');
INSERT INTO "log" VALUES('NW',7,'7304f3c0-be47-460c-bc34-0e276080064f',7,'{"at":"2026-11-25T00:36:07.763Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":7,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-25T00:36:08.763Z"}','1c655486343fc8fddda88b39202571ed673d0c653207708a85628ac011ef0339');
INSERT INTO "log" VALUES('NW',8,'7304f3c0-be47-460c-bc34-0e276080064f',8,'{"at":"2026-11-25T00:36:09.067Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":8,"kind":"result-pushed","results":[{"name":"申请表.pdf","original":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":29784,"stamped":"ef08a0e40686aea04c95160cfcd077f04b77a4b71541fc39d52fa1113bf98226"}],"schema":1}','815364fe8c740e2b5c8d235ef1400791b579b208caf236af1cdfb90289dbdf0b');
INSERT INTO "log" VALUES('NW',9,'7304f3c0-be47-460c-bc34-0e276080064f',9,'{"at":"2026-11-25T00:36:09.537Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"7304f3c0-be47-460c-bc34-0e276080064f","case_version":9,"kind":"result-received","schema":1,"window":"1"}','c8764cef95ad5f4d55c4c68f895c0539c4d3815124fc153d9b90caad7d1c92a8');
INSERT INTO "log" VALUES('NW',10,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a',1,'{"applicant_hash":"768ba92c89dbbf2d3d496a859d0e958ce38f9d8ff88357bbc9a73dbbd31cea1c","at":"2026-11-25T00:36:09.710Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","size":319}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00002","schema":1,"stages":[["HR"]],"window":"1"}','dabe12c3a00c55d6f0b9872b7f843d2a36c111ed9b4c0af530d8aa28d1264fd1');
INSERT INTO "log" VALUES('NW',11,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a',2,'{"at":"2026-11-25T00:36:09.710Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','5aa6c0cc313cc6a6cecee231b784deea852544890af9bf82d98ffb1812c4de71');
INSERT INTO "log" VALUES('NW',12,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a',3,'{"at":"2026-11-25T00:36:09.733Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_version":3,"decision":{"at":"2026-11-25T00:36:09.733Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","kind":"review-decided","schema":1}','5b9a824e3988603bde0c7b3d75746200990296258d6dc6997c27caaff6fa7045');
INSERT INTO "log" VALUES('NW',13,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a',4,'{"at":"2026-11-25T00:36:09.733Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_version":4,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-25T00:36:10.733Z"}','4eba1bedb309280fa20b5dbcd7ed9a6bfc5b9990fe830953132c2cc186ea3944');
INSERT INTO "log" VALUES('NW',14,'ade2ebae-2181-4f6b-bb5f-47d44c52e71a',5,'{"at":"2026-11-25T00:36:10.834Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"ade2ebae-2181-4f6b-bb5f-47d44c52e71a","case_version":5,"kind":"result-pushed","results":[{"fault":"the file is damaged; it can be read but not stamped","name":"申请表.pdf","original":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7"}],"schema":1}','4a302f7f6a7b819b81dd77582014c0b4174cbe2e22ea9e12eb96c3252bc66e9d');
INSERT INTO "log" VALUES('NW',15,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',1,'{"applicant_hash":"1943552872d2c55b5ce4e9c1f08ad541023225e3084062484fbda75dfaaa5eaa","at":"2026-11-25T00:36:10.981Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"0099aa6cbea6ba3754883f6661fb723bae05abcdff5c769e2a42ba0781782ffd","size":318}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00003","schema":1,"stages":[["HR"]],"window":"1"}','5a7176d11a09cfdf45fe566d641c382df0d453351de47f38c5a3fe2a635a67ee');
INSERT INTO "log" VALUES('NW',16,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',2,'{"at":"2026-11-25T00:36:10.981Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','555cd844ab1eaa92c072a0b7d21974b60cfdd9f79a4adfee9e0e1f1547b1dfb8');
INSERT INTO "log" VALUES('NW',17,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',3,'{"at":"2026-11-25T00:36:10.999Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":3,"decision":{"at":"2026-11-25T00:36:10.999Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"return","missing":["租赁合同"],"opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','ea6bf6340317419fd63540a5347539d305c5a5646764788bd8c5959db72a62e2');
INSERT INTO "log" VALUES('NW',18,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',4,'{"at":"2026-11-25T00:36:10.999Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":4,"kind":"supplement-requested","notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"schema":1,"until":"2026-11-25T00:36:11.999Z"}','5b218a1e7b04d80e0c662c7c7646f6331de1afc8332e30629de0c77d39bf0538');
INSERT INTO "log" VALUES('NW',19,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',5,'{"at":"2026-11-25T00:36:12.001Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":5,"kind":"result-pushed","schema":1}','726a18106a031098b4710c75ba5baeb80444a4c23e1cabfd990a5433728855de');
INSERT INTO "log" VALUES('NW',20,'d30a2b5f-2aca-466d-9431-fbe2de2e73ba',6,'{"at":"2026-11-25T00:36:12.433Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d30a2b5f-2aca-466d-9431-fbe2de2e73ba","case_version":6,"documents":[{"material":"form","name":"申请表.pdf","round":1,"sha256":"d58581a5fcdbb81ad4f116c2e615bb090beb0739074ad6d61e44dd7becca025c","size":319}],"kind":"case-supplemented","schema":1}','9cbd34ba6ff8b4b4becb41c04a75d2d275cc6945c9ebe4538e3caa4c2339706e');
INSERT INTO "log" VALUES('NW',21,'303c0ef2-11f7-4f36-9467-df294a55cd61',1,'{"applicant_hash":"fcb6c8a3269267a73d3bc578b1fea102a9f33ca729f8b8c722eed882af2e7c42","at":"2026-11-25T00:36:12.607Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"367118a6639f88ca47902b9af8ab42408f44204159a36dbe7d0ae4d698149fa7","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00004","schema":1,"stages":[["HR"]],"window":"1"}','1ef84f2f00598500e0c5ef4cc4241ff13fe19fe9242c40ab494fc0bbad07f875');
INSERT INTO "log" VALUES('NW',22,'303c0ef2-11f7-4f36-9467-df294a55cd61',2,'{"at":"2026-11-25T00:36:12.607Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','7ccb87f3e5554a8d8cb98da30baae1e6c455a094109955986b57aef93b99fb93');
INSERT INTO "log" VALUES('NW',23,'303c0ef2-11f7-4f36-9467-df294a55cd61',3,'{"at":"2026-11-25T00:36:12.616Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":3,"department":"HR","kind":"review-claimed","schema":1,"until":"2026-11-25T01:06:12.616Z"}','5f9278d2aee67778065e06c2cee165992dd9ba0bed06957752a00876f8f529fb');
INSERT INTO "log" VALUES('NW',24,'303c0ef2-11f7-4f36-9467-df294a55cd61',4,'{"at":"2026-11-25T00:36:13.513Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":4,"department":"HR","kind":"review-released","schema":1}','878de6f588f289a61b78cbf54df10b26299c16f8b87f9bc523ade4dc0387abf7');
INSERT INTO "log" VALUES('NW',25,'303c0ef2-11f7-4f36-9467-df294a55cd61',5,'{"at":"2026-11-25T00:36:13.520Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":5,"decision":{"at":"2026-11-25T00:36:13.520Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','b7193ed0c428395f8c4133e81e94a06229c6cb58dc0a02f23d93cdca7625ec94');
INSERT INTO "log" VALUES('NW',26,'303c0ef2-11f7-4f36-9467-df294a55cd61',6,'{"at":"2026-11-25T00:36:13.520Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":6,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-25T00:36:14.520Z"}','0bff6ef763182589d2fecd01c0788138274c41e770970f3e1f41f53ea84f78b6');
INSERT INTO "log" VALUES('NW',27,'303c0ef2-11f7-4f36-9467-df294a55cd61',7,'{"at":"2026-11-25T00:36:13.534Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":7,"department":"HR","kind":"review-recalled","schema":1,"text":"看错了","until":"2026-11-25T01:06:13.534Z"}','7b269c739b4a3d3bd175a95ad41eaecbce9418c3ed1f972132e8f98a929b789f');
INSERT INTO "log" VALUES('NW',28,'303c0ef2-11f7-4f36-9467-df294a55cd61',8,'{"at":"2026-11-25T00:36:13.537Z","by":{"name":"zhou","role":"supervisor","user":"zhou"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":8,"kind":"case-commented","schema":1,"text":"请快一点"}','082c7f181ca381268f1b9efaab1b68789dd02b1f4f045df879443ee558252506');
INSERT INTO "log" VALUES('NW',29,'303c0ef2-11f7-4f36-9467-df294a55cd61',9,'{"at":"2026-11-25T00:36:13.540Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"303c0ef2-11f7-4f36-9467-df294a55cd61","case_version":9,"kind":"case-withdrawn","schema":1,"text":"不办了"}','0db914d2d7e9d3e2229b68d43add335f682511605affc0587a90d49691097899');
INSERT INTO "log" VALUES('NW',30,'25591776-1eb3-4182-99a2-14f8ce0853b3',1,'{"applicant_hash":"2514305522d24d8bcb978a993bbdc85026b2d7515134272fb7e23df1a714bd72","at":"2026-11-25T00:36:13.643Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"be96a409b6b520f7f271bbf5a027b1ff9ee5280a094409ba728698fe68b2d856","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00005","schema":1,"stages":[["HR"]],"window":"1"}','34adf1593d63c2ee1897278dea36bb11c868bf81a9935f2ab6b87c67f44fe1c0');
INSERT INTO "log" VALUES('NW',31,'25591776-1eb3-4182-99a2-14f8ce0853b3',2,'{"at":"2026-11-25T00:36:13.643Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','5229b42ec23bcd4f86d7b3b4db3f1c3fce732a3f6c5e8eb2c481fc16e9628f0c');
INSERT INTO "log" VALUES('NW',32,'25591776-1eb3-4182-99a2-14f8ce0853b3',3,'{"at":"2026-11-25T00:36:13.659Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":3,"decision":{"at":"2026-11-25T00:36:13.659Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"return","missing":["租赁合同"],"opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','773287c742af4e2405eb63c891260359184aa484a74eabc6beca31a13a72269c');
INSERT INTO "log" VALUES('NW',33,'25591776-1eb3-4182-99a2-14f8ce0853b3',4,'{"at":"2026-11-25T00:36:13.659Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":4,"kind":"supplement-requested","notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"schema":1,"until":"2026-11-25T00:36:14.659Z"}','67e7a2cb4a19e8e72df15ae4b6c97396393c6c85200baec2b60ec8d86ff2be1a');
INSERT INTO "log" VALUES('NW',34,'25591776-1eb3-4182-99a2-14f8ce0853b3',5,'{"at":"2026-11-25T00:36:14.660Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":5,"kind":"result-pushed","schema":1}','358fe8eb15542f3c676c57da2b8f1fe61905bd020ff4c36ab0ec45ca79a95899');
INSERT INTO "log" VALUES('NW',35,'25591776-1eb3-4182-99a2-14f8ce0853b3',6,'{"at":"2026-11-25T00:36:14.757Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"25591776-1eb3-4182-99a2-14f8ce0853b3","case_version":6,"documents":[{"material":"form","name":"申请表.pdf","round":1,"sha256":"f49a67fe7e9f57aeacf734b5e8c0cf0dc63f9f35132044edd21c136eb62a5e20","size":318}],"kind":"case-supplemented","schema":1}','46094835816c4a3daa087e44ffe28176cc7700fac9a37bc33c50b9a898434ea1');
INSERT INTO "log" VALUES('NW',36,'d95c5dde-dc66-4acf-9eed-28dfc9bceed7',1,'{"applicant_hash":"6a33361f84202aca996ccf7f36b19c1d353f754fcc11a4c75d1ee5aa528d1d2b","at":"2026-11-25T00:36:15.080Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"5aea16a0f4f364ce4b863976ba747f71a4406ec2d21016e1fe3152d60aea3d05","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"南湾-1","schema":1,"stages":[["HR"]],"window":"1"}','2813de27e9b7cf976debdd6e1b60c20d4deb27f198f8dc9a2907e433ee7dc6ca');
INSERT INTO "log" VALUES('NW',37,'d95c5dde-dc66-4acf-9eed-28dfc9bceed7',2,'{"at":"2026-11-25T00:36:15.080Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','d333bf4fdf351c6d854e7d69203630a18474c7988cec8ac2b765b9ead531b645');
INSERT INTO "log" VALUES('NW',38,'d95c5dde-dc66-4acf-9eed-28dfc9bceed7',3,'{"at":"2026-11-25T00:36:15.119Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_version":3,"kind":"case-commented","schema":1,"text":"好"}','13d26c87c7e1355322b7573c6e1e83058c12697ec0aa77f73773a39f5e7c4ae6');
INSERT INTO "log" VALUES('NW',39,'d95c5dde-dc66-4acf-9eed-28dfc9bceed7',4,'{"at":"2026-11-25T00:36:15.123Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d95c5dde-dc66-4acf-9eed-28dfc9bceed7","case_version":4,"department":"HR","kind":"review-claimed","schema":1,"until":"2026-11-25T01:06:15.123Z"}','37f942ec3a0160b194b9f7818342788ada832d63bbf51fb12e5afa9d55d4df62');
CREATE TABLE openings (
  number    INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  role      TEXT NOT NULL,
  case_id   TEXT,
  sha256    TEXT,
  CHECK ((case_id IS NULL) <> (sha256 IS NULL))
) STRICT;
INSERT INTO "openings" VALUES(1,1795566966890,'wang','reviewer','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(2,1795566967324,'li','reviewer','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(3,1795566967760,'chen','reviewer','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(4,1795566969524,'zhou','supervisor','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(5,1795566969728,'wang','reviewer','ade2ebae-2181-4f6b-bb5f-47d44c52e71a',NULL);
INSERT INTO "openings" VALUES(6,1795566970858,'zhou','supervisor','ade2ebae-2181-4f6b-bb5f-47d44c52e71a',NULL);
INSERT INTO "openings" VALUES(7,1795566970996,'wang','reviewer','d30a2b5f-2aca-466d-9431-fbe2de2e73ba',NULL);
INSERT INTO "openings" VALUES(8,1795566973518,'wang','reviewer','303c0ef2-11f7-4f36-9467-df294a55cd61',NULL);
INSERT INTO "openings" VALUES(9,1795566973531,'zhou','supervisor','303c0ef2-11f7-4f36-9467-df294a55cd61',NULL);
INSERT INTO "openings" VALUES(10,1795566973655,'wang','reviewer','25591776-1eb3-4182-99a2-14f8ce0853b3',NULL);
INSERT INTO "openings" VALUES(11,1795566975526,'root','administrator','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(12,1795566975876,'shen','auditor','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(13,1795566975882,'window1','counter','7304f3c0-be47-460c-bc34-0e276080064f',NULL);
INSERT INTO "openings" VALUES(14,1795566975974,'zhou','supervisor',NULL,'22cc5ea8579a1e5ea8cae4f70e60fcf564ae7506fc3861930c796246b6c2a8d9');
CREATE TABLE outbox (
  number    INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  state     TEXT NOT NULL,
  queued_at INTEGER NOT NULL,
  command   TEXT NOT NULL,
  answer    TEXT
) STRICT;
CREATE TABLE persons (
  case_id   TEXT NOT NULL PRIMARY KEY,
  salt      TEXT NOT NULL,
  name      TEXT NOT NULL,
  id_number TEXT,
  phone     TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "persons" VALUES('25591776-1eb3-4182-99a2-14f8ce0853b3','eyzx9-mWehVzJcbLGU1J3vRxdQ6v_Frla6X4nEAfMS8','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('303c0ef2-11f7-4f36-9467-df294a55cd61','er5pcDbJz3bbE-JA3CzVXGmiWVycIxZT9prhpl4PW2M','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('7304f3c0-be47-460c-bc34-0e276080064f','Ccy1NKEbjNfeet90eGfY2WY-ZOSWCJqu93-BuJ4yYnw','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('ade2ebae-2181-4f6b-bb5f-47d44c52e71a','ApO7qkMFkqmpf_DoJAtsPQAdroFs7v9zxs6smcFI_6c','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('d30a2b5f-2aca-466d-9431-fbe2de2e73ba','UWnBxWmX9Sms_WSZle5uW-QGqX0SCD8ON5qGqxwVOM4','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('d95c5dde-dc66-4acf-9eed-28dfc9bceed7','ALykKuxlNSBNK5cGM1m_YLwKPWZDOgLeWNDFP63UE0Q','张伟','990307199001011234','13800000000');
CREATE TABLE reviews (
  case_id      TEXT NOT NULL REFERENCES cases (id),
  department   TEXT NOT NULL,
  claimed_by   TEXT,
  submitted_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, department)
) STRICT, WITHOUT ROWID;
INSERT INTO "reviews" VALUES('25591776-1eb3-4182-99a2-14f8ce0853b3','HR',NULL,1795566973643);
INSERT INTO "reviews" VALUES('d30a2b5f-2aca-466d-9431-fbe2de2e73ba','HR',NULL,1795566970981);
INSERT INTO "reviews" VALUES('d95c5dde-dc66-4acf-9eed-28dfc9bceed7','HR','wang',1795566975080);
CREATE TABLE rooms (
  code  TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  epoch TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "rooms" VALUES('NW','南湾','31bbdc6644028c0d8819e54be054e323');
CREATE TABLE secrets (
  digest     TEXT NOT NULL PRIMARY KEY,
  user_name  TEXT NOT NULL REFERENCES accounts (user_name) ON DELETE CASCADE,
  used_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, created_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO "secrets" VALUES('3748baf72dbb472d54ceca5a5c68ec158d4e3dde15827dc21f8d4c60d5095aa7','window1',1795566966156,0,1795566966156);
INSERT INTO "secrets" VALUES('3f4610223bbfa18b2bea0c34482abe260659282172346d92eb5b42dc4a8e9d47','chen',1795566967754,1796171767754,1795566967754);
INSERT INTO "secrets" VALUES('55dac1a8ba0e4948c04df48f33afea83cb4c972c29814676888e9dcc07233db5','zhou',1795566969515,1796171769515,1795566969515);
INSERT INTO "secrets" VALUES('61dab0dcadc8f7bcdd95b2a3672368da194784884fda9f30113f5bf8037bb8cb','li',1795566967317,1796171767317,1795566967317);
INSERT INTO "secrets" VALUES('73195a848c3b3fc56c67341c3e3c6c87d1d3af1fab4cab41e8eac3683e15b3ac','root',1795566975520,1796171775520,1795566975520);
INSERT INTO "secrets" VALUES('847ec6cf99548c929e31a6953f129e269a1356047bddc77fb4a490b095582d9f','wang',1795566966882,1796171766882,1795566966882);
INSERT INTO "secrets" VALUES('8ffd9c5e3602f395771a6f3152038e001122ff18c591fa2615835a964b114511','shen',1795566975870,1796171775870,1795566975870);
INSERT INTO "secrets" VALUES('d8f87f841162554158ce3e786ce901d60a62ce63875b7dc7105a047afa8c6afa','sun',1795566973501,1796171773501,1795566973501);
CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
INSERT INTO "webhooks" VALUES(1,'http://127.0.0.1:9/',NULL,'whsec_Vb4I7+gGRuAZOYYJKEt1xtFTcLSn1fVk5W86vdzzi4I=',NULL,0,'127.0.0.0/8',NULL,'on',1795566966304,4,1795566988095);
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
