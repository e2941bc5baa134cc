"""The picture of the workflow is drawn from the table, whole."""

from xml.etree import ElementTree

from venuecheck.cases import drawing
from venuecheck.cases.acts import STATES, Act, State
from venuecheck.cases.workflow import TABLE


def words_of(svg: str) -> set[str]:
    return {element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}


def test_every_state_has_its_box() -> None:
    assert words_of(drawing.picture()) >= {STATES[state].staff for state in State}
    assert set(drawing.PLACES) == set(State)


def test_a_line_that_is_taken_away_takes_its_arrow_with_it() -> None:
    without = tuple(row for row in TABLE if row.act is not Act.DECLINE)
    assert "Decide: decline" in words_of(drawing.picture())
    assert "Decide: decline" not in words_of(drawing.picture(without))


def test_no_two_boxes_lie_on_one_another() -> None:
    places = list(drawing.PLACES.values())
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[number + 1 :]:
            assert abs(x - other_x) >= drawing.BOX[0] or abs(y - other_y) >= drawing.BOX[1]
