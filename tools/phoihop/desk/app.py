"""The web application of a desk, by Flask: each request is guarded, and goes to the view of its address."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request

from phoihop.desk.desk import Desk
from phoihop.desk.guards import HEADERS, MOST_PAPERS, MOST_PARTS, MOST_WORDS, SAFE_METHODS, Guard
from phoihop.desk.pages import palette
from phoihop.desk.views import LANGUAGE_COOKIE, Refusal, Views, redirect
from phoihop.language import LANGUAGES
from phoihop.records.papers import MEBIBYTE

_REASONS = {404: "not-found", 405: "not-found", 413: "too-large"}
_CONTENT_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}


def application(desk: Desk, guard: Guard) -> Flask:
    """The web application of a desk."""
    app = Flask("phoihop.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_PAPERS * desk.clone.register.settings.papers.largest * MEBIBYTE
    app.config["MAX_FORM_PARTS"] = MOST_PARTS
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_WORDS
    views = Views(desk)
    for rule, view, methods in (
        ("/", views.first, ("GET",)),
        ("/who", views.who, ("POST",)),
        ("/record", views.choose, ("GET",)),
        ("/record/<kind>", views.record_without_task, ("GET", "POST")),
        ("/record/<task>/<kind>", views.record, ("GET", "POST")),
        ("/drafts/<draft>", views.judgement, ("GET",)),
        ("/drafts/<draft>/edit", views.edit, ("GET",)),
        ("/drafts/<draft>/send", views.send, ("POST",)),
        ("/drafts/<draft>/forget", views.forget, ("POST",)),
        ("/letters", views.letters, ("POST",)),
        ("/letters/<draft>", views.letter, ("GET", "POST")),
        ("/sent", views.all_sent, ("GET",)),
        ("/sent/<topic>", views.sent, ("GET",)),
        ("/sent/<topic>/take-in", views.take_in, ("POST",)),
        ("/sent/<topic>/withdraw", views.withdraw, ("POST",)),
        ("/assets/<path:name>", asset, ("GET",)),
    ):
        app.add_url_rule(rule, endpoint=rule, view_func=_answered(views, view), methods=list(methods))

    def guarded() -> Response | None:
        return _guarded(guard, views)

    def finished(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def failed(error: Any) -> Response:
        status = getattr(error, "code", None) or 500
        return views.refusal(Refusal(status, _REASONS.get(status, "failed")))

    app.before_request(guarded)
    app.after_request(finished)
    for status in (400, 404, 405, 413, 500):
        app.register_error_handler(status, failed)
    return app


def _guarded(guard: Guard, views: Views) -> Response | None:
    if why := guard.refuses(request.method, request.host, dict(request.headers)):
        return Response(f"Refused: {why}.\n", 403, content_type="text/plain; charset=utf-8")
    if request.method in SAFE_METHODS and (ticket := request.args.get("token")) and (session := guard.let_in(ticket)):
        answer = _without("token")
        answer.set_cookie(guard.cookie, session, httponly=True, samesite="Strict", path="/")
        return answer
    # How a page looks is no secret: who is not let in is told so by a page that can be read.
    if not guard.knows(request.cookies.get(guard.cookie, "")) and not request.path.startswith("/assets/"):
        return views.refusal(Refusal(401, "unknown"))
    if wish := request.args.get("language"):
        answer = _without("language")
        if wish in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, wish, httponly=True, samesite="Strict", path="/", max_age=31_536_000)
        return answer
    return None


def _without(name: str) -> Response:
    """To where the browser was going, but for one of the arguments."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != name]
    return redirect(request.path + (f"?{urlencode(kept)}" if kept else ""))


def _answered(views: Views, view: Callable[..., Response]) -> Callable[..., Response]:
    def run(**parts: str) -> Response:
        try:
            return view(**parts)
        except Refusal as refusal:
            return views.refusal(refusal)

    return run


def asset(name: str) -> Response:
    """A style, script, picture or font: of the desk, or of the site's."""
    if name == "palette.css":
        return Response(palette(), content_type="text/css; charset=utf-8")
    place = PurePosixPath(name)
    if ".." in place.parts or place.suffix[1:] not in _CONTENT_TYPES:
        raise Refusal(404, "not-found")
    for package in ("phoihop.desk", "phoihop.site"):
        file = files(package).joinpath("assets", *place.parts)
        if file.is_file():
            return Response(file.read_bytes(), content_type=_CONTENT_TYPES[place.suffix[1:]])
    raise Refusal(404, "not-found")
