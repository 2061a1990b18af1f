"""The traps of real reports, each with its arithmetic and a falsified twin.

The figures are worked out by hand: the table is what the audit promises.
"""

import unicodedata

import pytest

from tests.checks.audit.asking import Said, figures, said, unclaimed

_HOLDS = "holds"
_WRONG = "does_not_hold"

TWINS: list[tuple[str, str, str, str, str, str]] = [
    # trap, text, the true figure, a false one, kind, arithmetic
    # -- a fraction and its percentage, in any order ------------------------------------------
    ("unit said once", "Thu ngân sách đạt 404/420 tỷ đồng bằng {}.", "96,2%", "92,6%", "ratio", "404/420 = 96.190 %"),
    ("unit said once", "Spending reached 404/420 million dollars, or {}.", "96.2%", "92.6%", "ratio", "404/420 = 96.190 %"),
    ("in brackets", "By June 51 of 68 ({}) petitions were closed.", "75%", "57%", "ratio", "51/68 = 75 %"),
    ("in brackets", "Đã giải quyết 51/68 đơn thư ({}).", "75%", "57%", "ratio", "51/68 = 75 %"),
    ("percent first", "{} (51 of 68) of the petitions were closed.", "75%", "85%", "ratio", "51/68 = 75 %"),
    ("percent first", "Có {} (51/68) đơn thư được giải quyết.", "75%", "85%", "ratio", "51/68 = 75 %"),
    ("bracket before the slash", "Có 8 xã (A Lưới, Hồng Hạ)/14 xã, đạt {}.", "57,1%", "75,1%", "ratio", "8/14 = 57.143 %"),
    ("bracket before the slash", "Có 51 đơn (bao gồm cả đơn cũ)/68 đơn, đạt {}.", "75%", "85%", "ratio", "51/68 = 75 %"),
    # -- what a/b is: a part of a whole, of a plan, now over before ----------------------------
    ("of a plan", "Diện tích trồng rừng đạt 270/300 ha, bằng {} kế hoạch.", "90%", "92%", "plan", "270/300 = 90 %"),
    ("now over before", "Số vụ cháy tăng {} vụ (206/113 vụ).", "93", "39", "change", "206 - 113 = 93"),
    ("now over before", "Số vụ cháy tăng {} (206/113 vụ).", "82,3%", "28,3%", "change", "93/113 = 82.301 %"),
    # -- over a plan: 153.6 % of it is 53.6 % above it ----------------------------------------
    ("over the plan", "Thu nội địa 153,6 tỷ đồng, tăng {} so với dự toán (100 tỷ đồng).", "53,6%", "35,6%", "plan", "53.6/100 = 53.6 %"),
    ("over the plan", "Revenue of 153.6 million dollars was {} above the target of 100 million dollars.", "53.6%", "35.6%", "plan", "53.6/100 = 53.6 %"),
    ("of the plan", "Thu nội địa 153,6 tỷ đồng, bằng {} dự toán (100 tỷ đồng).", "153,6%", "135,6%", "plan", "153.6/100 = 153.6 %"),
    # -- percentage points, also where they are written as percent ----------------------------
    ("points written as percent", "The pass rate was 38.05%, up {} from 38.00%.", "0.05%", "0.5%", "points", "38.05 - 38 = 0.05"),
    ("points written as percent", "Tỷ lệ che phủ rừng đạt 38,05%, tăng {} so với năm 2020 (38,00%).", "0,05%", "0,5%", "points", "38.05 - 38 = 0.05"),
    ("points", "The rate rose from 61.4% to 64.9%, up {} percentage points.", "3.5", "5.3", "points", "64.9 - 61.4 = 3.5"),
    ("points", "Tỷ lệ hộ nghèo còn 4,2%, giảm {} điểm phần trăm so với năm trước (5,5%).", "1,3", "3,1", "points", "5.5 - 4.2 = 1.3"),
    ("a relative change of a rate", "The rate rose from 40.0% to 50.0%, up {}.", "25%", "52%", "points", "10/40 = 25 %"),
    # -- mixed scales -------------------------------------------------------------------------
    ("triệu of tỷ", "Chi 900 triệu đồng trên tổng số 1,2 tỷ đồng, đạt {}.", "75%", "57%", "ratio", "0.9/1.2 = 75 %"),
    ("triệu of tỷ USD", "Giải ngân 900 triệu USD trong tổng số 1,2 tỷ USD ({}).", "75%", "85%", "ratio", "0.9/1.2 = 75 %"),
    ("million of billion", "They spent 900 million dollars of the 1.2 billion dollars ({}).", "75%", "57%", "ratio", "0.9/1.2 = 75 %"),
    # -- a minus after "giảm" is no second fall -----------------------------------------------
    ("a fall with a minus", "Nợ thuế còn 1.154 triệu đồng, giảm 266 triệu đồng ({}).", "-18,73%", "-17,83%", "change", "266/1420 = 18.732 %"),
    ("a fall with a minus", "Nợ thuế còn 1.154 triệu đồng, giảm {} so với năm trước (1.420 triệu đồng).", "-18,73%", "-17,83%", "change", "266/1420 = 18.732 %"),
    ("a fall with a minus", "Debt fell to 1,154 million dollars, a fall of {} from 1,420 million dollars.", "-18.73%", "-17.83%", "change", "266/1420 = 18.732 %"),
    # -- parts and their total ----------------------------------------------------------------
    ("gồm", "Huyện có 75 dự án, gồm {} dự án chuyển tiếp và 52 dự án khởi công mới.", "23", "32", "sum", "23 + 52 = 75; 32 + 52 = 84"),
    ("còn lại", "Trong tổng số 96 cán bộ, 58 người là nữ, còn lại {} người là nam.", "38", "48", "sum", "58 + 38 = 96; 58 + 48 = 106"),
    ("the remaining", "Of the 96 staff, 58 are women and the remaining {} are men.", "38", "48", "sum", "58 + 38 = 96; 58 + 48 = 106"),
    ("missed by a little", "Huyện có 75 dự án, trong đó 23 dự án giao thông và {} dự án thủy lợi.", "52", "53", "sum", "23 + 52 = 75; 23 + 53 = 76"),
    # -- numbers ------------------------------------------------------------------------------
    ("comma groups", "They raised 1,154 dollars of the 1,420 dollars, {}.", "81.27%", "82.17%", "ratio", "1154/1420 = 81.268 %"),
    ("point groups", "Thu 1.154 tỷ đồng trên tổng số 1.420 tỷ đồng, đạt {}.", "81,27%", "82,17%", "ratio", "1154/1420 = 81.268 %"),
    ("two groups", "Thu 1.154.433 đồng trên tổng số 1.420.000 đồng, đạt {}.", "81,30%", "83,10%", "ratio", "1154433/1420000 = 81.298 %"),
    ("a leading nought", "Có 08 xã trong tổng số 14 xã, đạt {}.", "57,1%", "51,7%", "ratio", "8/14 = 57.143 %"),
    ("two decimals", "Tỷ lệ đạt {} (17/160 hộ).", "10,63%", "10,36%", "ratio", "17/160 = 10.625 %, half up 10.63"),
    ("stray spaces", "Có 51 / 68 đơn, đạt {} .", "75 %", "57 %", "ratio", "51/68 = 75 %"),
    ("a space before the comma", "Thu 404/420 tỷ đồng, đạt {}.", "96 ,2%", "92 ,6%", "ratio", "404/420 = 96.190 %"),
    ("spaces group", "Thu 1 154 tỷ đồng trên tổng số 1 420 tỷ đồng, đạt {}.", "81,27%", "82,17%", "ratio", "1154/1420 = 81.268 %"),
    ("non-breaking spaces group", "Thu 1\u00a0154 tỷ đồng trên tổng số 1\u00a0420 tỷ đồng, đạt {}.", "81,27\u00a0%", "82,17\u00a0%", "ratio", "1154/1420 = 81.268 %"),
    ("thin spaces group", "They raised 1\u202f154 dollars of the 1\u202f420 dollars, {}.", "81.27\u2009%", "82.17\u2009%", "ratio", "1154/1420 = 81.268 %"),
    ("vạn", "Đã trồng 1,5 vạn cây trên tổng số 2,0 vạn cây, đạt {}.", "75%", "57%", "ratio", "1.5/2 = 75 %"),
    ("nghìn of triệu", "Chi 600 nghìn đồng trên tổng số 1,2 triệu đồng, đạt {}.", "50%", "55%", "ratio", "0.6/1.2 = 50 %"),
    ("phần trăm", "Đã giải quyết 51/68 đơn thư, đạt {} phần trăm.", "75", "57", "ratio", "51/68 = 75 %"),
    ("per cent", "They spent 51 of 68 million dollars, {} per cent.", "75", "57", "ratio", "51/68 = 75 %"),
    ("percent", "They planted 1.5 thousand trees of the 2.0 thousand trees ({} percent).", "75", "57", "ratio", "1.5/2 = 75 %"),
    ("three digits that group", "Có 41.000 con lợn, trong đó 3.075 con lợn nái, chiếm {}.", "7,5%", "5,7%", "ratio", "3075/41000 = 7.5 %"),
    # -- qualifiers ---------------------------------------------------------------------------
    ("ước đạt", "Thu ước đạt 500 tỷ đồng, bằng {} kế hoạch (400 tỷ đồng).", "125%", "152%", "plan", "500/400 = 125 %"),
    ("khoảng", "Thu đạt khoảng 500 tỷ đồng, bằng {} kế hoạch (400 tỷ đồng).", "125%", "152%", "plan", "500/400 = 125 %"),
    ("an estimated", "Revenue was an estimated 500 million dollars, {} of the plan of 400 million dollars.", "125%", "152%", "plan", "500/400 = 125 %"),
    ("about", "Revenue was about 500 million dollars, {} of the plan of 400 million dollars.", "125%", "152%", "plan", "500/400 = 125 %"),
    # -- now, the difference and the percentage -----------------------------------------------
    ("now, before, percent", "63 households are poor, down {} from 82.", "23.2%", "32.2%", "change", "19/82 = 23.171 %"),
    ("now, difference, percent", "Còn 63 hộ nghèo, giảm 19 hộ ({}).", "23,2%", "32,2%", "change", "19/(63 + 19) = 23.171 %"),
    ("prices per kilo", "Giá tăng từ 20.000 đồng/kg lên 25.000 đồng/kg, tăng {}.", "25%", "52%", "change", "5/20 = 25 %"),
    ("a yield that rose", "Năng suất lúa đạt 62,4 tạ/ha, tăng 2,4 tạ/ha ({}) so với năm trước.", "4%", "6%", "change", "2.4/60 = 4 %"),
    ("from and to", "Exports rose to 12.6 billion dollars from 10.5 billion dollars, an increase of {}.", "20%", "25%", "change", "2.1/10.5 = 20 %"),
    ("vượt kế hoạch", "Trồng mới 1.250 ha rừng, vượt {} kế hoạch (1.000 ha).", "25%", "52%", "plan", "250/1000 = 25 %"),
    ("the plan first", "Kế hoạch 1.000 ha, thực hiện 1.250 ha, đạt {}.", "125%", "152%", "plan", "1250/1000 = 125 %"),
    ("two series of two years", "Năm 2023 đạt {} (450/500).", "90%", "91%", "ratio", "450/500 = 90 %"),
    ("a multiple", "Output reached 100 tonnes, {} times the 40 tonnes of 2020.", "2.5", "3.5", "times", "100/40 = 2.5"),
    ("a multiple", "Sản lượng đạt 100 tấn, gấp {} lần năm 2020 (40 tấn).", "2,5", "3,5", "times", "100/40 = 2.5"),
    ("a yield", "Diện tích 12.640 ha, năng suất {} tạ/ha, sản lượng 78.874 tấn.", "62,4", "64,2", "average", "78874/12640 × 10 = 62.400"),
    # -- a fraction that is complete, a quantity said twice -----------------------------------
    ("all of them", "All {} of 12 clinics are open.", "12", "11", "complete", "12 of 12"),
    ("toàn bộ", "Toàn bộ {}/18 xã đạt chuẩn.", "18", "17", "complete", "18 of 18"),
    ("in another scale", "Kinh phí 36.480 triệu đồng, tương đương {} tỷ đồng.", "36,48", "364,8", "same", "36480 million = 36.48 billion"),
    ("in another scale", "The loan of US$4.6 billion (US${} million) was signed.", "4,600", "460", "same", "4.6 billion = 4600 million"),
]  # fmt: skip


@pytest.mark.parametrize(("trap", "text", "true", "false", "kind", "arithmetic"), TWINS)
def test_what_is_true_holds_and_its_falsified_twin_does_not(
    trap: str, text: str, true: str, false: str, kind: str, arithmetic: str
) -> None:
    explained = f"{trap}: {arithmetic}"
    assert said(text.format(true)) == [(kind, _HOLDS)], explained
    assert said(text.format(false)) == [(kind, _WRONG)], explained


@pytest.mark.parametrize(("trap", "text", "true", "false", "kind", "arithmetic"), TWINS)
def test_text_with_its_accents_apart_says_the_same(
    trap: str, text: str, true: str, false: str, kind: str, arithmetic: str
) -> None:
    for figure, verdict in ((true, _HOLDS), (false, _WRONG)):
        apart = unicodedata.normalize("NFD", text.format(figure))
        assert said(apart) == [(kind, verdict)], f"{trap}: {arithmetic}"


CASES: list[tuple[str, str, Said]] = [
    # what is so and why, text, claims
    # -- rounding -----------------------------------------------------------------------------
    ("391/400 = 97.75 is a tie: rounded up", "Đã trả 391/400 hồ sơ, đạt 97,8%.", [("ratio", "holds")]),
    ("391/400 = 97.75 is a tie: rounded down", "The office settled 391 of 400 claims (97.7%).", [("ratio", "holds")]),
    ("391/400 = 97.75 in full", "Đã trả 391/400 hồ sơ, đạt 97,75%.", [("ratio", "holds")]),
    ("391/400 = 97.75 is no 97.6", "Đã trả 391/400 hồ sơ, đạt 97,6%.", [("ratio", "does_not_hold")]),
    ("11/12 = 91.667, cut to 91.6", "Eleven of 12 targets were met, i.e. 91.6 percent.", [("ratio", "cut")]),
    ("1.5/4.0 = 37.5 %; 1.45/4.05 = 35.8 % to 1.55/3.95 = 39.2 %", "Chi 1,5 tỷ đồng trong tổng số 4,0 tỷ đồng, đạt 36%.", [("ratio", "holds_by_rounding")]),
    ("1.5/4.0 = 37.5 %; 1.45/4.05 = 35.8 % to 1.55/3.95 = 39.2 %", "Chi 1,5 tỷ đồng trong tổng số 4,0 tỷ đồng, đạt 35%.", [("ratio", "does_not_hold")]),
    ("3 × 3.3 = 9.9; each addend may be 0.05 off, the total as well", "The fund spent 10.0 million dollars: 3.3 million dollars on roads, 3.3 million dollars on schools and 3.3 million dollars on wells.", [("sum", "holds_by_rounding")]),
    ("3.3 + 3.3 + 3.1 = 9.7 is 0.3 off, more than 4 × 0.05", "The fund spent 10.0 million dollars: 3.3 million dollars on roads, 3.3 million dollars on schools and 3.1 million dollars on wells.", [("sum", "does_not_hold")]),
    ("38 may be 37.5 to 38.5, so a rise by 0.05 points or by 0.5 is possible", "Tỷ lệ che phủ rừng đạt 38,05%, tăng 0,05% so với năm 2020 (38%).", [("points", "holds")]),
    # -- qualifiers: over 500 of 400 is 125 % and more ------------------------------------------
    ("over 500 of 400 is 125 % and more", "Thu đạt trên 500 tỷ đồng, bằng 125% kế hoạch (400 tỷ đồng).", [("plan", "holds")]),
    ("hơn 500 of 400 may be 126 %", "Thu đạt hơn 500 tỷ đồng, bằng 126% kế hoạch (400 tỷ đồng).", [("plan", "holds_by_rounding")]),
    ("hơn 500 of 400 is no 120 %", "Thu đạt hơn 500 tỷ đồng, bằng 120% kế hoạch (400 tỷ đồng).", [("plan", "does_not_hold")]),
    ("ước đạt trên 500 of 400 may be 126 %", "Thu ước đạt trên 500 tỷ đồng, bằng 126% kế hoạch (400 tỷ đồng).", [("plan", "holds_by_rounding")]),
    ("ước đạt trên 500 of 400 is no 120 %", "Thu ước đạt trên 500 tỷ đồng, bằng 120% kế hoạch (400 tỷ đồng).", [("plan", "does_not_hold")]),
    ("gần 500 of 400 may be 124 %", "Thu đạt gần 500 tỷ đồng, bằng 124% kế hoạch (400 tỷ đồng).", [("plan", "holds_by_rounding")]),
    ("gần 500 of 400 is no 130 %", "Thu đạt gần 500 tỷ đồng, bằng 130% kế hoạch (400 tỷ đồng).", [("plan", "does_not_hold")]),
    ("over 500 of 400 may be 126 %", "Revenue was over 500 million dollars, 126% of the plan of 400 million dollars.", [("plan", "holds_by_rounding")]),
    ("over 500 of 400 is no 120 %", "Revenue was over 500 million dollars, 120% of the plan of 400 million dollars.", [("plan", "does_not_hold")]),
    ("nearly 500 of 400 may be 124 %", "Revenue was nearly 500 million dollars, 124% of the plan of 400 million dollars.", [("plan", "holds_by_rounding")]),
    ("nearly 500 of 400 is no 130 %", "Revenue was nearly 500 million dollars, 130% of the plan of 400 million dollars.", [("plan", "does_not_hold")]),
    # -- "of which" need not be all ---------------------------------------------------------------
    ("23 + 25 = 48 of 75: others are left out", "Huyện có 75 dự án, trong đó 23 dự án giao thông, 25 dự án thủy lợi.", []),
    ("one part is no list", "Huyện có 75 dự án, trong đó 23 dự án giao thông.", []),
    ("20 + 30 = 50 of 96: others are left out", "The fund spent 96 million dollars, of which 20 million dollars on roads and 30 million dollars on schools.", []),
    # -- a base that is not named -----------------------------------------------------------------
    ("53/106 = 50 % and 25/106 = 23.6 %: both of 106, not of 212", "Đã họp 212 buổi, trong đó 53 (50%) buổi sáng, 25 (23,6%) buổi chiều.", []),
    ("318/1420 = 22.39, 964/1420 = 67.89, 46/1420 = 3.24: the last is wrong", "Toàn huyện có 1.420 đồng chí; đại học 318 (22,4%), THPT 964 (67,9%), đảng viên 46 (2,3%).", [("ratio", "holds"), ("ratio", "holds"), ("ratio", "does_not_hold")]),
    ("all three shares of 1,420 hold", "Of 1,420 members, 318 (22.4%) hold a degree, 964 (67.9%) finished school and 46 (3.2%) did not.", [("ratio", "holds")] * 3),
    # -- series in step, told apart by their nouns --------------------------------------------------
    ("6/47 = 12.77, 3/21 = 14.29, 5/30 = 16.67", "Xảy ra 41 vụ, 18 người chết, 35 người bị thương; so với năm trước giảm 6 vụ (12,8%), giảm 3 người chết (14,3%), tăng 5 người bị thương (16,7%).", [("change", "holds")] * 3),
    ("3/21 = 14.29, no 41.3", "Xảy ra 41 vụ, 18 người chết, 35 người bị thương; so với năm trước giảm 6 vụ (12,8%), giảm 3 người chết (41,3%), tăng 5 người bị thương (16,7%).", [("change", "holds"), ("change", "does_not_hold"), ("change", "holds")]),
    # -- counts that no whole number gives ------------------------------------------------------------
    ("29/1.1115 = 26.09; 29/26 is up 11.54 %", "There were 29 fires (up 11.15%).", [("impossible", "does_not_hold")]),
    ("29/26 is up 11.54 %", "There were 29 fires (up 11.54%).", []),
    ("29/1.1115 = 26.09; 29/26 is up 11.54 %", "Xảy ra 29 vụ cháy (tăng 11,15%).", [("impossible", "does_not_hold")]),
    ("19/82 = 23.17 %", "Số hộ nghèo giảm 19 hộ (23,2%).", []),
    ("19/82 = 23.17 %, 19/81 = 23.46 %: nothing gives 23.3 %", "Số hộ nghèo giảm 19 hộ (23,3%).", [("impossible", "does_not_hold")]),
    ("4/12 = 33.3 %, 5/12 = 41.7 %: nothing gives 35 %", "Among the 12 laureates, 35% were women.", [("impossible", "does_not_hold")]),
    ("4/12 = 33.3 %", "Among the 12 laureates, 33.3% were women.", []),
    # -- complete -------------------------------------------------------------------------------------
    ("18 of 18, said twice", "Có 18/18 xã đạt chuẩn, đạt 100%.", [("ratio", "holds")]),
    ("a slash alone", "Có 18/18 xã đạt chuẩn.", [("complete", "holds")]),
    ("17 of 18 without \"all\" is no claim", "Có 17/18 xã đạt chuẩn.", []),
    # -- the same quantity twice ------------------------------------------------------------------------
    ("1,204 and 1,240 teachers", "There are 1,204 teachers in the district. Of these 1,240 teachers, 620 are women.", [("same", "does_not_hold")]),
    ("1,204 teachers twice", "There are 1,204 teachers in the district. Of these 1,204 teachers, 602 are women.", []),
    ("197 and 179: two digits swapped", "Trong năm, Đảng bộ kết nạp 197 đảng viên mới.\n\nNhư đã nêu, trong năm Đảng bộ kết nạp 179 đảng viên mới.", [("same", "does_not_hold")]),
    ("197 twice", "Trong năm, Đảng bộ kết nạp 197 đảng viên mới.\n\nNhư đã nêu, trong năm Đảng bộ kết nạp 197 đảng viên mới.", []),
    ("197 and 188 may be another year's", "Trong năm, Đảng bộ kết nạp 197 đảng viên mới.\n\nNhư đã nêu, trong năm Đảng bộ kết nạp 188 đảng viên mới.", []),
    # -- numbers whose style is unsure -----------------------------------------------------------------
    ("3.075 may be three thousand: 3075/41000 = 7.5 %", "Of 41,000 pigs, 3.075 were sows, 7.5%.", [("ratio", "holds")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "expected"), CASES)
def test_the_audit_says_no_more_than_the_figures_do(
    why: str, text: str, expected: Said
) -> None:
    assert said(text) == expected, why


NO_AMOUNTS = [
    "Đã sơ kết ngày 17/8, khai giảng ngày 5/9/2023.",
    "Kỷ niệm ngày 30/4 và ngày 20/11.",
    "Hội nghị ngày 10/10/2022 thực hiện Nghị định 61/2018/NĐ-CP.",
    "Năm học 2022-2023 bắt đầu tháng 9/2022.",
    "Nghị quyết 12/NQ-TW ngày 30/4/2022 và Kết luận số 45-KL/TW.",
    "Theo khoản 3 Điều 12 Luật số 45/2019/QH14, tăng 5%.",
    "Call 0912345678 or +84 912 345 678 before 12:30.",
    "Tỷ số trận đấu là 3-1, tăng 2 bàn.",
    "Version 2.3.1 of 2024-05-01 replaced 2.2.0, up 5%.",
    "See pages 12-15 and section 4, up 5% on page 3.",
    "1. Kinh tế\n2. Văn hóa\n3. Tăng 5%",
    "Under section 12 of the Act 1998, article 5 applies to 75% of cases.",
    "From 10-15% of the 20 houses were damaged.",
    "Tăng 10–15% so với năm 2021 (20 hộ).",
    "Đạt 83,5% (2019-2020: 81%).",
    "In the 2019/20 season, 75% were sold [12].",
    "Trong 7 tháng/2017 có 7 dự án.",
    "On 12 May 2024 and May 13, 2024 there were 7 fires.",
    "The 21st meeting of 12h30 had 5 items.",
    "Có 5 km đường tại Km 12, quốc lộ 37.",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_dates_and_numbers_that_are_names_are_no_claims(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị quyết 12/NQ-TW ngày 30/4/2022 và Kết luận số 45-KL/TW.", 0),
        ("Call 0912345678 or +84 912 345 678 before 12:30.", 0),
        ("Version 2.3.1 of 2024-05-01 replaced 2.2.0.", 0),
        ("Trong 7 tháng/2017 có 7 dự án.", 1),
        ("See pages 12-15 and section 4, up 5% on page 3.", 1),
        ("On 12 May 2024 and May 13, 2024 there were 7 fires.", 1),
    ],
)
def test_they_are_not_even_counted_as_figures(text: str, numbers: int) -> None:
    assert unclaimed(text) == (numbers, numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu ngân sách đạt 404/420 tỷ đồng bằng 96,2%.", ["404", "420 tỷ đồng", "96,2%"]),
        ("75% (51 of 68) of the petitions were closed.", ["51", "68", "75%"]),
        ("Huyện có 75 dự án, gồm 23 dự án chuyển tiếp và 52 dự án khởi công mới.", ["23", "52", "75"]),
        ("63 households are poor, down 23.2% from 82.", ["63", "82", "23.2%"]),
    ],
)  # fmt: skip
def test_a_claim_names_its_figures_with_the_stated_one_last(
    text: str, expected: list[str]
) -> None:
    assert figures(text) == [expected]
