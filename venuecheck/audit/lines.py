"""The one text of an event, and what stands in it for personal words. Pure: values in, text out."""

import hashlib
import json
from typing import Any


def canonical(body: dict[str, Any]) -> str:
    """The one text of an event: JSON with sorted keys, no spaces, characters as they are. It is hashed as it is stored."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def commitment(salt: bytes, value: str) -> str:
    """A commitment to a personal value: without the salt a guess at the value cannot be confirmed."""
    return hashlib.sha256(salt + value.encode()).hexdigest()
