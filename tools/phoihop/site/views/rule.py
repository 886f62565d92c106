"""The rules: what the directive asks, why, a good and a bad example, and where each is broken now."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import SECTION, SECTION_TITLE, ChangeRule
from phoihop.language import Text, short_date
from phoihop.records.differences import record_changes
from phoihop.records.fit import fit
from phoihop.records.reading import document_name
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import NotYaml, read_yaml
from phoihop.rules.examples import found_in_bad_examples
from phoihop.rules.in_force import for_recorders, in_force
from phoihop.rules.registry import rules
from phoihop.rules.rule import SECTIONS, Example, Rule
from phoihop.site.publication import Publication
from phoihop.site.views.document import Piece, said_by
from phoihop.site.views.finding_list import counts, part, place_of
from phoihop.words.calling import record_named
from phoihop.words.differences import change_told

_SECTIONS: dict[str, Text] = dict(SECTIONS.items()) | {SECTION: SECTION_TITLE}


def every_rule() -> dict[str, Rule | ChangeRule]:
    """Every rule by id: those of a register's state, then those of a change."""
    return {**rules(), **change_rules()}


def view_all(publication: Publication) -> dict[str, Any]:
    """All rules by section, with how often each is broken, or due, now."""
    by_rule = publication.findings_by_rule
    return {
        "by_section": [
            (title, [rule for rule in every_rule().values() if rule.section == section])
            for section, title in _SECTIONS.items()
        ],
        "counts": {id_: counts(findings) for id_, findings in by_rule.items()},
        "place_of": place_of,
    }


def view(publication: Publication, rule: str, number: int) -> dict[str, Any]:
    """A rule's page; `number` counts the pages that its findings fill."""
    declared = every_rule()[rule]
    told = in_force(declared, publication.register.policies)
    return {
        "rule": declared,
        "section_title": _SECTIONS[declared.section],
        "of_changes": isinstance(declared, ChangeRule),
        "found_in_bad": [text.in_language(publication.language) for text in found_in_bad_examples().get(rule, ())],
        **({} if isinstance(declared, ChangeRule) else _examples_told(publication, declared)),
        "for_recorders": list(for_recorders(declared)),
        "in_force": [publication.words(each) for each in told],
        **part(publication.findings_by_rule.get(rule, ()), number, f"rules/{rule}/"),
    }


def _examples_told(publication: Publication, rule: Rule) -> dict[str, Any]:
    """The two examples in words: what each says, and in what the bad one is otherwise than the good one."""
    return {
        "said": {example.text: _said(publication, example) for example in (rule.good, rule.bad)},
        "bad_beside_good": _differences(publication, rule),
    }


def _said(publication: Publication, example: Example) -> str:
    """What the document of an example says, in words; nothing of one that can't be read."""
    name = document_name(Path(example.shows).name)
    if example.text is None or name is None:
        return ""
    try:
        record, _ = fit(read_yaml(example.text.encode())[0], DOCUMENT_TYPES[name.kind])
    except NotYaml:
        return ""
    if record is None:
        return ""
    said = said_by(record, publication.language)
    facts = [f"{label}: {_in_words(publication, told)}" for label, told in said.facts]
    items = [_in_words(publication, told) for listed in said.lists for _, told in listed]
    return "; ".join([*said.texts, *facts, *items])


def _in_words(publication: Publication, told: Iterable[Piece]) -> str:
    def word_of(kind: str, value: Any) -> str:
        match kind:
            case "agency":
                return publication.register.agency_name(value)
            case "day":
                return short_date(value, publication.language)
            case "document" | "point":
                document, _, point = value.partition("#")
                return f"{publication.words(record_named(document))} {point}".rstrip()
            case _:
                return str(value)

    return ", ".join(word_of(kind, value) for kind, value in told)


def _differences(publication: Publication, rule: Rule) -> list[str]:
    """In what the bad example is otherwise than the good one, where both show the same file."""
    good, bad = rule.good, rule.bad
    if good.shows != bad.shows or good.text is None or bad.text is None:
        return []
    changes = record_changes(good.text.encode(), bad.text.encode())
    # An empty path: one of them can't be read, which the finding tells.
    return [publication.words(change_told(change)) for change in changes if change.path]
