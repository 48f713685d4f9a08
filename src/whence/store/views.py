"""Views for people who open the record in Datasette or any other tool: one line says it all, in plain columns."""

from __future__ import annotations

from collections.abc import Callable

Join = Callable[[str, str], str]  # SQL that joins the words of a group, in the database's own way


def _listed(join: Join, words: str, table: str, parent: str, *, where: str = "", by: str = " → ") -> str:
    key = parent.split(".")[1]
    chosen = f"SELECT {words} AS word FROM {table} WHERE {table}.{key} = {parent}{where} ORDER BY {table}.seq"  # noqa: S608
    return f"(SELECT {join('word', by)} FROM ({chosen}) AS words)"  # noqa: S608


FIGURE = (
    "what || ' ' || CASE WHEN low = high THEN CAST(low AS TEXT) "
    "ELSE COALESCE(CAST(low AS TEXT), '') || '–' || COALESCE(CAST(high AS TEXT), '') END || COALESCE(' ' || unit, '')"
)


def readable(join: Join) -> dict[str, str]:
    """The views by name, as SELECTs."""
    return {
        "claims_readable": f"""
            SELECT claims.claim_id, claims.type, claims.mode, claims.status, claims.evidence_text AS evidence,
                {_listed(join, "name", "chain_links", "claims.claim_id")} AS chain,
                {_listed(join, "name", "claim_parties", "claims.claim_id", where=" AND role = 'actor'", by="; ")}
                    AS actors,
                {_listed(join, "name", "claim_parties", "claims.claim_id", where=" AND role = 'target'", by="; ")}
                    AS targets,
                {_listed(join, FIGURE, "claim_figures", "claims.claim_id", by="; ")} AS figures,
                claims.place_name AS place, claims.place_admin1 AS region, claims.place_country AS country,
                claims.time_earliest AS earliest, claims.time_latest AS latest, claims.hedge_text AS hedge,
                claims.instrument_text AS instrument,
                {_listed(join, "context", "claim_contexts", "claims.claim_id", by="; ")} AS contexts,
                event_claims.event_id, claims.report_id, reports.outlet, reports.published, reports.title
            FROM claims JOIN reports ON reports.report_id = claims.report_id
            LEFT JOIN event_claims ON event_claims.claim_id = claims.claim_id
        """,  # noqa: S608
        "events_readable": f"""
            SELECT events.event_id, events.type, events.mode, events.status,
                events.credibility_grade AS credibility, events.credibility_why AS why,
                {_listed(join, "name", "event_parties", "events.event_id", where=" AND role = 'actor'", by="; ")}
                    AS actors,
                {_listed(join, "name", "event_parties", "events.event_id", where=" AND role = 'target'", by="; ")}
                    AS targets,
                {_listed(join, FIGURE, "event_figures", "events.event_id", by="; ")} AS figures,
                events.place_name AS place, events.place_admin1 AS region, events.place_country AS country,
                events.time_earliest AS earliest, events.time_latest AS latest,
                {_listed(join, "name", "event_origins", "events.event_id", by="; ")} AS origins,
                {_listed(join, "field || ': ' || side", "event_disputes", "events.event_id", by="; ")} AS disputes,
                (SELECT COUNT(*) FROM event_claims WHERE event_claims.event_id = events.event_id) AS claims,
                (SELECT COUNT(*) FROM event_reports WHERE event_reports.event_id = events.event_id) AS reports
            FROM events
        """,  # noqa: S608
        "reports_readable": """
            SELECT report_id, outlet, title, published, published_basis, language, byline, copy_of, url, input_path,
                (SELECT COUNT(*) FROM claims WHERE claims.report_id = reports.report_id) AS claims,
                (SELECT COUNT(*) FROM issues WHERE issues.report_id = reports.report_id) AS issues
            FROM reports
        """,
        "event_origin_claims": """
            SELECT event_origins.event_id, event_origins.seq, event_origins.name, event_origins.kind,
                event_support.claim_id
            FROM event_origins JOIN event_support ON event_support.event_id = event_origins.event_id
                AND event_support.item = event_origins.seq AND event_support.field = 'origins'
        """,
        "event_values": f"""
            SELECT event_id, 'type' AS field, type AS value FROM events
            UNION ALL SELECT event_id, 'mode', mode FROM events WHERE mode IS NOT NULL
            UNION ALL SELECT event_id, 'place', place_name FROM events WHERE place_name IS NOT NULL
            UNION ALL SELECT event_id, 'time', COALESCE(time_earliest, '') || '/' || COALESCE(time_latest, '')
                FROM events WHERE time_precision IS NOT NULL
            UNION ALL SELECT event_id, role || 's', name FROM event_parties
            UNION ALL SELECT event_id, 'figures', {FIGURE} FROM event_figures
        """,  # noqa: S608
        "decisions_readable": f"""
            SELECT decisions.seq, decisions.decision_id, decisions.who, decisions."when", decisions.what,
                {_listed(join, "id", "decision_ids", "decisions.decision_id", by="; ")} AS ids,
                decisions.field, decisions.value, decisions.note
            FROM decisions
        """,  # noqa: S608
        "configuration_now": """
            SELECT name, value, who, "when" FROM configuration
            WHERE seq IN (SELECT MAX(seq) FROM configuration GROUP BY name)
        """,
    }
