"""XML of plain values: an element for each name, and text without the characters that XML 1.0 has no way to write."""

import re
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

Metadata: TypeAlias = dict[str, "str | int | Metadata | list[Metadata]"]
"""Names with their values, in the order of their standard; a list where a name stands several times."""

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def fill(element: Element, metadata: Metadata, prefix: str = "") -> None:
    """Puts elements of these names, each behind the prefix, into another."""
    for name, value in metadata.items():
        for each in value if isinstance(value, list) else [value]:
            child = SubElement(element, prefix + name)
            if isinstance(each, str | int):
                child.text = xml_text(str(each))
            else:
                fill(child, each, prefix)
