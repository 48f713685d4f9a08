"""Who asks: a signed cookie or a bearer token, the role that goes with it, and the mark that forms must carry back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

import msgspec
from msgspec import Struct, structs
from starlette.requests import HTTPConnection
from starlette.responses import Response

from whence.web.settings import ROLES, Role, Serving

COOKIE = "whence"
LASTS = 12 * 3600  # seconds
LONGEST = 80  # signs of a reviewer's name


class Visitor(Struct, frozen=True, kw_only=True):
    """Somebody who asks for a page; `role` is null for whom the door is shut."""

    session: str
    role: Role | None
    who: str
    bearer: bool = False  # a program with a token: no browser carries that along unasked

    def may(self, role: Role) -> bool:
        """Whether this visitor may do what takes `role`."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


class _Kept(Struct, frozen=True):
    session: str
    role: Role | None
    who: str


class Sessions:
    """Signs and reads cookies; the key is made at start, so sessions end with the server."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self._key = serving.key or secrets.token_bytes(32)

    def visitor(self, connection: HTTPConnection) -> Visitor:
        """Who asks."""
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Visitor(session="", role=self.role(token.strip()), who="token", bearer=True)
        kept = self._opened(connection.cookies.get(COOKIE, ""))
        if kept is None:
            kept = _Kept(secrets.token_hex(16), None, self.serving.reviewer)
        role = kept.role if self.serving.tokens else self._without()
        return Visitor(session=kept.session, role=role, who=kept.who)

    def fresh(self, role: Role | None, who: str) -> Visitor:
        """Somebody who was just let in: nothing of the session before is kept."""
        return Visitor(session=secrets.token_hex(16), role=role, who=who)

    def renamed(self, visitor: Visitor, who: str) -> Visitor:
        """The same visitor under another name."""
        return structs.replace(visitor, who=who)

    def role(self, token: str) -> Role | None:
        """The role that a token gives, compared in constant time."""
        given = token.encode("utf-8", "replace")
        return next((r for one, r in self.serving.tokens.items() if hmac.compare_digest(one.encode(), given)), None)

    def _without(self) -> Role:
        return "read" if self.serving.public else "admin"

    def mark(self, visitor: Visitor) -> str:
        """What forms carry, so that no other site can send them."""
        return hmac.new(self._key, b"form:" + visitor.session.encode(), hashlib.sha256).hexdigest()

    def marked(self, visitor: Visitor, given: str) -> bool:
        """Whether a form came from one of our pages."""
        return hmac.compare_digest(self.mark(visitor).encode(), given.encode("utf-8", "replace"))

    def keep(self, response: Response, visitor: Visitor) -> None:
        """Give the visitor the cookie."""
        data = msgspec.json.encode(_Kept(visitor.session, visitor.role, visitor.who[:LONGEST]))
        body = base64.urlsafe_b64encode(data).decode()
        response.set_cookie(
            COOKIE, f"{body}.{self._sign(body)}", max_age=LASTS, httponly=True, samesite="strict",
            secure=self.serving.secure, path="/",
        )  # fmt: skip

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, b"cookie:" + body.encode(), hashlib.sha256).hexdigest()

    def _opened(self, cookie: str) -> _Kept | None:
        body, _, signature = cookie.partition(".")
        if not hmac.compare_digest(self._sign(body).encode(), signature.encode("utf-8", "replace")):
            return None
        try:
            return msgspec.json.decode(base64.urlsafe_b64decode(body), type=_Kept)
        except (ValueError, msgspec.DecodeError):
            return None
