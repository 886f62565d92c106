"""The metadata as XML, which `nd30.xsd` describes, or as JSON with the same names."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, indent, tostring

from phoihop.documents.elements import Metadata, fill
from phoihop.terminal import printable_json

NAMESPACE = "urn:phoihop:nd30:1"


def metadata_as_xml(metadata: Iterable[Metadata]) -> str:
    root = Element("Archive", {"xmlns": NAMESPACE})
    fill(root, {"File": list(metadata)})
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def metadata_as_json(metadata: Iterable[Metadata]) -> str:
    return printable_json({"File": list(metadata)})
