"""What is recommended in the demonstration for what was found, and what units say they did about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Remedy:
    """Of one finding code: what is recommended, why it came to that, what is done about it."""

    asked: str
    cause: str
    done: str


REMEDIES: Final[Mapping[str, Remedy]] = {
    "TT01": Remedy(
        "Niêm yết đầy đủ 142 thủ tục hành chính, cập nhật trong 5 ngày làm việc khi có quyết định công bố.",
        "Chưa phân công người theo dõi các quyết định công bố mới.",
        "Đã niêm yết bổ sung 24 thủ tục đất đai và phân công một công chức rà soát hằng tuần.",
    ),
    "TT02": Remedy(
        "Rà soát các hồ sơ đất đai trễ hạn, xác định rõ khâu chậm và người chịu trách nhiệm.",
        "Chờ ý kiến của cơ quan phối hợp nhưng không theo dõi thời hạn.",
        "Đã giải quyết xong hai hồ sơ trễ hạn và lập bảng theo dõi thời hạn theo từng khâu.",
    ),
    "TT07": Remedy(
        "Niêm yết bổ sung mức phí, lệ phí và mẫu đơn của các thủ tục hộ tịch còn thiếu.",
        "Bảng niêm yết in từ trước khi mức phí thay đổi.",
        "Đã in lại bảng niêm yết, kèm đủ mức phí và mẫu đơn.",
    ),
    "TT13": Remedy(
        "Yêu cầu bổ sung hồ sơ bằng phiếu, một lần, nêu rõ lý do; không yêu cầu qua điện thoại.",
        "Công chức mới chưa được hướng dẫn dùng phiếu yêu cầu bổ sung.",
        "Đã tập huấn lại; mọi yêu cầu bổ sung từ đầu tháng đều có phiếu trên phần mềm.",
    ),
    "TT18": Remedy(
        "Hoàn lại khoản thu không có biên lai và thu phí qua thanh toán trực tuyến.",
        "Hết biên lai giấy trong ngày nhưng không báo bộ phận tài chính.",
        "Đã hoàn tiền cho người dân và bật thanh toán trực tuyến ở cả hai quầy.",
    ),
    "TT19": Remedy(
        "Gửi văn bản xin lỗi và hẹn lại cho các hồ sơ trễ hạn; từ nay gửi trước ngày hẹn trả kết quả.",
        "Phần mềm chưa cảnh báo hồ sơ sắp đến hạn nên không gửi kịp.",
        "Đã gửi văn bản xin lỗi cho ba hồ sơ và đặt lịch nhắc trước hạn một ngày.",
    ),
    "HD02": Remedy(
        "Lập kế hoạch số hóa hồ sơ tồn, đạt chỉ tiêu 80 % vào cuối quý.",
        "Chỉ có một máy quét cho hai quầy.",
        "Đã bổ sung một máy quét và số hóa hồ sơ ngay khi tiếp nhận.",
    ),
    "CS03": Remedy(
        "Sửa quạt, mở lại nhà vệ sinh và bố trí đủ tiện nghi cho người dân ngồi chờ.",
        "Chưa bố trí kinh phí sửa chữa trong năm.",
        "Đã sửa quạt và mở lại nhà vệ sinh, có ảnh kèm theo.",
    ),
    "CS04": Remedy(
        "Làm lối đi cho xe lăn ở cửa chính và bố trí bàn hỗ trợ người cao tuổi, người khuyết tật.",
        "Trụ sở cũ không có lối đi riêng, chờ chủ trương sửa chữa.",
        "Đã làm xong lối đi có tay vịn ở cửa chính và đặt bàn hỗ trợ riêng.",
    ),
    "CV04": Remedy(
        "Kiểm điểm hai công chức vắng mặt không lý do và chấm công hằng ngày tại trung tâm.",
        "Lãnh đạo trung tâm chưa kiểm tra giờ giấc đầu ngày.",
        "Đã kiểm điểm, phê bình hai công chức và chấm công bằng phần mềm từ ngày 01.",
    ),
    "CV05": Remedy(
        "Chấn chỉnh việc đeo thẻ công chức, kiểm tra đầu giờ hằng ngày.",
        "Thẻ của hai công chức chưa được cấp lại sau khi chuyển vị trí.",
        "Đã cấp lại thẻ cho hai công chức.",
    ),
    "CV06": Remedy(
        "Bổ sung biển tên, chức danh tại các quầy còn thiếu.",
        "Biển tên cũ hỏng, chưa làm lại.",
        "Đã đặt biển tên mới tại hai quầy.",
    ),
    "DG02": Remedy(
        "Đặt phiếu đánh giá ở quầy tiếp nhận, quầy trả kết quả và phát kèm giấy hẹn.",
        "Hết phiếu in, chưa in bổ sung.",
        "Đã in và đặt phiếu ở tất cả các vị trí, dán mã QR ở từng quầy.",
    ),
}
