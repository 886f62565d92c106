"""One answer after another: what somebody typed for a key becomes what stands in the record, or it is said why not.

Dates come as people write them, agencies and documents by any of their names, papers as whoever asks finds them. What
comes out has passed the same types as a record that is read. A part of a record (a point with its evidence, a step, a
response) is answered key by key, or in a short form that is typed on one line: its main words, then `; key=value` for
whatever else it has. A semicolon that no key follows is only a semicolon.

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
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from phoihop.language import Text
from phoihop.recording.choices import (
    Choice,
    Occasion,
    Unfit,
    agency_choices,
    choices_for,
    document_choices,
    pick,
    point_choices,
)
from phoihop.recording.incoming import Incoming, NoPaper, looks_like_path
from phoihop.recording.keys import Key, key_named, keys_of
from phoihop.records.characters import unsafe_places
from phoihop.records.fields import field_meant
from phoihop.records.fit import fit, typed_day
from phoihop.records.papers import FoundPaper, is_file_evidence, unfit, unreadable
from phoihop.records.parts import (
    Lacking,
    Paper,
    Point,
    PointExplanation,
    Step,
    SuppliedPaper,
    TitledPaper,
    View,
    Waiver,
)
from phoihop.records.record import Record
from phoihop.records.settings import Member, PaperSettings
from phoihop.records.types import Opinion
from phoihop.records.yaml_door import Tree

LONG = frozenset(("text", "reason", "summary", "note", "explanation", "outcome", "questions", "needs"))
"""Keys that take several lines; in any other white space is folded."""

Part = dict[str, Tree]
Reader = Callable[["AnswerContext", str], Part]


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What answers are read with: for what record, and which papers come along. `answered` is what it answers."""

    occasion: Occasion
    papers: Incoming
    answered: str | None = None


def tidy(words: str) -> str:
    """What was typed, as composed Unicode, without tabs and without space at the ends of its lines."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def read_word(
    record: type[Record], key: Key, words: str, occasion: Occasion, choices: tuple[Choice, ...] | None = None
) -> str:
    """One answer to a key that is no part. `choices` are those that fit the case, where not all do. Raises `Unfit`."""
    words = tidy(words)
    if key.nature == "day":
        return checked(record, key, _day(words))
    if key.nature == "field":
        return checked(record, key, _field(words, occasion))
    known = choices_for(key, occasion)
    if known is None and not choices:
        return checked(record, key, words if key.name in LONG else " ".join(words.split()))
    known = known or ()
    if key.nature == "agency":
        # One that has ended is meant where no active one bears the name: a letter may be of its days.
        known = (*known, *agency_choices(occasion, occasion.register.agencies.keys() - {each.value for each in known}))
        choices = choices or choices_for(key, occasion)
    # What does not fit the case may be recorded even so, where it is named in full: the rules judge it.
    everything = {each.value: each for each in (*known, *(choices or ()))}
    return pick(words, everything.values(), choices or ()).value


def _day(words: str) -> str:
    day = typed_day(words)
    if day is None:
        raise Unfit.because(
            "“{words}” không phải ngày; ghi ngày/tháng/năm, ví dụ 22/3/2021",
            "“{words}” is no day; write day/month/year, such as 22/3/2021",
            words=words.strip(),
        )
    return day.isoformat()


def _field(words: str, occasion: Occasion) -> str:
    """A field as records write it: `dat-dai` for “đất đai”, or the one of the register's that was begun."""
    written = field_meant(words, occasion.register.settings.fields)
    known = {field for agency in occasion.register.agencies.values() for field in agency.fields}
    known |= {field.id for field in occasion.register.settings.fields}
    begun = [field for field in known if field.startswith(written)]
    return begun[0] if written and written not in known and len(begun) == 1 else written or words


def read_paper(words: str, papers: Incoming, wanted: PaperSettings) -> str:
    """The path of a paper as the record names it. Raises `Unfit` where there is none, or none is taken."""
    try:
        path = papers.take(tidy(words))
    except NoPaper as reason:
        raise Unfit(reason.message) from None
    source = papers.sources.get(path)
    try:
        wrong = unfit(FoundPaper(path, str(source), source.stat().st_size), wanted) if source else None
    except OSError as error:
        wrong = unreadable(path, error)
    if wrong:
        raise Unfit(wrong)
    return path


def checked(record: type[Record], key: Key, value: str) -> str:
    """The value, if it fits the key's type and holds no unsafe character. Raises `Unfit`."""
    for place in unsafe_places(value):
        raise Unfit(place.message)
    tree: Tree = [value] if key.is_list else value
    for name in reversed(key.path):
        tree = {name: tree}
    for path, message in fit(tree, record)[1]:
        if path[: len(key.path)] == key.path:
            raise Unfit(message)
    return value


# --- parts ------------------------------------------------------------------------------------------------------------


def read_part(part: type[Record], answer: Tree, reading: AnswerContext) -> Part:
    """A part, answered key by key or typed in its short form. Raises `Unfit`."""
    tree: Part = {}
    if isinstance(answer, dict):
        further = [
            (name, each) for name, said in answer.items() for each in (said if isinstance(said, list) else [said])
        ]
    else:
        main, typed = _split(part, tidy(answer if isinstance(answer, str) else ""))
        tree, further = form_of(part).read(reading, main), [*typed]
    keys = {key.name: key for key in keys_of(part)}
    for name, said in further:
        if name not in keys or not isinstance(said, str):
            # Told by the types, with the key that was probably meant.
            tree[name] = said
        elif said.strip():
            value = read_in_part(part, keys[name], said, reading)
            listed = tree.get(name, [])
            tree[name] = [*listed, value] if keys[name].is_list and isinstance(listed, list) else value
    if issubclass(part, Paper) and tree.get("held") and not (tree.get("sha256") or tree.get("original")):
        raise Unfit.because(
            "tài liệu lưu nơi khác cần mã băm của tệp (sha256=…), nếu không thì chưa coi là đã có trong sổ",
            "a paper that is kept elsewhere needs the digest of its file (sha256=…), or it counts as not on record",
        )
    return {name: tree[name] for name in (*keys, *tree) if name in tree}


def read_in_part(part: type[Record], key: Key, words: str, reading: AnswerContext) -> str:
    """One answer to a key of a part. Raises `Unfit`."""
    match key.nature:
        case "path":
            return read_paper(words, reading.papers, reading.occasion.register.settings.papers)
        case "evidence":
            return _evidence(words, reading)
        case "point" if not key.of:
            return _point(words, reading)
        case "document" if key.kinds == ("opinion",):
            return _opinion(words, reading.occasion)
    return read_word(part, key, words, reading.occasion)


def _split(part: type[Record], words: str) -> tuple[str, list[tuple[str, Tree]]]:
    """The main words, and the keys that follow with their values; a switch may stand without a value."""
    names = {key.name: key for key in keys_of(part)}
    switches = "|".join(name for name, key in names.items() if key.nature == "flag")
    alone = rf"|(?:{switches})\s*(?=;|$)" if switches else ""
    pieces = re.split(rf"(?:^|;)\s*(?=(?:{'|'.join(names)})\s*={alone})", words)
    further: list[tuple[str, Tree]] = []
    for piece in pieces[1:]:
        name, _, value = piece.partition("=")
        further.append((name.strip(), value.strip() or "true"))
    return pieces[0].strip(), further


def _evidence(words: str, reading: AnswerContext) -> str:
    """A piece of evidence: a paper, where it names one or looks like its path, or else words."""
    if is_file_evidence(words) or looks_like_path(words) or reading.papers.find(words):
        return read_paper(words, reading.papers, reading.occasion.register.settings.papers)
    return checked(Point, key_named(Point, "evidence"), tidy(words))


def _point(words: str, reading: AnswerContext) -> str:
    """A point as records refer to it; one of the opinion that is answered may be named by its own id."""
    case = reading.occasion.case
    answered = case.course.by_id.get(reading.answered or "") if case else None
    opinion = getattr(answered.document, "forwards", answered.id) if answered else None
    if opinion:
        try:
            return pick(words, point_choices(reading.occasion, [opinion])).value
        except Unfit:
            pass
    return pick(words, point_choices(reading.occasion)).value


def _opinion(words: str, occasion: Occasion) -> str:
    """An opinion by id, number, or the agency that gave it: then its opinion in force is meant."""
    case = occasion.case
    if case is None:
        return words
    in_force = [entry for entry, _ in case.course.opinions_in_force(occasion.today)]
    try:
        return pick(words, document_choices(in_force)).value
    except Unfit:
        if words in (entry.id for entry, _ in case.course.each(Opinion)):
            return words
        raise


def _keys_read(part: type[Record], typed: Mapping[str, str], reading: AnswerContext) -> Part:
    return {name: read_in_part(part, key_named(part, name), words, reading) for name, words in typed.items()}


def _paper(reading: AnswerContext, words: str) -> Part:
    title, mark, path = words.rpartition("=")
    if mark and not reading.papers.find(path.strip()):
        title, _, path = words.partition("=")
    titled = {"title": title} if title.strip() else {}
    return _keys_read(Paper, {**titled, "path": path}, reading) if words else {}


def _titled_paper(reading: AnswerContext, words: str) -> Part:
    # Without a path: the title of a paper that is kept elsewhere, as the keys behind it say.
    return _paper(reading, words) if "=" in words else _keys_read(Paper, {"title": words} if words else {}, reading)


def _main_word(name: str, part: type[Record]) -> Reader:
    return lambda reading, words: _keys_read(part, {name: words} if words else {}, reading)


def _pair(first: str, second: str, part: type[Record]) -> Reader:
    return lambda reading, words: _keys_read(part, dict(zip((first, second), _two(part, words), strict=True)), reading)


def _two(part: type[Record], words: str) -> tuple[str, str]:
    one, mark, other = words.partition("=")
    if not mark or not one.strip() or not other.strip():
        raise Unfit.because(
            "“{words}” chưa đúng dạng; ghi {form}",
            "“{words}” has not the right form; write {form}",
            words=words,
            form=form_of(part).form,
        )
    return one.strip(), other.strip()


def _view(reading: AnswerContext, words: str) -> Part:
    named, said = _two(View, words)
    opinion, _, point = named.partition("#")
    response, _, explanation = said.partition(":")
    told = {"opinion": opinion, "point": point, "response": response, "explanation": explanation}
    return _keys_read(View, {name: each for name, each in told.items() if each.strip()}, reading)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """The short form of a part: how it is typed, and how its main words are read."""

    form: Text
    read: Reader


FORMS: Mapping[type[Record], ShortForm] = {
    Paper: ShortForm(Text("[TÊN=]TỆP", "[TITLE=]FILE"), _paper),
    TitledPaper: ShortForm(Text("TÊN=TỆP", "TITLE=FILE"), _titled_paper),
    SuppliedPaper: ShortForm(Text("TÊN=TỆP; need=YÊU CẦU THỨ MẤY", "TITLE=FILE; need=PLACE"), _titled_paper),
    Lacking: ShortForm(Text("YÊU CẦU THỨ MẤY=LÝ DO", "PLACE OF NEED=REASON"), _pair("need", "reason", Lacking)),
    Point: ShortForm(
        Text(
            "NỘI DUNG; evidence=CĂN CỨ HOẶC TỆP; field=LĨNH VỰC; discuss",
            "TEXT; evidence=WORDS OR FILE; field=FIELD; discuss",
        ),
        _main_word("text", Point),
    ),
    Step: ShortForm(Text("VIỆC; agency=CƠ QUAN; due=HẠN", "WHAT; agency=AGENCY; due=DAY"), _main_word("what", Step)),
    PointExplanation: ShortForm(
        Text("CƠ QUAN#MÃ=GIẢI TRÌNH", "AGENCY#POINT=TEXT"), _pair("point", "text", PointExplanation)
    ),
    View: ShortForm(Text("CƠ QUAN#MÃ=TRẢ LỜI: GIẢI TRÌNH", "AGENCY#POINT=RESPONSE: EXPLANATION"), _view),
    Waiver: ShortForm(Text("QUY TẮC=LÝ DO", "RULE=REASON"), _pair("rule", "reason", Waiver)),
    Member: ShortForm(Text("CHỨC DANH=THƯ ĐIỆN TỬ", "ROLE=EMAIL"), _pair("role", "email", Member)),
}
"""By part. A test asks that every part of a record has one."""


def form_of(part: type[Record]) -> ShortForm:
    """The short form of a part; where it has none of its own, its first key is the main word, and the others follow."""
    if part in FORMS:
        return FORMS[part]
    first, *others = (key.name for key in keys_of(part) if key.name != "id")
    typed = "; ".join((first.upper(), *(f"{name}=…" for name in others)))
    return ShortForm(Text(typed, typed), _main_word(first, part))
