"""The JSON-LD context: our names as terms of Web Annotation, PROV-O, schema.org and a vocabulary of our own.

It stands inside every document, so that no processor has to fetch anything.
"""

from __future__ import annotations

from collections.abc import Mapping

VOCABULARY = "urn:whence:ns:"  # what no other vocabulary has: status, hedge, credibility, ...


def _link(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id"}


def _list(term: str) -> dict[str, str]:
    return {"@id": term, "@type": "@id", "@container": "@list"}


def _typed(term: str, kind: str) -> dict[str, str]:
    return {"@id": term, "@type": f"xsd:{kind}"}


CONTEXT: Mapping[str, object] = {
    "@vocab": VOCABULARY,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "name": "schema:name",
    "title": "dcterms:title",
    "url": _link("schema:url"),
    "language": "dcterms:language",
    "published": "dcterms:issued",
    "sha256": VOCABULARY + "sha256",
    "publisher": _link("dcterms:publisher"),
    "body": _link("oa:hasBody"),
    "target": _link("oa:hasTarget"),
    "source": _link("oa:hasSource"),
    "selector": _link("oa:hasSelector"),
    "motivation": _link("oa:motivatedBy"),
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": _typed("oa:start", "nonNegativeInteger"),
    "end": _typed("oa:end", "nonNegativeInteger"),
    "quotedFrom": _link("prov:wasQuotedFrom"),
    "derivedFrom": _link("prov:wasDerivedFrom"),
    "attributedTo": _link("prov:wasAttributedTo"),
    "primarySource": _link("prov:hadPrimarySource"),
    "associatedWith": _link("prov:wasAssociatedWith"),
    "used": _link("prov:used"),
    "endedAt": _typed("prov:endedAtTime", "dateTime"),
    "chain": _list(VOCABULARY + "chain"),
    "actors": _list(VOCABULARY + "actors"),
    "targets": _list(VOCABULARY + "targets"),
    "claims": _link(VOCABULARY + "claims"),
    "origins": _link(VOCABULARY + "origins"),
    "disputes": _link(VOCABULARY + "disputes"),
    "links": _link(VOCABULARY + "links"),
    "event": _link(VOCABULARY + "event"),
    "place": _link("schema:location"),
    "lat": _typed("geo:lat", "double"),
    "long": _typed("geo:long", "double"),
    "earliest": _typed(VOCABULARY + "earliest", "date"),
    "latest": _typed(VOCABULARY + "latest", "date"),
}
