"""Administrative Vietnamese for generated registers: what tasks are about, what is asked, answered and explained."""

WORKS: dict[str, tuple[str, ...]] = {
    "tnmt": (
        "Điều chỉnh quy hoạch sử dụng đất {place}",
        "Bồi thường, giải phóng mặt bằng khu đấu giá {place}",
        "Thu gom, xử lý rác thải sinh hoạt {place}",
        "Cấp giấy chứng nhận quyền sử dụng đất sau dồn điền đổi thửa {place}",
    ),
    "ktht": (
        "Nâng cấp đường trục {place}",
        "Điều chỉnh quy hoạch chung xây dựng {place}",
        "Cải tạo chợ trung tâm {place}",
        "Lắp đặt hệ thống chiếu sáng công cộng {place}",
    ),
    "tckh": (
        "Phân bổ vốn đầu tư công trung hạn cho {place}",
        "Quyết toán dự án hoàn thành tại {place}",
        "Rà soát, sắp xếp lại cơ sở nhà, đất {place}",
    ),
    "nnptnt": (
        "Kiên cố hóa kênh mương nội đồng {place}",
        "Thẩm tra kết quả xây dựng nông thôn mới nâng cao {place}",
        "Phòng, chống dịch tả lợn châu Phi tại {place}",
        "Chuyển đổi cơ cấu cây trồng trên đất lúa {place}",
    ),
    "gddt": (
        "Sáp nhập các điểm trường mầm non {place}",
        "Xây dựng trường tiểu học {place} đạt chuẩn quốc gia mức độ 2",
        "Bổ sung thiết bị dạy học chương trình mới cho {place}",
    ),
    "vhtt": (
        "Tu bổ di tích đình làng {place}",
        "Tổ chức lễ hội truyền thống {place}",
        "Xây dựng nhà văn hóa, khu thể thao {place}",
    ),
    "ldtbxh": (
        "Hỗ trợ nhà ở cho hộ nghèo, hộ người có công {place}",
        "Mở lớp đào tạo nghề cho lao động nông thôn {place}",
    ),
    "noi-vu": (
        "Sắp xếp thôn, tổ dân phố {place}",
        "Tổ chức lấy phiếu tín nhiệm người giữ chức vụ {place}",
    ),
    "y-te": (
        "Nâng cấp trạm y tế {place}",
        "Bảo đảm an toàn thực phẩm các bếp ăn tập thể {place}",
    ),
    "vp": (
        "Số hóa kết quả giải quyết thủ tục hành chính {place}",
        "Cải tạo trụ sở tiếp công dân {place}",
    ),
}
"""What each department leads, by its id in the sample's agencies."""

SUMMARIES = (
    "Thực hiện kết luận của Thường trực Huyện ủy về {work}; bảo đảm tiến độ, đúng trình tự, có ý kiến bằng văn bản của "
    "các cơ quan liên quan trước khi trình.",
    "Xây dựng phương án {work}, xác định rõ nguồn vốn, trách nhiệm của từng cơ quan và thời gian hoàn thành; báo cáo "
    "Ủy ban nhân dân huyện xem xét, quyết định.",
    "Rà soát hiện trạng, tổng hợp kiến nghị của cử tri và đề xuất giải pháp về {work} trong kế hoạch năm.",
)
STEPS = (
    "Khảo sát hiện trạng, lập danh mục công việc",
    "Lập dự toán và xác định nguồn vốn",
    "Dự thảo phương án, gửi lấy ý kiến",
    "Tổng hợp, tiếp thu, giải trình ý kiến tham gia",
    "Tổ chức họp với nhân dân các thôn bị ảnh hưởng",
)
QUESTIONS = (
    "Sự phù hợp với quy hoạch, kế hoạch được duyệt",
    "Nguồn vốn và khả năng cân đối ngân sách huyện",
    "Ảnh hưởng tới sản xuất, đời sống của nhân dân",
    "Sự cần thiết, quy mô và thời gian thực hiện",
    "Trình tự, thủ tục và thẩm quyền quyết định",
)
POINTS = (
    "Làm rõ nguồn vốn đối ứng {million} triệu đồng và thời điểm bố trí trong dự toán năm.",
    "Đề nghị giảm quy mô {hectare} ha để không vượt chỉ tiêu được phân bổ; bổ sung biểu tính toán kèm theo.",
    "Bổ sung biên bản lấy ý kiến nhân dân các thôn, có chữ ký của đại diện hộ bị ảnh hưởng.",
    "Phương án thoát nước chưa tính đến trận mưa 150 mm; đề nghị tính lại khẩu độ cống qua đường.",
    "Thời gian thực hiện {million} ngày là quá ngắn so với quy trình thẩm định; đề nghị điều chỉnh tiến độ.",
    "Cần thống nhất ranh giới giữa hồ sơ địa chính và bản đồ quy hoạch chung đã phê duyệt.",
)
EVIDENCE = (
    "Luật Ngân sách nhà nước số 83/2015/QH13, Điều 8",
    "Luật Đất đai số 45/2013/QH13, Điều 46",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, Điều 10",
    "Biểu tổng hợp số liệu kèm theo văn bản",
    "Quyết định phân bổ chỉ tiêu của Ủy ban nhân dân tỉnh, biểu 03",
)
EXPLANATIONS = (
    "Đã bổ sung vào thuyết minh, mục 3.{n}; số liệu được đối chiếu với biểu tổng hợp của cơ quan tham gia ý kiến.",
    "Tiếp thu một phần, giảm {hectare} ha; phần còn lại nằm xen kẹp trong khu dân cư nên không tách được.",
    "Nội dung này thực hiện theo phương án đã được thông qua; kinh phí tăng thêm {million} triệu đồng lấy từ dự phòng.",
)
PROGRESS = (
    "Đã hoàn thành khảo sát {n} thôn, lập xong danh mục và gửi các cơ quan liên quan rà soát.",
    "Đã thực hiện {n}0% khối lượng; còn vướng mắc ở khâu xác nhận nguồn gốc đất của {n} hộ.",
    "Đã họp với Ủy ban nhân dân xã, thống nhất thời gian bàn giao mặt bằng trong tháng.",
)
OUTCOMES = (
    "Các cơ quan thống nhất phương án như dự thảo; cơ quan chủ trì hoàn thiện hồ sơ để trình.",
    "Thống nhất giảm quy mô như ý kiến tham gia; bổ sung biểu tính toán trước khi trình.",
)
REASONS = (
    "Nội dung chủ yếu thuộc chức năng của cơ quan khác; đề nghị điều chỉnh lại phân công.",
    "Cơ quan đã được giao nhiệm vụ khác có cùng thời hạn, không bảo đảm nhân lực.",
)
WITHDRAWALS = ("Nhiệm vụ được gộp vào kế hoạch chung của huyện.", "Tỉnh đã có chủ trương khác, không thực hiện nữa.")
CORRECTIONS = ("Sửa lỗi chính tả trong nội dung báo cáo.", "Ghi nhầm số thôn; sửa cho khớp với văn bản giấy.")
SUBJECTS: dict[str, str] = {
    "objection": "Phản ánh phân công {work}",
    "adjustment": "Điều chỉnh phân công {work}",
    "plan": "Kế hoạch {work}",
    "progress": "Tiến độ {work}",
    "request": "Xin ý kiến {work}",
    "extension": "Gia hạn tham gia ý kiến {work}",
    "dossier-request": "Đề nghị cung cấp hồ sơ {work}",
    "dossier-supply": "Cung cấp hồ sơ {work}",
    "opinion": "Tham gia ý kiến {work}",
    "reminder": "Đôn đốc tham gia ý kiến {work}",
    "forward": "Chuyển ý kiến của Sở để giải trình {work}",
    "explanation": "Giải trình nội dung góp ý {work}",
    "meeting": "Họp trao đổi {work}",
    "report": "Báo cáo giải trình {work}",
    "submission": "Đề nghị quyết định {work}",
    "decision": "Quyết định {work}",
    "withdrawal": "Dừng thực hiện {work}",
    "correction": "Sửa thông tin báo cáo tiến độ {work}",
}
SERIES: dict[str, str] = {
    "plan": "KH-",
    "progress": "BC-",
    "report": "BC-",
    "submission": "TTr-",
    "decision": "QĐ-",
    "meeting": "BB-",
    "withdrawal": "TB-",
    "adjustment": "TB-",
}
"""The type codes in document numbers (Decree 30/2020/NĐ-CP); an official letter has none."""
