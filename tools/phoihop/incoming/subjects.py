"""What kind of document a letter is, by what it is about, and what an opinion comes to: guesses, all of them."""

import re
from collections.abc import Iterable, Mapping

from phoihop.documents.nd30.metadata import TYPE_NAMES
from phoihop.language import excerpt
from phoihop.plain_letters import plain

_SUBJECTS: Mapping[str, str] = {
    "dossier-supply": r"(?:cung cap|bo sung|gui)(?: bo sung)? (?:ho so|tai lieu)",
    "dossier-request": r"(?:de nghi|yeu cau) (?:cung cap|bo sung|gui)(?: them)? (?!y kien)\w+|cung cap them",
    "extension-request": r"(?:de nghi|xin) (?:duoc )?(?:gia han|lui thoi han)",
    "extension": r"gia han",
    "reminder": r"don doc|nhac nho",
    "forward": r"chuyen (?:van ban|y kien|cong van)|de nghi (?:phoi hop )?giai trinh",
    "report": r"tiep thu|giai trinh",
    "explanation": r"giai trinh",
    "request": r"(?:xin|lay) y kien|de nghi (?:co |cho |tham gia |gop )?y kien|de nghi tham dinh",
    "opinion": r"(?:tham gia|gop|co|cho) y kien|^y kien|gop y|tham dinh|phuc dap|tra loi",
    "objection": (
        r"phan anh|(?:kien nghi|de nghi) (?:dieu chinh|thay|thay doi|xem lai) (?:phan cong|co quan|viec giao)"
        r"|(?:de nghi|xin) lui"
    ),
    "adjustment": r"dieu chinh (?:phan cong|nhiem vu|viec giao|co quan|thoi han)|^lui thoi han",
    "suspension": r"tam dung",
    "resumption": r"tiep tuc thuc hien",
    "withdrawal": r"dung (?:thuc hien )?nhiem vu|thoi thuc hien",
    "completion": r"hoan thanh (?:nhiem vu|cong viec|viec)|ket qua hoan thanh",
    "acceptance": r"xac nhan hoan thanh|nghiem thu",
    "instruction": r"y kien chi dao|chi dao",
    "progress": r"tien do|^(?:bao cao )?(?:ket qua|tinh hinh)|tinh hinh thuc hien",
    "meeting": r"ket luan (?:cuoc hop|hoi nghi)|cuoc hop|^bien ban|^hoi nghi",
    "submission": r"de nghi (?:xem xet|quyet dinh|phe duyet|ban hanh)|^(?:de nghi )?trinh ",
    "plan": r"^ke hoach",
    "decision": r"phe duyet|quyet dinh|ban hanh|chap thuan|tra lai|thanh lap",
}
"""By kind, what its subject says in plain letters, what is told more closely before what is told less."""

_TYPES: Mapping[str, tuple[str, ...]] = {
    "TTr": ("submission",),
    "KH": ("plan",),
    "QĐ": ("decision",),
    "BB": ("meeting",),
    "BC": ("report", "progress", "completion", "explanation", "opinion"),
    "GM": (),
    "TB": ("meeting", "adjustment", "instruction", "decision", "withdrawal", "suspension", "resumption"),
}
"""By the code in a symbol (Decree 30/2020/NĐ-CP, Annex III), the kinds that such a document may be."""
_OF_LETTERS = frozenset(_SUBJECTS) - {"report", "submission", "plan"}
"""What a letter without a code may be: these have theirs, or answer something."""

_POSITIONS: tuple[tuple[str, str], ...] = (
    ("no-comment", r"khong co y kien|khong co gop y gi them|khong tham gia y kien"),
    ("disagree", r"(?:khong|chua) (?:nhat tri|thong nhat|dong y)"),
    ("agree", r"nhat tri|thong nhat|dong y"),
)
_COMMENTS = re.compile(
    r"gop y|y kien (?:nhu )?sau|noi dung (?:nhu )?sau|luu y"
    r"|(?:de nghi|can|can phai) (?:bo sung|chinh sua|sua|lam ro|xem xet|can nhac|dieu chinh|nghien cuu|tranh)"
)


def kinds_told(subject: str, notation: str, type_name: str, possible: Iterable[str]) -> list[str]:
    """The possible kinds that fit, likeliest first; empty where nothing tells."""
    code = _code(notation, type_name)
    known = [each for each in possible if each in _TYPES.get(code, _OF_LETTERS)]
    said = plain(subject)
    told = [kind for kind, pattern in _SUBJECTS.items() if kind in known and re.search(pattern, said)]
    return told or (known[:1] if code in ("TTr", "KH", "BB") else [])


def is_invitation(notation: str, type_name: str) -> bool:
    return _code(notation, type_name) == "GM"


def _code(notation: str, type_name: str) -> str:
    """The code of a kind of administrative document, by its name or by the symbol; empty for a letter."""
    named = {plain(name): code for code, name in TYPE_NAMES.items()} | {plain(code): code for code in TYPE_NAMES}
    begun = plain(re.split(r"[-/]", notation)[0])
    return named.get(plain(type_name)) or named.get(begun, "")


def position_told(body: str) -> tuple[str, str] | None:
    """An opinion's position by its own words, with them; None where it does not say."""
    said = plain(body)
    for position, pattern in _POSITIONS:
        if match := re.search(pattern, said):
            if position == "agree" and _COMMENTS.search(said, match.start()):
                position = "agree-with-comments"
            # Plain letters are as many as the marked ones, so that a place in one is a place in the other.
            start = max(said.rfind(".", 0, match.start()), said.rfind("\n", 0, match.start())) + 1
            words = re.split(r"[.\n]", body[start:], maxsplit=1)[0] if len(body) == len(said) else match[0]
            return position, excerpt(words, 160)
    return None
