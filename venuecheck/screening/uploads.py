"""A list that was uploaded, kept between its preview and its confirmation.

It lies under a random name that nobody is told but the page that shows the preview, can be read by its owner alone, and is
gone once it was imported, or after a day.
"""

import hashlib
import os
import secrets
import time
from pathlib import Path

KEPT_FOR = 86_400
"""Seconds."""


def keep(data_dir: Path, content: bytes) -> str:
    """Keep an upload; returns the token that finds it again. Uploads that nobody confirmed are thrown away."""
    folder = _folder(data_dir)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _throw_away_old(folder)
    token = secrets.token_urlsafe(24)
    handle = os.open(_path(data_dir, token), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return token


def find(data_dir: Path, token: str) -> bytes | None:
    """The upload of a token, or None when it is no longer there."""
    try:
        return _path(data_dir, token).read_bytes()
    except FileNotFoundError:
        return None


def throw_away(data_dir: Path, token: str) -> None:
    """Throw an upload away; nothing happens when it is gone."""
    _path(data_dir, token).unlink(missing_ok=True)


def _folder(data_dir: Path) -> Path:
    return data_dir / "uploads"


def _path(data_dir: Path, token: str) -> Path:
    # What a browser sends never becomes a file's name.
    return _folder(data_dir) / hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _throw_away_old(folder: Path) -> None:
    oldest = time.time() - KEPT_FOR
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
