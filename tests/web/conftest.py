"""The real application, and beside its own routes one that breaks and one that shows what it read."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar, Response, get, post

from tests.browsing import Browser
from venuecheck import parts
from venuecheck.app import create_app
from venuecheck.runtime.database import Database
from venuecheck.runtime.settings import Settings
from venuecheck.web import access
from venuecheck.web.posted import Posted


@get("/test/breaks", opt=access.anyone(), sync_to_thread=True)
def breaks() -> Response[Any]:
    raise RuntimeError("secret words of a stack trace")


@post("/test/echo", opt=access.anyone(), sync_to_thread=True)
def echo(posted: Posted) -> Response[str]:
    read = {
        "fields": list(posted.fields.items()),
        "files": {name: [file.name, len(file.content)] for name, file in posted.files.items()},
        "faults": posted.faults,
    }
    return Response(json.dumps(read), media_type="application/json")


@get("/test/forgotten")
async def forgotten() -> None:
    raise AssertionError("a route that forgot to say who may use it was asked")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Iterator[Database]:
    """One installation for all tests of a file: they ask, and hardly change anything."""
    folder = tmp_path_factory.mktemp("web")
    shutil.copy(blank, folder / blank.name)
    store = Database(f"sqlite:///{folder / blank.name}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, database: Database) -> Litestar:
    own = parts.routes
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), base_url="http://testserver.local")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "routes", lambda settings: [*own(settings), breaks, echo, forgotten])
        return create_app(settings, database, working=False)


@pytest.fixture
def browser(app: Litestar) -> Browser:
    return Browser(app)
