"""Signing in and out, one's own password, and the administrator's pages of staff."""

import re
from typing import Any
from uuid import UUID

from litestar import Response, get, post

from venuecheck.accounts import pages, passwords, service
from venuecheck.accounts.forms import NewStaffForm, PasswordForm, RolesForm, SignInForm
from venuecheck.accounts.roles import Role
from venuecheck.runtime.database import Database
from venuecheck.runtime.errors import InvalidError
from venuecheck.web import access, again
from venuecheck.web.pages import Asking, page, see, see_anew
from venuecheck.web.posted import Posted
from venuecheck.web.visits import digest, new_token

START = "/staff"
_LOCAL = re.compile(r"/(?:[\w.~%-]+/)*[\w.~%-]*", re.ASCII)


def local_path(path: str) -> str:
    """The path to go to after signing in: one on this site, or the staff's start page."""
    return path if len(path) <= 500 and _LOCAL.fullmatch(path) else START


@get("/sign-in", opt=access.anyone(), sync_to_thread=True)
def get_sign_in(request: Asking) -> Response[Any]:
    """The form to sign in with; straight on for somebody who has."""
    after = local_path(request.query_params.get("after", START))
    if request.user.staff is not None:
        return see(after)
    unsaved = "unsaved" in request.query_params
    return page(request, "accounts/sign_in.html", form=SignInForm(), after=after, unsaved=unsaved, kept=[])


@post("/sign-in", opt=access.anyone() | access.SECRET, sync_to_thread=True)
def post_sign_in(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Sign in, on a new token."""
    form, after, token, kept = SignInForm(posted), local_path(posted.get("after")), new_token(), again.kept(posted)
    if form.validate():
        try:
            with db.read() as reader:
                tried = service.attempt(reader, form.email.data, form.password.data)
            with db.write() as tx:
                person = service.sign_in(tx, tried, digest(token), request.user.digest)
            if person is not None:
                return see_anew(request, after, token) if not kept else again.send_anew(request, after, token)
            form.refuse(InvalidError(service.WRONG, "email"))
        except (InvalidError, service.TooSoonError) as problem:
            form.refuse(InvalidError(problem.sentence, "password"))
    return page(request, "accounts/sign_in.html", form=form, after=after, kept=kept)


@post("/sign-in/typed", opt=access.anyone(), sync_to_thread=True)
def post_typed(request: Asking, typed: Posted) -> Response[Any]:
    """The form to sign in with, holding what was typed on a page whose visit had ended."""
    after = local_path(request.query_params.get("after", START))
    return page(request, "accounts/sign_in.html", form=SignInForm(), after=after, kept=again.keep(typed))


@post("/send-again", opt=access.anyone(), sync_to_thread=True)
def post_send_again(request: Asking, typed: Posted) -> Response[Any]:
    """What was typed on a page of an earlier visit, to look at and send once more."""
    after = local_path(request.query_params.get("after", START))
    return page(request, "layout/send_again.html", after=after, kept=again.kept(typed) or again.keep(typed))


@post("/sign-out", opt=access.anyone(), sync_to_thread=True)
def post_sign_out(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """End the visit, on this browser only."""
    with db.write() as tx:
        service.sign_out(tx, request.user.digest)
    return see_anew(request, "/", new_token())


@get("/account/password", opt=access.unsettled(), sync_to_thread=True)
def get_password(request: Asking, db: Database) -> Response[Any]:
    """The form for one's own password."""
    return _password_page(request, db, PasswordForm())


@post("/account/password", opt=access.unsettled() | access.SECRET, sync_to_thread=True)
def post_password(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Choose a password; every other visit of this person ends."""
    form, token, me = PasswordForm(posted), new_token(), access.person(request)
    if form.validate():
        try:
            with db.read() as reader:
                chosen, tried = service.choose(reader, me.uuid, form.password.data, form.old_password.data or "")
            with db.write() as tx:
                person = service.set_password(tx, me.uuid, chosen, tried, digest(token), by=service.actor(me))
            if person is not None:
                return see_anew(request, START, token)
            form.refuse(InvalidError("This is not your password now", "old_password"))
        except (InvalidError, service.TooSoonError) as problem:
            form.refuse(InvalidError(problem.sentence, getattr(problem, "field", "old_password")))
    return _password_page(request, db, form)


def _password_page(request: Asking, db: Database, form: PasswordForm) -> Response[Any]:
    with db.read() as reader:
        needs_old = service.needs_old_password(service.user_with(reader, access.person(request).uuid))
    return page(request, "accounts/password.html", form=form, needs_old=needs_old)


@get("/admin/staff", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def get_staff_list(request: Asking, db: Database) -> Response[Any]:
    """Everybody who has or had an account."""
    with db.read() as reader:
        return page(request, "accounts/staff_list.html", people=pages.staff_list(reader))


@get("/admin/staff/new", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def get_new_staff(request: Asking) -> Response[Any]:
    """The form for somebody who joins."""
    return page(request, "accounts/new_staff.html", form=NewStaffForm(), role_table=list(Role))


@post("/admin/staff/new", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_new_staff(request: Asking, posted: Posted, db: Database) -> Response[Any]:
    """Add somebody, and show the temporary password to hand over. Sent twice, the address exists already."""
    form = NewStaffForm(posted)
    if form.validate():
        temporary = passwords.temporary()
        try:
            kept, by = passwords.hashed(temporary), service.actor(access.person(request))
            with db.write() as tx:
                user = service.add_user(tx, form.name.data, form.email.data, form.roles.data, by, kept)
            return _hand_over(request, db, user.uuid, temporary)
        except InvalidError as problem:
            form.refuse(problem)
    return page(request, "accounts/new_staff.html", form=form, role_table=list(Role))


@get("/admin/staff/{user:uuid}", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def get_staff(request: Asking, user: UUID, db: Database) -> Response[Any]:
    """One member of staff, and what can be done to the account."""
    with db.read() as reader:
        person = pages.staff_page(reader, user)
    return page(
        request,
        "accounts/staff.html",
        form=RolesForm(values={"roles": list(person.roles)}),
        person=person,
        role_table=list(Role),
    )


@post("/admin/staff/{user:uuid}/roles", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_roles(request: Asking, user: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Give somebody other roles. Their visits end; one's own goes on with a new token."""
    form, me, token = RolesForm(posted), access.person(request), new_token()
    with db.read() as reader:
        person = pages.staff_page(reader, user)
    if form.validate():
        try:
            with db.write() as tx:
                changed = service.change_roles(tx, user, form.roles.data, by=service.actor(me))
                if changed.id == me.id:
                    service.renew_visit(tx, changed, digest(token))
                    return see_anew(request, START, token)
            return see("/admin/staff")
        except InvalidError as problem:
            form.refuse(problem)
    return page(request, "accounts/staff.html", form=form, person=person, role_table=list(Role))


@post("/admin/staff/{user:uuid}/close", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_close(request: Asking, user: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Close an account."""
    with db.write() as tx:
        service.close_account(tx, user, by=service.actor(access.person(request)))
    return see("/admin/staff")


@post("/admin/staff/{user:uuid}/reopen", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_reopen(request: Asking, user: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Open a closed account again."""
    with db.write() as tx:
        service.reopen_account(tx, user, by=service.actor(access.person(request)))
    return see(f"/admin/staff/{user}")


@post("/admin/staff/{user:uuid}/password", opt=access.only(Role.ADMINISTRATOR), sync_to_thread=True)
def post_temporary_password(request: Asking, user: UUID, posted: Posted, db: Database) -> Response[Any]:
    """Make a temporary password and show it this once. Sent twice, the second is the one that works."""
    temporary = passwords.temporary()
    kept, by = passwords.hashed(temporary), service.actor(access.person(request))
    with db.write() as tx:
        service.hand_over_password(tx, user, kept, by)
    return _hand_over(request, db, user, temporary)


def _hand_over(request: Asking, db: Database, user: UUID, temporary: str) -> Response[Any]:
    with db.read() as reader:
        person = pages.staff_page(reader, user)
    return page(request, "accounts/hand_over.html", person=person, temporary=temporary)


ROUTES = [
    get_sign_in,
    post_sign_in,
    post_typed,
    post_send_again,
    post_sign_out,
    get_password,
    post_password,
    get_staff_list,
    get_new_staff,
    post_new_staff,
    get_staff,
    post_roles,
    post_close,
    post_reopen,
    post_temporary_password,
]
