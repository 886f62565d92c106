"""Personal identifiers in texts: citizen numbers, private telephones, private e-mail addresses.

What looks alike is left alone: sums of money, land parcels, numbers of documents, codes of enterprises, offices'
landlines and institutional addresses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.language import Text

CITIZEN_NUMBER = Text("số định danh cá nhân hoặc căn cước công dân", "a citizen's identity number")
OLD_IDENTITY_NUMBER = Text("số chứng minh nhân dân", "an old identity card's number")
TELEPHONE = Text("số điện thoại di động", "a mobile telephone number")
EMAIL = Text("địa chỉ thư điện tử cá nhân", "a private e-mail address")

MAY_BE_PERSONAL = re.compile(
    r"[@+08cC](?:(?<=@)|(?<=\+)84|(?<=0)(?<!\d0)\d\d|(?<=8)(?<!\d8)4[ .-]?[35789]"
    r"|(?<=[cC])(?:[mM](?:[nN][dD]|[tT])|[hH][ứỨ][nN][gG] [mM]))"
)
"""What a text has in it wherever it holds an identifier: a quick look before a careful one.

Every record is looked at, so it names the signs to begin with first, and both cases: that is several times faster.
"""

_PROVINCE = "00[1-8]|01[0-9]|02[0-7]|03[0-8]|04[0-9]|05[1-8]|06[0-8]|07[0-9]|08[0-9]|09[1-6]"
"""Codes of provinces, from 001 Hà Nội to 096 Cà Mau, by which a citizen's number starts."""

# A citizen's number: province, century and sex, year of birth, six digits; often written in groups of three.
_CITIZEN = re.compile(
    rf"(?<![^\W_])(?<!\d[.,/-])(?:{_PROVINCE})(?:[0-3]\d{{8}}|[ .][0-3]\d\d(?:[ .]\d{{3}}){{2}})(?![\d/]|[.,-]\d)"
)
_OLD_IDENTITY = re.compile(
    r"(?:CMND|CMTND|CMT|chứng minh(?: nhân dân| thư(?: nhân dân)?)?)\W{0,9}(?:số)?\W{0,9}"
    r"(\d{9}|\d{3}[ .]\d{3}[ .]\d{3})(?!\d)",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"(?<![^\W_])(?<!\d[.,/-])(?:(?:\(?\+84\)?|84)[ .-]?[35789]|0[35789])"
    r"(?:\d{8}|\d{1,2}(?:[ .-]\d{2,4}){2,3})(?![\w/]|[.,-]\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})")
_OTHER_NUMBER = re.compile(
    r"(?<!\w)(?:mã|mst|tài khoản|stk|tk|hồ sơ|biên nhận|vận đơn|hóa đơn|hoá đơn|sê-?ri|seri|thửa|tờ bản đồ|doanh nghiệp"
    r"|hợp đồng)(?!\w)"
    r"[^.;\n\d]{0,30}$",
    re.IGNORECASE,
)
"""Words after which a row of digits is another number: of an enterprise, an account, a file, a parcel of land."""

_PRIVATE_HOSTS = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|outlook|hotmail|live|msn|icloud|me|mac|aol|protonmail|zoho|gmx|mail|yandex"
    r"|qq|163)\.com(?:\.vn)?|proton\.me|gmx\.net|(?:mail|yandex)\.ru",
    re.IGNORECASE,
)
"""Hosts that give addresses to private persons."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What kind of identifier stands in a text, and its beginning, by which its place is found without telling it."""

    kind: Text
    beginning: str


def identifiers_in(text: str) -> Iterator[Identifier]:
    """Every personal identifier in a text, in order of its kind."""
    for match in _CITIZEN.finditer(text):
        if not _is_another(text, match.start()):
            yield Identifier(CITIZEN_NUMBER, match[0][:3])
    for match in _OLD_IDENTITY.finditer(text):
        yield Identifier(OLD_IDENTITY_NUMBER, match[1][:3])
    for match in _MOBILE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        national = digits[2:] if digits.startswith("84") else digits[1:]
        if len(national) == 9 and not _is_another(text, match.start()):
            yield Identifier(TELEPHONE, match[0][:3])
    for match in _EMAIL.finditer(text):
        if _PRIVATE_HOSTS.fullmatch(match[1]):
            yield Identifier(EMAIL, match[0][:2])


def _is_another(text: str, start: int) -> bool:
    """Whether words before a number say that it is one of something else; no more is looked at than they can take."""
    return _OTHER_NUMBER.search(text, max(0, start - 60), start) is not None
