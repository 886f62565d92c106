"""Which agency of a register a letter means: by its code, its name, an older name, or the symbol in a number."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from phoihop.incoming.letter import Told
from phoihop.language import Text
from phoihop.plain_letters import plain
from phoihop.records.register import Register

BY_SYMBOL = Text("theo ký hiệu trong số văn bản", "by the symbol in its number")
NEARLY = Text("tên trong văn bản không viết hệt như trong sổ", "the letter's name is not quite the register's")

_SHORT_FORMS = (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("p ", "phong "), ("vp ", "van phong "))
_TYPE_CODES = frozenset(("nq", "qd", "ct", "qc", "tb", "hd", "ctr", "kh", "pa", "da", "bc", "bb", "ttr", "cd", "gm"))


class Agencies:
    """Those of a register, to be known by what letters call them. `day` decides between one and its successor."""

    def __init__(self, register: Register, day: date) -> None:
        self._register = register
        self._day = day
        self._active = frozenset(register.active_on(day))
        self._by_code: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_symbol: dict[str, list[str]] = {}
        for id_, agency in register.agencies.items():
            if agency.code:
                self._by_code.setdefault(_code(agency.code), []).append(id_)
            for name in {_name(agency.name), _name(agency.short)}:
                self._by_name.setdefault(name, []).append(id_)
            for symbol in {_symbol(agency.symbol or agency.short), _symbol(agency.short)}:
                self._by_symbol.setdefault(symbol, []).append(id_)

    def issuer(self, told: Iterable[Told], notation: str) -> Told | None:
        """Who wrote a letter: by what it says at its head, and by the symbol in its number where that is needed."""
        by_symbol = self._of_symbol(notation)
        found = [(each, agency) for each in told if (agency := self.named(each, by_symbol))]
        # The superior body stands first: of several names the last is its own.
        for each, agency in reversed(found):
            if agency.why == each.why or agency.value in by_symbol:
                return replace(agency, why=each.why)
        if len(by_symbol) == 1:
            return Told(by_symbol[0], notation, BY_SYMBOL)
        return found[-1][1] if found else None

    def named(self, told: Told, likely: Collection[str] = ()) -> Told | None:
        """The id of the agency that is meant by its code or name; of several, one of those that are `likely`."""
        name = _name(told.value)
        for found in (self._by_code.get(_code(told.value), []), self._by_name.get(name, [])):
            if one := self._one(found, likely):
                return Told(one, told.words, told.why)
        if len(name.split()) < 2:
            return None
        # With the place behind it, or without the one that the register's name has.
        longer = [each for each in self._by_name if each.startswith(name + " ")]
        for pool in (longer, _beginnings(name, self._by_name)):
            if one := self._one([id_ for each in pool for id_ in self._by_name[each]], likely):
                return Told(one, told.words, told.why or NEARLY)
        return None

    def _of_symbol(self, notation: str) -> list[str]:
        """Whose symbol a notation bears: `BC-TNMT` is of TNMT; `UBND-VP` is the committee's, drafted by its office."""
        parts = [each for each in re.split(r"[-/]", _symbol(notation)) if each]
        parts = parts[1:] if len(parts) > 1 and parts[0] in _TYPE_CODES else parts
        for symbol in ("-".join(parts), *parts[:1]):
            if found := self._by_symbol.get(symbol):
                return self._preferred(found)
        return []

    def _one(self, found: Iterable[str], likely: Collection[str]) -> str | None:
        """The only one of them, of those that were active then if any was, and of those whose symbol it bears."""
        known = self._preferred(dict.fromkeys(found))
        if len(known) > 1 and likely:
            known = [each for each in known if each in likely]
        return known[0] if len(known) == 1 else None

    def _preferred(self, found: Iterable[str]) -> list[str]:
        known = list(found)
        return [each for each in known if each in self._active] or known


def _beginnings(name: str, names: Iterable[str]) -> list[str]:
    """The longest names that a longer one begins with."""
    found = [each for each in names if len(each.split()) > 1 and name.startswith(each + " ")]
    longest = max(map(len, found), default=0)
    return [each for each in found if len(each) == longest]


def _code(code: str) -> str:
    """An agency's code as the older and the newer rule write it: `000.00.15.H51` and `H51.15` are one."""
    parts = [each for each in code.strip().upper().split(".") if each]
    if parts and parts[0].startswith("H"):
        parts = parts[::-1]
    return ".".join(part for place, part in enumerate(parts) if any(each.strip("0") for each in parts[: place + 1]))


def _name(name: str) -> str:
    """A name without marks, signs and capitals, its short forms written out."""
    words = " ".join(re.sub(r"[^\w\s]", " ", plain(name)).split()) + " "
    for short, long in _SHORT_FORMS:
        words = re.sub(rf"\b{short.strip()}\b", long.strip(), words)
    return words.strip()


def _symbol(symbol: str) -> str:
    return plain("".join(symbol.split()))
