"""A desk over a real repository, and somebody who fills in its forms without a browser."""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from phoihop.desk.app import application
from phoihop.desk.desk import Desk
from phoihop.desk.guards import Guard, Tickets
from phoihop.recording.writing import home
from phoihop.records.yaml_door import Tree

from tests.sending.servers import Clerk

PORT = 8123


class Form:
    """What somebody puts into a form: its fields by name, and files."""

    def __init__(self, fields: Iterable[tuple[str, str]] = (), files: Iterable[tuple[str, str, bytes]] = ()) -> None:
        self.fields, self.files = list(fields), list(files)

    @property
    def sent(self) -> dict[str, Any]:
        found: dict[str, list[Any]] = {}
        for name, value in self.fields:
            found.setdefault(name, []).append(value)
        for name, called, content in self.files:
            found.setdefault(name, []).append((io.BytesIO(content), called))
        return found


class Sitter:
    """Whoever sits at a desk of a clerk's register, let in by its token."""

    def __init__(self, clerk: Clerk, day: date) -> None:
        place = home(clerk.root) / "desk"
        place.mkdir(exist_ok=True)
        self.desk = Desk(clerk.root, place, day)
        self.guard = Guard(Tickets(place / "tickets"))
        self.guard.serves_at(PORT)
        self.client = application(self.desk, self.guard).test_client()
        answer = self.get(f"/?token={self.guard.tickets.issue()}")
        assert answer.status_code == 303

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(address, base_url=f"http://127.0.0.1:{PORT}", headers=_named(headers))

    def post(self, address: str, form: Form | None = None, **headers: str) -> Any:
        said = {"Origin": f"http://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin", **_named(headers)}
        return self.client.post(
            address,
            base_url=f"http://127.0.0.1:{PORT}",
            headers={name: value for name, value in said.items() if value},
            data=(form or Form()).sent,
            content_type="multipart/form-data",
        )

    def fill(self, address: str, form: Form) -> str:
        """Fills in a form; the address of the draft. What can't stand fails the test."""
        answer = self.post(address, form)
        assert answer.status_code == 303, wrong(answer.text)
        return str(answer.headers["Location"])

    def send(self, draft: str) -> str:
        """Sends a draft; the topic's name."""
        answer = self.post(f"{draft}/send")
        place = str(answer.headers["Location"])
        assert place.startswith("/sent/"), wrong(self.get(place).text)
        return place.removeprefix("/sent/").partition("?")[0]


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def wrong(page: str) -> list[str]:
    """What a page says is wrong."""
    return [
        unescape(re.sub(r"<[^>]+>|\s+", " ", each)).strip()
        for each in re.findall(r'role="alert">(.*?)</div>', page, re.S)
    ]


def record_in(page: str) -> str:
    """The finished record on a page."""
    match = re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert match, page
    return unescape(match[1])


def fields_of(tree: Mapping[str, Tree], papers: Mapping[str, bytes]) -> Form:
    """A record's tree as somebody would put it into its form: papers as files, under their own names."""
    form = Form()

    def put(name: str, value: Tree) -> None:
        match value:
            case dict():
                for key, each in value.items():
                    if key != "id":
                        put(f"{name}.{key}" if name else key, each)
            case list():
                for place, each in enumerate(value, 1):
                    put(f"{name}.{place}" if isinstance(each, dict) else name, each)
            case str() if value in papers:
                form.files.append((name, Path(value).name, papers[value]))
            case str():
                form.fields.append((name, value))

    put("", dict(tree))
    return form
