"""The key that signs the record's checkpoints: one file, made once, readable by its owner alone."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from venuecheck.audit.verifier import Key, note

FILE = "record.key"


class KeyTrouble(RuntimeError):
    """The signing key cannot be used. The message is fit to show to whoever runs the installation."""


class Signer:
    """Signs under a name, which is the origin of the record's checkpoints."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.key = Key(name, private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The text as a signed note."""
        return note(text, self.key, self._private.sign(text.encode()))


def signer(data_dir: Path, name: str) -> Signer:
    """The signer with the key that is there. Raises KeyTrouble when it is missing, can be read by others, or is no key."""
    path = data_dir / FILE
    try:
        mode, written = path.stat().st_mode, path.read_bytes()
    except FileNotFoundError:
        raise KeyTrouble(
            f"The key that signs the record, {path}, is missing. Bring it back from your backup. If it is lost, declare that "
            "with `venuecheck audit restored`: the record then goes on under a new key, and says so."
        ) from None
    except OSError as problem:
        raise KeyTrouble(f"{path} cannot be read: {problem.strerror}.") from problem
    if mode & 0o077:
        raise KeyTrouble(f"{path} can be read by others: run chmod 600 on it, and ask who may have copied it.")
    try:
        private = serialization.load_pem_private_key(written, None)
    except (ValueError, TypeError) as problem:
        raise KeyTrouble(f"{path} is no key: it was changed or cut off. Bring it back from your backup.") from problem
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyTrouble(f"{path} is a key of another kind than Ed25519.")
    return Signer(name, private)


def make_key(data_dir: Path) -> None:
    """Make the key, whole and on disk before it is used; one that is there is kept. Raises KeyTrouble when it cannot be."""
    path = data_dir / FILE
    part = path.with_name(f".{FILE}.{os.getpid()}")
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # of two processes, one makes it
    except FileExistsError:
        pass
    except OSError as problem:
        raise KeyTrouble(f"{path} cannot be made: {problem.strerror}.") from problem
    finally:
        part.unlink(missing_ok=True)
