"""The fictional demo council: made by the use cases that staff and hirers call, so that the record vouches for all of it."""

from venuecheck.demo.build import discard_unfinished, is_demo, is_empty, prepare

__all__ = ["discard_unfinished", "is_demo", "is_empty", "prepare"]
