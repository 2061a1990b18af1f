"""The words that say what a figure is there for, in Vietnamese and English.

A cue is one letter: what follows in this package reads sentences as strings of cues.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

UP: Final = "U"
DOWN: Final = "D"
EQUALS: Final = "E"
SHARE: Final = "S"
EXCEEDS: Final = "X"
SHORT: Final = "K"
PLAN: Final = "T"
AGAINST: Final = "B"
EARLIER: Final = "Y"
WHOLE: Final = "O"
INCLUDES: Final = "I"
CONSISTS: Final = "G"
REMAINS: Final = "R"
IN_TOTAL: Final = "Z"
FROM: Final = "f"
TO: Final = "t"
AVERAGE: Final = "A"
ALL: Final = "L"
AND: Final = "&"
NEUTRAL: Final = "-"
GOAL: Final = "g"
IS: Final = "="
AT: Final = "@"
MORE: Final = "u"
FEWER: Final = "d"
MORE_THAN: Final = "m"
LESS_THAN: Final = "l"
OTHERWISE: Final = "P"
OF: Final = "V"

_PHRASES: dict[str, str] = {
    UP: """
        soaring; jumping; climbing; surging;
        jump; gain; surge; gấp; tăng gấp; cao gấp; hơn cùng kỳ; hơn năm trước; hơn cuối năm
        trước; hơn cùng kỳ năm trước; hơn so với cùng kỳ; hơn năm ngoái; tăng; tăng thêm; tăng
        lên; tăng trưởng; tăng cao; tăng mạnh; tăng nhẹ; nhiều hơn; cao hơn; tăng khoảng; đã
        tăng; tăng tới; tăng được; tăng tương ứng; tăng bình quân; up; up by; rise; rises;
        rising; rose; rose by; risen; risen by; increase; increases; increased; increasing;
        increased by; increase of; rise of; growth of; grew; grew by; grown; grown by; grow;
        growing; growing by; grows; gain of; gained; jump of; jumped; jumped by; climbed;
        climbed by; surged; surged by; expanded; expanded by; improved; improved by; advanced;
        upturn of; soared; a rise of; an increase of; widened; widened by; strengthened by;
        rising by; increasing by; growth; increment of; a growth of; a gain of
        """,
    DOWN: """
        sliding; slipping; plunging; tumbling;
        sank; sank by; tumbled; slumped; loss; dip; slide; kém cùng kỳ; kém năm trước; ít hơn
        cùng kỳ; giảm; giảm mạnh; giảm nhẹ; giảm xuống; giảm được; giảm tới; đã giảm; giảm
        tương ứng; giảm bớt; ít hơn; thấp hơn; giảm sâu; giảm khoảng; down; down by; fall;
        falls; falling; fell; fell by; fallen; fallen by; decrease; decreases; decreased;
        decreased by; decreasing; decrease of; fall of; drop of; dropped; dropped by; drop;
        decline; declines; declined; declined by; declining; decline of; reduction of;
        reduction; reduced; reduced by; reducing; shrank; shrank by; shrunk by; contracted;
        contracted by; cut of; a cut of; narrowed; narrowed by; eased by; cut by; slipped;
        slipped by; slid; plunged; dipped; falling by; a fall of; a drop of; decreasing by;
        slump of; contraction of
        """,
    EQUALS: """
        bằng; đạt; đạt được; tương đương; tương đương với; tương ứng; tương ứng với; ứng với;
        đạt tỷ lệ; tỷ lệ; đạt tỉ lệ; tỉ lệ; tức đạt; chỉ đạt; mới đạt; thực hiện; thực hiện
        đạt; đã đạt; đều đạt; hoàn thành; đã hoàn thành; ước bằng; mới bằng; chỉ bằng; giải
        ngân đạt; tỷ lệ đạt; đạt tỷ lệ là; xong; mới thực hiện; giải ngân; equal to; equals;
        equivalent to; reached; reaching; a rate of; rate of; representing; represents;
        represented; amounting to; corresponding to; equivalent; equalling; a share of;
        giving; giving a rate of; for a rate of; achieving; achieved; makes; making; which
        represents; completed; completion of; completion; a completion rate of; hitting; hit;
        met; meeting; attained; attaining; delivered; stood at; stands at; came to; comes to;
        amounted to; amounts to; amount to; recorded; a success rate of; a pass rate of;
        coverage of; reach
        """,
    IS: """
        hay; tức; tức là; nghĩa là; hay là; tức khoảng; or; that is; i.e; thus
        """,
    AT: """
        là; còn là; thu được; ghi nhận; có; which was; being; for; at; was; is; were; are;
        which is; this is; it was; it is; has; had; have; with; a figure of; a level of;
        numbered; numbering
        """,
    SHARE: """
        make up;
        chiếm; chiếm tỷ lệ; chiếm tỉ lệ; chiếm khoảng; account for; accounts for; accounted
        for; accounting for; made up; makes up; making up; comprised
        """,
    MORE: "up on; more; higher; greater; extra; additional; larger",
    FEWER: "down on; fewer; lower; smaller; less",
    MORE_THAN: "more than; greater than; higher than",
    LESS_THAN: "less than; fewer than; lower than",
    EXCEEDS: """
        ahead of target; ahead of plan; ahead of last year; ahead of the target;
        vượt; vượt mức; vượt so với; vượt trên; vượt kế hoạch; vượt chỉ tiêu; vượt dự toán;
        đạt vượt; exceeded; exceeds; exceeding; above; over target; over plan; over budget;
         surpassed; surpassing; beat; beating; overshot; above target; above plan;
        surpasses; in excess of; over the; over its; over their; over our
        """,
    SHORT: """
        under the final; under the original; under the revised; under the adopted; hụt; thiếu;
        chưa đạt; thấp hơn kế hoạch; below; short of; shortfall of; missed; behind; below
        target; below plan; under the approved; under the target; under the plan; under the
        budget; under target; under budget; missing; under the planned
        """,
    PLAN: """
        dt; kế hoạch; kế hoạch giao; kế hoạch năm; dự toán; dự toán giao; chỉ tiêu; mục tiêu;
        chỉ tiêu giao; kh; nghị quyết đề ra; nghị quyết; định mức; kế hoạch đề ra; chỉ tiêu kế
        hoạch; kế hoạch vốn; dự toán năm; kế hoạch được giao; dự toán được giao; target;
        targets; plan; planned; targeted; goal; budget; budgeted; quota; target of; plan of;
        goal of; budget of; forecast; the target; benchmark; objective; objective of;
        estimate; pledged; pledge of; commitment of; milestone of
        """,
    AGAINST: """
        so với; so; so cùng kỳ; so với cùng kỳ; so với mức; so với con số;
        compared with; compared to; versus; vs; against; relative to; in comparison with; in
        comparison to; than; as compared with; as compared to; compared; when compared with;
        on the
        """,
    EARLIER: """
        cùng kỳ; cùng kì; cùng kỳ năm trước; cùng kỳ năm ngoái; năm trước; năm ngoái; cùng
        thời điểm; cùng kỳ năm; kỳ trước; tháng trước; quý trước; đầu năm; đầu kỳ; đầu nhiệm
        kỳ; năm liền trước; năm học trước; nhiệm kỳ trước; trước đó; vụ trước; cùng kỳ năm
        liền trước; tuần trước; ck; ckn; cuối năm trước; trước đây; last year; the previous
        year; previous year; a year earlier; prior year; year earlier; the year before; last
        year's; previous; prior; baseline; baseline of; earlier; previously; same period; the
        same period; year ago; a year ago; a year before; preceding year; the preceding year;
        last month; last quarter; the previous month; previous year's; year on year;
        year-on-year; year over year; year-over-year; on the year; over the year; previous
        quarter; on last year; over last year; last season; the year prior; in the previous
        year; before
        """,
    WHOLE: """
        trong tổng số; trên tổng số; trong số; tổng số; trong tổng; trên tổng; của tổng số;
        out of; of a total of; of a total; out of a total of; from a total of; out of the;
        among; among the; amongst; from among; out of some; of the total; of all; of an
        overall
        """,
    OF: """
        of; of the; of its; of our; of their; of some; trong; of these; of those; in a total
        of
        """,
    OTHERWISE: """
        excluding currency; excluding currency effects; excluding acquisitions;
        respectively;  currency effects; constant currency; organic; like-for-like;
        in real terms; real terms; seasonally; lần lượt; lần lượt là; lần lượt đạt; tương ứng
        lần lượt; giá so sánh; theo giá so sánh; loại trừ; không tính; không kể; cagr;
        compound; on a comparable basis
        """,
    INCLUDES: """
        within this total; of this total; of this amount; of this sum;
        trong đó; trong đó có; riêng; gồm có cả; trong số đó; trong số này; bao gồm cả; kể cả;
        of which; of whom; including; among them; of these; of those; among which; among whom;
        which include; which includes; include; includes; included; of them
        """,
    CONSISTS: """
        gồm; bao gồm; gồm có; gồm các; chia ra; cụ thể; cụ thể là; cụ thể như sau; như sau;
        bao gồm các; được chia thành; chia thành; cơ cấu gồm; comprising; comprises; comprised
        of; made up of; consisting of; consists of; break down as follows; breaks down as
        follows; as follows; broken down as follows; composed of; consist of; namely; divided
        into; split between; split into; broken down into; broken down as; consisted of;
        split; which comprises; made of
        """,
    REMAINS: """
        còn lại; còn lại là; số còn lại; số còn lại là; còn; còn tồn; phần còn lại; the
        remaining; remaining; the rest; leaving; remainder; the remainder; with the remaining;
        and the remaining; the balance; the balance of; still outstanding; outstanding;
        remain; remained; còn phải; còn thiếu; still pending; pending;
        has yet to; are pending
        """,
    IN_TOTAL: """
        together;
        tổng cộng; tổng cộng là; nâng tổng số; nâng số; nâng tổng; tổng cộng có; cộng lại; tất
        cả; in total; altogether; a total of; total of; totalling; totaling; in all; for a
        total of; combined; total; bringing the total to; sum; the sum
        """,
    FROM: "từ; từ mức; from; từ chỗ",
    TO: """
        lên; xuống; xuống còn; còn; lên thành; lên đến; lên tới; lên mức; xuống mức; về; giảm
        về; lên trên; chỉ còn; giảm còn; giảm xuống còn; hiện còn; tăng lên đến; tăng lên
        thành; to; to reach; to a total of; to about; reaching a; down to; up to a
        """,
    AVERAGE: """
        bình quân; trung bình; mỗi; hàng năm; hằng năm; một năm; bình quân năm; mỗi năm; bình
        quân mỗi năm; bình quân hàng năm; bình quân hằng năm; trên mỗi; hàng tháng; mỗi tháng;
        bq; lãi suất; thuế suất; đơn giá; average; averaged; averaging; annual growth; annual
        rate; annually; annualised; annualized; per year; a year; each year; per annum; every
        year; on average; per month; each month; interest; per capita; per person;
        mean; ci; confidence; interval; odds; discount; vat; yield; inflation; an average of;
        per cent a year; per household
        """,
    "w": """
        before tax; before interest; before depreciation; before exceptional items;
        this fall; last fall; the fall; fall semester; fall term; fall enrollment; in the fall;
        mục tiêu quốc gia; chương trình mục tiêu quốc gia; bình quân đầu người; lên đường;
        nông thôn mới; khởi công mới; xây mới; kế hoạch số; kế hoạch hóa; thu nhập bình quân;
        mức độ; tỷ lệ hộ; đầu năm học; kế hoạch hoá gia đình; cả nước; cả năm; cả tỉnh; mới
        đây; signed up; set up; sign up; taken up; took up; picked up; made-up; follow up;
        ended up; more or less; over the counter; up to date; of course; at least one; target
        group; target population; planning; planned parenthood; less developed; lower
        secondary; higher education; lower house; upper house; rate of pay; estimates; left
        behind; a year later; the year after; better than; so far; both; growth rate; interest
        rate; mục tiêu thiên niên kỷ
        """,
    ALL: """
        toàn bộ; cả; all; every; all of; each of; tất cả các; toàn thể; all the; every one of
        """,
    AND: "và; and; cùng; as well as; plus; along with; cùng với; với",
    GOAL: """
        phấn đấu; dự kiến; đặt mục tiêu; phấn đấu đạt; đề ra; sẽ; hướng tới; aims; aim; plans;
        will; expects; aiming; expected; projected
        """,
    NEUTRAL: """
        từ đầu năm đến nay; từ đầu năm tới nay; từ đầu năm; tính từ đầu năm;
        tháng đầu năm; nửa đầu năm; quý đầu năm; các tháng đầu năm;
        trong năm; trong kỳ; trong tháng; trong quý; trong năm qua; trong năm nay; số; này;
        đã; cũng; được; vẫn; nhưng; mà; nên; kết quả; cả năm; tổng; mức; con số; năm nay; toàn
        tỉnh; toàn huyện; toàn thành phố; toàn xã; nay; đều; thêm; mới; hiện; hiện nay; đến
        nay; hiện tại; tính chung; so ra; sau một năm; cơ bản; a; an; the; by; it; this; that;
        which; been; its; their; our; only; just; therefore; so; while; also; in; on; number;
        figure; as; and; but; year; now; still; be; there; these; they; we; today; overall;
        marking; showing; an overall; net; meaning; roughly; yoy; seeing; saw
        """,
}

QUALIFIERS: dict[str, str] = {
    "trên": "over", "hơn": "over", "quá": "over", "ngót": "nearly", "gần": "nearly",
    "khoảng": "about", "xấp xỉ": "about", "chừng": "about", "ước": "", "dưới": "under",
    "ước đạt": "", "ước đạt trên": "over", "ước khoảng": "about", "đạt trên": "over",
    "đạt hơn": "over", "đạt gần": "nearly", "tối thiểu": "at least", "ít nhất": "at least",
    "không dưới": "at least", "tối đa": "at most", "không quá": "at most",
    "hơn khoảng": "about", "trên khoảng": "about", "ước tính": "", "bằng khoảng": "about",
    "ước tính khoảng": "about", "ước thực hiện": "", "ước gần": "nearly", "ước trên": "over",
    "ước hơn": "over", "bằng gần": "nearly", "bằng trên": "over", "chiếm trên": "over",
    "chiếm gần": "nearly", "chiếm hơn": "over", "over": "over", "nearly": "nearly",
    "almost": "nearly", "about": "about", "around": "about", "approximately": "about",
    "roughly": "about", "some": "about", "an estimated": "about", "estimated": "about",
    "circa": "about", "at least": "at least", "at most": "at most", "up to": "at most",
    "under": "under", "just over": "over", "just under": "under", "close to": "about",
    "well over": "over", "approx": "about", "no fewer than": "at least",
    "no less than": "at least", "upwards of": "over", "just above": "over",
    "just below": "under", "slightly more than": "over", "slightly less than": "under",
    "a little over": "over", "a little under": "under", "slightly over": "over",
    "slightly under": "under", "or so": "about", "as much as": "at most",
    "as many as": "at most", "in the region of": "about", "well under": "under",
}  # fmt: skip

SCALES: dict[str, int] = {
    "tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3, "vạn": 4, "nghìn tỷ": 12,
    "ngàn tỷ": 12, "trăm triệu": 8, "chục triệu": 7, "nghìn tỉ": 12, "trăm tỷ": 11, "tr": 6,
    "triệu tỷ": 15, "vạn tỷ": 13, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "mn": 6, "bn": 9, "k": 3, "lakh": 5, "crore": 7, "mln": 6, "bln": 9, "tn": 12,
}  # fmt: skip
"""Powers of ten."""

MONEY: dict[str, str] = {
    "đồng": "đồng", "vnd": "đồng", "vnđ": "đồng", "đ": "đồng", "usd": "usd", "đô": "usd",
    "đô la": "usd", "đô la mỹ": "usd", "đô-la": "usd", "dollars": "usd", "dollar": "usd",
    "euro": "eur", "euros": "eur", "eur": "eur", "pounds": "gbp", "gbp": "gbp", "yen": "jpy",
    "dong": "đồng", "us dollars": "usd", "aud": "aud", "cad": "cad", "kes": "kes",
    "inr": "inr", "rupees": "inr", "chf": "chf", "shillings": "kes", "nzd": "nzd",
    "sek": "sek", "nok": "nok",
}  # fmt: skip

MEASURED: frozenset[str] = frozenset(
    """
    ft feet inches lb lbs mi barrels bushels ounces ha hecta héc-ta hectares hectare km
    kilometres kilometers miles m mét m2 m3 m² m³ tấn tạ kg tonnes tonne tons ton litres
    liters lít kwh mwh gwh mw gw kw tb gb mb hours giờ minutes phút seconds acres
    degrees °c °f km2 km² mm cm ml mg g mt toe tj co2e
    """.split()
)
"""Units that are measured, so that a whole number of them was rounded; things are counted."""

WORDED: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20,
}  # fmt: skip

MULTIPLIERS: dict[str, Decimal] = {
    "doubled": Decimal(2), "tripled": Decimal(3), "trebled": Decimal(3),
    "quadrupled": Decimal(4), "halved": Decimal("0.5"),
}  # fmt: skip

NAMES_A_NUMBER: frozenset[str] = frozenset(
    """
    điều khoản mục phụ_lục bảng hình biểu trang khóa khoá thứ hạng top quốc_lộ ql tỉnh_lộ tổ
    thôn quận phường lớp khối tháng quý tuần ngày đợt phiên chặng vòng iso tcvn tiết tập
    chương quyển tờ thửa km nghị_quyết quyết_định kết_luận chỉ_thị thông_tư đề_án kỳ_họp mũi
    nghị_định thông_báo công_văn công_điện văn_bản loại lần mức_độ cấp_độ tuổi vụ_án no nos
    number section sections article articles table tables figure figures fig chapter page
    pages pp p part parts phase grade level class day week month quarter round version step
    item paragraph rule act bill resolution form type category room route highway line zone
    ward appendix annex note footnote vol volume issue tier sdg boeing airbus windows python
    release question indicator station aged age stage clause regulation directive model
    season episode gate platform january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
"""Words right before a number that make it a name or an order, not an amount."""

NOT_AMOUNTS: frozenset[str] = frozenset(
    """
    tháng năm ngày tuần giờ tuổi lần quý nhiệm kỷ thập khoá sao months month years year days
    day weeks week hours hour am pm minutes decades decade times fold january february march
    april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec quarters nights semesters
    """.split()
)
"""Nouns right after a number that make it a stretch of time or a count of turns."""

PEOPLE: frozenset[str] = frozenset(
    """
    người đồng chí đảng viên cán bộ giáo học sinh lao động khẩu em cháu đại biểu hội đoàn
    công nhân thí chức ứng bệnh trẻ nữ nam chị anh cử tri thanh niên people persons person
    women men girls boys staff teachers pupils students children employees workers members
    farmers participants patients candidates respondents trainees residents refugees adults
    youths volunteers officers graduates laureates
    """.split()
)
"""Nouns for people: a part and its whole often name them differently."""

OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("nữ", "nam"), ("chuyển tiếp", "mới"), ("thành thị", "nông thôn"),
        ("trực tiếp", "trực tuyến"), ("đúng hạn", "quá hạn"), ("đúng hạn", "trễ hạn"),
        ("women", "men"), ("girls", "boys"), ("female", "male"), ("urban", "rural"),
        ("new", "carried over"), ("new", "ongoing"), ("adults", "children"),
        ("cấp mới", "tăng vốn"), ("công lập", "tư thục"), ("công lập", "ngoài"),
        ("dương tính", "âm tính"), ("quốc tế", "nội địa"), ("nội địa", "xuất nhập khẩu"),
        ("quốc tế", "trong nước"), ("hành chính", "hình sự"), ("nhà nước", "tư nhân"),
        ("abroad", "home"), ("domestic", "international"), ("full", "part"), ("yes", "no"),
        ("primary", "secondary"),
        ("online", "person"),
    )
)  # fmt: skip
"""Words that between them leave nothing over: two parts so named make the whole."""

DATE_BEFORE: frozenset[str] = frozenset(
    """
    hết trước sau điểm ngày lễ dịp khánh mừng niệm tết sáng chiều tối đêm hôm trưa nghỉ
    tháng từ đến on by until since dated date
    """.split()
)


class Phrases(NamedTuple):
    """What may begin with a word: the word alone, and longer phrases by their second word.

    `longer` lists the words behind the first with their cue, the longest first.
    """

    alone: str
    longer: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def _told_phrases() -> Iterator[tuple[tuple[str, ...], str]]:
    for cue, phrases in _PHRASES.items():
        for phrase in phrases.split(";"):
            yield tuple(phrase.split()), cue
    for phrase in QUALIFIERS:
        yield tuple(phrase.split()), "q"


def _table() -> dict[str, Phrases]:
    alone: dict[str, str] = {}
    longer: dict[str, dict[str, dict[tuple[str, ...], str]]] = {}
    for (first, *rest), cue in _told_phrases():
        behind = longer.setdefault(first, {})
        if rest:
            behind.setdefault(rest[0], {}).setdefault(tuple(rest), cue)
        else:
            alone.setdefault(first, cue)
    return {
        first: Phrases(
            alone.get(first, ""),
            {
                second: tuple(sorted(rests.items(), key=lambda one: -len(one[0])))
                for second, rests in behind.items()
            },
        )
        for first, behind in longer.items()
    }


CUES = _table()
"""By first word, what it may begin; the first cue that names a phrase has it."""
