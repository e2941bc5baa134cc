"""The installation's secret: 32 random bytes in a file that only its owner can read, made at the first start."""

import os
import secrets
from pathlib import Path


def installation_secret(data_dir: Path) -> bytes:
    """The secret that signs cookies, made when it is not there yet.

    Raises PermissionError with a plain sentence when others could read the file.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            raise PermissionError(f"{path} can be read by others: run chmod 600 on it.") from None
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        secret = secrets.token_bytes(32)
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return secret
