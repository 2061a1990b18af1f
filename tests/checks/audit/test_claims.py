"""Sentences that say a figure in their own way, or only seem to say one."""

import pytest

from tests.checks.audit.asking import Said, figures, said

CHANGES: list[tuple[str, str, Said]] = [
    ("the 80 % is of last year's, not of the 68", "Đã giải quyết 51/68 đơn, bằng 80% so với cùng kỳ.", []),
    ("each of the 51 met the target", "51 of 68 schools met the 90% target.", []),
    ("two places may well differ", "The Alba clinic treated 1,240 patients of malaria.\n\nThe Berat clinic treated 1,204 patients of malaria.", []),
    ("the reference year is another", "Số hộ giảm từ 82 hộ năm 2020 xuống 63 hộ năm 2024, giảm 5% so với năm 2023.", []),
    ("8/10 is what the mark was out of", "The mark was 7.2 out of 10, up 6% from 6.8.", []),
    ("the semicolon opens another matter", "Số hộ nghèo giảm 19 hộ; 23,2% số hộ là mới.", []),
    # -- the later year is now, whichever the words name first ----------------------------------
    ("1529 - 1378 = 151, fewer in 2016", "Năm 2015 có 1.529 vụ, giảm 151 vụ so với năm 2016 là 1.378 vụ.", [("change", "holds")]),
    ("151/1529 = 9.876 %", "Xảy ra 1.378 vụ năm 2016, 1.529 vụ năm 2015, giảm 151 vụ (9,9%).", [("change", "holds")] * 2),
    ("1529 is more than 1378: no fall", "Năm 2016 có 1.529 vụ, giảm 151 vụ so với năm 2015 (1.378 vụ).", [("change", "does_not_hold")]),
    # -- now over before ----------------------------------------------------------------------------
    ("141 - 126 = 15, 15/141 = 10.638 %", "Khởi tố 126/141 vụ, giảm 15 vụ (10,6%).", [("change", "holds")] * 2),
    ("141 - 126 = 15, 15/141 = 10.638 %", "Khởi tố 126/141 vụ, giảm 15 vụ (16,0%).", [("change", "holds"), ("change", "does_not_hold")]),
    ("126 cases and 141 persons; 15/(126 + 15) = 10.638 %", "Khởi tố 126 vụ/141 đối tượng, giảm 15 vụ (10,6%).", [("change", "holds")]),
    ("206 - 113 = 93 is a rise to 206, not to 113", "Số vụ cháy tăng 93 vụ (113/206 vụ).", [("change", "does_not_hold")]),
    ("an aside parts the difference from the fraction", "Tăng 93 vụ, kể cả vụ nhỏ (206/113 vụ).", []),
    # -- signs ----------------------------------------------------------------------------------------
    ("226/(3118 - 226) = 7.815 %", "Attendance was 3,118 (+226, +7.8%).", [("change", "holds")]),
    ("226/(3118 - 226) = 7.815 %", "Attendance was 3,118 (+226, +8.7%).", [("change", "does_not_hold")]),
    ("two differences in a row are of two things", "Attendance was 3,118 (+226, +15).", []),
    ("a fall by +23.2 % is not one difference", "Số hộ nghèo giảm 19 hộ (+23,2%).", []),
    # -- levels of an earlier figure ----------------------------------------------------------------
    ("1154/1090 = 105.872 %", "Thu 1.154 tỷ đồng, bằng 105,9% so với cùng kỳ (1.090 tỷ đồng).", [("change", "holds")]),
    ("1154/1090 = 105.872 %", "Thu 1.154 tỷ đồng, bằng 109,5% so với cùng kỳ (1.090 tỷ đồng).", [("change", "does_not_hold")]),
    ("no actual", "Bằng 105,9% so với cùng kỳ (1.090 tỷ đồng).", []),
    ("nothing is a percentage of nought", "Thu 5 tỷ đồng, bằng 105,9% so với cùng kỳ (0 tỷ đồng).", []),
    # -- multiples ----------------------------------------------------------------------------------------
    ("100/40 - 1 = 1.5 was added", "Output grew 1.5 times, from 40 to 100 tonnes.", [("times", "holds")]),
    ("100/40 = 2.5", "Output rose 2.5 times from 40 to 100 tonnes.", [("times", "holds")]),
    ("100/40 = 2.5, or 1.5 was added", "Output rose 1.7 times from 40 to 100 tonnes.", [("times", "does_not_hold")]),
    ("40/16 = 2.5", "Costs fell 2.5 times from 40 to 16 tonnes.", [("times", "holds")]),
    ("83/40 = 2.075 is said to be double", "Output doubled from 40 to 83 tonnes.", [("times", "holds")]),
    ("60/40 = 1.5 is not", "Output doubled from 40 to 60 tonnes.", [("times", "does_not_hold")]),
    ("20/40 = 0.5", "Costs halved from 40 to 20 tonnes.", [("times", "holds")]),
    ("nothing is a multiple of nought", "Output rose 2.5 times from 0 to 100 tonnes.", []),
    # -- what is no base for the percentage ---------------------------------------------------------
    ("63 of nought before has no percentage; 63/1.232 = 51.1 is no whole number", "There were 63 poor homes, up 23.2% from 0 homes.", [("impossible", "does_not_hold")]),
    ("29 is all there is, not what there was", "All 29 fires (up 11.15%) were put out.", []),
    ("more than double: any number will do", "There were 29 fires (up 150%).", []),
    ("points are of a rate, not of the 82 households", "Số hộ nghèo giảm 19 hộ (1,3 điểm phần trăm) từ 82 xuống 63 hộ.", []),
    ("an average lies in between, two sentences on", "Có 82 hộ nghèo. Bình quân 5 hộ mỗi xã. Giảm 19 hộ (23,2%).", []),
    ("the revenue itself is not named", "Thu nội địa khá. Đạt 119% dự toán (968 tỷ đồng), tăng 13% so với cùng kỳ (1.020 tỷ đồng).", []),
    ("500 is spent, and another sentence's", "Chi 500 tỷ đồng. Thu đạt 119% dự toán (968 tỷ đồng), tăng 13% so với cùng kỳ (1.020 tỷ đồng).", []),
    ("19 of what?", "Tăng 5 hộ (6%); nay cũng đã được giảm khoảng 19.", []),
]  # fmt: skip

PLANS: list[tuple[str, str, Said]] = [
    ("82 was earned before", "So với cùng kỳ 82 tỷ đồng, bằng 75% dự toán (100 tỷ đồng).", []),
    ("2 of 10 above: 20 %", "They built 12 homes, exceeding the target of 10 by 20%.", [("plan", "holds")]),
    ("2 of 10 above: 20 %", "They built 12 homes, exceeding the target of 10 by 12%.", [("plan", "does_not_hold")]),
    ("5 of 10 below: 50 %", "They built 5 homes, falling short of the target of 10 by 50%.", [("plan", "holds")]),
    ("no actual", "Exceeding the target of 10 by 12%.", []),
    ("nothing is above a target of nought by a percentage", "They built 12 homes, exceeding the target of 0 by 12%.", []),
    ("30/300 = 10 %", "Trồng được 330 ha/kế hoạch 300 ha, vượt 10%.", [("plan", "holds")]),
    # -- one actual against two plans -----------------------------------------------------------------
    ("1154/968 = 119.215 %, 1154/1000 = 115.4 %", "Thu 1.154 tỷ đồng, bằng 119,2% dự toán tỉnh (968 tỷ đồng), bằng 115,4% dự toán huyện (1.000 tỷ đồng).", [("plan", "holds")] * 2),
    ("1154/1000 = 115.4 %", "Thu 1.154 tỷ đồng, bằng 119,2% dự toán tỉnh (968 tỷ đồng), bằng 154,1% dự toán huyện (1.000 tỷ đồng).", [("plan", "holds"), ("plan", "does_not_hold")]),
    ("1154/968 = 119.215 %, 1154/1000 = 115.4 %", "Thu 1.154 tỷ đồng, bằng 119,2% dự toán tỉnh 968 tỷ đồng, bằng 115,4% dự toán huyện 1.000 tỷ đồng.", [("plan", "holds")] * 2),
    ("no actual", "Bằng 119,2% dự toán tỉnh (968 tỷ đồng), bằng 115,4% dự toán huyện (1.000 tỷ đồng).", []),
    ("the actual of another sentence", "Chi 5 tỷ đồng. Bằng 119,2% dự toán tỉnh (968 tỷ đồng), bằng 115,4% dự toán huyện (1.000 tỷ đồng).", []),
    ("5 ha stands aside", "Cấy xong (5 ha), kế hoạch 6 ha, đạt 120%.", []),
]  # fmt: skip

SHARES: list[tuple[str, str, Said]] = [
    ("5656/8258 = 68.491 %", "Of the 8,258 cases, the country accounts for 68.5% (5,656).", [("ratio", "holds")]),
    ("5656/8258 = 68.491 %", "Of the 8,258 cases, the country accounts for 65.8% (5,656).", [("ratio", "does_not_hold")]),
    ("hectares are no farms", "Of the 8,258 farms, the district accounts for 68.5% (5,656 ha).", []),
    ("74/5796 = 1.277 %", "There were 5,796 cases and 74 deaths (case fatality rate: 1.3%).", [("ratio", "holds")]),
    ("74/5796 = 1.277 %", "There were 5,796 cases and 74 deaths (case fatality rate: 3.1%).", [("ratio", "does_not_hold")]),
    ("2437/2829 = 86.143 %", "Đã khởi tố 2.829 vụ, khám phá 2.437 vụ, tỷ lệ khám phá đạt 86,1%.", [("ratio", "holds")]),
    ("2437/2829 = 86.143 %", "Đã khởi tố 2.829 vụ, khám phá 2.437 vụ, tỷ lệ khám phá đạt 81,6%.", [("ratio", "does_not_hold")]),
    ("51/68 = 75 %", "Đã giải quyết 51 trên 68 đơn (75%).", [("ratio", "holds")]),
    ("51/68 = 75 %", "Đã giải quyết 51 trên 68 đơn (57%).", [("ratio", "does_not_hold")]),
    ("51/68 = 75 %", "Of the petitions, 75% of the 68 lodged (51) were closed.", [("ratio", "holds")]),
    ("51/68 = 75 %", "Of the petitions, 85% of the 68 lodged (51) were closed.", [("ratio", "does_not_hold")]),
    ("51 in one year need not be the 75 %", "75% of the 68 petitions (51 in 2023) were closed.", []),
    ("101.5/714.6 = 14.204 %", "Profit was 101.5 million dollars, a margin of 14.2% on revenue of 714.6 million dollars.", [("ratio", "holds")]),
    ("101.5/714.6 = 14.204 %", "Profit was 101.5 million dollars, a margin of 12.4% on revenue of 714.6 million dollars.", [("ratio", "does_not_hold")]),
    ("no margin is above the revenue", "Profit was 101.5 million dollars, a margin of 142% on revenue of 714.6 million dollars.", []),
    ("15 are no part of 12", "Of the 12 homes, 15 (20%) are new.", []),
    ("0 of 0 has no percentage", "Of the 0 applications, 0 (0%) were granted.", []),
    ("0 of 0 has no percentage", "Hỗ trợ 0/0 hộ (0%).", []),
    ("the bracket parts them", "Đạt 75% (cả năm), 51/68 hộ.", []),
    ("882/1050 = 84 %", "Toàn xã có 1.050 hộ, đạt 84% hộ dân (882 hộ).", [("ratio", "holds")]),
    ("882/1050 = 84 %", "Toàn xã có 1.050 hộ, đạt 48% hộ dân (882 hộ).", [("ratio", "does_not_hold")]),
    ("turns are no households", "Toàn xã có 1.050 hộ tham gia, đạt 84% hộ (828 lượt).", []),
    ("1050/1250 = 84 %; the 882 are of another base", "Đã cấp cho 1.050/1.250 hộ, đạt 84% số hộ (882 hộ).", [("ratio", "holds")]),
    ("of which base is not said", "Đã thăm 1.050/1.250 hộ; 84% số hộ (882 hộ) đạt chuẩn.", []),
]  # fmt: skip

SUMS: list[tuple[str, str, Said]] = [
    ("6142 + 38 = 6180", "Kết nạp 38 đảng viên, nâng tổng số từ 6.142 lên 6.180 đảng viên.", [("sum", "holds")]),
    ("6142 + 38 = 6180", "Kết nạp 38 đảng viên, nâng tổng số từ 6.142 lên 6.190 đảng viên.", [("sum", "does_not_hold")]),
    ("5 % are no members", "Kết nạp được 5%, nâng tổng số từ 6.142 lên 6.180 đảng viên.", []),
    ("hectares are no households", "Trồng 38 ha, nâng tổng số hộ từ 6.142 lên 6.180 hộ.", []),
    ("both 20 and 18 came in", "Kết nạp 20 đảng viên nữ, 18 đảng viên nam, nâng tổng số từ 6.142 lên 6.180 đảng viên.", []),
    ("50 + 40 = 90", "They sowed 50 ha and 40 ha, 90 in total.", [("sum", "holds")]),
    ("95 of what?", "They sowed 50 ha and 40 ha, 95 in total.", []),
    ("612 + 590 = 1202: 1,200 is a round number", "Có 1.200 hộ, gồm 612 hộ nghèo và 590 hộ cận nghèo.", []),
    ("612 + 690 = 1302", "Có 1.200 hộ, gồm 612 hộ nghèo và 690 hộ cận nghèo.", [("sum", "does_not_hold")]),
    ("hectares are no rest of households", "Trong tổng số 96 hộ, 58 hộ đã xong, còn lại 5 ha.", []),
    ("no part has a figure; 12/23 = 52.174 %, 11.5/23.5 to 12.5/22.5", "Trồng 12 ha, đạt 51,8% nghị quyết (23 ha); trong đó chủ yếu là keo.", [("plan", "holds_by_rounding")]),
]  # fmt: skip

AVERAGES: list[tuple[str, str, Said]] = [
    ("420/84 = 5", "They ran 420 hours over 84 sites, an average of 5 hours per site.", [("average", "holds")]),
    ("420/84 = 5", "They ran 420 hours over 84 sites, an average of 8 hours per site.", [("average", "does_not_hold")]),
    ("nothing comes on each of none", "They ran 0 hours over 0 sites, an average of 5 hours per site.", []),
    ("no hectare, no yield", "Diện tích 0 ha, năng suất 62,4 tạ/ha, sản lượng 0 tấn.", []),
]  # fmt: skip

SAME: list[tuple[str, str, Said]] = [
    ("a percentage is no count of teachers", "Attendance was 75%. Of these 602 teachers, 300 are women.", []),
    ("602 are another group", "There are 1,204 teachers in the district. Of these 602 teachers, 300 are women.", []),
    ("two years", "Năm 2023 Đảng bộ kết nạp 197 đảng viên mới.\n\nNăm 2024 Đảng bộ kết nạp 179 đảng viên mới.", []),
    ("two figures of one sentence are two things", "Đảng bộ kết nạp được 197 đảng viên mới, đến nay Đảng bộ kết nạp được 179 đảng viên mới.", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "text", "expected"), [*CHANGES, *PLANS, *SHARES, *SUMS, *AVERAGES, *SAME]
)
def test_a_sentence_claims_what_its_words_say(why: str, text: str, expected: Said) -> None:
    assert said(text) == expected, why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Năm 2015 có 1.529 vụ, giảm 151 vụ so với năm 2016 là 1.378 vụ.",
            [["1.378", "1.529", "151"]],
        ),
        (
            "Kết nạp 38 đảng viên, nâng tổng số từ 6.142 lên 6.180 đảng viên.",
            [["6.142", "38", "6.180"]],
        ),
        (
            "They ran 420 hours over 84 sites, an average of 5 hours per site.",
            [["420 hours", "84", "5 hours"]],
        ),
    ],
)
def test_it_names_the_figures_it_rests_on(text: str, expected: list[list[str]]) -> None:
    assert figures(text) == expected
