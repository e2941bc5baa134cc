"""Reading the dates, times and numbers that people type. Pure.

Whatever can mean only one thing is taken; what can mean two is asked about. Every refusal is a sentence to be shown.
"""

import re
from calendar import month_abbr, month_name
from datetime import date, time

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap]\.?\s*m\.?)?", re.IGNORECASE)
_NAMED = {"noon": time(12), "midday": time(12), "12 noon": time(12), "midnight": time(0), "12 midnight": time(0)}
_NUMBER = re.compile(r"[0-9]{1,9}")


class UnclearError(ValueError):
    """What was typed cannot be read. `sentence` says why; `part` names the part of a date that is to blame."""

    def __init__(self, sentence: str, part: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.part = part


def read_time(text: str, what: str) -> time:
    """A time of day, from "19:30", "7.30pm", "7 pm", "1930", "noon" or "24:00" (which is midnight).

    Raises UnclearError: for what is no time, and for "7:30", which may be morning or evening ("07:30" is morning).
    """
    typed = " ".join(text.lower().split())
    if typed in _NAMED:
        return _NAMED[typed]
    if typed == "24:00":
        return time(0)
    found = _TIME.fullmatch(typed)
    if found is None:
        raise UnclearError(f"{what} must be a time, like 19:30 or 7:30pm")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if minute > 59 or hour > (12 if found["half"] else 23) or (found["half"] and not hour):
        raise UnclearError(f"{what} must be a real time, like 19:30 or 7:30pm")
    if found["half"]:
        return time(hour % 12 + (12 if found["half"].startswith("p") else 0), minute)
    if len(found["hour"]) == 1 and hour:
        shown = f"{hour}:{minute:02}"
        raise UnclearError(f"{what} must say whether it is morning or evening, like {shown}am or {shown}pm")
    return time(hour, minute)


def read_day(day: str, month: str, year: str, what: str) -> date:
    """A date from three parts; the month as a number or its name.

    Raises UnclearError, which names the part to blame.
    """
    parts = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    missing = [name for name, text in parts.items() if not text]
    if len(missing) == 3:
        raise UnclearError(f"Enter {what[0].lower()}{what[1:]}", "day")
    if missing:
        raise UnclearError(f"{what} must include a {' and a '.join(missing)}", missing[0])
    numbers = {name: _number(text) for name, text in parts.items()}
    numbers["month"] = _month(parts["month"]) or numbers["month"]
    unread = [name for name, number in numbers.items() if number is None]
    if unread:
        raise UnclearError(f"{what} must be a real date, like 27 3 2027: check the {unread[0]}", unread[0])
    if len(parts["year"]) != 4:
        raise UnclearError("The year must have 4 numbers, like 2027", "year")
    if not 1 <= (numbers["month"] or 0) <= 12:
        raise UnclearError(f"{what} must be a real date: the month must be between 1 and 12", "month")
    try:
        return date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
    except ValueError:
        raise UnclearError(f"{what} must be a real date: check the day", "day") from None


def read_number(text: str, what: str, most: int, least: int = 0) -> int:
    """A whole number, from "80", "1,200" or "1 200". Raises UnclearError."""
    number = _number(text.replace(",", "").replace(" ", ""))
    if number is None:
        raise UnclearError(f"{what} must be a whole number, like 40")
    if not least <= number <= most:
        raise UnclearError(f"{what} must be between {least:,} and {most:,}")
    return number


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _month(text: str) -> int | None:
    names = [name.lower() for name in month_name]
    short = [name.lower() for name in month_abbr]
    typed = text.lower().rstrip(".")
    for known in (names, short):
        if typed and typed in known:
            return known.index(typed)
    return short.index("sep") if typed == "sept" else None
