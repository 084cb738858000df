# SPDX-License-Identifier: GPL-3.0-or-later
"""A program with all the processes that it starts: CPU time and memory of the whole tree.

What wait4 tells is not enough: sou-index reads pages in processes whose end nobody waits for, so the kernel counts them nowhere,
and the memory of a process says nothing of the others. So the tree is looked at every few milliseconds.
"""
import os
import pathlib
import subprocess
import threading
import time
from typing import Iterator, Mapping, Sequence

import measure

PROC = pathlib.Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 0.02  # seconds between two looks
SHARE = 0.03  # of a core that looking may take: large processes are looked at less often


def _children(pid: int) -> Iterator[int]:
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except OSError:  # has ended
        return


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _tree(child)


def _cpu_seconds(pid: int) -> float:
    """Of all its threads, those that have ended included; 0 if it is no more."""
    try:
        fields = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss_bytes(pid: int) -> int:
    """Its share of the memory that it has in use: a page that n processes share counts 1/n for each."""
    try:
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


class _Watch(threading.Thread):
    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self._pid = pid
        self._cpu: dict[int, float] = {}
        self._ended = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            begin = time.thread_time()
            self._look()
            pause = max(PAUSE, (time.thread_time() - begin) / SHARE)

    def _look(self) -> None:
        sizes = 0
        for pid in _tree(self._pid):
            self._cpu[pid] = max(self._cpu.get(pid, 0), _cpu_seconds(pid))
            sizes += _pss_bytes(pid)
        self.peak_bytes = max(self.peak_bytes, sizes)

    def end(self) -> None:
        self._ended.set()
        self.join()

    def cpu_seconds(self) -> float:
        return sum(self._cpu.values())


def run(command: Sequence[object], stdout=subprocess.DEVNULL, environment: Mapping[str, str] | None = None) -> measure.Usage:
    """As measure.run, of the whole tree. CPU time misses what a process did after the last look at it, unless it was waited for;
    peak_bytes is the largest sum of proportional set sizes (PSS) that was seen."""
    begin = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdout=stdout, stderr=subprocess.PIPE,
                             env={**os.environ, **(environment or {})})
    watch = _Watch(child.pid)
    watch.start()
    errors = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - begin
    watch.end()
    child.stderr.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        measure.fail(f"{' '.join(map(str, command))}: exit {child.returncode}: {errors.strip()[-500:]}")
    cpu_seconds = max(usage.ru_utime + usage.ru_stime, watch.cpu_seconds())
    return measure.Usage(child.returncode, seconds, cpu_seconds, watch.peak_bytes)
