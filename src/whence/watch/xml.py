"""XML of others, parsed without anything that it could reach or blow up."""

from __future__ import annotations

import re

from lxml import etree

_ENTITY = re.compile(rb"<!ENTITY", re.I)


class MarkupError(Exception):
    """XML that is not well-formed, or that declares entities, which no feed needs."""


def declares_entities(data: bytes) -> bool:
    """Whether XML in any encoding brings entities of its own: the way to blow it up, or to have files read."""
    return _ENTITY.search(data.replace(b"\0", b"")) is not None


def parsed(data: bytes) -> etree._Element:
    """The root of an XML document; raises `MarkupError`."""
    if declares_entities(data):
        raise MarkupError("it declares entities of its own")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MarkupError(str(error)[:120]) from error
    if root is None:
        raise MarkupError("it is empty")
    return root
