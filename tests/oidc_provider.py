"""A house that says who somebody is: a small OpenID Connect provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "newsstand", "s3cret"
ADA = {"sub": "1", "name": "Ada", "email": "ada@reader.example", "email_verified": True}


class Provider:
    """Serves `person` to whoever comes; `refuses` sends them back with that error, `claims` change what it signs."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = dict(ADA)
        self.claims: dict[str, Any] = {}
        self.refuses = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        provider = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, "")

            def do_POST(self) -> None:
                provider.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, desk: BaseHTTPRequestHandler, body: str) -> None:
        """Answer one request."""
        parts = urlsplit(desk.path)
        asked = {name: values[0] for name, values in parse_qs(body or parts.query).items()}
        headers = {"Content-Type": "application/json"}
        status, said = 404, {}
        if parts.path == "/.well-known/openid-configuration":
            status, said = 200, self._paper()
        elif parts.path == "/authorize":
            status, headers["Location"] = 302, self._send_back(asked)
        elif parts.path == "/token":
            status, said = self._token(asked, desk.headers["Authorization"] or "")
        elif parts.path == "/userinfo":
            is_known = (desk.headers["Authorization"] or "").removeprefix("Bearer ") in self.tokens
            status, said = (200, self.person) if is_known else (401, {})
        elif parts.path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            status, said = 200, {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}
        desk.send_response(status)
        for name, value in headers.items():
            desk.send_header(name, value)
        desk.end_headers()
        desk.wfile.write(json.dumps(said).encode())

    def _paper(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _send_back(self, asked: dict[str, str]) -> str:
        """Everybody is signed in here already."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert {"openid", "email"} <= set(asked["scope"].split())
        answer = {"error": self.refuses} if self.refuses else {"code": secrets.token_hex(8)}
        if "code" in answer:
            self.codes[answer["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}"

    def _token(self, asked: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """A code is good once, for who asked for it, with the other half of what was sent along."""
        begun = self.codes.pop(asked.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if begun is None or authorization != f"Basic {known}":
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if begun["code_challenge"] != challenge or begun["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            **self.person,
            **self.claims,
        }
        token = secrets.token_hex(8)
        self.tokens.add(token)
        signed = jwt.encode(claims, self.key, "RS256", headers={"kid": "one"})
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}
