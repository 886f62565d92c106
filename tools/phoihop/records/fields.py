"""Names of the usual fields of a local authority's work, by the slugs under which records keep them.

A record names a field by an ASCII slug, which has lost its diacritics. The names here are a courtesy: a field that
is not among them is shown by its slug's words.
"""

from collections.abc import Iterable

from phoihop.language import Language, Text
from phoihop.plain_letters import slug as slug_of
from phoihop.records.settings import NamedField

FIELDS: dict[str, Text] = {
    "bao-hiem-xa-hoi": Text("Bảo hiểm xã hội", "Social insurance"),
    "bao-hiem-y-te": Text("Bảo hiểm y tế", "Health insurance"),
    "bau-cu": Text("Bầu cử", "Elections"),
    "bien-che": Text("Biên chế", "Staffing"),
    "cai-cach-hanh-chinh": Text("Cải cách hành chính", "Administrative reform"),
    "chi-dao-dieu-hanh": Text("Chỉ đạo, điều hành", "Direction of work"),
    "cong-nghe-thong-tin": Text("Công nghệ thông tin", "Information technology"),
    "cong-thuong": Text("Công thương", "Industry and trade"),
    "dan-toc": Text("Dân tộc", "Ethnic affairs"),
    "dang-ky-kinh-doanh": Text("Đăng ký kinh doanh", "Business registration"),
    "dat-dai": Text("Đất đai", "Land"),
    "dau-tu-cong": Text("Đầu tư công", "Public investment"),
    "day-nghe": Text("Dạy nghề", "Vocational training"),
    "di-san": Text("Di sản", "Heritage"),
    "dia-gioi-hanh-chinh": Text("Địa giới hành chính", "Administrative boundaries"),
    "dien": Text("Điện", "Electricity"),
    "do-dac-ban-do": Text("Đo đạc, bản đồ", "Surveying and maps"),
    "du-lich": Text("Du lịch", "Tourism"),
    "giam-ngheo": Text("Giảm nghèo", "Poverty reduction"),
    "giao-duc": Text("Giáo dục", "Education"),
    "giao-thong": Text("Giao thông", "Transport"),
    "khieu-nai-to-cao": Text("Khiếu nại, tố cáo", "Complaints and denunciations"),
    "lao-dong": Text("Lao động", "Labour"),
    "moi-truong": Text("Môi trường", "Environment"),
    "ngan-sach": Text("Ngân sách", "Budget"),
    "nguoi-co-cong": Text("Người có công", "People of merit"),
    "noi-vu": Text("Nội vụ", "Home affairs"),
    "nong-nghiep": Text("Nông nghiệp", "Agriculture"),
    "nong-thon-moi": Text("Nông thôn mới", "New-style countryside"),
    "phong-chay-chua-chay": Text("Phòng cháy, chữa cháy", "Fire safety"),
    "phong-chong-dich": Text("Phòng, chống dịch", "Epidemic control"),
    "phong-chong-thien-tai": Text("Phòng, chống thiên tai", "Disaster control"),
    "quan-ly-dia-ban": Text("Quản lý địa bàn", "Local administration"),
    "quy-hoach-xay-dung": Text("Quy hoạch xây dựng", "Construction planning"),
    "tai-chinh": Text("Tài chính", "Finance"),
    "thanh-tra": Text("Thanh tra", "Inspection"),
    "the-thao": Text("Thể thao", "Sport"),
    "thong-tin-truyen-thong": Text("Thông tin, truyền thông", "Information and communications"),
    "thuy-loi": Text("Thủy lợi", "Irrigation"),
    "tong-hop": Text("Tổng hợp", "General affairs"),
    "tu-phap": Text("Tư pháp", "Justice"),
    "van-ban-quy-pham": Text("Văn bản quy phạm", "Legal documents"),
    "van-hoa": Text("Văn hóa", "Culture"),
    "xay-dung": Text("Xây dựng", "Construction"),
    "y-te": Text("Y tế", "Health"),
}


def field_text(slug: str, named: Iterable[NamedField] = ()) -> Text:
    """A field's name: “Đất đai” for `dat-dai`; by what a register `named` it, or else by the usual name."""
    if own := next((each.name for each in named if each.id == slug), None):
        return Text(own, own)
    words = slug.replace("-", " ").capitalize()
    return FIELDS.get(slug, Text(words, words))


def field_meant(words: str, named: Iterable[NamedField]) -> str:
    """The id of the field that is meant by an id, or by a name that a register gave it, with marks or without."""
    written = slug_of(words)
    return next((each.id for each in named if written == slug_of(each.name)), written)


def field_name(slug: str, language: Language) -> str:
    """A field's name in one language."""
    return field_text(slug).in_language(language)
