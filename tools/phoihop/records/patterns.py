r"""Patterns of keys: each fits a whole text, for the reader as in a JSON Schema.

Python's `$` also fits before a line end that closes the text, JSON Schema's (ECMA-262) does not, nor does it know
Python's `\Z`.
"""

import msgspec

END = r"\Z"
"""The end of a text in Python, where `$` would stand before a last line end, too."""


def whole(form: str) -> msgspec.Meta:
    """A text all of which is of this form, from its first character to its last."""
    return msgspec.Meta(pattern=f"^{form}{END}")


def in_json_schema(pattern: str) -> str:
    """The same pattern as JSON Schema writes it."""
    return pattern.replace(END, "$")
