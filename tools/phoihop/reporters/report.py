"""What every format prints: a judgement, the words for it, and where its files lie."""

from dataclasses import dataclass
from gettext import NullTranslations
from itertools import groupby

from phoihop.language import Language, short_date, word
from phoihop.records.register import Register
from phoihop.rules.finding import Finding
from phoihop.rules.judge import Judgement
from phoihop.wording import gettext_for
from phoihop.words.codes import IN_A_COLUMN


@dataclass(frozen=True)
class Printout:
    """A judgement to be printed.

    `place` is the way from the repository's root to the register ("" where they are the same, else with a slash at
    the end): programs that mark findings in a repository need paths from there. `width` is that of the terminal, None
    where lines are not to be wrapped.
    """

    judgement: Judgement
    register: Register
    language: Language
    place: str = ""
    width: int | None = None

    @property
    def words(self) -> NullTranslations:
        return gettext_for("cli", self.language)

    def message(self, finding: Finding) -> str:
        return word(finding.message, self.language, self.register.agency_name)

    def path(self, finding: Finding) -> str:
        """The finding's file, from the repository's root."""
        return self.place + finding.file

    def by_task(self) -> list[tuple[str | None, list[Finding]]]:
        """The findings of each task that has any; first those that belong to no task."""
        return [(task, list(found)) for task, found in groupby(self.judgement.findings, key=lambda each: each.task)]

    def severity(self, finding: Finding) -> str:
        """A severity in a word or two, for columns."""
        return IN_A_COLUMN[finding.standing].in_language(self.language)

    def summary(self) -> str:
        """One line: what was looked at, and how much was found."""
        counts, ngettext = self.judgement.summary, self.words.ngettext
        parts = {
            "tasks": ngettext("{n} task", "{n} tasks", counts["tasks"]).format(n=counts["tasks"]),
            "documents": ngettext("{n} document", "{n} documents", counts["documents"]).format(n=counts["documents"]),
            "findings": self.counts(counts),
            "today": short_date(self.judgement.today),
        }
        return self.words.gettext("{tasks}, {documents}: {findings} (as of {today})").format(**parts)

    def counts(self, found: dict[str, int]) -> str:
        """How many findings of each severity: “no errors, 3 breaches, 5 due”."""
        gettext, ngettext = self.words.gettext, self.words.ngettext
        errors, breaches, dues = found["error"], found["breach"], found["due"]
        return ", ".join(
            (
                ngettext("{n} error", "{n} errors", errors).format(n=errors) if errors else gettext("no errors"),
                ngettext("{n} breach", "{n} breaches", breaches).format(n=breaches)
                if breaches
                else gettext("no breaches"),
                ngettext("{n} due", "{n} due", dues).format(n=dues) if dues else gettext("nothing due"),
            )
        )
