"""A debt that every document of a kind makes, as its type declares it."""

from dataclasses import dataclass

from phoihop.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Owes:
    """Who owes what to whom, by when, and what meets it.

    `by` and `to` are `authority` or `lead`, or the key whose agencies are meant, each by itself. `due` is a deadline of
    register.yml, in working days from the document's date, or the key that holds the day. It is met by a document of
    the kinds `met_by` that answers the one that made it; where a key names the debtors, each has to answer. `what`
    tells the debt of one document, {source}, of a kind that is called {title}. Of debts that are `urged` the creditor
    reminds who is late (§2).
    """

    kind: str
    name: Text
    what: Text
    by: str
    to: str = "from"
    due: str
    met_by: tuple[str, ...]
    urged: bool = False
