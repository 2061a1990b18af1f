"""How `audit` grows with the text, in both languages, and what hostile texts cost.

    python benchmarks/audit.py [rounds]

Prints two Markdown tables. The first has, for made-up reports of several sizes, the median
seconds of the whole command in a pipe above the same on an empty file, and seconds per MB:
where they stay alike, time grows with the size alone. The second has texts that would
trap a careless pattern, a million signs each, and the limit that they are held to. Exits 1
when one takes longer. Needs only the standard library beside kpitrack itself.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (0.25, 0.5, 1, 2, 4)
MILLION = 1_000_000
LIMIT = 60.0
"""Seconds that a million hostile signs may take, start-up and all."""

_VIETNAMESE = (
    "Năm {year}, thu ngân sách ước đạt {a}.{b:03} tỷ đồng, tăng {c},{d}% so với cùng kỳ. ",
    "Đã giải ngân {x}/{y} tỷ đồng bằng {share} so với kế hoạch. ",
    "Trong năm đã triển khai {total} dự án, trong đó, {x} dự án chuyển tiếp và {y} dự án mới. ",
    "Công tác tuyên truyền tiếp tục được đẩy mạnh, kịp thời định hướng dư luận xã hội. ",
    "Kết quả đã giải quyết xong {x}/{y} bằng {share} kiến nghị của cử tri.\n\n",
)
_ENGLISH = (
    "In {year}, revenue reached {a},{b:03} million dollars, up {c}.{d}% on the year before. ",
    "The districts spent {x} of {y} million dollars ({share}). ",
    "There were {total} projects, of which {x} were carried over and {y} were new. ",
    "The teams kept working with schools, clinics and councils to make services better. ",
    "By the end of the year {x} of the {y} petitions ({share}) had been settled.\n\n",
)


def report(size: float, language: str) -> str:
    """A made-up report of about `size` MB whose claims hold."""
    chance = random.Random(7)
    sentences = _VIETNAMESE if language == "vi" else _ENGLISH
    parts: list[str] = []
    length = 0
    while length < size * MILLION:
        x, y = sorted(chance.sample(range(11, 990), 2))
        share = f"{x / y * 100:.1f}%"
        text = "".join(sentences).format(
            year=chance.randrange(2015, 2025),
            a=chance.randrange(1, 99),
            b=chance.randrange(1000),
            c=chance.randrange(1, 40),
            d=chance.randrange(1, 9),
            x=x,
            y=y,
            total=x + y,
            share=share.replace(".", ",") if language == "vi" else share,
        )
        parts.append(text)
        length += len(text.encode())
    return "".join(parts)


HOSTILE = {
    "a million digits": "1" * MILLION,
    "a million slashes": "/" * MILLION,
    "a million of `1/2 `": "1/2 " * (MILLION // 4),
    "a million brackets": "(" * MILLION,
    "one line of 1 MB": " ".join(report(1, "en").split()),
    "a million of `tăng `": "tăng " * (MILLION // 5),
    "a million of `<`": "<" * MILLION,
    "a million of `<!--kpi:audit-ok x`": "<!--kpi:audit-ok x" * (MILLION // 18),
    "a million of `1.`": "1." * (MILLION // 2),
    "a million of `` ` ``": "`" * MILLION,
    "a million of `5% `": "5% " * (MILLION // 3),
}


def seconds(text: str, limit: float | None = None) -> float:
    """How long the whole command takes on a text; infinity beyond the limit."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.md"
        file.write_text(text, encoding="utf-8")
        began = time.perf_counter()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "kpitrack", "audit", str(file)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=limit,
            )
        except subprocess.TimeoutExpired:
            return float("inf")
        took = time.perf_counter() - began
    if done.returncode not in (0, 1):
        raise SystemExit(f"exit {done.returncode}")
    return took


def main(rounds: int) -> int:
    """Print both tables; 1 when a hostile text is over its limit."""
    start_up = statistics.median(seconds("") for _ in range(max(3, rounds)))
    print("| report | language | seconds above start-up | seconds per MB |")
    print("| ---: | --- | ---: | ---: |")
    for language in ("vi", "en"):
        for size in SIZES:
            text = report(size, language)
            took = statistics.median(seconds(text) - start_up for _ in range(rounds))
            print(f"| {size} MB | {language} | {took:.2f} | {took / size:.2f} |", flush=True)
    print(f"\n| hostile text | seconds, limit {LIMIT:.0f} |\n| --- | ---: |")
    slow = 0
    for name, text in HOSTILE.items():
        took = seconds(text, LIMIT)
        slow += took > LIMIT
        print(f"| {name} | {took:.2f} |", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
