"""The Jinja environment of the register's pages: everything from a record is escaped, every name must exist."""

import re
from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from phoihop.language import grouped, say, short_date
from phoihop.records.references import TASK
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.words import POSITIONS, RESPONSES, URGENCIES
from phoihop.rules.finding import Finding
from phoihop.rules.rule import RULE_KINDS
from phoihop.site.columns import LATE, OUTSTANDING, SETTLED, saved_columns
from phoihop.site.page import SECTIONS
from phoihop.site.publication import Publication
from phoihop.site.rendering import in_words, pages_environment
from phoihop.site.views.rule import every_rule
from phoihop.wording import gettext_for
from phoihop.words.calling import ASSIGNMENT, record_named
from phoihop.words.codes import OBLIGATIONS, SEVERITIES, STANDINGS, STATUSES, SUMMARY
from phoihop.words.days import period_named, weekday
from phoihop.words.obligations import days_left, late_by, overdue_by, standing, standing_told, what_is_owed

_OF_EACH_TASK = ("task.html", "dossier.html", "document.html", "parts.html", "frame.html")
"""The templates that make up the pages of tasks."""


def environment(publication: Publication) -> Environment:
    """The environment in which pages of one publication are rendered, in the register's language."""
    language = publication.language
    register = publication.register
    env = pages_environment("phoihop.site", "site", language)
    env.plain = _OF_EACH_TASK

    def full_name(agency: str) -> str:
        record = register.agencies.get(agency)
        return record.name if record else agency

    def record_words(finding: Finding) -> str:
        """What a finding is about, as people call it."""
        rows = publication.rows[finding.task or ""]
        numbers = {letter.line.id: letter.line.number for letter in rows.letters} | {TASK: rows.number}
        number = numbers.get(finding.record)
        return publication.words(record_named(finding.record, number or ""))

    @cache
    def agency_link(agency: str, base: str, long: bool = False) -> Markup | str:
        """An agency's link, by its symbol or its full name. A long register mentions each a hundred thousand times."""
        if agency not in register.agencies:
            return agency
        if long:
            return Markup('<a href="{}agencies/{}/">{}</a>').format(base, agency, full_name(agency))
        link = '<a href="{}agencies/{}/" title="{}">{}</a>'
        return Markup(link).format(base, agency, full_name(agency), register.agency_name(agency))

    repository = register.settings.repository.removesuffix("/").removesuffix(".git")
    commits = escape(f"{repository}/commit/") if repository.startswith(("https://", "http://")) else ""

    def commit_link(commit: str, length: int = 10) -> Markup:
        """A commit by its first letters, leading to the repository where the register says where that is."""
        shown = f"<code>{escape(commit[:length])}</code>"
        return Markup(f'<a href="{commits}{escape(commit)}" rel="external">{shown}</a>' if commits else shown)

    env.filters |= {
        "plainday": lambda day: short_date(day, language),
        "status": in_words(STATUSES, language),
        "obligation": in_words(OBLIGATIONS, language),
        "severity": in_words(SEVERITIES, language),
        "rulekind": in_words(RULE_KINDS, language),
        "kind": lambda kind: (ASSIGNMENT if kind == TASK else DOCUMENT_TYPES[kind].TITLE).in_language(language),
        "position": in_words(POSITIONS, language),
        "response": in_words(RESPONSES, language),
        "urgency": in_words(URGENCIES, language),
        "short": register.agency_name,
        "agency": full_name,
        "field": lambda slug: register.field_text(slug).in_language(language),
        "weekday": lambda day: weekday(day, language),
        "message": lambda finding: publication.words(finding.message),
        "days": lambda owed: publication.words(standing_told(standing(owed, publication.today, register.calendar))),
        "overdue_by": lambda days: publication.words(overdue_by(days)),
        "late_by": lambda days: publication.words(late_by(days)),
        "days_left": lambda days: publication.words(days_left(days)),
        "decimal": lambda number: grouped(number, language),
        "words": lambda words: [(key, text.in_language(language)) for key, text in words.items()],
        "with": lambda words, more: words | more,
        "rows_with": lambda rows, more: [*rows, *more],
        "zip": zip,
    }
    env.globals |= {
        "publication": publication,
        "register": register,
        "settings": register.settings,
        "today": publication.today,
        "agency_link": agency_link,
        "commit_link": commit_link,
        "contact_link": contact_link,
        "section_title": lambda section: gettext_for("site", language).gettext(SECTIONS[section]),
        "STANDINGS": STANDINGS,
        "OBLIGATIONS": OBLIGATIONS,
        "RESPONSES": RESPONSES,
        "SETTLED": SETTLED,
        "LATE": LATE,
        "OUTSTANDING": OUTSTANDING,
        "owed_words": lambda case, owed: publication.words(what_is_owed(case, owed)),
        "calendar": register.calendar,
        "STATUSES": STATUSES,
        "saved_columns": lambda name: saved_columns(name, language),
        "period_words": lambda code: period_named(code).in_language(language),
        "SUMMARY": SUMMARY,
        "TOLD": ("due-soon", "overdue", "late", "done-late"),
        "rule_title": lambda rule: every_rule()[rule].title.in_language(language) if rule in every_rule() else rule,
        "record_words": record_words,
        "example_words": lambda example: publication.words(record_named(record_in(example.shows))),
        "point_word": lambda number: publication.words(say("nội dung {n}", "point {n}", n=number)),
        "agency_words": lambda: {id_: (record.short, record.name) for id_, record in register.agencies.items()},
    }
    return env


def contact_link(contact: str) -> Markup:
    """Where to write to: an address of the web or of mail as a link, anything else as it is."""
    if contact.startswith(("https://", "http://")):
        return Markup('<a href="{0}" rel="external">{0}</a>').format(contact)
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact):
        return Markup('<a href="mailto:{0}">{0}</a>').format(contact)
    return escape(contact)


def record_in(path: str) -> str:
    """The record that a file of a task holds, by its id; of another file its path."""
    return path.rpartition("/")[2].removesuffix(".yml") if path.startswith("tasks/") else path
