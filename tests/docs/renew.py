"""Writes README.md and docs/*.md again with what their examples print now.

    python tests/docs/renew.py

Outputs are never typed by hand: change the command, run this, read the difference.
"""

import os
import sys
import tempfile
from pathlib import Path

from doc_examples import PAGES, ROOT, BrokenExample, renewed


def main() -> int:
    """Renew every page; 1 when an example of some page is broken."""
    broken = 0
    for variable in ("KPITRACK_FILE", "COLUMNS"):
        os.environ.pop(variable, None)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as stamps:
            os.environ["KPITRACK_CACHE"] = stamps
            try:
                fresh = renewed(text, Path(folder))
            except BrokenExample as error:
                print(f"{page.relative_to(ROOT)}: {error}", file=sys.stderr)
                broken = 1
                continue
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")
            print(f"{page.relative_to(ROOT)}: renewed")
    return broken


if __name__ == "__main__":
    sys.exit(main())
