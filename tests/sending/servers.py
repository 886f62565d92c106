"""Real repositories to send to: bare ones that protect their main branch, and speak as GitLab, Gitea or GitHub do."""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from click.testing import Result

from tests.cli.run import run
from tests.story import Story

AUTHORITY = "vanthu@ubnd.example"
TNMT = "vanthu@tnmt.example"
TCKH = "vanthu@tckh.example"
KTHT = "vanthu@ktht.example"
MEMBERS = {"ubnd": AUTHORITY, "tnmt": TNMT, "tckh": TCKH, "ktht": KTHT}


def without_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(home))


PROTECTS_MAIN = """\
while read old new ref; do
  if [ "$ref" = refs/heads/main ] && [ -z "$REVIEWER" ]; then
    echo "You are not allowed to push code to protected branches on this project."; exit 1
  fi
done
"""

AS_GITLAB = """\
while read old new ref; do
  printf '%s' "$ref" >> requests
  for number in $(seq 0 $((${GIT_PUSH_OPTION_COUNT:-0} - 1))); do
    eval "printf ' | %s' \\"\\$GIT_PUSH_OPTION_$number\\"" >> requests
  done
  echo >> requests
done
echo
echo "  See https://[the manual]"
echo "View merge request for $ref:"
echo "  $ADDRESS/so/-/merge_requests/1"
echo
"""

AS_GITEA = """\
while read old new ref; do
  case "$new" in 0000*) continue;; esac
  echo
  echo "Create a new pull request for '${ref#refs/heads/}':"
  echo "  $ADDRESS/so/compare/main...${ref#refs/heads/}"
  echo
done
"""

AGIT = '''\
"""Gitea's side of AGit, as Git's documentation of `proc-receive` has it."""
import os, subprocess, sys

def read():
    length = int(sys.stdin.buffer.read(4), 16)
    return None if length == 0 else sys.stdin.buffer.read(length - 4)

def write(text):
    content = text.encode()
    sys.stdout.buffer.write(b"%04x" % (len(content) + 4) + content)

def flush():
    sys.stdout.buffer.write(b"0000")
    sys.stdout.buffer.flush()

def lines():
    while (line := read()) is not None:
        yield line.decode().rstrip("\\n")

list(lines())
write("version=1\\0push-options atomic\\n")
flush()
commands = [line.split(" ", 2) for line in lines()]
options = dict(line.partition("=")[::2] for line in lines())
topic = options["topic"]
known = open("topics").read().split("\\n") if os.path.exists("topics") else []
if topic not in known:
    known.append(topic)
    open("topics", "w").write("\\n".join(known))
number = known.index(topic) + 1
for old, new, ref in commands:
    subprocess.run(["git", "update-ref", f"refs/pull/{number}/head", new], check=True)
    open("requests", "a").write(f"{ref} | " + " | ".join(f"{key}={value}" for key, value in options.items()) + "\\n")
    write(f"ok {ref}\\n")
    write(f"option refname refs/pull/{number}/head\\n")
    write("option forced-update\\n")
flush()
address = f"{os.environ.get('ADDRESS')}/so/pulls/{number}"
sys.stderr.write(f"Visit the existing pull request:\\n  {address} merges into main\\n")
'''


def git(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, input_: bytes = b"", strip: bool = True
) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | dict(env or {}),
        input=input_,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    return said.strip() if strip else said


class Server:
    """A bare repository with the example register until 8 March 2021, and whoever reviews there."""

    def __init__(self, folder: Path, until: str = "2021-03-08", place: str = "", attributes: str = "") -> None:
        """`place` is the register's folder in the repository, where it is not at its top."""
        seed = folder / "seed"
        seed.mkdir(parents=True)
        Story(seed / place, until)
        for agency, email in MEMBERS.items():
            file = seed / place / f"agencies/{agency}.yml"
            file.write_text(f"{file.read_text()}members:\n  - role: Văn thư\n    email: {email}\n", encoding="utf-8")
        if attributes:
            (seed / ".gitattributes").write_text(attributes)
        self._serve(folder, seed, place)

    @classmethod
    def of(cls, folder: Path, seed: Path) -> "Server":
        """A server of a register that lies in a folder."""
        server = cls.__new__(cls)
        folder.mkdir(parents=True)
        server._serve(folder, seed, "")
        return server

    def _serve(self, folder: Path, seed: Path, place: str) -> None:
        self.folder, self.place = folder, place
        self.bare = folder / "so.git"
        self.url = str(self.bare)
        git(seed, "init", "--quiet", "--initial-branch=main")
        git(seed, "add", "--all")
        git(seed, *_as(AUTHORITY), "commit", "--quiet", "--message", "Sổ")
        git(folder, "clone", "--quiet", "--bare", str(seed), str(self.bare))
        self.hook("pre-receive", PROTECTS_MAIN)
        git(self.bare, "config", "http.receivepack", "true")

    def hook(self, name: str, script: str, program: str = "/bin/sh") -> "Server":
        file = self.bare / "hooks" / name
        file.write_text(f"#!{program}\n{script}", encoding="utf-8")
        file.chmod(0o755)
        return self

    def as_gitlab(self) -> "Server":
        git(self.bare, "config", "receive.advertisePushOptions", "true")
        return self.hook("post-receive", AS_GITLAB)

    def as_gitea(self) -> "Server":
        git(self.bare, "config", "receive.advertisePushOptions", "true")
        git(self.bare, "config", "receive.procReceiveRefs", "refs/for")
        self.hook("proc-receive", AGIT, sys.executable)
        return self.hook("post-receive", AS_GITEA)

    @property
    def requests(self) -> list[str]:
        """What was asked for by options, a push after another."""
        file = self.bare / "requests"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def refs(self, under: str = "refs/heads/phoihop") -> list[str]:
        return git(self.bare, "for-each-ref", "--format=%(refname)", under).splitlines()

    def commits(self, ref: str) -> list[str]:
        """The commits that a branch adds to main, first to last: author and subject."""
        return git(self.bare, "log", "--reverse", "--format=%ae %s", f"main..{ref}").splitlines()

    def files(self, ref: str) -> list[str]:
        """What a branch adds to main or changes in it."""
        return git(self.bare, "-c", "core.quotePath=false", "diff", "--name-only", f"main...{ref}").splitlines()

    def merge(self, ref: str, *, squash: bool = False) -> None:
        """Takes a branch in, as whoever reviews does; the branch is deleted."""
        desk = self.folder / "reviewer"
        if not desk.exists():
            git(self.folder, "clone", "--quiet", str(self.bare), str(desk))
        git(desk, "fetch", "--quiet", "origin", f"+{ref}:refs/remotes/origin/proposed")
        git(desk, "switch", "--quiet", "main")
        git(desk, "reset", "--quiet", "--hard", "origin/main")
        if squash:
            git(desk, *_as(AUTHORITY), "merge", "--quiet", "--squash", "origin/proposed")
            git(desk, *_as(AUTHORITY), "commit", "--quiet", "--message", "Nhận")
        else:
            git(desk, *_as(AUTHORITY), "merge", "--quiet", "--no-ff", "--message", "Nhận", "origin/proposed")
        git(desk, "push", "--quiet", "origin", "main", env={"REVIEWER": "1"})
        git(desk, "fetch", "--quiet", "origin")
        if ref.startswith("refs/heads/"):
            self.delete(ref)

    def delete(self, ref: str) -> None:
        git(self.bare, "update-ref", "-d", ref)

    def clerk(self, email: str, *, url: str | None = None) -> "Clerk":
        name = f"{email.partition('@')[2]}-{len(list(self.folder.iterdir()))}"
        return Clerk(self.folder / name, url or self.url, email, self.place)


def _as(email: str) -> tuple[str, ...]:
    return "-c", "user.name=Văn thư", "-c", f"user.email={email}"


class Clerk:
    """A clone, and the person who works in it by commands."""

    def __init__(self, top: Path, url: str, email: str, place: str = "") -> None:
        self.root, self.email = top / place, email
        git(top.parent, "clone", "--quiet", url, str(top))
        git(top, "config", "user.name", "Văn thư")
        git(top, "config", "user.email", email)
        self.papers = top.parent / f"{top.name}-papers"
        self.papers.mkdir()

    def run(self, *arguments: str, day: str | None = "2021-03-17", language: str = "en") -> Result:
        as_of = ("--today", day) if day and arguments[0] in ("new", "send") else ()
        return run(self.root, *arguments, *as_of, env={"LANGUAGE": language, "LANG": f"{language}_US.UTF-8"})

    def record(self, *arguments: str, day: str = "2021-03-17") -> str:
        """Records by `phoihop new`; the path of the record."""
        result = self.run("new", *arguments, "--no-input", day=day)
        assert result.exit_code == 0, result.output
        return next(
            line.removeprefix("Written: ")
            for line in reversed(result.stdout.splitlines())
            if line.startswith("Written")
        )

    def opinion(self, *more: str, number: str = "21", day: str = "2021-03-17") -> str:
        """The opinion of TCKH or KTHT, whoever this is."""
        agency = next(agency for agency, email in MEMBERS.items() if email == self.email)
        return self.record(
            *("opinion", "2021-0001", "--from", agency, "--position", "agree", "--number", number),
            *("--file", self.paper(f"y-kien-moi-{agency}.pdf"), *more),
            day=day,
        )

    def paper(self, name: str) -> str:
        (self.papers / name).write_bytes(b"%PDF-1.4\n" + name.encode())
        return str(self.papers / name)

    def send(self, *arguments: str, day: str = "2021-03-17") -> str:
        """Sends; what is printed."""
        result = self.run("send", *arguments, day=day)
        assert result.exit_code == 0, result.output
        return result.stdout

    def listed(self) -> str:
        return self.send("--list")

    def status(self) -> list[str]:
        """What Git finds otherwise in the work tree than in the newest commit."""
        return git(self.root, "status", "--porcelain", "--untracked-files=all").splitlines()


# --- over HTTP --------------------------------------------------------------------------------------------------------


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the library's
        pass


@contextmanager
def over_http(server: Server, name: str = "vanthu", password: str = "bí mật") -> Iterator[str]:
    """The repository over HTTP on loopback, by Git's own server program, with Basic authentication; its address."""
    expected = "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()

    def application(env: dict[str, Any], start: Callable[[str, list[tuple[str, str]]], Any]) -> Iterable[bytes]:
        if env.get("HTTP_AUTHORIZATION") != expected:
            start("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="so"')])
            return [b""]
        passed = (
            "REQUEST_METHOD",
            "PATH_INFO",
            "QUERY_STRING",
            "CONTENT_TYPE",
            "HTTP_CONTENT_ENCODING",
            "HTTP_GIT_PROTOCOL",
        )
        length = int(env.get("CONTENT_LENGTH") or 0)
        if "/lfs/" in env["PATH_INFO"]:
            return _lfs(server, f"{address}/so.git", env, start)
        body = _chunked(env) if env.get("HTTP_TRANSFER_ENCODING") == "chunked" else env["wsgi.input"].read(length)
        done = subprocess.run(
            ["git", "http-backend"],
            env=os.environ
            | {key: env[key] for key in passed if env.get(key)}
            | {"GIT_PROJECT_ROOT": str(server.folder), "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": name}
            | {"ADDRESS": address, "GIT_PROTOCOL": env.get("HTTP_GIT_PROTOCOL", ""), "CONTENT_LENGTH": str(len(body))},
            input=body,
            capture_output=True,
            check=False,
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = [line.decode().split(": ", 1) for line in head.split(b"\r\n") if line]
        status = next((value for key, value in headers if key == "Status"), "200 OK")
        start(status, [(key, value) for key, value in headers if key != "Status"])
        return [body]

    with make_server("127.0.0.1", 0, application, _Threads, _Silent) as http:
        address = f"http://127.0.0.1:{http.server_port}"
        threading.Thread(target=http.serve_forever, daemon=True).start()
        try:
            yield f"{address}/so.git"
        finally:
            http.shutdown()


def _lfs(server: Server, repository: str, env: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Git LFS's side of a server: its batch of downloads, and the papers that lie in `lfs/` by their digests."""
    headers = [("Content-Type", "application/vnd.git-lfs+json")]
    paper = server.bare / "lfs" / env["PATH_INFO"].rpartition("/")[2]
    if env["REQUEST_METHOD"] == "GET" and paper.is_file():
        start("200 OK", [("Content-Type", "application/octet-stream")])
        return [paper.read_bytes()]
    if not env["PATH_INFO"].endswith("/info/lfs/objects/batch"):
        start("404 Not Found", headers)
        return [b"{}"]
    asked = json.loads(env["wsgi.input"].read(int(env["CONTENT_LENGTH"])))
    for each in asked["objects"]:
        if (server.bare / "lfs" / each["oid"]).is_file():
            href, header = f"{repository}/lfs/{each['oid']}", {"Authorization": env["HTTP_AUTHORIZATION"]}
            each["actions"] = {"download": {"href": href, "header": header}}
        else:
            each["error"] = {"code": 404, "message": "gone"}
    start("200 OK", headers)
    return [json.dumps({"transfer": "basic", "objects": asked["objects"]}).encode()]


def _chunked(env: Mapping[str, Any]) -> bytes:
    found = b""
    while size := int(env["wsgi.input"].readline(), 16):
        found += env["wsgi.input"].read(size)
        env["wsgi.input"].readline()
    return found
