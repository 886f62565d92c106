"""Text for XML, without the characters that XML 1.0 has no way to write."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
