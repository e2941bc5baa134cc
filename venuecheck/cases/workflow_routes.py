"""The workflow as a page: the picture and the tables that the code walks, for every member of staff to read."""

from dataclasses import astuple
from typing import Any

from litestar import Response, get

from venuecheck.cases.drawing import act_lines, change_lines, picture, state_lines
from venuecheck.web import access
from venuecheck.web.pages import Asking, page


@get("/workflow", opt=access.staff(), sync_to_thread=True)
def get_workflow(request: Asking) -> Response[Any]:
    """How a case travels."""
    states, acts = map(astuple, state_lines()), map(astuple, act_lines())
    changes = map(astuple, change_lines())
    return page(request, "cases/workflow.html", picture=picture(), states=states, acts=acts, changes=changes)


ROUTES = [get_workflow]
