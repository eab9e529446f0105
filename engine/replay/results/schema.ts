/**
 * One file holds one replay. Matches are told by their position in the result; rules, apps and types by a number, because
 * a million of them name the same few. `code` is 0 for an execution, and else the position of the gate among `gates`
 * plus 1. `counts` sums them up by minute, so that charts need not read them.
 */
export const resultsSchema = `
  CREATE TABLE replay (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    setup TEXT NOT NULL,
    checkpoint TEXT,
    ending TEXT
  ) STRICT;
  CREATE TABLE names (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;
  CREATE TABLE matches (
    seq INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    rule INTEGER NOT NULL,
    code INTEGER NOT NULL,
    invalid INTEGER NOT NULL,
    type INTEGER NOT NULL,
    app INTEGER NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    line INTEGER,
    start INTEGER
  ) STRICT;
  CREATE INDEX matches_by_rule ON matches (rule);
  CREATE INDEX matches_by_code ON matches (code);
  CREATE TABLE counts (
    rule INTEGER NOT NULL,
    app INTEGER NOT NULL,
    code INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (rule, app, code, minute)
  ) STRICT, WITHOUT ROWID;
`;

/** The schema's version, in `user_version`: a file of another one is not read. */
export const resultsVersion = 1;
