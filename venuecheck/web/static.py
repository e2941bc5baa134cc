"""Static files: read once at the start, served by name. What is not in the table is not there, however it is spelt."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from venuecheck.web import access
from venuecheck.web.pages import Asking


@dataclass(frozen=True)
class _File:
    content: bytes
    media_type: str
    etag: str


def static_files(folder: Path) -> HTTPRouteHandler:
    """The route `/static/…` over every file in a folder."""
    files = {path.relative_to(folder).as_posix(): _read(path) for path in folder.rglob("*") if path.is_file()}

    @get("/static/{name:path}", opt=access.anyone(), sync_to_thread=False)
    def get_static(request: Asking, name: str) -> Response[Any]:
        """One file, or 304 for a browser that has it."""
        file = files.get(name.lstrip("/"))
        if file is None:
            raise NotFoundException
        headers = {"etag": file.etag}
        if request.headers.get("if-none-match") == file.etag:
            return Response(None, status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    return get_static


def _read(path: Path) -> _File:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _File(content, kind, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
