"""robots.txt, as RFC 9309 has it: fetched once a day for each origin, obeyed for feeds and pages alike."""

from __future__ import annotations

from collections import OrderedDict

from msgspec import Struct
from protego import Protego

from whence.watch.settings import DAY
from whence.watch.state import State

TOKEN = "whence"  # noqa: S105 (the name that a robots.txt calls us by)
AGAIN = 900.0  # until one that could not be fetched is asked for again
HELD = 64  # parsed ones in memory


class Rules(Struct, frozen=True):
    """What one says; null rules allow everything."""

    said: Protego | None

    def allows(self, address: str) -> bool:
        """Whether a page may be fetched."""
        return self.said is None or bool(self.said.can_fetch(address, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for; 0 where it asks for none."""
        if self.said is None:
            return 0.0
        rate = self.said.request_rate(TOKEN)
        asked = float(self.said.crawl_delay(TOKEN) or 0.0)
        return max(0.0, asked, rate.seconds / rate.requests if rate else 0.0)  # 0 first: "nan" is a number too


class Robots:
    """What is known of all origins, kept with the state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._parsed: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    def rules(self, origin: str, now: float) -> Rules | None:
        """The rules for an origin; null where its robots.txt has to be fetched first."""
        held = self._parsed.get(origin)
        if held is None:
            kept = self._state.robots(origin)
            if kept is None:
                return None
            held = (kept[0], _parsed(kept[1]))
            self._hold(origin, held)
        return held[1] if held[0] > now else None

    def answered(self, origin: str, status: int, body: bytes, now: float) -> None:
        """Keep what an origin answered: 2xx holds, 4xx allows everything."""
        text = body.decode("utf-8", "replace") if 200 <= status < 300 else ""
        self._keep(origin, now + DAY, text)

    def failed(self, origin: str, now: float) -> bool:
        """It could not be fetched: what was known before holds on for a while; false where nothing was known."""
        kept = self._state.robots(origin)
        if kept is None:
            return False
        self._keep(origin, now + AGAIN, kept[1])
        return True

    def _keep(self, origin: str, until: float, text: str) -> None:
        self._state.keep_robots(origin, until, text)
        self._hold(origin, (until, _parsed(text)))

    def _hold(self, origin: str, held: tuple[float, Rules]) -> None:
        self._parsed[origin] = held
        self._parsed.move_to_end(origin)
        while len(self._parsed) > HELD:
            self._parsed.popitem(last=False)


def _parsed(text: str) -> Rules:
    return Rules(Protego.parse(text) if text.strip() else None)
