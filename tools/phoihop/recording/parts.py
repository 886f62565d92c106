"""The short forms in which parts of a record are typed: a point with its evidence, a step of a plan, a response.

A part is written as its main words, then `; key=value` for whatever else it has. A semicolon that no key follows is
only a semicolon.

    --dossier "Bản đồ hiện trạng=ban-do.pdf"
    --dossier "Hồ sơ giấy, 214 trang; held=Văn thư, hộp 03; sha256=fe6d…"
    --point   "Cần nêu rõ nguồn vốn; evidence=Luật NSNN 2015, Điều 8; evidence=bang-tinh.pdf; discuss"
    --step    "Rà soát hiện trạng; agency=an-do; due=19/3/2021"
    --view    "tckh#p1=accepted: Đã ghi rõ nguồn vốn"
    --point   "so-tnmt#p2=Đấu nối theo đường huyện đã được duyệt"      (of an explanation)
    --member  "Văn thư=vanthu.tnmt@binhluc.example"
    --waive   "request-notice=Bão số 3"
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phoihop.cases.course import Entry
from phoihop.language import Message, Text, say
from phoihop.recording.answers import checked, read_paper, read_word, tidy
from phoihop.recording.choices import Unfit, document_choices, pick, point_choices
from phoihop.recording.incoming import Incoming
from phoihop.recording.keys import Key, key_named, keys_of
from phoihop.recording.occasion import Occasion
from phoihop.records.papers import is_file_evidence
from phoihop.records.record import Record
from phoihop.records.settings import Member
from phoihop.records.types import Opinion, Paper, Point, PointExplanation, Step, TitledPaper, View, Waiver
from phoihop.records.yaml_door import Tree

Part = dict[str, Tree]
Reader = Callable[["Reading", str], Part]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a part is read with: for what record, and which papers come along. `answered` is the document it answers."""

    occasion: Occasion
    papers: Incoming
    answered: str | None = None


def read_part(part: type[Record], words: str, reading: Reading) -> Part:
    """A part typed in its short form. Raises `Unfit`."""
    form = FORMS[part]
    main, further = _split(part, tidy(words))
    tree = form.read(reading, main)
    for name, value in further:
        key = key_named(part, name)
        if key.is_list:
            items = tree.setdefault(name, [])
            assert isinstance(items, list)
            items.append(_value(part, key, value, reading))
        else:
            tree[name] = _value(part, key, value, reading)
    return {key.name: tree[key.name] for key in keys_of(part) if key.name in tree}


def _split(part: type[Record], words: str) -> tuple[str, list[tuple[str, str]]]:
    """The main words, and the keys that follow with their values; a switch may stand without a value."""
    names = {key.name: key for key in keys_of(part)}
    switches = "|".join(name for name, key in names.items() if key.nature == "flag")
    alone = rf"|(?:{switches})\s*(?=;|$)" if switches else ""
    pieces = re.split(rf"(?:^|;)\s*(?=(?:{'|'.join(names)})\s*={alone})", words)
    further = []
    for piece in pieces[1:]:
        name, _, value = piece.partition("=")
        further.append((name.strip(), value.strip() or "true"))
    return pieces[0].strip(), further


def _value(part: type[Record], key: Key, value: str, reading: Reading) -> str:
    if key.nature == "path":
        return read_paper(value, reading.papers)
    if key.nature == "evidence":
        return read_evidence(value, reading.papers)
    return read_word(part, key, value, reading.occasion)


def read_evidence(words: str, papers: Incoming) -> str:
    """A piece of evidence: a paper, where it names one, or else words. Raises `Unfit`."""
    if is_file_evidence(words) or papers.is_here(words):
        return read_paper(words, papers)
    return checked(Point, key_named(Point, "evidence"), tidy(words))


# --- the main words of each part --------------------------------------------------------------------------------------


def _paper(reading: Reading, words: str) -> Part:
    title, mark, path = words.rpartition("=")
    if mark and not reading.papers.is_here(path.strip()):
        title, _, path = words.partition("=")
    if not mark:
        return {"path": read_paper(words, reading.papers)} if words else {}
    titled = {"title": checked(Paper, key_named(Paper, "title"), title.strip())} if title.strip() else {}
    return {**titled, "path": read_paper(path, reading.papers)}


def _titled_paper(reading: Reading, words: str) -> Part:
    if "=" in words:
        return _paper(reading, words)
    # Without a path: the title of a paper that is kept elsewhere, as the keys behind it say.
    return {"title": checked(Paper, key_named(Paper, "title"), words)} if words else {}


def _main_word(name: str, part: type[Record]) -> Reader:
    def read(_reading: Reading, words: str) -> Part:
        return {name: checked(part, key_named(part, name), words)} if words else {}

    return read


def _pair(part: type[Record], first: str, second: str) -> Reader:
    def read(reading: Reading, words: str) -> Part:
        one, other = _two(part, words)
        return {
            first: read_word(part, key_named(part, first), one, reading.occasion),
            second: read_word(part, key_named(part, second), other, reading.occasion),
        }

    return read


def _two(part: type[Record], words: str) -> tuple[str, str]:
    one, mark, other = words.partition("=")
    if not mark or not one.strip() or not other.strip():
        raise Unfit(_form_wanted(part, words))
    return one.strip(), other.strip()


def _explained(reading: Reading, words: str) -> Part:
    point, text = _two(PointExplanation, words)
    return {
        "point": read_point(point, reading),
        "text": checked(PointExplanation, key_named(PointExplanation, "text"), text),
    }


def read_point(words: str, reading: Reading) -> str:
    """A point as records refer to it; one of the opinion that is answered may be named by its own id."""
    case = reading.occasion.case
    answered = case.course.by_id.get(reading.answered or "") if case else None
    opinion = getattr(answered.document, "forwards", answered.id) if answered else None
    known = point_choices(reading.occasion)
    if opinion:
        try:
            return pick(words, point_choices(reading.occasion, [opinion])).value
        except Unfit:
            pass
    return pick(words, known).value


def _view(reading: Reading, words: str) -> Part:
    named, said = _two(View, words)
    opinion, _, point = named.partition("#")
    response, mark, explanation = said.partition(":")
    view: Part = {
        "opinion": _opinion(reading.occasion, opinion.strip()),
        "response": read_word(View, key_named(View, "response"), response, reading.occasion),
    }
    if point.strip():
        view["point"] = checked(View, key_named(View, "point"), point.strip())
    if mark and explanation.strip():
        view["explanation"] = checked(View, key_named(View, "explanation"), explanation.strip())
    return view


def _opinion(occasion: Occasion, words: str) -> str:
    """An opinion by id, number, or the agency that gave it: then its opinion in force is meant."""
    case = occasion.case
    if case is None:
        return words
    in_force: list[Entry] = case.course.opinions_in_force(occasion.today)
    try:
        return pick(words, document_choices(in_force)).value
    except Unfit as reason:
        given = [entry for entry, _ in case.course.each(Opinion)]
        if words in (entry.id for entry in given):
            return words
        raise reason from None


def _form_wanted(part: type[Record], words: str) -> Message:
    return say(
        "“{words}” chưa đúng dạng; ghi {form}",
        "“{words}” has not the right form; write {form}",
        words=words,
        form=FORMS[part].form,
    )


@dataclass(frozen=True, slots=True)
class Form:
    """The short form of a part: how it is typed, and how its main words are read."""

    form: Text
    read: Reader


FORMS: Mapping[type[Record], Form] = {
    Paper: Form(Text("[TÊN=]TỆP", "[TITLE=]FILE"), _paper),
    TitledPaper: Form(Text("TÊN=TỆP", "TITLE=FILE"), _titled_paper),
    Point: Form(
        Text(
            "NỘI DUNG; evidence=CĂN CỨ HOẶC TỆP; field=LĨNH VỰC; discuss",
            "TEXT; evidence=WORDS OR FILE; field=FIELD; discuss",
        ),
        _main_word("text", Point),
    ),
    Step: Form(Text("VIỆC; agency=CƠ QUAN; due=HẠN", "WHAT; agency=AGENCY; due=DAY"), _main_word("what", Step)),
    PointExplanation: Form(Text("CƠ QUAN#MÃ=GIẢI TRÌNH", "AGENCY#POINT=TEXT"), _explained),
    View: Form(Text("CƠ QUAN#MÃ=TRẢ LỜI: GIẢI TRÌNH", "AGENCY#POINT=RESPONSE: EXPLANATION"), _view),
    Waiver: Form(Text("QUY TẮC=LÝ DO", "RULE=REASON"), _pair(Waiver, "rule", "reason")),
    Member: Form(Text("CHỨC DANH=THƯ ĐIỆN TỬ", "ROLE=EMAIL"), _pair(Member, "role", "email")),
}
"""By part. A test asks that every part of a record has one."""
