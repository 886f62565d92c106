"""The metadata as XML, which `nd30.xsd` describes, or as JSON with the same names."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from phoihop.documents.nd30.metadata import Metadata
from phoihop.documents.xml_text import xml_text
from phoihop.terminal import printable_json

NAMESPACE = "urn:phoihop:nd30:1"


def metadata_as_xml(metadata: Iterable[Metadata]) -> str:
    root = Element("Archive", {"xmlns": NAMESPACE})
    for each in metadata:
        _fill(SubElement(root, "File"), each)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def metadata_as_json(metadata: Iterable[Metadata]) -> str:
    return printable_json({"File": list(metadata)})


def _fill(element: Element, metadata: Metadata) -> None:
    for name, value in metadata.items():
        for each in value if isinstance(value, list) else [value]:
            child = SubElement(element, name)
            if isinstance(each, str | int):
                child.text = xml_text(str(each))
            else:
                _fill(child, each)
