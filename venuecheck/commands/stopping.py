"""Ending cleanly when told to stop, from the first moment on."""

import signal
import sys
from types import FrameType


def end_cleanly() -> None:
    """From here SIGTERM and SIGINT end the process with exit code 0; what was being written is rolled back.

    uvicorn takes the signals over while it serves, stops, and raises them again once it has.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
