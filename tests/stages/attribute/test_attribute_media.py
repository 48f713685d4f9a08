"""Outlets known by what the report calls them."""

from __future__ import annotations

from whence.stages.attribute.media import media


def test_a_paper_that_the_report_introduces_is_an_outlet() -> None:
    found = media("He told the Colombian newspaper Correo de Frontera. The agency Neva-Press had no comment.")
    assert found == {"correo de frontera": "outlet", "neva press": "agency"}


def test_other_stations_and_agencies_are_no_outlets() -> None:
    assert media("The power station Enerhodar and the intelligence agency Falcon were named.") == {}
