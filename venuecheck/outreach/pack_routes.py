"""Guidance packs: read by staff and by everybody, printed, sent to venues, and acknowledged by them."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts.roles import Role
from venuecheck.accounts.service import actor
from venuecheck.outreach import pages, service
from venuecheck.outreach.forms import NumberForm, SendForm
from venuecheck.outreach.packs import pack_called, packs, print_pack
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError, MissingError
from venuecheck.web import access
from venuecheck.web.once import first_time
from venuecheck.web.pages import Asking, page, see
from venuecheck.web.posted import Posted
from venuecheck.web.visits import new_token

READERS = access.only(Role.OUTREACH_OFFICER, Role.AUDITOR, Role.SENIOR_OFFICER)
OFFICER = access.only(Role.OUTREACH_OFFICER)


@get("/outreach/packs", opt=READERS, sync_to_thread=True)
def get_packs(request: Asking) -> Response[Any]:
    """Every pack."""
    return page(request, "outreach/packs.html", packs=packs())


@get("/outreach/packs/{pack:str}", opt=READERS, sync_to_thread=True)
def get_pack(request: Asking, db: Database, pack: str) -> Response[Any]:
    """A pack as staff read it; `?version=1` shows an older one."""
    version = request.query_params.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else None
    with db.read() as reader:
        shown = pages.pack_page(pack_called(pack, number), service.council_numbers(reader))
    return page(request, "outreach/pack.html", page=shown)


@get("/guidance/packs/{pack:str}/pack.pdf", opt=access.anyone(), sync_to_thread=True)
def get_pack_printed(request: Asking, db: Database, pack: str) -> Response[bytes]:
    """A pack as a tagged PDF, to be downloaded."""
    guide = pack_called(pack)
    with db.read() as reader:
        printed = print_pack(guide, request.app.state.settings.council, service.council_numbers(reader))
    disposition = f'attachment; filename="{guide.key}-{guide.version}.pdf"'
    return Response(printed, media_type="application/pdf", headers={"content-disposition": disposition})


@get("/guidance/packs", opt=access.anyone(), sync_to_thread=True)
def get_public_packs(request: Asking) -> Response[Any]:
    """Every pack, for everybody."""
    return page(request, "packs/packs.html", packs=packs())


@get("/guidance/packs/{pack:str}", opt=access.anyone(), sync_to_thread=True)
def get_public_pack(request: Asking, db: Database, pack: str) -> Response[Any]:
    """A pack, for everybody."""
    with db.read() as reader:
        shown = pages.pack_page(pack_called(pack), service.council_numbers(reader))
    return page(request, "packs/pack.html", page=shown)


@get("/guidance/received/{token:str}", opt=access.anyone(), sync_to_thread=True)
def get_received(request: Asking, db: Database, token: str) -> Response[Any]:
    """What the acknowledgement link opens: a page with a button."""
    with db.read() as reader:
        sending = service.sending_with(reader, token)
        pack, done = pack_called(sending.pack, sending.version), sending.acknowledged
    return page(request, "packs/received.html", pack=pack, done=done, token=token)


@post("/guidance/received/{token:str}", opt=access.anyone(), sync_to_thread=True)
def post_received(request: Asking, db: Database, posted: Posted, token: str) -> Response[Any]:
    """A venue says that its pack arrived."""
    with db.write() as tx:
        service.acknowledge(tx, token)
    return see(f"/guidance/received/{token}")


@get("/outreach/send", opt=OFFICER, sync_to_thread=True)
def get_send(request: Asking, db: Database) -> Response[Any]:
    """Which pack to which venues; `?pack=` and `?venue=` choose beforehand, and so do the register's filters."""
    wanted = request.query_params
    venues = wanted.getall("venue", [])
    if not venues and {"words", "kind", "ward"} & set(wanted):
        with db.read() as reader:
            venues = pages.fitting(reader, pages.Filters.asked(wanted))
    values = {"once": new_token(), "pack": wanted.get("pack", ""), "venues": venues}
    return _send_page(request, db, SendForm(values=values))


@post("/outreach/send", opt=OFFICER, sync_to_thread=True)
def post_send(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Send it, after asking about those who had it."""
    form, settings, ask_again = SendForm(posted), request.app.state.settings, False
    if form.validate():
        try:
            with db.write() as tx:
                if not first_time(tx, posted):
                    return see("/outreach/venues")
                venues = pages.chosen(tx, form.venues.data or [])
                by, again = actor(access.person(request)), _again(form.again.data)
                sent = service.send_pack(tx, form.pack.data, venues, by, settings=settings, again=again)
                return page(request, "outreach/sent.html", sent=sent, pack=pack_called(form.pack.data))
        except service.AlreadySentError as problem:
            ask_again = True
            form.refuse(problem)
        except (InvalidError, MissingError) as problem:
            form.refuse(InvalidError(problem.sentence, "pack" if isinstance(problem, MissingError) else "venues"))
    return _send_page(request, db, form, ask_again or form.again.data in set(service.Again))


def _send_page(request: Asking, db: Database, form: SendForm, ask_again: bool = False) -> Response[Any]:
    form.pack.choices = [(pack.key, pack.title) for pack in packs()]
    chosen = [pack for pack in packs() if pack.key == form.pack.data]
    with db.read() as reader:
        form.venues.choices = pages.choices(reader, chosen[0] if chosen else None, form.venues.data or [])
    return page(request, "outreach/send.html", form=form, ask_again=ask_again)


def _again(answer: str | None) -> service.Again:
    return service.Again(answer) if answer in set(service.Again) else service.Again.ASK


@get("/outreach/numbers", opt=READERS, sync_to_thread=True)
def get_numbers(request: Asking, db: Database) -> Response[Any]:
    """The council's own lines of "Whom to ring", and the form to add one."""
    return _numbers_page(request, db, NumberForm())


@post("/outreach/numbers", opt=OFFICER, sync_to_thread=True)
def post_number(request: Asking, db: Database, posted: Posted) -> Response[Any]:
    """Add a line."""
    form = NumberForm(posted)
    if form.validate():
        try:
            with db.write() as tx:
                service.add_council_number(tx, **form.data, by=actor(access.person(request)))
            return see("/outreach/numbers")
        except InvalidError as problem:
            form.refuse(problem)
    return _numbers_page(request, db, form)


@post("/outreach/numbers/{number:uuid}/remove", opt=OFFICER, sync_to_thread=True)
def post_remove_number(request: Asking, db: Database, posted: Posted, number: UUID) -> Response[Any]:
    """Take a line off."""
    with db.write() as tx:
        service.remove_council_number(tx, number, by=actor(access.person(request)))
    return see("/outreach/numbers")


def _numbers_page(request: Asking, db: Database, form: NumberForm) -> Response[Any]:
    with db.read() as reader:
        lines = pages.number_lines(reader)
        return page(request, "outreach/numbers.html", form=form, lines=lines, officer=is_officer(request))


def is_officer(request: Asking) -> bool:
    """Whether the person may change what is shown."""
    return Role.OUTREACH_OFFICER in access.person(request).roles


ROUTES = [
    get_packs,
    get_pack,
    get_pack_printed,
    get_public_packs,
    get_public_pack,
    get_received,
    post_received,
    get_send,
    post_send,
    get_numbers,
    post_number,
    post_remove_number,
]
