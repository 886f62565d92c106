"""Posting on a forge, against a small forge of our own that answers like GitHub, GitLab or Forgejo."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from phoihop.changes.formats.markdown import MARK
from phoihop.forges.posting import DUE_MARK, LONGEST, as_code, cut, main

ME = {"github": "github-actions[bot]", "forgejo": "forgejo-actions", "gitlab": "project_1_bot"}
TOKENS = {"github": "Bearer s3cret", "forgejo": "token s3cret", "gitlab": "s3cret"}


@dataclass
class SmallForge:
    """Comments and issues in memory. `asked` are the methods and paths that were called."""

    kind: str
    address: str = ""
    comments: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    last_id: int = 100

    def post(self, text: str, *, by: str | None = None) -> dict[str, Any]:
        self.last_id += 1
        name = by or ME[self.kind]
        return {"id": self.last_id, "body": text, "user": {"login": name}, "author": {"username": name}}

    def answer(self, method: str, path: str, query: dict[str, list[str]], form: dict[str, Any]) -> Any:
        """What the forge answers, or None where it has no such address."""
        self.asked.append(f"{method} {path}")
        listed = "/notes" if self.kind == "gitlab" else "/comments"
        if path == "/user":
            return {"username": ME[self.kind]} if self.kind == "gitlab" else None
        if path.endswith(listed):
            known = self.comments.setdefault(path, [])
            if method == "POST":
                known.append(self.post(form["body"]))
                return known[-1]
            page = int(query["page"][0])
            # Forgejo gives all comments on every page.
            return known if self.kind == "forgejo" else known[(page - 1) * 100 : page * 100]
        if path.endswith("/issues"):
            if method == "POST":
                body = form["description"] if self.kind == "gitlab" else form["body"]
                self.issues.append(self.post(body) | {"number": 9, "iid": 9, "description": body, "body": body})
                return self.issues[-1]
            return self.issues if query["page"] == ["1"] or self.kind == "forgejo" else []
        if listed in path and method == ("PUT" if self.kind == "gitlab" else "PATCH"):
            for known in self.comments.values():
                for comment in known:
                    if str(comment["id"]) == path.rsplit("/", 1)[1]:
                        comment["body"] = form["body"]
                        return comment
        return None


@pytest.fixture(params=["github", "gitlab", "forgejo"])
def forge(request: pytest.FixtureRequest) -> Iterator[SmallForge]:
    small = SmallForge(request.param)

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            form = json.loads(self.rfile.read(size)) if size else {}
            address = urlsplit(self.path)
            token = self.headers.get("PRIVATE-TOKEN" if small.kind == "gitlab" else "Authorization")
            known = token == TOKENS[small.kind]
            found = small.answer(self.command, address.path, parse_qs(address.query), form) if known else None
            self.send_response(200 if found is not None else 404 if known else 401)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        do_GET = do_POST = do_PUT = do_PATCH = respond  # noqa: N815  # the server's own names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the server's own name
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    small.address = f"http://127.0.0.1:{server.server_port}"
    yield small
    server.shutdown()
    server.server_close()


def environment(forge: SmallForge, **more: str) -> dict[str, str]:
    repository = "7" if forge.kind == "gitlab" else "binhluc/so"
    return {"API_URL": forge.address, "REPOSITORY": repository, "TOKEN": "s3cret", "NUMBER": "12"} | more


def change_comments(forge: SmallForge) -> list[dict[str, Any]]:
    place = "/projects/7/merge_requests/12/notes" if forge.kind == "gitlab" else "/repos/binhluc/so/issues/12/comments"
    return forge.comments.setdefault(place, [])


def test_a_review_is_posted_once_and_then_replaced_in_place(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments.append(forge.post("Xin xem giúp", by="chuyenvien"))
    assert main([forge.kind, "review"], f"{MARK}\nmột", environment(forge)) == 0
    assert main([forge.kind, "review"], f"{MARK}\nhai", environment(forge)) == 0
    assert [each["body"] for each in comments] == ["Xin xem giúp", f"{MARK}\nhai"]


def test_a_comment_of_somebody_else_with_the_mark_is_left_alone(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments.append(forge.post(f"{MARK}\n✅ giả", by="ke-la"))
    assert main([forge.kind, "review"], f"{MARK}\nthật", environment(forge)) == 0
    assert [each["body"] for each in comments] == [f"{MARK}\n✅ giả", f"{MARK}\nthật"]


def test_the_own_comment_is_found_behind_hundreds_of_others(forge: SmallForge) -> None:
    comments = change_comments(forge)
    comments += (forge.post(f"{n}", by="chuyenvien") for n in range(250))
    comments.append(forge.post(f"{MARK}\ncũ"))
    assert main([forge.kind, "review"], f"{MARK}\nmới", environment(forge)) == 0
    assert len(comments) == 251
    assert comments[-1]["body"] == f"{MARK}\nmới"


def test_what_is_due_goes_as_code_to_a_standing_issue(forge: SmallForge) -> None:
    for text in ("TCKH\n  @ai trễ 2 ngày\n", "hôm sau\n"):
        assert main([forge.kind, "due"], text, environment(forge)) == 0
    assert len(forge.issues) == 1
    assert forge.issues[0]["body"].startswith(DUE_MARK)
    posted = [each["body"] for known in forge.comments.values() for each in known]
    assert posted == ["    TCKH\n      @ai trễ 2 ngày\n", "    hôm sau\n"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"TOKEN": "wrong"}, "401"),
        ({"REPOSITORY": "other/repo"}, ""),
        ({"NUMBER": "12/../13"}, "NUMBER"),
        ({"API_URL": "http://forge.example"}, "https"),
        ({"API_URL": "file:///etc"}, "https"),
    ],
)
def test_what_can_not_be_posted_is_told(
    change: dict[str, str], why: str, forge: SmallForge, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([forge.kind, "review"], f"{MARK}\nmột", environment(forge, **change))
    told = capsys.readouterr().err
    assert code == (0 if not why else 2)
    assert why in told
    assert "s3cret" not in told


def test_a_text_that_is_no_review_is_not_posted(forge: SmallForge) -> None:
    assert main([forge.kind, "review"], "phoihop: command not found", environment(forge)) == 2
    assert main([forge.kind, "review"], "", environment(forge)) == 2
    assert change_comments(forge) == []


@pytest.mark.parametrize("arguments", [[], ["github"], ["sourcehut", "review"], ["github", "delete"]])
def test_a_wrong_call_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments, "", {}) == 2
    assert "usage" in capsys.readouterr().err


def test_a_post_is_cut_at_the_end_of_a_line() -> None:
    assert cut("ngắn") == "ngắn"
    text = cut("đường dây dài\n" * 10_000)
    assert len(text.encode()) <= LONGEST + 5
    assert text.endswith("đường dây dài\n…\n")


def test_code_is_code_in_every_line() -> None:
    assert as_code("a\n\n/close") == "    a\n    \n    /close\n"
