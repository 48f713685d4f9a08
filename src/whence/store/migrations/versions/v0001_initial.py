"""The first version of the record: its tables and the full-text index."""

from alembic import op

from whence.store.database import full_text
from whence.store.migrations.notation import columns

revision = "0001"
down_revision = None

TABLES = {
    "configuration": """
        seq int key, name text, value text null, who text, when text
    """,
    "decisions": """
        decision_id text key, who text, when text, what text, field text null, value text null, note text null,
        undone_by text null, seq int
    """,
    "events": """
        event_id text key, status text, type text, mode text null, place_name text null, place_geonameid bigint
        null, place_admin1 text null, place_country text null, place_lat double null, place_lon double null,
        place_precision text null, place_fallback bool null, time_earliest text null, time_latest text null,
        time_precision text null, time_basis text null, credibility_grade bigint, credibility_why text
    """,
    "issues": """
        issue_id text key, report_id text null, input_path text null, input_url text null, input_id text null, stage
        text, level text, code text, message text, advice text
    """,
    "originals": """
        report_id text key, format text, input_path text null, input_url text null, input_id text null,
        given_published text null, given_outlet text null, given_language text null, given_url text null,
        given_title text null, captured text null, charset text null, data bytes, sha256 text, fingerprint text null
    """,
    "pairs": """
        pair_id text key, left text, right text, score double, verdict text
    """,
    "reports": """
        report_id text key, input_path text null, input_url text null, input_id text null, captured text null, url
        text null, outlet text null, title text null, byline text null, language text null, published text null,
        published_basis text null, text text, copy_of text null, republished_from text null
    """,
    "states": """
        name text key, value text null
    """,
    "claims": """
        claim_id text key, report_id text in reports.report_id, evidence_text text, evidence_start bigint,
        evidence_end bigint, evidence_found_by text, evidence_confidence double, type text, mode text null, status
        text, hedge_text text null, hedge_start bigint null, hedge_end bigint null, hedge_found_by text null,
        hedge_confidence double null, instrument_text text null, instrument_start bigint null, instrument_end bigint
        null, instrument_found_by text null, instrument_confidence double null, place_text text null, place_start
        bigint null, place_end bigint null, place_found_by text null, place_confidence double null, place_name text
        null, place_geonameid bigint null, place_admin1 text null, place_country text null, place_lat double null,
        place_lon double null, place_precision text null, place_fallback bool null, time_text text null, time_start
        bigint null, time_end bigint null, time_found_by text null, time_confidence double null, time_earliest text
        null, time_latest text null, time_precision text null, time_basis text null
    """,
    "cuts": """
        report_id text key in reports.report_id, seq int key, text text, start bigint, end bigint, reason text
    """,
    "decision_ids": """
        decision_id text key in decisions.decision_id, seq int key, id text
    """,
    "event_disputes": """
        event_id text key in events.event_id, seq int key, dispute bigint, field text, side text
    """,
    "event_figures": """
        event_id text key in events.event_id, seq int key, what text, low number null, high number null, unit text
        null
    """,
    "event_history": """
        event_id text key in events.event_id, seq int key, field text, value text, replaced_by text
    """,
    "event_links": """
        event_id text key in events.event_id, seq int key, relation text, other_event text
    """,
    "event_origins": """
        event_id text key in events.event_id, seq int key, name text, kind text, private bool
    """,
    "event_parties": """
        event_id text key in events.event_id, role text key, seq int key, name text, sector text null, private bool
    """,
    "event_reports": """
        event_id text key in events.event_id, seq int key, report_id text in reports.report_id
    """,
    "machine_claims": """
        claim_id text key, report_id text in reports.report_id, claim text
    """,
    "pair_reasons": """
        pair_id text key in pairs.pair_id, seq int key, feature text, score double, words text
    """,
    "redirects": """
        event_id text key, to_event text in events.event_id keep
    """,
    "chain_links": """
        claim_id text key in claims.claim_id, seq int key, text text, start bigint, end bigint, found_by text,
        confidence double, name text, kind text, role text null, via text null, private bool
    """,
    "claim_contexts": """
        claim_id text key in claims.claim_id, seq int key, context text
    """,
    "claim_figures": """
        claim_id text key in claims.claim_id, seq int key, text text, start bigint, end bigint, found_by text,
        confidence double, low number null, high number null, unit text null, what text, of_text text null, of_start
        bigint null, of_end bigint null, of_found_by text null, of_confidence double null
    """,
    "claim_grounds": """
        claim_id text key in claims.claim_id, seq int key, field text, value text null, span_text text null,
        span_start bigint null, span_end bigint null, span_found_by text null, span_confidence double null, why text
    """,
    "claim_parties": """
        claim_id text key in claims.claim_id, role text key, seq int key, text text, start bigint, end bigint,
        found_by text, confidence double, name text, sector text null, private bool
    """,
    "event_claims": """
        event_id text key in events.event_id, seq int key, claim_id text in claims.claim_id
    """,
    "event_support": """
        event_id text key in events.event_id, field text key, item int key, seq int key, claim_id text in
        claims.claim_id
    """,
}
INDEXES = [
    ("ix_decisions_seq", "decisions", ["seq"]),
    ("ix_events_type", "events", ["type"]),
    ("ix_issues_report_id", "issues", ["report_id"]),
    ("ix_pairs_left", "pairs", ["left"]),
    ("ix_pairs_right", "pairs", ["right"]),
    ("ix_claims_report_id", "claims", ["report_id"]),
    ("ix_claims_type_mode", "claims", ["type", "mode"]),
    ("ix_event_reports_report_id", "event_reports", ["report_id"]),
    ("ix_machine_claims_report_id", "machine_claims", ["report_id"]),
    ("ix_redirects_to_event", "redirects", ["to_event"]),
    ("ix_event_claims_claim_id", "event_claims", ["claim_id"]),
    ("ix_event_support_claim_id", "event_support", ["claim_id"]),
]


def upgrade() -> None:
    """Parents stand before their lists."""
    for name, notation in TABLES.items():
        op.create_table(name, *columns(name, notation))
    for index, table, names in INDEXES:
        op.create_index(index, table, names)
    full_text(op.get_bind()).create_search(op.get_bind())
