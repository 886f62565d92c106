"""Posts for the jobs of a forge: `python -m phoihop.forges.posting FORGE review|due < TEXT`.

`review` comments on a change request; an earlier comment of its own is replaced, by a notice where there is no review:
one that broke off must not leave what an earlier one said. `due` comments on a standing issue of its own, which it
opens when there is none. Posts of others are never taken for its own, whatever mark they carry.

It runs in a job that has a token and reads nothing of a change but the finished text, on Python's own library alone.
From the environment: API_URL, REPOSITORY (owner/name, or GitLab's project id), TOKEN, for `review` NUMBER, and where
the forge does not say whose the token is, COMMENTER.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from phoihop.changes.formats import MARK as REVIEW_MARK

DUE_MARK = "<!-- phoihop-due -->"
DUE_TITLE = "Việc đến hạn và quá hạn"
PAGE = 100
MOST_PAGES = 50
PATIENCE = 30
"""Seconds that a forge may take to answer."""

BROKEN_OFF = f"""{REVIEW_MARK}
❌ **Rà soát không chạy hết; chưa có kết quả cho lần này.** Xem nhật ký của việc rà soát, rồi chạy lại.

*The review broke off: there is no result for this state. See the log of its job, and run it again.*
"""

LONGEST = 60_000
"""Bytes of a text that is posted."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one kind of forge names what all of them have. Paths start at the API's address."""

    authorization: tuple[str, str]
    change_comments: str
    issues: str
    mine: str
    issue_comments: str
    comment: str
    change: str
    number: str
    author: tuple[str, str]
    commenter: str | None


_HUB: dict[str, Any] = {
    "change_comments": "/repos/{repository}/issues/{number}/comments",
    "issues": "/repos/{repository}/issues",
    "issue_comments": "/repos/{repository}/issues/{number}/comments",
    "comment": "/repos/{repository}/issues/comments/{id}",
    "change": "PATCH",
    "number": "number",
    "author": ("user", "login"),
}
DIALECTS: dict[str, Dialect] = {
    "github": Dialect(
        authorization=("Authorization", "Bearer {token}"), mine="creator", commenter="github-actions[bot]", **_HUB
    ),
    "forgejo": Dialect(
        authorization=("Authorization", "token {token}"), mine="created_by", commenter="forgejo-actions", **_HUB
    ),
    "gitlab": Dialect(
        authorization=("PRIVATE-TOKEN", "{token}"),
        change_comments="/projects/{repository}/merge_requests/{number}/notes",
        issues="/projects/{repository}/issues",
        mine="author_username",
        issue_comments="/projects/{repository}/issues/{number}/notes",
        comment="/projects/{repository}/merge_requests/{change}/notes/{id}",
        change="PUT",
        number="iid",
        author=("author", "username"),
        commenter=None,
    ),
}
"""GitHub's REST API, Forgejo's (which follows it), GitLab's v4."""


class NotPosted(Exception):
    """The forge refused, or could not be reached."""


class Forge:
    """One repository on a forge."""

    def __init__(self, dialect: Dialect, environment: Mapping[str, str]) -> None:
        try:
            self._api = environment["API_URL"].rstrip("/")
            self._repository = quote(environment["REPOSITORY"], safe="/")
            self._token = environment["TOKEN"]
        except KeyError as missing:
            raise NotPosted(f"{missing.args[0]} is not set") from None
        if not self._api.startswith(("https://", "http://127.0.0.1:")):
            raise NotPosted("API_URL must start with https://")
        self._dialect = dialect
        self._commenter = environment.get("COMMENTER") or dialect.commenter

    def comment_on_change(self, number: str, text: str) -> None:
        """Comments on a change request, in the place of its own earlier comment where there is one."""
        if not number.isdecimal():
            raise NotPosted("NUMBER must be the number of a change request")
        comments = self._path(self._dialect.change_comments, number=number)
        for comment in self._pages(comments, {}):
            if self._is_mine(comment) and str(comment["body"]).startswith(REVIEW_MARK):
                place = self._path(self._dialect.comment, id=str(comment["id"]), change=number)
                self._ask(self._dialect.change, place, {"body": text})
                return
        self._ask("POST", comments, {"body": text})

    def comment_on_issue(self, text: str) -> None:
        """Comments on the standing issue, and opens it first where there is none."""
        body = "description" if self._dialect.commenter is None else "body"
        state = "opened" if self._dialect.commenter is None else "open"
        issues = self._path(self._dialect.issues)
        query = {"state": state, self._dialect.mine: self._me()}
        for issue in self._pages(issues, query):
            if self._is_mine(issue) and str(issue.get(body) or "").startswith(DUE_MARK):
                number = str(issue[self._dialect.number])
                break
        else:
            opened = self._ask("POST", issues, {"title": DUE_TITLE, body: f"{DUE_MARK}\n{DUE_TITLE}."})
            number = str(opened[self._dialect.number])
        comments = self._path(self._dialect.issue_comments, number=number)
        self._ask("POST", comments, {"body": text})

    def _me(self) -> str:
        """The name under which the token posts."""
        if self._commenter is None:
            self._commenter = str(self._ask("GET", "/user")["username"])
        return self._commenter

    def _is_mine(self, post: Mapping[str, Any]) -> bool:
        who, name = self._dialect.author
        return str((post.get(who) or {}).get(name)) == self._me()

    def _path(self, form: str, **parts: str) -> str:
        return form.format(repository=self._repository, **parts)

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        known: set[Any] = set()
        for page in range(1, MOST_PAGES + 1):
            sizes = {"per_page": PAGE, "limit": PAGE, "page": page}
            found = self._ask("GET", f"{path}?{urlencode({**query, **sizes})}")
            # A forge that knows no pages gives the same ones again.
            fresh = [each for each in found if each.get("id") not in known]
            yield from fresh
            known.update(each.get("id") for each in fresh)
            if not fresh:
                return

    def _ask(self, method: str, path: str, form: Mapping[str, Any] | None = None) -> Any:
        name, value = self._dialect.authorization
        request = Request(  # the address was looked at above
            self._api + path,
            method=method,
            data=json.dumps(form).encode() if form is not None else None,
            headers={
                name: value.format(token=self._token),
                "Accept": "application/json",
                "Content-Type": "application/json",
                "User-Agent": "phoihop",
            },
        )
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise NotPosted(f"{method} {path}: {error.code} {error.reason}") from None
        except (URLError, TimeoutError, ValueError) as error:
            raise NotPosted(f"{method} {path}: {error}") from None


def cut(text: str, longest: int = LONGEST) -> str:
    """The text as far as a post has room for it, cut at the end of a line."""
    content = text.encode()
    if len(content) <= longest:
        return text
    return content[:longest].decode(errors="ignore").rpartition("\n")[0] + "\n…\n"


def as_code(text: str) -> str:
    """Plain text as a block of code, in which no forge looks for markup, mentions or commands."""
    return "".join(f"    {line}\n" for line in text.splitlines())


def main(arguments: list[str], text: str, environment: Mapping[str, str]) -> int:
    """Posts `text`; 2 where that fails, with the reason on stderr."""
    if len(arguments) != 2 or arguments[0] not in DIALECTS or arguments[1] not in ("review", "due"):
        print(f"usage: python -m phoihop.forges.posting {'|'.join(DIALECTS)} review|due < TEXT", file=sys.stderr)
        return 2
    try:
        forge = Forge(DIALECTS[arguments[0]], environment)
        if arguments[1] == "due":
            forge.comment_on_issue(as_code(cut(text, LONGEST * 3 // 4)))
        elif text.startswith(REVIEW_MARK):
            forge.comment_on_change(environment.get("NUMBER", ""), cut(text))
        else:
            forge.comment_on_change(environment.get("NUMBER", ""), BROKEN_OFF)
            raise NotPosted("the text is no review, of which the change is told: see the job that reviewed it")
    except NotPosted as error:
        print(f"not posted: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin.read(), os.environ))
