# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggestions over 100,000 titles: suggest_bench as a table."""
import json
import subprocess
import sys

import measure


def main() -> int:
    done = subprocess.run([measure.BIN / "suggest_bench"], capture_output=True, check=False)
    if done.returncode != 0:
        measure.fail("suggest_bench failed")
    result = json.loads(done.stdout)
    measure.OUT.mkdir(parents=True, exist_ok=True)
    (measure.OUT / "suggest.json").write_bytes(done.stdout)
    rows = [[row["typed"], row["queries"], f"{row['p50_us']:.0f}", f"{row['p99_us']:.0f}", f"{row['max_us']:.0f}",
             row["worst"]]
            for row in result["rows"]]
    title = (f"Ten suggestions of {result['titles']:,} titles, {result['file_bytes'] / 1e6:.1f} MB, "
             f"made in {result['make_seconds']:.1f} s")
    measure.print_table(title, ["typed", "queries", "p50 us", "p99 us", "max us", "worst"], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
