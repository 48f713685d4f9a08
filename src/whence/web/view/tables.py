"""The tables that the pages read: one row is what one line of a page shows.

Only what `whence.protect` lets out is ever written here.
"""

from __future__ import annotations

VERSION = 3

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    n INTEGER PRIMARY KEY, report_id TEXT NOT NULL, outlet TEXT, title TEXT, published TEXT, language TEXT,
    copy_of TEXT, length INTEGER NOT NULL, claims INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE TABLE claims (
    n INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, report_id TEXT NOT NULL, event_id TEXT, start INTEGER NOT NULL,
    body BLOB NOT NULL, machine BLOB
);
CREATE TABLE events (
    n INTEGER PRIMARY KEY, event_id TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    earliest TEXT, latest TEXT, month TEXT, place_id INTEGER, country TEXT, precision TEXT,
    origins INTEGER NOT NULL, grade INTEGER NOT NULL, disputed INTEGER NOT NULL, reviewed INTEGER NOT NULL,
    claims INTEGER NOT NULL, reports INTEGER NOT NULL,
    lat REAL, lon REAL
);
CREATE TABLE lines (n INTEGER PRIMARY KEY, line BLOB NOT NULL, body BLOB NOT NULL); -- apart: columns are read in one go
CREATE TABLE places (
    place_id INTEGER PRIMARY KEY, name TEXT NOT NULL, admin1 TEXT, country TEXT, lat REAL, lon REAL,
    precision TEXT NOT NULL, fallback INTEGER NOT NULL, events INTEGER NOT NULL
);
CREATE TABLE names (
    name_id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, part TEXT NOT NULL, kind TEXT, sector TEXT,
    private INTEGER NOT NULL, events INTEGER NOT NULL
);
CREATE TABLE event_names (part TEXT NOT NULL, name_id INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (name_id, n)) WITHOUT ROWID;
CREATE TABLE outlets (
    outlet TEXT PRIMARY KEY, reports INTEGER NOT NULL, reprints INTEGER NOT NULL, own INTEGER NOT NULL,
    claims INTEGER NOT NULL, quoted BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE disputes (
    d INTEGER PRIMARY KEY, n INTEGER NOT NULL, event_id TEXT NOT NULL, field TEXT NOT NULL, sides BLOB NOT NULL
);
CREATE TABLE issues (
    i INTEGER PRIMARY KEY, level TEXT NOT NULL, stage TEXT NOT NULL, code TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE decisions (seq INTEGER PRIMARY KEY, decision_id TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE queue (rank INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, why TEXT NOT NULL, other TEXT);
CREATE TABLE redirects (event_id TEXT PRIMARY KEY, to_event TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    body, content='', columnsize=0, tokenize = "porter unicode61 remove_diacritics 2"
);
"""

INDEXES = """
CREATE UNIQUE INDEX reports_id ON reports (report_id);
CREATE INDEX reports_outlet ON reports (outlet, n);
CREATE INDEX reports_copy ON reports (copy_of) WHERE copy_of IS NOT NULL;
CREATE UNIQUE INDEX claims_id ON claims (claim_id);
CREATE INDEX claims_report ON claims (report_id, start);
CREATE INDEX claims_event ON claims (event_id);
CREATE UNIQUE INDEX events_id ON events (event_id);
CREATE INDEX places_most ON places (events DESC, name);
CREATE INDEX names_folded ON names (part, folded);
CREATE INDEX names_most ON names (part, events DESC, name);
CREATE INDEX disputes_field ON disputes (field, d);
CREATE UNIQUE INDEX queue_claim ON queue (claim_id);
ANALYZE;
"""
