"""Which endpoint and model read, and how much time, money and patience they are given: a TOML file."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

import msgspec
from msgspec import Meta, Struct

from whence.errors import ConfigurationError

CACHE = "llm-cache.sqlite"
_PATH = "/v1"
_NAME = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$")]
_COUNT = Annotated[int, Meta(ge=1)]
_PRICE = Annotated[float, Meta(ge=0)]


class Endpoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the model answers and what may be spent on it. The key itself is never part of it."""

    url: str  # base, such as http://127.0.0.1:8080/v1; `/chat/completions` is added
    model: _NAME
    key_env: str | None = None  # environment variable that holds the key
    cache: str = CACHE  # file of answers and of what was spent
    parallel: Annotated[int, Meta(ge=1, le=64)] = 4  # questions at a time, a process
    tries: Annotated[int, Meta(ge=1, le=10)] = 4  # of one question
    pause: Annotated[float, Meta(ge=0, le=60)] = 1.0  # seconds before the second try; doubled before each later one
    seconds: Annotated[float, Meta(gt=0, le=3600)] = 120.0  # that one answer may take
    minutes: Annotated[float, Meta(gt=0)] = 60.0  # that one process may ask in all
    tokens: _COUNT = 2_000_000  # that may ever be spent with this cache file
    cost: _PRICE | None = None  # that may ever be spent with it, in the currency of the prices
    price_in: _PRICE = 0.0  # of 1,000 tokens of a question
    price_out: _PRICE = 0.0  # of 1,000 tokens of an answer
    answer: Annotated[int, Meta(ge=64)] = 4096  # tokens of an answer, at the most
    characters: Annotated[int, Meta(ge=500, le=200_000)] = 6000  # of report text in one question

    @property
    def parts(self) -> SplitResult:
        """The URL taken apart."""
        return urlsplit(self.url)

    @property
    def host(self) -> str:
        """The host, without port."""
        return self.parts.hostname or ""

    @property
    def path(self) -> str:
        """The path that questions are posted to."""
        return (self.parts.path.rstrip("/") or _PATH) + "/chat/completions"

    @property
    def local(self) -> bool:
        """Whether the host is this machine, by its address or as `localhost`."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def price(self, tokens_in: int, tokens_out: int) -> float:
        """What so many tokens cost."""
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1000


def load(path: str | Path) -> Endpoint:
    """Read the settings; a cache that is no absolute path lies beside them. Raises `ConfigurationError`."""
    try:
        endpoint = msgspec.toml.decode(Path(path).read_bytes(), type=Endpoint, strict=False)
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror}). See docs/llm.md for its form.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}. Mend the file; docs/llm.md lists what it may hold.") from error
    endpoint = msgspec.structs.replace(endpoint, cache=str(Path(path).absolute().parent / endpoint.cache))
    check(endpoint, str(path))
    return endpoint


def check(endpoint: Endpoint, where: str = "llm") -> None:
    """Raise `ConfigurationError` for an address or a budget that makes no sense, or would send a key in the clear."""
    wrong = _wrong_address(endpoint) or _wrong_budget(endpoint)
    if wrong:
        raise ConfigurationError(f"{where}: {wrong}")


def _wrong_address(endpoint: Endpoint) -> str | None:
    try:
        parts, _ = endpoint.parts, endpoint.parts.port
    except ValueError as error:
        return f"url is no address ({error}). Write it as https://HOST/v1."
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"url must begin with http:// or https:// and name a host, not {parts.scheme or 'nothing'}:. Mend it."
    if "@" in parts.netloc:
        return "url holds a user or password. Leave it out and name an environment variable in key_env."
    if (
        parts.query
        or parts.fragment
        or not endpoint.url.isascii()
        or not endpoint.url.isprintable()
        or " " in parts.path
    ):
        return "url may hold host, port and path alone, in ASCII. Leave out the rest."
    if endpoint.key_env and parts.scheme == "http" and not endpoint.local:
        return "the key would travel unencrypted to another machine. Use https, or leave out key_env."
    return None


def _wrong_budget(endpoint: Endpoint) -> str | None:
    if endpoint.cost is not None and not (endpoint.price_in or endpoint.price_out):
        return "cost is limited but no price is given. Give price_in and price_out, for 1,000 tokens each."
    return None


def key(endpoint: Endpoint) -> str | None:
    """The key out of its environment variable; raises `ConfigurationError` where it is absent, never shows it."""
    if endpoint.key_env is None:
        return None
    found = os.environ.get(endpoint.key_env, "").strip()
    if not found:
        raise ConfigurationError(f"key_env: {endpoint.key_env} is not set. Set it, or leave key_env out.")
    if not found.isascii() or not found.isprintable() or " " in found:
        raise ConfigurationError(
            f"key_env: what {endpoint.key_env} holds is no key (spaces or odd characters). Mend it."
        )
    return found


def leaving(endpoint: Endpoint) -> str | None:
    """The warning that texts leave this machine, or None where they do not."""
    if endpoint.local:
        return None
    return (
        f"the texts of the reports, with every name in them, are sent to {endpoint.host} (model {endpoint.model}), "
        "which is not this machine. Stop now if they must not leave it."
    )
