-- A room of schema 1, as rooms/make.py wrote it; never edited, since it is what such programs left behind.
PRAGMA application_id = 1246905686;
PRAGMA user_version = 1;
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
) STRICT, WITHOUT ROWID;
INSERT INTO "accounts" VALUES('chen','chen','reviewer','MK',NULL,'$argon2id$v=19$m=65536,t=2,p=1$t3YM8kFhOhijg50yuhnVUQ$S0I7+ZDdbfNx4vUvU88oCUaUwfUoh0E9PUlQYQfVJ+4',0,0);
INSERT INTO "accounts" VALUES('han','han','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$97s2LMXxfOOHFODLSS1s3w$Ejj1gspGIEdxY1IDLZXbnM0dI4d9H/CInJd5BLUpHjA',0,0);
INSERT INTO "accounts" VALUES('li','li','reviewer','FP',NULL,'$argon2id$v=19$m=65536,t=2,p=1$M0XqFBz2sPirddJsc6kHcg$A/xG+LrheNI4tR68wSzxjFCLysRQqa1xBX2WrO2LTd4',0,0);
INSERT INTO "accounts" VALUES('root','root','administrator',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$nOJjOR46rLTqU3pZoxs7Fg$mIWDIbKUQf+Y/bTfqFxXm66Gh19nCzSZXeNr7v5flPI',0,0);
INSERT INTO "accounts" VALUES('shen','shen','auditor',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$i+tw4g+DlIdx5WbL1WSGZA$gAedqUHkWPovRSzbQ9s+nyaJ4bdC4iTUb/cjygHVCdA',0,0);
INSERT INTO "accounts" VALUES('sun','sun','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$+aQF+/tZl0yW7e78nID7Qg$uzRxXvCDx84tcFt+Sv2CpVCBl/SfsKcWHF7GP16aNeE',0,0);
INSERT INTO "accounts" VALUES('wang','wang','reviewer','HR',NULL,'$argon2id$v=19$m=65536,t=2,p=1$De90cFYg8ZcalerPHyzP0g$CyIto3Kny1eh3vy/sGr/yWUM18DtlIegPsM7YOsvyv4',0,0);
INSERT INTO "accounts" VALUES('window1','window1','counter',NULL,'1',NULL,0,0);
INSERT INTO "accounts" VALUES('zhou','zhou','supervisor',NULL,NULL,'$argon2id$v=19$m=65536,t=2,p=1$ufhwCbXhWQ6RZxF6LM0+tw$QfNklALM0f9/D71LdO4SlgDE8iwbarMmaDdP8lP/JyE',0,0);
CREATE TABLE answer_clients (
  client    TEXT NOT NULL PRIMARY KEY,
  user_name TEXT NOT NULL,
  highest   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "answer_clients" VALUES('00080bb5-b4d0-436f-bd71-2520e52ecd9e','wang',1);
INSERT INTO "answer_clients" VALUES('046cc58f-fc4c-4d25-9173-223748e26086','sun',1);
INSERT INTO "answer_clients" VALUES('09c2d4ad-6ecd-4aa2-9f0d-a841ecad1d12','window1',1);
INSERT INTO "answer_clients" VALUES('0d3e4035-42d4-4743-b260-375799a1f774','wang',1);
INSERT INTO "answer_clients" VALUES('15575553-7136-4702-81d4-f63d6b86a642','window1',1);
INSERT INTO "answer_clients" VALUES('15936efc-4ba6-450d-bd78-3b9892e16b0d','window1',1);
INSERT INTO "answer_clients" VALUES('2239d4ea-a4d9-4cb5-88f1-854fbd161475','window1',1);
INSERT INTO "answer_clients" VALUES('22f26093-710c-4c5f-b8e1-ec20f9e0d0ff','window1',1);
INSERT INTO "answer_clients" VALUES('27b73c15-e005-429b-b942-1073c284d191','window1',1);
INSERT INTO "answer_clients" VALUES('29a80b27-f3d4-4df1-9020-883c7832c1ac','hub',4);
INSERT INTO "answer_clients" VALUES('345f84f5-e934-4878-bd67-230c85bd242e','wang',1);
INSERT INTO "answer_clients" VALUES('39dee974-bf24-422c-b929-b76da9274af4','wang',1);
INSERT INTO "answer_clients" VALUES('4ddbfd70-1a6a-41ea-8448-8ee408e0fe16','window1',1);
INSERT INTO "answer_clients" VALUES('4ea4fd7f-6e9f-4c03-b7f7-5ee77f3dd2f8','sun',1);
INSERT INTO "answer_clients" VALUES('5edb5150-5b4c-49b2-ab22-04c5bd0ca28b','window1',1);
INSERT INTO "answer_clients" VALUES('609c8a5a-f55b-46f1-800a-7c88ec3afa63','wang',1);
INSERT INTO "answer_clients" VALUES('63948025-50c0-4d98-9f84-ff398188907b','window1',1);
INSERT INTO "answer_clients" VALUES('6730dff2-d3b6-4fcc-88ad-aecde265852c','window1',1);
INSERT INTO "answer_clients" VALUES('6b61ee23-49f7-4955-a597-ddaa83be02aa','wang',1);
INSERT INTO "answer_clients" VALUES('7cf05879-0384-4bf4-9a41-628d4df0f5a6','window1',1);
INSERT INTO "answer_clients" VALUES('8398d558-9151-4bfa-8da3-88312760100c','wang',1);
INSERT INTO "answer_clients" VALUES('8d196caa-29a8-4ba4-b9d7-91554378a7a6','window1',1);
INSERT INTO "answer_clients" VALUES('9182658a-af28-4269-ab02-7b4b446de0f3','wang',1);
INSERT INTO "answer_clients" VALUES('98e22dbb-4c00-4286-a323-3363314c1c85','window1',1);
INSERT INTO "answer_clients" VALUES('a2514ceb-bb29-4860-ab0f-7981c6d4d043','window1',1);
INSERT INTO "answer_clients" VALUES('a5f8c202-f80d-44b0-bd79-d8b2de9ab316','li',1);
INSERT INTO "answer_clients" VALUES('ae4a9b24-9fe9-47c5-8cd9-e8bb3e9f7d68','window1',1);
INSERT INTO "answer_clients" VALUES('b8ed4c99-8832-4d95-bf20-e9deb45306fc','chen',1);
INSERT INTO "answer_clients" VALUES('c14918e9-04d6-4ece-8a67-69bf2a3562e8','zhou',1);
INSERT INTO "answer_clients" VALUES('ca91d9f9-c241-40d9-917f-da561a9cea69','wang',1);
INSERT INTO "answer_clients" VALUES('d152ac04-3b5a-42eb-9c67-d977389c714e','zhou',1);
INSERT INTO "answer_clients" VALUES('e424426f-6045-4898-af5a-9319017081bb','wang',1);
INSERT INTO "answer_clients" VALUES('ef2071a0-74f7-48a2-8ec1-8cb4e8c14d7e','window1',1);
INSERT INTO "answer_clients" VALUES('f7b14079-7a92-458b-baaa-b90d8cc1b8b3','wang',1);
INSERT INTO "answer_clients" VALUES('far','wang',5000);
CREATE TABLE answers (
  client TEXT NOT NULL REFERENCES answer_clients (client) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  json   TEXT NOT NULL,
  PRIMARY KEY (client, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "answers" VALUES('00080bb5-b4d0-436f-bd71-2520e52ecd9e',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":6,"number":1,"sequence":26}');
INSERT INTO "answers" VALUES('046cc58f-fc4c-4d25-9173-223748e26086',1,'{"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_number":"NW-20261125-00005","case_version":6,"number":1,"problem":{"at":"2026-11-24T16:48:09.650Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"detail":"Documents were added meanwhile","status":409,"title":"The case has changed meanwhile","type":"urn:joint-review:problem:changed"}}');
INSERT INTO "answers" VALUES('09c2d4ad-6ecd-4aa2-9f0d-a841ecad1d12',1,'{"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_number":"NW-20261125-00003","case_version":2,"number":1,"sequence":16}');
INSERT INTO "answers" VALUES('0d3e4035-42d4-4743-b260-375799a1f774',1,'{"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_number":"NW-20261125-00003","case_version":4,"number":1,"sequence":18}');
INSERT INTO "answers" VALUES('15575553-7136-4702-81d4-f63d6b86a642',1,'{"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_number":"NW-20261125-00005","case_version":2,"number":1,"sequence":31}');
INSERT INTO "answers" VALUES('15936efc-4ba6-450d-bd78-3b9892e16b0d',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":2,"number":1,"sequence":2}');
INSERT INTO "answers" VALUES('2239d4ea-a4d9-4cb5-88f1-854fbd161475',1,'{"case_id":"1f82d1d7-f140-4d88-9c6e-ba915e4d87ce","case_number":"南湾-1","number":1,"problem":{"detail":"Another case has this number already","status":409,"title":"There is such a case already","type":"urn:joint-review:problem:duplicate"}}');
INSERT INTO "answers" VALUES('22f26093-710c-4c5f-b8e1-ec20f9e0d0ff',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":9,"number":1,"problem":{"detail":"The receipt is on record already","status":409,"title":"Not possible where the case stands now","type":"urn:joint-review:problem:wrong-phase"}}');
INSERT INTO "answers" VALUES('27b73c15-e005-429b-b942-1073c284d191',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":9,"number":1,"problem":{"at":"2026-11-24T16:48:01.664Z","by":{"name":"hub","role":"hub","user":"hub"},"detail":"The outcome has been told already","status":409,"title":"It is too late for that","type":"urn:joint-review:problem:too-late"}}');
INSERT INTO "answers" VALUES('29a80b27-f3d4-4df1-9020-883c7832c1ac',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":8,"number":1,"sequence":8}');
INSERT INTO "answers" VALUES('29a80b27-f3d4-4df1-9020-883c7832c1ac',2,'{"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_number":"NW-20261125-00002","case_version":5,"number":2,"sequence":14}');
INSERT INTO "answers" VALUES('29a80b27-f3d4-4df1-9020-883c7832c1ac',3,'{"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_number":"NW-20261125-00003","case_version":5,"number":3,"sequence":19}');
INSERT INTO "answers" VALUES('29a80b27-f3d4-4df1-9020-883c7832c1ac',4,'{"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_number":"NW-20261125-00005","case_version":5,"number":4,"sequence":34}');
INSERT INTO "answers" VALUES('345f84f5-e934-4878-bd67-230c85bd242e',1,'{"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_number":"NW-20261125-00002","case_version":4,"number":1,"sequence":13}');
INSERT INTO "answers" VALUES('39dee974-bf24-422c-b929-b76da9274af4',1,'{"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_number":"南湾-1","case_version":3,"number":1,"sequence":38}');
INSERT INTO "answers" VALUES('4ddbfd70-1a6a-41ea-8448-8ee408e0fe16',1,'{"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_number":"南湾-1","case_version":2,"number":1,"sequence":37}');
INSERT INTO "answers" VALUES('4ea4fd7f-6e9f-4c03-b7f7-5ee77f3dd2f8',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":3,"number":1,"problem":{"at":"2026-11-24T16:48:06.833Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"detail":"A colleague has claimed the review","status":409,"title":"A colleague has claimed it","type":"urn:joint-review:problem:claimed"}}');
INSERT INTO "answers" VALUES('5edb5150-5b4c-49b2-ab22-04c5bd0ca28b',1,'{"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_number":"NW-20261125-00005","case_version":6,"number":1,"sequence":35}');
INSERT INTO "answers" VALUES('609c8a5a-f55b-46f1-800a-7c88ec3afa63',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":6,"number":1,"problem":{"at":"2026-11-24T16:48:07.962Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"detail":"“decide” is not possible: the case is “decided”","status":409,"title":"Not possible where the case stands now","type":"urn:joint-review:problem:wrong-phase"}}');
INSERT INTO "answers" VALUES('63948025-50c0-4d98-9f84-ff398188907b',1,'{"case_id":"86c2ae92-8f20-4ca8-be43-c724c2dffc30","number":1,"problem":{"detail":"There is no such service item","status":422,"title":"There is no such service item","type":"urn:joint-review:problem:unknown-item"}}');
INSERT INTO "answers" VALUES('6730dff2-d3b6-4fcc-88ad-aecde265852c',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":9,"number":1,"sequence":29}');
INSERT INTO "answers" VALUES('6b61ee23-49f7-4955-a597-ddaa83be02aa',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":4,"number":1,"sequence":24}');
INSERT INTO "answers" VALUES('7cf05879-0384-4bf4-9a41-628d4df0f5a6',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":9,"number":1,"sequence":9}');
INSERT INTO "answers" VALUES('8398d558-9151-4bfa-8da3-88312760100c',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":3,"number":1,"sequence":23}');
INSERT INTO "answers" VALUES('8d196caa-29a8-4ba4-b9d7-91554378a7a6',1,'{"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_number":"NW-20261125-00002","case_version":2,"number":1,"sequence":11}');
INSERT INTO "answers" VALUES('9182658a-af28-4269-ab02-7b4b446de0f3',1,'{"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_number":"NW-20261125-00005","case_version":4,"number":1,"sequence":33}');
INSERT INTO "answers" VALUES('98e22dbb-4c00-4286-a323-3363314c1c85',1,'{"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_number":"NW-20261125-00003","case_version":6,"number":1,"sequence":20}');
INSERT INTO "answers" VALUES('a2514ceb-bb29-4860-ab0f-7981c6d4d043',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":2,"number":1,"sequence":22}');
INSERT INTO "answers" VALUES('a5f8c202-f80d-44b0-bd79-d8b2de9ab316',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":5,"number":1,"sequence":5}');
INSERT INTO "answers" VALUES('ae4a9b24-9fe9-47c5-8cd9-e8bb3e9f7d68',1,'{"case_id":"00000000-0000-0000-0000-000000000000","number":1,"problem":{"detail":"There is no such case","status":404,"title":"There is no such case","type":"urn:joint-review:problem:unknown-case"}}');
INSERT INTO "answers" VALUES('b8ed4c99-8832-4d95-bf20-e9deb45306fc',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":7,"number":1,"sequence":7}');
INSERT INTO "answers" VALUES('c14918e9-04d6-4ece-8a67-69bf2a3562e8',1,'{"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_number":"南湾-1","case_version":2,"number":1,"problem":{"detail":"This role may not do that","status":403,"title":"This is not allowed for you","type":"urn:joint-review:problem:not-allowed"}}');
INSERT INTO "answers" VALUES('ca91d9f9-c241-40d9-917f-da561a9cea69',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":7,"number":1,"sequence":27}');
INSERT INTO "answers" VALUES('d152ac04-3b5a-42eb-9c67-d977389c714e',1,'{"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_number":"NW-20261125-00004","case_version":8,"number":1,"sequence":28}');
INSERT INTO "answers" VALUES('e424426f-6045-4898-af5a-9319017081bb',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":8,"number":1,"problem":{"detail":"The counter has been told already","status":409,"title":"It is too late for that","type":"urn:joint-review:problem:too-late"}}');
INSERT INTO "answers" VALUES('ef2071a0-74f7-48a2-8ec1-8cb4e8c14d7e',1,'{"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_number":"南湾-1","case_version":2,"number":1,"problem":{"detail":"A withdrawal needs a reason, at most 2000 characters","status":422,"title":"Something that is needed is missing","type":"urn:joint-review:problem:incomplete"}}');
INSERT INTO "answers" VALUES('f7b14079-7a92-458b-baaa-b90d8cc1b8b3',1,'{"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_number":"NW-20261125-00001","case_version":3,"number":1,"sequence":3}');
INSERT INTO "answers" VALUES('far',5000,'{"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_number":"南湾-1","case_version":4,"number":5000,"sequence":39}');
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
INSERT INTO "cases" VALUES(1,'dceb7041-64bb-4b71-870e-9d644f03169c','NW-20261125-00001','食品经营许可证','张*',1795538876442,1,0,NULL,9,'{"applicant_hash":"695567357f0f587c7ac78291ae7452bf3af9bbf3ff0baf4694980d43637f4256","documents":[{"material":"form","name":"申请表.pdf","sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":321}],"documents_version":1,"id":"dceb7041-64bb-4b71-870e-9d644f03169c","item_code":"FOOD","item_name":"食品经营许可证","item_version":1,"n_stages":2,"number":"NW-20261125-00001","outcome":"approved","phase":"delivered","phase_at":"2026-11-24T16:48:01.664Z","phase_by":{"name":"hub","role":"hub","user":"hub"},"phase_version":8,"push":"received","results":[{"name":"申请表.pdf","original":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":29203,"stamped":"26a252891686f28e6c1bac4fcb1bb56526cd35b6c16b73a45fc1046007b91ee9"}],"reviews":[{"decision":{"at":"2026-11-24T16:47:57.596Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","opened_at":"2026-11-24T16:47:56.442Z","phase":"decided","stage":0,"version":3},{"decision":{"at":"2026-11-24T16:47:58.726Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"kind":"approve","opinion":"按规定办理"},"department":"FP","opened_at":"2026-11-24T16:47:56.442Z","phase":"decided","stage":0,"version":4},{"decision":{"at":"2026-11-24T16:47:59.878Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"kind":"approve","opinion":"按规定办理"},"department":"MK","opened_at":"2026-11-24T16:47:58.726Z","phase":"decided","stage":1,"version":6}],"round":0,"stage":1,"submitted_at":"2026-11-24T16:47:56.442Z","version":9,"window":"1"}');
INSERT INTO "cases" VALUES(2,'d16b3d5e-f1be-4094-a141-135349add60a','NW-20261125-00002','一事','张*',1795538883567,1,0,NULL,14,'{"applicant_hash":"5e6e6834b690580c1015fbbe54071f471989752e4153ee81e1893af73e074154","documents":[{"material":"form","name":"申请表.pdf","sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","size":319}],"documents_version":1,"id":"d16b3d5e-f1be-4094-a141-135349add60a","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"NW-20261125-00002","outcome":"approved","phase":"delivered","phase_at":"2026-11-24T16:48:04.912Z","phase_by":{"name":"hub","role":"hub","user":"hub"},"phase_version":5,"push":"sent","results":[{"fault":"the file is damaged; it can be read but not stamped","name":"申请表.pdf","original":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7"}],"reviews":[{"decision":{"at":"2026-11-24T16:48:03.636Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","opened_at":"2026-11-24T16:48:03.567Z","phase":"decided","stage":0,"version":3}],"round":0,"stage":0,"submitted_at":"2026-11-24T16:48:03.567Z","version":5,"window":"1"}');
INSERT INTO "cases" VALUES(3,'4bc78d2e-7de6-4869-ad90-8c0245111d33','NW-20261125-00003','一事','张*',1795538885286,0,0,NULL,20,'{"applicant_hash":"879415c0ea220613f540b35d79c9bd6e04a1de8233d9a2f46a913d14fd0b7807","documents":[{"material":"form","name":"申请表.pdf","sha256":"0099aa6cbea6ba3754883f6661fb723bae05abcdff5c769e2a42ba0781782ffd","size":318},{"material":"form","name":"申请表.pdf","round":1,"sha256":"d58581a5fcdbb81ad4f116c2e615bb090beb0739074ad6d61e44dd7becca025c","size":319}],"documents_version":6,"id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"number":"NW-20261125-00003","outcome":"none","phase":"in-review","phase_at":"2026-11-24T16:48:06.554Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":6,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T16:48:06.554Z","phase":"open","stage":0,"version":6}],"round":1,"stage":0,"submitted_at":"2026-11-24T16:48:05.286Z","version":6,"window":"1"}');
INSERT INTO "cases" VALUES(4,'6772e194-7c72-48c6-a65b-d26f0238e2d1','NW-20261125-00004','一事','张*',1795538886823,1,0,NULL,29,'{"applicant_hash":"6ae42fdad18e158140aefca305c313038ac05cd662e71eb716b9883dcad2508c","documents":[{"material":"form","name":"申请表.pdf","sha256":"367118a6639f88ca47902b9af8ab42408f44204159a36dbe7d0ae4d698149fa7","size":320}],"documents_version":1,"id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"NW-20261125-00004","outcome":"none","phase":"withdrawn","phase_at":"2026-11-24T16:48:07.994Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":9,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T16:48:07.985Z","phase":"open","stage":0,"version":7}],"round":0,"stage":0,"submitted_at":"2026-11-24T16:48:06.823Z","version":9,"window":"1","withdrawal_reason":"不办了"}');
INSERT INTO "cases" VALUES(5,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30','NW-20261125-00005','一事','张*',1795538888354,0,0,NULL,35,'{"applicant_hash":"007e16f277d89bbdba874c587252963a69df3ffe57be051be26f3f8faee074ed","documents":[{"material":"form","name":"申请表.pdf","sha256":"be96a409b6b520f7f271bbf5a027b1ff9ee5280a094409ba728698fe68b2d856","size":320},{"material":"form","name":"申请表.pdf","round":1,"sha256":"f49a67fe7e9f57aeacf734b5e8c0cf0dc63f9f35132044edd21c136eb62a5e20","size":318}],"documents_version":6,"id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"number":"NW-20261125-00005","outcome":"none","phase":"in-review","phase_at":"2026-11-24T16:48:09.650Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":6,"push":"none","reviews":[{"department":"HR","opened_at":"2026-11-24T16:48:09.650Z","phase":"open","stage":0,"version":6}],"round":1,"stage":0,"submitted_at":"2026-11-24T16:48:08.354Z","version":6,"window":"1"}');
INSERT INTO "cases" VALUES(6,'b0c2fc40-71e7-4eba-b7ff-66003d2270f0','南湾-1','一事','张*',1795538890947,0,0,NULL,39,'{"applicant_hash":"8883c1a13756516b476dad93b8f26aa8f9f7870f393f51e90d3fd7eba64f1f57","documents":[{"material":"form","name":"申请表.pdf","sha256":"5aea16a0f4f364ce4b863976ba747f71a4406ec2d21016e1fe3152d60aea3d05","size":320}],"documents_version":1,"id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","item_code":"ONE","item_name":"一事","item_version":1,"n_stages":1,"number":"南湾-1","outcome":"none","phase":"in-review","phase_at":"2026-11-24T16:48:10.947Z","phase_by":{"name":"window1","role":"counter","user":"window1","window":"1"},"phase_version":2,"push":"none","reviews":[{"claim_until":"2026-11-24T17:18:11.061Z","claimed_at":"2026-11-24T16:48:11.061Z","claimed_by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"department":"HR","opened_at":"2026-11-24T16:48:10.947Z","phase":"claimed","stage":0,"version":2}],"round":0,"stage":0,"submitted_at":"2026-11-24T16:48:10.947Z","version":4,"window":"1"}');
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
INSERT INTO "log" VALUES('NW',1,'dceb7041-64bb-4b71-870e-9d644f03169c',1,'{"applicant_hash":"695567357f0f587c7ac78291ae7452bf3af9bbf3ff0baf4694980d43637f4256","at":"2026-11-24T16:47:56.442Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":321}],"item_code":"FOOD","item_name":"食品经营许可证","item_version":1,"kind":"case-submitted","number":"NW-20261125-00001","schema":1,"stages":[["HR","FP"],["MK"]],"window":"1"}','80ad5a96f9a3ce57527be2a5e2f6fe643bc58557598af35b4c3b1d0e2a88645c');
INSERT INTO "log" VALUES('NW',2,'dceb7041-64bb-4b71-870e-9d644f03169c',2,'{"at":"2026-11-24T16:47:56.442Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','6c153b3a6c02332e69b3d6a11ee194b558a2d636de335f994e568395a930f5b6');
INSERT INTO "log" VALUES('NW',3,'dceb7041-64bb-4b71-870e-9d644f03169c',3,'{"at":"2026-11-24T16:47:57.596Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":3,"decision":{"at":"2026-11-24T16:47:57.596Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","kind":"review-decided","schema":1}','980bb76cff91683242a3f879b26338b765b2fc946f59290a5796932baa6407e6');
INSERT INTO "log" VALUES('NW',4,'dceb7041-64bb-4b71-870e-9d644f03169c',4,'{"at":"2026-11-24T16:47:58.726Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":4,"decision":{"at":"2026-11-24T16:47:58.726Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"kind":"approve","opinion":"按规定办理"},"department":"FP","kind":"review-decided","schema":1}','ce23646573a325b368211f10f63c507e7fd54597eb80dad2cac6159889809e9d');
INSERT INTO "log" VALUES('NW',5,'dceb7041-64bb-4b71-870e-9d644f03169c',5,'{"at":"2026-11-24T16:47:58.726Z","by":{"department":"FP","name":"li","role":"reviewer","user":"li"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":5,"kind":"stage-opened","schema":1,"stage":1}','925526154a4f718de9b3f3907c949ce3b3e6fd17626b66eb1a0e969f3a7a49a7');
INSERT INTO "log" VALUES('NW',6,'dceb7041-64bb-4b71-870e-9d644f03169c',6,'{"at":"2026-11-24T16:47:59.878Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":6,"decision":{"at":"2026-11-24T16:47:59.878Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"kind":"approve","opinion":"按规定办理"},"department":"MK","kind":"review-decided","schema":1}','2caed35c41e828133330b7418ddcdc1aaa839d07aa2184dbf0faa02d45cd9986');
INSERT INTO "log" VALUES('NW',7,'dceb7041-64bb-4b71-870e-9d644f03169c',7,'{"at":"2026-11-24T16:47:59.878Z","by":{"department":"MK","name":"chen","role":"reviewer","user":"chen"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":7,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-24T16:48:00.878Z"}','c5f800eb94faf0648f2fb2cf1c7a12ebc256925576e37e9fe3422643d3551695');
INSERT INTO "log" VALUES('NW',8,'dceb7041-64bb-4b71-870e-9d644f03169c',8,'{"at":"2026-11-24T16:48:01.664Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":8,"kind":"result-pushed","results":[{"name":"申请表.pdf","original":"cba788a8a64d453f6653667269cdc4fe6ab4be20aa08df9b005c718edff0b50c","size":29203,"stamped":"26a252891686f28e6c1bac4fcb1bb56526cd35b6c16b73a45fc1046007b91ee9"}],"schema":1}','4090e5875e2ba0badc4875c2f6dbd6bcf5a164b09900ae009c4caa993b477746');
INSERT INTO "log" VALUES('NW',9,'dceb7041-64bb-4b71-870e-9d644f03169c',9,'{"at":"2026-11-24T16:48:03.116Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"dceb7041-64bb-4b71-870e-9d644f03169c","case_version":9,"kind":"result-received","schema":1,"window":"1"}','73b0582f8af1a655d8cc4ec139f19bda5f7f53e72fde236eae665735d3db53c7');
INSERT INTO "log" VALUES('NW',10,'d16b3d5e-f1be-4094-a141-135349add60a',1,'{"applicant_hash":"5e6e6834b690580c1015fbbe54071f471989752e4153ee81e1893af73e074154","at":"2026-11-24T16:48:03.567Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","size":319}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00002","schema":1,"stages":[["HR"]],"window":"1"}','17443af60b084e43982103ac1dc924ed477480520c32fa822e3b276e7f789a9a');
INSERT INTO "log" VALUES('NW',11,'d16b3d5e-f1be-4094-a141-135349add60a',2,'{"at":"2026-11-24T16:48:03.567Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','feed8138d30f133ccd16640fa5e5d47f5a51a95f1c5d657c584b79b8da364399');
INSERT INTO "log" VALUES('NW',12,'d16b3d5e-f1be-4094-a141-135349add60a',3,'{"at":"2026-11-24T16:48:03.636Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_version":3,"decision":{"at":"2026-11-24T16:48:03.636Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理","stamps":[{"height_um":30000,"page":0,"sha256":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7","width_um":30000,"x_um":20000,"y_um":20000}]},"department":"HR","kind":"review-decided","schema":1}','7632eb3bf016241b19fa6fa205d87e4ef385d71b0bb9081dbf3fb1af2d8bd5a1');
INSERT INTO "log" VALUES('NW',13,'d16b3d5e-f1be-4094-a141-135349add60a',4,'{"at":"2026-11-24T16:48:03.636Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_version":4,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-24T16:48:04.636Z"}','775277f9a35934e72fd4b3370259cb7f90cd6c6928876a5ad4c288899e4fbba3');
INSERT INTO "log" VALUES('NW',14,'d16b3d5e-f1be-4094-a141-135349add60a',5,'{"at":"2026-11-24T16:48:04.912Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"d16b3d5e-f1be-4094-a141-135349add60a","case_version":5,"kind":"result-pushed","results":[{"fault":"the file is damaged; it can be read but not stamped","name":"申请表.pdf","original":"4f474c89c90d3a5190b6545018c677f3121b9064a44d8b7674b7bc6ce46b90a7"}],"schema":1}','dcd5ae2922d1d8a51b3a6a135ae7cb92b63d05d68c8e3b699e8dec7dd79e834c');
INSERT INTO "log" VALUES('NW',15,'4bc78d2e-7de6-4869-ad90-8c0245111d33',1,'{"applicant_hash":"879415c0ea220613f540b35d79c9bd6e04a1de8233d9a2f46a913d14fd0b7807","at":"2026-11-24T16:48:05.286Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"0099aa6cbea6ba3754883f6661fb723bae05abcdff5c769e2a42ba0781782ffd","size":318}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00003","schema":1,"stages":[["HR"]],"window":"1"}','c0563288346cd4d1eba1caf2f4e26d332e11a5e4dcef747f4138823e2eab2f5a');
INSERT INTO "log" VALUES('NW',16,'4bc78d2e-7de6-4869-ad90-8c0245111d33',2,'{"at":"2026-11-24T16:48:05.286Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','3e320543c62d89ef264cad8edfaa6ec5afdfcdaee8c293c10cf0f663b25a238b');
INSERT INTO "log" VALUES('NW',17,'4bc78d2e-7de6-4869-ad90-8c0245111d33',3,'{"at":"2026-11-24T16:48:05.321Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":3,"decision":{"at":"2026-11-24T16:48:05.321Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"return","missing":["租赁合同"],"opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','5977d97b160b53f3e7a123e76085adba7d9c60d3705a86e89736ea4f1cd76d59');
INSERT INTO "log" VALUES('NW',18,'4bc78d2e-7de6-4869-ad90-8c0245111d33',4,'{"at":"2026-11-24T16:48:05.321Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":4,"kind":"supplement-requested","notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"schema":1,"until":"2026-11-24T16:48:06.321Z"}','c383d9d80741975cf09fca95b3c253b5d04bc381d3f74e837657ac00c7f7291d');
INSERT INTO "log" VALUES('NW',19,'4bc78d2e-7de6-4869-ad90-8c0245111d33',5,'{"at":"2026-11-24T16:48:06.322Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":5,"kind":"result-pushed","schema":1}','8ca6c8babcf94869c7bf8b72074da60073f4675152b7358b2adba5f6dbdf8177');
INSERT INTO "log" VALUES('NW',20,'4bc78d2e-7de6-4869-ad90-8c0245111d33',6,'{"at":"2026-11-24T16:48:06.554Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"4bc78d2e-7de6-4869-ad90-8c0245111d33","case_version":6,"documents":[{"material":"form","name":"申请表.pdf","round":1,"sha256":"d58581a5fcdbb81ad4f116c2e615bb090beb0739074ad6d61e44dd7becca025c","size":319}],"kind":"case-supplemented","schema":1}','b8b0f8b57177651b05496a34be1d6ac5d54642d2511c853229a61b26fd09b399');
INSERT INTO "log" VALUES('NW',21,'6772e194-7c72-48c6-a65b-d26f0238e2d1',1,'{"applicant_hash":"6ae42fdad18e158140aefca305c313038ac05cd662e71eb716b9883dcad2508c","at":"2026-11-24T16:48:06.823Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"367118a6639f88ca47902b9af8ab42408f44204159a36dbe7d0ae4d698149fa7","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00004","schema":1,"stages":[["HR"]],"window":"1"}','4f962b70c974a6193aa2c665be2ff0ed4929738994bcc767e27e4dc72cf79fb1');
INSERT INTO "log" VALUES('NW',22,'6772e194-7c72-48c6-a65b-d26f0238e2d1',2,'{"at":"2026-11-24T16:48:06.823Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','ca2f1ecd9b499eb8838599e36d6946f8d81e3721b2b010784114a66d64a887d3');
INSERT INTO "log" VALUES('NW',23,'6772e194-7c72-48c6-a65b-d26f0238e2d1',3,'{"at":"2026-11-24T16:48:06.833Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":3,"department":"HR","kind":"review-claimed","schema":1,"until":"2026-11-24T17:18:06.833Z"}','ee1d5f0bdc2ea8738407a3a0669d20464598e7fe6afbaa49a22b9c1f981f8b01');
INSERT INTO "log" VALUES('NW',24,'6772e194-7c72-48c6-a65b-d26f0238e2d1',4,'{"at":"2026-11-24T16:48:07.945Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":4,"department":"HR","kind":"review-released","schema":1}','861ca7408f30a964ce271d7454e3d1435318501f0dd62fd4fdec04472a5b714b');
INSERT INTO "log" VALUES('NW',25,'6772e194-7c72-48c6-a65b-d26f0238e2d1',5,'{"at":"2026-11-24T16:48:07.962Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":5,"decision":{"at":"2026-11-24T16:48:07.962Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"approve","opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','33ca98c693169d16f27d3a01fdcc3aada0feade2ba0329205c1294172d854b54');
INSERT INTO "log" VALUES('NW',26,'6772e194-7c72-48c6-a65b-d26f0238e2d1',6,'{"at":"2026-11-24T16:48:07.962Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":6,"kind":"case-decided","outcome":"approved","schema":1,"until":"2026-11-24T16:48:08.962Z"}','0f0a5a453b25b4a1a1be816775f38c9760d788980da7a86179e691281916d07e');
INSERT INTO "log" VALUES('NW',27,'6772e194-7c72-48c6-a65b-d26f0238e2d1',7,'{"at":"2026-11-24T16:48:07.985Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":7,"department":"HR","kind":"review-recalled","schema":1,"text":"看错了","until":"2026-11-24T17:18:07.985Z"}','86a241069abd60965cedfbcb824e102af6d0e923b477f5d005258732cbecb6e7');
INSERT INTO "log" VALUES('NW',28,'6772e194-7c72-48c6-a65b-d26f0238e2d1',8,'{"at":"2026-11-24T16:48:07.991Z","by":{"name":"zhou","role":"supervisor","user":"zhou"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":8,"kind":"case-commented","schema":1,"text":"请快一点"}','fbd7ec2d0e8cd5ed967a3e96771e8f5a8660faccaf2b5c4707d0dcb0675656ca');
INSERT INTO "log" VALUES('NW',29,'6772e194-7c72-48c6-a65b-d26f0238e2d1',9,'{"at":"2026-11-24T16:48:07.994Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"6772e194-7c72-48c6-a65b-d26f0238e2d1","case_version":9,"kind":"case-withdrawn","schema":1,"text":"不办了"}','679cbd6986b354e87a0a8c8cbdd1c7dac26b6b0575b6c0a0759e625d14f2333d');
INSERT INTO "log" VALUES('NW',30,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',1,'{"applicant_hash":"007e16f277d89bbdba874c587252963a69df3ffe57be051be26f3f8faee074ed","at":"2026-11-24T16:48:08.354Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"be96a409b6b520f7f271bbf5a027b1ff9ee5280a094409ba728698fe68b2d856","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"NW-20261125-00005","schema":1,"stages":[["HR"]],"window":"1"}','27dfe1729de3ee2be5a73f337695661bf5fa7a7d1081f45b365dd6293ac8d777');
INSERT INTO "log" VALUES('NW',31,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',2,'{"at":"2026-11-24T16:48:08.354Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','fc984642411d7d9cfd99b2e98e55c64acd460c8af2d98b098ffc8bd625573e5b');
INSERT INTO "log" VALUES('NW',32,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',3,'{"at":"2026-11-24T16:48:08.378Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":3,"decision":{"at":"2026-11-24T16:48:08.378Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"kind":"return","missing":["租赁合同"],"opinion":"按规定办理"},"department":"HR","kind":"review-decided","schema":1}','58b600ea5e54b069313ee973e36022971af49cdb54f491c99f05e9e8c5124416');
INSERT INTO "log" VALUES('NW',33,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',4,'{"at":"2026-11-24T16:48:08.378Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":4,"kind":"supplement-requested","notice":[{"department":"HR","missing":["租赁合同"],"opinion":"按规定办理"}],"schema":1,"until":"2026-11-24T16:48:09.378Z"}','1d12f3ee486ace517678086f29f3c0ce9cd3c74293ec7ceac588cdf828587aaf');
INSERT INTO "log" VALUES('NW',34,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',5,'{"at":"2026-11-24T16:48:09.379Z","by":{"name":"hub","role":"hub","user":"hub"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":5,"kind":"result-pushed","schema":1}','4a6bfcc37f41d4835d195c0f5311c79185b16ee58276b505bd7967cb55e3e6ad');
INSERT INTO "log" VALUES('NW',35,'f5bbfa5e-7f40-4491-89ab-cdad81db1b30',6,'{"at":"2026-11-24T16:48:09.650Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"f5bbfa5e-7f40-4491-89ab-cdad81db1b30","case_version":6,"documents":[{"material":"form","name":"申请表.pdf","round":1,"sha256":"f49a67fe7e9f57aeacf734b5e8c0cf0dc63f9f35132044edd21c136eb62a5e20","size":318}],"kind":"case-supplemented","schema":1}','46b874da9bbf436690c25abbe33f989d8c9b00d0c1b23c0ed31bc5d798332b96');
INSERT INTO "log" VALUES('NW',36,'b0c2fc40-71e7-4eba-b7ff-66003d2270f0',1,'{"applicant_hash":"8883c1a13756516b476dad93b8f26aa8f9f7870f393f51e90d3fd7eba64f1f57","at":"2026-11-24T16:48:10.947Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_version":1,"documents":[{"material":"form","name":"申请表.pdf","sha256":"5aea16a0f4f364ce4b863976ba747f71a4406ec2d21016e1fe3152d60aea3d05","size":320}],"item_code":"ONE","item_name":"一事","item_version":1,"kind":"case-submitted","number":"南湾-1","schema":1,"stages":[["HR"]],"window":"1"}','e91ec71f7e2288c2528a600660bb6c65d1cf7416c421c2f9b472000ebe04eb38');
INSERT INTO "log" VALUES('NW',37,'b0c2fc40-71e7-4eba-b7ff-66003d2270f0',2,'{"at":"2026-11-24T16:48:10.947Z","by":{"name":"window1","role":"counter","user":"window1","window":"1"},"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_version":2,"kind":"stage-opened","schema":1,"stage":0}','0b989373b3b958303be13424997d2b5d2da6eb7293088decca05a46f78190731');
INSERT INTO "log" VALUES('NW',38,'b0c2fc40-71e7-4eba-b7ff-66003d2270f0',3,'{"at":"2026-11-24T16:48:11.056Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_version":3,"kind":"case-commented","schema":1,"text":"好"}','304fa7398a9a2954cd3cc324c520e22d63a8c0d23bc1ff2cd33370f2cf4df8f1');
INSERT INTO "log" VALUES('NW',39,'b0c2fc40-71e7-4eba-b7ff-66003d2270f0',4,'{"at":"2026-11-24T16:48:11.061Z","by":{"department":"HR","name":"wang","role":"reviewer","user":"wang"},"case_id":"b0c2fc40-71e7-4eba-b7ff-66003d2270f0","case_version":4,"department":"HR","kind":"review-claimed","schema":1,"until":"2026-11-24T17:18:11.061Z"}','f743b6fb42e6f6cc94e2879e0c7ebd3e38102e608e1b86a885f7f8894f6359e6');
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
INSERT INTO "persons" VALUES('4bc78d2e-7de6-4869-ad90-8c0245111d33','4b6IAgdRkKQsNjUH7PPcYjS3oVn9FEzAaqpOKTkLJCE','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('6772e194-7c72-48c6-a65b-d26f0238e2d1','lgumyyugUNmDbJFTRepQ-6Q-b5XuA8WMU3J0vMSI_nY','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('b0c2fc40-71e7-4eba-b7ff-66003d2270f0','Jk6GzxCraqjU_f5gR05H6wZ9fTjOOsKMOGv4H2cxBow','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('d16b3d5e-f1be-4094-a141-135349add60a','DUJQyYO6KcK17nx9iLrKGvhrYVpCF5R4HasIWo5U9c0','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('dceb7041-64bb-4b71-870e-9d644f03169c','UhjApk0TEv0Q-cFLr_emc2ZOCQmDJQoGzj4CsvsvjpQ','张伟','990307199001011234','13800000000');
INSERT INTO "persons" VALUES('f5bbfa5e-7f40-4491-89ab-cdad81db1b30','aNfFBcDmQniDNwI-jPWEQt5VCILipEhTpT04LNcRWvg','张伟','990307199001011234','13800000000');
CREATE TABLE reviews (
  case_id      TEXT NOT NULL REFERENCES cases (id),
  department   TEXT NOT NULL,
  claimed_by   TEXT,
  submitted_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, department)
) STRICT, WITHOUT ROWID;
INSERT INTO "reviews" VALUES('4bc78d2e-7de6-4869-ad90-8c0245111d33','HR',NULL,1795538885286);
INSERT INTO "reviews" VALUES('b0c2fc40-71e7-4eba-b7ff-66003d2270f0','HR','wang',1795538890947);
INSERT INTO "reviews" VALUES('f5bbfa5e-7f40-4491-89ab-cdad81db1b30','HR',NULL,1795538888354);
CREATE TABLE rooms (
  code  TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  epoch TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "rooms" VALUES('NW','南湾','9f0ee02e6d8b78e9178d473971c45765');
CREATE TABLE secrets (
  digest     TEXT NOT NULL PRIMARY KEY,
  user_name  TEXT NOT NULL REFERENCES accounts (user_name) ON DELETE CASCADE,
  used_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "secrets" VALUES('0d15ba2c79a75d5cfdf22b8b8b87a27da9d8c823c58c52eab4683b9e82affa6f','li',1795538878702,1796143678702);
INSERT INTO "secrets" VALUES('28998ffee3806234e819210438fbc1b4231e9ae6917749a77509d56e707cd86b','window1',1795538875980,0);
INSERT INTO "secrets" VALUES('8129378c9bb3a3b7abe5e0e2ea01775aedddb4f5789c9b99e2a3aa1f381ab448','wang',1795538877567,1796143677567);
INSERT INTO "secrets" VALUES('99507c1c439fc65a5563ac5ce81e1b00b2ee8d596862ba71cce578650350acd9','sun',1795538887904,1796143687904);
INSERT INTO "secrets" VALUES('99e91d7a243314eb7f536d553c6f60aa904733ee757f29e181818b577f5bf7a2','chen',1795538879854,1796143679854);
INSERT INTO "secrets" VALUES('bc02fdd7317410952a5318f3112fa55d4be434f910bf65b01b45688d19283897','root',1795538892537,1796143692537);
INSERT INTO "secrets" VALUES('e2a0f126338e50e524ba0905b4e072868476ddfbf82d1ddc5fec86d0238f481e','shen',1795538893845,1796143693845);
INSERT INTO "secrets" VALUES('f9f2e1e4769666d94b4c1a1848a10ab7480bd69f2a758a41eea759e2ad08200a','zhou',1795538883086,1796143683086);
CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX log_case ON log (case_id, case_version);
CREATE INDEX cases_submitted ON cases (submitted_at, id);
CREATE INDEX cases_concluded ON cases (is_concluded, submitted_at, id);
CREATE INDEX cases_awaiting ON cases (submitted_at, id) WHERE is_awaiting = 1;
CREATE INDEX cases_push_due ON cases (push_due) WHERE push_due IS NOT NULL;
CREATE INDEX reviews_department ON reviews (department, submitted_at, case_id);
CREATE INDEX reviews_claimed ON reviews (claimed_by, case_id) WHERE claimed_by IS NOT NULL;
CREATE INDEX secrets_user ON secrets (user_name);
COMMIT;
