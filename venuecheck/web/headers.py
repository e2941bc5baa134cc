"""The headers of every answer: those that keep a browser safe, and the visit's cookie."""

from typing import Any

from litestar.types import Message, Scope

from venuecheck.web.visits import cookie

TEMPLATE_SCRIPT = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"
"""The one inline script, of GOV.UK Frontend's page template. A test checks that it still fits."""

POLICY = (
    f"default-src 'none'; script-src 'self' {TEMPLATE_SCRIPT}; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

SAFE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


async def before_send(message: Message, scope: Scope) -> None:
    """Add the headers to an answer that starts. A hook of this kind sees errors and 405s too, which others skip."""
    if message["type"] != "http.response.start":
        return
    headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
    names = {name.lower() for name, _ in headers}
    for name, value in SAFE.items():
        if name.encode() not in names:
            headers.append((name.encode(), value.encode()))
    static = scope["path"].startswith("/static/")
    if b"cache-control" not in names:
        headers.append((b"cache-control", b"public, max-age=3600" if static else b"no-store"))
    state: Any = scope["litestar_app"].state if "litestar_app" in scope else scope["app"].state
    if state.settings.secure:
        headers.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    visitor = scope.get("user")
    if visitor is not None and visitor.due and not static and b"set-cookie" not in names:
        headers.append((b"set-cookie", cookie(state.settings, visitor.token, state.secret).encode()))
    message["headers"] = headers
