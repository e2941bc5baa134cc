"""Reading a page as a browser without JavaScript does: its links, and its forms with their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "email", "tel", "url", "search", "number", "date", "time", "textarea"}


@dataclass
class Field:
    """A field of a form: its kind, the values that can be chosen or are there, and for text what stands in it."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Whether a person types into it and sees it again."""
        return self.kind in TYPED

    def is_forged(self, value: str) -> bool:
        """Whether a browser could not have sent this: another value than the page gave."""
        return self.kind not in {*TYPED, "password", "file"} and value not in self.values


@dataclass
class PostForm:
    """A form that is posted."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, text: str, path: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.links: list[str] = []
        self.forms: list[PostForm] = []
        self._form: PostForm | None = None
        self._text: Field | None = None
        self._select: Field | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", "").partition("#")[0].partition("?")[0])
        elif tag == "form" and given.get("method", "").lower() == "post":
            self._form = PostForm(given.get("action") or self.path)
            self.forms.append(self._form)
        elif tag == "form":
            self._form = None
        elif self._form is not None:
            self._in_form(tag, given, self._form)

    def _in_form(self, tag: str, given: dict[str, str], form: PostForm) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select is not None:
            self._select.values.append(given.get("value", ""))
        elif not name:
            return
        elif tag == "textarea":
            self._text = form.fields.setdefault(name, Field(name, "textarea"))
            self._text.values.append("")
        elif tag == "select":
            self._select = form.fields.setdefault(name, Field(name, "select"))
        elif tag in {"input", "button"}:
            kind = given.get("type", "text" if tag == "input" else "submit")
            form.fields.setdefault(name, Field(name, kind)).values.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.values[-1] += data
