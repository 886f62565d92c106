"""A task's dossier: all that is on record of it in one plain HTML file, for whoever opens it in ten years.

The file needs no script, no theme, no server and none of this tool's pages: agencies are named in full, whatever it
links lies in itself or is a paper beside the records. It shows what the task's page shows (`views/task.py`).
"""

from collections.abc import Mapping
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from phoihop.changes.head import OnDisk
from phoihop.records.papers import FoundPaper
from phoihop.site.environment import environment
from phoihop.site.page import Context
from phoihop.site.policy import DOSSIER_STYLE
from phoihop.site.publication import Publication
from phoihop.site.published_papers import ShownPaper
from phoihop.site.views.task import view


def dossier_path(task: str) -> str:
    """Where the dossier of a task that ended lies on the site: beside its data."""
    return f"data/tasks/{task}.html"


def dossier_environment(publication: Publication) -> Environment:
    """The pages' environment, but that an agency is named in full and leads nowhere."""
    env = environment(publication)
    named = env.filters["agency"]
    env.globals |= {"agency_link": lambda agency, *_: named(agency), "STYLE": Markup(DOSSIER_STYLE)}
    return env


def dossier(
    env: Environment, context: Context, on_disk: Mapping[str, OnDisk], beside: str, *, own_names: bool = False
) -> str:
    """The file. `context` is what the task's page shows, `on_disk` papers by path where they are known.

    `beside` is the way from the file to the folder in which the task's papers lie: under the names that a site gives
    them, or `own_names`.
    """
    case = context["case"]

    def digest_of(paper: ShownPaper) -> str | None:
        lying = on_disk.get(f"{case.folder.path}/{paper.path}")
        known = paper.sha256 or paper.pointer or (lying.digest if lying else None)
        found = case.folder.paper(paper.path) if not known and paper.path else None
        return found.sha256() if isinstance(found, FoundPaper) else known

    def lies_at(href: str | None, path: str) -> str | None:
        """Where a file of the task lies, as a link; None where it has no `href`, as on the task's page."""
        return quote(beside + (path if own_names else href)) if href else None

    words = {"digest_of": digest_of, "lies_at": lies_at}
    return env.get_template("dossier.html").render(base="", **words, **context)


def dossier_of(publication: Publication, task: str, beside: str) -> str:
    """The dossier of a task for the office itself, that ends or not; KeyError where it has no case."""
    return dossier(dossier_environment(publication), view(publication, task), {}, beside, own_names=True)
