"""The pages of the watchlist: for the Prevent team, and for auditors to read.

Looking at the list is recorded, and looking at what an entry says: that by a button, so that nobody looks unawares, and the
page then opens for an hour to whoever pressed it.
"""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import actor
from venuecheck.audit.events import Event
from venuecheck.audit.looks import RECORDED, look
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError, Refusal, WrongStateError
from venuecheck.screening import pages, service, uploads
from venuecheck.screening.forms import ConfirmForm, EntryForm, NewEntryForm, RetireForm, SearchForm, UploadForm
from venuecheck.screening.watchlist_file import Reading, read_csv
from venuecheck.web import access
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted

LARGEST_UPLOAD = 10_000_000
READERS = access.only(Role.PREVENT_OFFICER, Role.AUDITOR)
EDITORS = access.only(Role.PREVENT_OFFICER)


@get("/watchlist", opt=READERS | RECORDED, sync_to_thread=True)
def get_watchlist(request: Asking, db: Database) -> Response[Any]:
    """The list by number. A look at it is recorded."""
    look(db, Event.WATCHLIST_LIST_SEEN, "watchlist", actor(access.person(request)))
    asked = request.query_params.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    with db.read() as reader:
        shown = pages.watchlist_page(reader, number)
    return page(request, "screening/watchlist.html", form=SearchForm(), shown=shown, editor=_may_edit(request))


@post("/watchlist/search", opt=READERS, sync_to_thread=True)
def post_search(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Find entries."""
    look(db, Event.WATCHLIST_LIST_SEEN, "watchlist", actor(access.person(request)))
    form = SearchForm(posted)
    words = (form.words.data or "").strip() if form.validate() else ""
    with db.read() as reader:
        shown = pages.found_page(reader, words) if words else pages.watchlist_page(reader)
    return page(request, "screening/watchlist.html", form=form, shown=shown, editor=_may_edit(request))


@get("/watchlist/{entry:uuid}", opt=READERS, sync_to_thread=True)
def get_entry(request: Asking, entry: UUID, db: Database) -> Response[Any]:
    """What an entry says, for those whose look is recorded; else the button to look."""
    return _entry_page(request, db, entry, "screening/entry.html", RetireForm())


@post("/watchlist/{entry:uuid}/look", opt=READERS, sync_to_thread=True)
def post_look(request: Asking, entry: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Record the look, and show the entry. Pressed twice, one look is recorded."""
    by = actor(access.person(request))
    with db.write() as tx:
        found = service.entry_with(tx, entry)
        if not service.has_looked(tx, found, by):
            service.look_at_entry(tx, found, by)
    return see(f"/watchlist/{entry}")


@get("/watchlist/new", opt=EDITORS, sync_to_thread=True)
def get_new_entry(request: Asking) -> Response[Any]:
    """The form for a new entry."""
    return page(request, "screening/new_entry.html", form=NewEntryForm())


@post("/watchlist/new", opt=EDITORS, sync_to_thread=True)
def post_new_entry(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Add an entry. Sent twice, the number is in use."""
    form, by = NewEntryForm(posted), actor(access.person(request))
    if form.validate():
        try:
            with db.write() as tx:
                words = {"kind": form.kind.data, "name": form.name.data, "reason": form.reason.data}
                entry = service.add_entry(tx, key=form.key.data, aliases=form.all_aliases, by=by, **words)
                service.look_at_entry(tx, entry, by)
            return see(f"/watchlist/{entry.uuid}")
        except InvalidError as problem:
            form.refuse(problem)
    return page(request, "screening/new_entry.html", form=form)


@get("/watchlist/{entry:uuid}/change", opt=EDITORS, sync_to_thread=True)
def get_change_entry(request: Asking, entry: UUID, db: Database) -> Response[Any]:
    """The form to change an entry, for those whose look is recorded."""
    with db.read() as reader:
        found = service.entry_with(reader, entry)
        values = {name: getattr(found, name) for name in ("kind", "name", "reason")}
        values |= {"version": str(found.version), "aliases": "\n".join(found.aliases)}
    return _entry_page(request, db, entry, "screening/change_entry.html", EntryForm(values=values))


@post("/watchlist/{entry:uuid}/change", opt=EDITORS, sync_to_thread=True)
def post_change_entry(request: Asking, entry: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Change an entry."""
    form = EntryForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                words = {"kind": form.kind.data, "name": form.name.data, "reason": form.reason.data}
                service.change_entry(
                    tx,
                    service.entry_with(tx, entry),
                    aliases=form.all_aliases,
                    version=form.seen_version,
                    by=actor(access.person(request)),
                    **words,
                )
            return see(f"/watchlist/{entry}")
        except (InvalidError, WrongStateError) as problem:
            form.refuse(_on_the_form(problem))
    return _entry_page(request, db, entry, "screening/change_entry.html", form)


@post("/watchlist/{entry:uuid}/retire", opt=EDITORS, sync_to_thread=True)
def post_retire_entry(request: Asking, entry: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Retire an entry, with a reason."""
    form = RetireForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                by = actor(access.person(request))
                service.retire_entry(tx, service.entry_with(tx, entry), form.reason.data, by)
            return see(f"/watchlist/{entry}")
        except (InvalidError, WrongStateError) as problem:
            form.refuse(_on_the_form(problem))
    return _entry_page(request, db, entry, "screening/entry.html", form)


@get("/watchlist/import", opt=EDITORS, sync_to_thread=True)
def get_import(request: Asking) -> Response[Any]:
    """The form to upload a list with."""
    return page(request, "screening/import.html", form=UploadForm())


@post("/watchlist/import", opt=EDITORS, sync_to_thread=True, request_max_body_size=LARGEST_UPLOAD)
def post_import(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Read an uploaded list and show what it would do. Nothing is changed yet."""
    form, upload = UploadForm(posted), posted.files.get("file")
    content = upload.content if upload else b""
    reading = read_csv(content)
    if problem := _unreadable(content, reading):
        form.refuse(InvalidError(problem, "file"))
        return page(request, "screening/import.html", form=form)
    token = uploads.keep(request.app.state.settings.data_dir, content)
    return _preview(request, db, reading, ConfirmForm(values={"upload": token}))


@post("/watchlist/import/confirm", opt=EDITORS, sync_to_thread=True)
def post_confirm_import(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Do what the preview showed. Sent twice, the upload is gone and nothing more is done."""
    form, folder = ConfirmForm(posted), request.app.state.settings.data_dir
    token = form.upload.data or ""
    content = uploads.find(folder, token)
    if content is None:
        raise WrongStateError("This upload was imported already, or is older than a day. Upload the file again.")
    reading = read_csv(content)
    with db.write() as tx:
        plan = service.preview(tx, reading.entries, reading.refused)
        problem = _not_confirmed(form, service.list_version(tx), bool(plan.retired))
        if problem is None:
            service.import_watchlist(tx, reading.entries, reading.refused, actor(access.person(request)))
    if problem is not None:
        form.refuse(problem)
        return _preview(request, db, reading, form)
    uploads.throw_away(folder, token)
    return see("/watchlist")


def _unreadable(content: bytes, reading: Reading) -> str:
    if not content:
        return "Choose a CSV file that is not empty"
    if reading.fault:
        return reading.fault.rstrip(".")
    if not reading.entries:
        refused = "; ".join(f"line {row.line}: {row.reason}" for row in reading.refused[:3])
        return f"No entry in the file could be read{f' ({refused})' if refused else ''}"
    return ""


def _not_confirmed(form: ConfirmForm, version: int, retires: bool) -> InvalidError | None:
    if form.list_version.data != str(version):
        return InvalidError("The list was changed since this preview was made. Check it again before you import it")
    if retires and not form.retires.data:
        return InvalidError("Confirm that every entry which the file does not hold is to be retired", "retires")
    return None


def _preview(request: Asking, db: Database, reading: Reading, form: ConfirmForm) -> Response[Any]:
    with db.read() as reader:
        version = service.list_version(reader)
        shown = pages.PreviewPage(service.preview(reader, reading.entries, reading.refused), reading, version)
    form.list_version.data = str(version)
    return page(request, "screening/preview.html", form=form, shown=shown)


def _entry_page(
    request: Asking, db: Database, uuid: UUID, template: str, form: RetireForm | EntryForm
) -> Response[Any]:
    with db.read() as reader:
        entry = service.entry_with(reader, uuid)
        if not service.has_looked(reader, entry, actor(access.person(request))):
            return page(request, "screening/look.html", entry=entry)
        kind = pages.KINDS[entry.kind]
        return page(request, template, form=form, entry=entry, kind=kind, editor=_may_edit(request))


def _may_edit(request: Asking) -> bool:
    return Role.PREVENT_OFFICER in access.person(request).roles


def _on_the_form(problem: Refusal) -> InvalidError:
    return problem if isinstance(problem, InvalidError) else InvalidError(problem.sentence)


ROUTES = [
    get_watchlist,
    post_search,
    get_new_entry,
    post_new_entry,
    get_import,
    post_import,
    post_confirm_import,
    get_entry,
    post_look,
    get_change_entry,
    post_change_entry,
    post_retire_entry,
]
