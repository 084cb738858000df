# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the search box in Chromium on the sample site and says what misses its promise: ./dev bench box. Exit 1 if something does."""

import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "e2e"), str(HERE.parent / "npm")]

import sou  # noqa: E402
from node import chromium, print_of_node  # noqa: E402

PROMISES = [("key_p95", 50, "ms from a key press to suggestions, 95 of 100"), ("script_p50", 10, "CPU ms to compile and run the script, half of the loads"),
            ("gzip", 20_000, "bytes of the script, compressed")]


def main():
    with tempfile.TemporaryDirectory() as folder:
        index = pathlib.Path(folder) / "index"
        done = sou.run("sou-index", sou.DATA / "site", "--index", index)
        if done.returncode == 2:
            sys.exit(done.stderr)
        config = pathlib.Path(folder) / "sou.yaml"
        config.write_text('serve:\n  cors_origins: ["*"]\n')
        server = sou.Server(index, "--config", config)
        try:
            measured = json.loads(print_of_node(HERE / "box_speed.mjs", {"chromium": chromium(), "search": server.address, "hostile": server.address}))
        finally:
            server.stop()
    print(f"{measured['keys']} key presses: p50 {measured['key_p50']:.1f} ms, p95 {measured['key_p95']:.1f} ms; script CPU p50 {measured['script_p50']:.1f} ms, "
          f"at most {measured['script_max']:.1f} ms; {measured['bytes']:,} bytes, {measured['gzip']:,} compressed")
    missed = [f"MISSED: {measured[name]:.1f} {meaning} (at most {most})" for name, most, meaning in PROMISES if measured[name] > most]
    print("\n".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
