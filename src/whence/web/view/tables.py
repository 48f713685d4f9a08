"""The tables that the pages read: one row is what one line of a page shows.

Only what `whence.protect` lets out is ever written here. `n`, `place_id` and `name_id` are numbers of this copy alone;
all else, order included, follows from the record, so that a copy brought up to date is one made anew. `newest` is the
day by which the newest come first, empty where there is none; `first` the newest event that bears the name.
"""

from __future__ import annotations

VERSION = 4

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    report_id TEXT NOT NULL, outlet TEXT, title TEXT, published TEXT, language TEXT, copy_of TEXT,
    length INTEGER NOT NULL, claims INTEGER NOT NULL, newest TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE claims (
    claim_id TEXT NOT NULL, report_id TEXT NOT NULL, event_id TEXT, start INTEGER NOT NULL,
    origin TEXT, origin_kind TEXT, body BLOB NOT NULL, machine BLOB
);
CREATE TABLE events (
    n INTEGER PRIMARY KEY, event_id TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    earliest TEXT, latest TEXT, month TEXT, place_id INTEGER, country TEXT, precision TEXT,
    origins INTEGER NOT NULL, grade INTEGER NOT NULL, disputed INTEGER NOT NULL, reviewed INTEGER NOT NULL,
    claims INTEGER NOT NULL, reports INTEGER NOT NULL,
    lat REAL, lon REAL, newest TEXT NOT NULL
);
CREATE TABLE lines (n INTEGER PRIMARY KEY, line BLOB NOT NULL, body BLOB NOT NULL); -- apart: columns are read in one go
CREATE TABLE places (
    place_id INTEGER PRIMARY KEY, name TEXT NOT NULL, admin1 TEXT, country TEXT, lat REAL, lon REAL,
    precision TEXT NOT NULL, fallback INTEGER NOT NULL, events INTEGER NOT NULL, geonameid INTEGER,
    first INTEGER NOT NULL
);
CREATE TABLE names (
    name_id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, part TEXT NOT NULL, kind TEXT, sector TEXT,
    private INTEGER NOT NULL, events INTEGER NOT NULL, first INTEGER NOT NULL
);
CREATE TABLE event_names (part TEXT NOT NULL, name_id INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (name_id, n)) WITHOUT ROWID;
CREATE TABLE outlets (
    outlet TEXT PRIMARY KEY, reports INTEGER NOT NULL, reprints INTEGER NOT NULL, own INTEGER NOT NULL,
    claims INTEGER NOT NULL, quoted BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE disputes (
    n INTEGER NOT NULL, seq INTEGER NOT NULL, event_id TEXT NOT NULL, field TEXT NOT NULL, newest TEXT NOT NULL,
    sides BLOB NOT NULL
);
CREATE TABLE issues (
    i INTEGER PRIMARY KEY, level TEXT NOT NULL, stage TEXT NOT NULL, code TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE decisions (seq INTEGER PRIMARY KEY, decision_id TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE weighed (
    claim_id TEXT NOT NULL, n INTEGER NOT NULL, score REAL NOT NULL, why TEXT NOT NULL, other TEXT
);
CREATE TABLE queue (rank INTEGER PRIMARY KEY, claim_id TEXT NOT NULL, why TEXT NOT NULL, other TEXT);
CREATE TABLE redirects (event_id TEXT PRIMARY KEY, to_event TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    body, content='', columnsize=0, tokenize = "porter unicode61 remove_diacritics 2"
);
"""

INDEXES = """
CREATE UNIQUE INDEX reports_id ON reports (report_id);
CREATE INDEX reports_newest ON reports (newest DESC, report_id DESC);
CREATE INDEX reports_outlet ON reports (outlet, newest DESC, report_id DESC);
CREATE INDEX reports_copy ON reports (copy_of) WHERE copy_of IS NOT NULL;
CREATE UNIQUE INDEX claims_id ON claims (claim_id);
CREATE INDEX claims_report ON claims (report_id, start);
CREATE INDEX claims_event ON claims (event_id);
CREATE UNIQUE INDEX events_id ON events (event_id);
CREATE INDEX events_place ON events (place_id, newest DESC, event_id);
CREATE INDEX event_names_n ON event_names (n);
CREATE INDEX places_most ON places (events DESC, name);
CREATE INDEX names_folded ON names (part, folded);
CREATE INDEX names_most ON names (part, events DESC, name);
CREATE INDEX disputes_newest ON disputes (newest DESC, event_id, seq);
CREATE INDEX disputes_field ON disputes (field, newest DESC, event_id, seq);
CREATE INDEX disputes_n ON disputes (n);
CREATE INDEX weighed_n ON weighed (n);
CREATE INDEX weighed_most ON weighed (score DESC, claim_id);
CREATE INDEX weighed_other ON weighed (claim_id) WHERE other IS NOT NULL;
CREATE UNIQUE INDEX queue_claim ON queue (claim_id);
ANALYZE;
"""
