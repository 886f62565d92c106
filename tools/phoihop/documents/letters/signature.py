"""Whose signature a letter bears, by Annex I of Decree 30/2020/NĐ-CP: TM., KT., TL. before the signer's own role.

A People's Committee's chair signs on its behalf (TM.), a deputy chair in the chair's place (KT.), the head of one of
its offices by the chair's order (TL.). Other bodies have one head, in whose place a deputy signs.
"""

import re

from phoihop.language import Language

_COMMITTEE = re.compile(r"ủy ban nhân dân|uỷ ban nhân dân", re.IGNORECASE)
_CHAIR, _ON_BEHALF = "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"
_HEADS = re.compile(r"(?:TỔNG |PHÂN |CHI )?(?:CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|CHÁNH|BÍ THƯ|\w+ TRƯỞNG|TỔNG BIÊN TẬP)\b")
_CHARGE = re.compile(r"\s+PHỤ TRÁCH\b.*")


def signature_block(issuer: str, role: str, language: Language) -> tuple[str, ...]:
    """The lines above the signature of a role in a body's letter; none where issuer and role do not tell them."""
    own = _CHARGE.sub("", " ".join(role.upper().split()))
    if not own:
        return ()
    if language != "vi":
        return (own,)
    deputy = own.startswith("PHÓ ")
    head = own.removeprefix("PHÓ ")
    acting = head.removeprefix("QUYỀN ").removeprefix("Q. ")
    if not _HEADS.match(acting):
        return ()
    lines = (f"KT. {head}", own) if deputy else (own if acting == head else f"Q. {acting}",)
    if not _COMMITTEE.match(issuer):
        return lines
    return (_ON_BEHALF, *lines) if acting == _CHAIR else (f"TL. {_CHAIR}", *lines)
