"""A small forge of our own that answers like GitHub, GitLab or Forgejo."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

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


@contextmanager
def served(kind: str) -> Iterator[SmallForge]:
    """A forge of a kind, on this machine."""
    small = SmallForge(kind)

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
