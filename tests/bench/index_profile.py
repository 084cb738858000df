# SPDX-License-Identifier: GPL-3.0-or-later
"""What a full build spends its CPU time on, by stage and by library: sou-index with one job under perf.

usage: index_profile.py [SITE...]     of SITES: a data set or a folder
"""
import collections
import pathlib
import re
import shutil
import subprocess
import sys
from typing import Iterable, Iterator, NamedTuple

import builders
import measure

SITES = ["pingcap-docs-cn", "cpp-docs-ja"]
HERTZ = 199
STACK_BYTES = 8192  # of each sample; Debian's libraries have no frame pointers, so perf unwinds copies of the stack
LIBRARIES = 12  # that are listed

# A sample belongs to the first of these that has a function anywhere in the stack …
OUTER = [
    ("suggestions", ("MakeSuggestions", "WriteSuggestions", "SuggestionCollector", "SuggestionsWriter")),
    ("vocabulary", ("BuildVocabulary", "VocabularyBuilder", "MakeVocabulary")),
    ("merging the databases", ("MergeDatabases", "Xapian::Database::compact")),
    ("checking and publishing", ("Publisher::",)),
    ("Xapian: commits", ("Xapian::WritableDatabase::commit",)),
]
# … or else to the one of the innermost function (or library) that is in any of these.
INNER = [
    ("compression", ("libz.so", "libzstd.so")),
    ("analysis: ICU", ("libicu",)),
    ("analysis: stems", ("libstemmer", "Xapian::Stem", "Stemmer")),
    ("Xapian: adding pages", ("libxapian",)),
    ("parsing: Markdown", ("libcmark",)),
    ("parsing: front matter", ("libyaml-cpp", "toml::", "ReadFrontMatter", "ParseYaml", "ParseToml")),
    ("between processes", ("SendMessage", "ReceiveMessage", "EncodeOutcome", "DecodeOutcome", "EncodeRequest", "DecodeRequest")),
    ("stored pages", ("EncodePage", "DecodePage", "HashOfRecord", "RecordWriter", "PageStore")),
    ("fsync", ("fsync", "fdatasync", "SyncFolder", "WriteFileDurably")),
    ("analysis: the rest", ("sou::text::", "TermCounter")),
    ("reading files", ("sou::ReadFile", "WalkFiles", "Walker::", "ReadContent")),
    ("parsing: the rest", ("sou::indexer::Read", "sou::indexer::BodyBuilder", "Site::Read", "Site::MakePage", "PageMeta", "FillPage")),
    ("starting", ("ld-linux",)),
]
REST = "the rest"
STAGES = [stage for stage, _ in INNER + OUTER] + [REST]


class Frame(NamedTuple):
    function: str
    library: str


def samples_of(lines: Iterable[str]) -> Iterator[list[Frame]]:
    """Stacks as perf script prints them, the innermost frame first."""
    stack: list[Frame] = []
    for line in lines:
        if found := re.match(r"\s+[0-9a-f]+ (.*) \((\S+)\)$", line):
            stack.append(Frame(found[1], pathlib.Path(found[2]).name))
        elif stack:
            yield stack
            stack = []
    if stack:
        yield stack


def _any_in(frame: Frame, names: tuple[str, ...]) -> bool:
    return any(name in frame.function or name in frame.library for name in names)


def stage_of(stack: list[Frame]) -> str:
    for stage, names in OUTER:
        if any(_any_in(frame, names) for frame in stack):
            return stage
    return next((stage for frame in stack for stage, names in INNER if _any_in(frame, names)), REST)


def record(site: pathlib.Path, name: str) -> list[list[Frame]]:
    index, data = measure.OUT / f"{name}.profiled", measure.OUT / f"{name}.perf"
    builders.remove(index)
    measure.run(["perf", "record", "-q", "-F", HERTZ, "--call-graph", f"dwarf,{STACK_BYTES}", "-o", data, "--",
                 *builders.sou(site, 1, 1).command(index)])
    builders.remove(index)
    # Inlined functions are not asked for: that takes hours and names no other stage.
    printed = subprocess.run(["perf", "script", "-i", data, "--no-inline", "-F", "comm,pid,ip,sym,dso"], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, encoding="utf8", errors="replace", check=False)
    if printed.returncode != 0:
        measure.fail(f"perf script: exit {printed.returncode}")
    data.unlink()
    return list(samples_of(printed.stdout.splitlines()))


def _rows(names: Iterable[str], counts: list[collections.Counter]) -> list[list[object]]:
    cells = [(name, [count[name] for count in counts]) for name in names]
    return [[name, *(f"{value / HERTZ:.2f}" if i == 0 else f"{value / counts[site].total():.1%}"
                     for site, value in enumerate(values) for i in range(2))] for name, values in cells]


def main(sites: list[str]) -> int:
    if shutil.which("perf") is None:
        measure.fail("perf is missing: apt-get install linux-perf")
    sites = sites or SITES
    folders = [measure.DATA / site if (measure.DATA / site).exists() else pathlib.Path(site) for site in sites]
    profiles = [record(folder, folder.name) for folder in folders]
    head = [cell for folder in folders for cell in (f"{folder.name}, CPU s", "share")]
    stages = [collections.Counter(map(stage_of, profile)) for profile in profiles]
    libraries = [collections.Counter(stack[0].library for stack in profile) for profile in profiles]
    common = [name for name, _ in sum(libraries, collections.Counter()).most_common(LIBRARIES)]
    measure.print_table("A full build with one job, by stage", ["stage", *head], _rows(STAGES, stages))
    measure.print_table("By library", ["library", *head], _rows(common, libraries))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
