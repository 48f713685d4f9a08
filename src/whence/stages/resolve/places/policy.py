"""Whose a place is: one policy for contested ground, applied to codes, never to polygons.

The default follows the resolutions of the United Nations General Assembly (68/262 and ES-11/4 on Ukraine, 67/19 on
Palestine, 62/249 on Abkhazia and South Ossetia) where it has spoken; elsewhere the gazetteer's own code stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from whence.errors import ConfigurationError


class Policy(Struct, frozen=True):
    """A named table from `(country, admin1)` as a source gives them to the pair that the record uses."""

    name: str
    moves: Mapping[tuple[str, str | None], tuple[str, str | None]]

    def apply(self, country: str | None, admin1: str | None) -> tuple[str | None, str | None]:
        """The pair that the record uses: an entry for the division first, then one for the whole country."""
        if country is None:
            return country, admin1
        if (country, admin1) in self.moves:
            return self.moves[country, admin1]
        if (country, None) in self.moves:
            return self.moves[country, None][0], admin1
        return country, admin1


# GeoNames files Crimea and Sevastopol, the four oblasts, Abkhazia and South Ossetia where the Assembly does;
# the entries for Russia guard against a source that does not.
UNITED_NATIONS = Policy(
    "united-nations",
    {
        ("RU", "CR"): ("UA", "11"),
        ("RU", "SEV"): ("UA", "20"),
        ("RU", "DON"): ("UA", "05"),
        ("RU", "LUG"): ("UA", "14"),
        ("RU", "ZAP"): ("UA", "26"),
        ("RU", "KHE"): ("UA", "08"),
    },
)
# The codes of the source, untouched: for comparing with other data made from GeoNames.
AS_SOURCE = Policy("as-source", {})
POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in (UNITED_NATIONS, AS_SOURCE)}


def named(name: str) -> Policy:
    """The policy of that name; raises `ConfigurationError` with the names there are."""
    if name not in POLICIES:
        raise ConfigurationError(f"boundary policy {name!r}: unknown. Choose one of {', '.join(sorted(POLICIES))}")
    return POLICIES[name]
