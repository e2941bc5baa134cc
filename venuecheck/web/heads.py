"""HEAD answered like GET, on every route, without the body. Litestar answers 405 where a route names GET alone."""

from typing import cast

from litestar import Litestar
from litestar.types import HTTPScope, LifeSpanReceive, LifeSpanScope, LifeSpanSend, Message, Receive, Scope, Send


class Product(Litestar):
    """The application, whose pages all answer HEAD."""

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        """Answer a request; see the module."""
        if scope.get("method") == "HEAD":
            scope, send = cast("HTTPScope", {**scope, "method": "GET"}), _without_body(cast("Send", send))
        await super().__call__(scope, receive, send)


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return send_head
