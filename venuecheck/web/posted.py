"""Reading what a form sent: in one place, in order, counted and capped, every byte accounted for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from litestar import Request
from litestar.exceptions import ClientException, InternalServerException, PermissionDeniedException
from multidict import MultiDict
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, MultipartState, parse_options_header

from venuecheck.runtime.text import describe, is_blank, too_many_marks, unseen
from venuecheck.web.visits import OLD_PAGE, Visitor, check_sender, surely_from_here

MOST_FIELDS = 6000
MOST_BYTES = 2_000_000
CUT_OFF = "What your browser sent was cut off. Nothing was saved from it: please send it again."


@dataclass(frozen=True)
class Upload:
    """A file that came with a form. Its name is only what the sender says; nothing is ever stored under it."""

    name: str
    content: bytes


@dataclass
class Posted:
    """The fields of a form as they were typed, less what cannot be shown; `faults` says what that was, field by field."""

    fields: MultiDict[str] = field(default_factory=MultiDict)
    files: dict[str, Upload] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field, without white space at its ends."""
        return self.fields.get(name, default).strip()


class UnreadableError(ClientException):
    """The body of a request is no form, is cut off, or has too many fields."""

    status_code = 400


async def read_posted(request: Request[Visitor, str, Any]) -> Posted:
    """Read the form of a request, after checking that our own page sent it.

    Raises UnreadableError for a body that is no form, is cut off or has more than 6,000 fields. Bytes that are no UTF-8
    and characters that cannot be seen are taken out and noted in `faults`, so that the page can say so and keep the rest.
    """
    posted = await _read(request)
    check_sender(request, posted.fields.get("csrf", ""))
    return posted


async def read_typed(request: Request[Visitor, str, Any]) -> Posted:
    """Read what was typed on a page of ours whose visit has ended, only to show it to the same browser again.

    Nothing may be done with it: no token of the form is checked. Raises PermissionDeniedException unless the browser
    vouches that one of our pages sent it, UnreadableError as `read_posted`.
    """
    if not surely_from_here(request):
        raise PermissionDeniedException(OLD_PAGE)
    return await _read(request)


async def _read(request: Request[Visitor, str, Any]) -> Posted:
    posted = Posted()
    await _parse(request.headers.get("content-type", ""), request.stream(), posted)
    return posted


async def _parse(content_type: str, body: AsyncIterator[bytes], posted: Posted) -> None:
    kind, options = parse_options_header(content_type)
    multipart = kind == b"multipart/form-data"
    if not multipart and kind != b"application/x-www-form-urlencoded":
        raise UnreadableError("This page only takes forms.")

    def on_field(read: Field) -> None:
        _count(posted)
        name, value = read.field_name or b"", read.value or b""
        if not multipart:
            name, value = (unquote_to_bytes(part.replace(b"+", b" ")) for part in (name, value))
        _keep(posted, name, value)

    def on_file(read: File) -> None:
        _count(posted)
        read.file_object.seek(0)
        name = (read.field_name or b"").decode("utf-8", "replace")
        shown = (read.file_name or b"").decode("utf-8", "replace")
        posted.files[name] = Upload(shown, read.file_object.read())
        read.close()

    try:
        parser = FormParser(
            kind.decode("ascii"),
            on_field,
            on_file,
            boundary=options.get(b"boundary"),
            config={"MAX_FIELD_SIZE": MOST_BYTES, "MAX_MEMORY_FILE_SIZE": 20_000_000},
        )
        async for chunk in body:
            if chunk:
                parser.write(chunk)
        parser.finalize()
    except (FormParserError, UnicodeDecodeError, ValueError) as problem:
        raise UnreadableError("What your browser sent could not be read as a form.") from problem
    except InternalServerException as gone:  # Litestar's word for a browser that hung up in the middle
        raise UnreadableError(CUT_OFF) from gone
    # finalize() accepts a body that stops in the middle; only the end state tells.
    if multipart and getattr(parser.parser, "state", None) != MultipartState.END:
        raise UnreadableError(CUT_OFF)


def _count(posted: Posted) -> None:
    if len(posted.fields) + len(posted.files) >= MOST_FIELDS:
        raise UnreadableError("The form has too many fields.")


def _keep(posted: Posted, raw_name: bytes, raw_value: bytes) -> None:
    name = raw_name.decode("utf-8", "replace")
    try:
        text = raw_value.decode()
    except UnicodeDecodeError:
        posted.faults[name] = "Some characters could not be read and were taken out. Check the text and send it again"
        text = raw_value.decode("utf-8", "ignore")
    if hidden := unseen(text):
        posted.faults[name] = (
            f"The text held a character that cannot be seen ({describe(hidden)}). It was taken out: check the text"
        )
        while hidden := unseen(text):
            text = text.replace(hidden, "")
    if too_many_marks(text[:100_000]):
        posted.faults[name] = "A letter carries more accents than any language writes. Please type the text again"
    posted.fields.add(name, "" if is_blank(text) else text)
