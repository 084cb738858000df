# SPDX-License-Identifier: GPL-3.0-or-later
"""The inner loops: analyzer_bench as a table."""
import json
import subprocess
import sys

import measure


def row_of(result: dict) -> list[object]:
    microseconds = result["cpu_time"] / 1e3
    tokens = result.get("tokens")
    return [result["name"].removesuffix("_median"), f"{microseconds:.2f}", f"{result['bytes_per_second'] / 1e6:.1f}",
            "" if tokens is None else f"{tokens:.0f}"]


def main() -> int:
    raw = measure.OUT / "micro.json"
    command = [measure.BIN / "analyzer_bench", f"--benchmark_out={raw}", "--benchmark_out_format=json",
               "--benchmark_min_time=0.1", "--benchmark_repetitions=3", "--benchmark_report_aggregates_only=true"]
    if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        measure.fail("analyzer_bench failed")
    results = json.loads(raw.read_text(encoding="utf8"))["benchmarks"]
    medians = [row_of(result) for result in results if result["aggregate_name"] == "median"]
    measure.print_table("Inner loops, median of three", ["what", "us", "MB/s", "tokens"], medians)
    return 0


if __name__ == "__main__":
    sys.exit(main())
