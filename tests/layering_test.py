# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom (docs/ARCHITECTURE.md): common <- indexer, common <- query <- web; and what each folder may not know."""

import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop()) if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent

ALLOWED = {
    "common/base": {"common/base"},
    "common/text": {"common/base", "common/text"},
    "common/store": {"common/base", "common/text", "common/store"},
    "indexer": {"common", "indexer"},
    "query": {"common", "query"},
    "web": {"common", "query", "web"},
}
# A library and the only folders that may include it.
PRIVATE = {r"httplib\.h": ["web/server"], r"xapian\.h": ["indexer/build", "query"], r"cmark-gfm.*": ["indexer/source"],
           r"toml\+\+/.*": ["indexer/source"], r"gumbo\.h": ["indexer/source"], r"sha1\.h": ["indexer/source/hexo"], r"unicode/.*": ["common/text", "indexer/source", "query"],
           r"libstemmer\.h": ["common/text"]}


def sources(root):
    for folder in ("common", "indexer", "query", "web"):
        for pattern in ("*.h", "*.cc"):
            yield from sorted((root / folder).rglob(pattern))


def folder_of(path):
    matches = [folder for folder in ALLOWED if path == folder or path.startswith(folder + "/")]
    return matches[0] if matches else None


def violations(root):
    found = []
    for file in sources(root):
        name = file.relative_to(root).as_posix()
        for number, line in enumerate(file.read_text(encoding="utf8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not include:
                continue
            target = include.group(2)
            if include.group(1) == '"':
                allowed = ALLOWED[folder_of(name)]
                if not any(target.startswith(prefix + "/") for prefix in allowed):
                    found.append(f"{name}:{number}: {target}: not below {', '.join(sorted(allowed))}")
            for library, homes in PRIVATE.items():
                if re.fullmatch(library, target) and not any(name.startswith(home + "/") for home in homes):
                    found.append(f"{name}:{number}: <{target}> belongs to {', '.join(homes)}")
    return found


class Layering(unittest.TestCase):
    def test_no_include_runs_against_the_layers(self):
        self.assertEqual(violations(ROOT), [])

    def test_the_check_bites(self):
        cases = [("common/base/a.h", '#include "common/text/utf8.h"'), ("common/text/a.cc", '#include "query/parse/ast.h"'),
                 ("indexer/a.cc", '#include "query/parse/ast.h"'), ("query/a.cc", '#include "indexer/build/job.h"'),
                 ("query/a.cc", '#include "web/api/x.h"'), ("web/a.cc", '#  include "indexer/build/job.h"'),
                 ("web/api/a.cc", "#include <httplib.h>"), ("common/text/a.cc", "#include <xapian.h>")]
        for path, line in cases:
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / path
                file.parent.mkdir(parents=True)
                file.write_text(line + "\n")
                self.assertEqual(len(violations(pathlib.Path(folder))), 1, path + ": " + line)

    def test_every_source_names_its_licence(self):
        for file in sources(ROOT):
            head = file.read_text(encoding="utf8").split("\n", 1)[0]
            self.assertEqual(head, "// SPDX-License-Identifier: GPL-3.0-or-later", file)


if __name__ == "__main__":
    unittest.main()
