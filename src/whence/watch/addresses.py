"""Which network addresses may be asked: none that points inside, unless its host was allowed by name.

A host is resolved once; each answer is checked and the connection goes to the checked number, so that a name that
answers otherwise a moment later (DNS rebinding) gains nothing. Numbers in other spellings (decimal, octal, IPv4 inside
IPv6) are caught the same way, because what is checked is the number that is connected to.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from msgspec import Struct

Resolve = Callable[[str, int], Sequence[str]]
Number = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 2_048
_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
# Services of cloud machines that answer on numbers which no table of private networks has.
_SERVICES = tuple(map(ipaddress.IPv4Network, ("168.63.129.16/32", "192.0.0.0/24")))
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|at_(?:medium|campaign)\w*", re.I)
_SAFE = "%/:=&?~#+!$,;'@()*[]|"


class RefusedError(Exception):
    """An address that is not asked; `code` is that of the issue."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def web_address(text: str, base: str | None = None) -> str:
    """An address in one spelling, without fragment; raises `RefusedError` where it is none of the web."""
    text = "".join(text.split("\t")).strip()
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as error:  # UnicodeError is one
        raise RefusedError("address", f"is no web address ({str(error)[:80]})") from None
    if parts.scheme not in ("http", "https") or not name or len(text) > LONGEST:
        raise RefusedError("address", "is no web address: http:// or https:// and a host are needed")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("address", "holds a user name or password, which is not sent")
    if re.search(r"[^\w.:%-]", name):
        raise RefusedError("address", "has a host name with characters that none has")
    place = f"[{name}]" if ":" in name else name
    usual = {"http": 80, "https": 443}[parts.scheme]
    place += f":{port}" if port is not None and port != usual else ""
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def page_address(text: str, base: str) -> str:
    """The address of an item's page, without what only tells where a reader came from."""
    parts = urlsplit(web_address(text, base))
    if not _TRACKING.search(parts.query):
        return urlunsplit(parts)
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(name)]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def host_of(address: str) -> str:
    """The host of an address that `web_address` gave."""
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def inside(number: str) -> str | None:
    """Why an address (as a number) points inside or nowhere, in words; null where it is one of the open network."""
    address: Number = ipaddress.ip_address(number.partition("%")[0])
    for one in _meant(address):
        if any(one in net for net in _SERVICES):
            return "a metadata service"
        if one.is_loopback:
            return "this machine"
        if one.is_link_local:
            return "the local link, where metadata services answer"
        if one.is_multicast or one.is_unspecified or one.is_reserved:
            return "no single machine"
        if not one.is_global:
            return "a private network"
    return None


def _meant(address: Number) -> Iterator[Number]:
    """The address, and every IPv4 address that it carries."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    carried: list[ipaddress.IPv4Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in net for net in (*_NAT64, _COMPATIBLE)) and int(address) > 1:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    yield from (one for one in carried if one is not None)
    if address.ipv4_mapped is None and not any(address in net for net in _NAT64):
        yield address


def look_up(host: str, port: int) -> list[str]:
    """The numbers of a host, by the system's resolver; raises `OSError` where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Guard(Struct, frozen=True):
    """Resolves hosts and lets through what lies outside, or was allowed by name."""

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = look_up

    def by_name(self, host: str) -> bool:
        """Whether a host was allowed by name."""
        return host.rstrip(".").lower() in self.allowed

    def numbers(self, host: str, port: int, *, trusted: bool) -> list[str]:
        """Numbers to connect to. `trusted` says that the feed asked for is itself on a host allowed by name: what an
        outside feed links or redirects to never reaches inside. Raises `RefusedError` or `OSError`."""
        found = list(self.resolve(host, port))
        if trusted and self.by_name(host):
            return found
        for number in found:
            if why := inside(number):
                raise RefusedError("inside", f"{host} is {number}: {why}")
        return found
