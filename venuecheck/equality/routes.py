"""The public guidance on how people may be seated."""

from typing import Any

from litestar import Response, get

from venuecheck.equality.pages import guidance, guidance_csv
from venuecheck.web import access
from venuecheck.web.pages import Asking, page


@get("/guidance/equality", opt=access.anyone(), sync_to_thread=True)
def get_guidance(request: Asking) -> Response[Any]:
    """The table of the law, row by row."""
    return page(request, "equality/guidance.html", shown=guidance())


@get("/guidance/equality.csv", opt=access.anyone(), sync_to_thread=True)
def get_guidance_csv() -> Response[str]:
    """The same table as a plain file."""
    return Response(
        guidance_csv(),
        media_type="text/csv",
        headers={"content-disposition": 'attachment; filename="equality-table.csv"'},
    )


ROUTES = [get_guidance, get_guidance_csv]
